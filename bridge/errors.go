package bridge

import (
	"strconv"

	"memphis/bridge/internal/capi"
	"memphis/convert"
	"memphis/interp/object"
)

// This file defines how exceptions cross. An exception is the same class on both sides:
// built-in ones are paired, C's own are mirrored, classes of ours have a twin. One that
// comes home is the object that left, because its C half carries a proxy of it.

// maxChain bounds how much of a chain of causes and contexts crosses.
const maxChain = 64

// passage is what is known of the exceptions that cross together on a thread: those in each other's arguments, attributes, causes and
// contexts. Each crosses once, however often it is met, which may be 2**n times in n that have the next as argument and as cause.
type passage struct {
	depth    int // of calls
	leaving  map[*object.Exception]capi.Ref
	arriving map[capi.Ref]object.Value
}

// enterPassage begins the crossing of an exception, which may be part of another's.
func (b *Bridge) enterPassage(t *object.Thread) *passage {
	p := b.passages[t]
	if p == nil {
		p = &passage{leaving: map[*object.Exception]capi.Ref{}, arriving: map[capi.Ref]object.Value{}}
		b.passages[t] = p
	}
	p.depth++
	return p
}

func (b *Bridge) leavePassage(t *object.Thread, p *passage) {
	if p.depth--; p.depth > 0 {
		return
	}
	delete(b.passages, t)
	for _, ref := range p.leaving {
		capi.Decref(ref)
	}
	for ref := range p.arriving {
		capi.Decref(ref)
	}
}

// complete fills the new C half of e, which will be found from now on, and returns it. If that fails the half is given up.
func (p *passage) complete(e *object.Exception, ref capi.Ref, fill func() error) (capi.Ref, error) {
	capi.Incref(ref)
	p.leaving[e] = ref
	if err := fill(); err != nil {
		delete(p.leaving, e)
		capi.Decref(ref)
		capi.Decref(ref)
		return 0, err
	}
	return ref, nil
}

// arrived notes that v is our half of ref.
func (p *passage) arrived(ref capi.Ref, v object.Value) object.Value {
	if _, ok := p.arriving[ref]; !ok {
		capi.Incref(ref)
		p.arriving[ref] = v
	}
	return v
}

// raised reads an exception as an operation left it, and returns it as ours.
func (b *Bridge) raised(t *object.Thread, r *capi.Reader) error {
	v, err := b.getException(t, r)
	if err != nil {
		return err
	}
	e, ok := object.AsException(v)
	if !ok {
		return object.Errorf(object.SystemErrorType, "bridge: C raised something that is not an exception")
	}
	return e
}

// exceptionOf returns our half of a C exception that comes as a value.
func (b *Bridge) exceptionOf(t *object.Thread, ref capi.Ref) (object.Value, error) {
	// In a chain one may be the cause and the context, of each in turn.
	p := b.enterPassage(t)
	defer b.leavePassage(t, p)
	if v, ok := p.arriving[ref]; ok {
		capi.Decref(ref)
		return v, nil
	}
	r := capi.Do(capi.OpException, ref, 0, 0, nil, 0, 0)
	capi.Decref(ref)
	defer r.Free()
	if r.Status == capi.Raised {
		return object.Value{}, b.raised(t, &r.Reader)
	}
	return b.getException(t, &r.Reader)
}

