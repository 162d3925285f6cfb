package libm

import "math"

// Hypot is the length of the vector (x, y).
func Hypot(x, y float64) float64 { return Norm([]float64{x, y}) }

// Norm is the length of the vector v: the square root of the sum of squares.
func Norm(v []float64) float64 {
	largest, nan := 0.0, false
	for _, x := range v {
		x = math.Abs(x)
		nan = nan || x != x
		largest = max(largest, x)
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
	}
	switch {
	case nan:
		return math.NaN()
	case largest == 0:
		return 0
	case len(v) == 1:
		return largest
	}
	// Scaled by a power of two, so that no square overflows or vanishes.
	_, e := math.Frexp(largest)
	var sum dd
	for _, x := range v {
		x = math.Ldexp(x, -e)
		sum = sum.add(twoMul(x, x))
	}
	return sum.sqrt().ldexp(e)
}
