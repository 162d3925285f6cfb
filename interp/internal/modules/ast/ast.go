// Package ast is the native module _ast: Python's abstract syntax tree as objects,
// and its conversion from and to the front end's tree (Library reference, "ast").
//
// The classes are made from the grammar in grammar.go, once in each interpreter;
// the conversions walk the front end's structs by the description that package
// syntax gives of them.
package ast

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"memphis/interp/object"
	"memphis/interp/syntax"
)

type (
	value  = object.Value
	thread = object.Thread
)

// field is a field of a class: "expr? value".
type field struct {
	typ, name string
	opt, list bool
}

func parseFields(s string) []field {
	_, s, ok := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	if !ok {
		return nil
	}
	var out []field
	for _, p := range strings.Split(s, ", ") {
		typ, name, _ := strings.Cut(p, " ")
		f := field{typ: strings.TrimRight(typ, "?*"), name: name, opt: strings.HasSuffix(typ, "?"), list: strings.HasSuffix(typ, "*")}
		out = append(out, f)
	}
	return out
}

// module is the state of _ast in one interpreter.
type module struct {
	base       value
	classes    map[string]value
	fields     map[string][]field
	singletons map[string]value
	sums       map[string]bool
	depth      int
}

type key struct{}

func of(t *thread) *module {
	m, _ := t.Interp.State[key{}].(*module)
	return m
}

// Module is the table of _ast.
func Module() *object.ModuleDef {
	return &object.ModuleDef{Name: "_ast", Init: initModule}
}

var attributes = []string{"lineno", "col_offset", "end_lineno", "end_col_offset"}

func strs(names []string) value {
	vs := make([]value, len(names))
	for i, n := range names {
		vs[i] = object.Intern(n).Value()
	}
	return object.NewTuple(vs).Value()
}

func initModule(t *thread, mod *object.Module) error {
	m := &module{classes: map[string]value{}, fields: map[string][]field{}, singletons: map[string]value{}, sums: map[string]bool{}}
	d := mod.Dict()
	class := func(name string, base value, doc string, fields []field, attrs bool, own bool) (value, error) {
		ns := object.NewDict()
		ns.SetString("__module__", object.StrValue("ast"))
		if doc != "" {
			ns.SetString("__doc__", object.StrValue(doc))
		}
		var names []string
		for _, f := range fields {
			names = append(names, f.name)
			if f.opt {
				ns.SetString(f.name, object.None)
			}
		}
		ns.SetString("_fields", strs(names))
		ns.SetString("__match_args__", strs(names))
		if own {
			var as []string
			if attrs {
				as = attributes
				ns.SetString("end_lineno", object.None)
				ns.SetString("end_col_offset", object.None)
			}
			ns.SetString("_attributes", strs(as))
		}
		bases := []value{}
		if !base.IsNil() {
			bases = append(bases, base)
		}
		v, err := t.NewClass(object.TypeType, object.Intern(name), bases, ns, nil)
		if err != nil {
			return v, err
		}
		m.classes[name] = v
		m.fields[name] = fields
		d.SetString(name, v)
		return v, nil
	}
	base, err := class("AST", value{}, "", nil, false, true)
	if err != nil {
		return err
	}
	m.base = base
	bt, _ := object.AsType(base)
	for name, fn := range map[string]value{
		"__init__":   object.NewMethod(bt, &object.Method{Name: "__init__", Sig: "($self, /, *args, **kwargs)", Fn: object.FnVec(astInit)}),
		"__reduce__": object.NewMethod(bt, &object.Method{Name: "__reduce__", Fn: object.Fn0(astReduce)}),
	} {
		if err := t.SetAttr(base, object.Intern(name), fn); err != nil {
			return err
		}
	}
	for _, s := range grammar {
		doc := s.prod
		if s.ctors != nil {
			doc = s.name + " = " + strings.Join(s.ctors, "\n"+strings.Repeat(" ", len(s.name)+1)+"| ")
			if parseFields(s.ctors[0]) == nil && len(s.ctors) > 1 && parseFields(s.ctors[1]) == nil {
				doc = s.name + " = " + strings.Join(s.ctors, " | ")
			}
		}
		sv, err := class(s.name, base, doc, parseFields(s.prod), s.attrs, true)
		if err != nil {
			return err
		}
		m.sums[s.name] = true
		for _, c := range s.ctors {
			name, _, _ := strings.Cut(c, "(")
			cv, err := class(name, sv, c, parseFields(c), s.attrs, false)
			if err != nil {
				return err
			}
			switch s.name {
			case "expr_context", "boolop", "operator", "unaryop", "cmpop":
				inst, err := t.Call(cv)
				if err != nil {
					return err
				}
				m.singletons[name] = inst
			}
		}
	}
	for n, v := range map[string]int{"PyCF_ONLY_AST": 0x400, "PyCF_TYPE_COMMENTS": 0x1000, "PyCF_ALLOW_TOP_LEVEL_AWAIT": 0x2000} {
		d.SetString(n, object.Int(v))
	}
	t.Interp.State[key{}] = m
	return nil
}

// ensure returns the state, importing _ast if it has not been.
func ensure(t *thread) (*module, error) {
	if m := of(t); m != nil {
		return m, nil
	}
	if _, err := t.Interp.Host.Import(t, "_ast", nil, value{}, 0); err != nil {
		return nil, err
	}
	if m := of(t); m != nil {
		return m, nil
	}
	return nil, object.Errorf(object.SystemErrorType, "_ast is not the native module")
}

