package bytecode

// This file defines which of CPython's instructions stand for each of ours in a View.

// stackOps are the numbers of 3.11's operations that a View uses (Library reference, "dis").
var stackOps = map[string]byte{
	"NOP": 9, "POP_TOP": 1, "PUSH_NULL": 2, "CACHE": 0, "LOAD_CONST": 100,
	"LOAD_FAST": 124, "STORE_FAST": 125, "DELETE_FAST": 126, "MAKE_CELL": 135, "LOAD_DEREF": 137,
	"STORE_DEREF": 138, "DELETE_DEREF": 139, "LOAD_CLASSDEREF": 148, "COPY_FREE_VARS": 149, "LOAD_GLOBAL": 116,
	"STORE_GLOBAL": 97, "DELETE_GLOBAL": 98, "LOAD_NAME": 101, "STORE_NAME": 90, "DELETE_NAME": 91,
	"LOAD_ATTR": 106, "STORE_ATTR": 95, "DELETE_ATTR": 96, "LOAD_METHOD": 160, "BINARY_SUBSCR": 25,
	"STORE_SUBSCR": 60, "DELETE_SUBSCR": 61, "BUILD_SLICE": 133, "BINARY_OP": 122, "UNARY_INVERT": 15,
	"UNARY_NOT": 12, "UNARY_POSITIVE": 10, "UNARY_NEGATIVE": 11, "COMPARE_OP": 107, "IS_OP": 117,
	"CONTAINS_OP": 118, "JUMP_FORWARD": 110, "JUMP_BACKWARD": 140, "JUMP_BACKWARD_NO_INTERRUPT": 134, "POP_JUMP_FORWARD_IF_TRUE": 115,
	"POP_JUMP_FORWARD_IF_FALSE": 114, "JUMP_IF_TRUE_OR_POP": 112, "JUMP_IF_FALSE_OR_POP": 111, "POP_JUMP_FORWARD_IF_NONE": 129, "POP_JUMP_FORWARD_IF_NOT_NONE": 128,
	"PRECALL": 166, "CALL": 171, "KW_NAMES": 172, "CALL_FUNCTION_EX": 142, "RETURN_VALUE": 83,
	"GET_ITER": 68, "FOR_ITER": 93, "UNPACK_SEQUENCE": 92, "UNPACK_EX": 94, "BUILD_LIST": 103,
	"BUILD_TUPLE": 102, "BUILD_SET": 104, "BUILD_MAP": 105, "BUILD_CONST_KEY_MAP": 156, "LIST_APPEND": 145,
	"SET_ADD": 146, "MAP_ADD": 147, "LIST_EXTEND": 162, "SET_UPDATE": 163, "DICT_UPDATE": 165,
	"DICT_MERGE": 164, "LIST_TO_TUPLE": 82, "BUILD_STRING": 157, "FORMAT_VALUE": 155, "MAKE_FUNCTION": 132,
	"LOAD_BUILD_CLASS": 71, "SETUP_ANNOTATIONS": 85, "PUSH_EXC_INFO": 35, "POP_EXCEPT": 89, "CHECK_EXC_MATCH": 36,
	"CHECK_EG_MATCH": 37, "PREP_RERAISE_STAR": 88, "RAISE_VARARGS": 130, "RERAISE": 119, "LOAD_ASSERTION_ERROR": 74,
	"BEFORE_WITH": 53, "BEFORE_ASYNC_WITH": 52, "WITH_EXCEPT_START": 49, "RETURN_GENERATOR": 75, "YIELD_VALUE": 86,
	"SEND": 123, "RESUME": 151, "GET_YIELD_FROM_ITER": 69, "GET_AWAITABLE": 131, "GET_AITER": 50,
	"GET_ANEXT": 51, "END_ASYNC_FOR": 54, "ASYNC_GEN_WRAP": 87, "MATCH_SEQUENCE": 32, "MATCH_MAPPING": 31,
	"MATCH_KEYS": 33, "MATCH_CLASS": 152, "GET_LEN": 30, "IMPORT_NAME": 108, "IMPORT_FROM": 109,
	"IMPORT_STAR": 84, "PRINT_EXPR": 70, "EXTENDED_ARG": 144,
}

