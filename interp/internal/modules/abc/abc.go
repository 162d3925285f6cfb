// Package abc is the module _abc: what the metaclass abc.ABCMeta keeps of the
// classes registered with an abstract base class, and its answers to isinstance
// and issubclass ("abc" in the library reference; PEP 3119).
//
// An abstract class remembers which classes it has said yes and no to. It holds
// them weakly, so that a check does not keep a class alive. Any registration
// anywhere makes all the remembered noes void: a counter of the interpreter says
// how many there have been, and each class which count its noes are from.
package abc

import (
	"sync"
	"unsafe"
	"weak"

	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// classes is a set of classes that does not keep them alive.
type classes map[weak.Pointer[object.Type]]struct{}

func (c classes) has(typ *object.Type) bool {
	_, ok := c[weak.Make(typ)]
	return ok
}

// add puts typ into *c, and throws out the dead when the set has doubled.
func (c *classes) add(typ *object.Type) {
	if *c == nil {
		*c = classes{}
	}
	if n := len(*c); n >= 64 && n&(n-1) == 0 {
		for p := range *c {
			if p.Value() == nil {
				delete(*c, p)
			}
		}
	}
	(*c)[weak.Make(typ)] = struct{}{}
}

// live returns the classes of the set that still exist.
func (c classes) live() []*object.Type {
	var out []*object.Type
	for p := range c {
		if typ := p.Value(); typ != nil {
			out = append(out, typ)
		}
	}
	return out
}

// data is the attribute _abc_impl of an abstract class.
type data struct {
	object.Header
	registry []weak.Pointer[object.Type] // in the order of registration
	yes, no  classes
	// version is the count of registrations that no is from.
	version int
}

var dataType = &object.Type{Name: "_abc._abc_data"}

var setupOnce sync.Once

func setup() {
	object.Define(dataType, object.TypeSpec{
		Doc:    "Internal state held by ABC machinery.",
		Layout: object.NewLayout[data]("_abc_data", object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
	})
}

// Module is the table of the module _abc.
var Module = &object.ModuleDef{
	Name: "_abc",
	Doc:  "Module contains faster C implementation of abc.ABCMeta",
	Methods: []object.Method{
		{Name: "get_cache_token", Sig: "($module, /)", Doc: "Returns the current ABC cache token.\n\nThe token is an opaque object (supporting equality testing) identifying the\ncurrent version of the ABC cache for virtual subclasses. The token changes\nwith every call to register() on any ABC.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			return object.Int(*registrations(t)), nil
		})},
		{Name: "_abc_init", Sig: "($module, self, /)", Doc: "Internal ABC helper for class set-up. Should be never used outside abc module.", Fn: object.Fn1(abcInit)},
		{Name: "_abc_register", Sig: "($module, self, subclass, /)", Doc: "Internal ABC helper for subclasss registration. Should be never used outside abc module.", Fn: object.Fn2(register)},
		{Name: "_abc_instancecheck", Sig: "($module, self, instance, /)", Doc: "Internal ABC helper for instance checks. Should be never used outside abc module.", Fn: object.Fn2(instanceCheck)},
		{Name: "_abc_subclasscheck", Sig: "($module, self, subclass, /)", Doc: "Internal ABC helper for subclasss checks. Should be never used outside abc module.", Fn: object.Fn2(subclassCheck)},
		{Name: "_get_dump", Sig: "($module, self, /)", Doc: "Internal ABC helper for cache and registry debugging.\n\nReturn shallow copies of registry, of both caches, and\nnegative cache version. Don't call this function directly,\ninstead use ABC._dump_registry() for a nice repr.", Fn: object.Fn1(dump)},
		{Name: "_reset_registry", Sig: "($module, self, /)", Doc: "Internal ABC helper to reset registry of a given class.\n\nShould be only used by refleak.py", Fn: object.Fn1(func(t *thread, self, cls value) (value, error) {
			d, err := dataOf(t, cls)
			if err == nil {
				d.registry = nil
			}
			return object.None, err
		})},
		{Name: "_reset_caches", Sig: "($module, self, /)", Doc: "Internal ABC helper to reset both caches of a given class.\n\nShould be only used by refleak.py", Fn: object.Fn1(func(t *thread, self, cls value) (value, error) {
			d, err := dataOf(t, cls)
			if err == nil {
				d.yes, d.no = nil, nil
			}
			return object.None, err
		})},
	},
	Init: func(t *thread, m *object.Module) error {
		setupOnce.Do(setup)
		return nil
	},
}

type countKey struct{}

// registrations is the interpreter's count of registrations.
func registrations(t *thread) *int {
	n, _ := t.Interp.State[countKey{}].(*int)
	if n == nil {
		n = new(int)
		t.Interp.State[countKey{}] = n
	}
	return n
}

