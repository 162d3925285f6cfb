package bytecode

// This file defines the rows of the instruction table.

// None of the roles below stands for a range of registers; those that an instruction reads or writes in a row are in
// operandRange.

func buildInfo() (t [NumOps]OpInfo) {
	set := func(op Op, name string, roles ...Role) {
		r := [4]Role{}
		copy(r[:], roles)
		t[op] = OpInfo{Name: name, A: r[0], B: r[1], C: r[2], D: r[3]}
	}
	set(NOP, "NOP")
	set(MOVE, "MOVE", Dst, Src)
	set(LOADK, "LOADK", Dst, None, None, ConstIx)
	set(LOADNIL, "LOADNIL", Dst)
	set(DELFAST, "DELFAST", Dst)
	set(LOADFAR, "LOADFAR", Dst, None, None, FarIx)
	set(STOREFAR, "STOREFAR", Src, None, None, FarIx)
	set(CHECK, "CHECK", Src, None, None, VarIx)

	set(MAKECELL, "MAKECELL", Obj)
	set(LOADCELL, "LOADCELL", Dst, Src, None, CellIx)
	set(STORECELL, "STORECELL", Obj, Src)
	set(DELCELL, "DELCELL", Obj, None, None, CellIx)
	set(LOADFREE, "LOADFREE", Dst, None, None, FreeIx)
	set(STOREFREE, "STOREFREE", None, Src, None, FreeIx)
	set(DELFREE, "DELFREE", None, None, None, FreeIx)
	set(LOADCLASSDEREF, "LOADCLASSDEREF", Dst, None, None, FreeIx)

	set(LOADGLOBAL, "LOADGLOBAL", Dst, None, None, CacheIx)
	set(STOREGLOBAL, "STOREGLOBAL", None, Src, None, CacheIx)
	set(DELGLOBAL, "DELGLOBAL", None, None, None, CacheIx)
	set(LOADNAME, "LOADNAME", Dst, None, None, CacheIx)
	set(STORENAME, "STORENAME", None, Src, None, CacheIx)
	set(DELNAME, "DELNAME", None, None, None, CacheIx)

	set(LOADATTR, "LOADATTR", Dst, Src, None, CacheIx)
	set(STOREATTR, "STOREATTR", Obj, Src, None, CacheIx)
	set(DELATTR, "DELATTR", Obj, None, None, CacheIx)
	set(LOADMETHOD, "LOADMETHOD", Dst, Src, None, CacheIx)
	set(GETITEM, "GETITEM", Dst, Src, Src)
	set(GETITEMK, "GETITEMK", Dst, Src, ConstIx)
	set(GETSLICE, "GETSLICE", Dst, Src, Src)
	set(SETITEM, "SETITEM", Obj, Src, Src)
	set(SETITEMK, "SETITEMK", Obj, ConstIx, Src)
	set(DELITEM, "DELITEM", Obj, Src)
	set(BUILDSLICE, "BUILDSLICE", Dst, Src, Count)

	for i, name := range []string{"ADD", "SUB", "MUL", "MATMUL", "DIV", "MOD", "POW", "LSHIFT", "RSHIFT", "OR", "XOR", "AND", "FLOORDIV"} {
		op := Op(i)
		set(ADD+op, name, Dst, Src, Src)
		set(ADDK+op, name+"K", Dst, Src, ConstIx)
		set(IADD+op, "I"+name, Dst, Src, Src)
		set(IADDK+op, "I"+name+"K", Dst, Src, ConstIx)
	}
	set(INVERT, "INVERT", Dst, Src)
	set(NOT, "NOT", Dst, Src)
	set(POS, "POS", Dst, Src)
	set(NEG, "NEG", Dst, Src)
	for i, name := range []string{"EQ", "NE", "LT", "LE", "GT", "GE", "IS", "ISNOT", "IN", "NOTIN"} {
		set(EQ+Op(i), name, Dst, Src, Src)
	}
	for i, name := range []string{"JEQ", "JNE", "JLT", "JLE", "JGT", "JGE", "JIS", "JIN"} {
		set(JEQ+Op(i), name, Cond, Src, Src, Jump)
		if JEQ+Op(i) <= JGE {
			set(JEQK+Op(i), name+"K", Cond, Src, ConstIx, Jump)
		}
	}
	set(JMP, "JMP", None, None, None, Jump)
	set(JMPBACK, "JMPBACK", None, None, None, Jump)
	set(FORLOOP, "FORLOOP", None, None, None, Jump)
	set(JT, "JT", None, Src, None, Jump)
	set(JF, "JF", None, Src, None, Jump)
	set(JTKEEP, "JTKEEP", Dst, Src, None, Jump)
	set(JFKEEP, "JFKEEP", Dst, Src, None, Jump)
	set(JNONE, "JNONE", None, Src, None, Jump)
	set(JNOTNONE, "JNOTNONE", None, Src, None, Jump)

	set(CALL, "CALL", Dst, Src, Count, CacheIx)
	set(CALLKW, "CALLKW", Dst, Src, Count, ConstIx)
	set(CALLM, "CALLM", Dst, Src, Count, CacheIx)
	set(CALLMKW, "CALLMKW", Dst, Src, Count, ConstIx)
	set(CALLEX, "CALLEX", Dst, Src)
	set(RETURN, "RETURN", None, Src)
	set(RETURNK, "RETURNK", None, None, None, ConstIx)

	set(GETITER, "GETITER", Dst, Src)
	set(FORITER, "FORITER", Dst, Src, None, Jump)
	set(FORITER2, "FORITER2", Dst, Src, Dst, Jump)
	set(UNPACK, "UNPACK", Dst, Src, Count)
	set(UNPACK2, "UNPACK2", Dst, Src, Dst)
	set(UNPACKEX, "UNPACKEX", Dst, Src, Count, Count)
	set(UNPACKLIST, "UNPACKLIST", Dst, Src, None, Count)
	set(UNPACKEXLIST, "UNPACKEXLIST", Dst, Src, Count, Count)

	set(BUILDLIST, "BUILDLIST", Dst, Src, Count, Flag)
	set(BUILDTUPLE, "BUILDTUPLE", Dst, Src, Count, Flag)
	set(BUILDSET, "BUILDSET", Dst, Src, Count)
	set(BUILDDICT, "BUILDDICT", Dst, Src, Count, Flag)
	set(BUILDCONSTKEYMAP, "BUILDCONSTKEYMAP", Dst, Src, Count, ConstIx)
	set(LISTAPPEND, "LISTAPPEND", Obj, Src)
	set(SETADD, "SETADD", Obj, Src)
	set(DICTSET, "DICTSET", Obj, Src, Src, Flag)
	set(LISTEXTEND, "LISTEXTEND", Obj, Src)
	set(SETUPDATE, "SETUPDATE", Obj, Src)
	set(DICTUPDATE, "DICTUPDATE", Obj, Src)
	set(DICTMERGE, "DICTMERGE", Obj, Src, Src)
	set(KEYWORDS, "KEYWORDS", Dst, Src, Src)
	set(LISTTOTUPLE, "LISTTOTUPLE", Dst, Src)
	set(BUILDSTRING, "BUILDSTRING", Dst, Src, Count)
	set(FORMATVALUE, "FORMATVALUE", Dst, Src, Flag, RegOrNo)

	set(MAKEFUNCTION, "MAKEFUNCTION", Dst, Src, Flag, ConstIx)
	set(COMPREHEND, "COMPREHEND", Dst, Src, None, ConstIx)
	set(LOADBUILDCLASS, "LOADBUILDCLASS", Dst)
	set(SETUPANNOTATION, "SETUPANNOTATION")

	set(PUSHEXC, "PUSHEXC", Dst, Src)
	set(POPEXC, "POPEXC", Src)
	set(EXCMATCH, "EXCMATCH", Dst, Src, Src)
	set(EXCGROUPMATCH, "EXCGROUPMATCH", Dst, Src, Src)
	set(PREPRERAISESTAR, "PREPRERAISESTAR", Dst, Src, Src)
	set(RAISE0, "RAISE0")
	set(RAISE1, "RAISE1", None, Src)
	set(RAISE2, "RAISE2", None, Src, Src)
	set(RERAISE, "RERAISE", None, Src, Flag)
	set(LOADASSERTIONERROR, "LOADASSERTIONERROR", Dst)

	set(WITHENTER, "WITHENTER", Dst, Src, Dst)
	set(AWITHENTER, "AWITHENTER", Dst, Src, Dst)
	set(WITHEXIT, "WITHEXIT", Dst, Src)
	set(WITHEXITEXC, "WITHEXITEXC", Dst, Src, Src)

	set(RETGEN, "RETGEN")
	set(YIELD, "YIELD", Dst, Src)
	set(SEND, "SEND", Dst, Src, Obj)
	set(GETYIELDFROMITER, "GETYIELDFROMITER", Dst, Src)
	set(GETAWAITABLE, "GETAWAITABLE", Dst, Src, Flag)
	set(GETAITER, "GETAITER", Dst, Src)
	set(GETANEXT, "GETANEXT", Dst, Src)
	set(ENDASYNCFOR, "ENDASYNCFOR", None, Src)
	set(ASYNCGENWRAP, "ASYNCGENWRAP", Dst, Src)

	set(MATCHSEQUENCE, "MATCHSEQUENCE", Dst, Src)
	set(MATCHMAPPING, "MATCHMAPPING", Dst, Src)
	set(MATCHKEYS, "MATCHKEYS", Dst, Src, Src)
	set(MATCHCLASS, "MATCHCLASS", Dst, Src, Src, Count)
	set(GETLEN, "GETLEN", Dst, Src)

	set(IMPORTNAME, "IMPORTNAME", Dst, Src, None, CacheIx)
	set(IMPORTFROM, "IMPORTFROM", Dst, Src, None, CacheIx)
	set(IMPORTSTAR, "IMPORTSTAR", None, Src)
	set(PRINTEXPR, "PRINTEXPR", None, Src)

	for _, op := range []Op{JMP, JMPBACK, FORLOOP, RETURN, RETURNK, RAISE0, RAISE1, RAISE2, RERAISE} {
		t[op].Ends = true
	}
	return t
}

