// Package operator is the module _operator: the operators of the language as functions ("operator" in the
// library reference), and the callables itemgetter, attrgetter and methodcaller.
package operator

import (
	"crypto/subtle"
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// Module is the table of the module _operator.
var Module = &object.ModuleDef{
	Name:    "_operator",
	Doc:     "Operator interface.\n\nThe operators of the language as functions.",
	Methods: functions(),
	Init: func(t *object.Thread, m *object.Module) error {
		setupOnce.Do(setupGetters)
		for _, typ := range []*object.Type{itemgetterType, attrgetterType, methodcallerType} {
			m.Dict().SetStr(object.Intern(typ.QualName), typ.Value())
		}
		return nil
	},
}

var setupOnce sync.Once

// unaries are the functions of one operand.
var unaries = []struct {
	name, doc string
	f         func(t *object.Thread, a object.Value) (object.Value, error)
}{
	{"abs", "Same as abs(a).", (*object.Thread).Abs},
	{"index", "Same as a.__index__()", index},
	{"inv", "Same as ~a.", (*object.Thread).Invert},
	{"invert", "Same as ~a.", (*object.Thread).Invert},
	{"neg", "Same as -a.", (*object.Thread).Neg},
	{"not_", "Same as not a.", func(t *object.Thread, a object.Value) (object.Value, error) {
		b, err := t.Truth(a)
		return object.Bool(!b), err
	}},
	{"pos", "Same as +a.", (*object.Thread).Pos},
	{"truth", "Return True if a is true, False otherwise.", func(t *object.Thread, a object.Value) (object.Value, error) {
		b, err := t.Truth(a)
		return object.Bool(b), err
	}},
}

// operators are the binary operators, with the names of their in-place forms.
var operators = []struct {
	name, inPlace, sym string
	op                 object.BinOp
}{
	{"add", "iadd", "+", object.OpAdd}, {"and_", "iand", "&", object.OpAnd}, {"floordiv", "ifloordiv", "//", object.OpFloorDiv},
	{"lshift", "ilshift", "<<", object.OpLShift}, {"matmul", "imatmul", "@", object.OpMatMul}, {"mod", "imod", "%", object.OpMod},
	{"mul", "imul", "*", object.OpMul}, {"or_", "ior", "|", object.OpOr}, {"pow", "ipow", "**", object.OpPow},
	{"rshift", "irshift", ">>", object.OpRShift}, {"sub", "isub", "-", object.OpSub},
	{"truediv", "itruediv", "/", object.OpTrueDiv}, {"xor", "ixor", "^", object.OpXor},
}

var comparisons = []struct {
	name, sym string
	op        object.CmpOp
}{
	{"lt", "<", object.LT}, {"le", "<=", object.LE}, {"eq", "==", object.EQ}, {"ne", "!=", object.NE}, {"gt", ">", object.GT}, {"ge", ">=", object.GE},
}

func functions() []object.Method {
	var out []object.Method
	add := func(name, sig, doc string, fn any) {
		out = append(out, object.Method{Name: name, Sig: sig, Doc: doc, Fn: fn})
	}
	for _, u := range unaries {
		add(u.name, "(a, /)", u.doc, object.Fn1(func(t *object.Thread, self, a object.Value) (object.Value, error) { return u.f(t, a) }))
	}
	for _, o := range operators {
		add(o.name, "(a, b, /)", "Same as a "+o.sym+" b.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
			return t.BinaryOp(o.op, a, b)
		}))
		add(o.inPlace, "(a, b, /)", "Same as a "+o.sym+"= b.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
			return t.InPlaceOp(o.op, a, b)
		}))
	}
	for _, c := range comparisons {
		add(c.name, "(a, b, /)", "Same as a "+c.sym+" b.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
			return t.Compare(a, b, c.op)
		}))
	}
	add("is_", "(a, b, /)", "Same as a is b.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) { return object.Bool(a == b), nil }))
	add("is_not", "(a, b, /)", "Same as a is not b.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) { return object.Bool(a != b), nil }))
	add("concat", "(a, b, /)", "Same as a + b, for a and b sequences.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
		return concat(t, a, b, false)
	}))
	add("iconcat", "(a, b, /)", "Same as a += b, for a and b sequences.", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
		return concat(t, a, b, true)
	}))
	add("contains", "(a, b, /)", "Same as b in a (note reversed operands).", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
		in, err := t.Contains(a, b)
		return object.Bool(in), err
	}))
	add("countOf", "(a, b, /)", "Return the number of items in a which are, or which equal, b.", object.Fn2(countOf))
	add("indexOf", "(a, b, /)", "Return the first index of b in a.", object.Fn2(indexOf))
	add("getitem", "(a, b, /)", "Same as a[b].", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) { return t.GetItem(a, b) }))
	add("setitem", "(a, b, c, /)", "Same as a[b] = c.", object.Fn3(func(t *object.Thread, self, a, b, c object.Value) (object.Value, error) {
		return object.None, t.SetItem(a, b, c)
	}))
	add("delitem", "(a, b, /)", "Same as del a[b].", object.Fn2(func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
		return object.None, t.DelItem(a, b)
	}))
	add("length_hint", "(obj, default=0, /)", "Return an estimate of the number of items in obj, or default if there is none.", object.FnBound(lengthHint))
	add("call", "(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs).", object.FnVec(call))
	add("_compare_digest", "(a, b, /)", "Return 'a == b', in a time that does not depend on what they hold.", object.Fn2(compareDigest))
	return out
}

