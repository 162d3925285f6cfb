package compile

import (
	"math"
	"math/big"
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/libm"
	"memphis/interp/syntax"
)

// This file folds constants, within the limits that CPython sets so that a short source cannot make huge code.

const (
	maxFoldBits  = 128  // of the int that a product, power or shift may yield
	maxFoldStr   = 4096 // length of a repeated str or bytes
	maxFoldItems = 256  // length of a repeated tuple
)

// frozenSetDisplay is a set display of constants in a place where a frozenset serves.
type frozenSetDisplay struct{ *syntax.Set }

// constantOf returns the value of e if it is known while compiling, else nil.
func (c *compiler) constantOf(e syntax.Expr) bytecode.Const {
	switch e := e.(type) {
	case *syntax.Constant:
		return literal(e)
	case *syntax.Name:
		if e.Id == "__debug__" && e.Ctx == syntax.Load {
			return bytecode.Bool(c.opt.Optimize == 0)
		}
	case *syntax.Tuple:
		if e.Ctx == syntax.Load {
			if items := c.constantsOf(e.Elts); items != nil {
				return bytecode.Tuple(items)
			}
		}
	case *syntax.UnaryOp:
		if k := c.constantOf(e.Operand); k != nil {
			return foldUnary(e.Op, k)
		}
	case *syntax.BinOp:
		if l := c.constantOf(e.Left); l != nil {
			if r := c.constantOf(e.Right); r != nil {
				return foldBinary(e.Op, l, r)
			}
		}
	case *syntax.Subscript:
		if e.Ctx != syntax.Load {
			return nil
		}
		if v := c.constantOf(e.Value); v != nil {
			if k := c.constantOf(e.Slice); k != nil {
				return foldItem(v, k)
			}
		}
	case frozenSetDisplay:
		if items := c.constantsOf(e.Elts); items != nil {
			return frozenSet(items)
		}
	}
	return nil
}

// constantsOf returns the values of all of elts (not nil, even if there are none), or nil if one is not constant.
func (c *compiler) constantsOf(elts []syntax.Expr) []bytecode.Const {
	if n := len(elts); n > 0 {
		// The cheap test first: displays of variables are common.
		switch elts[n-1].(type) {
		case *syntax.Constant, *syntax.Tuple, *syntax.UnaryOp, *syntax.BinOp, *syntax.Subscript, *syntax.Name:
		default:
			return nil
		}
	}
	items := make([]bytecode.Const, 0, len(elts))
	for _, e := range elts {
		k := c.constantOf(e)
		if k == nil {
			return nil
		}
		items = append(items, k)
	}
	return items
}

// foldIter turns a display that is only iterated over or searched into a cheaper one: a list into a tuple, a set of
// constants into a frozenset.
func (c *compiler) foldIter(e syntax.Expr) syntax.Expr {
	switch d := e.(type) {
	case *syntax.List:
		for _, elt := range d.Elts {
			if _, ok := elt.(*syntax.Starred); ok {
				return e
			}
		}
		return &syntax.Tuple{Node: d.Node, Elts: d.Elts}
	case *syntax.Set:
		if c.constantsOf(d.Elts) != nil {
			return frozenSetDisplay{d}
		}
	}
	return e
}

func literal(e *syntax.Constant) bytecode.Const {
	switch e.Kind {
	case syntax.ConstTrue:
		return bytecode.Bool(true)
	case syntax.ConstFalse:
		return bytecode.Bool(false)
	case syntax.ConstEllipsis:
		return bytecode.EllipsisConst{}
	case syntax.ConstInt:
		if e.Int != nil {
			return intConst(e.Int)
		}
		return bytecode.Int(e.I64)
	case syntax.ConstFloat:
		return bytecode.Float(e.F)
	case syntax.ConstComplex:
		return bytecode.Complex(complex(e.Re, e.F))
	case syntax.ConstStr:
		return bytecode.Str(e.S)
	case syntax.ConstBytes:
		return bytecode.Bytes(e.S)
	case syntax.ConstTuple, syntax.ConstFrozenSet:
		items := make([]bytecode.Const, len(e.Elts))
		for i := range e.Elts {
			items[i] = literal(&e.Elts[i])
		}
		if e.Kind == syntax.ConstFrozenSet {
			return frozenSet(items)
		}
		return bytecode.Tuple(items)
	}
	return bytecode.NoneConst{}
}

func intConst(n *big.Int) bytecode.Const {
	if n.IsInt64() {
		return bytecode.Int(n.Int64())
	}
	k := new(bytecode.BigInt)
	k.Set(n)
	return k
}

// frozenSet makes a frozenset constant; equal items of one type come once.
func frozenSet(items []bytecode.Const) bytecode.FrozenSet {
	seen := make(map[constKey]bool, len(items))
	out := make(bytecode.FrozenSet, 0, len(items))
	for _, k := range items {
		if key := keyOf(k); !seen[key] {
			seen[key] = true
			out = append(out, k)
		}
	}
	return out
}

