package syntax

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// This file defines what the scanner needs to know about characters beyond ASCII.

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// charSize returns the size of the character that b begins with: for malformed bytes, that of the longest beginning of
// a character, which decoders replace as a whole.
func charSize(b []byte) int {
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n <= 1 {
		n, _, _ = malformed(b)
	}
	return n
}

// charLen counts the characters of b as a decoder does that replaces what is malformed.
func charLen(b []byte) int {
	if utf8.Valid(b) {
		return utf8.RuneCount(b)
	}
	n := 0
	for len(b) > 0 {
		b = b[charSize(b):]
		n++
	}
	return n
}

// validText returns b as a string, malformed bytes replaced.
func validText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out []byte
	for len(b) > 0 {
		n := charSize(b)
		if utf8.Valid(b[:n]) {
			out = append(out, b[:n]...)
		} else {
			out = utf8.AppendRune(out, utf8.RuneError)
		}
		b = b[n:]
	}
	return string(out)
}

// idStart is the property ID_Start, from which XID_Start differs in what NFKC does to the character.
func idStart(r rune) bool {
	return r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space, unicode15)
}

func idContinue(r rune) bool {
	return idStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) && !unicode.Is(unicode15, r)
}

// isIDStart says whether an identifier can begin with r (Language reference, 2.3).
func isIDStart(r rune) bool {
	if r < utf8.RuneSelf {
		return byteClass[r]&cIdentStart != 0
	}
	if !idStart(r) {
		return false
	}
	for i, n := range norm.NFKC.String(string(r)) {
		if i == 0 && !idStart(n) || i > 0 && !idContinue(n) {
			return false
		}
	}
	return true
}

// isIDContinue says whether r can stand within an identifier.
func isIDContinue(r rune) bool {
	if r < utf8.RuneSelf {
		return byteClass[r]&cIdentPart != 0
	}
	if !idContinue(r) {
		return false
	}
	for _, n := range norm.NFKC.String(string(r)) {
		if !idContinue(n) {
			return false
		}
	}
	return true
}

// isPrintable is str.isprintable for one character.
func isPrintable(r rune) bool {
	return r < utf8.RuneSelf && unicode.IsPrint(r) || unicode.IsPrint(r) && !unicode.Is(unicode15, r)
}

// normalise returns an identifier in form NFKC, in which Python compares them.
func normalise(b []byte) string { return norm.NFKC.String(string(b)) }

// malformed returns the number of bytes of the malformed sequence that b begins with that could begin a character,
// whether the first byte could at all, and whether all of b was used up.
func malformed(b []byte) (n int, start, short bool) {
	need := 0
	low, high := byte(0x80), byte(0xBF)
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			low = 0xA0
		} else if c == 0xED {
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			low = 0x90
		} else if c == 0xF4 {
			high = 0x8F
		}
	default:
		return 1, false, false
	}
	n = 1
	for n <= need && n < len(b) && b[n] >= low && b[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	return n, true, n == len(b)
}

// utf8Problem says, in the words of Python's decoder, what is wrong with the malformed sequence that b begins with,
// which stands at offset at.
func utf8Problem(b []byte, at int) string {
	n, start, short := malformed(b)
	reason := "invalid continuation byte"
	switch {
	case !start:
		reason = "invalid start byte"
	case short:
		reason = "unexpected end of data"
	}
	where := fmt.Sprintf("byte 0x%02x in position %d", b[0], at)
	if n > 1 {
		where = fmt.Sprintf("bytes in position %d-%d", at, at+n-1)
	}
	return "'utf-8' codec can't decode " + where + ": " + reason
}

// firstUTF8Problem describes the first malformed sequence in b, if there is one.
func firstUTF8Problem(b []byte) string {
	if utf8.Valid(b) {
		return ""
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return utf8Problem(b[i:], i)
		}
		i += n
	}
	return ""
}

// unicode15 holds the characters that Unicode 15.0, which Go knows, added to the Unicode 14.0 of Python 3.11.
var unicode15 = &unicode.RangeTable{
	R16: []unicode.Range16{{0x0cf3, 0x0cf3, 1}, {0x0ece, 0x0ece, 1}},
	R32: []unicode.Range32{
		{0x10efd, 0x10eff, 1}, {0x1123f, 0x11241, 1}, {0x11b00, 0x11b09, 1}, {0x11f00, 0x11f10, 1},
		{0x11f12, 0x11f3a, 1}, {0x11f3e, 0x11f59, 1}, {0x1342f, 0x1342f, 1}, {0x13440, 0x13455, 1},
		{0x1b132, 0x1b132, 1}, {0x1b155, 0x1b155, 1}, {0x1d2c0, 0x1d2d3, 1}, {0x1df25, 0x1df2a, 1},
		{0x1e030, 0x1e06d, 1}, {0x1e08f, 0x1e08f, 1}, {0x1e4d0, 0x1e4f9, 1}, {0x1f6dc, 0x1f6dc, 1},
		{0x1f774, 0x1f776, 1}, {0x1f77b, 0x1f77f, 1}, {0x1f7d9, 0x1f7d9, 1}, {0x1fa75, 0x1fa77, 1},
		{0x1fa87, 0x1fa88, 1}, {0x1faad, 0x1faaf, 1}, {0x1fabb, 0x1fabd, 1}, {0x1fabf, 0x1fabf, 1},
		{0x1face, 0x1facf, 1}, {0x1fada, 0x1fadb, 1}, {0x1fae8, 0x1fae8, 1}, {0x1faf7, 0x1faf8, 1},
		{0x2b739, 0x2b739, 1}, {0x31350, 0x323af, 1},
	}}
