// Package numfmt turns numbers into text the way Python does: the format
// specification mini-language (Library reference, "Format Specification
// Mini-Language") and the forms of floats that repr, format and % share. It
// knows nothing of Python objects: the caller hands it digits and Go floats, and
// turns the errors into exceptions.
package numfmt

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/unidata"

	"memphis/interp/internal/room"
)

// Spec is a parsed format specification:
//
//	[[fill]align][sign][z][#][0][width][grouping][.precision][type]
type Spec struct {
	Fill      string // one character in UTF-8, or a lone surrogate's three bytes
	Align     byte   // '<', '>', '=' or '^'
	Sign      byte   // '+', '-', ' ', or 0 where left out
	NoNegZero bool   // z
	Alt       bool   // #
	Width     int    // -1 where left out
	Sep       byte   // ',' or '_', 0 for no grouping
	Precision int    // -1 where left out
	Type      rune   // 0 where left out

	alignGiven bool
	nul        bool // the type is given as U+0000, which floats take for none
	kind       string
}

// maxSize bounds the widths and precisions that are carried out, in characters:
// Go ends the process when memory runs out.
var maxSize = room.Bytes

// ErrMemory is the error of a result too large to be made.
var ErrMemory = errors.New("out of memory")

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

// charLen is the length in bytes of the character that s begins with.
func charLen(s string) int {
	if s[0] < utf8.RuneSelf {
		return 1
	}
	if _, n := utf8.DecodeRuneInString(s); n > 1 {
		return n
	}
	return min(3, len(s))
}

// number cuts a decimal number off the front of s; n is -1 if there is none.
func number(s string) (n int, rest string, err error) {
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		d := unidata.Decimal(r)
		if d < 0 {
			break
		}
		if n > (math.MaxInt-d)/10 {
			return 0, "", errors.New("Too many decimal digits in format string")
		}
		n = n*10 + d
		i += size
	}
	if i == 0 {
		n = -1
	}
	return n, s[i:], nil
}

// Parse parses spec for a value of the type named kind. align is the alignment
// where spec has none: '>' for numbers, '<' for others.
func Parse(spec, kind string, align byte) (Spec, error) {
	f := Spec{Fill: " ", Align: align, Width: -1, Precision: -1, kind: kind}
	s := spec
	fillGiven := false
	if s != "" {
		if n := charLen(s); n < len(s) && isAlign(s[n]) {
			f.Fill, f.Align, fillGiven, f.alignGiven = s[:n], s[n], true, true
			s = s[n+1:]
		} else if isAlign(s[0]) {
			f.Align, f.alignGiven = s[0], true
			s = s[1:]
		}
	}
	take := func(chars string) byte {
		if s != "" && strings.IndexByte(chars, s[0]) >= 0 {
			c := s[0]
			s = s[1:]
			return c
		}
		return 0
	}
	f.Sign = take("+- ")
	f.NoNegZero = take("z") != 0
	f.Alt = take("#") != 0
	if !fillGiven && take("0") != 0 {
		f.Fill = "0"
		if !f.alignGiven && align == '>' {
			f.Align = '='
		}
	}
	var err error
	if f.Width, s, err = number(s); err != nil {
		return f, err
	}
	f.Sep = take(",")
	if c := take("_"); c != 0 {
		if f.Sep != 0 {
			return f, errors.New("Cannot specify both ',' and '_'.")
		}
		f.Sep = c
	}
	if f.Sep == '_' && s != "" && s[0] == ',' {
		return f, errors.New("Cannot specify both ',' and '_'.")
	}
	if take(".") != 0 {
		if f.Precision, s, err = number(s); err != nil {
			return f, err
		}
		if f.Precision < 0 {
			return f, errors.New("Format specifier missing precision")
		}
	}
	if s != "" {
		if len(s) > charLen(s) {
			return f, fmt.Errorf("Invalid format specifier '%s' for object of type '%s'", spec, kind)
		}
		f.nul = s == "\x00"
		f.Type, _ = utf8.DecodeRuneInString(s)
		if f.Type == utf8.RuneError && len(s) == 3 {
			f.Type = rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
		}
	}
	if f.Sep != 0 {
		typ := f.Type
		if typ == 0 && align == '<' {
			typ = 's'
		}
		switch typ {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if f.Sep == '_' {
				break
			}
			fallthrough
		default:
			if typ > 32 && typ < 128 {
				return f, fmt.Errorf("Cannot specify '%c' with '%c'.", f.Sep, typ)
			}
			return f, fmt.Errorf("Cannot specify '%c' with '\\x%x'.", f.Sep, typ)
		}
	}
	return f, nil
}

// UnknownType is the error of a type that the value's class does not have.
func (f *Spec) UnknownType() error {
	if f.Type > 32 && f.Type < 128 {
		return fmt.Errorf("Unknown format code '%c' for object of type '%s'", f.Type, f.kind)
	}
	return fmt.Errorf("Unknown format code '\\x%x' for object of type '%s'", f.Type, f.kind)
}

