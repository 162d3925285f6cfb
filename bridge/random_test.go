//go:build libpython

package bridge

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"memphis/convert"
	"memphis/interp/object"
)

// This file tests the table of package convert with random values, nested in each other, and
// holds the fuzz target FuzzCrossing.

// maker makes a random nested value of bytes, which run out.
type maker struct {
	th   *object.Thread
	data []byte
	subs []*object.Type
	size int
	seen map[string]int // rows of which there have been values
	// recipes is the table of that name, which values refer to.
	recipes []recipe
}

func (m *maker) byte() int {
	if len(m.data) == 0 {
		return 0
	}
	c := m.data[0]
	m.data = m.data[1:]
	return int(c)
}

func (m *maker) bits() (n uint64) {
	for range 8 {
		n = n<<8 | uint64(m.byte())
	}
	return n
}

// float makes what is special among floats: infinities, zeros, NaNs of all kinds, the smallest.
func (m *maker) float() float64 {
	sign := uint64(m.byte()&1) << 63
	switch m.byte() % 5 {
	case 0:
		return math.Float64frombits(sign)
	case 1:
		return math.Float64frombits(sign | 0x7FF<<52)
	case 2: // a NaN, signalling or quiet, with a number in it
		return object.PlainFloat(math.Float64frombits(sign | 0x7FF<<52 | m.bits()&(1<<52-1) | 1))
	case 3:
		return math.Float64frombits(sign | uint64(m.byte()))
	}
	return math.Float64frombits(m.bits()&^(0x7FF<<52) | 0x3FF<<52)
}

func (m *maker) text() string {
	var s strings.Builder
	for range m.byte() % 12 {
		switch m.byte() % 5 {
		case 0:
			s.WriteByte(byte(m.byte() & 0x7F))
		case 1:
			s.WriteRune(rune(0x80 + m.byte()))
		case 2: // a lone surrogate, in WTF-8; two in a row are two characters
			n := 0xD800 + 8*m.byte()
			s.Write([]byte{0xE0 | byte(n>>12), 0x80 | byte(n>>6&0x3F), 0x80 | byte(n&0x3F)})
		case 3:
			s.WriteRune(rune(0x10000 + m.byte()*4112)) // of all sixteen planes
		default:
			s.WriteRune(rune(0x3000 + m.byte()))
		}
	}
	return s.String()
}

// recipe makes values that go to C by the row of that name. Those of leaves hold no others.
type recipe struct {
	row  string
	leaf bool
	make func(m *maker, depth int) object.Value
}

func constant(v object.Value) func(*maker, int) object.Value {
	return func(*maker, int) object.Value { return v }
}

