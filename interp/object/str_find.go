package object

import (
	"strings"
	"unicode/utf8"
	"unsafe"
)

// This file defines the searching methods of str. WTF-8 keeps the property of
// UTF-8 that a character's bytes appear nowhere but at that character, so
// searches are searches for bytes, and only positions are converted.

// like returns the str of sub, a part of s or a text as pure as s: what is known of s spares a scan.
// A short one is a copy.
func (s *Str) like(t *Thread, sub string) Value {
	if s.meta&strASCII != 0 {
		if n := len(sub); n > 1 && n <= maxStocked {
			r, b := t.newStr(n)
			copy(b, sub)
			r.setASCII()
			return r.Value()
		}
		return asciiValue(sub)
	}
	return StrValue(sub)
}

// asciiValue returns a str of text known to be ASCII.
func asciiValue(s string) Value {
	if len(s) <= 1 {
		return StrValue(s)
	}
	return Value{P: &(&Str{Header: Header{StrType}, s: s, meta: uint64(len(s))<<strLenShift | strASCII | strScanned}).Header}
}

// exact returns s, or its copy in the type str.
func (s *Str) exact() Value {
	if s.Header.Type == StrType {
		return s.Value()
	}
	r := NewStr(s.s)
	s.Len()
	r.meta, r.hash = s.meta&^(strInterned|strJoined|strAppended), s.hash
	return r.Value()
}

// strOf is the Str of a value known to be a str.
func strOf(v Value) *Str { return (*Str)(unsafe.Pointer(v.P)) }

// rangeArgs reads the optional start and end of a search in n characters. ok is
// false if nothing, not even the empty str, can be found there.
func (t *Thread) rangeArgs(args []Value, n int) (start, end int, ok bool, err error) {
	end = n
	if len(args) > 0 && !args[0].IsNone() {
		if start, err = t.sliceIndex(args[0]); err != nil {
			return
		}
	}
	if len(args) > 1 && !args[1].IsNone() {
		if end, err = t.sliceIndex(args[1]); err != nil {
			return
		}
	}
	if end > n {
		end = n
	} else if end < 0 {
		end = max(end+n, 0)
	}
	if start < 0 {
		start = max(start+n, 0)
	}
	return start, end, start <= end, nil
}

// searchArgs checks the number of a search's arguments.
func searchArgs(name, typ string, args []Value, kw *Tuple) error {
	if kwLen(kw) > 0 {
		return Errorf(TypeErrorType, "%s.%s() takes no keyword arguments", typ, name)
	}
	if len(args) < 1 {
		return Errorf(TypeErrorType, "%s() takes at least 1 argument (0 given)", name)
	}
	if len(args) > 3 {
		return Errorf(TypeErrorType, "%s() takes at most 3 arguments (%d given)", name, len(args))
	}
	return nil
}

// window is the text of a search: the bytes between start and end, and where they begin.
func (t *Thread) strWindow(name string, s *Str, args []Value, kw *Tuple) (sub *Str, text string, off int, ok bool, err error) {
	if err = searchArgs(name, "str", args, kw); err != nil {
		return
	}
	start, end, ok, err := t.rangeArgs(args[1:], s.Len())
	if err != nil {
		return
	}
	sub, isStr := AsStr(args[0])
	if !isStr {
		err = Errorf(TypeErrorType, "must be str, not %s", args[0].P.Type.Name)
		return
	}
	if len(args) == 1 {
		return sub, s.s, 0, true, nil
	}
	if !ok {
		return sub, "", 0, false, nil
	}
	off = s.Offset(start)
	return sub, s.s[off:s.Offset(end)], off, true, nil
}

// finder makes a search method: fn searches, and missing is the message of a
// ValueError, or "" to answer -1.
func finder(name string, fn func(s, sub string) int, missing string) FnVec {
	return func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
		s := strOf(v)
		sub, text, off, ok, err := t.strWindow(name, s, args, kw)
		if err != nil {
			return Value{}, err
		}
		i := -1
		if ok {
			i = fn(text, sub.s)
		}
		if i < 0 {
			if missing != "" {
				return Value{}, Errorf(ValueErrorType, "%s", missing)
			}
			return Int(-1), nil
		}
		return Int(s.CharIndex(off + i)), nil
	}
}

