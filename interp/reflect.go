package interp

import (
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"unsafe"

	"memphis/interp/object"
)

// This file defines Go functions of any signature and Go structs for Python, and Python values for Go variables.

// Keywords, as the last argument of Call, are arguments by keyword.
type Keywords map[string]any

// goObject is a Go struct, by its address, as Python sees it.
type goObject struct {
	object.Header
	v reflect.Value // a pointer to the struct
}

var errorType = reflect.TypeFor[error]()

// structValue makes the Python object of a struct, or of a pointer to one. Python sees a copy of the former.
func (p *Interpreter) structValue(v reflect.Value) object.Value {
	if v.Kind() == reflect.Struct {
		c := reflect.New(v.Type())
		c.Elem().Set(v)
		v = c
	}
	if v.IsNil() {
		return object.None
	}
	return object.Value{P: &(&goObject{object.Header{Type: p.classOf(v.Type())}, v}).Header}
}

// goValue is the Go struct that a Python object stands for.
func goValue(v object.Value) (reflect.Value, bool) {
	if v.P == nil || v.P.Type.Layout == nil || v.P.Type.Layout.Name != goLayout {
		return reflect.Value{}, false
	}
	return (*goObject)(unsafe.Pointer(v.P)).v, true
}

const goLayout = "a Go struct"

// classOf is the class of the structs to which pointers of a type point: their exported fields are attributes, by the name that
// a tag `py:"..."` gives, and their exported methods are methods.
func (p *Interpreter) classOf(ptr reflect.Type) *object.Type {
	if c, ok := p.goTypes[ptr]; ok {
		return c
	}
	c := &object.Type{Name: ptr.Elem().Name(), Module: "memphis"}
	if c.Name == "" {
		c.Name = "struct"
	}
	if p.goTypes == nil {
		p.goTypes = map[reflect.Type]*object.Type{}
	}
	p.goTypes[ptr] = c
	c.Repr = func(t *object.Thread, self object.Value) (object.Value, error) {
		v, _ := goValue(self)
		return object.StrValue(fmt.Sprintf("%+v", v.Elem().Interface())), nil
	}
	spec := object.TypeSpec{Doc: "Go's " + ptr.Elem().String(), Layout: object.NewLayout[goObject](goLayout, object.ObjectType.Layout), Flags: object.FlagNoNew}
	for i := range ptr.Elem().NumField() {
		f := ptr.Elem().Field(i)
		if !f.IsExported() {
			continue
		}
		name := f.Name
		if tag := f.Tag.Get("py"); tag == "-" {
			continue
		} else if tag != "" {
			name = tag
		}
		spec.GetSets = append(spec.GetSets, object.GetSet{Name: name,
			Get: func(t *object.Thread, self object.Value) (object.Value, error) {
				v, _ := goValue(self)
				field := v.Elem().Field(i)
				if field.Kind() == reflect.Struct {
					field = field.Addr() // so that it can be changed
				}
				return p.Value(field.Interface())
			},
			Set: func(t *object.Thread, self, x object.Value) error {
				if x.P == nil {
					return object.Errorf(object.TypeErrorType, "cannot delete a field of a Go struct")
				}
				v, _ := goValue(self)
				if err := p.into(x, v.Elem().Field(i)); err != nil {
					return raised(err)
				}
				return nil
			},
		})
	}
	for i := range ptr.NumMethod() {
		m := ptr.Method(i)
		spec.Methods = append(spec.Methods, object.Method{Name: m.Name, Fn: object.FnVec(func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
			v, _ := goValue(self)
			return p.callGo(m.Name, v.Method(i), args, kw)
		})})
	}
	object.Define(c, spec)
	return c
}

// goFunction is a Python function that calls a Go function of any signature.
func (p *Interpreter) goFunction(name string, f reflect.Value) object.Value {
	return object.NewFunc(name, "", object.FnVec(func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
		return p.callGo(name, f, args, kw)
	}))
}

// callGo calls a Go function with Python arguments. An error as its last result is raised; several results are a tuple.
func (p *Interpreter) callGo(name string, f reflect.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	typ := f.Type()
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", name)
	}
	n := typ.NumIn()
	if typ.IsVariadic() && len(args) < n-1 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "%s() takes at least %d arguments (%d given)", name, n-1, len(args))
	} else if !typ.IsVariadic() && len(args) != n {
		return object.Value{}, object.Errorf(object.TypeErrorType, "%s() takes %d arguments (%d given)", name, n, len(args))
	}
	in := make([]reflect.Value, len(args))
	for i, arg := range args {
		at := typ.In(min(i, n-1))
		if typ.IsVariadic() && i >= n-1 {
			at = at.Elem()
		}
		in[i] = reflect.New(at).Elem()
		if err := p.into(arg, in[i]); err != nil {
			return object.Value{}, raised(fmt.Errorf("%s() argument %d: %w", name, i+1, err))
		}
	}
	out := f.Call(in)
	if last := len(out) - 1; last >= 0 && typ.Out(last) == errorType {
		if err, _ := out[last].Interface().(error); err != nil {
			return object.Value{}, raised(err)
		}
		out = out[:last]
	}
	values := make([]object.Value, len(out))
	for i, x := range out {
		v, err := p.Value(x.Interface())
		if err != nil {
			return v, raised(err)
		}
		values[i] = v
	}
	switch len(values) {
	case 0:
		return object.None, nil
	case 1:
		return values[0], nil
	}
	return object.TupleOf(values...), nil
}

// misfit is the error of a value that a Go variable cannot have.
type misfit struct {
	typ  *object.Type // TypeError or OverflowError
	text string
}

