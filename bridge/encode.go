package bridge

import (
	"math/big"
	"runtime"
	"unsafe"

	"memphis/bridge/internal/capi"
	"memphis/convert"
	"memphis/interp/object"
)

// This file defines call, one crossing from here to C: its arguments on the way there,
// and what has to be set right after it.

// call is one crossing under construction. It is pooled; calls nest.
type call struct {
	b      *Bridge
	t      *object.Thread
	out    *capi.Buffer
	q      *capi.Quick
	where  string  // the C function, "" if name finds it
	op     capi.Op // what C does, with the object on
	on     capi.Ref
	loans  []*loan // containers lent
	up     *call   // of an answer: the crossing that C is in, to which what is lent belongs
	bodies []body
	given  []body     // exceptions and the C halves made for them
	own    []capi.Ref // references to give back after the call
	depth  int
	inside bool // C is at work on it
	// guarded says that loans of it are too large to be watched.
	guarded bool
	last    object.Value // what came with the status Absent
	serial  uint64       // changes with each crossing that uses the call and lends something
	keep    bool         // containers are copied for good, not lent: an answer to C
	live    bool         // containers go as proxies: C keeps them for good, and seldom looks into them
	alone   bool         // C's thread has no crossing of ours that loans could belong to
}

// body is an instance of a Python class, or an exception, seen by C as the C object ref.
type body struct {
	h   *object.Header
	ref capi.Ref
}

func (b *Bridge) begin(t *object.Thread) *call {
	if b.due() {
		b.drain()
		if b.versions != b.changes() {
			b.follow(t)
		}
	}
	if owed, orphans := b.owed, b.orphans; (len(owed) > 0 || len(orphans) > 0) && !capi.Reading() {
		b.owed, b.orphans = nil, nil // giving back may call us
		for _, r := range owed {
			capi.Decref(r)
		}
		b.giveBack(&call{loans: orphans})
	}
	return b.take(t)
}

// take is the cheap part of begin, and leave that of end.
func (b *Bridge) take(t *object.Thread) *call {
	b.followContext(t)
	var c *call
	if n := len(b.calls); n > 0 {
		c = b.calls[n-1]
		b.calls = b.calls[:n-1]
	} else {
		c = &call{b: b, out: capi.NewBuffer(), q: capi.NewQuick()}
	}
	c.t, c.op = t, -1
	b.taken++
	b.active = append(b.active, c)
	return c
}

func (c *call) leave() {
	b := c.b
	if len(b.asleep.all) > 0 {
		b.rouse()
	}
	if n := len(b.active) - 1; b.active[n] == c {
		b.active = b.active[:n]
	} else { // threads interleave
		for i := range b.active {
			if b.active[i] == c {
				b.active = append(b.active[:i], b.active[i+1:]...)
				break
			}
		}
	}
	b.calls = append(b.calls, c)
}

// nested reports whether c is part of another crossing of its thread.
func (c *call) nested() bool {
	for _, y := range c.b.active {
		if y.t == c.t && y != c {
			return true
		}
	}
	return false
}

// due reports whether there is something to give back or to tell to C before a crossing.
func (b *Bridge) due() bool {
	return b.nDead.Load() != 0 || b.swept.Load() || b.versions != b.changes()
}

func (c *call) end() {
	if cap(c.out.B) > 1<<20 {
		c.out.B = nil
	}
	c.out.Reset()
	for _, r := range c.own {
		capi.Decref(r)
	}
	c.own = c.own[:0]
	for _, y := range c.bodies {
		if ct, ok := y.h.Type.Foreign.(*ctype); capi.RefCount(y.ref) > 1 || ok && !ct.onlyOurs(y.ref) {
			if y.h.Type.Flags&object.FlagHeap != 0 {
				c.b.pin(y.ref, y.h)
			} else {
				c.b.list(y.ref, y.h)
			}
		}
	}
	clear(c.bodies) // the pool must keep nothing alive
	c.bodies = c.bodies[:0]
	clear(c.given)
	c.given = c.given[:0]
	if len(c.loans) > 0 {
		c.b.giveBack(c)
	}
	c.serial++
	c.up, c.t = nil, nil
	c.where, c.last, c.keep, c.live, c.alone, c.guarded, c.depth = "", object.Value{}, false, false, false, false, 0
	c.leave()
}

