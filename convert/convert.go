// Package convert is the one table that says what each Python type becomes on the other
// side of the border between Memphis and libpython, and what is lost on the way.
//
// Most crossings are exact: immutable values are copied, objects with identity are
// registered and stand on the other side as proxies, containers are lent: C gets one of its
// own, and the two sides tell each other their changes. Where something is lost, a
// [LossyConversionWarning] says what, in which direction, at which C function, and what to
// do. The package bridge does the work; it asks [RuleOf] on the way to C and [Arrival] on
// the way back, and decides nothing itself.
//
// [Rows] is the table, [Losses] what its rows may lose; doc/conversion.md is made of both.
package convert

//go:generate go run ./gen ../doc/conversion.md

import (
	"fmt"
	"strings"

	"memphis/interp/object"
)

// How names a way of crossing.
type How uint8

// The ways. Those up to Range are by value.
const (
	Proxy How = iota // an object on the other side that calls back; also the way of all types without a row
	None
	Bool
	Int
	Float
	Complex
	Str
	Bytes
	Tuple
	FrozenSet
	Slice
	Range
	Ellipsis
	NotImplemented
	Lend      // a real C container; changes are told to the other side, and it comes home as itself
	Type      // the same type on the other side, or its mirror or twin
	Exception // the same class, arguments, cause and context
	Function  // a proxy that is a descriptor, as functions are
	Subclass  // an instance of a subclass of a built-in: a proxy whose C base holds its value
	Copy      // from C: a container that nobody else holds, by value
	Home      // what went over comes back as itself
	Wrapper   // from C: an object of ours that stands for C's
	Adopted   // from C: a container that C passes to a callback, ours and C's at once

	numHows
)

var howNames = [numHows]string{
	Proxy: "proxy", None: "by value", Bool: "by value", Int: "by value", Float: "by value", Complex: "by value", Str: "by value",
	Bytes: "by value", Tuple: "by value", FrozenSet: "by value", Slice: "by value", Range: "by value", Ellipsis: "by value",
	NotImplemented: "by value", Lend: "on loan", Type: "the same type", Exception: "the same exception", Function: "proxy",
	Subclass: "shadow", Copy: "by value", Home: "itself", Wrapper: "wrapper", Adopted: "on loan",
}

func (h How) String() string { return howNames[h] }

// Direction says which way a value goes.
type Direction uint8

// The directions.
const (
	ToC   Direction = 1 << iota // from Memphis to libpython
	FromC                       // from libpython to Memphis
	Both  = ToC | FromC
)

func (d Direction) String() string {
	return [...]string{"", "to C", "from C", "both ways"}[d]
}

// Row is one row of the table: how the values of some types cross.
type Row struct {
	// Name is the row's, as the first column of doc/conversion.md shows it.
	Name string
	Dir  Direction
	// Types are the exact types whose values the row is about; without any it is about what
	// Doc says.
	Types []*object.Type
	How   How
	// Exact says that value and type are the same after the crossing, whatever happens.
	Exact bool
	// Same says that what goes over and comes back is the same object.
	Same bool
	// Losses are what may be lost when Exact is false.
	Losses []LossID
	// Doc is a sentence or two for who reads the table.
	Doc string
}

var (
	keptLosses = []LossID{KeptLarge, KeptMany, KeptGrown, Unseen, Conflict}
	setLosses  = append([]LossID{KeysMerged}, keptLosses...)
)

