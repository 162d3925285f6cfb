package sre

import (
	"bytes"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Pattern is a loaded pattern. It does not change, and any number of goroutines may use it.
type Pattern struct {
	groups int
	seq    []*node
	start  *charset

	emitting     sync.Mutex
	narrow, wide atomic.Pointer[program]
	free         atomic.Pointer[Matcher]
}

// Load checks a code array and makes a pattern of it. groups is the number of its capturing groups. The
// error is ErrCode.
func Load(code []uint32, groups int) (*Pattern, error) {
	p, seq, err := parse(code, groups)
	if err != nil {
		return nil, err
	}
	return &Pattern{groups: groups, seq: seq, start: p.start}, nil
}

// Groups gives the number of capturing groups.
func (p *Pattern) Groups() int { return p.groups }

func (p *Pattern) program(wide bool) *program {
	slot := &p.narrow
	if wide {
		slot = &p.wide
	}
	prog := slot.Load()
	if prog == nil {
		p.emitting.Lock()
		defer p.emitting.Unlock()
		prog = emit(p.seq, p.start, wide)
		slot.Store(prog)
	}
	return prog
}

// Interrupter says when a match is to end early.
type Interrupter interface {
	// Interrupted gives the reason to stop, or nil to go on.
	Interrupted() error
}

// Matcher is one use of a pattern on one subject: where to go on, and what was found. Get one from
// Pattern.Matcher and give it back with Release. Not for several goroutines at once.
type Matcher struct {
	// MatchAll demands that a match reaches the end of the subject.
	MatchAll bool
	// Interrupt, when set, is asked every few thousand steps; its error ends the match.
	Interrupt Interrupter

	pat         *Pattern
	prog        *program
	bytes       []byte
	runes       []rune
	isWide      bool
	mustAdvance bool
	start       int // where the next search begins
	from, to    int // what was found
	fuel        int
	lastIndex   int32
	marks       []int32
	reps        []repState
	stack       []entry
}

// Matcher gives a matcher without a subject. A pattern keeps one that was released, with its stack.
func (p *Pattern) Matcher() *Matcher {
	if m := p.free.Swap(nil); m != nil {
		return m
	}
	return &Matcher{pat: p, marks: make([]int32, 2*p.groups), fuel: fuelUnit}
}

// keepStack is the largest stack, in entries, that a released matcher keeps: 1.3 MB.
const keepStack = 1 << 16

// Release ends the use of m.
func (m *Matcher) Release() {
	m.bytes, m.runes, m.Interrupt = nil, nil, nil
	m.MatchAll, m.mustAdvance = false, false
	if len(m.stack) > keepStack {
		m.stack = nil
	}
	m.pat.free.Store(m)
}

// maxSubject is the longest subject, in characters.
const maxSubject = unlimited - 1

// Bytes sets a subject of bytes, of which [pos, endpos) is to be searched. Both are clipped to what
// there is. The bytes must not change while m uses them.
func (m *Matcher) Bytes(s []byte, pos, endpos int) {
	pos, endpos = clip(pos, endpos, len(s))
	m.bytes, m.isWide = s[:endpos], false
	m.set(pos)
}

// ASCII sets a subject of ASCII characters in place, as Bytes does.
func (m *Matcher) ASCII(s string, pos, endpos int) {
	m.Bytes(unsafe.Slice(unsafe.StringData(s), len(s)), pos, endpos)
}

// Runes sets a subject of code points, as Bytes does.
func (m *Matcher) Runes(s []rune, pos, endpos int) {
	pos, endpos = clip(pos, endpos, len(s))
	m.runes, m.isWide = s[:endpos], true
	m.set(pos)
}

func clip(pos, endpos, n int) (int, int) {
	n = min(n, maxSubject)
	pos = min(max(pos, 0), n)
	return pos, min(max(endpos, 0), n)
}

func (m *Matcher) set(pos int) {
	m.prog = m.pat.program(m.isWide)
	if len(m.reps) < m.prog.reps {
		m.reps = make([]repState, m.prog.reps)
	}
	m.start, m.mustAdvance = pos, false
}

// Search looks for the first match from the current position on, Match for one right there.
func (m *Matcher) Search() (bool, error) {
	if m.isWide {
		return search(m, m.runes)
	}
	return search(m, m.bytes)
}

// Match matches at the current position.
func (m *Matcher) Match() (bool, error) {
	if m.isWide {
		return match(m, m.runes)
	}
	return match(m, m.bytes)
}

// Advance sets the current position behind the match just found. After an empty match, the next one
// must not be empty if it is found at the same place.
func (m *Matcher) Advance() {
	m.mustAdvance = m.from == m.to
	m.start = m.to
}

// MustAdvance says whether a match at the current position may be empty. Advance sets this too; it is
// for those who begin again where they left off.
func (m *Matcher) MustAdvance(must bool) { m.mustAdvance = must }

// Span gives where the last match lies.
func (m *Matcher) Span() (from, to int) { return m.from, m.to }

// Group gives where group i matched, counted from 0 for the first group, or -1 and -1.
func (m *Matcher) Group(i int) (from, to int) {
	a, b := m.marks[2*i], m.marks[2*i+1]
	if a < 0 || b < 0 {
		return -1, -1
	}
	return int(a), int(b)
}

// LastIndex gives the number of the group that was closed last, counted from 1, or -1.
func (m *Matcher) LastIndex() int { return int(m.lastIndex) }

func (m *Matcher) interrupted() error {
	if m.Interrupt == nil {
		return nil
	}
	return m.Interrupt.Interrupted()
}

func match[C byte | rune](m *Matcher, s []C) (bool, error) {
	if m.start > len(s) {
		return false, nil
	}
	end, ok, err := run(m, m.prog, s, m.start)
	m.from, m.to = m.start, end
	return ok, err
}

func search[C byte | rune](m *Matcher, s []C) (bool, error) {
	p := m.prog
	pos := m.start
	last := len(s) - p.width // the last place where a match can start
	if p.anchored {
		last = min(last, 0)
	}
	for pos <= last {
		switch {
		case len(p.prefix) > 0:
			k := indexPrefix(p, s[pos:])
			if k < 0 {
				return false, nil
			}
			pos += k
			if p.literal && !m.MatchAll {
				for i := range m.marks {
					m.marks[i] = -1
				}
				m.lastIndex = -1
				m.from, m.to = pos, pos+len(p.prefix)
				return true, nil
			}
		case p.first != nil:
			k := indexFirst(p.first, s[pos:])
			pos += k
			if pos > last || pos == len(s) && !p.first.end {
				return false, nil
			}
		}
		if pos > m.start {
			m.mustAdvance = false
		}
		end, ok, err := run(m, p, s, pos)
		if ok || err != nil {
			m.from, m.to = pos, end
			return ok, err
		}
		if p.leadRun != nil {
			pos += runLength(p.leadRun, s, pos, unlimited)
		}
		pos++
	}
	return false, nil
}

// indexPrefix finds p's prefix in s.
func indexPrefix[C byte | rune](p *program, s []C) int {
	if b := narrow(s); b != nil {
		if len(p.bytes) == 1 {
			return bytes.IndexByte(b, p.bytes[0])
		}
		return bytes.Index(b, p.bytes)
	}
	// Looking for the bytes of the prefix takes a third of the time of looking at each character.
	raw := memory(s)
	for i := 0; ; {
		k := bytes.Index(raw[i*4:], p.bytes)
		if k < 0 {
			return -1
		}
		i += k / 4
		if k%4 == 0 && hasPrefix(s[i:], p.prefix) {
			return i
		}
		i++
	}
}

func hasPrefix[C byte | rune](s []C, prefix []rune) bool {
	if len(s) < len(prefix) {
		return false
	}
	for k, c := range prefix {
		if rune(s[k]) != c {
			return false
		}
	}
	return true
}

// memory gives the bytes that s occupies.
func memory[C byte | rune](s []C) []byte {
	var c C
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(c)))
}

// indexFirst gives the distance to the first character of s that is in f, or to the end.
func indexFirst[C byte | rune](f *filter, s []C) int {
	if b := narrow(s); b != nil && f.only >= 0 {
		if k := bytes.IndexByte(b, byte(f.only)); k >= 0 {
			return k
		}
		return len(s)
	}
	for i, r := range s {
		if c := rune(r); c < 256 {
			if f.tab[uint8(c)] {
				return i
			}
		} else if f.hi && (f.set == nil || f.set.eval(c)) {
			return i
		}
	}
	return len(s)
}
