// Package collections is the module _collections: deque, defaultdict and OrderedDict, and what Counter and
// namedtuple need to be fast ("collections" in the library reference).
package collections

import (
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// Module is the table of the module _collections.
var Module = &object.ModuleDef{
	Name: "_collections",
	Doc:  "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n",
	Methods: []object.Method{
		{Name: "_count_elements", Sig: "(mapping, iterable, /)", Doc: "Count elements in the iterable, updating the mapping", Fn: object.Fn2(countElements)},
	},
	Init: func(t *object.Thread, m *object.Module) error {
		setupOnce.Do(setup)
		for _, typ := range []*object.Type{dequeType, defaultDictType, orderedDictType, dequeIterType, dequeRevIterType, tupleGetterType} {
			m.Dict().SetStr(object.Intern(typ.QualName), typ.Value())
		}
		return nil
	},
}

var setupOnce sync.Once

func setup() {
	setupDeque()
	setupDefaultDict()
	setupOrderedDict()
	setupTupleGetter()
}

// classGetItem is __class_getitem__.
var classGetItem = object.Method{Name: "__class_getitem__", Doc: "See PEP 585", Kind: object.ClassMethod, Fn: object.Fn1(object.NewGenericAlias)}

// getState is the state of v for pickling besides what its type puts into __reduce__.
func getState(t *object.Thread, v object.Value) (object.Value, error) {
	return t.CallMethodString(v, "__getstate__")
}

// countElements is _count_elements(mapping, iterable).
func countElements(t *object.Thread, self, mapping, iterable object.Value) (object.Value, error) {
	get, set := object.Intern("get"), object.Intern("__setitem__")
	y := mapping.Type()
	one := object.Int(1)
	if d, ok := object.AsDict(mapping); ok && y.Lookup(t, get) == object.DictType.Lookup(t, get) && y.Lookup(t, set) == object.DictType.Lookup(t, set) {
		return object.None, t.Each(iterable, func(key object.Value) error {
			if d.Count(key) {
				return nil
			}
			hash, err := t.Hash(key)
			if err != nil {
				return err
			}
			old, ok, err := d.GetHash(t, key, hash)
			if err != nil {
				return err
			}
			count := one
			if ok {
				if n := old.Int64(); old.IsSmallInt() && n < 1<<62 {
					count = object.Int64(n + 1)
				} else if count, err = t.BinaryOp(object.OpAdd, old, one); err != nil {
					return err
				}
			}
			return d.SetHash(t, key, hash, count)
		})
	}
	getter, err := t.GetAttr(mapping, get)
	if err != nil {
		return object.Value{}, err
	}
	return object.None, t.Each(iterable, func(key object.Value) error {
		old, err := t.Call(getter, key, object.Int(0))
		if err != nil {
			return err
		}
		count, err := t.BinaryOp(object.OpAdd, old, one)
		if err != nil {
			return err
		}
		return t.SetItem(mapping, key, count)
	})
}

// tupleGetter is the descriptor of a namedtuple's field.
type tupleGetter struct {
	object.Header
	index int
	doc   object.Value
}

var tupleGetterType = &object.Type{Name: "_collections._tuplegetter"}

func tupleGetterNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, tupleGetterType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if err := args.Positional("_tuplegetter", in, 2, 2); err != nil {
		return object.Value{}, err
	}
	index, err := args.SSize(t, in[0])
	if err != nil {
		return object.Value{}, err
	}
	g := object.Alloc[tupleGetter](cls)
	g.index, g.doc = index, in[1]
	return args.Value(g), nil
}

func tupleGetterGet(t *object.Thread, self, obj, owner object.Value) (object.Value, error) {
	if obj.IsNil() {
		return self, nil
	}
	g := args.As[tupleGetter](self)
	u, ok := object.AsTuple(obj)
	if !ok {
		if obj.IsNone() {
			return self, nil
		}
		return object.Value{}, object.Errorf(object.TypeErrorType, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", g.index, obj.Type().Name)
	}
	if g.index < 0 || g.index >= len(u.Items) {
		return object.Value{}, object.Errorf(object.IndexErrorType, "tuple index out of range")
	}
	return u.Items[g.index], nil
}

func tupleGetterSet(t *object.Thread, self, obj, v object.Value) error {
	if v.IsNil() {
		return object.Errorf(object.AttributeErrorType, "can't delete attribute")
	}
	return object.Errorf(object.AttributeErrorType, "can't set attribute")
}

func setupTupleGetter() {
	y := tupleGetterType
	y.New, y.DescrGet, y.DescrSet = tupleGetterNew, tupleGetterGet, tupleGetterSet
	y.TupleIndex = func(v object.Value) int { return args.As[tupleGetter](v).index }
	y.Repr = func(t *object.Thread, self object.Value) (object.Value, error) {
		g := args.As[tupleGetter](self)
		n, err := t.Repr(object.Int(g.index))
		if err != nil {
			return object.Value{}, err
		}
		doc, err := t.Repr(g.doc)
		if err != nil {
			return object.Value{}, err
		}
		return object.StrValue("_tuplegetter(" + n.String() + ", " + doc.String() + ")"), nil
	}
	object.Define(y, object.TypeSpec{
		Layout: object.NewLayout[tupleGetter](y.Name, object.ObjectType.Layout),
		Methods: []object.Method{{Name: "__reduce__", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
			g := args.As[tupleGetter](self)
			return object.Pair(args.ClassOf(self), object.Pair(object.Int(g.index), g.doc)), nil
		})}},
		Members: []object.GetSet{{Name: "__doc__",
			Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				return args.As[tupleGetter](self).doc.OrNone(), nil
			},
			Set: func(t *object.Thread, self, v object.Value) error {
				args.As[tupleGetter](self).doc = v
				return nil
			}}},
	})
}
