package object

import (
	"reflect"
	"sync/atomic"
	"unsafe"
)

// This file defines Type, the table of slots that says what values of a type can do.

// Slot function shapes. A nil result Value with a nil error means "absent" only
// where a slot says so.
type (
	UnaryFunc   func(t *Thread, self Value) (Value, error)
	BinaryFunc  func(t *Thread, a, b Value) (Value, error)
	TernaryFunc func(t *Thread, a, b, c Value) (Value, error)
	// VecFunc is a call in vector form: args holds the positional arguments,
	// then the values of the keyword arguments named by kw (nil for none), in
	// order. The callee must not keep args.
	VecFunc func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error)
)

// BinOp numbers the binary operators; it indexes Type.Binary and Type.InPlace.
type BinOp uint8

// The binary operators, in the order of the Python reference, section 3.3.8.
const (
	OpAdd BinOp = iota
	OpSub
	OpMul
	OpMatMul
	OpTrueDiv
	OpFloorDiv
	OpMod
	OpDivMod
	OpPow
	OpLShift
	OpRShift
	OpAnd
	OpXor
	OpOr
	NumBinOps
)

// CmpOp numbers the comparison operators.
type CmpOp uint8

// The rich comparison operators.
const (
	LT CmpOp = iota
	LE
	EQ
	NE
	GT
	GE
)

// TypeFlags are properties of a type.
type TypeFlags uint32

const (
	// FlagHeap marks a class made at run time; its attributes can be set.
	FlagHeap TypeFlags = 1 << iota
	// FlagBase says that the type can be subclassed.
	FlagBase
	// FlagAbstract says that instantiation must fail (__abstractmethods__ is set and not empty).
	FlagAbstract
	// FlagImmutable says that attributes of the type cannot be set.
	FlagImmutable
	// FlagDict says that instances have a __dict__.
	FlagDict
	// FlagWeakref says that instances can be weakly referenced.
	FlagWeakref
	// FlagSequence and FlagMapping choose match statement patterns.
	FlagSequence
	FlagMapping
	// FlagNoNew says that the type cannot be instantiated from Python.
	FlagNoNew
	// FlagMethodDescr says that a non-data descriptor of this type found on a
	// class may be called with self as first argument instead of being bound.
	FlagMethodDescr
	// FlagHasDel says that the class has a __del__.
	FlagHasDel
	// FlagMatchSelf says that a class pattern with one positional
	// sub-pattern matches the subject itself (int, str, ...).
	FlagMatchSelf
	// FlagReferred says that there has been a weak reference to an instance of the class.
	FlagReferred
	// FlagForeign marks a type that mirrors a C type.
	FlagForeign
)

