// Package bridge joins Memphis's objects to an embedded libpython, so that modules
// written in C run unchanged while every line of Python runs in Go.
//
// # What stands for what
//
// A C object that comes to us is a wrapper, an [Object] whose type is the mirror of its
// C type: a [object.Type] whose slots call into C. One of ours that goes to C by
// reference is a proxy there, an instance of its class's twin: a heap type made when the
// class first crosses. A Python class that derives from a C type has both halves: its
// instances are C objects of the twin, with their attributes kept on our side. The table
// in package convert says which types cross by value instead.
//
// # Identity
//
// There is at most one wrapper for each C object, and one proxy for each of our objects,
// at any time. Both registries are weak: a wrapper that nobody here refers to dies with
// Go's collector, and its reference is given back at the next crossing; a proxy dies with
// its last reference in C. Cycles through both heaps are found by Go's search for cycles
// (see heap), of which C tells what it keeps alive itself.
//
// # One universe
//
// C code that imports a Python module gets ours: libpython's builtins.__import__ and the
// entry of its import machinery are led back here, and its own copies of the modules that
// it needed to start are forgotten.
package bridge

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"

	"memphis/bridge/internal/capi"
	"memphis/convert"
	"memphis/interp/object"
)

// Config says which Python to embed and what the bridge needs of the interpreter.
type Config struct {
	// Executable, Home (PYTHONHOME), Prefix (sys.prefix) and Paths (the standard library
	// and its lib-dynload) describe the installation that libpython belongs to.
	Executable, Home, Prefix string
	Paths                    []string
	// NewThread makes a thread of the interpreter for a thread that C made and that calls
	// back. If nil, Interp.NewThread is used.
	NewThread func(in *object.Interp) *object.Thread
	// Signals runs the Python handlers of signals that have come; it is called in the
	// main thread when a blocking C call was interrupted.
	Signals func(t *object.Thread) error
	// Account has all crossings counted, for Report.
	Account bool
	// Quiet issues no LossyConversionWarning.
	Quiet bool
}

// Available reports whether libpython is linked into this program.
const Available = capi.Built

// Bridge is the embedded libpython, not running until something needs it. There is one
// in a process, because libpython keeps global state. Everything but the fields marked
// otherwise is guarded by the lock.
type Bridge struct {
	Lock *Lock

	cfg    Config
	interp *object.Interp
	books  *books // nil if nothing is counted
	start  sync.Mutex

	handles      []handle
	free         capi.Handle
	alive        int    // handles in use
	released     uint64 // handles given back, ever
	cyclesAt     int    // their number at which cycles are looked for
	search       *search
	proxies      map[*object.Header]capi.Ref // objects of ours that have a proxy
	wrappers     map[capi.Ref]wrapper        // C objects that have a wrapper
	homes        map[uintptr]home            // wrappers that are not an Object, by address
	types        map[capi.Ref]*object.Type   // C types and twins
	ctypes       map[capi.Ref]*ctype         // what instances of a C type become
	refs         map[*object.Type]capi.Ref   // mirrors, twins and built-in types: never dropped
	shadows      map[capi.Ref]object.Value   // C instances that hold the value of one of ours
	proxyTypes   map[*object.Type]capi.Ref   // twins for proxies of types whose C namesake differs
	rules        map[*object.Type]convert.Rule
	lentBy       map[*object.Header]*loan // containers of ours that C works on, or has kept
	kept         []*loan                  // those that C has kept
	deaf         []*loan                  // those of them about which the sides tell each other nothing
	share        int                      // what there is to compare in them at each crossing
	named        uint64                   // how often C's answers have named loans
	adopted      []*loan                  // containers of C's that it has passed to callbacks under way
	merged       [3]int                   // keys that were lost on the way from C, by mergedTypes
	lending      int                      // containers lent to calls under way
	pinned       map[capi.Ref]bool
	exports      map[uintptr]*export
	nexport      uintptr
	calls        []*call
	owed         []capi.Ref       // references of answers that C has read by the next call
	shown        map[string]shown // modules of ours that are in C's sys.modules
	keys         [256]*object.Str // of dicts that came from C
	maxDigits    int              // sys.get_int_max_str_digits() as C knows it
	views        int              // buffers of C objects that are open
	taken        uint64           // crossings
	vain         int              // how often garbage was collected to close one, and none was
	namespaces   []*namespace     // of C modules
	watched      []watched        // their dicts
	fresh        []*ctype         // twins made while the body of a C module runs
	running      int              // such bodies
	orphans      []*loan          // of such answers
	builtinNames []string
	foreign      []string // packages that run inside libpython
	active       []*call  // crossings under way
	gen          uint64
	depth        int

	deadMu sync.Mutex
	dead   []deadRef
	nDead  atomic.Int32
	late   []lateRef // guarded by the lock
	armed  atomic.Bool
	swept  atomic.Bool // the collector has run since the pins were last looked at

	passages map[*object.Thread]*passage // of exceptions that cross
	twins    []*twin                     // of classes of Python, which may change
	versions uint64                      // changes() when the twins were last compared
	told     bool                        // of plain attributes, see tellAttrs
	asleep   dormitory                   // proxies to which C has only weak references
	weakLost []string                    // types of proxies that have died with weak references of C

	mortals   int // mirrors that may end
	mortalsAt int // their number at which sweepMirrors looks

	contexts map[capi.Ref]*object.Context // of contexts that C has made

	baseException capi.Ref
	tupleRef      capi.Ref
}

