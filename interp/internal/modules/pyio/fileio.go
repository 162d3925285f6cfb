package pyio

import (
	"strings"
	"syscall"
	"unsafe"

	"memphis/interp/object"
)

// This file defines FileIO: a file descriptor.

// fileIO is a FileIO.
type fileIO struct {
	object.Header
	Attrs                                  object.Attrs
	fd                                     int
	created, readable, writable, appending bool
	seekable                               int8 // -1 unknown
	closefd                                bool
	blksize                                int
	finalizing                             bool
}

func asFile(v value) *fileIO {
	if v.Type() == fileIOType || v.Type().IsSubtype(fileIOType) {
		return (*fileIO)(unsafe.Pointer(v.P))
	}
	return nil
}

var fileSig = object.NewSignature("(file, mode='r', closefd=True, opener=None)")

func (f *fileIO) check() error {
	if f.fd < 0 {
		return object.Errorf(object.ValueErrorType, "I/O operation on closed file")
	}
	return nil
}

func (f *fileIO) mode() string {
	switch {
	case f.created && f.readable:
		return "xb+"
	case f.created:
		return "xb"
	case f.appending && f.readable:
		return "ab+"
	case f.appending:
		return "ab"
	case f.readable && f.writable:
		return "rb+"
	case f.readable:
		return "rb"
	}
	return "wb"
}

// retry makes a system call with the lock released, again when a signal
// interrupted it and the signal's handler raised nothing. Handlers run before it answers.
func retry(t *thread, call func() (int, error)) (int, error) {
	for {
		var n int
		var err error
		t.Unlocked(func() { n, err = call() })
		if err != syscall.EINTR && !t.Pending.Load() {
			return n, err
		}
		if err := t.Safepoint(); err != nil {
			return 0, err
		}
		if err != syscall.EINTR {
			return n, err
		}
	}
}

// osError turns a system call's error into an OSError; an exception passes.
func osError(err error, names ...value) error {
	if errno, ok := err.(syscall.Errno); ok {
		return object.NewOSError(errno, names...)
	}
	return err
}

// warnUnclosed warns that source, f or the stream above it, is forgotten open.
func (f *fileIO) warnUnclosed(t *thread, source value) {
	if f.fd < 0 || !f.closefd {
		return
	}
	r, err := t.Repr(source)
	if err == nil {
		err = t.WarnUnclosed(source, "unclosed file %s", r.String())
	}
	if err != nil && object.ErrorIs(err, object.WarningType) {
		object.Unraisable(t, err, "", f.Header.Type.Value())
	}
}

