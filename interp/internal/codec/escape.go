package codec

import (
	"unicode/utf8"
)

// This file defines the encodings of Python's own literals: unicode_escape,
// raw_unicode_escape and escape.

const hexDigits = "0123456789abcdef"

// AppendEscape appends r as a \x, \u or \U escape.
func AppendEscape(b []byte, r rune) []byte {
	n := 8
	switch {
	case r < 0x100:
		b = append(b, `\x`...)
		n = 2
	case r < 0x10000:
		b = append(b, `\u`...)
		n = 4
	default:
		b = append(b, `\U`...)
	}
	for i := n - 1; i >= 0; i-- {
		b = append(b, hexDigits[r>>(4*i)&15])
	}
	return b
}

// EncodeUnicodeEscape encodes s as the inside of a str literal in ASCII.
func EncodeUnicodeEscape(s string) []byte {
	out := make([]byte, 0, len(s))
	for s != "" {
		r, w := decodeRune(s)
		s = s[w:]
		switch {
		case r == '\\':
			out = append(out, `\\`...)
		case r == '\t':
			out = append(out, `\t`...)
		case r == '\n':
			out = append(out, `\n`...)
		case r == '\r':
			out = append(out, `\r`...)
		case r >= ' ' && r < 0x7F:
			out = append(out, byte(r))
		default:
			out = AppendEscape(out, r)
		}
	}
	return out
}

// EncodeRawUnicodeEscape encodes s in Latin-1 with \u and \U escapes for the rest.
func EncodeRawUnicodeEscape(s string) []byte {
	out := make([]byte, 0, len(s))
	for s != "" {
		r, w := decodeRune(s)
		s = s[w:]
		if r < 0x100 {
			out = append(out, byte(r))
		} else {
			out = AppendEscape(out, r)
		}
	}
	return out
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// hexRun reads up to n hex digits at b[i:]: the value, and the offset behind them.
func hexRun(b []byte, i, n int) (rune, int) {
	v := rune(0)
	for ; n > 0 && i < len(b) && hexValue(b[i]) >= 0; n-- {
		v = v<<4 | rune(hexValue(b[i]))
		i++
	}
	return v, i
}

// simpleEscape is the character of a one-letter escape, or -1.
func simpleEscape(c byte) int {
	switch c {
	case '\\', '\'', '"':
		return int(c)
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 't':
		return '\t'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 'v':
		return '\v'
	case 'a':
		return '\a'
	}
	return -1
}

var escapeWidth = map[byte]int{'x': 2, 'u': 4, 'U': 8}
var truncated = map[byte]string{
	'x': `truncated \xXX escape`, 'u': `truncated \uXXXX escape`, 'U': `truncated \UXXXXXXXX escape`,
}

// DecodeUnicodeEscape decodes the inside of a str literal. lookup finds the
// character of a Unicode name. odd is the first character that follows a
// backslash and means nothing there, or the first octal escape over 0o377, or 0.
func DecodeUnicodeEscape(b []byte, final bool, lookup func(name string) (rune, bool), h DecodeHandler) (s string, consumed int, odd rune, err error) {
	out := make([]byte, 0, len(b))
	i := 0
	for i < len(b) {
		if b[i] != '\\' {
			out = utf8.AppendRune(out, rune(b[i]))
			i++
			continue
		}
		start := i
		i++
		reason := `\ at end of string`
		if i < len(b) {
			c := b[i]
			i++
			if e := simpleEscape(c); e >= 0 {
				out = append(out, byte(e))
				continue
			}
			switch {
			case c == '\n':
				continue
			case '0' <= c && c <= '7':
				v := rune(c - '0')
				for n := 0; n < 2 && i < len(b) && '0' <= b[i] && b[i] <= '7'; n++ {
					v = v<<3 | rune(b[i]-'0')
					i++
				}
				if v > 0o377 && odd == 0 {
					odd = v
				}
				out = utf8.AppendRune(out, v)
				continue
			case escapeWidth[c] > 0:
				v, end := hexRun(b, i, escapeWidth[c])
				whole := end-i == escapeWidth[c]
				i = end
				if whole && uint32(v) <= utf8.MaxRune {
					out = AppendRune(out, v)
					continue
				}
				reason = truncated[c]
				if whole {
					reason = "illegal Unicode character"
				}
				if !whole && i < len(b) {
					break
				}
				if !whole && !final {
					return string(out), start, odd, nil
				}
			case c == 'N':
				reason = `malformed \N character escape`
				if i == len(b) {
					if !final {
						return string(out), start, odd, nil
					}
					break
				}
				if b[i] != '{' {
					break
				}
				i++
				name := i
				for i < len(b) && b[i] != '}' {
					i++
				}
				if i == len(b) {
					if !final {
						return string(out), start, odd, nil
					}
					break
				}
				if i > name {
					i++
					if r, ok := lookup(string(b[name : i-1])); ok {
						out = AppendRune(out, r)
						continue
					}
					reason = "unknown Unicode character name"
				}
			default:
				if odd == 0 {
					odd = rune(c)
				}
				out = append(out, '\\')
				out = utf8.AppendRune(out, rune(c))
				continue
			}
		} else if !final {
			return string(out), start, odd, nil
		}
		text, in, next, err := h(b, "unicodeescape", reason, start, i)
		if err != nil {
			return "", i, odd, err
		}
		out = append(out, text...)
		b, i = in, next
	}
	return string(out), i, odd, nil
}

// DecodeRawUnicodeEscape decodes Latin-1 with \u and \U escapes.
func DecodeRawUnicodeEscape(b []byte, final bool, h DecodeHandler) (string, int, error) {
	out := make([]byte, 0, len(b))
	i := 0
	for i < len(b) {
		c := b[i]
		if c != '\\' || i+1 == len(b) {
			if c == '\\' && !final {
				break
			}
			out = utf8.AppendRune(out, rune(c))
			i++
			continue
		}
		start := i
		c = b[i+1]
		i += 2
		if c != 'u' && c != 'U' {
			out = append(out, '\\')
			out = utf8.AppendRune(out, rune(c))
			continue
		}
		v, end := hexRun(b, i, escapeWidth[c])
		whole := end-i == escapeWidth[c]
		i = end
		if whole && uint32(v) <= utf8.MaxRune {
			out = AppendRune(out, v)
			continue
		}
		reason := truncated[c]
		if whole {
			reason = `\Uxxxxxxxx out of range`
		} else if i == len(b) && !final {
			return string(out), start, nil
		}
		text, in, next, err := h(b, "rawunicodeescape", reason, start, i)
		if err != nil {
			return "", i, err
		}
		out = append(out, text...)
		b, i = in, next
	}
	return string(out), i, nil
}

// EncodeEscape encodes bytes as the inside of a bytes literal.
func EncodeEscape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		switch {
		case c == '\'' || c == '\\':
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, `\t`...)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\r':
			out = append(out, `\r`...)
		case c < ' ' || c >= 0x7F:
			out = append(out, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
	}
	return out
}

