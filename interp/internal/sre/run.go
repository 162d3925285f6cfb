package sre

import (
	"bytes"
	"errors"
	"math/bits"
	"unsafe"
)

// ErrMemory is the error of a match that would need more than maxStack places to go back to.
var ErrMemory = errors.New("regular expression needs too much memory")

// maxStack bounds the backtracking stack: 1.3 GB of entries.
const maxStack = 64 << 20

// fuelUnit is how many times the machine goes back or round between two looks for an interrupt.
const fuelUnit = 4096

// entryKind says what is to be done with an entry of the backtracking stack when matching fails.
type entryKind uint8

const (
	eMark     entryKind = iota // restore mark a to b, the last index to pos, and fail on
	eRep                       // restore repeat a: count b, last position pos, and fail on
	eBranch                    // alternatives whose bits are in a and b remain
	eRunBack                   // the run that ended at a may end earlier, down to pos
	eRunLazy                   // the run that ended at pos may go on to a
	eLoopExit                  // undo a round: count a, last position b; then leave the loop from pos
	eLoopMore                  // one more round of a lazy loop from pos
	eBarrier                   // the body of an assertion or of an atomic group failed
)

// entry is a place to go back to, or something to undo on the way there.
type entry struct {
	kind entryKind
	pc   int32
	pos  int32
	a, b int32
}

// repState is how far a repeat has come: rounds done, and where the last one beyond the minimum began.
type repState struct {
	count, last int32
}

// cut removes the choices above the barrier, and the barrier, and keeps what must be undone when an
// earlier choice is taken. It gives the new height.
func cut(st []entry, barrier, sp int, code []inst) int {
	to := barrier
	for i := barrier + 1; i < sp; i++ {
		switch e := st[i]; e.kind {
		case eMark, eRep:
			st[to] = e
			to++
		case eLoopExit:
			st[to] = entry{kind: eRep, a: code[e.pc].a, b: e.a, pos: e.b}
			to++
		}
	}
	return to
}

// grow makes room for one more entry.
func (m *Matcher) grow(st []entry) ([]entry, error) {
	if len(st) >= maxStack {
		return st, ErrMemory
	}
	out := make([]entry, max(64, 2*len(st)))
	copy(out, st)
	m.stack = out
	return out, nil
}

// narrow gives s itself when its elements are bytes, else nil. The compiler decides it for each kind of
// subject, so asking costs nothing.
func narrow[C byte | rune](s []C) []byte {
	var c C
	if unsafe.Sizeof(c) != 1 {
		return nil
	}
	return memory(s)
}

// runLength counts the characters from pos, at most limit, that in's test admits.
func runLength[C byte | rune](in *inst, s []C, pos, limit int) int {
	if limit < len(s)-pos {
		s = s[:pos+limit]
	}
	i := pos
	switch in.kind {
	case oneLit:
		for i < len(s) && rune(s[i]) == in.lit {
			i++
		}
	case oneNotLit:
		if b := narrow(s); b != nil {
			if in.lit > 255 {
				return len(s) - pos
			}
			if k := bytes.IndexByte(b[pos:], byte(in.lit)); k >= 0 {
				return k
			}
			return len(s) - pos
		}
		for i < len(s) && rune(s[i]) != in.lit {
			i++
		}
	case oneAny:
		if b := narrow(s); b != nil {
			if k := bytes.IndexByte(b[pos:], '\n'); k >= 0 {
				return k
			}
			return len(s) - pos
		}
		for i < len(s) && rune(s[i]) != '\n' {
			i++
		}
	case oneAnyAll:
		return len(s) - pos
	case oneSet:
		tab := in.tab
		for i < len(s) {
			if c := rune(s[i]); c < 256 {
				if !tab[uint8(c)] {
					break
				}
			} else if !in.set.eval(c) {
				break
			}
			i++
		}
	}
	return i - pos
}

// admitsOne tells whether in's test admits c.
func admitsOne(in *inst, c rune) bool {
	switch in.kind {
	case oneLit:
		return c == in.lit
	case oneNotLit:
		return c != in.lit
	case oneAny:
		return c != '\n'
	case oneAnyAll:
		return true
	}
	if c < 256 {
		return in.tab[uint8(c)]
	}
	return in.set.eval(c)
}

// at tests a position.
func at[C byte | rune](code int, s []C, pos int) bool {
	switch code {
	case atBeginning, atBeginningString:
		return pos == 0
	case atBeginningLine:
		return pos == 0 || s[pos-1] == '\n'
	case atEnd:
		return pos == len(s) || pos == len(s)-1 && s[pos] == '\n'
	case atEndLine:
		return pos == len(s) || s[pos] == '\n'
	case atEndString:
		return pos == len(s)
	}
	if len(s) == 0 {
		return false
	}
	uni := code >= atUniBoundary
	before := pos > 0 && wordAt(rune(s[pos-1]), uni)
	after := pos < len(s) && wordAt(rune(s[pos]), uni)
	return (before != after) == (code&1 != 0 == (code < atEnd))
}

