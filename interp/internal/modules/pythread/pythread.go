// Package pythread is the native module _thread: threads and locks (Library
// reference, "_thread").
//
// A Python thread is a goroutine locked to an operating system thread, so that
// libpython can keep its own state for it.
package pythread

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// threads is what the module keeps for an interpreter.
type threads struct {
	// interrupt delivers a signal as the operating system would (interrupt_main).
	interrupt func(t *thread, signal int) error
	running   atomic.Int64
	// ended says that a thread has ended since _count last saw to the objects of such threads.
	ended atomic.Bool
	// stackSize is what stack_size was told. Go's stacks grow as they have to, whatever it is.
	stackSize int
}

type threadsKey struct{}

// Install prepares the module for an interpreter; interrupt delivers a signal as the operating system would.
func Install(in *object.Interp, interrupt func(t *object.Thread, signal int) error) {
	in.State[threadsKey{}] = &threads{interrupt: interrupt}
}

func threadsOf(in *object.Interp) *threads { return in.State[threadsKey{}].(*threads) }

// lock is a _thread.lock.
type lock struct {
	object.Header
	ch     chan struct{} // holds a token while the lock is free
	locked atomic.Bool
}

var (
	lockType  = &object.Type{Name: "_thread.lock"}
	rlockType = &object.Type{Name: "_thread.RLock"}
	localType = &object.Type{Name: "_thread._local"}
)

func newLock() *lock {
	l := &lock{Header: object.Header{Type: lockType}, ch: make(chan struct{}, 1)}
	l.ch <- struct{}{}
	return l
}

// timeout reads the arguments (blocking=True, timeout=-1); a negative result
// waits for ever, 0 does not wait.
func timeout(t *thread, a []value) (time.Duration, error) {
	blocking := true
	if !a[0].IsNil() {
		b, err := t.Truth(a[0])
		if err != nil {
			return 0, err
		}
		blocking = b
	}
	secs := -1.0
	if !a[1].IsNil() {
		f, err := t.ToFloat(a[1])
		if err != nil {
			return 0, err
		}
		secs = f
	}
	switch {
	case !blocking && secs != -1:
		return 0, object.Errorf(object.ValueErrorType, "can't specify a timeout for a non-blocking call")
	case secs < 0 && secs != -1:
		return 0, object.Errorf(object.ValueErrorType, "timeout value must be a non-negative number")
	case math.IsNaN(secs):
		return 0, object.Errorf(object.ValueErrorType, "Invalid value NaN (not a number)")
	case secs > timeoutMax:
		return 0, object.Errorf(object.OverflowErrorType, "timeout value is too large")
	case !blocking:
		return 0, nil
	case secs < 0:
		return -1, nil
	}
	return time.Duration(secs * 1e9), nil
}

const timeoutMax = 9223372036.0

// wait takes a token from ch within d, with the interpreter's lock released
// while it blocks; signal handlers run in between.
func wait(t *thread, ch chan struct{}, d time.Duration) (bool, error) {
	select {
	case <-ch:
		return true, nil
	default:
	}
	if d == 0 {
		return false, nil
	}
	var deadline time.Time
	if d > 0 {
		deadline = time.Now().Add(d)
	}
	for {
		got, woken := false, false
		t.Unlocked(func() {
			var tick <-chan time.Time
			if d > 0 {
				timer := time.NewTimer(time.Until(deadline))
				defer timer.Stop()
				tick = timer.C
			}
			select {
			case <-ch:
				got = true
			case <-tick:
			case <-t.Wake():
				woken = true
			}
		})
		if got {
			// What came while we waited happens here, as part of the call, rather than where the caller goes on.
			if t.Pending.Load() {
				return true, t.Safepoint()
			}
			return true, nil
		}
		if woken {
			if err := t.Safepoint(); err != nil {
				return false, err
			}
			continue
		}
		return false, nil
	}
}

func asLock(v value) *lock { return (*lock)(unsafe.Pointer(v.P)) }

func lockAcquire(t *thread, v value, a []value) (value, error) {
	d, err := timeout(t, a)
	if err != nil {
		return value{}, err
	}
	l := asLock(v)
	ok, err := wait(t, l.ch, d)
	if ok {
		l.locked.Store(true)
	}
	return object.Bool(ok), err
}

func lockRelease(t *thread, v value) (value, error) {
	l := asLock(v)
	if !l.locked.CompareAndSwap(true, false) {
		return value{}, object.Errorf(object.RuntimeErrorType, "release unlocked lock")
	}
	l.ch <- struct{}{}
	return object.None, nil
}

// rlock is a _thread.RLock.
type rlock struct {
	object.Header
	ch    chan struct{}
	owner uint64
	count int
}