var (
	strFind   = finder("find", strings.Index, "")
	strRfind  = finder("rfind", strings.LastIndex, "")
	strIndex  = finder("index", strings.Index, "substring not found")
	strRindex = finder("rindex", strings.LastIndex, "substring not found")
)

func strCount(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	s := strOf(v)
	sub, text, _, ok, err := t.strWindow("count", s, args, kw)
	if err != nil || !ok {
		return Int(0), err
	}
	if sub.s == "" {
		if s.IsASCII() {
			return Int(len(text) + 1), nil
		}
		return Int(countChars(text) + 1), nil
	}
	return Int(strings.Count(text, sub.s)), nil
}

// countChars is the number of characters in s.
func countChars(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < utf8.RuneSelf || c >= 0xC0 {
			n++
		}
	}
	return n
}

// tailMatcher makes startswith and endswith.
func tailMatcher(name string, match func(s, sub string) bool) FnVec {
	return func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
		if err := searchArgs(name, "str", args, kw); err != nil {
			return Value{}, err
		}
		s := strOf(v)
		text, ok := s.s, true
		if len(args) > 1 {
			start, end, inside, err := t.rangeArgs(args[1:], s.Len())
			if err != nil {
				return Value{}, err
			}
			if ok = inside && start <= s.Len(); ok {
				text = s.s[s.Offset(start):s.Offset(end)]
			}
		}
		if u, isTuple := AsTuple(args[0]); isTuple {
			for _, x := range u.Items {
				sub, isStr := AsStr(x)
				if !isStr {
					return Value{}, Errorf(TypeErrorType, "tuple for %s must only contain str, not %s", name, x.P.Type.Name)
				}
				if ok && match(text, sub.s) {
					return True, nil
				}
			}
			return False, nil
		}
		sub, isStr := AsStr(args[0])
		if !isStr {
			return Value{}, Errorf(TypeErrorType, "%s first arg must be str or a tuple of str, not %s", name, args[0].P.Type.Name)
		}
		return Bool(ok && match(text, sub.s)), nil
	}
}

var (
	strStartswith = tailMatcher("startswith", strings.HasPrefix)
	strEndswith   = tailMatcher("endswith", strings.HasSuffix)
)

// argStr is the error text of a method that takes a str as its one argument.
func argStr(name string, v Value) (*Str, error) {
	s, ok := AsStr(v)
	if !ok {
		return nil, Errorf(TypeErrorType, "%s() argument must be str, not %s", name, typeNameOfArg(v))
	}
	return s, nil
}

// argStrN is argStr for a method with several arguments.
func argStrN(name string, i int, v Value) (*Str, error) {
	s, ok := AsStr(v)
	if !ok {
		return nil, Errorf(TypeErrorType, "%s() argument %d must be str, not %s", name, i, typeNameOfArg(v))
	}
	return s, nil
}

// typeNameOfArg is how messages about arguments name a value's type.
func typeNameOfArg(v Value) string {
	if v.IsNone() {
		return "None"
	}
	return v.P.Type.Name
}

func strRemoveprefix(t *Thread, v, arg Value) (Value, error) {
	p, err := argStr("removeprefix", arg)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	if rest, ok := strings.CutPrefix(s.s, p.s); ok && p.s != "" {
		return s.like(t, rest), nil
	}
	return s.exact(), nil
}

func strRemovesuffix(t *Thread, v, arg Value) (Value, error) {
	p, err := argStr("removesuffix", arg)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	if rest, ok := strings.CutSuffix(s.s, p.s); ok && p.s != "" {
		return s.like(t, rest), nil
	}
	return s.exact(), nil
}

