package compile

import (
	"slices"
	"unicode/utf8"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/resolve"
	"memphis/interp/syntax"
)

// This file defines the unit: one code object while it is written.

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope
	asyncFunctionScope
	lambdaScope
	comprehensionScope
)

// unit is the code object being written.
type unit struct {
	parent    *unit
	kind      scopeKind
	block     *resolve.Block
	name      string
	qualName  string
	class     string // the class whose private names are mangled here
	firstLine int
	codeFlags bytecode.Flags
	argCount  int
	posOnly   int
	kwOnly    int

	ins    []bytecode.Instr
	poss   []bytecode.Pos
	pos    bytecode.Pos // the position of what is emitted next
	labels []label
	dead   bool         // what is emitted next cannot be reached
	fold   bytecode.Pos // where what has no instruction happened last, see folded
	// barrier is the length of ins at which a range of the exception table began or ended last.
	barrier int
	state   assigned

	slots     []int32 // the slot of each of the block's symbols, -1 for none yet
	varNames  []string
	cellVars  []string
	cellSlots []int32
	freeVars  []string
	captures  []int32
	numSlots  int
	volatile  assigned // local variables that a del statement or an except clause unbinds

	base    int // first temporary
	top     int // lowest free register
	maxTop  int
	stmtTop int // top at the begin of the statement: registers below hold what exception handlers need
	numFar  int

	names      []string
	nameIx     map[string]struct{}
	consts     []bytecode.Const
	constIx    map[constKey]int32
	late       []bytecode.Const // constants that follow all others; their index is -1-i until assemble
	cacheNames []string
	nameCache  map[string]int32 // cache slots of global and unqualified names

	// inFinally has the constants of the code objects in finally bodies, which are emitted more than once. Nil until there
	// is such a body.
	inFinally map[syntax.AST]int32

	blocks  []frameBlock
	entries []rangeEntry
}

type label struct {
	at    int32 // index of the instruction, -1 while unknown
	refs  int32
	state assigned
}

// rangeEntry is an entry of the exception table with the depth of its block, which orders it.
type rangeEntry struct {
	start, end int32
	target     int // label
	reg        uint8
	depth      int
}

// enter begins a new code object.
func (c *compiler) enter(kind scopeKind, b *resolve.Block, name string, firstLine int) {
	u := &unit{parent: c.unit, kind: kind, block: b, name: name, firstLine: firstLine}
	if n := len(c.spare); n > 0 {
		// Buffers of a finished unit serve again: the code object has got copies of them.
		old := c.spare[n-1]
		c.spare = c.spare[:n-1]
		u.ins, u.poss, u.labels, u.slots = old.ins[:0], old.poss[:0], old.labels[:0], old.slots[:0]
		u.blocks, u.entries = old.blocks[:0], old.entries[:0]
		clear(old.constIx)
		clear(old.nameIx)
		clear(old.nameCache)
		u.constIx, u.nameIx, u.nameCache = old.constIx, old.nameIx, old.nameCache
	} else {
		u.constIx = make(map[constKey]int32)
		u.nameIx = make(map[string]struct{})
		u.nameCache = make(map[string]int32)
	}
	if kind == moduleScope {
		u.parent = nil
	} else {
		u.class = c.class
	}
	c.unit = u
	u.qualName = u.makeQualName()
	u.layOut()
	u.pos = bytecode.Pos{Line: int32(firstLine), EndLine: int32(firstLine)}
	u.codeFlags = c.computeFlags()
	if u.codeFlags&(bytecode.Generator|bytecode.Coroutine|bytecode.AsyncGenerator) != 0 {
		c.emit(bytecode.RETGEN, 0, 0, 0, 0)
	}
	for i := range u.cellVars {
		slot := int(u.cellSlots[i])
		if slot < bytecode.MaxNear {
			c.emit(bytecode.MAKECELL, slot, 0, 0, 0)
			continue
		}
		t := c.alloc()
		c.emit(bytecode.LOADFAR, t, 0, 0, int32(slot-bytecode.MaxNear))
		c.emit(bytecode.MAKECELL, t, 0, 0, 0)
		c.emit(bytecode.STOREFAR, t, 0, 0, int32(slot-bytecode.MaxNear))
		c.top = t
	}
}

// makeQualName derives __qualname__ from the blocks around.
func (u *unit) makeQualName() string {
	p := u.parent
	if p == nil || p.parent == nil {
		return u.name
	}
	if u.kind == functionScope || u.kind == asyncFunctionScope || u.kind == classScope {
		if p.block.Scope(resolve.Mangle(p.class, u.name)) == resolve.GlobalExplicit {
			return u.name
		}
	}
	switch p.kind {
	case functionScope, asyncFunctionScope, lambdaScope:
		return p.qualName + ".<locals>." + u.name
	}
	return p.qualName + "." + u.name
}

