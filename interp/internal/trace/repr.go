package trace

import (
	"slices"
	"strings"

	"memphis/interp/object"
)

// This file defines how values are shown. No code of the program's is run for it: a __repr__ could print, change what it shows,
// fail, or be the very thing that is traced. Built-in values are shown as repr() shows them, instances of other classes by
// their class and their own attributes.

// The limits are reprlib's, but for the depth.
const (
	maxLevel  = 3
	maxItems  = 6 // of list, tuple, set
	maxPairs  = 4 // of dict, and attributes of an instance
	maxString = 30
	maxLong   = 40
)

// Repr shows v, shortened.
func Repr(t *object.Thread, v object.Value) string { return repr(t, v, maxLevel) }

func repr(t *object.Thread, v object.Value, level int) string {
	switch typ := v.P.Type; typ {
	case object.NoneType, object.BoolType, object.FloatType, object.ComplexType, object.EllipsisType, object.NotImplementedType,
		object.RangeType:
		return plain(t, v, maxLong)
	case object.IntType:
		return plain(t, v, maxLong)
	case object.StrType:
		return shortStr(t, v)
	case object.BytesType, object.ByteArrayType:
		return plain(t, v, maxString)
	case object.ListType:
		l, _ := object.AsList(v)
		return sequence(t, "[", l.Items, "]", level)
	case object.TupleType:
		u, _ := object.AsTuple(v)
		if len(u.Items) == 1 {
			return sequence(t, "(", u.Items, ",)", level)
		}
		return sequence(t, "(", u.Items, ")", level)
	case object.SetType, object.FrozenSetType:
		return set(t, v, level)
	case object.DictType:
		return dict(t, v, level)
	case object.FunctionType:
		f, _ := object.AsFunction(v)
		return "<function " + f.QualName.String() + ">"
	case object.BuiltinType:
		return "<built-in function " + object.MethodName(v).String() + ">"
	case object.ModuleType:
		m, _ := object.AsModule(v)
		if name, ok := m.Dict().GetString("__name__"); ok && name.P.Type == object.StrType {
			return "<module " + repr(t, name, level) + ">"
		}
		return "<module>"
	case object.GeneratorType, object.CoroutineType, object.AsyncGeneratorType:
		g, _ := object.AsGenerator(v)
		return "<" + typ.Name + " " + g.QualName.String() + ">"
	case object.CodeType:
		c, _ := object.AsCode(v)
		return "<code " + c.QualName.String() + ">"
	}
	if c, ok := object.AsType(v); ok {
		return "<class '" + className(c) + "'>"
	}
	if e, ok := object.AsException(v); ok {
		var items []object.Value
		if e.Args != nil {
			items = e.Args.Items
		}
		if len(items) == 1 && items[0].P.Type == object.StrType {
			return v.P.Type.Name + "(" + plain(t, items[0], 3*maxString) + ")"
		}
		return sequence(t, v.P.Type.Name+"(", items, ")", level)
	}
	return instance(t, v, level)
}

// className is the name of a class with its module, unless that is builtins or __main__.
func className(c *object.Type) string {
	if c.Module == "" || c.Module == "builtins" || c.Module == "__main__" {
		return c.Name
	}
	return c.Module + "." + c.Name[strings.LastIndexByte(c.Name, '.')+1:] // static types have the module in their names
}

// shorten keeps both ends of a text.
func shorten(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	i := (limit - 3) / 2
	return string(r[:i]) + "..." + string(r[len(r)-(limit-3-i):])
}

// plain is the repr of a value whose type has no code in Python.
func plain(t *object.Thread, v object.Value, limit int) string {
	if s, err := t.Repr(v); err == nil {
		return shorten(s.String(), limit)
	}
	return "<" + v.P.Type.Name + ">" // an int of too many digits
}

func shortStr(t *object.Thread, v object.Value) string {
	s, _ := object.AsStr(v)
	if s.Len() > 4*maxString {
		r := []rune(s.String())
		v = object.StrValue(string(r[:2*maxString]) + string(r[len(r)-2*maxString:]))
	}
	return plain(t, v, maxString)
}

func sequence(t *object.Thread, open string, items []object.Value, end string, level int) string {
	if level <= 0 && len(items) > 0 {
		return open + "..." + end
	}
	var parts []string
	for i, x := range items {
		if i == maxItems {
			parts = append(parts, "...")
			break
		}
		parts = append(parts, repr(t, x, level-1))
	}
	return open + strings.Join(parts, ", ") + end
}

// set shows the items of a set in the order of their texts, so that it looks alike in each run.
func set(t *object.Thread, v object.Value, level int) string {
	s, _ := object.AsSet(v)
	open, end := "{", "}"
	if v.P.Type == object.FrozenSetType {
		open, end = "frozenset({", "})"
	}
	switch {
	case s.Len() == 0 && v.P.Type == object.FrozenSetType:
		return "frozenset()"
	case s.Len() == 0:
		return "set()"
	case level <= 0:
		return open + "..." + end
	}
	var parts []string
	for i := s.Next(0); i >= 0 && len(parts) < 1000; i = s.Next(i + 1) {
		parts = append(parts, repr(t, s.Item(i), level-1))
	}
	slices.Sort(parts)
	if len(parts) > maxItems {
		parts = append(parts[:maxItems], "...")
	}
	return open + strings.Join(parts, ", ") + end
}

func dict(t *object.Thread, v object.Value, level int) string {
	d, _ := object.AsDict(v)
	if d.Len() > 0 && level <= 0 {
		return "{...}"
	}
	var parts []string
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		if len(parts) == maxPairs {
			parts = append(parts, "...")
			break
		}
		parts = append(parts, repr(t, d.Entries[i].Key, level-1)+": "+repr(t, d.Entries[i].Val, level-1))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// instance shows an instance of a class by its own attributes; of a subclass of a container or number nothing but the class.
func instance(t *object.Thread, v object.Value, level int) string {
	s := "<" + className(v.P.Type)
	if level <= 1 {
		return s + ">"
	}
	n := 0
	object.PeekAll(v, func(name *object.Str, x object.Value) bool {
		if n++; n > maxPairs {
			s += " ..."
			return false
		}
		s += " " + name.String() + "=" + repr(t, x, level-2)
		return true
	})
	return s + ">"
}
