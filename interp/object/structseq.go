package object

import (
	"strings"
	"unsafe"
)

// This file defines struct sequences: tuples with named fields, such as
// os.stat_result and time.struct_time.

// StructField is a field of a struct sequence; an empty name makes it reachable by index only.
type StructField struct{ Name, Doc string }

// structSeq is an instance: the fields beyond the visible ones are in hidden.
type structSeq struct {
	Tuple
	hidden []Value
}

// structSpec is what a struct sequence type knows of itself, in Type.Foreign.
type structSpec struct {
	fields  []StructField
	visible int
}

var structLayout = NewLayout[structSeq]("structseq", tupleLayout)

// NewStructSeqType makes the type of struct sequences module.name with the
// fields, the first visible of which are items of the tuple.
func NewStructSeqType(module, name, doc string, visible int, fields []StructField) *Type {
	typ := &Type{Name: name, Module: module}
	spec := &structSpec{fields, visible}
	typ.Foreign = spec
	ss := func(v Value) *structSeq { return (*structSeq)(unsafe.Pointer(v.P)) }
	sig := NewSignature("(sequence, dict={})")
	typ.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		a, err := sig.Bind(t, cls.FullName(), args, kw)
		if err != nil {
			return Value{}, err
		}
		if a[0].P.Type.Iter == nil && a[0].P.Type.GetItem == nil {
			return Value{}, Errorf(TypeErrorType, "constructor requires a sequence")
		}
		items, err := t.Collect(a[0])
		if err != nil {
			return Value{}, err
		}
		n := len(items)
		full := typ.FullName()
		switch {
		case n < visible && visible == len(fields):
			return Value{}, Errorf(TypeErrorType, "%s() takes a %d-sequence (%d-sequence given)", full, visible, n)
		case n < visible:
			return Value{}, Errorf(TypeErrorType, "%s() takes an at least %d-sequence (%d-sequence given)", full, visible, n)
		case n > len(fields) && visible == len(fields):
			return Value{}, Errorf(TypeErrorType, "%s() takes a %d-sequence (%d-sequence given)", full, visible, n)
		case n > len(fields):
			return Value{}, Errorf(TypeErrorType, "%s() takes an at most %d-sequence (%d-sequence given)", full, len(fields), n)
		}
		for i := n; i < len(fields); i++ {
			v := None
			if a[1].P != nil {
				if isDict, err := t.IsInstance(a[1], DictType.Value()); err != nil || !isDict {
					return Value{}, Errorf(TypeErrorType, "%s() takes a dict as second arg, if any", full)
				}
				// By its method: C's dicts have not the layout of ours.
				if v, err = t.CallMethodString(a[1], "get", StrValue(fields[i].Name)); err != nil {
					return Value{}, err
				}
			}
			items = append(items, v)
		}
		return NewStructSeq(typ, items), nil
	}
	typ.Repr = func(t *Thread, self Value) (Value, error) {
		var b strings.Builder
		b.WriteString(typ.FullName() + "(")
		for i := range visible {
			if i > 0 {
				b.WriteString(", ")
			}
			r, err := t.Repr(ss(self).Items[i])
			if err != nil {
				return Value{}, err
			}
			if fields[i].Name != "" {
				b.WriteString(fields[i].Name + "=")
			}
			b.WriteString(r.s)
		}
		b.WriteByte(')')
		return StrValue(b.String()), nil
	}
	ts := TypeSpec{Doc: doc, Base: TupleType, Layout: structLayout, Methods: []Method{
		{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			d := NewDict()
			for i := visible; i < len(fields); i++ {
				d.SetString(fields[i].Name, ss(self).hidden[i-visible])
			}
			return TupleOf(self.P.Type.Value(), TupleOf(NewTuple(append([]Value(nil), ss(self).Items...)).Value(), d.Value())), nil
		})},
	}}
	unnamed := 0
	var match []Value
	for i, f := range fields {
		if f.Name == "" {
			unnamed++
			continue
		}
		if i < visible {
			match = append(match, StrValue(f.Name))
		}
		ts.Members = append(ts.Members, GetSet{Name: f.Name, Doc: f.Doc, Get: func(t *Thread, self Value) (Value, error) {
			if i < visible {
				return ss(self).Items[i], nil
			}
			return ss(self).hidden[i-visible], nil
		}})
	}
	ts.Attrs = []Attr{
		{"n_sequence_fields", Int(visible)}, {"n_fields", Int(len(fields))}, {"n_unnamed_fields", Int(unnamed)},
		{"__match_args__", NewTuple(match).Value()},
	}
	Define(typ, ts)
	return typ
}

// NewStructSeq makes an instance of a type that NewStructSeqType made; items has
// every field, the hidden ones behind the visible.
func NewStructSeq(typ *Type, items []Value) Value {
	spec := typ.Foreign.(*structSpec)
	s := &structSeq{Tuple: Tuple{Header{typ}, items[:spec.visible:spec.visible]}, hidden: items[spec.visible:]}
	return s.Tuple.Value()
}