func asRLock(v value) *rlock { return (*rlock)(unsafe.Pointer(v.P)) }

func rlockAcquire(t *thread, v value, a []value) (value, error) {
	d, err := timeout(t, a)
	if err != nil {
		return value{}, err
	}
	r := asRLock(v)
	if r.count > 0 && r.owner == t.ID {
		r.count++
		return object.True, nil
	}
	ok, err := wait(t, r.ch, d)
	if ok {
		r.owner, r.count = t.ID, 1
	}
	return object.Bool(ok), err
}

func rlockRelease(t *thread, v value) (value, error) {
	r := asRLock(v)
	if r.count == 0 || r.owner != t.ID {
		return value{}, object.Errorf(object.RuntimeErrorType, "cannot release un-acquired lock")
	}
	if r.count--; r.count == 0 {
		r.owner = 0
		r.ch <- struct{}{}
	}
	return object.None, nil
}

var typesOnce sync.Once

func setupTypes() {
	typesOnce.Do(func() {
		acquireDoc := "acquire(blocking=True, timeout=-1) -> bool\n(acquire_lock() is an obsolete synonym)\n\nLock the lock.  Without argument, this blocks if the lock is already\nlocked (even by the same thread), waiting for another thread to release\nthe lock, and return True once the lock is acquired.\nWith an argument, this will only block if the argument is true,\nand the return value reflects whether the lock is acquired.\nThe blocking operation is interruptible."
		y := lockType
		y.Repr = func(t *thread, v value) (value, error) {
			s := "unlocked"
			if asLock(v).locked.Load() {
				s = "locked"
			}
			return object.StrValue(fmt.Sprintf("<%s %s object at 0x%x>", s, v.Type().FullName(), object.ID(v))), nil
		}
		locked := object.Fn0(func(t *thread, v value) (value, error) { return object.Bool(asLock(v).locked.Load()), nil })
		sig := "(blocking=True, timeout=-1)"
		object.Define(y, object.TypeSpec{
			Doc:   "A lock object is a synchronization primitive.",
			Flags: object.FlagNoNew | object.FlagWeakref,
			Methods: []object.Method{
				{Name: "acquire", Sig: sig, Doc: acquireDoc, Fn: object.FnBound(lockAcquire)},
				{Name: "acquire_lock", Sig: sig, Doc: acquireDoc, Fn: object.FnBound(lockAcquire)},
				{Name: "release", Fn: object.Fn0(lockRelease)}, {Name: "release_lock", Fn: object.Fn0(lockRelease)},
				{Name: "locked", Fn: locked}, {Name: "locked_lock", Fn: locked},
				{Name: "__enter__", Sig: sig, Fn: object.FnBound(lockAcquire)},
				{Name: "__exit__", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) { return lockRelease(t, v) })},
				{Name: "_at_fork_reinit", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					l := asLock(v)
					if l.locked.Swap(false) {
						l.ch <- struct{}{}
					}
					return object.None, nil
				})},
			},
		})
		r := rlockType
		r.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
			l := object.Alloc[rlock](cls)
			l.ch = make(chan struct{}, 1)
			l.ch <- struct{}{}
			return object.FromPtr(&l.Header), nil
		}
		r.Repr = func(t *thread, v value) (value, error) {
			l := asRLock(v)
			s := "unlocked"
			if l.count > 0 {
				s = "locked"
			}
			return object.StrValue(fmt.Sprintf("<%s %s object owner=%d count=%d at 0x%x>", s, v.Type().FullName(), l.owner, l.count, object.ID(v))), nil
		}
		object.Define(r, object.TypeSpec{
			Layout: object.NewLayout[rlock]("RLock", object.ObjectType.Layout), Flags: object.FlagBase | object.FlagWeakref,
			Methods: []object.Method{
				{Name: "acquire", Sig: sig, Fn: object.FnBound(rlockAcquire)},
				{Name: "release", Fn: object.Fn0(rlockRelease)},
				{Name: "__enter__", Sig: sig, Fn: object.FnBound(rlockAcquire)},
				{Name: "__exit__", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) { return rlockRelease(t, v) })},
				{Name: "_is_owned", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					return object.Bool(asRLock(v).count > 0 && asRLock(v).owner == t.ID), nil
				})},
				{Name: "_recursion_count", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					if asRLock(v).owner != t.ID {
						return object.Int(0), nil
					}
					return object.Int(asRLock(v).count), nil
				})},
				{Name: "_release_save", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					l := asRLock(v)
					if l.count == 0 {
						return value{}, object.Errorf(object.RuntimeErrorType, "cannot release un-acquired lock")
					}
					st := object.TupleOf(object.Int(l.count), object.Uint64(l.owner))
					l.count, l.owner = 0, 0
					l.ch <- struct{}{}
					return st, nil
				})},
				{Name: "_acquire_restore", Fn: object.Fn1(func(t *thread, v, st value) (value, error) {
					u, ok := object.AsTuple(st)
					if !ok || len(u.Items) != 2 {
						return value{}, object.Errorf(object.TypeErrorType, "_acquire_restore() argument 1 must be a tuple")
					}
					l := asRLock(v)
					n, err := t.AsIndex(u.Items[0], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					// Not interruptible: Condition.wait relies on holding the lock after it.
					t.Unlocked(func() {
						select {
						case <-l.ch:
						case <-t.Left():
						}
					})
					l.owner, l.count = t.ID, n
					return object.None, nil
				})},
				{Name: "_at_fork_reinit", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					l := asRLock(v)
					if l.count > 0 {
						l.count, l.owner = 0, 0
						l.ch <- struct{}{}
					}
					return object.None, nil
				})},
			},
		})
		setupLocal()
	})
}

