package object

import (
	"math"
	"strings"
	"unsafe"
)

// This file defines the str type: its slots and the table of its methods
// (Library reference, "Text Sequence Type"). The methods themselves are in
// str_find.go, str_split.go, str_case.go, str_format.go and str_codec.go.

func setupStr() {
	y := StrType
	y.New = strNew
	y.Convert = (*Thread).strValue
	y.Repr = strRepr
	y.Str = func(t *Thread, v Value) (Value, error) { return strOf(v).exact(), nil }
	y.Hash = func(t *Thread, v Value) (int64, error) { return strOf(v).Hash(), nil }
	y.Compare = strCompare
	y.Len = func(t *Thread, v Value) (int, error) { return strOf(v).Len(), nil }
	y.GetItem = strGetItem
	y.Contains = strContains
	y.Iter = strIter
	y.Concat = strConcat
	y.Repeat = strRepeat
	y.Binary[OpMod] = strMod
	Define(y, TypeSpec{
		Doc:    "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to sys.getdefaultencoding().\nerrors defaults to 'strict'.",
		Layout: NewLayout[Str]("str", objectLayout), Flags: FlagBase | FlagMatchSelf,
		Methods: strMethods(),
	})
	for _, typ := range []*Type{StrIterType, StrASCIIIterType} {
		typ.Iter = func(t *Thread, v Value) (Value, error) { return v, nil }
		typ.Next = strIterNext
		Define(typ, TypeSpec{Layout: NewLayout[StrIter]("str_iterator", objectLayout), Flags: FlagNoNew, Methods: []Method{
			{Name: "__length_hint__", Doc: "Private method returning an estimate of len(list(it)).", Fn: Fn0(strIterHint)},
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(strIterReduce)},
			{Name: "__setstate__", Doc: "Set state information for unpickling.", Fn: Fn1(strIterSetState)},
		}})
	}
}

