package object

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"memphis/interp/internal/numfmt"
	"memphis/interp/internal/room"
	"memphis/interp/internal/unidata"
)

// This file defines the methods of str that take it apart and join it.

// maxSize is the number of bytes past which a str or bytes is refused with
// MemoryError or OverflowError: Go would end the process.
var maxSize = room.Bytes

func noMemory() error { return NewError(MemoryErrorType) }

// splitArgs reads sep and maxsplit; sep is nil for whitespace.
func (t *Thread) splitArgs(sepArg, maxArg Value) (sep *Str, n int, err error) {
	n = math.MaxInt
	if maxArg.P != nil {
		if n, err = t.ssize(maxArg); err != nil {
			return nil, 0, err
		}
		if n < 0 {
			n = math.MaxInt
		}
	}
	if sepArg.P == nil || sepArg.IsNone() {
		return nil, n, nil
	}
	sep, ok := AsStr(sepArg)
	if !ok {
		return nil, 0, Errorf(TypeErrorType, "must be str or None, not %s", sepArg.P.Type.Name)
	}
	if sep.s == "" {
		return nil, 0, Errorf(ValueErrorType, "empty separator")
	}
	return sep, n, nil
}

// strStock makes the strs that are parts of one, several in an allocation: that
// takes a third off the time of a split. As each keeps the whole text alive anyway,
// up to seven others of its stock with it do not matter.
type strStock struct {
	of   *Str
	left int // how many will be made, at least
	room []Str
}

func (k *strStock) part(sub string) Value {
	k.left--
	if len(sub) <= 1 || k.of.meta&strASCII == 0 {
		if k.of.meta&strASCII != 0 {
			return asciiValue(sub)
		}
		return StrValue(sub)
	}
	if len(k.room) == 0 {
		if k.left <= 0 {
			return asciiValue(sub)
		}
		k.room = make([]Str, min(k.left+1, 8))
	}
	r := &k.room[0]
	k.room = k.room[1:]
	r.Header.Type = StrType
	r.s = sub
	r.setASCII()
	return r.Value()
}

func strSplit(t *Thread, v, sepArg, maxArg Value) (Value, error) {
	sep, n, err := t.splitArgs(sepArg, maxArg)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	text := s.s
	var out []Value
	if sep == nil {
		if s.IsASCII() {
			return splitASCII(s, n).Value(), nil
		}
		for {
			text = trimLeftSpace(text)
			if text == "" {
				break
			}
			if n == 0 {
				out = append(out, s.like(t, text))
				break
			}
			i := indexSpace(text)
			out = append(out, s.like(t, text[:i]))
			text = text[i:]
			n--
		}
		return NewList(out).Value(), nil
	}
	k := strings.Count(text, sep.s)
	if k == 0 {
		return ListOf(s.exact()), nil
	}
	s.Len()
	n = min(n, k)
	stock := strStock{of: s, left: n + 1}
	l := newListRoom(n + 1)
	out = l.Items
	for ; n > 0; n-- {
		var i int
		if len(sep.s) == 1 {
			i = strings.IndexByte(text, sep.s[0])
		} else {
			i = strings.Index(text, sep.s)
		}
		if i < 0 {
			break
		}
		out = append(out, stock.part(text[:i]))
		text = text[i+len(sep.s):]
	}
	l.Items = append(out, stock.part(text))
	return l.Value(), nil
}

// splitASCII splits at whitespace a str that is ASCII, n times at most. It counts
// the words first, so that the list is as large as it must be.
func splitASCII(s *Str, n int) *List {
	text := s.s
	words, space := 0, true
	for i := 0; i < len(text); i++ {
		sp := asciiSpace[text[i]]
		if space && !sp {
			words++
		}
		space = sp
	}
	if words == 0 {
		return NewList(nil)
	}
	if n < words {
		words = n + 1
	}
	stock := strStock{of: s, left: words}
	l := newListRoom(words)
	for i := 0; ; {
		for i < len(text) && asciiSpace[text[i]] {
			i++
		}
		if i == len(text) {
			return l
		}
		if n == 0 {
			l.Items = append(l.Items, stock.part(text[i:]))
			return l
		}
		j := i + 1
		for j < len(text) && !asciiSpace[text[j]] {
			j++
		}
		l.Items = append(l.Items, stock.part(text[i:j]))
		i = j
		n--
	}
}