// wordAt tells whether c belongs to a word, of ASCII or of Unicode.
func wordAt(c rune, uni bool) bool {
	if c < 0x80 {
		return wordTable[c]
	}
	return uni && IsWord(c)
}

// runStop gives the last place from hi down to lo where what follows a run can begin, or -1.
func runStop[C byte | rune](in *inst, s []C, lo, hi int) int {
	f := in.more.follow
	if f == nil {
		if hi < lo {
			return -1
		}
		return hi
	}
	if hi == len(s) && hi >= lo {
		if f.end {
			return hi
		}
		hi--
	}
	if hi >= len(s) || lo < 0 {
		return -1
	}
	if f.only >= 0 {
		for c := C(f.only); hi >= lo; hi-- {
			if s[hi] == c {
				return hi
			}
		}
		return -1
	}
	for ; hi >= lo; hi-- {
		if c := rune(s[hi]); c < 256 {
			if f.tab[uint8(c)] {
				return hi
			}
		} else if f.hi {
			return hi
		}
	}
	return -1
}

// runReach gives the first place from lo up to hi where what follows a run can begin, if all that the
// run passes belongs to it; else -1.
func runReach[C byte | rune](in *inst, s []C, lo, hi int) int {
	f := in.more.follow
	if f == nil {
		return lo
	}
	for ; lo < hi; lo++ {
		c := rune(s[lo])
		if c < 256 && f.tab[uint8(c)] || c >= 256 && f.hi {
			return lo
		}
		if c < 256 {
			if !in.tab[uint8(c)] {
				return -1
			}
		} else if !admitsOne(in, c) {
			return -1
		}
	}
	if admits(f, s, lo) {
		return lo
	}
	return -1
}

// backref gives the length of the text of group g, if that text comes again at pos.
func backref[C byte | rune](m *Matcher, in *inst, s []C, pos int) (n int, ok bool) {
	from, to := int(m.marks[2*in.a]), int(m.marks[2*in.a+1])
	if from < 0 || to < from || to-from > len(s)-pos {
		return 0, false
	}
	for k := from; k < to; k++ {
		a, b := rune(s[k]), rune(s[pos+k-from])
		if a != b && in.fold.lower(a) != in.fold.lower(b) {
			return 0, false
		}
	}
	return to - from, true
}

