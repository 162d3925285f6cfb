package cpython

import (
	"fmt"

	"memphis/interp/internal/bytecode"
)

// This file defines where the things on the stack are while code is written. The home of depth d is the register d above
// the variables, but that NULL and places in the code have none, and an exit has two. Until somebody needs it there, a variable or constant has no register, and
// what SWAP, COPY and the unpacking instructions leave may lie in another's home.

// place says where a thing on the stack is.
type place struct {
	at whereabouts
	n  int // register, variable, or index of a function's code among the constants
}

type whereabouts uint8

const (
	inRegister whereabouts = iota
	inVariable             // in a variable's register
	unmade                 // a constant, cell or function, as its slot says
	nowhere                // it has no value: NULL, a place in the code, a closure
)

// home is the register of depth d.
func (t *translator) home(d int) int {
	r := t.base
	for _, x := range t.s.stack[:d] {
		r += x.width()
	}
	return r
}

// width is how many registers the thing at depth d has.
func (t *translator) width(d int) int { return t.s.stack[d].width() }

func (s slot) width() int {
	switch s.kind {
	case null, lasti:
		return 0
	case exit:
		return 2
	}
	return 1
}

func (t *translator) use(r int) int {
	t.maxReg = max(t.maxReg, r)
	return r
}

// temp is a register above all in use.
func (t *translator) temp() int {
	r := t.home(len(t.places))
	for d, p := range t.places {
		if p.at == inRegister {
			r = max(r, p.n+t.width(d))
		}
	}
	return t.use(r)
}

// dst is the home of what an instruction that pops some pushes first, with n registers in a row that nothing below needs.
func (t *translator) dst(pops, n int) int {
	d := len(t.places) - pops
	r := t.home(d)
	for k, p := range t.places[:d] {
		if p.at == inRegister && p.n < r+n && p.n+t.width(k) > r {
			t.goHome()
			break
		}
	}
	t.use(r + n - 1)
	return r
}

type move struct{ to, from int }

// goHome moves what lies in registers to its home.
func (t *translator) goHome() {
	var moves []move
	for d, p := range t.places {
		if p.at != inRegister {
			continue
		}
		h := t.home(d)
		if p.n == h {
			continue
		}
		for k := range t.width(d) {
			moves = append(moves, move{h + k, p.n + k})
			t.use(h + k)
		}
	}
	if len(moves) == 0 {
		return
	}
	temp := t.temp()
	for d := range t.places {
		if t.places[d].at == inRegister {
			t.places[d].n = t.home(d)
			temp = max(temp, t.places[d].n+t.width(d))
		}
	}
	for len(moves) > 0 {
		k := free(moves)
		if k < 0 {
			// They go round in a ring.
			from := moves[0].from
			t.emit(bytecode.MOVE, t.use(temp), from, 0, 0)
			for i := range moves {
				if moves[i].from == from {
					moves[i].from = temp
				}
			}
			temp++
			continue
		}
		t.emit(bytecode.MOVE, moves[k].to, moves[k].from, 0, 0)
		moves = append(moves[:k], moves[k+1:]...)
	}
}

// free is a move whose destination no other move still reads, -1 if there is none.
func free(moves []move) int {
	for k, m := range moves {
		read := false
		for i, o := range moves {
			read = read || i != k && o.from == m.to
		}
		if !read {
			return k
		}
	}
	return -1
}

// isHome reports whether the thing at depth d is where jumps expect it.
func (t *translator) isHome(d int) bool {
	p := t.places[d]
	return p.at == nowhere || p.at == inRegister && p.n == t.home(d)
}

// settle puts the things at depths from to to-1 into their homes, and nothing else into a home of theirs.
func (t *translator) settle(from, to int) {
	t.goHome()
	for d := from; d < to; d++ {
		t.make(d)
	}
}

// settleBelow is settle for all below the topmost n, if one of them is not at home.
func (t *translator) settleBelow(n int) {
	to := len(t.places) - n
	for d := range to {
		if !t.isHome(d) {
			t.settle(0, to)
			return
		}
	}
}

// make puts the thing at depth d, which has no register, into its home.
func (t *translator) make(d int) {
	p := t.places[d]
	if p.at != inVariable && p.at != unmade {
		return
	}
	h := t.home(d)
	for k, o := range t.places {
		if k != d && o.at == inRegister && o.n <= h && o.n+t.width(k) > h {
			t.goHome()
			break
		}
	}
	t.use(h)
	x := t.s.stack[d]
	switch {
	case p.at == inVariable:
		t.emit(bytecode.MOVE, h, p.n, 0, 0)
	case x.kind == constant:
		t.emit(bytecode.LOADK, h, 0, 0, x.n)
	case x.kind == function:
		t.emit(bytecode.MAKEFUNCTION, h, 0, 0, int32(p.n))
	case x.kind == cell:
		switch v := int(x.n); {
		case v >= t.l.slots:
			t.fail(fmt.Errorf("the cell of the free variable %s is used as an object", t.l.freeVars[v-t.l.slots]))
		case v >= bytecode.MaxNear:
			t.emit(bytecode.LOADFAR, h, 0, 0, int32(v-bytecode.MaxNear))
		default:
			t.emit(bytecode.MOVE, h, v, 0, 0)
		}
	}
	t.places[d] = place{inRegister, h}
}

// operand is the register in which the thing n from the top can be read, 1 being the topmost. Its callers ask for all operands
// twice, since making one may move another.
func (t *translator) operand(n int) int {
	d := len(t.places) - n
	if p := t.places[d]; p.at == inVariable {
		return p.n
	}
	t.make(d)
	return t.places[d].n
}

// operands are the registers of the topmost n things, the deepest first.
func (t *translator) operands(n int) (r [3]int) {
	for range 2 {
		for k := range n {
			r[k] = t.operand(n - k)
		}
	}
	return r
}

// constant is the index of the constant n from the top, if it is one and fits into an operand.
func (t *translator) constant(n int) (int, bool) {
	d := len(t.places) - n
	x := t.s.stack[d]
	return int(x.n), t.places[d].at == unmade && x.kind == constant && x.n < 256
}

// overwrite is called before the variable in register r changes: what on the stack still stands for its value gets a
// register of its own.
func (t *translator) overwrite(r int) {
	for d := range t.places {
		if p := t.places[d]; p.at == inVariable && p.n == r {
			t.make(d)
		}
	}
}