// getException reads what mb_flatten_exception wrote.
func (b *Bridge) getException(t *object.Thread, r *capi.Reader) (object.Value, error) {
	it := r.Next()
	defer capi.Decref(it.Ref)
	p := b.enterPassage(t)
	defer b.leavePassage(t, p)
	if t.Depth++; t.Depth > 2*t.Interp.RecursionLimit {
		t.Depth--
		return object.Value{}, object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded")
	}
	defer func() { t.Depth-- }()
	args, err := b.get(t, r, true)
	if err != nil {
		return object.Value{}, err
	}
	cause, err := b.get(t, r, true)
	if err != nil {
		return object.Value{}, err
	}
	context, err := b.get(t, r, true)
	if err != nil {
		return object.Value{}, err
	}
	suppress, err := b.get(t, r, true)
	if err != nil {
		return object.Value{}, err
	}
	attrs, err := b.get(t, r, true)
	if err != nil {
		return object.Value{}, err
	}
	if _, ours := object.AsException(attrs); ours {
		return p.arrived(it.Ref, attrs), nil
	}
	d, hasAttrs := object.AsDict(attrs)
	if v, ok := b.known(it.Ref); ok {
		e, _ := object.AsException(v)
		if x, ok := object.AsException(context); ok && e != nil && x != e && e.Context == nil {
			e.Context = x
		}
		return v, nil
	}
	ct, err := b.ctypeOf(t, it.Type)
	if err != nil {
		return object.Value{}, err
	}
	var vs []object.Value
	u, ok := object.AsTuple(args)
	if ok {
		vs = u.Items
	}
	if ct.typ.IsSubtype(object.OSErrorType) && len(vs) == 2 {
		// the file names are not in args, but the constructor wants them there
		if f, err := b.attr(t, it.Ref, "filename"); err == nil && !f.IsNone() {
			vs = []object.Value{vs[0], vs[1], f}
			if g, err := b.attr(t, it.Ref, "filename2"); err == nil && !g.IsNone() {
				vs = append(vs, object.None, g)
			}
		}
	}
	var v object.Value
	var e *object.Exception
	if !ownInit(t, ct.typ) {
		if v, err = t.Call(ct.typ.Value(), vs...); err == nil {
			e, _ = object.AsException(v)
		}
	}
	if e == nil {
		e = object.NewException(ct.typ, vs...)
		v = e.Value()
	}
	if ok {
		e.Args = u
	}
	if hasAttrs {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if s, ok := object.AsStr(d.Entries[i].Key); ok {
				e.Attrs.Set(object.InternStr(s), d.Entries[i].Val)
			}
		}
	}
	var extra []string
	switch {
	case ct.typ.IsSubtype(object.ImportErrorType):
		extra = []string{"name", "path"}
	case ct.typ.IsSubtype(object.AttributeErrorType):
		extra = []string{"name", "obj"}
	case ct.typ.IsSubtype(object.NameErrorType):
		extra = []string{"name"}
	case ct.typ.IsSubtype(object.SyntaxErrorType):
		extra = []string{"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"}
	case ct.typ.IsSubtype(object.UnicodeErrorType):
		extra = []string{"start", "end", "reason"} // a codec has one exception for all errors of a call
	}
	for _, n := range extra {
		if x, err := b.attr(t, it.Ref, n); err == nil && !x.IsNone() {
			if err := t.SetAttr(v, object.Intern(n), x); err != nil {
				return object.Value{}, err
			}
		}
	}
	if x, ok := object.AsException(cause); ok {
		e.Cause = x.Value()
	}
	if x, ok := object.AsException(context); ok && x != e {
		e.Context = x
	}
	e.Suppress = suppress == object.True
	if excOfC(ct.typ) {
		capi.Incref(it.Ref)
		b.remember(t, it.Ref, &e.Header, headerAddr(&e.Header))
	}
	return p.arrived(it.Ref, v), nil
}

// excOfC reports whether typ is an exception class of C's, other than the built-in ones, or derives from one. C may keep
// what it likes in its instances, so that one goes back as the C object that it came as, or became when it first went.
func excOfC(typ *object.Type) bool {
	for _, y := range typ.MRO {
		if ct, ok := y.Foreign.(*ctype); ok && ct.kind == kindException {
			return true
		}
	}
	return false
}

// ownInit reports whether C has an __init__ of its own for the exceptions of a class, whose arguments need not be
// those that are in args.
func ownInit(t *object.Thread, typ *object.Type) bool {
	_, where := typ.LookupWhere(object.Intern("__init__"))
	return where != nil && where.Foreign != nil
}

