package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines how calls of sum(g), any(g), next(g) and the like run the
// generator g: its frame is pushed by the call, and a yield does what the built-in
// would do with the value. Otherwise each value costs a start of the loop, twice
// the time of the yield itself.

// sinkOf is what the built-in called by f's current instruction does with its
// argument v: NoSink unless v is a generator of the VM's that can run now.
func (m *machine) sinkOf(s object.Sink, v object.Value) *genFrame {
	g := (*object.Generator)(unsafe.Pointer(v.P))
	gf, ok := g.Frame.(*genFrame)
	if !ok || g.Running || s == object.NoSink || m.t.Hooked || m.t.Depth >= m.t.Interp.RecursionLimit {
		return nil
	}
	gf.sink = s
	switch s {
	case object.SinkSum:
		gf.acc = object.Int(0)
	case object.SinkCollect:
		gf.acc = object.NewList(nil).Value()
	case object.SinkSet:
		gf.acc = object.NewSet().Value()
	default:
		gf.acc = object.Value{}
	}
	return gf
}

// absorb does what gf's sink does with v, if that runs no Python code and does
// not end the call; it reports false if not so.
func (m *machine) absorb(gf *genFrame, v object.Value) bool {
	if m.t.Hooked {
		return false
	}
	switch gf.sink {
	case object.SinkSum:
		acc := &gf.acc
		if acc.P == &object.IntHeader && v.P == &object.IntHeader {
			p, q := int64(acc.N), int64(v.N)
			if s := p + q; (p^s)&(q^s) >= 0 {
				acc.N = uint64(s)
				return true
			}
		} else if acc.P == &object.FloatHeader && v.P == &object.FloatHeader {
			setFloat(acc, acc.Float64()+v.Float64())
			return true
		} else if acc.P == &object.IntHeader && v.P == &object.FloatHeader {
			setFloat(acc, float64(int64(acc.N))+v.Float64())
			return true
		}
	case object.SinkAny:
		return v.P == &object.BoolHeader && v.N == 0 || v.IsNone()
	case object.SinkAll:
		return v.P == &object.BoolHeader && v.N != 0
	case object.SinkCollect:
		(*object.List)(unsafe.Pointer(gf.acc.P)).Append(v)
		return true
	case object.SinkSet:
		return (*object.Set)(unsafe.Pointer(gf.acc.P)).AddFast(v)
	case object.SinkMax, object.SinkMin:
		return gf.extreme(v)
	}
	return false
}

// extreme does max or min of the numbers so far and v, false if they are not of one kind.
func (gf *genFrame) extreme(v object.Value) bool {
	acc := &gf.acc
	better := acc.P == nil
	switch {
	case better:
	case acc.P == &object.IntHeader && v.P == &object.IntHeader:
		if better = int64(v.N) > int64(acc.N); gf.sink == object.SinkMin {
			better = int64(v.N) < int64(acc.N)
		}
	case acc.P == &object.FloatHeader && v.P == &object.FloatHeader:
		if better = v.Float64() > acc.Float64(); gf.sink == object.SinkMin {
			better = v.Float64() < acc.Float64()
		}
	default:
		return false
	}
	if better {
		*acc = v
	}
	return true
}

// resumeAt puts None to where the yield that f, a generator's frame, waits at
// wants it, so that f can go on.
func (gf *genFrame) resumeAt() {
	gf.regs[gf.sent] = object.None
}

// sinkSlow does what the sink s does with v, acc being the result so far, where
// that may run Python code. done says that acc is the result.
func (m *machine) sinkSlow(s object.Sink, acc, v object.Value) (_ object.Value, done bool, err error) {
	t := m.t
	switch s {
	case object.SinkSum:
		acc, err = t.BinaryOp(object.OpAdd, acc, v)
	case object.SinkCollect:
		(*object.List)(unsafe.Pointer(acc.P)).Append(v)
	case object.SinkSet:
		err = (*object.Set)(unsafe.Pointer(acc.P)).Add(t, v)
	case object.SinkMax, object.SinkMin:
		better, op := acc.P == nil, object.GT
		if s == object.SinkMin {
			op = object.LT
		}
		if !better {
			better, err = t.CompareBool(v, acc, op)
		}
		if better {
			acc = v
		}
	default:
		var ok bool
		ok, err = t.Truth(v)
		if want := s == object.SinkAny; err == nil && ok == want {
			return object.Bool(want), true, nil
		}
	}
	return acc, false, err
}

