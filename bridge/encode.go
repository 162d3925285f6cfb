package bridge

import (
	"math/big"
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
	where  string // the C function, for warnings
	lent   []lent
	bodies []body
	own    []capi.Ref // references to give back after the call
	depth  int
	last   object.Value // what came with the status Absent
	keep   bool         // containers are copied for good, not lent: an answer to C
}

// lent is a container of ours of which C works on a copy during the call.
type lent struct {
	v        object.Value
	ref      capi.Ref
	snapshot capi.Ref
	rule     convert.Rule
}

// body is an instance of a Python class, seen by C as the C object ref.
type body struct {
	h   *object.Header
	ref capi.Ref
}

func (b *Bridge) begin(t *object.Thread) *call {
	b.drain()
	if owed := b.owed; len(owed) > 0 {
		b.owed = nil // giving back may call us
		for _, r := range owed {
			capi.Decref(r)
		}
	}
	var c *call
	if n := len(b.calls); n > 0 {
		c = b.calls[n-1]
		b.calls = b.calls[:n-1]
	} else {
		c = &call{b: b}
	}
	c.t = t
	c.out = capi.NewBuffer()
	b.active = append(b.active, c)
	return c
}

func (c *call) end() {
	// Threads interleave, so the call to take off need not be the last.
	for i := len(c.b.active) - 1; i >= 0; i-- {
		if c.b.active[i] == c {
			c.b.active = append(c.b.active[:i], c.b.active[i+1:]...)
			break
		}
	}
	c.out.Free()
	c.out = nil
	for _, r := range c.own {
		capi.Decref(r)
	}
	c.own = c.own[:0]
	for _, y := range c.bodies {
		if capi.RefCount(y.ref) > 1 {
			if y.h.Type.Flags&object.FlagHeap != 0 {
				c.b.pin(y.ref, y.h)
			} else {
				c.b.list(y.ref, y.h)
			}
		}
	}
	clear(c.bodies) // the pool must keep nothing alive
	c.bodies = c.bodies[:0]
	clear(c.lent[:cap(c.lent)])
	c.lent = c.lent[:0]
	c.t = nil
	c.where, c.last, c.keep, c.depth = "", object.Value{}, false, 0
	c.b.calls = append(c.b.calls, c)
}

// saw notes that C gets at the object of a wrapper, if that matters after the call.
func (c *call) saw(v object.Value, ref capi.Ref) {
	if v.P.Type.Flags&object.FlagHeap != 0 || !v.Is(object.TupleType) && !(*Object)(v.Ptr()).listed {
		c.bodies = append(c.bodies, body{v.P, ref})
	}
}

