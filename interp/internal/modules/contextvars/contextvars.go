// Package contextvars is the module _contextvars (PEP 567). What a Context is, package object defines.
package contextvars

import (
	"fmt"
	"sync"
	"unsafe"

	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

type context = object.Context

type contextVar struct {
	object.Header
	name value
	def  value
}

type token struct {
	object.Header
	ctx  *context
	v    *contextVar
	old  value
	used bool
}

var (
	contextType      = object.ContextType
	contextVarType   = &object.Type{Name: "_contextvars.ContextVar"}
	tokenType        = &object.Type{Name: "_contextvars.Token"}
	tokenMissingType = &object.Type{Name: "Token.MISSING"}
	tokenMissing     = object.FromPtr(&object.Header{Type: tokenMissingType})
	contextOnce      sync.Once
)

func asContext(v value) *context   { return (*context)(unsafe.Pointer(v.P)) }
func asCtxVar(v value) *contextVar { return (*contextVar)(unsafe.Pointer(v.P)) }
func (v *contextVar) value() value { return object.FromPtr(&v.Header) }

func lookUp(t *thread, c *context, v *contextVar) (value, bool, error) {
	return c.Vars.GetHash(t, v.value(), object.HashPointer(v.value()))
}

// Copy returns a copy of the thread's current context: contextvars.copy_context().
func Copy(t *object.Thread) object.Value {
	contextOnce.Do(setupContextTypes)
	return t.CurrentContext().Copy(t).Value()
}

// Module returns the table of the module _contextvars.
func Module() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_contextvars",
		Doc:  "Context Variables",
		Methods: []object.Method{{Name: "copy_context", Sig: "($module, /)", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			return Copy(t), nil
		})}},
		Init: func(t *thread, m *object.Module) error {
			contextOnce.Do(setupContextTypes)
			d := m.Dict()
			d.SetString("Context", contextType.Value())
			d.SetString("ContextVar", contextVarType.Value())
			d.SetString("Token", tokenType.Value())
			return nil
		},
	}
}