// New returns a bridge that has not started libpython. Its lock is ready for use.
func New(cfg Config) *Bridge {
	convert.Setup()
	b := &Bridge{
		Lock: newLock(), cfg: cfg,
		handles:    make([]handle, 1, 256),
		cyclesAt:   minCrossCycles,
		mortalsAt:  minMortals,
		proxies:    map[*object.Header]capi.Ref{},
		wrappers:   map[capi.Ref]wrapper{},
		homes:      map[uintptr]home{},
		types:      map[capi.Ref]*object.Type{},
		ctypes:     map[capi.Ref]*ctype{},
		refs:       map[*object.Type]capi.Ref{},
		shadows:    map[capi.Ref]object.Value{},
		proxyTypes: map[*object.Type]capi.Ref{},
		rules:      map[*object.Type]convert.Rule{},
		lentBy:     map[*object.Header]*loan{},
		pinned:     map[capi.Ref]bool{},
		exports:    map[uintptr]*export{},
		shown:      map[string]shown{},
		contexts:   map[capi.Ref]*object.Context{},
		passages:   map[*object.Thread]*passage{},
	}
	if cfg.Account {
		b.books = &books{rows: map[string]*account{}}
	}
	return b
}

// Running reports whether libpython has been started.
func (b *Bridge) Running() bool { return capi.Started() }

// Frames is the number of Python frames that libpython has evaluated since its start,
// and the names of the first of them. Python runs in Go, so it should be zero.
func (b *Bridge) Frames() (uint64, []string) { return capi.Frames(), capi.FrameNames() }

// Attach makes the bridge's lock that of t's interpreter, held by t, its main thread. It
// is called once, before a second thread exists; a module that the interpreter imported
// while it was made may have started libpython already, in which case t holds the GIL.
func (b *Bridge) Attach(t *object.Thread) {
	t.Interp.Lock = b.Lock
	t.Interp.ZoneChanged = capi.ReadZone
	t.Interp.ReadLine = b.readLine
	if capi.Built {
		t.Interp.Cbrt, t.Interp.Erfc = capi.Cbrt, capi.Erfc
	}
	if !capi.Started() {
		runtime.LockOSThread()
		b.Lock.Acquire(t)
	}
}

// Start starts libpython on t's OS thread, which must be locked to it, if it does not run
// yet. It is called by whatever needs C first.
func (b *Bridge) Start(t *object.Thread) error {
	if capi.Started() {
		return nil
	}
	b.start.Lock()
	defer b.start.Unlock()
	if capi.Started() {
		return nil
	}
	if err := checkVersion(); err != nil {
		return object.Errorf(object.ImportErrorType, "%s", err.Error())
	}
	if running() {
		return object.Errorf(object.ImportErrorType, "libpython runs in this process already")
	}
	runtime.LockOSThread()
	err := capi.Start(capi.Config{Executable: b.cfg.Executable, Home: b.cfg.Home, Prefix: b.cfg.Prefix, Paths: b.cfg.Paths, HashSeed: object.HashSeed()}, (*side)(b))
	if err != nil {
		return object.Errorf(object.ImportErrorType, "%s", err.Error())
	}
	b.interp = t.Interp
	b.interp.Foreign = (*heap)(b)
	b.interp.Contexts = (*contexts)(b)
	b.interp.WatchRest()
	b.Lock.started(t)
	t.Interp.OnFork(object.ForkHook{
		Before: func(*object.Thread) { capi.BeforeFork() },
		Parent: func(*object.Thread) { capi.AfterForkParent() },
		Child: func(t *object.Thread) {
			b.active = slices.DeleteFunc(b.active, func(c *call) bool { return c.t != t })
		},
	})
	b.tick()
	if err := b.bootstrap(t); err != nil {
		return err
	}
	if len(b.foreign) > 0 {
		b.pairRunTypes()
		if !capi.RunPython() {
			return object.Errorf(object.SystemErrorType, "libpython's super cannot be replaced")
		}
	}
	if err := b.hook(t); err != nil {
		return err
	}
	if b.cfg.Signals != nil {
		return b.arm(t)
	}
	return nil
}

