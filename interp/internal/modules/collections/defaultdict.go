package collections

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines defaultdict.

// defaultDict is a dict with a factory of values for keys that are missing.
type defaultDict struct {
	object.Dict
	factory object.Value // the zero Value for None
}

var defaultDictType = &object.Type{Name: "collections.defaultdict"}

func defaultDictInit(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) error {
	d := args.As[defaultDict](self)
	pos, _ := args.Split(in, kw)
	d.factory = object.Value{}
	if len(pos) > 0 {
		if !object.IsCallable(pos[0]) && !pos[0].IsNone() {
			return object.Errorf(object.TypeErrorType, "first argument must be callable or None")
		}
		if !pos[0].IsNone() {
			d.factory = pos[0]
		}
		in = in[1:]
	}
	return object.DictType.Init(t, self, in, kw)
}

// missing is defaultdict.__missing__(key), called by dict's own lookup.
func missing(t *object.Thread, self, key object.Value) (object.Value, error) {
	d := args.As[defaultDict](self)
	if d.factory.IsNil() {
		return object.Value{}, object.KeyError(key)
	}
	v, err := t.Call(d.factory)
	if err != nil {
		return object.Value{}, err
	}
	return v, t.SetItem(self, key, v)
}

func defaultDictRepr(t *object.Thread, self object.Value) (object.Value, error) {
	base, err := object.DictType.Repr(t, self)
	if err != nil {
		return object.Value{}, err
	}
	text, _ := object.AsStr(base)
	d := args.As[defaultDict](self)
	factory := "None"
	if !d.factory.IsNil() {
		if t.ReprEnter(d.factory) {
			factory = "..."
		} else {
			r, err := t.Repr(d.factory)
			t.ReprLeave(d.factory)
			if err != nil {
				return object.Value{}, err
			}
			factory = r.String()
		}
	}
	name, err := shortName(t, self)
	return object.StrValue(name + "(" + factory + ", " + text.String() + ")"), err
}

// shortName is the __name__ of v's type.
func shortName(t *object.Thread, v object.Value) (string, error) {
	n, err := t.GetAttrString(args.ClassOf(v), "__name__")
	if err != nil {
		return "", err
	}
	s, err := t.Str(n)
	if err != nil {
		return "", err
	}
	return s.String(), nil
}

func defaultDictCopy(t *object.Thread, self object.Value) (object.Value, error) {
	return t.Call(args.ClassOf(self), args.As[defaultDict](self).factory.OrNone(), self)
}

func defaultDictReduce(t *object.Thread, self object.Value) (object.Value, error) {
	d := args.As[defaultDict](self)
	in := args.Tuple()
	if !d.factory.IsNil() {
		in = args.Tuple(d.factory)
	}
	items, err := t.CallMethodString(self, "items")
	if err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(items)
	if err != nil {
		return object.Value{}, err
	}
	return args.Tuple(args.ClassOf(self), in, object.None, object.None, it), nil
}

// defaultDictOr is the | of a defaultdict with a dict on either side; the factory is that of self.
func defaultDictOr(t *object.Thread, left, right object.Value) (object.Value, error) {
	self, other := left, right
	if !left.Is(defaultDictType) {
		self, other = right, left
	}
	if !other.Is(object.DictType) {
		return object.NotImplemented, nil
	}
	r, err := t.Call(args.ClassOf(self), args.As[defaultDict](self).factory.OrNone(), left)
	if err != nil {
		return object.Value{}, err
	}
	_, err = t.CallMethodString(r, "update", right)
	return r, err
}

func setupDefaultDict() {
	y := defaultDictType
	y.Init, y.Repr = defaultDictInit, defaultDictRepr
	y.Binary[object.OpOr] = defaultDictOr
	object.Define(y, object.TypeSpec{
		Doc:    "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.",
		Base:   object.DictType,
		Layout: object.NewLayout[defaultDict](y.Name, object.DictType.Layout),
		Flags:  object.FlagBase,
		Methods: []object.Method{
			{Name: "__missing__", Doc: "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n", Fn: object.Fn1(missing)},
			{Name: "copy", Doc: "D.copy() -> a shallow copy of D.", Fn: object.Fn0(defaultDictCopy)},
			{Name: "__copy__", Doc: "D.copy() -> a shallow copy of D.", Fn: object.Fn0(defaultDictCopy)},
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: object.Fn0(defaultDictReduce)},
			classGetItem,
		},
		Members: []object.GetSet{{Name: "default_factory", Doc: "Factory for default value called by __missing__().",
			Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				return args.As[defaultDict](self).factory.OrNone(), nil
			},
			Set: func(t *object.Thread, self, v object.Value) error {
				if v.IsNone() {
					v = object.Value{}
				}
				args.As[defaultDict](self).factory = v
				return nil
			}}},
	})
}
