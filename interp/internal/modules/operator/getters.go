package operator

import (
	"strings"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines itemgetter, attrgetter and methodcaller.

// itemgetter gives obj[item] for each of its items.
type itemgetter struct {
	object.Header
	items []object.Value `refs:"own"`
}

// attrgetter gives the attributes of an object whose dotted names it has.
type attrgetter struct {
	object.Header
	names []object.Value
	paths [][]*object.Str
}

// methodcaller calls a method with arguments that it keeps in vector form.
type methodcaller struct {
	object.Header
	name *object.Str
	args []object.Value `refs:"own"`
	kw   *object.Tuple
}

var (
	itemgetterType   = &object.Type{Name: "operator.itemgetter"}
	attrgetterType   = &object.Type{Name: "operator.attrgetter"}
	methodcallerType = &object.Type{Name: "operator.methodcaller"}
)

// oneArgument checks that a getter was called with one object, and gives it.
func oneArgument(name string, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", name)
	}
	if err := args.Positional(name, in, 1, 1); err != nil {
		return object.Value{}, err
	}
	return in[0], nil
}

// constructorArgs checks the arguments of a getter's constructor, of which there must be one or more.
func constructorArgs(name string, in []object.Value, kw *object.Tuple) error {
	if kw != nil && len(kw.Items) > 0 {
		return object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", name)
	}
	if len(in) == 0 {
		return args.Positional(name, in, 1, 1)
	}
	return nil
}

func itemgetterNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if err := constructorArgs("itemgetter", in, kw); err != nil {
		return object.Value{}, err
	}
	g := object.Alloc[itemgetter](cls)
	g.items = append(g.items, in...)
	return args.Value(g), nil
}

func itemgetterCall(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	obj, err := oneArgument("itemgetter", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	g := args.As[itemgetter](self)
	if len(g.items) == 1 {
		key := g.items[0]
		if key.IsSmallInt() && obj.Type() == object.TupleType {
			// Sorting rows by a column is what itemgetter is mostly for.
			u, _ := object.AsTuple(obj)
			if i := key.Int64(); i >= 0 && i < int64(len(u.Items)) {
				return u.Items[i], nil
			}
		}
		return t.GetItem(obj, key)
	}
	out := object.NewTupleSize(len(g.items))
	for i, key := range g.items {
		if out.Items[i], err = t.GetItem(obj, key); err != nil {
			return object.Value{}, err
		}
	}
	return out.Value(), nil
}

// callRepr writes "operator.name(arg, ..., key=value)".
func callRepr(t *object.Thread, self object.Value, values []object.Value, kw *object.Tuple) (object.Value, error) {
	if t.ReprEnter(self) {
		return object.StrValue(self.Type().Name + "(...)"), nil
	}
	defer t.ReprLeave(self)
	var b strings.Builder
	b.WriteString(self.Type().Name)
	b.WriteByte('(')
	pos, _ := args.Split(values, kw)
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		if i >= len(pos) {
			name, _ := object.AsStr(kw.Items[i-len(pos)])
			b.WriteString(name.String() + "=")
		}
		r, err := t.Repr(v)
		if err != nil {
			return object.Value{}, err
		}
		b.WriteString(r.String())
	}
	b.WriteByte(')')
	return object.StrValue(b.String()), nil
}

func itemgetterReduce(t *object.Thread, self object.Value) (object.Value, error) {
	g := args.As[itemgetter](self)
	return object.Pair(args.ClassOf(self), args.Tuple(append([]object.Value(nil), g.items...)...)), nil
}

func attrgetterNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if err := constructorArgs("attrgetter", in, kw); err != nil {
		return object.Value{}, err
	}
	g := object.Alloc[attrgetter](cls)
	for _, v := range in {
		s, ok := object.AsStr(v)
		if !ok {
			return object.Value{}, object.Errorf(object.TypeErrorType, "attribute name must be a string")
		}
		var path []*object.Str
		for part := range strings.SplitSeq(s.String(), ".") {
			path = append(path, object.Intern(part))
		}
		g.paths = append(g.paths, path)
		g.names = append(g.names, v)
	}
	return args.Value(g), nil
}

