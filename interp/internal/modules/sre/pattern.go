package sre

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unsafe"

	engine "memphis/interp/internal/sre"
	"memphis/interp/object"
)

// This file defines re.Pattern and _sre.compile.

// patternKind says what subjects a pattern has.
type patternKind uint8

const (
	kindAny patternKind = iota // made without a pattern: re.Scanner does so
	kindStr
	kindBytes
)

// Pattern is a compiled pattern, a re.Pattern.
type Pattern struct {
	object.Header
	prog       *engine.Pattern
	code       []uint32
	pattern    object.Value // the source: a str, a bytes-like object or None
	kind       patternKind
	flags      int
	groupIndex *object.Dict
	indexGroup *object.Tuple
}

// patternType is re.Pattern.
var patternType = &object.Type{Name: "re.Pattern"}

func asPattern(v object.Value) *Pattern { return (*Pattern)(unsafe.Pointer(v.P)) }

func (p *Pattern) value() object.Value { return object.FromPtr(&p.Header) }

// compile is _sre.compile(pattern, flags, code, groups, groupindex, indexgroup).
func compile(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	flags, err := t.AsIndex(args[1], object.OverflowErrorType)
	if err != nil {
		return object.Value{}, err
	}
	list, ok := object.AsList(args[2])
	if !ok {
		return object.Value{}, argumentError("code", "list", args[2])
	}
	groups, err := t.AsIndex(args[3], object.OverflowErrorType)
	if err != nil {
		return object.Value{}, err
	}
	index, ok := object.AsDict(args[4])
	if !ok {
		return object.Value{}, argumentError("groupindex", "dict", args[4])
	}
	names, ok := object.AsTuple(args[5])
	if !ok {
		return object.Value{}, argumentError("indexgroup", "tuple", args[5])
	}
	code := make([]uint32, len(list.Items))
	for i, v := range list.Items {
		n, ok := object.SmallInt(v)
		if !v.Is(object.IntType) || !ok || n < 0 || n > math.MaxUint32 {
			return object.Value{}, object.Errorf(object.OverflowErrorType, "regular expression code size limit exceeded")
		}
		code[i] = uint32(n)
	}
	p := &Pattern{Header: object.Header{Type: patternType}, code: code, pattern: args[0], flags: flags,
		groupIndex: index, indexGroup: names}
	if _, ok := object.AsStr(args[0]); ok {
		p.kind = kindStr
	} else if !args[0].IsNone() {
		_, release, err := t.BytesLike(args[0])
		if err != nil {
			return object.Value{}, object.Errorf(object.TypeErrorType, "expected string or bytes-like object, got '%s'", args[0].Type().Name)
		}
		release()
		p.kind = kindBytes
	}
	if p.prog, err = engine.Load(code, groups); err != nil {
		return object.Value{}, object.Errorf(object.RuntimeErrorType, "%s", err.Error())
	}
	return p.value(), nil
}

func argumentError(name, want string, v object.Value) error {
	return object.Errorf(object.TypeErrorType, "compile() argument '%s' must be %s, not %s", name, want, v.Type().Name)
}

// rangeArgs binds (string, pos=0, endpos=sys.maxsize) for the method fname. The usual call, with the
// string alone, allocates nothing.
func rangeArgs(t *object.Thread, fname string, args []object.Value, kw *object.Tuple) (v object.Value, pos, endpos int, err error) {
	endpos = math.MaxInt
	if kw == nil && len(args) == 1 {
		return args[0], 0, endpos, nil
	}
	if kw != nil || len(args) < 1 || len(args) > 3 {
		if args, err = rangeSig.Bind(t, fname, args, kw); err != nil {
			return v, 0, 0, err
		}
	}
	if len(args) > 1 && !args[1].IsNil() {
		if pos, err = position(t, args[1]); err != nil {
			return v, 0, 0, err
		}
	}
	if len(args) > 2 && !args[2].IsNil() {
		if endpos, err = position(t, args[2]); err != nil {
			return v, 0, 0, err
		}
	}
	return args[0], pos, endpos, nil
}

