package bridge

import (
	"memphis/bridge/internal/capi"
	"memphis/interp/object"
	"runtime"
)

// This file defines the slots of mirrors: each calls the slot of its own C type, also for
// an instance of a class derived from it, whose C half would lead back to that class.

// slotName pairs a slot with the special methods that fill it.
type slotName struct {
	slot  capi.Slot
	names []string
}

var slotNames = []slotName{
	{capi.SlotCall, []string{"__call__"}},
	{capi.SlotIter, []string{"__iter__"}},
	{capi.SlotNext, []string{"__next__"}},
	{capi.SlotHash, []string{"__hash__"}},
	{capi.SlotCompare, []string{"__eq__", "__lt__", "__le__", "__ne__", "__gt__", "__ge__"}},
	{capi.SlotRepr, []string{"__repr__"}},
	{capi.SlotStr, []string{"__str__"}},
	{capi.SlotLen, []string{"__len__"}},
	{capi.SlotGetItem, []string{"__getitem__"}},
	{capi.SlotSetItem, []string{"__setitem__", "__delitem__"}},
	{capi.SlotContains, []string{"__contains__"}},
	{capi.SlotBool, []string{"__bool__"}},
	{capi.SlotInt, []string{"__int__"}},
	{capi.SlotFloat, []string{"__float__"}},
	{capi.SlotIndex, []string{"__index__"}},
	{capi.SlotNeg, []string{"__neg__"}},
	{capi.SlotPos, []string{"__pos__"}},
	{capi.SlotAbs, []string{"__abs__"}},
	{capi.SlotInvert, []string{"__invert__"}},
	{capi.SlotAwait, []string{"__await__"}},
	{capi.SlotAIter, []string{"__aiter__"}},
	{capi.SlotANext, []string{"__anext__"}},
	{capi.SlotDescrGet, []string{"__get__"}},
	{capi.SlotDescrSet, []string{"__set__", "__delete__"}},
}

// binaryNames are the operators in the order of object.BinOp.
var binaryNames = [object.NumBinOps]string{
	"add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or",
}