// Stop ends what Start began. libpython is not finalised: its modules' tear-down would
// run callbacks into an interpreter that is gone, and the process ends anyway; C's stdio
// is written out.
func (b *Bridge) Stop() {
	if capi.Started() {
		capi.Flush()
	}
}

// standard are the names of libpython's builtins that are the same type here.
var standard = []*object.Type{
	object.ObjectType, object.TypeType, object.IntType, object.BoolType, object.FloatType, object.ComplexType, object.StrType, object.BytesType,
	object.ByteArrayType, object.MemoryViewType, object.ListType, object.TupleType, object.DictType, object.SetType, object.FrozenSetType,
	object.RangeType, object.SliceType, object.PropertyType, object.StaticMethodType, object.ClassMethodType, object.SuperType,
	object.EnumerateType, object.ReversedType, object.ZipType, object.MapType, object.FilterType,
}

// bootstrap pairs the built-in types.
func (b *Bridge) bootstrap(t *object.Thread) error {
	pair := func(typ *object.Type, ref capi.Ref) {
		b.types[ref] = typ
		b.refs[typ] = ref
	}
	for _, typ := range standard {
		ref, err := builtinRef(typ.Name)
		if err != nil {
			return err
		}
		pair(typ, ref)
	}
	for _, typ := range object.ExceptionTypes() {
		ref, err := builtinRef(typ.Name)
		if err != nil {
			return err
		}
		pair(typ, ref)
	}
	b.baseException = b.refs[object.BaseExceptionType]
	b.tupleRef = b.refs[object.TupleType]
	pair(object.FunctionType, capi.FunctionType())
	// A class of modules that C derives is one of C's; a module of ours is of a subtype there.
	pair(object.ModuleType, capi.TypeOf(capi.BuiltinsModule()))
	b.types[capi.ModuleType()] = object.ModuleType
	b.proxyTypes[object.ModuleType] = capi.ModuleType()
	b.ctypes[capi.ModuleType()] = &ctype{ref: capi.ModuleType(), typ: object.ModuleType, plain: true, weak: true}
	for _, p := range []struct {
		typ      *object.Type
		instance string
		kind     kind
	}{{object.BuiltinType, "len", kindFunction}, {object.NoneType, "None", kindObject}, {object.EllipsisType, "Ellipsis", kindObject},
		{object.NotImplementedType, "NotImplemented", kindObject}} {
		o, err := builtinRef(p.instance)
		if err != nil {
			return err
		}
		ref := capi.TypeOf(o)
		pair(p.typ, ref)
		b.ctypes[ref] = &ctype{ref: ref, typ: p.typ, kind: p.kind}
	}
	b.types[capi.MetaType()] = object.TypeType
	b.types[capi.ObjectType()] = object.ObjectType
	for _, name := range sameFunctions {
		if f, ok := t.Interp.Builtins.GetString(name); ok && f.Is(object.BuiltinType) {
			ref, err := builtinRef(name)
			if err != nil {
				return err
			}
			b.shadows[ref] = f
			b.proxies[f.P] = ref
		}
	}
	return nil
}

// sameFunctions are the functions of builtins that do the same on both sides, whatever they are
// given, so that one is the other: what C iterators and methods tell pickle to call, say. Those that
// know the frame they are called from or the streams are missing.
var sameFunctions = []string{
	"abs", "aiter", "all", "anext", "any", "ascii", "bin", "callable", "chr", "delattr", "divmod", "format", "getattr", "hasattr", "hash", "hex",
	"isinstance", "issubclass", "iter", "len", "max", "min", "next", "oct", "ord", "pow", "repr", "round", "setattr", "sorted", "sum",
}

