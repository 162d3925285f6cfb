package vm

// This file defines the call-outs of calls.

func outCall(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	pc := f.pc
	nf, v, err := m.call(f, in)
	if f.pc != pc && err == nil {
		*in.a(f.regs) = v
		return toSkip
	}
	return m.worked(f, in, nf, v, err)
}

func outCallMethod(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.callMethod(f, in)
	return m.worked(f, in, nf, v, err)
}

func outCallKeywords(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.callKeywords(f, in)
	return m.worked(f, in, nf, v, err)
}

func outCallFor(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, err := m.pushFor(f, in)
	if nf != nil || err != nil {
		nf, v, err := plainly(nf, in, err)
		return m.worked(f, in, nf, v, err)
	}
	return m.done(m.outside(f, in))
}
