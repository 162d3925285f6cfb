package bridge

import (
	"slices"
	"strconv"

	"memphis/bridge/internal/capi"
	"memphis/convert"
	"memphis/interp/object"
)

// This file defines loans: lists, dicts, sets and bytearrays of ours that C works on as
// containers of its own.
//
// C gets the content with the call. What it changes comes back with the result; a container
// that C keeps stays on loan: it comes home as the object that it was, and the two sides tell
// each other their changes, ours before each crossing and C's after it.

// loan is a container of ours that C has, by a handle.
type loan struct {
	v      object.Value
	h      capi.Handle
	call   *call // in whose buffer it was written last, and of which crossing that was
	serial uint64
	again  int      // the calls under way to which it was lent again, while C had it
	ref    capi.Ref // of one that C has kept
	kept   bool
	// exact says that the value does not change: it is a shadow of a str, say.
	exact bool
	// last is the content as C knows it, for loans that are watched; of one too large for that
	// (guarded), as it was when C first called back.
	last    []object.Value
	guarded bool
	// Of one that C has kept: its share of what is compared at each crossing, whether it is
	// too large for that, who keeps it, and whether C had it first.
	share   int
	deaf    bool
	where   string
	adopted bool
	t       *object.Thread // if it is adopted: whose callback it was passed to
}

// How much of what is on loan is looked at for changes of ours when control goes to C: to
// compare 1,000 values takes about 1 us, as much as a callback.
const (
	maxWatched     = 64
	maxWatchedSize = 1024
)

// lend writes v, which C is to work on. What is lent in an answer to C belongs to the
// crossing that C is in.
func (c *call) lend(v object.Value) error {
	b := c.b
	if l := b.lentBy[v.P]; l != nil {
		if l.writtenBy(c) {
			c.out.Again(l.h)
			return nil
		}
		c.relend(l)
		c.out.Lend(l.h)
		return c.putContent(v)
	}
	c.out.Lend(c.newLoan(v, false).h)
	return c.putContent(v)
}

// writtenBy reports whether l is in c's buffer. Calls are used again, so each crossing has a number.
func (l *loan) writtenBy(c *call) bool { return l.call == c && l.serial == c.serial }

// relend notes that l, which C has by an earlier crossing that may be under way in another thread, comes with this one, too.
func (c *call) relend(l *loan) {
	l.call, l.serial = c, c.serial
	// For as long as that takes, it is one like others, even if C keeps it without hearing of changes.
	l.again++
	c.b.lending++
	if l.last == nil && c.b.Lock.many.Load() && l.size() <= maxWatchedSize {
		l.remember()
	}
	c.owns(l)
}

// owns adds l to the loans of c, or of the crossing that c answers.
func (c *call) owns(l *loan) {
	if c.up != nil {
		c = c.up
	}
	c.loans = append(c.loans, l)
}

// mute says that l's changes are not told.
func (l *loan) mute() bool { return l.deaf && l.again == 0 }

func (c *call) newLoan(v object.Value, exact bool) *loan {
	b := c.b
	l := &loan{v: v, h: b.newHandle(v), call: c, serial: c.serial, exact: exact}
	b.lentBy[v.P] = l
	if !exact {
		b.lending++
		// Another thread may change it, if C releases the lock.
		if b.lending <= maxWatched && b.Lock.many.Load() && l.size() <= maxWatchedSize {
			l.remember()
		}
	}
	c.owns(l)
	return l
}

// answers makes c the answer to a callback: what is lent in it belongs to the crossing that
// the callback interrupts. There is none for a thread of C's own, which gets copies, as does the end of a C object that tells of
// it (the warning of a socket, say), where nobody looks at them again.
func (c *call) answers() {
	for i := len(c.b.active) - 2; i >= 0; i-- {
		if y := c.b.active[i]; y.t == c.t && y.up == nil && y.inside {
			c.up = y
			return
		}
	}
	c.keep = true
	if c.b.Lock.madeByC(c.t) {
		c.alone, c.where = true, "a thread that C made"
	}
}

