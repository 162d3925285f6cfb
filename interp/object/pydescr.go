package object

import (
	"unsafe"
)

// This file defines the types staticmethod, classmethod, property and super.

var (
	propertySig = NewSignature("(fget=None, fset=None, fdel=None, doc=None)")
	superSig    = NewSignature("(type=None, object_or_type=None, /)")
)

func setupPyDescriptors() {
	setupWrapperMethods()
	setupProperty()
	setupSuper()
}

func setupWrapperMethods() {
	sm := func(v Value) *StaticMethodObject { return (*StaticMethodObject)(unsafe.Pointer(v.P)) }
	cm := func(v Value) *ClassMethodObject { return (*ClassMethodObject)(unsafe.Pointer(v.P)) }
	// wraps copies what functools.wraps would, as 3.10 and later do.
	wraps := func(t *Thread, self, f Value, a *Attrs) error {
		for _, n := range []*Str{names.Module, names.Name, names.QualName, names.Doc, names.Annotations} {
			v, err := t.GetAttrOpt(f, n)
			if err != nil {
				return err
			}
			if v.P != nil {
				a.Set(n, v)
			}
		}
		return nil
	}
	one := func(t *Thread, name string, args []Value, kw *Tuple) (Value, error) {
		if kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "%s() takes no keyword arguments", name)
		}
		if len(args) != 1 {
			return Value{}, Errorf(TypeErrorType, "%s expected 1 argument, got %d", name, len(args))
		}
		return args[0], nil
	}
	isAbstract := func(f func(v Value) Value) GetSet {
		return GetSet{Name: "__isabstractmethod__", Get: func(t *Thread, self Value) (Value, error) {
			b, err := t.isAbstract(f(self))
			return Bool(b), err
		}}
	}
	member := func(name string, f func(v Value) Value) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, self Value) (Value, error) { return f(self).OrNone(), nil }}
	}
	dict := keptDictRow
	y := StaticMethodType
	fn := func(v Value) Value { return sm(v).Func }
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Alloc[StaticMethodObject](cls).value(), nil
	}
	y.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		f, err := one(t, "staticmethod", args, kw)
		if err != nil {
			return err
		}
		sm(self).Func = f
		return wraps(t, self, f, &sm(self).Attrs)
	}
	y.DescrGet = staticGet
	y.CallSlot = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
		return t.CallVec(sm(self).Func, args, kw)
	}
	y.Repr = func(t *Thread, self Value) (Value, error) {
		s, err := t.Repr(sm(self).Func)
		if err != nil {
			return Value{}, err
		}
		return StrValue("<staticmethod(" + s.s + ")>"), nil
	}
	Define(y, TypeSpec{
		Doc:     "staticmethod(function) -> method\n\nConvert a function to be a static method.\n\nA static method does not receive an implicit first argument.\nTo declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, argN):\n             ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the class and the instance are ignored, and\nneither is passed implicitly as the first argument to the method.\n\nStatic methods in Python are similar to those found in Java or C++.\nFor a more advanced concept, see the classmethod builtin.",
		Layout:  NewLayoutOwn[StaticMethodObject]("staticmethod", objectLayout, unsafe.Offsetof(StaticMethodObject{}.Attrs)),
		Flags:   FlagBase | FlagDict | FlagWeakref,
		GetSets: []GetSet{isAbstract(fn), dict},
		Members: []GetSet{member("__func__", fn), member("__wrapped__", fn)},
	})
	z := ClassMethodType
	cfn := func(v Value) Value { return cm(v).Func }
	z.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Alloc[ClassMethodObject](cls).value(), nil
	}
	z.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		f, err := one(t, "classmethod", args, kw)
		if err != nil {
			return err
		}
		cm(self).Func = f
		return wraps(t, self, f, &cm(self).Attrs)
	}
	z.DescrGet = classGet
	z.Repr = func(t *Thread, self Value) (Value, error) {
		s, err := t.Repr(cm(self).Func)
		if err != nil {
			return Value{}, err
		}
		return StrValue("<classmethod(" + s.s + ")>"), nil
	}
	Define(z, TypeSpec{
		Doc:     "classmethod(function) -> method\n\nConvert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()).  The instance is ignored except for its class.\nIf a class method is called for a derived class, the derived class\nobject is passed as the implied first argument.\n\nClass methods are different than C++ or Java static methods.\nIf you want those, see the staticmethod builtin.",
		Layout:  NewLayoutOwn[ClassMethodObject]("classmethod", objectLayout, unsafe.Offsetof(ClassMethodObject{}.Attrs)),
		Flags:   FlagBase | FlagDict | FlagWeakref,
		GetSets: []GetSet{isAbstract(cfn), dict},
		Members: []GetSet{member("__func__", cfn), member("__wrapped__", cfn)},
	})
}

func (s *StaticMethodObject) value() Value { return Value{P: &s.Header} }
func (c *ClassMethodObject) value() Value  { return Value{P: &c.Header} }

