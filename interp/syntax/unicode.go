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

// charLen counts the characters of b as a decoder does that replaces what is malformed.
func charLen(b []byte) int { return utf8.RuneCount(b) }

// validText returns b as a string, malformed bytes replaced.
func validText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return string([]rune(string(b)))
}

// idStart is the property ID_Start, from which XID_Start differs in what NFKC does to the character.
func idStart(r rune) bool {
	return r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) && !unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

func idContinue(r rune) bool {
	return idStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
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
	return r == ' ' || unicode.IsPrint(r)
}

// normalise returns an identifier in form NFKC, in which Python compares them.
func normalise(b []byte) string { return norm.NFKC.String(string(b)) }

// utf8Problem says, in the words of Python's decoder, what is wrong with the malformed sequence that b begins with,
// which stands at offset at.
func utf8Problem(b []byte, at int) string {
	const codec = "'utf-8' codec can't decode "
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
		return fmt.Sprintf(codec+"byte 0x%02x in position %d: invalid start byte", b[0], at)
	}
	n := 1
	for n <= need && n < len(b) && b[n] >= low && b[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	reason := "invalid continuation byte"
	if n == len(b) {
		reason = "unexpected end of data"
	}
	if n == 1 {
		return fmt.Sprintf(codec+"byte 0x%02x in position %d: %s", b[0], at, reason)
	}
	return fmt.Sprintf(codec+"bytes in position %d-%d: %s", at, at+n-1, reason)
}
