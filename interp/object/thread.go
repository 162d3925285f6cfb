package object

import (
	"math/big"
	"sync/atomic"
	"time"
)

// This file defines Interp, the state of one interpreter, and Thread, the state
// of one Python thread in it.

// Host is what the object model asks of the layer that assembled the
// interpreter: what needs a compiler, an importer or the operating system.
type Host interface {
	// Import does what the import statement does (builtins.__import__): globals
	// may be nil, fromlist may be the zero Value.
	Import(t *Thread, name string, globals *Dict, fromlist Value, level int) (Value, error)
	// Compile does what builtins.compile does; source is a str, a bytes-like object or an AST node.
	Compile(t *Thread, source Value, filename Value, how CompileOptions) (Value, error)
	// Collect runs the garbage collector to the end and finalisers with it, and
	// returns the number of objects found unreachable, as far as known. If not full, it looks once.
	Collect(t *Thread, full bool) int
}

// CompileOptions are the other arguments of builtins.compile.
type CompileOptions struct {
	Mode        string // exec, eval, single or func_type
	Flags       int
	DontInherit bool
	Optimize    int // -1: as the interpreter runs
	Feature     int // the minor version of the grammar to accept, -1 for this one's
}

// Interp is one interpreter: its modules, its caches and its settings. All but
// the atomics is guarded by the interpreter's lock.
type Interp struct {
	Host Host
	// Main is the thread that was made first: signal handlers run there, and finalisers unless it waits for something.
	Main     *Thread
	Builtins *Dict // the namespace of the builtins module
	Modules  *Dict // sys.modules
	Sys      *Dict // the namespace of the sys module, nil before it exists

	// State keeps what a native module needs for itself in one interpreter, by
	// a key of its own type.
	State map[any]any

	// Warn is warnings.warn(msg, category, stackLevel, source), set by the native
	// _warnings; nil drops warnings.
	Warn func(t *Thread, category *Type, msg Value, stackLevel int, source Value) error
	// Finalizing is sys.is_finalizing().
	Finalizing bool

	// MaxStrDigits is sys.get_int_max_str_digits().
	MaxStrDigits int
	// DevMode and UTF8Mode are sys.flags.dev_mode and utf8_mode.
	DevMode, UTF8Mode bool
	// RecursionLimit is sys.getrecursionlimit(), or less where memory would not do: see MaxDepth.
	RecursionLimit int

	Lock Lock
	// Audit raises an auditing event; nil while there is no hook.
	Audit func(t *Thread, event string, args []Value) error
	// Unraisable reports an exception that nobody can catch: see the function Unraisable.
	Unraisable func(t *Thread, exc *Exception, msg string, obj Value)
	// Safepoints are called at safepoints, in order: signal handlers, finalisers.
	Safepoints []func(t *Thread) error
	// Settle are called when memory has been collected, or is about to be: a native module that has noted new objects
	// down, rather than given each a finaliser, does so then. Coroutines are handled that way (suspended.go).
	Settle []func(in *Interp)
	// WriteOut, if set, writes out the buffers of files that the program may have dropped without closing them: whoever
	// reads a file calls it first.
	WriteOut func(t *Thread)
	// CloseDropped, if set, closes the files that the program has dropped without closing them, as far as that takes no more of the time
	// than del may: who asks the operating system about a file, or starts a program, calls it first.
	CloseDropped func(t *Thread)
	// ZoneChanged, if set, is called when time.tzset has read the time zone anew.
	ZoneChanged func()
	// ErrorHandler, if set, is told of handlers of coding errors that are registered.
	ErrorHandler func(t *Thread, name string, f Value) error
	// ReadLine, if set, reads a line and its newline from the terminal with the line editing that the program has imported;
	// ok is false if it has none.
	ReadLine func(t *Thread, prompt string) (line string, ok bool, err error)
	// Kill, if set, sends a signal to this process, and has run its handler when it returns.
	Kill func(t *Thread, signum int) error
	// ForkExec, if set, is _posixsubprocess.fork_exec for calls with a preexec_fn.
	ForkExec func(t *Thread, args []Value) (Value, error)
	// Cbrt and Erfc, if set, are the C library's cube root and complementary error function:
	// of the functions of math they are those whose last bit is often wrong there (cbrt(27) is
	// 3.0000000000000004).
	Cbrt, Erfc func(x float64) float64

	// Foreign, if set, is a heap with which ours may share cycles.
	Foreign ForeignHeap
	// Contexts, if set, is told of contexts.
	Contexts ContextKeeper

	cache      [4096]cacheEntry
	subclasses map[*Type]*subclassList
	// BytesWarning says that str() of bytes and comparing them with str issue warnings (-b).
	BytesWarning bool

	// NoDebugRanges says that code objects keep lines only, no columns.
	NoDebugRanges bool
	// HotCode is how often a loop or a function must run until it is made into machine code: 0 for the
	// usual number, -1 for never.
	HotCode int32
	// Counting says that the code that is linked from now on counts how often its instructions run.
	Counting bool

	// HookedThreads counts the threads that have a trace or profile function, or a tracer.
	HookedThreads int
	// Tracer is the tracer that new threads begin with.
	Tracer Tracer

	// AttachEngine lets a new thread run code. While it is nil, finalisers run on the main thread only.
	AttachEngine func(t *Thread)

	threads     threadList
	forkHooks   []ForkHook
	importLock  Mutex
	weakrefs    weakTable
	finalizers  finalizerQueue
	rest        atomic.Pointer[rest]
	ends        atomic.Int64 // see CountEnd
	waits       uint64       // how often threads gave up the lock to wait, guarded by it
	deleted     deletions
	tracked     weakList[Header] // objects with __del__ and files
	suspended   weakList[Header] // generators that have a finaliser
	young       youngGenerators
	cyclesAt    int // the length of tracked at which cycles are looked for
	cyclesDue   bool
	cyclesNext  time.Time // not before this time
	severed     bool      // no cycle found has to be looked at again
	caches      weakList[Caches]
	locals      weakList[Header] // each a ThreadLocal
	threadCount atomic.Int64
	viewGCs     int    // for the sake of memoryviews, and
	vainGCs     int    // of what foreign code holds: see ByteArray.resizable
	nans        uint64 // see Thread.NewNaN
}

