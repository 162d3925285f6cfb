package treewalk

import (
	"errors"
	"unsafe"
	"weak"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines generators and coroutines.

// errYield travels up from a yield to whoever resumed the generator.
var errYield = errors.New("treewalk: yield")

// genFrame is the frame of a generator.
type genFrame struct {
	frame
	// g is nil while the generator is suspended: what Go's collector is to finalise must not be reachable from itself.
	g    *object.Generator
	self weak.Pointer[object.Generator] // for the frame object
	// out is what is yielded, sent and exc what comes back.
	out, sent object.Value
	exc       *object.Exception
	sub       object.Value // what the frame delegates to
	begun     bool
	cleanup   bool // suspended inside try or with
	// handled is the exception that the generator was handling when it yielded, and outer the one that its caller handled
	// when it was resumed.
	handled, outer *object.Exception
	// handling counts the except and finally blocks that the frame is in.
	handling int
}

// makeGenerator makes a generator of the frame of a call.
func (f *frame) makeGenerator() object.Value {
	t, c := f.t, f.code
	gf := &genFrame{frame: *f}
	gf.gen = gf
	g := &object.Generator{Frame: gf, Code: c.obj, Name: c.obj.Name, QualName: c.obj.QualName}
	g.Header.Type = object.GeneratorType
	switch {
	case c.obj.Flags&object.CoCoroutine != 0:
		g.Header.Type = object.CoroutineType
	case c.obj.Flags&object.CoAsyncGenerator != 0:
		g.Header.Type = object.AsyncGeneratorType
		g.Async = &object.AsyncState{}
	}
	if f.fn != nil {
		g.Name, g.QualName = f.fn.Name, f.fn.QualName
	}
	if g.Header.Type == object.CoroutineType && t.OriginDepth > 0 {
		g.Origin = origin(t)
	}
	object.TrackGenerator(t, g)
	return g.Value()
}

// origin is cr_origin: where a coroutine is being created.
func origin(t *object.Thread) object.Value {
	var out []object.Value
	f := t.Engine.Top(t)
	for n := 0; f != nil && n < t.OriginDepth; n++ {
		out = append(out, object.TupleOf(f.Code.Filename, object.Int(f.LineNo()), f.Code.Name.Value()))
		f = f.Engine.Back(t)
	}
	return object.NewTuple(out).Value()
}

// Resume implements object.Resumable.
func (gf *genFrame) Resume(t *object.Thread, g *object.Generator, v object.Value, exc *object.Exception) (r object.Value, done bool, err error) {
	if tooDeep(t) {
		return r, false, recursion()
	}
	f, c := &gf.frame, gf.code
	t.Depth++
	t.Nested += c.weight
	f.t, gf.g, gf.outer = t, g, t.Exc
	f.link = t.Engine.Enter(t, f)
	if gf.handled != nil {
		t.Exc, gf.handled = gf.handled, nil
	}
	k := next
	if t.Hooked {
		f.watch()
		if err := f.callEvent(); err != nil {
			k = f.fail(err)
		}
	}
	switch {
	case k != next:
	case !gf.begun:
		gf.begun = true
		if exc == nil {
			k = f.walk()
		} else {
			f.thrown = true
			k = f.fail(exc)
		}
	default:
		if exc != nil && gf.sub.P == nil {
			if gf.handling > 0 {
				engine.SetContext(t, exc)
			}
			f.thrown = true
		}
		gf.sent, gf.exc, gf.cleanup = v, exc, false
		f.resuming = true
		k = f.walk()
		f.resuming = false
	}
	if k == yielded {
		r, gf.out = gf.out, object.Value{}
		if t.Hooked {
			t.Yielding = true
			err := f.returnEvent(r)
			t.Yielding = false
			if err != nil {
				k = f.fail(err)
			} else if f.jump != nil {
				f.depart()
			}
		}
	}
	if k == yielded {
		if gf.handling > 0 {
			gf.handled = t.Exc
		}
		t.Exc, gf.outer, gf.g = gf.outer, nil, nil
		f.pop()
		return r, false, nil
	}
	r, err = f.end(k)
	t.Exc, gf.outer, gf.g = gf.outer, nil, nil
	return r, true, err
}

// YieldFrom implements object.Resumable.
func (gf *genFrame) YieldFrom() object.Value { return gf.sub }

// FrameObject implements object.Resumable.
func (gf *genFrame) FrameObject(t *object.Thread, g *object.Generator) *object.Frame {
	gf.self = weak.Make(g)
	return gf.frame.FrameObject()
}

func (gf *genFrame) noteSelf() {
	if gf.g != nil {
		gf.self = weak.Make(gf.g)
	}
}

// Drop implements object.Resumable.
func (gf *genFrame) Drop() {
	if gf.obj == nil {
		clear(gf.vars)
		gf.closure = nil
	}
	clear(gf.temps)
	gf.handled, gf.g, gf.sub = nil, nil, object.Value{}
}

// HasCleanup implements object.Resumable.
func (gf *genFrame) HasCleanup() bool { return gf.begun && (gf.cleanup || gf.sub.P != nil) }

// Revived implements object.Resumable.
func (gf *genFrame) Revived(g *object.Generator) {
	if gf.obj != nil {
		gf.self = weak.Make(g)
	}
}

// WalkRefs implements object.RefHolder, for a frame that waits. If there is a frame object, what the frame refers to
// belongs to that: others may know it.
func (gf *genFrame) WalkRefs(visit func(p *unsafe.Pointer)) {
	if gf.g != nil {
		return
	}
	shown := gf.obj != nil
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.obj)))
	if shown = shown || gf.obj != nil; !shown { // it may have been taken out, or put in
		gf.walk(visit)
	}
}

func (gf *genFrame) walk(visit func(p *unsafe.Pointer)) {
	for _, list := range [2][]object.Value{gf.vars, gf.temps} {
		for i := range list {
			visit((*unsafe.Pointer)(unsafe.Pointer(&list[i].P)))
		}
	}
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.sub.P)))
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.handled)))
	object.WalkFunction(visit, &gf.fn, &gf.closure)
}

// resumed is what a yield expression gives when the generator goes on.
func (f *frame) resumed() (object.Value, error) {
	g := f.gen
	f.resuming = false
	v, exc := g.sent, g.exc
	g.sent, g.exc = object.Value{}, nil
	if exc != nil {
		return object.Value{}, exc
	}
	return v, nil
}

// drive sends to the iterator in temps[i] until it ends, yielding what it yields.
func (f *frame) drive(i int) (object.Value, error) {
	g, t, it := f.gen, f.t, f.temps[i]
	sent, exc := object.None, (*object.Exception)(nil)
	if f.resuming {
		f.resuming = false
		sent, exc = g.sent, g.exc
		g.sent, g.exc = object.Value{}, nil
	}
	var (
		r    object.Value
		done bool
		err  error
	)
	if exc != nil {
		if r, done, err = engine.ThrowInto(t, it, exc); err != nil {
			if e := object.ToException(err); e.Traceback != nil && g.handling > 0 {
				engine.SetContext(t, e)
			}
		}
	} else {
		r, done, err = t.Send(it, sent)
	}
	if err == nil && !done {
		g.out, g.sub = r, it
		return object.Value{}, errYield
	}
	if err == nil && t.Hooked {
		err = f.stopEvent(it, r)
	}
	g.sub, f.temps[i] = object.Value{}, object.Value{}
	return r, err
}
