package object

import (
	"bytes"
	"math"
	"strings"
	"unsafe"
)

// This file defines the methods that bytes and bytearray share (Library
// reference, "Bytes and Bytearray Operations").

// byteKind is one of the two types, as the shared methods see it.
type byteKind struct {
	typ *Type
	// view is the content, which may change when Python code runs.
	view func(v Value) string
	// part makes a value of a part of a view; own one of bytes it takes over.
	part func(t *Thread, s string) Value
	own  func(b []byte) Value
}

var bytesKind = &byteKind{
	typ:  BytesType,
	view: func(v Value) string { return (*Bytes)(unsafe.Pointer(v.P)).S },
	part: (*Thread).bytesPart,
	own:  NewBytesOf,
}

var byteArrayKind = &byteKind{
	typ: ByteArrayType,
	view: func(v Value) string {
		b := (*ByteArray)(unsafe.Pointer(v.P)).B
		return unsafe.String(unsafe.SliceData(b), len(b))
	},
	part: func(t *Thread, s string) Value { return NewByteArray([]byte(s)).Value() },
	own:  func(b []byte) Value { return NewByteArray(b).Value() },
}

// same is the result of a method that changes nothing: v itself if it is
// immutable and no instance of a subclass.
func (k *byteKind) same(t *Thread, v Value) Value {
	if v.P.Type == BytesType {
		return v
	}
	return k.part(t, k.view(v))
}

// byteArg returns an argument that is bytes-like, and what releases it.
func (t *Thread) byteArg(v Value) (string, func(), error) {
	if s, ok := AsBytes(v); ok {
		return s, noRelease, nil
	}
	b, release, err := t.BytesLike(v)
	return unsafe.String(unsafe.SliceData(b), len(b)), release, err
}

// needle returns what a search looks for: bytes, or one byte given as an int.
func (t *Thread) needle(v Value) (string, func(), error) {
	if s, ok := AsBytes(v); ok {
		return s, noRelease, nil
	}
	if v.P.Type.Buffer == nil {
		if v.P.Type.Index == nil {
			return "", nil, Errorf(TypeErrorType, "argument should be integer or bytes-like object, not '%s'", v.P.Type.Name)
		}
		c, err := t.byteValue(v, "byte must be in range(0, 256)")
		return string([]byte{c}), noRelease, err
	}
	return t.byteArg(v)
}

// byteValue returns an int as a byte.
func (t *Thread) byteValue(v Value, outside string) (byte, error) {
	n, err := t.AsIndex(v, nil)
	if err != nil {
		return 0, err
	}
	if n < 0 || n > 255 {
		return 0, Errorf(ValueErrorType, "%s", outside)
	}
	return byte(n), nil
}

// search carries out a search method; fn gets the text between start and end,
// and its result, if not negative, is a position in it.
func (k *byteKind) search(t *Thread, name string, v Value, args []Value, kw *Tuple, fn func(s, sub string) int) (at int, err error) {
	if err := searchArgs(name, k.typ.Name, args, kw); err != nil {
		return 0, err
	}
	start, end, ok, err := t.rangeArgs(args[1:], len(k.view(v)))
	if err != nil {
		return -1, err
	}
	sub, release, err := t.needle(args[0])
	if err != nil {
		return 0, err
	}
	defer release()
	if !ok {
		return -1, nil
	}
	if i := fn(k.view(v)[start:end], sub); i >= 0 {
		return start + i, nil
	}
	return -1, nil
}

func (k *byteKind) find(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	i, err := k.search(t, "find", v, args, kw, strings.Index)
	return Int(i), err
}

func (k *byteKind) rfind(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	i, err := k.search(t, "rfind", v, args, kw, strings.LastIndex)
	return Int(i), err
}

func (k *byteKind) index(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	i, err := k.search(t, "index", v, args, kw, strings.Index)
	return foundAt(i, err)
}

func (k *byteKind) rindex(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	i, err := k.search(t, "rindex", v, args, kw, strings.LastIndex)
	return foundAt(i, err)
}

func foundAt(i int, err error) (Value, error) {
	if err == nil && i < 0 {
		err = Errorf(ValueErrorType, "subsection not found")
	}
	return Int(i), err
}