// handle is one entry of the table of objects that C knows by a number.
type handle struct {
	v    object.Value
	next capi.Handle
}

// newHandle gives v a number. A slice with a free list costs 2 ns, runtime/cgo's table 92.
func (b *Bridge) newHandle(v object.Value) capi.Handle {
	if b.alive++; b.alive >= b.cyclesAt {
		b.interp.LookForCycles()
	}
	if h := b.free; h != 0 {
		b.free = b.handles[h].next
		b.handles[h] = handle{v: v}
		return h
	}
	b.handles = append(b.handles, handle{v: v})
	return capi.Handle(len(b.handles) - 1)
}

func (b *Bridge) freeHandle(h capi.Handle) {
	b.alive--
	b.released++
	b.handles[h] = handle{next: b.free}
	b.free = h
}

// wrapper is how the registry knows the Go half of a C object: weakly, unless C could
// still hand out the object while Python state hangs on the wrapper (see pin).
type wrapper struct {
	w      weak.Pointer[object.Header]
	strong *object.Header
	gen    uint64
}

// home says which C object a wrapper that is not an Object stands for.
type home struct {
	ref capi.Ref
	gen uint64
}

// deadRef is a reference whose wrapper the collector has freed.
type deadRef struct {
	ref  capi.Ref
	addr uintptr // of the wrapper, if it is in homes
	gen  uint64
	by   user
}

// user says where a reference came from C to us: to which thread, within how many calls of C's. The zero user is nobody.
type user struct {
	thread uintptr // the address of our thread, which may end before
	depth  int
}

// user is who has just got a reference on t.
func (b *Bridge) user(t *object.Thread) user {
	u := user{thread: uintptr(unsafe.Pointer(t))}
	for _, c := range b.active {
		if c.inside && c.t == t {
			u.depth++
		}
	}
	return u
}

// lateRef is one that waits until its thread is out of C, or in the call within which it came.
type lateRef struct {
	deadRef
	since     time.Time
	callbacks uint64 // of its thread, until then
}

// lateness is how long such a reference waits for a thread that stays in C and does not call back: what it waits for there may
// be the end of what the reference keeps.
const lateness = time.Second

// remember enters a new wrapper h for ref, whose reference it takes over.
func (b *Bridge) remember(t *object.Thread, ref capi.Ref, h *object.Header, homed uintptr) {
	b.gen++
	b.wrappers[ref] = wrapper{w: weak.Make(h), gen: b.gen}
	if homed != 0 {
		b.homes[homed] = home{ref, b.gen}
	}
	runtime.AddCleanup(h, b.died, deadRef{ref, homed, b.gen, b.user(t)})
}

// died runs on the collector's goroutine, without the lock.
func (b *Bridge) died(d deadRef) {
	b.deadMu.Lock()
	b.dead = append(b.dead, d)
	b.deadMu.Unlock()
	b.nDead.Add(1)
	b.interp.CountEnd()
}

// tick arranges that each run of the collector has the pins looked at again.
func (b *Bridge) tick() {
	type sentinel struct{ _ [2]uint64 }
	runtime.AddCleanup(&sentinel{}, func(b *Bridge) {
		b.swept.Store(true)
		b.tick()
	}, b)
}

// Collect does C's part of gc.collect(), before ours: wrappers that C let go are unpinned,
// so that ours can free them, and C's own cycles are collected. It reports whether objects of ours went that only C
// kept alive.
func (b *Bridge) Collect(t *object.Thread) bool {
	if !capi.Started() {
		return false
	}
	before := b.released
	b.drain() // what the collector has found may be in cycles of C's
	capi.Do(capi.OpCollect, 0, 0, 0, nil, 0, 0).Free()
	b.swept.Store(true)
	b.drain()
	if b.mortals >= b.mortalsAt/2+minMortals/4 {
		b.sweepMirrors()
	}
	b.cyclesAt = max(minCrossCycles, 2*(b.alive+len(b.pinned)))
	return b.released != before
}

