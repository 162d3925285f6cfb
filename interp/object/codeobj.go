package object

import (
	"math"
	"slices"
	"unsafe"
)

// This file defines code.replace, and when code objects are equal.

func setupCode(spec *TypeSpec) {
	CodeType.Compare = codeCompare
	CodeType.Hash = codeHash
	spec.GetSets = append(spec.GetSets, viewGetSets...)
	spec.Methods = append(spec.Methods, viewMethods...)
	spec.Methods = append(spec.Methods,
		Method{Name: "replace", Sig: "($self, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1, co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None, co_names=None, co_varnames=None, co_freevars=None, co_cellvars=None, co_filename=None, co_name=None, co_qualname=None, co_linetable=None, co_exceptiontable=None)",
			Doc: "Return a copy of the code object with new values for the specified fields.", Fn: FnBound(codeReplace)},
	)
}

// codeReplace is code.replace. The instructions, the names and the kinds of
// variables stay as the engine compiled them: changing those needs a compiler.
func codeReplace(t *Thread, self Value, a []Value) (Value, error) {
	old := (*Code)(unsafe.Pointer(self.P)).Whole()
	c := *old
	c.Cache = nil
	for i, p := range []*int{&c.ArgCount, &c.PosOnlyArgCount, &c.KwOnlyArgCount, nil, &c.StackSize, nil, &c.FirstLine} {
		if a[i].P == nil {
			continue
		}
		n, err := t.AsIndex(a[i], OverflowErrorType)
		if err != nil {
			return Value{}, err
		}
		if n < 0 {
			return Value{}, Errorf(ValueErrorType, "co_%s must be a positive integer", []string{"argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "firstlineno"}[i])
		}
		switch {
		case p != nil:
			*p = n
		case i == 5:
			c.Flags = CodeFlags(n)
		case n != len(c.VarNames):
			return Value{}, Errorf(ValueErrorType, "code: co_nlocals != len(co_varnames)")
		}
	}
	if c.NumParams() > len(c.VarNames) {
		return Value{}, Errorf(ValueErrorType, "code: co_varnames is too small")
	}
	if v := a[7]; v.P != nil {
		b, ok := AsBytes(v)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "replace() argument 'co_code' must be bytes, not %s", v.P.Type.Name)
		}
		if b != string(old.View().Code) {
			return Value{}, Errorf(ValueErrorType, "code: co_code is the engine's own and cannot be replaced")
		}
	}
	if v := a[8]; v.P != nil {
		u, ok := AsTuple(v)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "replace() argument 'co_consts' must be tuple, not %s", v.P.Type.Name)
		}
		if len(u.Items) < len(c.Consts) {
			return Value{}, Errorf(ValueErrorType, "code: co_consts is too small")
		}
		c.Consts = u.Items
	}
	for i, p := range []*[]*Str{&c.Names, &c.VarNames, &c.FreeVars, &c.CellVars} {
		v := a[9+i]
		if v.P == nil {
			continue
		}
		u, ok := AsTuple(v)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "replace() argument 'co_%s' must be tuple, not %s",
				[]string{"names", "varnames", "freevars", "cellvars"}[i], v.P.Type.Name)
		}
		if len(u.Items) != len(*p) {
			return Value{}, Errorf(ValueErrorType, "code: the number of variables cannot be changed")
		}
		list := make([]*Str, len(u.Items))
		for j, x := range u.Items {
			s, ok := AsStr(x)
			if !ok {
				return Value{}, Errorf(TypeErrorType, "name tuples must contain only strings, not '%s'", x.P.Type.Name)
			}
			list[j] = InternStr(s)
		}
		*p = list
	}
	if v := a[13]; v.P != nil {
		if _, ok := AsStr(v); !ok {
			return Value{}, Errorf(TypeErrorType, "replace() argument 'co_filename' must be str, not %s", v.P.Type.Name)
		}
		c.Filename = v
	}
	for i, p := range []**Str{&c.Name, &c.QualName} {
		if v := a[14+i]; v.P != nil {
			s, ok := AsStr(v)
			if !ok {
				return Value{}, Errorf(TypeErrorType, "replace() argument 'co_name' must be str, not %s", v.P.Type.Name)
			}
			*p = InternStr(s)
		}
	}
	c.Body = old.Body.Clone(&c)
	return c.Value(), nil
}