// Rows is the table. What goes to C is looked up by its exact type, then by the class it
// derives from; what comes from C by what C says it is.
var Rows = []Row{
	{Name: "None", Dir: Both, Types: types(object.NoneType), How: None, Exact: true, Same: true, Doc: "The same single object."},
	{Name: "bool", Dir: Both, Types: types(object.BoolType), How: Bool, Exact: true, Same: true, Doc: "The same two objects."},
	{Name: "int", Dir: Both, Types: types(object.IntType), How: Int, Exact: true, Doc: "Of any size."},
	{Name: "float", Dir: Both, Types: types(object.FloatType), How: Float, Exact: true, Doc: "Bit for bit: -0.0, infinities and the payloads of NaNs. NaNs of the same bits are one object there, as they are here."},
	{Name: "complex", Dir: Both, Types: types(object.ComplexType), How: Complex, Exact: true, Doc: "Both parts bit for bit."},
	{Name: "str", Dir: Both, Types: types(object.StrType), How: Str, Exact: true, Doc: "All planes, NUL characters, and lone surrogates."},
	{Name: "bytes", Dir: Both, Types: types(object.BytesType), How: Bytes, Exact: true, Doc: "Copied."},
	{Name: "tuple", Dir: Both, Types: types(object.TupleType), How: Tuple, Exact: true, Doc: "A new tuple; its elements cross by this table."},
	{Name: "frozenset", Dir: Both, Types: types(object.FrozenSetType), How: FrozenSet, Losses: []LossID{KeysMerged}, Doc: "A new frozenset; its elements cross by this table and are hashed anew."},
	{Name: "slice", Dir: Both, Types: types(object.SliceType), How: Slice, Exact: true, Doc: "With any three values."},
	{Name: "range", Dir: Both, Types: types(object.RangeType), How: Range, Exact: true, Doc: "With ints of any size."},
	{Name: "Ellipsis", Dir: Both, Types: types(object.EllipsisType), How: Ellipsis, Exact: true, Same: true, Doc: "The same single object."},
	{Name: "NotImplemented", Dir: Both, Types: types(object.NotImplementedType), How: NotImplemented, Exact: true, Same: true, Doc: "The same single object."},
	{Name: "list", Dir: ToC, Types: types(object.ListType), How: Lend, Same: true, Losses: keptLosses, Doc: "A list of C's for the call. What C changes comes back, what we change in callbacks is told to C, and one that C keeps goes on standing for ours."},
	{Name: "dict", Dir: ToC, Types: types(object.DictType), How: Lend, Same: true, Losses: setLosses, Doc: "As a list; its keys are hashed anew."},
	{Name: "set", Dir: ToC, Types: types(object.SetType), How: Lend, Same: true, Losses: setLosses, Doc: "As a list; its elements are hashed anew."},
	{Name: "bytearray", Dir: ToC, Types: types(object.ByteArrayType), How: Lend, Same: true, Losses: keptLosses, Doc: "As a list; past 16 KB it is a proxy and the memory is shared."},
	{Name: "function", Dir: ToC, Types: types(object.FunctionType), How: Function, Exact: true, Same: true, Doc: "A proxy that is called in one crossing and binds as functions do."},
	{Name: "class", Dir: ToC, How: Type, Exact: true, Same: true, Doc: "Built-in types are the same on both sides, a mirror is the C type that it mirrors, and a class of Python gets a twin: a heap type whose slots lead back. What is set on the class later reaches the twin's slots."},
	{Name: "exception", Dir: Both, How: Exception, Same: true, Losses: []LossID{ChainCut}, Doc: "The same class with its arguments, attributes, notes, cause and context. One of ours comes home as itself."},
	{Name: "instance of a subclass of int, float, complex, str, bytes, tuple or frozenset", Dir: ToC, How: Subclass, Exact: true, Same: true, Doc: "An instance of the class's twin that holds the same value, so that C reads it without asking; its attributes are asked of ours."},
	{Name: "instance of a subclass of list, dict, set or bytearray", Dir: ToC, How: Subclass, Same: true, Losses: setLosses, Doc: "An instance of the class's twin, with the content on loan."},
	{Name: "everything else of ours", Dir: ToC, How: Proxy, Same: true, Losses: []LossID{WeakRef}, Doc: "A proxy that calls back: instances, bound methods, modules, iterators, generators and coroutines, views, memoryviews (which share their memory, with format, shape and strides)."},
	{Name: "object of C's coming home", Dir: ToC, How: Home, Exact: true, Same: true, Doc: "A wrapper is the C object that it wraps."},
	{Name: "list, dict, set or bytearray that nobody else holds", Dir: FromC, Types: types(object.ListType, object.DictType, object.SetType, object.ByteArrayType), How: Copy, Losses: []LossID{KeysMerged}, Doc: "A new container of ours: C has given up its only reference."},
	{Name: "list, dict, set or bytearray that C shares", Dir: FromC, How: Wrapper, Exact: true, Same: true, Doc: "A live proxy; isinstance() and __class__ say list, dict, set or bytearray."},
	{Name: "list, dict, set or bytearray passed to a callback", Dir: FromC, How: Adopted, Losses: setLosses, Doc: "A new container of ours that C goes on holding: the two sides tell each other their changes as with a loan."},
	{Name: "container on loan, proxy or shadow coming home", Dir: FromC, How: Home, Exact: true, Same: true, Doc: "Our object itself."},
	{Name: "type of C's", Dir: FromC, How: Type, Exact: true, Same: true, Doc: "A mirror: a type of ours whose slots call into C. Python classes can derive from it."},
	{Name: "function or bound method of C's", Dir: FromC, How: Wrapper, Exact: true, Same: true, Doc: "A built-in function of ours that calls C's."},
	{Name: "module of C's", Dir: FromC, How: Wrapper, Exact: true, Same: true, Doc: "A module of ours whose __dict__ is C's: what one side sets the other sees. Those of foreign packages are wrappers."},
	{Name: "struct sequence", Dir: FromC, How: Wrapper, Exact: true, Same: true, Doc: "A tuple here too; its named fields are read from C."},
	{Name: "everything else of C's", Dir: FromC, How: Wrapper, Exact: true, Same: true, Doc: "A wrapper whose type is the mirror of C's type. There is one for each object while it lives."},
}

