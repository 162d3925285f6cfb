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
// before (a leader), and left at any: what an instruction cannot do fast, it leaves to the loop, which runs that one and comes
// back at the next leader. In the instructions that the loop reads, those leaders have the operation nativeCode.

// nativeCode is the operation of an instruction at which the loop enters machine code.
const nativeCode = trap + 1

// Why machine code was left.
const (
	leftAt   = native.Left + iota // the loop is to run the instruction at the frame's pc
	leftFor                       // the thread or the goroutine is to stop; then as leftAt
	leftGone                      // another frame runs: the loop is to go on there
)

// How often a loop's end is reached, or a function called, until its code is translated; and how often one instruction may
// leave the code until it is translated anew, without what was expected in vain.
const (
	hot       = 400
	tooOften  = 1000 // more than hot: what is called should be translated by then
	maxInstrs = 20_000
)

// translated is what a code object has while it has machine code.
type translated struct {
	plain []bytecode.Instr // the instructions without nativeCode
	// left counts how often each instruction left the code, from 0 on; an instruction that the code does not have counts
	// from below.
	left []int32
	// caution is how much less to expect at each instruction: 1 any type of number, 2 nothing.
	caution []uint8
	addrs   []uintptr
	keep    []*object.Header // objects that the code compares with
}

// tooOftenFor is how often an instruction of in's code may leave it: in proportion to when code is hot, so that fuzzing and
// tests see code made anew, too.
func tooOftenFor(in *object.Interp) int32 {
	if in.HotCode <= 0 {
		return tooOften
	}
	return in.HotCode*tooOften/hot + 1
}

// heatFor is what a new code object of in counts down from.
func heatFor(in *object.Interp) int32 {
	if in.HotCode == 0 {
		return hot
	}
	return max(in.HotCode, 0)
}

// warm is called when lk has become hot. f is a frame of it, whose registers show the types to come.
func (m *machine) warm(f *frame) {
	lk := f.lk
	lk.heat = 0
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
	x := &translator{lk: lk, f: f, plain: slices.Clone(lk.instrs), caution: caution}
	if !x.run() {
		return
	}
	base, err := native.Place(x.Code)
	if err != nil {
		return
	}
	n := &translated{plain: x.plain, left: make([]int32, len(lk.instrs)), caution: caution, addrs: make([]uintptr, len(lk.instrs)), keep: x.keep}
	for pc := range lk.instrs {
		if !x.done[pc] {
			n.left[pc] = -1 << 30
		}
		if x.leader[pc] && x.done[pc] {
			n.addrs[pc] = base + uintptr(x.Offset(x.labels[pc])) // where calls and returns in machine code go on
			if x.worthEntering(pc) {
				lk.instrs[pc].Op = nativeCode
			}
		}
	}
	lk.translated, lk.addrs = n, unsafe.Pointer(unsafe.SliceData(n.addrs))
}

// backInLoop returns the instruction of f that the loop is to run, machine code having left it to it.
func (m *machine) backInLoop(f *frame) word {
	n := f.lk.translated
	pc := f.pc
	in := *(*word)(unsafe.Pointer(&n.plain[pc]))
	if m.native.Why == leftFor {
		runtime.Gosched()
		return in
	}
	if n.left[pc]++; n.left[pc] == tooOftenFor(m.t.Interp) {
		n.left[pc] = -1 << 30
		m.retranslate(f, pc)
	}
	return in
}

// retranslate makes the code of f anew, expecting less of the instruction at pc.
func (m *machine) retranslate(f *frame, pc int) {
	lk := f.lk
	caution := lk.translated.caution
	caution[pc]++
	lk.dropNative()
	lk.heat = 0
	m.translate(f, caution)
}

// setNative gives a new machine what machine code needs.
func (m *machine) setNative() {
	m.native.Int, m.native.Float = unsafe.Pointer(&object.IntHeader), unsafe.Pointer(&object.FloatHeader)
	m.native.Init()
}
