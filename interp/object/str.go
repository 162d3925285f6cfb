package object

import (
	"unicode/utf8"
	"unsafe"
)

// This file defines Str, the str type's value: layout, indexing and hashing.
// Its methods are in str_*.go.

const (
	strASCII    = 1 << iota // all characters are below 128
	strInterned             // the one str with this text that is interned
	strScanned              // strASCII and the length are known
	strJoined               // made by Concat
	strAppended             // made by Concat from one that was: if appended to once more, it is probably a loop

	strLenShift = 8
)

// Str is a Python str: text in WTF-8, that is UTF-8 in which a lone surrogate
// is a three-byte sequence, so that every Python str has a form. Build one with
// NewStr or a Builder. It takes 48 bytes: programs that work on text make little else. With 32, the length and the flags in
// one word, string_append took 0.88 of the time, but strings 1.14 and parser 1.11: each look at the text has to take the
// word apart.
type Str struct {
	Header
	s    string
	hash int64 // 0 until computed
	// meta is the length in characters, once scanned, shifted by strLenShift, and the flags.
	meta uint64
	more *strMore // nil for most
}

// strMore is what few strs need.
type strMore struct {
	// index holds the byte offset of every 16th character of a non-ASCII
	// str, made when the str is first indexed.
	index []int32
	// buf is the buffer that the str lies in when it was made by appending: see
	// Concat. The str that reaches to the end of what is used may grow in place, so
	// a loop of appends is linear, as it is in CPython when the reference count is one.
	buf []byte
	// room holds the next strs that appending will make: one allocation for
	// roomStrs of them halves the time of s += "x".
	room    []Str
	appends int
}

const (
	// minBuffered is the length in bytes from which appending uses a buffer.
	minBuffered = 64
	// minAppends is the number of appends to a buffer after which strs are made in stock.
	minAppends = 8
	roomStrs   = 16
)

// NewStr returns a str with the text s, which must be WTF-8.
func NewStr(s string) *Str { return &Str{Header: Header{StrType}, s: s} }

// StrValue returns a str with the text s, which must be WTF-8.
func StrValue(s string) Value {
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr.Value()
		}
		if s[0] < utf8.RuneSelf {
			return charStrs[s[0]].Value()
		}
	} else if len(s) == 2 && s[0]&^1 == 0xC2 {
		return charStrs[s[0]&1<<6|s[1]].Value()
	}
	return NewStr(s).Value()
}

// The strs that there is one of, as in CPython: the empty one, and those of one
// character below 256. They are interned before any other.
var (
	emptyStr *Str
	charStrs [256]Str
)

// oneCharStrs fills charStrs and interns them in m.
func oneCharStrs(m map[string]*Str) map[string]*Str {
	for i := range charStrs {
		s := &charStrs[i]
		s.Header.Type = StrType
		s.s = string(rune(i))
		s.Hash()
		s.Len()
		s.meta |= strInterned
		m[s.s] = s
	}
	return m
}

func setupStrs() { emptyStr = Intern("") }

// RuneStr returns the str of one character, which may be a surrogate.
func RuneStr(r rune) Value {
	if uint32(r) < uint32(len(charStrs)) {
		return charStrs[r].Value()
	}
	return NewStr(string(AppendWTF8(nil, r))).Value()
}

