package numfmt

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/unidata"
)

// This file defines how texts become numbers: int(), float() and the literals.

// ASCII returns s with every decimal digit and space of Unicode replaced by its
// ASCII equal, which is how int(), float() and complex() read a str.
func ASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				switch {
				case r < utf8.RuneSelf:
					return r
				case unidata.IsDecimal(r):
					return '0' + rune(unidata.Decimal(r))
				case unidata.IsSpace(r):
					return ' '
				}
				return r
			}, s)
		}
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// trimSpace removes white space at both ends.
func trimSpace(s string) string {
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func digitOf(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// PlainInt reads the commonest form of an int: up to 18 decimal digits, and a
// minus sign. It knows nothing of others.
func PlainInt(s string) (int64, bool) {
	neg := s != "" && s[0] == '-'
	if neg {
		s = s[1:]
	}
	if s == "" || len(s) > 18 {
		return 0, false
	}
	n := int64(0)
	for _, c := range []byte(s) {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}

// PlainFloat reads the commonest form of a float: up to 15 decimal digits with a
// point among or before them, and a minus sign. As such a number of digits is
// exact in a float, and so is the power of ten, one division rounds correctly.
func PlainFloat(s string) (float64, bool) {
	neg := s != "" && s[0] == '-'
	if neg {
		s = s[1:]
	}
	if len(s) < 2 || len(s) > 16 {
		return 0, false
	}
	n, point := int64(0), -1
	for i, c := range []byte(s) {
		switch {
		case isDigit(c):
			n = n*10 + int64(c-'0')
		case c == '.' && point < 0:
			point = i
		default:
			return 0, false
		}
	}
	if point < 0 {
		return 0, false
	}
	x := float64(n) / tens[len(s)-1-point]
	if neg {
		x = -x
	}
	return x, true
}

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// ParseInt reads an int as int(s, base) does: white space around it, a sign, for
// bases 0, 2, 8 and 16 a prefix, and single underscores between digits. The
// result is n, or big if that is not nil. maxDigits, if not 0, limits the digits
// in bases that are not powers of two: then tooLong is their number.
func ParseInt(s string, base, maxDigits int) (n int64, large *big.Int, tooLong int, ok bool) {
	s = trimSpace(s)
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	zeroOnly := false
	if len(s) > 1 && s[0] == '0' {
		b := 0
		switch s[1] | 0x20 {
		case 'x':
			b = 16
		case 'o':
			b = 8
		case 'b':
			b = 2
		}
		switch {
		case b != 0 && (base == b || base == 0):
			base = b
			s = s[2:]
			if s != "" && s[0] == '_' {
				s = s[1:]
			}
		case base == 0:
			// "00" is zero, "01" an error: octal it was once.
			zeroOnly = true
		}
	}
	if base == 0 {
		base = 10
	}
	if s == "" {
		return 0, nil, 0, false
	}
	// Check the digits, and compute while the value is small.
	var v uint64
	small, under := true, 0
	last := byte('_')
	limit := (math.MaxInt64 - 35) / uint64(base)
	digits, bad := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' {
			if last == '_' {
				return 0, nil, 0, false
			}
			under++
			last = c
			continue
		}
		d := digitOf(c)
		if d >= base {
			bad = true
			break
		}
		last = c
		digits++
		bad = bad || zeroOnly && d != 0
		if small {
			if v > limit {
				small = false
			} else {
				v = v*uint64(base) + uint64(d)
			}
		}
	}
	if last == '_' {
		return 0, nil, 0, false
	}
	// The limit comes before what follows the digits, and counts leading zeros.
	if maxDigits > 0 && digits > maxDigits && digits > 640 && base&(base-1) != 0 {
		return 0, nil, digits, true
	}
	if bad {
		return 0, nil, 0, false
	}
	if small {
		n = int64(v)
		if neg {
			n = -n
		}
		return n, nil, 0, true
	}
	if under > 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	large = parseBig(s, base)
	if neg {
		large.Neg(large)
	}
	return 0, large, 0, true
}

// parseBig reads digits without sign or underscores. Beyond 2,000 digits it
// splits them in halves, so that the time is that of a multiplication.
func parseBig(s string, base int) *big.Int {
	const chunk = 2000
	if base == 10 && len(s) <= maxDecimal*chunkDigits && bits.UintSize == 64 {
		return parseDecimal(s)
	}
	if len(s) <= chunk || base&(base-1) == 0 {
		b, _ := new(big.Int).SetString(s, base)
		return b
	}
	powers := map[int]*big.Int{}
	var power func(n int) *big.Int
	power = func(n int) *big.Int {
		if p := powers[n]; p != nil {
			return p
		}
		var p *big.Int
		if n <= chunk {
			p = new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(int64(n)), nil)
		} else {
			h := power(n / 2)
			p = new(big.Int).Mul(h, h)
			if n%2 != 0 {
				p.Mul(p, big.NewInt(int64(base)))
			}
		}
		powers[n] = p
		return p
	}
	var parse func(s string) *big.Int
	parse = func(s string) *big.Int {
		if len(s) <= chunk {
			b, _ := new(big.Int).SetString(s, base)
			return b
		}
		// The low half is a power of two of chunks, so that few powers are needed.
		low := chunk
		for low*2 < len(s) {
			low *= 2
		}
		hi := parse(s[:len(s)-low])
		hi.Mul(hi, power(low))
		return hi.Add(hi, parse(s[len(s)-low:]))
	}
	return parse(s)
}

