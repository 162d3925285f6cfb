package pyio

import (
	"bytes"
	"unsafe"

	"memphis/interp/object"
)

// This file defines BufferedReader, BufferedWriter, BufferedRandom and BufferedRWPair.

// buffered is a buffered stream. A reader's unread bytes are rbuf[rpos:]; a
// writer's pending ones are wbuf. At most one of the two is not empty.
type buffered struct {
	object.Header
	Attrs    object.Attrs
	raw      value // the zero Value before __init__ and after detach
	detached bool
	size     int
	rbuf     []byte
	rpos     int
	wbuf     []byte
	file     *fileIO // raw, if it is an exact FileIO
	lock     object.StreamLock
}

// maxBuffer is the largest buffer, 1 TB: more is asked for by mistake.
const maxBuffer = 1 << 40

func asBuffered(v value) *buffered { return (*buffered)(unsafe.Pointer(v.P)) }

func (b *buffered) ready() error {
	if b.raw.IsNil() {
		if b.detached {
			return object.Errorf(object.ValueErrorType, "raw stream has been detached")
		}
		return object.Errorf(object.ValueErrorType, "I/O operation on uninitialized object")
	}
	return nil
}

// open fails for a closed stream; what is the verb of the message.
func (b *buffered) open(t *thread, what string) error {
	if err := b.ready(); err != nil {
		return err
	}
	if b.file != nil {
		if b.file.fd < 0 {
			return object.Errorf(object.ValueErrorType, "%s", what)
		}
		return nil
	}
	c, err := isClosed(t, b.raw)
	if err == nil && c {
		err = object.Errorf(object.ValueErrorType, "%s", what)
	}
	return err
}

// readRaw reads into p; ok is false when the raw stream would block.
func (b *buffered) readRaw(t *thread, p []byte) (n int, ok bool, err error) {
	if b.file != nil && b.file.readable {
		return b.file.read(t, p)
	}
	ba := object.NewByteArray(p)
	r, err := t.CallMethodString(b.raw, "readinto", ba.Value())
	if err != nil || r.IsNone() {
		return 0, false, err
	}
	if n, err = t.AsIndex(r, object.ValueErrorType); err != nil {
		failed := object.Errorf(object.OSErrorType, "raw readinto() failed").(*object.Exception)
		cause := object.ToException(err)
		failed.Cause, failed.Context, failed.Suppress = cause.Value(), cause, true
		return 0, false, failed
	}
	if n < 0 || n > len(p) {
		err = object.Errorf(object.OSErrorType, "raw readinto() returned invalid length %d (should have been between 0 and %d)", n, len(p))
	}
	return n, true, err
}

func (b *buffered) writeRaw(t *thread, p []byte) (n int, ok bool, err error) {
	if b.file != nil && b.file.writable {
		return b.file.write(t, p)
	}
	r, err := t.CallMethodString(b.raw, "write", object.NewBytes(string(p)))
	if err != nil || r.IsNone() {
		return 0, false, err
	}
	n, err = t.AsIndex(r, object.OverflowErrorType)
	if err == nil && (n < 0 || n > len(p)) {
		err = object.Errorf(object.OSErrorType, "raw write() returned invalid length %d (should have been between 0 and %d)", n, len(p))
	}
	return n, true, err
}

// fill reads one buffer more.
func (b *buffered) fill(t *thread) (n int, ok bool, err error) {
	if b.rpos == len(b.rbuf) {
		b.rbuf, b.rpos = b.rbuf[:0], 0
	}
	if cap(b.rbuf) < b.size {
		nb := make([]byte, len(b.rbuf)-b.rpos, b.size)
		copy(nb, b.rbuf[b.rpos:])
		b.rbuf, b.rpos = nb, 0
	}
	if len(b.rbuf) == cap(b.rbuf) {
		copy(b.rbuf, b.rbuf[b.rpos:])
		b.rbuf = b.rbuf[:len(b.rbuf)-b.rpos]
		b.rpos = 0
		if len(b.rbuf) == cap(b.rbuf) {
			return 0, true, nil
		}
	}
	n, ok, err = b.readRaw(t, b.rbuf[len(b.rbuf):cap(b.rbuf)])
	if err == nil {
		b.rbuf = b.rbuf[:len(b.rbuf)+n]
	}
	return n, ok, err
}

