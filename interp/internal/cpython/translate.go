package cpython

import (
	"fmt"
	"slices"

	"memphis/interp/internal/bytecode"
)

// This file turns a verified code object into ours.

// Translate verifies a code object and returns it as register bytecode. Its errors name the code object and the instruction.
func Translate(c *Code) (*bytecode.Code, error) {
	code, err := translate(c)
	if err != nil {
		return nil, fmt.Errorf("code object %s: %w", c.QualName, err)
	}
	return code, nil
}

func translate(c *Code) (*bytecode.Code, error) {
	l, err := c.layout()
	if err != nil {
		return nil, err
	}
	if err := c.header(l); err != nil {
		return nil, err
	}
	a, err := analyse(c, l)
	if err != nil {
		return nil, err
	}
	t := &translator{
		a: a, c: c, l: l, base: min(l.slots, bytecode.MaxNear), emitted: make([]int32, len(a.list)+1),
		consts: slices.Clone(c.Consts), captured: make(map[int32]bool), closures: make(map[int32][]int32), names: make(map[string]int32),
	}
	t.maxReg = t.base - 1
	t.all = c.positions()
	if a.list[a.start].op == opReturnGenerator {
		// Where a generator expression is made without a call, the virtual machine skips this first instruction: cells
		// are made when it is resumed.
		t.pos = t.posOf(a.start)
		t.emit(bytecode.RETGEN, 0, 0, 0, 0)
	}
	for i := range a.list {
		t.pos = t.posOf(i)
		t.instruction(i)
		if t.err != nil {
			return nil, fmt.Errorf("unit %d, %s: %w", a.list[i].unit, a.list[i].info().name, t.err)
		}
	}
	return t.finish()
}

// translator is a code object being written.
type translator struct {
	a *analysis
	c *Code
	l *layout

	s      *state // before the instruction under way; nil where nothing gets
	places []place
	base   int // first register of the stack
	maxReg int
	done   int // instructions before this one have been translated, with others

	ins     []bytecode.Instr
	poss    []bytecode.Pos
	pos     bytecode.Pos
	all     []bytecode.Pos // of all units
	barrier int            // instructions before it may not be changed
	emitted []int32        // for each of CPython's instructions the first of ours
	jumps   []jump

	consts     []bytecode.Const
	captured   map[int32]bool    // code constants whose Captures are known
	closures   map[int32][]int32 // by the instruction that builds them: the variables in each
	cacheNames []string
	names      map[string]int32 // cache slots of global and unqualified names
	err        error
}

// jump is an instruction of ours that goes to one of CPython's.
type jump struct{ at, target int }

func (t *translator) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *translator) emit(op bytecode.Op, a, b, c int, d int32) {
	if a|b|c > 255 {
		t.fail(fmt.Errorf("needs more than 256 registers"))
	}
	t.ins = append(t.ins, bytecode.Instr{Op: op, A: uint8(a), B: uint8(b), C: uint8(c), D: d})
	t.poss = append(t.poss, t.pos)
}

// instruction translates instruction i.
func (t *translator) instruction(i int) {
	a := t.a
	t.emitted[i] = int32(len(t.ins))
	if i < t.done || a.list[i].skip {
		return
	}
	if a.leader[i] {
		if t.s != nil {
			t.settle(0, len(t.places))
			t.emitted[i] = int32(len(t.ins))
		}
		t.begin(i)
	}
	if t.s == nil {
		return
	}
	if k := a.covers[i]; k >= 0 && a.raises(i, t.s) {
		for d := range a.handlers[k].depth {
			if !t.isHome(d) {
				t.settle(0, a.handlers[k].depth)
				break
			}
		}
	}
	t.done = i + 1
	t.translate(i)
	if last := &a.list[t.done-1]; !last.skip && last.info().ends {
		t.s = nil
	} else if in := &a.list[i]; in.op == opSend && in.target != i+4 {
		t.settle(0, len(t.places))
		t.jump(bytecode.JMP, 0, 0, 0, in.target)
		t.s = nil
	}
}

// begin takes the state before the leader i, where all things are at home.
func (t *translator) begin(i int) {
	t.s, t.places = nil, t.places[:0]
	t.barrier = len(t.ins)
	if t.a.before[i] == nil {
		return
	}
	t.s = t.a.before[i].clone()
	for d, x := range t.s.stack {
		p := place{inRegister, t.home(d)}
		if x.kind == null || x.kind == lasti {
			p = place{at: nowhere}
		} else {
			t.use(p.n + t.width(d) - 1)
		}
		t.places = append(t.places, p)
	}
}

// step goes behind instruction i, which replaced the topmost pops places by push.
func (t *translator) step(i, pops int, push ...place) {
	t.places = append(t.places[:len(t.places)-pops], push...)
	if err := t.a.step(i, t.s, nil); err != nil {
		t.fail(err)
	}
	if len(t.places) != len(t.s.stack) {
		panic("cpython: places and stack differ behind " + t.a.list[i].info().name)
	}
	t.done = max(t.done, i+1)
}

// reg is the place in register r.
func reg(r int) place { return place{inRegister, r} }

// follows reports whether instruction i has the operation and is reached only from the one before it.
func (t *translator) follows(i int, op opcode) bool {
	return i < len(t.a.list) && t.a.list[i].op == op && !t.a.leader[i]
}

