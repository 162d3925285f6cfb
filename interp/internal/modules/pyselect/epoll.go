package pyselect

import (
	"math"
	"runtime"
	"syscall"
	gotime "time"
	"unsafe"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines epoll objects.

type epoll struct {
	object.Header
	fd int // -1 when closed
	// room is for the events of one call; nil while a call uses it.
	room []unix.EpollEvent
}

var epollType = &object.Type{Name: "select.epoll"}

func newEpoll(fd int) value {
	e := &epoll{Header: object.Header{Type: epollType}, fd: fd}
	// What nobody refers to is closed, without a word.
	runtime.SetFinalizer(e, func(e *epoll) { _ = e.close() })
	return args.Value(e)
}

func asEpoll(v value) (*epoll, error) {
	e := args.As[epoll](v)
	if e.fd < 0 {
		return nil, object.Errorf(object.ValueErrorType, "I/O operation on closed epoll object")
	}
	return e, nil
}

func (e *epoll) close() error {
	fd := e.fd
	if e.fd = -1; fd < 0 {
		return nil
	}
	return unix.Close(fd)
}

var epollSig = object.NewSignature("(sizehint=-1, flags=0)")

func epollNew(t *thread, cls *object.Type, in []value, kw *object.Tuple) (value, error) {
	a, err := epollSig.Bind(t, "epoll", in, kw)
	if err != nil {
		return value{}, err
	}
	size, flags := -1, 0
	if !a[0].IsNil() {
		if size, err = cInt(t, a[0]); err != nil {
			return value{}, err
		}
	}
	if !a[1].IsNil() {
		if flags, err = cInt(t, a[1]); err != nil {
			return value{}, err
		}
	}
	if size != -1 && size <= 0 {
		return value{}, object.Errorf(object.ValueErrorType, "negative sizehint")
	}
	if flags != 0 && flags != unix.EPOLL_CLOEXEC {
		return value{}, object.Errorf(object.OSErrorType, "invalid flags")
	}
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return value{}, failure(err)
	}
	return newEpoll(fd), nil
}

// cInt converts an argument to a C int.
func cInt(t *thread, v value) (int, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := object.SmallInt(r)
	if !ok || n > math.MaxInt32 || n < math.MinInt32 {
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C int")
	}
	return int(n), nil
}