// NewInterp returns an interpreter with empty namespaces.
func NewInterp() *Interp {
	Setup()
	in := &Interp{
		Builtins:       NewDict(),
		Modules:        NewDict(),
		State:          map[any]any{},
		MaxStrDigits:   4300,
		RecursionLimit: 1000,
		cyclesAt:       minCycles,
		subclasses:     map[*Type]*subclassList{},
	}
	return in
}

// Thread is one Python thread. It is used by the goroutine that holds the
// interpreter's lock on its behalf, and passed to every operation.
type Thread struct {
	Interp *Interp
	ID     uint64 // threading.get_ident()

	// Exc is the exception being handled (sys.exc_info), nil when none is.
	Exc *Exception
	// Thrown is what throw() of a generator was called with while it makes Exc of it: what the generator delegates to gets the same.
	Thrown struct {
		Exc  *Exception
		Args []Value
	}
	// Depth counts nested calls, Python and native, for RecursionError.
	Depth int
	// Nested counts those of them that use Go's stack; see maxNested.
	Nested int
	// Pending is set, from any goroutine, when the thread should stop at its next
	// safepoint: a signal came, another thread wants the lock, or a pending
	// exception or finaliser waits. See Safepoint.
	Pending atomic.Bool
	// SigMask is the set of signals that the thread blocks, bit n-1 for signal n.
	SigMask atomic.Uint64
	// Sleeping says that the thread is in time.sleep, which ends for every signal, those too for which system calls go on.
	Sleeping atomic.Bool
	// Callbacks counts the times that foreign code has called us. The lock is held.
	Callbacks uint64
	// asyncExc is raised at the next safepoint: see RaiseIn.
	asyncExc atomic.Pointer[Value]

	// Engine is the state that the running engine keeps for this thread.
	Engine Stack

	// Trace and Profile are sys.settrace's and sys.setprofile's functions.
	Trace, Profile Value
	// Tracer is what SetTracer set.
	Tracer Tracer
	// Hooked says that the engine is to give events: there is a trace or profile
	// function, and the thread is not running it.
	Hooked bool
	// Event is what the trace or profile function under way was told.
	Event Event
	// Yielding says, at a ReturnEvent, that the frame yields.
	Yielding   bool
	eventFrame *Frame // which Event is about
	hasHooks   bool
	profiler   func(t *Thread, fr *Frame, e Event, arg Value) // see SetProfiler
	inHook     int                                            // trace and profile functions under way
	// Context is the current contextvars.Context, nil before the first use.
	Context *Context
	// SeenContext is the Context that foreign code in this thread runs in; only Interp.Contexts sets it.
	SeenContext *Context
	// AsyncGenFirstIter and AsyncGenFinalizer are sys.set_asyncgen_hooks's.
	AsyncGenFirstIter, AsyncGenFinalizer Value
	// OriginDepth is sys.set_coroutine_origin_tracking_depth's.
	OriginDepth int

	// bigs are registers for arithmetic on big ints: see bigOperand.
	bigs  [5]big.Int
	views [2]big.Int

	// scratch is room for a text under construction, by code that calls no other.
	scratch []byte
	strs    strRoom
	ints    intRoom
	bytes   bytesRoom
	specs   [16]parsedSpec // see plainSpec
	formats [8]plainFormat // see plainFormat

	// powers are the powers of two that were computed.
	powers [numPowers]Value

	// Native keeps what native modules hold for one thread, by a key of their own.
	Native map[any]any

	gone     atomic.Bool // see Gone
	left     chan struct{}
	onEnd    []func()
	wake     chan struct{}
	reprs    []Value // containers whose repr is under way
	argStack []Value // arguments of calls under way: see pushArgs
}

