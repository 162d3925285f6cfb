package object

import (
	"slices"
	"unsafe"
)

// This file defines the correspondence of slots and special method names: how a
// slot filled in Go shows as a wrapper in the type's dictionary, and how a
// special method of a Python class fills a slot.

// wrapFunc calls the slot of the type src, as src.__name__(self, *args) does.
type wrapFunc func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error)

// slotRow is one special method of a slot.
type slotRow struct {
	name string
	doc  string
	wrap wrapFunc
}

// slotGroup is a slot with the special methods that it serves.
type slotGroup struct {
	rows   []slotRow
	names  []*Str
	filled func(typ *Type) bool
	copy   func(dst, src *Type)
	// python sets the slot to the dispatcher that looks the method up.
	python func(typ *Type)
	clear  func(typ *Type)
}

// newSlot describes the slot that field points out; py is its dispatcher for
// Python classes.
func newSlot[F any](field func(*Type) *F, py F, rows ...slotRow) *slotGroup {
	var zero F
	g := &slotGroup{
		rows:   rows,
		filled: func(typ *Type) bool { return *(*unsafe.Pointer)(unsafe.Pointer(field(typ))) != nil },
		copy:   func(dst, src *Type) { *field(dst) = *field(src) },
		python: func(typ *Type) { *field(typ) = py },
		clear:  func(typ *Type) { *field(typ) = zero },
	}
	for _, r := range rows {
		g.names = append(g.names, Intern(r.name))
	}
	return g
}

var slotGroups []*slotGroup
var slotsByName map[*Str][]*slotGroup

// WrapperDescr is a wrapper_descriptor: a slot of a built-in type as a method.
type WrapperDescr struct {
	Header
	Name  *Str
	Class *Type
	group *slotGroup
	row   *slotRow
}

func wrapperDescrCall(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	d := (*WrapperDescr)(unsafe.Pointer(self.P))
	if len(args) == 0 || kw != nil && len(args) == len(kw.Items) {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' of '%s' object needs an argument", d.Name.s, d.Class.FullNameC())
	}
	if !args[0].Is(d.Class) {
		if own := ownMethod(t, args[0], d.Class, d.Name); own.P != nil {
			return t.CallVec(own, args, kw)
		}
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' requires a '%s' object but received a '%s'",
			d.Name.s, d.Class.FullNameC(), args[0].P.Type.Name)
	}
	return d.row.wrap(t, d.Class, args[0], args[1:], kw)
}

// MethodWrapper is a method-wrapper: a WrapperDescr bound to an object.
type MethodWrapper struct {
	Header
	Descr *WrapperDescr
	Self  Value
}

func methodWrapperCall(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	w := (*MethodWrapper)(unsafe.Pointer(self.P))
	return w.Descr.row.wrap(t, w.Descr.Class, w.Self, args, kw)
}

func wrapperDescrGet(t *Thread, self, obj, owner Value) (Value, error) {
	d := (*WrapperDescr)(unsafe.Pointer(self.P))
	if obj.P == nil {
		return self, nil
	}
	if !obj.Is(d.Class) {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Name.s, d.Class.FullNameC(), obj.P.Type.Name)
	}
	return Value{P: &(&MethodWrapper{Header{MethodWrapperType}, d, obj}).Header}, nil
}

func wrapArgs(args []Value, kw *Tuple, n int) error {
	if kw != nil && len(kw.Items) > 0 {
		return Errorf(TypeErrorType, "wrapper takes no keyword arguments")
	}
	if len(args) != n {
		name := ""
		if n > 1 {
			name = " " // CPython unpacks two for a function with an empty name
		}
		return Errorf(TypeErrorType, "%sexpected %d argument%s, got %d", name, n, plural(n), len(args))
	}
	return nil
}

func wrapUnary(field func(*Type) *UnaryFunc) wrapFunc {
	return func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
		if err := wrapArgs(args, kw, 0); err != nil {
			return Value{}, err
		}
		return (*field(src))(t, self)
	}
}