// truth is the truth value of a constant.
func truth(k bytecode.Const) bool {
	switch k := k.(type) {
	case bytecode.NoneConst:
		return false
	case bytecode.Bool:
		return bool(k)
	case bytecode.Int:
		return k != 0
	case bytecode.Float:
		return k != 0
	case bytecode.Complex:
		return k != 0
	case bytecode.Str:
		return k != ""
	case bytecode.Bytes:
		return k != ""
	case bytecode.Tuple:
		return len(k) > 0
	case bytecode.FrozenSet:
		return len(k) > 0
	}
	return true
}

// asInt returns the value of an int or bool.
func asInt(k bytecode.Const) (*big.Int, bool) {
	switch k := k.(type) {
	case bytecode.Bool:
		if k {
			return big.NewInt(1), true
		}
		return new(big.Int), true
	case bytecode.Int:
		return big.NewInt(int64(k)), true
	case *bytecode.BigInt:
		return &k.Int, true
	}
	return nil, false
}

// asFloat returns the value of a number that a float holds exactly.
func asFloat(k bytecode.Const) (float64, bool) {
	if f, ok := k.(bytecode.Float); ok {
		return float64(f), true
	}
	if n, ok := asInt(k); ok && n.BitLen() <= 53 {
		return float64(n.Int64()), true
	}
	return 0, false
}

func foldUnary(op syntax.UnaryOperator, k bytecode.Const) bytecode.Const {
	if op == syntax.Not {
		return bytecode.Bool(!truth(k))
	}
	if n, ok := asInt(k); ok {
		switch op {
		case syntax.Invert:
			return intConst(new(big.Int).Not(n))
		case syntax.USub:
			return intConst(new(big.Int).Neg(n))
		}
		return intConst(n)
	}
	switch k := k.(type) {
	case bytecode.Float:
		if op == syntax.USub {
			return -k
		} else if op == syntax.UAdd {
			return k
		}
	case bytecode.Complex:
		if op == syntax.USub {
			return bytecode.Complex(complex(-real(complex128(k)), -imag(complex128(k))))
		} else if op == syntax.UAdd {
			return k
		}
	}
	return nil
}

func foldBinary(op syntax.Operator, l, r bytecode.Const) bytecode.Const {
	a, aInt := asInt(l)
	b, bInt := asInt(r)
	if aInt && bInt {
		return foldInt(op, l, r, a, b)
	}
	x, xOk := asFloat(l)
	y, yOk := asFloat(r)
	if xOk && yOk {
		return foldFloat(op, x, y)
	}
	if k := foldComplex(op, l, r); k != nil {
		return k
	}
	switch op {
	case syntax.Add:
		return foldConcat(l, r)
	case syntax.Mult:
		if bInt {
			return foldRepeat(l, b)
		}
		if aInt {
			return foldRepeat(r, a)
		}
	}
	return nil
}

func foldInt(op syntax.Operator, l, r bytecode.Const, a, b *big.Int) bytecode.Const {
	z := new(big.Int)
	switch op {
	case syntax.Add:
		return intConst(z.Add(a, b))
	case syntax.Sub:
		return intConst(z.Sub(a, b))
	case syntax.Mult:
		if a.Sign() != 0 && b.Sign() != 0 && a.BitLen()+b.BitLen() > maxFoldBits {
			return nil
		}
		return intConst(z.Mul(a, b))
	case syntax.FloorDiv, syntax.Modulo:
		if b.Sign() == 0 {
			return nil
		}
		m := new(big.Int)
		z.QuoRem(a, b, m)
		if m.Sign() != 0 && m.Sign() != b.Sign() {
			z.Sub(z, big.NewInt(1))
			m.Add(m, b)
		}
		if op == syntax.Modulo {
			return intConst(m)
		}
		return intConst(z)
	case syntax.Div:
		x, xOk := asFloat(l)
		y, yOk := asFloat(r)
		if xOk && yOk && y != 0 {
			return bytecode.Float(x / y)
		}
		return nil
	case syntax.Pow:
		if x, ok := asFloat(l); ok && b.Sign() < 0 && a.Sign() != 0 {
			if y, ok := asFloat(r); ok {
				return foldFloat(op, x, y)
			}
		}
		if b.Sign() < 0 || a.Sign() != 0 && b.Sign() != 0 && (!b.IsInt64() || int64(a.BitLen()) > maxFoldBits/b.Int64()) {
			return nil
		}
		return intConst(z.Exp(a, b, nil))
	case syntax.LShift:
		if b.Sign() < 0 || a.Sign() != 0 && (b.Cmp(big.NewInt(maxFoldBits)) > 0 || a.BitLen()+int(b.Int64()) > maxFoldBits) {
			return nil
		}
		if a.Sign() == 0 {
			return bytecode.Int(0)
		}
		return intConst(z.Lsh(a, uint(b.Int64())))
	case syntax.RShift:
		if b.Sign() < 0 || !b.IsInt64() {
			return nil
		}
		return intConst(z.Rsh(a, uint(min(b.Int64(), 1<<20))))
	}
	_, lBool := l.(bytecode.Bool)
	_, rBool := r.(bytecode.Bool)
	switch op {
	case syntax.BitOr:
		z.Or(a, b)
	case syntax.BitXor:
		z.Xor(a, b)
	case syntax.BitAnd:
		z.And(a, b)
	default:
		return nil
	}
	if lBool && rBool {
		return bytecode.Bool(z.Sign() != 0)
	}
	return intConst(z)
}

