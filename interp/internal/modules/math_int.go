package modules

import (
	"math"
	"math/big"

	"memphis/interp/object"
)

// This file defines math's functions of ints.

// bigFrexp splits b > 0 into m * 2**e with 0.5 <= m < 1.
func bigFrexp(b *big.Int) (float64, int) {
	f := new(big.Float).SetInt(b)
	e := f.MantExp(f)
	m, _ := f.Float64()
	return m, e
}

// index returns v as an int through __index__.
func index(t *object.Thread, v object.Value) (*big.Int, error) {
	n, err := t.Index(v)
	if err != nil {
		return nil, err
	}
	return object.BigInt(n), nil
}

func mathFactorial(t *object.Thread, self, v object.Value) (object.Value, error) {
	b, err := index(t, v)
	if err != nil {
		return object.Value{}, err
	}
	switch {
	case b.Sign() < 0:
		return object.Value{}, object.Errorf(object.ValueErrorType, "factorial() not defined for negative values")
	case !b.IsInt64():
		return object.Value{}, object.Errorf(object.OverflowErrorType, "factorial() argument should not exceed %d", math.MaxInt64)
	case b.Int64() > 1<<32:
		return object.Value{}, object.NewError(object.MemoryErrorType)
	}
	return object.IntFromBig(new(big.Int).MulRange(1, b.Int64())), nil
}

// mathGcd is gcd(*integers).
func mathGcd(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	u, _ := object.AsTuple(args[0])
	if len(u.Items) == 2 && u.Items[0].IsSmallInt() && u.Items[1].IsSmallInt() {
		x, y := u.Items[0].Int64(), u.Items[1].Int64()
		if x != math.MinInt64 && y != math.MinInt64 {
			for y != 0 {
				x, y = y, x%y
			}
			if x < 0 {
				x = -x
			}
			return object.Int64(x), nil
		}
	}
	r := new(big.Int)
	for _, a := range u.Items {
		b, err := index(t, a)
		if err != nil {
			return object.Value{}, err
		}
		r = new(big.Int).GCD(nil, nil, r, new(big.Int).Abs(b))
	}
	return object.IntFromBig(r), nil
}

// mathLcm is lcm(*integers).
func mathLcm(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	u, _ := object.AsTuple(args[0])
	r := big.NewInt(1)
	for _, a := range u.Items {
		b, err := index(t, a)
		if err != nil {
			return object.Value{}, err
		}
		if b.Sign() == 0 || r.Sign() == 0 {
			r = new(big.Int)
			continue
		}
		b = new(big.Int).Abs(b)
		g := new(big.Int).GCD(nil, nil, r, b)
		r = new(big.Int).Mul(r, b.Quo(b, g))
	}
	return object.IntFromBig(r), nil
}

func mathIsqrt(t *object.Thread, self, v object.Value) (object.Value, error) {
	b, err := index(t, v)
	if err != nil {
		return object.Value{}, err
	}
	if b.Sign() < 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "isqrt() argument must be nonnegative")
	}
	return object.IntFromBig(new(big.Int).Sqrt(b)), nil
}

// chosen reads n and k of comb and perm.
func chosen(t *object.Thread, nv, kv object.Value) (n, k *big.Int, err error) {
	if n, err = index(t, nv); err != nil {
		return
	}
	if k, err = index(t, kv); err != nil {
		return
	}
	if n.Sign() < 0 {
		err = object.Errorf(object.ValueErrorType, "n must be a non-negative integer")
	} else if k.Sign() < 0 {
		err = object.Errorf(object.ValueErrorType, "k must be a non-negative integer")
	}
	return
}

// falling is n * (n-1) * ... of k factors, by halves so that the factors stay of
// a size.
func falling(n *big.Int, k int64) *big.Int {
	if k <= 16 {
		r := big.NewInt(1)
		f := new(big.Int).Set(n)
		for ; k > 0; k-- {
			r.Mul(r, f)
			f.Sub(f, big.NewInt(1))
		}
		return r
	}
	h := k / 2
	low := falling(new(big.Int).Sub(n, big.NewInt(h)), k-h)
	return low.Mul(low, falling(n, h))
}

func mathPerm(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	if args[1].IsNil() || args[1].IsNone() {
		return mathFactorial(t, self, args[0])
	}
	n, k, err := chosen(t, args[0], args[1])
	switch {
	case err != nil:
		return object.Value{}, err
	case n.Cmp(k) < 0:
		return object.Int(0), nil
	case !k.IsInt64():
		return object.Value{}, object.Errorf(object.OverflowErrorType, "k must not exceed %d", math.MaxInt64)
	}
	return object.IntFromBig(falling(n, k.Int64())), nil
}

func mathComb(t *object.Thread, self, nv, kv object.Value) (object.Value, error) {
	n, k, err := chosen(t, nv, kv)
	if err != nil {
		return object.Value{}, err
	}
	if n.Cmp(k) < 0 {
		return object.Int(0), nil
	}
	if rest := new(big.Int).Sub(n, k); rest.Cmp(k) < 0 {
		k = rest
	}
	if !k.IsInt64() {
		return object.Value{}, object.Errorf(object.OverflowErrorType, "min(n - k, k) must not exceed %d", math.MaxInt64)
	}
	r := falling(n, k.Int64())
	return object.IntFromBig(r.Quo(r, new(big.Int).MulRange(1, k.Int64()))), nil
}
