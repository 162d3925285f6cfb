package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines how results go to frames that are not plain callers, and how instructions raise.

// returned hands v, with which f has returned, to what pushed f, unless that was a plain call, which the loop does itself, or
// of a class whose __init__ has returned None. It returns the frame to go on with, which is the one that fails with an error.
func (m *machine) returned(f *frame, v object.Value) (*frame, error) {
	var err error
	switch f.ret {
	case retBinary, retReflected:
		reflected, dst := f.ret == retReflected, f.dest
		f = f.back
		m.top = f
		if v == object.NotImplemented {
			if v, err = m.binaryRest(f, reflected); err != nil {
				return f, err
			}
		}
		f.regs[dst] = v
		return f, nil
	case retCompare:
		f = f.back
		m.top = f
		return f, m.compareDone(f, v)
	case retInit:
		f = f.back
		m.top = f
		return f, object.Errorf(object.TypeErrorType, "__init__() should return None, not '%s'", v.P.Type.Name)
	case retNext, retNext2:
		f = m.leaveGen(f.gen, true)
		m.top = f
		if m.t.Hooked {
			if err = m.stopEvent(f, v); err != nil {
				return f, err
			}
		}
		f.pc = int(f.lk.instrs[f.pc-1].D)
		return f, nil
	case retSend:
		f = m.leaveGen(f.gen, true)
		m.top = f
		if m.t.Hooked {
			if err = m.stopEvent(f, v); err != nil {
				return f, err
			}
		}
	case retSink:
		s, acc := f.gen.sink, f.gen.acc
		f = m.leaveGen(f.gen, true)
		m.top = f
		if v, err = m.sinkEnd(f, s, acc); err != nil {
			return f, err
		}
	case retPull:
		f = m.leaveGen(f.gen, true)
		m.top = f
		if v, err = f.pullEnd(v); err != nil {
			return f, err
		}
	}
	f.regs[f.lk.instrs[f.pc-1].A] = v
	return f, nil
}

// yields hands v, which f, a generator's frame, yields, to what resumed that: through the frames that delegate, which yield the
// same and wait to send again. It returns the frame to go on with, which is the topmost, or the one that fails with an error. With out
// the value goes to the caller of the loop.
func (m *machine) yields(f *frame, v object.Value) (_ *frame, out bool, err error) {
	for {
		if f.ret == retSink && m.absorb(f.gen, v) {
			f.gen.resumeAt()
			m.top = f // what f delegates to has yielded before
			return f, false, nil
		}
		if m.t.Hooked {
			if err = m.yieldEvent(f, v); err != nil {
				return f, false, err
			}
		}
		m.t.Depth--
		ret, dst := f.ret, f.dest
		if ret == retSink {
			f, err = m.sinkYielded(f.gen, v)
			return f, false, err
		}
		f = m.leaveGen(f.gen, false)
		if ret == retSend {
			f.pc--
			continue
		}
		m.top = f
		switch ret {
		case retNext:
			f.regs[dst] = v
		case retNext2:
			if pair2(f.regs, f.lk.at(f.pc-1), v) {
				f.pc++
			}
		case retPull:
			f.regs[f.lk.instrs[f.pc-1].A] = v
		default:
			return f, true, nil
		}
		return f, false, nil
	}
}

// raised is the exception that the instruction in of f raises.
func (m *machine) raised(f *frame, in word) (err error) {
	regs := f.regs
	switch in.Op() {
	case RAISE0:
		err, m.noTB = m.raise0()
	case RAISE1:
		err = engine.Raise(m.t, regs[in.B()], object.Value{})
	case RAISE2:
		err = engine.Raise(m.t, regs[in.B()], regs[in.C()])
	default:
		m.noTB = true
		return (*object.Exception)(unsafe.Pointer(regs[in.B()].P))
	}
	return err
}
