//go:build libpython

package bridge

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"memphis/convert"
	"memphis/interp/object"
)

// This file tests the table of package convert, row by row with chosen values.

// identity returns a function of C's that answers with its argument.
func identity(th *object.Thread) func(v object.Value) object.Value {
	first := invoke(th, get(th, load(th, "_operator"), "itemgetter"), object.Int(0))
	return func(v object.Value) object.Value { return invoke(th, first, object.TupleOf(v)) }
}

// arrivals make values that come from C, and say what their type's name and their repr are here.
type arrival struct {
	make       func(th *object.Thread) object.Value
	typ, repr  string
	comparable bool // the same object comes twice
}

func ofC(th *object.Thread, path string, args ...object.Value) object.Value {
	module, name, ok := strings.Cut(path, ".")
	if !ok {
		return invoke(th, mustBuiltin(th, path), args...)
	}
	return invoke(th, get(th, load(th, module), name), args...)
}

// samples are values of ours for each row on the way to C.
func samples(th *object.Thread) map[string][]object.Value {
	nan := math.Float64frombits(0x7FF8000000000123)
	bigInt := new(big.Int).Lsh(big.NewInt(-3), 700)
	gen := object.NewBuiltin(&object.Method{Name: "f", Fn: object.Fn0(func(*object.Thread, object.Value) (object.Value, error) { return object.None, nil })}, object.Value{})
	loop := object.ListOf(object.Int(1))
	l, _ := object.AsList(loop)
	l.Items = append(l.Items, loop)
	set := object.NewSet()
	d := object.NewDict()
	for _, v := range []object.Value{object.Int(1), str("a"), object.TupleOf(object.Float(2.5), object.None)} {
		if err := set.Add(th, v); err != nil {
			panic(err.Error())
		}
		if err := d.Set(th, v, object.ListOf(v)); err != nil {
			panic(err.Error())
		}
	}
	frozen := object.NewFrozenSet(set)
	note := object.NewException(object.ValueErrorType, str("x"), object.ListOf())
	note.Cause = object.NewException(object.KeyErrorType, object.Int(1)).Value()
	instance := func(base *object.Type, args ...object.Value) object.Value {
		return invoke(th, newClass(th, "Sub", base, nil), args...)
	}
	return map[string][]object.Value{
		"None":           {object.None},
		"bool":           {object.True, object.False},
		"int":            {object.Int(0), object.Int(-1), object.Int64(math.MaxInt64), object.Int64(math.MinInt64), object.IntFromBig(bigInt)},
		"float":          {object.Float(0), object.Float(math.Copysign(0, -1)), object.Float(math.Inf(-1)), object.Float(nan), object.Float(5e-324)},
		"complex":        {object.NewComplex(complex(1, math.Copysign(0, -1))), object.NewComplex(complex(nan, math.Inf(1)))},
		"str":            {str(""), str("a\x00b"), str("é ü"), str("\U0001F600 ok"), str("\xed\xa0\x80"), str(strings.Repeat("x", 100000))},
		"bytes":          {object.NewBytes(""), object.NewBytes("\x00\xff")},
		"tuple":          {object.TupleOf(), object.TupleOf(object.Int(1), object.TupleOf(str("a"), object.None))},
		"frozenset":      {frozen, object.NewFrozenSet(object.NewSet())},
		"slice":          {object.NewSlice(object.None, object.Int(3), object.IntFromBig(bigInt))},
		"range":          {invoke(th, object.RangeType.Value(), object.Int(5)), invoke(th, object.RangeType.Value(), object.IntFromBig(bigInt), object.Int(7), object.Int(2))},
		"Ellipsis":       {object.Ellipsis},
		"NotImplemented": {object.NotImplemented},
		"list":           {object.ListOf(), object.ListOf(object.Int(1), object.ListOf(str("a"))), loop},
		"dict":           {object.NewDict().Value(), d.Value()},
		"set":            {object.NewSet().Value(), set.Value()},
		"bytearray":      {object.NewByteArray([]byte("abc")).Value(), object.NewByteArray(make([]byte, 20000)).Value()},
		"function":       {function(th)},
		"class":          {object.IntType.Value(), object.ValueErrorType.Value(), newClass(th, "C", nil, nil), newClass(th, "D", object.DictType, nil)},
		"exception":      {note.Value(), instance(object.ValueErrorType, str("a"))},
		"instance of a subclass of int, float, complex, str, bytes, tuple or frozenset": {
			instance(object.IntType, object.Int(5)), instance(object.FloatType, object.Float(1.5)), instance(object.ComplexType), instance(object.StrType, str("é")),
			instance(object.BytesType, object.NewBytes("a")), instance(object.TupleType, object.ListOf(object.Int(1))), instance(object.FrozenSetType, object.ListOf(object.Int(1)))},
		"instance of a subclass of list, dict, set or bytearray": {
			instance(object.ListType, object.ListOf(object.Int(1))), instance(object.DictType), instance(object.SetType, object.ListOf(object.Int(1))), instance(object.ByteArrayType, object.NewBytes("a"))},
		"everything else of ours":   {gen, instance(nil), invoke(th, object.MemoryViewType.Value(), object.NewByteArray([]byte("abcd")).Value()), get(th, d.Value(), "items")},
		"object of C's coming home": {ofC(th, "_random.Random", object.Int(1)), ofC(th, "array.array", str("i"))},
	}
}

