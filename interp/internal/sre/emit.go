package sre

import "math/bits"

// This file makes instructions of a parsed pattern.

type opcode uint8

const (
	opSucceed     opcode = iota
	opFail               // go back
	opLit                // one character, lit
	opLits               // the characters text
	opNotLit             // one character but lit
	opAny                // one character but a line feed
	opAnyAll             // one character
	opSet                // one character in tab or set
	opAt                 // position a
	opMark               // set mark a
	opJump               // go on at x
	opBranch             // try the alternatives of more
	opRun                // a to b characters, as many as there are, for good
	opRunBack            // a to b characters, giving back one by one
	opRunLazy            // a to b characters, as few as possible
	opRepeat             // start repeat a, go on at its loop instruction x
	opLoopMax            // a greedy loop's end: body at x
	opLoopMin            // a lazy loop's end: body at x
	opLoopPoss           // a possessive loop's end: body at x
	opAssert             // look b back, then match; opAssertEnd leads to x
	opAssertEnd          // success of the assertion
	opAssertNot          // as opAssert, for the opposite; x is where to go on
	opNotEnd             // success of what must not match
	opAtomic             // match without a way back in
	opAtomicEnd          // end of it
	opPossEnd            // end of a round of the possessive loop at x
	opGroupref           // the text of group a again
	opConditional        // when group a has not matched, go on at x
)

// inst is an instruction. Which fields mean something depends on op.
type inst struct {
	op   opcode
	kind singleKind
	fold fold
	lit  rune
	a, b int32
	x    int32
	tab  *[256]bool
	set  *charset
	more *extra
}

// extra is what only some instructions need.
type extra struct {
	text   []rune
	follow *filter // what must come after this instruction; nil when anything may
	body   *filter // what a loop's body can start with; nil when anything may

	// A branch of at most 64 alternatives: where they start, and for the next character which of them
	// can match, as bits.
	alts   []int32
	masks  *[256]uint64
	hiMask uint64
	atEnd  uint64
}

// filter is a set of first characters in the form that running needs.
type filter struct {
	tab  *[256]bool
	hi   bool
	end  bool
	only rune     // the only member, else -1
	set  *charset // when hi is set and this is not nil, it decides on the characters above 255
}

// admits tells whether the character at pos is in the set.
func admits[C byte | rune](f *filter, s []C, pos int) bool {
	if uint(pos) < uint(len(s)) {
		if c := rune(s[pos]); c < 256 {
			return f.tab[uint8(c)]
		}
		return f.hi
	}
	return f.end
}

func newFilter(f first) *filter {
	if f == anyFirst {
		return nil
	}
	out := &filter{tab: f.table(), hi: f.hi != 0, end: f.end, only: -1}
	if c, ok := f.only(); ok {
		out.only = c
	}
	return out
}

// program is a pattern ready to run on one kind of subject.
type program struct {
	code []inst
	reps int

	// What searching needs to know.
	prefix   []rune  // every match starts with this
	bytes    []byte  // the prefix as it lies in memory; of a wide one, the first 15 characters at most
	literal  bool    // the prefix is the whole pattern
	anchored bool    // matches at the start of the subject only
	first    *filter // first characters; nil when anything may come first
	width    int     // the shortest match
	// leadRun is set when every match starts with this run, which gives nothing back. After a failure
	// at some place the whole run there can be passed over: from inside it, the same run would end at
	// the same place, and what follows would fail again. `(\w+)=` is linear so, and not quadratic.
	leadRun *inst
}

type emitter struct {
	wide      bool
	code      []inst
	reps      int
	groupRefs bool // some group's text is asked for
}