// saw notes that C gets at the object of a wrapper, if that matters after the call.
func (c *call) saw(v object.Value, ref capi.Ref) {
	if v.P.Type.Flags&object.FlagHeap != 0 || listable(v.P.Type) && !(*Object)(v.Ptr()).listed {
		c.bodies = append(c.bodies, body{v.P, ref})
	}
}

func (b *Bridge) ruleOf(typ *object.Type) convert.Rule {
	r, ok := b.rules[typ]
	if !ok {
		r = convert.RuleOf(typ)
		if typ.Flags&object.FlagHeap == 0 || b.refs[typ] != 0 {
			b.rules[typ] = r
		}
	}
	return r
}

// put writes v to the call's buffer, as the table of package convert says.
func (c *call) put(v object.Value) error {
	out := c.out
	switch v.P.Type {
	case object.IntType:
		if v.IsSmallInt() {
			out.Int(v.Int64())
			return nil
		}
		putBig(out, object.BigInt(v))
		return nil
	case object.StrType:
		out.Str((*object.Str)(v.Ptr()).String())
		return nil
	case object.NoneType:
		out.None()
		return nil
	case object.BoolType:
		out.Bool(v.N != 0)
		return nil
	case object.FloatType:
		f, _ := object.AsFloat(v)
		out.Float(object.PlainFloat(f))
		return nil
	case object.BytesType:
		s, _ := object.AsBytes(v)
		out.Bytes(unsafe.Slice(unsafe.StringData(s), len(s)))
		return nil
	case object.TupleType:
		items := (*object.Tuple)(v.Ptr()).Items
		out.Tuple(len(items))
		return c.putAll(items)
	}
	if v.P.Type.Flags&object.FlagForeign != 0 {
		if ref := refOf(v); ref != 0 {
			c.putRef(ref)
			c.saw(v, ref)
			return nil
		}
	}
	rule := c.b.ruleOf(v.P.Type)
	switch rule.How {
	case convert.Complex:
		out.Complex((*object.ComplexObject)(v.Ptr()).C)
	case convert.Ellipsis:
		out.Ellipsis()
	case convert.NotImplemented:
		out.NotImplemented()
	case convert.Slice:
		s := (*object.Slice)(v.Ptr())
		out.Slice()
		return c.putAll([]object.Value{s.Start.OrNone(), s.Stop.OrNone(), s.Step.OrNone()})
	case convert.FrozenSet, convert.Range:
		return c.putContent(v)
	case convert.Lend:
		if c.live {
			return c.putProxy(v)
		}
		if c.keep {
			if c.alone {
				if err := c.b.lossy(c.t, convert.ThreadCopy, v.P.Type.FullName(), convert.ToC, c.name(), "which called back"); err != nil {
					return err
				}
			}
			return c.putContent(v)
		}
		if a, ok := object.AsByteArray(v); ok && len(a.B) > shareAbove {
			twin, err := c.b.twinOf(c.t, v.P.Type)
			if err != nil {
				return err
			}
			out.Proxy(twin, c.b.newHandle(v))
			return nil
		}
		return c.lend(v)
	case convert.Type:
		typ, _ := object.AsType(v)
		ref, err := c.b.typeRef(c.t, typ)
		if err != nil {
			return err
		}
		c.putRef(ref)
	case convert.Exception:
		e, _ := object.AsException(v)
		for _, y := range c.given { // whose references C has not taken yet
			if y.h == v.P {
				capi.Incref(y.ref)
				out.Give(y.ref)
				return nil
			}
		}
		ref, err := c.b.exceptionRef(c.t, e, 0)
		if err != nil {
			return err
		}
		out.Give(ref)
		c.given = append(c.given, body{v.P, ref})
	default:
		if ref := c.b.homeOf(v.P); ref != 0 {
			c.putRef(ref)
			return nil
		}
		if ref := c.b.proxyOf(v.P); ref != 0 {
			if rule.How != convert.Subclass || rule.Exact {
				c.putRef(ref)
				return nil
			}
		}
		if rule.How == convert.Function {
			out.Function(c.b.newHandle(v))
			return nil
		}
		if rule.How == convert.Subclass {
			return c.putShadow(v, rule)
		}
		return c.putProxy(v)
	}
	return nil
}

// putRef writes a C object that C or a wrapper keeps alive, and holds it until the call is over: what is written after it, or
// the hash of a key while C reads it all, may run anything, and so end what that was.
func (c *call) putRef(ref capi.Ref) {
	capi.Incref(ref)
	c.own = append(c.own, ref)
	c.out.Ref(ref)
}

