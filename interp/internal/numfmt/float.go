package numfmt

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// This file defines the text of floats and complex numbers.

// Flags modify Float.
type Flags uint8

// The flags of Float.
const (
	// Alt keeps the point, and with g trailing zeros.
	Alt Flags = 1 << iota
	// AddDot0 makes the result look like a float: ".0" is added to an integer.
	AddDot0
	// NoNegZero drops the sign of a result that is all zeros.
	NoNegZero
)

// Repr is repr() of a float: the shortest text that gives it back, with an
// exponent if the point would lie more than 16 digits to the right or 4 to the left.
func Repr(x float64) string {
	var room [32]byte
	return string(AppendRepr(room[:0], x))
}

// AppendRepr appends Repr(x) to b.
func AppendRepr(b []byte, x float64) []byte {
	switch {
	case x != x:
		return append(b, "nan"...)
	case math.IsInf(x, 0):
		if x < 0 {
			b = append(b, '-')
		}
		return append(b, "inf"...)
	case x == math.Trunc(x) && math.Abs(x) < 1e15 && (x != 0 || !math.Signbit(x)):
		// Integers are common, and cheap.
		return append(strconv.AppendInt(b, int64(x), 10), ".0"...)
	case 1e-4 <= math.Abs(x) && math.Abs(x) < 1e15:
		return strconv.AppendFloat(b, x, 'f', -1, 64)
	}
	return append(b, Float(x, 'r', 0, AddDot0)...)
}

// Float is the text of x in the form kind: e, f or g (capital letters for
// capital letters in the result) with precision prec, or r for the shortest
// form that gives x back.
func Float(x float64, kind byte, prec int, flags Flags) string {
	upper := 'A' <= kind && kind <= 'Z'
	if upper {
		kind |= 0x20
	}
	if x != x || math.IsInf(x, 0) {
		s := "nan"
		if x == x {
			s = "inf"
		}
		if upper {
			s = strings.ToUpper(s)
		}
		if math.IsInf(x, -1) {
			s = "-" + s
		}
		return s
	}
	sign := ""
	if math.Signbit(x) {
		sign = "-"
		x = -x
	}
	var s string
	switch kind {
	case 'f':
		s = strconv.FormatFloat(x, 'f', prec, 64)
		if prec == 0 && flags&Alt != 0 {
			s += "."
		}
	case 'e':
		s = strconv.FormatFloat(x, 'e', prec, 64)
		if prec == 0 && flags&Alt != 0 {
			s = s[:1] + "." + s[1:]
		}
	default:
		s = general(x, kind, prec, flags)
	}
	if upper {
		s = strings.ToUpper(s)
	}
	if sign != "" && flags&NoNegZero != 0 {
		mantissa, _, _ := strings.Cut(strings.ToLower(s), "e")
		if strings.Trim(mantissa, "0.") == "" {
			sign = ""
		}
	}
	return sign + s
}

// general is the form g or r of x, which is finite and not negative.
func general(x float64, kind byte, prec int, flags Flags) string {
	// The significant digits, and where the point is: 0.d1d2d3... * 10**point.
	e := ""
	limit := 16
	if kind == 'r' {
		e = strconv.FormatFloat(x, 'e', -1, 64)
	} else {
		if prec == 0 {
			prec = 1
		}
		e = strconv.FormatFloat(x, 'e', prec-1, 64)
		limit = prec
		if flags&AddDot0 != 0 {
			limit--
		}
	}
	mantissa, exp, _ := strings.Cut(e, "e")
	digits := strings.Replace(mantissa, ".", "", 1)
	point, _ := strconv.Atoi(exp)
	point++
	if flags&Alt == 0 {
		digits = strings.TrimRight(digits, "0")
		if digits == "" {
			digits = "0"
		}
	}
	if x == 0 {
		point = 1
	}
	if point > limit || point <= -4 {
		s := digits[:1]
		if len(digits) > 1 || flags&Alt != 0 {
			s += "." + digits[1:]
		}
		point--
		s += "e"
		if point < 0 {
			s += "-"
			point = -point
		} else {
			s += "+"
		}
		if point < 10 {
			s += "0"
		}
		return s + strconv.Itoa(point)
	}
	switch {
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		s := digits + strings.Repeat("0", point-len(digits))
		if flags&AddDot0 != 0 {
			return s + ".0"
		}
		if flags&Alt != 0 {
			return s + "."
		}
		return s
	}
	return digits[:point] + "." + digits[point:]
}

// split takes a float's text apart: sign, digits before the point, the rest.
func split(s string) (neg bool, digits, rest string) {
	if s[0] == '-' {
		neg = true
		s = s[1:]
	}
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return neg, s[:i], s[i:]
}

// text is x in the form that the specification asks for, without width.
func (f *Spec) text(x float64, typeless byte) (string, error) {
	if f.Precision > math.MaxInt32 {
		return "", errors.New("precision too big")
	}
	kind, prec := byte(f.Type), 6
	var flags Flags
	switch f.Type {
	case 0:
		kind, prec = typeless, 0
		if typeless == 'r' && f.kind != "complex" {
			flags |= AddDot0
		}
	case 'n':
		kind = 'g'
	case '%':
		kind = 'f'
		x *= 100
	case 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		return "", f.UnknownType()
	}
	if f.Precision >= 0 {
		prec = f.Precision
		if kind == 'r' {
			kind = 'g'
		}
	}
	if f.Alt {
		flags |= Alt
	}
	if f.NoNegZero {
		flags |= NoNegZero
	}
	s := Float(x, kind, prec, flags)
	if f.Type == '%' {
		s += "%"
	}
	return s, nil
}

// Float formats a float.
func (f *Spec) Float(x float64) (string, error) {
	s, err := f.text(x, 'r')
	if err != nil {
		return "", err
	}
	neg, digits, rest := split(s)
	return f.number(neg, "", digits, rest)
}

// Complex formats a complex number.
func (f *Spec) Complex(c complex128) (string, error) {
	if f.Precision > math.MaxInt32 {
		return "", errors.New("precision too big")
	}
	switch f.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return "", f.UnknownType()
	}
	if f.Fill == "0" {
		return "", errors.New("Zero padding is not allowed in complex format specifier")
	}
	if f.Align == '=' {
		return "", errors.New("'=' alignment flag is not allowed in complex format specifier")
	}
	part := *f
	part.Width = -1
	one := func(x float64) (string, error) {
		s, err := f.text(x, 'r')
		if err != nil {
			return "", err
		}
		neg, digits, rest := split(s)
		return part.number(neg, "", digits, rest)
	}
	re := ""
	var err error
	bare := f.Type == 0
	onlyImag := bare && real(c) == 0 && !math.Signbit(real(c))
	if !onlyImag {
		if re, err = one(real(c)); err != nil {
			return "", err
		}
		part.Sign = '+'
	}
	im, err := one(imag(c))
	if err != nil {
		return "", err
	}
	s := re + im + "j"
	if bare && !onlyImag {
		s = "(" + s + ")"
	}
	return f.pad(s, len(s))
}