// emit makes the program for one kind of subject. A search takes start, when there is one, for the
// characters that a match can start with. That is more than a short cut: the re compiler translates it
// with the flags of the whole pattern, so `(?a:\W)` finds only what \W of Unicode admits too.
func emit(seq []*node, start *charset, wide bool) *program {
	e := &emitter{wide: wide}
	e.seq(seq, anyFirst, 0)
	e.add(inst{op: opSucceed})
	p := &program{code: e.code, reps: e.reps, width: width(seq, 0)}
	f := e.firstSeq(seq, anyFirst, 0)
	if start != nil {
		s := e.firstSingle(&node{op: nSingle, one: single{kind: oneSet, set: start}})
		for i := range f.tab {
			f.tab[i] &= s.tab[i]
		}
		f.hi &= s.hi
		f.end = false
	}
	if p.first = newFilter(f); p.first != nil && p.first.hi {
		p.first.set = start
	}
	for i, n := range seq {
		if n.op != nSingle || n.one.kind != oneLit || !wide && n.one.lit > 255 {
			break
		}
		p.prefix = append(p.prefix, n.one.lit)
		if !wide {
			p.bytes = append(p.bytes, byte(n.one.lit))
		}
		p.literal = i == len(seq)-1
	}
	if wide && len(p.prefix) > 0 {
		// bytes.Index is at its best with up to 63 bytes.
		p.bytes = memory(p.prefix[:min(len(p.prefix), 15)])
	}
	for i := range p.code {
		if op := p.code[i].op; op == opRun && p.code[i].b == unlimited && !e.groupRefs {
			p.leadRun = &p.code[i]
		} else if op == opMark {
			continue
		}
		break
	}
	for _, n := range seq {
		if n.op == nMark {
			continue
		}
		p.anchored = n.op == nAt && (n.n == atBeginning || n.n == atBeginningString)
		break
	}
	return p
}

func (e *emitter) add(in inst) int {
	e.code = append(e.code, in)
	return len(e.code) - 1
}

func (e *emitter) here() int32 { return int32(len(e.code)) }

// seq emits operations; follow are the first characters of what comes after them.
func (e *emitter) seq(seq []*node, follow first, depth int) {
	after := make([]first, len(seq)+1)
	after[len(seq)] = follow
	for i := len(seq) - 1; i >= 0; i-- {
		after[i] = e.first(seq[i], after[i+1], depth)
	}
	for i := 0; i < len(seq); i++ {
		n := seq[i]
		if n.op == nSingle && n.one.kind == oneLit {
			j := i + 1
			for j < len(seq) && seq[j].op == nSingle && seq[j].one.kind == oneLit {
				j++
			}
			if j > i+1 {
				text := make([]rune, 0, j-i)
				for _, m := range seq[i:j] {
					text = append(text, m.one.lit)
				}
				e.add(inst{op: opLits, more: &extra{text: text}})
				i = j - 1
				continue
			}
		}
		e.node(n, after[i+1], depth)
	}
}

// single fills the parts of in that test one character.
func (e *emitter) single(in *inst, s *single) {
	in.kind, in.lit = s.kind, s.lit
	if s.kind == oneSet {
		in.tab, in.set = &s.set.tab, s.set
	}
}

func (e *emitter) node(n *node, follow first, depth int) {
	switch n.op {
	case nSingle:
		var in inst
		in.op = [...]opcode{oneLit: opLit, oneNotLit: opNotLit, oneAny: opAny, oneAnyAll: opAnyAll, oneSet: opSet}[n.one.kind]
		e.single(&in, &n.one)
		e.add(in)
	case nFail:
		e.add(inst{op: opFail})
	case nAt:
		e.add(inst{op: opAt, a: int32(n.n)})
	case nMark:
		e.add(inst{op: opMark, a: int32(n.n)})
	case nBranch:
		e.branch(n.alts, follow, depth)
	case nRepeatOne:
		e.repeatOne(n, follow)
	case nRepeat:
		e.repeat(n, follow, depth)
	case nAssert, nAssertNot:
		at := e.add(inst{op: opAssert, b: int32(n.n)})
		e.seq(n.alts[0], anyFirst, depth+1)
		end := opAssertEnd
		if n.op == nAssertNot {
			e.code[at].op, end = opAssertNot, opNotEnd
		}
		e.add(inst{op: end})
		e.code[at].x = e.here()
	case nAtomic:
		e.add(inst{op: opAtomic})
		e.seq(n.alts[0], anyFirst, depth+1)
		e.add(inst{op: opAtomicEnd})
	case nGroupref:
		e.groupRefs = true
		e.add(inst{op: opGroupref, a: int32(n.n), fold: n.fold})
	case nConditional:
		at := e.add(inst{op: opConditional, a: int32(n.n)})
		e.seq(n.alts[0], follow, depth+1)
		if len(n.alts[1]) == 0 {
			e.code[at].x = e.here()
			return
		}
		jump := e.add(inst{op: opJump})
		e.code[at].x = e.here()
		e.seq(n.alts[1], follow, depth+1)
		e.code[jump].x = e.here()
	}
}