func setupContextTypes() {
	alias := object.Method{Name: "__class_getitem__", Kind: object.ClassMethod, Doc: "See PEP 585", Fn: object.Fn1(func(t *thread, self, arg value) (value, error) { return object.NewGenericAlias(t, self, arg) })}
	contextType.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		if len(args) > 0 {
			return value{}, object.Errorf(object.TypeErrorType, "Context() does not accept any arguments")
		}
		return object.NewContext().Value(), nil
	}
	keyOf := func(k value) (*contextVar, error) {
		if k.Type() != contextVarType {
			return nil, object.Errorf(object.TypeErrorType, "a ContextVar key was expected, got %s", "<"+k.Type().Name+">")
		}
		return asCtxVar(k), nil
	}
	contextType.GetItem = func(t *thread, v, k value) (value, error) {
		key, err := keyOf(k)
		if err != nil {
			return value{}, err
		}
		x, ok, err := lookUp(t, asContext(v), key)
		if err == nil && !ok {
			err = object.KeyError(k)
		}
		return x, err
	}
	contextType.Contains = func(t *thread, v, k value) (bool, error) {
		key, err := keyOf(k)
		if err != nil {
			return false, err
		}
		_, ok, err := lookUp(t, asContext(v), key)
		return ok, err
	}
	contextType.Len = func(t *thread, v value) (int, error) { return asContext(v).Vars.Len(), nil }
	contextType.Iter = func(t *thread, v value) (value, error) { return t.Iter(asContext(v).Vars.Value()) }
	contextType.Compare = func(t *thread, a, b value, op object.CmpOp) (value, error) {
		if op != object.EQ && op != object.NE || b.Type() != contextType {
			return object.NotImplemented, nil
		}
		return t.Compare(asContext(a).Vars.Value(), asContext(b).Vars.Value(), op)
	}
	view := func(name string) object.Method {
		return object.Method{Name: name, Fn: object.Fn0(func(t *thread, v value) (value, error) { return t.CallMethodString(asContext(v).Vars.Value(), name) })}
	}
	object.Define(contextType, object.TypeSpec{
		Flags: object.FlagWeakref, Layout: object.NewLayout[context](contextType.Name, object.ObjectType.Layout),
		Methods: []object.Method{
			{Name: "run", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
				if len(args) == 0 || kw != nil && len(args) == len(kw.Items) {
					return value{}, object.Errorf(object.TypeErrorType, "run() missing 1 required positional argument")
				}
				c := asContext(v)
				if c.Entered {
					r, err := t.Repr(v)
					if err != nil {
						return value{}, err
					}
					return value{}, object.Errorf(object.RuntimeErrorType, "cannot enter context: %s is already entered", r)
				}
				prev := t.CurrentContext()
				c.Entered = true
				t.Context = c
				defer func() { // a panic leaves it, too
					c.Entered = false
					t.Context = prev
				}()
				return t.CallVec(args[0], args[1:], kw)
			})},
			{Name: "copy", Fn: object.Fn0(func(t *thread, v value) (value, error) { return asContext(v).Copy(t).Value(), nil })},
			{Name: "get", Sig: "(key, default=None, /)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
				key, err := keyOf(a[0])
				if err != nil {
					return value{}, err
				}
				x, ok, err := lookUp(t, asContext(v), key)
				if err == nil && !ok {
					return a[1].OrNone(), nil
				}
				return x, err
			})},
			view("items"), view("keys"), view("values"),
		},
	})
	sig := object.NewSignature("(name, /, *, default=None)")
	contextVarType.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		a, err := sig.Bind(t, "ContextVar", args, kw)
		if err != nil {
			return value{}, err
		}
		if _, ok := object.AsStr(a[0]); !ok {
			return value{}, object.Errorf(object.TypeErrorType, "context variable name must be a str")
		}
		return (&contextVar{Header: object.Header{Type: contextVarType}, name: a[0], def: a[1]}).value(), nil
	}
	contextVarType.Repr = func(t *thread, v value) (value, error) {
		c := asCtxVar(v)
		r, err := t.Repr(c.name)
		if err != nil {
			return value{}, err
		}
		s := "<ContextVar name=" + r.String()
		if !c.def.IsNil() {
			d, err := t.Repr(c.def)
			if err != nil {
				return value{}, err
			}
			s += " default=" + d.String()
		}
		return object.StrValue(fmt.Sprintf("%s at 0x%x>", s, object.ID(v))), nil
	}
	object.Define(contextVarType, object.TypeSpec{
		Flags: object.FlagWeakref, Layout: object.NewLayout[contextVar](contextVarType.Name, object.ObjectType.Layout),
		Methods: []object.Method{alias,
			{Name: "get", Sig: "(default=None, /)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
				if t.Context != nil {
					x, ok, err := lookUp(t, t.Context, asCtxVar(v))
					if ok || err != nil {
						return x, err
					}
				}
				if !a[0].IsNil() {
					return a[0], nil
				}
				if d := asCtxVar(v).def; !d.IsNil() {
					return d, nil
				}
				return value{}, object.NewError(object.LookupErrorType, v)
			})},
			{Name: "set", Fn: object.Fn1(func(t *thread, v, x value) (value, error) {
				c := t.CurrentContext()
				old, ok, err := lookUp(t, c, asCtxVar(v))
				if err != nil {
					return value{}, err
				}
				if !ok {
					old = value{}
				}
				c.Own()
				if err := c.Vars.SetHash(t, v, object.HashPointer(v), x); err != nil {
					return value{}, err
				}
				return object.FromPtr(&(&token{Header: object.Header{Type: tokenType}, ctx: c, v: asCtxVar(v), old: old}).Header), nil
			})},
			{Name: "reset", Fn: object.Fn1(func(t *thread, v, tv value) (value, error) {
				if tv.Type() != tokenType {
					return value{}, object.Errorf(object.TypeErrorType, "expected an instance of Token, got %s", reprOf(t, tv))
				}
				k := (*token)(unsafe.Pointer(tv.P))
				switch {
				case k.used:
					return value{}, object.Errorf(object.RuntimeErrorType, "%s has already been used once", reprOf(t, tv))
				case k.v != asCtxVar(v):
					return value{}, object.Errorf(object.ValueErrorType, "%s was created by a different ContextVar", reprOf(t, tv))
				case k.ctx != t.CurrentContext():
					return value{}, object.Errorf(object.ValueErrorType, "%s was created in a different Context", reprOf(t, tv))
				}
				k.used = true
				k.ctx.Own()
				if k.old.IsNil() {
					_, ok, err := k.ctx.Vars.Delete(t, v)
					if err == nil && !ok {
						err = object.NewError(object.LookupErrorType, v)
					}
					return object.None, err
				}
				return object.None, k.ctx.Vars.SetHash(t, v, object.HashPointer(v), k.old)
			})},
		},
		Members: []object.GetSet{{Name: "name", Get: func(t *thread, v value) (value, error) { return asCtxVar(v).name, nil }}},
	})
	tk := func(v value) *token { return (*token)(unsafe.Pointer(v.P)) }
	tokenType.Repr = func(t *thread, v value) (value, error) {
		used := ""
		if tk(v).used {
			used = " used"
		}
		r, err := t.Repr(tk(v).v.value())
		if err != nil {
			return value{}, err
		}
		return object.StrValue(fmt.Sprintf("<Token%s var=%s at 0x%x>", used, r, object.ID(v))), nil
	}
	tokenMissingType.Repr = func(t *thread, v value) (value, error) { return object.StrValue("<Token.MISSING>"), nil }
	object.Define(tokenMissingType, object.TypeSpec{Flags: object.FlagNoNew})
	object.Define(tokenType, object.TypeSpec{
		Layout: object.NewLayout[token](tokenType.Name, object.ObjectType.Layout),
		Flags:  object.FlagNoNew, Methods: []object.Method{alias}, Attrs: []object.Attr{{Name: "MISSING", Value: tokenMissing}, {Name: "__hash__", Value: object.None}},
		GetSets: []object.GetSet{
			{Name: "var", Get: func(t *thread, v value) (value, error) { return tk(v).v.value(), nil }},
			{Name: "old_value", Get: func(t *thread, v value) (value, error) {
				if tk(v).old.IsNil() {
					return tokenMissing, nil
				}
				return tk(v).old, nil
			}},
		},
	})
}

func reprOf(t *thread, v value) string {
	s, err := t.Repr(v)
	if err != nil {
		return "<" + v.Type().Name + ">"
	}
	return s.String()
}
