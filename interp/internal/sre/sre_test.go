package sre

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// recorded is a line of testdata/recorded.jsonl.gz: a pattern and what CPython found with it.
type recorded struct {
	P     string              `json:"p"`
	F     int                 `json:"f"`
	G     int                 `json:"g"`
	C     []uint32            `json:"c"`
	Bytes bool                `json:"bytes"`
	Cases [][]json.RawMessage `json:"cases"`
}

func readRecorded(t testing.TB, visit func(r *recorded)) {
	f, err := os.Open("testdata/recorded.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var r recorded
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		visit(&r)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

// found gives the state of m as record.py writes a match.
func found(m *Matcher, groups int) []any {
	from, to := m.Span()
	out := []any{[]any{float64(from), float64(to)}}
	for i := range groups {
		a, b := m.Group(i)
		out = append(out, []any{float64(a), float64(b)})
	}
	return append(out, float64(m.LastIndex()))
}

func decode(t *testing.T, raw json.RawMessage) any {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestRecorded compares every group of every match with what CPython found, on subjects of bytes where
// the characters allow it and on subjects of code points always.
func TestRecorded(t *testing.T) {
	patterns, cases, bad := 0, 0, 0
	readRecorded(t, func(r *recorded) {
		patterns++
		p, err := Load(r.C, r.G)
		if err != nil {
			t.Errorf("%s flags %d: %v", r.P, r.F, err)
			return
		}
		for _, c := range r.Cases {
			var s []rune
			if err := json.Unmarshal(c[0], &s); err != nil {
				t.Fatal(err)
			}
			var b []byte
			narrow := true
			for _, ch := range s {
				narrow = narrow && (ch < 128 || r.Bytes && ch < 256)
				b = append(b, byte(ch))
			}
			for _, wide := range []bool{false, true} {
				if wide && r.Bytes || !wide && !narrow {
					continue
				}
				cases++
				set := func(m *Matcher, pos, end int) {
					if wide {
						m.Runes(s, pos, end)
					} else {
						m.Bytes(b, pos, end)
					}
				}
				try := func(what string, want json.RawMessage, f func(m *Matcher) (bool, error), pos, end int, all bool) {
					m := p.Matcher()
					defer m.Release()
					m.MatchAll = all
					set(m, pos, end)
					ok, err := f(m)
					var got any
					if ok {
						got = found(m, r.G)
					}
					if w := decode(t, want); err != nil || !reflect.DeepEqual(got, w) {
						if bad++; bad < 40 {
							t.Errorf("%s flags %d on %q wide %v: %s: got %v, want %v %v", r.P, r.F, string(s), wide, what, got, w, err)
						}
					}
				}
				try("search", c[1], (*Matcher).Search, 0, len(s), false)
				try("match", c[2], (*Matcher).Match, 0, len(s), false)
				try("fullmatch", c[3], (*Matcher).Match, 0, len(s), true)
				try("search part", c[4], (*Matcher).Search, 1, len(s)-1, false)

				m := p.Matcher()
				set(m, 0, len(s))
				every := []any{}
				for {
					ok, err := m.Search()
					if err != nil || !ok {
						break
					}
					every = append(every, found(m, r.G))
					m.Advance()
				}
				m.Release()
				if w := decode(t, c[5]); !reflect.DeepEqual(any(every), w) {
					if bad++; bad < 40 {
						t.Errorf("%s flags %d on %q wide %v: finditer: got %v, want %v", r.P, r.F, string(s), wide, every, w)
					}
				}
			}
		}
	})
	if patterns < 5000 || cases < 10000 {
		t.Errorf("only %d patterns, %d cases", patterns, cases)
	}
	t.Logf("%d patterns, %d cases, %d wrong", patterns, cases, bad)
}

// interruptFunc is an Interrupter of one function.
type interruptFunc func() error

func (f interruptFunc) Interrupted() error { return f() }

// TestHostile changes words of real code arrays: each must load or give ErrCode, and what loads must run.
func TestHostile(t *testing.T) {
	seed := uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	subject := []rune(strings.Repeat("ab \u0430", 3))
	loaded, all := 0, 0
	readRecorded(t, func(r *recorded) {
		if all > 60000 {
			return
		}
		for range 10 {
			code := append([]uint32{}, r.C...)
			for range 1 + next(2) {
				v := uint32(next(50))
				switch next(6) {
				case 0:
					v = MaxRepeat
				case 1:
					v = seed
				}
				code[next(len(code))] = v
			}
			all++
			p, err := Load(code, r.G)
			if err != nil {
				if !errors.Is(err, ErrCode) {
					t.Fatal(err)
				}
				continue
			}
			loaded++
			m := p.Matcher()
			calls := 0
			m.Interrupt = interruptFunc(func() error {
				if calls++; calls > 3 {
					return errors.New("enough")
				}
				return nil
			})
			m.Runes(subject, 0, len(subject))
			_, _ = m.Search()
			m.Bytes([]byte("ab ab\n"), 0, 6)
			_, _ = m.Search()
		}
	})
	t.Logf("%d of %d loaded", loaded, all)
}

// findPattern gives the recorded code of a pattern.
func findPattern(t testing.TB, repr string, flags int) *Pattern {
	var p *Pattern
	readRecorded(t, func(r *recorded) {
		if p == nil && r.P == repr && r.F == flags {
			p, _ = Load(r.C, r.G)
		}
	})
	if p == nil {
		t.Fatalf("no pattern %s", repr)
	}
	return p
}

// TestLong runs patterns over a million characters.
func TestLong(t *testing.T) {
	s := strings.Repeat("ab", 500000)
	for _, c := range []struct {
		pattern string
		end     int
	}{{`'(?:(a)|b)*'`, 1000000}, {`'(?:(a)|(b))*?c'`, -1}, {`'x*'`, 0}, {`'(?:a|b)*?c'`, -1}, {`'(?:()|(a)){2}b'`, 2}} {
		p := findPattern(t, c.pattern, 0)
		m := p.Matcher()
		m.ASCII(s, 0, len(s))
		ok, err := m.Match()
		if err != nil {
			t.Fatal(err)
		}
		_, to := m.Span()
		if ok != (c.end >= 0) || ok && to != c.end {
			t.Errorf("%s: %v %d, want %d", c.pattern, ok, to, c.end)
		}
	}
}

// TestInterrupt stops a match that would take centuries.
func TestInterrupt(t *testing.T) {
	p := findPattern(t, `'(?:a*)*b'`, 0)
	m := p.Matcher()
	stop := errors.New("stop")
	start := time.Now()
	m.Interrupt = interruptFunc(func() error {
		if time.Since(start) > 20*time.Millisecond {
			return stop
		}
		return nil
	})
	s := strings.Repeat("a", 60) + "c"
	m.ASCII(s, 0, len(s))
	if ok, err := m.Match(); !ok && err == nil {
		return // the engine saw that there is no b
	} else if err != stop {
		t.Errorf("got %v %v", ok, err)
	}
}
