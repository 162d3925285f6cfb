package capi

// This file defines the numbers of the operations, one list for each direction. The C
// half has the same lists in capi.h.

// Op is an operation of Go on a C object.
type Op int32

// The operations. The comment shows the Python expression; arguments follow in its order.
const (
	OpGetAttr       Op = iota // getattr(o, name); Absent if there is none and x is not 0
	OpSetAttr                 // setattr(o, name, value)
	OpDelAttr                 // delattr(o, name)
	OpCall                    // o(*args, **kw)
	OpCallMethod              // o.name(*args, **kw): the first argument is the name
	OpRepr                    // repr(o)
	OpStr                     // str(o)
	OpHash                    // hash(o)
	OpLen                     // len(o)
	OpBool                    // bool(o)
	OpInt                     // o.__int__()
	OpFloat                   // o.__float__()
	OpIndex                   // operator.index(o)
	OpNeg                     // -o
	OpPos                     // +o
	OpAbs                     // abs(o)
	OpInvert                  // ~o
	OpBinary                  // o <op> other; x is the operator, in the order of object.BinOp
	OpInPlace                 // o <op>= other
	OpPow3                    // pow(o, y, z)
	OpCompare                 // rich comparison; x is the operator, LT to GE
	OpIter                    // iter(o)
	OpNext                    // next(o): Absent at the end
	OpContains                // v in o
	OpGetItem                 // o[k]
	OpSetItem                 // o[k] = v
	OpDelItem                 // del o[k]
	OpIsInstance              // isinstance(o, cls)
	OpIsSubclass              // issubclass(o, cls)
	OpDir                     // dir(o)
	OpAwait                   // o.__await__()
	OpAIter                   // o.__aiter__()
	OpANext                   // o.__anext__()
	OpDescrGet                // type(o).__get__(o, obj, owner); None for an absent obj
	OpDescrSet                // o.__set__(obj, v)
	OpDescrDel                // o.__delete__(obj)
	OpNew                     // the tp_new slot of the type o, for the class that is the first argument
	OpInit                    // the tp_init slot of o's own C type
	OpTypeInfo                // what a type is: see TypeInfo
	OpTypeDict                // the own dictionary of a type: see TypeInfo
	OpCreateBuiltin           // makes a module built in to libpython: name
	OpCreateDynamic           // makes a module from a shared object: name, path
	OpExecModule              // runs the exec slots of a module just made
	OpModuleDict              // the namespace of a module, as a list of (name, value)
	OpMakeClass               // metatype(name, bases, namespace), its slots patched by the mask x
	OpItems                   // the content of a container, or the value of a subclass of a built-in, by value
	OpReplace                 // sets the content of a list, dict, set or bytearray
	OpException               // an exception taken apart, as after a failing operation
	OpSetModule               // sys.modules[name] = o of libpython
	OpGetModule               // sys.modules.get(name) of libpython
	OpBytes                   // bytes(memoryview(o))
	OpBuiltin                 // an attribute of libpython's builtins
	OpSend                    // o.send(v): Absent with the returned value at the end
	OpTypeOf                  // type(o)
	OpCollect                 // gc.collect()
	OpTypeSet                 // type.__setattr__ on a twin; one argument deletes
	OpSync                    // nothing: loans among the arguments are updated, changes told
	OpFillModule              // gives the proxy of a module the namespace that PyModule_GetDict shows
	OpBuild                   // the argument as a C object of its own
	OpRaise                   // raises o(arg), as C code does, so the result is the exception
	OpSetCause                // sets __cause__, __context__ and, from x, __suppress_context__
	OpPatch                   // gives the twin o the slots of the mask x
	OpReadLine                // a line from the terminal, by the readline module; Absent without one. The argument, bytes, is the prompt
	OpDictChanges             // what is in the namespace o and not in its copy, as OpModuleDict tells it, and what is in the copy alone; the copy follows
	OpTieHome                 // hangs the argument, the proxy of our half, on the exception o
	numOps
)

