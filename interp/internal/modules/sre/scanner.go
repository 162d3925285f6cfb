package sre

import (
	"unsafe"

	engine "memphis/interp/internal/sre"
	"memphis/interp/object"
)

// This file defines what goes from match to match: the scanner, and the iterator that finditer gives.

// Scanner is an _sre.SRE_Scanner. A finditer is one too, under another type.
type Scanner struct {
	object.Header
	re          *Pattern
	value       object.Value // the subject
	hold        object.Value // a view that keeps a bytearray from changing its length
	subject     subject      // the same ready to be searched, when it cannot change
	m           *engine.Matcher
	pos, endpos int
	next        int  // where the next match begins
	advance     bool // it must not be empty there
	done        bool
	busy        bool
}

var (
	scannerType  = &object.Type{Name: "_sre.SRE_Scanner"}
	finditerType = &object.Type{Name: "callable_iterator"}
)

func asScanner(v object.Value) *Scanner { return (*Scanner)(unsafe.Pointer(v.P)) }

func makeScanner(t *object.Thread, fname string, typ *object.Type, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	v, pos, endpos, err := rangeArgs(t, fname, args, kw)
	if err != nil {
		return object.Value{}, err
	}
	p := asPattern(self)
	s, err := newSubject(t, p, v)
	if err != nil {
		return object.Value{}, err
	}
	sc := &Scanner{Header: object.Header{Type: typ}, re: p, value: v, pos: pos, endpos: endpos, next: pos}
	if s.release == nil {
		// A str or bytes stays as it is, so one matcher serves the whole iteration.
		sc.subject, sc.m = s, matcher(t, p, &s, pos, endpos)
	}
	s.done()
	if _, ok := object.AsByteArray(v); ok {
		if sc.hold, err = t.NewMemoryView(v); err != nil {
			return object.Value{}, err
		}
	}
	return object.FromPtr(&sc.Header), nil
}

func newScanner(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	return makeScanner(t, "scanner", scannerType, self, args, kw)
}

func finditer(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	return makeScanner(t, "finditer", finditerType, self, args, kw)
}

// step gives the next match, or the zero Value.
func (sc *Scanner) step(t *object.Thread, find func(m *engine.Matcher) (bool, error)) (object.Value, error) {
	if sc.done {
		return object.Value{}, nil
	}
	if sc.busy {
		return object.Value{}, object.Errorf(object.ValueErrorType, "regular expression scanner already executing")
	}
	sc.busy = true
	v, err := sc.find(t, find)
	sc.busy = false
	return v, err
}

func (sc *Scanner) find(t *object.Thread, find func(m *engine.Matcher) (bool, error)) (object.Value, error) {
	s, m := &sc.subject, sc.m
	if m == nil {
		again, err := newSubject(t, sc.re, sc.value)
		if err != nil {
			return object.Value{}, err
		}
		s = &again
		defer s.done()
		m = matcher(t, sc.re, s, sc.next, sc.endpos)
		defer m.Release()
		m.MustAdvance(sc.advance)
	}
	ok, err := find(m)
	if err != nil {
		return object.Value{}, matchError(err)
	}
	if !ok {
		sc.done = true
		if sc.m != nil {
			sc.m.Release()
		}
		sc.m, sc.subject, sc.value, sc.hold = nil, subject{}, object.None, object.Value{}
		return object.Value{}, nil
	}
	v := newMatch(sc.re, s, m, sc.pos, sc.endpos)
	from, to := m.Span()
	sc.next, sc.advance = to, from == to
	m.Advance()
	return v, nil
}

func scannerStep(find func(m *engine.Matcher) (bool, error)) object.Fn0 {
	return func(t *object.Thread, self object.Value) (object.Value, error) {
		v, err := asScanner(self).step(t, find)
		if err != nil {
			return object.Value{}, err
		}
		return v.OrNone(), nil
	}
}

func setupScanner() {
	layout := object.NewLayout[Scanner]("SRE_Scanner", object.ObjectType.Layout)
	object.Define(scannerType, object.TypeSpec{
		Layout: layout,
		Flags:  object.FlagNoNew,
		Methods: []object.Method{
			{Name: "match", Sig: "()", Fn: scannerStep(match)},
			{Name: "search", Sig: "()", Fn: scannerStep(search)},
		},
		Members: []object.GetSet{
			{Name: "pattern", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				return asScanner(self).re.value(), nil
			}},
		},
	})
	finditerType.Iter = func(t *object.Thread, self object.Value) (object.Value, error) { return self, nil }
	finditerType.Next = func(t *object.Thread, self object.Value) (object.Value, error) {
		return asScanner(self).step(t, search)
	}
	object.Define(finditerType, object.TypeSpec{Layout: layout, Flags: object.FlagNoNew})
}
