package numfmt

import (
	"math"
	"strconv"
	"strings"
)

// RoundFloat is round(x, n): x at n decimal places, which may be negative, as
// its exact value rounds, ties to even.
func RoundFloat(x float64, n int) (float64, error) {
	if x == 0 || x != x || math.IsInf(x, 0) || n > 323 {
		return x, nil
	}
	if n < -308 {
		return 0 * x, nil
	}
	var text string
	if n >= 0 {
		text = strconv.FormatFloat(x, 'f', n, 64)
	} else {
		// 25 digits tell the exponent of the exact value: no float is nearer to a
		// power of ten from below than one part in 10**17.
		e := strconv.FormatFloat(x, 'e', 24, 64)
		_, expText, _ := strings.Cut(e, "e")
		exp, _ := strconv.Atoi(expText)
		switch places := exp + n; {
		case places >= 0:
			text = strconv.FormatFloat(x, 'e', places, 64)
		case places == -1 && math.Abs(x) > 5*math.Pow10(exp):
			// One place above the first digit: up if above the half.
			text = "1e" + strconv.Itoa(-n)
			if x < 0 {
				text = "-" + text
			}
		default:
			return 0 * x, nil
		}
	}
	r, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, &Error{Overflow: true, Text: "rounded value too large to represent"}
	}
	return r, nil
}