// position reads pos or endpos.
func position(t *object.Thread, v object.Value) (int, error) {
	i, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := object.SmallInt(i)
	if !ok {
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}

var (
	rangeSig = object.NewSignature("(string, pos=0, endpos=sys.maxsize)")
	splitSig = object.NewSignature("(string, maxsplit=0)")
	subSig   = object.NewSignature("(repl, string, count=0)")
)

// one makes the method that finds one match: search, match or fullmatch.
func one(fname string, find func(m *engine.Matcher) (bool, error), all bool) object.FnVec {
	return func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
		v, pos, endpos, err := rangeArgs(t, fname, args, kw)
		if err != nil {
			return object.Value{}, err
		}
		p := asPattern(self)
		s, err := newSubject(t, p, v)
		if err != nil {
			return object.Value{}, err
		}
		m := matcher(t, p, &s, pos, endpos)
		m.MatchAll = all
		ok, err := find(m)
		r := object.None
		if ok {
			r = newMatch(p, &s, m, pos, endpos)
		}
		m.Release()
		s.done()
		return r, matchError(err)
	}
}

// group gives the text of group i as findall and split want it: def when it did not match.
func group(t *object.Thread, s *subject, m *engine.Matcher, i int, def object.Value) object.Value {
	from, to := m.Group(i)
	if from < 0 {
		return def
	}
	return s.slice(t, from, max(from, to))
}

// each calls f for every match of p in s.
func each(m *engine.Matcher, f func(from, to int) error) error {
	for {
		ok, err := m.Search()
		if err != nil {
			return matchError(err)
		}
		if !ok {
			return nil
		}
		if err := f(m.Span()); err != nil {
			return err
		}
		m.Advance()
	}
}

func findall(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	v, pos, endpos, err := rangeArgs(t, "findall", args, kw)
	if err != nil {
		return object.Value{}, err
	}
	p := asPattern(self)
	s, err := newSubject(t, p, v)
	if err != nil {
		return object.Value{}, err
	}
	defer s.done()
	m := matcher(t, p, &s, pos, endpos)
	defer m.Release()
	groups := p.prog.Groups()
	empty := s.slice(t, 0, 0)
	var out []object.Value
	err = each(m, func(from, to int) error {
		switch groups {
		case 0:
			out = append(out, s.slice(t, from, to))
		case 1:
			out = append(out, group(t, &s, m, 0, empty))
		default:
			items := make([]object.Value, groups)
			for i := range items {
				items[i] = group(t, &s, m, i, empty)
			}
			out = append(out, object.NewTuple(items).Value())
		}
		return nil
	})
	if err != nil {
		return object.Value{}, err
	}
	return object.NewList(out).Value(), nil
}

func split(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	var room [2]object.Value
	maxsplit := 0
	if kw == nil && (len(args) == 1 || len(args) == 2) {
		args = room[:copy(room[:], args)]
	} else {
		var err error
		if args, err = splitSig.Bind(t, "split", args, kw); err != nil {
			return object.Value{}, err
		}
	}
	if len(args) == 2 && !args[1].IsNil() {
		var err error
		if maxsplit, err = t.AsIndex(args[1], object.OverflowErrorType); err != nil {
			return object.Value{}, err
		}
	}
	p := asPattern(self)
	s, err := newSubject(t, p, args[0])
	if err != nil {
		return object.Value{}, err
	}
	defer s.done()
	m := matcher(t, p, &s, 0, math.MaxInt)
	defer m.Release()
	var out []object.Value
	last := 0
	for n := 0; maxsplit == 0 || n < maxsplit; n++ {
		ok, err := m.Search()
		if err != nil {
			return object.Value{}, matchError(err)
		}
		if !ok {
			break
		}
		from, to := m.Span()
		out = append(out, s.slice(t, last, from))
		for i := range p.prog.Groups() {
			out = append(out, group(t, &s, m, i, object.None))
		}
		last = to
		m.Advance()
	}
	out = append(out, s.slice(t, last, s.length))
	return object.NewList(out).Value(), nil
}

// flagNames are the flags in the order that repr shows them.
var flagNames = []struct {
	bit  int
	name string
}{
	{1, "re.TEMPLATE"}, {2, "re.IGNORECASE"}, {4, "re.LOCALE"}, {8, "re.MULTILINE"}, {16, "re.DOTALL"},
	{32, "re.UNICODE"}, {64, "re.VERBOSE"}, {128, "re.DEBUG"}, {256, "re.ASCII"},
}

// shortRepr is repr(v), cut to n characters.
func shortRepr(t *object.Thread, v object.Value, n int) (string, error) {
	r, err := t.Repr(v)
	if err != nil {
		return "", err
	}
	cut, _ := object.AsStr(r.Slice(t, 0, min(n, r.Len())))
	return cut.String(), nil
}

