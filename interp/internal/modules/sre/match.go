package sre

import (
	"fmt"
	"unsafe"

	engine "memphis/interp/internal/sre"
	"memphis/interp/object"
)

// This file defines re.Match.

// Match is what a pattern found, a re.Match.
type Match struct {
	object.Header
	subject     object.Value
	re          *Pattern
	pos, endpos int32
	lastIndex   int32   // -1 for none
	marks       []int32 // where the whole, group 1, 2, ... begin and end; -1 for what did not match
	regs        object.Value
	room        [6]int32 // marks lie here when there are at most two groups
}

// matchType is re.Match.
var matchType = &object.Type{Name: "re.Match"}

func asMatch(v object.Value) *Match { return (*Match)(unsafe.Pointer(v.P)) }

// newMatch makes a Match of what m found in s.
func newMatch(p *Pattern, s *subject, m *engine.Matcher, pos, endpos int) object.Value {
	groups := p.prog.Groups()
	r := &Match{Header: object.Header{Type: matchType}, subject: s.value, re: p, lastIndex: int32(m.LastIndex()),
		pos: int32(min(max(pos, 0), s.length)), endpos: int32(min(max(endpos, 0), s.length))}
	if n := 2 * (groups + 1); n <= len(r.room) {
		r.marks = r.room[:n]
	} else {
		r.marks = make([]int32, n)
	}
	from, to := m.Span()
	r.marks[0], r.marks[1] = int32(from), int32(to)
	for i := range groups {
		from, to := m.Group(i)
		r.marks[2*i+2], r.marks[2*i+3] = int32(from), int32(to)
	}
	return object.FromPtr(&r.Header)
}

// text gives group i, or def if it did not match.
func (m *Match) text(t *object.Thread, i int, def object.Value) (object.Value, error) {
	from, to := int(m.marks[2*i]), int(m.marks[2*i+1])
	if from < 0 {
		return def, nil
	}
	if s, ok := object.AsStr(m.subject); ok {
		n := s.Len()
		to = min(to, n)
		return s.Slice(t, min(from, to), to), nil
	}
	b, release, err := t.BytesLike(m.subject)
	if err != nil {
		return object.Value{}, object.Errorf(object.TypeErrorType, "expected string or bytes-like object, got '%s'", m.subject.Type().Name)
	}
	defer release()
	return bytesSlice(m.subject, b, from, to), nil
}

// index gives the number of the group that v names.
func (m *Match) index(t *object.Thread, v object.Value) (int, error) {
	n := -1
	if v.IsSmallInt() || v.Type().Index != nil || v.Is(object.IntType) {
		i, err := t.AsIndex(v, nil)
		if err != nil {
			return 0, err
		}
		n = i
	} else if g, ok, err := m.re.groupIndex.Get(t, v); err == nil && ok {
		if i, ok := object.SmallInt(g); ok {
			n = int(i)
		}
	}
	if n < 0 || n >= len(m.marks)/2 {
		return 0, object.Errorf(object.IndexErrorType, "no such group")
	}
	return n, nil
}

func matchGetItem(t *object.Thread, self, key object.Value) (object.Value, error) {
	m := asMatch(self)
	i, err := m.index(t, key)
	if err != nil {
		return object.Value{}, err
	}
	return m.text(t, i, object.None)
}

func matchGroup(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil {
		return object.Value{}, object.Errorf(object.TypeErrorType, "Match.group() takes no keyword arguments")
	}
	switch len(args) {
	case 0:
		return asMatch(self).text(t, 0, object.None)
	case 1:
		return matchGetItem(t, self, args[0])
	}
	out := make([]object.Value, len(args))
	for i, a := range args {
		v, err := matchGetItem(t, self, a)
		if err != nil {
			return object.Value{}, err
		}
		out[i] = v
	}
	return object.NewTuple(out).Value(), nil
}

func matchGroups(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	m := asMatch(self)
	out := make([]object.Value, len(m.marks)/2-1)
	for i := range out {
		v, err := m.text(t, i+1, args[0].OrNone())
		if err != nil {
			return object.Value{}, err
		}
		out[i] = v
	}
	return object.NewTuple(out).Value(), nil
}

func matchGroupDict(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	m := asMatch(self)
	out := object.NewDict()
	index := m.re.groupIndex
	for i := index.Next(0); i >= 0; i = index.Next(i + 1) {
		key := index.Entries[i].Key
		n, err := m.index(t, key)
		if err != nil {
			return object.Value{}, err
		}
		v, err := m.text(t, n, args[0].OrNone())
		if err != nil {
			return object.Value{}, err
		}
		if err := out.Set(t, key, v); err != nil {
			return object.Value{}, err
		}
	}
	return out.Value(), nil
}