func strMethods() []Method {
	return []Method{
		{Name: "encode", Sig: "($self, /, encoding='utf-8', errors='strict')", Doc: "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode the string.\n  errors\n    The error handling scheme to use for encoding errors.\n    The default is 'strict' meaning that encoding errors raise a\n    UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and\n    'xmlcharrefreplace' as well as any other name registered with\n    codecs.register_error that can handle UnicodeEncodeErrors.", Fn: FnOpt(strEncode)},
		{Name: "replace", Sig: "($self, old, new, count=-1, /)", Doc: "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.", Fn: FnBound(strReplace)},
		{Name: "split", Sig: "($self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\\\n \\\\r \\\\t \\\\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits (starting from the left).\n    -1 (the default value) means no limit.\n\nNote, str.split() is mainly useful for data that has been intentionally\ndelimited.  With natural text that includes punctuation, consider using\nthe regular expression module.", Fn: FnOpt(strSplit)},
		{Name: "rsplit", Sig: "($self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\\\n \\\\r \\\\t \\\\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits (starting from the left).\n    -1 (the default value) means no limit.\n\nSplitting starts at the end of the string and works to the front.", Fn: FnBound(strRsplit)},
		{Name: "join", Sig: "($self, iterable, /)", Doc: "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given string.\nThe result is returned as a new string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'", Fn: Fn1(strJoin), Sink: SinkCollect},
		{Name: "capitalize", Sig: "($self, /)", Doc: "Return a capitalized version of the string.\n\nMore specifically, make the first character have upper case and the rest lower\ncase.", Fn: Fn0(strCapitalize)},
		{Name: "casefold", Sig: "($self, /)", Doc: "Return a version of the string suitable for caseless comparisons.", Fn: Fn0(strCasefold)},
		{Name: "title", Sig: "($self, /)", Doc: "Return a version of the string where each word is titlecased.\n\nMore specifically, words start with uppercased characters and all remaining\ncased characters have lower case.", Fn: Fn0(strTitle)},
		{Name: "center", Sig: "($self, width, fillchar=' ', /)", Doc: "Return a centered string of length width.\n\nPadding is done using the specified fill character (default is a space).", Fn: FnBound(strCenter)},
		{Name: "count", Doc: "S.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of substring sub in\nstring S[start:end].  Optional arguments start and end are\ninterpreted as in slice notation.", Fn: FnVec(strCount)},
		{Name: "expandtabs", Sig: "($self, /, tabsize=8)", Doc: "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.", Fn: FnBound(strExpandtabs)},
		{Name: "find", Doc: "S.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub is contained within S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure.", Fn: FnVec(strFind)},
		{Name: "partition", Sig: "($self, sep, /)", Doc: "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string.  If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original string\nand two empty strings.", Fn: Fn1(strPartition)},
		{Name: "index", Doc: "S.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub is contained within S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when the substring is not found.", Fn: FnVec(strIndex)},
		{Name: "ljust", Sig: "($self, width, fillchar=' ', /)", Doc: "Return a left-justified string of length width.\n\nPadding is done using the specified fill character (default is a space).", Fn: FnBound(strLjust)},
		{Name: "lower", Sig: "($self, /)", Doc: "Return a copy of the string converted to lowercase.", Fn: Fn0(strLower)},
		{Name: "lstrip", Sig: "($self, chars=None, /)", Doc: "Return a copy of the string with leading whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.", Fn: FnOpt(strLstrip)},
		{Name: "rfind", Doc: "S.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that sub is contained within S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure.", Fn: FnVec(strRfind)},
		{Name: "rindex", Doc: "S.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that sub is contained within S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when the substring is not found.", Fn: FnVec(strRindex)},
		{Name: "rjust", Sig: "($self, width, fillchar=' ', /)", Doc: "Return a right-justified string of length width.\n\nPadding is done using the specified fill character (default is a space).", Fn: FnBound(strRjust)},
		{Name: "rstrip", Sig: "($self, chars=None, /)", Doc: "Return a copy of the string with trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.", Fn: FnOpt(strRstrip)},
		{Name: "rpartition", Sig: "($self, sep, /)", Doc: "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty strings\nand the original string.", Fn: Fn1(strRpartition)},
		{Name: "splitlines", Sig: "($self, /, keepends=False)", Doc: "Return a list of the lines in the string, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.", Fn: FnBound(strSplitlines)},
		{Name: "strip", Sig: "($self, chars=None, /)", Doc: "Return a copy of the string with leading and trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.", Fn: FnOpt(strStrip)},
		{Name: "swapcase", Sig: "($self, /)", Doc: "Convert uppercase characters to lowercase and lowercase characters to uppercase.", Fn: Fn0(strSwapcase)},
		{Name: "translate", Sig: "($self, table, /)", Doc: "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which must be a mapping of Unicode ordinals to\n    Unicode ordinals, strings, or None.\n\nThe table must implement lookup/indexing via __getitem__, for instance a\ndictionary or list.  If this operation raises LookupError, the character is\nleft untouched.  Characters mapped to None are deleted.", Fn: Fn1(strTranslate)},
		{Name: "upper", Sig: "($self, /)", Doc: "Return a copy of the string converted to uppercase.", Fn: Fn0(strUpper)},
		{Name: "startswith", Doc: "S.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if S starts with the specified prefix, False otherwise.\nWith optional start, test S beginning at that position.\nWith optional end, stop comparing S at that position.\nprefix can also be a tuple of strings to try.", Fn: FnVec(strStartswith)},
		{Name: "endswith", Doc: "S.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if S ends with the specified suffix, False otherwise.\nWith optional start, test S beginning at that position.\nWith optional end, stop comparing S at that position.\nsuffix can also be a tuple of strings to try.", Fn: FnVec(strEndswith)},
		{Name: "removeprefix", Sig: "($self, prefix, /)", Doc: "Return a str with the given prefix string removed if present.\n\nIf the string starts with the prefix string, return string[len(prefix):].\nOtherwise, return a copy of the original string.", Fn: Fn1(strRemoveprefix)},
		{Name: "removesuffix", Sig: "($self, suffix, /)", Doc: "Return a str with the given suffix string removed if present.\n\nIf the string ends with the suffix string and that suffix is not empty,\nreturn string[:-len(suffix)]. Otherwise, return a copy of the original\nstring.", Fn: Fn1(strRemovesuffix)},
		{Name: "isascii", Sig: "($self, /)", Doc: "Return True if all characters in the string are ASCII, False otherwise.\n\nASCII characters have code points in the range U+0000-U+007F.\nEmpty string is ASCII too.", Fn: Fn0(strIsascii)},
		{Name: "islower", Sig: "($self, /)", Doc: "Return True if the string is a lowercase string, False otherwise.\n\nA string is lowercase if all cased characters in the string are lowercase and\nthere is at least one cased character in the string.", Fn: Fn0(strIslower)},
		{Name: "isupper", Sig: "($self, /)", Doc: "Return True if the string is an uppercase string, False otherwise.\n\nA string is uppercase if all cased characters in the string are uppercase and\nthere is at least one cased character in the string.", Fn: Fn0(strIsupper)},
		{Name: "istitle", Sig: "($self, /)", Doc: "Return True if the string is a title-cased string, False otherwise.\n\nIn a title-cased string, upper- and title-case characters may only\nfollow uncased characters and lowercase characters only cased ones.", Fn: Fn0(strIstitle)},
		{Name: "isspace", Sig: "($self, /)", Doc: "Return True if the string is a whitespace string, False otherwise.\n\nA string is whitespace if all characters in the string are whitespace and there\nis at least one character in the string.", Fn: Fn0(strIsspace)},
		{Name: "isdecimal", Sig: "($self, /)", Doc: "Return True if the string is a decimal string, False otherwise.\n\nA string is a decimal string if all characters in the string are decimal and\nthere is at least one character in the string.", Fn: Fn0(strIsdecimal)},
		{Name: "isdigit", Sig: "($self, /)", Doc: "Return True if the string is a digit string, False otherwise.\n\nA string is a digit string if all characters in the string are digits and there\nis at least one character in the string.", Fn: Fn0(strIsdigit)},
		{Name: "isnumeric", Sig: "($self, /)", Doc: "Return True if the string is a numeric string, False otherwise.\n\nA string is numeric if all characters in the string are numeric and there is at\nleast one character in the string.", Fn: Fn0(strIsnumeric)},
		{Name: "isalpha", Sig: "($self, /)", Doc: "Return True if the string is an alphabetic string, False otherwise.\n\nA string is alphabetic if all characters in the string are alphabetic and there\nis at least one character in the string.", Fn: Fn0(strIsalpha)},
		{Name: "isalnum", Sig: "($self, /)", Doc: "Return True if the string is an alpha-numeric string, False otherwise.\n\nA string is alpha-numeric if all characters in the string are alpha-numeric and\nthere is at least one character in the string.", Fn: Fn0(strIsalnum)},
		{Name: "isidentifier", Sig: "($self, /)", Doc: "Return True if the string is a valid Python identifier, False otherwise.\n\nCall keyword.iskeyword(s) to test whether string s is a reserved identifier,\nsuch as \"def\" or \"class\".", Fn: Fn0(strIsidentifier)},
		{Name: "isprintable", Sig: "($self, /)", Doc: "Return True if the string is printable, False otherwise.\n\nA string is printable if all of its characters are considered printable in\nrepr() or if it is empty.", Fn: Fn0(strIsprintable)},
		{Name: "zfill", Sig: "($self, width, /)", Doc: "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe string is never truncated.", Fn: Fn1(strZfill)},
		{Name: "format", Doc: "S.format(*args, **kwargs) -> str\n\nReturn a formatted version of S, using substitutions from args and kwargs.\nThe substitutions are identified by braces ('{' and '}').", Fn: FnVec(strFormat)},
		{Name: "format_map", Doc: "S.format_map(mapping) -> str\n\nReturn a formatted version of S, using substitutions from mapping.\nThe substitutions are identified by braces ('{' and '}').", Fn: Fn1(strFormatMap)},
		{Name: "__format__", Sig: "($self, format_spec, /)", Doc: "Return a formatted version of the string as described by format_spec.", Fn: Fn1(strDunderFormat)},
		{Name: "maketrans", Doc: "Return a translation table usable for str.translate().\n\nIf there is only one argument, it must be a dictionary mapping Unicode\nordinals (integers) or characters to Unicode ordinals, strings or None.\nCharacter keys will be then converted to ordinals.\nIf there are two arguments, they must be strings of equal length, and\nin the resulting dictionary, each character in x will be mapped to the\ncharacter at the same position in y. If there is a third argument, it\nmust be a string, whose characters will be mapped to None in the result.", Kind: StaticMethod, Fn: FnVec(strMaketrans)},
		{Name: "__sizeof__", Sig: "($self, /)", Doc: "Return the size of the string in memory, in bytes.", Fn: Fn0(strSizeof)},
		{Name: "__getnewargs__", Fn: Fn0(strGetnewargs)},
	}
}

