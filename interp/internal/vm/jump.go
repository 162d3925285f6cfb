package vm

import (
	"slices"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines what setting f_lineno does: a debugger's jump. Instructions
// rely on what enclosing blocks left in registers, an iterator or the __exit__ of
// a with statement; a jump may leave such blocks but not enter them.

// block is what an enclosing statement keeps in registers while it runs.
type block struct {
	kind uint8
	reg  uint8
	exc  uint8 // of an exceptBlock: the exception; of a withBlock: what __exit__ is bound to; else as reg
}

// The kinds of blocks.
const (
	loopBlock   = iota // a for loop: the iterator
	withBlock          // a with statement: its __exit__
	exceptBlock        // an except or finally block: the exception handled before
	starBlock          // the body of an except* clause, as an exceptBlock
)

// blocksBefore returns, for each instruction, the blocks it is in, outermost
// first, and whether it can be reached.
func (lk *linked) blocksBefore() (in [][]block, reached []bool) {
	code := lk.bc.Instrs
	in = make([][]block, len(code))
	reached = make([]bool, len(code))
	var work []int
	flow := func(to int, b []block) {
		if !reached[to] {
			reached[to], in[to] = true, b
			work = append(work, to)
			return
		}
		// Paths that meet have the blocks in common that both are in.
		n := 0
		for n < len(b) && n < len(in[to]) && b[n] == in[to][n] {
			n++
		}
		if n < len(in[to]) {
			in[to] = in[to][:n]
			work = append(work, to)
		}
	}
	with := func(b []block, x block) []block { return append(b[:len(b):len(b)], x) }
	flow(0, nil)
	for len(work) > 0 {
		pc := work[len(work)-1]
		work = work[:len(work)-1]
		i, b := code[pc], in[pc]
		for _, e := range lk.exc {
			if int32(pc) >= e.Start && int32(pc) < e.End {
				flow(int(e.Target), b)
			}
		}
		info := &bytecode.Info[i.Op]
		next := b
		switch i.Op {
		case bytecode.FORITER, bytecode.FORITER2, bytecode.GETANEXT:
			next = with(b, block{loopBlock, i.B, i.B})
		case bytecode.WITHENTER, bytecode.AWITHENTER:
			next = with(b, block{withBlock, i.C, i.C + 1})
		case bytecode.PUSHEXC:
			kind := uint8(exceptBlock)
			if pc >= 2 && code[pc-2].Op == bytecode.EXCGROUPMATCH {
				kind = starBlock
			}
			next = with(b, block{kind, i.A, i.B})
		case bytecode.POPEXC:
			next = cut(cut(b, exceptBlock, i.A), starBlock, i.A)
		case bytecode.WITHEXIT:
			next = cut(b, withBlock, i.B)
		}
		if info.D == bytecode.Jump {
			flow(int(i.D), b)
			if i.Op == bytecode.JMP || i.Op == bytecode.JMPBACK || i.Op == bytecode.FORLOOP {
				continue
			}
		}
		if !info.Ends && pc+1 < len(code) {
			flow(pc+1, next)
			if i.Op == bytecode.FORITER2 && pc+2 < len(code) {
				flow(pc+2, next)
			}
		}
	}
	return in, reached
}

// cut removes the innermost block of that kind and register, and what is in it.
func cut(b []block, kind, reg uint8) []block {
	for n := len(b) - 1; n >= 0; n-- {
		if b[n].kind == kind && b[n].reg == reg {
			return b[:n]
		}
	}
	return b
}

// enters says why a jump from blocks to others is not possible, "" if it is.
func enters(from, to []block) string {
	for n, b := range to {
		if n < len(from) && from[n].kind == b.kind {
			continue
		}
		switch b.kind {
		case loopBlock:
			return "can't jump into the body of a for loop"
		case exceptBlock:
			if slices.ContainsFunc(to[n+1:], func(b block) bool { return b.kind == starBlock }) {
				return intoStar
			}
			return intoExcept
		case starBlock:
			return intoStar
		}
		return "incompatible stacks"
	}
	return ""
}

// The reasons why a jump does not lead into handlers. CPython does not follow its own code into the bodies of except* clauses.
const (
	intoExcept = "can't jump into an 'except' block as there's no exception"
	intoStar   = "can't jump into an exception handler, or code may be unreachable"
)

// SetLine implements object.FrameState: the frame goes on at the first
// instruction of the line, or of the next line that has one.
func (f *frame) SetLine(t *object.Thread, line int) error {
	fail := func(format string, a ...any) error { return object.Errorf(object.ValueErrorType, format, a...) }
	resumable := t.Event == object.ReturnEvent && f.gen != nil && f.yields()
	switch {
	case t.Event == object.CallEvent, t.Event == object.NoEvent:
		return fail("can't jump from the 'call' trace event of a new frame")
	case f.obj == nil || f.obj.Trace.P == nil || f.lk.watched == nil:
		return fail("f_lineno can only be set by a trace function")
	case t.Event != object.LineEvent && !resumable:
		return fail("can only jump from a 'line' trace event")
	}
	if line < f.lk.code.FirstLine {
		return fail("line %d comes before the current code block", line)
	}
	lines := f.lk.watched.lines
	start := slices.IndexFunc(f.lk.bc.Instrs, func(in bytecode.Instr) bool { return in.Op != bytecode.MAKECELL && in.Op != bytecode.RETGEN })
	if f.lk.code.Flags&object.CoOptimized != 0 && line == f.lk.code.FirstLine && int(lines[start]) != line {
		lines = slices.Clone(lines)
		lines[start] = int32(line) // the function is begun anew
	}
	want := -1
	for _, l := range lines {
		if int(l) >= line && (want < 0 || int(l) < want) {
			want = int(l)
		}
	}
	if want < 0 {
		return fail("line %d comes after the current code block", line)
	}
	in, reached := f.lk.blocksBefore()
	from := in[f.pc-1]
	if !reached[f.pc-1] {
		return fail("can't jump from unreachable code")
	}
	live := f.lk.bc.LiveBefore()
	best, reason := -1, ""
	for pc, l := range lines {
		if int(l) != want || pc > 0 && int(lines[pc-1]) == want || f.lk.bc.Instrs[pc].Op == bytecode.FORLOOP {
			continue
		}
		why := ""
		if !reached[pc] {
			why = "can't jump into an exception handler, or code may be unreachable"
		} else if why = enters(from, in[pc]); why == "" {
			why = f.uncovered(&live[pc], &live[f.pc-1], in[pc], from)
		}
		switch {
		case why == "" && (best < 0 || len(in[pc]) > len(in[best])):
			best = pc
		case why != "" && reason == "":
			reason = why
		}
	}
	if best < 0 {
		return fail("%s", reason)
	}
	return f.jump(t, best, from, in[best], &live[best])
}

// yields reports whether f's return event is that of a yield.
func (f *frame) yields() bool {
	op := f.lk.at(f.pc - 1).Op()
	return op == bytecode.YIELD || op == bytecode.SEND
}

// uncovered says why the temporaries that are live at a place are not those that
// its blocks keep, and that the blocks f is in have as well; "" if they are.
func (f *frame) uncovered(live, liveHere *bytecode.RegSet, blocks, here []block) string {
next:
	for r := f.lk.numSlots; r < f.lk.numRegs; r++ {
		if !live.Has(r) {
			continue
		}
		for n, b := range blocks {
			if int(b.reg) == r || int(b.exc) == r && liveHere.Has(int(here[n].exc)) {
				continue next
			}
			if int(b.exc) == r && b.kind == exceptBlock {
				return intoExcept
			}
		}
		return "incompatible stacks"
	}
	return ""
}

// jump moves f from blocks to others, which it does not enter.
func (f *frame) jump(t *object.Thread, pc int, from, to []block, live *bytecode.RegSet) error {
	m := machineOf(t)
	for n := len(from) - 1; n >= len(to); n-- {
		if from[n].kind == exceptBlock || from[n].kind == starBlock {
			m.popExc(f, f.regs[from[n].reg])
		}
	}
	kept := make([][2]object.Value, len(to))
	for n := range to {
		kept[n] = [2]object.Value{f.regs[from[n].reg], f.regs[from[n].exc]}
	}
	for n := range to {
		f.regs[to[n].reg], f.regs[to[n].exc] = kept[n][0], kept[n][1]
	}
	// The compiler does not check variables that every path to a place has bound. A jump is one path more: what it leaves
	// unbound becomes None there, where CPython 3.11 would raise UnboundLocalError at the use, and 3.12 does the same.
	for r := range f.lk.numSlots {
		if live.Has(r) && f.regs[r].P == nil {
			f.regs[r] = object.None
		}
	}
	f.pc = pc + 1
	if f.gen != nil && t.Event == object.ReturnEvent {
		// It is about to yield, and goes on here when it is resumed: the value sent has nowhere to go.
		f.gen.at = atJump
		f.pc = pc
	}
	return nil
}