// inlineCaches are the units that dis takes for the inline caches of an operation.
var inlineCaches = map[string]int{
	"BINARY_SUBSCR": 4, "STORE_SUBSCR": 1, "UNPACK_SEQUENCE": 1, "STORE_ATTR": 4, "LOAD_ATTR": 4, "COMPARE_OP": 2, "LOAD_GLOBAL": 5,
	"BINARY_OP": 1, "LOAD_METHOD": 10, "PRECALL": 1, "CALL": 4,
}

// binaryArgs are the arguments of BINARY_OP, in the order of syntax.Operator; those in place are 13 more.
var binaryArgs = [...]int{0, 10, 5, 4, 11, 6, 8, 3, 9, 7, 12, 1, 2}

// compareArgs are the arguments of COMPARE_OP for EQ to GE.
var compareArgs = [...]int{2, 3, 0, 1, 4, 5}

// fusedOps are the comparisons of JEQ to JIN, counted from EQ on.
var fusedOps = [...]Op{0, 1, 2, 3, 4, 5, IS - EQ, IN - EQ}

// sameShape are the operations that have one of CPython's for themselves, without an argument or with A, B, C or D as it.
var sameShape = map[Op]struct {
	name string
	arg  byte
}{
	NOP: {"NOP", 0}, DELFAST: {"DELETE_FAST", 'A'}, MAKECELL: {"MAKE_CELL", 'A'}, GETITEM: {"BINARY_SUBSCR", 0}, DELITEM: {"DELETE_SUBSCR", 0},
	BUILDSLICE: {"BUILD_SLICE", 'C'}, INVERT: {"UNARY_INVERT", 0}, NOT: {"UNARY_NOT", 0}, POS: {"UNARY_POSITIVE", 0}, NEG: {"UNARY_NEGATIVE", 0},
	RETURN: {"RETURN_VALUE", 0}, GETITER: {"GET_ITER", 0}, BUILDLIST: {"BUILD_LIST", 'C'}, BUILDTUPLE: {"BUILD_TUPLE", 'C'},
	BUILDSET: {"BUILD_SET", 'C'}, BUILDDICT: {"BUILD_MAP", 'C'}, LISTAPPEND: {"LIST_APPEND", 1}, SETADD: {"SET_ADD", 1}, DICTSET: {"MAP_ADD", 1},
	LISTEXTEND: {"LIST_EXTEND", 1}, SETUPDATE: {"SET_UPDATE", 1}, DICTUPDATE: {"DICT_UPDATE", 1}, DICTMERGE: {"DICT_MERGE", 1},
	KEYWORDS: {"DICT_MERGE", 1}, LISTTOTUPLE: {"LIST_TO_TUPLE", 0}, BUILDSTRING: {"BUILD_STRING", 'C'}, LOADBUILDCLASS: {"LOAD_BUILD_CLASS", 0},
	SETUPANNOTATION: {"SETUP_ANNOTATIONS", 0}, PUSHEXC: {"PUSH_EXC_INFO", 0}, POPEXC: {"POP_EXCEPT", 0}, EXCMATCH: {"CHECK_EXC_MATCH", 0},
	EXCGROUPMATCH: {"CHECK_EG_MATCH", 0}, PREPRERAISESTAR: {"PREP_RERAISE_STAR", 0}, RAISE0: {"RAISE_VARARGS", 0}, RAISE1: {"RAISE_VARARGS", 1},
	RAISE2: {"RAISE_VARARGS", 2}, RERAISE: {"RERAISE", 0}, LOADASSERTIONERROR: {"LOAD_ASSERTION_ERROR", 0}, WITHENTER: {"BEFORE_WITH", 0},
	AWITHENTER: {"BEFORE_ASYNC_WITH", 0}, WITHEXITEXC: {"WITH_EXCEPT_START", 0}, GETYIELDFROMITER: {"GET_YIELD_FROM_ITER", 0},
	GETAWAITABLE: {"GET_AWAITABLE", 'C'}, GETAITER: {"GET_AITER", 0}, GETANEXT: {"GET_ANEXT", 0}, ENDASYNCFOR: {"END_ASYNC_FOR", 0},
	ASYNCGENWRAP: {"ASYNC_GEN_WRAP", 0}, MATCHSEQUENCE: {"MATCH_SEQUENCE", 0}, MATCHMAPPING: {"MATCH_MAPPING", 0}, MATCHKEYS: {"MATCH_KEYS", 0},
	MATCHCLASS: {"MATCH_CLASS", 'D'}, GETLEN: {"GET_LEN", 0}, IMPORTSTAR: {"IMPORT_STAR", 0}, PRINTEXPR: {"PRINT_EXPR", 0},
	UNPACKLIST: {"UNPACK_SEQUENCE", 'D'},
}