// AppendWTF8 appends the encoding of r, a lone surrogate included.
func AppendWTF8(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// DecodeWTF8 decodes the first character of s, which must not be empty, and its size in bytes.
func DecodeWTF8(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// Value returns the str as a Value.
func (s *Str) Value() Value { return Value{P: &s.Header} }

// String returns the text in WTF-8.
func (s *Str) String() string { return s.s }

// AsStr returns v as a *Str if it is a str or an instance of a subclass.
func AsStr(v Value) (*Str, bool) {
	if v.P == nil {
		return nil, false
	}
	if v.P.Type == StrType || v.P.Type.IsSubtype(StrType) {
		return (*Str)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// asciiPrefix is the length of the part of s, from its start, that was seen to
// be ASCII, eight bytes at a time.
func asciiPrefix(s string) int {
	const high = 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))&high != 0 {
			return i
		}
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

func (s *Str) scan() {
	n := asciiPrefix(s.s)
	if n == len(s.s) {
		s.setASCII()
		return
	}
	for _, c := range []byte(s.s[n:]) {
		if c < utf8.RuneSelf || c >= 0xC0 {
			n++
		}
	}
	s.meta |= uint64(n)<<strLenShift | strScanned
}

// setASCII records that a str not scanned yet is ASCII.
func (s *Str) setASCII() {
	s.meta |= uint64(len(s.s))<<strLenShift | strASCII | strScanned
}

// Len is the length in characters.
func (s *Str) Len() int {
	if s.meta&strScanned == 0 {
		s.scan()
	}
	return int(s.meta >> strLenShift)
}

// IsASCII reports whether all characters are below 128.
func (s *Str) IsASCII() bool {
	if s.meta&strScanned == 0 {
		s.scan()
	}
	return s.meta&strASCII != 0
}

// Offset returns the byte offset of character i, 0 <= i <= Len.
func (s *Str) Offset(i int) int {
	if s.IsASCII() {
		return i
	}
	n := s.Len()
	if i >= n {
		return len(s.s)
	}
	off := 0
	k := i
	if n > indexStep {
		off = int(s.offsets()[i/indexStep])
		k = i % indexStep
	}
	for ; k > 0; k-- {
		off += charWidth(s.s[off])
	}
	return off
}

// indexStep is the number of characters from one entry of an index to the next.
const indexStep = 16

// charWidth is the number of bytes of the character that begins with c.
func charWidth(c byte) int {
	if c < 0xC0 {
		return 1
	}
	return int(0x4322 >> (c >> 4 & 3 * 4) & 7)
}

// offsets makes the index of a str that is not ASCII. Strs that share a buffer
// share the index: each is a prefix of the longest.
func (s *Str) offsets() []int32 {
	if s.more == nil {
		s.more = &strMore{}
	}
	idx := s.more.index
	n := s.Len()
	want := (n + indexStep - 1) / indexStep
	if len(idx) >= want {
		return idx
	}
	off, k := 0, 0
	if len(idx) > 0 {
		off, k = int(idx[len(idx)-1]), indexStep*(len(idx)-1)
	} else {
		idx = make([]int32, 0, want)
	}
	for ; k < n; k++ {
		if k%indexStep == 0 && k/indexStep == len(idx) {
			idx = append(idx, int32(off))
		}
		off += charWidth(s.s[off])
	}
	s.more.index = idx
	return idx
}

// CharIndex returns the index of the character that starts at byte offset off.
func (s *Str) CharIndex(off int) int {
	if s.IsASCII() {
		return off
	}
	n := 0
	for i := 0; i < off; i++ {
		if c := s.s[i]; c < utf8.RuneSelf || c >= 0xC0 {
			n++
		}
	}
	return n
}

// At returns character i as a str, 0 <= i < Len.
func (s *Str) At(i int) Value {
	if s.IsASCII() {
		return charStrs[s.s[i]].Value()
	}
	off := s.Offset(i)
	return StrValue(s.s[off : off+charWidth(s.s[off])])
}

// ASCIIAt returns the header of character i of a str that is known to be ASCII;
// nil for others, and where there is no such character.
func (s *Str) ASCIIAt(i int) *Header {
	if i < 0 {
		i += len(s.s)
	}
	if s.meta&strASCII != 0 && uint(i) < uint(len(s.s)) {
		return &charStrs[s.s[i]].Header
	}
	return nil
}

// Equal reports whether the texts are the same, which two interned strs never have.
func (s *Str) Equal(o *Str) bool {
	return s == o || len(s.s) == len(o.s) && s.meta&o.meta&strInterned == 0 && s.s == o.s
}

// Rune returns character i.
func (s *Str) Rune(i int) rune {
	r, _ := DecodeWTF8(s.s[s.Offset(i):])
	return r
}

// Slice returns characters i to j, 0 <= i <= j <= Len. A short part is a copy, a
// long one shares the text.
func (s *Str) Slice(t *Thread, i, j int) Value {
	if i == 0 && j == s.Len() && s.Header.Type == StrType {
		return s.Value()
	}
	if s.IsASCII() {
		return s.like(t, s.s[i:j])
	}
	a := s.Offset(i)
	b := s.Offset(j)
	return StrValue(s.s[a:b])
}

// Hash returns the str's hash, never -1.
func (s *Str) Hash() int64 {
	if s.hash == 0 {
		s.hash = HashString(s.s)
	}
	return s.hash
}