// putAttr writes the name of an attribute and what it is set to, if it is not deleted, and returns the operation and the number of
// its arguments.
func (c *call) putAttr(name *object.Str, v object.Value) (op capi.Op, n int, err error) {
	c.out.Ref(capi.Name(name.String()))
	if v.P == nil {
		return capi.OpDelAttr, 1, nil
	}
	return capi.OpSetAttr, 2, c.put(v)
}

// putProxy writes the proxy of v, a new one if C has none.
func (c *call) putProxy(v object.Value) error {
	if ref := c.b.proxyOf(v.P); ref != 0 {
		c.putRef(ref)
		return nil
	}
	twin, err := c.b.twinOf(c.t, v.P.Type)
	if err != nil {
		return err
	}
	c.out.Proxy(twin, c.b.newHandle(v))
	return nil
}

// shareAbove is the size past which a bytearray is not copied for a call but crosses as a
// proxy whose memory C reads and writes in place: it is what may be compared at each crossing
// while C keeps a copy (maxWatchedSize).
const shareAbove = 16 << 10

// maxDepth is how deep containers may nest in one crossing; CPython's own limit for
// recursion in C is of that order.
const maxDepth = 200

func (c *call) putAll(vs []object.Value) error {
	if c.depth++; c.depth > maxDepth {
		return object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded while converting an object for C")
	}
	c.out.Grow(9 * len(vs))
	for _, v := range vs {
		if v.IsSmallInt() {
			c.out.Int(v.Int64())
			continue
		}
		if err := c.put(v); err != nil {
			return err
		}
	}
	c.depth--
	return nil
}

func putBig(out *capi.Buffer, n *big.Int) {
	mag := n.Bytes()
	for i, j := 0, len(mag)-1; i < j; i, j = i+1, j-1 {
		mag[i], mag[j] = mag[j], mag[i]
	}
	out.BigInt(n.Sign() < 0, mag)
}

// putContent writes a container, or the value that an instance of a subclass of a
// built-in type holds, by value.
func (c *call) putContent(v object.Value) error {
	out := c.out
	if d, ok := object.AsDict(v); ok {
		if c.depth++; c.depth > maxDepth {
			return object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded while converting an object for C")
		}
		out.Dict(d.Len())
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			k, v := d.Entries[i].Key, d.Entries[i].Val
			if err := c.put(k); err != nil {
				return err
			}
			if err := c.put(v); err != nil {
				return err
			}
		}
		c.depth--
		return nil
	}
	if l, ok := object.AsList(v); ok {
		out.List(len(l.Items))
		return c.putAll(l.Items)
	}
	if u, ok := object.AsTuple(v); ok {
		out.Tuple(len(u.Items))
		return c.putAll(u.Items)
	}
	if s, ok := object.AsStr(v); ok {
		out.Str(s.String())
		return nil
	}
	if s, ok := object.AsBytes(v); ok {
		out.Bytes([]byte(s))
		return nil
	}
	if v.Is(object.IntType) {
		if n, ok := object.SmallInt(v); ok {
			out.Int(n)
		} else {
			putBig(out, object.BigInt(v))
		}
		return nil
	}
	if f, ok := object.AsFloat(v); ok {
		out.Float(object.PlainFloat(f))
		return nil
	}
	if v.Is(object.ComplexType) {
		out.Complex((*object.ComplexObject)(v.Ptr()).C)
		return nil
	}
	return c.putOther(v)
}

// run performs the operation and reads its result. With status Absent the value that
// came with it is in c.last.
func (c *call) run(op capi.Op, o, typ capi.Ref, x int64, n, nk int) (object.Value, capi.Status, error) {
	if len(c.b.kept) > 0 {
		if err := c.b.tellKept(c.t); err != nil {
			return object.Value{}, capi.Raised, err
		}
	}
	if n := c.t.Interp.MaxStrDigits; n != c.b.maxDigits {
		c.b.maxDigits = n
		capi.SetMaxStrDigits(n)
	}
	c.inside = true
	c.op, c.on = op, o
	var leave func(in int)
	if c.b.books != nil {
		leave = c.b.books.enter(c.name(), len(c.out.B))
	}
	r := capi.Do(op, o, typ, x, c.out, n, nk)
	c.inside = false
	if leave != nil {
		leave(r.Reader.Len() + r.Tail.Len())
	}
	v, st, err := c.finish(r.Status, &r.Reader, &r.Tail)
	r.Free()
	return v, st, err
}