// start runs f in a new thread.
func start(t *thread, f value, args *object.Tuple, kwargs *object.Dict) (value, error) {
	all := threadsOf(t.Interp)
	nt := t.Interp.NewThread()
	t.Interp.AttachEngine(nt)
	nt.Profile, nt.Trace = value{}, value{}
	nt.SigMask.Store(t.SigMask.Load())
	all.running.Add(1)
	go func() {
		runtime.LockOSThread()
		t.Interp.Lock.Acquire(nt)
		err := nt.Guard(func() error {
			_, err := nt.CallKw(f, args, kwargs)
			return err
		})
		if err != nil && !object.ErrorIs(err, object.SystemExitType) {
			object.Unraisable(nt, err, "in thread started by", f)
		}
		f, args, kwargs = value{}, nil, nil
		nt.End()
		all.running.Add(-1)
		all.ended.Store(true)
		if t.Interp.Main == nt {
			outlive(nt)
		}
		if l, ok := t.Interp.Lock.(interface{ Exit(t *thread) }); ok {
			l.Exit(nt) // frees what libpython keeps for the thread
			return
		}
		t.Interp.Lock.Release(nt)
	}()
	return object.Uint64(nt.ID), nil
}

// outlive ends the process that t forked into, where it is the main thread, though not that which runs the program: when its
// function has returned and all other threads have ended, as the C library ends one whose last thread ends.
func outlive(t *thread) {
	t.Unlocked(func() {
		for len(t.Interp.Threads()) > 0 {
			time.Sleep(5 * time.Millisecond)
		}
		syscall.Exit(0)
	})
}

