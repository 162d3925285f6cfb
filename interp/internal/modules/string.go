package modules

import (
	"sync"

	"memphis/interp/object"
)

// This file defines the module _string, through which string.Formatter reads
// format strings with the parser of str.format.

// formatterIter gives the pieces of a format string.
type formatterIter struct {
	object.Header
	parser *object.FormatParser
}

// fieldNameIter gives the steps of a field name behind its first part.
type fieldNameIter struct {
	object.Header
	rest string
}

var (
	formatterIterType = &object.Type{Name: "formatteriterator"}
	fieldNameIterType = &object.Type{Name: "fieldnameiterator"}
)

var defineStringTypes = sync.OnceFunc(func() {
	same := func(t *object.Thread, v object.Value) (object.Value, error) { return v, nil }
	formatterIterType.Iter, formatterIterType.Next = same, formatterNext
	fieldNameIterType.Iter, fieldNameIterType.Next = same, fieldNameNext
	object.Define(formatterIterType, object.TypeSpec{Layout: object.NewLayout[formatterIter]("formatteriterator", object.ObjectType.Layout), Flags: object.FlagNoNew})
	object.Define(fieldNameIterType, object.TypeSpec{Layout: object.NewLayout[fieldNameIter]("fieldnameiterator", object.ObjectType.Layout), Flags: object.FlagNoNew})
})

func stringModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_string", Doc: "string helper module",
		Methods: []object.Method{
			{Name: "formatter_field_name_split", Doc: "split the argument as a field name", Fn: object.Fn1(fieldNameSplit)},
			{Name: "formatter_parser", Doc: "parse the argument as a format string", Fn: object.Fn1(formatterParser)},
		},
		Init: func(t *object.Thread, m *object.Module) error {
			defineStringTypes()
			return nil
		},
	}
}

func strOnly(v object.Value) (string, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return "", object.Errorf(object.TypeErrorType, "expected str, got %s", v.Type().Name)
	}
	return s.String(), nil
}

func formatterParser(t *object.Thread, _, v object.Value) (object.Value, error) {
	s, err := strOnly(v)
	if err != nil {
		return object.Value{}, err
	}
	it := &formatterIter{object.Header{Type: formatterIterType}, object.NewFormatParser(s)}
	return object.FromPtr(&it.Header), nil
}

func formatterNext(t *object.Thread, v object.Value) (object.Value, error) {
	f, ok, err := (*formatterIter)(v.Ptr()).parser.Next()
	if err != nil || !ok {
		return object.Value{}, err
	}
	name, spec, conv := object.None, object.None, object.None
	if f.Present {
		name, spec = object.StrValue(f.Name), object.StrValue(f.Spec)
		if f.Conversion != "" {
			conv = object.StrValue(f.Conversion)
		}
	}
	return object.TupleOf(object.StrValue(f.Literal), name, spec, conv), nil
}

// fieldKey is a part of a field name: a number if it looks like one.
func fieldKey(text string, index int) object.Value {
	if index >= 0 {
		return object.Int(index)
	}
	return object.StrValue(text)
}

func fieldNameSplit(t *object.Thread, _, v object.Value) (object.Value, error) {
	s, err := strOnly(v)
	if err != nil {
		return object.Value{}, err
	}
	first, index, rest, err := object.FieldName(s)
	if err != nil {
		return object.Value{}, err
	}
	it := &fieldNameIter{object.Header{Type: fieldNameIterType}, rest}
	return object.Pair(fieldKey(first, index), object.FromPtr(&it.Header)), nil
}

func fieldNameNext(t *object.Thread, v object.Value) (object.Value, error) {
	it := (*fieldNameIter)(v.Ptr())
	if it.rest == "" {
		return object.Value{}, nil
	}
	part, rest, err := object.NextFieldPart(it.rest)
	if err != nil {
		return object.Value{}, err
	}
	it.rest = rest
	return object.Pair(object.Bool(part.IsAttr), fieldKey(part.Key, part.Index)), nil
}