// putShadow writes an instance of a Python subclass of a built-in type as an instance of
// the class's twin that holds the same value, so that C reads it without asking.
func (c *call) putShadow(v object.Value, rule convert.Rule) error {
	b := c.b
	base := convert.Base(v.P.Type)
	if l := b.lentBy[v.P]; l != nil && l.writtenBy(c) {
		c.out.Again(l.h)
		return nil
	}
	twin, err := b.typeRef(c.t, v.P.Type)
	if err != nil {
		return err
	}
	l := b.lentBy[v.P]
	if l == nil {
		l = c.newLoan(v, rule.Exact)
	} else {
		c.relend(l)
	}
	c.out.Shadow(b.refs[base], twin, b.proxies[v.P] != 0, l.h)
	return c.putContent(v)
}

// Shadow implements capi.Handler.
func (s *side) Shadow(self capi.Ref, h capi.Handle) {
	b := (*Bridge)(s)
	v := b.handles[h].v
	b.proxies[v.P] = self
	b.shadows[self] = v
}

// ShadowOf implements capi.Handler. C asks while it reads a buffer: since that was written the instance may have gone.
func (s *side) ShadowOf(h capi.Handle) capi.Ref {
	b := (*Bridge)(s)
	ref := b.proxies[b.handles[h].v.P]
	if _, ok := b.shadows[ref]; !ok {
		return 0
	}
	capi.Incref(ref)
	return ref
}