// fillSlots sets the slots that the C type itself defines (own == nil: all that it has);
// the others are inherited from the mirrors of its bases.
func (b *Bridge) fillSlots(ct *ctype, own map[string]bool, hasDict bool) {
	typ := ct.typ
	has := func(s capi.Slot, names ...string) bool {
		if !ct.mask.Has(s) {
			return false
		}
		if own == nil {
			return true
		}
		for _, n := range names {
			if own[n] {
				return true
			}
		}
		return false
	}
	unary := func(field *object.UnaryFunc, op capi.Op, s capi.Slot, name string) {
		if has(s, name) {
			*field = func(t *object.Thread, self object.Value) (object.Value, error) { return b.op(t, op, ct, self, 0) }
		}
	}
	unary(&typ.Repr, capi.OpRepr, capi.SlotRepr, "__repr__")
	unary(&typ.Str, capi.OpStr, capi.SlotStr, "__str__")
	unary(&typ.Iter, capi.OpIter, capi.SlotIter, "__iter__")
	unary(&typ.IntSlot, capi.OpInt, capi.SlotInt, "__int__")
	unary(&typ.FloatSl, capi.OpFloat, capi.SlotFloat, "__float__")
	unary(&typ.Index, capi.OpIndex, capi.SlotIndex, "__index__")
	unary(&typ.Neg, capi.OpNeg, capi.SlotNeg, "__neg__")
	unary(&typ.Pos, capi.OpPos, capi.SlotPos, "__pos__")
	unary(&typ.Abs, capi.OpAbs, capi.SlotAbs, "__abs__")
	unary(&typ.Invert, capi.OpInvert, capi.SlotInvert, "__invert__")
	unary(&typ.Await, capi.OpAwait, capi.SlotAwait, "__await__")
	unary(&typ.AIter, capi.OpAIter, capi.SlotAIter, "__aiter__")
	unary(&typ.ANext, capi.OpANext, capi.SlotANext, "__anext__")
	if has(capi.SlotNext, "__next__") {
		typ.Next = func(t *object.Thread, self object.Value) (object.Value, error) {
			v, st, err := b.opStatus(t, capi.OpNext, ct, self, 0, nil)
			if err == nil && st == capi.Absent {
				if v.P != nil && !v.IsNone() {
					return object.Value{}, object.NewStopIteration(v)
				}
				return object.Value{}, nil
			}
			return v, err
		}
	}
	if has(capi.SlotHash, "__hash__") {
		typ.Hash = func(t *object.Thread, self object.Value) (int64, error) {
			v, err := b.op(t, capi.OpHash, ct, self, 0)
			return v.Int64(), err
		}
	}
	if has(capi.SlotCompare, "__eq__", "__lt__", "__le__", "__ne__", "__gt__", "__ge__") {
		typ.Compare = func(t *object.Thread, self, other object.Value, op object.CmpOp) (object.Value, error) {
			return b.op(t, capi.OpCompare, ct, self, int64(op), other)
		}
	}
	if has(capi.SlotCall, "__call__") {
		typ.CallSlot = func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
			if err := t.Enter(" while calling a Python object"); err != nil {
				return object.Value{}, err
			}
			defer t.Leave()
			ref := refOf(self)
			if ref == 0 {
				return object.Value{}, object.Errorf(object.TypeErrorType, "%s.__init__() has not been called: there is no C object", self.P.Type.Name)
			}
			var named capi.Ref
			if capi.TypeOf(ref) != ct.ref {
				named = ct.ref
			}
			v, err := b.callRef(t, ct.where(), ref, named, object.Value{}, args, kw)
			runtime.KeepAlive(self) // the caller may have let go of it
			return v, err
		}
	}
	if has(capi.SlotLen, "__len__") {
		typ.Len = func(t *object.Thread, self object.Value) (int, error) {
			v, err := b.op(t, capi.OpLen, ct, self, 0)
			return int(v.Int64()), err
		}
	}
	if has(capi.SlotGetItem, "__getitem__") {
		typ.GetItem = func(t *object.Thread, self, key object.Value) (object.Value, error) {
			return b.op(t, capi.OpGetItem, ct, self, 0, key)
		}
	}
	if has(capi.SlotSetItem, "__setitem__", "__delitem__") {
		typ.SetItem = func(t *object.Thread, self, key, v object.Value) error {
			var err error
			if v.P == nil {
				_, err = b.op(t, capi.OpDelItem, ct, self, 0, key)
			} else {
				_, err = b.op(t, capi.OpSetItem, ct, self, 0, key, v)
			}
			return err
		}
	}
	if has(capi.SlotContains, "__contains__") {
		typ.Contains = func(t *object.Thread, self, v object.Value) (bool, error) {
			r, err := b.op(t, capi.OpContains, ct, self, 0, v)
			return r == object.True, err
		}
	}
	if has(capi.SlotBool, "__bool__") {
		typ.BoolSlot = func(t *object.Thread, self object.Value) (bool, error) {
			r, err := b.op(t, capi.OpBool, ct, self, 0)
			return r == object.True, err
		}
	}
	if has(capi.SlotDescrGet, "__get__") {
		typ.DescrGet = func(t *object.Thread, self, obj, owner object.Value) (object.Value, error) {
			x := int64(1)
			if obj.P == nil {
				x = 0
			}
			return b.op(t, capi.OpDescrGet, ct, self, x, obj.OrNone(), owner.OrNone())
		}
	}
	if has(capi.SlotDescrSet, "__set__", "__delete__") {
		typ.DescrSet = func(t *object.Thread, self, obj, v object.Value) error {
			var err error
			if v.P == nil {
				_, err = b.op(t, capi.OpDescrDel, ct, self, 0, obj)
			} else {
				_, err = b.op(t, capi.OpDescrSet, ct, self, 0, obj, v)
			}
			return err
		}
	}
	// A type with its own attribute access, or whose instances have a __dict__ in C, is
	// asked there.
	if ct.kind == kindObject && (has(capi.SlotGetAttr, "__getattribute__") || hasDict) {
		typ.GetAttr = func(t *object.Thread, self object.Value, name *object.Str) (object.Value, error) {
			if ofPython(self, name) {
				return object.GenericGetAttr(t, self, name)
			}
			c := b.begin(t)
			defer c.end()
			ref, err := c.self(self)
			if err != nil {
				return object.Value{}, err
			}
			c.out.Ref(capi.Name(name.String()))
			v, _, err := c.run(capi.OpGetAttr, ref, named(ref, ct), 0, 1, 0)
			if err != nil && (ct.mixed || self.P.Type.Flags&object.FlagHeap != 0) && object.ErrorIs(err, object.AttributeErrorType) {
				return object.GenericGetAttr(t, self, name)
			}
			return v, err
		}
	}
	if ct.kind == kindObject && (has(capi.SlotSetAttr, "__setattr__", "__delattr__") || hasDict) {
		typ.SetAttr = func(t *object.Thread, self object.Value, name *object.Str, v object.Value) error {
			if ofPython(self, name) {
				if d := self.P.Type.Lookup(t, name); d.P.Type.DescrSet != nil {
					return d.P.Type.DescrSet(t, d, self, v)
				}
			}
			c := b.begin(t)
			defer c.end()
			ref, err := c.self(self)
			if err != nil {
				return err
			}
			c.where = ct.where()
			op, n, err := c.putAttr(name, v)
			if err != nil {
				return err
			}
			_, _, err = c.run(op, ref, named(ref, ct), 0, n, 0)
			if self.P.Type.Flags&object.FlagHeap != 0 && noPlace(t, err, self, name) {
				return object.GenericSetAttr(t, self, name, v)
			}
			return err
		}
	}
	if ct.kind == kindException {
		b.exceptionAttrs(ct)
	}
	if has(capi.SlotInit, "__init__") && (ct.kind != kindException && ct.kind != kindType || own != nil) {
		typ.Init = b.initOf(ct)
	}
	if ct.mask.Has(capi.SlotBuffer) && ct.kind != kindException {
		typ.Buffer = b.view
	}
	seq := func(bit int, name string) bool {
		return ct.mask>>(capi.MaskSequence+bit)&1 != 0 && (own == nil || own[name])
	}
	if seq(0, "__add__") {
		typ.Concat = func(t *object.Thread, l, r object.Value) (object.Value, error) {
			return b.sequenceOp(t, ct, capi.OpBinary, int64(object.OpAdd)|0x400, l, r)
		}
	}
	if seq(1, "__mul__") {
		typ.Repeat = func(t *object.Thread, l object.Value, n int) (object.Value, error) {
			return b.sequenceOp(t, ct, capi.OpBinary, int64(object.OpMul)|0x400, l, object.Int(n))
		}
	}
	if seq(2, "__iadd__") {
		typ.InPlaceConcat = func(t *object.Thread, l, r object.Value) (object.Value, error) {
			return b.op(t, capi.OpInPlace, ct, l, int64(object.OpAdd), r)
		}
	}
	if seq(3, "__imul__") {
		typ.InPlaceRepeat = func(t *object.Thread, l object.Value, n int) (object.Value, error) {
			return b.op(t, capi.OpInPlace, ct, l, int64(object.OpMul), object.Int(n))
		}
	}
	for i, n := range binaryNames {
		op := object.BinOp(i)
		if ct.mask>>(capi.MaskBinary+i)&1 != 0 && (own == nil || own["__"+n+"__"] || own["__r"+n+"__"]) {
			typ.Binary[op] = func(t *object.Thread, l, r object.Value) (object.Value, error) {
				c := b.begin(t)
				defer c.end()
				x := int64(op)
				if !l.Is(typ) {
					x |= 0x100
				}
				if err := c.put(l); err != nil {
					return object.Value{}, err
				}
				if err := c.put(r); err != nil {
					return object.Value{}, err
				}
				v, _, err := c.run(capi.OpBinary, 0, ct.ref, x, 2, 0)
				return v, err
			}
		}
		if ct.mask>>(capi.MaskInPlace+i)&1 != 0 && (own == nil || own["__i"+n+"__"]) {
			typ.InPlace[op] = func(t *object.Thread, l, r object.Value) (object.Value, error) {
				return b.op(t, capi.OpInPlace, ct, l, int64(op), r)
			}
		}
	}
	if typ.Binary[object.OpPow] != nil {
		typ.PowMod = func(t *object.Thread, x, y, z object.Value) (object.Value, error) {
			c := b.begin(t)
			defer c.end()
			for _, v := range []object.Value{x, y, z} {
				if err := c.put(v); err != nil {
					return object.Value{}, err
				}
			}
			v, _, err := c.run(capi.OpPow3, 0, 0, 0, 3, 0)
			return v, err
		}
	}
}