// nameOps are the operations whose argument is a name.
var nameOps = map[Op]string{
	STOREGLOBAL: "STORE_GLOBAL", DELGLOBAL: "DELETE_GLOBAL", LOADNAME: "LOAD_NAME", STORENAME: "STORE_NAME", DELNAME: "DELETE_NAME",
	LOADATTR: "LOAD_ATTR", DELATTR: "DELETE_ATTR", LOADMETHOD: "LOAD_METHOD", IMPORTNAME: "IMPORT_NAME", IMPORTFROM: "IMPORT_FROM",
}

// jumpOps are the jumps that test one value or none.
var jumpOps = map[Op]string{
	JMP: "JUMP_FORWARD", JMPBACK: "JUMP_BACKWARD", FORLOOP: "JUMP_BACKWARD", JT: "POP_JUMP_FORWARD_IF_TRUE", JF: "POP_JUMP_FORWARD_IF_FALSE",
	JTKEEP: "JUMP_IF_TRUE_OR_POP", JFKEEP: "JUMP_IF_FALSE_OR_POP", JNONE: "POP_JUMP_FORWARD_IF_NONE", JNOTNONE: "POP_JUMP_FORWARD_IF_NOT_NONE",
	FORITER: "FOR_ITER", FORITER2: "FOR_ITER",
}

