package interp

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/big"
	"reflect"
	"slices"

	"memphis/interp/internal/traceback"
	"memphis/interp/object"
)

// This file defines what a Go program and the Python that it runs give each other: values, functions and errors.

// Func is a Go function for Python. What it returns crosses as by Value; its error is raised, a Python exception as it is,
// another one as a RuntimeError with its text.
type Func func(args []any) (any, error)

// Value makes a Python object of a Go value: nil, booleans, numbers, *big.Int, string, []byte, slices (lists), maps with keys of
// these (dicts), functions, structs and pointers to structs, and what is an object.Value already.
//
// A function may have any parameters that Into can set and any results that Value can make; its last result may be an error,
// which is raised. It runs with the interpreter's lock: one that blocks should do so in Thread().Unlocked. A pointer to a struct
// is an object whose attributes are the struct's exported fields (named by a tag `py:"name"` if there is one) and whose methods
// are its exported methods; Python changes the struct itself. Of a struct Python gets a copy.
func (p *Interpreter) Value(x any) (object.Value, error) {
	switch x := x.(type) {
	case nil:
		return object.None, nil
	case object.Value:
		return x, nil
	case bool:
		return object.Bool(x), nil
	case string:
		return object.StrValue(x), nil
	case []byte:
		return object.NewBytes(string(x)), nil
	case *big.Int:
		return object.IntFromBig(new(big.Int).Set(x)), nil
	case complex128:
		return object.NewComplex(x), nil
	case Func:
		return p.function("", x), nil
	case func([]any) (any, error):
		return p.function("", x), nil
	}
	v := reflect.ValueOf(x)
	switch v.Kind() {
	case reflect.Func:
		return p.goFunction("function", v), nil
	case reflect.Struct:
		return p.structValue(v), nil
	case reflect.Pointer:
		if v.Type().Elem().Kind() == reflect.Struct {
			return p.structValue(v), nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return object.Int64(v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return object.IntFromBig(new(big.Int).SetUint64(v.Uint())), nil
	case reflect.Float32, reflect.Float64:
		return object.Float(v.Float()), nil
	case reflect.Slice, reflect.Array:
		items := make([]object.Value, v.Len())
		for i := range items {
			item, err := p.Value(v.Index(i).Interface())
			if err != nil {
				return item, err
			}
			items[i] = item
		}
		return object.NewList(items).Value(), nil
	case reflect.Map:
		return p.mapping(v)
	}
	return object.Value{}, fmt.Errorf("interp: no Python object stands for a %T", x)
}

// mapping makes a dict, in the order of the keys' texts: Go's maps have none.
func (p *Interpreter) mapping(m reflect.Value) (object.Value, error) {
	d := object.NewDict()
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		x, y := fmt.Sprint(a.Interface()), fmt.Sprint(b.Interface())
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	for _, key := range keys {
		k, err := p.Value(key.Interface())
		if err != nil {
			return k, err
		}
		v, err := p.Value(m.MapIndex(key).Interface())
		if err != nil {
			return v, err
		}
		if err := d.Set(p.main, k, v); err != nil {
			return object.Value{}, err
		}
	}
	return d.Value(), nil
}

// Go makes a Go value of a Python object: nil, bool, int64 or *big.Int, float64, complex128, string, []byte, []any of a list or
// tuple, map[any]any of a dict whose keys Go can compare, and the pointer to a struct that Value made an object of. Anything
// else stays an object.Value.
func (p *Interpreter) Go(v object.Value) any {
	switch v.P.Type {
	case object.NoneType:
		return nil
	case object.BoolType:
		return v == object.True
	case object.IntType:
		if b := object.BigInt(v); !b.IsInt64() {
			return new(big.Int).Set(b)
		}
		n, ok := object.SmallInt(v)
		if !ok {
			n = object.BigInt(v).Int64()
		}
		return n
	case object.FloatType:
		f, _ := object.AsFloat(v)
		return f
	case object.ComplexType:
		c, _ := object.AsComplex(v)
		return c
	case object.StrType:
		s, _ := object.AsStr(v)
		return s.String()
	case object.BytesType:
		b, _ := object.AsBytes(v)
		return []byte(b)
	case object.ListType:
		l, _ := object.AsList(v)
		return p.slice(l.Items)
	case object.TupleType:
		u, _ := object.AsTuple(v)
		return p.slice(u.Items)
	case object.DictType:
		d, _ := object.AsDict(v)
		out := make(map[any]any, d.Len())
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			k := p.Go(d.Entries[i].Key)
			if f, isFloat := k.(float64); k != nil && !reflect.TypeOf(k).Comparable() || isFloat && math.IsNaN(f) {
				return v
			}
			out[k] = p.Go(d.Entries[i].Val)
		}
		return out
	}
	if g, ok := goValue(v); ok {
		return g.Interface()
	}
	return v
}

func (p *Interpreter) slice(items []object.Value) []any {
	out := make([]any, len(items))
	for i, v := range items {
		out[i] = p.Go(v)
	}
	return out
}

// function is a Python function that calls f.
func (p *Interpreter) function(name string, f Func) object.Value {
	if name == "" {
		name = "function"
	}
	return object.NewFunc(name, "", object.FnVec(func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
		if kw != nil && len(kw.Items) > 0 {
			return object.Value{}, object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", name)
		}
		r, err := f(p.slice(args))
		if err == nil {
			var v object.Value
			if v, err = p.Value(r); err == nil {
				return v, nil
			}
		}
		return object.Value{}, raised(err)
	}))
}

