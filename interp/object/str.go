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
	strScanned              // strASCII and n are known
	strJoined               // made by Concat: if appended to once more, it is probably a loop
)

// Str is a Python str: text in WTF-8, that is UTF-8 in which a lone surrogate
// is a three-byte sequence, so that every Python str has a form. Build one with
// NewStr or a Builder.
type Str struct {
	Header
	s     string
	hash  int64 // 0 until computed
	n     int   // length in characters, once scanned
	flags uint8
	// index holds the byte offset of every 64th character of a non-ASCII
	// str, made when the str is first indexed.
	index []int32
	// buf is the buffer that s lies in, when s was made by appending: see Append.
	buf *appendBuf
}

// appendBuf is a buffer shared by the strs that repeated "s += x" makes. The
// str that reaches to the end of what is used may grow in place, so a loop of
// appends is linear, as it is in CPython when the reference count is one.
type appendBuf struct {
	b []byte
}

// NewStr returns a str with the text s, which must be WTF-8.
func NewStr(s string) *Str { return &Str{Header: Header{StrType}, s: s} }

// StrValue returns a str with the text s, which must be WTF-8.
func StrValue(s string) Value {
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr.Value()
		}
		if s[0] < utf8.RuneSelf {
			return asciiStrs[s[0]].Value()
		}
	}
	return NewStr(s).Value()
}

var (
	emptyStr  *Str
	asciiStrs [128]*Str
)

func setupStrs() {
	emptyStr = Intern("")
	for i := range asciiStrs {
		asciiStrs[i] = Intern(string(rune(i)))
	}
}

// RuneStr returns the str of one character, which may be a surrogate.
func RuneStr(r rune) Value {
	if r < utf8.RuneSelf {
		return asciiStrs[r].Value()
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

func (s *Str) scan() {
	n := 0
	ascii := true
	for i := 0; i < len(s.s); i++ {
		if c := s.s[i]; c < utf8.RuneSelf || c >= 0xC0 {
			n++
			if c >= 0xC0 {
				ascii = false
			}
		}
	}
	s.n = n
	if ascii {
		s.flags |= strASCII
	}
	s.flags |= strScanned
}

// Len is the length in characters.
func (s *Str) Len() int {
	if s.flags&strScanned == 0 {
		s.scan()
	}
	return s.n
}

// IsASCII reports whether all characters are below 128.
func (s *Str) IsASCII() bool {
	if s.flags&strScanned == 0 {
		s.scan()
	}
	return s.flags&strASCII != 0
}

// Offset returns the byte offset of character i, 0 <= i <= Len.
func (s *Str) Offset(i int) int {
	if s.IsASCII() {
		return i
	}
	if i >= s.n {
		return len(s.s)
	}
	if s.index == nil && s.n > 64 {
		idx := make([]int32, 0, s.n/64+1)
		k := 0
		for off := 0; off < len(s.s); {
			if k%64 == 0 {
				idx = append(idx, int32(off))
			}
			_, w := DecodeWTF8(s.s[off:])
			off += w
			k++
		}
		s.index = idx
	}
	off := 0
	k := i
	if s.index != nil {
		off = int(s.index[i/64])
		k = i % 64
	}
	for ; k > 0; k-- {
		_, w := DecodeWTF8(s.s[off:])
		off += w
	}
	return off
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
		return asciiStrs[s.s[i]].Value()
	}
	off := s.Offset(i)
	_, w := DecodeWTF8(s.s[off:])
	return StrValue(s.s[off : off+w])
}

// Rune returns character i.
func (s *Str) Rune(i int) rune {
	r, _ := DecodeWTF8(s.s[s.Offset(i):])
	return r
}

// Slice returns characters i to j, 0 <= i <= j <= Len.
func (s *Str) Slice(i, j int) Value {
	if i == 0 && j == s.Len() && s.Header.Type == StrType {
		return s.Value()
	}
	if s.IsASCII() {
		sub := s.s[i:j]
		if len(sub) <= 1 {
			return StrValue(sub)
		}
		r := NewStr(sub)
		r.n = len(sub)
		r.flags = strASCII | strScanned
		return r.Value()
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

// Concat returns a + b. When a ends at the used end of its buffer, b is written
// behind it in place; a str that is itself the result of an append gets such a
// buffer, with room for half as much again.
func (a *Str) Concat(b *Str) Value {
	if len(b.s) == 0 && a.Header.Type == StrType {
		return a.Value()
	}
	if len(a.s) == 0 && b.Header.Type == StrType {
		return b.Value()
	}
	r := &Str{Header: Header{StrType}}
	n := len(a.s) + len(b.s)
	if buf := a.buf; buf != nil && len(buf.b) == len(a.s) {
		buf.b = append(buf.b, b.s...)
		r.buf = buf
		r.s = unsafe.String(&buf.b[0], n)
	} else if a.flags&strJoined != 0 && len(a.s) >= 32 {
		nb := &appendBuf{make([]byte, n, n+n/2+32)}
		copy(nb.b, a.s)
		copy(nb.b[len(a.s):], b.s)
		r.buf = nb
		r.s = unsafe.String(&nb.b[0], n)
	} else {
		r.s = a.s + b.s
		r.flags = strJoined
	}
	if f := a.flags & b.flags; f&strScanned != 0 {
		r.n = a.n + b.n
		r.flags |= f & (strASCII | strScanned)
	}
	return r.Value()
}
