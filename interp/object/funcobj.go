package object

import (
	"fmt"
	"unsafe"
)

// This file defines the types function, method, cell and code.

var codeFields = []struct {
	name string
	get  func(t *Thread, c *Code) Value
}{
	{"co_name", func(t *Thread, c *Code) Value { return c.Name.Value() }},
	{"co_qualname", func(t *Thread, c *Code) Value { return c.QualName.Value() }},
	{"co_filename", func(t *Thread, c *Code) Value { return c.Filename }},
	{"co_argcount", func(t *Thread, c *Code) Value { return Int(c.ArgCount) }},
	{"co_posonlyargcount", func(t *Thread, c *Code) Value { return Int(c.PosOnlyArgCount) }},
	{"co_kwonlyargcount", func(t *Thread, c *Code) Value { return Int(c.KwOnlyArgCount) }},
	{"co_nlocals", func(t *Thread, c *Code) Value { return Int(len(c.Whole().VarNames)) }},
	{"co_stacksize", func(t *Thread, c *Code) Value { return Int(c.Whole().StackSize) }},
	{"co_flags", func(t *Thread, c *Code) Value { return Int(int(c.Flags)) }},
	{"co_firstlineno", func(t *Thread, c *Code) Value { return Int(c.FirstLine) }},
	{"co_varnames", func(t *Thread, c *Code) Value { return strTuple(c.Whole().VarNames) }},
	{"co_cellvars", func(t *Thread, c *Code) Value { return strTuple(c.Whole().CellVars) }},
	{"co_freevars", func(t *Thread, c *Code) Value { return strTuple(c.Whole().FreeVars) }},
	{"co_names", func(t *Thread, c *Code) Value { return strTuple(c.Whole().Names) }},
	{"co_consts", func(t *Thread, c *Code) Value { return NewTuple(append([]Value(nil), c.Whole().Consts...)).Value() }},
}

func strTuple(ss []*Str) Value {
	vs := make([]Value, len(ss))
	for i, s := range ss {
		vs[i] = s.Value()
	}
	return NewTuple(vs).Value()
}