var recipes = []recipe{
	{"None", true, constant(object.None)},
	{"bool", true, func(m *maker, _ int) object.Value { return object.Bool(m.byte()&1 != 0) }},
	{"int", true, func(m *maker, _ int) object.Value { return object.Int64(int64(m.bits())) }},
	{"int", true, func(m *maker, _ int) object.Value {
		n := new(big.Int).SetBytes([]byte(m.text()))
		if m.byte()&1 != 0 {
			n.Neg(n)
		}
		return object.IntFromBig(n)
	}},
	{"int", true, func(m *maker, _ int) object.Value { return object.Int(m.byte() - 128) }},
	{"float", true, func(m *maker, _ int) object.Value {
		return object.Float(math.Float64frombits(m.bits()))
	}},
	{"float", true, func(m *maker, _ int) object.Value { return object.Float(m.float()) }},
	{"complex", true, func(m *maker, _ int) object.Value { return object.NewComplex(complex(m.float(), m.float())) }},
	{"int", true, func(m *maker, _ int) object.Value { // of up to 2,000 bits
		n := new(big.Int).SetUint64(m.bits() | 1)
		n.Lsh(n, uint(m.byte()*8)).Sub(n, big.NewInt(int64(m.byte())))
		if m.byte()&1 != 0 {
			n.Neg(n)
		}
		return object.IntFromBig(n)
	}},
	{"str", true, func(m *maker, _ int) object.Value { return str(m.text()) }},
	{"bytes", true, func(m *maker, _ int) object.Value { return object.NewBytes(m.text()) }},
	{"Ellipsis", true, constant(object.Ellipsis)},
	{"NotImplemented", true, constant(object.NotImplemented)},
	{"class", true, constant(object.IntType.Value())},
	{"class", true, func(m *maker, _ int) object.Value { return m.subs[m.byte()%len(m.subs)].Value() }},
	{"bytearray", true, func(m *maker, _ int) object.Value { return object.NewByteArray([]byte(m.text())).Value() }},
	{"range", true, func(m *maker, _ int) object.Value {
		return invoke(m.th, object.RangeType.Value(), object.Int64(int64(m.bits())), object.Int64(int64(m.bits())), object.Int(m.byte()+1))
	}},
	{"function", true, func(m *maker, _ int) object.Value { return function(m.th) }},
	{"object of C's coming home", true, func(m *maker, _ int) object.Value { return ofC(m.th, "_random.Random", object.Int(m.byte())) }},
	{"tuple", false, func(m *maker, depth int) object.Value { return object.TupleOf(m.several(depth)...) }},
	{"list", false, func(m *maker, depth int) object.Value {
		l := object.NewList(m.several(depth))
		if m.byte()%8 == 0 {
			l.Items = append(l.Items, l.Value())
		}
		if m.byte()%8 == 0 { // by way of a tuple and a dict
			d := object.NewDict()
			d.SetString("up", object.TupleOf(l.Value()))
			l.Items = append(l.Items, d.Value())
		}
		return l.Value()
	}},
	{"dict", false, func(m *maker, depth int) object.Value {
		d := object.NewDict()
		for _, v := range m.several(depth) {
			k := m.value(depth + 2)
			if !m.hashable(k) {
				k = str(m.text())
			}
			if err := d.Set(m.th, k, v); err != nil {
				panic(err.Error())
			}
		}
		return d.Value()
	}},
	{"set", false, func(m *maker, depth int) object.Value { return m.set(depth).Value() }},
	{"frozenset", false, func(m *maker, depth int) object.Value { return object.NewFrozenSet(m.set(depth)) }},
	{"slice", false, func(m *maker, depth int) object.Value {
		return object.NewSlice(m.value(depth+1), m.value(depth+1), m.value(depth+1))
	}},
	{"exception", false, func(m *maker, depth int) object.Value {
		e := object.NewException(object.ValueErrorType, m.several(depth)...)
		m.dress(e, depth)
		return e.Value()
	}},
	{"exception", false, func(m *maker, depth int) object.Value {
		var list []object.Value
		for range 1 + m.byte()%3 {
			e := object.NewException([]*object.Type{object.OSErrorType, object.KeyErrorType, m.subs[len(m.subs)-1]}[m.byte()%3], m.several(depth+3)...)
			m.dress(e, depth+3)
			list = append(list, e.Value())
		}
		e, _ := object.AsException(invoke(m.th, object.ExceptionGroupType.Value(), str(m.text()), object.ListOf(list...)))
		m.dress(e, depth)
		return e.Value()
	}},
	{"everything else of ours", false, func(m *maker, depth int) object.Value {
		d := object.NewDict()
		d.SetString("a", m.value(depth+1))
		buffer := invoke(m.th, object.MemoryViewType.Value(), object.NewByteArray(make([]byte, 64)).Value())
		switch m.byte() % 10 {
		case 0:
			return invoke(m.th, get(m.th, d.Value(), "keys"))
		case 1:
			return invoke(m.th, get(m.th, d.Value(), "values"))
		case 2:
			return invoke(m.th, get(m.th, d.Value(), "items"))
		case 3:
			v, err := m.th.Iter(object.ListOf(m.several(depth)...))
			if err != nil {
				panic(err.Error())
			}
			return v
		case 4:
			return invoke(m.th, get(m.th, buffer, "cast"), str([]string{"i", "d", "h", "b"}[m.byte()%4]))
		case 5:
			v, err := m.th.GetItem(buffer, object.NewSlice(object.Int(m.byte()%8), object.None, object.Int(1+m.byte()%3)))
			if err != nil {
				panic(err.Error())
			}
			return v
		case 6:
			return object.NewBoundMethod(function(m.th), m.value(depth+1))
		case 7:
			return object.NewModule("random").Value()
		case 8:
			return invoke(m.th, object.PropertyType.Value(), function(m.th))
		}
		return get(m.th, d.Value(), "get")
	}},
	{"instance of a subclass of int, float, complex, str, bytes, tuple or frozenset", false, func(m *maker, depth int) object.Value {
		vs := []object.Value{m.value(depth + 1), object.Int(m.byte()), str(m.text())}
		return object.NewStructSeq(randomSeq(), vs)
	}},
	{"everything else of ours", false, func(m *maker, depth int) object.Value {
		v := invoke(m.th, m.subs[0].Value())
		if err := m.th.SetAttr(v, object.Intern("held"), m.value(depth+1)); err != nil {
			panic(err.Error())
		}
		return v
	}},
	{"instance of a subclass of int, float, complex, str, bytes, tuple or frozenset", false, func(m *maker, depth int) object.Value {
		switch typ := m.subs[1+m.byte()%7]; {
		case typ.IsSubtype(object.IntType):
			return invoke(m.th, typ.Value(), object.Int64(int64(m.bits())))
		case typ.IsSubtype(object.StrType):
			return invoke(m.th, typ.Value(), str(m.text()))
		case typ.IsSubtype(object.FloatType):
			return invoke(m.th, typ.Value(), object.Float(m.float()))
		case typ.IsSubtype(object.ComplexType):
			return invoke(m.th, typ.Value(), object.NewComplex(complex(m.float(), m.float())))
		case typ.IsSubtype(object.BytesType):
			return invoke(m.th, typ.Value(), object.NewBytes(m.text()))
		case typ.IsSubtype(object.FrozenSetType):
			return invoke(m.th, typ.Value(), m.set(depth).Value())
		default:
			return invoke(m.th, typ.Value(), object.TupleOf(m.several(depth)...))
		}
	}},
	{"instance of a subclass of list, dict, set or bytearray", false, func(m *maker, depth int) object.Value {
		switch typ := m.subs[8+m.byte()%4]; {
		case typ.IsSubtype(object.ListType):
			return invoke(m.th, typ.Value(), object.TupleOf(m.several(depth)...))
		case typ.IsSubtype(object.DictType):
			v := invoke(m.th, typ.Value())
			if err := m.th.SetItem(v, str(m.text()), m.value(depth+1)); err != nil {
				panic(err.Error())
			}
			return v
		case typ.IsSubtype(object.ByteArrayType):
			return invoke(m.th, typ.Value(), object.NewBytes(m.text()))
		default:
			return invoke(m.th, typ.Value(), m.set(depth).Value())
		}
	}},
}

