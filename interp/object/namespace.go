package object

import (
	"strings"
	"unsafe"
)

// This file defines types.SimpleNamespace.

// SimpleNamespace is an object that is nothing but its attributes.
type SimpleNamespace struct {
	Header
	Attrs Attrs
}

// NewSimpleNamespace returns a namespace whose __dict__ is d, as sys.implementation is one.
func NewSimpleNamespace(d *Dict) Value {
	return Value{P: &(&SimpleNamespace{Header{SimpleNamespaceType}, Attrs{Dict: d}}).Header}
}

func setupNamespace() {
	dict := func(v Value) *Dict { return (*SimpleNamespace)(unsafe.Pointer(v.P)).Attrs.Dictionary() }
	y := SimpleNamespaceType
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Value{P: &Alloc[SimpleNamespace](cls).Header}, nil
	}
	y.Init = func(t *Thread, v Value, args []Value, kw *Tuple) error {
		if len(args) > kwLen(kw) {
			return Errorf(TypeErrorType, "no positional arguments expected")
		}
		for i, x := range args {
			s, _ := AsStr(kw.Items[i])
			dict(v).SetStr(InternStr(s), x)
		}
		return nil
	}
	y.Repr = func(t *Thread, v Value) (Value, error) {
		name := v.P.Type.Name
		if v.P.Type == SimpleNamespaceType {
			name = "namespace"
		}
		if t.ReprEnter(v) {
			return StrValue(name + "(...)"), nil
		}
		defer t.ReprLeave(v)
		var b strings.Builder
		b.WriteString(name)
		sep := "("
		d := dict(v)
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			e := d.Entries[i]
			k, ok := AsStr(e.Key)
			if !ok || k.s == "" {
				continue
			}
			s, err := t.Repr(e.Val)
			if err != nil {
				return Value{}, err
			}
			b.WriteString(sep + k.s + "=" + s.s)
			sep = ", "
		}
		if sep == "(" {
			b.WriteString(sep)
		}
		b.WriteByte(')')
		return StrValue(b.String()), nil
	}
	y.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
		if !a.Is(SimpleNamespaceType) || !b.Is(SimpleNamespaceType) {
			return NotImplemented, nil
		}
		return dictCompare(t, dict(a).Value(), dict(b).Value(), op)
	}
	Define(y, TypeSpec{
		Doc:    "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
		Layout: NewLayoutOwn[SimpleNamespace]("SimpleNamespace", objectLayout, unsafe.Offsetof(SimpleNamespace{}.Attrs)),
		Flags:  FlagBase | FlagDict,
		Methods: []Method{
			{Name: "__reduce__", Doc: "Return state information for pickling", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return TupleOf(v.P.Type.Value(), emptyTuple.Value(), dict(v).Value()), nil
			})},
		},
		Members: []GetSet{{Name: "__dict__", Get: func(t *Thread, v Value) (Value, error) { return dict(v).Value(), nil }}},
	})
}
