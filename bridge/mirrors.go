package bridge

import (
	"runtime"
	"weak"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines the end of mirrors. A mirror stays as long as C could hand out its type or an instance, for what Python
// code hangs on it (a registration with an abstract class, say) must be there then. Static types of C's last as long as the process.
// Those of a module that is loaded again and again, or that ctypes makes for a class, do not: when C says that only references
// of ours keep such a type, Go's collector is asked whether anybody here has its mirror, its instances or their descriptors.

// minMortals is how many mirrors of such types there must be before any is looked for. That is done anew when their number has
// doubled: it takes some milliseconds.
const minMortals = 128

// doomed is a mirror of which Go's collector decides.
type doomed struct {
	typ   weak.Pointer[object.Type]
	ref   capi.Ref
	keeps []capi.Ref
}

// sweepMirrors ends the mirrors that nobody needs.
func (b *Bridge) sweepMirrors() {
	list, bases := b.hideMirrors()
	if len(list) > 0 {
		runtime.GC()
	}
	var refs []capi.Ref
	for _, d := range list {
		if typ := d.typ.Value(); typ != nil {
			b.types[d.ref], b.refs[typ] = typ, d.ref
			b.ctypes[d.ref] = typ.Foreign.(*ctype)
			continue
		}
		refs = append(append(refs, d.ref), d.keeps...)
		b.mortals--
	}
	b.mortalsAt = max(minMortals, 2*b.mortals)
	for _, y := range bases {
		b.interp.Subclasses(y) // which forgets the dead ones
	}
	capi.DecrefMany(refs)
}

// hideMirrors takes the mirrors of types that only references of ours keep out of the registries, and returns them, and which
// lasting types they derive from.
func (b *Bridge) hideMirrors() (list []doomed, bases []*object.Type) {
	held := make([]uintptr, 0, 2*(len(b.wrappers)+8*b.mortals))
	for ref := range b.wrappers {
		held = append(held, uintptr(ref), 1)
	}
	for ref, ct := range b.ctypes {
		if !ct.mortal {
			continue
		}
		held = append(held, uintptr(ref), 1)
		for _, r := range ct.keeps {
			held = append(held, uintptr(r), 1)
		}
	}
	objects, _, _ := capi.Cycles(held)
	seen := map[*object.Type]bool{}
	for _, ref := range objects {
		ct := b.ctypes[ref]
		if ct == nil || !ct.mortal {
			continue
		}
		list = append(list, doomed{weak.Make(ct.typ), ref, ct.keeps})
		for _, y := range ct.typ.Bases {
			if in, ok := y.Foreign.(*ctype); (!ok || !in.mortal) && !seen[y] {
				seen[y] = true
				bases = append(bases, y)
			}
		}
		delete(b.types, ref)
		delete(b.ctypes, ref)
		delete(b.refs, ct.typ)
		delete(b.rules, ct.typ)
	}
	return list, bases
}