func (k *byteKind) count(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	n := 0
	_, err := k.search(t, "count", v, args, kw, func(s, sub string) int {
		if sub == "" {
			n = len(s) + 1
		} else {
			n = strings.Count(s, sub)
		}
		return -1
	})
	return Int(n), err
}

func (k *byteKind) startswith(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	return k.tail(t, "startswith", v, args, kw, strings.HasPrefix)
}

func (k *byteKind) endswith(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	return k.tail(t, "endswith", v, args, kw, strings.HasSuffix)
}

func (k *byteKind) tail(t *Thread, name string, v Value, args []Value, kw *Tuple, match func(s, sub string) bool) (Value, error) {
	if err := searchArgs(name, k.typ.Name, args, kw); err != nil {
		return Value{}, err
	}
	start, end, ok, err := t.rangeArgs(args[1:], len(k.view(v)))
	if err != nil {
		return Value{}, err
	}
	ok = ok && start <= len(k.view(v))
	one := func(x Value) (bool, error) {
		sub, release, err := t.byteArg(x)
		if err != nil {
			return false, err
		}
		defer release()
		return ok && match(k.view(v)[start:end], sub), nil
	}
	if u, isTuple := AsTuple(args[0]); isTuple {
		for _, x := range u.Items {
			if is, err := one(x); is || err != nil {
				return Bool(is), err
			}
		}
		return False, nil
	}
	if args[0].P.Type.Buffer == nil && !args[0].Is(BytesType) {
		return Value{}, Errorf(TypeErrorType, "%s first arg must be bytes or a tuple of bytes, not %s", name, args[0].P.Type.Name)
	}
	is, err := one(args[0])
	return Bool(is), err
}

func (k *byteKind) removeprefix(t *Thread, v, arg Value) (Value, error) {
	p, release, err := t.byteArg(arg)
	if err != nil {
		return Value{}, err
	}
	defer release()
	if rest, ok := strings.CutPrefix(k.view(v), p); ok && p != "" {
		return k.part(t, rest), nil
	}
	return k.same(t, v), nil
}

func (k *byteKind) removesuffix(t *Thread, v, arg Value) (Value, error) {
	p, release, err := t.byteArg(arg)
	if err != nil {
		return Value{}, err
	}
	defer release()
	if rest, ok := strings.CutSuffix(k.view(v), p); ok && p != "" {
		return k.part(t, rest), nil
	}
	return k.same(t, v), nil
}

func (k *byteKind) partition(t *Thread, v, arg Value) (Value, error) {
	return k.divide(t, v, arg, strings.Index, false)
}

func (k *byteKind) rpartition(t *Thread, v, arg Value) (Value, error) {
	return k.divide(t, v, arg, strings.LastIndex, true)
}

func (k *byteKind) divide(t *Thread, v, arg Value, find func(s, sub string) int, right bool) (Value, error) {
	sep, release, err := t.byteArg(arg)
	if err != nil {
		return Value{}, err
	}
	defer release()
	if sep == "" {
		return Value{}, Errorf(ValueErrorType, "empty separator")
	}
	s := k.view(v)
	i := find(s, sep)
	switch {
	case i >= 0:
		mid := arg
		if k != bytesKind {
			mid = k.part(t, strings.Clone(sep))
		}
		return TupleOf(k.part(t, s[:i]), mid, k.part(t, s[i+len(sep):])), nil
	case right:
		return TupleOf(k.part(t, ""), k.part(t, ""), k.same(t, v)), nil
	}
	return TupleOf(k.same(t, v), k.part(t, ""), k.part(t, "")), nil
}

