package object

func setupWeakrefs() {}

// weakTable finds the weak references to an object.
type weakTable struct{}

// finalizerQueue holds objects whose __del__ is due.
type finalizerQueue struct{}

func (in *Interp) firstWeakref(v Value) Value { return None }

func (t *Thread) allocWithDel(cls *Type) Value { return Value{P: cls.Layout.Alloc(cls)} }