// function is a function of Python, whose body is Go's: it answers with its first argument.
func function(th *object.Thread) object.Value {
	code := &object.Code{Header: object.Header{Type: object.CodeType}, Name: object.Intern("f"), QualName: object.Intern("f"), Filename: str("<test>"), Body: echo{}}
	return object.NewFunction(th, code, object.NewDict(), nil).Value()
}

type echo struct{ object.Body }

func (echo) Call(t *object.Thread, _ *object.Function, args []object.Value, _ *object.Tuple) (object.Value, error) {
	return args[0], nil
}

// TestRowsToC walks the rows of what goes to C: the value must come back as the row says.
func TestRowsToC(t *testing.T) {
	on(t, func(th *object.Thread) {
		there := identity(th)
		values := samples(th)
		for i := range convert.Rows {
			row := &convert.Rows[i]
			if row.Dir&convert.ToC == 0 {
				continue
			}
			vs := values[row.Name]
			if len(vs) == 0 {
				t.Errorf("%s: no sample", row.Name)
			}
			for _, v := range vs {
				if row.Name != "object of C's coming home" {
					if got := convert.RuleOf(v.Type()).Name; got != row.Name {
						t.Errorf("a %s goes by the row %q, not %q", v.Type().Name, got, row.Name)
					}
				}
				before := sketch(th, v, 0)
				back := there(v)
				if row.Same && back != v {
					t.Errorf("%s: %s came back as another", row.Name, before)
				}
				if d := differ(th, v, back, 0); d != "" {
					t.Errorf("%s: %s", row.Name, d)
				}
				if after := sketch(th, v, 0); after != before {
					t.Errorf("%s: %s has become %s", row.Name, before, after)
				}
				if row.Same && ofC(th, "_operator.is_", v, v) != object.True {
					t.Errorf("%s: %s is two objects for C if it crosses twice at once", row.Name, before)
				}
				// What C says of it is what we say.
				if row.Name == "float" || row.Name == "frozenset" || row.Name == "set" || row.Name == "dict" {
					continue
				}
				want, err := th.Repr(v)
				if err != nil {
					panic(err.Error())
				}
				got, ok := object.AsStr(ofC(th, "repr", v))
				if !ok || got.String() != want.String() && row.Name != "class" && !strings.Contains(want.String(), " at 0x") {
					t.Errorf("%s: for C it is %s, not %s", row.Name, got, want)
				}
			}
		}
	})
}