func (k *byteKind) replace(t *Thread, v Value, args []Value) (Value, error) {
	old, release, err := t.byteArg(args[0])
	if err != nil {
		return Value{}, err
	}
	defer release()
	to, release2, err := t.byteArg(args[1])
	if err != nil {
		return Value{}, err
	}
	defer release2()
	n := -1
	if args[2].P != nil {
		if n, err = t.ssize(args[2]); err != nil {
			return Value{}, err
		}
	}
	s := k.view(v)
	if n == 0 || old == to {
		return k.same(t, v), nil
	}
	if old == "" {
		b := make([]byte, 0, len(s)*(1+len(to)))
		i := 0
		for ; n != 0 && i < len(s); i++ {
			b = append(b, to...)
			b = append(b, s[i])
			n--
		}
		b = append(b, s[i:]...)
		if n != 0 {
			b = append(b, to...)
		}
		return k.own(b), nil
	}
	count := strings.Count(s, old)
	if count == 0 {
		return k.same(t, v), nil
	}
	if n > 0 {
		count = min(count, n)
	}
	if grow := len(to) - len(old); grow > 0 && count > (maxSize-len(s))/grow {
		return Value{}, noMemory()
	}
	return k.part(t, strings.Replace(s, old, to, count)), nil
}

func isByteSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func trimSpaceLeft(s string) string {
	for s != "" && isByteSpace(s[0]) {
		s = s[1:]
	}
	return s
}

