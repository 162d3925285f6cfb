package object

import "sync"

// This file defines the static types' order of completion. The Type variables
// are declared here, so that one place lists them all; their slots and methods
// are in the file of each.

// The built-in types. Those of exceptions are in exc_types.go.
var (
	ObjectType            = &Type{Name: "object"}
	TypeType              = &Type{Name: "type"}
	NoneType              = &Type{Name: "NoneType"}
	NotImplementedType    = &Type{Name: "NotImplementedType"}
	EllipsisType          = &Type{Name: "ellipsis"}
	IntType               = &Type{Name: "int"}
	BoolType              = &Type{Name: "bool"}
	FloatType             = &Type{Name: "float"}
	ComplexType           = &Type{Name: "complex"}
	StrType               = &Type{Name: "str"}
	BytesType             = &Type{Name: "bytes"}
	ByteArrayType         = &Type{Name: "bytearray"}
	MemoryViewType        = &Type{Name: "memoryview"}
	ListType              = &Type{Name: "list"}
	TupleType             = &Type{Name: "tuple"}
	DictType              = &Type{Name: "dict"}
	SetType               = &Type{Name: "set"}
	FrozenSetType         = &Type{Name: "frozenset"}
	RangeType             = &Type{Name: "range"}
	SliceType             = &Type{Name: "slice"}
	FunctionType          = &Type{Name: "function"}
	BuiltinType           = &Type{Name: "builtin_function_or_method"}
	MethodType            = &Type{Name: "method"}
	MethodDescrType       = &Type{Name: "method_descriptor"}
	ClassMethodDescrType  = &Type{Name: "classmethod_descriptor"}
	WrapperDescrType      = &Type{Name: "wrapper_descriptor"}
	MethodWrapperType     = &Type{Name: "method-wrapper"}
	GetSetDescrType       = &Type{Name: "getset_descriptor"}
	MemberDescrType       = &Type{Name: "member_descriptor"}
	SlotDescrType         = &Type{Name: "member_descriptor"}
	StaticMethodType      = &Type{Name: "staticmethod"}
	ClassMethodType       = &Type{Name: "classmethod"}
	PropertyType          = &Type{Name: "property"}
	SuperType             = &Type{Name: "super"}
	ModuleType            = &Type{Name: "module"}
	CodeType              = &Type{Name: "code"}
	CellType              = &Type{Name: "cell"}
	FrameType             = &Type{Name: "frame"}
	TracebackType         = &Type{Name: "traceback"}
	GeneratorType         = &Type{Name: "generator"}
	CoroutineType         = &Type{Name: "coroutine"}
	AsyncGeneratorType    = &Type{Name: "async_generator"}
	MappingProxyType      = &Type{Name: "mappingproxy"}
	GenericAliasType      = &Type{Name: "types.GenericAlias"}
	UnionType             = &Type{Name: "types.UnionType"}
	SimpleNamespaceType   = &Type{Name: "types.SimpleNamespace"}
	SeqIterType           = &Type{Name: "iterator"}
	CallableIterType      = &Type{Name: "callable_iterator"}
	ListIterType          = &Type{Name: "list_iterator"}
	ListReverseIterType   = &Type{Name: "list_reverseiterator"}
	TupleIterType         = &Type{Name: "tuple_iterator"}
	StrIterType           = &Type{Name: "str_iterator"}
	StrASCIIIterType      = &Type{Name: "str_ascii_iterator"}
	BytesIterType         = &Type{Name: "bytes_iterator"}
	ByteArrayIterType     = &Type{Name: "bytearray_iterator"}
	RangeIterType         = &Type{Name: "range_iterator"}
	LongRangeIterType     = &Type{Name: "longrange_iterator"}
	DictKeysType          = &Type{Name: "dict_keys"}
	DictValuesType        = &Type{Name: "dict_values"}
	DictItemsType         = &Type{Name: "dict_items"}
	DictKeyIterType       = &Type{Name: "dict_keyiterator"}
	DictValueIterType     = &Type{Name: "dict_valueiterator"}
	DictItemIterType      = &Type{Name: "dict_itemiterator"}
	DictRevKeyIterType    = &Type{Name: "dict_reversekeyiterator"}
	DictRevValueIterType  = &Type{Name: "dict_reversevalueiterator"}
	DictRevItemIterType   = &Type{Name: "dict_reverseitemiterator"}
	SetIterType           = &Type{Name: "set_iterator"}
	EnumerateType         = &Type{Name: "enumerate"}
	ZipType               = &Type{Name: "zip"}
	MapType               = &Type{Name: "map"}
	FilterType            = &Type{Name: "filter"}
	ReversedType          = &Type{Name: "reversed"}
	WeakrefType           = &Type{Name: "ReferenceType", Module: "weakref"}
	WeakProxyType         = &Type{Name: "ProxyType", Module: "weakref"}
	WeakCallableProxyType = &Type{Name: "CallableProxyType", Module: "weakref"}
)

var setupOnce sync.Once

// Setup completes the static types. NewInterp calls it; it runs once.
func Setup() {
	setupOnce.Do(func() {
		HashSeed()
		setupNames()
		setupStrs()
		setupSlots()
		for _, f := range []func(){
			// object and type first: every other type inherits from them.
			setupObject, setupType,
			setupSingletons, setupDescriptors, setupFunctions, setupModuleType, setupExceptions,
			setupInt, setupFloat, setupComplex,
			setupStr, setupBytes, setupByteArray, setupMemoryView,
			setupList, setupTuple, setupDict, setupDictViews, setupSet, setupRange, setupSlice,
			setupIterators, setupEnumerate, setupMappingProxy, setupGenericAlias, setupNamespace,
			setupGenerators, setupFrames, setupWeakrefs,
		} {
			f()
		}
		// Some types have got more methods since others were derived from them.
		dropHeirs(ObjectType)
	})
}

func dropHeirs(typ *Type) {
	typ.bare.Store(nil)
	for _, s := range staticSubclasses.of[typ] {
		dropHeirs(s)
	}
}