// Type is a Python type. Instances of type and of its subclasses (metaclasses) are Types.
type Type struct {
	Header
	// Name is the name in messages. A static type's may be dotted, as in "re.Pattern": then __module__
	// and __name__ are its parts.
	Name     string
	QualName string
	Module   string // of a static type; a class has __module__ in Dict
	Doc      string
	Base     *Type   // the base whose layout this type extends
	Bases    []*Type // __bases__
	MRO      []*Type
	Dict     *Dict
	Flags    TypeFlags
	Layout   *Layout
	NSlots   int // entries of Attrs.Slots taken by __slots__, those of the bases included

	// Version changes, to a number never used before, whenever the type or one
	// of its bases changes; caches compare it.
	Version uint64
	// RootShape is the shape of a new instance, nil if instances have no Attrs
	// in shape mode.
	RootShape *Shape
	slotHint  int
	shapes    int // how many shapes its instances have had
	// nameStr and qualStr are __name__ and __qualname__ as last asked for. Static types are shared by interpreters.
	nameStr, qualStr atomic.Pointer[Str]
	// textSig is __text_signature__ of a built-in type, "" for none.
	textSig string

	// New allocates and Init initialises (__new__, __init__). CallSlot calls an instance.
	New      func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error)
	Init     func(t *Thread, self Value, args []Value, kw *Tuple) error
	CallSlot VecFunc

	Repr    UnaryFunc
	Str     UnaryFunc
	Hash    func(t *Thread, self Value) (int64, error)
	Compare func(t *Thread, self, other Value, op CmpOp) (Value, error)

	// GetAttr and SetAttr get interned names. SetAttr with the zero Value deletes.
	GetAttr func(t *Thread, self Value, name *Str) (Value, error)
	SetAttr func(t *Thread, self Value, name *Str, v Value) error

	// DescrGet gets the zero Value for obj when looked up on the class. DescrSet
	// with the zero Value deletes.
	DescrGet func(t *Thread, self, obj, owner Value) (Value, error)
	DescrSet func(t *Thread, self, obj, v Value) error

	// Iter returns an iterator; Next the next value, or the zero Value at the end.
	Iter UnaryFunc
	Next UnaryFunc
	// Send, of iterators that return a value at their end, is Next and send() in one, without a StopIteration to carry
	// the value: done says that r is what was returned. Classes do not inherit it.
	Send func(t *Thread, self, v Value) (r Value, done bool, err error)
	// NextPair, of iterators that yield pairs, is Next without the tuple: a loop
	// that unpacks at once needs none. First is the zero Value at the end; second
	// is if first is no pair's but what Next would return.
	NextPair func(t *Thread, self Value) (first, second Value, err error)
	// TupleIndex, of data descriptors that stand for an item of a tuple, is the item's position: for the engines'
	// caches of attributes.
	TupleIndex func(self Value) int

	// Convert, of built-in types that are called with one argument all the time, is
	// that call: int(x), str(x). It takes half the time of New and Init.
	Convert UnaryFunc

	Await UnaryFunc
	AIter UnaryFunc
	ANext UnaryFunc

	// Binary holds nb_add and its like: called with both operands in the order
	// of the expression, for the type of either. They return NotImplemented
	// when they cannot.
	Binary   [NumBinOps]BinaryFunc
	InPlace  [NumBinOps]BinaryFunc
	PowMod   TernaryFunc
	Neg      UnaryFunc
	Pos      UnaryFunc
	Abs      UnaryFunc
	Invert   UnaryFunc
	BoolSlot func(t *Thread, self Value) (bool, error)
	IntSlot  UnaryFunc
	FloatSl  UnaryFunc
	Index    UnaryFunc

	// Sequence and mapping. GetItem gets any key; a sequence converts its own
	// indexes. SetItem with the zero Value deletes. SeqItem, set for sequences
	// only, serves the old iteration protocol and reversed().
	Len           func(t *Thread, self Value) (int, error)
	GetItem       BinaryFunc
	SetItem       func(t *Thread, self, key, v Value) error
	Contains      func(t *Thread, self, v Value) (bool, error)
	Concat        BinaryFunc
	Repeat        func(t *Thread, self Value, n int) (Value, error)
	InPlaceConcat BinaryFunc
	InPlaceRepeat func(t *Thread, self Value, n int) (Value, error)

	// Buffer exports the bytes of self (PEP 688's idea, in Go).
	Buffer func(t *Thread, self Value, writable bool) (*Buffer, error)

	// Del is __del__ of a class, called by the finaliser.
	Del UnaryFunc
	// Spent, of a built-in type with Del, tells of an instance that nobody refers to whether Del would find nothing to
	// do. It is asked on the collector's goroutine, too.
	Spent func(h *Header) bool

	// bare is the heir of a static type, nil before it is asked for.
	bare atomic.Pointer[Type]

	// genericGetAttr says that GetAttr is GenericGetAttr, for which caches hold.
	genericGetAttr bool
	genericSetAttr bool

	// Stands is the built-in type that type() shows of instances, nil for the type itself: a list
	// that C shares with us is a list.
	Stands *Type
	// Acts is the built-in container that instances are though they lie in C: what Stands is of the
	// type or of a base, nil for all others.
	Acts *Type

	// Private data of the kind of type: the bridge keeps its C type here.
	Foreign any
}

// Layout says how instances of a built-in type and of the classes derived from it are laid out.
type Layout struct {
	Name string
	Base *Layout
	// Alloc makes a zeroed instance of cls with its header (and, for a class
	// whose instances have Attrs, their shape) set.
	Alloc func(cls *Type) *Header
	// AttrsOff is the offset of the Attrs in instances that have them.
	AttrsOff uintptr
	// instance is the Go type of the instances, nil if they have nothing but Attrs.
	instance reflect.Type
	// Foreign is the offset of what ties instances to their halves in C, of layouts of the bridge.
	Foreign uintptr
	// Own says that instances of the built-in type itself have Attrs.
	Own bool
}

