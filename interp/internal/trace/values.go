package trace

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines finding the values that names, attributes and items have, without running code of the program.

// names are the variables of a function; nil for code that has a namespace.
type names map[string]object.Value

// locals takes down the variables of a.
func (a *activation) locals() names {
	if a.f.Code.Flags&object.CoOptimized == 0 {
		return nil
	}
	n := names{}
	a.f.Engine.FastLocals(func(name *object.Str, v object.Value) { n[name.String()] = v })
	return n
}

// name is the value of a name in f. Built-ins are none: nobody needs to see them.
func (n names) name(f *object.Frame, name string) (object.Value, bool) {
	if v, ok := n[name]; ok {
		return v, true
	}
	key := object.Intern(name)
	if n == nil && f.Locals.P != nil && f.Locals.P.Type == object.DictType {
		d, _ := object.AsDict(f.Locals)
		if v, ok := d.GetStr(key); ok {
			return v, true
		}
	}
	if f.Globals.Header.Type != object.DictType {
		return object.Value{}, false
	}
	return f.Globals.GetStr(key)
}

// value is what a path leads to.
func (n names) value(t *object.Thread, f *object.Frame, p bytecode.Path) (object.Value, bool) {
	v, ok := n.name(f, p.Name)
	for _, s := range p.Steps {
		if !ok || v.P == nil {
			return object.Value{}, false
		}
		switch {
		case s.Attr != "":
			v, ok = t.Peek(v, object.Intern(s.Attr))
		case s.Name != "":
			var k object.Value
			if k, ok = n.name(f, s.Name); ok {
				v, ok = item(v, k)
			}
		default:
			v, ok = constantItem(v, s.Key)
		}
	}
	return v, ok && v.P != nil
}

func constantItem(v object.Value, k bytecode.Const) (object.Value, bool) {
	switch k := k.(type) {
	case bytecode.Int:
		return item(v, object.Int64(int64(k)))
	case bytecode.Str:
		return item(v, object.StrValue(string(k)))
	}
	return object.Value{}, false
}

// item is v[k] of a list, tuple or dict and an int or str. In a dict an int is looked for among few items only: hashing might
// compare it with keys whose __eq__ is the program's.
func item(v, k object.Value) (object.Value, bool) {
	var items []object.Value
	switch v.P.Type {
	case object.ListType:
		l, _ := object.AsList(v)
		items = l.Items
	case object.TupleType:
		u, _ := object.AsTuple(v)
		items = u.Items
	case object.DictType:
		d, _ := object.AsDict(v)
		if s, ok := object.AsStr(k); ok && k.P.Type == object.StrType {
			return d.GetStr(object.InternStr(s))
		}
		const few = 64
		if k.P.Type == object.IntType && d.Len() <= few {
			for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
				if d.Entries[i].Key == k {
					return d.Entries[i].Val, true
				}
			}
		}
		return object.Value{}, false
	default:
		return object.Value{}, false
	}
	i, ok := object.SmallInt(k)
	if !ok || k.P.Type != object.IntType {
		return object.Value{}, false
	}
	if i < 0 {
		i += int64(len(items))
	}
	if i < 0 || int(i) >= len(items) {
		return object.Value{}, false
	}
	return items[i], true
}
