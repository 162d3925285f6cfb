package cpython

import (
	"fmt"

	"memphis/interp/internal/bytecode"
)

// This file interprets code abstractly. The state before an instruction is what the stack holds, by kind, and which
// variables are bound for sure. States meet at leaders: targets of jumps and of the exception table.

// kind says what lies in a place on the stack. Those up to cell are objects for the program.
type kind uint8

const (
	value    kind = iota
	constant      // Consts[n]
	str
	tuple
	list // one of our own making, as set and dict
	set
	dict
	function // made of the code Consts[n], without defaults and annotations
	exc
	maybeExc // an exception or None
	cell     // that of the variable n
	cells    // a closure: the tuple that the instruction n builds
	null
	method // what LOAD_METHOD leaves: a function, or what the attribute is
	self   // above it: the function's first argument, or nothing
	exit   // __exit__ and what it is bound to
	saved  // the exception handled before
	lasti  // a place in the code
)

// slot is a place on the stack.
type slot struct {
	kind kind
	n    int32
}

func (s slot) isObject() bool { return s.kind <= cell }

// state is what is known before an instruction.
type state struct {
	stack []slot
	bound []uint64 // a bit for each local variable
	gen   bool     // the frame is a generator's
	// handling counts the exceptions that are being handled: PUSH_EXC_INFO adds one, POP_EXCEPT takes one away. They
	// are the thread's, so none may be left when the frame is.
	handling int
}

func (s *state) isBound(i int) bool { return s.bound[i>>6]>>(i&63)&1 != 0 }
func (s *state) bind(i int)         { s.bound[i>>6] |= 1 << (i & 63) }
func (s *state) unbind(i int)       { s.bound[i>>6] &^= 1 << (i & 63) }

func (s *state) clone() *state {
	return &state{stack: append([]slot(nil), s.stack...), bound: append([]uint64(nil), s.bound...), gen: s.gen, handling: s.handling}
}

// Bounds of what a hostile code object can make the analysis do; the largest functions of the standard library need a
// hundredth of either.
const (
	maxWork  = 1 << 25 // places on stacks and words of variables looked at
	maxState = 1 << 22 // of those kept at leaders
)

// analysis is the abstract interpretation of a code object.
type analysis struct {
	c        *Code
	l        *layout
	list     []instr
	at       []int32
	handlers []handler
	target   []int  // of each handler: an instruction
	covers   []int  // for each instruction the handler for it, -1 for none
	reached  []bool // of each handler: something that can be reached and may raise leads there
	leader   []bool
	before   []*state // at leaders that can be reached
	work     int
	kept     int
	queue    []int
	start    int // the first instruction that makes no cell
	low      int // the least depth of the stack within the step under way
}