// TestRowsFromC walks the rows of what comes from C.
func TestRowsFromC(t *testing.T) {
	on(t, func(th *object.Thread) {
		there := identity(th)
		box := func(v object.Value) func(th *object.Thread) object.Value {
			return func(*object.Thread) object.Value { return v }
		}
		eval := func(path string, args ...object.Value) func(th *object.Thread) object.Value {
			return func(th *object.Thread) object.Value { return ofC(th, path, args...) }
		}
		pair := object.ListOf(object.Int(1), object.Int(2))
		random := ofC(th, "_random.Random", object.Int(1))
		zlib, csv := load(th, "zlib"), load(th, "_csv")
		crc := get(th, zlib, "crc32")
		arrivals := map[string][]arrival{
			"None":           {{make: eval("print")}},
			"bool":           {{make: eval("bool", object.Int(1)), repr: "True"}},
			"int":            {{make: eval("pow", object.Int(3), object.Int(100)), repr: "515377520732011331036461129765621272702107522001"}, {make: eval("len", pair), repr: "2"}},
			"float":          {{make: eval("float", str("-0.0")), repr: "-0.0"}},
			"complex":        {{make: eval("complex", str("1-2j")), repr: "(1-2j)"}},
			"str":            {{make: eval("chr", object.Int(0x1F600)), repr: "'\U0001F600'"}, {make: eval("chr", object.Int(0xD800)), repr: `'\ud800'`}},
			"bytes":          {{make: eval("bytes", object.Int(2)), repr: `b'\x00\x00'`}},
			"tuple":          {{make: eval("tuple", pair), repr: "(1, 2)"}},
			"frozenset":      {{make: eval("frozenset", pair), repr: "frozenset({1, 2})"}},
			"slice":          {{make: eval("slice", object.Int(1), object.None, str("x")), repr: "slice(1, None, 'x')"}},
			"range":          {{make: eval("range", object.Int(3)), repr: "range(0, 3)"}},
			"Ellipsis":       {{make: func(th *object.Thread) object.Value { return mustBuiltin(th, "Ellipsis") }, repr: "Ellipsis"}},
			"NotImplemented": {{make: func(th *object.Thread) object.Value { return mustBuiltin(th, "NotImplemented") }, repr: "NotImplemented"}},
			"exception":      {{make: eval("UnicodeEncodeError", str("a"), str("b"), object.Int(1), object.Int(2), str("c")), typ: "UnicodeEncodeError"}, {make: eval("OSError", object.Int(2), str("no"), str("file")), typ: "FileNotFoundError", repr: "FileNotFoundError(2, 'no')"}},
			"list, dict, set or bytearray that nobody else holds": {
				{make: eval("list", pair), repr: "[1, 2]"}, {make: eval("dict", object.ListOf(object.TupleOf(str("a"), object.Int(1)))), repr: "{'a': 1}"},
				{make: eval("set", pair), repr: "{1, 2}"}, {make: eval("bytearray", object.NewBytes("a")), repr: "bytearray(b'a')"}},
			"list, dict, set or bytearray that C shares": {{make: func(th *object.Thread) object.Value { return there(get(th, csv, "_dialects")) }, typ: "dict", comparable: true}},
			"list, dict, set or bytearray passed to a callback": {{make: func(th *object.Thread) object.Value {
				// pyexpat passes the attributes of an element, and holds them itself.
				p := ofC(th, "pyexpat.ParserCreate")
				var got object.Value
				f := object.NewBuiltin(&object.Method{Name: "start", Fn: object.FnVec(func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
					got = a[1]
					return object.None, nil
				})}, object.Value{})
				if err := th.SetAttr(p, object.Intern("StartElementHandler"), f); err != nil {
					panic(err.Error())
				}
				invoke(th, get(th, p, "Parse"), str("<a b='c'/>"), object.True)
				return got
			}, repr: "{'b': 'c'}"}},
			"container on loan, proxy or shadow coming home": {{make: func(th *object.Thread) object.Value { return there(pair) }, repr: "[1, 2]", comparable: true}},
			"type of C's":                     {{make: box(get(th, load(th, "_random"), "Random")), typ: "type", repr: "<class '_random.Random'>", comparable: true}},
			"function or bound method of C's": {{make: box(crc), typ: "builtin_function_or_method", repr: "<built-in function crc32>", comparable: true}, {make: func(th *object.Thread) object.Value { return get(th, random, "random") }, typ: "builtin_function_or_method"}},
			"module of C's":                   {{make: func(th *object.Thread) object.Value { return there(zlib) }, typ: "module", comparable: true}},
			"struct sequence":                 {{make: eval("time.gmtime", object.Int(0)), typ: "struct_time"}},
			"everything else of C's":          {{make: box(random), typ: "Random", comparable: true}},
		}
		for i := range convert.Rows {
			row := &convert.Rows[i]
			if row.Dir&convert.FromC == 0 {
				continue
			}
			as := arrivals[row.Name]
			if len(as) == 0 {
				t.Errorf("%s: no arrival", row.Name)
			}
			for _, a := range as {
				v := a.make(th)
				if a.repr != "" {
					want(t, th, v, a.repr)
				}
				typ := a.typ
				if len(row.Types) == 1 {
					typ = row.Types[0].Name
				}
				if typ != "" && v.Type().Name != typ && v.Type().QualName != typ && !strings.HasSuffix(v.Type().Name, "."+typ) {
					t.Errorf("%s: a %s arrives as a %s", row.Name, typ, v.Type().Name)
				}
				if a.comparable {
					if again := a.make(th); again != v || there(v) != v {
						t.Errorf("%s: %s is another the second time", row.Name, v.Type().Name)
					}
				}
			}
		}
	})
}