func fileInit(t *thread, self value, args []value, kw *object.Tuple) error {
	f := asFile(self)
	a, err := fileSig.Bind(t, "FileIO", args, kw)
	if err != nil {
		return err
	}
	if f.fd >= 0 && f.closefd {
		syscall.Close(f.fd)
	}
	*f = fileIO{Header: f.Header, Attrs: f.Attrs, fd: -1, seekable: -1, closefd: true}
	mode := "r"
	if !a[1].IsNil() {
		s, ok := object.AsStr(a[1])
		if !ok {
			return object.Errorf(object.TypeErrorType, "FileIO() argument 'mode' must be str, not %s", a[1].Type().Name)
		}
		mode = s.String()
	}
	flags := 0
	rwa, plus := false, false
	for _, c := range mode {
		switch c {
		case 'x', 'r', 'w', 'a':
			if rwa {
				return object.Errorf(object.ValueErrorType, "Must have exactly one of create/read/write/append mode and at most one plus")
			}
			rwa = true
			switch c {
			case 'x':
				f.created, f.writable = true, true
				flags |= syscall.O_EXCL | syscall.O_CREAT
			case 'r':
				f.readable = true
			case 'w':
				f.writable = true
				flags |= syscall.O_CREAT | syscall.O_TRUNC
			case 'a':
				f.writable, f.appending = true, true
				flags |= syscall.O_APPEND | syscall.O_CREAT
			}
		case 'b':
		case '+':
			if plus {
				return object.Errorf(object.ValueErrorType, "Must have exactly one of create/read/write/append mode and at most one plus")
			}
			f.readable, f.writable, plus = true, true, true
		default:
			return object.Errorf(object.ValueErrorType, "invalid mode: %s", mode)
		}
	}
	if !rwa {
		return object.Errorf(object.ValueErrorType, "Must have exactly one of create/read/write/append mode and at most one plus")
	}
	switch {
	case f.readable && f.writable:
		flags |= syscall.O_RDWR
	case f.readable:
		flags |= syscall.O_RDONLY
	default:
		flags |= syscall.O_WRONLY
	}
	flags |= syscall.O_CLOEXEC
	if !a[2].IsNil() {
		if f.closefd, err = t.Truth(a[2]); err != nil {
			return err
		}
	}
	name := a[0]
	if name.IsBool() {
		if err := t.Warnf(object.RuntimeWarningType, 1, "bool is used as a file descriptor"); err != nil {
			return err
		}
	}
	if name.Is(object.IntType) || name.Type().Index != nil {
		fd, err := t.AsIndex(name, object.OverflowErrorType)
		if err != nil {
			return err
		}
		if fd < 0 {
			return object.Errorf(object.ValueErrorType, "negative file descriptor")
		}
		f.fd = fd
	} else {
		path, err := pathArg(t, name)
		if err != nil {
			return err
		}
		if !f.closefd {
			return object.Errorf(object.ValueErrorType, "Cannot use closefd=False with file name")
		}
		if err := audit(t, "open", name, object.StrValue(mode), object.Int(flags)); err != nil {
			return err
		}
		if op := a[3]; op.IsNil() || op.IsNone() {
			fd, err := retry(t, func() (int, error) { return syscall.Open(path, flags, 0o666) })
			if err != nil {
				return osError(err, name)
			}
			f.fd = fd
		} else {
			r, err := t.Call(op, name, object.Int(flags))
			if err != nil {
				return err
			}
			if !r.Is(object.IntType) {
				return object.Errorf(object.TypeErrorType, "expected integer from opener")
			}
			fd, err := t.AsIndex(r, object.OverflowErrorType)
			if err != nil {
				return err
			}
			if fd < 0 {
				return object.Errorf(object.ValueErrorType, "opener returned %d", fd)
			}
			syscall.CloseOnExec(fd)
			f.fd = fd
		}
	}
	var st syscall.Stat_t
	if err := syscall.Fstat(f.fd, &st); err != nil {
		if err == syscall.EBADF {
			f.fd = -1
			return osError(err)
		}
	} else {
		if st.Mode&syscall.S_IFMT == syscall.S_IFDIR {
			if !name.Is(object.IntType) {
				syscall.Close(f.fd)
			}
			f.fd = -1
			return object.NewOSError(syscall.EISDIR, name)
		}
		f.blksize = int(st.Blksize)
	}
	if f.appending {
		if _, err := syscall.Seek(f.fd, 0, 2); err != nil && err != syscall.ESPIPE {
			return osError(err, name)
		}
	}
	if f.Header.Type != fileIOType {
		return t.SetAttr(self, object.Intern("name"), name)
	}
	f.Attrs.Set(object.Intern("name"), name)
	return nil
}

// audit raises an auditing event.
func audit(t *thread, event string, args ...value) error {
	if t.Interp.Audit == nil {
		return nil
	}
	return t.Interp.Audit(t, event, args)
}

// pathArg is os.fsencode of a path.
func pathArg(t *thread, v value) (string, error) {
	var s string
	if b, ok := object.AsBytes(v); ok {
		s = b
	} else if str, ok := object.AsStr(v); ok {
		e, err := t.Encode(str, "utf-8", "surrogateescape")
		if err != nil {
			return "", err
		}
		s, _ = object.AsBytes(e)
	} else {
		r, found, err := t.CallSpecial(v, object.Intern("__fspath__"))
		if err != nil {
			return "", err
		}
		if !found {
			return "", object.Errorf(object.TypeErrorType, "expected str, bytes or os.PathLike object, not %s", v.Type().Name)
		}
		return pathArg(t, r)
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.Errorf(object.ValueErrorType, "embedded null byte")
	}
	return s, nil
}

// read reads up to n bytes; nil for "would block".
func (f *fileIO) read(t *thread, b []byte) (int, bool, error) {
	n, err := retry(t, func() (int, error) { return syscall.Read(f.fd, b) })
	if err == syscall.EAGAIN {
		return 0, false, nil
	}
	if err != nil {
		return 0, true, osError(err)
	}
	return n, true, nil
}

func (f *fileIO) readAll(t *thread) ([]byte, bool, error) {
	size := defaultBufferSize
	var st syscall.Stat_t
	if syscall.Fstat(f.fd, &st) == nil && st.Size > 0 {
		if pos, err := syscall.Seek(f.fd, 0, 1); err == nil && st.Size >= pos {
			size = int(st.Size-pos) + 1
		}
	}
	out := make([]byte, 0, size)
	for {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, ok, err := f.read(t, out[len(out):cap(out)])
		if err != nil {
			return nil, true, err
		}
		if !ok {
			return out, len(out) > 0, nil
		}
		if n == 0 {
			return out, true, nil
		}
		out = out[:len(out)+n]
	}
}

func (f *fileIO) write(t *thread, b []byte) (int, bool, error) {
	n, err := retry(t, func() (int, error) { return syscall.Write(f.fd, b) })
	if err == syscall.EAGAIN {
		return 0, false, nil
	}
	if err != nil {
		return 0, true, osError(err)
	}
	return n, true, nil
}