// compareStrs orders two strs by code points: -1, 0 or 1.
func compareStrs(a, b *Str) int {
	// UTF-8 orders as code points do, surrogates included.
	return strings.Compare(a.s, b.s)
}

// CompareStrs is a op b.
func CompareStrs(a, b *Str, op CmpOp) bool {
	switch op {
	case EQ:
		return a.Equal(b)
	case NE:
		return !a.Equal(b)
	}
	if len(a.s) > 0 && len(b.s) > 0 && a.s[0] != b.s[0] {
		return CompareInts(int64(a.s[0]), int64(b.s[0]), op)
	}
	return cmpOrder(compareStrs(a, b), op)
}

func strCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	y, ok := AsStr(b)
	if !ok {
		return NotImplemented, nil
	}
	return Bool(CompareStrs(strOf(a), y, op)), nil
}

func strGetItem(t *Thread, v, key Value) (Value, error) {
	s := strOf(v)
	if key.P != &IntHeader {
		if sl, ok := AsSlice(key); ok {
			start, _, step, n, err := sl.Indices(t, s.Len())
			if err != nil {
				return Value{}, err
			}
			return s.stride(t, start, step, n), nil
		}
		if !key.Is(IntType) && key.P.Type.Index == nil {
			return Value{}, Errorf(TypeErrorType, "string indices must be integers, not '%s'", key.P.Type.Name)
		}
	}
	i, err := t.AsIndex(key, IndexErrorType)
	if err != nil {
		return Value{}, err
	}
	n := s.Len()
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return Value{}, Errorf(IndexErrorType, "string index out of range")
	}
	return s.At(i), nil
}