func types(ts ...*object.Type) []*object.Type { return ts }

// Rule is what the table says of one type on the way to C.
type Rule struct {
	*Row
	Type *object.Type
}

// bases are the built-in types whose subclasses' instances hold a value that C reads
// without asking.
var bases = []*object.Type{
	object.IntType, object.FloatType, object.ComplexType, object.StrType, object.BytesType, object.TupleType, object.FrozenSetType,
	object.ListType, object.DictType, object.SetType, object.ByteArrayType,
}

// Base returns the built-in type whose value instances of typ hold, nil if there is none.
func Base(typ *object.Type) *object.Type {
	for _, b := range bases {
		if typ == b || typ.IsSubtype(b) {
			return b
		}
	}
	return nil
}

// mutable reports whether C and we may change a value of the built-in type.
func mutable(typ *object.Type) bool {
	return typ == object.ListType || typ == object.DictType || typ == object.SetType || typ == object.ByteArrayType
}

// RuleOf finds how values of typ go to libpython.
func RuleOf(typ *object.Type) Rule {
	find := func(want func(r *Row) bool) Rule {
		for i := range Rows {
			if r := &Rows[i]; r.Dir&ToC != 0 && want(r) {
				return Rule{r, typ}
			}
		}
		panic("convert: the table has no row for " + typ.Name)
	}
	how := func(h How) Rule { return find(func(r *Row) bool { return r.How == h }) }
	for i := range Rows {
		for _, y := range Rows[i].Types {
			if y == typ && Rows[i].Dir&ToC != 0 {
				return Rule{&Rows[i], typ}
			}
		}
	}
	switch {
	case typ.IsSubtype(object.BaseExceptionType):
		return how(Exception)
	case typ.IsSubtype(object.TypeType):
		return how(Type)
	}
	if b := Base(typ); b != nil {
		return find(func(r *Row) bool { return r.How == Subclass && r.Exact != mutable(b) })
	}
	return how(Proxy)
}

// Arrival returns the row of what comes from libpython as a value of the built-in type, copied.
func Arrival(typ *object.Type) *Row {
	for i := range Rows {
		for _, y := range Rows[i].Types {
			if y == typ && Rows[i].Dir&FromC != 0 {
				return &Rows[i]
			}
		}
	}
	return nil
}

// Markdown is the page doc/conversion.md.
func Markdown() string {
	var s strings.Builder
	s.WriteString("<!-- Made by `make docs` from the table of package convert. -->\n# Conversion\n\n" +
		"What becomes of a value that crosses between Memphis and libpython. *Exact* means that value and type arrive unchanged whatever\n" +
		"happens; *same* that what goes over and comes back is the same object. The letters name what may be lost, below.\n\n")
	for _, d := range []Direction{ToC, FromC} {
		fmt.Fprintf(&s, "## %s%s\n\n| what | how | exact | same | |\n|---|---|---|---|---|\n", strings.ToUpper(d.String()[:1]), d.String()[1:])
		for i := range Rows {
			r := &Rows[i]
			if r.Dir&d == 0 {
				continue
			}
			exact := "yes"
			if !r.Exact {
				var keys []string
				for _, l := range r.Losses {
					keys = append(keys, "["+Losses[l].Key+"](#"+Losses[l].Key+")")
				}
				exact = "but " + strings.Join(keys, ", ")
			}
			same := ""
			if r.Same {
				same = "yes"
			}
			fmt.Fprintf(&s, "| %s | %s | %s | %s | %s |\n", r.Name, r.How, exact, same, r.Doc)
		}
		s.WriteString("\n")
	}
	s.WriteString("## What may be lost\n\nEach is a `LossyConversionWarning`, a RuntimeWarning of the module `memphis`, at the line of Python that was running.\n" +
		"`-W error::LossyConversionWarning` and `--lossy=error` make it an exception, `--lossy=ignore` silences it, `--lossy=report` and\n" +
		"`--lossy=json` count it.\n\n")
	for i := range Losses {
		l := &Losses[i]
		fmt.Fprintf(&s, "### %s\n\n%s\n\nThe warning says that %s. What to do: %s.\n\n", l.Key, l.Doc, l.Text("n"), l.Advice)
	}
	s.WriteString("## What C keeps without harm\n\nThese C callables keep a container given to them, and nothing is lost:\n\n| callable | why |\n|---|---|\n")
	for _, k := range Keepers {
		fmt.Fprintf(&s, "| `%s` | %s |\n", k.Name, k.Why)
	}
	return s.String()
}