// runRef performs an operation on o that makes an object which is not to be wrapped yet: zero if
// it is none of C's.
func (c *call) runRef(op capi.Op, o capi.Ref, x int64, n int) (capi.Ref, error) {
	c.inside, c.op, c.on = true, op, o
	r := capi.Do(op, o, 0, x, c.out, n, 0)
	c.inside = false
	defer r.Free()
	var lost error
	if r.Tail.More() {
		lost = c.b.settle(c, &r.Tail)
	}
	if r.Status == capi.Raised {
		return 0, c.rest(c.b.raised(c.t, &r.Reader), lost)
	}
	it := r.Next()
	if err := c.rest(nil, lost); err != nil || it.Kind != capi.KindRef {
		if it.Ref != 0 {
			capi.Decref(it.Ref)
		}
		return 0, err
	}
	return it.Ref, nil
}

// finish reads the answer of an operation.
func (c *call) finish(st capi.Status, r, tail *capi.Reader) (v object.Value, _ capi.Status, err error) {
	var lost error
	if tail.More() {
		lost = c.b.settle(c, tail)
	}
	switch st {
	case capi.Raised:
		err = c.b.raised(c.t, r)
	case capi.Done:
		v, err = c.b.get(c.t, r, true)
	default:
		if r.More() {
			c.last, err = c.b.get(c.t, r, true)
		}
	}
	return v, st, c.rest(err, lost)
}

// rest does what is left to do about loans when an operation is over.
func (c *call) rest(err, lost error) error {
	if lost == nil && c.guarded {
		lost = c.b.unseen(c)
	}
	if len(c.b.adopted) > 0 {
		if e := c.b.settleAdopted(c); lost == nil {
			lost = e
		}
	}
	if len(c.loans) > 0 {
		c.b.giveBack(c)
	}
	if c.b.merged != [3]int{} && !c.nested() {
		if e := c.b.warnMerged(c); lost == nil {
			lost = e
		}
	}
	if c.b.stale() {
		if e := c.b.followNamespaces(c.t); lost == nil {
			lost = e
		}
	}
	if len(c.b.weakLost) > 0 && !c.nested() {
		if e := c.b.warnWeak(c); lost == nil {
			lost = e
		}
	}
	if err == nil {
		err = lost
	}
	return err
}

// self returns the C object of v, for the first operand of an operation.
func (c *call) self(v object.Value) (capi.Ref, error) {
	if v.P.Type.Flags&object.FlagForeign != 0 {
		if ref := refOf(v); ref != 0 {
			c.saw(v, ref)
			return ref, nil
		}
	}
	return c.refFor(v)
}

// refFor makes a C object of any value; it lives until the call ends.
func (c *call) refFor(v object.Value) (capi.Ref, error) {
	s := c.b.begin(c.t)
	s.keep = true
	defer s.end()
	if err := s.put(v); err != nil {
		return 0, err
	}
	ref, err := s.runRef(capi.OpBuild, 0, 0, 1)
	if err != nil {
		return 0, err
	}
	c.own = append(c.own, ref)
	return ref, nil
}

// op is an operation on self by the slots of ct (nil: by its own), with arguments.
func (b *Bridge) op(t *object.Thread, op capi.Op, ct *ctype, self object.Value, x int64, args ...object.Value) (object.Value, error) {
	v, _, err := b.opStatus(t, op, ct, self, x, args)
	return v, err
}

// maxVain is how often garbage is collected for the sake of memoryviews without any that was garbage.
const maxVain = 8

// closeViews releases memoryviews of C objects that are garbage, if err may be due to them: CPython's reference
// counts release such a view at the end of the expression. It reports whether there were any.
func (b *Bridge) closeViews(t *object.Thread, err error) bool {
	if b.views == 0 || b.vain >= maxVain || t.Interp.Host == nil || !object.ErrorIs(err, object.BufferErrorType) {
		return false
	}
	n := b.views
	t.Interp.Host.Collect(t, false)
	if b.views < n {
		return true
	}
	b.vain++
	return false
}

func (b *Bridge) opStatus(t *object.Thread, op capi.Op, ct *ctype, self object.Value, x int64, args []object.Value) (object.Value, capi.Status, error) {
	v, st, err := b.opOnce(t, op, ct, self, x, args)
	if err != nil && b.closeViews(t, err) {
		return b.opOnce(t, op, ct, self, x, args)
	}
	return v, st, err
}

