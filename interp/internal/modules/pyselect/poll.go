package pyselect

import (
	"math"
	gotime "time"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines poll objects.

type poll struct {
	object.Header
	fds     []unix.PollFd // in the order of registration
	at      map[int]int   // descriptor to index in fds
	polling bool
}

var pollType = &object.Type{Name: "select.poll"}

func newPoll(t *thread, self value) (value, error) {
	return args.Value(&poll{Header: object.Header{Type: pollType}, at: map[int]int{}}), nil
}

// mask16 converts an event mask, a C unsigned short; def stands for an absent one.
func mask16(t *thread, v value, def int) (int16, error) {
	if v.IsNil() {
		return int16(def), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := object.SmallInt(r)
	switch {
	case ok && n < 0 || !ok && object.BigInt(r).Sign() < 0:
		return 0, object.Errorf(object.ValueErrorType, "value must be positive")
	case !ok || n > math.MaxUint16:
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large for C unsigned short")
	}
	return int16(n), nil
}

func (p *poll) register(t *thread, file, mask value) error {
	fd, err := args.FileDescriptor(t, file)
	if err != nil {
		return err
	}
	events, err := mask16(t, mask, unix.POLLIN|unix.POLLPRI|unix.POLLOUT)
	if err != nil {
		return err
	}
	if i, ok := p.at[fd]; ok {
		p.fds[i].Events = events
		return nil
	}
	p.at[fd] = len(p.fds)
	p.fds = append(p.fds, unix.PollFd{Fd: int32(fd), Events: events})
	return nil
}

func (p *poll) modify(t *thread, file, mask value) error {
	fd, err := args.FileDescriptor(t, file)
	if err != nil {
		return err
	}
	events, err := mask16(t, mask, 0)
	if err != nil {
		return err
	}
	i, ok := p.at[fd]
	if !ok {
		return object.NewOSError(unix.ENOENT)
	}
	p.fds[i].Events = events
	return nil
}

func (p *poll) unregister(t *thread, file value) error {
	fd, err := args.FileDescriptor(t, file)
	if err != nil {
		return err
	}
	i, ok := p.at[fd]
	if !ok {
		return object.KeyError(object.Int(fd))
	}
	delete(p.at, fd)
	// A poll under way keeps the old array.
	p.fds = append(append([]unix.PollFd(nil), p.fds[:i]...), p.fds[i+1:]...)
	for ; i < len(p.fds); i++ {
		p.at[int(p.fds[i].Fd)] = i
	}
	return nil
}

// poll is poll.poll(timeout=None), in milliseconds.
func (p *poll) poll(t *thread, v value) (value, error) {
	timeout := forever
	if !v.IsNil() && !v.IsNone() {
		ms, err := pollTime(t, v)
		if err != nil {
			return value{}, err
		}
		if ms >= 0 {
			timeout = gotime.Duration(ms) * gotime.Millisecond
		}
	}
	if p.polling {
		return value{}, object.Errorf(object.RuntimeErrorType, "concurrent poll() invocation")
	}
	fds := append([]unix.PollFd(nil), p.fds...)
	p.polling = true
	n, err := wait(t, timeout, func(left gotime.Duration) (int, error) { return unix.Poll(fds, milliseconds(left)) })
	p.polling = false
	if err != nil {
		return value{}, failure(err)
	}
	var out []value
	for i := range fds {
		if n > 0 && fds[i].Revents != 0 {
			out = append(out, object.Pair(object.Int(int(fds[i].Fd)), object.Int(int(uint16(fds[i].Revents)))))
		}
	}
	return object.NewList(out).Value(), nil
}

// pollTime converts milliseconds, an int or a float, rounded away from zero.
func pollTime(t *thread, v value) (int64, error) {
	ms := int64(0)
	if f, ok := object.AsFloat(v); ok {
		if f != f {
			return 0, object.Errorf(object.ValueErrorType, "Invalid value NaN (not a number)")
		}
		if f = math.Copysign(math.Ceil(math.Abs(f)), f); math.Abs(f) >= 1<<63/1e6 {
			return 0, object.Errorf(object.OverflowErrorType, "timestamp too large to convert to C _PyTime_t")
		}
		ms = int64(f)
	} else {
		r, err := t.Index(v)
		if err != nil {
			if object.ErrorIs(err, object.TypeErrorType) {
				err = object.Errorf(object.TypeErrorType, "timeout must be an integer or None")
			}
			return 0, err
		}
		n, ok := object.SmallInt(r)
		if !ok {
			return 0, object.Errorf(object.OverflowErrorType, "timestamp too large to convert to C _PyTime_t")
		}
		ms = n
	}
	if ms > math.MaxInt32 || ms < math.MinInt32 {
		return 0, object.Errorf(object.OverflowErrorType, "timeout is too large")
	}
	return ms, nil
}

func setupPoll() {
	as := args.As[poll]
	object.Define(pollType, object.TypeSpec{
		Layout: object.NewLayout[poll](pollType.Name, object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
		Methods: []object.Method{
			{Name: "register", Sig: "($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)", Doc: "Register a file descriptor with the polling object.\n\n  fd\n    either an integer, or an object with a fileno() method returning an int\n  eventmask\n    an optional bitmask describing the type of events to check for", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return object.None, as(self).register(t, a[0], a[1])
			})},
			{Name: "modify", Sig: "($self, fd, eventmask, /)", Doc: "Modify an already registered file descriptor.\n\n  fd\n    either an integer, or an object with a fileno() method returning\n    an int\n  eventmask\n    a bitmask describing the type of events to check for", Fn: object.Fn2(func(t *thread, self, fd, mask value) (value, error) {
				return object.None, as(self).modify(t, fd, mask)
			})},
			{Name: "unregister", Sig: "($self, fd, /)", Doc: "Remove a file descriptor being tracked by the polling object.", Fn: object.Fn1(func(t *thread, self, fd value) (value, error) {
				return object.None, as(self).unregister(t, fd)
			})},
			{Name: "poll", Sig: "($self, timeout=None, /)", Doc: "Polls the set of registered file descriptors.\n\n  timeout\n    The maximum time to wait in milliseconds, or else None (or a negative\n    value) to wait indefinitely.\n\nReturns a list containing any descriptors that have events or errors to\nreport, as a list of (fd, event) 2-tuples.", Fn: object.FnOpt(func(t *thread, self, timeout, _ value) (value, error) {
				return as(self).poll(t, timeout)
			})},
		},
	})
}
