// Package functools is the module _functools: partial, reduce, cmp_to_key and the wrapper behind
// lru_cache ("functools" in the library reference).
package functools

import (
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// Module is the table of the module _functools.
var Module = &object.ModuleDef{
	Name: "_functools",
	Doc:  "Tools that operate on functions.",
	Methods: []object.Method{
		{Name: "reduce", Doc: "reduce(function, iterable[, initial], /) -> value\n\nApply a function of two arguments cumulatively to the items of an iterable,\nfrom left to right, so as to reduce it to a single value.", Fn: object.FnVec(reduce)},
		{Name: "cmp_to_key", Sig: "(mycmp)", Doc: "Convert a cmp= function into a key= function.", Fn: object.FnBound(cmpToKey)},
	},
	Init: func(t *object.Thread, m *object.Module) error {
		setupOnce.Do(setup)
		for _, typ := range []*object.Type{partialType, cacheType} {
			m.Dict().SetStr(object.Intern(typ.QualName), typ.Value())
		}
		return nil
	},
}

var setupOnce sync.Once

func setup() {
	setupPartial()
	setupKey()
	setupCache()
}

// reduce is functools.reduce(function, iterable[, initial]).
func reduce(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "reduce() takes no keyword arguments")
	}
	if err := args.Positional("reduce", in, 2, 3); err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(in[1])
	if err != nil {
		if object.ErrorIs(err, object.TypeErrorType) {
			err = object.Errorf(object.TypeErrorType, "reduce() arg 2 must support iteration")
		}
		return object.Value{}, err
	}
	var total object.Value
	if len(in) == 3 {
		total = in[2]
	}
	f := in[0]
	var pair [2]object.Value
	for {
		v, err := t.Next(it)
		if err != nil {
			return object.Value{}, err
		}
		if v.IsNil() {
			break
		}
		if total.IsNil() {
			total = v
			continue
		}
		pair[0], pair[1] = total, v
		if total, err = t.CallVec(f, pair[:], nil); err != nil {
			return object.Value{}, err
		}
	}
	if total.IsNil() {
		return object.Value{}, object.Errorf(object.TypeErrorType, "reduce() of empty iterable with no initial value")
	}
	return total, nil
}

// keyWrapper compares objects by a function: cmp_to_key gives one without an object, which is called to
// wrap each object.
type keyWrapper struct {
	object.Header
	cmp object.Value
	obj object.Value // the zero Value in what cmp_to_key gives
}

var keyType = &object.Type{Name: "functools.KeyWrapper"}

var keySig = object.NewSignature("(obj)")

func newKey(cmp, obj object.Value) object.Value {
	return args.Value(&keyWrapper{object.Header{Type: keyType}, cmp, obj})
}

func cmpToKey(t *object.Thread, self object.Value, in []object.Value) (object.Value, error) {
	return newKey(in[0], object.Value{}), nil
}

func keyCall(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil || len(in) != 1 {
		var err error
		if in, err = keySig.Bind(t, "K", in, kw); err != nil {
			return object.Value{}, err
		}
	}
	return newKey(args.As[keyWrapper](self).cmp, in[0]), nil
}

func keyCompare(t *object.Thread, self, other object.Value, op object.CmpOp) (object.Value, error) {
	if other.Type() != keyType {
		return object.Value{}, object.Errorf(object.TypeErrorType, "other argument must be K instance")
	}
	a, b := args.As[keyWrapper](self), args.As[keyWrapper](other)
	if a.obj.IsNil() || b.obj.IsNil() {
		return object.Value{}, object.Errorf(object.AttributeErrorType, "object")
	}
	r, err := t.Call(a.cmp, a.obj, b.obj)
	if err != nil {
		return object.Value{}, err
	}
	return t.Compare(r, object.Int(0), op)
}

func setupKey() {
	y := keyType
	y.CallSlot, y.Compare = keyCall, keyCompare
	object.Define(y, object.TypeSpec{
		Layout: object.NewLayout[keyWrapper](y.Name, object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
		Members: []object.GetSet{{Name: "obj", Doc: "Value wrapped by a key function.", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
			return args.As[keyWrapper](self).obj.OrNone(), nil
		}, Set: func(t *object.Thread, self, v object.Value) error {
			args.As[keyWrapper](self).obj = v
			return nil
		}}},
	})
}