func (b *Bridge) ruleOf(typ *object.Type) convert.Rule {
	r, ok := b.rules[typ]
	if !ok {
		r = convert.RuleOf(typ)
		if typ.Flags&object.FlagHeap == 0 {
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
			out.Ref(ref)
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
		if c.keep {
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
		return c.lend(v, rule)
	case convert.Type:
		typ, _ := object.AsType(v)
		ref, err := c.b.typeRef(c.t, typ)
		if err != nil {
			return err
		}
		out.Ref(ref)
	case convert.Exception:
		e, _ := object.AsException(v)
		ref, err := c.b.exceptionRef(c.t, e, 0)
		if err != nil {
			return err
		}
		out.Give(ref)
	default:
		if ref := c.b.homeOf(v.P); ref != 0 {
			out.Ref(ref)
			return nil
		}
		if ref, ok := c.b.proxies[v.P]; ok {
			if rule.How != convert.Subclass || rule.Exact {
				out.Ref(ref)
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
		twin, err := c.b.twinOf(c.t, v.P.Type)
		if err != nil {
			return err
		}
		out.Proxy(twin, c.b.newHandle(v))
	}
	return nil
}

// shareAbove is the size past which a bytearray is not copied for a call but crosses as a
// proxy whose memory C reads and writes in place: copying 64 KB both ways costs about as
// much as a proxy and the buffer protocol.
const shareAbove = 64 << 10

// maxDepth is how deep containers may nest in one crossing; CPython's own limit for
// recursion in C is of that order.
const maxDepth = 200

func (c *call) putAll(vs []object.Value) error {
	if c.depth++; c.depth > maxDepth {
		return object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded while converting an object for C")
	}
	for _, v := range vs {
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

// sub is a call of its own that writes one value, for an operation in between.
func (c *call) sub(write func(s *call) error) (*call, error) {
	s := c.b.begin(c.t)
	s.keep = c.keep
	s.depth = c.depth
	if err := write(s); err != nil {
		s.end()
		return nil, err
	}
	// what was lent inside is settled with the call that it is a part of
	c.lent = append(c.lent, s.lent...)
	c.bodies = append(c.bodies, s.bodies...)
	c.own = append(c.own, s.own...)
	clear(s.bodies)
	s.lent, s.bodies, s.own = s.lent[:0], s.bodies[:0], s.own[:0]
	return s, nil
}

// lend makes a C container with the content of v for the length of the call.
func (c *call) lend(v object.Value, rule convert.Rule) error {
	for i := range c.lent { // the same object twice is the same object there
		if c.lent[i].v == v {
			c.out.Ref(c.lent[i].ref)
			return nil
		}
	}
	if c.t.ReprEnter(v) { // it contains itself: C gets a proxy of the inner one
		twin, err := c.b.twinOf(c.t, v.P.Type)
		if err != nil {
			return err
		}
		c.out.Proxy(twin, c.b.newHandle(v))
		return nil
	}
	s, err := c.sub(func(s *call) error { return s.putContent(v) })
	c.t.ReprLeave(v)
	if err != nil {
		return err
	}
	r := capi.Do(capi.OpLend, 0, 0, 0, s.out, 1, 0)
	s.end()
	defer r.Free()
	if r.Status == capi.Raised {
		return c.b.raised(c.t, &r.Reader)
	}
	ref, snap := r.Next().Ref, r.Next().Ref
	c.lent = append(c.lent, lent{v, ref, snap, rule})
	c.b.lentTo[ref] = loan{v, true}
	c.out.Ref(ref)
	return nil
}

// loan says which container of ours a C container is a copy of. It is active during the
// call that it was made for, and stays if C kept the copy.
type loan struct {
	v      object.Value
	active bool
}

// settle takes back what was lent: changes that C made are made here too, and a
// container that C kept is warned about.
func (c *call) settle() error {
	var first error
	for len(c.lent) > 0 {
		l := c.lent[len(c.lent)-1]
		c.lent = c.lent[:len(c.lent)-1]
		buf := capi.NewBuffer()
		buf.Give(l.snapshot)
		r := capi.Do(capi.OpSettle, l.ref, 0, 0, buf, 1, 0)
		buf.Free()
		var err error
		switch r.Status {
		case capi.Done:
			var v object.Value
			if v, err = c.b.get(c.t, &r.Reader, true); err == nil {
				err = c.b.refill(c.t, l.v, v)
			}
		case capi.Raised:
			err = c.b.raised(c.t, &r.Reader)
		}
		r.Free()
		if capi.RefCount(l.ref) > 1 && l.rule.How == convert.Lend {
			// Our reference is kept, so that the address stays this container's.
			c.b.lentTo[l.ref] = loan{l.v, false}
			if werr := c.b.warnKept(c.t, l.rule, c.where); err == nil {
				err = werr
			}
		} else {
			delete(c.b.lentTo, l.ref)
			capi.Decref(l.ref)
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// refill gives v the content of new, a container of the same kind.
func (b *Bridge) refill(t *object.Thread, v, content object.Value) error {
	if l, ok := object.AsList(v); ok {
		n, _ := object.AsList(content)
		l.Items = n.Items
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

func (b *Bridge) warnKept(t *object.Thread, rule convert.Rule, where string) error {
	if _, harmless := convert.Keeps[where]; harmless || t.Interp.Host == nil {
		return nil
	}
	if where == "" {
		where = "a C function"
	}
	m, err := t.Interp.Host.Import(t, "warnings", nil, object.Value{}, 0)
	if err != nil {
		return err
	}
	_, err = t.CallMethodString(m, "warn", object.StrValue(convert.KeptMessage(rule, where)), convert.LossyConversionWarning.Value())
	return err
}

// putShadow writes an instance of a Python subclass of a built-in type as an instance of
// the class's twin that holds the same value, so that C reads it without asking.
func (c *call) putShadow(v object.Value, rule convert.Rule) error {
	b := c.b
	base := convert.Base(v.P.Type)
	ref, ok := b.proxies[v.P]
	if !ok {
		twin, err := b.typeRef(c.t, v.P.Type)
		if err != nil {
			return err
		}
		s, err := c.sub(func(s *call) error {
			s.out.Ref(twin)
			if rule.Exact {
				return s.putContent(v)
			}
			return nil
		})
		if err != nil {
			return err
		}
		n := 2
		if !rule.Exact {
			n = 1 // a container is filled afterwards
		}
		r := capi.Do(capi.OpNew, b.refs[base], 0, 0, s.out, n, 0)
		s.end()
		defer r.Free()
		if r.Status == capi.Raised {
			return b.raised(c.t, &r.Reader)
		}
		ref = r.Next().Ref
		b.proxies[v.P] = ref
		b.shadows[ref] = v
	}
	if !rule.Exact {
		s, err := c.sub(func(s *call) error { return s.putContent(v) })
		if err != nil {
			return err
		}
		r := capi.Do(capi.OpReplace, ref, 0, 0, s.out, 1, 0)
		s.end()
		r.Free()
		if !c.keep {
			buf := capi.NewBuffer()
			buf.Ref(ref)
			l := capi.Do(capi.OpLend, 0, 0, 0, buf, 1, 0)
			buf.Free()
			if l.Status == capi.Done {
				c.lent = append(c.lent, lent{v, l.Next().Ref, l.Next().Ref, rule})
			}
			l.Free()
		}
	}
	if ok {
		c.out.Ref(ref)
	} else {
		c.out.Give(ref) // nobody else holds it, and an answer is built after this call has ended
	}
	return nil
}

// run performs the operation and reads its result. With status Absent the value that
// came with it is in c.last.
func (c *call) run(op capi.Op, o, typ capi.Ref, x int64, n, nk int) (object.Value, capi.Status, error) {
	r := capi.Do(op, o, typ, x, c.out, n, nk)
	var v object.Value
	var err error
	st := r.Status
	switch st {
	case capi.Raised:
		err = c.b.raised(c.t, &r.Reader)
	case capi.Done:
		v, err = c.b.get(c.t, &r.Reader, true)
	default:
		if r.More() {
			c.last, err = c.b.get(c.t, &r.Reader, true)
		}
	}
	r.Free()
	if len(c.lent) > 0 {
		if e := c.settle(); err == nil {
			err = e
		}
	}
	return v, st, err
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
	s, err := c.sub(func(s *call) error { return s.put(v) })
	if err != nil {
		return 0, err
	}
	r := capi.Do(capi.OpBuild, 0, 0, 0, s.out, 1, 0)
	s.end()
	defer r.Free()
	if r.Status == capi.Raised {
		return 0, c.b.raised(c.t, &r.Reader)
	}
	ref := r.Next().Ref
	c.own = append(c.own, ref)
	return ref, nil
}

// op is an operation on self by the slots of ct (nil: by its own), with arguments.
func (b *Bridge) op(t *object.Thread, op capi.Op, ct *ctype, self object.Value, x int64, args ...object.Value) (object.Value, error) {
	v, _, err := b.opStatus(t, op, ct, self, x, args)
	return v, err
}

func (b *Bridge) opStatus(t *object.Thread, op capi.Op, ct *ctype, self object.Value, x int64, args []object.Value) (object.Value, capi.Status, error) {
	c := b.begin(t)
	defer c.end()
	ref, err := c.self(self)
	if err != nil {
		return object.Value{}, capi.Raised, err
	}
	for _, a := range args {
		if err := c.put(a); err != nil {
			return object.Value{}, capi.Raised, err
		}
	}
	var typ capi.Ref
	if ct != nil {
		c.where = ct.typ.FullName()
		if capi.TypeOf(ref) != ct.ref {
			typ = ct.ref
		}
	}
	v, st, err := c.run(op, ref, typ, x, len(args), 0)
	if err == nil && st == capi.Absent {
		v = c.last
	}
	return v, st, err
}

// callRef calls the C callable f, self first if it is not the zero Value.
func (b *Bridge) callRef(t *object.Thread, where string, f, typ capi.Ref, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
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
	return v, err
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
