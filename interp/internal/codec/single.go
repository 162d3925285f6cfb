package codec

import (
	"fmt"
	"unicode/utf8"
	"unsafe"
)

// This file defines the encodings of one byte a character.

// DecodeASCII decodes b.
func DecodeASCII(b []byte, h DecodeHandler) (string, error) {
	n := ASCIIPrefix(b)
	if n == len(b) {
		return string(b), nil
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if n := ASCIIPrefix(b[i:]); n > 0 {
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		text, in, next, err := h(b, "ascii", "ordinal not in range(128)", i, i+1)
		if err != nil {
			return "", err
		}
		out = append(out, text...)
		b, i = in, next
	}
	return string(out), nil
}

// DecodeLatin1 decodes b; every byte is a character.
func DecodeLatin1(b []byte) string {
	n := ASCIIPrefix(b)
	if n == len(b) {
		return string(b)
	}
	out := make([]byte, n, len(b)+len(b)/2)
	copy(out, b)
	for _, c := range b[n:] {
		if c < utf8.RuneSelf {
			out = append(out, c)
		} else {
			out = append(out, 0xC0|c>>6, 0x80|c&0x3F)
		}
	}
	return unsafe.String(unsafe.SliceData(out), len(out))
}

// EncodeASCII encodes s.
func EncodeASCII(s string, h EncodeHandler) ([]byte, error) {
	return encodeBelow(s, 0x80, "ascii", h)
}

// EncodeLatin1 encodes s.
func EncodeLatin1(s string, h EncodeHandler) ([]byte, error) {
	return encodeBelow(s, 0x100, "latin-1", h)
}

// encodePlain encodes text that has no character from limit on, at most 0x100; nil for other text.
func encodePlain(s string, limit rune) []byte {
	out := make([]byte, len(s))
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			if i++; c > 0xC3 || limit < 0x100 {
				return nil
			}
			c = c<<6 | s[i]&0x3F
		}
		out[n] = c
		n++
	}
	return out[:n]
}

func encodeBelow(s string, limit rune, name string, h EncodeHandler) ([]byte, error) {
	if out := encodePlain(s, limit); out != nil {
		return out, nil
	}
	reason := fmt.Sprintf("ordinal not in range(%d)", limit)
	out := make([]byte, 0, len(s))
	c := cursor{s: s}
	put := func(dst []byte, r rune) ([]byte, bool) { return append(dst, byte(r)), r < limit }
	for c.off < len(s) {
		if b := s[c.off]; b < utf8.RuneSelf {
			out = append(out, b)
			c.off++
			c.pos++
			continue
		}
		r, w := c.peek()
		if r < limit {
			out = append(out, byte(r))
			c.off += w
			c.pos++
			continue
		}
		var err error
		if out, err = c.bad(h, name, reason, out, func(r rune) bool { return r < limit }, put); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Undefined is what a decoding map says of a byte that stands for nothing.
const Undefined = "\xff"

// DecodeCharmap decodes b with a map from bytes to text, in which Undefined
// marks a byte without meaning; the map can fail.
func DecodeCharmap(b []byte, m func(c byte) (string, error), h DecodeHandler) (string, error) {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		text, err := m(b[i])
		if err != nil {
			return "", err
		}
		next := i + 1
		if text == Undefined {
			if text, b, next, err = h(b, "charmap", "character maps to <undefined>", i, i+1); err != nil {
				return "", err
			}
		}
		out = append(out, text...)
		i = next
	}
	return string(out), nil
}

// EncodeCharmap encodes s with a map from characters to bytes, which answers
// false for what has none; the map can fail.
func EncodeCharmap(s string, m func(dst []byte, r rune) ([]byte, bool, error), h EncodeHandler) ([]byte, error) {
	out := make([]byte, 0, len(s))
	var failed error
	put := func(dst []byte, r rune) ([]byte, bool) {
		d, ok, err := m(dst, r)
		if err != nil {
			failed = err
		}
		return d, ok
	}
	c := cursor{s: s}
	for c.off < len(s) {
		r, w := c.peek()
		next, ok := put(out, r)
		if failed != nil {
			return nil, failed
		}
		if ok {
			out = next
			c.off += w
			c.pos++
			continue
		}
		var err error
		out, err = c.bad(h, "charmap", "character maps to <undefined>", out, func(r rune) bool {
			_, ok := put(nil, r)
			return ok || failed != nil
		}, put)
		if failed != nil {
			return nil, failed
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