// asciiSpace tells which bytes are whitespace to str; those of other characters are not.
var asciiSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true,
	0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true, ' ': true}

func strRsplit(t *Thread, v Value, args []Value) (Value, error) {
	sep, n, err := t.splitArgs(args[0], args[1])
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	s.Len()
	text := s.s
	var out []Value
	if sep == nil {
		for {
			text = trimRightSpace(text)
			if text == "" {
				break
			}
			if n == 0 {
				out = append(out, s.like(t, text))
				break
			}
			i := lastIndexSpace(text)
			out = append(out, s.like(t, text[i:]))
			text = text[:i]
			n--
		}
	} else {
		for ; n > 0; n-- {
			i := strings.LastIndex(text, sep.s)
			if i < 0 {
				break
			}
			out = append(out, s.like(t, text[i+len(sep.s):]))
			text = text[:i]
		}
		out = append(out, s.like(t, text))
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return NewList(out).Value(), nil
}

// decodeLast decodes the last character of s, which must not be empty.
func decodeLast(s string) (rune, int) {
	i := len(s) - 1
	if s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	for s[i] < 0xC0 {
		i--
	}
	return DecodeWTF8(s[i:])
}

func trimLeftSpace(s string) string {
	for s != "" {
		if c := s[0]; c < utf8.RuneSelf {
			if !asciiSpace[c] {
				break
			}
			s = s[1:]
			continue
		}
		r, w := DecodeWTF8(s)
		if !unidata.IsSpace(r) {
			break
		}
		s = s[w:]
	}
	return s
}

func trimRightSpace(s string) string {
	for s != "" {
		if c := s[len(s)-1]; c < utf8.RuneSelf {
			if !asciiSpace[c] {
				break
			}
			s = s[:len(s)-1]
			continue
		}
		r, w := decodeLast(s)
		if !unidata.IsSpace(r) {
			break
		}
		s = s[:len(s)-w]
	}
	return s
}

// indexSpace is where the first whitespace begins, or the length of s.
func indexSpace(s string) int {
	for i := 0; i < len(s); {
		r, w := DecodeWTF8(s[i:])
		if unidata.IsSpace(r) {
			return i
		}
		i += w
	}
	return len(s)
}

// lastIndexSpace is where the last whitespace ends, or 0.
func lastIndexSpace(s string) int {
	for i := len(s); i > 0; {
		r, w := decodeLast(s[:i])
		if unidata.IsSpace(r) {
			return i
		}
		i -= w
	}
	return 0
}

func strSplitlines(t *Thread, v Value, args []Value) (Value, error) {
	keep := false
	if args[0].P != nil {
		n, err := t.ssize(args[0])
		if err != nil {
			return Value{}, err
		}
		keep = n != 0
	}
	s := strOf(v)
	s.Len()
	text, start := s.s, 0
	// As many lines as line feeds is what most texts have.
	n := strings.Count(text, "\n") + 1
	stock := strStock{of: s, left: n}
	l := newListRoom(n)
	out := l.Items
	for i := 0; i < len(text); {
		// No line break is above '\r' and below 0x80 but these three.
		if c := text[i]; c > '\r' && c < 0x80 && (c < 0x1C || c > 0x1E) {
			i++
			continue
		}
		r, w := DecodeWTF8(text[i:])
		if !unidata.IsLineBreak(r) {
			i += w
			continue
		}
		end := i
		i += w
		if r == '\r' && i < len(text) && text[i] == '\n' {
			i++
		}
		if keep {
			end = i
		}
		out = append(out, stock.part(text[start:end]))
		start = i
	}
	if start == 0 && text != "" {
		out = append(out, s.exact())
	} else if start < len(text) {
		out = append(out, stock.part(text[start:]))
	}
	l.MoveTo(out)
	return l.Value(), nil
}

func strJoin(t *Thread, v, arg Value) (Value, error) {
	sep := strOf(v)
	var items []Value
	switch arg.P.Type {
	case ListType:
		items = (*List)(unsafe.Pointer(arg.P)).Items
	case TupleType:
		items = (*Tuple)(unsafe.Pointer(arg.P)).Items
	default:
		if arg.P.Type.Iter == nil && arg.P.Type.GetItem == nil {
			return Value{}, Errorf(TypeErrorType, "can only join an iterable")
		}
		var err error
		if items, err = t.Collect(arg); err != nil {
			return Value{}, err
		}
	}
	switch len(items) {
	case 0:
		return emptyStr.Value(), nil
	case 1:
		if items[0].P.Type == StrType {
			return items[0], nil
		}
	}
	n := len(sep.s) * (len(items) - 1)
	ascii := len(items) == 1 || sep.IsASCII()
	for i, x := range items {
		s, ok := AsStr(x)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "sequence item %d: expected str instance, %s found", i, x.P.Type.Name)
		}
		n += len(s.s)
		ascii = ascii && s.IsASCII()
	}
	if n > maxSize {
		return Value{}, noMemory()
	}
	if n <= 1 {
		ascii = false // it is one that exists
	}
	r, b := t.newStr(n)
	k := 0
	for i, x := range items {
		// Most separators are not worth a call.
		switch {
		case i == 0 || len(sep.s) == 0:
		case len(sep.s) <= 2:
			b[k+len(sep.s)-1] = sep.s[len(sep.s)-1]
			b[k] = sep.s[0]
			k += len(sep.s)
		default:
			k += copy(b[k:], sep.s)
		}
		k += copy(b[k:], (*Str)(unsafe.Pointer(x.P)).s)
	}
	if ascii {
		r.setASCII()
	} else if n <= 1 {
		return StrValue(r.s), nil
	}
	return r.Value(), nil
}