// opNames are the special methods that are the operations, where there is one.
var opNames = [numOps]string{
	OpGetAttr: "__getattribute__", OpSetAttr: "__setattr__", OpDelAttr: "__delattr__", OpCall: "__call__", OpRepr: "__repr__", OpStr: "__str__",
	OpHash: "__hash__", OpLen: "__len__", OpBool: "__bool__", OpInt: "__int__", OpFloat: "__float__", OpIndex: "__index__", OpNeg: "__neg__",
	OpPos: "__pos__", OpAbs: "__abs__", OpInvert: "__invert__", OpBinary: "(operator)", OpInPlace: "(operator)", OpPow3: "__pow__",
	OpCompare: "(comparison)", OpIter: "__iter__", OpNext: "__next__", OpContains: "__contains__", OpGetItem: "__getitem__",
	OpSetItem: "__setitem__", OpDelItem: "__delitem__", OpIsInstance: "__instancecheck__", OpIsSubclass: "__subclasscheck__", OpDir: "__dir__",
	OpAwait: "__await__", OpAIter: "__aiter__", OpANext: "__anext__", OpDescrGet: "__get__", OpDescrSet: "__set__", OpDescrDel: "__delete__",
	OpNew: "__new__", OpInit: "__init__", OpSend: "send",
}

// String is the special method that is the operation, or "(bridge)" for what only the
// bridge itself asks.
func (op Op) String() string {
	if s := opNames[op]; s != "" {
		return s
	}
	return "(bridge)"
}

// Slot is what C asks of a Go object through its proxy.
type Slot int32

// The slots. Those up to SlotSeqItem are also bits of a class's mask.
const (
	SlotCall        Slot = iota // a call
	SlotGetAttr                 // attribute read
	SlotSetAttr                 // attribute write; one argument deletes
	SlotIter                    // iter()
	SlotNext                    // next(); Absent ends
	SlotHash                    // hash()
	SlotCompare                 // comparison; x is the operator
	SlotRepr                    // repr()
	SlotStr                     // str()
	SlotLen                     // len()
	SlotGetItem                 // o[k]
	SlotSetItem                 // o[k] = v; one argument deletes
	SlotContains                // v in o
	SlotBool                    // bool()
	SlotInt                     // int()
	SlotFloat                   // float()
	SlotIndex                   // operator.index()
	SlotNeg                     // -o
	SlotPos                     // +o
	SlotAbs                     // abs()
	SlotInvert                  // ~o
	SlotAwait                   // o.__await__()
	SlotAIter                   // o.__aiter__()
	SlotANext                   // o.__anext__()
	SlotDescrGet                // descriptor read: obj, owner
	SlotDescrSet                // descriptor write: obj, value; one argument deletes
	SlotBuffer                  // the bytes of o; see Exporter
	SlotNew                     // tp_new of a class of ours: the arguments
	SlotInit                    // tp_init
	SlotSend                    // generator protocol: send(v)
	SlotSeqItem                 // not asked: says that the type is a sequence
	SlotBinary                  // x is the operator; the arguments are both operands
	SlotInPlace                 // x is the operator
	SlotPow3                    // pow(a, b, c)
	SlotTypeGetAttr             // attribute read on a class of ours
	SlotTypeSetAttr             // attribute write on a class of ours
	SlotTypeCall                // a call of a class of ours
	SlotIsInstance              // isinstance(v, cls)
	SlotIsSubclass              // issubclass(v, cls)
	SlotTypeDir                 // dir(cls)
	SlotFinalize                // C dropped its last reference to an instance that has no handle field
	SlotTypeRepr                // repr(cls)
	SlotTypeNew                 // type(name, bases, namespace) with classes of ours as bases
	numSlots
)

// MaskBinary and MaskInPlace are the first bits of the binary operators in a mask of
// slots; MaskSequence of concatenation and repetition, then both in place.
const (
	MaskBinary   = 32
	MaskInPlace  = 46
	MaskSequence = 60
)

// Has reports whether a mask of slots has s.
func (m Mask) Has(s Slot) bool { return m>>uint(s)&1 != 0 }

// Mask is a set of slots: those that a type has, or that its twin shall have.
type Mask uint64
