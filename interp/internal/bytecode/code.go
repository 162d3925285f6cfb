package bytecode

import (
	"math/big"

	"memphis/interp/syntax"
)

// MaxNear is how many local variables, cells included, live in registers. Those beyond it live in the frame's far
// slots, so that half of the 256 registers that an operand can name stay free for temporaries.
const MaxNear = 128

// Flags are the bits of co_flags, numbered as in CPython.
type Flags uint32

// The flags of a code object.
const (
	Optimized         Flags = 0x1 // local variables are registers, not a namespace
	NewLocals         Flags = 0x2 // the frame makes its own namespace
	VarArgs           Flags = 0x4
	VarKeywords       Flags = 0x8
	Nested            Flags = 0x10
	Generator         Flags = 0x20
	Coroutine         Flags = 0x80
	IterableCoroutine Flags = 0x100
	AsyncGenerator    Flags = 0x200
	FutureDivision    Flags = 0x20000
	FutureAbsImport   Flags = 0x40000
	FutureWith        Flags = 0x80000
	FuturePrint       Flags = 0x100000
	FutureUnicode     Flags = 0x200000
	FutureBarry       Flags = 0x400000
	FutureStop        Flags = 0x800000
	FutureAnnotations Flags = 0x1000000
)

// FutureMask is the part of the flags that __future__ imports set, which code compiled by exec inherits.
const FutureMask = FutureDivision | FutureAbsImport | FutureWith | FuturePrint | FutureUnicode | FutureBarry | FutureStop | FutureAnnotations

// Code is the compiled form of a module, class body, function or comprehension. It is immutable and holds no objects
// of an interpreter, so that any number of interpreters can share it; they turn constants into objects and give
// each cache slot its memory when they load it.
//
// A frame's variables have slots: the VarNames in order, parameters first (positional, keyword-only, *args,
// **kwargs), then the CellVars that are not parameters. Slot i is the register i if i < MaxNear, else far[i-MaxNear].
// On entry the parameters are bound and all other slots are unbound.
type Code struct {
	Name, QualName, Filename string
	Flags                    Flags
	ArgCount                 int // positional parameters, PosOnlyArgCount included
	PosOnlyArgCount          int
	KwOnlyArgCount           int
	FirstLine                int

	VarNames []string
	CellVars []string
	FreeVars []string
	Names    []string // co_names, for show: the names that instructions use are in CacheNames

	Consts []Const
	Instrs []Instr

	// NumSlots is the number of variables with a slot; NumRegs the size of the window, with temporaries, at most 256;
	// NumFar the number of far slots, for variables beyond MaxNear and spilled temporaries. Only the first
	// NumSlots-MaxNear of them need clearing on entry.
	NumSlots, NumRegs, NumFar int
	// CellSlots has the slot of each of CellVars.
	CellSlots []int32
	// Captures says for each of FreeVars where MAKEFUNCTION finds the Cell in the frame that makes the function:
	// in the slot n if n >= 0, else in that frame's closure at ^n.
	Captures []int32
	// CacheNames has the name of each cache slot, "" for those of calls.
	CacheNames []string
	// ExcTable is searched from the front: inner entries come first.
	ExcTable []ExcEntry
	// Positions is the compressed table of source extents that Position reads.
	Positions []byte
}

// ExcEntry sends an exception raised by an instruction in [Start, End) to Target, with the exception in register Reg.
type ExcEntry struct {
	Start, End, Target int32
	Reg                uint8
}

// NumParams counts all parameters, *args and **kwargs included; they are the first of VarNames.
func (c *Code) NumParams() int {
	n := c.ArgCount + c.KwOnlyArgCount
	if c.Flags&VarArgs != 0 {
		n++
	}
	if c.Flags&VarKeywords != 0 {
		n++
	}
	return n
}

// Doc returns the docstring of a function.
func (c *Code) Doc() (string, bool) {
	if c.Flags&Optimized == 0 || len(c.Consts) == 0 {
		return "", false
	}
	s, ok := c.Consts[0].(Str)
	return string(s), ok
}

// Handler returns the innermost entry of the exception table for the instruction pc, or nil.
func (c *Code) Handler(pc int) *ExcEntry {
	for i := range c.ExcTable {
		if e := &c.ExcTable[i]; int32(pc) >= e.Start && int32(pc) < e.End {
			return e
		}
	}
	return nil
}

// Pos is the extent of an instruction in the source; a Line of 0 means that it has none.
type Pos = syntax.Pos

// Const is a constant: NoneConst, EllipsisConst, Bool, Int, *BigInt, Float, Complex, Str, Bytes, Tuple, FrozenSet
// *Code or *Stored.
type Const interface{ constant() }

type (
	// NoneConst is None.
	NoneConst struct{}
	// EllipsisConst is Ellipsis.
	EllipsisConst struct{}
	// Bool is True or False.
	Bool bool
	// Int is an int that fits into 64 bits.
	Int int64
	// BigInt is an int that does not fit into 64 bits.
	BigInt struct{ big.Int }
	// Float is a float.
	Float float64
	// Complex is a complex number.
	Complex complex128
	// Str is a str in UTF-8, lone surrogates in three bytes each (WTF-8).
	Str string
	// Bytes is a bytes object.
	Bytes string
	// Tuple is a tuple of constants.
	Tuple []Const
	// FrozenSet is a frozenset of constants, without duplicates.
	FrozenSet []Const
)

func (NoneConst) constant()     {}
func (EllipsisConst) constant() {}
func (Bool) constant()          {}
func (Int) constant()           {}
func (*BigInt) constant()       {}
func (Float) constant()         {}
func (Complex) constant()       {}
func (Str) constant()           {}
func (Bytes) constant()         {}
func (Tuple) constant()         {}
func (FrozenSet) constant()     {}
func (*Code) constant()         {}
