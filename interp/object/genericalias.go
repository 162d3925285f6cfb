package object

import (
	"strings"
	"unsafe"
)

// This file defines types.GenericAlias: list[int] and its like (PEP 585, PEP 646).

// GenericAlias is origin[args].
type GenericAlias struct {
	Header
	Origin Value
	Args   *Tuple
	// params is __parameters__, nil until asked for.
	params  *Tuple
	starred bool
}

// NewGenericAlias is types.GenericAlias(origin, args).
func NewGenericAlias(t *Thread, origin, args Value) (Value, error) {
	u, ok := AsTuple(args)
	if !ok {
		u = NewTuple([]Value{args})
	}
	return Value{P: &(&GenericAlias{Header: Header{GenericAliasType}, Origin: origin, Args: u}).Header}, nil
}

var genericNames = struct {
	subst, prepare, params, origin, args, unpackedArgs, isUnpacked, origClass *Str
}{
	Intern("__typing_subst__"), Intern("__typing_prepare_subst__"), Intern("__parameters__"), Intern("__origin__"),
	Intern("__args__"), Intern("__typing_unpacked_tuple_args__"), Intern("__typing_is_unpacked_typevartuple__"), Intern("__orig_class__"),
}

func isType(v Value) bool {
	_, ok := AsType(v)
	return ok
}

// addUnique appends v to vs unless it is there.
func addUnique(vs []Value, v Value) []Value {
	for _, x := range vs {
		if x == v {
			return vs
		}
	}
	return append(vs, v)
}

// makeParameters finds the type variables in args.
func (t *Thread) makeParameters(args *Tuple) (*Tuple, error) {
	var ps []Value
	for _, a := range args.Items {
		// A plain class has a descriptor called __parameters__, not parameters.
		if isType(a) {
			continue
		}
		s, err := t.GetAttrOpt(a, genericNames.subst)
		if err != nil {
			return nil, err
		}
		if s.P != nil {
			ps = addUnique(ps, a)
			continue
		}
		sub, err := t.GetAttrOpt(a, genericNames.params)
		if err != nil {
			return nil, err
		}
		if u, ok := AsTuple(sub); ok {
			for _, p := range u.Items {
				ps = addUnique(ps, p)
			}
		}
	}
	return NewTuple(ps), nil
}

// unpackArgs replaces arguments like *tuple[int, str] by their items.
func (t *Thread) unpackArgs(item Value) (Value, error) {
	items := []Value{item}
	if u, ok := AsTuple(item); ok {
		items = u.Items
	}
	var out []Value
	for _, x := range items {
		if !isType(x) {
			sub, err := t.GetAttrOpt(x, genericNames.unpackedArgs)
			if err != nil {
				return Value{}, err
			}
			if u, ok := AsTuple(sub); ok && (len(u.Items) == 0 || u.Items[len(u.Items)-1] != Ellipsis) {
				out = append(out, u.Items...)
				continue
			}
		}
		out = append(out, x)
	}
	return NewTuple(out).Value(), nil
}

// substitute replaces the type variables params in args by item, the key of self[item].
func (t *Thread) substitute(self Value, args, params *Tuple, item Value) ([]Value, error) {
	name := func() string {
		s, err := t.Repr(self)
		if err != nil {
			return self.P.Type.Name
		}
		return s.s
	}
	if len(params.Items) == 0 {
		return nil, Errorf(TypeErrorType, "%s is not a generic class", name())
	}
	item, err := t.unpackArgs(item)
	if err != nil {
		return nil, err
	}
	for _, p := range params.Items {
		f, err := t.GetAttrOpt(p, genericNames.prepare)
		if err != nil {
			return nil, err
		}
		if f.P != nil && !f.IsNone() {
			if _, ok := AsTuple(item); !ok {
				item = TupleOf(item)
			}
			if item, err = t.Call(f, self, item); err != nil {
				return nil, err
			}
		}
	}
	items := []Value{item}
	if u, ok := AsTuple(item); ok {
		items = u.Items
	}
	if n := len(params.Items); len(items) != n {
		how := "many"
		if len(items) < n {
			how = "few"
		}
		return nil, Errorf(TypeErrorType, "Too %s arguments for %s; actual %d, expected %d", how, name(), len(items), n)
	}
	var out []Value
	for _, a := range args.Items {
		if isType(a) {
			out = append(out, a)
			continue
		}
		unpack := false
		if v, err := t.GetAttrOpt(a, genericNames.isUnpacked); err != nil {
			return nil, err
		} else if v.P != nil {
			if unpack, err = t.Truth(v); err != nil {
				return nil, err
			}
		}
		subst, err := t.GetAttrOpt(a, genericNames.subst)
		if err != nil {
			return nil, err
		}
		if subst.P != nil {
			a, err = t.Call(subst, items[indexOf(params.Items, a)])
		} else {
			a, err = t.substituteIn(a, params, items)
		}
		if err != nil {
			return nil, err
		}
		if u, ok := AsTuple(a); ok && unpack {
			out = append(out, u.Items...)
		} else {
			out = append(out, a)
		}
	}
	return out, nil
}

