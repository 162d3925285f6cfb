package vm

import (
	"runtime"
	"slices"
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file defines when code runs as machine code, and the way in and out.
//
// Code that has run often is translated, instruction by instruction, into machine code (translate.go). Nothing is kept in
// machine registers from one instruction to the next but what every instruction uses: all state is in the frame and its
// registers, as the loop has it. So the code can be entered at any instruction that it does not know the registers' types
// before (a leader), and left at any. What an instruction cannot do fast, a Go function does (callout.go), or the loop, which runs
// that one and comes back at the next leader. In the instructions that the loop reads, those leaders have the operation nativeCode.

// nativeCode is the operation of an instruction at which the loop enters machine code.
const nativeCode = trap + 1

// Why machine code was left.
const (
	leftGone     = native.Marked      // the loop is to go on where the topmost frame stands
	leftAt       = native.Left + iota // the loop is to run the instruction at the frame's pc
	leftFor                           // the thread or the goroutine is to stop; then as leftAt
	leftFailed                        // the loop is to fail with m.failed
	leftReturned                      // the loop is to return m.value
	leftYielded                       // the loop is to return m.value, which a generator has yielded
)

// How often a loop's end is reached, or a function called, until its code is translated; and how often one instruction may
// leave the code until it is translated anew, without what was expected in vain.
const (
	hot       = 400
	tooOften  = 1000 // more than hot: what is called should be translated by then
	maxInstrs = 20_000
	never     = -1 << 62 // less than any count comes up from
)

// translated is what a code object has while it has machine code.
type translated struct {
	plain []bytecode.Instr // the instructions without nativeCode
	// left counts how often each instruction left the code, or called Go for what the code was to do, up to 0; an
	// instruction that the code does not have never comes so far.
	left []int64
	// caution is how much less to expect at each instruction: 1 any type of number, 2 nothing.
	caution []uint8
	addrs   []uintptr
	inCode  []bool // instructions that the code has itself, not as call-outs
}

// seen is what the operands of an instruction are likely to hold. It is first guessed from what the registers hold when the
// code is translated, where much has not been run yet or is stale; sure says that it was seen at that instruction.
type seen struct {
	a, b, c   seenReg
	any, sure bool
}

type seenReg struct {
	typ  *object.Type
	kind known
}

// observe sets s to what the registers of f hold now, which in names.
func (s *seen) observe(lk *linked, f *frame, in bytecode.Instr) {
	reg := func(r uint8) seenReg {
		if int(r) < lk.numRegs {
			if v := f.regs[r]; v.P != nil {
				return seenReg{v.P.Type, kindOf(v)}
			}
		}
		return seenReg{}
	}
	s.a, s.b, s.c, s.any = reg(in.A), reg(in.B), reg(in.C), true
}

// kept is what machine code refers to that nothing else keeps. It stays for good: after a call-out old code may go on.
type kept struct {
	left []int64
	objs []*object.Header // that the code compares with
}

// tooOftenFor is how often an instruction of in's code may leave it: in proportion to when code is hot, so that fuzzing and
// tests see code made anew, too.
func tooOftenFor(in *object.Interp) int64 {
	if in.HotCode <= 0 {
		return tooOften
	}
	return int64(in.HotCode)*tooOften/hot + 1
}

// soonFor is how often a call-out that the code has for want of knowledge is done until it is seen what is there.
func soonFor(in *object.Interp) int64 { return (tooOftenFor(in) + 15) / 16 }

// heatFor is what a new code object of in counts down from.
func heatFor(in *object.Interp) int32 {
	if in.HotCode == 0 {
		return hot
	}
	return max(in.HotCode, 0)
}

// begin runs f, set up for a call from Go or to resume a generator, as run does, but for the loop where machine code does it
// all: a call by map or sort takes 30 ns then, with the loop 55.
func (m *machine) begin(f *frame) (v object.Value, yielded bool, err error) {
	if addrs := f.lk.addrs; addrs != nil && !m.stopping() {
		if at := *(*uintptr)(unsafe.Add(addrs, uintptr(f.pc)*8)); at != 0 {
			m.top = f
			m.native.Frame, m.native.Regs, m.native.Code = unsafe.Pointer(f), unsafe.Pointer(f.regs), at
			m.native.Enter()
			switch m.native.Why {
			case leftFailed:
				err, m.failed = m.failed, nil
				return v, false, err
			case leftReturned, leftYielded:
				v, m.value = m.value, object.Value{}
				return v, m.native.Why == leftYielded, nil
			}
			f = m.top // an instruction that the loop is to run may be tried in machine code once more
		}
	}
	return m.run(f, nil)
}

// warm is called when lk has become hot. f is a frame of it, whose registers show the types to come.
func (m *machine) warm(f *frame) {
	lk := f.lk
	lk.heat = 0
	if w := lk.watched; w != nil && w.counts != nil {
		m.countHot(f, w.counts)
		return
	}
	if lk.bc == nil || lk.watched != nil || lk.translated != nil || m.t.Hooked || len(lk.instrs) > maxInstrs || !native.Supported() {
		return
	}
	m.translate(f, make([]uint8, len(lk.instrs)))
}

// dropNative takes lk's machine code away. Frames that were to go on in it go on in the loop.
func (lk *linked) dropNative() {
	if lk.translated == nil {
		return
	}
	for i := range lk.instrs {
		lk.instrs[i].Op = lk.translated.plain[i].Op
	}
	lk.translated, lk.addrs = nil, nil
	lk.heat = hot // tracing is over when it is counted down
}

// translate gives the code of f machine code.
func (m *machine) translate(f *frame, caution []uint8) {
	lk := f.lk
	x := &translator{in: m.t.Interp, lk: lk, f: f, plain: slices.Clone(lk.instrs), caution: caution}
	if !x.run() {
		return
	}
	base, err := native.Place(x.Code)
	if err != nil {
		return
	}
	n := &translated{plain: x.plain, left: x.left, caution: caution, addrs: make([]uintptr, len(lk.instrs)), inCode: x.inCode}
	lk.kept = append(lk.kept, kept{x.left, x.keep})
	for pc := range lk.instrs {
		if x.leader[pc] && x.done[pc] {
			n.addrs[pc] = base + uintptr(x.Offset(x.labels[pc])) // where calls and returns in machine code go on
			if x.worthEntering(pc) {
				lk.instrs[pc].Op = nativeCode
			}
		}
	}
	for _, b := range x.backs {
		n.addrs[b.pc] = base + uintptr(x.Offset(b.label))
	}
	lk.translated, lk.addrs = n, unsafe.Pointer(unsafe.SliceData(n.addrs))
}

// backInLoop returns the instruction of f that the loop is to run, machine code having left it to it.
func (m *machine) backInLoop(f *frame) word {
	n := f.lk.translated
	pc := f.pc
	if n == nil {
		return f.lk.at(pc) // the code was taken away in a call-out
	}
	in := *(*word)(unsafe.Pointer(&n.plain[pc]))
	if m.native.Why == leftFor {
		runtime.Gosched()
		return in
	}
	if n.left[pc]++; n.left[pc] >= 0 {
		m.often(f, pc)
	}
	return in
}

// often is called when the instruction of f at pc has left the code, or called Go, as often as was to be seen.
func (m *machine) often(f *frame, pc int) {
	lk := f.lk
	n, s := lk.translated, &lk.seen[pc]
	n.left[pc] = never
	before := *s
	s.observe(lk, f, n.plain[pc])
	s.sure = true
	if !n.inCode[pc] && !before.sure {
		n.left[pc] = soonFor(m.t.Interp) - tooOftenFor(m.t.Interp) - 1 // the next translation will know, with what else is seen until then
		return
	}
	if n.inCode[pc] && (before.sure || *s == seen{before.a, before.b, before.c, true, true}) {
		n.caution[pc]++
	}
	lk.dropNative()
	lk.heat = 0
	m.translate(f, n.caution)
}

// setNative gives a new machine what machine code needs.
func (m *machine) setNative() {
	m.native.Machine = unsafe.Pointer(m)
	m.native.Int, m.native.Float = unsafe.Pointer(&object.IntHeader), unsafe.Pointer(&object.FloatHeader)
	m.native.Init()
}
