package numfmt

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/unidata"
)

// ASCII returns s as the number parsers want it: decimal digits of all scripts
// as ASCII digits, and if s is not ASCII, every whitespace as a space and any
// other character as "?".
func ASCII(s string) string {
	i := 0
	for i < len(s) && s[i] < 0x80 {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError {
			size = charLen(s[i:])
		}
		i += size
		switch d := unidata.Decimal(r); {
		case unidata.IsSpace(r):
			b = append(b, ' ')
		case r < 0x80:
			b = append(b, byte(r))
		case d >= 0:
			b = append(b, '0'+byte(d))
		default:
			b = append(b, '?')
		}
	}
	return string(b)
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func trimLeft(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	return s
}

func trim(s string) string {
	s = trimLeft(s)
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// ParseFloat is float(s) of ASCII text: whitespace around, digits with
// underscores between them, "inf", "infinity" and "nan".
func ParseFloat(s string) (f float64, ok bool) {
	s, ok = dropUnderscores(trim(s))
	if !ok {
		return 0, false
	}
	f, n := scanFloat(s)
	return f, n == len(s) && n > 0
}

// dropUnderscores removes underscores, each of which must stand between digits.
func dropUnderscores(s string) (string, bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b = append(b, s[i])
			continue
		}
		if i == 0 || i == len(s)-1 || !isDigit(s[i-1]) || !isDigit(s[i+1]) {
			return s, false
		}
	}
	return string(b), true
}

func hasFold(s, word string) bool {
	return len(s) >= len(word) && strings.EqualFold(s[:len(word)], word)
}

// scanFloat reads the longest float at the front of s, and its length: 0 if
// there is none.
func scanFloat(s string) (f float64, n int) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	switch word := s[i:]; {
	case hasFold(word, "inf"):
		f, n = math.Inf(1), i+3
		if hasFold(word, "infinity") {
			n = i + 8
		}
	case hasFold(word, "nan"):
		f, n = math.NaN(), i+3
	}
	if n > 0 {
		if s[0] == '-' {
			f = math.Copysign(f, -1)
		}
		return f, n
	}
	digits := 0
	for ; i < len(s) && isDigit(s[i]); i++ {
		digits++
	}
	if i < len(s) && s[i] == '.' {
		for i++; i < len(s) && isDigit(s[i]); i++ {
			digits++
		}
	}
	if digits == 0 {
		return 0, 0
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			for i = j; i < len(s) && isDigit(s[i]); i++ {
			}
		}
	}
	// Out of range is an infinity here, as in Python.
	f, _ = strconv.ParseFloat(s[:i], 64)
	return f, i
}

// ComplexRepr is repr(c).
func ComplexRepr(c complex128) string {
	re, im := real(c), imag(c)
	if re == 0 && !math.Signbit(re) {
		return Float(im, 'r', 0, 0) + "j"
	}
	sign := "+"
	if math.Signbit(im) && im == im {
		sign = ""
	}
	return "(" + Float(re, 'r', 0, 0) + sign + Float(im, 'r', 0, 0) + "j)"
}

// ParseComplex is complex(s) of ASCII text.
func ParseComplex(s string) (c complex128, ok bool) {
	s, ok = dropUnderscores(trim(s))
	if !ok {
		return 0, false
	}
	bracket := take(&s, '(')
	s = trimLeft(s)
	var re, im float64
	f, n := scanFloat(s)
	// unit reads the sign that stands for a coefficient of one.
	unit := func() float64 {
		if take(&s, '-') {
			return -1
		}
		take(&s, '+')
		return 1
	}
	takeJ := func() bool { return take(&s, 'j') || take(&s, 'J') }
	s = s[n:]
	switch {
	case n == 0:
		if im = unit(); !takeJ() {
			return 0, false
		}
	case s != "" && (s[0] == '+' || s[0] == '-'):
		re = f
		if im, n = scanFloat(s); n > 0 {
			s = s[n:]
		} else {
			im = unit()
		}
		if !takeJ() {
			return 0, false
		}
	case takeJ():
		im = f
	default:
		re = f
	}
	s = trimLeft(s)
	if bracket {
		if !take(&s, ')') {
			return 0, false
		}
		s = trimLeft(s)
	}
	return complex(re, im), s == ""
}

