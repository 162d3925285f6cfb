package posix

import (
	"syscall"

	"golang.org/x/sys/unix"

	"memphis/interp/object"
)

// This file defines the functions of posix on file descriptors.

// fdFn makes a function whose first argument is a descriptor.
func fdFn(f func(t *thread, fd int, a []value) (value, error)) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) {
		fd, err := fdArg(t, a[0])
		if err != nil {
			return value{}, err
		}
		return f(t, fd, a)
	}
}

// fdArg is a descriptor: an int or an object with fileno().
func fdArg(t *thread, v value) (int, error) {
	if v.Is(object.IntType) || v.Type().Index != nil {
		return intArg(t, v, 0)
	}
	m, err := t.GetAttrOpt(v, object.Intern("fileno"))
	if err != nil {
		return 0, err
	}
	if m.IsNil() {
		return 0, object.Errorf(object.TypeErrorType, "argument must be an int, or have a fileno() method.")
	}
	r, err := t.Call(m)
	if err != nil {
		return 0, err
	}
	return intArg(t, r, 0)
}

func fdMethods() []object.Method {
	none := func(f func(t *thread, fd int, a []value) error) func(t *thread, a []value) (value, error) {
		return fdFn(func(t *thread, fd int, a []value) (value, error) {
			return object.None, fail(call(t, func() error { return f(t, fd, a) }))
		})
	}
	offset := func(t *thread, v value) (int64, error) {
		n, err := t.AsIndex(v, object.OverflowErrorType)
		return int64(n), err
	}
	return []object.Method{
		row("open", "(path, flags, mode=511, *, dir_fd=None)", "Open a file for low level IO.  Returns a file descriptor (integer).", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "open", "path", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			flags, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			mode, err := intArg(t, a[2], 0o777)
			if err != nil {
				return value{}, err
			}
			dfd, err := dirFD(t, a[3])
			if err != nil {
				return value{}, err
			}
			if err := audit(t, "open", p.arg, object.None, object.Int(flags)); err != nil {
				return value{}, err
			}
			fd := 0
			err = call(t, func() (err error) { fd, err = unix.Openat(dfd, p.name, flags|unix.O_CLOEXEC, uint32(mode)); return })
			return object.Int(fd), fail(err, p)
		}),
		row("close", "(fd)", "Close a file descriptor.", func(t *thread, a []value) (value, error) {
			fd, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			if isRuntimes(fd) {
				return value{}, object.NewOSError(unix.EBADF)
			}
			var cerr error
			t.Unlocked(func() { cerr = unix.Close(fd) })
			return object.None, fail(cerr)
		}),
		row("closerange", "(fd_low, fd_high, /)", "Closes all file descriptors in [fd_low, fd_high), ignoring errors.", func(t *thread, a []value) (value, error) {
			lo, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			hi, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			for fd := lo; fd < hi; fd++ {
				if !isRuntimes(fd) {
					unix.Close(fd)
				}
			}
			return object.None, nil
		}),
		row("read", "(fd, length, /)", "Read from a file descriptor.  Returns a bytes object.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := t.AsIndex(a[1], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n < 0 {
				return value{}, object.NewOSError(syscall.EINVAL)
			}
			b := make([]byte, n)
			k := 0
			if err := call(t, func() (err error) { k, err = unix.Read(fd, b); return }); err != nil {
				return value{}, fail(err)
			}
			return object.NewBytesOf(b[:k]), nil
		})),
		row("readv", "(fd, buffers, /)", "Read from a file descriptor fd into an iterable of buffers.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			bufs, release, err := buffers(t, a[1], true)
			if err != nil {
				return value{}, err
			}
			defer release()
			n := 0
			err = call(t, func() (err error) { n, err = unix.Readv(fd, bufs); return })
			return object.Int(n), fail(err)
		})),
		row("writev", "(fd, buffers, /)", "Iterate over buffers, and write the contents of each to a file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			bufs, release, err := buffers(t, a[1], false)
			if err != nil {
				return value{}, err
			}
			defer release()
			n := 0
			err = call(t, func() (err error) { n, err = unix.Writev(fd, bufs); return })
			return object.Int(n), fail(err)
		})),
		row("pread", "(fd, length, offset, /)", "Read a number of bytes from a file descriptor starting at a particular offset.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := t.AsIndex(a[1], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			off, err := offset(t, a[2])
			if err != nil {
				return value{}, err
			}
			b := make([]byte, max(n, 0))
			k := 0
			if err := call(t, func() (err error) { k, err = unix.Pread(fd, b, off); return }); err != nil {
				return value{}, fail(err)
			}
			return object.NewBytesOf(b[:k]), nil
		})),
		row("write", "(fd, data, /)", "Write a bytes object to a file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			b, release, err := t.BytesLike(a[1])
			if err != nil {
				return value{}, err
			}
			defer release()
			k := 0
			err = call(t, func() (err error) { k, err = unix.Write(fd, b); return })
			return object.Int(k), fail(err)
		})),
		row("pwrite", "(fd, buffer, offset, /)", "Write bytes to a file descriptor starting at a particular offset.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			b, release, err := t.BytesLike(a[1])
			if err != nil {
				return value{}, err
			}
			defer release()
			off, err := offset(t, a[2])
			if err != nil {
				return value{}, err
			}
			k := 0
			err = call(t, func() (err error) { k, err = unix.Pwrite(fd, b, off); return })
			return object.Int(k), fail(err)
		})),
		row("lseek", "(fd, position, whence, /)", "Set the position of a file descriptor.  Return the new position.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			off, err := offset(t, a[1])
			if err != nil {
				return value{}, err
			}
			whence, err := intArg(t, a[2], 0)
			if err != nil {
				return value{}, err
			}
			n, serr := unix.Seek(fd, off, whence)
			return object.Int64(n), fail(serr)
		})),
		row("sendfile", "(out_fd, in_fd, offset, count)", "Copy count bytes from file descriptor in_fd to file descriptor out_fd.", fdFn(func(t *thread, out int, a []value) (value, error) {
			in, err := fdArg(t, a[1])
			if err != nil {
				return value{}, err
			}
			count, err := t.AsIndex(a[3], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			var off *int64
			if !a[2].IsNone() {
				o, err := offset(t, a[2])
				if err != nil {
					return value{}, err
				}
				off = &o
			}
			n := 0
			err = call(t, func() (err error) { n, err = unix.Sendfile(out, in, off, count); return })
			return object.Int(n), fail(err)
		})),
		row("fstat", "(fd)", "Perform a stat system call on the given file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			if isRuntimes(fd) {
				return value{}, object.NewOSError(unix.EBADF)
			}
			return fstat(t, &path{fd: fd, isFD: true})
		})),
		row("isatty", "(fd, /)", "Return True if the fd is connected to a terminal.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			_, err := unix.IoctlGetTermios(fd, unix.TCGETS)
			return object.Bool(err == nil), nil
		})),
		row("dup", "(fd, /)", "Return a duplicate of a file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
			return object.Int(n), fail(err)
		})),
		row("dup2", "(fd, fd2, inheritable=True)", "Duplicate file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			fd2, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			inherit, err := truth(t, a[2], true)
			if err != nil {
				return value{}, err
			}
			if isRuntimes(fd2) {
				return value{}, object.NewOSError(unix.EBUSY)
			}
			flags := unix.O_CLOEXEC
			if inherit {
				flags = 0
			}
			if fd == fd2 {
				_, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
				return object.Int(fd2), fail(err)
			}
			return object.Int(fd2), fail(call(t, func() error { return unix.Dup3(fd, fd2, flags) }))
		})),
		row("pipe", "()", "Create a pipe.\n\nReturns a tuple of two file descriptors:\n  (read_fd, write_fd)", func(t *thread, a []value) (value, error) {
			var p [2]int
			err := unix.Pipe2(p[:], unix.O_CLOEXEC)
			return object.TupleOf(object.Int(p[0]), object.Int(p[1])), fail(err)
		}),
		row("pipe2", "(flags, /)", "Create a pipe with flags set atomically.", func(t *thread, a []value) (value, error) {
			flags, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			var p [2]int
			err = unix.Pipe2(p[:], flags)
			return object.TupleOf(object.Int(p[0]), object.Int(p[1])), fail(err)
		}),
		row("fsync", "(fd)", "Force write of fd to disk.", none(func(t *thread, fd int, a []value) error { return unix.Fsync(fd) })),
		row("fdatasync", "(fd)", "Force write of fd to disk without forcing update of metadata.", none(func(t *thread, fd int, a []value) error { return unix.Fdatasync(fd) })),
		row("sync", "()", "Force write of everything to disk.", func(t *thread, a []value) (value, error) {
			t.Unlocked(unix.Sync)
			return object.None, nil
		}),
		row("ftruncate", "(fd, length, /)", "Truncate a file, specified by file descriptor, to a specific length.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := offset(t, a[1])
			if err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error { return unix.Ftruncate(fd, n) }))
		})),
		row("fchmod", "(fd, mode)", "Change the access permissions of the file given by file descriptor fd.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			m, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error { return unix.Fchmod(fd, uint32(m)) }))
		})),
		row("fchown", "(fd, uid, gid)", "Change the owner and group id of the file specified by file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			uid, err := intArg(t, a[1], -1)
			if err != nil {
				return value{}, err
			}
			gid, err := intArg(t, a[2], -1)
			if err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error { return unix.Fchown(fd, uid, gid) }))
		})),
		row("get_inheritable", "(fd, /)", "Get the close-on-exe flag of the specified file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
			return object.Bool(n&unix.FD_CLOEXEC == 0), fail(err)
		})),
		row("set_inheritable", "(fd, inheritable, /)", "Set the inheritable flag of the specified file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
			if err != nil {
				return value{}, fail(err)
			}
			on, terr := truth(t, a[1], true)
			if terr != nil {
				return value{}, terr
			}
			if on {
				n &^= unix.FD_CLOEXEC
			} else {
				n |= unix.FD_CLOEXEC
			}
			_, err = unix.FcntlInt(uintptr(fd), unix.F_SETFD, n)
			return object.None, fail(err)
		})),
		row("get_blocking", "(fd, /)", "Get the blocking mode of the file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			n, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
			return object.Bool(n&unix.O_NONBLOCK == 0), fail(err)
		})),
		row("set_blocking", "(fd, blocking, /)", "Set the blocking mode of the specified file descriptor.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			on, err := truth(t, a[1], true)
			if err != nil {
				return value{}, err
			}
			return object.None, fail(unix.SetNonblock(fd, !on))
		})),
		row("get_terminal_size", "(fd=1, /)", "Return the size of the terminal window as (columns, lines).", func(t *thread, a []value) (value, error) {
			fd, err := intArg(t, a[0], 1)
			if err != nil {
				return value{}, err
			}
			ws, werr := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
			if werr != nil {
				return value{}, fail(werr)
			}
			return object.NewStructSeq(terminalSize(), []value{object.Int(int(ws.Col)), object.Int(int(ws.Row))}), nil
		}),
		row("statvfs", "(path)", "Perform a statvfs system call on the given path.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "statvfs", "path", a[0], true, false)
			if err != nil {
				return value{}, err
			}
			return statvfs(t, p)
		}),
		row("fstatvfs", "(fd, /)", "Perform an fstatvfs system call on the given fd.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			return statvfs(t, &path{fd: fd, isFD: true})
		})),
		row("memfd_create", "(name, flags=1)", "Create an anonymous file.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "memfd_create", "name", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			flags, err := intArg(t, a[1], 1)
			if err != nil {
				return value{}, err
			}
			fd, merr := unix.MemfdCreate(p.name, flags)
			return object.Int(fd), fail(merr)
		}),
	}
}

