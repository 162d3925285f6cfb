package bridge

import (
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
	v    object.Value
	h    capi.Handle
	call *call    // in whose buffer it was written last
	ref  capi.Ref // of one that C has kept
	kept bool
	// exact says that the value does not change: it is a shadow of a str, say.
	exact bool
	// last is the content as C knows it, for loans that are watched.
	last []object.Value
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
		if l.call == c {
			c.out.Again(l.h)
			return nil
		}
		l.call = c
		c.out.Lend(l.h)
		return c.putContent(v)
	}
	c.out.Lend(c.newLoan(v, false).h)
	return c.putContent(v)
}

func (c *call) newLoan(v object.Value, exact bool) *loan {
	b := c.b
	l := &loan{v: v, h: b.newHandle(v), call: c, exact: exact}
	b.lentBy[v.P] = l
	if !exact {
		b.lending++
	}
	owner := c
	if c.up != nil {
		owner = c.up
	}
	owner.loans = append(owner.loans, l)
	return l
}

// answers makes c the answer to a callback: what is lent in it belongs to the crossing that
// the callback interrupts. There is none for a thread of C's own, which gets copies.
func (c *call) answers() {
	for i := len(c.b.active) - 2; i >= 0; i-- {
		if y := c.b.active[i]; y.t == c.t && y.up == nil && y.inside {
			c.up = y
			return
		}
	}
	c.keep = true
}

// putShadow writes an instance of a Python subclass of a built-in type as an instance of
// the class's twin that holds the same value, so that C reads it without asking.
func (c *call) putShadow(v object.Value, rule convert.Rule) error {
	b := c.b
	base := convert.Base(v.P.Type)
	if l := b.lentBy[v.P]; l != nil && l.call == c {
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
	}
	l.call = c
	c.out.Shadow(b.refs[base], twin, b.proxies[v.P], l.h)
	return c.putContent(v)
}

// Shadow implements capi.Handler.
func (s *side) Shadow(self capi.Ref, h capi.Handle) {
	b := (*Bridge)(s)
	v := b.handles[h].v
	b.proxies[v.P] = self
	b.shadows[self] = v
}