func (e *emitter) branch(alts [][]*node, follow first, depth int) {
	if len(alts) > 64 {
		rest := &node{op: nBranch, alts: alts[63:]}
		alts = append(append([][]*node{}, alts[:63]...), []*node{rest})
	}
	more := &extra{masks: new([256]uint64)}
	at := e.add(inst{op: opBranch, more: more})
	jumps := make([]int, 0, len(alts))
	for k, alt := range alts {
		bit := uint64(1) << k
		f := e.firstSeq(alt, follow, depth+1)
		for w, word := range f.tab {
			for ; word != 0; word &= word - 1 {
				more.masks[w*64+bits.TrailingZeros64(word)] |= bit
			}
		}
		if f.hi != 0 {
			more.hiMask |= bit
		}
		if f.end {
			more.atEnd |= bit
		}
		more.alts = append(more.alts, e.here())
		e.seq(alt, follow, depth+1)
		if k < len(alts)-1 {
			jumps = append(jumps, e.add(inst{op: opJump}))
		}
	}
	e.code[at].more = more
	for _, j := range jumps {
		e.code[j].x = e.here()
	}
}

func (e *emitter) repeatOne(n *node, follow first) {
	in := inst{op: opRunBack, a: int32(n.min), b: int32(n.max), more: &extra{follow: newFilter(follow)}}
	e.single(&in, &n.one)
	own := e.firstSingle(n)
	switch {
	case n.mode == possessive, n.min == n.max:
		in.op = opRun
	case n.mode == lazy:
		in.op = opRunLazy
	case !own.meets(&follow):
		// Wherever the run could stop early, the next character is one of the run's own, and none of
		// those can start what follows.
		in.op = opRun
	}
	if in.op != opRun && in.tab == nil {
		in.tab = n.one.table()
	}
	e.add(in)
}

func (e *emitter) repeat(n *node, follow first, depth int) {
	body := n.alts[0]
	if n.max == 1 && n.min == 0 && n.mode != possessive {
		if n.mode == greedy {
			e.branch([][]*node{body, nil}, follow, depth)
		} else {
			e.branch([][]*node{nil, body}, follow, depth)
		}
		return
	}
	rep := int32(e.reps)
	e.reps++
	at := e.add(inst{op: opRepeat, a: rep})
	start := e.here()
	loop := inst{op: opLoopMax, a: rep, x: start}
	bodyFollow := e.loopFollow(n, follow, depth)
	loop.more = &extra{
		body:   newFilter(e.firstSeq(body, bodyFollow, depth+1)),
		follow: newFilter(follow),
	}
	if n.mode == possessive {
		e.seq(body, anyFirst, depth+1)
		loop.op = opLoopPoss
		end := e.add(inst{op: opPossEnd})
		e.code[end].x = e.here()
	} else {
		e.seq(body, bodyFollow, depth+1)
		if n.mode == lazy {
			loop.op = opLoopMin
		}
	}
	e.code[at].x = e.here()
	loop.b = int32(n.min)
	loop.lit = int32(n.max)
	e.add(loop)
}
