package object

import "unsafe"

// This file defines the descriptors that Python code makes: staticmethod,
// classmethod, property and super.

// StaticMethodObject is a staticmethod object.
type StaticMethodObject struct {
	Header
	Func  Value
	Attrs Attrs
}

// ClassMethodObject is a classmethod object.
type ClassMethodObject struct {
	Header
	Func  Value
	Attrs Attrs
}

// NewStaticMethod wraps f in a staticmethod.
func NewStaticMethod(f Value) Value {
	return Value{P: &(&StaticMethodObject{Header: Header{StaticMethodType}, Func: f}).Header}
}

// NewClassMethod wraps f in a classmethod.
func NewClassMethod(f Value) Value {
	return Value{P: &(&ClassMethodObject{Header: Header{ClassMethodType}, Func: f}).Header}
}

// Property is a property object.
type Property struct {
	Header
	Get, Set, Del, Doc Value // the zero Value where None
	getterDoc          bool
	name               *Str
}

// Super is a super object: lookups for Obj start behind Type in the MRO of ObjType.
type Super struct {
	Header
	This    *Type
	Obj     Value
	ObjType *Type
}

// NewSuper makes super(this, obj), obj being an instance or a subclass with the MRO of objType.
func NewSuper(this *Type, obj Value, objType *Type) Value {
	return Value{P: &(&Super{Header{SuperType}, this, obj, objType}).Header}
}

func staticGet(t *Thread, self, obj, owner Value) (Value, error) {
	return (*StaticMethodObject)(unsafe.Pointer(self.P)).Func, nil
}

func classGet(t *Thread, self, obj, owner Value) (Value, error) {
	f := (*ClassMethodObject)(unsafe.Pointer(self.P)).Func
	if owner.P == nil {
		owner = obj.P.Type.Value()
	}
	if g := f.P.Type.DescrGet; g != nil && f.P.Type != FunctionType {
		return g(t, f, owner, owner)
	}
	return NewBoundMethod(f, owner), nil
}

func superGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	s := (*Super)(unsafe.Pointer(self.P))
	if s.ObjType == nil || name == names.Class {
		return GenericGetAttr(t, self, name)
	}
	v, err := t.SuperLookup(s.This, s.Obj, s.ObjType, name)
	if err != nil {
		return Value{}, err
	}
	if v.P == nil {
		return GenericGetAttr(t, self, name)
	}
	return v, nil
}

// Method is the lookup of s.name for a call, without binding: a plain function and
// the object to pass first, or zero Values if what is found is something else.
func (s *Super) Method(name *Str) (f, self Value) {
	if s.ObjType == nil || name == names.Class || s.Obj.P == &s.ObjType.Header {
		return Value{}, Value{}
	}
	mro := s.ObjType.MRO
	i := 0
	for i < len(mro) && mro[i] != s.This {
		i++
	}
	for i++; i < len(mro); i++ {
		if d, ok := mro[i].Dict.GetStr(name); ok {
			if d.P.Type.Flags&FlagMethodDescr != 0 {
				return d, s.Obj
			}
			break
		}
	}
	return Value{}, Value{}
}

// SuperLookup finds name behind this in the MRO of objType and binds it to obj;
// it returns the zero Value if there is none.
func (t *Thread) SuperLookup(this *Type, obj Value, objType *Type, name *Str) (Value, error) {
	mro := objType.MRO
	i := 0
	for i < len(mro) && mro[i] != this {
		i++
	}
	for i++; i < len(mro); i++ {
		d, ok := mro[i].Dict.GetStr(name)
		if !ok {
			continue
		}
		if get := d.P.Type.DescrGet; get != nil {
			o := obj
			if o.P == &objType.Header {
				o = Value{}
			}
			return get(t, d, o, objType.Value())
		}
		return d, nil
	}
	return Value{}, nil
}