// extended is the layout of instances of a class derived from the built-in type whose instances are T.
type extended[T any] struct {
	base  T
	attrs Attrs
}

// NewLayout returns the layout of instances T, whose first field must be a
// Header (or a struct that begins with one).
func NewLayout[T any](name string, base *Layout) *Layout {
	l := &Layout{Name: name, Base: base, AttrsOff: unsafe.Offsetof(extended[T]{}.attrs), instance: reflect.TypeFor[T]()}
	l.Alloc = func(cls *Type) *Header {
		if cls.RootShape == nil && cls.Flags&FlagDict == 0 && cls.NSlots == 0 {
			p := new(T)
			h := (*Header)(unsafe.Pointer(p))
			h.Type = cls
			return h
		}
		p := new(extended[T])
		h := (*Header)(unsafe.Pointer(p))
		h.Type = cls
		p.attrs.init(cls)
		return h
	}
	return l
}

// NewLayoutOwn is NewLayout for a T that has Attrs itself, at offset off.
func NewLayoutOwn[T any](name string, base *Layout, off uintptr) *Layout {
	l := &Layout{Name: name, Base: base, AttrsOff: off, instance: reflect.TypeFor[T](), Own: true}
	l.Alloc = func(cls *Type) *Header {
		p := new(T)
		h := (*Header)(unsafe.Pointer(p))
		h.Type = cls
		(*Attrs)(unsafe.Add(unsafe.Pointer(p), off)).init(cls)
		return h
	}
	return l
}

func (a *Attrs) init(cls *Type) {
	a.Shape = cls.RootShape
	if cls.NSlots > 0 {
		a.Slots = make([]Value, cls.NSlots, max(cls.NSlots, cls.slotHint))
	}
}

// Instance is an instance of a class that derives from object alone.
type Instance struct {
	Header
	Attrs Attrs
}

// instance2 to instance8 are Instances with room for their first attributes: one
// allocation in place of two for most objects. The room is what instances of the
// class have needed so far.
type (
	instance2 struct {
		Instance
		room [2]Value
	}
	instance4 struct {
		Instance
		room [4]Value
	}
	instance6 struct {
		Instance
		room [6]Value
	}
	instance8 struct {
		Instance
		room [8]Value
	}
)

// NewInstance allocates an instance of cls, whose layout must be object's.
func NewInstance(cls *Type) *Instance {
	var o *Instance
	switch n := cls.slotHint; n {
	case 0:
		o = &Instance{}
	case 1, 2:
		p := &instance2{}
		o, p.Attrs.Slots = &p.Instance, p.room[:cls.NSlots]
	case 3, 4:
		p := &instance4{}
		o, p.Attrs.Slots = &p.Instance, p.room[:cls.NSlots]
	case 5, 6:
		p := &instance6{}
		o, p.Attrs.Slots = &p.Instance, p.room[:cls.NSlots]
	case 7, 8:
		p := &instance8{}
		o, p.Attrs.Slots = &p.Instance, p.room[:cls.NSlots]
	default:
		o = &Instance{}
		o.Attrs.Slots = make([]Value, cls.NSlots, n)
	}
	o.Type = cls
	o.Attrs.Shape = cls.RootShape
	return o
}

var objectLayout = &Layout{
	Name:     "object",
	AttrsOff: unsafe.Offsetof(Instance{}.Attrs),
	Alloc: func(cls *Type) *Header {
		return &NewInstance(cls).Header
	},
}

// AttrsOf returns the attributes of v, or nil if values of its type have none.
func AttrsOf(v Value) *Attrs {
	typ := v.P.Type
	l := typ.Layout
	if l == nil || !l.Own && typ.Flags&FlagDict == 0 && typ.NSlots == 0 {
		return nil
	}
	return (*Attrs)(unsafe.Add(unsafe.Pointer(v.P), l.AttrsOff))
}

// dictAttrs returns the attributes of v if it has a __dict__, else nil.
func dictAttrs(v Value) *Attrs {
	typ := v.P.Type
	if typ.Flags&FlagDict == 0 {
		return nil
	}
	return (*Attrs)(unsafe.Add(unsafe.Pointer(v.P), typ.Layout.AttrsOff))
}