func (b *buffered) take(n int) []byte {
	s := b.rbuf[b.rpos : b.rpos+n]
	b.rpos += n
	return s
}

func (b *buffered) avail() int { return len(b.rbuf) - b.rpos }

// read reads n bytes, or to the end for n < 0; ok is false when nothing came
// because the raw stream would block.
func (b *buffered) read(t *thread, n int) (out []byte, ok bool, err error) {
	if err := b.flushWrites(t); err != nil {
		return nil, true, err
	}
	if n >= 0 && n <= b.avail() {
		return append([]byte(nil), b.take(n)...), true, nil
	}
	out = append(make([]byte, 0, max(n, b.avail())), b.take(b.avail())...)
	if n < 0 {
		if b.file != nil {
			rest, ok, err := b.file.readAll(t)
			if err != nil {
				return nil, true, err
			}
			return append(out, rest...), ok || len(out) > 0, nil
		}
		f, err := t.GetAttrOpt(b.raw, object.Intern("readall"))
		if err != nil {
			return nil, true, err
		}
		if !f.IsNil() {
			r, err := t.Call(f)
			if err != nil {
				return nil, true, err
			}
			if r.IsNone() {
				return out, len(out) > 0, nil
			}
			s, isBytes := object.AsBytes(r)
			if !isBytes {
				return nil, true, object.Errorf(object.TypeErrorType, "readall() should return bytes")
			}
			return append(out, s...), true, nil
		}
	}
	for n < 0 || len(out) < n {
		if n >= 0 && n-len(out) >= b.size {
			// Whole buffers are read to where they are wanted.
			k, ok, err := b.readRaw(t, out[len(out):n])
			if err != nil {
				return nil, true, err
			}
			if !ok || k == 0 {
				return out, ok || len(out) > 0, nil
			}
			out = out[:len(out)+k]
			continue
		}
		k, ok, err := b.fill(t)
		if err != nil {
			return nil, true, err
		}
		if !ok || k == 0 {
			return out, ok || len(out) > 0, nil
		}
		want := b.avail()
		if n >= 0 {
			want = min(want, n-len(out))
		}
		out = append(out, b.take(want)...)
	}
	return out, true, nil
}

// line reads a line of at most limit bytes (no limit below 0).
func (b *buffered) line(t *thread, limit int) ([]byte, error) {
	if err := b.flushWrites(t); err != nil {
		return nil, err
	}
	var out []byte
	for limit < 0 || len(out) < limit {
		if b.avail() == 0 {
			n, ok, err := b.fill(t)
			if err != nil {
				return nil, err
			}
			if !ok || n == 0 {
				break
			}
		}
		n := b.avail()
		end := false
		if i := bytes.IndexByte(b.rbuf[b.rpos:], '\n'); i >= 0 {
			n, end = i+1, true
		}
		if limit >= 0 && n > limit-len(out) {
			n, end = limit-len(out), true
		}
		out = append(out, b.take(n)...)
		if end {
			break
		}
	}
	return out, nil
}

// flushWrites writes what is pending.
func (b *buffered) flushWrites(t *thread) error {
	for len(b.wbuf) > 0 {
		n, ok, err := b.writeRaw(t, b.wbuf)
		if err != nil {
			return err
		}
		if !ok {
			return blockingError("write could not complete without blocking", 0)
		}
		b.wbuf = b.wbuf[:copy(b.wbuf, b.wbuf[n:])]
	}
	return nil
}

func blockingError(msg string, written int) error {
	return object.NewBlockingIOError(msg, written)
}

