package bytecode

// This file defines the instruction set: one table row for each operation, with the meaning of its operands. The
// verifier, the disassembler and the page in doc/ read the same table that the VM is written from.

// Instr is one instruction. A, B and C mostly number registers of the frame's window; D is a jump target, or an index
// into one of the tables of the Code. Eight bytes, so that eight instructions fill a cache line.
type Instr struct {
	Op      Op
	A, B, C uint8
	D       int32
}

//go:generate go run ./gen opcode.go ../../../doc/bytecode.md

// Op is an operation code.
type Op uint8

// Role says what an operand means, for the verifier and the disassembler.
type Role uint8

// The roles of operands.
const (
	None    Role = iota // not used, zero
	Dst                 // register written (and nothing else) by the instruction, last of all
	Src                 // register read
	Obj                 // register read whose object is changed in place
	Cond                // 0 or 1: the truth value on which a compare-and-jump jumps
	Count               // a number
	Flag                // a bit set or a small enumeration
	ConstIx             // index into Consts
	CacheIx             // index of a cache slot, whose name, if it has one, is CacheNames[index]
	Jump                // index of an instruction
	VarIx               // index into VarNames
	CellIx              // index into CellVars
	FreeIx              // index into FreeVars
	FarIx               // index into the frame's far slots
	RegOrNo             // register in D, or -1 for none
)

// InJoined, in C of FORMATVALUE, says that the result goes to a BUILDSTRING: a small int or a float without conversion
// and specification may be left as it is, and is put into the whole string without a string of its own.
const InJoined = 4

