package treewalk

import (
	"errors"
	"slices"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines what setting f_lineno does: a debugger's jump. The frame unwinds as if it yielded, which leaves in its
// temporaries what the statements around keep, an iterator or an __exit__; then it is resumed, but with the states of the
// statements around the target. Functions that are no generators have states only then.

// errJump travels up from a line event at which f_lineno was set.
var errJump = errors.New("treewalk: jump")

// paused tells whether err leaves a frame that goes on later.
func paused(err error) bool { return err == errYield || err == errJump }

// block is a statement that keeps something while what is within runs.
type block struct {
	up   *block
	kind blockKind
	tmp  int // its first temp
	how  int // of a finallyBlock: the state that says how the statement before ended
}

type blockKind uint8

const (
	loopBlock    blockKind = iota // the iterator
	withBlock                     // the __exit__
	exceptBlock                   // the exception, and the one handled before
	headBlock                     // nothing: the exception is still to be matched
	finallyBlock                  // as exceptBlock, if the statement before failed; else nothing
	starBlock                     // the clauses of except*
	starBody                      // the body of one
)

// within reports whether b is outer or within it.
func (b *block) within(outer *block) bool {
	for ; b != nil; b = b.up {
		if b == outer {
			return true
		}
	}
	return false
}

// place is the part of a node that a state says to go on with.
type place struct {
	st   int
	part int32
}

// target is where a jump can lead: the first place of a statement, the head of a clause, the end of a with
// statement. A loop is begun anew.
type target struct {
	line  int32
	at    int32
	path  []place // of the nodes around; the last one's state arrives
	inner *block
}

// jump is one under way.
type jump struct {
	from *block
	to   *target
	// landing is set once the frame has been unwound.
	landing bool
}

// place returns a new state of a statement with others within.
func (b *builder) place() int {
	b.states++
	return b.states - 1
}

// in builds a part of a node with statements within, as seen from them.
func (b *builder) in(st int, part int32, build func()) {
	b.path = append(b.path, place{st, part})
	build()
	b.path = b.path[:len(b.path)-1]
}

// inBlock is in for a part that runs while something is kept.
func (b *builder) inBlock(st int, part int32, kept block, build func()) {
	kept.up = b.inner
	b.inner = &kept
	b.in(st, part, build)
	b.inner = kept.up
}

// note remembers the first line that a statement comes to.
func (b *builder) note(p syntax.Pos) {
	if b.begin < 0 {
		b.begin = b.at(p)
	}
}

// aim makes the place that is being built, at position at, a target of jumps.
func (b *builder) aim(at int32) {
	b.c.targets = append(b.c.targets, target{int32(b.c.pos[at].Line), at, slices.Clone(b.path), b.inner})
}

// statement builds one of several statements, and makes it a target.
func (b *builder) statement(build func() stmt) stmt {
	begin := b.begin
	b.begin = -1
	x := build()
	if b.begin >= 0 {
		b.aim(b.begin)
	}
	if begin >= 0 {
		b.begin = begin
	}
	return x
}

// SetLine implements object.FrameState: the frame goes on at the first statement of the line, or of the next line that has
// one.
func (f *frame) SetLine(t *object.Thread, line int) error {
	fail := func(format string, a ...any) error { return object.Errorf(object.ValueErrorType, format, a...) }
	yields := t.Event == object.ReturnEvent && f.gen != nil && t.Yielding
	switch {
	case t.Event == object.CallEvent, t.Event == object.NoEvent:
		return fail("can't jump from the 'call' trace event of a new frame")
	case f.obj == nil || f.obj.Trace.P == nil || !f.Running():
		return fail("f_lineno can only be set by a trace function")
	case t.Event != object.LineEvent && !yields:
		return fail("can only jump from a 'line' trace event")
	case line < f.code.obj.FirstLine:
		return fail("line %d comes before the current code block", line)
	}
	want := f.code.lineFrom(line)
	if want < 0 {
		return fail("line %d comes after the current code block", line)
	}
	j := &jump{from: f.code.blocks[f.at]}
	if f.jump != nil {
		j.from = f.jump.from // a second jump from the same event
	}
	from := f.kept(j.from, nil)
	depth, reason := -1, "incompatible stacks"
	for i := range f.code.targets {
		g := &f.code.targets[i]
		if int(g.line) != want {
			continue
		}
		to := f.kept(g.inner, j.from)
		why := enters(from, to)
		switch {
		case why != "":
			if depth < 0 {
				reason = why
			}
		case len(to) > depth:
			j.to, depth = g, len(to)
		}
	}
	if j.to == nil {
		return fail("%s", reason)
	}
	if f.states == nil {
		f.states = make([]int32, f.code.numStates)
	}
	f.jump, f.at, f.lastLine = j, j.to.at, j.to.line
	return nil
}

// lineFrom returns the first line of the code from line on, -1 if there is none.
func (c *code) lineFrom(line int) int {
	want := -1
	for i, p := range c.under.Positions(c.obj) {
		if op := c.bc.Instrs[i].Op; op == bytecode.MAKECELL || op == bytecode.RETGEN {
			continue // the function has not begun
		}
		if p.Line >= line && (want < 0 || p.Line < want) {
			want = p.Line
		}
	}
	return want
}

// kept returns the blocks around a place that keep something there, outermost first. A finally block keeps an exception
// only if the frame handles one in it: for a place to jump to, if from is in it as well.
func (f *frame) kept(inner, from *block) []*block {
	var list []*block
	for b := inner; b != nil; b = b.up {
		if b.kind == finallyBlock && (from != nil && !from.within(b) || f.states == nil || ctl(f.states[b.how]) != reraised) {
			continue
		}
		list = append(list, b)
	}
	slices.Reverse(list)
	return list
}

// same reports whether what one block keeps serves another, too.
func (b *block) same(other *block) bool {
	handles := func(k blockKind) bool { return k == exceptBlock || k == finallyBlock }
	return b == other || b.kind == other.kind && b.kind < finallyBlock || handles(b.kind) && handles(other.kind)
}

// enters says why a jump from blocks to others is not possible, "" if it is.
func enters(from, to []*block) string {
	for n, b := range to {
		if n < len(from) && from[n].same(b) {
			continue
		}
		switch b.kind {
		case loopBlock:
			return "can't jump into the body of a for loop"
		case exceptBlock, headBlock, finallyBlock:
			return "can't jump into an 'except' block as there's no exception"
		case starBlock:
			// CPython does not follow its own code into the bodies of except* clauses.
			if slices.ContainsFunc(to[n:], func(b *block) bool { return b.kind == starBody }) {
				return "can't jump into an exception handler, or code may be unreachable"
			}
			return "can't jump into an 'except' block as there's no exception"
		case starBody:
			return "can't jump into an exception handler, or code may be unreachable"
		}
		return "incompatible stacks"
	}
	return ""
}

// walk runs the body of the code, or goes on in it, through jumps.
func (f *frame) walk() ctl {
	k := f.code.body(f)
	for k == yielded && f.jump != nil {
		f.depart()
		f.resuming = true
		k = f.code.body(f)
		f.resuming = false
	}
	return k
}

// depart makes an unwound frame go on at the target of its jump when it is resumed.
func (f *frame) depart() {
	j := f.jump
	j.landing = true
	from, to := f.kept(j.from, nil), f.kept(j.to.inner, j.from)
	for _, b := range from {
		if b.kind == withBlock && f.temps[b.tmp+3].P != nil { // it was being left by an exception
			f.keptExc(b.tmp + 3)
			f.popExc(f.keptExc(b.tmp + 4))
		}
	}
	for n := len(from) - 1; n >= len(to); n-- {
		switch b := from[n]; b.kind {
		case exceptBlock, finallyBlock, starBlock:
			f.popExc(f.keptExc(b.tmp + 1))
		case starBody:
			f.popExc(f.keptExc(b.tmp + 2))
		}
	}
	var values [][2]object.Value
	for n := range to {
		var v [2]object.Value
		if from[n].kind != headBlock {
			v = [2]object.Value(f.temps[from[n].tmp:])
		}
		values = append(values, v)
	}
	for n, b := range to {
		if from[n] != b && b.kind != headBlock {
			f.temps[b.tmp] = values[n][0]
			if b.kind != loopBlock && b.kind != withBlock {
				f.temps[b.tmp+1] = values[n][1]
			}
		}
	}
	for b := j.to.inner; b != nil; b = b.up {
		if b.kind == finallyBlock && !j.from.within(b) {
			f.states[b.how] = int32(next)
		}
	}
	for _, p := range j.to.path {
		f.states[p.st] = p.part
	}
	f.at, f.lastLine = j.to.at, j.to.line
}

// arrived is called where a resumed frame comes to a statement: a jump that leads there ends. What was thrown into the
// generator meanwhile is raised there.
func (f *frame) arrived(st int) error {
	j := f.jump
	if j == nil || j.to.path[len(j.to.path)-1].st != st {
		return nil
	}
	f.jump, f.resuming = nil, false
	if g := f.gen; g != nil {
		exc := g.exc
		g.sent, g.exc, g.sub = object.Value{}, nil, object.Value{}
		if exc != nil {
			return exc
		}
	}
	return nil
}