// ConcatFields joins the parts of an f-string: strs, and small ints and floats
// that are to be put in as format() without a specification does.
func (t *Thread) ConcatFields(parts []Value) Value {
	n, ascii := 0, true
	for _, p := range parts {
		switch p.P {
		case &IntHeader, &FloatHeader:
			n += 24
		default:
			s := (*Str)(unsafe.Pointer(p.P))
			n += len(s.s)
			ascii = ascii && s.IsASCII()
		}
	}
	b := t.scratch[:0]
	if cap(b) < n {
		b = make([]byte, 0, n)
		if n <= maxScratch {
			t.scratch = b
		}
	}
	for _, p := range parts {
		switch p.P {
		case &IntHeader:
			b = strconv.AppendInt(b, int64(p.N), 10)
		case &FloatHeader:
			b = numfmt.AppendRepr(b, p.Float64())
		default:
			b = append(b, (*Str)(unsafe.Pointer(p.P)).s...)
		}
	}
	if n > maxScratch {
		return t.bytesToStr(b, ascii)
	}
	return t.copyStr(b, ascii)
}

// maxScratch is the size in bytes up to which a text is put together in the
// thread's room and then copied.
const maxScratch = 1 << 12

const (
	stripLeft = 1 << iota
	stripRight
)

func strStrip(t *Thread, v, chars, _ Value) (Value, error) {
	return strip(t, strOf(v), chars, "strip", stripLeft|stripRight)
}

func strLstrip(t *Thread, v, chars, _ Value) (Value, error) {
	return strip(t, strOf(v), chars, "lstrip", stripLeft)
}

func strRstrip(t *Thread, v, chars, _ Value) (Value, error) {
	return strip(t, strOf(v), chars, "rstrip", stripRight)
}

func strip(t *Thread, s *Str, chars Value, name string, sides int) (Value, error) {
	text := s.s
	if chars.P == nil || chars.IsNone() {
		if sides&stripLeft != 0 {
			text = trimLeftSpace(text)
		}
		if sides&stripRight != 0 {
			text = trimRightSpace(text)
		}
	} else {
		set, ok := AsStr(chars)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "%s arg must be None or str", name)
		}
		// A character's bytes are found in set exactly if the character is there.
		for sides&stripLeft != 0 && text != "" {
			_, w := DecodeWTF8(text)
			if w == 1 && strings.IndexByte(set.s, text[0]) < 0 || w > 1 && !strings.Contains(set.s, text[:w]) {
				break
			}
			text = text[w:]
		}
		for sides&stripRight != 0 && text != "" {
			_, w := decodeLast(text)
			if w == 1 && strings.IndexByte(set.s, text[len(text)-1]) < 0 || w > 1 && !strings.Contains(set.s, text[len(text)-w:]) {
				break
			}
			text = text[:len(text)-w]
		}
	}
	if len(text) == len(s.s) {
		return s.exact(), nil
	}
	s.Len()
	return s.like(t, text), nil
}