// sinkEnd is the result of f's current call, whose generator has ended.
func (m *machine) sinkEnd(f *frame, s object.Sink, acc object.Value) (object.Value, error) {
	switch s {
	case object.SinkAny:
		return object.False, nil
	case object.SinkAll:
		return object.True, nil
	case object.SinkCollect:
		// The call is done with the list in place of the generator.
		in := f.lk.at(f.pc - 1)
		callee := f.regs[in.B()]
		if callee.P == &object.ListType.Header {
			return acc, nil
		}
		if in.Op() == CALLM {
			f.regs[in.B()+2] = acc
			return m.t.CallVec(callee, args(f.regs, int(in.B())+1, 2), nil)
		}
		f.regs[in.B()+1] = acc
		return m.t.CallVec(callee, args(f.regs, int(in.B())+1, 1), nil)
	case object.SinkMax, object.SinkMin:
		if acc.P == nil {
			// The built-in says what it thinks of nothing.
			in := f.lk.at(f.pc - 1)
			f.regs[in.B()+1] = object.NewTupleSize(0).Value()
			return m.t.CallVec(f.regs[in.B()], args(f.regs, int(in.B())+1, 1), nil)
		}
	}
	return acc, nil
}

// sinkYielded suspends gf, which has yielded v to a sink, does what absorb could
// not, and returns the frame to go on with, which is the one that fails with an
// error.
func (m *machine) sinkYielded(gf *genFrame, v object.Value) (*frame, error) {
	g, s, acc := gf.g, gf.sink, gf.acc
	gf.acc = object.Value{}
	f := m.leaveGen(gf, false)
	m.top = f
	acc, done, err := m.sinkSlow(s, acc, v)
	switch {
	case err != nil:
		return f, err
	case done:
	case g.Running:
		return f, object.Errorf(object.ValueErrorType, "generator already executing")
	case g.Frame != nil:
		gf.sink, gf.acc = s, acc
		m.enterGen(g, gf, f, retSink, object.None)
		return &gf.frame, nil
	default:
		if acc, err = m.sinkEnd(f, s, acc); err != nil {
			return f, err
		}
	}
	f.regs[f.lk.instrs[f.pc-1].A] = acc
	return f, nil
}

// sinkRet is how a generator that the sink s runs is left.
func sinkRet(s object.Sink) uint8 {
	if s >= object.SinkNext {
		return retPull
	}
	return retSink
}

// pushSink makes f call the method d of self with v by resuming a generator: v for
// str.join, self for send. It returns the generator's frame, or nil.
func (m *machine) pushSink(f *frame, d *object.MethodDescr, self, v object.Value) *frame {
	s, sent := d.Method.Sink, object.None
	if s == object.SinkSend {
		v, sent = self, v
		if g, ok := object.AsGenerator(v); !ok || !g.Started && !sent.IsNone() {
			return nil
		}
	} else if v.P.Type != object.GeneratorType {
		return nil
	}
	gf := m.sinkOf(s, v)
	if gf == nil {
		return nil
	}
	m.enterGen((*object.Generator)(unsafe.Pointer(v.P)), gf, f, sinkRet(s), sent)
	gf.dest = f.lk.instrs[f.pc-1].A
	return &gf.frame
}

// pullEnd is what f's current call of next or send gives when its generator has
// returned v.
func (f *frame) pullEnd(v object.Value) (object.Value, error) {
	if in := f.lk.at(f.pc - 1); in.Op() == CALL && in.C() == 2 {
		return f.regs[in.B()+2], nil // next's default
	}
	return object.Value{}, object.NewStopIteration(v)
}

// pushPull makes f call a built-in function or class with the sink s and nargs arguments, the first of which is the
// generator v, by resuming that. It returns the generator's frame, or nil.
func (m *machine) pushPull(f *frame, s object.Sink, v object.Value, nargs int) *frame {
	if nargs == 1 && s == object.SinkSend || nargs == 2 && s != object.SinkNext || nargs > 2 {
		return nil
	}
	gf := m.sinkOf(s, v)
	if gf == nil {
		return nil
	}
	m.enterGen((*object.Generator)(unsafe.Pointer(v.P)), gf, f, sinkRet(s), object.None)
	gf.dest = f.lk.instrs[f.pc-1].A
	return &gf.frame
}