// drain gives back the references of dead wrappers, and unpins what C let go.
func (b *Bridge) drain() {
	if b.nDead.Load() == 0 && !b.swept.Load() || b.writing() {
		return
	}
	b.deadMu.Lock()
	dead := b.dead
	b.dead = nil
	b.nDead.Store(0)
	b.deadMu.Unlock()
	if len(dead) > 0 && len(b.namespaces) > 0 {
		b.dropNamespaces()
	}
	dead = b.punctual(dead)
	refs := make([]capi.Ref, 0, len(dead))
	for _, d := range dead {
		only := d.ref&unlistOnly != 0
		d.ref &^= unlistOnly
		if w, ok := b.wrappers[d.ref]; ok && w.gen == d.gen {
			delete(b.wrappers, d.ref)
		}
		if d.addr != 0 {
			if h, ok := b.homes[d.addr]; ok && h.gen == d.gen {
				delete(b.homes, d.addr)
			}
		}
		if !only {
			refs = append(refs, d.ref)
		}
	}
	if b.swept.Swap(false) {
		for ref := range b.pinned {
			if capi.RefCount(ref) == 1 {
				w := b.wrappers[ref]
				w.strong = nil
				b.wrappers[ref] = w
				delete(b.pinned, ref)
				b.released++
			}
		}
		b.dropContexts()
	} else if len(refs) == 0 {
		return
	}
	capi.DecrefMany(refs)
	if len(b.kept)+len(b.deaf) == 0 {
		return
	}
	if len(b.active) == 0 {
		b.named = capi.Named() // what was named in an answer that could not be read will not be any more
	}
	if b.named == capi.Named() { // no answer that names a loan is about to be read
		b.forget()
	}
}

// writing reports whether a crossing is being prepared, or its answer read. What it names by handle, a container that C keeps, say,
// must not be given up meanwhile.
func (b *Bridge) writing() bool {
	return slices.ContainsFunc(b.active, func(c *call) bool { return !c.inside })
}

// punctual returns those of dead that can be given back now, and those that had to wait and need not any more. CPython ends an
// object where its last reference goes, and C code relies on that: it does not happen in the middle of a call of C's that the thread
// which had the reference makes later. Cursors of sqlite3 that use one statement reset it when they end, without heed of one that
// has just bound its next parameters to it.
func (b *Bridge) punctual(dead []deadRef) []deadRef {
	if len(b.late) == 0 && len(b.active) == 0 {
		return dead
	}
	type state struct {
		depth     int
		callbacks uint64
	}
	inside := map[uintptr]state{}
	for _, c := range b.active {
		if c.inside {
			at := uintptr(unsafe.Pointer(c.t))
			inside[at] = state{inside[at].depth + 1, c.t.Callbacks}
		}
	}
	var now time.Time
	if len(inside) > 0 {
		now = time.Now()
	}
	waiting := b.late
	for _, d := range dead {
		waiting = append(waiting, lateRef{deadRef: d})
	}
	out := make([]deadRef, 0, len(dead))
	b.late = nil
	for _, d := range waiting {
		s := inside[d.by.thread]
		if d.since.IsZero() || d.callbacks != s.callbacks {
			d.since, d.callbacks = now, s.callbacks
		}
		if s.depth > d.by.depth && now.Sub(d.since) < lateness {
			b.late = append(b.late, d)
		} else {
			out = append(out, d.deadRef)
		}
	}
	return out
}

// pin keeps the wrapper of an instance of a Python class alive as long as C holds the
// object: its attributes are on our side, and C could hand the object back.
func (b *Bridge) pin(ref capi.Ref, h *object.Header) {
	if w, ok := b.wrappers[ref]; ok && w.strong == nil {
		w.strong = h
		b.wrappers[ref] = w
		b.pinned[ref] = true
		if b.alive+len(b.pinned) >= b.cyclesAt {
			b.interp.LookForCycles()
		}
	}
}

func (b *Bridge) known(ref capi.Ref) (object.Value, bool) {
	w, ok := b.wrappers[ref]
	if !ok {
		return object.Value{}, false
	}
	h := w.w.Value()
	if h == nil {
		return object.Value{}, false
	}
	return object.FromPtr(h), true
}

// homeOf returns the C object that a wrapper other than an Object stands for, zero if h
// is none. The entry of a wrapper that has died may still be there when its address has
// gone to another object, so the way back is checked.
func (b *Bridge) homeOf(h *object.Header) capi.Ref {
	e, ok := b.homes[headerAddr(h)]
	if !ok || b.wrappers[e.ref].w.Value() != h {
		return 0
	}
	return e.ref
}