// randomSeq is a struct sequence of ours, as os.stat_result is.
var randomSeq = sync.OnceValue(func() *object.Type {
	return object.NewStructSeqType("test", "seq", "three fields", 3, []object.StructField{{Name: "a"}, {Name: "b"}, {Name: "c"}})
})

// dress gives an exception some of what one can have beside its arguments.
func (m *maker) dress(e *object.Exception, depth int) {
	bits := m.byte()
	if bits&3 == 3 {
		e.Cause = object.NewException(object.KeyErrorType, m.value(depth+3)).Value()
	}
	if bits&12 == 12 {
		e.Context = object.NewException(object.TypeErrorType, m.several(depth+3)...)
		m.dress(e.Context, depth+3)
	}
	e.Suppress = bits&16 != 0
	if bits&96 == 96 {
		invoke(m.th, get(m.th, e.Value(), "add_note"), str(m.text()))
	}
}

func (m *maker) hashable(v object.Value) bool {
	_, err := m.th.Hash(v)
	return err == nil
}

func (m *maker) several(depth int) (vs []object.Value) {
	for range m.byte() % 6 {
		vs = append(vs, m.value(depth+1))
	}
	return vs
}

func (m *maker) set(depth int) *object.Set {
	s := object.NewSet()
	for _, v := range m.several(depth) {
		if m.hashable(v) {
			if err := s.Add(m.th, v); err != nil {
				panic(err.Error())
			}
		}
	}
	return s
}