func index(t *object.Thread, a object.Value) (object.Value, error) {
	v, err := t.Index(a)
	if err != nil || v.Type() == object.IntType {
		return v, err
	}
	// An int of a subclass, a bool among them, counts as the int it is.
	if n, ok := object.SmallInt(v); ok {
		return object.Int64(n), nil
	}
	return v, nil
}

// concat joins two sequences; numbers that can be added are none.
func concat(t *object.Thread, a, b object.Value, inPlace bool) (object.Value, error) {
	y := a.Type()
	op := object.OpAdd
	if inPlace && y.InPlaceConcat != nil {
		return y.InPlaceConcat(t, a, b)
	}
	if y.Concat != nil {
		return y.Concat(t, a, b)
	}
	if y.GetItem != nil && b.Type().GetItem != nil && !a.Is(object.DictType) && !b.Is(object.DictType) {
		if inPlace {
			return t.InPlaceOp(op, a, b)
		}
		return t.BinaryOp(op, a, b)
	}
	return object.Value{}, object.Errorf(object.TypeErrorType, "'%s' object can't be concatenated", y.Name)
}

// eachOf iterates over a for countOf and indexOf.
func eachOf(t *object.Thread, a object.Value, f func(x object.Value) (more bool, err error)) error {
	it, err := t.Iter(a)
	if err != nil {
		if object.ErrorIs(err, object.TypeErrorType) {
			return object.Errorf(object.TypeErrorType, "argument of type '%s' is not iterable", a.Type().Name)
		}
		return err
	}
	for {
		x, err := t.Next(it)
		if err != nil || x.IsNil() {
			return err
		}
		if more, err := f(x); err != nil || !more {
			return err
		}
	}
}

func countOf(t *object.Thread, self, a, b object.Value) (object.Value, error) {
	n := 0
	err := eachOf(t, a, func(x object.Value) (bool, error) {
		eq, err := t.EqualValues(x, b)
		if eq {
			n++
		}
		return true, err
	})
	return object.Int(n), err
}

func indexOf(t *object.Thread, self, a, b object.Value) (object.Value, error) {
	n, found := 0, false
	err := eachOf(t, a, func(x object.Value) (bool, error) {
		eq, err := t.EqualValues(x, b)
		if found = eq; !eq {
			n++
		}
		return !eq, err
	})
	if err == nil && !found {
		err = object.Errorf(object.ValueErrorType, "sequence.index(x): x not in sequence")
	}
	return object.Int(n), err
}

func lengthHint(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
	def := 0
	if !a[1].IsNil() {
		var err error
		if def, err = args.SSize(t, a[1]); err != nil {
			return object.Value{}, err
		}
	}
	n, err := t.LengthHint(a[0], def)
	return object.Int(n), err
}

func call(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if pos, _ := args.Split(in, kw); len(pos) == 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "call expected at least 1 argument, got 0")
	}
	return t.CallVec(in[0], in[1:], kw)
}

func compareDigest(t *object.Thread, self, a, b object.Value) (object.Value, error) {
	x, ok := object.AsStr(a)
	y, ok2 := object.AsStr(b)
	if ok && ok2 {
		if !x.IsASCII() || !y.IsASCII() {
			return object.Value{}, object.Errorf(object.TypeErrorType, "comparing strings with non-ASCII characters is not supported")
		}
		return object.Bool(subtle.ConstantTimeCompare([]byte(x.String()), []byte(y.String())) == 1), nil
	}
	if a.Type().Buffer == nil && b.Type().Buffer == nil {
		return object.Value{}, object.Errorf(object.TypeErrorType, "unsupported operand types(s) or combination of types: '%s' and '%s'", a.Type().Name, b.Type().Name)
	}
	p, release, err := t.BytesLike(a)
	if err != nil {
		return object.Value{}, err
	}
	defer release()
	q, releaseB, err := t.BytesLike(b)
	if err != nil {
		return object.Value{}, err
	}
	defer releaseB()
	return object.Bool(subtle.ConstantTimeCompare(p, q) == 1), nil
}
