package object

import (
	"strings"
	"unsafe"
)

// This file defines types.UnionType: int | str (PEP 604).

// Union is a union of types.
type Union struct {
	Header
	Args   *Tuple
	params *Tuple // nil until asked for
}

// unionable reports whether v can be a member of a union made with |.
func unionable(v Value) bool {
	return v.IsNone() || isType(v) || v.Is(GenericAliasType) || v.P.Type == UnionType
}

// NewUnion is a | b for types; NotImplemented if either is none.
func NewUnion(t *Thread, a, b Value) (Value, error) {
	if !unionable(a) || !unionable(b) {
		return NotImplemented, nil
	}
	return t.unionOf([]Value{a, b})
}

// unionOf makes a union of vs: unions among them dissolve, duplicates go, and one
// type left alone is itself.
func (t *Thread) unionOf(vs []Value) (Value, error) {
	var args []Value
	add := func(v Value) error {
		if v.IsNone() {
			v = NoneType.Value()
		}
		for _, x := range args {
			if x == v {
				return nil
			}
			if x.Is(GenericAliasType) && v.Is(GenericAliasType) {
				eq, err := t.CompareBool(x, v, EQ)
				if err != nil || eq {
					return err
				}
			}
		}
		args = append(args, v)
		return nil
	}
	for _, v := range vs {
		members := []Value{v}
		if v.P.Type == UnionType {
			members = (*Union)(unsafe.Pointer(v.P)).Args.Items
		}
		for _, m := range members {
			if err := add(m); err != nil {
				return Value{}, err
			}
		}
	}
	if len(args) == 1 {
		return args[0], nil
	}
	return Value{P: &(&Union{Header: Header{UnionType}, Args: NewTuple(args)}).Header}, nil
}

func (t *Thread) argSet(u *Union) (Value, error) {
	s := newSetOf(FrozenSetType)
	return s.Value(), s.Update(t, u.Args.Value())
}

func setupUnion() {
	self := func(v Value) *Union { return (*Union)(unsafe.Pointer(v.P)) }
	y := UnionType
	y.Repr = func(t *Thread, v Value) (Value, error) {
		var b strings.Builder
		for i, a := range self(v).Args.Items {
			if i > 0 {
				b.WriteString(" | ")
			}
			if a == NoneType.Value() {
				b.WriteString("None")
				continue
			}
			s, err := t.aliasRepr(a)
			if err != nil {
				return Value{}, err
			}
			b.WriteString(s)
		}
		return StrValue(b.String()), nil
	}
	y.Hash = func(t *Thread, v Value) (int64, error) {
		s, err := t.argSet(self(v))
		if err != nil {
			return 0, err
		}
		return t.Hash(s)
	}
	y.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
		if b.P.Type != UnionType || op != EQ && op != NE {
			return NotImplemented, nil
		}
		p, err := t.argSet(self(a))
		if err != nil {
			return Value{}, err
		}
		q, err := t.argSet(self(b))
		if err != nil {
			return Value{}, err
		}
		return setCompare(t, p, q, op)
	}
	y.GetAttr = func(t *Thread, v Value, name *Str) (Value, error) {
		if name == names.Module {
			return t.GetAttr(UnionType.Value(), name)
		}
		return GenericGetAttr(t, v, name)
	}
	y.Binary[OpOr] = NewUnion
	params := func(t *Thread, v Value) (*Tuple, error) {
		u := self(v)
		if u.params == nil {
			p, err := t.makeParameters(u.Args)
			if err != nil {
				return nil, err
			}
			u.params = p
		}
		return u.params, nil
	}
	y.GetItem = func(t *Thread, v, item Value) (Value, error) {
		ps, err := params(t, v)
		if err != nil {
			return Value{}, err
		}
		args, err := t.substitute(v, self(v).Args, ps, item)
		if err != nil {
			return Value{}, err
		}
		r := args[0]
		for _, a := range args[1:] {
			if r, err = t.BinaryOp(OpOr, r, a); err != nil {
				return Value{}, err
			}
		}
		return r, nil
	}
	check := func(what string, test func(t *Thread, x, c Value) (bool, error)) Fn1 {
		return func(t *Thread, v, x Value) (Value, error) {
			if what == "issubclass" && !isType(x) {
				return Value{}, Errorf(TypeErrorType, "issubclass() arg 1 must be a class")
			}
			args := self(v).Args.Items
			for _, a := range args {
				if isType(a) {
					if ok, err := test(t, x, a); err != nil || ok {
						return Bool(ok), err
					}
					continue
				}
				if a.Is(GenericAliasType) {
					return Value{}, Errorf(TypeErrorType, "%s() argument 2 cannot be a parameterized generic", what)
				}
			}
			return False, nil
		}
	}
	Define(y, TypeSpec{
		Doc:    "Represent a PEP 604 union type\n\nE.g. for int | str",
		Layout: NewLayout[Union]("UnionType", objectLayout), Flags: FlagNoNew,
		Methods: []Method{
			{Name: "__instancecheck__", Fn: Fn1(check("isinstance", (*Thread).IsInstance))},
			{Name: "__subclasscheck__", Fn: check("issubclass", (*Thread).IsSubclass)},
		},
		GetSets: []GetSet{
			{Name: "__parameters__", Doc: "Type variables in the types.UnionType.", Get: func(t *Thread, v Value) (Value, error) {
				ps, err := params(t, v)
				if err != nil {
					return Value{}, err
				}
				return ps.Value(), nil
			}},
		},
		Members: []GetSet{
			{Name: "__args__", Get: func(t *Thread, v Value) (Value, error) { return self(v).Args.Value(), nil }},
		},
	})
}