func unarySlot(name, doc string, field func(*Type) *UnaryFunc) *slotGroup {
	n := Intern(name)
	return newSlot(field, func(t *Thread, self Value) (Value, error) {
		return t.mustSpecial(self, n)
	}, slotRow{name, doc, wrapUnary(field)})
}

func wrapBinary(field func(*Type) *BinaryFunc, reflected bool) wrapFunc {
	return func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
		if err := wrapArgs(args, kw, 1); err != nil {
			return Value{}, err
		}
		if reflected {
			return (*field(src))(t, args[0], self)
		}
		return (*field(src))(t, self, args[0])
	}
}

// callOr is CallSpecial that gives NotImplemented where there is no such method.
func (t *Thread) callOr(self Value, name *Str, arg Value) (Value, error) {
	r, found, err := t.CallSpecial(self, name, arg)
	if err == nil && !found {
		return NotImplemented, nil
	}
	return r, err
}

// pyBinary holds the dispatchers of the binary operators for Python classes.
var pyBinary [NumBinOps]BinaryFunc

func binarySlot(op BinOp) *slotGroup {
	b := binNames[op]
	name, rname := Intern(b.name), Intern(b.rname)
	field := func(typ *Type) *BinaryFunc { return &typ.Binary[op] }
	var py BinaryFunc
	py = func(t *Thread, x, y Value) (Value, error) {
		tx, ty := x.P.Type, y.P.Type
		other := tx != ty && ty.Binary[op] != nil && sameFunc(ty.Binary[op], pyBinary[op])
		if tx.Binary[op] != nil && sameFunc(tx.Binary[op], pyBinary[op]) {
			if other && ty.IsSubtype(tx) {
				// The reflected method of a subclass goes first if it overrides.
				if r := ty.Lookup(t, rname); r.P != nil && r != tx.Lookup(t, rname) {
					v, err := t.callOr(y, rname, x)
					if err != nil || v != NotImplemented {
						return v, err
					}
					other = false
				}
			}
			v, err := t.callOr(x, name, y)
			if err != nil || v != NotImplemented || tx == ty {
				return v, err
			}
		}
		if other {
			return t.callOr(y, rname, x)
		}
		return NotImplemented, nil
	}
	pyBinary[op] = py
	sym := b.sym
	doc, rdoc := "Return self"+sym+"value.", "Return value"+sym+"self."
	w, rw := wrapBinary(field, false), wrapBinary(field, true)
	if op == OpPow {
		w = wrapPow(false)
		rw = wrapPow(true)
		doc, rdoc = "Return pow(self, value, mod).", "Return pow(value, self, mod)."
	} else if op == OpDivMod {
		doc, rdoc = "Return divmod(self, value).", "Return divmod(value, self)."
	}
	return newSlot(field, py, slotRow{b.name, doc, w}, slotRow{b.rname, rdoc, rw})
}

func wrapPow(reflected bool) wrapFunc {
	return func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
		if len(args) == 2 && !args[1].IsNone() && src.PowMod != nil {
			if reflected {
				return src.PowMod(t, args[0], self, args[1])
			}
			return src.PowMod(t, self, args[0], args[1])
		}
		if len(args) == 2 {
			args = args[:1]
		}
		if err := wrapArgs(args, kw, 1); err != nil {
			return Value{}, err
		}
		if reflected {
			return src.Binary[OpPow](t, args[0], self)
		}
		return src.Binary[OpPow](t, self, args[0])
	}
}

func inPlaceSlot(op BinOp) *slotGroup {
	b := binNames[op]
	name := Intern(b.iname)
	field := func(typ *Type) *BinaryFunc { return &typ.InPlace[op] }
	return newSlot(field, func(t *Thread, x, y Value) (Value, error) { return t.callOr(x, name, y) },
		slotRow{b.iname, "Return self" + b.sym + "=value.", wrapBinary(field, false)})
}

var cmpNames [6]*Str