func (b *buffered) write(t *thread, p []byte) (int, error) {
	if b.avail() > 0 {
		if err := b.rewind(t); err != nil {
			return 0, err
		}
	}
	if len(b.wbuf)+len(p) <= b.size {
		if b.wbuf == nil {
			b.wbuf = make([]byte, 0, b.size)
		}
		b.wbuf = append(b.wbuf, p...)
		return len(p), nil
	}
	if err := b.flushWrites(t); err != nil {
		if !object.ErrorIs(err, object.BlockingIOErrorType) {
			return 0, err
		}
		// What fits is kept; the rest is the caller's.
		n := min(b.size-len(b.wbuf), len(p))
		b.wbuf = append(b.wbuf, p[:n]...)
		if n < len(p) {
			return 0, blockingError("write could not complete without blocking", n)
		}
		return n, nil
	}
	total := len(p)
	for len(p) > b.size {
		n, ok, err := b.writeRaw(t, p)
		if err != nil {
			return 0, err
		}
		if !ok {
			k := min(b.size, len(p))
			b.wbuf = append(b.wbuf[:0], p[:k]...)
			return 0, blockingError("write could not complete without blocking", total-len(p)+k)
		}
		p = p[n:]
	}
	b.wbuf = append(b.wbuf, p...)
	return total, nil
}

// rewind moves the raw position back over what was read ahead.
func (b *buffered) rewind(t *thread) error {
	n := b.avail()
	b.rbuf, b.rpos = b.rbuf[:0], 0
	if n == 0 && b.file != nil {
		return nil
	}
	_, err := t.CallMethodString(b.raw, "seek", object.Int(-n), object.Int(1))
	return err
}

// flush writes what is pending and gives up what was read ahead.
func (b *buffered) flush(t *thread, writable, readable bool) error {
	if writable {
		if err := b.flushWrites(t); err != nil {
			return err
		}
	}
	if readable && writable {
		return b.rewind(t)
	}
	return nil
}

func (b *buffered) tell(t *thread) (int, error) {
	r, err := t.CallMethodString(b.raw, "tell")
	if err != nil {
		return 0, err
	}
	n, err := t.AsIndex(r, object.OverflowErrorType)
	if err != nil {
		return 0, err
	}
	if n < 0 {
		return 0, object.Errorf(object.OSErrorType, "Raw stream returned invalid position %d", n)
	}
	return n - b.avail() + len(b.wbuf), nil
}

// bufFn is a method that holds the stream's lock.
type bufFn = func(t *thread, b *buffered, a []value) (value, error)

func bufMethod(name, sig, closedMsg string, f bufFn) object.Method {
	return object.Method{Name: name, Sig: sig, Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
		b := asBuffered(v)
		if closedMsg != "" {
			if err := b.open(t, closedMsg); err != nil {
				return value{}, err
			}
		} else if err := b.ready(); err != nil {
			return value{}, err
		}
		if err := b.lock.Lock(t, v); err != nil {
			return value{}, err
		}
		defer b.lock.Unlock(t)
		if closedMsg != "" {
			// Who held the lock may have closed the stream.
			if err := b.open(t, closedMsg); err != nil {
				return value{}, err
			}
		}
		return f(t, b, a)
	})}
}