// span makes the method that gives something of where a group matched.
func span(fname string, f func(from, to int32) object.Value) object.FnVec {
	return func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
		m := asMatch(self)
		if kw != nil {
			return object.Value{}, object.Errorf(object.TypeErrorType, "Match.%s() takes no keyword arguments", fname)
		}
		if len(args) > 1 {
			return object.Value{}, object.Errorf(object.TypeErrorType, "%s expected at most 1 argument, got %d", fname, len(args))
		}
		i := 0
		if len(args) == 1 {
			var err error
			if i, err = m.index(t, args[0]); err != nil {
				return object.Value{}, err
			}
		}
		return f(m.marks[2*i], m.marks[2*i+1]), nil
	}
}

func spanPair(from, to int32) object.Value {
	return object.Pair(object.Int(int(from)), object.Int(int(to)))
}

func matchRegs(t *object.Thread, self object.Value) (object.Value, error) {
	m := asMatch(self)
	if m.regs.IsNil() {
		out := make([]object.Value, len(m.marks)/2)
		for i := range out {
			out[i] = spanPair(m.marks[2*i], m.marks[2*i+1])
		}
		m.regs = object.NewTuple(out).Value()
	}
	return m.regs, nil
}

func matchRepr(t *object.Thread, self object.Value) (object.Value, error) {
	m := asMatch(self)
	text, err := m.text(t, 0, object.None)
	if err != nil {
		return object.Value{}, err
	}
	short, err := shortRepr(t, text, 50)
	if err != nil {
		return object.Value{}, err
	}
	return object.StrValue(fmt.Sprintf("<re.Match object; span=(%d, %d), match=%s>", m.marks[0], m.marks[1], short)), nil
}

func setupMatch() {
	y := matchType
	y.Repr, y.GetItem = matchRepr, matchGetItem
	get := func(f func(m *Match) object.Value) func(t *object.Thread, self object.Value) (object.Value, error) {
		return func(t *object.Thread, self object.Value) (object.Value, error) { return f(asMatch(self)), nil }
	}
	object.Define(y, object.TypeSpec{
		Doc:    "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
		Layout: object.NewLayout[Match]("re.Match", object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
		Methods: []object.Method{
			{Name: "group", Doc: "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the entire match.", Fn: object.FnVec(matchGroup)},
			{Name: "start", Sig: "(group=0, /)", Doc: "Return index of the start of the substring matched by group.", Fn: span("start", func(from, to int32) object.Value { return object.Int(int(from)) })},
			{Name: "end", Sig: "(group=0, /)", Doc: "Return index of the end of the substring matched by group.", Fn: span("end", func(from, to int32) object.Value { return object.Int(int(to)) })},
			{Name: "span", Sig: "(group=0, /)", Doc: "For match object m, return the 2-tuple (m.start(group), m.end(group)).", Fn: span("span", spanPair)},
			{Name: "groups", Sig: "(default=None)", Doc: "Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate in the match.", Fn: object.FnBound(matchGroups)},
			{Name: "groupdict", Sig: "(default=None)", Doc: "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for groups that did not participate in the match.", Fn: object.FnBound(matchGroupDict)},
			{Name: "expand", Sig: "(template)", Doc: "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.", Fn: object.FnBound(func(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
				return lib(t, "_expand", asMatch(self).re.value(), self, args[0])
			})},
			{Name: "__copy__", Sig: "()", Fn: object.Fn0(selfMethod)},
			{Name: "__deepcopy__", Sig: "(memo, /)", Fn: object.Fn1(copySelf)},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: object.ClassMethod, Fn: object.Fn1(object.NewGenericAlias)},
		},
		Members: []object.GetSet{
			{Name: "string", Doc: "The string passed to match() or search().", Get: get(func(m *Match) object.Value { return m.subject })},
			{Name: "re", Doc: "The regular expression object.", Get: get(func(m *Match) object.Value { return m.re.value() })},
			{Name: "pos", Doc: "The index into the string at which the RE engine started looking for a match.", Get: get(func(m *Match) object.Value { return object.Int(int(m.pos)) })},
			{Name: "endpos", Doc: "The index into the string beyond which the RE engine will not go.", Get: get(func(m *Match) object.Value { return object.Int(int(m.endpos)) })},
		},
		GetSets: []object.GetSet{
			{Name: "lastindex", Doc: "The integer index of the last matched capturing group.", Get: get(func(m *Match) object.Value {
				if m.lastIndex < 0 {
					return object.None
				}
				return object.Int(int(m.lastIndex))
			})},
			{Name: "lastgroup", Doc: "The name of the last matched capturing group.", Get: get(func(m *Match) object.Value {
				if names := m.re.indexGroup.Items; m.lastIndex >= 0 && int(m.lastIndex) < len(names) {
					return names[m.lastIndex]
				}
				return object.None
			})},
			{Name: "regs", Get: matchRegs},
		},
	})
}