// differ says how two values differ that should be the same but for the identity of what goes
// by value; "" if they do not.
func differ(th *object.Thread, x, y object.Value, depth int) string {
	if x == y || depth > 100 {
		return ""
	}
	if x.Type() != y.Type() {
		return fmt.Sprintf("a %s came back as a %s", x.Type().Name, y.Type().Name)
	}
	all := func(xs, ys []object.Value) string {
		if len(xs) != len(ys) {
			return fmt.Sprintf("%d elements came back as %d", len(xs), len(ys))
		}
		for i := range xs {
			if d := differ(th, xs[i], ys[i], depth+1); d != "" {
				return d
			}
		}
		return ""
	}
	switch {
	case x.Is(object.TupleType):
		u, _ := object.AsTuple(x)
		v, _ := object.AsTuple(y)
		return all(u.Items, v.Items)
	case x.Type() == object.FloatType:
		f, _ := object.AsFloat(x)
		g, _ := object.AsFloat(y)
		if math.Float64bits(object.PlainFloat(f)) != math.Float64bits(object.PlainFloat(g)) {
			return fmt.Sprintf("%x came back as %x", math.Float64bits(f), math.Float64bits(g))
		}
		return ""
	case x.Type() == object.SliceType:
		p, q := (*object.Slice)(x.Ptr()), (*object.Slice)(y.Ptr())
		return all([]object.Value{p.Start, p.Stop, p.Step}, []object.Value{q.Start, q.Stop, q.Step})
	case x.Type() == object.ComplexType:
		c, d := (*object.ComplexObject)(x.Ptr()).C, (*object.ComplexObject)(y.Ptr()).C
		for _, p := range [][2]float64{{real(c), real(d)}, {imag(c), imag(d)}} {
			if a, b := math.Float64bits(p[0]), math.Float64bits(p[1]); a != b {
				return fmt.Sprintf("%x came back as %x in a complex", a, b)
			}
		}
		return ""
	case x.Type() == object.RangeType, x.Type() == object.IntType, x.Type() == object.StrType, x.Type() == object.BytesType:
		a, err := th.Repr(x)
		if err != nil {
			return err.Error()
		}
		if c, err := th.Repr(y); err != nil || a.String() != c.String() {
			return fmt.Sprintf("%s came back as %v (%v)", a, c, err)
		}
		return ""
	case x.Type() == object.FrozenSetType:
		s, _ := object.AsSet(x)
		u, _ := object.AsSet(y)
		if s.Len() != u.Len() {
			return fmt.Sprintf("a frozenset of %d came back with %d", s.Len(), u.Len())
		}
		// Equality would lose an element with a NaN in it, however deep.
		for i := s.Next(0); i >= 0; i = s.Next(i + 1) {
			v, found := s.Item(i), false
			for j := u.Next(0); j >= 0 && !found; j = u.Next(j + 1) {
				found = differ(th, v, u.Item(j), depth+1) == ""
			}
			if !found {
				return fmt.Sprintf("an element, a %s, of a frozenset is lost", v.Type().Name)
			}
		}
		return ""
	}
	return fmt.Sprintf("a %s came back as another", x.Type().Name)
}

// sketch writes a value down, the content of containers too.
func sketch(th *object.Thread, v object.Value, depth int) string {
	if depth > 6 {
		return "..."
	}
	if e, ok := object.AsException(v); ok && e != nil {
		notes, _ := th.GetAttrString(v, "__notes__")
		text := fmt.Sprintf("%s(%s, suppress %v, notes %s", v.Type().Name, sketch(th, e.Args.Value(), depth+1), e.Suppress, sketch(th, notes.OrNone(), depth+1))
		if e.Cause.P != nil {
			text += ", cause " + sketch(th, e.Cause, depth+1)
		}
		if e.Context != nil {
			text += ", context " + sketch(th, e.Context.Value(), depth+1)
		}
		return text + ")"
	}
	if v.Type().Flags&object.FlagHeap != 0 {
		return v.Type().Name
	}
	s, err := th.Repr(v)
	if err != nil {
		return err.Error()
	}
	return s.String()
}
