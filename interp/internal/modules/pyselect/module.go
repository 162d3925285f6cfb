// Package pyselect is the module select: select(), poll() and epoll ("select" in the library reference). An event loop
// calls it once for each round, where a crossing to libpython took three times as long as the system call.
package pyselect

import (
	"math"
	"sync"
	"syscall"
	gotime "time"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/modules/args"
	"memphis/interp/internal/modules/time"
	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// setSize is FD_SETSIZE.
const setSize = unix.FD_SETSIZE

// Module returns the table of the module select.
func Module() *object.ModuleDef {
	setupOnce.Do(func() { setupPoll(); setupEpoll() })
	return &object.ModuleDef{
		Name: "select",
		Doc:  "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors.",
		Methods: []object.Method{
			{Name: "select", Sig: "($module, rlist, wlist, xlist, timeout=None, /)", Doc: "Wait until one or more file descriptors are ready for some kind of I/O.\n\nThe first three arguments are iterables of file descriptors to be waited for:\nrlist -- wait until ready for reading\nwlist -- wait until ready for writing\nxlist -- wait for an \"exceptional condition\"\nIf only one kind of condition is required, pass [] for the other lists.\n\nA file descriptor is either a socket or file object, or a small integer\ngotten from a fileno() method call on one of those.\n\nThe optional 4th argument specifies a timeout in seconds; it may be\na floating point number to specify fractions of seconds.  If it is absent\nor None, the call will never time out.\n\nThe return value is a tuple of three lists corresponding to the first three\narguments; each contains the subset of the corresponding file descriptors\nthat are ready.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file\ndescriptors can be used.", Fn: object.FnBound(selectFn)},
			{Name: "poll", Sig: "($module, /)", Doc: "Returns a polling object.\n\nThis object supports registering and unregistering file descriptors, and then\npolling them for I/O events.", Fn: object.Fn0(newPoll)},
		},
		Init: func(t *thread, m *object.Module) error {
			d := m.Dict()
			d.SetString("error", object.OSErrorType.Value())
			d.SetString("epoll", epollType.Value())
			for _, c := range constants {
				d.SetString(c.name, object.Int(c.n))
			}
			return nil
		},
	}
}

var setupOnce sync.Once

// constants are the module's, in the order of CPython's.
var constants = []struct {
	name string
	n    int
}{
	{"PIPE_BUF", 4096},
	{"POLLIN", unix.POLLIN}, {"POLLPRI", unix.POLLPRI}, {"POLLOUT", unix.POLLOUT}, {"POLLERR", unix.POLLERR},
	{"POLLHUP", unix.POLLHUP}, {"POLLNVAL", unix.POLLNVAL}, {"POLLRDNORM", 0x40}, {"POLLRDBAND", 0x80},
	{"POLLWRNORM", 0x100}, {"POLLWRBAND", 0x200}, {"POLLMSG", 0x400}, {"POLLRDHUP", unix.POLLRDHUP},
	{"EPOLLIN", unix.EPOLLIN}, {"EPOLLOUT", unix.EPOLLOUT}, {"EPOLLPRI", unix.EPOLLPRI}, {"EPOLLERR", unix.EPOLLERR},
	{"EPOLLHUP", unix.EPOLLHUP}, {"EPOLLRDHUP", unix.EPOLLRDHUP}, {"EPOLLET", unix.EPOLLET}, {"EPOLLONESHOT", unix.EPOLLONESHOT},
	{"EPOLLEXCLUSIVE", unix.EPOLLEXCLUSIVE}, {"EPOLLRDNORM", unix.EPOLLRDNORM}, {"EPOLLRDBAND", unix.EPOLLRDBAND},
	{"EPOLLWRNORM", unix.EPOLLWRNORM}, {"EPOLLWRBAND", unix.EPOLLWRBAND}, {"EPOLLMSG", unix.EPOLLMSG}, {"EPOLL_CLOEXEC", unix.EPOLL_CLOEXEC},
}

// failure makes the OSError of a failed call.
func failure(err error) error {
	if errno, ok := err.(syscall.Errno); ok {
		return object.NewOSError(errno)
	}
	return err
}

// forever is the timeout of a wait without end.
const forever = gotime.Duration(math.MinInt64)

// wait calls f with the time that is left of timeout, with the lock released, until it is not interrupted by a signal, whose
// handler runs in between. f answers with what the system call gave.
func wait(t *thread, timeout gotime.Duration, f func(left gotime.Duration) (int, error)) (int, error) {
	var end gotime.Time
	if timeout != forever && timeout > 0 {
		end = gotime.Now().Add(timeout)
	}
	for {
		var n int
		var err error
		t.Unlocked(func() { n, err = f(timeout) })
		// A signal that came meanwhile is handled as part of the call, though what was waited for has come with it: it may be
		// the byte that was written for the signal (signal.set_wakeup_fd).
		if err == syscall.EINTR || t.Pending.Load() {
			if err := t.Safepoint(); err != nil {
				return 0, err
			}
		}
		if err != syscall.EINTR {
			return n, err
		}
		if timeout != forever {
			if timeout = gotime.Until(end); timeout < 0 {
				return 0, nil
			}
		}
	}
}

// seconds converts the argument timeout: None waits for ever.
func seconds(t *thread, v value, must string) (gotime.Duration, error) {
	if v.IsNil() || v.IsNone() {
		return forever, nil
	}
	ns, err := time.Nanoseconds(t, v)
	if err != nil {
		if object.ErrorIs(err, object.TypeErrorType) {
			err = object.Errorf(object.TypeErrorType, "%s", must)
		}
		return 0, err
	}
	return gotime.Duration(ns), nil
}

// milliseconds is d for a system call that wants an int of milliseconds, rounded up: -1 for ever.
func milliseconds(d gotime.Duration) int {
	if d < 0 {
		return -1
	}
	return int((d + gotime.Millisecond - 1) / gotime.Millisecond)
}

// watched are the files of one of the arguments of select(), and their descriptors.
type watched struct {
	files []value
	fds   []int
	set   unix.FdSet
}

func (w *watched) read(t *thread, v value, highest *int) error {
	if v.Type().Iter == nil && v.Type().GetItem == nil {
		return object.Errorf(object.TypeErrorType, "arguments 1-3 must be sequences")
	}
	if l, ok := object.AsList(v); ok && v.Is(object.ListType) {
		// fileno() may change the list.
		for i := 0; i < len(l.Items); i++ {
			if err := w.add(t, l.Items[i], highest); err != nil {
				return err
			}
		}
		return nil
	}
	return t.Each(v, func(x value) error { return w.add(t, x, highest) })
}

func (w *watched) add(t *thread, x value, highest *int) error {
	fd, err := args.FileDescriptor(t, x)
	if err != nil {
		return err
	}
	if fd >= setSize {
		return object.Errorf(object.ValueErrorType, "filedescriptor out of range in select()")
	}
	if len(w.files) >= setSize {
		return object.Errorf(object.ValueErrorType, "too many file descriptors in select()")
	}
	w.files, w.fds = append(w.files, x), append(w.fds, fd)
	*highest = max(*highest, fd)
	return nil
}

// ready are the files that the system call has left in the set.
func (w *watched) ready() value {
	var out []value
	for i, fd := range w.fds {
		if w.set.IsSet(fd) {
			out = append(out, w.files[i])
		}
	}
	return object.NewList(out).Value()
}

// selectFn is select.select.
func selectFn(t *thread, self value, a []value) (value, error) {
	timeout, err := seconds(t, a[3], "timeout must be a float or None")
	if err != nil {
		return value{}, err
	}
	if timeout < 0 && timeout != forever {
		return value{}, object.Errorf(object.ValueErrorType, "timeout must be non-negative")
	}
	var w [3]watched
	highest := -1
	for i := range w {
		if err := w[i].read(t, a[i], &highest); err != nil {
			return value{}, err
		}
	}
	n, err := wait(t, timeout, func(left gotime.Duration) (int, error) {
		for i := range w {
			w[i].set.Zero()
			for _, fd := range w[i].fds {
				w[i].set.Set(fd)
			}
		}
		var tv *unix.Timeval
		if left != forever {
			us := (left + gotime.Microsecond - 1) / gotime.Microsecond
			v := unix.NsecToTimeval(int64(us * gotime.Microsecond))
			tv = &v
		}
		return unix.Select(highest+1, &w[0].set, &w[1].set, &w[2].set, tv)
	})
	if err != nil {
		return value{}, failure(err)
	}
	if n == 0 {
		for i := range w {
			w[i].set.Zero()
		}
	}
	return args.Tuple(w[0].ready(), w[1].ready(), w[2].ready()), nil
}
