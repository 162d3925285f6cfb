package ast

import (
	"fmt"
	"math/big"
	"reflect"
	"sync"

	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines the way back: objects that a program made or changed, checked
// and turned into the front end's tree.

// ToSyntax turns a tree of objects into the front end's. Mode is that of compile().
func ToSyntax(t *thread, v value, mode string) (syntax.Mod, error) {
	m, err := ensure(t)
	if err != nil {
		return nil, err
	}
	want := map[string]string{"exec": "Module", "eval": "Expression", "single": "Interactive", "func_type": "FunctionType"}[mode]
	is, err := t.IsInstance(v, m.classes[want])
	if err != nil {
		return nil, err
	}
	if !is {
		return nil, object.Errorf(object.TypeErrorType, "expected %s node, got %s", want, v.Type().Name)
	}
	m.depth = 0
	n, err := m.toNode(t, v, "mod")
	if err != nil {
		return nil, err
	}
	mod := n.(syntax.Mod)
	return mod, checkContexts(mod)
}

// goTypes finds the front end's struct of a class.
var goTypes = sync.OnceValue(func() map[string]*syntax.Class {
	out := map[string]*syntax.Class{}
	for _, c := range syntax.Classes() {
		out[c.Name] = c
	}
	return out
})

// positioned has the sums whose classes all have a position.
var positioned = map[string]bool{"stmt": true, "expr": true, "excepthandler": true, "pattern": true}

// enums maps the names of operator and context classes to the front end's values.
var enums = sync.OnceValue(func() map[reflect.Type]map[string]reflect.Value {
	out := map[reflect.Type]map[string]reflect.Value{}
	add := func(x any, n int) {
		typ := reflect.TypeOf(x)
		tab := map[string]reflect.Value{}
		for i := range n {
			v := reflect.New(typ).Elem()
			v.SetUint(uint64(i))
			tab[v.Interface().(fmt.Stringer).String()] = v
		}
		out[typ] = tab
	}
	add(syntax.Load, 3)
	add(syntax.And, 2)
	add(syntax.Add, 13)
	add(syntax.Invert, 4)
	add(syntax.Eq, 10)
	return out
})

// classOf finds the grammar's class that v is an instance of, below sum.
func (m *module) classOf(t *thread, v value, sumName string) (string, error) {
	for _, b := range v.Type().MRO {
		if c, ok := m.classes[b.Name]; ok && c == b.Value() && !(m.sums[b.Name] && b.Name != sumName) {
			base, _ := object.AsType(m.classes[sumName])
			if b.IsSubtype(base) && (b != base || len(m.fields[b.Name]) > 0) {
				return b.Name, nil
			}
			break
		}
	}
	r, err := t.Repr(v)
	if err != nil {
		return "", err
	}
	return "", object.Errorf(object.TypeErrorType, "expected some sort of %s, but got %s", sumName, r)
}

func (m *module) toNode(t *thread, v value, sumName string) (syntax.AST, error) {
	if m.depth++; m.depth > maxDepth {
		m.depth = 0
		return nil, object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded during ast validation")
	}
	defer func() { m.depth-- }()
	// Of the classes below a sum the position is looked at before all else, even the class.
	if positioned[sumName] {
		for _, a := range attributes[:2] {
			if x, err := t.GetAttrOpt(v, object.Intern(a)); err != nil {
				return nil, err
			} else if x.IsNil() {
				return nil, object.Errorf(object.TypeErrorType, "required field \"%s\" missing from %s", a, sumName)
			}
		}
	}
	name, err := m.classOf(t, v, sumName)
	if err != nil {
		return nil, err
	}
	c := goTypes()[name]
	if c == nil {
		return nil, object.Errorf(object.SystemErrorType, "unknown node class %s", name)
	}
	rv := reflect.New(c.Type)
	n := rv.Interface().(syntax.AST)
	fields := m.fields[name]
	attr := func(f field) (value, error) {
		x, err := t.GetAttrOpt(v, object.Intern(f.name))
		if err != nil {
			return x, err
		}
		if x.IsNil() {
			if f.opt {
				return object.None, nil
			}
			return x, object.Errorf(object.TypeErrorType, "required field \"%s\" missing from %s", f.name, name)
		}
		return x, nil
	}
	if k, ok := n.(*syntax.Constant); ok {
		x, err := attr(fields[0])
		if err != nil {
			return nil, err
		}
		if err := m.toConstant(t, x, k); err != nil {
			return nil, err
		}
	} else {
		for i, f := range fields {
			x, err := attr(f)
			if err != nil {
				return nil, err
			}
			dst := rv.Elem().Field(c.Fields[i].Index)
			if !f.list {
				if err := m.toValue(t, x, f, name, dst); err != nil {
					return nil, err
				}
				continue
			}
			l, ok := object.AsList(x)
			if !ok {
				return nil, object.Errorf(object.TypeErrorType, "%s field \"%s\" must be a list, not a %s", name, f.name, x.Type().Name)
			}
			s := reflect.MakeSlice(dst.Type(), len(l.Items), len(l.Items))
			for j := 0; j < len(l.Items); j++ {
				e := f
				// None stands for an absent key of ** in a dict and default of a keyword-only parameter.
				e.opt = name == "Dict" && f.name == "keys" || f.name == "kw_defaults"
				if err := m.toValue(t, l.Items[j], e, name, s.Index(j)); err != nil {
					return nil, err
				}
				if j+1 < len(l.Items) && len(l.Items) != s.Len() {
					return nil, object.Errorf(object.RuntimeErrorType, "%s field \"%s\" changed size during iteration", name, f.name)
				}
			}
			dst.Set(s)
		}
	}
	if p, ok := n.(syntax.Positioned); ok && c.Positioned {
		pos := p.Position()
		dst := []*int32{&pos.Line, &pos.Col, &pos.EndLine, &pos.EndCol}
		for i, a := range attributes {
			x, err := t.GetAttrOpt(v, object.Intern(a))
			if err != nil {
				return nil, err
			}
			if x.IsNil() || x.IsNone() {
				if i < 2 {
					if x.IsNil() {
						return nil, object.Errorf(object.TypeErrorType, "required field \"%s\" missing from %s", a, sumName)
					}
					return nil, object.Errorf(object.ValueErrorType, "invalid integer value: None")
				}
				*dst[i] = *dst[i-2]
				continue
			}
			k, err := toInt(t, x)
			if err != nil {
				return nil, err
			}
			*dst[i] = int32(k)
		}
		if pos.Line > pos.EndLine {
			return nil, object.Errorf(object.ValueErrorType, "AST node line range (%d, %d) is not valid", pos.Line, pos.EndLine)
		}
		if pos.Line < 0 && pos.EndLine != pos.Line || pos.Col < 0 && pos.Col != pos.EndCol {
			return nil, object.Errorf(object.ValueErrorType, "AST node column range (%d, %d) for line range (%d, %d) is not valid", pos.Col, pos.EndCol, pos.Line, pos.EndLine)
		}
		if pos.Line == pos.EndLine && pos.Col > pos.EndCol {
			return nil, object.Errorf(object.ValueErrorType, "line %d, column %d-%d is not a valid range", pos.Line, pos.Col, pos.EndCol)
		}
	}
	return n, m.validate(n)
}

func toInt(t *thread, x value) (int, error) {
	n, ok := object.SmallInt(x)
	if !ok {
		r, err := t.Repr(x)
		if err != nil {
			return 0, err
		}
		return 0, object.Errorf(object.ValueErrorType, "invalid integer value: %s", r)
	}
	return int(n), nil
}

func (m *module) toValue(t *thread, x value, f field, class string, dst reflect.Value) error {
	if x.IsNone() && f.typ != "constant" {
		if f.opt {
			return nil
		}
		switch {
		case f.list && f.typ == "stmt":
			return object.Errorf(object.ValueErrorType, "None disallowed in statement list")
		case f.list && f.typ == "expr":
			return object.Errorf(object.ValueErrorType, "None disallowed in expression list")
		case f.list:
		case f.typ == "identifier" || m.sums[f.typ]:
			return object.Errorf(object.ValueErrorType, "field '%s' is required for %s", f.name, class)
		}
	}
	switch dst.Kind() {
	case reflect.String:
		s, ok := object.AsStr(x)
		if !ok {
			if f.typ == "identifier" {
				return object.Errorf(object.TypeErrorType, "AST identifier must be of type str")
			}
			return object.Errorf(object.TypeErrorType, "AST string must be of type str")
		}
		dst.SetString(s.String())
	case reflect.Int:
		n, err := toInt(t, x)
		if err != nil {
			return err
		}
		dst.SetInt(int64(n))
	case reflect.Uint8:
		if dst.Type() == reflect.TypeFor[syntax.ConstKind]() {
			var k syntax.Constant
			if err := m.toConstant(t, x, &k); err != nil {
				return err
			}
			if k.Kind > syntax.ConstFalse {
				return object.Errorf(object.ValueErrorType, "MatchSingleton can only contain True, False and None")
			}
			dst.SetUint(uint64(k.Kind))
			return nil
		}
		for _, b := range x.Type().MRO {
			if e, ok := enums()[dst.Type()][b.Name]; ok && m.classes[b.Name] == b.Value() {
				dst.Set(e)
				return nil
			}
		}
		r, err := t.Repr(x)
		if err != nil {
			return err
		}
		return object.Errorf(object.TypeErrorType, "expected some sort of %s, but got %s", f.typ, r)
	default:
		n, err := m.toNode(t, x, f.typ)
		if err != nil {
			return err
		}
		nv := reflect.ValueOf(n)
		if !nv.Type().AssignableTo(dst.Type()) {
			return object.Errorf(object.TypeErrorType, "expected some sort of %s, but got %s", f.typ, x.Type().Name)
		}
		dst.Set(nv)
	}
	return nil
}

// toConstant reads the value of a Constant.
func (m *module) toConstant(t *thread, x value, k *syntax.Constant) error {
	switch {
	case x.IsNone():
		k.Kind = syntax.ConstNone
	case x == object.True:
		k.Kind = syntax.ConstTrue
	case x == object.False:
		k.Kind = syntax.ConstFalse
	case x == object.Ellipsis:
		k.Kind = syntax.ConstEllipsis
	case x.Type() == object.IntType:
		k.Kind = syntax.ConstInt
		if n, ok := object.SmallInt(x); ok {
			k.I64 = n
		} else {
			k.Int = new(big.Int).Set(object.BigInt(x))
		}
	case x.IsFloat():
		k.Kind, k.F = syntax.ConstFloat, x.Float64()
	case x.Type() == object.ComplexType:
		c := (*object.ComplexObject)(x.Ptr()).C
		k.Kind, k.Re, k.F = syntax.ConstComplex, real(c), imag(c)
	case x.Type() == object.StrType:
		s, _ := object.AsStr(x)
		k.Kind, k.S = syntax.ConstStr, s.String()
	case x.Type() == object.BytesType:
		k.S, _ = object.AsBytes(x)
		k.Kind = syntax.ConstBytes
	default:
		return m.toConstants(t, x, k)
	}
	return nil
}

// toConstants reads a Constant that is a tuple or a frozenset.
func (m *module) toConstants(t *thread, x value, k *syntax.Constant) error {
	switch x.Type() {
	case object.TupleType:
		k.Kind = syntax.ConstTuple
	case object.FrozenSetType:
		k.Kind = syntax.ConstFrozenSet
	default:
		return object.Errorf(object.TypeErrorType, "got an invalid type in Constant: %s", x.Type().Name)
	}
	if m.depth++; m.depth > maxDepth {
		return object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded during compilation")
	}
	defer func() { m.depth-- }()
	return t.Each(x, func(item value) error {
		var e syntax.Constant
		err := m.toConstant(t, item, &e)
		k.Elts = append(k.Elts, e)
		return err
	})
}

// validate checks what the classes alone do not.
func (m *module) validate(n syntax.AST) error {
	empty := func(what, class string, n int) error {
		if n == 0 {
			return object.Errorf(object.ValueErrorType, "empty %s on %s", what, class)
		}
		return nil
	}
	first := func(errs ...error) error {
		for _, e := range errs {
			if e != nil {
				return e
			}
		}
		return nil
	}
	lengths := func(a, b int, format string) error {
		if a != b {
			return object.Errorf(object.ValueErrorType, "%s", format)
		}
		return nil
	}
	switch n := n.(type) {
	case *syntax.FunctionDef:
		return empty("body", "FunctionDef", len(n.Body))
	case *syntax.AsyncFunctionDef:
		return empty("body", "AsyncFunctionDef", len(n.Body))
	case *syntax.ClassDef:
		return empty("body", "ClassDef", len(n.Body))
	case *syntax.Delete:
		return empty("targets", "Delete", len(n.Targets))
	case *syntax.Assign:
		return empty("targets", "Assign", len(n.Targets))
	case *syntax.For:
		return empty("body", "For", len(n.Body))
	case *syntax.AsyncFor:
		return empty("body", "AsyncFor", len(n.Body))
	case *syntax.While:
		return empty("body", "While", len(n.Body))
	case *syntax.If:
		return empty("body", "If", len(n.Body))
	case *syntax.With:
		return first(empty("items", "With", len(n.Items)), empty("body", "With", len(n.Body)))
	case *syntax.AsyncWith:
		return first(empty("items", "AsyncWith", len(n.Items)), empty("body", "AsyncWith", len(n.Body)))
	case *syntax.Match:
		return empty("cases", "Match", len(n.Cases))
	case *syntax.Raise:
		if n.Exc == nil && n.Cause != nil {
			return object.Errorf(object.ValueErrorType, "Raise with cause but no exception")
		}
	case *syntax.Try:
		switch {
		case len(n.Body) == 0:
			return empty("body", "Try", 0)
		case len(n.Handlers) == 0 && len(n.Finalbody) == 0:
			return object.Errorf(object.ValueErrorType, "Try has neither except handlers nor finalbody")
		case len(n.Handlers) == 0 && len(n.Orelse) > 0:
			return object.Errorf(object.ValueErrorType, "Try has orelse but no except handlers")
		}
	case *syntax.TryStar:
		switch {
		case len(n.Body) == 0:
			return empty("body", "TryStar", 0)
		case len(n.Handlers) == 0 && len(n.Finalbody) == 0:
			return object.Errorf(object.ValueErrorType, "TryStar has neither except handlers nor finalbody")
		case len(n.Handlers) == 0 && len(n.Orelse) > 0:
			return object.Errorf(object.ValueErrorType, "TryStar has orelse but no except handlers")
		}
	case *syntax.Import:
		return empty("names", "Import", len(n.Names))
	case *syntax.ImportFrom:
		if n.Level < 0 {
			return object.Errorf(object.ValueErrorType, "Negative ImportFrom level")
		}
		return empty("names", "ImportFrom", len(n.Names))
	case *syntax.Global:
		return empty("names", "Global", len(n.Names))
	case *syntax.Nonlocal:
		return empty("names", "Nonlocal", len(n.Names))
	case *syntax.BoolOp:
		if len(n.Values) < 2 {
			return object.Errorf(object.ValueErrorType, "BoolOp with less than 2 values")
		}
	case *syntax.Dict:
		return lengths(len(n.Keys), len(n.Values), "Dict doesn't have the same number of keys as values")
	case *syntax.Set:
		return empty("elts", "Set", len(n.Elts))
	case *syntax.ListComp:
		return noGenerators(len(n.Generators))
	case *syntax.SetComp:
		return noGenerators(len(n.Generators))
	case *syntax.DictComp:
		return noGenerators(len(n.Generators))
	case *syntax.GeneratorExp:
		return noGenerators(len(n.Generators))
	case *syntax.Compare:
		if len(n.Comparators) == 0 {
			return object.Errorf(object.ValueErrorType, "Compare with no comparators")
		}
		return lengths(len(n.Comparators), len(n.Ops), "Compare has a different number of comparators and operands")
	case *syntax.ExceptHandler:
		return empty("body", "ExceptHandler", len(n.Body))
	case *syntax.MatchMapping:
		return lengths(len(n.Keys), len(n.Patterns), "MatchMapping doesn't have the same number of keys as patterns")
	case *syntax.MatchClass:
		return lengths(len(n.KwdAttrs), len(n.KwdPatterns), "MatchClass doesn't have the same number of keyword attributes as patterns")
	case *syntax.MatchOr:
		if len(n.Patterns) < 2 {
			return object.Errorf(object.ValueErrorType, "MatchOr requires at least 2 patterns")
		}
	case *syntax.Arguments:
		if len(n.Defaults) > len(n.PosOnly)+len(n.Args) {
			return object.Errorf(object.ValueErrorType, "more positional defaults than args on arguments")
		}
		return lengths(len(n.KwDefaults), len(n.KwOnly), "length of kwonlyargs is not the same as kw_defaults on arguments")
	}
	return nil
}

func noGenerators(n int) error {
	if n == 0 {
		return object.Errorf(object.ValueErrorType, "comprehension with no generators")
	}
	return nil
}