// isAbstract is the truth of f.__isabstractmethod__.
func (t *Thread) isAbstract(f Value) (bool, error) {
	if f.P == nil {
		return false, nil
	}
	v, err := t.GetAttrOpt(f, names.Isabstractmethod)
	if err != nil || v.P == nil {
		return false, err
	}
	return t.Truth(v)
}

func setupProperty() {
	y := PropertyType
	p := func(v Value) *Property { return (*Property)(unsafe.Pointer(v.P)) }
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Value{P: &Alloc[Property](cls).Header}, nil
	}
	y.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		a, err := propertySig.Bind(t, "property", args, kw)
		if err != nil {
			return err
		}
		for i := range a {
			if a[i].P != nil && a[i].IsNone() {
				a[i] = Value{}
			}
		}
		pr := p(self)
		pr.Get, pr.Set, pr.Del, pr.Doc = a[0], a[1], a[2], a[3]
		pr.getterDoc = false
		if pr.Doc.P == nil && pr.Get.P != nil {
			d, err := t.GetAttrOpt(pr.Get, names.Doc)
			if err != nil {
				return err
			}
			if d.P != nil {
				pr.getterDoc = true
				if d.IsNone() {
					d = Value{}
				}
				if self.P.Type == PropertyType {
					pr.Doc = d
				} else {
					// In a subclass the doc is an attribute of the instance, since
					// the class has a __doc__ of its own.
					return t.SetAttr(self, names.Doc, d.OrNone())
				}
			}
		}
		return nil
	}
	describe := func(t *Thread, pr *Property, obj Value, what string) error {
		q := obj.P.Type.QualName
		if pr.name != nil {
			r, err := t.Repr(pr.name.Value())
			if err != nil {
				return err
			}
			return NewError(AttributeErrorType, StrValue("property "+r.s+" of '"+q+"' object has no "+what))
		}
		return NewError(AttributeErrorType, StrValue("property of '"+q+"' object has no "+what))
	}
	y.DescrGet = func(t *Thread, self, obj, owner Value) (Value, error) {
		if obj.P == nil || obj.IsNone() {
			return self, nil
		}
		pr := p(self)
		if pr.Get.P == nil {
			return Value{}, describe(t, pr, obj, "getter")
		}
		return t.Call(pr.Get, obj)
	}
	y.DescrSet = func(t *Thread, self, obj, v Value) error {
		pr := p(self)
		if v.P == nil {
			if pr.Del.P == nil {
				return describe(t, pr, obj, "deleter")
			}
			_, err := t.Call(pr.Del, obj)
			return err
		}
		if pr.Set.P == nil {
			return describe(t, pr, obj, "setter")
		}
		_, err := t.Call(pr.Set, obj, v)
		return err
	}
	replace := func(t *Thread, self Value, get, set, del Value) (Value, error) {
		pr := p(self)
		or := func(a, b Value) Value {
			if a.P == nil || a.IsNone() {
				return b.OrNone()
			}
			return a
		}
		doc := pr.Doc.OrNone()
		if pr.getterDoc && !or(get, pr.Get).IsNone() {
			doc = None // the getter's, which is to be looked at again
		}
		r, err := t.Call(self.P.Type.Value(), or(get, pr.Get), or(set, pr.Set), or(del, pr.Del), doc)
		if err != nil {
			return Value{}, err
		}
		if r.Is(PropertyType) {
			p(r).name = pr.name
		}
		return r, nil
	}
	member := func(name string, f func(*Property) Value) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, self Value) (Value, error) { return f(p(self)).OrNone(), nil }}
	}
	Define(y, TypeSpec{
		Doc:    "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x",
		Layout: NewLayout[Property]("property", objectLayout), Flags: FlagBase,
		Methods: []Method{
			{Name: "getter", Doc: "Descriptor to obtain a copy of the property with a different getter.", Fn: Fn1(func(t *Thread, self, f Value) (Value, error) { return replace(t, self, f, Value{}, Value{}) })},
			{Name: "setter", Doc: "Descriptor to obtain a copy of the property with a different setter.", Fn: Fn1(func(t *Thread, self, f Value) (Value, error) { return replace(t, self, Value{}, f, Value{}) })},
			{Name: "deleter", Doc: "Descriptor to obtain a copy of the property with a different deleter.", Fn: Fn1(func(t *Thread, self, f Value) (Value, error) { return replace(t, self, Value{}, Value{}, f) })},
			{Name: "__set_name__", Doc: "Method to set name of a property.", Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
				if len(args) != 2 || kwLen(kw) > 0 {
					return Value{}, Errorf(TypeErrorType, "__set_name__() takes 2 positional arguments but %d were given", len(args))
				}
				if s, ok := AsStr(args[1]); ok {
					p(self).name = s
				}
				return None, nil
			})},
		},
		GetSets: []GetSet{{Name: "__isabstractmethod__", Get: func(t *Thread, self Value) (Value, error) {
			for _, f := range []Value{p(self).Get, p(self).Set, p(self).Del} {
				b, err := t.isAbstract(f)
				if b || err != nil {
					return Bool(b), err
				}
			}
			return False, nil
		}}},
		Members: []GetSet{
			member("fget", func(p *Property) Value { return p.Get }),
			member("fset", func(p *Property) Value { return p.Set }),
			member("fdel", func(p *Property) Value { return p.Del }),
			{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return p(self).Doc.OrNone(), nil },
				Set: func(t *Thread, self, v Value) error { p(self).Doc = v; return nil }},
		},
	})
}