func trimSpaceRight(s string) string {
	for s != "" && isByteSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// splitBytesArgs reads sep and maxsplit; all is true for whitespace.
func (t *Thread) splitBytesArgs(args []Value) (sep string, release func(), all bool, n int, err error) {
	n, release = math.MaxInt, noRelease
	if args[1].P != nil {
		if n, err = t.ssize(args[1]); err != nil {
			return
		}
		if n < 0 {
			n = math.MaxInt
		}
	}
	if args[0].P == nil || args[0].IsNone() {
		all = true
		return
	}
	if sep, release, err = t.byteArg(args[0]); err == nil && sep == "" {
		release()
		err = Errorf(ValueErrorType, "empty separator")
	}
	return
}

func (k *byteKind) split(t *Thread, v Value, args []Value) (Value, error) {
	sep, release, all, n, err := t.splitBytesArgs(args)
	if err != nil {
		return Value{}, err
	}
	defer release()
	var out []Value
	s := k.view(v)
	if all {
		for {
			if s = trimSpaceLeft(s); s == "" {
				break
			}
			if n == 0 {
				out = append(out, k.part(t, s))
				break
			}
			i := 0
			for i < len(s) && !isByteSpace(s[i]) {
				i++
			}
			out = append(out, k.part(t, s[:i]))
			s = s[i:]
			n--
		}
		return NewList(out).Value(), nil
	}
	if parts := strings.Count(s, sep); parts > 0 && n > 0 {
		out = make([]Value, 0, min(parts, n)+1)
	}
	for ; n > 0; n-- {
		i := strings.Index(s, sep)
		if i < 0 {
			break
		}
		out = append(out, k.part(t, s[:i]))
		s = s[i+len(sep):]
	}
	if out == nil {
		return ListOf(k.same(t, v)), nil
	}
	return NewList(append(out, k.part(t, s))).Value(), nil
}

func (k *byteKind) rsplit(t *Thread, v Value, args []Value) (Value, error) {
	sep, release, all, n, err := t.splitBytesArgs(args)
	if err != nil {
		return Value{}, err
	}
	defer release()
	var out []Value
	s := k.view(v)
	if all {
		for {
			if s = trimSpaceRight(s); s == "" {
				break
			}
			if n == 0 {
				out = append(out, k.part(t, s))
				break
			}
			i := len(s)
			for i > 0 && !isByteSpace(s[i-1]) {
				i--
			}
			out = append(out, k.part(t, s[i:]))
			s = s[:i]
			n--
		}
	} else {
		for ; n > 0; n-- {
			i := strings.LastIndex(s, sep)
			if i < 0 {
				break
			}
			out = append(out, k.part(t, s[i+len(sep):]))
			s = s[:i]
		}
		if out == nil {
			return ListOf(k.same(t, v)), nil
		}
		out = append(out, k.part(t, s))
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return NewList(out).Value(), nil
}

func (k *byteKind) splitlines(t *Thread, v Value, args []Value) (Value, error) {
	keep := false
	if args[0].P != nil {
		n, err := t.asCInt(args[0])
		if err != nil {
			return Value{}, err
		}
		keep = n != 0
	}
	var out []Value
	for s := k.view(v); s != ""; {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			if out == nil {
				return ListOf(k.same(t, v)), nil
			}
			out = append(out, k.part(t, s))
			break
		}
		next := i + 1
		if s[i] == '\r' && next < len(s) && s[next] == '\n' {
			next++
		}
		if keep {
			i = next
		}
		out = append(out, k.part(t, s[:i]))
		s = s[next:]
	}
	return NewList(out).Value(), nil
}

func (k *byteKind) join(t *Thread, v, arg Value) (Value, error) {
	if arg.P.Type.Iter == nil && arg.P.Type.GetItem == nil {
		return Value{}, Errorf(TypeErrorType, "can only join an iterable")
	}
	items, err := t.Collect(arg)
	if err != nil {
		return Value{}, err
	}
	if len(items) == 1 && k == bytesKind && items[0].P.Type == BytesType {
		return items[0], nil
	}
	if k == bytesKind {
		if v, ok := t.joinBytes(k.view(v), items); ok {
			return v, nil
		}
	}
	var b []byte
	for i, x := range items {
		if x.P.Type.Buffer == nil && !x.Is(BytesType) {
			return Value{}, Errorf(TypeErrorType, "sequence item %d: expected a bytes-like object, %s found", i, x.P.Type.Name)
		}
		s, release, err := t.byteArg(x)
		if err != nil {
			if ErrorIs(err, BufferErrorType) {
				err = Errorf(TypeErrorType, "sequence item %d: expected a bytes-like object, %s found", i, x.P.Type.Name)
			}
			return Value{}, err
		}
		if i > 0 {
			b = append(b, k.view(v)...)
		}
		b = append(b, s...)
		release()
	}
	return k.own(b), nil
}

// joinBytes joins items that are all bytes.
func (t *Thread) joinBytes(sep string, items []Value) (Value, bool) {
	n := len(sep) * max(len(items)-1, 0)
	for _, x := range items {
		if x.P.Type != BytesType {
			return Value{}, false
		}
		n += len((*Bytes)(unsafe.Pointer(x.P)).S)
	}
	if n > maxSize {
		return Value{}, false
	}
	v, b := t.newBytes(n)
	for i, x := range items {
		if i > 0 {
			b = b[copy(b, sep):]
		}
		b = b[copy(b, (*Bytes)(unsafe.Pointer(x.P)).S):]
	}
	return v, true
}

func (k *byteKind) strip(t *Thread, v Value, args []Value) (Value, error) {
	return k.trim(t, v, args[0], stripLeft|stripRight)
}

func (k *byteKind) lstrip(t *Thread, v Value, args []Value) (Value, error) {
	return k.trim(t, v, args[0], stripLeft)
}

func (k *byteKind) rstrip(t *Thread, v Value, args []Value) (Value, error) {
	return k.trim(t, v, args[0], stripRight)
}

func (k *byteKind) trim(t *Thread, v, set Value, sides int) (Value, error) {
	s := k.view(v)
	drop := isByteSpace
	if set.P != nil && !set.IsNone() {
		chars, release, err := t.byteArg(set)
		if err != nil {
			return Value{}, err
		}
		defer release()
		drop = func(c byte) bool { return strings.IndexByte(chars, c) >= 0 }
	}
	i, j := 0, len(s)
	for sides&stripLeft != 0 && i < j && drop(s[i]) {
		i++
	}
	for sides&stripRight != 0 && i < j && drop(s[j-1]) {
		j--
	}
	if j-i == len(s) {
		return k.same(t, v), nil
	}
	return k.part(t, s[i:j]), nil
}

// fillBytes reads the width and the fill byte of center, ljust and rjust.
func (t *Thread) fillBytes(name string, args []Value) (width int, fill byte, err error) {
	if width, err = t.ssize(args[0]); err != nil {
		return
	}
	fill = ' '
	if args[1].P == nil {
		return
	}
	if s, ok := AsBytes(args[1]); ok && len(s) == 1 {
		return width, s[0], nil
	}
	if a, ok := AsByteArray(args[1]); ok && len(a.B) == 1 {
		return width, a.B[0], nil
	}
	return 0, 0, Errorf(TypeErrorType, "%s() argument 2 must be a byte string of length 1, not %s", name, typeNameOfArg(args[1]))
}

func (k *byteKind) pad(t *Thread, v Value, left, right int, fill byte) (Value, error) {
	if left <= 0 && right <= 0 {
		return k.same(t, v), nil
	}
	if left+right > maxSize {
		return Value{}, noMemory()
	}
	s := k.view(v)
	b := make([]byte, 0, left+len(s)+right)
	for range left {
		b = append(b, fill)
	}
	b = append(b, s...)
	for range right {
		b = append(b, fill)
	}
	return k.own(b), nil
}

func (k *byteKind) center(t *Thread, v Value, args []Value) (Value, error) {
	width, fill, err := t.fillBytes("center", args)
	if err != nil {
		return Value{}, err
	}
	n := max(width-len(k.view(v)), 0)
	left := n/2 + n&width&1
	return k.pad(t, v, left, n-left, fill)
}

func (k *byteKind) ljust(t *Thread, v Value, args []Value) (Value, error) {
	width, fill, err := t.fillBytes("ljust", args)
	if err != nil {
		return Value{}, err
	}
	return k.pad(t, v, 0, max(width-len(k.view(v)), 0), fill)
}

func (k *byteKind) rjust(t *Thread, v Value, args []Value) (Value, error) {
	width, fill, err := t.fillBytes("rjust", args)
	if err != nil {
		return Value{}, err
	}
	return k.pad(t, v, max(width-len(k.view(v)), 0), 0, fill)
}

func (k *byteKind) zfill(t *Thread, v, arg Value) (Value, error) {
	width, err := t.ssize(arg)
	if err != nil {
		return Value{}, err
	}
	s := k.view(v)
	n := width - len(s)
	if n <= 0 {
		return k.same(t, v), nil
	}
	if n > maxSize {
		return Value{}, noMemory()
	}
	b := make([]byte, 0, width)
	if s != "" && (s[0] == '+' || s[0] == '-') {
		b = append(b, s[0])
		s = s[1:]
	}
	for range n {
		b = append(b, '0')
	}
	return k.own(append(b, s...)), nil
}

func (k *byteKind) expandtabs(t *Thread, v Value, args []Value) (Value, error) {
	size := 8
	if args[0].P != nil {
		var err error
		if size, err = t.asCInt(args[0]); err != nil {
			return Value{}, err
		}
	}
	var b []byte
	col := 0
	for _, c := range []byte(k.view(v)) {
		switch {
		case c == '\t':
			if size > 0 {
				n := size - col%size
				if len(b)+n > maxSize {
					return Value{}, Errorf(OverflowErrorType, "result too long")
				}
				b = append(b, bytes.Repeat([]byte{' '}, n)...)
				col += n
			}
			continue
		case c == '\n' || c == '\r':
			col = 0
		default:
			col++
		}
		b = append(b, c)
	}
	return k.own(b), nil
}

func (k *byteKind) decode(t *Thread, v, encArg, errArg Value) (Value, error) {
	if encArg.P == nil && errArg.P == nil {
		if s := k.view(v); asciiPrefix(s) == len(s) {
			return t.CopyStr(unsafe.Slice(unsafe.StringData(s), len(s)), true), nil
		}
	}
	encoding, errors, err := codecArgs("decode", []Value{encArg, errArg})
	if err != nil {
		return Value{}, err
	}
	if k == bytesKind {
		return t.decodeText(k.view(v), encoding, errors)
	}
	return t.Decode([]byte(k.view(v)), encoding, errors)
}

func (k *byteKind) translate(t *Thread, v Value, args []Value) (Value, error) {
	table := ""
	if !args[0].IsNone() {
		s, release, err := t.byteArg(args[0])
		if err != nil {
			return Value{}, err
		}
		defer release()
		if len(s) != 256 {
			return Value{}, Errorf(ValueErrorType, "translation table must be 256 characters long")
		}
		table = s
	}
	var drop [256]bool
	if args[1].P != nil {
		s, release, err := t.byteArg(args[1])
		if err != nil {
			return Value{}, err
		}
		defer release()
		for i := 0; i < len(s); i++ {
			drop[s[i]] = true
		}
	}
	s := k.view(v)
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if drop[c] {
			continue
		}
		if table != "" {
			c = table[c]
		}
		b = append(b, c)
	}
	if string(b) == s {
		return k.same(t, v), nil
	}
	return k.own(b), nil
}