func setupBuffered() {
	sig := object.NewSignature("(raw, buffer_size=8192)")
	layout := object.NewLayoutOwn[buffered]("_Buffered", ioBaseType.Layout, unsafe.Offsetof(buffered{}.Attrs))
	isReader := func(v value) bool { return !v.Is(bufferedWriterType) }
	isWriter := func(v value) bool { return !v.Is(bufferedReaderType) }
	pass := func(name string) object.Method {
		return object.Method{Name: name, Fn: object.Fn0(func(t *thread, v value) (value, error) {
			if err := asBuffered(v).ready(); err != nil {
				return value{}, err
			}
			return t.CallMethodString(asBuffered(v).raw, name)
		})}
	}
	common := []object.Method{
		{Name: "_dealloc_warn", Fn: object.Fn1(func(t *thread, v, source value) (value, error) {
			if raw := asBuffered(v).raw; !raw.IsNil() {
				_, _ = t.CallMethodString(raw, "_dealloc_warn", source)
			}
			return object.None, nil
		})},
		pass("seekable"), pass("fileno"), pass("isatty"),
		{Name: "detach", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			b := asBuffered(v)
			if err := b.ready(); err != nil {
				return value{}, err
			}
			if _, err := t.CallMethodString(v, "flush"); err != nil {
				return value{}, err
			}
			raw := b.raw
			b.raw, b.file, b.detached = value{}, nil, true
			return raw, nil
		})},
		{Name: "flush", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			b := asBuffered(v)
			if !isWriter(v) {
				if err := b.ready(); err != nil {
					return value{}, err
				}
				return t.CallMethodString(b.raw, "flush")
			}
			if err := b.open(t, "flush of closed file"); err != nil {
				return value{}, err
			}
			if err := b.lock.Lock(t, v); err != nil {
				return value{}, err
			}
			defer b.lock.Unlock(t)
			return object.None, b.flush(t, true, isReader(v))
		})},
		{Name: "close", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			b := asBuffered(v)
			if err := b.ready(); err != nil {
				return value{}, err
			}
			c, err := isClosed(t, b.raw)
			if err != nil || c {
				return object.None, err
			}
			_, ferr := t.CallMethodString(v, "flush")
			// Other threads wait until it is closed, and find it so.
			if err := b.lock.Lock(t, v); err != nil {
				return value{}, err
			}
			_, err = t.CallMethodString(b.raw, "close")
			b.rbuf, b.rpos = nil, 0
			b.lock.Unlock(t)
			if ferr == nil {
				return object.None, err
			}
			if err != nil {
				if e := object.ToException(err); e.Context == nil {
					e.Context = object.ToException(ferr)
				}
				return value{}, err
			}
			return value{}, ferr
		})},
		bufMethod("tell", "()", "", func(t *thread, b *buffered, a []value) (value, error) {
			n, err := b.tell(t)
			return object.Int(n), err
		}),
		bufMethod("seek", "(target, whence=0, /)", "seek of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			whence := 0
			if !a[1].IsNil() {
				n, err := t.AsIndex(a[1], object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				whence = n
			}
			if whence < 0 || whence > 4 {
				return value{}, object.Errorf(object.ValueErrorType, "whence value %d unsupported", whence)
			}
			if err := ask(t, b.raw, "seekable", "File or stream is not seekable."); err != nil {
				return value{}, err
			}
			target, err := t.AsIndex(a[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if err := b.flushWrites(t); err != nil {
				return value{}, err
			}
			if whence == 1 {
				target -= b.avail()
			} else if whence == 0 && b.avail() > 0 {
				// Within what is read ahead nothing needs the raw stream.
				if cur, err := b.tell(t); err == nil {
					if d := target - cur; d >= -b.rpos && d <= b.avail() {
						b.rpos += d
						return object.Int(target), nil
					}
				}
			}
			b.rbuf, b.rpos = b.rbuf[:0], 0
			r, err := t.CallMethodString(b.raw, "seek", object.Int(target), object.Int(whence))
			if err != nil {
				return value{}, err
			}
			n, err := t.AsIndex(r, object.OverflowErrorType)
			if err == nil && n < 0 {
				err = object.Errorf(object.OSErrorType, "Raw stream returned invalid position %d", n)
			}
			return object.Int(n), err
		}),
		{Name: "truncate", Sig: "(pos=None, /)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
			b := asBuffered(v)
			if err := b.open(t, "truncate of closed file"); err != nil {
				return value{}, err
			}
			if !isWriter(v) {
				return value{}, unsupported(t, "truncate")
			}
			pos := a[0]
			if pos.IsNil() || pos.IsNone() {
				n, err := b.tell(t)
				if err != nil {
					return value{}, err
				}
				pos = object.Int(n)
			}
			if err := b.flush(t, isWriter(v), isReader(v)); err != nil {
				return value{}, err
			}
			return t.CallMethodString(b.raw, "truncate", pos)
		})},
		{Name: "__getstate__", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			return value{}, object.Errorf(object.TypeErrorType, "cannot pickle '%s' object", v.Type().FullNameC())
		})},
		{Name: "__sizeof__", Fn: object.Fn0(func(t *thread, v value) (value, error) { return object.Int(200 + asBuffered(v).size), nil })},
	}
	readMethods := []object.Method{
		pass("readable"),
		bufMethod("read", "(size=-1, /)", "read of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			n, err := sizeArg(t, a[0])
			if err != nil {
				return value{}, err
			}
			if n < -1 {
				return value{}, object.Errorf(object.ValueErrorType, "read length must be non-negative or -1")
			}
			out, ok, err := b.read(t, n)
			if err != nil {
				return value{}, err
			}
			if !ok {
				return object.None, nil
			}
			return object.NewBytesOf(out), nil
		}),
		bufMethod("read1", "(size=-1, /)", "read of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			n, err := sizeArg(t, a[0])
			if err != nil {
				return value{}, err
			}
			if n < 0 {
				n = b.size
			}
			if n == 0 {
				return object.NewBytes(""), nil
			}
			if err := b.flushWrites(t); err != nil {
				return value{}, err
			}
			if b.avail() == 0 {
				if n > b.size {
					p := make([]byte, n)
					k, _, err := b.readRaw(t, p)
					return object.NewBytesOf(p[:k]), err
				}
				if _, _, err := b.fill(t); err != nil {
					return value{}, err
				}
			}
			return object.NewBytes(string(b.take(min(n, b.avail())))), nil
		}),
		bufMethod("peek", "(size=0, /)", "peek of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			if err := b.flushWrites(t); err != nil {
				return value{}, err
			}
			if b.avail() == 0 {
				if _, _, err := b.fill(t); err != nil {
					return value{}, err
				}
			}
			return object.NewBytes(string(b.rbuf[b.rpos:])), nil
		}),
		bufMethod("readinto", "(buffer, /)", "readinto of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			p, release, err := t.WritableBytes(a[0])
			if err != nil {
				return value{}, err
			}
			defer release()
			out, ok, err := b.read(t, len(p))
			if err != nil || !ok {
				return object.None, err
			}
			return object.Int(copy(p, out)), nil
		}),
		bufMethod("readinto1", "(buffer, /)", "readinto of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			p, release, err := t.WritableBytes(a[0])
			if err != nil {
				return value{}, err
			}
			defer release()
			n := copy(p, b.take(min(len(p), b.avail())))
			switch rest := p[n:]; {
			case len(rest) > b.size:
				k, ok, err := b.readRaw(t, rest)
				if err != nil || !ok && n == 0 {
					return object.None, err
				}
				n += k
			case n == 0 && len(rest) > 0:
				if _, ok, err := b.fill(t); err != nil || !ok {
					return object.None, err
				}
				n = copy(p, b.take(min(len(p), b.avail())))
			}
			return object.Int(n), nil
		}),
		bufMethod("readline", "(size=-1, /)", "readline of closed file", func(t *thread, b *buffered, a []value) (value, error) {
			n, err := sizeArg(t, a[0])
			if err != nil {
				return value{}, err
			}
			out, err := b.line(t, n)
			return object.NewBytesOf(out), err
		}),
	}
	writeMethods := []object.Method{
		pass("writable"),
		bufMethod("write", "(buffer, /)", "write to closed file", func(t *thread, b *buffered, a []value) (value, error) {
			if _, ok := object.AsStr(a[0]); ok {
				return value{}, object.Errorf(object.TypeErrorType, "a bytes-like object is required, not 'str'")
			}
			p, release, err := t.BytesLike(a[0])
			if err != nil {
				return value{}, err
			}
			defer release()
			n, err := b.write(t, p)
			return object.Int(n), err
		}),
	}
	rawAttr := func(name string) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, v value) (value, error) {
			if err := asBuffered(v).ready(); err != nil {
				return value{}, err
			}
			return t.GetAttrString(asBuffered(v).raw, name)
		}}
	}
	define := func(typ *object.Type, doc string, methods ...[]object.Method) {
		typ.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
			v := object.FromPtr(&object.Alloc[buffered](cls).Header)
			object.TrackFinalizer(t, v)
			return v, nil
		}
		typ.Init = func(t *thread, v value, args []value, kw *object.Tuple) error {
			a, err := sig.Bind(t, typ.QualName, args, kw)
			if err != nil {
				return err
			}
			b := asBuffered(v)
			b.raw = value{}
			size := defaultBufferSize
			if !a[1].IsNil() {
				if size, err = t.AsIndex(a[1], object.OverflowErrorType); err != nil {
					return err
				}
			}
			if size <= 0 {
				return object.Errorf(object.ValueErrorType, "buffer size must be strictly positive")
			}
			if size > maxBuffer {
				return object.NewError(object.MemoryErrorType)
			}
			if typ == bufferedRandomType {
				if err := ask(t, a[0], "seekable", "File or stream is not seekable."); err != nil {
					return err
				}
			}
			if typ != bufferedWriterType {
				if err := ask(t, a[0], "readable", "File or stream is not readable."); err != nil {
					return err
				}
			}
			if typ != bufferedReaderType {
				if err := ask(t, a[0], "writable", "File or stream is not writable."); err != nil {
					return err
				}
			}
			b.raw, b.size, b.detached = a[0], size, false
			b.rbuf, b.rpos, b.wbuf, b.file = nil, 0, nil, nil
			if a[0].Type() == fileIOType {
				b.file = asFile(a[0])
			} else {
				// A raw stream is asked where it stands; one that cannot tell will do.
				_, _ = t.CallMethodString(a[0], "tell")
			}
			return nil
		}
		if typ != bufferedWriterType {
			typ.Next = func(t *thread, v value) (value, error) {
				if v.Type() != typ {
					return ioBaseType.Next(t, v)
				}
				b := asBuffered(v)
				if err := b.open(t, "readline of closed file"); err != nil {
					return value{}, err
				}
				out, err := b.line(t, -1)
				if err != nil || len(out) == 0 {
					return value{}, err
				}
				return object.NewBytesOf(out), nil
			}
		}
		typ.Repr = func(t *thread, v value) (value, error) {
			name := v.Type().FullName()
			n, err := t.GetAttrOpt(v, object.Intern("name"))
			if err != nil && !object.ErrorIs(err, object.ValueErrorType) {
				return value{}, err
			}
			if err != nil || n.IsNil() {
				return object.StrValue("<" + name + ">"), nil
			}
			if t.ReprEnter(v) {
				return value{}, object.Errorf(object.RuntimeErrorType, "reentrant call inside %s.__repr__", name)
			}
			defer t.ReprLeave(v)
			r, err := t.Repr(n)
			if err != nil {
				return value{}, err
			}
			return object.StrValue("<" + name + " name=" + r.String() + ">"), nil
		}
		typ.Del = finalize
		all := append([]object.Method(nil), common...)
		for _, m := range methods {
			all = append(all, m...)
		}
		object.Define(typ, object.TypeSpec{
			Doc: doc, Base: bufferedIOBaseType, Layout: layout, Flags: object.FlagBase | object.FlagDict | object.FlagWeakref, Methods: all,
			GetSets: []object.GetSet{rawAttr("closed"), rawAttr("name"), rawAttr("mode")},
			Members: []object.GetSet{{Name: "raw", Get: func(t *thread, v value) (value, error) {
				if asBuffered(v).detached {
					return value{}, object.Errorf(object.ValueErrorType, "raw stream has been detached")
				}
				return asBuffered(v).raw.OrNone(), nil
			}}, {Name: "_finalizing", Get: func(t *thread, v value) (value, error) { return object.False, nil },
				Set: func(t *thread, v, x value) error { return nil }}},
		})
	}
	define(bufferedReaderType, "Create a new buffered reader using the given readable raw IO object.", readMethods)
	define(bufferedWriterType, "A buffer for a writeable sequential RawIO object.\n\nThe constructor creates a BufferedWriter for the given writeable raw\nstream. If the buffer_size is not given, it defaults to\nDEFAULT_BUFFER_SIZE.", writeMethods)
	define(bufferedRandomType, "A buffered interface to random access streams.\n\nThe constructor creates a reader and writer for a seekable stream,\nraw, given in the first argument. If the buffer_size is omitted it\ndefaults to DEFAULT_BUFFER_SIZE.", readMethods, writeMethods)
	setupRWPair()
}

