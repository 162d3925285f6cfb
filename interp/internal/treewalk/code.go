package treewalk

import (
	"slices"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines code objects and calls from Go: object.Body.

// code is the Body of a code object that the walker runs.
type code struct {
	obj    *object.Code
	bc     *bytecode.Code
	under  object.Body // the VM's, which knows how to show it and how to store it
	origin *compile.Origin
	unit   *unit
	inner  map[syntax.AST]*object.Code // the code objects of blocks within

	gen                 bool
	simple              bool // positional parameters only
	numParams           int
	isCell              map[int]bool
	classFree           int
	selfCell            bool
	linesOnly           bool
	weight              int // how much of Go's stack a call takes, in calls of Go functions
	numVars             int
	numTemps, numStates int
	body                stmt // nil until the code is first run
	pos                 []object.Position
	blocks              []*block // around each position
	targets             []target // of jumps
	view                *object.CodeView
}

// unit is what the code objects of one compilation share.
type unit struct {
	t        *object.Thread
	constant func(k bytecode.Const) object.Value
}

// Adopt makes the walker run a code object that the VM has linked, and those within. Constant makes the objects of
// constants that the code does not have.
func Adopt(t *object.Thread, obj *object.Code, bc *bytecode.Code, origins compile.Origins, constant func(k bytecode.Const) object.Value) {
	adopt(obj, bc, origins, &unit{t: t, constant: constant})
}

func adopt(obj *object.Code, bc *bytecode.Code, origins compile.Origins, u *unit) {
	c := &code{
		obj: obj, bc: bc, under: obj.Body, origin: origins[bc], unit: u, inner: map[syntax.AST]*object.Code{},
		gen:       bc.Flags&(bytecode.Generator|bytecode.Coroutine|bytecode.AsyncGenerator) != 0,
		simple:    bc.KwOnlyArgCount == 0 && bc.Flags&(bytecode.VarArgs|bytecode.VarKeywords) == 0,
		numParams: bc.NumParams(), numVars: bc.NumSlots, isCell: map[int]bool{},
		classFree: slices.Index(bc.FreeVars, "__class__"), selfCell: slices.Contains(bc.CellSlots, 0),
		linesOnly: u.t.Interp.NoDebugRanges,
		weight:    1,
	}
	for _, s := range bc.CellSlots {
		c.isCell[int(s)] = true
	}
	for i, k := range bc.Consts {
		if sub, ok := k.(*bytecode.Code); ok {
			so, _ := object.AsCode(obj.Consts[i])
			adopt(so, sub, origins, u)
			c.inner[origins[sub].Node] = so
		}
	}
	obj.Body = c
}

// Under returns the VM's form of a code object of the walker's, or the code object itself.
func Under(obj *object.Code) *object.Code {
	c, ok := obj.Body.(*code)
	if !ok {
		return obj
	}
	o := *obj
	o.Body = c.under
	return &o
}

func tooDeep(t *object.Thread) bool {
	return t.Depth >= t.Interp.RecursionLimit || t.Nested >= object.MaxNested
}

func recursion() error {
	return object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded")
}

// Call implements object.Body.
func (c *code) Call(t *object.Thread, fn *object.Function, args []object.Value, kw *object.Tuple) (object.Value, error) {
	if tooDeep(t) {
		return object.Value{}, recursion()
	}
	f := c.newFrame(t)
	if c.simple && kw == nil && len(args) == c.bc.ArgCount {
		copy(f.vars, args)
	} else if err := engine.Bind(t, fn, args, kw, f.vars[:c.numParams:c.numParams]); err != nil {
		return object.Value{}, err
	}
	f.fn, f.globals, f.builtins, f.closure = fn, fn.Globals, fn.Builtins, fn.Closure
	return f.run()
}

// Exec implements object.Body.
func (c *code) Exec(t *object.Thread, obj *object.Code, globals *object.Dict, locals object.Value, closure []*object.Cell) (object.Value, error) {
	if tooDeep(t) {
		return object.Value{}, recursion()
	}
	f := c.newFrame(t)
	f.globals, f.builtins, f.closure, f.locals = globals, t.Interp.BuiltinsOf(globals), closure, locals
	if locals.P == nil {
		f.locals = globals.Value()
	}
	return f.run()
}

// newFrame makes a frame with room for variables and temporaries.
func (c *code) newFrame(t *object.Thread) *frame {
	if c.body == nil {
		c.build()
	}
	n := c.numVars + c.numTemps
	vars := make([]object.Value, n)
	f := &frame{t: t, code: c, vars: vars[:c.numVars:c.numVars], temps: vars[c.numVars:], at: -1, lastLine: -1}
	if c.gen && c.numStates > 0 {
		f.states = make([]int32, c.numStates)
	}
	return f
}

// run runs a frame whose arguments are bound.
func (f *frame) run() (object.Value, error) {
	t, c := f.t, f.code
	if c.obj.Flags&object.CoOptimized == 0 && f.locals.P == nil {
		f.locals = f.globals.Value() // the code of a module, run as a function
	}
	for _, s := range c.bc.CellSlots {
		f.vars[s] = object.NewCell(f.vars[s]).Value()
	}
	if c.gen {
		return f.makeGenerator(), nil
	}
	t.Depth++
	t.Nested += c.weight
	f.link = t.Engine.Enter(t, f)
	k := next
	if t.Pending.Load() {
		if err := t.Safepoint(); err != nil {
			k = f.fail(err)
		} else if t.Hooked {
			f.watch()
			if err := f.callEvent(); err != nil {
				k = f.fail(err)
			}
		}
	}
	if k == next {
		k = f.walk()
	}
	return f.end(k)
}

// end is the end of a frame, but for a generator's that yields.
func (f *frame) end(k ctl) (v object.Value, err error) {
	t := f.t
	hooked := t.Hooked && !f.leave
	if k == raised || k == reraised {
		exc := f.land(k)
		if hooked {
			if herr := f.returnEvent(object.Value{}); herr != nil {
				exc = object.ToException(herr)
			}
		}
		err = exc
	} else {
		v = object.None
		if k == ret {
			v = f.ret
		}
		if hooked {
			if herr := f.returnEvent(v); herr != nil {
				f.err = herr
				err = f.land(raised)
			}
		}
	}
	if f.obj != nil {
		if f.gen == nil { // generators' have none
			f.back = f.link.Back(t)
		}
		f.ret = object.Value{}
		clear(f.scratch)
		if f.fn == nil {
			f.closure = slices.Clone(f.closure)
		}
	}
	f.leave = false
	f.pop()
	return v, err
}

// pop takes the frame off the stack.
func (f *frame) pop() {
	f.t.Engine.Leave(f.t)
	f.link = nil
	f.t.Depth--
	f.t.Nested -= f.code.weight
}

// Positions implements object.Body.
func (c *code) Positions(obj *object.Code) []object.Position {
	if c.body == nil {
		c.build()
	}
	return c.pos
}

// Clone implements object.Body.
func (c *code) Clone(obj *object.Code) object.Body {
	n := *c
	bc := *c.bc
	bc.Flags = bytecode.Flags(obj.Flags)
	bc.ArgCount, bc.PosOnlyArgCount, bc.KwOnlyArgCount = obj.ArgCount, obj.PosOnlyArgCount, obj.KwOnlyArgCount
	n.obj, n.bc, n.under = obj, &bc, c.under.Clone(obj)
	n.numParams = bc.NumParams()
	n.gen = bc.Flags&(bytecode.Generator|bytecode.Coroutine|bytecode.AsyncGenerator) != 0
	n.simple = bc.KwOnlyArgCount == 0 && bc.Flags&(bytecode.VarArgs|bytecode.VarKeywords) == 0
	n.body, n.view = nil, nil
	n.pos, n.blocks, n.targets = nil, nil, nil
	return &n
}

// View implements object.Body: the VM's view, in which each place of the walker stands where the same piece of source is.
// A place that the VM has no instruction for gets a NOP behind the code's end.
func (c *code) View(obj *object.Code) *object.CodeView {
	if c.view != nil {
		return c.view
	}
	under := c.under.View(obj)
	w := &object.CodeView{Code: slices.Clone(under.Code), Positions: slices.Clone(under.Positions), Exceptions: under.Exceptions}
	at := map[object.Position]int32{}
	lines := map[int]bool{}
	for i, p := range c.under.Positions(obj) {
		unit := under.Units[i]
		lines[p.Line] = true
		if _, ok := at[p]; !ok || c.bc.Instrs[i].Op == bytecode.YIELD || c.bc.Instrs[i].Op == bytecode.SEND {
			at[p] = unit
		}
	}
	for _, p := range c.Positions(obj) {
		unit, ok := at[p]
		if !ok && !lines[p.Line] && len(w.Units) > 0 {
			unit = w.Units[len(w.Units)-1] // it cannot be reached
		} else if !ok {
			unit = int32(len(w.Positions))
			at[p] = unit
			w.Code, w.Positions = append(w.Code, nop, 0), append(w.Positions, p)
		}
		w.Units = append(w.Units, unit)
	}
	c.view = w
	return w
}

// nop is the number of CPython's NOP.
const nop = 9

// SameCode reports whether other has the same instructions and positions.
func (c *code) SameCode(other object.Body) bool {
	o, ok := other.(*code)
	if !ok {
		return false
	}
	same, ok := c.under.(interface{ SameCode(object.Body) bool })
	return ok && same.SameCode(o.under)
}