func bytesMaketrans(t *Thread, _, from, to Value) (Value, error) {
	a, release, err := t.byteArg(from)
	if err != nil {
		return Value{}, err
	}
	defer release()
	b, release2, err := t.byteArg(to)
	if err != nil {
		return Value{}, err
	}
	defer release2()
	if len(a) != len(b) {
		return Value{}, Errorf(ValueErrorType, "maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i := 0; i < len(a); i++ {
		table[a[i]] = b[i]
	}
	return NewBytesOf(table), nil
}

func (k *byteKind) fromhex(t *Thread, cls, arg Value) (Value, error) {
	s, err := argStr("fromhex", arg)
	if err != nil {
		return Value{}, err
	}
	b := make([]byte, 0, len(s.s)/2)
	for i := 0; i < len(s.s); {
		if isByteSpace(s.s[i]) {
			i++
			continue
		}
		hi := hexDigit(s.s[i])
		if hi < 0 {
			return Value{}, notHex(s, i)
		}
		if i++; i == len(s.s) || hexDigit(s.s[i]) < 0 {
			return Value{}, notHex(s, i)
		}
		b = append(b, byte(hi<<4|hexDigit(s.s[i])))
		i++
	}
	if cls == k.typ.Value() {
		return k.own(b), nil
	}
	return t.Call(cls, NewBytesOf(b))
}

func notHex(s *Str, i int) error {
	return Errorf(ValueErrorType, "non-hexadecimal number found in fromhex() arg at position %d", s.CharIndex(i))
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// hex is the hex method, of memoryview too.
func (k *byteKind) hex(t *Thread, v Value, args []Value) (Value, error) {
	return t.hexOf(k.view(v), args)
}

// hexOf is s in hexadecimal, with a separator (args[0]) between groups of
// args[1] bytes, counted from the right, or from the left if that is negative.
func (t *Thread) hexOf(s string, args []Value) (Value, error) {
	const digits = "0123456789abcdef"
	sep, group := "", 1
	if args[0].P != nil {
		if str, ok := AsStr(args[0]); ok {
			if str.Len() != 1 {
				return Value{}, Errorf(ValueErrorType, "sep must be length 1.")
			}
			if sep = str.s; !str.IsASCII() {
				return Value{}, Errorf(ValueErrorType, "sep must be ASCII.")
			}
		} else {
			n, err := t.Len(args[0])
			if err != nil {
				return Value{}, err
			}
			if n != 1 {
				return Value{}, Errorf(ValueErrorType, "sep must be length 1.")
			}
			b, ok := AsBytes(args[0])
			if !ok {
				return Value{}, Errorf(TypeErrorType, "sep must be str or bytes.")
			}
			if sep = b; b[0] >= 0x80 {
				return Value{}, Errorf(ValueErrorType, "sep must be ASCII.")
			}
		}
	}
	if args[1].P != nil {
		var err error
		if group, err = t.asCInt(args[1]); err != nil {
			return Value{}, err
		}
	}
	if sep == "" {
		v, b := t.newStr(2 * len(s))
		for i := range len(s) {
			b[2*i], b[2*i+1] = digits[s[i]>>4], digits[s[i]&15]
		}
		if len(b) == 0 {
			return emptyStr.Value(), nil
		}
		v.setASCII()
		return v.Value(), nil
	}
	b := make([]byte, 0, 3*len(s))
	for i := 0; i < len(s); i++ {
		if i > 0 && sep != "" && (group > 0 && (len(s)-i)%group == 0 || group < 0 && i%-group == 0) {
			b = append(b, sep[0])
		}
		b = append(b, digits[s[i]>>4], digits[s[i]&15])
	}
	return t.bytesToStr(b, true), nil
}