func patternRepr(t *object.Thread, self object.Value) (object.Value, error) {
	p := asPattern(self)
	source, err := shortRepr(t, p.pattern, 200)
	if err != nil {
		return object.Value{}, err
	}
	flags := p.flags
	if p.kind != kindBytes && flags&(4|32|256) == 32 {
		flags &^= 32 // what a str pattern has anyhow
	}
	var names []string
	for _, f := range flagNames {
		if flags&f.bit != 0 {
			names = append(names, f.name)
			flags &^= f.bit
		}
	}
	if flags != 0 {
		names = append(names, fmt.Sprintf("0x%x", flags))
	}
	if len(names) > 0 {
		source += ", " + strings.Join(names, "|")
	}
	return object.StrValue("re.compile(" + source + ")"), nil
}

func patternCompare(t *object.Thread, self, other object.Value, op object.CmpOp) (object.Value, error) {
	if op != object.EQ && op != object.NE || other.Type() != patternType {
		return object.NotImplemented, nil
	}
	a, b := asPattern(self), asPattern(other)
	eq := a == b
	if !eq && a.flags == b.flags && a.kind == b.kind && slices.Equal(a.code, b.code) {
		var err error
		if eq, err = t.EqualValues(a.pattern, b.pattern); err != nil {
			return object.Value{}, err
		}
	}
	return object.Bool(eq == (op == object.EQ)), nil
}

func patternHash(t *object.Thread, self object.Value) (int64, error) {
	p := asPattern(self)
	h, err := t.Hash(p.pattern)
	if err != nil {
		return 0, err
	}
	f := fnv.New64a()
	f.Write(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(p.code))), 4*len(p.code)))
	h ^= int64(f.Sum64()) ^ int64(p.flags) ^ int64(p.kind)
	if h == -1 {
		h = -2
	}
	return h, nil
}

// selfMethod is __copy__, and copySelf __deepcopy__, of what cannot change.
func selfMethod(t *object.Thread, self object.Value) (object.Value, error) { return self, nil }

func copySelf(t *object.Thread, self, memo object.Value) (object.Value, error) { return self, nil }

const rangeText = "(string, pos=0, endpos=sys.maxsize)"

var search, match = (*engine.Matcher).Search, (*engine.Matcher).Match

func setupPattern() {
	y := patternType
	y.Repr, y.Compare, y.Hash = patternRepr, patternCompare, patternHash
	object.Define(y, object.TypeSpec{
		Doc:    "Compiled regular expression object.",
		Layout: object.NewLayout[Pattern]("re.Pattern", object.ObjectType.Layout),
		Flags:  object.FlagNoNew | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "match", Sig: rangeText, Doc: "Matches zero or more characters at the beginning of the string.", Fn: one("match", match, false)},
			{Name: "fullmatch", Sig: rangeText, Doc: "Matches against all of the string.", Fn: one("fullmatch", match, true)},
			{Name: "search", Sig: rangeText, Doc: "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.", Fn: one("search", search, false)},
			{Name: "sub", Sig: "(repl, string, count=0)", Doc: "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.", Fn: object.FnVec(sub)},
			{Name: "subn", Sig: "(repl, string, count=0)", Doc: "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.", Fn: object.FnVec(subn)},
			{Name: "findall", Sig: rangeText, Doc: "Return a list of all non-overlapping matches of pattern in string.", Fn: object.FnVec(findall)},
			{Name: "split", Sig: "(string, maxsplit=0)", Doc: "Split string by the occurrences of pattern.", Fn: object.FnVec(split)},
			{Name: "finditer", Sig: rangeText, Doc: "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.", Fn: object.FnVec(finditer)},
			{Name: "scanner", Sig: rangeText, Fn: object.FnVec(newScanner)},
			{Name: "__copy__", Sig: "()", Fn: object.Fn0(selfMethod)},
			{Name: "__deepcopy__", Sig: "(memo, /)", Fn: object.Fn1(copySelf)},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: object.ClassMethod, Fn: object.Fn1(object.NewGenericAlias)},
		},
		Members: []object.GetSet{
			{Name: "pattern", Doc: "The pattern string from which the RE object was compiled.", Get: func(t *object.Thread, self object.Value) (object.Value, error) { return asPattern(self).pattern, nil }},
			{Name: "flags", Doc: "The regex matching flags.", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				return object.Int(asPattern(self).flags), nil
			}},
			{Name: "groups", Doc: "The number of capturing groups in the pattern.", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				return object.Int(asPattern(self).prog.Groups()), nil
			}},
		},
		GetSets: []object.GetSet{
			{Name: "groupindex", Doc: "A dictionary mapping group names to group numbers.", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				return object.NewMappingProxy(asPattern(self).groupIndex.Value()), nil
			}},
		},
	})
}
