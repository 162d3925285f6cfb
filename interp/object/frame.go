package object

import (
	"fmt"
	"unsafe"
)

// This file defines the types frame and traceback.

// Value returns the frame as a Value.
func (f *Frame) Value() Value { return Value{P: &f.Header} }

// Value returns the traceback as a Value, None for nil.
func (tb *Traceback) Value() Value {
	if tb == nil {
		return None
	}
	return Value{P: &tb.Header}
}

// NewTraceback returns an entry for frame in front of next.
func NewTraceback(next *Traceback, frame *Frame, lasti, line int) *Traceback {
	return &Traceback{Header: Header{TracebackType}, Next: next, Frame: frame, Lasti: lasti, Line: line}
}

// LineNo is f_lineno: the line being run, or -1 if unknown.
func (f *Frame) LineNo() int {
	i := f.Engine.Lasti()
	if i < 0 {
		if f.Code.Name.s == "<module>" {
			return 0 // where CPython's module code begins
		}
		return f.Code.FirstLine
	}
	return f.Code.LineAt(i)
}

// LineAt is the line of the unit i, FirstLine if it has none.
func (c *Code) LineAt(i int) int {
	ps := c.Body.Positions(c)
	if i >= 0 && i < len(ps) && ps[i].Line > 0 {
		return ps[i].Line
	}
	return c.FirstLine
}

// LocalsDict is f_locals: the namespace of a module or class body, a snapshot of a function's variables.
func (f *Frame) LocalsDict(t *Thread) (Value, error) {
	if f.Code.Flags&CoOptimized == 0 {
		if f.Locals.P != nil {
			return f.Locals, nil
		}
		return f.Globals.Value(), nil
	}
	d, ok := AsDict(f.Locals)
	if f.Locals.P == nil || !ok {
		d = NewDict()
		f.Locals = d.Value()
	}
	bound := map[*Str]bool{}
	f.Engine.FastLocals(func(name *Str, v Value) {
		bound[name] = true
		d.SetStr(name, v)
	})
	code := f.Code.Whole()
	for _, list := range [][]*Str{code.VarNames, code.CellVars, code.FreeVars} {
		for _, n := range list {
			if !bound[n] {
				d.DelStr(n)
			}
		}
	}
	return f.Locals, nil
}