// astInit is AST.__init__: positional arguments are the fields in order.
func astInit(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	n := len(args)
	if kw != nil {
		n -= len(kw.Items)
	}
	fv, err := t.GetAttrOpt(self.Type().Value(), object.Intern("_fields"))
	if err != nil {
		return value{}, err
	}
	var fields []value
	if !fv.IsNil() {
		if fields, err = t.Collect(fv); err != nil {
			return value{}, err
		}
	}
	if n > len(fields) {
		s := "s"
		if len(fields) == 1 {
			s = ""
		}
		return value{}, object.Errorf(object.TypeErrorType, "%s constructor takes at most %d positional argument%s", self.Type().Name, len(fields), s)
	}
	given := map[string]bool{}
	for i := range n {
		name, err := object.AttrName(fields[i])
		if err != nil {
			return value{}, err
		}
		given[name.String()] = true
		if err := t.SetAttr(self, name, args[i]); err != nil {
			return value{}, err
		}
	}
	for i := n; i < len(args); i++ {
		name, err := object.AttrName(kw.Items[i-n])
		if err != nil {
			return value{}, err
		}
		if given[name.String()] {
			return value{}, object.Errorf(object.TypeErrorType, "%s got multiple values for argument '%s'", self.Type().Name, name)
		}
		if err := t.SetAttr(self, name, args[i]); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func astReduce(t *thread, self value) (value, error) {
	d, err := t.GetAttrOpt(self, object.Intern("__dict__"))
	if err != nil {
		return value{}, err
	}
	if d.IsNil() {
		return object.TupleOf(self.Type().Value(), object.TupleOf()), nil
	}
	return object.TupleOf(self.Type().Value(), object.TupleOf(), d), nil
}

// IsNode reports whether v is an instance of _ast.AST.
func IsNode(t *thread, v value) bool {
	m := of(t)
	if m == nil {
		return false
	}
	base, _ := object.AsType(m.base)
	return v.Is(base)
}

// FromSyntax turns the front end's tree into objects.
func FromSyntax(t *thread, mod syntax.Mod) (value, error) {
	m, err := ensure(t)
	if err != nil {
		return value{}, err
	}
	m.depth = 0
	return m.fromNode(t, mod)
}

// maxDepth bounds the nesting of trees converted, as CPython's recursion limit does.
const maxDepth = 6000

func (m *module) fromNode(t *thread, n syntax.AST) (value, error) {
	if m.depth++; m.depth > maxDepth {
		m.depth = 0
		return value{}, object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded during ast construction")
	}
	defer func() { m.depth-- }()
	c := syntax.ClassOf(n)
	cls, _ := object.AsType(m.classes[c.Name])
	v := object.FromPtr(&object.NewInstance(cls).Header)
	set := func(name string, x value) { object.AttrsOf(v).Set(object.Intern(name), x) }
	if k, ok := n.(*syntax.Constant); ok {
		set("value", constantValue(k))
		kind := object.None
		if k.U {
			kind = object.StrValue("u")
		}
		set("kind", kind)
	} else {
		rv := reflect.ValueOf(n).Elem()
		for _, f := range c.Fields {
			x, err := m.fromValue(t, rv.Field(f.Index), f.Optional)
			if err != nil {
				return value{}, err
			}
			set(f.Name, x)
		}
	}
	if p, ok := n.(syntax.Positioned); ok && c.Positioned {
		pos := p.Position()
		for i, x := range []int32{pos.Line, pos.Col, pos.EndLine, pos.EndCol} {
			set(attributes[i], object.Int(int(x)))
		}
	}
	return v, nil
}

func (m *module) fromValue(t *thread, x reflect.Value, opt bool) (value, error) {
	switch x.Kind() {
	case reflect.String:
		if x.String() == "" && opt {
			return object.None, nil
		}
		return object.StrValue(x.String()), nil
	case reflect.Int:
		return object.Int(int(x.Int())), nil
	case reflect.Slice:
		items := make([]value, x.Len())
		for i := range items {
			v, err := m.fromValue(t, x.Index(i), false)
			if err != nil {
				return value{}, err
			}
			items[i] = v
		}
		return object.NewList(items).Value(), nil
	case reflect.Uint8:
		switch k := x.Interface().(type) {
		case syntax.ConstKind:
			return constantValue(&syntax.Constant{Kind: k}), nil
		case fmt.Stringer:
			return m.singletons[k.String()], nil
		}
	}
	if x.IsNil() {
		return object.None, nil
	}
	return m.fromNode(t, x.Interface().(syntax.AST))
}

func constantValue(k *syntax.Constant) value {
	switch k.Kind {
	case syntax.ConstTrue:
		return object.True
	case syntax.ConstFalse:
		return object.False
	case syntax.ConstEllipsis:
		return object.Ellipsis
	case syntax.ConstInt:
		if k.Int != nil {
			return object.IntFromBig(new(big.Int).Set(k.Int))
		}
		return object.Int64(k.I64)
	case syntax.ConstFloat:
		return object.Float(k.F)
	case syntax.ConstComplex:
		return object.NewComplex(complex(k.Re, k.F))
	case syntax.ConstStr:
		return object.StrValue(k.S)
	case syntax.ConstBytes:
		return object.NewBytes(k.S)
	}
	return object.None
}
