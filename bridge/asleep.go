package bridge

import (
	"runtime"
	"weak"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines what becomes of a proxy to which C has only weak references. It must not die
// with C's last strong one, since what it stands for may live on and C may ask for it: _ssl knows
// the owner of a connection so. Such a proxy falls asleep. The bridge holds it, but what it
// stands for only weakly; when that dies, the proxy does, and C's weak references with it. It
// wakes when it crosses again, either way, or C is found to have taken a strong reference.

// maxAsleep is how many proxies may be asleep: after each crossing their references are counted,
// which costs 2 ns each. Past it a proxy dies with a warning.
const maxAsleep = 1024

// sleeper is a proxy that is asleep.
type sleeper struct {
	self    capi.Ref
	h       capi.Handle
	of      weak.Pointer[object.Header]
	at      int // its index in dormitory.all
	cleanup runtime.Cleanup
}

// dormitory has the proxies that are asleep.
type dormitory struct {
	all      []*sleeper
	byHandle map[capi.Handle]*sleeper
	byObject map[weak.Pointer[object.Header]]*sleeper
	full     bool // most were found to be in use when there were too many
}

func (d *dormitory) add(z *sleeper) {
	if d.byHandle == nil {
		d.byHandle = map[capi.Handle]*sleeper{}
		d.byObject = map[weak.Pointer[object.Header]]*sleeper{}
	}
	z.at = len(d.all)
	d.all = append(d.all, z)
	d.byHandle[z.h] = z
	d.byObject[z.of] = z
}

func (d *dormitory) remove(z *sleeper) {
	n := len(d.all) - 1
	last := d.all[n]
	d.all[z.at], last.at = last, z.at
	d.all[n] = nil
	d.all = d.all[:n]
	delete(d.byHandle, z.h)
	delete(d.byObject, z.of)
	d.full = d.full && n > maxAsleep/2
}

// room reports whether another proxy may fall asleep. If there are too many, the collector tells
// which of them stand for nothing any more.
func (d *dormitory) room() bool {
	if len(d.all) < maxAsleep {
		return true
	}
	if d.full {
		return false
	}
	runtime.GC()
	for i := len(d.all) - 1; i >= 0; i-- {
		if z := d.all[i]; z.of.Value() == nil {
			d.remove(z) // its cleanup gives the proxy up
		}
	}
	d.full = len(d.all) > maxAsleep/2
	return len(d.all) < maxAsleep
}

// WeakLost implements capi.Handler.
func (s *side) WeakLost(self capi.Ref, h capi.Handle) bool {
	b := (*Bridge)(s)
	p := b.handles[h].v.P
	if p == nil { // what it stands for has died
		return false
	}
	if !b.asleep.room() {
		b.weakLost = append(b.weakLost, p.Type.FullName())
		return false
	}
	z := &sleeper{self: self, h: h, of: weak.Make(p)}
	z.cleanup = runtime.AddCleanup(p, b.died, deadRef{ref: self})
	b.asleep.add(z)
	delete(b.proxies, p)
	b.handles[h].v = object.Value{}
	return true
}

// of is the object of a handle; None if it died in its sleep.
func (b *Bridge) of(h capi.Handle) object.Value {
	if v := b.handles[h].v; v.P != nil {
		return v
	}
	return b.ofSleeper(h)
}

// ofSleeper is of for a proxy that is asleep, or that has lost its object. It is apart so that of is inlined.
//
//go:noinline
func (b *Bridge) ofSleeper(h capi.Handle) object.Value {
	if z := b.asleep.byHandle[h]; z != nil {
		return b.wake(z)
	}
	return object.None
}

// wake makes a proxy one like others.
func (b *Bridge) wake(z *sleeper) object.Value {
	p := z.of.Value()
	if p == nil {
		return object.None
	}
	z.cleanup.Stop()
	b.asleep.remove(z)
	v := object.FromPtr(p)
	b.handles[z.h].v = v
	b.proxies[p] = z.self
	b.died(deadRef{ref: z.self}) // our reference, after the crossing
	return v
}

// proxyOf is the proxy of an object of ours, zero if it has none.
func (b *Bridge) proxyOf(p *object.Header) capi.Ref {
	if len(b.asleep.all) > 0 {
		if z := b.asleep.byObject[weak.Make(p)]; z != nil {
			b.wake(z)
		}
	}
	return b.proxies[p]
}

// forgetAsleep forgets a proxy that has died, if it was asleep.
func (b *Bridge) forgetAsleep(h capi.Handle) {
	if z := b.asleep.byHandle[h]; z != nil {
		b.asleep.remove(z)
	}
}

// rouse wakes the proxies to which C has taken strong references. Until the crossing in which it
// did so has ended, ours of the object are at least as old, so it is soon enough then.
func (b *Bridge) rouse() {
	for i := len(b.asleep.all) - 1; i >= 0; i-- {
		if z := b.asleep.all[i]; capi.RefCount(z.self) > 1 {
			b.wake(z)
		}
	}
}