func strPartition(t *Thread, v, arg Value) (Value, error) {
	return partition(t, strOf(v), arg, strings.Index, false)
}

func strRpartition(t *Thread, v, arg Value) (Value, error) {
	return partition(t, strOf(v), arg, strings.LastIndex, true)
}

func partition(t *Thread, s *Str, arg Value, find func(s, sub string) int, right bool) (Value, error) {
	sep, ok := AsStr(arg)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "must be str, not %s", arg.P.Type.Name)
	}
	if sep.s == "" {
		return Value{}, Errorf(ValueErrorType, "empty separator")
	}
	i := find(s.s, sep.s)
	switch {
	case i >= 0:
		return TupleOf(s.like(t, s.s[:i]), sep.Value(), s.like(t, s.s[i+len(sep.s):])), nil
	case right:
		return TupleOf(emptyStr.Value(), emptyStr.Value(), s.exact()), nil
	}
	return TupleOf(s.exact(), emptyStr.Value(), emptyStr.Value()), nil
}

func strReplace(t *Thread, v Value, args []Value) (Value, error) {
	old, err := argStrN("replace", 1, args[0])
	if err != nil {
		return Value{}, err
	}
	to, err := argStrN("replace", 2, args[1])
	if err != nil {
		return Value{}, err
	}
	n := -1
	if args[2].P != nil {
		if n, err = t.ssize(args[2]); err != nil {
			return Value{}, err
		}
	}
	s := strOf(v)
	if n == 0 || old.s == to.s {
		return s.exact(), nil
	}
	ascii := s.IsASCII() && to.IsASCII()
	if old.s == "" {
		r := interleave(s.s, to.s, n)
		if ascii {
			return asciiValue(r), nil
		}
		return StrValue(r), nil
	}
	if len(old.s) == 1 && len(to.s) == 1 && n < 0 && ascii {
		return replaceByte(t, s, old.s[0], to.s[0]), nil
	}
	count := strings.Count(s.s, old.s)
	if count == 0 {
		return s.exact(), nil
	}
	if n > 0 && n < count {
		count = n
	}
	grow := len(to.s) - len(old.s)
	if grow > 0 && count > (maxSize-len(s.s))/grow {
		return Value{}, noMemory()
	}
	size := len(s.s) + count*grow
	if size == 0 {
		return emptyStr.Value(), nil
	}
	r, b := t.newStr(size)
	rest := s.s
	for ; count > 0; count-- {
		var i int
		if len(old.s) == 1 {
			i = strings.IndexByte(rest, old.s[0])
		} else {
			i = strings.Index(rest, old.s)
		}
		copy(b, rest[:i])
		b = b[i+copy(b[i:], to.s):]
		rest = rest[i+len(old.s):]
	}
	copy(b, rest)
	if ascii {
		r.setASCII()
	}
	if size <= 2 {
		return StrValue(r.s), nil // there is one str of each character below 256
	}
	return r.Value(), nil
}

// replaceByte is s, which is ASCII, with one character in place of another.
func replaceByte(t *Thread, s *Str, old, to byte) Value {
	i := strings.IndexByte(s.s, old)
	if i < 0 {
		return s.exact()
	}
	if len(s.s) == 1 {
		return charStrs[to].Value()
	}
	r, b := t.newStr(len(s.s))
	copy(b, s.s)
	for ; i < len(b); i++ {
		if b[i] == old {
			b[i] = to
		}
	}
	r.setASCII()
	return r.Value()
}

// interleave puts sep before each character and at the end, at most n times
// (n < 0: everywhere). strings.Replace would cut lone surrogates into bytes.
func interleave(s, sep string, n int) string {
	var b strings.Builder
	for n != 0 && s != "" {
		_, w := DecodeWTF8(s)
		b.WriteString(sep)
		b.WriteString(s[:w])
		s = s[w:]
		n--
	}
	b.WriteString(s)
	if n != 0 {
		b.WriteString(sep)
	}
	return b.String()
}