// indexOf returns the position of v, by identity, or -1.
func indexOf(vs []Value, v Value) int {
	for i, x := range vs {
		if x == v {
			return i
		}
	}
	return -1
}

// substituteIn replaces type variables in an argument that is generic itself.
func (t *Thread) substituteIn(v Value, params *Tuple, items []Value) (Value, error) {
	sub, err := t.GetAttrOpt(v, genericNames.params)
	if err != nil {
		return Value{}, err
	}
	u, ok := AsTuple(sub)
	if !ok || len(u.Items) == 0 {
		return v, nil
	}
	var key []Value
	for _, p := range u.Items {
		i := indexOf(params.Items, p)
		if i < 0 {
			key = append(key, p)
			continue
		}
		if w, ok := AsTuple(items[i]); ok && params.Items[i].P.Type.Iter != nil {
			key = append(key, w.Items...)
		} else {
			key = append(key, items[i])
		}
	}
	return t.GetItem(v, NewTuple(key).Value())
}

// aliasRepr is the form of an argument in a repr: classes by their names.
func (t *Thread) aliasRepr(v Value) (string, error) {
	if v == Ellipsis {
		return "...", nil
	}
	plain := func() (string, error) {
		s, err := t.Repr(v)
		if err != nil {
			return "", err
		}
		return s.s, nil
	}
	o, err := t.GetAttrOpt(v, genericNames.origin)
	if err != nil {
		return "", err
	}
	if o.P != nil {
		a, err := t.GetAttrOpt(v, genericNames.args)
		if err != nil {
			return "", err
		}
		if a.P != nil {
			return plain()
		}
	}
	q, err := t.GetAttrOpt(v, names.QualName)
	if err != nil {
		return "", err
	}
	m, err := t.GetAttrOpt(v, names.Module)
	if err != nil {
		return "", err
	}
	if q.P == nil || m.P == nil || m.IsNone() {
		return plain()
	}
	qs, err := t.Str(q)
	if err != nil {
		return "", err
	}
	ms, err := t.Str(m)
	if err != nil {
		return "", err
	}
	if ms.s == "builtins" {
		return qs.s, nil
	}
	return ms.s + "." + qs.s, nil
}

// aliasOwn are the attributes of an alias that are not looked up on its origin.
var aliasOwn = map[string]bool{
	"__class__": true, "__bases__": true, "__origin__": true, "__args__": true, "__unpacked__": true, "__parameters__": true,
	"__typing_unpacked_tuple_args__": true, "__mro_entries__": true, "__reduce_ex__": true, "__reduce__": true,
	"__copy__": true, "__deepcopy__": true,
}

// aliasIter is the iterator that makes *alias of an alias.
type aliasIter struct {
	Header
	alias *GenericAlias // nil when exhausted
}

var aliasIterType = &Type{Name: "generic_alias_iterator"}

func (g *GenericAlias) parameters(t *Thread) (*Tuple, error) {
	if g.params == nil {
		p, err := t.makeParameters(g.Args)
		if err != nil {
			return nil, err
		}
		g.params = p
	}
	return g.params, nil
}