// value makes a value; depth bounds how deep they nest.
func (m *maker) value(depth int) object.Value {
	r := &m.recipes[m.byte()%len(m.recipes)]
	if m.size++; (depth > 12 || m.size > 3000) && !r.leaf {
		r = &m.recipes[m.byte()%6]
	}
	m.seen[r.row]++
	return r.make(m, depth)
}

// origin has C make a value, of the row of that name, and looks at what arrives.
type origin struct {
	row  string
	make func(m *maker, there func(object.Value) object.Value) (problem string)
}

// sameBack is the problem with v, which must come home as itself.
func sameBack(v object.Value, there func(object.Value) object.Value) string {
	if back := there(v); back != v {
		return fmt.Sprintf("a %s came back as another", v.Type().Name)
	}
	return ""
}

// byRow sends a value there and back by the row of that name, which is in both halves of the table.
func byRow(name string) origin {
	return origin{name, func(m *maker, there func(object.Value) object.Value) string {
		var fit []recipe
		for _, r := range recipes {
			if r.row == name {
				fit = append(fit, r)
			}
		}
		v := fit[m.byte()%len(fit)].make(m, 0)
		return differ(m.th, v, there(v), 0)
	}}
}

var origins = []origin{
	byRow("None"), byRow("bool"), byRow("int"), byRow("float"), byRow("complex"), byRow("str"), byRow("bytes"), byRow("tuple"), byRow("frozenset"),
	byRow("slice"), byRow("range"), byRow("Ellipsis"), byRow("NotImplemented"), byRow("exception"),
	{"list, dict, set or bytearray that nobody else holds", func(m *maker, there func(object.Value) object.Value) string {
		vs := m.several(0)
		l, ok := object.AsList(ofC(m.th, "list", object.TupleOf(vs...)))
		if !ok {
			return "no list"
		}
		if d := differ(m.th, object.TupleOf(vs...), object.TupleOf(l.Items...), 0); d != "" {
			return d
		}
		pairs := object.NewList(nil)
		want := object.NewDict()
		for i, v := range vs {
			pairs.Items = append(pairs.Items, object.TupleOf(object.Int(i), v))
			want.Set(m.th, object.Int(i), v)
		}
		d, ok := object.AsDict(ofC(m.th, "dict", pairs.Value()))
		if !ok || d.Len() != want.Len() {
			return "no dict"
		}
		for i, v := range vs {
			got, _, _ := d.Get(m.th, object.Int(i))
			if d := differ(m.th, v, got, 0); d != "" {
				return d
			}
		}
		text := m.text()
		if a, ok := object.AsByteArray(ofC(m.th, "bytearray", object.NewBytes(text))); !ok || string(a.B) != text {
			return "another bytearray"
		}
		s, ok := object.AsSet(ofC(m.th, "set", object.TupleOf(object.Int(m.byte()), str(text))))
		if !ok || s.Len() != 2 {
			return "another set"
		}
		return ""
	}},
	{"list, dict, set or bytearray that C shares", func(m *maker, there func(object.Value) object.Value) string {
		csv := load(m.th, "_csv")
		shared := get(m.th, csv, "_dialects")
		name := str(m.text())
		invoke(m.th, get(m.th, csv, "register_dialect"), name)
		if has, err := m.th.Contains(shared, name); err != nil || !has {
			return "what C puts in a shared dict is not seen"
		}
		invoke(m.th, get(m.th, csv, "unregister_dialect"), name)
		if has, err := m.th.Contains(shared, name); err != nil || has {
			return "what C takes out of a shared dict is seen"
		}
		return sameBack(shared, there)
	}},
	{"list, dict, set or bytearray passed to a callback", func(m *maker, there func(object.Value) object.Value) string {
		p := ofC(m.th, "pyexpat.ParserCreate")
		want, problem := object.NewDict(), "no element"
		var text strings.Builder
		for i := range 1 + m.byte()%5 {
			fmt.Fprintf(&text, " a%d='v%d'", i, m.byte())
			want.SetString(fmt.Sprintf("a%d", i), str(text.String()[strings.LastIndex(text.String(), "='")+2:text.Len()-1]))
		}
		f := native("start", func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
			problem = ""
			if eq, err := t.EqualValues(a[1], want.Value()); err != nil || !eq {
				problem = "other attributes"
			}
			return object.None, nil
		})
		if err := m.th.SetAttr(p, object.Intern("StartElementHandler"), f); err != nil {
			return err.Error()
		}
		invoke(m.th, get(m.th, p, "Parse"), str("<a"+text.String()+"/>"), object.True)
		return problem
	}},
	{"container on loan, proxy or shadow coming home", func(m *maker, there func(object.Value) object.Value) string {
		for _, row := range []string{"list", "dict", "set", "bytearray", "everything else of ours", "instance of a subclass of list, dict, set or bytearray"} {
			for _, r := range recipes {
				if r.row == row {
					v := r.make(m, 0)
					before := sketch(m.th, v, 0)
					if p := sameBack(v, there); p != "" {
						return before + ": " + p
					}
				}
			}
		}
		return ""
	}},
	{"type of C's", func(m *maker, there func(object.Value) object.Value) string {
		names := []string{"_random.Random", "array.array", "_struct.Struct", "_functools.partial", "_csv.Dialect", "itertools.count"}
		module, name, _ := strings.Cut(names[m.byte()%len(names)], ".")
		v := get(m.th, load(m.th, module), name)
		if !v.Is(object.TypeType) {
			return "a type arrives as a " + v.Type().Name
		}
		return sameBack(v, there)
	}},
	{"function or bound method of C's", func(m *maker, there func(object.Value) object.Value) string {
		a := ofC(m.th, "array.array", str("q"), object.TupleOf(object.Int(m.byte()), object.Int(m.byte())))
		v := get(m.th, a, []string{"tolist", "count", "tobytes", "append"}[m.byte()%4])
		if !v.Is(object.BuiltinType) {
			return "a method arrives as a " + v.Type().Name
		}
		return sameBack(v, there)
	}},
	{"module of C's", func(m *maker, there func(object.Value) object.Value) string {
		return sameBack(load(m.th, []string{"zlib", "_csv", "_random", "array", "_struct"}[m.byte()%5]), there)
	}},
	{"struct sequence", func(m *maker, there func(object.Value) object.Value) string {
		n := int(m.bits() >> 32)
		v := ofC(m.th, "time.gmtime", object.Int(n))
		year, ok := object.SmallInt(get(m.th, v, "tm_year"))
		if u, isTuple := object.AsTuple(v); !ok || !isTuple || len(u.Items) != 9 || u.Items[0] != object.Int64(year) {
			return "another time"
		}
		return sameBack(v, there)
	}},
	{"everything else of C's", func(m *maker, there func(object.Value) object.Value) string {
		vs := []object.Value{object.Int64(int64(m.bits())), object.Int64(int64(m.bits()))}
		v := ofC(m.th, "array.array", str("q"), object.TupleOf(vs...))
		l, ok := object.AsList(invoke(m.th, get(m.th, v, "tolist")))
		if !ok {
			return "no list"
		}
		if d := differ(m.th, object.TupleOf(vs...), object.TupleOf(l.Items...), 0); d != "" {
			return d
		}
		return sameBack(v, there)
	}},
}