// ComplexUnderscores reports whether the underscores in s, if any, are where
// numbers allow them: Python has a message of its own for those that are not.
func ComplexUnderscores(s string) bool {
	_, ok := dropUnderscores(trim(s))
	return ok
}

// FloatHex is f.hex().
func FloatHex(f float64) string {
	if f != f || math.IsInf(f, 0) {
		return Repr(f)
	}
	sign := ""
	if math.Signbit(f) {
		sign = "-"
	}
	b := math.Float64bits(f)
	exp, frac, lead := int(b>>52&0x7FF), b&(1<<52-1), "1"
	if exp == 0 {
		if frac == 0 {
			return sign + "0x0.0p+0"
		}
		exp, lead = 1, "0"
	}
	hex := strconv.FormatUint(frac, 16)
	hex = strings.Repeat("0", 13-len(hex)) + hex
	e := strconv.Itoa(exp - 1023)
	if exp >= 1023 {
		e = "+" + e
	}
	return sign + "0x" + lead + "." + hex + "p" + e
}

func hexValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// FloatFromHex is float.fromhex(s).
func FloatFromHex(s string) (float64, error) {
	bad := valueError("invalid hexadecimal floating-point string")
	s = trim(s)
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	signed := func(f float64) float64 {
		if neg {
			return -f
		}
		return f
	}
	switch strings.ToLower(s) {
	case "inf", "infinity":
		return signed(math.Inf(1)), nil
	case "nan":
		return signed(math.NaN()), nil
	}
	if hasFold(s, "0x") {
		s = s[2:]
	}
	// m holds the first 64 significant bits, sticky whether any bit after them is
	// set; the value is m * 2**exp.
	var m uint64
	var exp int64
	sticky, any, point := false, false, false
	i := 0
	for ; i < len(s); i++ {
		if s[i] == '.' && !point {
			point = true
			continue
		}
		d := hexValue(s[i])
		if d < 0 {
			break
		}
		any = true
		if m>>60 == 0 {
			m = m<<4 | uint64(d)
		} else {
			sticky = sticky || d != 0
			exp += 4
		}
		if point {
			exp -= 4
		}
	}
	if !any {
		return 0, bad
	}
	s = s[i:]
	if s != "" && s[0]|0x20 == 'p' {
		s = s[1:]
		minus := false
		if s != "" && (s[0] == '+' || s[0] == '-') {
			minus = s[0] == '-'
			s = s[1:]
		}
		if s == "" || !isDigit(s[0]) {
			return 0, bad
		}
		var e int64
		for s != "" && isDigit(s[0]) {
			// Far beyond what any string in memory can make up for.
			e = min(e*10+int64(s[0]-'0'), 1<<50)
			s = s[1:]
		}
		if minus {
			e = -e
		}
		exp += e
	}
	f := 0.0
	if m != 0 {
		var err error
		if f, err = hexFloat(m, exp, sticky); err != nil {
			return 0, err
		}
	}
	if s != "" {
		return 0, bad
	}
	return signed(f), nil
}

// hexFloat rounds m * 2**exp to even; sticky says that bits after m are lost.
func hexFloat(m uint64, exp int64, sticky bool) (float64, error) {
	overflow := &Error{Overflow: true, Text: "hexadecimal value too large to represent as a float"}
	shift := bits.LeadingZeros64(m)
	m <<= shift
	exp -= int64(shift)
	// The value is now in [2**(exp+63), 2**(exp+64)).
	top := exp + 64
	if top > 1024 {
		return 0, overflow
	}
	drop := int64(11)
	if top < -1021 {
		drop += -1021 - top
	}
	if drop > 64 {
		return 0, nil
	}
	var kept, lost, half uint64
	if drop == 64 {
		lost, half = m, 1<<63
	} else {
		kept, lost, half = m>>drop, m&(1<<drop-1), 1<<(drop-1)
	}
	if lost > half || lost == half && (sticky || kept&1 == 1) {
		kept++
	}
	f := math.Ldexp(float64(kept), int(exp+drop))
	if math.IsInf(f, 0) {
		return 0, overflow
	}
	return f, nil
}
