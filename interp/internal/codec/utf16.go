package codec

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// This file defines UTF-16 and UTF-32.

// Order is a byte order.
type Order int

// The byte orders. With Native a decoder goes by the mark that the input begins
// with, and an encoder writes one.
const (
	Little Order = -1
	Native Order = 0
	Big    Order = 1
)

func (o Order) binary() binary.ByteOrder {
	if o == Big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (o Order) suffix() string {
	if o == Big {
		return "-be"
	}
	return "-le"
}

// DecodeUTF16 decodes b. It returns how much it has consumed, and the byte order
// found.
func DecodeUTF16(b []byte, order Order, final bool, h DecodeHandler) (string, int, Order, error) {
	i := 0
	if order == Native && len(b) >= 2 {
		switch {
		case b[0] == 0xFF && b[1] == 0xFE:
			i, order = 2, Little
		case b[0] == 0xFE && b[1] == 0xFF:
			i, order = 2, Big
		}
	}
	if len(b) == 0 {
		return "", 0, order, nil
	}
	bo, name := order.binary(), "utf-16"+order.suffix()
	out := make([]byte, 0, len(b))
	for i < len(b) {
		n, reason := 0, ""
		if len(b)-i < 2 {
			n, reason = 1, "truncated data"
		} else if u := rune(bo.Uint16(b[i:])); !isSurrogate(u) {
			out = utf8.AppendRune(out, u)
			i += 2
			continue
		} else if u >= 0xDC00 {
			n, reason = 2, "illegal encoding"
		} else if len(b)-i < 4 {
			n, reason = len(b)-i, endOfData
		} else if v := rune(bo.Uint16(b[i+2:])); v>>10 == 0xDC00>>10 {
			out = utf8.AppendRune(out, 0x10000+(u&0x3FF)<<10+v&0x3FF)
			i += 4
			continue
		} else {
			n, reason = 2, "illegal UTF-16 surrogate"
		}
		if !final && (reason == endOfData || reason == "truncated data") {
			break
		}
		text, in, next, err := h(b, name, reason, i, i+n)
		if err != nil {
			return "", i, order, err
		}
		out = append(out, text...)
		b, i = in, next
	}
	return string(out), i, order, nil
}

// DecodeUTF32 is DecodeUTF16 for UTF-32.
func DecodeUTF32(b []byte, order Order, final bool, h DecodeHandler) (string, int, Order, error) {
	i := 0
	if order == Native && len(b) >= 4 {
		switch {
		case b[0] == 0xFF && b[1] == 0xFE && b[2] == 0 && b[3] == 0:
			i, order = 4, Little
		case b[0] == 0 && b[1] == 0 && b[2] == 0xFE && b[3] == 0xFF:
			i, order = 4, Big
		}
	}
	bo, name := order.binary(), "utf-32"+order.suffix()
	out := make([]byte, 0, len(b)/2)
	for i < len(b) {
		n, reason := 4, ""
		if len(b)-i < 4 {
			if !final {
				break
			}
			n, reason = len(b)-i, "truncated data"
		} else if u := bo.Uint32(b[i:]); u >= 0x110000 {
			reason = "code point not in range(0x110000)"
		} else if isSurrogate(rune(u)) {
			reason = "code point in surrogate code point range(0xd800, 0xe000)"
		} else {
			out = utf8.AppendRune(out, rune(u))
			i += 4
			continue
		}
		text, in, next, err := h(b, name, reason, i, i+n)
		if err != nil {
			return "", i, order, err
		}
		out = append(out, text...)
		b, i = in, next
	}
	return string(out), i, order, nil
}

// EncodeUTF16 encodes s, with a byte order mark for Native.
func EncodeUTF16(s string, order Order, h EncodeHandler) ([]byte, error) {
	if order != Big {
		if out := encodePlain16(s, order); out != nil {
			return out, nil
		}
	}
	bo := order.binary()
	return encodeUnits(s, "utf-16", order, 2, h, func(dst []byte, r rune) []byte {
		var u [4]byte
		if r < 0x10000 {
			bo.PutUint16(u[:], uint16(r))
			return append(dst, u[:2]...)
		}
		r -= 0x10000
		bo.PutUint16(u[:], 0xD800+uint16(r>>10))
		bo.PutUint16(u[2:], 0xDC00+uint16(r&0x3FF))
		return append(dst, u[:]...)
	})
}

// encodePlain16 encodes text without surrogates, little end first; nil for other text.
func encodePlain16(s string, order Order) []byte {
	out := make([]byte, 0, 2*(len(s)+1))
	if order == Native {
		out = append(out, 0xFF, 0xFE)
	}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			out = append(out, c, 0)
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && w == 1:
			return nil
		case r < 0x10000:
			out = append(out, byte(r), byte(r>>8))
		default:
			hi, lo := utf16.EncodeRune(r)
			out = append(out, byte(hi), byte(hi>>8), byte(lo), byte(lo>>8))
		}
		i += w
	}
	return out
}

// EncodeUTF32 encodes s, with a byte order mark for Native.
func EncodeUTF32(s string, order Order, h EncodeHandler) ([]byte, error) {
	bo := order.binary()
	return encodeUnits(s, "utf-32", order, 4, h, func(dst []byte, r rune) []byte {
		var u [4]byte
		bo.PutUint32(u[:], uint32(r))
		return append(dst, u[:]...)
	})
}

func encodeUnits(s, name string, order Order, size int, h EncodeHandler, put func(dst []byte, r rune) []byte) ([]byte, error) {
	out := make([]byte, 0, size*(len(s)+1))
	if order == Native {
		out = put(out, 0xFEFF)
	} else {
		name += order.suffix()
	}
	c := cursor{s: s}
	for c.off < len(s) {
		r, w := c.peek()
		if !isSurrogate(r) {
			out = put(out, r)
			c.off += w
			c.pos++
			continue
		}
		start, before := c.pos, len(out)
		var err error
		// One surrogate at a time, unlike UTF-8.
		out, err = c.bad(h, name, "surrogates not allowed", out, beyondFirst(),
			func(dst []byte, r rune) ([]byte, bool) { return put(dst, r), r < utf8.RuneSelf })
		if err != nil {
			return nil, err
		}
		// Bytes that a handler gives must be whole units.
		if (len(out)-before)%size != 0 {
			return nil, h.Fail(name, "surrogates not allowed", start, start+1)
		}
	}
	return out, nil
}

// beyondFirst refuses the first character it is asked about and no other.
func beyondFirst() func(rune) bool {
	asked := false
	return func(rune) bool {
		was := asked
		asked = true
		return was
	}
}
