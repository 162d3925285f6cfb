package sre

// This file computes which characters can come first where an operation starts. The answer is a
// superset: a character that is not in it makes the operation and all that follows it fail.

// first is a set of first characters.
type first struct {
	tab [4]uint64 // the characters below 256
	hi  uint8     // classes of the others
	end bool      // success is possible at the end of the subject
}

var anyFirst = first{tab: [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}, hi: hiAll, end: true}

func (f *first) union(g first) {
	for i := range f.tab {
		f.tab[i] |= g.tab[i]
	}
	f.hi |= g.hi
	f.end = f.end || g.end
}

func (f *first) intersect(g first) {
	for i := range f.tab {
		f.tab[i] &= g.tab[i]
	}
	f.hi &= g.hi
	f.end = f.end && g.end
}

func (f *first) meets(g *first) bool {
	for i := range f.tab {
		if f.tab[i]&g.tab[i] != 0 {
			return true
		}
	}
	return f.hi&g.hi != 0
}

func (f *first) add(c int)      { f.tab[c>>6] |= 1 << (c & 63) }
func (f *first) has(c int) bool { return f.tab[c>>6]>>(c&63)&1 != 0 }

// only gives the character when f has just one below 256 and nothing else.
func (f *first) only() (c rune, ok bool) {
	if f.end || f.hi != 0 {
		return 0, false
	}
	c = -1
	for b := range 256 {
		if f.has(b) {
			if c >= 0 {
				return 0, false
			}
			c = rune(b)
		}
	}
	return c, c >= 0
}

// table gives f's part below 256.
func (f *first) table() *[256]bool {
	t := new([256]bool)
	for c := range t {
		t[c] = f.has(c)
	}
	return t
}

// firstDepth bounds how deep the search for first characters goes into nested operations, so that its
// cost stays linear in the size of the pattern.
const firstDepth = 16

// firstSingle gives the characters that n's test admits. Wide subjects have all of them, others those
// below 256.
func (e *emitter) firstSingle(n *node) first {
	if n.own == nil {
		n.own = new(first)
		for c := range 256 {
			if n.one.matches(rune(c)) {
				n.own.add(c)
			}
		}
		n.own.hi = n.one.hi()
	}
	f := *n.own
	if !e.wide {
		f.hi = 0
	}
	return f
}

// firstSeq gives the first characters of seq when follow are those of what comes after it.
func (e *emitter) firstSeq(seq []*node, follow first, depth int) first {
	for i := len(seq) - 1; i >= 0; i-- {
		follow = e.first(seq[i], follow, depth)
	}
	return follow
}

func (e *emitter) first(n *node, follow first, depth int) first {
	if depth > firstDepth {
		return anyFirst
	}
	switch n.op {
	case nSingle:
		return e.firstSingle(n)
	case nFail:
		return first{}
	case nAt:
		switch n.n {
		case atEnd, atEndLine:
			var at first
			if follow.has('\n') {
				at.add('\n')
			}
			at.end = follow.end
			return at
		case atEndString:
			return first{end: follow.end}
		}
		return follow
	case nBranch:
		var f first
		for _, alt := range n.alts {
			f.union(e.firstSeq(alt, follow, depth+1))
		}
		return f
	case nConditional:
		f := e.firstSeq(n.alts[0], follow, depth+1)
		f.union(e.firstSeq(n.alts[1], follow, depth+1))
		return f
	case nRepeatOne:
		if n.max == 0 {
			return follow
		}
		f := e.firstSingle(n)
		if n.min == 0 {
			f.union(follow)
		}
		return f
	case nRepeat:
		if n.max == 0 {
			return follow
		}
		// One round tells it all: a body adds its own characters to some of those that follow, so
		// a second round adds nothing.
		f := e.firstSeq(n.alts[0], follow, depth+1)
		if n.min == 0 {
			f.union(follow)
		}
		return f
	case nAtomic:
		// What follows the group does not matter inside it, but where it matched nothing.
		return e.firstSeq(n.alts[0], follow, depth+1)
	case nGroupref:
		return anyFirst
	case nAssert:
		if n.n == 0 { // what is looked ahead at comes first in what follows, too
			follow.intersect(e.firstSeq(n.alts[0], anyFirst, depth+1))
		}
		return follow
	}
	return follow // marks and assertions take no room
}

// loopFollow gives what can come after one round of a repeat: another round, or what follows.
func (e *emitter) loopFollow(n *node, follow first, depth int) first {
	if n.max > 1 {
		follow.union(e.firstSeq(n.alts[0], follow, depth+1))
	}
	return follow
}

// width gives the smallest number of characters that seq can match, at most 65535.
func width(seq []*node, depth int) int {
	const most = 1<<16 - 1
	w := 0
	for _, n := range seq {
		switch n.op {
		case nSingle:
			w++
		case nRepeatOne:
			w += min(n.min, most)
		case nRepeat:
			if depth < firstDepth {
				w += min(n.min, most) * width(n.alts[0], depth+1)
			}
		case nAtomic:
			if depth < firstDepth {
				w += width(n.alts[0], depth+1)
			}
		case nBranch, nConditional:
			if depth < firstDepth {
				least := most
				for _, alt := range n.alts {
					least = min(least, width(alt, depth+1))
				}
				w += least
			}
		}
		w = min(w, most)
	}
	return w
}