// exceptionRef makes the C half of an exception of ours, and returns a reference to it. depth
// is its place in a chain of causes and contexts; past maxChain nothing is said of those.
func (b *Bridge) exceptionRef(t *object.Thread, e *object.Exception, depth int) (capi.Ref, error) {
	p := b.enterPassage(t)
	defer b.leavePassage(t, p)
	if ref := p.leaving[e]; ref != 0 {
		capi.Incref(ref)
		return ref, nil
	}
	typ := e.Header.Type
	if ref := b.homeOf(&e.Header); ref != 0 {
		capi.Incref(ref)
		b.pin(ref, &e.Header)
		return p.complete(e, ref, func() error { return b.chainUp(t, ref, e, depth) })
	}
	cls, err := b.typeRef(t, typ)
	if err != nil {
		return 0, err
	}
	// The constructor of the C class that it derives from, since a class of ours has
	// run its own here.
	maker := typ
	for maker.Flags&object.FlagHeap != 0 {
		maker = maker.Base
	}
	base, err := b.typeRef(t, maker)
	if err != nil {
		return 0, err
	}
	c := b.begin(t)
	defer c.end()
	c.live = true
	c.out.Ref(cls)
	args := constructorArgs(t, e)
	for _, a := range args {
		if err := c.put(a); err != nil {
			return 0, err
		}
	}
	// A built-in class: its instances have fields that tp_init fills. It gets the same arguments in the same crossing: made for each
	// of the two, an exception among them would be made twice, one among that one's four times.
	builtin, init := typ == maker, int64(0)
	if builtin && !ownInit(t, typ) {
		init = 1
	}
	ref, err := c.runRef(capi.OpNew, base, init, len(args)+1)
	if err != nil {
		return 0, err
	}
	return p.complete(e, ref, func() error {
		if builtin {
			if err := b.tieAttrs(t, ref, e); err != nil {
				return err
			}
		}
		if excOfC(typ) {
			capi.Incref(ref)
			b.remember(t, ref, &e.Header, headerAddr(&e.Header))
			b.pin(ref, &e.Header)
		} else if err := b.tieHome(t, ref, e); err != nil {
			return err
		}
		return b.chainUp(t, ref, e, depth)
	})
}

// chainUp gives the C half of e its cause and context, if it has any, as long as the chain is not too long.
func (b *Bridge) chainUp(t *object.Thread, ref capi.Ref, e *object.Exception, depth int) error {
	if e.Cause.P == nil && e.Context == nil && !e.Suppress {
		return nil
	}
	if depth < maxChain {
		return b.chain(t, ref, e, depth)
	}
	if depth == maxChain {
		return b.lossy(t, convert.ChainCut, e.Header.Type.FullName(), convert.ToC, b.towards(t), strconv.Itoa(maxChain))
	}
	return nil
}

// tieAttrs gives the C half of an instance of a built-in class the attributes that ours has
// in its __dict__, notes among them.
func (b *Bridge) tieAttrs(t *object.Thread, ref capi.Ref, e *object.Exception) error {
	if e.Attrs.Len() == 0 {
		return nil
	}
	d := e.Attrs.Dictionary()
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		c := b.begin(t)
		c.live = true
		err := c.put(d.Entries[i].Key)
		if err == nil {
			err = c.put(d.Entries[i].Val)
		}
		if err == nil {
			_, _, err = c.run(capi.OpSetAttr, ref, b.baseException, 0, 2, 0)
		}
		c.end()
		if err != nil {
			return err
		}
	}
	return nil
}

// constructorArgs are the arguments that make an exception like e: args, and for an
// OSError the file names, which args leaves out.
func constructorArgs(t *object.Thread, e *object.Exception) []object.Value {
	var args []object.Value
	if e.Args != nil {
		args = e.Args.Items
	}
	if e.Header.Type.IsSubtype(object.OSErrorType) && len(args) == 2 {
		if f, err := t.GetAttrString(e.Value(), "filename"); err == nil && f.P != nil && !f.IsNone() {
			args = []object.Value{args[0], args[1], f}
		}
	}
	return args
}

// tieHome hangs a proxy of e on its C half.
func (b *Bridge) tieHome(t *object.Thread, ref capi.Ref, e *object.Exception) error {
	twin, err := b.twinOf(t, object.ObjectType)
	if err != nil {
		return err
	}
	c := b.begin(t)
	defer c.end()
	c.out.Proxy(twin, b.newHandle(e.Value()))
	_, _, err = c.run(capi.OpTieHome, ref, 0, 0, 1, 0)
	return err
}

func (b *Bridge) chain(t *object.Thread, ref capi.Ref, e *object.Exception, depth int) error {
	c := b.begin(t)
	defer c.end()
	for _, v := range []object.Value{e.Cause, contextOf(e)} {
		x, ok := object.AsException(v)
		if !ok {
			c.out.None()
			continue
		}
		if r := b.homeOf(&x.Header); r != 0 { // C knows what came before it
			c.putRef(r)
			continue
		}
		r, err := b.exceptionRef(t, x, depth+1)
		if err != nil {
			return err
		}
		c.out.Give(r)
	}
	x := int64(0)
	if e.Suppress {
		x = 1
	}
	_, _, err := c.run(capi.OpSetCause, ref, 0, x, 2, 0)
	return err
}

func contextOf(e *object.Exception) object.Value {
	if e.Context == nil {
		return object.Value{}
	}
	return e.Context.Value()
}
