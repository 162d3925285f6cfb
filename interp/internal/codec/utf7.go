package codec

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// This file defines UTF-7 (RFC 2152).

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// direct reports whether UTF-7 shows the ASCII character c as it is.
func direct(c byte) bool {
	return c >= ' ' && c < 0x7F && c != '+' && c != '\\' && c != '~' || c == '\t' || c == '\n' || c == '\r'
}

func isBase64(c byte) bool { return strings.IndexByte(base64Digits, c) >= 0 }

// EncodeUTF7 encodes s; there is nothing that it cannot encode.
func EncodeUTF7(s string) []byte {
	out := make([]byte, 0, len(s)+8)
	shifted := false
	var bits uint
	var acc uint32
	unit := func(u uint16) {
		acc = acc<<16 | uint32(u)
		for bits += 16; bits >= 6; bits -= 6 {
			out = append(out, base64Digits[acc>>(bits-6)&63])
		}
		acc &= 1<<bits - 1
	}
	flush := func() {
		if bits > 0 {
			out = append(out, base64Digits[acc<<(6-bits)&63])
		}
		shifted, bits, acc = false, 0, 0
	}
	for s != "" {
		r, w := decodeRune(s)
		s = s[w:]
		if r < utf8.RuneSelf && direct(byte(r)) {
			if shifted {
				flush()
				// Other characters end the shift by themselves.
				if isBase64(byte(r)) || r == '-' {
					out = append(out, '-')
				}
			}
			out = append(out, byte(r))
			continue
		}
		if !shifted {
			if r == '+' {
				out = append(out, "+-"...)
				continue
			}
			out = append(out, '+')
			shifted = true
		}
		if r >= 0x10000 {
			hi, lo := utf16.EncodeRune(r)
			unit(uint16(hi))
			unit(uint16(lo))
		} else {
			unit(uint16(r))
		}
	}
	if shifted {
		flush()
		out = append(out, '-')
	}
	return out
}

// DecodeUTF7 decodes b and says how much of it; that is all of it if final.
func DecodeUTF7(b []byte, final bool, h DecodeHandler) (string, int, error) {
	out := make([]byte, 0, len(b))
	// In a shift: where it began, in b and in out, and the bits not yet used.
	shifted := false
	start, mark := 0, 0
	var bits uint
	var acc uint32
	var high rune // a high surrogate that waits for its other half
	i := 0
	for {
		reason := ""
		if i >= len(b) {
			if !shifted || !final {
				break
			}
			shifted = false
			if high == 0 && bits < 6 && (bits == 0 || acc == 0) {
				break
			}
			reason = "unterminated shift sequence"
		} else if c := b[i]; shifted {
			if d := strings.IndexByte(base64Digits, c); d >= 0 {
				acc = acc<<6 | uint32(d)
				bits += 6
				i++
				if bits < 16 {
					continue
				}
				bits -= 16
				u := rune(acc >> bits)
				acc &= 1<<bits - 1
				if high != 0 {
					if u >= 0xDC00 && u <= 0xDFFF {
						out = AppendRune(out, utf16.DecodeRune(high, u))
						high = 0
						continue
					}
					out = AppendRune(out, high)
					high = 0
				}
				if u >= 0xD800 && u <= 0xDBFF {
					high = u
				} else {
					out = AppendRune(out, u)
				}
				continue
			}
			shifted = false
			switch {
			case bits >= 6:
				i++
				reason = "partial character in shift sequence"
			case bits > 0 && acc != 0:
				i++
				reason = "non-zero padding bits in shift sequence"
			default:
				if high != 0 && c < utf8.RuneSelf && c != '+' {
					out = AppendRune(out, high)
				}
				high = 0
				if c == '-' {
					i++
				}
				continue
			}
		} else if c == '+' {
			start = i
			i++
			switch {
			case i < len(b) && b[i] == '-':
				i++
				out = append(out, '+')
				continue
			case i < len(b) && !isBase64(b[i]):
				i++
				reason = "ill-formed sequence"
			default:
				shifted, mark = true, len(out)
				bits, acc, high = 0, 0, 0
				continue
			}
		} else if c < utf8.RuneSelf {
			out = append(out, c)
			i++
			continue
		} else {
			start = i
			i++
			reason = "unexpected special character"
		}
		text, in, next, err := h(b, "utf7", reason, start, i)
		if err != nil {
			return "", i, err
		}
		out = append(out, text...)
		b, i = in, next
		if reason == "unterminated shift sequence" && i >= len(b) {
			break
		}
	}
	if shifted {
		// The whole shift is left for the next call.
		return string(out[:mark]), start, nil
	}
	return string(out), i, nil
}
