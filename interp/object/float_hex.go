package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"memphis/interp/internal/numfmt"
)

// This file defines float.hex and float.fromhex.

// hexFloat is float.hex: one digit, thirteen more, and a power of two.
func hexFloat(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	bits := math.Float64bits(x)
	sign := ""
	if bits>>63 != 0 {
		sign = "-"
	}
	exp := int(bits>>52)&0x7ff - 1023
	lead := "1"
	if exp == -1023 {
		lead = "0"
		exp = -1022
	}
	frac := bits & (1<<52 - 1)
	if x == 0 {
		return sign + "0x0.0p+0"
	}
	digits := strconv.FormatUint(frac|1<<52, 16)[1:]
	s := sign + "0x" + lead + "." + digits + "p"
	if exp >= 0 {
		s += "+"
	}
	return s + strconv.Itoa(exp)
}

// floatFromHex is float.fromhex.
func floatFromHex(t *Thread, cls, v Value) (Value, error) {
	str, ok := AsStr(v)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "bad argument type for built-in operation")
	}
	bad := Errorf(ValueErrorType, "invalid hexadecimal floating-point string")
	s := strings.Trim(str.s, " \t\n\r\v\f")
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	var x float64
	switch strings.ToLower(s) {
	case "inf", "infinity":
		x = math.Inf(1)
	case "nan":
		x = numfmt.NaN
	default:
		if len(s) > 1 && s[0] == '0' && s[1]|0x20 == 'x' {
			s = s[2:]
		}
		mant, expText, hasExp := s, "", false
		if i := strings.IndexAny(s, "pP"); i >= 0 {
			mant, expText, hasExp = s[:i], s[i+1:], true
		}
		whole, frac, _ := strings.Cut(mant, ".")
		digits := whole + frac
		if digits == "" || strings.Trim(digits, "0123456789abcdefABCDEF") != "" {
			return Value{}, bad
		}
		exp := int64(0)
		if hasExp {
			d := strings.TrimLeft(expText, "+-")
			if d == "" || len(expText)-len(d) > 1 || strings.Trim(d, "0123456789") != "" {
				return Value{}, bad
			}
			var err error
			if exp, err = strconv.ParseInt(expText, 10, 64); err != nil {
				exp = math.MaxInt64 / 4
				if expText[0] == '-' {
					exp = -exp
				}
			}
		}
		n, _ := new(big.Int).SetString(digits, 16)
		if n.Sign() != 0 {
			exp -= 4 * int64(len(frac))
			tooLarge := Errorf(OverflowErrorType, "hexadecimal value too large to represent as a float")
			switch top := exp + int64(n.BitLen()); {
			case top > 1024:
				return Value{}, tooLarge
			case top < -1080:
			default:
				f := new(big.Float).SetInt(n)
				x, _ = f.SetMantExp(f, int(exp)).Float64()
				if math.IsInf(x, 0) {
					return Value{}, tooLarge
				}
			}
		}
	}
	if neg {
		x = -x
	}
	if cls == FloatType.Value() {
		return Float(x), nil
	}
	return t.Call(cls, Float(x))
}
