package numfmt

import (
	"math"
	"strconv"
)

// This file formats what programs format most without intermediate strings: plain
// text, ints and floats in a width. Each function reports false, having appended
// nothing that counts, where the specification asks for more or is wrong; the
// full functions then decide. An f-string field takes a third of the time so.

// maxPlain bounds widths and precisions here.
const maxPlain = 1 << 10

func (f *Spec) plain() bool {
	return !f.nul && !f.Alt && !f.NoNegZero && f.Width <= maxPlain && f.Precision <= maxPlain
}

// AppendStr appends the text s, of n characters, formatted by f.
func (f *Spec) AppendStr(b []byte, s string, n int) ([]byte, bool) {
	if !f.plain() || f.Type != 0 && f.Type != 's' || f.Sign != 0 || f.Align == '=' {
		return b, false
	}
	if f.Precision >= 0 && n > f.Precision {
		if len(s) != n {
			return b, false
		}
		s, n = s[:f.Precision], f.Precision
	}
	left, right := f.margins(n)
	b = f.fill(b, left)
	b = append(b, s...)
	return f.fill(b, right), true
}

// AppendInt appends n formatted by f.
func (f *Spec) AppendInt(b []byte, n int64) ([]byte, bool) {
	if !f.plain() || f.Precision >= 0 {
		return b, false
	}
	switch f.Type {
	case 0, 'd', 'x':
	default:
		return b, false
	}
	u := uint64(n)
	if n < 0 {
		u = -u
	}
	var room [20]byte
	digits := strconv.AppendUint(room[:0], u, f.Base())
	return f.appendNumber(b, n < 0, digits, len(digits))
}

// AppendFloat appends x formatted by f.
func (f *Spec) AppendFloat(b []byte, x float64) ([]byte, bool) {
	kind, prec := byte(f.Type), f.Precision
	percent := false
	switch f.Type {
	case 'f', 'F', 'e', 'E':
	case '%':
		kind, percent = 'f', true
		x *= 100
	case 0:
		if prec >= 0 || f.Sep != 0 {
			return b, false
		}
	default:
		return b, false
	}
	if !f.plain() || x != x || math.IsInf(x, 0) {
		return b, false
	}
	neg := math.Signbit(x)
	if neg {
		x = -x
	}
	var room [64]byte
	var digits []byte
	if f.Type == 0 {
		digits = AppendRepr(room[:0], x)
	} else {
		if prec < 0 {
			prec = 6
		}
		if kind == 'F' {
			kind = 'f'
		}
		digits = strconv.AppendFloat(room[:0], x, kind, prec, 64)
	}
	whole := 0
	for whole < len(digits) && '0' <= digits[whole] && digits[whole] <= '9' {
		whole++
	}
	if percent {
		digits = append(digits, '%')
	}
	return f.appendNumber(b, neg, digits, whole)
}

// margins are the numbers of fill characters before and after n characters.
func (f *Spec) margins(n int) (left, right int) {
	total := max(f.Width-n, 0)
	switch f.Align {
	case '<':
		return 0, total
	case '^':
		return total / 2, total - total/2
	}
	return total, 0
}

func (f *Spec) fill(b []byte, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, f.Fill...)
	}
	return b
}

// appendNumber appends sign and digits, of which the first whole ones are grouped.
func (f *Spec) appendNumber(b []byte, neg bool, digits []byte, whole int) ([]byte, bool) {
	n := len(digits)
	if f.Sep != 0 {
		if f.Fill == "0" || f.Type == 'x' {
			// Zeros are grouped with the digits, and base 16 by four.
			return b, false
		}
		n += (whole - 1) / 3
	}
	sign := f.Sign
	if neg {
		sign = '-'
	} else if sign == '-' {
		sign = 0
	}
	if sign != 0 {
		n++
	}
	left, right := f.margins(n)
	if f.Align != '=' {
		b = f.fill(b, left)
	}
	if sign != 0 {
		b = append(b, sign)
	}
	if f.Align == '=' {
		b = f.fill(b, left)
	}
	if f.Sep == 0 {
		b = append(b, digits...)
		return f.fill(b, right), true
	}
	for i := range whole {
		if i > 0 && (whole-i)%3 == 0 {
			b = append(b, f.Sep)
		}
		b = append(b, digits[i])
	}
	b = append(b, digits[whole:]...)
	return f.fill(b, right), true
}