func analyse(c *Code, l *layout) (*analysis, error) {
	a := &analysis{c: c, l: l}
	var err error
	if a.list, a.at, err = c.decode(); err != nil {
		return nil, err
	}
	if len(a.list) == 0 {
		return nil, fmt.Errorf("no code")
	}
	if a.handlers, err = c.handlers(); err != nil {
		return nil, err
	}
	if err := a.lead(); err != nil {
		return nil, err
	}
	if err := a.prefix(); err != nil {
		return nil, err
	}
	start := &state{bound: make([]uint64, (l.locals+63)/64)}
	for i := range c.numParams() {
		start.bind(i)
	}
	if err := a.meet(0, start); err != nil {
		return nil, err
	}
	for len(a.queue) > 0 {
		i := a.queue[len(a.queue)-1]
		a.queue = a.queue[:len(a.queue)-1]
		if err := a.walk(i); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// lead finds the leaders and which handler covers which instruction.
func (a *analysis) lead() error {
	a.leader = make([]bool, len(a.list))
	a.before = make([]*state, len(a.list))
	a.covers = make([]int, len(a.list))
	a.leader[0] = true
	for i := range a.list {
		in := &a.list[i]
		if in.info().jump == 0 || in.skip || in.op == opSend && in.target == i+4 {
			continue
		}
		a.leader[in.target] = true
	}
	a.target, a.reached = make([]int, len(a.handlers)), make([]bool, len(a.handlers))
	for k, h := range a.handlers {
		to := a.at[h.target]
		if to < 0 || a.list[to].skip {
			return fmt.Errorf("no handler begins at unit %d", h.target)
		}
		a.target[k] = int(to)
		a.leader[to] = true
	}
	k := 0
	for i := range a.list {
		unit := a.list[i].unit
		for k < len(a.handlers) && a.handlers[k].end <= unit {
			k++
		}
		a.covers[i] = -1
		if k < len(a.handlers) && a.handlers[k].start <= unit {
			a.covers[i] = k
		}
	}
	return nil
}

// prefix checks that cells and the closure are there before anything else happens, and that a generator is made then.
func (a *analysis) prefix() error {
	cells, free := len(a.l.cellVars), len(a.l.freeVars)
	made := make(map[int]bool)
	inPrefix := true
	for i := range a.list {
		switch in := &a.list[i]; in.op {
		case opMakeCell:
			if !inPrefix || in.arg >= a.l.slots || a.l.cellOf[in.arg] < 0 || made[in.arg] {
				return a.errorAt(i, "makes no cell")
			}
			made[in.arg] = true
		case opCopyFreeVars:
			if !inPrefix || in.arg != free || free == 0 {
				return a.errorAt(i, "%d free variables", free)
			}
			free = 0
		case opNop:
		default:
			if inPrefix {
				a.start = i
			}
			inPrefix = false
		}
	}
	if isGen := a.c.Flags&generators != 0; isGen != (a.list[a.start].op == opReturnGenerator) {
		return fmt.Errorf("a generator that is not made at the begin, or other code that makes one")
	}
	if len(made) != cells || free != 0 {
		return fmt.Errorf("%d of %d cells are made, %d free variables are not copied", len(made), cells, free)
	}
	return nil
}

func (a *analysis) errorAt(i int, format string, args ...any) error {
	in := &a.list[i]
	return fmt.Errorf("unit %d, %s %d: %s", in.unit, in.info().name, in.arg, fmt.Sprintf(format, args...))
}

// walk interprets from a leader to the next, or to the end.
func (a *analysis) walk(i int) error {
	s := a.before[i].clone()
	a.work += len(s.stack) + len(s.bound)
	for first := true; ; first = false {
		if i >= len(a.list) {
			return fmt.Errorf("the code runs off its end")
		}
		if a.leader[i] && !first {
			return a.meet(i, s)
		}
		if a.work++; a.work > maxWork {
			return fmt.Errorf("the code is too complicated")
		}
		k := -1
		if a.raises(i, s) {
			if k = a.covers[i]; k >= 0 {
				if err := a.toHandler(i, k, s); err != nil {
					return err
				}
			}
			if s.handling > 0 && (k < 0 || a.list[i].op == opReturnValue) {
				return a.errorAt(i, "leaves while an exception is handled")
			}
		}
		a.low = len(s.stack)
		if err := a.step(i, s, a.meet); err != nil {
			return err
		}
		if k >= 0 && a.handlers[k].depth > a.low {
			return a.errorAt(i, "takes what the handler of its exceptions keeps")
		}
		if len(s.stack) > a.c.StackSize {
			return a.errorAt(i, "the stack grows beyond co_stacksize, %d", a.c.StackSize)
		}
		in := &a.list[i]
		if in.info().ends {
			return nil
		}
		i = a.next(i)
	}
}

// next is the instruction behind i.
func (a *analysis) next(i int) int {
	if a.list[i].op == opSend {
		return a.list[i].target
	}
	return i + 1
}

func (a *analysis) raises(i int, s *state) bool {
	in := &a.list[i]
	if in.op == opLoadFast && in.arg < a.l.locals && s.isBound(in.arg) {
		return false
	}
	return !in.info().calm
}

// toHandler merges what handler k of instruction i finds into the state before it.
func (a *analysis) toHandler(i, k int, s *state) error {
	h := &a.handlers[k]
	if a.target[k] <= i {
		// All loops pass through a jump back, where they can be interrupted.
		return a.errorAt(i, "the handler of its exceptions is not behind it")
	}
	if h.depth > len(s.stack) {
		return a.errorAt(i, "the handler of its exceptions wants a stack of %d, not %d", h.depth, len(s.stack))
	}
	a.reached[k] = true
	at := &state{stack: make([]slot, h.depth, h.depth+2), bound: s.bound, gen: s.gen, handling: s.handling}
	copy(at.stack, s.stack)
	if h.lasti {
		at.stack = append(at.stack, slot{kind: lasti})
	}
	at.stack = append(at.stack, slot{kind: exc})
	return a.meet(a.target[k], at)
}

// meet merges s into the state before the leader i, and notes i to be walked if that changes.
func (a *analysis) meet(i int, s *state) error {
	a.work += len(s.stack) + len(s.bound)
	old := a.before[i]
	if old == nil {
		a.kept += len(s.stack) + len(s.bound)
		if a.kept > maxState {
			return fmt.Errorf("the code is too complicated")
		}
		n := s.clone()
		for k, x := range n.stack {
			n.stack[k] = a.plain(x)
			if n.stack[k].kind == cells {
				return a.errorAt(i, "a closure in the making is on the stack")
			}
		}
		a.before[i] = n
		a.queue = append(a.queue, i)
		return nil
	}
	if len(old.stack) != len(s.stack) || old.gen != s.gen || old.handling != s.handling {
		return a.errorAt(i, "is reached with stacks of %d and %d, in %d and %d handlers", len(old.stack), len(s.stack), old.handling, s.handling)
	}
	changed := false
	for k, x := range s.stack {
		j, ok := join(old.stack[k], a.plain(x))
		if !ok {
			return a.errorAt(i, "is reached with different things on the stack")
		}
		if j != old.stack[k] {
			old.stack[k] = j
			changed = true
		}
	}
	for k, w := range s.bound {
		if old.bound[k]&^w != 0 {
			old.bound[k] &= w
			changed = true
		}
	}
	if changed {
		a.queue = append(a.queue, i)
	}
	return nil
}

// plain is what is known of x in a register.
func (a *analysis) plain(x slot) slot {
	switch x.kind {
	case constant:
		switch a.c.Consts[x.n].(type) {
		case bytecode.Str:
			return slot{kind: str}
		case bytecode.Tuple:
			return slot{kind: tuple}
		}
		return slot{}
	case function, cell:
		return slot{}
	}
	return x
}

// join is what is known of a place that holds x or y.
func join(x, y slot) (slot, bool) {
	switch {
	case x == y:
		return x, true
	case (x.kind == exc || x.kind == maybeExc) && (y.kind == exc || y.kind == maybeExc):
		return slot{kind: maybeExc}, true
	case x.isObject() && y.isObject():
		return slot{}, true
	}
	return slot{}, false
}