// layOut gives the parameters and cells their slots.
func (u *unit) layOut() {
	b := u.block
	for range b.Syms {
		u.slots = append(u.slots, -1)
	}
	locals := len(b.Params)
	for i := range b.Syms {
		s := &b.Syms[i]
		if b.Kind == resolve.Function && s.Scope == resolve.Local && s.Flags&resolve.DefParam == 0 {
			locals++
		}
	}
	for i, p := range b.Params {
		ix := b.Index(p)
		u.slots[ix] = int32(i)
		u.varNames = append(u.varNames, p)
		if b.Syms[ix].Flags&resolve.Unbinds != 0 {
			u.volatile.add(i)
		}
		if b.Syms[ix].Scope == resolve.Cell {
			u.cellVars = append(u.cellVars, p)
			u.cellSlots = append(u.cellSlots, int32(i))
		}
	}
	own := len(u.cellVars)
	for i := range b.Syms {
		s := &b.Syms[i]
		if s.Scope == resolve.Cell && s.Flags&resolve.DefParam == 0 {
			u.cellVars = append(u.cellVars, s.Name)
		}
		if s.Scope == resolve.Free || s.Flags&resolve.DefFreeClass != 0 {
			u.freeVars = append(u.freeVars, s.Name)
		}
	}
	if b.NeedsClassClosure {
		u.cellVars = append(u.cellVars, "__class__")
	}
	slices.Sort(u.cellVars[own:])
	slices.Sort(u.freeVars)
	for _, name := range u.cellVars[own:] {
		slot := int32(locals)
		locals++
		u.cellSlots = append(u.cellSlots, slot)
		if ix := b.Index(name); ix >= 0 && b.Syms[ix].Scope == resolve.Cell {
			u.slots[ix] = slot
		}
	}
	u.numSlots = locals
	u.base = min(locals, bytecode.MaxNear)
	u.numFar = locals - u.base
	u.top, u.maxTop, u.stmtTop = u.base, u.base, u.base
	for i := range b.Params {
		u.state.add(i)
	}
}

func (c *compiler) computeFlags() bytecode.Flags {
	var f bytecode.Flags
	b := c.block
	if b.Kind == resolve.Function {
		f |= bytecode.NewLocals | bytecode.Optimized
		if b.Nested {
			f |= bytecode.Nested
		}
		switch {
		case b.Generator && b.Coroutine:
			f |= bytecode.AsyncGenerator
		case b.Generator:
			f |= bytecode.Generator
		case b.Coroutine:
			f |= bytecode.Coroutine
		}
		if b.VarArgs {
			f |= bytecode.VarArgs
		}
		if b.VarKeywords {
			f |= bytecode.VarKeywords
		}
	}
	if c.kind == moduleScope && c.opt.TopLevelAwait && b.Coroutine && !b.Generator {
		f |= bytecode.Coroutine
	}
	return f | c.flags
}

// leave ends the code object and returns to the one around.
func (c *compiler) leave() *bytecode.Code {
	u := c.unit
	if !u.dead {
		c.pos = bytecode.Pos{}
		c.emit(bytecode.RETURNK, 0, 0, 0, c.constant(bytecode.NoneConst{}))
	}
	code := &bytecode.Code{}
	if c.err == nil {
		code = c.assemble()
	}
	c.spare = append(c.spare, u)
	c.unit = u.parent
	return code
}

// emit appends an instruction at the current position.
func (u *unit) emit(op bytecode.Op, a, b, c int, d int32) {
	if u.dead {
		return
	}
	u.settle(u.pos.Line)
	u.ins = append(u.ins, bytecode.Instr{Op: op, A: uint8(a), B: uint8(b), C: uint8(c), D: d})
	u.poss = append(u.poss, u.pos)
	if bytecode.Info[op].Ends {
		u.dead = true
		u.state = allAssigned
	}
}

// folded notes that something happens at p for which there is no instruction: another one reads the variable or constant, or
// has written the variable. Tracers see its line all the same.
func (u *unit) folded(p bytecode.Pos) {
	if !u.dead && p.Line > 0 {
		u.settle(p.Line)
		u.fold = p
	}
}