func setupGenericAlias() {
	self := func(v Value) *GenericAlias { return (*GenericAlias)(unsafe.Pointer(v.P)) }
	y := GenericAliasType
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		if kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "GenericAlias() takes no keyword arguments")
		}
		if len(args) != 2 {
			return Value{}, Errorf(TypeErrorType, "GenericAlias expected 2 arguments, got %d", len(args))
		}
		a, err := NewGenericAlias(t, args[0], args[1])
		if err != nil || cls == GenericAliasType {
			return a, err
		}
		g := Alloc[GenericAlias](cls)
		g.Origin, g.Args = args[0], self(a).Args
		return Value{P: &g.Header}, nil
	}
	y.Repr = func(t *Thread, v Value) (Value, error) {
		g := self(v)
		var b strings.Builder
		if g.starred {
			b.WriteByte('*')
		}
		s, err := t.aliasRepr(g.Origin)
		if err != nil {
			return Value{}, err
		}
		b.WriteString(s + "[")
		for i, a := range g.Args.Items {
			if i > 0 {
				b.WriteString(", ")
			}
			if s, err = t.aliasRepr(a); err != nil {
				return Value{}, err
			}
			b.WriteString(s)
		}
		if len(g.Args.Items) == 0 {
			b.WriteString("()")
		}
		b.WriteByte(']')
		return StrValue(b.String()), nil
	}
	y.Hash = func(t *Thread, v Value) (int64, error) {
		h, err := t.Hash(self(v).Origin)
		if err != nil {
			return 0, err
		}
		k, err := t.Hash(self(v).Args.Value())
		if err != nil {
			return 0, err
		}
		if h ^= k; h == -1 {
			h = -2
		}
		return h, nil
	}
	y.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
		if !b.Is(GenericAliasType) || op != EQ && op != NE {
			return NotImplemented, nil
		}
		p, q := self(a), self(b)
		eq := p.starred == q.starred
		var err error
		if eq {
			if eq, err = t.EqualValues(p.Origin, q.Origin); eq && err == nil {
				eq, err = t.EqualValues(p.Args.Value(), q.Args.Value())
			}
		}
		return Bool(eq == (op == EQ)), err
	}
	y.CallSlot = func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
		r, err := t.CallVec(self(v).Origin, args, kw)
		if err != nil {
			return Value{}, err
		}
		err = t.SetAttr(r, genericNames.origClass, v)
		if err != nil && !ErrorIs(err, AttributeErrorType) && !ErrorIs(err, TypeErrorType) {
			return Value{}, err
		}
		return r, nil
	}
	y.GetAttr = func(t *Thread, v Value, name *Str) (Value, error) {
		if aliasOwn[name.s] {
			return GenericGetAttr(t, v, name)
		}
		return t.GetAttr(self(v).Origin, name)
	}
	y.GetItem = func(t *Thread, v, item Value) (Value, error) {
		g := self(v)
		ps, err := g.parameters(t)
		if err != nil {
			return Value{}, err
		}
		args, err := t.substitute(v, g.Args, ps, item)
		if err != nil {
			return Value{}, err
		}
		r, err := NewGenericAlias(t, g.Origin, NewTuple(args).Value())
		if err == nil {
			self(r).starred = g.starred
		}
		return r, err
	}
	y.Iter = func(t *Thread, v Value) (Value, error) {
		return Value{P: &(&aliasIter{Header{aliasIterType}, self(v)}).Header}, nil
	}
	y.Binary[OpOr] = NewUnion
	Define(y, TypeSpec{
		Doc:    "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
		Layout: NewLayout[GenericAlias]("GenericAlias", objectLayout), Flags: FlagBase | FlagWeakref,
		Methods: []Method{
			{Name: "__mro_entries__", Fn: Fn1(func(t *Thread, v, bases Value) (Value, error) { return TupleOf(self(v).Origin), nil })},
			{Name: "__instancecheck__", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				return Value{}, Errorf(TypeErrorType, "isinstance() argument 2 cannot be a parameterized generic")
			})},
			{Name: "__subclasscheck__", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				return Value{}, Errorf(TypeErrorType, "issubclass() argument 2 cannot be a parameterized generic")
			})},
			{Name: "__reduce__", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				g := self(v)
				if g.starred {
					next, err := t.builtinNamed("next")
					if err != nil {
						return Value{}, err
					}
					a, err := NewGenericAlias(t, g.Origin, g.Args.Value())
					if err != nil {
						return Value{}, err
					}
					it, err := t.Iter(a)
					return Pair(next, TupleOf(it)), err
				}
				return Pair(GenericAliasType.Value(), Pair(g.Origin, g.Args.Value())), nil
			})},
			{Name: "__dir__", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				l, err := t.CallMethod(self(v).Origin, names.Dir)
				if isType(self(v).Origin) {
					l, err = typeDir(t, self(v).Origin)
				}
				if err != nil {
					return Value{}, err
				}
				out := NewList(nil)
				if err := out.Extend(t, l); err != nil {
					return Value{}, err
				}
				for n := range aliasOwn {
					x := Intern(n).Value()
					if indexOf(out.Items, x) < 0 {
						out.Append(x)
					}
				}
				return out.Value(), nil
			})},
		},
		GetSets: []GetSet{
			{Name: "__parameters__", Doc: "Type variables in the GenericAlias.", Get: func(t *Thread, v Value) (Value, error) {
				ps, err := self(v).parameters(t)
				if err != nil {
					return Value{}, err
				}
				return ps.Value(), nil
			}},
			{Name: "__typing_unpacked_tuple_args__", Get: func(t *Thread, v Value) (Value, error) {
				if g := self(v); g.starred && g.Origin == TupleType.Value() {
					return g.Args.Value(), nil
				}
				return None, nil
			}},
		},
		Members: []GetSet{
			{Name: "__origin__", Get: func(t *Thread, v Value) (Value, error) { return self(v).Origin, nil }},
			{Name: "__args__", Get: func(t *Thread, v Value) (Value, error) { return self(v).Args.Value(), nil }},
			{Name: "__unpacked__", Get: func(t *Thread, v Value) (Value, error) { return Bool(self(v).starred), nil }},
		},
	})
	it := func(v Value) *aliasIter { return (*aliasIter)(unsafe.Pointer(v.P)) }
	defineIter[aliasIter](aliasIterType, func(t *Thread, v Value) (Value, error) {
		g := it(v).alias
		if g == nil {
			return Value{}, nil
		}
		it(v).alias = nil
		return Value{P: &(&GenericAlias{Header: Header{GenericAliasType}, Origin: g.Origin, Args: g.Args, starred: true}).Header}, nil
	}, iterMethods(nil, func(t *Thread, v Value) (Value, error) {
		if it(v).alias == nil {
			return t.reduceIter("iter", emptyTuple.Value(), -1)
		}
		return t.reduceIter("iter", Value{P: &it(v).alias.Header}, -1)
	}, nil))
	setupUnion()
}