func setupSuper() {
	y := SuperType
	s := func(v Value) *Super { return (*Super)(unsafe.Pointer(v.P)) }
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Value{P: &Alloc[Super](cls).Header}, nil
	}
	y.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		if kwLen(kw) > 0 {
			return Errorf(TypeErrorType, "super() takes no keyword arguments")
		}
		if n := len(args); n > 2 {
			return Errorf(TypeErrorType, "super() expected at most 2 arguments, got %d", n)
		}
		a, err := superSig.Bind(t, "super", args, kw)
		if err != nil {
			return err
		}
		var this *Type
		obj := a[1]
		if a[0].P == nil {
			if this, obj, err = t.superArgs(); err != nil {
				return err
			}
		} else {
			var ok bool
			if this, ok = AsType(a[0]); !ok {
				return Errorf(TypeErrorType, "super() argument 1 must be a type, not %s", a[0].P.Type.Name)
			}
		}
		if obj.P != nil && obj.IsNone() {
			obj = Value{}
		}
		su := s(self)
		su.This = this
		su.Obj, su.ObjType = Value{}, nil
		if obj.P != nil {
			ot, err := t.superCheck(this, obj)
			if err != nil {
				return err
			}
			su.Obj, su.ObjType = obj, ot
		}
		return nil
	}
	y.GetAttr = superGetAttr
	y.DescrGet = func(t *Thread, self, obj, owner Value) (Value, error) {
		su := s(self)
		if obj.P == nil || obj.IsNone() || su.Obj.P != nil {
			return self, nil
		}
		if self.P.Type != SuperType {
			return t.Call(self.P.Type.Value(), su.This.Value(), obj)
		}
		ot, err := t.superCheck(su.This, obj)
		if err != nil {
			return Value{}, err
		}
		return NewSuper(su.This, obj, ot), nil
	}
	y.Repr = func(t *Thread, self Value) (Value, error) {
		su := s(self)
		n := "NULL"
		if su.This != nil {
			n = su.This.Name
		}
		if su.ObjType != nil {
			return StrValue("<super: <class '" + n + "'>, <" + su.ObjType.Name + " object>>"), nil
		}
		return StrValue("<super: <class '" + n + "'>, NULL>"), nil
	}
	typOrNone := func(typ *Type) Value {
		if typ == nil {
			return None
		}
		return typ.Value()
	}
	Define(y, TypeSpec{
		Doc:    "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
		Layout: NewLayout[Super]("super", objectLayout), Flags: FlagBase,
		Members: []GetSet{
			{Name: "__thisclass__", Doc: "the class invoking super()", Get: func(t *Thread, self Value) (Value, error) { return typOrNone(s(self).This), nil }},
			{Name: "__self__", Doc: "the instance invoking super(); may be None", Get: func(t *Thread, self Value) (Value, error) { return s(self).Obj.OrNone(), nil }},
			{Name: "__self_class__", Doc: "the type of the instance invoking super(); may be None", Get: func(t *Thread, self Value) (Value, error) { return typOrNone(s(self).ObjType), nil }},
		},
	})
}

// superCheck returns the class whose MRO super(this, obj) searches.
func (t *Thread) superCheck(this *Type, obj Value) (*Type, error) {
	if c, ok := AsType(obj); ok && c.IsSubtype(this) {
		return c, nil
	}
	if obj.P.Type.IsSubtype(this) {
		return obj.P.Type, nil
	}
	c, err := t.GetAttrOpt(obj, names.Class)
	if err != nil {
		return nil, err
	}
	if c.P != nil {
		if ct, ok := AsType(c); ok && ct != obj.P.Type && ct.IsSubtype(this) {
			return ct, nil
		}
	}
	return nil, errSuperObj()
}

func errSuperObj() error {
	return Errorf(TypeErrorType, "super(type, obj): obj must be an instance or subtype of type")
}

// superArgs finds the arguments of super() without any: the __class__ cell and
// the first argument of the frame that calls.
func (t *Thread) superArgs() (*Type, Value, error) {
	if t.Engine == nil {
		return nil, Value{}, Errorf(RuntimeErrorType, "super(): no current frame")
	}
	cls, obj, err := t.Engine.SuperArgs(t)
	if err != nil {
		return nil, Value{}, err
	}
	typ, ok := AsType(cls)
	if !ok {
		return nil, Value{}, Errorf(RuntimeErrorType, "super(): __class__ is not a type (%s)", cls.P.Type.Name)
	}
	return typ, obj, nil
}
