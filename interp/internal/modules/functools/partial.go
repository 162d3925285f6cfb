package functools

import (
	"strings"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines functools.partial.

// partial is a function with some of its arguments.
type partial struct {
	object.Header
	fn    object.Value
	args  *object.Tuple
	kw    *object.Dict
	attrs object.Attrs
}

var partialType = &object.Type{Name: "functools.partial"}

func partialNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	pos, named := args.Split(in, kw)
	if len(pos) == 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "type 'partial' takes at least one argument")
	}
	fn := pos[0]
	pos = pos[1:]
	p := object.Alloc[partial](cls)
	p.kw = object.NewDict()
	if fn.Is(partialType) {
		// A partial of a partial is one partial, unless someone gave the inner one attributes.
		if inner := args.As[partial](fn); inner.attrs.Len() == 0 {
			fn = inner.fn
			pos = append(append([]object.Value(nil), inner.args.Items...), pos...)
			p.kw = inner.kw.CopyDict()
		}
	}
	if !object.IsCallable(fn) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "the first argument must be callable")
	}
	p.fn = fn
	p.args = object.NewTuple(append([]object.Value(nil), pos...))
	for i, v := range named {
		if err := p.kw.Set(t, kw.Items[i], v); err != nil {
			return object.Value{}, err
		}
	}
	return args.Value(p), nil
}

func partialCall(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	p := args.As[partial](self)
	var room [8]object.Value
	vec := append(append(room[:0], p.args.Items...), in...)
	if p.kw.Len() == 0 {
		return t.CallVec(p.fn, vec, kw)
	}
	// The keywords of the partial come first, those of the call take their place or follow.
	pos, named := args.Split(in, kw)
	vec = append(append(vec[:0], p.args.Items...), pos...)
	names := make([]object.Value, 0, p.kw.Len()+len(named))
	base := len(vec)
	for i := p.kw.Next(0); i >= 0; i = p.kw.Next(i + 1) {
		names = append(names, p.kw.Entries[i].Key)
		vec = append(vec, p.kw.Entries[i].Val)
	}
	stored := len(names)
next:
	for i, v := range named {
		name, _ := object.AsStr(kw.Items[i])
		for k, have := range names[:stored] {
			if s, ok := object.AsStr(have); ok && s.String() == name.String() {
				vec[base+k] = v
				continue next
			}
		}
		names = append(names, kw.Items[i])
		vec = append(vec, v)
	}
	return t.CallVec(p.fn, vec, object.NewTuple(names))
}

func partialRepr(t *object.Thread, self object.Value) (object.Value, error) {
	if t.ReprEnter(self) {
		return object.StrValue("..."), nil
	}
	defer t.ReprLeave(self)
	p := args.As[partial](self)
	var b strings.Builder
	b.WriteString(self.Type().Name + "(")
	r, err := t.Repr(p.fn)
	if err != nil {
		return object.Value{}, err
	}
	b.WriteString(r.String())
	for _, v := range p.args.Items {
		if r, err = t.Repr(v); err != nil {
			return object.Value{}, err
		}
		b.WriteString(", " + r.String())
	}
	for i := p.kw.Next(0); i >= 0; i = p.kw.Next(i + 1) {
		e := p.kw.Entries[i]
		k, err := t.Str(e.Key)
		if err != nil {
			return object.Value{}, err
		}
		if r, err = t.Repr(e.Val); err != nil {
			return object.Value{}, err
		}
		b.WriteString(", " + k.String() + "=" + r.String())
	}
	b.WriteByte(')')
	return object.StrValue(b.String()), nil
}

func partialReduce(t *object.Thread, self object.Value) (object.Value, error) {
	p := args.As[partial](self)
	dict := object.None
	if p.attrs.Len() > 0 || p.attrs.Dict != nil {
		dict = p.attrs.Dictionary().Value()
	}
	state := args.Tuple(p.fn, p.args.Value(), p.kw.Value(), dict)
	return args.Tuple(args.ClassOf(self), args.Tuple(p.fn), state), nil
}

func partialSetState(t *object.Thread, self, state object.Value) (object.Value, error) {
	p := args.As[partial](self)
	bad := func() (object.Value, error) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "invalid partial state")
	}
	u, ok := object.AsTuple(state)
	if !ok || len(u.Items) != 4 {
		return bad()
	}
	fn, kwv, dv := u.Items[0], u.Items[2], u.Items[3]
	pos, ok := object.AsTuple(u.Items[1])
	if !ok || !object.IsCallable(fn) {
		return bad()
	}
	kw, ok := object.AnyDict(t, kwv)
	if !ok && !kwv.IsNone() {
		return bad()
	}
	switch {
	case kw == nil:
		kw = object.NewDict()
	case kw.Header.Type != object.DictType:
		kw = kw.CopyDict()
	}
	if pos.Header.Type != object.TupleType {
		pos = object.NewTuple(append([]object.Value(nil), pos.Items...))
	}
	p.fn, p.args, p.kw = fn, pos, kw
	return object.None, setDict(t, &p.attrs, dv)
}

// setDict makes the dict dv the attributes a; None leaves none.
func setDict(t *object.Thread, a *object.Attrs, dv object.Value) error {
	d, ok := object.AnyDict(t, dv)
	if !ok && !dv.IsNone() {
		return object.Errorf(object.TypeErrorType, "__dict__ must be set to a dictionary, not a '%s'", dv.Type().Name)
	}
	a.Dictionary()
	a.Dict = d
	return nil
}

// dictAttr is the attribute __dict__ of a type whose attributes attrs gives.
func dictAttr(attrs func(self object.Value) *object.Attrs) object.GetSet {
	return object.GetSet{Name: "__dict__",
		Get: func(t *object.Thread, self object.Value) (object.Value, error) {
			return attrs(self).Dictionary().Value(), nil
		},
		Set: func(t *object.Thread, self, v object.Value) error {
			if v.IsNil() {
				return object.Errorf(object.TypeErrorType, "cannot delete __dict__")
			}
			if v.IsNone() {
				return object.Errorf(object.TypeErrorType, "__dict__ must be set to a dictionary, not a 'NoneType'")
			}
			return setDict(t, attrs(self), v)
		}}
}

func setupPartial() {
	y := partialType
	y.New, y.CallSlot, y.Repr = partialNew, partialCall, partialRepr
	get := func(f func(p *partial) object.Value) func(t *object.Thread, self object.Value) (object.Value, error) {
		return func(t *object.Thread, self object.Value) (object.Value, error) { return f(args.As[partial](self)), nil }
	}
	object.Define(y, object.TypeSpec{
		Doc:    "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and keywords.\n",
		Layout: object.NewLayoutOwn[partial](y.Name, object.ObjectType.Layout, unsafe.Offsetof(partial{}.attrs)),
		Flags:  object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "__reduce__", Fn: object.Fn0(partialReduce)},
			{Name: "__setstate__", Fn: object.Fn1(partialSetState)},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: object.ClassMethod, Fn: object.Fn1(object.NewGenericAlias)},
		},
		Members: []object.GetSet{
			{Name: "func", Doc: "function object to use in future partial calls", Get: get(func(p *partial) object.Value { return p.fn })},
			{Name: "args", Doc: "tuple of arguments to future partial calls", Get: get(func(p *partial) object.Value { return p.args.Value() })},
			{Name: "keywords", Doc: "dictionary of keyword arguments to future partial calls", Get: get(func(p *partial) object.Value { return p.kw.Value() })},
		},
		GetSets: []object.GetSet{dictAttr(func(self object.Value) *object.Attrs { return object.AttrsOf(self) })},
	})
}