func (b *Bridge) opOnce(t *object.Thread, op capi.Op, ct *ctype, self object.Value, x int64, args []object.Value) (object.Value, capi.Status, error) {
	c := b.begin(t)
	defer c.end()
	ref, err := c.self(self)
	if err != nil {
		return object.Value{}, capi.Raised, err
	}
	var typ capi.Ref
	if ct != nil {
		c.where = ct.where()
		if capi.TypeOf(ref) != ct.ref {
			typ = ct.ref
		}
	}
	v, st, err := c.do(op, ref, typ, x, args...)
	runtime.KeepAlive(self)
	if err == nil && st == capi.Absent {
		v = c.last
	}
	return v, st, err
}

// do performs an operation with positional arguments.
func (c *call) do(op capi.Op, o, typ capi.Ref, x int64, args ...object.Value) (object.Value, capi.Status, error) {
	if c.quiet() && c.words(0, args) {
		v, st, err := c.runQuick(op, o, typ, x, len(args))
		runtime.KeepAlive(args)
		return v, st, err
	}
	for _, a := range args {
		if err := c.put(a); err != nil {
			return object.Value{}, capi.Raised, err
		}
	}
	return c.run(op, o, typ, x, len(args), 0)
}

// callRef calls the C callable f, self first if it is not the zero Value.
func (b *Bridge) callRef(t *object.Thread, where string, f, typ capi.Ref, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw == nil && typ == 0 {
		if v, ok, err := b.callQuick(t, where, f, self, args); ok && (err == nil || !b.closeViews(t, err)) {
			return v, err
		}
	}
	return b.callSlow(t, where, f, typ, self, args, kw)
}

// callSlow is callRef by a buffer.
func (b *Bridge) callSlow(t *object.Thread, where string, f, typ capi.Ref, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	v, err := b.callOnce(t, where, f, typ, self, args, kw)
	if err != nil && b.closeViews(t, err) {
		v, err = b.callOnce(t, where, f, typ, self, args, kw)
	}
	return v, waited(t, err)
}

// waited returns err, or what is to be raised now that C has come back: a signal that came while C waited is part of the
// call, rather than of where the caller goes on.
func waited(t *object.Thread, err error) error {
	if err == nil && t.Pending.Load() {
		return t.Safepoint()
	}
	return err
}

// callOnce is callSlow without what is pending.
func (b *Bridge) callOnce(t *object.Thread, where string, f, typ capi.Ref, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	c := b.begin(t)
	defer c.end()
	c.where = where
	n := len(args)
	if self.P != nil {
		n++
		if err := c.put(self); err != nil {
			return object.Value{}, err
		}
	}
	for _, a := range args {
		if err := c.put(a); err != nil {
			return object.Value{}, err
		}
	}
	nk := 0
	if kw != nil {
		nk = len(kw.Items)
		c.putNames(kw)
	}
	v, _, err := c.run(capi.OpCall, f, typ, 0, n-nk, nk)
	runtime.KeepAlive(self) // what is in the buffer has no other reference
	runtime.KeepAlive(args)
	return v, err
}

// name is the C function that the call is about, for warnings and reports.
func (c *call) name() string {
	if c.where != "" && (c.op == capi.OpCall || c.op < 0 || c.op == capi.OpDescrGet || c.op == capi.OpDescrSet || c.op == capi.OpDescrDel) {
		return c.where
	}
	if c.op < 0 {
		return "a C function"
	}
	typ := c.where
	if typ == "" && c.on != 0 {
		ref := capi.TypeOf(c.on)
		if c.op == capi.OpNew || c.op == capi.OpInit || c.op == capi.OpTypeInfo || c.op == capi.OpTypeDict {
			ref = c.on
		}
		if y := c.b.types[ref]; y != nil {
			typ = y.FullName()
		}
	}
	what := c.op.String()
	switch {
	case typ == "":
		return what
	case what == "" || c.op == capi.OpNew || c.op == capi.OpInit:
		return typ
	}
	return typ + "." + what
}

// putNames writes the names of keyword arguments as interned strs, which C compares by
// address.
func (c *call) putNames(kw *object.Tuple) {
	c.out.Tuple(len(kw.Items))
	for _, k := range kw.Items {
		s, _ := object.AsStr(k)
		c.out.Ref(capi.Name(s.String()))
	}
}
