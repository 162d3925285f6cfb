// Package itertools is the module itertools: iterators that combine other iterators ("itertools" in the
// library reference).
//
// Each type is a struct with a Next function. A step asks the source's Next slot directly and makes no
// exception at the end: the zero Value says that there is no more. Pickling follows CPython 3.11, where
// __reduce__ gives the constructor's arguments and, where they do not say all, a state.
package itertools

import (
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// Module is the table of the module itertools.
var Module = &object.ModuleDef{
	Name: "itertools",
	Doc:  "Functional tools for creating and using iterators.",
	Methods: []object.Method{
		{Name: "tee", Sig: "(iterable, n=2, /)", Doc: "Returns a tuple of n independent iterators.", Fn: object.FnVec(tee)},
	},
	Init: func(t *object.Thread, m *object.Module) error {
		setupOnce.Do(setup)
		for _, typ := range types {
			m.Dict().SetStr(object.Intern(typ.QualName), typ.Value())
		}
		return nil
	},
}

var setupOnce sync.Once

// types are the types of the module, for its namespace.
var types = []*object.Type{
	accumulateType, chainType, combinationsType, replacementType, compressType, countType, cycleType,
	dropwhileType, filterfalseType, groupbyType, grouperType, isliceType, pairwiseType, permutationsType,
	productType, repeatType, starmapType, takewhileType, teeType, teeDataType, zipLongestType,
}

func setup() {
	setupCounting()
	setupChaining()
	setupFiltering()
	setupGrouping()
	setupTee()
	setupCombining()
}

// The helpers of package args that every file here uses.
func as[T any](v object.Value) *T              { return args.As[T](v) }
func value[T any](p *T) object.Value           { return args.Value(p) }
func classOf(v object.Value) object.Value      { return args.ClassOf(v) }
func tuple(items ...object.Value) object.Value { return args.Tuple(items...) }

// define completes an iterator type.
func define[T any](typ *object.Type, doc string, flags object.TypeFlags, methods ...object.Method) {
	typ.Iter = args.SelfIter
	object.Define(typ, object.TypeSpec{Doc: doc, Layout: object.NewLayout[T](typ.Name, object.ObjectType.Layout), Flags: flags, Methods: methods})
}

// stateTuple checks that a pickled state is a tuple.
func stateTuple(state object.Value) ([]object.Value, error) {
	u, ok := object.AsTuple(state)
	if !ok {
		return nil, object.Errorf(object.TypeErrorType, "state is not a tuple")
	}
	return u.Items, nil
}

// reduce makes the method __reduce__ of a function.
func reduce(f object.Fn0) object.Method {
	return object.Method{Name: "__reduce__", Sig: "()", Doc: "Return state information for pickling.", Fn: f}
}

// setstate makes the method __setstate__ of a function.
func setstate(f func(t *object.Thread, self, state object.Value) error) object.Method {
	return object.Method{Name: "__setstate__", Doc: "Set state information for unpickling.", Fn: object.Fn1(func(t *object.Thread, self, state object.Value) (object.Value, error) {
		return object.None, f(t, self, state)
	})}
}
