package interp

import (
	"context"
	"errors"
	"fmt"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"memphis/interp/object"
)

// This file defines how an embedding program stops one that runs: by a context, or by limits.

// The reasons for which a run is stopped, beside those of a context.
var (
	// ErrSteps says that Config.MaxSteps is reached.
	ErrSteps = errors.New("too many steps")
	// ErrMemory says that Config.MaxMemory is reached.
	ErrMemory = errors.New("too much memory")
)

// Stopped is the error of a run that was stopped. Its reason (context.Canceled, context.DeadlineExceeded, ErrSteps or
// ErrMemory) and the Python exception that stopped it, with its traceback, are found by errors.Is and errors.As.
type Stopped struct {
	Reason error
	// Exception is the KeyboardInterrupt that the program got.
	Exception *object.Exception
}

func (e *Stopped) Error() string { return fmt.Sprintf("interp: the program was stopped: %v", e.Reason) }

// Unwrap returns the reason and the exception.
func (e *Stopped) Unwrap() []error { return []error{e.Reason, e.Exception} }

// limiter stops an interpreter's code. A program that catches the exception gets another one at its next call or round of a
// loop, and so on until it ends.
type limiter struct {
	p      *Interpreter
	reason atomic.Pointer[error]
	steps  int64 // left, while there is a limit
}

// startLimits makes p obey what its Config says.
func (p *Interpreter) startLimits() {
	c := &p.cfg
	if c.Context == nil && c.MaxTime == 0 && c.MaxSteps == 0 && c.MaxMemory == 0 {
		return
	}
	p.limit = &limiter{p: p, steps: c.MaxSteps}
	p.in.Safepoints = append(p.in.Safepoints, p.limit.check)
}

// check is called at safepoints. While steps are counted every call and every round of a loop is one.
func (l *limiter) check(t *object.Thread) error {
	if l.p.cfg.MaxSteps > 0 && l.reason.Load() == nil {
		if l.steps--; l.steps < 0 {
			l.stop(ErrSteps)
		}
		t.Pending.Store(true)
	}
	if why := l.reason.Load(); why != nil {
		t.Pending.Store(true)
		return object.NewError(object.KeyboardInterruptType, object.StrValue((*why).Error()))
	}
	return nil
}

// stop makes the program end at its next safepoint.
func (l *limiter) stop(why error) {
	l.reason.CompareAndSwap(nil, &why)
	l.p.main.Interrupt()
}

// limited runs f within the limits, each run with the whole time and all steps.
func (p *Interpreter) limited(f func() error) error {
	l := p.limit
	if l == nil {
		return f()
	}
	c := &p.cfg
	ctx := c.Context
	if ctx == nil {
		ctx = context.Background()
	}
	if c.MaxTime > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.MaxTime)
		defer cancel()
	}
	l.reason.Store(nil)
	l.steps = c.MaxSteps
	if c.MaxSteps > 0 {
		p.main.Pending.Store(true)
	}
	if err := ctx.Err(); err != nil {
		return &Stopped{Reason: err, Exception: object.NewException(object.KeyboardInterruptType)}
	}
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		l.watch(ctx, done)
	}()
	err := f()
	close(done)
	<-gone
	if why := l.reason.Swap(nil); why != nil && err != nil {
		err = &Stopped{Reason: *why, Exception: object.ToException(err)}
	}
	return err
}

// memoryInterval is how often the memory in use is looked at. The look takes a microsecond.
const memoryInterval = 5 * time.Millisecond

// watch stops the program when the context ends or the heap is too large, until done.
func (l *limiter) watch(ctx context.Context, done <-chan struct{}) {
	var tick <-chan time.Time
	if l.p.cfg.MaxMemory > 0 {
		t := time.NewTicker(memoryInterval)
		defer t.Stop()
		tick = t.C
	}
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		select {
		case <-done:
			return
		case <-ctx.Done():
			l.stop(ctx.Err())
			return
		case <-tick:
			if metrics.Read(heap); heap[0].Value.Uint64() > l.p.cfg.MaxMemory {
				l.stop(ErrMemory)
				return
			}
		}
	}
}