func compareSlot() *slotGroup {
	rows := make([]slotRow, 6)
	for op, n := range [...]string{LT: "__lt__", LE: "__le__", EQ: "__eq__", NE: "__ne__", GT: "__gt__", GE: "__ge__"} {
		cmpNames[op] = Intern(n)
		rows[op] = slotRow{n, "Return self" + cmpSyms[op] + "value.",
			func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
				if err := wrapArgs(args, kw, 1); err != nil {
					return Value{}, err
				}
				return src.Compare(t, self, args[0], CmpOp(op))
			}}
	}
	return newSlot(func(typ *Type) *func(t *Thread, self, other Value, op CmpOp) (Value, error) { return &typ.Compare },
		func(t *Thread, self, other Value, op CmpOp) (Value, error) {
			// As in CPython, a method that cannot be bound is one that there is not.
			f, bound, err := t.LookupSpecial(self, cmpNames[op])
			if err != nil || f.P == nil {
				return NotImplemented, nil
			}
			if bound.P == nil {
				return t.Call(f, other)
			}
			return t.callPrepend(f, bound, []Value{other}, nil)
		},
		rows...)
}

func (t *Thread) mustSpecial(self Value, name *Str, args ...Value) (Value, error) {
	r, found, err := t.CallSpecial(self, name, args...)
	if err == nil && !found {
		return Value{}, NewError(AttributeErrorType, name.Value())
	}
	return r, err
}

func pyLen(t *Thread, self Value) (int, error) {
	r, err := t.mustSpecial(self, names.Len)
	if err != nil {
		return 0, err
	}
	r, err = t.Index(r)
	if err != nil {
		return 0, err
	}
	if intSign(r) < 0 {
		return 0, Errorf(ValueErrorType, "__len__() should return >= 0")
	}
	return t.AsIndex(r, OverflowErrorType)
}

func pyBool(t *Thread, self Value) (bool, error) {
	r, found, err := t.CallSpecial(self, names.Bool)
	if err != nil {
		return false, err
	}
	if found {
		if !r.IsBool() {
			return false, Errorf(TypeErrorType, "__bool__ should return bool, returned %s", r.P.Type.Name)
		}
		return r.N != 0, nil
	}
	if self.P.Type.Len != nil {
		n, err := self.P.Type.Len(t, self)
		return n != 0, err
	}
	return true, nil
}

func pyHash(t *Thread, self Value) (int64, error) {
	f := self.P.Type.Lookup(t, names.Hash)
	if f.P == nil || f.IsNone() {
		return 0, Errorf(TypeErrorType, "unhashable type: '%s'", self.P.Type.Name)
	}
	r, err := t.mustSpecial(self, names.Hash)
	if err != nil {
		return 0, err
	}
	if !r.Is(IntType) {
		return 0, Errorf(TypeErrorType, "__hash__ method should return an integer")
	}
	// A number that fits is taken as it is, another by its own hash.
	if n, ok := SmallInt(r); ok {
		if n == -1 {
			n = -2
		}
		return n, nil
	}
	return IntType.Hash(t, r)
}

func pyContains(t *Thread, self, v Value) (bool, error) {
	f := self.P.Type.Lookup(t, names.Contains)
	if f.P != nil && f.IsNone() {
		return false, Errorf(TypeErrorType, "'%s' object is not a container", self.P.Type.Name)
	}
	if f.P != nil {
		r, err := t.mustSpecial(self, names.Contains, v)
		if err != nil {
			return false, err
		}
		return t.Truth(r)
	}
	found := false
	err := t.Each(self, func(e Value) error {
		eq, err := t.EqualValues(e, v)
		if err == nil && eq {
			found = true
			err = errStop
		}
		return err
	})
	if err == errStop {
		err = nil
	}
	return found, err
}

func pyNext(t *Thread, self Value) (Value, error) {
	r, err := t.mustSpecial(self, names.Next)
	if err != nil && ErrorIs(err, StopIterationType) {
		// Kept as an error: a caller may want the StopIteration's value.
		return Value{}, err
	}
	return r, err
}

func pyIter(t *Thread, self Value) (Value, error) {
	f := self.P.Type.Lookup(t, names.Iter)
	if f.P == nil {
		return NewSeqIter(self), nil
	}
	if f.IsNone() {
		return Value{}, Errorf(TypeErrorType, "'%s' object is not iterable", self.P.Type.Name)
	}
	return t.mustSpecial(self, names.Iter)
}

func pyGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	typ := self.P.Type
	var r Value
	var err error
	ga := typ.Lookup(t, names.GetAttribute)
	if ga.P != nil && ga.P.Type == WrapperDescrType {
		d := (*WrapperDescr)(unsafe.Pointer(ga.P))
		if isGeneric(d.Class.GetAttr) {
			r, err = genericLookup(t, self, name)
			if err == nil && r.P != nil {
				return r, nil
			}
			if err == nil {
				if typ.Lookup(t, names.GetAttr).P != nil {
					r, _, err = t.CallSpecial(self, names.GetAttr, name.Value())
					return r, err
				}
				return Value{}, noAttribute(self, name)
			}
		} else {
			r, err = d.Class.GetAttr(t, self, name)
		}
	} else {
		r, err = t.mustSpecial(self, names.GetAttribute, name.Value())
	}
	if err != nil && ErrorIs(err, AttributeErrorType) {
		if typ.Lookup(t, names.GetAttr).P != nil {
			r, _, err = t.CallSpecial(self, names.GetAttr, name.Value())
		}
	}
	return r, err
}

func isGeneric(f func(t *Thread, self Value, name *Str) (Value, error)) bool {
	g := GenericGetAttr
	return f != nil && **(**uintptr)(unsafe.Pointer(&f)) == **(**uintptr)(unsafe.Pointer(&g))
}

func isGenericSet(f func(t *Thread, self Value, name *Str, v Value) error) bool {
	g := GenericSetAttr
	return f != nil && **(**uintptr)(unsafe.Pointer(&f)) == **(**uintptr)(unsafe.Pointer(&g))
}

func pySetAttr(t *Thread, self Value, name *Str, v Value) error {
	var err error
	if v.P == nil {
		_, err = t.mustSpecial(self, names.DelAttr, name.Value())
	} else {
		_, err = t.mustSpecial(self, names.SetAttr, name.Value(), v)
	}
	return err
}

func pySetItem(t *Thread, self, key, v Value) error {
	var err error
	if v.P == nil {
		_, err = t.mustSpecial(self, names.DelItem, key)
	} else {
		// A class that only redefines __delitem__, as Counter does, has its base's way to set.
		typ := self.P.Type
		if d := typ.Lookup(t, names.SetItem); d.P != nil && d.P.Type == WrapperDescrType {
			w := (*WrapperDescr)(unsafe.Pointer(d.P))
			if w.Name == names.SetItem && w.Class.Flags&FlagHeap == 0 && w.Class.SetItem != nil && typ.IsSubtype(w.Class) {
				return w.Class.SetItem(t, self, key, v)
			}
		}
		_, err = t.mustSpecial(self, names.SetItem, key, v)
	}
	return err
}

func pyDescrGet(t *Thread, self, obj, owner Value) (Value, error) {
	f := self.P.Type.Lookup(t, names.Get)
	if f.P == nil {
		return self, nil
	}
	// Not bound first: a built-in function that serves as __get__ gets self too.
	return t.Call(f, self, obj.OrNone(), owner.OrNone())
}

func pyDescrSet(t *Thread, self, obj, v Value) error {
	var err error
	if v.P == nil {
		_, err = t.mustSpecial(self, names.Delete, obj)
	} else {
		_, err = t.mustSpecial(self, names.Set, obj, v)
	}
	return err
}

func pyCall(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	f, s, err := t.LookupSpecial(self, names.Call)
	if err != nil {
		return Value{}, err
	}
	if f.P == nil {
		return Value{}, Errorf(TypeErrorType, "'%s' object is not callable", self.P.Type.Name)
	}
	if s.P == nil {
		return t.CallVec(f, args, kw)
	}
	return t.callPrepend(f, s, args, kw)
}

