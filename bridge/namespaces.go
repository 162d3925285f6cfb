package bridge

import (
	"runtime"
	"slices"
	"sync/atomic"
	"weak"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines the namespaces of C modules: C's dict is the module's, and the dictionary of our
// module follows it. What is set on the module goes to C at once; what C changes is read when the
// operation is over, or when C calls back. A dict of C's has a number that each change renews; all that are to be
// compared lie in one array, so to look at those of ten modules takes 3 ns, where by way of the namespaces it took 8.

// watched is a dict of C's, and its number when ours was brought up to date.
type watched struct {
	dict    capi.Ref
	version uint64
}

// namespace is that of one C module.
type namespace struct {
	b    *Bridge
	m    weak.Pointer[object.Module]
	dead atomic.Bool // m has been collected
	// dict is C's namespace, and seen a copy of it as ours was brought up to date last.
	module, dict, seen capi.Ref
	at                 int  // its place in Bridge.namespaces, and that of dict in Bridge.watched
	whole              bool // what the import machinery has set is there, too
}

// importing are the attributes that the import machinery sets on a module. C's has its own, and a program that
// wants the others there must ask for the namespace.
var importing = [...]string{"__name__", "__loader__", "__spec__", "__package__", "__file__", "__cached__", "__path__"}

// follows makes the namespace of m, a new module of ours, follow that of the C module ref.
func (b *Bridge) follows(t *object.Thread, m *object.Module, ref capi.Ref) error {
	dict := capi.DictOf(ref)
	if dict == 0 {
		return object.Errorf(object.SystemErrorType, "bridge: a C module without a namespace")
	}
	r := capi.Do(capi.OpBuild, 0, 0, 0, emptyDict(), 1, 0)
	defer r.Free()
	if r.Status == capi.Raised {
		return b.raised(t, &r.Reader)
	}
	capi.Incref(ref) // as long as versions are read behind its address
	n := &namespace{b: b, m: weak.Make(m), module: ref, dict: dict, seen: r.Next().Ref, at: len(b.namespaces)}
	m.Home = n
	b.namespaces = append(b.namespaces, n)
	b.watched = append(b.watched, watched{dict: dict})
	runtime.AddCleanup(m, func(n *namespace) {
		n.dead.Store(true)
		b.died(deadRef{ref: n.module})
		b.died(deadRef{ref: n.seen})
	}, n)
	return n.read(t)
}

// dropNamespaces forgets those of dead modules, before the references that they have are given up.
func (b *Bridge) dropNamespaces() {
	b.namespaces = slices.DeleteFunc(b.namespaces, func(n *namespace) bool { return n.dead.Load() })
	for i, n := range b.namespaces {
		b.watched[i], n.at = b.watched[n.at], i
	}
	b.watched = b.watched[:len(b.namespaces)]
}

func emptyDict() *capi.Buffer {
	out := capi.NewBuffer()
	out.Dict(0)
	return out
}

// stale reports whether C has changed a namespace.
func (b *Bridge) stale() bool {
	return anyChanged(b.watched) && b.running == 0 // while the body of a module runs, nobody looks
}

// anyChanged is not inlined, where it would have no registers.
//
//go:noinline
func anyChanged(all []watched) bool {
	for _, w := range all {
		if capi.DictVersion(w.dict) != w.version {
			return true
		}
	}
	return false
}

// followNamespaces brings the namespaces up to date that C has changed.
func (b *Bridge) followNamespaces(t *object.Thread) error {
	for i := 0; i < len(b.namespaces); i++ { // reading may drop some
		if n := b.namespaces[i]; n.changed() {
			if err := n.read(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// changed reports whether C has changed the namespace, and note says that ours is as it is now.
func (n *namespace) changed() bool {
	return capi.DictVersion(n.dict) != n.b.watched[n.at].version
}

func (n *namespace) note() { n.b.watched[n.at].version = capi.DictVersion(n.dict) }

// read takes over what C has changed.
func (n *namespace) read(t *object.Thread) error {
	m := n.m.Value()
	if m == nil {
		return nil
	}
	b, d := n.b, m.Dict()
	n.note()
	out := capi.NewBuffer()
	out.Ref(n.seen)
	r := capi.Do(capi.OpDictChanges, n.dict, 0, 0, out, 1, 0)
	out.Free()
	defer r.Free()
	if r.Status == capi.Raised {
		return b.raised(t, &r.Reader)
	}
	for _, e := range readNames(&r.Reader) {
		if n.imported(e.name) {
			b.dropEntry(e)
			continue
		}
		v, err := b.get(t, &e.at, true)
		if err != nil {
			return err
		}
		if old, ok := d.GetString(e.name); !ok || !sameValue(t, old, v) {
			d.SetString(e.name, v)
		}
	}
	for k := r.Next().Len; k > 0; k-- {
		if name := string(r.Next().Bytes); !n.imported(name) {
			d.DelStr(object.Intern(name))
		}
	}
	return nil
}

func (n *namespace) imported(name string) bool {
	if n.whole {
		return false
	}
	for _, s := range importing {
		if s == name {
			return true
		}
	}
	return false
}

// sameValue reports whether v, read from C, is a copy of the value that went there.
func sameValue(t *object.Thread, old, v object.Value) bool {
	if old == v {
		return true
	}
	switch v.P.Type {
	case object.StrType, object.BytesType, object.IntType, object.ComplexType:
		if old.P.Type == v.P.Type {
			same, err := t.EqualValues(old, v)
			return err == nil && same
		}
	}
	return false
}

// SetAttr implements object.ModuleHome.
func (n *namespace) SetAttr(t *object.Thread, name *object.Str, v object.Value) error {
	if n.imported(name.String()) {
		return nil
	}
	b := n.b
	c := b.begin(t)
	defer c.end()
	c.where = n.name()
	op, args, err := c.putAttr(name, v)
	if err != nil {
		return err
	}
	known := !n.changed()
	_, _, err = c.run(op, n.module, 0, 0, args, 0)
	if known {
		n.note()
	}
	if v.P == nil && object.ErrorIs(err, object.AttributeErrorType) {
		return nil // ours alone had it
	}
	return err
}

// Dict implements object.ModuleHome: it is C's dict, so that what is written there is seen.
func (n *namespace) Dict(t *object.Thread) (object.Value, error) {
	if !n.whole {
		n.whole = true
		m := n.m.Value() // alive, since it is asked
		for _, name := range importing {
			if v, ok := m.Dict().GetString(name); ok {
				if err := n.SetAttr(t, object.Intern(name), v); err != nil {
					return object.Value{}, err
				}
			}
		}
	}
	return n.b.wrap(t, n.dict, capi.TypeOf(n.dict), false)
}

func (n *namespace) name() string {
	m := n.m.Value()
	if m == nil {
		return ""
	}
	name, _ := m.Dict().GetString("__name__")
	return text(name)
}
