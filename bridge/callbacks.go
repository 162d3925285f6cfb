package bridge

import (
	"runtime"
	"unsafe"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines what C asks of our objects: side is the bridge as capi sees it.

type side Bridge

// export is memory of ours that C has open.
type export struct {
	buf *object.Buffer
	pin runtime.Pinner
}

// hold pins the memory, unless it is C's own, seen through a memoryview of ours.
func (e *export) hold() {
	defer func() { recover() }() // Pin panics for memory that is not Go's
	if len(e.buf.Bytes) > 0 {
		e.pin.Pin(unsafe.SliceData(e.buf.Bytes))
	}
}

// maxCallbacks bounds how deep C and Go may call each other. CPython's own limit does not
// see our frames; the C stack of a thread (8 MB) ends after about 9,000 such levels.
const maxCallbacks = 4000

// selfOf returns our object behind self: that of the handle, or of C's address.
func (b *Bridge) selfOf(t *object.Thread, self capi.Ref, h capi.Handle) (object.Value, error) {
	if h != 0 {
		return b.of(h), nil
	}
	return b.wrap(t, self, capi.TypeOf(self), false)
}

// Slot implements capi.Handler.
func (s *side) Slot(ts capi.Thread, slot capi.Slot, self capi.Ref, h capi.Handle, x int64, args *capi.Reader, n, nk int, out *capi.Buffer) (status capi.Status) {
	b := (*Bridge)(s)
	t := b.threadOf(ts)
	t.Callbacks++
	a := asked{b: b, t: t, ts: ts, slot: slot, self: self, h: h, x: x, args: args, n: n + nk, nk: nk}
	r, st := a.answer()
	if st == capi.Done {
		return a.put(r, out)
	}
	return a.end(st, out)
}

// Quick implements capi.Handler. What most callbacks are, with nothing lent and nothing counted,
// goes straight: one deferred function that does nothing unless there is a panic, where answer,
// with its four, costs 40 ns more.
func (s *side) Quick(ts capi.Thread, slot capi.Slot, self capi.Ref, h capi.Handle, x int64, w *[capi.MaxWords]capi.Word, n int) (text string, out *capi.Buffer, st capi.Status) {
	b := (*Bridge)(s)
	t := b.Lock.last
	if ts != b.Lock.lastState {
		t = b.threadOf(ts)
	}
	t.Callbacks++
	context := ts.Context()
	if h == 0 || context != 0 && strayed(t, context) || b.lending > 0 || len(b.kept) > 0 || b.books != nil || b.depth >= maxCallbacks || b.stale() {
		a := asked{b: b, t: t, ts: ts, slot: slot, self: self, h: h, x: x, words: w, n: n}
		r, st := a.answer()
		return a.putWord(r, st)
	}
	var boundary object.Boundary
	t.Boundary(&boundary)
	if err := t.Enter(" while calling a Python object"); err != nil {
		a := asked{b: b, t: t, err: err, words: w}
		return a.putWord(object.Value{}, capi.Raised)
	}
	b.depth++
	done := false
	defer func() {
		if done {
			return
		}
		b.depth--
		text, out, st = b.panicked(t, t.Recovered(&boundary, recover()))
	}()
	v := b.of(h)
	vs := t.PushArgs(n)
	var r object.Value
	var err error
	for i := range vs {
		if w := &w[i]; w.Tag == int32(capi.KindInt) {
			vs[i] = object.Int64(int64(w.V))
		} else if vs[i], err = b.argument(t, w); err != nil {
			break
		}
	}
	st = capi.Done
	name := false
	switch {
	case err != nil:
	case slot == capi.SlotCall:
		r, err = t.CallVec(v, vs, nil)
	default:
		r, st, err = b.answer(t, slot, v, x, vs, nil)
		name = slot == capi.SlotGetAttr && isName(vs[0], "__dict__")
	}
	t.PopArgs(vs)
	t.Leave()
	b.followContext(t)
	b.depth--
	done = true
	if err == nil && st == capi.Done && !name {
		if text, ok := b.answerWord(&w[0], r); ok {
			return text, nil, st
		}
	}
	a := asked{b: b, t: t, slot: slot, name: name, words: w}
	if err != nil {
		st = a.failed(err)
	}
	return a.putWord(r, st)
}

// panicked makes the answer of a callback in which there was a panic.
func (b *Bridge) panicked(t *object.Thread, err error) (_ string, out *capi.Buffer, st capi.Status) {
	out = capi.NewBuffer()
	defer func() {
		if p := recover(); p != nil { // in what tells of the first
			capi.Failure(p, out)
			st = capi.Raised
		}
	}()
	b.followContext(t)
	return "", out, b.fail(t, err, out)
}

// putWord writes the answer, or why there is none, as a word or to a buffer.
func (a *asked) putWord(r object.Value, st capi.Status) (string, *capi.Buffer, capi.Status) {
	if st == capi.Absent {
		return "", nil, st
	}
	if st == capi.Done && !a.name {
		if text, ok := a.b.answerWord(&a.words[0], r); ok {
			return text, nil, st
		}
	}
	out := capi.NewBuffer()
	if st == capi.Done {
		return "", out, a.put(r, out)
	}
	return "", out, a.end(st, out)
}

// failed notes an error, which may be the end of an iteration.
func (a *asked) failed(err error) capi.Status {
	if a.slot == capi.SlotNext && object.ErrorIs(err, object.StopIterationType) {
		if e := object.ToException(err); object.StopIterationValue(e).IsNone() {
			return capi.Absent
		}
	}
	a.err = err
	return capi.Raised
}

// asked is one question of C to an object of ours.
type asked struct {
	b    *Bridge
	t    *object.Thread
	ts   capi.Thread
	slot capi.Slot
	self capi.Ref
	h    capi.Handle
	x    int64
	// The n arguments, of which nk are keywords, are words or in a buffer.
	words *[capi.MaxWords]capi.Word
	args  *capi.Reader
	n, nk int
	name  bool  // the attribute asked for is __dict__
	err   error // why the answer is Raised
}

// arguments reads the arguments.
func (a *asked) arguments(vs []object.Value) (kw *object.Tuple, err error) {
	if a.words != nil {
		for i := range vs {
			if vs[i], err = a.b.argument(a.t, &a.words[i]); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
	for i := range vs {
		if vs[i], err = a.b.get(a.t, a.args, false); err != nil {
			return nil, err
		}
	}
	if a.nk > 0 {
		names, err := a.b.get(a.t, a.args, false)
		if err != nil {
			return nil, err
		}
		kw, _ = object.AsTuple(names)
	}
	return kw, nil
}

// answer finds the answer. Panics end here.
func (a *asked) answer() (r object.Value, status capi.Status) {
	b, t := a.b, a.t
	if b.depth++; b.depth > maxCallbacks {
		b.depth--
		a.err = object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded while C and Python call each other")
		return r, capi.Raised
	}
	var boundary object.Boundary
	t.Boundary(&boundary)
	entered := false
	defer func() {
		b.depth--
		if p := recover(); p != nil {
			a.err, status = t.Recovered(&boundary, p), capi.Raised
		} else if entered {
			t.Leave()
		}
	}()
	if a.err = t.Enter(" while calling a Python object"); a.err != nil {
		return r, capi.Raised
	}
	entered = true
	if x := a.ts.Context(); x != 0 && strayed(t, x) {
		defer b.enterContext(t, a.ts, x)()
	} else {
		defer b.followContext(t)
	}
	if b.books != nil {
		defer b.books.callback(b.caller(t))()
	}
	if b.stale() {
		if err := b.followNamespaces(t); err != nil {
			a.err = err
			return r, capi.Raised
		}
	}
	if b.lending > 0 || len(b.kept) > 0 {
		watched, err := b.watch(t)
		if err != nil {
			a.err = err
			return r, capi.Raised
		}
		defer func() {
			b.tell(t, watched)
			b.tellKept(t)
		}()
	}
	if mark := len(b.adopted); a.words == nil && a.n > 0 {
		// What we change in containers that C has passed to us, it must see when it goes on.
		defer func() {
			if mark < len(b.adopted) {
				if err := b.tell(t, b.adopted[mark:]); err != nil && status != capi.Raised {
					a.err, status = err, capi.Raised
				}
			}
		}()
	}
	v, err := b.selfOf(t, a.self, a.h)
	if err != nil {
		a.err = err
		return r, capi.Raised
	}
	vs := t.PushArgs(a.n)
	kw, err := a.arguments(vs)
	if err == nil {
		switch a.slot {
		case capi.SlotCall:
			r, err = t.CallVec(v, vs, kw)
			status = capi.Done
		default:
			r, status, err = b.answer(t, a.slot, v, a.x, vs, kw)
			a.name = a.slot == capi.SlotGetAttr && isName(vs[0], "__dict__")
		}
	}
	t.PopArgs(vs)
	if err == nil {
		return r, status
	}
	return r, a.failed(err)
}

// end writes why there is no answer.
func (a *asked) end(st capi.Status, out *capi.Buffer) capi.Status {
	if st == capi.Raised {
		return a.b.fail(a.t, a.err, out)
	}
	return st
}

// refSize is the length of a buffer that holds one reference, tag and address.
const refSize = 9

// put writes the answer to out.
func (a *asked) put(r object.Value, out *capi.Buffer) (status capi.Status) {
	b, t := a.b, a.t
	var boundary object.Boundary
	t.Boundary(&boundary)
	defer func() {
		if p := recover(); p != nil {
			status = b.fail(t, t.Recovered(&boundary, p), out)
		}
	}()
	c := b.begin(t)
	defer c.end()
	c.answers()
	if a.name && r.P.Type == object.DictType {
		// Who asks for an object's __dict__ wants to change its attributes: a copy would
		// not do.
		twin, err := b.twinOf(t, object.DictType)
		if err != nil {
			return b.fail(t, err, out)
		}
		c.out.Proxy(twin, b.newHandle(r))
	} else if err := c.put(r); err != nil {
		return b.fail(t, err, out)
	}
	// The content of the call's buffer is the answer. C reads it after we return, so
	// what it refers to must live on until then.
	c.out.B, out.B = out.B, c.out.B
	if len(out.B) > refSize { // else C reads it at once, and calls nothing
		b.owed = append(b.owed, c.own...)
		c.own = c.own[:0]
	}
	b.orphans = append(b.orphans, c.loans...)
	c.loans = c.loans[:0]
	return capi.Done
}

// caller is the C function that calls t's objects back.
func (b *Bridge) caller(t *object.Thread) string {
	for i := len(b.active) - 1; i >= 0; i-- {
		if y := b.active[i]; y.t == t && y.inside {
			return y.name()
		}
	}
	return "(C thread)"
}

// towards is the C function to which what is being written goes.
func (b *Bridge) towards(t *object.Thread) string {
	for i := len(b.active) - 1; i >= 0; i-- {
		if y := b.active[i]; y.t == t && (y.inside || y.where != "") {
			return y.name()
		}
	}
	return "a C function"
}

func isName(v object.Value, name string) bool {
	s, ok := object.AsStr(v)
	return ok && s.String() == name
}

// answer asks our object v.
func (b *Bridge) answer(t *object.Thread, slot capi.Slot, v object.Value, x int64, args []object.Value, kw *object.Tuple) (object.Value, capi.Status, error) {
	none := func(err error) (object.Value, capi.Status, error) { return object.None, capi.Done, err }
	one := func(r object.Value, err error) (object.Value, capi.Status, error) { return r, capi.Done, err }
	truth := func(r bool, err error) (object.Value, capi.Status, error) { return object.Bool(r), capi.Done, err }
	str := func(s *object.Str, err error) (object.Value, capi.Status, error) {
		if err != nil {
			return object.Value{}, capi.Done, err
		}
		return s.Value(), capi.Done, nil
	}
	name := func() *object.Str {
		s, ok := object.AsStr(args[0])
		if !ok {
			return object.Intern("")
		}
		return object.InternStr(s)
	}
	typ := v.P.Type
	unary := func(f object.UnaryFunc) (object.Value, capi.Status, error) {
		if f == nil {
			return object.Value{}, capi.Done, object.Errorf(object.TypeErrorType, "bad operand type: '%s'", typ.Name)
		}
		return one(f(t, v))
	}
	switch slot {
	case capi.SlotTypeCall:
		return one(t.CallVec(v, args, kw))
	case capi.SlotGetAttr, capi.SlotTypeGetAttr:
		return one(t.GetAttr(v, name()))
	case capi.SlotSetAttr, capi.SlotTypeSetAttr:
		if len(args) == 1 {
			return none(t.DelAttr(v, name()))
		}
		return none(t.SetAttr(v, name(), args[1]))
	case capi.SlotIter:
		return one(t.Iter(v))
	case capi.SlotNext:
		r, err := t.Next(v)
		if err == nil && r.P == nil {
			return r, capi.Absent, nil
		}
		return one(r, err)
	case capi.SlotHash:
		n, err := t.Hash(v)
		return one(object.Int64(n), err)
	case capi.SlotCompare:
		if typ.Compare == nil {
			return one(object.NotImplemented, nil)
		}
		return one(typ.Compare(t, v, args[0], object.CmpOp(x)))
	case capi.SlotRepr, capi.SlotTypeRepr:
		return str(t.Repr(v))
	case capi.SlotStr:
		return str(t.Str(v))
	case capi.SlotLen:
		n, err := t.Len(v)
		return one(object.Int(n), err)
	case capi.SlotGetItem:
		return one(t.GetItem(v, args[0]))
	case capi.SlotSetItem:
		if len(args) == 1 {
			return none(t.DelItem(v, args[0]))
		}
		return none(t.SetItem(v, args[0], args[1]))
	case capi.SlotContains:
		return truth(t.Contains(v, args[0]))
	case capi.SlotBool:
		return truth(t.Truth(v))
	case capi.SlotInt:
		return unary(typ.IntSlot)
	case capi.SlotFloat:
		return unary(typ.FloatSl)
	case capi.SlotIndex:
		return unary(typ.Index)
	case capi.SlotNeg:
		return unary(typ.Neg)
	case capi.SlotPos:
		return unary(typ.Pos)
	case capi.SlotAbs:
		return unary(typ.Abs)
	case capi.SlotInvert:
		return unary(typ.Invert)
	case capi.SlotAwait:
		return unary(typ.Await)
	case capi.SlotAIter:
		return unary(typ.AIter)
	case capi.SlotANext:
		return unary(typ.ANext)
	case capi.SlotBinary:
		return one(b.half(t, object.BinOp(x), args[0], args[1]))
	case capi.SlotInPlace:
		if f := typ.InPlace[x]; f != nil {
			return one(f(t, v, args[0]))
		}
		return one(object.NotImplemented, nil)
	case capi.SlotPow3:
		return one(b.half(t, object.OpPow, args[0], args[1]))
	case capi.SlotDescrGet:
		if typ.DescrGet == nil {
			return one(v, nil)
		}
		obj, owner := args[0], args[1]
		if x == 0 {
			obj = object.Value{}
		}
		if owner.IsNone() {
			owner = object.Value{}
		}
		return one(typ.DescrGet(t, v, obj, owner))
	case capi.SlotDescrSet:
		if len(args) == 1 {
			return none(typ.DescrSet(t, v, args[0], object.Value{}))
		}
		return none(typ.DescrSet(t, v, args[0], args[1]))
	case capi.SlotNew:
		cls, ok := object.AsType(v)
		if !ok || cls.New == nil {
			return one(v, object.Errorf(object.TypeErrorType, "cannot create instances"))
		}
		return one(cls.New(t, cls, args, kw))
	case capi.SlotTypeNew:
		return one(classOf(t, args, kw))
	case capi.SlotInit:
		if typ.Init == nil {
			return none(nil)
		}
		return none(typ.Init(t, v, args, kw))
	case capi.SlotIsInstance:
		return truth(t.IsInstance(args[0], v))
	case capi.SlotIsSubclass:
		return truth(t.IsSubclass(args[0], v))
	case capi.SlotTypeDir:
		return one(t.CallMethodString(v, "__dir__"))
	case capi.SlotSend:
		r, err := t.CallMethodString(v, "send", args[0])
		if object.ErrorIs(err, object.StopIterationType) {
			return one(object.Pair(object.True, object.StopIterationValue(object.ToException(err))), nil)
		}
		if err != nil {
			return one(r, err)
		}
		return one(object.Pair(object.False, r), nil)
	}
	return object.Value{}, capi.Done, object.Errorf(object.SystemErrorType, "bridge: C asked for slot %d", int(slot))
}

// classOf makes a class of the metaclass that its bases have.
func classOf(t *object.Thread, args []object.Value, kw *object.Tuple) (object.Value, error) {
	meta := object.TypeType
	if bases, ok := object.AsTuple(args[1]); ok {
		for _, v := range bases.Items {
			if y := v.P.Type; y.IsSubtype(meta) {
				meta = y
			}
		}
	}
	return t.CallVec(meta.Value(), args, kw)
}

// half is one side of a binary operator, as C's slots are: the operands come in the order
// of the expression, and ours is either of them.
func (b *Bridge) half(t *object.Thread, op object.BinOp, l, r object.Value) (object.Value, error) {
	for i, v := range []object.Value{l, r} {
		if v.P.Type.Flags&object.FlagForeign != 0 && v.P.Type.Flags&object.FlagHeap == 0 || i == 1 && r.P.Type == l.P.Type {
			continue
		}
		if f := v.P.Type.Binary[op]; f != nil {
			x, err := f(t, l, r)
			if err != nil || x != object.NotImplemented {
				return x, err
			}
		}
	}
	return object.NotImplemented, nil
}

// fail hands err to C as the exception of the answer.
func (b *Bridge) fail(t *object.Thread, err error, out *capi.Buffer) capi.Status {
	out.Reset()
	ref, err2 := b.exceptionRef(t, object.ToException(err), 0)
	if err2 != nil {
		// What cannot cross is told as a SystemError, which always can.
		ref, err2 = b.exceptionRef(t, object.ToException(object.Errorf(object.SystemErrorType, "bridge: %s (while raising %s)", err2.Error(), err.Error())), maxChain+1)
		if err2 != nil {
			panic(err2)
		}
	}
	out.Give(ref)
	return capi.Raised
}

// Buffer implements capi.Handler.
func (s *side) Buffer(ts capi.Thread, self capi.Ref, h capi.Handle, writable bool, out *capi.Buffer) (capi.Exported, capi.Status) {
	b := (*Bridge)(s)
	t := b.threadOf(ts)
	v, err := b.selfOf(t, self, h)
	if err != nil {
		return capi.Exported{}, b.fail(t, err, out)
	}
	buf, err := t.GetBuffer(v, writable)
	if err != nil {
		return capi.Exported{}, b.fail(t, err, out)
	}
	e := &export{buf: buf}
	e.hold()
	b.nexport++
	b.exports[b.nexport] = e
	x := capi.Exported{ReadOnly: buf.ReadOnly, ID: b.nexport}
	if data, err := buf.Contiguous(); err == nil && v.P.Type != object.MemoryViewType && buf.ItemSize == 1 && buf.Format == "B" && len(buf.Shape) <= 1 && buf.Shape == nil == (len(buf.Shape) == 0) {
		x.Data = data
		return x, capi.Done
	}
	x.Data, x.Offset, x.Format, x.ItemSize = buf.Bytes, buf.Offset, buf.Format, buf.ItemSize
	x.Shape, x.Strides = buf.Dimensions()
	x.Suboffsets = buf.Suboffsets
	return x, capi.Done
}

// BufferDone implements capi.Handler.
func (s *side) BufferDone(id uintptr) {
	b := (*Bridge)(s)
	e := b.exports[id]
	if e == nil {
		return
	}
	delete(b.exports, id)
	e.pin.Unpin()
	if e.buf.Release != nil {
		e.buf.Release()
	}
}

// RaiseIn implements capi.Handler.
func (s *side) RaiseIn(ts capi.Thread, ident uint64, exc *capi.Reader) int {
	b := (*Bridge)(s)
	t := b.threadOf(ts)
	var v object.Value
	if exc != nil {
		var err error
		if v, err = b.get(t, exc, false); err != nil {
			object.Unraisable(t, err, "in PyThreadState_SetAsyncExc", object.None)
			return 0
		}
	}
	return b.interp.RaiseIn(ident, v)
}

// Born implements capi.Handler.
func (s *side) Born(self capi.Ref, h capi.Handle) capi.Ref {
	b := (*Bridge)(s)
	p := b.handles[h].v.P
	if first := b.proxyOf(p); first != 0 {
		b.freeHandle(h)
		return first
	}
	b.proxies[p] = self
	return 0
}

// Release implements capi.Handler.
func (s *side) Release(self capi.Ref, h capi.Handle) {
	b := (*Bridge)(s)
	if h == 0 {
		if v, ok := b.shadows[self]; ok {
			delete(b.shadows, self)
			if b.proxies[v.P] == self { // not a later one
				delete(b.proxies, v.P)
			}
		}
		return
	}
	if p := b.handles[h].v.P; p != nil && b.proxies[p] == self {
		delete(b.proxies, p)
	}
	b.forgetAsleep(h)
	b.freeHandle(h)
}