// jump emits an instruction that goes ahead to one of CPython's.
func (t *translator) jump(op bytecode.Op, a, b, c, target int) {
	t.jumps = append(t.jumps, jump{len(t.ins), target})
	t.emit(op, a, b, c, 0)
}

// jumpBack goes back to an instruction of CPython's.
func (t *translator) jumpBack(target int) {
	to := t.emitted[target]
	op := bytecode.JMPBACK
	if int(to) < len(t.ins) && t.ins[to].Op == bytecode.FORITER {
		op = bytecode.FORLOOP
	}
	t.emit(op, 0, 0, 0, to)
}

// branch emits a conditional jump to the target of in. Ours only go ahead: one that goes back is turned round.
func (t *translator) branch(in *instr, op bytecode.Op, a, b, c int) {
	if in.info().jump > 0 {
		t.jump(op, a, b, c, in.target)
		return
	}
	switch op {
	case bytecode.JT:
		op = bytecode.JF
	case bytecode.JF:
		op = bytecode.JT
	case bytecode.JNONE:
		op = bytecode.JNOTNONE
	case bytecode.JNOTNONE:
		op = bytecode.JNONE
	default:
		a ^= 1
	}
	t.emit(op, a, b, c, int32(len(t.ins)+2))
	t.jumpBack(in.target)
	t.barrier = len(t.ins)
}

// nameSlot is the cache slot of a global or unqualified name.
func (t *translator) nameSlot(n int) int32 {
	name := t.c.Names[n]
	i, ok := t.names[name]
	if !ok {
		i = t.slot(name)
		t.names[name] = i
	}
	return i
}

// slot is a new cache slot.
func (t *translator) slot(name string) int32 {
	t.cacheNames = append(t.cacheNames, name)
	return int32(len(t.cacheNames) - 1)
}

// finish puts the code object together.
func (t *translator) finish() (*bytecode.Code, error) {
	c, l := t.c, t.l
	t.emitted[len(t.a.list)] = int32(len(t.ins))
	for _, j := range t.jumps {
		t.ins[j.at].D = t.emitted[j.target]
	}
	if t.maxReg > 255 {
		return nil, fmt.Errorf("needs %d registers", t.maxReg+1)
	}
	t.captureRest()
	var pb bytecode.PositionBuilder
	for _, p := range t.poss {
		pb.Add(p)
	}
	code := &bytecode.Code{
		Name: c.Name, QualName: c.QualName, Filename: c.Filename, Flags: c.Flags,
		ArgCount: c.ArgCount, PosOnlyArgCount: c.PosOnlyArgCount, KwOnlyArgCount: c.KwOnlyArgCount, FirstLine: c.FirstLine,
		VarNames: l.varNames, CellVars: l.cellVars, FreeVars: l.freeVars, Names: c.Names,
		Consts: t.consts, Instrs: t.ins,
		NumSlots: l.slots, NumRegs: max(t.maxReg+1, 1), NumFar: l.slots - min(l.slots, bytecode.MaxNear),
		CellSlots: l.cellSlots, Captures: make([]int32, len(l.freeVars)),
		CacheNames: t.cacheNames, ExcTable: t.excTable(), Positions: pb.Bytes(),
	}
	if err := bytecode.VerifyOuter(code); err != nil {
		return nil, err
	}
	return code, nil
}

// excTable translates the exception table. Entries of CPython's do not overlap.
func (t *translator) excTable() []bytecode.ExcEntry {
	var out []bytecode.ExcEntry
	a := t.a
	for i := 0; i < len(a.list); {
		k := a.covers[i]
		first := i
		for i++; i < len(a.list) && a.covers[i] == k; i++ {
		}
		if k < 0 || !a.reached[k] {
			continue
		}
		e := bytecode.ExcEntry{Start: t.emitted[first], End: t.emitted[i], Target: t.emitted[a.target[k]]}
		if e.Start == e.End {
			continue
		}
		t.s = a.before[a.target[k]]
		e.Reg = uint8(t.home(len(t.s.stack) - 1))
		out = append(out, e)
	}
	return out
}

// capture gives the code constant n the captures of a function made of it, and returns the constant to make it of: a copy
// where another function of the same code captures other variables.
func (t *translator) capture(n int32, captures []int32) int32 {
	inner := t.consts[n].(*bytecode.Code)
	if t.captured[n] {
		if slices.Equal(inner.Captures, captures) {
			return n
		}
		t.consts = append(t.consts, nil)
		n = int32(len(t.consts) - 1)
	}
	t.captured[n] = true
	made := *inner
	made.Captures = captures
	t.consts[n] = &made
	return n
}

// captureRest gives captures to the code of functions that are made nowhere, as behind a return: by name, or else the
// constant goes.
func (t *translator) captureRest() {
	for n, k := range t.consts {
		inner, ok := k.(*bytecode.Code)
		if !ok || t.captured[int32(n)] || len(inner.FreeVars) == 0 {
			continue
		}
		var captures []int32
		for _, name := range inner.FreeVars {
			if i := slices.Index(t.l.cellVars, name); i >= 0 {
				captures = append(captures, t.l.cellSlots[i])
			} else if i := slices.Index(t.l.freeVars, name); i >= 0 {
				captures = append(captures, ^int32(i))
			}
		}
		if len(captures) < len(inner.FreeVars) {
			t.consts[n] = bytecode.NoneConst{}
			continue
		}
		t.capture(int32(n), captures)
	}
}
