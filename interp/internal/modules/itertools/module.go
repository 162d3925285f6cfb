// Package itertools is the module itertools: iterators that combine other iterators ("itertools" in the
// library reference).
//
// Each type is a struct with a Next function. A step asks the source's Next slot directly and makes no
// exception at the end: the zero Value says that there is no more. Pickling follows CPython 3.11, where
// __reduce__ gives the constructor's arguments and, where they do not say all, a state.
package itertools

import (
	"sync"
	"unsafe"

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

// as gives the struct of an instance.
func as[T any](v object.Value) *T { return (*T)(unsafe.Pointer(v.P)) }

// value gives the Value of an instance, whose first field is its header.
func value[T any](p *T) object.Value { return object.FromPtr((*object.Header)(unsafe.Pointer(p))) }

func selfIter(t *object.Thread, self object.Value) (object.Value, error) { return self, nil }

// define completes an iterator type.
func define[T any](typ *object.Type, doc string, flags object.TypeFlags, methods ...object.Method) {
	typ.Iter = selfIter
	object.Define(typ, object.TypeSpec{Doc: doc, Layout: object.NewLayout[T](typ.Name, object.ObjectType.Layout), Flags: flags, Methods: methods})
}

// noKeywords fails if there are keyword arguments. A subclass may have them, for its __init__.
func noKeywords(cls, typ *object.Type, args []object.Value, kw *object.Tuple) ([]object.Value, error) {
	if kw == nil || len(kw.Items) == 0 {
		return args, nil
	}
	if cls == typ || cls.Flags&object.FlagHeap == 0 {
		return nil, object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", typ.QualName)
	}
	return args[:len(args)-len(kw.Items)], nil
}

// positional checks the number of positional arguments.
func positional(name string, args []object.Value, least, most int) error {
	n := len(args)
	if n >= least && n <= most {
		return nil
	}
	how, want := "", least
	if least != most {
		how = "at least "
		if n > most {
			how, want = "at most ", most
		}
	}
	s := "s"
	if want == 1 {
		s = ""
	}
	return object.Errorf(object.TypeErrorType, "%s expected %s%d argument%s, got %d", name, how, want, s, n)
}

// stateTuple checks that a pickled state is a tuple.
func stateTuple(state object.Value) ([]object.Value, error) {
	u, ok := object.AsTuple(state)
	if !ok {
		return nil, object.Errorf(object.TypeErrorType, "state is not a tuple")
	}
	return u.Items, nil
}

// stateSize checks that a pickled state has from least to most parts.
func stateSize(state []object.Value, least, most int) error {
	n := len(state)
	if n >= least && n <= most {
		return nil
	}
	how, want := "exactly", least
	if least != most {
		how = "at least"
		if n > most {
			how, want = "at most", most
		}
	}
	s := "s"
	if want == 1 {
		s = ""
	}
	return object.Errorf(object.TypeErrorType, "function takes %s %d argument%s (%d given)", how, want, s, n)
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

// classOf gives the type of v as a Value.
func classOf(v object.Value) object.Value { return v.Type().Value() }

// tuple makes a tuple of its arguments.
func tuple(items ...object.Value) object.Value { return object.NewTuple(items).Value() }

// emptyIter gives an iterator over nothing.
func emptyIter(t *object.Thread) (object.Value, error) { return t.Iter(object.NewTuple(nil).Value()) }
