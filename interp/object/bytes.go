package object

import (
	"math"
	"strings"
	"unsafe"
)

// This file defines the bytes type: its slots and the table of its methods.

func setupBytes() {
	y := BytesType
	y.New = bytesNew
	y.Repr = func(t *Thread, v Value) (Value, error) { return asciiValue(BytesRepr(bytesKind.view(v))), nil }
	y.Str = func(t *Thread, v Value) (Value, error) {
		if err := t.bytesWarning("str() on a bytes instance"); err != nil {
			return Value{}, err
		}
		return BytesType.Repr(t, v)
	}
	y.Hash = bytesHash
	y.Compare = bytesCompare
	y.Len = func(t *Thread, v Value) (int, error) { return len(bytesKind.view(v)), nil }
	y.GetItem = bytesGetItem
	y.Contains = bytesKind.contains
	y.Iter = func(t *Thread, v Value) (Value, error) { return newBytesIter(BytesIterType, v), nil }
	y.Concat = bytesKind.concat
	y.Repeat = bytesKind.repeat
	y.Binary[OpMod] = bytesKind.mod
	y.Buffer = func(t *Thread, v Value, writable bool) (*Buffer, error) {
		if writable {
			return nil, Errorf(BufferErrorType, "Object is not writable.")
		}
		return &Buffer{Obj: v, Bytes: bytesView(bytesKind.view(v)), ReadOnly: true, Format: "B", ItemSize: 1, Release: noRelease}, nil
	}
	Define(y, TypeSpec{
		Doc:    "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer",
		Layout: NewLayout[Bytes]("bytes", objectLayout), Flags: FlagBase | FlagMatchSelf,
		Methods: bytesMethods(),
	})
	defineBytesIter(BytesIterType)
}