// sameBody is what a Body implements whose code can be compared.
type sameBody interface {
	// SameCode reports whether the other body has the same instructions and positions.
	SameCode(other Body) bool
}

// codeCompare is == and != of code objects: names, numbers, constants and
// instructions, but not the file, as in CPython.
func codeCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	y, ok := AsCode(b)
	if !ok || op != EQ && op != NE {
		return NotImplemented, nil
	}
	x, _ := AsCode(a)
	same, err := sameCode(t, x, y)
	return Bool(same == (op == EQ)), err
}

func sameCode(t *Thread, x, y *Code) (bool, error) {
	if x == y {
		return true, nil
	}
	x.Whole()
	y.Whole()
	body, ok := x.Body.(sameBody)
	if !ok || x.Name.s != y.Name.s || x.QualName.s != y.QualName.s || x.ArgCount != y.ArgCount || x.PosOnlyArgCount != y.PosOnlyArgCount ||
		x.KwOnlyArgCount != y.KwOnlyArgCount || x.Flags != y.Flags || x.FirstLine != y.FirstLine ||
		!slices.Equal(x.VarNames, y.VarNames) || !slices.Equal(x.CellVars, y.CellVars) || !slices.Equal(x.FreeVars, y.FreeVars) ||
		!slices.Equal(x.Names, y.Names) || len(x.Consts) != len(y.Consts) || !body.SameCode(y.Body) {
		return false, nil
	}
	for i, c := range x.Consts {
		if same, err := sameConst(t, c, y.Consts[i]); !same || err != nil {
			return same, err
		}
	}
	return true, nil
}

// sameConst compares constants more strictly than ==: 1 is not 1.0, nor 0.0 -0.0.
func sameConst(t *Thread, a, b Value) (bool, error) {
	if a == b {
		return true, nil
	}
	if a.P.Type != b.P.Type {
		return false, nil
	}
	switch a.P.Type {
	case FloatType:
		return false, nil // equal ones are the same Value
	case ComplexType:
		x, _ := AsComplex(a)
		y, _ := AsComplex(b)
		return math.Float64bits(real(x)) == math.Float64bits(real(y)) && math.Float64bits(imag(x)) == math.Float64bits(imag(y)), nil
	case CodeType:
		x, _ := AsCode(a)
		y, _ := AsCode(b)
		return sameCode(t, x, y)
	case TupleType:
		x, _ := AsTuple(a)
		y, _ := AsTuple(b)
		if len(x.Items) != len(y.Items) {
			return false, nil
		}
		for i, v := range x.Items {
			if same, err := sameConst(t, v, y.Items[i]); !same || err != nil {
				return same, err
			}
		}
		return true, nil
	}
	return t.EqualValues(a, b)
}

// codeHash agrees with codeCompare.
func codeHash(t *Thread, self Value) (int64, error) {
	c, _ := AsCode(self)
	c.Whole()
	h := c.Name.Hash() ^ int64(c.FirstLine)<<20 ^ int64(c.ArgCount)<<8 ^ int64(c.Flags) ^ int64(len(c.Consts))<<40
	for _, n := range c.Names {
		h = h*31 + n.Hash()
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

// SetFilename changes the file that c, and the code objects in it that came from the same file, say they are from.
func (c *Code) SetFilename(path Value) { c.refile(c.Filename, path) }

func (c *Code) refile(old, path Value) {
	if c.Filename != old {
		return
	}
	c.Filename = path
	for _, k := range c.Consts {
		if sub, ok := AsCode(k); ok {
			sub.refile(old, path)
		}
	}
}