// The operations. r is the window of registers, k Consts, name the name of the cache slot D. An instruction
// writes its destination only when it has succeeded, so that a local variable keeps its value if it fails.
const (
	// Moves. A register that holds no value is unbound (nil in the VM).

	NOP      Op = iota // nothing; carries a line for tracers
	MOVE               // r[A] = r[B]
	LOADK              // r[A] = k[D]
	LOADNIL            // r[A] = unbound
	DELFAST            // r[A] = unbound: the statement del
	LOADFAR            // r[A] = far[D]; the far slots are the local variables beyond MaxNear, and spilled temporaries
	STOREFAR           // far[D] = r[A]
	CHECK              // UnboundLocalError for VarNames[D] if r[A] is unbound

	// Cells. A cell variable's register holds the Cell; the closure's cells are numbered as FreeVars.

	MAKECELL       // r[A] = a new Cell that holds what r[A] held (nothing, or the parameter)
	LOADCELL       // r[A] = content of the Cell r[B]; UnboundLocalError for CellVars[D] if empty
	STORECELL      // content of the Cell r[A] = r[B]
	DELCELL        // empty the Cell r[A]; UnboundLocalError for CellVars[D] if it is empty already
	LOADFREE       // r[A] = content of closure[D]; NameError (free variable FreeVars[D]) if empty
	STOREFREE      // content of closure[D] = r[B]
	DELFREE        // empty closure[D]; NameError if it is empty already
	LOADCLASSDEREF // r[A] = locals[FreeVars[D]] if the class namespace has it, else as LOADFREE

	// Global and unqualified names. One cache slot per name and code object.

	LOADGLOBAL  // r[A] = globals or builtins [name]; NameError
	STOREGLOBAL // globals[name] = r[B]
	DELGLOBAL   // del globals[name]; NameError
	LOADNAME    // r[A] = locals, globals or builtins [name]; NameError
	STORENAME   // locals[name] = r[B]
	DELNAME     // del locals[name]; NameError

	// Attributes and items.

	LOADATTR   // r[A] = r[B].name
	STOREATTR  // r[A].name = r[B]
	DELATTR    // del r[A].name
	LOADMETHOD // r[A], r[A+1] = function, r[B] when r[B].name is a method; else r[A], r[A+1] = r[B].name, unbound
	GETITEM    // r[A] = r[B][r[C]]
	GETITEMK   // r[A] = r[B][k[C]]
	GETSLICE   // r[A] = r[B][r[C]:r[C+1]]
	SETITEM    // r[A][r[B]] = r[C]
	SETITEMK   // r[A][k[B]] = r[C]
	DELITEM    // del r[A][r[B]]
	BUILDSLICE // r[A] = slice(r[B], r[B+1], r[B+2] if C is 3, else None)

	// Binary operators, in the order of syntax.Operator; then with a constant right operand; then both in place.

	ADD
	SUB
	MUL
	MATMUL
	DIV
	MOD
	POW
	LSHIFT
	RSHIFT
	OR
	XOR
	AND
	FLOORDIV
	ADDK
	SUBK
	MULK
	MATMULK
	DIVK
	MODK
	POWK
	LSHIFTK
	RSHIFTK
	ORK
	XORK
	ANDK
	FLOORDIVK
	IADD
	ISUB
	IMUL
	IMATMUL
	IDIV
	IMOD
	IPOW
	ILSHIFT
	IRSHIFT
	IOR
	IXOR
	IAND
	IFLOORDIV
	IADDK
	ISUBK
	IMULK
	IMATMULK
	IDIVK
	IMODK
	IPOWK
	ILSHIFTK
	IRSHIFTK
	IORK
	IXORK
	IANDK
	IFLOORDIVK

	// Unary operators: r[A] = op r[B].

	INVERT
	NOT
	POS
	NEG

	// Comparisons, in the order of syntax.CmpOperator: r[A] = r[B] op r[C]. The first six yield any object.

	EQ
	NE
	LT
	LE
	GT
	GE
	IS
	ISNOT
	IN
	NOTIN

	// Jumps. Only JMPBACK and FORLOOP go back. The fused ones: goto D if truth(r[B] op r[C]) == (A != 0).

	JMP      // goto D, which lies ahead
	JMPBACK  // goto D, which lies behind: a safepoint
	FORLOOP  // JMPBACK to a FORITER, so that the VM can do both at once
	JT       // goto D if truth(r[B])
	JF       // goto D if not truth(r[B])
	JTKEEP   // if truth(r[B]) { r[A] = r[B]; goto D }
	JFKEEP   // if not truth(r[B]) { r[A] = r[B]; goto D }
	JNONE    // goto D if r[B] is None
	JNOTNONE // goto D if r[B] is not None
	JEQ
	JNE
	JLT
	JLE
	JGT
	JGE
	JIS
	JIN
	JEQK // the K forms compare with k[C]
	JNEK
	JLTK
	JLEK
	JGTK
	JGEK

	// Calls. The base is the lowest free register: all registers above the arguments are dead. The callee's window
	// begins at its first argument. C counts all arguments, those by keyword included, but not a method's self.

	CALL    // r[A] = r[B](r[B+1], ..., r[B+C]); cache D, without a name
	CALLKW  // the same; k[D] is the tuple of names of the last arguments
	CALLM   // after LOADMETHOD at B: arguments at r[B+2...]; self is r[B+1] unless unbound; cache D, without a name
	CALLMKW // the same; k[D] is the tuple of names of the last arguments
	CALLEX  // r[A] = r[B](*r[B+1], **r[B+2]); r[B+1] is any iterable, r[B+2] a dict of our own or unbound
	RETURN  // return r[B]
	RETURNK // return k[D]

	// Iteration and unpacking.

	GETITER      // r[A] = iter(r[B])
	FORITER      // r[A] = next(r[B]), or goto D at the end
	FORITER2     // next(r[B]), or goto D; a tuple or list of two goes to r[A], r[C], and the next instruction is skipped; anything else goes to r[B+1], and the next instruction, an UNPACK2 from there, does the work
	UNPACK       // r[A], ..., r[A+C-1] = r[B], all written after the last item is known
	UNPACK2      // r[A], r[C] = r[B]
	UNPACKEX     // r[A], ..., *r[A+C], ..., r[A+C+D] = r[B]; the starred one becomes a list
	UNPACKLIST   // r[A] = [...] of exactly D items of r[B], with the errors of UNPACK
	UNPACKEXLIST // r[A] = [C items, the list of those between, D items] of r[B], with the errors of UNPACKEX

	// Displays, comprehensions and strings.

	BUILDLIST        // r[A] = [r[B], ..., r[B+C-1]]; D 1: empty, with room for what the iterator r[0] will yield
	BUILDTUPLE       // r[A] = (r[B], ..., r[B+C-1]); D 1: only the next instruction uses it, as a key
	BUILDSET         // r[A] = {r[B], ..., r[B+C-1]}
	BUILDDICT        // r[A] = {r[B]: r[B+1], ...}, C pairs; D 1: as for BUILDLIST
	BUILDCONSTKEYMAP // r[A] = {k[D][0]: r[B], ...}, C pairs
	LISTAPPEND       // r[A].append(r[B])
	SETADD           // r[A].add(r[B])
	DICTSET          // r[A][r[B]] = r[C] on a dict of our own; D 1: which gets one item for each that r[0] yields
	LISTEXTEND       // r[A].extend(r[B]); "Value after * must be an iterable, not T"
	SETUPDATE        // r[A].update(r[B])
	DICTUPDATE       // r[A].update(r[B]); "'T' object is not a mapping"
	DICTMERGE        // the same for f(**r[B]); r[C] is f, for "f() got multiple values for keyword argument 'k'"
	KEYWORDS         // r[A] = the dict of keyword arguments for CALLEX of f(*r[A-1], **r[B]): r[B] itself if nobody can tell, else as by BUILDDICT and DICTMERGE; r[C] is f
	LISTTOTUPLE      // r[A] = tuple(r[B])
	BUILDSTRING      // r[A] = ''.join(r[B], ..., r[B+C-1]), all of them str, or a small int or float that InJoined left
	FORMATVALUE      // r[A] = format(conv(r[B]), r[D] or ''); C: 0 none, 1 str, 2 repr, 3 ascii, + InJoined

	// Functions and classes.

	MAKEFUNCTION    // r[A] = function of the code k[D]; C: 1 defaults tuple, 2 keyword defaults dict, 4 annotations tuple (name, value, ...), which lie at r[B...] in this order. The closure is what the code's Captures say
	COMPREHEND      // r[A] = what a function of the code k[D], a comprehension's, would return for the iterator r[B], the topmost register in use. The closure is what the code's Captures say
	LOADBUILDCLASS  // r[A] = builtins.__build_class__
	SETUPANNOTATION // locals['__annotations__'] = {} unless there is one

	// Exceptions. The exception table leads to a handler with the exception in the register its entry names.

	PUSHEXC            // r[A] = the frame's exception being handled (or unbound); then r[B] is the one being handled
	POPEXC             // the exception being handled = r[A] (or none)
	EXCMATCH           // r[A] = r[B] matches the except clause's r[C]; TypeError for what is no exception class
	EXCGROUPMATCH      // r[A], r[A+1] = (matching part or None), (rest or None) of r[B] for except* r[C]
	PREPRERAISESTAR    // r[A] = exception to raise after all except* clauses, or None; r[B] original, r[C] list of raised and unmatched ones
	RAISE0             // raise
	RAISE1             // raise r[B]
	RAISE2             // raise r[B] from r[C]
	RERAISE            // raise r[B] on, without adding this frame to its traceback again; if C is 1 the frame is left where r[B] was raised
	LOADASSERTIONERROR // r[A] = AssertionError

	// Context managers.

	WITHENTER   // r[C], r[C+1] = r[B].__exit__ as LOADMETHOD loads it; r[A] = r[B].__enter__()
	AWITHENTER  // r[C], r[C+1] = r[B].__aexit__ likewise; r[A] = r[B].__aenter__(), to be awaited
	WITHEXIT    // r[A] = r[B](None, None, None), with r[B+1] as first argument unless that is unbound
	WITHEXITEXC // r[A] = r[B](type(r[C]), r[C], r[C].__traceback__), likewise

	// Generators and coroutines. A frame suspended at SEND delegates to r[B]: throw() and close() go there first.

	RETGEN           // make the generator, coroutine or async generator of this frame and return it; it goes on behind
	YIELD            // yield r[B]; then r[A] = what was sent
	SEND             // send r[C] to the iterator r[B]; if that yields, yield the same, put what is sent into r[C], and do this instruction again; when it returns, r[A] = its value
	GETYIELDFROMITER // r[A] = the iterator for yield from r[B]
	GETAWAITABLE     // r[A] = the iterator for await r[B]; C: 0 await, 1 from __aenter__, 2 from __aexit__
	GETAITER         // r[A] = r[B].__aiter__(), checked
	GETANEXT         // r[A] = the iterator for await r[B].__anext__()
	ENDASYNCFOR      // go on if r[B] is a StopAsyncIteration, else as RERAISE
	ASYNCGENWRAP     // r[A] = r[B] wrapped, so that the async generator's driver tells it from an awaited value

	// Pattern matching.

	MATCHSEQUENCE // r[A] = r[B] is a sequence for patterns
	MATCHMAPPING  // r[A] = r[B] is a mapping for patterns
	MATCHKEYS     // r[A] = tuple of the values of the subject r[B] for the keys in the tuple r[C], or None
	MATCHCLASS    // r[A] = tuple of the attributes of the subject r[B], or None; r[C] class, r[C+1] tuple of keyword names, D positional ones
	GETLEN        // r[A] = len(r[B])

	// Imports and the rest.

	IMPORTNAME // r[A] = __import__(name, globals, locals, fromlist r[B+1], level r[B])
	IMPORTFROM // r[A] = attribute name of the module r[B], or the submodule
	IMPORTSTAR // from the module r[B] into the locals
	PRINTEXPR  // sys.displayhook(r[B])

	NumOps int = iota
)

// OpInfo is a row of the instruction table: the name and the roles of the operands.
type OpInfo struct {
	Name       string
	A, B, C, D Role
	// Ends is set for instructions after which the next one is never reached.
	Ends bool
}

// Info describes every operation; the index is the Op.
var Info = buildInfo()