// foldFloat leaves powers to the run time, whose pow is C's to the last bit.
func foldFloat(op syntax.Operator, x, y float64) bytecode.Const {
	switch op {
	case syntax.Pow:
		// Not what fails or is complex.
		if r := libm.Pow(x, y); x > 0 && !math.IsInf(r, 0) {
			return bytecode.Float(r)
		}
	case syntax.Add:
		return bytecode.Float(x + y)
	case syntax.Sub:
		return bytecode.Float(x - y)
	case syntax.Mult:
		return bytecode.Float(x * y)
	case syntax.Div:
		if y != 0 {
			return bytecode.Float(x / y)
		}
	case syntax.FloorDiv, syntax.Modulo:
		if y == 0 {
			return nil
		}
		mod := math.Mod(x, y)
		div := (x - mod) / y
		if mod == 0 {
			mod = math.Copysign(0, y)
		} else if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
		if op == syntax.Modulo {
			return bytecode.Float(mod)
		}
		if div == 0 {
			return bytecode.Float(math.Copysign(0, x/y))
		}
		floor := math.Floor(div)
		if div-floor > 0.5 {
			floor++
		}
		return bytecode.Float(floor)
	}
	return nil
}

// foldComplex folds sums and differences, which is how complex literals are written.
func foldComplex(op syntax.Operator, l, r bytecode.Const) bytecode.Const {
	parts := func(k bytecode.Const) (re, im float64, ok bool) {
		if z, ok := k.(bytecode.Complex); ok {
			return real(complex128(z)), imag(complex128(z)), true
		}
		re, ok = asFloat(k)
		return re, 0, ok
	}
	a, b, ok1 := parts(l)
	x, y, ok2 := parts(r)
	if !ok1 || !ok2 {
		return nil
	}
	switch op {
	case syntax.Add:
		return bytecode.Complex(complex(a+x, b+y))
	case syntax.Sub:
		return bytecode.Complex(complex(a-x, b-y))
	}
	return nil
}

func foldConcat(l, r bytecode.Const) bytecode.Const {
	switch l := l.(type) {
	case bytecode.Str:
		// A pair of surrogates must not meet, since it would become one character in UTF-8.
		if r, ok := r.(bytecode.Str); ok && !strings.Contains(string(l), "\xed") {
			return l + r
		}
	case bytecode.Bytes:
		if r, ok := r.(bytecode.Bytes); ok {
			return l + r
		}
	case bytecode.Tuple:
		if r, ok := r.(bytecode.Tuple); ok {
			return append(append(bytecode.Tuple{}, l...), r...)
		}
	}
	return nil
}

func foldRepeat(k bytecode.Const, times *big.Int) bytecode.Const {
	if !times.IsInt64() || times.Int64() > maxFoldStr {
		return nil
	}
	n := max(int(times.Int64()), 0)
	switch k := k.(type) {
	case bytecode.Str:
		if len(k)*n <= maxFoldStr && !strings.Contains(string(k), "\xed") {
			return bytecode.Str(strings.Repeat(string(k), n))
		}
	case bytecode.Bytes:
		if len(k)*n <= maxFoldStr {
			return bytecode.Bytes(strings.Repeat(string(k), n))
		}
	case bytecode.Tuple:
		if len(k)*n <= maxFoldItems {
			out := bytecode.Tuple{}
			for range n {
				out = append(out, k...)
			}
			return out
		}
	}
	return nil
}

func foldItem(v, k bytecode.Const) bytecode.Const {
	n, ok := asInt(k)
	if !ok || !n.IsInt64() {
		return nil
	}
	at := func(size int) int {
		i := n.Int64()
		if i < 0 {
			i += int64(size)
		}
		if i < 0 || i >= int64(size) {
			return -1
		}
		return int(i)
	}
	switch v := v.(type) {
	case bytecode.Tuple:
		if i := at(len(v)); i >= 0 {
			return v[i]
		}
	case bytecode.Bytes:
		if i := at(len(v)); i >= 0 {
			return bytecode.Int(v[i])
		}
	case bytecode.Str:
		for i := range len(v) {
			if v[i] >= 0x80 {
				return nil
			}
		}
		if i := at(len(v)); i >= 0 {
			return v[i : i+1]
		}
	}
	return nil
}