// settle gives what folded noted a NOP, unless the instruction before or the next one is on its line.
func (u *unit) settle(next int32) {
	p, n := u.fold, len(u.ins)
	u.fold = bytecode.Pos{}
	if p.Line == 0 || p.Line == next || u.dead || n > 0 && u.poss[n-1].Line == p.Line && !u.labelHere() && !u.prologue() {
		return
	}
	u.ins = append(u.ins, bytecode.Instr{Op: bytecode.NOP})
	u.poss = append(u.poss, p)
}

// prologue tells whether nothing has been emitted but what comes before the program's own code, which is on no line.
func (u *unit) prologue() bool {
	n := len(u.ins)
	return n == 0 || u.ins[n-1].Op == bytecode.MAKECELL || u.ins[n-1].Op == bytecode.RETGEN
}

// labelHere tells whether a jump leads to the next instruction.
func (u *unit) labelHere() bool {
	for i := range u.labels {
		if u.labels[i].at == int32(len(u.ins)) {
			return true
		}
	}
	return false
}

// jump emits an instruction that goes to a label. Jumps to a label that is bound already are JMPBACK only.
func (u *unit) jump(op bytecode.Op, a, b, c int, l int) {
	if u.dead {
		return
	}
	u.labels[l].refs++
	u.labels[l].state.meet(u.state)
	u.emit(op, a, b, c, int32(l))
}

func (u *unit) newLabel() int {
	u.labels = append(u.labels, label{at: -1, state: allAssigned})
	return len(u.labels) - 1
}

// bind puts a label here.
func (u *unit) bind(l int) {
	u.settle(0)
	lb := &u.labels[l]
	if n := len(u.ins); u.dead && lb.refs > 0 && n > u.barrier && u.ins[n-1].Op == bytecode.JMP && u.ins[n-1].D == int32(l) {
		// The jump right before its own target goes, unless tracers must see its line.
		if line := u.poss[n-1].Line; line > 0 && (n == 1 || u.poss[n-2].Line != line) {
			u.ins[n-1] = bytecode.Instr{Op: bytecode.NOP}
		} else {
			u.ins, u.poss = u.ins[:n-1], u.poss[:n-1]
		}
	}
	lb.at = int32(len(u.ins))
	if lb.refs > 0 {
		u.dead = false
	}
	u.state.meet(lb.state)
}

// bindLoop puts a label here to which a loop will jump back.
func (u *unit) bindLoop(l int) {
	u.settle(0)
	u.state.remove(u.volatile)
	u.labels[l].at = int32(len(u.ins))
}

// alloc takes the lowest free register.
func (c *compiler) alloc() int {
	r := c.top
	if r > 255 {
		c.fail("expression nested too deeply")
		return 255
	}
	c.top++
	if c.top > c.maxTop {
		c.maxTop = c.top
	}
	return r
}

// allocN takes n registers in a row and returns the first.
func (c *compiler) allocN(n int) int {
	r := c.top
	for range n {
		c.alloc()
	}
	return r
}

// addName notes a name in co_names.
func (u *unit) addName(name string) {
	if _, ok := u.nameIx[name]; !ok {
		u.nameIx[name] = struct{}{}
		u.names = append(u.names, name)
	}
}

// nameSlot returns the cache slot of a global or unqualified name, which all its uses share.
func (u *unit) nameSlot(name string) int32 {
	if i, ok := u.nameCache[name]; ok {
		return i
	}
	u.addName(name)
	i := u.attrSlot(name)
	u.nameCache[name] = i
	return i
}

// attrSlot returns a new cache slot for an attribute.
func (u *unit) attrSlot(name string) int32 {
	u.addName(name)
	u.cacheNames = append(u.cacheNames, name)
	return int32(len(u.cacheNames) - 1)
}

// callSlot returns a new cache slot for a call.
func (u *unit) callSlot() int32 {
	u.cacheNames = append(u.cacheNames, "")
	return int32(len(u.cacheNames) - 1)
}

func (c *compiler) mangle(name string) string { return resolve.Mangle(c.class, name) }

// isFunction tells whether the unit's variables are registers.
func (u *unit) isFunction() bool { return u.block.Kind == resolve.Function }

// attrPos is the position of an attribute access: where it is on a later line than its object begins, it starts at the
// name itself.
func attrPos(at, attr bytecode.Pos, name string) bytecode.Pos {
	if at.Line != attr.EndLine {
		at.Line = attr.EndLine
		if n := int32(utf8.RuneCountInString(name)); n <= attr.EndCol {
			at.Col = attr.EndCol - n
		} else {
			at.Col, at.EndCol = -1, -1
		}
	}
	return at
}