// stride returns n characters from start on, step apart.
func (s *Str) stride(t *Thread, start, step, n int) Value {
	switch {
	case n <= 0:
		return emptyStr.Value()
	case step == 1:
		return s.Slice(t, start, start+n)
	case s.IsASCII():
		b := uncleared(n)
		for i := range b {
			b[i] = s.s[start+i*step]
		}
		return t.bytesToStr(b, true)
	}
	b := make([]byte, 0, 3*n)
	off := s.Offset(start)
	for i := 0; ; {
		_, w := DecodeWTF8(s.s[off:])
		b = append(b, s.s[off:off+w]...)
		if i++; i == n {
			return StrValue(string(b))
		}
		// Walk to the next one: a step costs its length.
		for k := step; k > 0; k-- {
			_, w := DecodeWTF8(s.s[off:])
			off += w
		}
		for k := step; k < 0; k++ {
			_, w := decodeLast(s.s[:off])
			off -= w
		}
	}
}

func strContains(t *Thread, v, x Value) (bool, error) {
	sub, ok := AsStr(x)
	if !ok {
		return false, Errorf(TypeErrorType, "'in <string>' requires string as left operand, not %s", x.P.Type.Name)
	}
	return strings.Contains(strOf(v).s, sub.s), nil
}

func strConcat(t *Thread, a, b Value) (Value, error) {
	y, ok := AsStr(b)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "can only concatenate str (not \"%s\") to str", b.P.Type.Name)
	}
	return strOf(a).Concat(t, y), nil
}

func strRepeat(t *Thread, v Value, n int) (Value, error) {
	s := strOf(v)
	switch {
	case n <= 0 || s.s == "":
		return emptyStr.Value(), nil
	case n == 1:
		return s.exact(), nil
	case len(s.s) > maxSize/n:
		if s.Len() > math.MaxInt/n {
			return Value{}, Errorf(OverflowErrorType, "repeated string is too long")
		}
		return Value{}, noMemory()
	}
	ascii := s.IsASCII()
	r, b := t.newStr(n * len(s.s))
	if len(s.s) == 1 {
		for i := range b {
			b[i] = s.s[0]
		}
	} else {
		// Each round doubles what is there.
		for k := copy(b, s.s); k < len(b); k *= 2 {
			copy(b[k:], b[:k])
		}
	}
	if ascii {
		r.setASCII()
	}
	return r.Value(), nil
}

func strSizeof(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	if s.IsASCII() {
		return Int(49 + len(s.s)), nil
	}
	// As CPython stores it: one, two or four bytes a character.
	width, head := 1, 73
	for rest := s.s; rest != ""; {
		r, w := DecodeWTF8(rest)
		switch {
		case r >= 0x10000:
			width, head = 4, 76
		case r >= 0x100 && width == 1:
			width, head = 2, 74
		}
		rest = rest[w:]
	}
	return Int(head + width*s.Len()), nil
}

