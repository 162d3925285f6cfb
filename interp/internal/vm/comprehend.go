package vm

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines comprehensions. They are code objects that only one
// instruction runs, so there is no function object: frames and generators of
// comprehensions capture the cells themselves.

// capture gives f, which is to run the comprehension lk in the frame by, its
// closure.
func (f *frame) capture(lk *linked, by *frame) {
	n := len(lk.captures)
	if n == 0 {
		f.closure = nil
		return
	}
	if cap(f.cells) < n {
		f.cells = make([]*object.Cell, max(n, 4))
	}
	cells := f.cells[:n]
	for i, c := range lk.captures {
		if c >= 0 {
			cells[i] = (*object.Cell)(unsafe.Pointer(by.slot(int(c)).P))
		} else {
			cells[i] = by.closure[^c]
		}
	}
	f.closure = cells
}

// pushComprehension makes the frame of the comprehension lk over the iterator in
// register r of f. It returns nil if the recursion limit is reached.
func (m *machine) pushComprehension(f *frame, lk *linked, r int) *frame {
	t := m.t
	if t.Depth >= t.Interp.RecursionLimit {
		return nil
	}
	w := unsafe.Add(unsafe.Pointer(f.regs), uintptr(r)*valueSize)
	var nf *frame
	if f.gen != nil || lk.numFar > 0 || uintptr(w)+lk.winBytes+valueSize > f.limit {
		nf = m.push(lk)
		nf.regs[0] = f.regs[r]
	} else {
		nf = nextFrame(f)
		nf.regs = (*window)(w)
		nf.limit = f.limit
		nf.back = f
		nf.lk = lk
		nf.pc = 0
	}
	nf.enter(lk)
	nf.fn, nf.globals, nf.builtins = nil, f.globals, f.builtins
	nf.capture(lk, f)
	t.Depth++
	return nf
}

// makeGenExpr makes the generator of the generator expression lk in f over it,
// which stands behind its RETGEN.
func (m *machine) makeGenExpr(f *frame, lk *linked, it object.Value) object.Value {
	gf := m.newGenFrame(lk)
	gf.room[0] = it
	gf.pc, gf.builtins, gf.globals = 1, f.builtins, f.globals
	gf.capture(lk, f)
	if lk.numFar > 0 {
		gf.far = make([]object.Value, lk.numFar)
	}
	g := &object.Generator{
		Header: object.Header{Type: object.GeneratorType}, Frame: gf, Code: lk.code, Name: lk.code.Name, QualName: lk.code.QualName,
	}
	if len(lk.exc) > 0 {
		object.TrackGenerator(m.t, g)
	}
	return g.Value()
}

// comprehend makes the frame of the comprehension that the instruction in of f runs, or the generator if it is a generator
// expression.
func (m *machine) comprehend(f *frame, in word) (*frame, object.Value, error) {
	code := (*object.Code)(unsafe.Pointer(f.lk.consts[in.D()].P))
	lk := linkedOf(code)
	if lk == nil {
		return nil, object.Value{}, unreadable(code)
	}
	if lk.gen && lk.code.Flags&(object.CoCoroutine|object.CoAsyncGenerator) == 0 {
		return nil, m.makeGenExpr(f, lk, *in.b(f.regs)), nil
	}
	nf := m.pushComprehension(f, lk, int(in.B()))
	if nf == nil {
		return nil, object.Value{}, m.recursion()
	}
	nf.dest, nf.ret = in.A(), retCall
	return nf, object.Value{}, nil
}