func setupFileIO() {
	y := fileIOType
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		f := object.Alloc[fileIO](cls)
		f.fd, f.seekable, f.closefd = -1, -1, true
		v := object.FromPtr(&f.Header)
		object.TrackFinalizer(t, v)
		return v, nil
	}
	y.Init = fileInit
	y.Repr = func(t *thread, v value) (value, error) {
		f := asFile(v)
		name := "_io.FileIO"
		if v.Type() != fileIOType {
			name = v.Type().FullName()
		}
		if f.fd < 0 {
			return object.StrValue("<" + name + " [closed]>"), nil
		}
		tail := " mode='" + f.mode() + "' closefd=" + map[bool]string{true: "True", false: "False"}[f.closefd] + ">"
		n, err := t.GetAttrOpt(v, object.Intern("name"))
		if err != nil {
			return value{}, err
		}
		if n.IsNil() {
			return object.StrValue("<" + name + " fd=" + object.Itoa(f.fd) + tail), nil
		}
		if t.ReprEnter(v) {
			return value{}, object.Errorf(object.RuntimeErrorType, "reentrant call inside %s.__repr__", name)
		}
		defer t.ReprLeave(v)
		r, err := t.Repr(n)
		if err != nil {
			return value{}, err
		}
		return object.StrValue("<" + name + " name=" + r.String() + tail), nil
	}
	y.Del = func(t *thread, v value) (value, error) {
		f := asFile(v)
		f.warnUnclosed(t, v)
		if f.fd >= 0 && f.closefd {
			return t.CallMethodString(v, "close")
		}
		return object.None, nil
	}
	y.SetAttr = object.GenericSetAttr
	need := func(f *fileIO, t *thread, readable bool) error {
		if err := f.check(); err != nil {
			return err
		}
		if readable && !f.readable {
			return unsupported(t, "File not open for reading")
		}
		if !readable && !f.writable {
			return unsupported(t, "File not open for writing")
		}
		return nil
	}
	read := func(t *thread, v value, a []value) (value, error) {
		f := asFile(v)
		if err := need(f, t, true); err != nil {
			return value{}, err
		}
		n, err := sizeArg(t, a[0])
		if err != nil {
			return value{}, err
		}
		if n < 0 {
			b, ok, err := f.readAll(t)
			if err != nil {
				return value{}, err
			}
			if !ok {
				return object.None, nil
			}
			return object.NewBytesOf(b), nil
		}
		b := make([]byte, n)
		k, ok, err := f.read(t, b)
		if err != nil {
			return value{}, err
		}
		if !ok {
			return object.None, nil
		}
		return object.NewBytesOf(b[:k]), nil
	}
	flag := func(get func(*fileIO) bool) object.Fn0 {
		return func(t *thread, v value) (value, error) {
			f := asFile(v)
			if err := f.check(); err != nil {
				return value{}, err
			}
			return object.Bool(get(f)), nil
		}
	}
	object.Define(y, object.TypeSpec{
		Doc:    "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading,\nwriting, exclusive creation or appending.  The file will be created if it\ndoesn't exist when opened for writing or appending; it will be truncated\nwhen opened for writing.  A FileExistsError will be raised if it already\nexists when opened for creating. Opening a file for creating implies\nwriting so this mode behaves in a similar way to 'w'.Add a '+' to the mode\nto allow simultaneous reading and writing. A custom opener can be used by\npassing a callable as *opener*. The underlying file descriptor for the file\nobject is then obtained by calling opener with (*name*, *flags*).\n*opener* must return an open file descriptor (passing os.open as *opener*\nresults in functionality similar to passing None).",
		Base:   rawIOBaseType,
		Layout: object.NewLayoutOwn[fileIO]("FileIO", ioBaseType.Layout, unsafe.Offsetof(fileIO{}.Attrs)),
		Flags:  object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "read", Sig: "(size=-1, /)", Fn: object.FnBound(read)},
			{Name: "readall", Fn: object.Fn0(func(t *thread, v value) (value, error) { return read(t, v, []value{object.Int(-1)}) })},
			{Name: "readinto", Fn: object.Fn1(func(t *thread, v, buf value) (value, error) {
				f := asFile(v)
				if err := need(f, t, true); err != nil {
					return value{}, err
				}
				b, release, err := t.WritableBytes(buf)
				if err != nil {
					return value{}, err
				}
				defer release()
				n, ok, err := f.read(t, b)
				if err != nil {
					return value{}, err
				}
				if !ok {
					return object.None, nil
				}
				return object.Int(n), nil
			})},
			{Name: "write", Fn: object.Fn1(func(t *thread, v, buf value) (value, error) {
				f := asFile(v)
				if err := need(f, t, false); err != nil {
					return value{}, err
				}
				b, release, err := t.BytesLike(buf)
				if err != nil {
					return value{}, err
				}
				defer release()
				n, ok, err := f.write(t, b)
				if err != nil {
					return value{}, err
				}
				if !ok {
					return object.None, nil
				}
				return object.Int(n), nil
			})},
			{Name: "seek", Sig: "(pos, whence=0, /)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
				f := asFile(v)
				if err := f.check(); err != nil {
					return value{}, err
				}
				if a[0].IsFloat() {
					return value{}, object.Errorf(object.TypeErrorType, "an integer is required")
				}
				pos, whence, err := seekArgs(t, a)
				if err != nil {
					return value{}, err
				}
				n, serr := syscall.Seek(f.fd, int64(pos), whence)
				if serr != nil {
					return value{}, osError(serr)
				}
				return object.Int64(n), nil
			})},
			{Name: "tell", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				f := asFile(v)
				if err := f.check(); err != nil {
					return value{}, err
				}
				n, err := syscall.Seek(f.fd, 0, 1)
				if err != nil {
					return value{}, osError(err)
				}
				return object.Int64(n), nil
			})},
			{Name: "truncate", Sig: "(size=None, /)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
				f := asFile(v)
				if err := need(f, t, false); err != nil {
					return value{}, err
				}
				var size int64
				if a[0].IsNil() || a[0].IsNone() {
					n, err := syscall.Seek(f.fd, 0, 1)
					if err != nil {
						return value{}, osError(err)
					}
					size = n
				} else {
					n, err := t.AsIndex(a[0], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					size = int64(n)
				}
				if _, err := retry(t, func() (int, error) { return 0, syscall.Ftruncate(f.fd, size) }); err != nil {
					return value{}, osError(err)
				}
				return object.Int64(size), nil
			})},
			{Name: "close", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				f := asFile(v)
				if f.fd < 0 {
					return object.None, nil
				}
				var err error
				if v.Type() != fileIOType || f.Attrs.Len() > 0 {
					_, err = t.CallMethodString(v, "flush")
				}
				fd := f.fd
				f.fd = -1
				if f.closefd {
					var cerr error
					t.Unlocked(func() { cerr = syscall.Close(fd) })
					if cerr != nil && err == nil {
						err = osError(cerr)
					}
				}
				return object.None, err
			})},
			{Name: "_dealloc_warn", Fn: object.Fn1(func(t *thread, v, source value) (value, error) {
				asFile(v).warnUnclosed(t, source)
				return object.None, nil
			})},
			{Name: "fileno", Fn: object.Fn0(func(t *thread, v value) (value, error) { return object.Int(asFile(v).fd), asFile(v).check() })},
			{Name: "isatty", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				f := asFile(v)
				if err := f.check(); err != nil {
					return value{}, err
				}
				return object.Bool(isTerminal(f.fd)), nil
			})},
			{Name: "readable", Fn: flag(func(f *fileIO) bool { return f.readable })},
			{Name: "writable", Fn: flag(func(f *fileIO) bool { return f.writable })},
			{Name: "seekable", Fn: flag(func(f *fileIO) bool {
				if f.seekable < 0 {
					f.seekable = 0
					if _, err := syscall.Seek(f.fd, 0, 1); err == nil {
						f.seekable = 1
					}
				}
				return f.seekable > 0
			})},
			{Name: "__getstate__", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				return value{}, object.Errorf(object.TypeErrorType, "cannot pickle '%s' object", v.Type().FullNameC())
			})},
		},
		GetSets: []object.GetSet{
			{Name: "closed", Doc: "True if the file is closed", Get: func(t *thread, v value) (value, error) { return object.Bool(asFile(v).fd < 0), nil }},
			{Name: "closefd", Doc: "True if the file descriptor will be closed by close().", Get: func(t *thread, v value) (value, error) { return object.Bool(asFile(v).closefd), nil }},
			{Name: "mode", Doc: "String giving the file mode", Get: func(t *thread, v value) (value, error) { return object.StrValue(asFile(v).mode()), nil }},
		},
		Members: []object.GetSet{
			{Name: "_blksize", Get: func(t *thread, v value) (value, error) { return object.Int(max(asFile(v).blksize, 1)), nil },
				Set: func(t *thread, v, x value) error {
					n, err := t.AsIndex(x, object.OverflowErrorType)
					asFile(v).blksize = n
					return err
				}},
			{Name: "_finalizing", Get: func(t *thread, v value) (value, error) { return object.Bool(asFile(v).finalizing), nil },
				Set: func(t *thread, v, x value) error { asFile(v).finalizing = x == object.True; return nil }},
		},
	})
}

func isTerminal(fd int) bool {
	var termios [64]byte
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), 0x5401, uintptr(unsafe.Pointer(&termios[0])))
	return errno == 0
}
