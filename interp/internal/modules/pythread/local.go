package pythread

import (
	"unsafe"

	"memphis/interp/object"
)

// local is a _thread._local: attributes of its own for each thread.
type local struct {
	object.ThreadLocal
	args []value `refs:"own"`
	kw   *object.Tuple
}

func asLocal(v value) *local { return (*local)(unsafe.Pointer(v.P)) }

// dict returns the attributes for t, made (and initialised by __init__) on first use.
func (l *local) dict(t *thread, v value) (*object.Dict, error) {
	if d := l.DictOf(t); d != nil {
		return d, nil
	}
	d := l.NewDictOf(t)
	if v.Type() != localType {
		if err := v.Type().Init(t, v, l.args, l.kw); err != nil {
			l.Forget(t)
			return nil, err
		}
	}
	return d, nil
}

func setupLocal() {
	y := localType
	dictName := object.Intern("__dict__")
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		if len(args) > 0 && cls.Init != nil && object.SameInit(cls, object.ObjectType) {
			return value{}, object.Errorf(object.TypeErrorType, "Initialization arguments are not supported")
		}
		l := object.Alloc[local](cls)
		l.args, l.kw = append([]value(nil), args...), kw
		v := object.FromPtr(&l.Header)
		l.NewDictOf(t) // type.__call__ runs __init__ for the thread that makes the object
		return v, nil
	}
	y.GetAttr = func(t *thread, v value, name *object.Str) (value, error) {
		d, err := asLocal(v).dict(t, v)
		if err != nil {
			return value{}, err
		}
		if name == dictName {
			return d.Value(), nil
		}
		typ := v.Type()
		attr := typ.Lookup(t, name)
		if !attr.IsNil() && attr.Type().DescrGet != nil && attr.Type().DescrSet != nil {
			return attr.Type().DescrGet(t, attr, v, typ.Value())
		}
		if x, ok := d.GetStr(name); ok {
			return x, nil
		}
		if !attr.IsNil() {
			if get := attr.Type().DescrGet; get != nil {
				return get(t, attr, v, typ.Value())
			}
			return attr, nil
		}
		return value{}, object.NewAttributeError(v, name, "'"+typ.Name+"' object has no attribute '"+name.String()+"'")
	}
	y.SetAttr = func(t *thread, v value, name *object.Str, x value) error {
		d, err := asLocal(v).dict(t, v)
		if err != nil {
			return err
		}
		if name == dictName {
			return object.NewAttributeError(v, name, "'"+v.Type().Name+"' object attribute '__dict__' is read-only")
		}
		attr := v.Type().Lookup(t, name)
		if !attr.IsNil() && attr.Type().DescrSet != nil {
			return attr.Type().DescrSet(t, attr, v, x)
		}
		if x.IsNil() {
			if !d.DelStr(name) {
				return object.NewAttributeError(v, name, "'"+v.Type().Name+"' object has no attribute '"+name.String()+"'")
			}
			return nil
		}
		d.SetStr(name, x)
		return nil
	}
	object.Define(y, object.TypeSpec{Doc: "Thread-local data", Layout: object.NewLayout[local]("_local", object.ObjectType.Layout), Flags: object.FlagBase | object.FlagWeakref})
}
