package object

import (
	"bytes"
	"runtime"
	"unsafe"
	"weak"
)

// This file defines the bytearray type.

// ByteArray is a bytearray. While Exports is not zero its length must not
// change: a Buffer of it is out. Memoryviews are not counted there: see resizable.
type ByteArray struct {
	Header
	B       []byte
	Exports int
	views   []weak.Pointer[managedBuffer]
	// Lent, if set, reports whether foreign code, which has a bytearray of its own for this one, has a view of that.
	Lent func() bool
}

// NewByteArray returns a bytearray that takes over b.
func NewByteArray(b []byte) *ByteArray { return &ByteArray{Header: Header{ByteArrayType}, B: b} }

// Value returns the bytearray as a Value.
func (b *ByteArray) Value() Value { return Value{P: &b.Header} }

// AsByteArray returns v as a *ByteArray if it is one or an instance of a subclass.
func AsByteArray(v Value) (*ByteArray, bool) {
	if v.P != nil && (v.P.Type == ByteArrayType || v.P.Type.IsSubtype(ByteArrayType)) {
		return (*ByteArray)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

func setupByteArray() {
	y := ByteArrayType
	k := byteArrayKind
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Alloc[ByteArray](cls).Value(), nil
	}
	y.Init = byteArrayInit
	y.Repr = byteArrayRepr
	y.Str = func(t *Thread, v Value) (Value, error) {
		if err := t.bytesWarning("str() on a bytearray instance"); err != nil {
			return Value{}, err
		}
		return byteArrayRepr(t, v)
	}
	y.Compare = byteArrayCompare
	y.Len = func(t *Thread, v Value) (int, error) { return len(arrayOf(v).B), nil }
	y.GetItem = byteArrayGetItem
	y.SetItem = byteArraySetItem
	y.Contains = k.contains
	y.Iter = func(t *Thread, v Value) (Value, error) { return newBytesIter(ByteArrayIterType, v), nil }
	y.Concat = k.concat
	y.Repeat = k.repeat
	y.InPlaceConcat = byteArrayIAdd
	y.InPlaceRepeat = byteArrayIMul
	y.Binary[OpMod] = k.mod
	y.Buffer = byteArrayBuffer
	Define(y, TypeSpec{
		Doc:    "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer",
		Layout: NewLayout[ByteArray]("bytearray", objectLayout), Flags: FlagBase | FlagMatchSelf,
		Methods: byteArrayMethods(),
	})
	defineBytesIter(ByteArrayIterType)
}

func byteArrayMethods() []Method {
	k := byteArrayKind
	return []Method{
		{Name: "__alloc__", Doc: "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated.", Fn: Fn0(byteArrayAlloc)},
		{Name: "__reduce__", Sig: "($self, /)", Doc: "Return state information for pickling.", Fn: Fn0(byteArrayReduce)},
		{Name: "__reduce_ex__", Sig: "($self, proto=0, /)", Doc: "Return state information for pickling.", Fn: FnBound(byteArrayReduceEx)},
		{Name: "__sizeof__", Sig: "($self, /)", Doc: "Returns the size of the bytearray object in memory, in bytes.", Fn: Fn0(byteArraySizeof)},
		{Name: "append", Sig: "($self, item, /)", Doc: "Append a single item to the end of the bytearray.\n\n  item\n    The item to be appended.", Fn: Fn1(byteArrayAppend)},
		{Name: "capitalize", Doc: "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased.", Fn: Fn0(k.capitalize)},
		{Name: "center", Sig: "($self, width, fillchar=b' ', /)", Doc: "Return a centered string of length width.\n\nPadding is done using the specified fill character.", Fn: FnBound(k.center)},
		{Name: "clear", Sig: "($self, /)", Doc: "Remove all items from the bytearray.", Fn: Fn0(byteArrayClear)},
		{Name: "copy", Sig: "($self, /)", Doc: "Return a copy of B.", Fn: Fn0(byteArrayCopy)},
		{Name: "count", Doc: "B.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of subsection sub in\nbytes B[start:end].  Optional arguments start and end are interpreted\nas in slice notation.", Fn: FnVec(k.count)},
		{Name: "decode", Sig: "($self, /, encoding='utf-8', errors='strict')", Doc: "Decode the bytearray using the codec registered for encoding.\n\n  encoding\n    The encoding with which to decode the bytearray.\n  errors\n    The error handling scheme to use for the handling of decoding errors.\n    The default is 'strict' meaning that decoding errors raise a\n    UnicodeDecodeError. Other possible values are 'ignore' and 'replace'\n    as well as any other name registered with codecs.register_error that\n    can handle UnicodeDecodeErrors.", Fn: FnOpt(k.decode)},
		{Name: "endswith", Doc: "B.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if B ends with the specified suffix, False otherwise.\nWith optional start, test B beginning at that position.\nWith optional end, stop comparing B at that position.\nsuffix can also be a tuple of bytes to try.", Fn: FnVec(k.endswith)},
		{Name: "expandtabs", Sig: "($self, /, tabsize=8)", Doc: "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.", Fn: FnBound(k.expandtabs)},
		{Name: "extend", Sig: "($self, iterable_of_ints, /)", Doc: "Append all the items from the iterator or sequence to the end of the bytearray.\n\n  iterable_of_ints\n    The iterable of items to append.", Fn: Fn1(byteArrayExtend)},
		{Name: "find", Doc: "B.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure.", Fn: FnVec(k.find)},
		{Name: "fromhex", Sig: "($type, string, /)", Doc: "Create a bytearray object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytearray.fromhex('B9 01EF') -> bytearray(b'\\\\xb9\\\\x01\\\\xef')", Kind: ClassMethod, Fn: Fn1(k.fromhex)},
		{Name: "hex", Sig: "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", Doc: "Create a string of hexadecimal numbers from a bytearray object.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = bytearray([0xb9, 0x01, 0xef])\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'", Fn: FnBound(k.hex)},
		{Name: "index", Doc: "B.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when the subsection is not found.", Fn: FnVec(k.index)},
		{Name: "insert", Sig: "($self, index, item, /)", Doc: "Insert a single item into the bytearray before the given index.\n\n  index\n    The index where the value is to be inserted.\n  item\n    The item to be inserted.", Fn: Fn2(byteArrayInsert)},
		{Name: "isalnum", Doc: "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isalnum)},
		{Name: "isalpha", Doc: "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isalpha)},
		{Name: "isascii", Doc: "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise.", Fn: Fn0(k.isascii)},
		{Name: "isdigit", Doc: "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isdigit)},
		{Name: "islower", Doc: "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise.", Fn: Fn0(k.islower)},
		{Name: "isspace", Doc: "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise.", Fn: Fn0(k.isspace)},
		{Name: "istitle", Doc: "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise.", Fn: Fn0(k.istitle)},
		{Name: "isupper", Doc: "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise.", Fn: Fn0(k.isupper)},
		{Name: "join", Sig: "($self, iterable_of_bytes, /)", Doc: "Concatenate any number of bytes/bytearray objects.\n\nThe bytearray whose method is called is inserted in between each pair.\n\nThe result is returned as a new bytearray object.", Fn: Fn1(k.join)},
		{Name: "ljust", Sig: "($self, width, fillchar=b' ', /)", Doc: "Return a left-justified string of length width.\n\nPadding is done using the specified fill character.", Fn: FnBound(k.ljust)},
		{Name: "lower", Doc: "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase.", Fn: Fn0(k.lower)},
		{Name: "lstrip", Sig: "($self, bytes=None, /)", Doc: "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading ASCII whitespace.", Fn: FnBound(k.lstrip)},
		{Name: "maketrans", Sig: "(frm, to, /)", Doc: "Return a translation table useable for the bytes or bytearray translate method.\n\nThe returned table will be one where each byte in frm is mapped to the byte at\nthe same position in to.\n\nThe bytes objects frm and to must be of the same length.", Kind: StaticMethod, Fn: Fn2(bytesMaketrans)},
		{Name: "partition", Sig: "($self, sep, /)", Doc: "Partition the bytearray into three parts using the given separator.\n\nThis will search for the separator sep in the bytearray. If the separator is\nfound, returns a 3-tuple containing the part before the separator, the\nseparator itself, and the part after it as new bytearray objects.\n\nIf the separator is not found, returns a 3-tuple containing the copy of the\noriginal bytearray object and two empty bytearray objects.", Fn: Fn1(k.partition)},
		{Name: "pop", Sig: "($self, index=-1, /)", Doc: "Remove and return a single item from B.\n\n  index\n    The index from where to remove the item.\n    -1 (the default value) means remove the last item.\n\nIf no index argument is given, will pop the last item.", Fn: FnBound(byteArrayPop)},
		{Name: "remove", Sig: "($self, value, /)", Doc: "Remove the first occurrence of a value in the bytearray.\n\n  value\n    The value to remove.", Fn: Fn1(byteArrayRemove)},
		{Name: "replace", Sig: "($self, old, new, count=-1, /)", Doc: "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.", Fn: FnBound(k.replace)},
		{Name: "removeprefix", Sig: "($self, prefix, /)", Doc: "Return a bytearray with the given prefix string removed if present.\n\nIf the bytearray starts with the prefix string, return\nbytearray[len(prefix):].  Otherwise, return a copy of the original\nbytearray.", Fn: Fn1(k.removeprefix)},
		{Name: "removesuffix", Sig: "($self, suffix, /)", Doc: "Return a bytearray with the given suffix string removed if present.\n\nIf the bytearray ends with the suffix string and that suffix is not\nempty, return bytearray[:-len(suffix)].  Otherwise, return a copy of\nthe original bytearray.", Fn: Fn1(k.removesuffix)},
		{Name: "reverse", Sig: "($self, /)", Doc: "Reverse the order of the values in B in place.", Fn: Fn0(byteArrayReverse)},
		{Name: "rfind", Doc: "B.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure.", Fn: FnVec(k.rfind)},
		{Name: "rindex", Doc: "B.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaise ValueError when the subsection is not found.", Fn: FnVec(k.rindex)},
		{Name: "rjust", Sig: "($self, width, fillchar=b' ', /)", Doc: "Return a right-justified string of length width.\n\nPadding is done using the specified fill character.", Fn: FnBound(k.rjust)},
		{Name: "rpartition", Sig: "($self, sep, /)", Doc: "Partition the bytearray into three parts using the given separator.\n\nThis will search for the separator sep in the bytearray, starting at the end.\nIf the separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it as new bytearray\nobjects.\n\nIf the separator is not found, returns a 3-tuple containing two empty bytearray\nobjects and the copy of the original bytearray object.", Fn: Fn1(k.rpartition)},
		{Name: "rsplit", Sig: "($self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the sections in the bytearray, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytearray.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.\n\nSplitting is done starting at the end of the bytearray and working to the front.", Fn: FnBound(k.rsplit)},
		{Name: "rstrip", Sig: "($self, bytes=None, /)", Doc: "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII whitespace.", Fn: FnBound(k.rstrip)},
		{Name: "split", Sig: "($self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the sections in the bytearray, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytearray.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.", Fn: FnBound(k.split)},
		{Name: "splitlines", Sig: "($self, /, keepends=False)", Doc: "Return a list of the lines in the bytearray, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.", Fn: FnBound(k.splitlines)},
		{Name: "startswith", Doc: "B.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if B starts with the specified prefix, False otherwise.\nWith optional start, test B beginning at that position.\nWith optional end, stop comparing B at that position.\nprefix can also be a tuple of bytes to try.", Fn: FnVec(k.startswith)},
		{Name: "strip", Sig: "($self, bytes=None, /)", Doc: "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading and trailing ASCII whitespace.", Fn: FnBound(k.strip)},
		{Name: "swapcase", Doc: "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa.", Fn: Fn0(k.swapcase)},
		{Name: "title", Doc: "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase.", Fn: Fn0(k.title)},
		{Name: "translate", Sig: "($self, table, /, delete=b'')", Doc: "Return a copy with each character mapped by the given translation table.\n\n  table\n    Translation table, which must be a bytes object of length 256.\n\nAll characters occurring in the optional argument delete are removed.\nThe remaining characters are mapped through the given translation table.", Fn: FnBound(k.translate)},
		{Name: "upper", Doc: "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase.", Fn: Fn0(k.upper)},
		{Name: "zfill", Sig: "($self, width, /)", Doc: "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is never truncated.", Fn: Fn1(k.zfill)},
	}
}

func arrayOf(v Value) *ByteArray { return (*ByteArray)(unsafe.Pointer(v.P)) }

// maxViewGC is how often an interpreter collects garbage to learn whether a
// memoryview is still in use. When that has been in vain so many times, it takes
// all that are left for garbage.
const maxViewGC = 4

// maxVainGC is how often it collects in vain for the sake of what foreign code holds, a few milliseconds each; after that, all of it
// is taken for alive.
const maxVainGC = 64

// resizable refuses a change of length while a Buffer is out. A memoryview that
// nobody can reach any more must not count, and only the collector knows which
// those are: CPython's reference counts release one at the end of an expression
// such as bytes(memoryview(b)[:n]). So views are held weakly, and a collection
// (about 1 ms) tells the dead from the living, but not over and over: a program
// that leaves dead views behind is not made to pay each time. A view that is
// wrongly taken for dead keeps the memory as it was. What foreign code holds may be garbage, too, but its memory
// is the bytearray's: it counts until it is found dead.
func (b *ByteArray) resizable(t *Thread) error {
	if b.Exports == 0 && b.views != nil {
		if b.liveViews() && t.Interp.viewGCs < maxViewGC {
			runtime.GC()
			if !b.liveViews() {
				t.Interp.viewGCs++
			}
		} else if b.views != nil {
			b.B = append([]byte(nil), b.B...)
			b.views = nil
		}
	}
	exported := b.exported()
	if exported && t.Interp.Foreign != nil && t.Interp.vainGCs < maxVainGC {
		t.Interp.Host.Collect(t, false)
		if exported = b.exported(); exported {
			t.Interp.vainGCs++
		}
	}
	if exported || b.views != nil {
		return Errorf(BufferErrorType, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}

// exported reports whether a Buffer is out, or foreign code has a view; it may be dead.
func (b *ByteArray) exported() bool { return b.Exports > 0 || b.Lent != nil && b.Lent() }

// liveViews forgets the views that are gone and reports whether any is left.
func (b *ByteArray) liveViews() bool {
	keep := b.views[:0]
	for _, w := range b.views {
		if m := w.Value(); m != nil && !m.released {
			keep = append(keep, w)
		}
	}
	if b.views = keep; len(keep) == 0 {
		b.views = nil
	}
	return b.views != nil
}

// splice replaces the bytes i to j by s.
func (b *ByteArray) splice(t *Thread, i, j int, s []byte) error {
	if len(s) != j-i {
		if err := b.resizable(t); err != nil {
			return err
		}
	}
	if n := len(s) - (j - i); n > 0 {
		b.B = append(b.B, make([]byte, n)...)
		copy(b.B[j+n:], b.B[j:len(b.B)-n])
		copy(b.B[i:], s)
		return nil
	}
	copy(b.B[i:], s)
	b.B = append(b.B[:i+len(s)], b.B[j:]...)
	return nil
}

func byteArrayBuffer(t *Thread, v Value, writable bool) (*Buffer, error) {
	b := arrayOf(v)
	b.Exports++
	released := false
	return &Buffer{Obj: v, Bytes: b.B, Format: "B", ItemSize: 1, Release: func() {
		if !released {
			released = true
			b.Exports--
		}
	}}, nil
}

func byteArrayInit(t *Thread, v Value, args []Value, kw *Tuple) error {
	b := arrayOf(v)
	if len(b.B) > 0 {
		if err := b.resizable(t); err != nil {
			return err
		}
		b.B = nil
	}
	if len(args) == 1 && kwLen(kw) == 0 && args[0].P.Type.Buffer == nil && args[0].P.Type.Index == nil && args[0].P.Type.Iter != nil && !args[0].Is(StrType) {
		// What is read from an iterator shows at once.
		return t.Each(args[0], func(x Value) error {
			c, err := t.byteValue(x, "byte must be in range(0, 256)")
			if err == nil {
				if err = b.resizable(t); err == nil {
					b.B = append(b.B, c)
				}
			}
			return err
		})
	}
	s, err := t.bytesSource("bytearray", args, kw)
	if err != nil {
		return err
	}
	b.B = []byte(s)
	return nil
}

func byteArrayRepr(t *Thread, v Value) (Value, error) {
	s := byteArrayKind.view(v)
	name := v.P.Type.Name
	quote := byte('\'')
	if bytes.IndexByte(arrayOf(v).B, '\'') >= 0 {
		quote = '"'
		if bytes.IndexByte(arrayOf(v).B, '"') >= 0 {
			quote = '\''
		}
	}
	b := append([]byte(name), '(', 'b', quote)
	// Unlike in bytes, a single quote is escaped whatever the quotes are.
	for i := 0; i < len(s); i++ {
		if s[i] == '\'' {
			b = append(b, '\\', '\'')
		} else {
			b = appendBytesRepr(b, s[i:i+1], '\'')
		}
	}
	return t.bytesToStr(append(b, quote, ')'), isASCII(name)), nil
}

func byteArrayCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if b.P.Type.Buffer == nil || b.Is(StrType) {
		return NotImplemented, t.compareWarning("bytearray", b, op)
	}
	y, release, err := t.byteArg(b)
	if err != nil {
		return NotImplemented, nil
	}
	defer release()
	return Bool(cmpOrder(bytes.Compare(arrayOf(a).B, bytesView(y)), op)), nil
}

func byteArrayGetItem(t *Thread, v, key Value) (Value, error) {
	if sl, ok := AsSlice(key); ok {
		start, stop, step, err := sl.Unpack(t)
		if err != nil {
			return Value{}, err
		}
		b := arrayOf(v)
		start, _, n := AdjustSlice(len(b.B), start, stop, step)
		if step == 1 {
			return NewByteArray(append([]byte(nil), b.B[start:start+n]...)).Value(), nil
		}
		return NewByteArray(strideBytes(byteArrayKind.view(v), start, step, n)).Value(), nil
	}
	b := arrayOf(v)
	i, err := t.byteIndex(key, len(b.B), "bytearray", "bytearray index out of range")
	if err != nil {
		return Value{}, err
	}
	return Int(int(b.B[i])), nil
}

func byteArraySetItem(t *Thread, v, key, x Value) error {
	b := arrayOf(v)
	if sl, ok := AsSlice(key); ok {
		return byteArraySetSlice(t, b, sl, x)
	}
	i, err := t.byteIndex(key, len(b.B), "bytearray", "bytearray index out of range")
	if err != nil {
		if x.P != nil && ErrorIs(err, IndexErrorType) {
			// What is wrong with the value is said first.
			if _, e := t.byteValue(x, "byte must be in range(0, 256)"); e != nil {
				return e
			}
		}
		return err
	}
	if x.P == nil {
		return b.splice(t, i, i+1, nil)
	}
	c, err := t.byteValue(x, "byte must be in range(0, 256)")
	if err != nil {
		return err
	}
	if i >= len(b.B) {
		// __index__ has shortened it.
		return Errorf(IndexErrorType, "bytearray index out of range")
	}
	b.B[i] = c
	return nil
}

func byteArraySetSlice(t *Thread, b *ByteArray, sl *Slice, x Value) error {
	start, stop, step, err := sl.Unpack(t)
	if err != nil {
		return err
	}
	var s []byte
	if x.P != nil {
		if x.Is(IntType) || x.Is(StrType) || x.P.Type.Buffer == nil && x.P.Type.Iter == nil && x.P.Type.GetItem == nil {
			return Errorf(TypeErrorType, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
		}
		text, err := t.bytesFrom("bytearray", x)
		if err != nil {
			return err
		}
		s = bytesView(text)
	}
	start, stop, n := AdjustSlice(len(b.B), start, stop, step)
	if step == 1 {
		return b.splice(t, start, max(start, stop), s)
	}
	if x.P != nil && len(s) > 0 {
		if len(s) != n {
			return Errorf(ValueErrorType, "attempt to assign bytes of size %d to extended slice of size %d", len(s), n)
		}
		for i := range n {
			b.B[start+i*step] = s[i]
		}
		return nil
	}
	if n == 0 {
		return nil
	}
	if err := b.resizable(t); err != nil {
		return err
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	out := b.B[:start]
	for i := start; i < len(b.B); i++ {
		if d := i - start; d%step != 0 || d/step >= n {
			out = append(out, b.B[i])
		}
	}
	b.B = out
	return nil
}

func byteArrayIAdd(t *Thread, v, x Value) (Value, error) {
	b := arrayOf(v)
	if x.P.Type.Buffer == nil && !x.Is(BytesType) {
		return Value{}, Errorf(TypeErrorType, "can't concat %s to %s", x.P.Type.Name, v.P.Type.Name)
	}
	s, err := t.BytesCopy(x)
	if err != nil {
		return Value{}, err
	}
	return v, b.splice(t, len(b.B), len(b.B), s)
}

func byteArrayIMul(t *Thread, v Value, n int) (Value, error) {
	b := arrayOf(v)
	n = max(n, 0)
	if n != 1 && len(b.B) > 0 {
		if err := b.resizable(t); err != nil {
			return Value{}, err
		}
		if n > 0 && len(b.B) > maxSize/n {
			return Value{}, noMemory()
		}
		b.B = bytes.Repeat(b.B, n)
	}
	return v, nil
}

func byteArrayAppend(t *Thread, v, x Value) (Value, error) {
	b := arrayOf(v)
	c, err := t.byteValue(x, "byte must be in range(0, 256)")
	if err != nil {
		return Value{}, err
	}
	if err := b.resizable(t); err != nil {
		return Value{}, err
	}
	b.B = append(b.B, c)
	return None, nil
}

func byteArrayExtend(t *Thread, v, x Value) (Value, error) {
	b := arrayOf(v)
	var s []byte
	var err error
	switch {
	case x.P.Type.Buffer != nil:
		s, err = t.BytesCopy(x)
	case x.P.Type.Iter == nil && x.P.Type.GetItem == nil:
		err = Errorf(TypeErrorType, "can't extend bytearray with %s", x.P.Type.Name)
	default:
		s, err = t.collectBytes(x, "byte must be in range(0, 256)")
	}
	if err != nil {
		return Value{}, err
	}
	return None, b.splice(t, len(b.B), len(b.B), s)
}

func byteArrayInsert(t *Thread, v, at, x Value) (Value, error) {
	b := arrayOf(v)
	i, err := t.AsIndex(at, OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	c, err := t.byteValue(x, "byte must be in range(0, 256)")
	if err != nil {
		return Value{}, err
	}
	if i < 0 {
		i = max(i+len(b.B), 0)
	}
	i = min(i, len(b.B))
	return None, b.splice(t, i, i, []byte{c})
}

func byteArrayPop(t *Thread, v Value, args []Value) (Value, error) {
	b := arrayOf(v)
	i := -1
	if args[0].P != nil {
		var err error
		if i, err = t.AsIndex(args[0], IndexErrorType); err != nil {
			return Value{}, err
		}
	}
	if len(b.B) == 0 {
		return Value{}, Errorf(IndexErrorType, "pop from empty bytearray")
	}
	if i < 0 {
		i += len(b.B)
	}
	if i < 0 || i >= len(b.B) {
		return Value{}, Errorf(IndexErrorType, "pop index out of range")
	}
	c := b.B[i]
	return Int(int(c)), b.splice(t, i, i+1, nil)
}

func byteArrayRemove(t *Thread, v, x Value) (Value, error) {
	b := arrayOf(v)
	c, err := t.byteValue(x, "byte must be in range(0, 256)")
	if err != nil {
		return Value{}, err
	}
	i := bytes.IndexByte(b.B, c)
	if i < 0 {
		return Value{}, Errorf(ValueErrorType, "value not found in bytearray")
	}
	return None, b.splice(t, i, i+1, nil)
}

func byteArrayReverse(t *Thread, v Value) (Value, error) {
	b := arrayOf(v).B
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return None, nil
}

func byteArrayClear(t *Thread, v Value) (Value, error) {
	b := arrayOf(v)
	return None, b.splice(t, 0, len(b.B), nil)
}

func byteArrayCopy(t *Thread, v Value) (Value, error) {
	return byteArrayKind.part(t, byteArrayKind.view(v)), nil
}

func byteArrayAlloc(t *Thread, v Value) (Value, error) {
	b := arrayOf(v).B
	if len(b) == 0 {
		return Int(0), nil
	}
	// CPython keeps a byte for the NUL behind the content.
	return Int(max(cap(b), len(b)+1)), nil
}

func byteArraySizeof(t *Thread, v Value) (Value, error) {
	n, err := byteArrayAlloc(t, v)
	return Int(56 + int(n.Int64())), err
}

func byteArrayReduce(t *Thread, v Value) (Value, error) { return byteArrayReduceProto(t, v, 2) }

func byteArrayReduceEx(t *Thread, v Value, args []Value) (Value, error) {
	proto := 0
	if args[0].P != nil {
		var err error
		if proto, err = t.asCInt(args[0]); err != nil {
			return Value{}, err
		}
	}
	return byteArrayReduceProto(t, v, proto)
}

func byteArrayReduceProto(t *Thread, v Value, proto int) (Value, error) {
	b := arrayOf(v).B
	state, err := t.CallMethod(v, names.GetState)
	if err != nil {
		return Value{}, err
	}
	args := emptyTuple.Value()
	switch {
	case proto >= 3 && len(b) > 0:
		args = TupleOf(NewBytes(string(b)))
	case len(b) > 0:
		text, err := t.Decode(b, "latin-1", "")
		if err != nil {
			return Value{}, err
		}
		args = TupleOf(text, StrValue("latin-1"))
	}
	return TupleOf(v.P.Type.Value(), args, state), nil
}
