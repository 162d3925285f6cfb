// Package convert is the one table that says what each Python type becomes on the other
// side of the border between Memphis and libpython, and what is lost on the way.
//
// Most crossings are exact: immutable values are copied, objects with identity are
// registered and stand on the other side as proxies, containers are lent: C gets one of its
// own, and the two sides tell each other their changes. Where something is lost, a [LossyConversionWarning] says what, in which
// direction, at which C function, and what to do. The package bridge does the work; it
// asks [ToC] and [FromC], and decides nothing itself.
package convert

import "memphis/interp/object"

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
)

// Rule is one row: how values of a type cross.
type Rule struct {
	Type  *object.Type
	How   How
	Exact bool
	// Loss says what is lost when Exact is false, and Advice what to do.
	Loss, Advice string
}

const (
	keptLoss   = "it is too large, or one of too many, for changes made later on one side to be told to the other"
	keptAdvice = "pass a tuple, or an object with the methods that the C code calls"
)

// ToC is the table of what goes to libpython, by exact type.
var ToC = []Rule{
	{Type: object.NoneType, How: None, Exact: true},
	{Type: object.BoolType, How: Bool, Exact: true},
	{Type: object.IntType, How: Int, Exact: true},
	{Type: object.FloatType, How: Float, Exact: true},
	{Type: object.ComplexType, How: Complex, Exact: true},
	{Type: object.StrType, How: Str, Exact: true},
	{Type: object.BytesType, How: Bytes, Exact: true},
	{Type: object.TupleType, How: Tuple, Exact: true},
	{Type: object.FrozenSetType, How: FrozenSet, Exact: true},
	{Type: object.SliceType, How: Slice, Exact: true},
	{Type: object.RangeType, How: Range, Exact: true},
	{Type: object.EllipsisType, How: Ellipsis, Exact: true},
	{Type: object.NotImplementedType, How: NotImplemented, Exact: true},
	{Type: object.ListType, How: Lend, Loss: keptLoss, Advice: keptAdvice},
	{Type: object.DictType, How: Lend, Loss: keptLoss, Advice: keptAdvice},
	{Type: object.SetType, How: Lend, Loss: keptLoss, Advice: keptAdvice},
	{Type: object.ByteArrayType, How: Lend, Loss: keptLoss, Advice: "pass a memoryview of it, which shares the memory"},
	{Type: object.FunctionType, How: Function, Exact: true},
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

// RuleOf finds how values of typ go to libpython.
func RuleOf(typ *object.Type) Rule {
	for i := range ToC {
		if ToC[i].Type == typ {
			return ToC[i]
		}
	}
	switch {
	case typ.IsSubtype(object.BaseExceptionType):
		return Rule{Type: typ, How: Exception, Exact: true}
	case typ.IsSubtype(object.TypeType):
		return Rule{Type: typ, How: Type, Exact: true}
	}
	if b := Base(typ); b != nil {
		r := Rule{Type: typ, How: Subclass, Exact: true}
		if b == object.ListType || b == object.DictType || b == object.SetType || b == object.ByteArrayType {
			r.Exact, r.Loss, r.Advice = false, keptLoss, keptAdvice
		}
		return r
	}
	return Rule{Type: typ, How: Proxy, Exact: true}
}

// Keeps names the C callables that keep a container given to them and with which nothing
// is lost, each with the reason: no warning is due.
var Keeps = map[string]string{
	"_json.Encoder":          "the markers dict is the encoder's own, and empty between calls",
	"json.encoder.Encoder":   "as _json.Encoder",
	"_csv.reader":            "the lines are read in order, once",
	"_random.Random":         "a seed is only hashed",
	"_queue.SimpleQueue.put": "it is handed out as it came, and not looked at",
	"_functools.partial":     "holds the arguments in a tuple of its own",
	"posix.register_at_fork": "callables only",
	"_sqlite3.Connection":    "the factory's arguments are read once",
	"_struct.Struct":         "the format is copied",
	"_elementtree.XMLParser": "the target's methods are looked up once",
	"_ctypes.PyCStructType":  "_fields_ is read once",
	"_ctypes.PyCSimpleType":  "_type_ is read once",
	"_ctypes.PyCFuncPtrType": "_argtypes_ is read once",
	"_ctypes.PyCArrayType":   "_type_ and _length_ are read once",
	"_ctypes.UnionType":      "_fields_ is read once",
	"_ctypes.PyCPointerType": "_type_ is read once",
}

// LossyConversionWarning is the category of the warnings about crossings that lose
// something.
var LossyConversionWarning = &object.Type{Name: "LossyConversionWarning", Module: "memphis"}

// Setup completes the types of this package; it may be called more than once.
func Setup() {
	object.Setup()
	object.Define(LossyConversionWarning, object.TypeSpec{
		Doc: "Issued when a value cannot cross between Memphis and libpython without loss.", Base: object.UserWarningType, Flags: object.FlagBase,
	})
}

// KeptMessage is the text of the warning about a container that C kept.
func KeptMessage(r Rule, where string) string {
	return "a " + r.Type.Name + " passed to " + where + " is kept by C: " + r.Loss + "; " + r.Advice
}