// Set gives a Go value, which crosses as by Value, to __main__ under a name. A function gets that name, too.
func (p *Interpreter) Set(name string, x any) error {
	if f, ok := x.(func([]any) (any, error)); ok {
		x = Func(f)
	}
	v, err := p.Value(x)
	if f, ok := x.(Func); ok {
		v = p.function(name, f)
	} else if f := reflect.ValueOf(x); f.Kind() == reflect.Func {
		v = p.goFunction(name, f)
	}
	if err != nil {
		return err
	}
	p.Main().SetString(name, v)
	return nil
}

// Get returns what __main__ has under a name, as by Go.
func (p *Interpreter) Get(name string) (any, bool) {
	v, ok := p.Main().GetString(name)
	if !ok {
		return nil, false
	}
	return p.Go(v), true
}

// Call calls a Python object with Go values, the last of which may be Keywords, and returns the result as by Go. The limits of
// the Config hold.
func (p *Interpreter) Call(f object.Value, args ...any) (result any, err error) {
	var names *object.Tuple
	if n := len(args) - 1; n >= 0 {
		if kw, ok := args[n].(Keywords); ok {
			args = args[:n:n]
			var list []object.Value
			for _, name := range slices.Sorted(maps.Keys(kw)) {
				list = append(list, object.Intern(name).Value())
				args = append(args, kw[name])
			}
			names = object.NewTuple(list)
		}
	}
	vs := make([]object.Value, len(args))
	for i, x := range args {
		if vs[i], err = p.Value(x); err != nil {
			return nil, err
		}
	}
	err = p.guarded(func() error {
		v, err := p.main.CallVec(f, vs, names)
		if err == nil {
			result = p.Go(v)
		}
		return err
	})
	return result, err
}

// Attr returns an attribute of a Python object, such as a function of a module that Import returned.
func (p *Interpreter) Attr(v object.Value, name string) (a object.Value, err error) {
	err = p.guarded(func() error {
		a, err = p.main.GetAttrString(v, name)
		return err
	})
	return a, err
}

// guarded runs f within the limits; a bug of ours becomes a SystemError with Go's stack.
func (p *Interpreter) guarded(f func() error) error {
	return p.limited(func() error { return p.main.Guard(f) })
}

// FormatError returns an error of Run, Eval, Import or Call as python3 prints one that nobody handles: with the stack of the
// Python code, causes and contexts. Other errors are their text.
func (p *Interpreter) FormatError(err error) string {
	var exc *object.Exception
	if !errors.As(err, &exc) {
		return err.Error()
	}
	return traceback.Format(p.main, exc)
}