// String returns the name of the operation.
func (op Op) String() string {
	if int(op) < NumOps {
		return Info[op].Name
	}
	return "BAD"
}

// registerRange is a row of registers that an instruction touches: n of them from first on.
type registerRange struct{ first, n int }

// operandRanges returns the rows of more than one register, or of none, that in reads or writes; their first register is
// otherwise described by its role.
func operandRanges(in Instr) (out [2]registerRange) {
	a, b, c := int(in.A), int(in.B), int(in.C)
	switch in.Op {
	case LOADMETHOD, EXCGROUPMATCH:
		out[0] = registerRange{a, 2}
	case GETSLICE, MATCHCLASS, WITHENTER, AWITHENTER:
		out[0] = registerRange{c, 2}
	case WITHEXIT, WITHEXITEXC:
		out[0] = registerRange{b, 2}
	case BUILDSLICE:
		out[0] = registerRange{b, c}
	case CALL, CALLKW:
		out[0] = registerRange{b, c + 1}
	case CALLM, CALLMKW:
		out[0] = registerRange{b, c + 2}
	case CALLEX:
		out[0] = registerRange{b, 3}
	case FORITER2:
		out[0] = registerRange{b, 2}
	case UNPACK:
		out[0] = registerRange{a, c}
	case UNPACKEX:
		out[0] = registerRange{a, c + 1 + int(in.D)}
	case BUILDLIST, BUILDTUPLE, BUILDSET, BUILDSTRING, BUILDCONSTKEYMAP:
		out[0] = registerRange{b, c}
	case BUILDDICT:
		out[0] = registerRange{b, 2 * c}
	case IMPORTNAME:
		out[0] = registerRange{b, 2}
	case MAKEFUNCTION:
		n := 0
		for f := in.C; f != 0; f >>= 1 {
			n += int(f & 1)
		}
		out[0] = registerRange{b, n}
	}
	return out
}

// zeroLength tells whether the row of registers at B may be empty, so that B then means nothing.
func zeroLength(in Instr) bool {
	switch in.Op {
	case BUILDLIST, BUILDTUPLE, BUILDSET, BUILDSTRING, BUILDCONSTKEYMAP, BUILDDICT, MAKEFUNCTION:
		return in.C == 0
	}
	return false
}