// instr emits what stands for one instruction: what it reads that is a variable or constant, its work, and where the
// result goes if that is a variable.
func (v *viewer) instr(pc int, in Instr) {
	switch op := in.Op; {
	case op == MOVE:
		v.load(pc, in.B)
		v.store(pc, in.A)
		if len(v.out) == 0 || v.out[len(v.out)-1].pc != pc {
			v.emit(pc, "NOP", 0)
		}
	case op == LOADK:
		v.work(pc, "LOAD_CONST", int(in.D))
		v.store(pc, in.A)
	case op == LOADNIL:
		v.work(pc, "PUSH_NULL", 0)
	case op == LOADFAR, op == STOREFAR:
		name := "NOP"
		if slot := int(in.D) + MaxNear; slot < v.c.NumSlots {
			if name = "LOAD_FAST"; op == STOREFAR {
				name = "STORE_FAST"
			}
			v.work(pc, name, slot)
			return
		}
		v.work(pc, name, 0) // a temporary that was put aside: it stays on the stack
	case op == CHECK:
		v.work(pc, "LOAD_FAST", int(in.D))
		v.emit(pc, "POP_TOP", 0)
	case op >= LOADCELL && op <= LOADCLASSDEREF:
		v.cell(pc, in)
	case op == LOADGLOBAL:
		v.work(pc, "LOAD_GLOBAL", v.name(in.D)<<1)
		v.store(pc, in.A)
	case op == STOREATTR:
		v.load(pc, in.B, in.A)
		v.work(pc, "STORE_ATTR", v.name(in.D))
	case nameOps[op] != "":
		switch {
		case op == DELATTR:
			v.load(pc, in.A)
		case Info[op].B == Src:
			v.load(pc, in.B)
		}
		v.work(pc, nameOps[op], v.name(in.D))
		if Info[op].A == Dst && op != LOADMETHOD {
			v.store(pc, in.A)
		}
	case op == GETITEMK:
		v.load(pc, in.B)
		v.emit(pc, "LOAD_CONST", int(in.C))
		v.work(pc, "BINARY_SUBSCR", 0)
		v.store(pc, in.A)
	case op == GETSLICE:
		v.load(pc, in.B)
		v.emit(pc, "BUILD_SLICE", 2)
		v.work(pc, "BINARY_SUBSCR", 0)
		v.store(pc, in.A)
	case op == SETITEM:
		v.load(pc, in.C, in.A, in.B)
		v.work(pc, "STORE_SUBSCR", 0)
	case op == SETITEMK:
		v.load(pc, in.C, in.A)
		v.emit(pc, "LOAD_CONST", int(in.B))
		v.work(pc, "STORE_SUBSCR", 0)
	case op >= ADD && op <= IFLOORDIVK:
		v.binary(pc, in)
	case op >= EQ && op <= NOTIN:
		v.load(pc, in.B, in.C)
		v.compare(pc, op-EQ)
		v.store(pc, in.A)
	case op >= JEQ && op <= JGEK:
		v.load(pc, in.B)
		if op >= JEQK {
			v.emit(pc, "LOAD_CONST", int(in.C))
			v.compare(pc, op-JEQK)
		} else {
			v.load(pc, in.C)
			v.compare(pc, fusedOps[op-JEQ])
		}
		if in.A != 0 {
			v.jump(pc, "POP_JUMP_FORWARD_IF_TRUE", in.D)
		} else {
			v.jump(pc, "POP_JUMP_FORWARD_IF_FALSE", in.D)
		}
	case jumpOps[op] != "":
		if Info[op].B == Src {
			v.load(pc, in.B)
		}
		v.core[pc] = len(v.out)
		v.jump(pc, jumpOps[op], in.D)
		if op == FORITER || op == JTKEEP || op == JFKEEP {
			v.store(pc, in.A)
		}
	case op >= CALL && op <= CALLEX:
		v.call(pc, in)
	case op == RETURNK:
		v.emit(pc, "LOAD_CONST", int(in.D))
		v.work(pc, "RETURN_VALUE", 0)
	case op == UNPACK, op == UNPACK2, op == UNPACKEX:
		v.unpack(pc, in)
	case op == UNPACKEXLIST:
		v.load(pc, in.B)
		v.work(pc, "UNPACK_EX", int(in.C)|int(in.D)<<8)
	case op == BUILDCONSTKEYMAP:
		v.emit(pc, "LOAD_CONST", int(in.D))
		v.work(pc, "BUILD_CONST_KEY_MAP", int(in.C))
		v.store(pc, in.A)
	case op == FORMATVALUE:
		v.load(pc, in.B)
		arg := int(in.C) &^ InJoined
		if in.D >= 0 {
			v.load(pc, uint8(in.D))
			arg |= 4
		}
		v.work(pc, "FORMAT_VALUE", arg)
		v.store(pc, in.A)
	case op == MAKEFUNCTION, op == COMPREHEND:
		v.function(pc, in)
	case op == WITHEXIT:
		v.emit(pc, "PRECALL", 2)
		v.work(pc, "CALL", 2)
	case op == RETGEN:
		v.work(pc, "RETURN_GENERATOR", 0)
		v.emit(pc, "POP_TOP", 0)
	case op == YIELD:
		v.load(pc, in.B)
		v.work(pc, "YIELD_VALUE", 0)
		v.emit(pc, "RESUME", 1)
		v.store(pc, in.A)
	case op == SEND:
		resume := 2
		if v.c.Flags&(Coroutine|AsyncGenerator) != 0 {
			resume = 3
		}
		v.core[pc] = len(v.out)
		v.jump(pc, "SEND", int32(pc+1))
		v.emit(pc, "YIELD_VALUE", 0)
		v.emit(pc, "RESUME", resume)
		v.jump(pc, "JUMP_BACKWARD_NO_INTERRUPT", int32(pc))
		v.store(pc, in.A)
	default:
		v.same(pc, in)
	}
}

// same emits an instruction of sameShape.
func (v *viewer) same(pc int, in Instr) {
	s := sameShape[in.Op]
	arg := int(s.arg)
	switch s.arg {
	case 'A':
		arg = int(in.A)
	case 'C':
		arg = int(in.C)
	case 'D':
		arg = int(in.D)
	}
	rows := operandRanges(in)[0]
	operands := [3]uint8{in.A, in.B, in.C}
	for i, role := range [3]Role{Info[in.Op].A, Info[in.Op].B, Info[in.Op].C} {
		if (role == Src || role == Obj && s.arg != 'A') && !(rows.n > 0 && rows.first == int(operands[i])) && !(i == 1 && zeroLength(in)) {
			v.load(pc, operands[i])
		}
	}
	v.work(pc, s.name, arg)
	if Info[in.Op].A == Dst && in.Op != DELFAST && in.Op != PUSHEXC {
		v.store(pc, in.A)
	}
}

