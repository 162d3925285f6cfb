package object

// This file defines looking at values without running code of theirs: for tracers.

// Peek returns the attribute name (interned) of v if it lies in v itself, in a module, or, being no descriptor, in v's class.
// Nothing of the program runs: properties and __getattr__ find nothing.
func (t *Thread) Peek(v Value, name *Str) (Value, bool) {
	typ := v.P.Type
	if m, ok := AsModule(v); ok {
		return m.Dict().GetStr(name)
	}
	if _, class := AsType(v); class || !typ.HasGenericGetAttr() {
		return Value{}, false
	}
	d := typ.Lookup(t, name)
	if d.P != nil && d.P.Type == SlotDescrType {
		s := (*SlotDescr)(d.Ptr())
		if !v.Is(s.Class) {
			return Value{}, false
		}
		x := AttrsOf(v).Slots[s.Index]
		return x, x.P != nil
	}
	if d.P != nil && d.P.Type.DescrSet != nil {
		return Value{}, false
	}
	if typ.Flags&FlagDict != 0 && typ.Layout != nil && typ.Layout.AttrsOff != 0 {
		if x := AttrsOf(v).Get(name); x.P != nil {
			return x, true
		}
	}
	if d.P != nil && d.P.Type.DescrGet == nil {
		return d, true
	}
	return Value{}, false
}

// PeekAll gives the attributes that lie in an instance itself, in the order in which they were set, until yield returns false.
func PeekAll(v Value, yield func(name *Str, x Value) bool) {
	typ := v.P.Type
	if typ.Flags&FlagDict == 0 || typ.Layout == nil || typ.Layout.AttrsOff == 0 {
		return
	}
	a := AttrsOf(v)
	if a.Shape != nil {
		for i, n := range a.Shape.names() {
			if x := a.Slots[a.Shape.base+i]; x.P != nil && !yield(n, x) {
				return
			}
		}
		return
	}
	if a.Dict == nil {
		return
	}
	for i := a.Dict.Next(0); i >= 0; i = a.Dict.Next(i + 1) {
		if n, ok := AsStr(a.Dict.Entries[i].Key); ok && !yield(n, a.Dict.Entries[i].Val) {
			return
		}
	}
}
