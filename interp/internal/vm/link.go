// Package vm runs register bytecode.
//
// A [machine] is what the VM keeps for one Python thread: a stack of registers
// and a chain of frames. Calls of Python functions push a frame and go on in the
// same Go loop (run.go), so the depth of Python recursion is a counter, not Go's
// stack; a call that passes through Go code (a sort key, a __repr__) starts the
// loop anew. A generator's frame owns its registers, so resuming it copies
// nothing.
//
// Code objects are linked into an interpreter (this file): constants become
// objects, instructions get a copy that may specialise, and cache slots their
// memory. Inline caches compare version numbers of types and counts of
// dictionary changes; what they skip is only what those numbers prove unchanged.
package vm

import (
	"math/big"
	"slices"
	"sync"
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// linked is a code object in one interpreter: the Body of an object.Code.
type linked struct {
	bc     *bytecode.Code
	code   *object.Code
	instrs []bytecode.Instr
	consts []object.Value
	caches []cache
	// kwCalls has the call sites with keywords.
	kwCalls []kwCall
	exc     []bytecode.ExcEntry

	base      unsafe.Pointer // of instrs
	numRegs   int
	numSlots  int // slots in registers: min(NumSlots, MaxNear)
	farClear  int // far slots to clear on entry
	numFar    int
	winBytes  uintptr // numRegs in bytes
	argCount  int
	numParams int
	simple    bool // only positional parameters, all near, and no generator: CALL can do without bind
	gen       bool // generator, coroutine or async generator
	cellSlots []int32
	// classFree is the index of __class__ among the free variables, -1 if it is
	// none; selfCell says that the first argument is in a cell: both for super().
	classFree int
	selfCell  bool
	captures  []int32
	liveOnce  sync.Once
	live      []bytecode.RegSet // what each instruction and those behind it read, made by ClearStack

	watched *watched // while the code has traps

	// heat counts down to the translation into machine code; 0 is never. addrs has, for each instruction, where its
	// machine code may be entered or 0, while there is a translation.
	heat       int32
	translated *translated
	addrs      unsafe.Pointer
	kept       []kept
	seen       []seen
	hints      []int64 // by instruction: where a constant key was last found in a dict
	unit       *unit

	linesOnly bool // -X no_debug_ranges

	posOnce, viewOnce sync.Once
	pos               []object.Position
	view              *object.CodeView
}

// cache is the memory of one cache slot.
type cache struct {
	name *object.Str
	kind uint8
	// second marks an entry of secondCaches; misses counts those of an instruction's own cache.
	second bool
	misses uint8
	idx    int32
	off    uintptr
	// ver is the Version of the type seen, ver2 a second version or count.
	ver, ver2 uint64
	shape     *object.Shape
	next      *object.Shape // for a store that adds an attribute
	dict      *object.Dict
	bdict     *object.Dict
	val       object.Value
	code      *object.Code
	lk        *linked
	this      *object.Type // of methSuper: the class whose method calls super()
}

// unit is the code linked at once: a module and the functions in it. Each has the
// unit, so that it lives as long as any; the code of the module itself, which is
// run once, is not kept by it.
type unit struct {
	caches object.Caches
	code   []*linked
	known  bool // the interpreter knows the caches
}

// add notes the code of a function.
func (u *unit) add(in *object.Interp, lk *linked) {
	u.code = append(u.code, lk)
	if !u.known {
		u.known = true
		in.AddCaches(&u.caches)
	}
}

func (u *unit) clear() {
	for _, lk := range u.code {
		lk.clearCaches()
	}
}

// clearCaches makes the inline caches forget what they have seen.
func (lk *linked) clearCaches() {
	for i := range lk.caches {
		if c := &lk.caches[i]; c.kind != cacheNone {
			*c = cache{name: c.name}
		}
	}
	for i := range lk.kwCalls {
		lk.kwCalls[i] = kwCall{names: lk.kwCalls[i].names}
	}
}

// Link makes the code object of bc for t's interpreter.
func Link(t *object.Thread, bc *bytecode.Code) *object.Code {
	u := &unit{}
	u.caches.Clear = u.clear
	code := &object.Code{
		Header:          object.Header{Type: object.CodeType},
		Name:            object.Intern(bc.Name),
		QualName:        object.Intern(bc.QualName),
		Filename:        object.StrValue(bc.Filename),
		ArgCount:        bc.ArgCount,
		PosOnlyArgCount: bc.PosOnlyArgCount,
		KwOnlyArgCount:  bc.KwOnlyArgCount,
		Flags:           object.CodeFlags(bc.Flags),
		FirstLine:       bc.FirstLine,
	}
	u.link(t.Interp, code, bc)
	return code
}

// link gives code what a Head does not have, and its body.
func (u *unit) link(in *object.Interp, code *object.Code, bc *bytecode.Code) *linked {
	code.StackSize = max(bc.NumRegs-bc.NumSlots, 1)
	code.VarNames, code.CellVars, code.FreeVars = internAll(bc.VarNames), internAll(bc.CellVars), internAll(bc.FreeVars)
	code.Names = internAll(bc.Names)
	lk := &linked{
		bc: bc, code: code, exc: bc.ExcTable, unit: u,
		instrs:   append([]bytecode.Instr(nil), bc.Instrs...),
		numRegs:  bc.NumRegs,
		numSlots: min(bc.NumSlots, bytecode.MaxNear), farClear: max(bc.NumSlots-bytecode.MaxNear, 0), numFar: bc.NumFar,
		winBytes: uintptr(bc.NumRegs) * unsafe.Sizeof(object.Value{}),
		argCount: bc.ArgCount, numParams: bc.NumParams(),
		gen:       bc.Flags&(bytecode.Generator|bytecode.Coroutine|bytecode.AsyncGenerator) != 0,
		cellSlots: bc.CellSlots, captures: bc.Captures,
	}
	lk.simple = bc.KwOnlyArgCount == 0 && bc.Flags&(bytecode.VarArgs|bytecode.VarKeywords) == 0 && bc.NumFar == 0
	lk.base = unsafe.Pointer(unsafe.SliceData(lk.instrs))
	lk.consts = make([]object.Value, len(bc.Consts))
	for i, c := range bc.Consts {
		lk.consts[i] = u.constant(in, c, code, bc)
	}
	lk.caches = make([]cache, len(bc.CacheNames))
	for i, n := range bc.CacheNames {
		if n != "" {
			lk.caches[i].name = object.Intern(n)
		}
	}
	lk.numberSites()
	lk.classFree, lk.selfCell = slices.Index(bc.FreeVars, "__class__"), slices.Contains(bc.CellSlots, 0)
	code.Consts = lk.consts
	lk.linesOnly, lk.heat = in.NoDebugRanges, heatFor(in)
	code.Body = lk
	if in.Counting {
		lk.startCounting()
	}
	return lk
}

func internAll(ss []string) []*object.Str {
	out := make([]*object.Str, len(ss))
	for i, s := range ss {
		out[i] = object.Intern(s)
	}
	return out
}

// Constant makes the object of a constant, which is no code.
func Constant(t *object.Thread, c bytecode.Const) object.Value {
	return (&unit{}).constant(t.Interp, c, nil, nil)
}

// constant makes the object of a constant.
func (u *unit) constant(in *object.Interp, c bytecode.Const, outer *object.Code, outerbc *bytecode.Code) object.Value {
	switch c := c.(type) {
	case bytecode.NoneConst:
		return object.None
	case bytecode.EllipsisConst:
		return object.Ellipsis
	case bytecode.Bool:
		return object.Bool(bool(c))
	case bytecode.Int:
		return object.Int64(int64(c))
	case *bytecode.BigInt:
		return object.IntFromBig(new(big.Int).Set(&c.Int))
	case bytecode.Float:
		return object.Float(float64(c))
	case bytecode.Complex:
		return object.NewComplex(complex128(c))
	case bytecode.Str:
		// Strs that look like names are interned, as CPython does.
		if len(c) <= 64 && object.IsIdentifier(string(c)) {
			return object.Intern(string(c)).Value()
		}
		s := object.NewStr(string(c))
		s.Hash()
		return s.Value()
	case bytecode.Bytes:
		return object.NewBytes(string(c))
	case bytecode.Tuple:
		vs := make([]object.Value, len(c))
		for i, e := range c {
			vs[i] = u.constant(in, e, outer, outerbc)
		}
		return object.NewTuple(vs).Value()
	case bytecode.FrozenSet:
		vs := make([]object.Value, len(c))
		for i, e := range c {
			vs[i] = u.constant(in, e, outer, outerbc)
		}
		v, err := in.Main.Call(object.FrozenSetType.Value(), object.NewTuple(vs).Value())
		if err != nil {
			panic("vm: constant frozenset: " + err.Error())
		}
		return v
	case *bytecode.Code:
		code := head(outer, outerbc, c.Head())
		u.add(in, u.link(in, code, c))
		return code.Value()
	case *bytecode.Stored:
		h := c.Head()
		code := head(outer, outerbc, h)
		code.Body = &unread{source: c, in: in, unit: u, captures: h.Captures}
		return code.Value()
	}
	panic("vm: unknown constant")
}

// head makes the code object of a function in outer, without its body.
func head(outer *object.Code, outerbc *bytecode.Code, h bytecode.Head) *object.Code {
	file := outer.Filename // which a move of the source may have changed
	if h.Filename != outerbc.Filename {
		file = object.StrValue(h.Filename)
	}
	code := &object.Code{Header: object.Header{Type: object.CodeType}, Filename: file}
	setHead(code, h)
	return code
}

func setHead(code *object.Code, h bytecode.Head) {
	code.Name, code.QualName = object.Intern(h.Name), object.Intern(h.QualName)
	code.ArgCount, code.PosOnlyArgCount, code.KwOnlyArgCount = h.ArgCount, h.PosOnlyArgCount, h.KwOnlyArgCount
	code.Flags, code.FirstLine = object.CodeFlags(h.Flags), h.FirstLine
}

// Bytecode returns the compiled form of a code object of this package, or nil.
func Bytecode(c *object.Code) *bytecode.Code {
	if lk := linkedOf(c); lk != nil {
		return lk.bc
	}
	return nil
}

// Positions implements object.Body.
func (lk *linked) Positions(code *object.Code) []object.Position {
	lk.posOnce.Do(func() {
		ps := lk.bc.AllPositions()
		lk.pos = make([]object.Position, len(ps))
		for i, p := range ps {
			lk.pos[i] = object.Position{Line: int(p.Line), EndLine: int(p.EndLine), Col: int(p.Col), EndCol: int(p.EndCol)}
			if p.Line == 0 {
				lk.pos[i].Line = -1
			}
			if lk.linesOnly {
				lk.pos[i].EndLine, lk.pos[i].Col, lk.pos[i].EndCol = lk.pos[i].Line, -1, -1
			}
		}
	})
	return lk.pos
}

// View implements object.Body.
func (lk *linked) View(code *object.Code) *object.CodeView {
	lk.viewOnce.Do(func() {
		v := lk.bc.View()
		lk.view = &object.CodeView{Code: v.Code, Units: v.Unit, Exceptions: v.Exceptions, Positions: make([]object.Position, len(v.Pos))}
		for i, p := range v.Pos {
			q := object.Position{Line: int(p.Line), EndLine: int(p.EndLine), Col: int(p.Col), EndCol: int(p.EndCol)}
			switch {
			case lk.linesOnly && q.Line >= 0:
				q.EndLine, q.Col, q.EndCol = q.Line, -1, -1
			case q.Line < 0 || q.Col < 0:
				q.EndLine, q.Col, q.EndCol = -1, -1, -1
			}
			lk.view.Positions[i] = q
		}
	})
	return lk.view
}

// lineOf is the line of instruction pc.
func (lk *linked) lineOf(pc int) int { return lk.code.LineAt(pc) }

// hasLine reports whether instruction pc belongs to a line.
func (lk *linked) hasLine(pc int) bool {
	ps := lk.Positions(lk.code)
	return pc < len(ps) && ps[pc].Line > 0
}

// Clone implements object.Body.
func (lk *linked) Clone(code *object.Code) object.Body {
	bc := *lk.bc
	bc.Flags = bytecode.Flags(code.Flags)
	bc.Name, bc.QualName = code.Name.String(), code.QualName.String()
	bc.FirstLine = code.FirstLine
	bc.ArgCount, bc.PosOnlyArgCount, bc.KwOnlyArgCount = code.ArgCount, code.PosOnlyArgCount, code.KwOnlyArgCount
	n := &linked{
		bc: &bc, code: code, exc: lk.exc, instrs: append([]bytecode.Instr(nil), bc.Instrs...), consts: code.Consts,
		caches: make([]cache, len(lk.caches)), numRegs: lk.numRegs, numSlots: lk.numSlots, farClear: lk.farClear, numFar: lk.numFar,
		winBytes: lk.winBytes, argCount: bc.ArgCount, numParams: bc.NumParams(),
		gen:       bc.Flags&(bytecode.Generator|bytecode.Coroutine|bytecode.AsyncGenerator) != 0,
		cellSlots: lk.cellSlots, captures: lk.captures,
	}
	n.simple = bc.KwOnlyArgCount == 0 && bc.Flags&(bytecode.VarArgs|bytecode.VarKeywords) == 0 && bc.NumFar == 0
	n.base = unsafe.Pointer(unsafe.SliceData(n.instrs))
	n.numberSites()
	n.classFree, n.selfCell, n.heat = lk.classFree, lk.selfCell, lk.heat
	for i := range lk.caches {
		n.caches[i].name = lk.caches[i].name
	}
	return n
}
