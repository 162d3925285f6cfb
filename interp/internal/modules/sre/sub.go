package sre

import (
	"bytes"
	"math"
	"strings"

	engine "memphis/interp/internal/sre"
	"memphis/interp/object"
)

// This file defines Pattern.sub and Pattern.subn.

func sub(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	v, _, err := substitute(t, "sub", self, args, kw)
	return v, err
}

func subn(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	v, n, err := substitute(t, "subn", self, args, kw)
	if err != nil {
		return object.Value{}, err
	}
	return object.Pair(v, object.Int(n)), nil
}

// replacer is what a match is replaced by: a text, what a function of the match gives, or a template.
type replacer struct {
	value    object.Value
	callable bool
	template []templatePart // set instead of value for a template of the subject's kind
}

// templatePart is a text, or the text of a group where that is not negative.
type templatePart struct {
	text  string
	group int
}

// newReplacer gives what repl stands for. A template with escapes is parsed by the module re, which keeps
// what it parsed.
func newReplacer(t *object.Thread, self, repl object.Value, subject object.Value) (r replacer, err error) {
	if object.IsCallable(repl) {
		return replacer{value: repl, callable: true}, nil
	}
	if s, ok := object.AsStr(repl); ok {
		if strings.IndexByte(s.String(), '\\') < 0 {
			return replacer{value: repl}, nil
		}
	} else if b, release, err := t.BytesLike(repl); err == nil {
		literal := bytes.IndexByte(b, '\\') < 0
		release()
		if literal {
			return replacer{value: repl}, nil
		}
	}
	r.value, err = lib(t, "_subx", self, repl)
	if err != nil {
		return replacer{}, err
	}
	r.callable = object.IsCallable(r.value)
	if f, ok := object.AsFunction(r.value); ok && f.Defaults != nil && len(f.Defaults.Items) == 1 {
		// _subx gives a function that expands the template, which is its argument's default. To expand it
		// here takes a seventh of the time.
		if parts := templateParts(f.Defaults.Items[0], subject); parts != nil {
			return replacer{template: parts}, nil
		}
	}
	return r, nil
}

// templateParts reads what parse_template of Lib/re/_parser.py gives: the groups with their places, and
// the list of texts with None in these places. It gives nil unless all texts are of the subject's kind;
// then Python code is to join them, or to say why it cannot.
func templateParts(parsed, subject object.Value) []templatePart {
	pair, ok := object.AsTuple(parsed)
	if !ok || len(pair.Items) != 2 {
		return nil
	}
	groups, ok := object.AsList(pair.Items[0])
	texts, ok2 := object.AsList(pair.Items[1])
	if !ok || !ok2 {
		return nil
	}
	_, isStr := object.AsStr(subject)
	if !isStr && subject.Type() != object.BytesType {
		return nil
	}
	parts := make([]templatePart, len(texts.Items))
	for i, v := range texts.Items {
		if v.IsNone() {
			continue
		}
		s, ok := object.AsStr(v)
		if ok != isStr {
			return nil
		}
		if ok {
			parts[i] = templatePart{s.String(), -1}
		} else if b, ok := object.AsBytes(v); ok {
			parts[i] = templatePart{b, -1}
		} else {
			return nil
		}
	}
	for _, g := range groups.Items {
		u, ok := object.AsTuple(g)
		if !ok || len(u.Items) != 2 {
			return nil
		}
		i, group := u.Items[0].Int64(), u.Items[1].Int64()
		if i < 0 || i >= int64(len(parts)) {
			return nil
		}
		parts[i].group = int(group)
	}
	return parts
}

// pieces joins the parts of a result, which must all be of the subject's kind.
type pieces struct {
	isStr bool
	text  []byte
	n     int
	// err is the error of the first part of a wrong kind. It is raised when all is done, as the parts
	// are joined only then.
	err error
}