// Value returns the type as a Value.
func (typ *Type) Value() Value { return Value{P: &typ.Header} }

// AsType returns v as a *Type if it is a type.
func AsType(v Value) (*Type, bool) {
	if v.P == nil {
		return nil, false
	}
	mt := v.P.Type
	if mt == TypeType || mt.IsSubtype(TypeType) {
		return (*Type)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// IsSubtype reports whether base is in the MRO of typ.
func (typ *Type) IsSubtype(base *Type) bool {
	if typ == base || base == ObjectType {
		return true
	}
	for _, b := range typ.MRO {
		if b == base {
			return true
		}
	}
	return typ.MRO == nil && typ.extends(base)
}

// ActsAs reports whether instances are of base for programs, be it that C has them.
func (typ *Type) ActsAs(base *Type) bool {
	return typ.IsSubtype(base) || typ.Acts != nil && typ.Acts.IsSubtype(base)
}

// extends reports whether base is in the chain of bases that typ's layout goes
// back to: all that is known of a class whose MRO is being computed.
func (typ *Type) extends(base *Type) bool {
	for ; typ != nil; typ = typ.Base {
		if typ == base {
			return true
		}
	}
	return false
}

var lastVersion atomic.Uint64

func nextVersion() uint64 { return lastVersion.Add(1) }

// TypeVersions changes whenever a class is made or changes.
func TypeVersions() uint64 { return lastVersion.Load() }

var specialChanges atomic.Uint64

// SpecialChanges changes whenever a class that exists may have got other special methods: by assignment to an
// attribute with such a name, or to its bases.
func SpecialChanges() uint64 { return specialChanges.Load() }

type cacheEntry struct {
	version uint64
	name    *Str
	value   Value
}

// Lookup finds name (interned) in the dictionaries of the MRO, and returns the
// zero Value if it is in none.
func (typ *Type) Lookup(t *Thread, name *Str) Value {
	e := &t.Interp.cache[(uintptr(unsafe.Pointer(name))>>4^uintptr(typ.Version)*31)&4095]
	if e.version == typ.Version && e.name == name {
		return e.value
	}
	v := typ.lookupMRO(name)
	*e = cacheEntry{typ.Version, name, v}
	return v
}

func (typ *Type) lookupMRO(name *Str) Value {
	for _, b := range typ.MRO {
		if v, ok := b.Dict.GetStr(name); ok {
			return v
		}
	}
	return Value{}
}

// LookupWhere is Lookup that also says in which type the name was found; it is
// not cached.
func (typ *Type) LookupWhere(name *Str) (Value, *Type) {
	for _, b := range typ.MRO {
		if v, ok := b.Dict.GetStr(name); ok {
			return v, b
		}
	}
	return Value{}, nil
}

// FullName is the name in error messages and reprs: module.qualname, the module
// left out for builtins.
func (typ *Type) FullName() string {
	m := typ.ModuleName()
	if m == "" || m == "builtins" {
		return typ.QualName
	}
	return m + "." + typ.QualName
}

// HasGenericGetAttr reports whether attribute reads on instances follow the
// default lookup, so that inline caches hold for them.
func (typ *Type) HasGenericGetAttr() bool { return typ.genericGetAttr }

// AttrHook returns __getattr__ of a class whose reads follow the default lookup
// and call it for what that does not find; the zero Value for other classes.
func (typ *Type) AttrHook(t *Thread) Value {
	if typ.genericGetAttr || typ.Flags&FlagHeap == 0 {
		return Value{}
	}
	ga := typ.Lookup(t, names.GetAttribute)
	if ga.P == nil || ga.P.Type != WrapperDescrType || !isGeneric((*WrapperDescr)(unsafe.Pointer(ga.P)).Class.GetAttr) {
		return Value{}
	}
	return typ.Lookup(t, names.GetAttr)
}

// HasGenericSetAttr is HasGenericGetAttr for writes.
func (typ *Type) HasGenericSetAttr() bool { return typ.genericSetAttr }

// ModuleName is __module__ if it is a str.
func (typ *Type) ModuleName() string {
	if typ.Flags&FlagHeap == 0 {
		return typ.Module
	}
	if v, ok := typ.Dict.GetStr(names.Module); ok {
		if s, ok := AsStr(v); ok {
			return s.String()
		}
	}
	return ""
}