func setupFunctions() {
	f := func(v Value) *Function { return (*Function)(unsafe.Pointer(v.P)) }
	y := FunctionType
	y.CallSlot = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
		return f(self).Code.Body.Call(t, f(self), args, kw)
	}
	y.DescrGet = func(t *Thread, self, obj, owner Value) (Value, error) {
		if obj.P == nil || obj.IsNone() && (owner.P == nil || owner != NoneType.Value()) {
			return self, nil
		}
		return NewBoundMethod(self, obj), nil
	}
	y.Repr = func(t *Thread, self Value) (Value, error) {
		return StrValue(fmt.Sprintf("<function %s at 0x%x>", f(self).QualName.s, ID(self))), nil
	}
	sig := NewSignature("(code, globals, name=None, argdefs=None, closure=None)")
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		a, err := sig.Bind(t, "function", args, kw)
		if err != nil {
			return Value{}, err
		}
		code, ok := AsCode(a[0])
		if !ok {
			return Value{}, Errorf(TypeErrorType, "function() argument 'code' must be code, not %s", a[0].P.Type.Name)
		}
		code.Whole()
		g, ok := AsDict(a[1])
		if !ok {
			return Value{}, Errorf(TypeErrorType, "function() argument 'globals' must be dict, not %s", a[1].P.Type.Name)
		}
		var cells []*Cell
		if a[4].P != nil && !a[4].IsNone() {
			u, ok := AsTuple(a[4])
			if !ok {
				return Value{}, Errorf(TypeErrorType, "arg 5 (closure) must be None or tuple")
			}
			for _, c := range u.Items {
				if c.P.Type != CellType {
					return Value{}, Errorf(TypeErrorType, "arg 5 (closure) expected cell, found %s", c.P.Type.Name)
				}
				cells = append(cells, (*Cell)(unsafe.Pointer(c.P)))
			}
			if len(cells) != len(code.FreeVars) {
				return Value{}, Errorf(ValueErrorType, "%s requires closure of length %d, not %d", code.Name.s, len(code.FreeVars), len(cells))
			}
		} else if len(code.FreeVars) > 0 {
			return Value{}, Errorf(TypeErrorType, "arg 5 (closure) must be tuple")
		}
		fn := NewFunction(t, code, g, cells)
		if a[2].P != nil && !a[2].IsNone() {
			s, ok := AsStr(a[2])
			if !ok {
				return Value{}, Errorf(TypeErrorType, "arg 3 (name) must be None or string")
			}
			fn.Name = s
		}
		if a[3].P != nil && !a[3].IsNone() {
			u, ok := AsTuple(a[3])
			if !ok {
				return Value{}, Errorf(TypeErrorType, "arg 4 (defaults) must be None or tuple")
			}
			fn.Defaults = u
		}
		return fn.Value(), nil
	}
	Define(y, TypeSpec{
		Doc:    "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple that supplies the bindings for free variables",
		Layout: NewLayoutOwn[Function]("function", objectLayout, unsafe.Offsetof(Function{}.Attrs)),
		Flags:  FlagDict | FlagWeakref | FlagMethodDescr,
		GetSets: []GetSet{
			{Name: "__code__", Get: func(t *Thread, self Value) (Value, error) { return f(self).Code.Value(), nil }, Set: func(t *Thread, self, v Value) error {
				if v.P == nil {
					return Errorf(TypeErrorType, "__code__ must be set to a code object")
				}
				c, ok := AsCode(v)
				if !ok {
					return Errorf(TypeErrorType, "__code__ must be set to a code object")
				}
				if len(c.Whole().FreeVars) != len(f(self).Closure) {
					return Errorf(ValueErrorType, "%s() requires a code object with %d free vars, not %d", f(self).Name.s, len(f(self).Closure), len(c.FreeVars))
				}
				f(self).docstring() // stays that of the old code
				f(self).Code = c
				return nil
			}},
			{Name: "__defaults__", Get: func(t *Thread, self Value) (Value, error) {
				if d := f(self).Defaults; d != nil {
					return d.Value(), nil
				}
				return None, nil
			}, Set: func(t *Thread, self, v Value) error {
				if v.P == nil || v.IsNone() {
					f(self).Defaults = nil
					return nil
				}
				u, ok := AsTuple(v)
				if !ok {
					return Errorf(TypeErrorType, "__defaults__ must be set to a tuple object")
				}
				f(self).Defaults = u
				return nil
			}},
			{Name: "__kwdefaults__", Get: func(t *Thread, self Value) (Value, error) {
				if d := f(self).KwDefaults; d != nil {
					return d.Value(), nil
				}
				return None, nil
			}, Set: func(t *Thread, self, v Value) error {
				if v.P == nil || v.IsNone() {
					f(self).KwDefaults = nil
					return nil
				}
				d, ok := AnyDict(t, v)
				if !ok {
					return Errorf(TypeErrorType, "__kwdefaults__ must be set to a dict object")
				}
				f(self).KwDefaults = d
				return nil
			}},
			{Name: "__annotations__", Get: func(t *Thread, self Value) (Value, error) {
				d, err := f(self).AnnotationDict(t)
				if err != nil {
					return Value{}, err
				}
				return d.Value(), nil
			}, Set: func(t *Thread, self, v Value) error {
				if v.P == nil || v.IsNone() {
					f(self).Annotations = Value{}
					return nil
				}
				d, ok := AnyDict(t, v)
				if !ok {
					return Errorf(TypeErrorType, "__annotations__ must be set to a dict object")
				}
				f(self).Annotations = d.Value()
				return nil
			}},
			keptDictRow,
			{Name: "__name__", Get: func(t *Thread, self Value) (Value, error) { return f(self).Name.Value(), nil }, Set: func(t *Thread, self, v Value) error {
				if v.P != nil {
					if s, ok := AsStr(v); ok {
						f(self).Name = s
						return nil
					}
				}
				return Errorf(TypeErrorType, "__name__ must be set to a string object")
			}},
			{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) { return f(self).QualName.Value(), nil }, Set: func(t *Thread, self, v Value) error {
				if v.P != nil {
					if s, ok := AsStr(v); ok {
						f(self).QualName = s
						return nil
					}
				}
				return Errorf(TypeErrorType, "__qualname__ must be set to a string object")
			}},
		},
		Members: []GetSet{
			{Name: "__closure__", Get: func(t *Thread, self Value) (Value, error) {
				cs := f(self).Closure
				if len(cs) == 0 {
					return None, nil
				}
				vs := make([]Value, len(cs))
				for i, c := range cs {
					vs[i] = c.Value()
				}
				return NewTuple(vs).Value(), nil
			}},
			{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return f(self).docstring(), nil },
				Set: func(t *Thread, self, v Value) error { f(self).Doc = v.OrNone(); return nil }},
			{Name: "__module__", Get: func(t *Thread, self Value) (Value, error) { return f(self).Module.OrNone(), nil },
				Set: func(t *Thread, self, v Value) error { f(self).Module = v; return nil }},
			{Name: "__globals__", Get: func(t *Thread, self Value) (Value, error) { return f(self).Globals.Value(), nil }},
			{Name: "__builtins__", Get: func(t *Thread, self Value) (Value, error) { return f(self).Builtins.Value(), nil }},
		},
	})

	m := func(v Value) *BoundMethod { return (*BoundMethod)(unsafe.Pointer(v.P)) }
	mt := MethodType
	mt.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		if len(args) != 2 || kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "method expected 2 arguments, got %d", len(args))
		}
		if !IsCallable(args[0]) {
			return Value{}, Errorf(TypeErrorType, "first argument must be callable")
		}
		if args[1].IsNone() {
			return Value{}, Errorf(TypeErrorType, "instance must not be None")
		}
		return NewBoundMethod(args[0], args[1]), nil
	}
	mt.CallSlot = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
		return t.callPrepend(m(self).Func, m(self).Self, args, kw)
	}
	mt.GetAttr = func(t *Thread, self Value, name *Str) (Value, error) {
		if d := MethodType.Lookup(t, name); d.P != nil {
			if get := d.P.Type.DescrGet; get != nil {
				return get(t, d, self, MethodType.Value())
			}
			return d, nil
		}
		return t.GetAttr(m(self).Func, name)
	}
	mt.Compare = func(t *Thread, self, other Value, op CmpOp) (Value, error) {
		if op != EQ && op != NE || other.P.Type != MethodType {
			return NotImplemented, nil
		}
		x, y := m(self), m(other)
		eq := x.Self == y.Self
		if eq {
			var err error
			if eq, err = t.EqualValues(x.Func, y.Func); err != nil {
				return Value{}, err
			}
		}
		return Bool(eq == (op == EQ)), nil
	}
	mt.Hash = func(t *Thread, self Value) (int64, error) {
		h, err := t.Hash(m(self).Func)
		if err != nil {
			return 0, err
		}
		h ^= HashPointer(m(self).Self)
		if h == -1 {
			h = -2
		}
		return h, nil
	}
	mt.Repr = func(t *Thread, self Value) (Value, error) {
		name := "?"
		for _, n := range []*Str{names.QualName, names.Name} {
			q, err := t.GetAttrOpt(m(self).Func, n)
			if err != nil {
				return Value{}, err
			}
			if q.P != nil {
				if s, ok := AsStr(q); ok {
					name = s.s
					break
				}
			}
		}
		r, err := t.Repr(m(self).Self)
		if err != nil {
			return Value{}, err
		}
		return StrValue("<bound method " + name + " of " + r.s + ">"), nil
	}
	Define(mt, TypeSpec{
		Doc: "Create a bound instance method object.", Layout: NewLayout[BoundMethod]("method", objectLayout), Flags: FlagWeakref,
		Methods: []Method{{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			n, err := t.GetAttr(m(self).Func, names.Name)
			if err != nil {
				return Value{}, err
			}
			return TupleOf(t.Interp.Builtins.mustGet("getattr"), TupleOf(m(self).Self, n)), nil
		})}},
		GetSets: []GetSet{{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return t.GetAttr(m(self).Func, names.Doc) }}},
		Members: []GetSet{
			{Name: "__func__", Get: func(t *Thread, self Value) (Value, error) { return m(self).Func, nil }},
			{Name: "__self__", Get: func(t *Thread, self Value) (Value, error) { return m(self).Self, nil }},
		},
	})

	c := func(v Value) *Cell { return (*Cell)(unsafe.Pointer(v.P)) }
	ct := CellType
	ct.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		if len(args) > 1 || kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "cell expected at most 1 argument, got %d", len(args))
		}
		var v Value
		if len(args) == 1 {
			v = args[0]
		}
		return NewCell(v).Value(), nil
	}
	ct.Repr = func(t *Thread, self Value) (Value, error) {
		if v := c(self).V; v.P != nil {
			return StrValue(fmt.Sprintf("<cell at 0x%x: %s object at 0x%x>", ID(self), v.P.Type.Name, ID(v))), nil
		}
		return StrValue(fmt.Sprintf("<cell at 0x%x: empty>", ID(self))), nil
	}
	ct.Compare = func(t *Thread, self, other Value, op CmpOp) (Value, error) {
		if other.P.Type != CellType {
			return NotImplemented, nil
		}
		a, b := c(self).V, c(other).V
		if a.P == nil || b.P == nil {
			n := func(v Value) int64 {
				if v.P == nil {
					return 0
				}
				return 1
			}
			return Bool(CompareInts(n(a), n(b), op)), nil
		}
		return t.Compare(a, b, op)
	}
	Define(ct, TypeSpec{
		Layout: NewLayout[Cell]("cell", objectLayout),
		Doc:    "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
		GetSets: []GetSet{{Name: "cell_contents", Get: func(t *Thread, self Value) (Value, error) {
			if v := c(self).V; v.P != nil {
				return v, nil
			}
			return Value{}, Errorf(ValueErrorType, "Cell is empty")
		}, Set: func(t *Thread, self, v Value) error { c(self).V = v; return nil }}},
	})

	cd := func(v Value) *Code { return (*Code)(unsafe.Pointer(v.P)) }
	CodeType.Repr = func(t *Thread, self Value) (Value, error) {
		k := cd(self)
		fn, err := t.Str(k.Filename)
		if err != nil {
			return Value{}, err
		}
		return StrValue(fmt.Sprintf("<code object %s at 0x%x, file \"%s\", line %d>", k.Name.s, ID(self), fn.s, k.FirstLine)), nil
	}
	spec := TypeSpec{Doc: "Create a code object.  Not for mere mortals.", Flags: FlagNoNew | FlagWeakref}
	for _, row := range codeFields {
		spec.Members = append(spec.Members, GetSet{Name: row.name, Get: func(t *Thread, self Value) (Value, error) { return row.get(t, cd(self)), nil }})
	}
	setupCode(&spec)
	Define(CodeType, spec)
}

// AnnotationDict is __annotations__ as a dict.
func (f *Function) AnnotationDict(t *Thread) (*Dict, error) {
	if f.Annotations.P == nil {
		f.Annotations = NewDict().Value()
	}
	if u, ok := AsTuple(f.Annotations); ok {
		d := NewDict()
		for i := 0; i+1 < len(u.Items); i += 2 {
			if err := d.Set(t, u.Items[i], u.Items[i+1]); err != nil {
				return nil, err
			}
		}
		f.Annotations = d.Value()
	}
	d, _ := AsDict(f.Annotations)
	return d, nil
}

// IsCallable is callable(v).
func IsCallable(v Value) bool { return v.P.Type.CallSlot != nil }
