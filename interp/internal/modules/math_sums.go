package modules

import (
	"math"

	"memphis/interp/internal/libm"
	"memphis/interp/object"
)

// This file defines math's functions of many numbers.

// floats converts each value.
func floats(t *object.Thread, vs []object.Value) ([]float64, error) {
	out := make([]float64, len(vs))
	for i, v := range vs {
		var err error
		if out[i], err = t.ToFloat(v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func mathHypot(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "math.hypot() takes no keyword arguments")
	}
	xs, err := floats(t, args)
	return object.Float(libm.Norm(xs)), err
}

func mathDist(t *object.Thread, self, p, q object.Value) (object.Value, error) {
	a, err := t.Collect(p)
	if err != nil {
		return object.Value{}, err
	}
	b, err := t.Collect(q)
	if err != nil {
		return object.Value{}, err
	}
	if len(a) != len(b) {
		return object.Value{}, object.Errorf(object.ValueErrorType, "both points must have the same number of dimensions")
	}
	xs, err := floats(t, a)
	if err != nil {
		return object.Value{}, err
	}
	ys, err := floats(t, b)
	if err != nil {
		return object.Value{}, err
	}
	for i := range xs {
		xs[i] -= ys[i]
	}
	return object.Float(libm.Norm(xs)), nil
}

// mathFsum adds floats exactly: as a list of partial sums that do not overlap
// (Shewchuk's method), rounded once at the end.
func mathFsum(t *object.Thread, self, seq object.Value) (object.Value, error) {
	var parts []float64
	special, infs := 0.0, 0.0
	err := t.Each(seq, func(v object.Value) error {
		orig, err := t.ToFloat(v)
		if err != nil {
			return err
		}
		x := orig
		k := 0
		for _, y := range parts {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			hi := x + y
			lo := y - (hi - x)
			if lo != 0 {
				parts[k] = lo
				k++
			}
			x = hi
		}
		parts = parts[:k]
		if x == 0 {
			return nil
		}
		if !isFinite(x) {
			if isFinite(orig) {
				return object.Errorf(object.OverflowErrorType, "intermediate overflow in fsum")
			}
			if math.IsInf(orig, 0) {
				infs += orig
			}
			special += orig
			parts = parts[:0]
			return nil
		}
		parts = append(parts, x)
		return nil
	})
	if err != nil {
		return object.Value{}, err
	}
	if special != 0 {
		if math.IsNaN(infs) {
			return object.Value{}, object.Errorf(object.ValueErrorType, "-inf + inf in fsum")
		}
		return object.Float(special), nil
	}
	hi, lo := 0.0, 0.0
	n := len(parts)
	if n > 0 {
		n--
		hi = parts[n]
		for n > 0 && lo == 0 {
			x := hi
			n--
			y := parts[n]
			hi = x + y
			lo = y - (hi - x)
		}
		// A tie is decided by the sign of what comes below.
		if n > 0 && (lo < 0 && parts[n-1] < 0 || lo > 0 && parts[n-1] > 0) {
			y := lo * 2
			x := hi + y
			if y == x-hi {
				hi = x
			}
		}
	}
	return object.Float(hi), nil
}

func mathProd(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	r := args[1]
	if r.IsNil() {
		r = object.Int(1)
	}
	err := t.Each(args[0], func(v object.Value) error {
		var err error
		r, err = t.BinaryOp(object.OpMul, r, v)
		return err
	})
	return r, err
}