// crossing sends a random value to C and back in several ways.
func crossing(t testing.TB, data []byte, seen map[string]int) {
	on(t, func(th *object.Thread) {
		m := &maker{th: th, data: data, subs: fuzzTypes(th), seen: seen, recipes: recipes}
		there := identity(th)
		o := &origins[m.byte()%len(origins)]
		if p := o.make(m, there); p != "" {
			panic(o.row + ": " + p)
		}
		seen["from C: "+o.row]++
		v := m.value(0)
		before := sketch(th, v, 0)
		if d := differ(th, v, there(v), 0); d != "" {
			panic(fmt.Sprintf("%s: %s", before, d))
		}
		if after := sketch(th, v, 0); after != before {
			panic(fmt.Sprintf("%s has become %s", before, after))
		}
		// A list that C makes anew holds the same.
		l := object.ListOf(v, v)
		fresh, ok := object.AsList(ofC(th, "list", l))
		if !ok || len(fresh.Items) != 2 {
			panic(fmt.Sprintf("%s: C's list is a %T", before, fresh))
		}
		for _, y := range fresh.Items {
			if d := differ(th, v, y, 0); d != "" {
				panic(fmt.Sprintf("%s: in C's list: %s", before, d))
			}
		}
		// One that C keeps is what it was, and so is what C says of it.
		q := invoke(th, get(th, queue(th), "SimpleQueue"))
		invoke(th, get(th, q, "put"), l)
		back := invoke(th, get(th, q, "get"))
		if back != l {
			panic(fmt.Sprintf("%s: a queue's list is another", before))
		}
		if e, ok := object.AsException(v); ok {
			m.throw(e)
		}
		switch v.Type() {
		case object.IntType, object.StrType, object.BytesType, object.FloatType, object.ComplexType:
			h, err := th.Hash(v)
			if got := ofC(th, "hash", v); (err != nil || got != object.Int64(h)) && !strings.Contains(before, "nan") {
				panic(fmt.Sprintf("%s: C's hash is another", before))
			}
		}
	})
}

