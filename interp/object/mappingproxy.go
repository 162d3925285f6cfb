package object

import "unsafe"

// This file defines mappingproxy (Python library reference: types.MappingProxyType).

// MappingProxy is a read-only view of a mapping.
type MappingProxy struct {
	Header
	Mapping Value
}

// NewMappingProxy returns a mappingproxy of m.
func NewMappingProxy(m Value) Value {
	return Value{P: &(&MappingProxy{Header{MappingProxyType}, m}).Header}
}

var proxySignature = NewSignature("(mapping)")

func setupMappingProxy() {
	self := func(v Value) Value { return (*MappingProxy)(unsafe.Pointer(v.P)).Mapping }
	y := MappingProxyType
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		a, err := proxySignature.Bind(t, "mappingproxy", args, kw)
		if err != nil {
			return Value{}, err
		}
		m := a[0]
		if _, isList := AsList(m); isList || m.P.Type.GetItem == nil || m.Is(TupleType) {
			return Value{}, Errorf(TypeErrorType, "mappingproxy() argument must be a mapping, not %s", m.P.Type.Name)
		}
		return NewMappingProxy(m), nil
	}
	y.Repr = func(t *Thread, v Value) (Value, error) {
		s, err := t.Repr(self(v))
		if err != nil {
			return Value{}, err
		}
		return StrValue("mappingproxy(" + s.s + ")"), nil
	}
	y.Str = func(t *Thread, v Value) (Value, error) { return t.strValue(self(v)) }
	y.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) { return t.Compare(self(a), b, op) }
	y.Iter = func(t *Thread, v Value) (Value, error) { return t.Iter(self(v)) }
	y.Len = func(t *Thread, v Value) (int, error) { return t.Len(self(v)) }
	y.GetItem = func(t *Thread, v, key Value) (Value, error) { return t.GetItem(self(v), key) }
	y.Contains = func(t *Thread, v, x Value) (bool, error) { return t.Contains(self(v), x) }
	y.Binary[OpOr] = func(t *Thread, a, b Value) (Value, error) {
		if a.P.Type == MappingProxyType {
			a = self(a)
		}
		if b.P.Type == MappingProxyType {
			b = self(b)
		}
		return t.BinaryOp(OpOr, a, b)
	}
	y.InPlace[OpOr] = func(t *Thread, a, b Value) (Value, error) {
		return Value{}, Errorf(TypeErrorType, "'|=' is not supported by mappingproxy; use '|' instead")
	}
	call := func(name string) Fn0 {
		n := Intern(name)
		return func(t *Thread, v Value) (Value, error) { return t.CallMethod(self(v), n) }
	}
	Define(y, TypeSpec{
		Layout: NewLayout[MappingProxy]("mappingproxy", objectLayout), Flags: FlagMapping,
		Methods: []Method{
			{Name: "get", Sig: "(key, default=None, /)", Doc: "D.get(k[,d]) -> D[k] if k in D, else d.  d defaults to None.", Fn: FnBound(func(t *Thread, v Value, args []Value) (Value, error) {
				return t.CallMethodString(self(v), "get", args[0], args[1].OrNone())
			})},
			{Name: "keys", Doc: "D.keys() -> a set-like object providing a view on D's keys", Fn: Fn0(call("keys"))},
			{Name: "values", Doc: "D.values() -> an object providing a view on D's values", Fn: Fn0(call("values"))},
			{Name: "items", Doc: "D.items() -> a set-like object providing a view on D's items", Fn: Fn0(call("items"))},
			{Name: "copy", Doc: "D.copy() -> a shallow copy of D", Fn: Fn0(call("copy"))},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: ClassMethod, Fn: Fn1(NewGenericAlias)},
			{Name: "__reversed__", Doc: "D.__reversed__() -> reverse iterator", Fn: Fn0(call("__reversed__"))},
		},
	})
}