func (e *misfit) Error() string { return e.text }

// raised is the exception for an error of a Go function: itself if it is one, else a RuntimeError.
func raised(err error) error {
	var exc *object.Exception
	if errors.As(err, &exc) {
		return exc
	}
	var m *misfit
	if errors.As(err, &m) {
		return object.Errorf(m.typ, "%s", err)
	}
	return object.Errorf(object.RuntimeErrorType, "%s", err)
}

// Into sets the variable to which ptr points to the Go value of a Python object. Numbers must fit; lists and tuples become
// slices, dicts maps or, with str keys, structs, whose fields they name as Python sees them; a struct that was given to
// Python comes back as itself or as its address.
func (p *Interpreter) Into(v object.Value, ptr any) error {
	to := reflect.ValueOf(ptr)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return fmt.Errorf("interp: Into wants a pointer, not a %T", ptr)
	}
	return p.into(v, to.Elem())
}

func (p *Interpreter) into(v object.Value, to reflect.Value) error {
	typ := to.Type()
	if typ == reflect.TypeFor[object.Value]() {
		to.Set(reflect.ValueOf(v))
		return nil
	}
	if g, ok := goValue(v); ok {
		for _, x := range []reflect.Value{g, g.Elem()} {
			if x.Type().AssignableTo(typ) {
				to.Set(x)
				return nil
			}
		}
		return &misfit{object.TypeErrorType, fmt.Sprintf("a %s is no %s", g.Elem().Type(), typ)}
	}
	x := p.Go(v)
	wrong := func() error {
		return &misfit{object.TypeErrorType, fmt.Sprintf("'%s' object is no %s", v.Type().Name, typ)}
	}
	big, isBig := x.(*big.Int)
	outside := func() error {
		return &misfit{object.OverflowErrorType, fmt.Sprintf("%v is out of range for %s", x, typ)}
	}
	switch typ.Kind() {
	case reflect.Interface:
		if x == nil {
			to.SetZero()
			return nil
		}
		if !reflect.TypeOf(x).AssignableTo(typ) {
			return wrong()
		}
		to.Set(reflect.ValueOf(x))
		return nil
	case reflect.Bool:
		b, ok := x.(bool)
		if !ok {
			return wrong()
		}
		to.SetBool(b)
		return nil
	case reflect.String:
		s, ok := x.(string)
		if !ok {
			return wrong()
		}
		to.SetString(s)
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, ok := x.(int64)
		if isBig || ok && to.OverflowInt(n) {
			return outside()
		} else if !ok {
			return wrong()
		}
		to.SetInt(n)
		return nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, ok := x.(int64)
		u := uint64(n)
		if isBig && big.IsUint64() {
			u, ok = big.Uint64(), true
		} else if isBig || ok && n < 0 {
			return outside()
		}
		if !ok {
			return wrong()
		} else if to.OverflowUint(u) {
			return outside()
		}
		to.SetUint(u)
		return nil
	case reflect.Float32, reflect.Float64:
		switch x := x.(type) {
		case float64:
			to.SetFloat(x)
			return nil
		case int64:
			to.SetFloat(float64(x))
			return nil
		}
		return wrong()
	case reflect.Slice:
		if b, ok := x.([]byte); ok && typ.Elem().Kind() == reflect.Uint8 {
			to.SetBytes(b)
			return nil
		}
		items, ok := object.Items(v)
		if !ok {
			return wrong()
		}
		s := reflect.MakeSlice(typ, len(items), len(items))
		for i, item := range items {
			if err := p.into(item, s.Index(i)); err != nil {
				return err
			}
		}
		to.Set(s)
		return nil
	case reflect.Map:
		return p.intoMap(v, to, wrong)
	case reflect.Struct:
		return p.intoStruct(v, to, wrong)
	case reflect.Pointer:
		if x == nil {
			to.SetZero()
			return nil
		}
		if isBig && typ == reflect.TypeOf(big) {
			to.Set(reflect.ValueOf(big))
			return nil
		}
		if typ.Elem().Kind() == reflect.Struct {
			s := reflect.New(typ.Elem())
			if err := p.into(v, s.Elem()); err != nil {
				return err
			}
			to.Set(s)
			return nil
		}
	}
	if x != nil && reflect.TypeOf(x).AssignableTo(typ) {
		to.Set(reflect.ValueOf(x))
		return nil
	}
	return wrong()
}

func (p *Interpreter) intoMap(v object.Value, to reflect.Value, wrong func() error) error {
	d, ok := object.AsDict(v)
	if !ok {
		return wrong()
	}
	typ := to.Type()
	m := reflect.MakeMapWithSize(typ, d.Len())
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		k, x := reflect.New(typ.Key()).Elem(), reflect.New(typ.Elem()).Elem()
		if err := p.into(d.Entries[i].Key, k); err != nil {
			return err
		}
		if err := p.into(d.Entries[i].Val, x); err != nil {
			return err
		}
		if !k.Comparable() {
			return wrong()
		}
		m.SetMapIndex(k, x)
	}
	to.Set(m)
	return nil
}

func (p *Interpreter) intoStruct(v object.Value, to reflect.Value, wrong func() error) error {
	d, ok := object.AsDict(v)
	if !ok {
		return wrong()
	}
	for i := range to.NumField() {
		f := to.Type().Field(i)
		name := f.Name
		if tag := f.Tag.Get("py"); tag != "" {
			name = tag
		}
		x, ok := d.GetString(name)
		if !ok || !f.IsExported() || name == "-" {
			continue
		}
		if err := p.into(x, to.Field(i)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