func attrgetterCall(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	obj, err := oneArgument("attrgetter", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	g := args.As[attrgetter](self)
	if len(g.paths) == 1 {
		return follow(t, obj, g.paths[0])
	}
	out := object.NewTupleSize(len(g.paths))
	for i, path := range g.paths {
		if out.Items[i], err = follow(t, obj, path); err != nil {
			return object.Value{}, err
		}
	}
	return out.Value(), nil
}

func follow(t *object.Thread, v object.Value, path []*object.Str) (object.Value, error) {
	var err error
	for _, name := range path {
		if v, err = t.GetAttr(v, name); err != nil {
			return object.Value{}, err
		}
	}
	return v, nil
}

func attrgetterReduce(t *object.Thread, self object.Value) (object.Value, error) {
	g := args.As[attrgetter](self)
	return object.Pair(args.ClassOf(self), args.Tuple(append([]object.Value(nil), g.names...)...)), nil
}

func methodcallerNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	pos, _ := args.Split(in, kw)
	if len(pos) == 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "methodcaller needs at least one argument, the method name")
	}
	name, ok := object.AsStr(in[0])
	if !ok {
		return object.Value{}, object.Errorf(object.TypeErrorType, "method name must be a string")
	}
	m := object.Alloc[methodcaller](cls)
	m.name = object.InternStr(name)
	m.args = append(m.args, in[1:]...)
	m.kw = kw
	return args.Value(m), nil
}

func methodcallerCall(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	obj, err := oneArgument("methodcaller", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	m := args.As[methodcaller](self)
	if m.kw == nil {
		return t.CallMethod(obj, m.name, m.args...)
	}
	f, err := t.GetAttr(obj, m.name)
	if err != nil {
		return object.Value{}, err
	}
	return t.CallVec(f, m.args, m.kw)
}

func methodcallerReduce(t *object.Thread, self object.Value) (object.Value, error) {
	m := args.As[methodcaller](self)
	pos, named := args.Split(m.args, m.kw)
	if len(named) == 0 {
		return object.Pair(args.ClassOf(self), args.Tuple(append([]object.Value{m.name.Value()}, pos...)...)), nil
	}
	functools, err := args.Import(t, "functools")
	if err != nil {
		return object.Value{}, err
	}
	partial, err := t.GetAttrString(functools, "partial")
	if err != nil {
		return object.Value{}, err
	}
	made, err := t.CallVec(partial, append([]object.Value{args.ClassOf(self), m.name.Value()}, named...), m.kw)
	if err != nil {
		return object.Value{}, err
	}
	return object.Pair(made, args.Tuple(append([]object.Value(nil), pos...)...)), nil
}

func setupGetters() {
	define := func(typ *object.Type, doc string, layout *object.Layout, reduce object.Fn0) {
		object.Define(typ, object.TypeSpec{Doc: doc, Layout: layout, Methods: []object.Method{
			{Name: "__reduce__", Doc: "Return state information for pickling", Fn: reduce},
		}})
	}
	root := object.ObjectType.Layout
	y := itemgetterType
	y.New, y.CallSlot = itemgetterNew, itemgetterCall
	y.Repr = func(t *object.Thread, self object.Value) (object.Value, error) {
		return callRepr(t, self, args.As[itemgetter](self).items, nil)
	}
	define(y, "itemgetter(item, /, *items): a callable that gives obj[item], or the tuple of several.", object.NewLayout[itemgetter](y.Name, root), itemgetterReduce)
	y = attrgetterType
	y.New, y.CallSlot = attrgetterNew, attrgetterCall
	y.Repr = func(t *object.Thread, self object.Value) (object.Value, error) {
		return callRepr(t, self, args.As[attrgetter](self).names, nil)
	}
	define(y, "attrgetter(attr, /, *attrs): a callable that gives the attribute of this dotted name, or the tuple of several.", object.NewLayout[attrgetter](y.Name, root), attrgetterReduce)
	y = methodcallerType
	y.New, y.CallSlot = methodcallerNew, methodcallerCall
	y.Repr = func(t *object.Thread, self object.Value) (object.Value, error) {
		m := args.As[methodcaller](self)
		return callRepr(t, self, append([]object.Value{m.name.Value()}, m.args...), m.kw)
	}
	define(y, "methodcaller(name, /, *args, **kwargs): a callable that calls the method of this name with these arguments.", object.NewLayout[methodcaller](y.Name, root), methodcallerReduce)
}
