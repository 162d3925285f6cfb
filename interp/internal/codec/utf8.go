package codec

import (
	"strings"
	"unicode/utf8"
)

// This file defines UTF-8.

// DecodeUTF8 decodes b and says how much of it; that is all of it if final.
func DecodeUTF8(b []byte, final bool, h DecodeHandler) (string, int, error) {
	if utf8.Valid(b) {
		return string(b), len(b), nil
	}
	out := make([]byte, 0, len(b))
	i := 0
	for i < len(b) {
		if n := ASCIIPrefix(b[i:]); n > 0 {
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		n, reason := sequence(b[i:])
		if reason == "" {
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		if !final && (reason == endOfData || cutSurrogate(b[i:])) {
			break
		}
		text, in, next, err := h(b, "utf-8", reason, i, i+n)
		if err != nil {
			return "", i, err
		}
		out = append(out, text...)
		b, i = in, next
	}
	return string(out), i, nil
}

// cutSurrogate reports whether b is the first two bytes of a surrogate, of which the
// error handler surrogatepass wants all three.
func cutSurrogate(b []byte) bool { return len(b) == 2 && b[0] == 0xED && b[1] >= 0xA0 && b[1] <= 0xBF }

const endOfData = "unexpected end of data"

// sequence measures the sequence that b begins with: its length, or how much of
// it is wrong, and why (the Unicode standard, table 3-7).
func sequence(b []byte) (int, string) {
	lo, hi, n := byte(0x80), byte(0xBF), 0
	switch c := b[0]; {
	case c < 0x80:
		return 1, ""
	case c < 0xC2 || c > 0xF4:
		return 1, "invalid start byte"
	case c < 0xE0:
		n = 2
	case c < 0xF0:
		n = 3
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	default:
		n = 4
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	}
	for i := 1; i < n; i++ {
		if i == len(b) {
			return i, endOfData
		}
		if b[i] < lo || b[i] > hi {
			return i, "invalid continuation byte"
		}
		lo, hi = 0x80, 0xBF
	}
	return n, ""
}

// HasSurrogate reports whether s has a lone surrogate, which is all that keeps
// it from being UTF-8.
func HasSurrogate(s string) bool {
	for {
		i := strings.IndexByte(s, 0xED)
		if i < 0 || i+1 >= len(s) {
			return false
		}
		if s[i+1] >= 0xA0 {
			return true
		}
		s = s[i+3:]
	}
}

// EncodeUTF8 encodes s.
func EncodeUTF8(s string, h EncodeHandler) ([]byte, error) {
	if !HasSurrogate(s) {
		return []byte(s), nil
	}
	out := make([]byte, 0, len(s))
	c := cursor{s: s}
	for c.off < len(s) {
		r, w := c.peek()
		if !isSurrogate(r) {
			out = append(out, s[c.off:c.off+w]...)
			c.off += w
			c.pos++
			continue
		}
		var err error
		out, err = c.bad(h, "utf-8", "surrogates not allowed", out, func(r rune) bool { return !isSurrogate(r) },
			func(dst []byte, r rune) ([]byte, bool) { return append(dst, byte(r)), r < utf8.RuneSelf })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