var (
	implName     = object.Intern("_abc_impl")
	abstractName = object.Intern("__isabstractmethod__")
	methodsName  = object.Intern("__abstractmethods__")
	flagsName    = object.Intern("__abc_tpflags__")
	checkName    = object.Intern("__subclasscheck__")
	hookName     = object.Intern("__subclasshook__")
	childrenName = object.Intern("__subclasses__")
	dictName     = object.Intern("__dict__")
	basesName    = object.Intern("__bases__")
	className    = object.Intern("__class__")
)

func dataOf(t *thread, cls value) (*data, error) {
	v, err := t.GetAttr(cls, implName)
	if err != nil {
		return nil, err
	}
	if v.Type() != dataType {
		return nil, object.Errorf(object.TypeErrorType, "_abc_impl is set to a wrong type")
	}
	return (*data)(unsafe.Pointer(v.P)), nil
}

func isAbstract(t *thread, v value) (bool, error) {
	f, err := t.GetAttrOpt(v, abstractName)
	if err != nil || f.IsNil() {
		return false, err
	}
	return t.Truth(f)
}

// abcInit prepares a new class of ABCMeta: it finds its abstract methods.
func abcInit(t *thread, self, cls value) (value, error) {
	abstract := object.NewSet()
	ns, err := t.GetAttr(cls, dictName)
	if err != nil {
		return value{}, err
	}
	items, err := t.CallMethod(ns, object.Intern("items"))
	if err != nil {
		return value{}, err
	}
	err = t.Each(items, func(item value) error {
		pair, ok := object.AsTuple(item)
		if !ok || len(pair.Items) != 2 {
			return object.Errorf(object.TypeErrorType, "items() returned item which size is not 2")
		}
		is, err := isAbstract(t, pair.Items[1])
		if err == nil && is {
			err = abstract.Add(t, pair.Items[0])
		}
		return err
	})
	if err != nil {
		return value{}, err
	}
	bases, err := t.GetAttr(cls, basesName)
	if err != nil {
		return value{}, err
	}
	err = t.Each(bases, func(base value) error { return inherit(t, cls, base, abstract) })
	if err != nil {
		return value{}, err
	}
	if err := t.SetAttr(cls, methodsName, object.NewFrozenSet(abstract)); err != nil {
		return value{}, err
	}
	d := &data{Header: object.Header{Type: dataType}, version: *registrations(t)}
	if err := t.SetAttr(cls, implName, object.FromPtr(&d.Header)); err != nil {
		return value{}, err
	}
	return object.None, setCollectionFlag(t, cls)
}

// inherit adds the abstract methods of base that cls has not overridden.
func inherit(t *thread, cls, base value, abstract *object.Set) error {
	names, err := t.GetAttrOpt(base, methodsName)
	if err != nil || names.IsNil() {
		return err
	}
	return t.Each(names, func(name value) error {
		n, err := object.AttrName(name)
		if err != nil {
			return err
		}
		v, err := t.GetAttrOpt(cls, n)
		if err != nil || v.IsNil() {
			return err
		}
		is, err := isAbstract(t, v)
		if err == nil && is {
			err = abstract.Add(t, name)
		}
		return err
	})
}

// The flags that __abc_tpflags__ can have: CPython's bits for what a match
// statement takes for a sequence and for a mapping.
const (
	tpSequence = 1 << 5
	tpMapping  = 1 << 6
)

// setCollectionFlag obeys the attribute by which collections.abc marks its
// Sequence and Mapping.
func setCollectionFlag(t *thread, cls value) error {
	typ, ok := object.AsType(cls)
	if !ok {
		return nil
	}
	v, ok := typ.Dict.GetStr(flagsName)
	if !ok {
		return nil
	}
	n, ok := object.SmallInt(v)
	if !ok {
		return nil
	}
	switch n & (tpSequence | tpMapping) {
	case tpSequence:
		typ.Flags |= object.FlagSequence
	case tpMapping:
		typ.Flags |= object.FlagMapping
	case tpSequence | tpMapping:
		return object.Errorf(object.TypeErrorType, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
	}
	return t.DelAttr(cls, flagsName)
}

// spreadFlag gives typ and its subclasses the collection flag.
func spreadFlag(t *thread, typ *object.Type, flag object.TypeFlags) {
	const both = object.FlagSequence | object.FlagMapping
	if typ.Flags&both == flag || typ.Flags&object.FlagHeap == 0 {
		return
	}
	typ.Flags = typ.Flags&^both | flag
	for _, sub := range t.Interp.Subclasses(typ) {
		spreadFlag(t, sub, flag)
	}
}

// register makes sub a virtual subclass of cls.
func register(t *thread, self, cls, sub value) (value, error) {
	typ, ok := object.AsType(sub)
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "Can only register classes")
	}
	already, err := t.IsSubclass(sub, cls)
	if err != nil {
		return value{}, err
	}
	if already {
		return sub, nil
	}
	cycle, err := t.IsSubclass(cls, sub)
	if err != nil {
		return value{}, err
	}
	if cycle {
		return value{}, object.Errorf(object.RuntimeErrorType, "Refusing to create an inheritance cycle")
	}
	d, err := dataOf(t, cls)
	if err != nil {
		return value{}, err
	}
	d.registry = append(d.registry, weak.Make(typ))
	*registrations(t)++
	if c, ok := object.AsType(cls); ok {
		if flag := c.Flags & (object.FlagSequence | object.FlagMapping); flag != 0 {
			spreadFlag(t, typ, flag)
		}
	}
	return sub, nil
}