// settle reads what C says about loans behind the result of an operation.
func (b *Bridge) settle(c *call, r *capi.Reader) error {
	var first error
	for r.More() {
		it := r.Next()
		v := b.handles[it.Handle].v
		l := b.lentBy[v.P]
		var err error
		if it.Kind == capi.KindKept {
			l.ref, l.kept = it.Ref, true
			l.remember()
			b.kept = append(b.kept, l)
			b.lending--
			err = b.warnKept(c, l)
		} else {
			var content object.Value
			if content, err = b.get(c.t, r, true); err != nil {
				return err // the rest cannot be read
			}
			err = b.refill(c.t, v, content)
			if l != nil && l.last != nil {
				l.remember()
			}
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// giveBack ends the loans of a call, except those that C has kept.
func (b *Bridge) giveBack(c *call) {
	for i, l := range c.loans {
		c.loans[i] = nil
		l.call = nil
		if !l.kept {
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
	keep := b.kept[:0]
	for _, l := range b.kept {
		if capi.RefCount(l.ref) > 1 {
			keep = append(keep, l)
			continue
		}
		capi.Do(capi.OpForget, 0, 0, int64(l.h), nil, 0, 0).Free()
		delete(b.lentBy, l.v.P)
		b.freeHandle(l.h)
		l.h = 0
	}
	clear(b.kept[len(keep):])
	b.kept = keep
}

// tellKept tells C what we have changed in the containers that it has kept.
func (b *Bridge) tellKept(t *object.Thread) error {
	return b.tell(t, b.kept[:min(len(b.kept), maxWatched)])
}

// watch learns what C has changed in what it has on loan, before we look at it, and what
// there is in it now. It returns the loans that must be compared when control goes back.
func (b *Bridge) watch(t *object.Thread) ([]*loan, error) {
	if b.lending > maxWatched {
		return nil, nil
	}
	var ls []*loan
	size := 0
	for _, c := range b.active {
		for _, l := range c.loans {
			if l.exact {
				continue
			}
			if size += l.size(); size > maxWatchedSize {
				return nil, nil
			}
			ls = append(ls, l)
		}
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

// tell sends C the content of those loans that we have changed.
func (b *Bridge) tell(t *object.Thread, ls []*loan) error {
	var c *call
	n := 0
	for _, l := range ls {
		if l.h == 0 || l.size() > maxWatchedSize || !l.changed() {
			continue
		}
		if c == nil {
			c = b.begin(t)
			defer c.end()
		}
		l.remember()
		l.call = c
		c.out.Lend(l.h)
		if err := c.putContent(l.v); err != nil {
			return err
		}
		n++
	}
	if c == nil {
		return nil
	}
	return b.sync(t, c, n)
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

// size is how long it takes to look for a change, in values to compare.
func (l *loan) size() int {
	if d, ok := object.AsDict(l.v); ok {
		return 2 * d.Len()
	}
	if x, ok := object.AsList(l.v); ok {
		return len(x.Items)
	}
	if s, ok := object.AsSet(l.v); ok {
		return s.Len()
	}
	if a, ok := object.AsByteArray(l.v); ok {
		return len(a.B) / 16
	}
	return 0
}

// each calls f with the values in the container, as long as it returns true.
func (l *loan) each(f func(v object.Value) bool) {
	if d, ok := object.AsDict(l.v); ok {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if e := &d.Entries[i]; !f(e.Key) || !f(e.Val) {
				return
			}
		}
	} else if x, ok := object.AsList(l.v); ok {
		for _, v := range x.Items {
			if !f(v) {
				return
			}
		}
	} else if s, ok := object.AsSet(l.v); ok {
		for i := s.Next(0); i >= 0; i = s.Next(i + 1) {
			if !f(s.Item(i)) {
				return
			}
		}
	} else if a, ok := object.AsByteArray(l.v); ok {
		f(object.NewBytes(string(a.B)))
	}
}

// remember notes the content as C knows it.
func (l *loan) remember() {
	l.last = l.last[:0]
	if l.last == nil {
		l.last = make([]object.Value, 0, 8)
	}
	l.each(func(v object.Value) bool {
		l.last = append(l.last, v)
		return true
	})
}

// changed reports whether the content is another than C knows; false for loans that are
// not watched.
func (l *loan) changed() bool {
	if l.last == nil {
		return false
	}
	i, same := 0, true
	l.each(func(v object.Value) bool {
		if same = i < len(l.last) && (l.last[i] == v || sameBytes(l.last[i], v)); same {
			i++
		}
		return same
	})
	return !same || i != len(l.last)
}

// sameBytes compares the contents of a bytearray, which each shows as bytes.
func sameBytes(x, y object.Value) bool {
	a, ok := object.AsBytes(x)
	if !ok {
		return false
	}
	b, ok := object.AsBytes(y)
	return ok && a == b
}

// refill gives v the content of new, a container of the same kind.
func (b *Bridge) refill(t *object.Thread, v, content object.Value) error {
	if l, ok := object.AsList(v); ok {
		n, _ := object.AsList(content)
		l.MoveTo(n.Items)
		return nil
	}
	if d, ok := object.AsDict(v); ok {
		n, _ := object.AsDict(content)
		d.Clear()
		for i := n.Next(0); i >= 0; i = n.Next(i + 1) {
			e := n.Entries[i]
			if err := d.SetHash(t, e.Key, e.Hash, e.Val); err != nil {
				return err
			}
		}
		return nil
	}
	return b.refillOther(t, v, content)
}

// warnKept warns of a container that C has kept and that is too large, or one of too many,
// for changes to be told.
func (b *Bridge) warnKept(c *call, l *loan) error {
	if convert.KeeperNamed(c.where) != nil {
		return nil
	}
	typ := l.v.P.Type.FullName()
	switch {
	case len(b.kept) > maxWatched:
		return b.lossy(c.t, convert.KeptMany, typ, convert.ToC, c.name(), strconv.Itoa(maxWatched))
	case l.size() > maxWatchedSize:
		return b.lossy(c.t, convert.KeptLarge, typ, convert.ToC, c.name(), l.length())
	}
	return nil
}

// length is the size of the container, in words.
func (l *loan) length() string {
	n, what := 0, "elements"
	if d, ok := object.AsDict(l.v); ok {
		n, what = d.Len(), "keys"
	} else if x, ok := object.AsList(l.v); ok {
		n = len(x.Items)
	} else if s, ok := object.AsSet(l.v); ok {
		n = s.Len()
	} else if a, ok := object.AsByteArray(l.v); ok {
		n, what = len(a.B), "bytes"
	}
	return strconv.Itoa(n) + " " + what
}