func pyInit(t *Thread, self Value, args []Value, kw *Tuple) error {
	f, s, err := t.LookupSpecial(self, names.Init)
	if err != nil {
		return err
	}
	if f.P == nil {
		return noAttribute(self, names.Init)
	}
	var r Value
	if s.P == nil {
		r, err = t.CallVec(f, args, kw)
	} else {
		r, err = t.callPrepend(f, s, args, kw)
	}
	if err != nil {
		return err
	}
	if !r.IsNone() {
		return Errorf(TypeErrorType, "__init__() should return None, not '%s'", r.P.Type.Name)
	}
	return nil
}

func pyNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	f, err := t.GetAttr(cls.Value(), names.New)
	if err != nil {
		return Value{}, err
	}
	return t.callPrepend(f, cls.Value(), args, kw)
}

func setupSlots() {
	type none = struct{}
	add := func(g *slotGroup) { slotGroups = append(slotGroups, g) }
	un := func(name, doc string, field func(*Type) *UnaryFunc) { add(unarySlot(name, doc, field)) }
	un("__repr__", "Return repr(self).", func(y *Type) *UnaryFunc { return &y.Repr })
	un("__str__", "Return str(self).", func(y *Type) *UnaryFunc { return &y.Str })
	un("__neg__", "-self", func(y *Type) *UnaryFunc { return &y.Neg })
	un("__pos__", "+self", func(y *Type) *UnaryFunc { return &y.Pos })
	un("__abs__", "abs(self)", func(y *Type) *UnaryFunc { return &y.Abs })
	un("__invert__", "~self", func(y *Type) *UnaryFunc { return &y.Invert })
	un("__int__", "int(self)", func(y *Type) *UnaryFunc { return &y.IntSlot })
	un("__float__", "float(self)", func(y *Type) *UnaryFunc { return &y.FloatSl })
	un("__index__", "Return self converted to an integer, if self is suitable for use as an index into a list.",
		func(y *Type) *UnaryFunc { return &y.Index })
	un("__await__", "Return an iterator to be used in await expression.", func(y *Type) *UnaryFunc { return &y.Await })
	un("__aiter__", "Return an awaitable, that resolves in asynchronous iterator.", func(y *Type) *UnaryFunc { return &y.AIter })
	un("__anext__", "Return a value or raise StopAsyncIteration.", func(y *Type) *UnaryFunc { return &y.ANext })
	for op := BinOp(0); op < NumBinOps; op++ {
		add(binarySlot(op))
		if binNames[op].iname != "" {
			add(inPlaceSlot(op))
		}
	}
	add(compareSlot())
	iter := func(y *Type) *UnaryFunc { return &y.Iter }
	add(newSlot(iter, pyIter, slotRow{"__iter__", "Implement iter(self).", wrapUnary(iter)}))
	next := func(y *Type) *UnaryFunc { return &y.Next }
	add(newSlot(next, pyNext, slotRow{"__next__", "Implement next(self).",
		func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 0); err != nil {
				return Value{}, err
			}
			v, err := src.Next(t, self)
			if err == nil && v.P == nil {
				return Value{}, NewError(StopIterationType)
			}
			return v, err
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self Value) (int64, error) { return &y.Hash }, pyHash,
		slotRow{"__hash__", "Return hash(self).", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 0); err != nil {
				return Value{}, err
			}
			h, err := src.Hash(t, self)
			return Int64(h), err
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self Value) (bool, error) { return &y.BoolSlot }, pyBool,
		slotRow{"__bool__", "True if self else False", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 0); err != nil {
				return Value{}, err
			}
			b, err := src.BoolSlot(t, self)
			return Bool(b), err
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self Value) (int, error) { return &y.Len }, pyLen,
		slotRow{"__len__", "Return len(self).", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 0); err != nil {
				return Value{}, err
			}
			n, err := src.Len(t, self)
			return Int(n), err
		}}))
	getitem := func(y *Type) *BinaryFunc { return &y.GetItem }
	add(newSlot(getitem, func(t *Thread, self, key Value) (Value, error) { return t.mustSpecial(self, names.GetItem, key) },
		slotRow{"__getitem__", "Return self[key].", wrapBinary(getitem, false)}))
	add(newSlot(func(y *Type) *func(t *Thread, self, key, v Value) error { return &y.SetItem }, pySetItem,
		slotRow{"__setitem__", "Set self[key] to value.", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 2); err != nil {
				return Value{}, err
			}
			return None, src.SetItem(t, self, args[0], args[1])
		}},
		slotRow{"__delitem__", "Delete self[key].", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 1); err != nil {
				return Value{}, err
			}
			return None, src.SetItem(t, self, args[0], Value{})
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self, v Value) (bool, error) { return &y.Contains }, pyContains,
		slotRow{"__contains__", "Return key in self.", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 1); err != nil {
				return Value{}, err
			}
			b, err := src.Contains(t, self, args[0])
			return Bool(b), err
		}}))
	concat := func(y *Type) *BinaryFunc { return &y.Concat }
	add(newSlot(concat, nil, slotRow{"__add__", "Return self+value.", wrapBinary(concat, false)}))
	iconcat := func(y *Type) *BinaryFunc { return &y.InPlaceConcat }
	add(newSlot(iconcat, nil, slotRow{"__iadd__", "Implement self+=value.", wrapBinary(iconcat, false)}))
	type repeatFunc = func(t *Thread, self Value, n int) (Value, error)
	wrapRepeat := func(field func(*Type) *repeatFunc) wrapFunc {
		return func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 1); err != nil {
				return Value{}, err
			}
			n, err := t.AsIndex(args[0], OverflowErrorType)
			if err != nil {
				return Value{}, err
			}
			return (*field(src))(t, self, n)
		}
	}
	repeat := func(y *Type) *repeatFunc { return &y.Repeat }
	add(newSlot(repeat, nil, slotRow{"__mul__", "Return self*value.", wrapRepeat(repeat)},
		slotRow{"__rmul__", "Return value*self.", wrapRepeat(repeat)}))
	irepeat := func(y *Type) *repeatFunc { return &y.InPlaceRepeat }
	add(newSlot(irepeat, nil, slotRow{"__imul__", "Implement self*=value.", wrapRepeat(irepeat)}))
	add(newSlot(func(y *Type) *VecFunc { return &y.CallSlot }, pyCall,
		slotRow{"__call__", "Call self as a function.", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			return src.CallSlot(t, self, args, kw)
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self Value, name *Str) (Value, error) { return &y.GetAttr }, pyGetAttr,
		slotRow{"__getattribute__", "Return getattr(self, name).", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 1); err != nil {
				return Value{}, err
			}
			n, err := attrName(args[0])
			if err != nil {
				return Value{}, err
			}
			return src.GetAttr(t, self, n)
		}},
		slotRow{"__getattr__", "", nil}))
	add(newSlot(func(y *Type) *func(t *Thread, self Value, name *Str, v Value) error { return &y.SetAttr }, pySetAttr,
		slotRow{"__setattr__", "Implement setattr(self, name, value).", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 2); err != nil {
				return Value{}, err
			}
			n, err := attrName(args[0])
			if err != nil {
				return Value{}, err
			}
			if err := hackCheck(src, self, "__setattr__"); err != nil {
				return Value{}, err
			}
			return None, src.SetAttr(t, self, n, args[1])
		}},
		slotRow{"__delattr__", "Implement delattr(self, name).", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 1); err != nil {
				return Value{}, err
			}
			n, err := attrName(args[0])
			if err != nil {
				return Value{}, err
			}
			if err := hackCheck(src, self, "__delattr__"); err != nil {
				return Value{}, err
			}
			return None, src.SetAttr(t, self, n, Value{})
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self, obj, owner Value) (Value, error) { return &y.DescrGet }, pyDescrGet,
		slotRow{"__get__", "Return an attribute of instance, which is of type owner.", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if len(args) == 1 {
				args = []Value{args[0], None}
			}
			if len(args) != 2 {
				return Value{}, Errorf(TypeErrorType, " expected at %s, got %d", map[bool]string{true: "least 1 argument", false: "most 2 arguments"}[len(args) < 1], len(args))
			}
			obj, owner := args[0], args[1]
			if obj.IsNone() {
				obj = Value{}
			}
			if owner.IsNone() {
				owner = Value{}
			}
			if obj.P == nil && owner.P == nil {
				return Value{}, Errorf(TypeErrorType, "__get__(None, None) is invalid")
			}
			return src.DescrGet(t, self, obj, owner)
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self, obj, v Value) error { return &y.DescrSet }, pyDescrSet,
		slotRow{"__set__", "Set an attribute of instance to value.", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 2); err != nil {
				return Value{}, err
			}
			return None, src.DescrSet(t, self, args[0], args[1])
		}},
		slotRow{"__delete__", "Delete an attribute of instance.", func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
			if err := wrapArgs(args, kw, 1); err != nil {
				return Value{}, err
			}
			return None, src.DescrSet(t, self, args[0], Value{})
		}}))
	add(newSlot(func(y *Type) *func(t *Thread, self Value, args []Value, kw *Tuple) error { return &y.Init }, pyInit,
		slotRow{"__init__", "Initialize self.  See help(type(self)) for accurate signature.",
			func(t *Thread, src *Type, self Value, args []Value, kw *Tuple) (Value, error) {
				return None, src.Init(t, self, args, kw)
			}}))
	del := func(y *Type) *UnaryFunc { return &y.Del }
	add(newSlot(del, func(t *Thread, self Value) (Value, error) {
		r, _, err := t.CallSpecial(self, names.Del)
		return r, err
	}, slotRow{"__del__", "", wrapUnary(del)}))

	slotsByName = map[*Str][]*slotGroup{}
	for _, g := range slotGroups {
		for _, n := range g.names {
			slotsByName[n] = append(slotsByName[n], g)
		}
	}
}