// rwPair is a BufferedRWPair: a reader and a writer over two raw streams.
type rwPair struct {
	object.Header
	Attrs          object.Attrs
	reader, writer value
}

func setupRWPair() {
	y := bufferedRWPairType
	p := func(v value) *rwPair { return (*rwPair)(unsafe.Pointer(v.P)) }
	sig := object.NewSignature("(reader, writer, buffer_size=8192, /)")
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		return object.FromPtr(&object.Alloc[rwPair](cls).Header), nil
	}
	y.Init = func(t *thread, v value, args []value, kw *object.Tuple) error {
		a, err := sig.Bind(t, "BufferedRWPair", args, kw)
		if err != nil {
			return err
		}
		if err := ask(t, a[0], "readable", "File or stream is not readable."); err != nil {
			return err
		}
		if err := ask(t, a[1], "writable", "File or stream is not writable."); err != nil {
			return err
		}
		size := a[2]
		if size.IsNil() {
			size = object.Int(defaultBufferSize)
		}
		if p(v).reader, err = t.Call(bufferedReaderType.Value(), a[0], size); err != nil {
			return err
		}
		p(v).writer, err = t.Call(bufferedWriterType.Value(), a[1], size)
		return err
	}
	forward := func(name string, side func(*rwPair) value) object.Method {
		return object.Method{Name: name, Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
			s := side(p(v))
			if s.IsNil() {
				return value{}, object.Errorf(object.ValueErrorType, "I/O operation on uninitialized object")
			}
			return t.CallMethodString(s, name, args...)
		})}
	}
	r := func(p *rwPair) value { return p.reader }
	w := func(p *rwPair) value { return p.writer }
	var ms []object.Method
	for _, n := range []string{"read", "peek", "read1", "readinto", "readinto1", "readable"} {
		ms = append(ms, forward(n, r))
	}
	for _, n := range []string{"write", "flush", "writable"} {
		ms = append(ms, forward(n, w))
	}
	ms = append(ms,
		object.Method{Name: "close", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			_, werr := t.CallMethodString(p(v).writer, "close")
			_, rerr := t.CallMethodString(p(v).reader, "close")
			if rerr != nil {
				if werr != nil {
					object.ToException(rerr).Context = object.ToException(werr)
				}
				return value{}, rerr
			}
			return object.None, werr
		})},
		object.Method{Name: "isatty", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			x, err := t.CallMethodString(p(v).writer, "isatty")
			if err != nil || x != object.False {
				return x, err
			}
			return t.CallMethodString(p(v).reader, "isatty")
		})})
	object.Define(y, object.TypeSpec{
		Doc:  "A buffered reader and writer object together.\n\nA buffered reader object and buffered writer object put together to\nform a sequential IO object that can read and write. This is typically\nused with a socket or two-way pipe.",
		Base: bufferedIOBaseType, Layout: object.NewLayoutOwn[rwPair]("BufferedRWPair", ioBaseType.Layout, unsafe.Offsetof(rwPair{}.Attrs)),
		Flags: object.FlagBase | object.FlagDict | object.FlagWeakref, Methods: ms,
		GetSets: []object.GetSet{{Name: "closed", Get: func(t *thread, v value) (value, error) {
			if p(v).writer.IsNil() {
				return value{}, object.Errorf(object.RuntimeErrorType, "the BufferedRWPair object is being garbage-collected")
			}
			return t.GetAttrString(p(v).writer, "closed")
		}}},
	})
}