func strGetnewargs(t *Thread, v Value) (Value, error) {
	return TupleOf(NewStr(strOf(v).s).Value()), nil
}

var strNewSig = NewSignature("(object='', encoding='utf-8', errors='strict')")

func strNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	var obj, encoding, errors Value
	if cls == StrType && len(args) == 1 && kw == nil {
		return t.strValue(args[0])
	}
	if kwLen(kw) == 0 && len(args) <= 1 {
		if len(args) == 1 {
			obj = args[0]
		}
	} else {
		a, err := strNewSig.Bind(t, "str", args, kw)
		if err != nil {
			return Value{}, err
		}
		obj, encoding, errors = a[0], a[1], a[2]
	}
	var names [2]string
	for i, v := range []Value{encoding, errors} {
		if v.P == nil {
			continue
		}
		s, ok := AsStr(v)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "str() argument '%s' must be str, not %s", [2]string{"encoding", "errors"}[i], typeNameOfArg(v))
		}
		if names[i] = s.s; strings.IndexByte(s.s, 0) >= 0 {
			return Value{}, Errorf(ValueErrorType, "embedded null character")
		}
	}
	var r *Str
	var err error
	switch {
	case obj.P == nil:
		r = emptyStr
	case encoding.P == nil && errors.P == nil:
		r, err = t.Str(obj)
	default:
		r, err = t.decodeObject(obj, names[0], names[1])
	}
	if err != nil {
		return Value{}, err
	}
	if cls == StrType {
		return r.Value(), nil
	}
	o := Alloc[Str](cls)
	o.s = r.s
	return o.Value(), nil
}

// StrIter is the iterator over a str.
type StrIter struct {
	Header
	s   *Str // nil when exhausted
	off int  // in bytes
}

func strIter(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	typ := StrIterType
	if s.IsASCII() {
		typ = StrASCIIIterType
	}
	return Value{P: &(&StrIter{Header: Header{typ}, s: s}).Header}, nil
}

// appendChars appends the characters of s.
func (s *Str) appendChars(out []Value) []Value {
	for text := s.s; text != ""; {
		w := charWidth(text[0])
		out = append(out, StrValue(text[:w]))
		text = text[w:]
	}
	return out
}

// NextASCII returns the header of the next character, nil at the end, of an
// iterator whose type is StrASCIIIterType.
func (it *StrIter) NextASCII() *Header {
	if it.s == nil || uint(it.off) >= uint(len(it.s.s)) {
		return nil
	}
	c := it.s.s[it.off]
	it.off++
	return &charStrs[c].Header
}

func strIterNext(t *Thread, v Value) (Value, error) {
	it := (*StrIter)(unsafe.Pointer(v.P))
	if it.s == nil {
		return Value{}, nil
	}
	text := it.s.s
	if it.off >= len(text) {
		it.s = nil
		return Value{}, nil
	}
	if c := text[it.off]; c < 0x80 {
		it.off++
		return charStrs[c].Value(), nil
	}
	_, w := DecodeWTF8(text[it.off:])
	it.off += w
	return StrValue(text[it.off-w : it.off]), nil
}

func strIterHint(t *Thread, v Value) (Value, error) {
	it := (*StrIter)(unsafe.Pointer(v.P))
	if it.s == nil {
		return Int(0), nil
	}
	return Int(countChars(it.s.s[it.off:])), nil
}

func strIterReduce(t *Thread, v Value) (Value, error) {
	it := (*StrIter)(unsafe.Pointer(v.P))
	iter, _ := t.Interp.Builtins.GetString("iter")
	if it.s == nil {
		return TupleOf(iter.OrNone(), TupleOf(emptyStr.Value())), nil
	}
	return TupleOf(iter.OrNone(), TupleOf(it.s.Value()), Int(it.s.CharIndex(it.off))), nil
}

func strIterSetState(t *Thread, v, state Value) (Value, error) {
	it := (*StrIter)(unsafe.Pointer(v.P))
	n, err := t.AsIndex(state, OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	if it.s != nil {
		it.off = it.s.Offset(min(max(n, 0), it.s.Len()))
	}
	return None, nil
}