func attrName(v Value) (*Str, error) {
	s, ok := AsStr(v)
	if !ok {
		return nil, Errorf(TypeErrorType, "attribute name must be string, not '%s'", v.P.Type.Name)
	}
	return InternStr(s), nil
}

// AttrName returns v, which must be a str, as an interned attribute name.
func AttrName(v Value) (*Str, error) { return attrName(v) }

// hackCheck refuses object.__setattr__(SomeType, ...), which would get round
// the slots of the type (Carlo Verre's hack).
func hackCheck(src *Type, self Value, what string) error {
	typ := self.P.Type
	for typ != nil && typ.Flags&FlagHeap != 0 {
		typ = typ.Base
	}
	if typ != nil && typ != src && !isGenericSet(typ.SetAttr) && isGenericSet(src.SetAttr) {
		return Errorf(TypeErrorType, "can't apply this %s to %s object", what, typ.Name)
	}
	return nil
}

// resolveSlot sets typ's slot g from what its special methods are along the MRO.
func (typ *Type) resolveSlot(g *slotGroup) {
	var native *Type
	python := false
	for _, n := range g.names {
		d := typ.lookupMRO(n)
		if d.P == nil {
			continue
		}
		if d.P.Type == WrapperDescrType {
			w := (*WrapperDescr)(unsafe.Pointer(d.P))
			if !typ.IsSubtype(w.Class) {
				python = true // another type's method, which will refuse self
			} else if w.group == g {
				if native == nil {
					native = w.Class
				} else if native != w.Class {
					// The methods of one slot come from two types: only looking
					// each up finds the right one.
					python = true
				}
			} else if w.Name != n {
				python = true // one method under another's name, as __str__ = int.__repr__
			}
			continue
		}
		if d.P.Type == MethodDescrType {
			// A method beside a slot, as list.__getitem__ is, does what the slot does.
			if c := (*MethodDescr)(unsafe.Pointer(d.P)).Class; c.Flags&FlagHeap == 0 && g.filled(c) && (native == nil || native == c) {
				native = c
				continue
			}
		}
		if d.IsNone() && n == names.Hash {
			g.clear(typ)
			return
		}
		if native != nil || !python {
			python = true
		}
	}
	switch {
	case python:
		g.python(typ)
	case native != nil:
		g.copy(typ, native)
	case typ.Flags&FlagHeap != 0:
		g.clear(typ)
	}
}