// DecodeEscape decodes the inside of a bytes literal. badHex deals with a \x
// escape at an offset that lacks digits: it gives what to put there. trailing is
// true if the input ends in the middle of an escape, by a backslash.
func DecodeEscape(b []byte, badHex func(at int) (string, error)) (out []byte, odd rune, trailing bool, err error) {
	out = make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != '\\' {
			out = append(out, b[i])
			i++
			continue
		}
		if i++; i == len(b) {
			return nil, odd, true, nil
		}
		c := b[i]
		i++
		if e := simpleEscape(c); e >= 0 {
			out = append(out, byte(e))
			continue
		}
		switch {
		case c == '\n':
		case '0' <= c && c <= '7':
			v := rune(c - '0')
			for n := 0; n < 2 && i < len(b) && '0' <= b[i] && b[i] <= '7'; n++ {
				v = v<<3 | rune(b[i]-'0')
				i++
			}
			if v > 0o377 && odd == 0 {
				odd = v
			}
			out = append(out, byte(v))
		case c == 'x':
			if v, end := hexRun(b, i, 2); end == i+2 {
				out = append(out, byte(v))
				i = end
				break
			}
			text, err := badHex(i - 2)
			if err != nil {
				return nil, odd, false, err
			}
			out = append(out, text...)
			// One digit, if there is one, is a part of what is wrong.
			if i < len(b) && hexValue(b[i]) >= 0 {
				i++
			}
		default:
			if odd == 0 {
				odd = rune(c)
			}
			out = append(out, '\\')
			i--
		}
	}
	return out, odd, false, nil
}