// Str formats the text s of n characters.
func (f *Spec) Str(s string, n int) (string, error) {
	if f.Type != 0 && f.Type != 's' || f.nul {
		return "", f.UnknownType()
	}
	switch {
	case f.Sign == ' ':
		return "", errors.New("Space not allowed in string format specifier")
	case f.Sign != 0:
		return "", errors.New("Sign not allowed in string format specifier")
	case f.NoNegZero:
		return "", errors.New("Negative zero coercion (z) not allowed in string format specifier")
	case f.Alt:
		return "", errors.New("Alternate form (#) not allowed in string format specifier")
	case f.Align == '=':
		return "", errors.New("'=' alignment not allowed in string format specifier")
	}
	if f.Precision >= 0 && n > f.Precision {
		if len(s) == n {
			s = s[:f.Precision]
		} else {
			i := 0
			for k := 0; k < f.Precision; k++ {
				i += charLen(s[i:])
			}
			s = s[:i]
		}
		n = f.Precision
	}
	return f.pad(s, n)
}

// pad aligns s, of n characters, in the width; '=' is like '>'.
func (f *Spec) pad(s string, n int) (string, error) {
	total := f.Width - n
	if total <= 0 {
		return s, nil
	}
	if total > maxSize {
		return "", ErrMemory
	}
	left := 0
	switch f.Align {
	case '>', '=':
		left = total
	case '^':
		left = total / 2
	}
	var b strings.Builder
	b.Grow(len(s) + total*len(f.Fill))
	for range left {
		b.WriteString(f.Fill)
	}
	b.WriteString(s)
	for range total - left {
		b.WriteString(f.Fill)
	}
	return b.String(), nil
}

// CheckInt refuses what an int's specification must not have. isInt is false if
// the type is one of a float, so that the int is to be formatted as a float.
func (f *Spec) CheckInt() (isInt bool, err error) {
	if f.nul {
		return true, f.UnknownType()
	}
	switch f.Type {
	case 'b', 'c', 'd', 'o', 'x', 'X', 'n', 0:
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		return false, nil
	default:
		return false, f.UnknownType()
	}
	if f.Precision != -1 {
		return true, errors.New("Precision not allowed in integer format specifier")
	}
	if f.NoNegZero {
		return true, errors.New("Negative zero coercion (z) not allowed in integer format specifier")
	}
	if f.Type == 'c' {
		if f.Sign != 0 {
			return true, errors.New("Sign not allowed with integer format specifier 'c'")
		}
		if f.Alt {
			return true, errors.New("Alternate form (#) not allowed with integer format specifier 'c'")
		}
	}
	return true, nil
}

// Base is the base of the digits of an int's type: 2, 8, 10 or 16.
func (f *Spec) Base() int {
	switch f.Type {
	case 'b':
		return 2
	case 'o':
		return 8
	case 'x', 'X':
		return 16
	}
	return 10
}

// Char formats a character, for the type c; s is its text.
func (f *Spec) Char(s string) (string, error) { return f.pad(s, 1) }

// Int formats an int whose absolute value has the given digits in the base
// Base(), lower case.
func (f *Spec) Int(neg bool, digits string) (string, error) {
	prefix := ""
	if f.Alt {
		switch f.Type {
		case 'b':
			prefix = "0b"
		case 'o':
			prefix = "0o"
		case 'x', 'X':
			prefix = "0" + string(f.Type)
		}
	}
	if f.Type == 'X' {
		digits = strings.ToUpper(digits)
	}
	return f.number(neg, prefix, digits, "")
}

// number puts a number together: sign, prefix, grouped digits, and the rest
// behind them (point, fraction, exponent), in the width.
func (f *Spec) number(neg bool, prefix, digits, rest string) (string, error) {
	sign := ""
	switch {
	case neg:
		sign = "-"
	case f.Sign == '+' || f.Sign == ' ':
		sign = string(f.Sign)
	}
	if f.Width > maxSize {
		return "", ErrMemory
	}
	// Zeros that fill are digits, and grouped with them.
	zeros := 0
	if f.Fill == "0" && f.Align == '=' {
		zeros = f.Width - len(sign) - len(prefix) - len(rest)
	}
	if f.Sep != 0 && digits != "" {
		size := 3
		if f.Sep == '_' && f.Base() != 10 {
			size = 4
		}
		digits = group(digits, f.Sep, size, zeros)
	}
	n := len(sign) + len(prefix) + len(digits) + len(rest)
	if n >= f.Width {
		return sign + prefix + digits + rest, nil
	}
	if f.Align == '=' {
		return sign + prefix + strings.Repeat(f.Fill, f.Width-n) + digits + rest, nil
	}
	return f.pad(sign+prefix+digits+rest, n)
}

// group separates digits in groups of size and adds zeros in front until there
// are width characters. A separator never comes first: a zero goes before it.
func group(digits string, sep byte, size, width int) string {
	n := len(digits) + (len(digits)-1)/size
	if n < width {
		n = width
		if n%(size+1) == 0 {
			n++
		}
	}
	out := make([]byte, n)
	k := len(digits)
	for i := n - 1; i >= 0; i-- {
		switch {
		case (n-i)%(size+1) == 0:
			out[i] = sep
		case k > 0:
			k--
			out[i] = digits[k]
		default:
			out[i] = '0'
		}
	}
	return string(out)
}