// resolveNew sets typ.New from __new__ along the MRO.
func (typ *Type) resolveNew() {
	d := typ.lookupMRO(names.New)
	if d.P == nil {
		return
	}
	if d.P.Type == BuiltinType {
		b := (*Builtin)(unsafe.Pointer(d.P))
		if src, ok := AsType(b.Self); ok && b.Method.Name == "__new__" {
			typ.New = src.New
			return
		}
	}
	typ.New = pyNew
}

func (typ *Type) finishSlots() {
	typ.genericGetAttr = isGeneric(typ.GetAttr)
	typ.genericSetAttr = isGenericSet(typ.SetAttr)
	if typ.Del != nil {
		typ.Flags |= FlagHasDel
	}
}

// heir is a class that derives from typ and defines nothing: what its slots are is what a class inherits from typ. A class
// is its own.
func (typ *Type) heir() *Type {
	if typ.Flags&FlagHeap != 0 {
		return typ
	}
	if h := typ.bare.Load(); h != nil {
		return h
	}
	h := &Type{Flags: FlagHeap, Dict: NewDict(), MRO: append(make([]*Type, 1, len(typ.MRO)+1), typ.MRO...)}
	h.MRO[0] = h
	for _, g := range slotGroups {
		h.resolveSlot(g)
	}
	typ.bare.Store(h)
	return h
}