// throw has C call what raises e, which must come out of C as it was.
func (m *maker) throw(e *object.Exception) {
	raise := native("raise", func(*object.Thread, object.Value, []object.Value, *object.Tuple) (object.Value, error) {
		return object.Value{}, e
	})
	cause, context, before := e.Cause, e.Context, sketch(m.th, e.Value(), 0)
	_, err := m.th.Call(get(m.th, load(m.th, "_functools"), "reduce"), raise, object.TupleOf(object.None, object.None))
	if err == nil || object.ToException(err) != e {
		panic(fmt.Sprintf("%s: raised through C, %v comes out", before, err))
	}
	if e.Cause != cause || e.Context != context || sketch(m.th, e.Value(), 0) != before {
		panic(fmt.Sprintf("%s: raised through C, it has become %s", before, sketch(m.th, e.Value(), 0)))
	}
}

var queueModule object.Value

// queue is the module _queue, a shared object.
func queue(th *object.Thread) object.Value {
	if queueModule.P == nil {
		m, err := b.ImportDynamic(th, "_queue", "/usr/lib/python3.11/lib-dynload/_queue.cpython-311-x86_64-linux-gnu.so")
		if err != nil {
			panic(err.Error())
		}
		queueModule = m.Value()
	}
	return queueModule
}

var fuzzClasses []*object.Type

func fuzzTypes(th *object.Thread) []*object.Type {
	if fuzzClasses == nil {
		for _, base := range []*object.Type{nil, object.IntType, object.StrType, object.FloatType, object.TupleType,
			object.ComplexType, object.BytesType, object.FrozenSetType, object.ListType, object.DictType, object.SetType, object.ByteArrayType, object.ValueErrorType} {
			fuzzClasses = append(fuzzClasses, mustType(newClass(th, "Sub", base, nil)))
		}
	}
	return fuzzClasses
}

// TestCrossing sends random nested values there and back, and has C make others. Each row of the
// table must have had its turn, in each direction that it is for.
func TestCrossing(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	seen := map[string]int{}
	for range 1000 {
		data := make([]byte, 20+r.Intn(200))
		r.Read(data)
		crossing(t, data, seen)
	}
	for i := range convert.Rows {
		row := &convert.Rows[i]
		if row.Dir&convert.ToC != 0 && seen[row.Name] < 5 {
			t.Errorf("to C, %q: %d random values", row.Name, seen[row.Name])
		}
		if row.Dir&convert.FromC != 0 && seen["from C: "+row.Name] < 5 {
			t.Errorf("from C, %q: %d random values", row.Name, seen["from C: "+row.Name])
		}
	}
}

// FuzzCrossing does what TestCrossing does, with what the fuzzer comes up with.
func FuzzCrossing(f *testing.F) {
	f.Add([]byte("\x0b\x05\x0d\x03\x06\x05abcde"))
	f.Fuzz(func(t *testing.T, data []byte) { crossing(t, data, map[string]int{}) })
}