// fillArgs reads the width and the fill character of center, ljust and rjust.
func (t *Thread) fillArgs(args []Value) (width int, fill string, err error) {
	if width, err = t.ssize(args[0]); err != nil {
		return
	}
	fill = " "
	if args[1].P != nil {
		f, ok := AsStr(args[1])
		if !ok {
			return 0, "", Errorf(TypeErrorType, "The fill character must be a unicode character, not %s", args[1].P.Type.Name)
		}
		if f.Len() != 1 {
			return 0, "", Errorf(TypeErrorType, "The fill character must be exactly one character long")
		}
		fill = f.s
	}
	return
}

func (s *Str) pad(t *Thread, left, right int, fill string) (Value, error) {
	if left <= 0 && right <= 0 {
		return s.exact(), nil
	}
	if left+right > maxSize {
		return Value{}, noMemory()
	}
	if n := left + len(s.s) + right; len(fill) == 1 && n <= 64 && s.IsASCII() {
		r, b := t.newStr(n)
		for i := range left {
			b[i] = fill[0]
		}
		copy(b[left:], s.s)
		for i := left + len(s.s); i < n; i++ {
			b[i] = fill[0]
		}
		if n == 1 {
			return StrValue(r.s), nil
		}
		r.setASCII()
		return r.Value(), nil
	}
	r := strings.Repeat(fill, left) + s.s + strings.Repeat(fill, right)
	if s.IsASCII() && len(fill) == 1 {
		return asciiValue(r), nil
	}
	return StrValue(r), nil
}

func strCenter(t *Thread, v Value, args []Value) (Value, error) {
	width, fill, err := t.fillArgs(args)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	n := width - s.Len()
	if n <= 0 {
		return s.exact(), nil
	}
	// An odd blank goes to the left if the width is odd, too.
	left := n/2 + n&width&1
	return s.pad(t, left, n-left, fill)
}

func strLjust(t *Thread, v Value, args []Value) (Value, error) {
	width, fill, err := t.fillArgs(args)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	return s.pad(t, 0, max(width-s.Len(), 0), fill)
}

func strRjust(t *Thread, v Value, args []Value) (Value, error) {
	width, fill, err := t.fillArgs(args)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	return s.pad(t, max(width-s.Len(), 0), 0, fill)
}

func strZfill(t *Thread, v, arg Value) (Value, error) {
	width, err := t.ssize(arg)
	if err != nil {
		return Value{}, err
	}
	s := strOf(v)
	n := width - s.Len()
	if n <= 0 {
		return s.exact(), nil
	}
	if n > maxSize {
		return Value{}, noMemory()
	}
	sign, rest := "", s.s
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		sign, rest = rest[:1], rest[1:]
	}
	return s.like(t, sign+strings.Repeat("0", n)+rest), nil
}

func strExpandtabs(t *Thread, v Value, args []Value) (Value, error) {
	size := 8
	if args[0].P != nil {
		var err error
		if size, err = t.asCInt(args[0]); err != nil {
			return Value{}, err
		}
	}
	s := strOf(v)
	s.Len()
	if strings.IndexByte(s.s, '\t') < 0 {
		return s.exact(), nil
	}
	b := make([]byte, 0, len(s.s)+size)
	col := 0
	for i := 0; i < len(s.s); i++ {
		c := s.s[i]
		switch {
		case c == '\t':
			if size > 0 {
				n := size - col%size
				if len(b)+n > maxSize {
					return Value{}, Errorf(OverflowErrorType, "new string is too long")
				}
				for ; n > 0; n-- {
					b = append(b, ' ')
					col++
				}
			}
			continue
		case c == '\n' || c == '\r':
			col = 0
		case c < utf8.RuneSelf || c >= 0xC0:
			col++
		}
		b = append(b, c)
	}
	return t.bytesToStr(b, s.IsASCII()), nil
}

// ssize returns v as an int of C's ssize_t.
func (t *Thread) ssize(v Value) (int, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := SmallInt(r)
	if !ok {
		return 0, Errorf(OverflowErrorType, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}

// asCInt returns v as an int of C's 32 bits.
func (t *Thread) asCInt(v Value) (int, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := SmallInt(r)
	if !ok || n != int64(int32(n)) {
		return 0, Errorf(OverflowErrorType, "Python int too large to convert to C int")
	}
	return int(n), nil
}