// exceptionAttrs makes the attributes of C's exceptions those that C sees, where it has the exception.
func (b *Bridge) exceptionAttrs(ct *ctype) {
	ct.typ.GetAttr = func(t *object.Thread, self object.Value, name *object.Str) (object.Value, error) {
		v, err := object.GenericGetAttr(t, self, name)
		if ref := b.homeOf(self.P); err != nil && ref != 0 && object.ErrorIs(err, object.AttributeErrorType) {
			if x, err := b.attrBy(t, ref, b.baseException, name.String()); err == nil {
				return x, nil
			}
		}
		return v, err
	}
	ct.typ.SetAttr = func(t *object.Thread, self object.Value, name *object.Str, v object.Value) error {
		if err := object.GenericSetAttr(t, self, name, v); err != nil {
			return err
		}
		ref := b.homeOf(self.P)
		if ref == 0 || ofPython(self, name) {
			return nil
		}
		switch name.String() {
		case "__traceback__", "__cause__", "__context__", "__suppress_context__":
			return nil // a traceback is ours, and the chain goes with the exception when it crosses
		}
		c := b.begin(t)
		defer c.end()
		c.live = true
		op, n, err := c.putAttr(name, v)
		if err != nil {
			return err
		}
		if _, _, err := c.run(op, ref, b.baseException, 0, n, 0); err != nil && v.P != nil {
			return err
		}
		return nil
	}
}