func instanceCheck(t *thread, self, cls, instance value) (value, error) {
	d, err := dataOf(t, cls)
	if err != nil {
		return value{}, err
	}
	c, err := t.GetAttr(instance, className)
	if err != nil {
		return value{}, err
	}
	typ, ok := object.AsType(c)
	if ok && d.yes.has(typ) {
		return object.True, nil
	}
	if real := instance.Type().Value(); real != c {
		r, err := t.CallMethod(cls, checkName, c)
		if err != nil {
			return value{}, err
		}
		yes, err := t.Truth(r)
		if err != nil || yes {
			return r, err
		}
		return t.CallMethod(cls, checkName, real)
	}
	if d.version == *registrations(t) && d.no.has(typ) {
		return object.False, nil
	}
	return t.CallMethod(cls, checkName, c)
}

func subclassCheck(t *thread, self, cls, sub value) (value, error) {
	typ, ok := object.AsType(sub)
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "issubclass() arg 1 must be a class")
	}
	d, err := dataOf(t, cls)
	if err != nil {
		return value{}, err
	}
	if d.yes.has(typ) {
		return object.True, nil
	}
	if count := *registrations(t); d.version < count {
		d.no, d.version = nil, count
	} else if d.no.has(typ) {
		return object.False, nil
	}
	hook, err := t.CallMethod(cls, hookName, sub)
	switch {
	case err != nil:
		return value{}, err
	case hook == object.True:
		d.yes.add(typ)
		return hook, nil
	case hook == object.False:
		d.no.add(typ)
		return hook, nil
	case hook != object.NotImplemented:
		return value{}, object.Errorf(object.AssertionErrorType, "__subclasshook__ must return either False, True, or NotImplemented")
	}
	yes, err := inherits(t, d, cls, typ)
	if err != nil {
		return value{}, err
	}
	if yes {
		d.yes.add(typ)
	} else {
		d.no.add(typ)
	}
	return object.Bool(yes), nil
}

// inherits looks for typ among the real, the registered and the indirect subclasses of cls.
func inherits(t *thread, d *data, cls value, typ *object.Type) (bool, error) {
	for _, base := range typ.MRO {
		if base.Value() == cls {
			return true, nil
		}
	}
	for _, p := range append([]weak.Pointer[object.Type](nil), d.registry...) {
		if r := p.Value(); r != nil {
			if yes, err := t.IsSubclass(typ.Value(), r.Value()); yes || err != nil {
				return yes, err
			}
		}
	}
	children, err := t.CallMethod(cls, childrenName)
	if err != nil {
		return false, err
	}
	list, ok := object.AsList(children)
	if !ok {
		return false, object.Errorf(object.TypeErrorType, "__subclasses__() must return a list, not %s", children.Type().Name)
	}
	for i := 0; i < len(list.Items); i++ {
		if yes, err := t.IsSubclass(typ.Value(), list.Items[i]); yes || err != nil {
			return yes, err
		}
	}
	return false, nil
}

func dump(t *thread, self, cls value) (value, error) {
	d, err := dataOf(t, cls)
	if err != nil {
		return value{}, err
	}
	registry := classes{}
	for _, p := range d.registry {
		registry[p] = struct{}{}
	}
	out := make([]value, 0, 4)
	for _, c := range []classes{registry, d.yes, d.no} {
		s := object.NewSet()
		for _, typ := range c.live() {
			ref, err := t.Call(object.WeakrefType.Value(), typ.Value())
			if err != nil {
				return value{}, err
			}
			if err := s.Add(t, ref); err != nil {
				return value{}, err
			}
		}
		out = append(out, s.Value())
	}
	return object.NewTuple(append(out, object.Int(d.version))).Value(), nil
}