// settle reads what C says about loans behind the result of an operation.
func (b *Bridge) settle(c *call, r *capi.Reader) error {
	var first error
	for r.More() {
		it := r.Next()
		if it.Kind == capi.KindMerged {
			if err := b.lossy(c.t, convert.KeysMerged, mergedTypes[it.Len].Name, convert.ToC, c.name(), strconv.Itoa(int(it.Int))); first == nil {
				first = err
			}
			continue
		}
		v := b.handles[it.Handle].v
		l := b.lentBy[v.P]
		var err error
		if it.Kind == capi.KindKept {
			l.ref = it.Ref
			b.lending--
			l.where = c.name()
			err = b.keep(c.t, l, convert.KeeperNamed(c.where))
		} else {
			var content object.Value
			if content, err = b.get(c.t, r, true); err != nil {
				return err // the rest cannot be read
			}
			err = b.changedByC(c, l, v, content)
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// mergedTypes are the types that capi.KindMerged numbers.
var mergedTypes = [...]*object.Type{object.DictType, object.SetType, object.FrozenSetType}

// changedByC gives v, which may be on loan as l, the content that C says it has now. What we
// have changed meanwhile, in another thread or a callback that C did not hear of, is kept
// unless C changed the same.
func (b *Bridge) changedByC(c *call, l *loan, v, content object.Value) error {
	if l == nil || l.last == nil {
		return b.refill(c.t, v, content)
	}
	if !l.changed() {
		err := b.refill(c.t, v, content)
		l.remember()
		return err
	}
	lost, ok, err := l.merge(c.t, content)
	if err != nil {
		return err
	}
	detail := l.count(lost)
	if !ok {
		detail = "it"
	}
	if ok && lost == 0 {
		return nil
	}
	if !ok {
		if err := b.refill(c.t, v, content); err != nil {
			return err
		}
	}
	if !ok || l.guarded { // one warning will do
		l.remember()
	}
	return b.lossy(c.t, convert.Conflict, v.P.Type.FullName(), convert.ToC, c.name(), detail)
}

// maxKept is how many containers that C keeps are watched. Packages that run in libpython keep many more than C code
// does, and are slow anyway.
func (b *Bridge) maxKept() int {
	if len(b.foreign) > 0 {
		return 32 * maxWatched
	}
	return maxWatched
}

// maxShare is how many values there may be in them.
func (b *Bridge) maxShare() int {
	if len(b.foreign) > 0 {
		return 32 * maxWatchedSize
	}
	return maxWatchedSize
}

// keep makes l a loan that C keeps. by is its keeper's row, if it has one.
func (b *Bridge) keep(t *object.Thread, l *loan, by *convert.Keeper) error {
	l.kept = true
	if a, ok := object.AsByteArray(l.v); ok {
		a.Lent = l.viewed
	}
	n, dir := l.size(), convert.ToC
	if l.adopted {
		dir = convert.FromC
	}
	typ := l.v.P.Type.FullName()
	switch {
	case by != nil && by.Opaque:
		b.deafen(l)
	case len(b.kept) >= b.maxKept():
		b.deafen(l)
		if by == nil {
			return b.lossy(t, convert.KeptMany, typ, dir, l.where, strconv.Itoa(len(b.kept)))
		}
	case b.share+n > b.maxShare():
		b.deafen(l)
		if by == nil {
			detail := l.length()
			if n <= b.maxShare() {
				detail += " beside what it keeps already"
			}
			return b.lossy(t, convert.KeptLarge, typ, dir, l.where, detail)
		}
	default:
		b.kept = append(b.kept, l)
		l.share = n
		b.share += n
		if l.last == nil {
			l.remember()
		}
	}
	return nil
}

// viewed reports whether C has a view of a bytearray that it keeps, which may be garbage.
func (l *loan) viewed() bool { return l.h != 0 && capi.Exports(l.ref) > 0 }

// ended says that C has nothing to do with l's container any more.
func (b *Bridge) ended(l *loan) {
	b.freeHandle(l.h)
	l.h = 0
	if a, ok := object.AsByteArray(l.v); ok {
		a.Lent = nil
	}
}

// deafen ends the telling of changes in a container that C keeps.
func (b *Bridge) deafen(l *loan) {
	l.deaf, l.last = true, nil
	b.share -= l.share
	l.share = 0
	b.deaf = append(b.deaf, l)
	capi.Deafen(l.h)
}

// giveBack ends the loans of a call, except those that C has kept.
func (b *Bridge) giveBack(c *call) {
	for i, l := range c.loans {
		c.loans[i] = nil
		l.call = nil
		if l.again > 0 {
			b.lending--
			if l.again--; l.mute() {
				l.last, l.guarded = nil, false
			}
		} else if !l.kept {
			delete(b.lentBy, l.v.P)
			b.freeHandle(l.h)
			l.h = 0
			if !l.exact {
				b.lending--
			}
		}
	}
	c.loans = c.loans[:0]
}

// forget ends the loans of containers that C has let go.
func (b *Bridge) forget() {
	b.kept = b.dropped(b.kept)
	b.deaf = b.dropped(b.deaf)
}

// dropped ends those of the loans that C has let go, and returns the others.
func (b *Bridge) dropped(ls []*loan) []*loan {
	keep := ls[:0]
	for _, l := range ls {
		if capi.RefCount(l.ref) > 1 || l.again > 0 || !capi.Forget(l.h) {
			keep = append(keep, l)
			continue
		}
		delete(b.lentBy, l.v.P)
		b.ended(l)
		b.share -= l.share
	}
	clear(ls[len(keep):])
	return keep
}

// adopt makes a loan of v, whose content C has in its container ref and passes to a callback.
func (b *Bridge) adopt(t *object.Thread, v object.Value, ref capi.Ref) {
	l := &loan{v: v, h: b.newHandle(v), ref: ref, adopted: true, t: t}
	if !capi.Adopt(ref, l.h) {
		b.freeHandle(l.h)
		return
	}
	b.lentBy[v.P] = l
	l.remember()
	b.adopted = append(b.adopted, l)
}

// settleAdopted says, after a crossing that C began none in, what becomes of the containers
// that it passed to callbacks: those that it has let go are ours alone, the others are kept.
func (b *Bridge) settleAdopted(c *call) error {
	b.adopted = b.dropped(b.adopted)
	if c.nested() {
		return nil
	}
	ls := b.adopted
	b.adopted = slices.DeleteFunc(slices.Clone(ls), func(l *loan) bool { return l.t == c.t })
	var first error
	for _, l := range ls {
		if l.t != c.t {
			continue
		}
		l.t, l.where = nil, c.name()
		if err := b.keep(c.t, l, nil); first == nil {
			first = err
		}
	}
	return first
}

// keptChanged reports whether we have changed a container that C has kept.
func (b *Bridge) keptChanged() bool {
	for _, l := range b.kept {
		if l.changed() {
			return true
		}
	}
	return false
}

// tellKept tells C what we have changed in the containers that it has kept.
func (b *Bridge) tellKept(t *object.Thread) error {
	return b.tell(t, b.kept)
}

// watch learns what C has changed in what it has on loan, before we look at it, and what
// there is in it now. It returns the loans that must be compared when control goes back.
// What is too large for that is remembered as it is, once in a call of C's, so that it can
// be said afterwards whether we have changed it.
func (b *Bridge) watch(t *object.Thread) ([]*loan, error) {
	var ls []*loan
	size := 0
	for _, c := range b.active {
		if b.lending > maxWatched && c.guarded {
			continue
		}
		for _, l := range c.loans {
			if l.exact || l.guarded {
				continue
			}
			if n := l.size(); b.lending > maxWatched || len(ls) >= maxWatched || size+n > maxWatchedSize {
				if l.last == nil {
					l.remember()
				}
				l.guarded, c.guarded = true, true
			} else {
				size += n
				ls = append(ls, l)
			}
		}
	}
	if len(ls) == 0 && len(b.kept) == 0 {
		return nil, nil
	}
	if err := b.sync(t, nil, 0); err != nil {
		return nil, err
	}
	for _, l := range ls {
		if l.last == nil {
			l.remember()
		}
	}
	return ls, nil
}

// unseen warns of what we have changed in containers that C worked on without hearing of it.
func (b *Bridge) unseen(c *call) error {
	var first error
	for _, l := range c.loans {
		if !l.guarded || !l.changed() {
			continue
		}
		if err := b.lossy(c.t, convert.Unseen, l.v.P.Type.FullName(), convert.ToC, c.name(), "with "+l.length()); first == nil {
			first = err
		}
	}
	return first
}

// tell sends C the content of those loans that we have changed.
func (b *Bridge) tell(t *object.Thread, ls []*loan) error {
	var c *call
	var first error
	n, grown := 0, false
	for _, l := range ls {
		if l.h == 0 || l.mute() || !l.changed() {
			continue
		}
		if l.kept && !l.deaf {
			if capi.RefCount(l.ref) == 1 {
				continue // C has let it go
			}
			size := l.size()
			b.share += size - l.share
			l.share = size
			if size > b.maxShare() || b.share > 2*b.maxShare() {
				b.deafen(l)
				grown = true
				dir := convert.ToC
				if l.adopted {
					dir = convert.FromC
				}
				if err := b.lossy(t, convert.KeptGrown, l.v.P.Type.FullName(), dir, l.where, l.length()); first == nil {
					first = err
				}
				continue
			}
		}
		if c == nil {
			c = b.begin(t)
			defer c.end()
		}
		l.remember()
		l.call, l.serial = c, c.serial
		c.out.Lend(l.h)
		if err := c.putContent(l.v); err != nil {
			return err
		}
		n++
	}
	if grown {
		b.kept = slices.DeleteFunc(b.kept, func(l *loan) bool { return l.deaf })
	}
	if c == nil {
		return first
	}
	if err := b.sync(t, c, n); err != nil {
		return err
	}
	return first
}

// sync is a crossing that only tells changes, n of ours and those of C.
func (b *Bridge) sync(t *object.Thread, c *call, n int) error {
	if c == nil {
		c = b.begin(t)
		defer c.end()
	}
	r := capi.Do(capi.OpSync, 0, 0, 0, c.out, n, 0)
	defer r.Free()
	if r.Status == capi.Raised {
		return b.raised(t, &r.Reader)
	}
	return b.settle(c, &r.Tail)
}