// mask32 converts an event mask, a C unsigned int of which only the last bits count.
func mask32(t *thread, v value) (uint32, error) {
	if v.IsNil() {
		return unix.EPOLLIN | unix.EPOLLPRI | unix.EPOLLOUT, nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if n, ok := object.SmallInt(r); ok {
		return uint32(n), nil
	}
	b := object.BigInt(r)
	n := uint32(0)
	if w := b.Bits(); len(w) > 0 {
		n = uint32(w[0])
	}
	if b.Sign() < 0 {
		n = -n
	}
	return n, nil
}

// control is epoll_ctl.
func control(t *thread, self, file value, op int, mask uint32) (value, error) {
	e, err := asEpoll(self)
	if err != nil {
		return value{}, err
	}
	fd, err := args.FileDescriptor(t, file)
	if err != nil {
		return value{}, err
	}
	ev := unix.EpollEvent{Events: mask, Fd: int32(fd)}
	if err := unix.EpollCtl(e.fd, op, fd, &ev); err != nil {
		return value{}, failure(err)
	}
	return object.None, nil
}

// poll is epoll.poll(timeout=None, maxevents=-1).
func (e *epoll) poll(t *thread, timeoutArg, maxArg value) (value, error) {
	timeout, err := seconds(t, timeoutArg, "timeout must be an integer or None")
	if err != nil {
		return value{}, err
	}
	if timeout < 0 {
		timeout = forever
	} else if milliseconds(timeout) > math.MaxInt32 {
		return value{}, object.Errorf(object.OverflowErrorType, "timeout is too large")
	}
	most := -1
	if !maxArg.IsNil() {
		if most, err = cInt(t, maxArg); err != nil {
			return value{}, err
		}
	}
	if most == -1 {
		most = setSize - 1
	} else if most < 1 {
		return value{}, object.Errorf(object.ValueErrorType, "maxevents must be greater than 0, got %d", most)
	}
	room := e.room
	e.room = nil
	if len(room) < most {
		room = make([]unix.EpollEvent, most)
	}
	var n int
	if timeout == 0 {
		// It does not block, so the lock stays and the scheduler need not know: 250 ns for 900.
		r, _, errno := syscall.RawSyscall6(unix.SYS_EPOLL_PWAIT, uintptr(e.fd), uintptr(unsafe.Pointer(&room[0])), uintptr(most), 0, 0, 0)
		if n = int(r); errno != 0 {
			n, err = 0, errno
			if errno == syscall.EINTR {
				err = nil
			}
		}
	} else {
		fd := e.fd
		n, err = wait(t, timeout, func(left gotime.Duration) (int, error) {
			return unix.EpollWait(fd, room[:most], milliseconds(left))
		})
	}
	if err != nil {
		return value{}, failure(err)
	}
	out := make([]value, n)
	for i := range out {
		out[i] = object.Pair(object.Int(int(room[i].Fd)), object.Int(int(room[i].Events)))
	}
	e.room = room
	return object.NewList(out).Value(), nil
}

func setupEpoll() {
	y := epollType
	y.New = epollNew
	object.Define(y, object.TypeSpec{
		Doc:    "select.epoll(sizehint=-1, flags=0)\n\nReturns an epolling object\n\nsizehint must be a positive integer or -1 for the default size. The\nsizehint is used to optimize internal data structures. It doesn't limit\nthe maximum number of monitored events.",
		Layout: object.NewLayout[epoll](y.Name, object.ObjectType.Layout),
		Methods: []object.Method{
			{Name: "fromfd", Sig: "($type, fd, /)", Doc: "Create an epoll object from a given control fd.", Kind: object.ClassMethod, Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				fd, err := cInt(t, v)
				if err != nil {
					return value{}, err
				}
				return newEpoll(fd), nil
			})},
			{Name: "close", Sig: "($self, /)", Doc: "Close the epoll control file descriptor.\n\nFurther operations on the epoll object will raise an exception.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				if err := args.As[epoll](self).close(); err != nil {
					return value{}, failure(err)
				}
				return object.None, nil
			})},
			{Name: "fileno", Sig: "($self, /)", Doc: "Return the epoll control file descriptor.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				e, err := asEpoll(self)
				if err != nil {
					return value{}, err
				}
				return object.Int(e.fd), nil
			})},
			{Name: "modify", Sig: "($self, /, fd, eventmask)", Doc: "Modify event mask for a registered file descriptor.\n\n  fd\n    the target file descriptor of the operation\n  eventmask\n    a bit set composed of the various EPOLL constants", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				mask, err := mask32(t, a[1])
				if err != nil {
					return value{}, err
				}
				return control(t, self, a[0], unix.EPOLL_CTL_MOD, mask)
			})},
			{Name: "register", Sig: "($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)", Doc: "Registers a new fd or raises an OSError if the fd is already registered.\n\n  fd\n    the target file descriptor of the operation\n  eventmask\n    a bit set composed of the various EPOLL constants\n\nThe epoll interface supports all file descriptors that support poll.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				mask, err := mask32(t, a[1])
				if err != nil {
					return value{}, err
				}
				return control(t, self, a[0], unix.EPOLL_CTL_ADD, mask)
			})},
			{Name: "unregister", Sig: "($self, /, fd)", Doc: "Remove a registered file descriptor from the epoll object.\n\n  fd\n    the target file descriptor of the operation", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return control(t, self, a[0], unix.EPOLL_CTL_DEL, 0)
			})},
			{Name: "poll", Sig: "($self, /, timeout=None, maxevents=-1)", Doc: "Wait for events on the epoll file descriptor.\n\n  timeout\n    the maximum time to wait in seconds (as float);\n    a timeout of None or -1 makes poll wait indefinitely\n  maxevents\n    the maximum number of events returned; -1 means no limit\n\nReturns a list containing any descriptors that have events to report,\nas a list of (fd, events) 2-tuples.", Fn: object.FnOpt(func(t *thread, self, timeout, most value) (value, error) {
				e, err := asEpoll(self)
				if err != nil {
					return value{}, err
				}
				return e.poll(t, timeout, most)
			})},
			{Name: "__enter__", Sig: "($self, /)", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				_, err := asEpoll(self)
				return self, err
			})},
			{Name: "__exit__", Sig: "($self, exc_type=None, exc_value=None, exc_tb=None, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return t.CallMethodString(self, "close")
			})},
		},
		GetSets: []object.GetSet{{Name: "closed", Doc: "True if the epoll handler is closed", Get: func(t *thread, self value) (value, error) {
			return object.Bool(args.As[epoll](self).fd < 0), nil
		}}},
	})
}