// ErrSyntax is the error of a text that is no number.
var ErrSyntax = errors.New("not a number")

// ParseFloat reads a float as float(s) does: white space around it, single
// underscores between digits, "inf", "infinity" and "nan" in any case.
func ParseFloat(s string) (float64, error) {
	s, ok := StripNumber(s)
	if !ok {
		return 0, ErrSyntax
	}
	f, n := ScanFloat(s)
	if n == 0 || n != len(s) {
		return 0, ErrSyntax
	}
	return f, nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// NaN is the NaN that C's library makes; Go's has another bit set.
var NaN = math.Float64frombits(0x7ff8000000000000)

// ScanFloat reads the float that s begins with and returns how many bytes it
// takes, 0 for none.
func ScanFloat(s string) (float64, int) {
	i := 0
	neg := false
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		neg = s[i] == '-'
		i++
	}
	rest := s[i:]
	word := func(w string) bool { return len(rest) >= len(w) && strings.EqualFold(rest[:len(w)], w) }
	for _, w := range []string{"infinity", "inf", "nan"} {
		if word(w) {
			f := math.Inf(1)
			if w == "nan" {
				f = NaN
			}
			if neg {
				f = math.Copysign(f, -1)
			}
			return f, i + len(w)
		}
	}
	digits, begin := 0, i
	for i < len(s) && isDigit(s[i]) {
		i++
		digits++
	}
	if i < len(s) && s[i] == '.' {
		i++
		for i < len(s) && isDigit(s[i]) {
			i++
			digits++
		}
	}
	if digits == 0 {
		return 0, 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			i = j
		}
	}
	text := s[:i]
	if digits > maxDigits {
		text = shorten(neg, s[begin:i])
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, 0
	}
	return f, i
}

// maxDigits is how many decimal digits decide how a float64 is rounded, and a few more;
// strconv.ParseFloat loses count of those over 800.
const maxDigits = 780

// shorten writes the decimal number s, without sign, with maxDigits digits at most, so
// that it rounds to the same float: a 1 stands for all that is cut off.
func shorten(neg bool, s string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	e, err := strconv.Atoi(exponent)
	if err != nil {
		// None at all, or one that no mantissa in memory makes up for.
		if e = 0; exponent != "" {
			e = math.MaxInt32
			if exponent[0] == '-' {
				e = -e
			}
		}
	}
	// The value is 0.digits times ten to the e.
	e += len(digits) - len(fraction)
	if len(digits) > maxDigits {
		rest := digits[maxDigits:]
		digits = digits[:maxDigits]
		if strings.Trim(rest, "0") != "" {
			digits += "1"
		}
	}
	sign := ""
	if neg {
		sign = "-"
	}
	return sign + "0." + digits + "e" + strconv.Itoa(max(min(e, 9999), -9999))
}

// StripNumber removes white space at both ends, and underscores, which must lie
// between digits.
func StripNumber(s string) (string, bool) {
	s = trimSpace(s)
	if strings.IndexByte(s, '_') < 0 {
		return s, s != ""
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b = append(b, s[i])
			continue
		}
		if i == 0 || i == len(s)-1 || !isDigit(s[i-1]) || !isDigit(s[i+1]) {
			return "", false
		}
	}
	return string(b), true
}