// cell emits an access to a variable that a closure shares. Its number counts the variables, then the cells that are no
// parameters, then the free variables.
func (v *viewer) cell(pc int, in Instr) {
	free := v.c.NumSlots + int(in.D)
	slot := int(in.B)
	if Info[in.Op].D == CellIx {
		slot = int(v.c.CellSlots[in.D])
	}
	switch in.Op {
	case LOADCELL:
		v.work(pc, "LOAD_DEREF", slot)
		v.store(pc, in.A)
	case STORECELL:
		v.load(pc, in.B)
		v.work(pc, "STORE_DEREF", int(in.A))
	case DELCELL:
		v.work(pc, "DELETE_DEREF", slot)
	case LOADFREE:
		v.work(pc, "LOAD_DEREF", free)
		v.store(pc, in.A)
	case STOREFREE:
		v.load(pc, in.B)
		v.work(pc, "STORE_DEREF", free)
	case DELFREE:
		v.work(pc, "DELETE_DEREF", free)
	case LOADCLASSDEREF:
		v.work(pc, "LOAD_CLASSDEREF", free)
	}
}

func (v *viewer) binary(pc int, in Instr) {
	n := int(in.Op - ADD)
	kind, arg := n/len(binaryArgs), binaryArgs[n%len(binaryArgs)]
	v.load(pc, in.B)
	if kind&1 != 0 {
		v.emit(pc, "LOAD_CONST", int(in.C))
	} else {
		v.load(pc, in.C)
	}
	if kind >= 2 {
		arg += len(binaryArgs)
	}
	v.work(pc, "BINARY_OP", arg)
	v.store(pc, in.A)
}

// compare emits the comparison of the number op, from EQ on.
func (v *viewer) compare(pc int, op Op) {
	switch op + EQ {
	case IS, ISNOT:
		v.work(pc, "IS_OP", int(op+EQ-IS))
	case IN, NOTIN:
		v.work(pc, "CONTAINS_OP", int(op+EQ-IN))
	default:
		v.work(pc, "COMPARE_OP", compareArgs[op])
	}
}

func (v *viewer) call(pc int, in Instr) {
	switch in.Op {
	case CALLEX:
		v.work(pc, "CALL_FUNCTION_EX", 1)
	case CALLKW, CALLMKW:
		v.emit(pc, "KW_NAMES", int(in.D))
		fallthrough
	default:
		v.emit(pc, "PRECALL", int(in.C))
		v.work(pc, "CALL", int(in.C))
	}
	v.store(pc, in.A)
}

func (v *viewer) unpack(pc int, in Instr) {
	if pc == 0 || v.c.Instrs[pc-1].Op != FORITER2 { // which has left it on the stack
		v.load(pc, in.B)
	}
	n := int(in.C)
	switch in.Op {
	case UNPACK2:
		v.work(pc, "UNPACK_SEQUENCE", 2)
		v.store(pc, in.A)
		v.store(pc, in.C)
		return
	case UNPACK:
		v.work(pc, "UNPACK_SEQUENCE", n)
	case UNPACKEX:
		v.work(pc, "UNPACK_EX", n|int(in.D)<<8)
		n += 1 + int(in.D)
	}
	for i := range n {
		v.store(pc, in.A+uint8(i))
	}
}

func (v *viewer) function(pc int, in Instr) {
	flags := 0
	if in.Op == MAKEFUNCTION {
		flags = int(in.C)
	}
	if inner, ok := head(v.c.Consts[in.D]); ok && len(inner.Captures) > 0 {
		flags |= 8
	}
	v.emit(pc, "LOAD_CONST", int(in.D))
	v.work(pc, "MAKE_FUNCTION", flags)
	if in.Op == COMPREHEND {
		v.load(pc, in.B)
		v.emit(pc, "PRECALL", 0)
		v.work(pc, "CALL", 0)
	}
	v.store(pc, in.A)
}