// Stack is how the object model sees an engine's frames.
type Stack interface {
	// Top returns the frame running now, nil outside Python code. It makes a
	// frame object for it if there is none yet.
	Top(t *Thread) *Frame
	// Globals returns the namespace of the frame running now, nil outside
	// Python code; unlike Top it makes nothing.
	Globals(t *Thread) *Dict
	// SuperArgs returns what super() without arguments needs of the frame running
	// now: the content of its __class__ cell and its first argument. The errors
	// are RuntimeErrors with CPython's texts.
	SuperArgs(t *Thread) (cls, obj Value, err error)
	// Watch makes the frames under way give events, from their next line on.
	Watch(t *Thread)
	// Enter puts a frame of another engine on top of the stack, and Leave takes it off.
	Enter(t *Thread, a Activation) Link
	Leave(t *Thread)
	// Mark returns the frame running now, as Unwind takes it: that forgets the frames above, which a panic has left behind.
	Mark() any
	Unwind(mark any)
}

// Activation is a frame under way of an engine other than the one that keeps the thread's stack: frames of both follow
// each other there as they call each other.
type Activation interface {
	// FrameObject, Globals and SuperArgs are what Stack's Top, Globals and SuperArgs give for this frame.
	FrameObject() *Frame
	Globals() *Dict
	SuperArgs(t *Thread) (cls, obj Value, err error)
	// Watch makes the frame give events.
	Watch(t *Thread)
	// Abandon forgets the frame, which a panic of ours has left behind.
	Abandon()
}

// Link is the place of an Activation on the stack.
type Link interface {
	// Back is the frame below, nil for none.
	Back(t *Thread) *Frame
}

// NewThread returns a new thread of the interpreter, with no frame.
func (in *Interp) NewThread() *Thread {
	t := &Thread{Interp: in, ID: uint64(in.threadCount.Add(1)), wake: make(chan struct{}, 1), left: make(chan struct{})}
	if in.Main == nil {
		in.Main = t
	}
	return t
}

// Lock is the interpreter's lock: ours until libpython starts, and CPython's
// GIL from then on.
type Lock interface {
	// Acquire takes the lock for t.
	Acquire(t *Thread)
	// TryAcquire takes the lock for t if it comes to be free within d, and reports whether it has. CPython's GIL is waited
	// for however long that takes.
	TryAcquire(t *Thread, d time.Duration) bool
	// Release gives it up.
	Release(t *Thread)
	// Yield lets a waiting thread run, if there is one.
	Yield(t *Thread)
	// SetInterval says how long a thread waits before the holder is asked to yield (sys.setswitchinterval).
	SetInterval(d time.Duration)
}

// Locked runs f with the lock, within a function that runs Unlocked.
func (t *Thread) Locked(f func()) {
	l := t.Interp.Lock
	if l == nil {
		f()
		return
	}
	l.Acquire(t)
	defer l.Release(t)
	f()
}

// Unlocked runs f, which must not touch Python objects, without the lock: every
// blocking call is wrapped in it.
func (t *Thread) Unlocked(f func()) {
	l := t.Interp.Lock
	if l == nil {
		f()
		return
	}
	t.Interp.waits++
	l.Release(t)
	defer l.Acquire(t)
	f()
}

// Enter counts a nested native call and fails with RecursionError when there
// are too many; Leave undoes it. where is CPython's " while calling a Python
// object" and the like.
func (t *Thread) Enter(where string) error {
	t.Depth++
	t.Nested++
	if t.Depth > t.Interp.RecursionLimit || t.Nested > MaxNested {
		t.Leave()
		return t.recursionError(where)
	}
	return nil
}

// ClearStack drops what the thread's own stacks hold beyond their ends.
func (t *Thread) ClearStack() {
	clear(t.argStack[len(t.argStack):cap(t.argStack)])
	clear(t.reprs[len(t.reprs):cap(t.reprs)])
}

// MaxNested bounds Nested whatever sys.setrecursionlimit says: Go ends the process when a stack outgrows 1 GB, which the
// hungriest of calls (a class body, a __getattr__) reach after more than 200,000 levels.
const MaxNested = 150_000

// Leave ends what Enter began.
func (t *Thread) Leave() {
	t.Depth--
	t.Nested--
}

func (t *Thread) recursionError(where string) error {
	return Errorf(RecursionErrorType, "maximum recursion depth exceeded%s", where)
}

// ReprEnter reports whether v's repr is already under way on this thread (then
// the caller prints "..."), and otherwise notes that it is.
func (t *Thread) ReprEnter(v Value) bool {
	for _, r := range t.reprs {
		if r == v {
			return true
		}
	}
	t.reprs = append(t.reprs, v)
	return false
}

// ReprLeave ends what ReprEnter began.
func (t *Thread) ReprLeave(v Value) {
	for i := len(t.reprs) - 1; i >= 0; i-- {
		if t.reprs[i] == v {
			t.reprs = append(t.reprs[:i], t.reprs[i+1:]...)
			return
		}
	}
}