func setupFrames() {
	fr := func(v Value) *Frame { return (*Frame)(unsafe.Pointer(v.P)) }
	FrameType.Repr = func(t *Thread, self Value) (Value, error) {
		f := fr(self)
		fn, err := t.Repr(f.Code.Filename)
		if err != nil {
			return Value{}, err
		}
		return StrValue(fmt.Sprintf("<frame at 0x%x, file %s, line %d, code %s>", ID(self), fn.s, f.LineNo(), f.Code.Name.s)), nil
	}
	boolAttr := func(name string, p func(*Frame) *bool) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, self Value) (Value, error) { return Bool(*p(fr(self))), nil },
			Set: func(t *Thread, self, v Value) error {
				if v.P == nil || !v.IsBool() {
					return Errorf(TypeErrorType, "attribute value type must be bool")
				}
				*p(fr(self)) = v.N != 0
				return nil
			}}
	}
	Define(FrameType, TypeSpec{
		Layout: NewLayout[Frame]("frame", objectLayout),
		Flags:  FlagNoNew,
		Methods: []Method{
			{Name: "clear", Doc: "F.clear(): clear most references held by the frame", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
				f := fr(self)
				if f.Engine.Running() {
					return Value{}, Errorf(RuntimeErrorType, "cannot clear an executing frame")
				}
				f.Locals = Value{}
				return None, f.Engine.Clear(t)
			})},
		},
		GetSets: []GetSet{
			{Name: "f_back", Get: func(t *Thread, self Value) (Value, error) {
				if b := fr(self).Engine.Back(t); b != nil {
					return b.Value(), nil
				}
				return None, nil
			}},
			{Name: "f_locals", Get: func(t *Thread, self Value) (Value, error) { return fr(self).LocalsDict(t) }},
			{Name: "f_lineno", Get: func(t *Thread, self Value) (Value, error) { return Int(fr(self).LineNo()), nil },
				Set: func(t *Thread, self, v Value) error {
					if v.P == nil {
						return NewAttributeError(self, Intern("f_lineno"), "cannot delete attribute")
					}
					n, ok := SmallInt(v)
					if !ok && v.P.Type.IsSubtype(IntType) && t.Event != NoEvent {
						return Errorf(ValueErrorType, "lineno out of range")
					}
					if !ok && !v.P.Type.IsSubtype(IntType) {
						return Errorf(ValueErrorType, "lineno must be an integer")
					}
					return fr(self).Engine.SetLine(t, int(n))
				}},
			{Name: "f_trace", Get: func(t *Thread, self Value) (Value, error) { return fr(self).Trace.OrNone(), nil },
				Set: func(t *Thread, self, v Value) error {
					if v.P != nil && v.IsNone() {
						v = Value{}
					}
					fr(self).Trace = v
					return nil
				}},
		},
		Members: []GetSet{
			{Name: "f_code", Get: func(t *Thread, self Value) (Value, error) { return fr(self).Code.Value(), nil }},
			{Name: "f_globals", Get: func(t *Thread, self Value) (Value, error) { return fr(self).Globals.Value(), nil }},
			{Name: "f_builtins", Get: func(t *Thread, self Value) (Value, error) { return fr(self).Builtins.Value(), nil }},
			{Name: "f_lasti", Get: func(t *Thread, self Value) (Value, error) { return Int(fr(self).lasti(t)), nil }},
			boolAttr("f_trace_lines", func(f *Frame) *bool { return &f.TraceLines }),
			boolAttr("f_trace_opcodes", func(f *Frame) *bool { return &f.TraceOpcodes }),
		},
	})
	tb := func(v Value) *Traceback { return (*Traceback)(unsafe.Pointer(v.P)) }
	tt := TracebackType
	sig := NewSignature("(tb_next, tb_frame, tb_lasti, tb_lineno)")
	tt.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		a, err := sig.Bind(t, "TracebackType", args, kw)
		if err != nil {
			return Value{}, err
		}
		if a[1].P.Type != FrameType {
			return Value{}, Errorf(TypeErrorType, "TracebackType() argument 'tb_frame' must be frame, not %s", a[1].P.Type.Name)
		}
		lasti, err := t.AsIndex(a[2], OverflowErrorType)
		if err != nil {
			return Value{}, err
		}
		line, err := t.AsIndex(a[3], OverflowErrorType)
		if err != nil {
			return Value{}, err
		}
		var next *Traceback
		if !a[0].IsNone() {
			if a[0].P.Type != TracebackType {
				return Value{}, Errorf(TypeErrorType, "expected traceback object or None, got '%s'", a[0].P.Type.Name)
			}
			next = tb(a[0])
		}
		n := NewTraceback(next, fr(a[1]), fr(a[1]).Code.index(lasti), line)
		n.given, n.offset = true, lasti
		return n.Value(), nil
	}
	Define(tt, TypeSpec{
		Layout: NewLayout[Traceback]("traceback", objectLayout),
		Doc:    "Create a new traceback object.",
		GetSets: []GetSet{{Name: "tb_next", Get: func(t *Thread, self Value) (Value, error) { return tb(self).Next.Value(), nil },
			Set: func(t *Thread, self, v Value) error {
				if v.P == nil {
					return Errorf(TypeErrorType, "can't delete tb_next attribute")
				}
				if v.IsNone() {
					tb(self).Next = nil
					return nil
				}
				if v.P.Type != TracebackType {
					return Errorf(TypeErrorType, "expected traceback object, got '%s'", v.P.Type.Name)
				}
				for n := tb(v); n != nil; n = n.Next {
					if n == tb(self) {
						return Errorf(ValueErrorType, "traceback loop detected")
					}
				}
				tb(self).Next = tb(v)
				return nil
			}}},
		Methods: []Method{{Name: "__dir__", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			return NewList([]Value{StrValue("tb_frame"), StrValue("tb_next"), StrValue("tb_lasti"), StrValue("tb_lineno")}).Value(), nil
		})}},
		Members: []GetSet{
			{Name: "tb_frame", Get: func(t *Thread, self Value) (Value, error) { return tb(self).Frame.Value(), nil }},
			{Name: "tb_lasti", Get: func(t *Thread, self Value) (Value, error) {
				if tb(self).given {
					return Int(tb(self).offset), nil
				}
				return Int(tb(self).Frame.Code.offset(tb(self).Lasti)), nil
			}},
			{Name: "tb_lineno", Get: func(t *Thread, self Value) (Value, error) { return Int(tb(self).Line), nil }},
		},
	})
}
