package numfmt

import (
	"fmt"
	"math/big"
	"math/bits"
	"strings"
)

// limitThreshold is the number of digits below which no limit applies, so that
// small conversions need not look at it.
const limitThreshold = 640

// Decimal is str(b). limit is sys.get_int_max_str_digits(), 0 for none.
func Decimal(b *big.Int, limit int) (string, error) {
	tooLong := func() error {
		return valueError("Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", limit)
	}
	// A decimal digit is worth 3.32 bits: refuse what is too long for sure before
	// the conversion, which takes 0.25 s for a million digits.
	n := b.BitLen()
	if limit > 0 && n > limitThreshold*3 && n/10*3 > limit {
		return "", tooLong()
	}
	s := b.Text(10)
	digits := len(s)
	if b.Sign() < 0 {
		digits--
	}
	if limit > 0 && digits > limitThreshold && digits > limit {
		return "", tooLong()
	}
	return s, nil
}

// Error is a ValueError, or an OverflowError, with its message.
type Error struct {
	// Overflow says that Python raises OverflowError.
	Overflow bool
	Text     string
}

func (e *Error) Error() string { return e.Text }

func valueError(format string, args ...any) error {
	return &Error{Text: fmt.Sprintf(format, args...)}
}

// take removes the character c from the front of s.
func take(s *string, c byte) bool {
	if *s != "" && (*s)[0] == c {
		*s = (*s)[1:]
		return true
	}
	return false
}

// BadLiteral is returned by ParseInt for text that is no int in the base; the
// message, which shows the argument, is the caller's.
var BadLiteral = &Error{Text: "invalid literal"}

func digitValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return int(c|0x20-'a') + 10
	}
	return 99
}

// ParseInt is int(s, base) of ASCII text; base is 0, or 2 to 36. The result is n,
// or b if it does not fit. limit is sys.get_int_max_str_digits(), 0 for none.
func ParseInt(s string, base, limit int) (n int64, b *big.Int, err error) {
	s = trim(s)
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	prefix := 0
	if len(s) >= 2 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			prefix = 16
		case 'o':
			prefix = 8
		case 'b':
			prefix = 2
		}
	}
	onlyZeros := false
	if base == 0 {
		base = 10
		if prefix != 0 {
			base = prefix
		} else if s != "" && s[0] == '0' {
			// "010" was octal once; it is an error now, but "00" is not.
			onlyZeros = true
		}
	}
	if prefix == base {
		s = s[2:]
		take(&s, '_')
	}
	return parseDigits(s, base, limit, neg, onlyZeros)
}

func parseDigits(s string, base, limit int, neg, onlyZeros bool) (n int64, b *big.Int, err error) {
	var acc uint64
	fits, digits, i := true, 0, 0
	under := true
	for ; i < len(s); i++ {
		if s[i] == '_' {
			if under {
				return 0, nil, BadLiteral
			}
			under = true
			continue
		}
		d := digitValue(s[i])
		if d >= base {
			break
		}
		under = false
		digits++
		if fits {
			hi, lo := bits.Mul64(acc, uint64(base))
			sum, carry := bits.Add64(lo, uint64(d), 0)
			if hi != 0 || carry != 0 {
				fits = false
			} else {
				acc = sum
			}
		}
	}
	if digits == 0 || under {
		return 0, nil, BadLiteral
	}
	if base&(base-1) != 0 && limit > 0 && digits > limitThreshold && digits > limit {
		return 0, nil, valueError("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", limit, digits)
	}
	if i < len(s) || onlyZeros && (acc != 0 || !fits) {
		return 0, nil, BadLiteral
	}
	if fits {
		if acc <= 1<<63-1 || neg && acc == 1<<63 {
			if neg {
				return -int64(acc), nil, nil
			}
			return int64(acc), nil, nil
		}
		b = new(big.Int).SetUint64(acc)
	} else {
		b = bigDigits(strings.ReplaceAll(s, "_", ""), base)
	}
	if neg {
		b.Neg(b)
	}
	if b.IsInt64() {
		return b.Int64(), nil, nil
	}
	return 0, b, nil
}

// splitDigits is the length above which reading digits in two halves pays:
// SetString is quadratic, 21 ms for 100,000 digits and 1.5 s for a million.
const splitDigits = 10000

// bigDigits reads a run of digits without separators.
func bigDigits(s string, base int) *big.Int {
	if len(s) <= splitDigits || base&(base-1) == 0 {
		b, ok := new(big.Int).SetString(s, base)
		if !ok {
			panic("numfmt: digits checked before are not digits")
		}
		return b
	}
	// powers[k] is base ** (splitDigits << k).
	powers := []*big.Int{new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(splitDigits), nil)}
	for n := splitDigits << 1; n < len(s); n <<= 1 {
		p := powers[len(powers)-1]
		powers = append(powers, new(big.Int).Mul(p, p))
	}
	var read func(s string, level int) *big.Int
	read = func(s string, level int) *big.Int {
		for level >= 0 && len(s) <= splitDigits<<level {
			level--
		}
		if level < 0 {
			b, _ := new(big.Int).SetString(s, base)
			return b
		}
		cut := len(s) - splitDigits<<level
		hi := read(s[:cut], level-1)
		hi.Mul(hi, powers[level])
		return hi.Add(hi, read(s[cut:], level-1))
	}
	return read(s, len(powers)-1)
}