func (p *pieces) add(t *object.Thread, v object.Value) {
	if p.isStr {
		s, ok := object.AsStr(v)
		if ok {
			p.text = append(p.text, s.String()...)
		} else if p.err == nil {
			p.err = object.Errorf(object.TypeErrorType, "sequence item %d: expected str instance, %s found", p.n, v.Type().Name)
		}
	} else {
		b, release, err := t.BytesLike(v)
		if err == nil {
			p.text = append(p.text, b...)
			release()
		} else if p.err == nil {
			p.err = object.Errorf(object.TypeErrorType, "sequence item %d: expected a bytes-like object, %s found", p.n, v.Type().Name)
		}
	}
	p.n++
}

// expand adds a template with the groups of the match that m found in s.
func (p *pieces) expand(parts []templatePart, s *subject, m *engine.Matcher) {
	for _, part := range parts {
		from, to := m.Span()
		switch {
		case part.group < 0:
			p.text = append(p.text, part.text...)
			continue
		case part.group > 0:
			if from, to = m.Group(part.group - 1); from < 0 {
				continue
			}
			to = max(from, to)
		}
		if s.runes == nil {
			p.text = append(p.text, s.bytes[from:to]...)
			continue
		}
		for _, r := range s.runes[from:to] {
			p.text = object.AppendWTF8(p.text, r)
		}
	}
	p.n++
}

// substitute does the work of sub and subn. It gives the new text and the number of replacements.
func substitute(t *object.Thread, fname string, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, int, error) {
	var room [3]object.Value
	count := 0
	var err error
	if kw == nil && (len(args) == 2 || len(args) == 3) {
		args = room[:copy(room[:], args)]
	} else if args, err = subSig.Bind(t, fname, args, kw); err != nil {
		return object.Value{}, 0, err
	}
	if len(args) == 3 && !args[2].IsNil() {
		if count, err = t.AsIndex(args[2], object.OverflowErrorType); err != nil {
			return object.Value{}, 0, err
		}
	}
	p := asPattern(self)
	repl, err := newReplacer(t, self, args[0], args[1])
	if err != nil {
		return object.Value{}, 0, err
	}
	s, err := newSubject(t, p, args[1])
	if err != nil {
		return object.Value{}, 0, err
	}
	defer s.done()
	m := matcher(t, p, &s, 0, math.MaxInt)
	defer m.Release()
	out := pieces{isStr: s.str != nil}
	last, lastOff, n := 0, 0, 0
	// copyTo appends the subject from last to the character at. For a str of code points it counts the
	// bytes as it goes on, so that the whole takes one pass.
	copyTo := func(at int) {
		switch {
		case s.runes == nil:
			out.text = append(out.text, s.bytes[last:at]...)
		default:
			end := lastOff
			for _, r := range s.runes[last:at] {
				end += runeSize(r)
			}
			out.text = append(out.text, s.str.String()[lastOff:end]...)
			lastOff = end
		}
		if at > last {
			out.n++
		}
		last = at
	}
	for count == 0 || n < count {
		ok, err := m.Search()
		if err != nil {
			return object.Value{}, 0, matchError(err)
		}
		if !ok {
			break
		}
		from, to := m.Span()
		copyTo(from)
		v := repl.value
		switch {
		case repl.template != nil:
			out.expand(repl.template, &s, m)
			v = object.None
		case repl.callable:
			if v, err = t.Call(repl.value, newMatch(p, &s, m, 0, math.MaxInt)); err != nil {
				return object.Value{}, 0, err
			}
		}
		if !v.IsNone() {
			out.add(t, v)
		}
		if s.runes != nil {
			for _, r := range s.runes[last:to] {
				lastOff += runeSize(r)
			}
		}
		last = to
		n++
		m.Advance()
	}
	if n == 0 && exact(s.value) {
		return s.value, 0, nil
	}
	copyTo(s.length)
	if out.err != nil {
		return object.Value{}, 0, out.err
	}
	if out.isStr {
		return object.StrValue(string(out.text)), n, nil
	}
	return object.NewBytesOf(out.text), n, nil
}

// exact tells whether v is a str or bytes, and not of a subclass: then it can stand for its own copy.
func exact(v object.Value) bool {
	return v.Type() == object.StrType || v.Type() == object.BytesType
}

// runeSize gives how many bytes a character takes in WTF-8.
func runeSize(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}