// run matches p at start and gives the end of the match.
func run[C byte | rune](m *Matcher, p *program, s []C, start int) (end int, ok bool, err error) {
	var (
		code    = p.code
		st      = m.stack
		sp      = 0
		barrier = int32(-1)
		marks   = m.marks
		reps    = m.reps
		pos     = start
		pc      = 0
		fuel    = m.fuel
	)
	for i := range marks {
		marks[i] = -1
	}
	m.lastIndex = -1
	for {
		if sp+2 >= len(st) {
			// One instruction pushes two entries at most.
			if st, err = m.grow(st); err != nil {
				return 0, false, err
			}
		}
		in := &code[pc]
		switch in.op {
		case opSucceed:
			if m.MatchAll && pos != len(s) || m.mustAdvance && pos == start {
				goto fail
			}
			m.fuel = fuel
			return pos, true, nil
		case opFail:
			goto fail
		case opLit:
			if uint(pos) >= uint(len(s)) || rune(s[pos]) != in.lit {
				goto fail
			}
			pos++
			pc++
		case opLits:
			text := in.more.text
			if len(text) > len(s)-pos {
				goto fail
			}
			for k, c := range s[pos : pos+len(text)] {
				if rune(c) != text[k] {
					goto fail
				}
			}
			pos += len(text)
			pc++
		case opNotLit:
			if uint(pos) >= uint(len(s)) || rune(s[pos]) == in.lit {
				goto fail
			}
			pos++
			pc++
		case opAny:
			if uint(pos) >= uint(len(s)) || s[pos] == '\n' {
				goto fail
			}
			pos++
			pc++
		case opAnyAll:
			if pos >= len(s) {
				goto fail
			}
			pos++
			pc++
		case opSet:
			if uint(pos) >= uint(len(s)) {
				goto fail
			}
			if c := rune(s[pos]); c < 256 {
				if !in.tab[uint8(c)] {
					goto fail
				}
			} else if !in.set.eval(c) {
				goto fail
			}
			pos++
			pc++
		case opAt:
			if !at(int(in.a), s, pos) {
				goto fail
			}
			pc++
		case opMark:
			if sp > 0 {
				st[sp] = entry{kind: eMark, a: in.a, b: marks[in.a], pos: m.lastIndex}
				sp++
			}
			marks[in.a] = int32(pos)
			if in.a&1 != 0 {
				m.lastIndex = in.a>>1 + 1
			}
			pc++
		case opJump:
			pc = int(in.x)

		case opBranch:
			more := in.more
			var mask uint64
			if uint(pos) < uint(len(s)) {
				if c := rune(s[pos]); c < 256 {
					mask = more.masks[uint8(c)]
				} else {
					mask = more.hiMask
				}
			} else {
				mask = more.atEnd
			}
			if mask == 0 {
				goto fail
			}
			k := bits.TrailingZeros64(mask)
			if mask &= mask - 1; mask != 0 {
				st[sp] = entry{kind: eBranch, pc: int32(pc), pos: int32(pos), a: int32(mask), b: int32(mask >> 32)}
				sp++
			}
			pc = int(more.alts[k])

		case opRun:
			n := runLength(in, s, pos, int(in.b))
			if n < int(in.a) {
				goto fail
			}
			pos += n
			pc++
		case opRunBack:
			n := runLength(in, s, pos, int(in.b))
			if n < int(in.a) {
				goto fail
			}
			to := runStop(in, s, pos+int(in.a), pos+n)
			if to < 0 {
				goto fail
			}
			if to > pos+int(in.a) {
				st[sp] = entry{kind: eRunBack, pc: int32(pc), pos: int32(pos) + in.a, a: int32(to)}
				sp++
			}
			pos = to
			pc++
		case opRunLazy:
			n := int(in.a)
			if runLength(in, s, pos, n) < n {
				goto fail
			}
			limit := len(s)
			if int(in.b) < limit-pos {
				limit = pos + int(in.b)
			}
			to := runReach(in, s, pos+n, limit)
			if to < 0 {
				goto fail
			}
			if to < limit {
				st[sp] = entry{kind: eRunLazy, pc: int32(pc), pos: int32(to), a: int32(limit)}
				sp++
			}
			pos = to
			pc++

		case opRepeat:
			r := &reps[in.a]
			if sp > 0 {
				st[sp] = entry{kind: eRep, a: in.a, b: r.count, pos: r.last}
				sp++
			}
			*r = repState{0, -1}
			pc = int(in.x)
		case opLoopMax:
			r := &reps[in.a]
			if r.count < in.b {
				goto required
			}
			if r.last == int32(pos) || r.count >= in.lit ||
				in.more.body != nil && !admits(in.more.body, s, pos) {
				pc++
				continue
			}
			if in.more.follow == nil || admits(in.more.follow, s, pos) {
				st[sp] = entry{kind: eLoopExit, pc: int32(pc), pos: int32(pos), a: r.count, b: r.last}
				sp++
			} else if sp > 0 {
				st[sp] = entry{kind: eRep, a: in.a, b: r.count, pos: r.last}
				sp++
			}
			if r.count < unlimited-1 {
				r.count++
			}
			r.last = int32(pos)
			pc = int(in.x)
		case opLoopMin:
			r := &reps[in.a]
			if r.count < in.b {
				goto required
			}
			st[sp] = entry{kind: eLoopMore, pc: int32(pc), pos: int32(pos)}
			sp++
			if in.more.follow != nil && !admits(in.more.follow, s, pos) {
				goto fail
			}
			pc++
		case opLoopPoss:
			r := &reps[in.a]
			if r.count >= in.b && (r.count >= in.lit || r.last == int32(pos)) {
				pc++
				continue
			}
			st[sp] = entry{kind: eBarrier, pc: int32(pc), pos: int32(pos), a: barrier}
			barrier = int32(sp)
			sp++
			pc = int(in.x)
			if fuel--; fuel < 0 {
				fuel = fuelUnit
				if err := m.interrupted(); err != nil {
					return 0, false, err
				}
			}

		case opAssert, opAssertNot:
			if int(in.b) > pos {
				if in.op == opAssert {
					goto fail
				}
				pc = int(in.x)
				continue
			}
			st[sp] = entry{kind: eBarrier, pc: int32(pc), pos: int32(pos), a: barrier}
			barrier = int32(sp)
			sp++
			pos -= int(in.b)
			pc++
		case opAtomic:
			st[sp] = entry{kind: eBarrier, pc: int32(pc), pos: int32(pos), a: barrier}
			barrier = int32(sp)
			sp++
			pc++
		case opAssertEnd:
			e := st[barrier]
			sp = cut(st, int(barrier), sp, code)
			barrier = e.a
			pos = int(e.pos)
			pc = int(code[e.pc].x)
		case opAtomicEnd:
			e := st[barrier]
			sp = cut(st, int(barrier), sp, code)
			barrier = e.a
			pc++
		case opNotEnd:
			// Undo what the body did, then fail.
			for b := int(barrier); ; {
				sp--
				e := &st[sp]
				if sp == b {
					barrier = e.a
					break
				}
				switch e.kind {
				case eMark:
					marks[e.a], m.lastIndex = e.b, e.pos
				case eRep:
					reps[e.a] = repState{e.b, e.pos}
				case eLoopExit:
					reps[code[e.pc].a] = repState{e.a, e.b}
				}
			}
			goto fail
		case opPossEnd:
			e := st[barrier]
			sp = cut(st, int(barrier), sp, code)
			barrier = e.a
			loop := &code[in.x]
			r := &reps[loop.a]
			if sp > 0 {
				st[sp] = entry{kind: eRep, a: loop.a, b: r.count, pos: r.last}
				sp++
			}
			if r.count >= loop.b {
				r.last = e.pos
			}
			if r.count < unlimited-1 {
				r.count++
			}
			pc = int(in.x)

		case opGroupref:
			n, ok := backref(m, in, s, pos)
			if !ok {
				goto fail
			}
			pos += n
			pc++
		case opConditional:
			if from, to := marks[2*in.a], marks[2*in.a+1]; from < 0 || to < from {
				pc = int(in.x)
			} else {
				pc++
			}
		}
		continue

	required:
		// A round that the minimum of repeat in asks for.
		if sp > 0 {
			st[sp] = entry{kind: eRep, a: in.a, b: reps[in.a].count, pos: reps[in.a].last}
			sp++
		}
		reps[in.a].count++
		pc = int(in.x)
		if fuel--; fuel < 0 {
			fuel = fuelUnit
			if err := m.interrupted(); err != nil {
				return 0, false, err
			}
		}
		continue

	fail:
		if fuel--; fuel < 0 {
			fuel = fuelUnit
			if err := m.interrupted(); err != nil {
				return 0, false, err
			}
		}
		if sp == 0 {
			m.fuel = fuel
			return 0, false, nil
		}
		e := &st[sp-1]
		switch e.kind {
		case eMark:
			marks[e.a], m.lastIndex = e.b, e.pos
			sp--
			goto fail
		case eRep:
			reps[e.a] = repState{e.b, e.pos}
			sp--
			goto fail
		case eBranch:
			mask := uint64(uint32(e.a)) | uint64(uint32(e.b))<<32
			k := bits.TrailingZeros64(mask)
			mask &= mask - 1
			pc, pos = int(code[e.pc].more.alts[k]), int(e.pos)
			if mask == 0 {
				sp--
			} else {
				e.a, e.b = int32(mask), int32(mask>>32)
			}
		case eRunBack:
			to := runStop(&code[e.pc], s, int(e.pos), int(e.a)-1)
			if to < 0 {
				sp--
				goto fail
			}
			pc, pos = int(e.pc)+1, to
			if to == int(e.pos) {
				sp--
			} else {
				e.a = int32(to)
			}
		case eRunLazy:
			in := &code[e.pc]
			if !admitsOne(in, rune(s[e.pos])) {
				sp--
				goto fail
			}
			to := runReach(in, s, int(e.pos)+1, int(e.a))
			if to < 0 {
				sp--
				goto fail
			}
			pc, pos = int(e.pc)+1, to
			if to == int(e.a) {
				sp--
			} else {
				e.pos = int32(to)
			}
		case eLoopExit:
			reps[code[e.pc].a] = repState{e.a, e.b}
			pc, pos = int(e.pc)+1, int(e.pos)
			sp--
		case eLoopMore:
			in := &code[e.pc]
			r := &reps[in.a]
			pc, pos = int(in.x), int(e.pos)
			sp--
			if r.count >= in.lit || r.last == int32(pos) || in.more.body != nil && !admits(in.more.body, s, pos) {
				goto fail
			}
			st[sp] = entry{kind: eRep, a: in.a, b: r.count, pos: r.last}
			sp++
			if r.count < unlimited-1 {
				r.count++
			}
			r.last = int32(pos)
		case eBarrier:
			barrier = e.a
			in := &code[e.pc]
			pos = int(e.pos)
			sp--
			switch in.op {
			case opAssertNot:
				pc = int(in.x)
			case opLoopPoss:
				if reps[in.a].count < in.b {
					goto fail
				}
				pc = int(e.pc) + 1
			default:
				goto fail
			}
		}
	}
}
