package object

import (
	"reflect"
	"sync"
	"unsafe"
)

// This file knows the references that an object holds to others, from the Go
// types of layouts. It sees fields that point at objects, Values, structs of them,
// and slices where the object alone has the array, as the tag `refs:"own"` says of a
// field; not maps, closures and interfaces, unless what they hold is a RefHolder.

// RefHolder is what an interface field of an object may hold that belongs to the
// object and refers to others: a suspended frame.
type RefHolder interface {
	// WalkRefs calls visit for each reference, always the same ones in the same
	// order, empty ones included.
	WalkRefs(visit func(p *unsafe.Pointer))
}

// WalkFunction visits, for a RefHolder that is a frame, its function and what it has of variables that others share: the cells
// are the frame's own if it has no function, and go and come with the function otherwise, which may have them within itself.
func WalkFunction(visit func(p *unsafe.Pointer), fn **Function, closure *[]*Cell) {
	was := *fn
	visit((*unsafe.Pointer)(unsafe.Pointer(fn)))
	switch {
	case was == nil && *fn == nil:
		for i := range *closure {
			visit((*unsafe.Pointer)(unsafe.Pointer(&(*closure)[i])))
		}
	case *fn == nil:
		*closure = nil
	case was == nil:
		*closure = (*fn).Closure
	}
}

type refKind uint8

const (
	refPointer refKind = iota // a pointer to an object
	refSlice                  // a slice of elements with references
	refHolder                 // an interface that may hold a RefHolder
)

// refField is where a Go type has references.
type refField struct {
	kind   refKind
	off    uintptr
	stride uintptr // of a slice
	elem   []refField
	typ    reflect.Type // of an interface
}

var (
	layoutRefs sync.Map // *Layout to []refField
	attrsRefs  = sync.OnceValue(func() []refField { return refFields(reflect.TypeFor[Attrs](), 0, nil) })
)

// refs returns the references of instances of l's built-in type.
func (l *Layout) refs() []refField {
	if r, ok := layoutRefs.Load(l); ok {
		return r.([]refField)
	}
	var r []refField
	if l.instance != nil {
		r = refFields(l.instance, 0, nil)
	}
	layoutRefs.Store(l, r)
	return r
}

var headerType = reflect.TypeFor[Header]()

// sliceOwners are types all of whose slices share their array with nobody else. A
// reference that another object has too, through the same array, could not be
// taken out of one alone.
var sliceOwners = map[reflect.Type]bool{
	reflect.TypeFor[List](): true, reflect.TypeFor[Tuple](): true, reflect.TypeFor[Dict](): true, reflect.TypeFor[Set](): true,
	reflect.TypeFor[Attrs](): true, reflect.TypeFor[Function](): true, reflect.TypeFor[Exception](): true,
}

// refFields appends to out the references of a Go value of type typ at offset off.
func refFields(typ reflect.Type, off uintptr, out []refField) []refField {
	switch typ.Kind() {
	case reflect.Pointer:
		if e := typ.Elem(); beginsWithHeader(e) && e != reflect.TypeFor[Type]() && e != reflect.TypeFor[Str]() && e != reflect.TypeFor[Code]() {
			out = append(out, refField{kind: refPointer, off: off})
		}
	case reflect.Struct:
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Type == headerType || f.Name == "Globals" || f.Name == "Builtins" {
				continue // a module's namespace is in no cycle that ends before the module does
			}
			if f.Type.Kind() == reflect.Slice && !sliceOwners[typ] && f.Tag.Get("refs") != "own" {
				continue
			}
			out = refFields(f.Type, off+f.Offset, out)
		}
	case reflect.Array:
		for i := range typ.Len() {
			out = refFields(typ.Elem(), off+uintptr(i)*typ.Elem().Size(), out)
		}
	case reflect.Slice:
		if e := refFields(typ.Elem(), 0, nil); len(e) > 0 {
			out = append(out, refField{kind: refSlice, off: off, stride: typ.Elem().Size(), elem: e})
		}
	case reflect.Interface:
		out = append(out, refField{kind: refHolder, off: off, typ: typ})
	}
	return out
}

func beginsWithHeader(typ reflect.Type) bool {
	for typ.Kind() == reflect.Struct && typ.NumField() > 0 {
		if typ == headerType {
			return true
		}
		typ = typ.Field(0).Type
	}
	return false
}

// walkable reports whether h is an object whose references walkRefs may visit and
// that may get a finaliser: not a class or module, nor the mirror of a C object.
func walkable(h *Header) bool {
	typ := h.Type
	if typ == nil || typ.Layout == nil || typ.Layout.Alloc == nil || typ.Flags&FlagForeign != 0 {
		return false
	}
	switch typ {
	case StrType, IntType, FloatType, BoolType, NoneType, BytesType, TypeType, CodeType, ModuleType:
		return false
	}
	if typ.Flags&FlagHeap != 0 && (typ.IsSubtype(TypeType) || typ.IsSubtype(ModuleType)) {
		return false
	}
	return true
}

// walkRefs calls visit with the place of each reference that h holds, empty ones
// included, always in the same order.
func walkRefs(h *Header, visit func(p *unsafe.Pointer)) {
	l := h.Type.Layout
	walkFields(unsafe.Pointer(h), l.refs(), visit)
	if l.Own {
		return
	}
	if a := AttrsOf(Value{P: h}); a != nil {
		walkFields(unsafe.Pointer(a), attrsRefs(), visit)
	}
}

func walkFields(base unsafe.Pointer, fields []refField, visit func(p *unsafe.Pointer)) {
	for i := range fields {
		f := &fields[i]
		at := unsafe.Add(base, f.off)
		switch f.kind {
		case refPointer:
			visit((*unsafe.Pointer)(at))
		case refSlice:
			// Every slice begins with its pointer and its length.
			s := *(*[]byte)(at)
			data := unsafe.Pointer(unsafe.SliceData(s))
			for k := range len(s) {
				walkFields(unsafe.Add(data, uintptr(k)*f.stride), f.elem, visit)
			}
		case refHolder:
			v := reflect.NewAt(f.typ, at).Elem()
			if v.IsNil() {
				continue
			}
			if r, ok := v.Interface().(RefHolder); ok {
				r.WalkRefs(visit)
			}
		}
	}
}