// ownSlots returns the slots that the names in typ's own dictionary serve; ok is false if they cannot be told.
func (typ *Type) ownSlots(room []*slotGroup) (own []*slotGroup, ok bool) {
	own = room
	for i := range typ.Dict.Entries {
		k := typ.Dict.Entries[i].Key
		if k.P == nil {
			continue
		}
		if k.P.Type != StrType {
			return nil, false
		}
		s, _ := AsStr(k)
		if len(s.s) < 5 || s.s[0] != '_' || s.s[1] != '_' {
			continue
		}
		for _, g := range slotsByName[InternStr(s)] {
			if !slices.Contains(own, g) {
				own = append(own, g)
			}
		}
	}
	return own, true
}

// inheritSlots is resolveSlots for a type whose MRO is that of one base behind itself, which most have: all slots but those
// of the names in its own dictionary are the base's. To look for 100 names along the MRO took 10 us a class.
func (typ *Type) inheritSlots() bool {
	if len(typ.MRO) < 2 || typ.MRO[0] != typ {
		return false
	}
	base := typ.MRO[1]
	if base.Flags&FlagForeign != 0 || !slices.Equal(typ.MRO[1:], base.MRO) {
		return false
	}
	var room [16]*slotGroup
	own, ok := typ.ownSlots(room[:0])
	if !ok {
		return false
	}
	from := base.heir()
	for _, g := range slotGroups {
		switch {
		case typ.Flags&FlagHeap == 0 && g.filled(typ):
		case slices.Contains(own, g):
			typ.resolveSlot(g)
		default:
			g.copy(typ, from)
		}
	}
	return true
}

// resolveSlots sets every slot of a class from its special methods.
func (typ *Type) resolveSlots() {
	if !typ.inheritSlots() {
		for _, g := range slotGroups {
			typ.resolveSlot(g)
		}
	}
	typ.resolveNew()
	for _, b := range typ.MRO[1:] {
		if typ.Buffer == nil {
			typ.Buffer = b.Buffer
		}
		if typ.PowMod == nil && b.PowMod != nil && b.Flags&FlagHeap == 0 {
			typ.PowMod = b.PowMod
		}
	}
	typ.finishSlots()
}

// updateSlots renews the slots of typ and its subclasses that serve name.
func (typ *Type) updateSlots(t *Thread, name *Str) {
	if name == names.New {
		typ.resolveNew()
	}
	for _, g := range slotsByName[name] {
		typ.resolveSlot(g)
	}
	typ.finishSlots()
	for _, s := range t.Interp.Subclasses(typ) {
		if _, ok := s.Dict.GetStr(name); !ok {
			s.updateSlots(t, name)
		}
	}
}