// ofPython reports whether a class of Python that self's class is, or derives from, has the
// attribute and comes before the C type: C would not see it.
func ofPython(self object.Value, name *object.Str) bool {
	if self.P.Type.Flags&object.FlagHeap == 0 {
		return false
	}
	v, where := self.P.Type.LookupWhere(name)
	return v.P != nil && where.Flags&object.FlagHeap != 0
}

// noPlace reports whether err says that C's generic rules find no place for an attribute: the __dict__ of an instance of a class
// of Python is ours. What a type of C's refuses for a reason of its own reads otherwise.
func noPlace(t *object.Thread, err error, self object.Value, name *object.Str) bool {
	if err == nil || !object.ErrorIs(err, object.AttributeErrorType) {
		return false
	}
	e, ok := err.(*object.Exception)
	if !ok || e.Args == nil || len(e.Args.Items) != 1 {
		return false
	}
	typ := self.P.Type.Name
	switch text(e.Args.Items[0]) {
	case "'" + typ + "' object has no attribute '" + name.String() + "'", "'" + typ + "' object attribute '" + name.String() + "' is read-only":
		return true
	}
	return false
}

// sequenceOp is concatenation or repetition by the slots of ct.
func (b *Bridge) sequenceOp(t *object.Thread, ct *ctype, op capi.Op, x int64, l, r object.Value) (object.Value, error) {
	c := b.begin(t)
	defer c.end()
	if err := c.put(l); err != nil {
		return object.Value{}, err
	}
	if err := c.put(r); err != nil {
		return object.Value{}, err
	}
	v, _, err := c.run(op, 0, ct.ref, x, 2, 0)
	return v, err
}

// named is the type to name in an operation: none if it is the object's own.
func named(ref capi.Ref, ct *ctype) capi.Ref {
	if capi.TypeOf(ref) == ct.ref {
		return 0
	}
	return ct.ref
}

// view opens the memory of a C object.
func (b *Bridge) view(t *object.Thread, self object.Value, writable bool) (*object.Buffer, error) {
	ref := refOf(self)
	v, bad := capi.GetView(ref, writable)
	if bad != nil {
		defer bad.Free()
		return nil, b.raised(t, &bad.Reader)
	}
	obj := self
	var err error
	switch {
	case capi.TypeOf(ref) == b.refs[object.MemoryViewType]: // another view of the same memory
		obj, err = b.attr(t, ref, "obj")
	case v.Owner == 0:
		obj = object.Value{}
	case v.Owner != ref: // an object that exports another's memory
		obj, err = b.wrap(t, v.Owner, capi.TypeOf(v.Owner), false)
	}
	if err != nil {
		v.Close()
		return nil, err
	}
	b.views++
	release := func() {
		b.views--
		v.Close()
	}
	return &object.Buffer{
		Obj: obj, Bytes: v.Data, ReadOnly: v.ReadOnly, Format: v.Format, ItemSize: v.ItemSize, Shape: v.Shape, Strides: v.Strides,
		Offset: v.Offset, Suboffsets: v.Suboffsets, Release: release, Watched: true,
	}, nil
}