func statvfs(t *thread, p *path) (value, error) {
	var s unix.Statfs_t
	err := call(t, func() error {
		if p.isFD {
			return unix.Fstatfs(p.fd, &s)
		}
		return unix.Statfs(p.name, &s)
	})
	if err != nil {
		return value{}, fail(err, p)
	}
	// The kernel's ST_VALID is not for programs.
	flags := int(s.Flags) &^ 0x20
	return object.NewStructSeq(statvfsResult(), []value{
		object.Int(int(s.Bsize)), object.Int(int(s.Frsize)), object.Uint64(s.Blocks), object.Uint64(s.Bfree), object.Uint64(s.Bavail),
		object.Uint64(s.Files), object.Uint64(s.Ffree), object.Uint64(s.Ffree), object.Int(flags), object.Int(int(s.Namelen)),
		object.Uint64(uint64(uint32(s.Fsid.Val[0])) | uint64(uint32(s.Fsid.Val[1]))<<32),
	}), nil
}

// buffers takes the memory of each object of an iterable.
func buffers(t *thread, v value, writable bool) (out [][]byte, release func(), err error) {
	var rel []func()
	release = func() {
		for _, f := range rel {
			f()
		}
	}
	err = t.Each(v, func(x value) error {
		get := t.BytesLike
		if writable {
			get = t.WritableBytes
		}
		b, r, err := get(x)
		if err != nil {
			return err
		}
		out, rel = append(out, b), append(rel, r)
		return nil
	})
	if err != nil {
		release()
	}
	return out, release, err
}