// Module is the table of _thread.
func Module() *object.ModuleDef {
	ident := object.Fn0(func(t *thread, self value) (value, error) { return object.Uint64(t.ID), nil })
	startFn := object.FnVec(func(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
		if len(args) < 2 || len(args) > 3 {
			return value{}, object.Errorf(object.TypeErrorType, "start_new_thread expected at least 2 arguments, got %d", len(args))
		}
		if !object.IsCallable(args[0]) {
			return value{}, object.Errorf(object.TypeErrorType, "first arg must be callable")
		}
		u, ok := object.AsTuple(args[1])
		if !ok {
			return value{}, object.Errorf(object.TypeErrorType, "2nd arg must be a tuple")
		}
		var d *object.Dict
		if len(args) == 3 {
			if d, ok = object.AsDict(args[2]); !ok {
				return value{}, object.Errorf(object.TypeErrorType, "optional 3rd arg must be a dictionary")
			}
		}
		return start(t, args[0], u, d)
	})
	alloc := object.Fn0(func(t *thread, self value) (value, error) { return object.FromPtr(&newLock().Header), nil })
	exit := object.Fn0(func(t *thread, self value) (value, error) { return value{}, object.NewError(object.SystemExitType) })
	return &object.ModuleDef{
		Name: "_thread",
		Doc:  "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
		Methods: []object.Method{
			{Name: "start_new_thread", Fn: startFn}, {Name: "start_new", Fn: startFn},
			{Name: "allocate_lock", Fn: alloc}, {Name: "allocate", Fn: alloc},
			{Name: "exit", Fn: exit}, {Name: "exit_thread", Fn: exit},
			{Name: "get_ident", Fn: ident},
			{Name: "get_native_id", Fn: object.Fn0(func(t *thread, self value) (value, error) { return object.Int(syscall.Gettid()), nil })},
			{Name: "_count", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				// Who counts threads compares with the thread objects alive (threading._dangling). Those of threads that
				// have ended are gone in CPython by now; here a collection has to see to it.
				all := threadsOf(t.Interp)
				if all.ended.Swap(false) {
					t.Interp.Host.Collect(t, true)
				}
				return object.Int64(all.running.Load()), nil
			})},
			{Name: "stack_size", Sig: "(size=0, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				all := threadsOf(t.Interp)
				before := all.stackSize
				if !a[0].IsNil() {
					n, err := t.AsIndex(a[0], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					if n < 0 {
						return value{}, object.Errorf(object.ValueErrorType, "size must be 0 or a positive value")
					}
					if n > 0 && n < 32768 {
						return value{}, object.Errorf(object.ValueErrorType, "size not valid: %d bytes", n)
					}
					all.stackSize = n
				}
				return object.Int(before), nil
			})},
			{Name: "_set_sentinel", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				l := newLock()
				// The thread's end releases the lock, whoever took it.
				t.OnEnd(func() {
					if l.locked.CompareAndSwap(true, false) {
						l.ch <- struct{}{}
					}
				})
				return object.FromPtr(&l.Header), nil
			})},
			{Name: "interrupt_main", Sig: "(signum=2, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				sig := int(syscall.SIGINT)
				if !a[0].IsNil() {
					n, err := t.AsIndex(a[0], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					sig = n
				}
				if sig < 1 || sig > 64 {
					return value{}, object.Errorf(object.ValueErrorType, "signal number out of range")
				}
				return object.None, threadsOf(t.Interp).interrupt(t, sig)
			})},
			{Name: "_excepthook", Fn: object.Fn1(exceptHook)},
		},
		Init: func(t *thread, m *object.Module) error {
			setupTypes()
			main, all := false, threadsOf(t.Interp)
			t.Interp.OnFork(object.ForkHook{
				Before: func(t *thread) { main = t.Interp.Main == t },
				Child: func(t *thread) {
					if all.running.Store(1); main {
						all.running.Store(0)
					}
				},
			})
			d := m.Dict()
			d.SetString("LockType", lockType.Value())
			d.SetString("RLock", rlockType.Value())
			d.SetString("_local", localType.Value())
			d.SetString("error", object.RuntimeErrorType.Value())
			d.SetString("TIMEOUT_MAX", object.Float(timeoutMax))
			d.SetString("_ExceptHookArgs", hookArgs().Value())
			return nil
		},
	}
}

var hookArgs = sync.OnceValue(func() *object.Type {
	return object.NewStructSeqType("_thread", "_ExceptHookArgs", "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.", 4,
		[]object.StructField{{Name: "exc_type"}, {Name: "exc_value"}, {Name: "exc_traceback"}, {Name: "thread"}})
})

// exceptHook is threading.excepthook.
func exceptHook(t *thread, self, args value) (value, error) {
	if args.Type() != hookArgs() {
		return value{}, object.Errorf(object.TypeErrorType, "_thread.excepthook argument type must be ExceptHookArgs")
	}
	u, _ := object.AsTuple(args)
	if u.Items[0] == object.SystemExitType.Value() {
		return object.None, nil
	}
	errStream := object.None
	if t.Interp.Sys != nil {
		if v, ok := t.Interp.Sys.GetString("stderr"); ok {
			errStream = v
		}
	}
	fallback := errStream.IsNone()
	if fallback {
		// threading keeps the stream that was there when the thread object was made.
		v, err := t.GetAttrString(u.Items[3], "_stderr")
		if err != nil || v.IsNone() {
			return object.None, nil
		}
		errStream = v
	}
	name := fmt.Sprint(t.ID)
	if th := u.Items[3]; !th.IsNone() {
		if n, err := t.GetAttrString(th, "name"); err == nil {
			if s, err := t.Str(n); err == nil {
				name = s.String()
			}
		}
	}
	if _, err := t.CallMethodString(errStream, "write", object.StrValue("Exception in thread "+name+":\n")); err != nil {
		return value{}, err
	}
	if fallback {
		mod, err := t.Interp.Host.Import(t, "traceback", nil, value{}, 0)
		if err != nil {
			return value{}, err
		}
		if _, err := t.CallMethodString(mod, "print_exception", u.Items[0], u.Items[1], u.Items[2], object.None, errStream); err != nil {
			return value{}, err
		}
		return t.CallMethodString(errStream, "flush")
	}
	hook, ok := t.Interp.Sys.GetString("__excepthook__")
	if !ok {
		return object.None, nil
	}
	if _, err := t.Call(hook, u.Items[0], u.Items[1], u.Items[2]); err != nil {
		return value{}, err
	}
	return t.CallMethodString(errStream, "flush")
}