func bytesMethods() []Method {
	k := bytesKind
	return []Method{
		{Name: "__getnewargs__", Fn: Fn0(bytesGetnewargs)},
		{Name: "__bytes__", Sig: "($self, /)", Doc: "Convert this value to exact type bytes.", Fn: Fn0(bytesBytes)},
		{Name: "capitalize", Doc: "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased.", Fn: Fn0(k.capitalize)},
		{Name: "center", Sig: "($self, width, fillchar=b' ', /)", Doc: "Return a centered string of length width.\n\nPadding is done using the specified fill character.", Fn: FnBound(k.center)},
		{Name: "count", Doc: "B.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of subsection sub in\nbytes B[start:end].  Optional arguments start and end are interpreted\nas in slice notation.", Fn: FnVec(k.count)},
		{Name: "decode", Sig: "($self, /, encoding='utf-8', errors='strict')", Doc: "Decode the bytes using the codec registered for encoding.\n\n  encoding\n    The encoding with which to decode the bytes.\n  errors\n    The error handling scheme to use for the handling of decoding errors.\n    The default is 'strict' meaning that decoding errors raise a\n    UnicodeDecodeError. Other possible values are 'ignore' and 'replace'\n    as well as any other name registered with codecs.register_error that\n    can handle UnicodeDecodeErrors.", Fn: FnOpt(k.decode)},
		{Name: "endswith", Doc: "B.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if B ends with the specified suffix, False otherwise.\nWith optional start, test B beginning at that position.\nWith optional end, stop comparing B at that position.\nsuffix can also be a tuple of bytes to try.", Fn: FnVec(k.endswith)},
		{Name: "expandtabs", Sig: "($self, /, tabsize=8)", Doc: "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.", Fn: FnBound(k.expandtabs)},
		{Name: "find", Doc: "B.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure.", Fn: FnVec(k.find)},
		{Name: "fromhex", Sig: "($type, string, /)", Doc: "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'.", Kind: ClassMethod, Fn: Fn1(k.fromhex)},
		{Name: "hex", Sig: "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", Doc: "Create a string of hexadecimal numbers from a bytes object.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = b'\\xb9\\x01\\xef'\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'", Fn: FnBound(k.hex)},
		{Name: "index", Doc: "B.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when the subsection is not found.", Fn: FnVec(k.index)},
		{Name: "isalnum", Doc: "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isalnum)},
		{Name: "isalpha", Doc: "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isalpha)},
		{Name: "isascii", Doc: "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise.", Fn: Fn0(k.isascii)},
		{Name: "isdigit", Doc: "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isdigit)},
		{Name: "islower", Doc: "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise.", Fn: Fn0(k.islower)},
		{Name: "isspace", Doc: "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isspace)},
		{Name: "istitle", Doc: "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise.", Fn: Fn0(k.istitle)},
		{Name: "isupper", Doc: "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise.", Fn: Fn0(k.isupper)},
		{Name: "join", Sig: "($self, iterable_of_bytes, /)", Doc: "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each pair.\n\nThe result is returned as a new bytes object.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.", Fn: Fn1(k.join)},
		{Name: "ljust", Sig: "($self, width, fillchar=b' ', /)", Doc: "Return a left-justified string of length width.\n\nPadding is done using the specified fill character.", Fn: FnBound(k.ljust)},
		{Name: "lower", Doc: "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase.", Fn: Fn0(k.lower)},
		{Name: "lstrip", Sig: "($self, bytes=None, /)", Doc: "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading  ASCII whitespace.", Fn: FnBound(k.lstrip)},
		{Name: "maketrans", Sig: "(frm, to, /)", Doc: "Return a translation table useable for the bytes or bytearray translate method.\n\nThe returned table will be one where each byte in frm is mapped to the byte at\nthe same position in to.\n\nThe bytes objects frm and to must be of the same length.", Kind: StaticMethod, Fn: Fn2(bytesMaketrans)},
		{Name: "partition", Sig: "($self, sep, /)", Doc: "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes. If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original bytes\nobject and two empty bytes objects.", Fn: Fn1(k.partition)},
		{Name: "replace", Sig: "($self, old, new, count=-1, /)", Doc: "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.", Fn: FnBound(k.replace)},
		{Name: "removeprefix", Sig: "($self, prefix, /)", Doc: "Return a bytes object with the given prefix string removed if present.\n\nIf the bytes starts with the prefix string, return bytes[len(prefix):].\nOtherwise, return a copy of the original bytes.", Fn: Fn1(k.removeprefix)},
		{Name: "removesuffix", Sig: "($self, suffix, /)", Doc: "Return a bytes object with the given suffix string removed if present.\n\nIf the bytes ends with the suffix string and that suffix is not empty,\nreturn bytes[:-len(prefix)].  Otherwise, return a copy of the original\nbytes.", Fn: Fn1(k.removesuffix)},
		{Name: "rfind", Doc: "B.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure.", Fn: FnVec(k.rfind)},
		{Name: "rindex", Doc: "B.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaise ValueError when the subsection is not found.", Fn: FnVec(k.rindex)},
		{Name: "rjust", Sig: "($self, width, fillchar=b' ', /)", Doc: "Return a right-justified string of length width.\n\nPadding is done using the specified fill character.", Fn: FnBound(k.rjust)},
		{Name: "rpartition", Sig: "($self, sep, /)", Doc: "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty bytes\nobjects and the original bytes object.", Fn: Fn1(k.rpartition)},
		{Name: "rsplit", Sig: "($self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the sections in the bytes, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytes.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.\n\nSplitting is done starting at the end of the bytes and working to the front.", Fn: FnBound(k.rsplit)},
		{Name: "rstrip", Sig: "($self, bytes=None, /)", Doc: "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII whitespace.", Fn: FnBound(k.rstrip)},
		{Name: "split", Sig: "($self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the sections in the bytes, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytes.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.", Fn: FnBound(k.split)},
		{Name: "splitlines", Sig: "($self, /, keepends=False)", Doc: "Return a list of the lines in the bytes, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.", Fn: FnBound(k.splitlines)},
		{Name: "startswith", Doc: "B.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if B starts with the specified prefix, False otherwise.\nWith optional start, test B beginning at that position.\nWith optional end, stop comparing B at that position.\nprefix can also be a tuple of bytes to try.", Fn: FnVec(k.startswith)},
		{Name: "strip", Sig: "($self, bytes=None, /)", Doc: "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading and trailing ASCII whitespace.", Fn: FnBound(k.strip)},
		{Name: "swapcase", Doc: "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa.", Fn: Fn0(k.swapcase)},
		{Name: "title", Doc: "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase.", Fn: Fn0(k.title)},
		{Name: "translate", Sig: "($self, table, /, delete=b'')", Doc: "Return a copy with each character mapped by the given translation table.\n\n  table\n    Translation table, which must be a bytes object of length 256.\n\nAll characters occurring in the optional argument delete are removed.\nThe remaining characters are mapped through the given translation table.", Fn: FnBound(k.translate)},
		{Name: "upper", Doc: "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase.", Fn: Fn0(k.upper)},
		{Name: "zfill", Sig: "($self, width, /)", Doc: "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is never truncated.", Fn: Fn1(k.zfill)},
	}
}

// BytesRepr is repr() of bytes with the content s.
func BytesRepr(s string) string {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	b := make([]byte, 0, len(s)+3)
	b = append(b, 'b', quote)
	b = appendBytesRepr(b, s, quote)
	return string(append(b, quote))
}

func appendBytesRepr(b []byte, s string, quote byte) []byte {
	const hex = "0123456789abcdef"
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote || c == '\\':
			b = append(b, '\\', c)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c < ' ' || c >= 0x7F:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

func bytesHash(t *Thread, v Value) (int64, error) {
	b := (*Bytes)(unsafe.Pointer(v.P))
	if b.hash == 0 {
		b.hash = HashBytes(b.S)
	}
	return b.hash, nil
}

func bytesCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	y, ok := AsBytes(b)
	if !ok {
		return NotImplemented, t.compareWarning("bytes", b, op)
	}
	x := bytesKind.view(a)
	switch op {
	case EQ:
		return Bool(x == y), nil
	case NE:
		return Bool(x != y), nil
	}
	return Bool(cmpOrder(strings.Compare(x, y), op)), nil
}

// bytesWarning issues a BytesWarning if -b asks for them.
func (t *Thread) bytesWarning(text string) error {
	if !t.Interp.BytesWarning {
		return nil
	}
	return t.Warnf(BytesWarningType, 1, "%s", text)
}

// compareWarning warns of == and != between bytes and what is never equal to them.
func (t *Thread) compareWarning(kind string, other Value, op CmpOp) error {
	switch {
	case !t.Interp.BytesWarning || op != EQ && op != NE:
	case other.P.Type.IsSubtype(StrType):
		return t.bytesWarning("Comparison between " + kind + " and string")
	case kind == "bytes" && other.P.Type.IsSubtype(IntType):
		return t.bytesWarning("Comparison between bytes and int")
	}
	return nil
}

// byteIndex converts an index of a sequence of n bytes; name is how messages
// call it.
func (t *Thread) byteIndex(key Value, n int, name, outside string) (int, error) {
	if key.P != &IntHeader && key.P.Type.Index == nil {
		return 0, Errorf(TypeErrorType, "%s indices must be integers or slices, not %s", name, key.P.Type.Name)
	}
	i, err := t.AsIndex(key, IndexErrorType)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return 0, Errorf(IndexErrorType, "%s", outside)
	}
	return i, nil
}

// strideBytes returns n bytes of s from start on, step apart.
func strideBytes(s string, start, step, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = s[start+i*step]
	}
	return b
}

func bytesGetItem(t *Thread, v, key Value) (Value, error) {
	s := bytesKind.view(v)
	if sl, ok := AsSlice(key); ok {
		start, _, step, n, err := sl.Indices(t, len(s))
		switch {
		case err != nil:
			return Value{}, err
		case n <= 0:
			return NewBytes(""), nil
		case step == 1 && n == len(s):
			return bytesKind.same(t, v), nil
		case step == 1:
			return t.bytesPart(s[start : start+n]), nil
		}
		return NewBytesOf(strideBytes(s, start, step, n)), nil
	}
	i, err := t.byteIndex(key, len(s), "byte", "index out of range")
	if err != nil {
		return Value{}, err
	}
	return Int(int(s[i])), nil
}

func (k *byteKind) contains(t *Thread, v, x Value) (bool, error) {
	if x.P.Type.Index != nil {
		c, err := t.byteValue(x, "byte must be in range(0, 256)")
		return err == nil && strings.IndexByte(k.view(v), c) >= 0, err
	}
	sub, release, err := t.byteArg(x)
	if err != nil {
		return false, err
	}
	defer release()
	return strings.Contains(k.view(v), sub), nil
}

func (k *byteKind) concat(t *Thread, a, b Value) (Value, error) {
	if b.P.Type.Buffer == nil && !b.Is(BytesType) {
		return Value{}, Errorf(TypeErrorType, "can't concat %s to %s", b.P.Type.Name, a.P.Type.Name)
	}
	s, release, err := t.byteArg(b)
	if err != nil {
		return Value{}, err
	}
	defer release()
	x := k.view(a)
	if k == bytesKind {
		if s == "" && a.P.Type == BytesType {
			return a, nil
		}
		if x == "" && b.P.Type == BytesType {
			return b, nil
		}
	}
	if k == bytesKind {
		v, out := t.newBytes(len(x) + len(s))
		copy(out[copy(out, x):], s)
		return v, nil
	}
	out := make([]byte, 0, len(x)+len(s))
	return k.own(append(append(out, x...), s...)), nil
}

func (k *byteKind) repeat(t *Thread, v Value, n int) (Value, error) {
	s := k.view(v)
	if n <= 0 || s == "" {
		return k.part(t, ""), nil
	}
	if n == 1 {
		return k.same(t, v), nil
	}
	if len(s) > maxSize/n {
		if k == bytesKind && len(s) > math.MaxInt/n {
			return Value{}, Errorf(OverflowErrorType, "repeated bytes are too long")
		}
		return Value{}, noMemory()
	}
	return k.part(t, strings.Repeat(s, n)), nil
}

// mod is the % operator.
func (k *byteKind) mod(t *Thread, a, b Value) (Value, error) {
	if !a.Is(k.typ) {
		return NotImplemented, nil
	}
	p := percent{t: t, format: strings.Clone(k.view(a)), bytes: true}
	if err := p.run(b); err != nil {
		return Value{}, err
	}
	return k.own(p.out), nil
}

func bytesGetnewargs(t *Thread, v Value) (Value, error) {
	return TupleOf(NewBytes(bytesKind.view(v))), nil
}

func bytesBytes(t *Thread, v Value) (Value, error) { return bytesKind.same(t, v), nil }

var bytesNewSig = NewSignature("(source=b'', encoding='utf-8', errors='strict')")

// bytesSource returns the content that bytes(...) or bytearray(...) with these
// arguments has; kind is the type's name.
func (t *Thread) bytesSource(kind string, args []Value, kw *Tuple) (string, error) {
	a := []Value{{}, {}, {}}
	if kwLen(kw) == 0 && len(args) <= 1 {
		copy(a, args)
	} else {
		var err error
		if a, err = bytesNewSig.Bind(t, kind, args, kw); err != nil {
			return "", err
		}
	}
	src := a[0]
	encoding, errors, err := codecArgs(kind, a[1:])
	if err != nil {
		return "", err
	}
	if src.P != nil {
		if s, ok := AsStr(src); ok {
			if a[1].P == nil {
				if kind == "bytes" && a[2].P == nil && src.P.Type != StrType {
					if r, found, err := t.specialBytes(src); found || err != nil {
						return r, err
					}
				}
				return "", Errorf(TypeErrorType, "string argument without an encoding")
			}
			v, err := t.Encode(s, encoding, errors)
			if err != nil {
				return "", err
			}
			r, _ := AsBytes(v)
			return r, nil
		}
	}
	switch {
	case a[1].P != nil:
		return "", Errorf(TypeErrorType, "encoding without a string argument")
	case a[2].P != nil:
		return "", Errorf(TypeErrorType, "errors without a string argument")
	case src.P == nil:
		return "", nil
	}
	return t.bytesFrom(kind, src)
}

// specialBytes is what src.__bytes__() returns, if there is one.
func (t *Thread) specialBytes(src Value) (s string, found bool, err error) {
	r, found, err := t.CallSpecial(src, names.Bytes)
	if err != nil || !found {
		return "", false, err
	}
	if s, found = AsBytes(r); !found {
		return "", false, Errorf(TypeErrorType, "__bytes__ returned non-bytes (type %s)", r.P.Type.Name)
	}
	return s, true, nil
}

// bytesFrom makes bytes of src: an int, a bytes-like object or an iterable.
func (t *Thread) bytesFrom(kind string, src Value) (string, error) {
	if s, ok := AsBytes(src); ok && src.P.Type == BytesType {
		return s, nil
	}
	if kind == "bytes" {
		if r, found, err := t.specialBytes(src); found || err != nil {
			return r, err
		}
	}
	if src.P.Type.Index != nil {
		n, err := t.AsIndex(src, OverflowErrorType)
		switch {
		case err == nil && n < 0:
			return "", Errorf(ValueErrorType, "negative count")
		case err == nil && n > maxSize:
			return "", noMemory()
		case err == nil:
			b := make([]byte, n)
			return unsafe.String(unsafe.SliceData(b), n), nil
		case !ErrorIs(err, TypeErrorType):
			return "", err
		}
	}
	if src.P.Type.Buffer != nil {
		b, err := t.BytesCopy(src)
		return unsafe.String(unsafe.SliceData(b), len(b)), err
	}
	if src.P.Type.Iter == nil && src.P.Type.GetItem == nil {
		return "", Errorf(TypeErrorType, "cannot convert '%s' object to %s", src.P.Type.Name, kind)
	}
	outside := "bytes must be in range(0, 256)"
	if kind == "bytearray" {
		outside = "byte must be in range(0, 256)"
	}
	b, err := t.collectBytes(src, outside)
	return unsafe.String(unsafe.SliceData(b), len(b)), err
}

// collectBytes makes bytes of an iterable of ints.
func (t *Thread) collectBytes(src Value, outside string) ([]byte, error) {
	var b []byte
	err := t.Each(src, func(x Value) error {
		c, err := t.byteValue(x, outside)
		b = append(b, c)
		return err
	})
	return b, err
}

func bytesNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if cls == BytesType && len(args) == 1 && kwLen(kw) == 0 && args[0].P.Type == BytesType {
		return args[0], nil
	}
	if cls == BytesType && len(args) == 1 && kwLen(kw) == 0 && args[0].P.Type.Flags&FlagHeap != 0 {
		// What __bytes__ returns is the result, an instance of a subclass too.
		r, found, err := t.CallSpecial(args[0], names.Bytes)
		if err != nil {
			return Value{}, err
		}
		if found {
			if !r.Is(BytesType) {
				return Value{}, Errorf(TypeErrorType, "__bytes__ returned non-bytes (type %s)", r.P.Type.Name)
			}
			return r, nil
		}
	}
	s, err := t.bytesSource("bytes", args, kw)
	if err != nil {
		return Value{}, err
	}
	if cls == BytesType {
		return NewBytes(s), nil
	}
	o := Alloc[Bytes](cls)
	o.S = s
	return Value{P: &o.Header}, nil
}

// BytesIter is the iterator over a bytes object or a bytearray.
type BytesIter struct {
	Header
	seq Value // the zero Value when exhausted
	pos int
}

func newBytesIter(typ *Type, seq Value) Value {
	return Value{P: &(&BytesIter{Header{typ}, seq, 0}).Header}
}

func (it *BytesIter) view() string {
	if it.Header.Type == BytesIterType {
		return bytesKind.view(it.seq)
	}
	return byteArrayKind.view(it.seq)
}

func defineBytesIter(typ *Type) {
	of := func(v Value) *BytesIter { return (*BytesIter)(unsafe.Pointer(v.P)) }
	typ.Iter = func(t *Thread, v Value) (Value, error) { return v, nil }
	typ.Next = func(t *Thread, v Value) (Value, error) {
		it := of(v)
		if it.seq.P == nil {
			return Value{}, nil
		}
		if s := it.view(); it.pos < len(s) {
			it.pos++
			return Int(int(s[it.pos-1])), nil
		}
		it.seq = Value{}
		return Value{}, nil
	}
	Define(typ, TypeSpec{Layout: NewLayout[BytesIter](typ.Name, objectLayout), Flags: FlagNoNew, Methods: []Method{
		{Name: "__length_hint__", Doc: "Private method returning an estimate of len(list(it)).", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
			it := of(v)
			if it.seq.P == nil {
				return Int(0), nil
			}
			return Int(max(len(it.view())-it.pos, 0)), nil
		})},
		{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
			it := of(v)
			iter, _ := t.Interp.Builtins.GetString("iter")
			if it.seq.P == nil {
				return TupleOf(iter.OrNone(), TupleOf(emptyTuple.Value())), nil
			}
			return TupleOf(iter.OrNone(), TupleOf(it.seq), Int(it.pos)), nil
		})},
		{Name: "__setstate__", Doc: "Set state information for unpickling.", Fn: Fn1(func(t *Thread, v, state Value) (Value, error) {
			n, err := t.AsIndex(state, OverflowErrorType)
			if err != nil {
				return Value{}, err
			}
			if it := of(v); it.seq.P != nil {
				it.pos = min(max(n, 0), len(it.view()))
			}
			return None, nil
		})},
	}})
}
