package pyio

import (
	"bytes"
	"unsafe"

	"memphis/interp/object"
)

// This file defines BytesIO.

type bytesIO struct {
	object.Header
	Attrs   object.Attrs
	buf     []byte
	pos     int
	closed  bool
	exports int
}

func asBytesIO(v value) *bytesIO { return (*bytesIO)(unsafe.Pointer(v.P)) }

func (b *bytesIO) check() error {
	if b.closed {
		return closedError()
	}
	return nil
}

// checkExports refuses a change of length while memory is out. A view that nobody can reach any more must not count, and
// only the collector knows which those are.
func (b *bytesIO) checkExports(t *thread) error {
	if b.exports > 0 {
		t.Interp.Host.Collect(t, true)
	}
	if b.exports > 0 {
		return object.Errorf(object.BufferErrorType, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}

// take returns the next n bytes, all for n < 0, and moves behind them.
func (b *bytesIO) take(n int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	if rest := len(b.buf) - b.pos; n < 0 || n > rest {
		n = rest
	}
	s := b.buf[b.pos : b.pos+n]
	b.pos += n
	return s
}

func (b *bytesIO) line(limit int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	n := len(b.buf) - b.pos
	if i := bytes.IndexByte(b.buf[b.pos:], '\n'); i >= 0 {
		n = i + 1
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	return b.take(n)
}

func (b *bytesIO) write(p []byte) {
	if len(p) == 0 {
		return
	}
	if b.pos > len(b.buf) {
		b.buf = append(b.buf, make([]byte, b.pos-len(b.buf))...)
	}
	n := copy(b.buf[b.pos:], p)
	b.buf = append(b.buf, p[n:]...)
	b.pos += len(p)
}

func setupBytesIO() {
	y := bytesIOType
	sig := object.NewSignature("(initial_bytes=b'')")
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		return object.FromPtr(&object.Alloc[bytesIO](cls).Header), nil
	}
	y.Init = func(t *thread, v value, args []value, kw *object.Tuple) error {
		a, err := sig.Bind(t, "BytesIO", args, kw)
		if err != nil {
			return err
		}
		b := asBytesIO(v)
		if err := b.checkExports(t); err != nil {
			return err
		}
		b.buf, b.pos, b.closed = nil, 0, false
		if !a[0].IsNil() && !a[0].IsNone() {
			p, release, err := t.BytesLike(a[0])
			if err != nil {
				return err
			}
			b.buf = append([]byte(nil), p...)
			release()
		}
		return nil
	}
	y.Iter = func(t *thread, v value) (value, error) { return v, asBytesIO(v).check() }
	y.Next = func(t *thread, v value) (value, error) {
		b := asBytesIO(v)
		if err := b.check(); err != nil {
			return value{}, err
		}
		if s := b.line(-1); len(s) > 0 {
			return object.NewBytes(string(s)), nil
		}
		return value{}, nil
	}
	fn := func(f func(t *thread, b *bytesIO, a []value) (value, error)) object.FnBound {
		return func(t *thread, v value, a []value) (value, error) {
			b := asBytesIO(v)
			if err := b.check(); err != nil {
				return value{}, err
			}
			return f(t, b, a)
		}
	}
	read := fn(func(t *thread, b *bytesIO, a []value) (value, error) {
		n, err := sizeArg(t, a[0])
		if err != nil {
			return value{}, err
		}
		return object.NewBytes(string(b.take(n))), nil
	})
	readinto := fn(func(t *thread, b *bytesIO, a []value) (value, error) {
		p, release, err := t.WritableBytes(a[0])
		if err != nil {
			return value{}, err
		}
		defer release()
		return object.Int(copy(p, b.take(len(p)))), nil
	})
	yes := fn(func(t *thread, b *bytesIO, a []value) (value, error) { return object.True, nil })
	object.Define(y, object.TypeSpec{
		Doc:  "Buffered I/O implementation using an in-memory bytes buffer.",
		Base: bufferedIOBaseType, Layout: object.NewLayoutOwn[bytesIO]("BytesIO", ioBaseType.Layout, unsafe.Offsetof(bytesIO{}.Attrs)),
		Flags: object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "readable", Sig: "()", Fn: yes}, {Name: "writable", Sig: "()", Fn: yes}, {Name: "seekable", Sig: "()", Fn: yes},
			{Name: "read", Sig: "(size=-1, /)", Fn: read}, {Name: "read1", Sig: "(size=-1, /)", Fn: read},
			{Name: "readinto", Sig: "(buffer, /)", Fn: readinto}, {Name: "readinto1", Sig: "(buffer, /)", Fn: readinto},
			{Name: "readline", Sig: "(size=-1, /)", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) {
				n, err := sizeArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				return object.NewBytes(string(b.line(n))), nil
			})},
			{Name: "readlines", Sig: "(size=None, /)", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) {
				n, err := sizeArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				var out []value
				for total := 0; ; {
					s := b.line(-1)
					if len(s) == 0 {
						break
					}
					out = append(out, object.NewBytes(string(s)))
					if total += len(s); n > 0 && total >= n {
						break
					}
				}
				return object.NewList(out).Value(), nil
			})},
			{Name: "write", Sig: "(b, /)", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) {
				if err := b.checkExports(t); err != nil {
					return value{}, err
				}
				p, release, err := t.BytesLike(a[0])
				if err != nil {
					return value{}, err
				}
				defer release()
				b.write(p)
				return object.Int(len(p)), nil
			})},
			{Name: "getvalue", Sig: "()", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) { return object.NewBytes(string(b.buf)), nil })},
			{Name: "getbuffer", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				if err := asBytesIO(v).check(); err != nil {
					return value{}, err
				}
				return t.Call(object.MemoryViewType.Value(), object.FromPtr(&(&bytesIOBuffer{object.Header{Type: bytesIOBufferType}, asBytesIO(v)}).Header))
			})},
			{Name: "tell", Sig: "()", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) { return object.Int(b.pos), nil })},
			{Name: "seek", Sig: "(pos, whence=0, /)", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) {
				pos, whence, err := seekArgs(t, a)
				if err != nil {
					return value{}, err
				}
				switch whence {
				case 0:
					if pos < 0 {
						return value{}, object.Errorf(object.ValueErrorType, "negative seek value %d", pos)
					}
				case 1:
					pos += b.pos
				case 2:
					pos += len(b.buf)
				default:
					return value{}, object.Errorf(object.ValueErrorType, "invalid whence (%d, should be 0, 1 or 2)", whence)
				}
				b.pos = max(pos, 0)
				return object.Int(b.pos), nil
			})},
			{Name: "truncate", Sig: "(size=None, /)", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) {
				if err := b.checkExports(t); err != nil {
					return value{}, err
				}
				n := b.pos
				if !a[0].IsNil() && !a[0].IsNone() {
					var err error
					if n, err = t.AsIndex(a[0], object.OverflowErrorType); err != nil {
						return value{}, err
					}
				}
				if n < 0 {
					return value{}, object.Errorf(object.ValueErrorType, "negative size value %d", n)
				}
				if n < len(b.buf) {
					b.buf = b.buf[:n:n]
				}
				return object.Int(n), nil
			})},
			{Name: "flush", Sig: "()", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) { return object.None, nil })},
			{Name: "isatty", Sig: "()", Fn: fn(func(t *thread, b *bytesIO, a []value) (value, error) { return object.False, nil })},
			{Name: "close", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				b := asBytesIO(v)
				if err := b.checkExports(t); err != nil {
					return value{}, err
				}
				b.closed, b.buf = true, nil
				return object.None, nil
			})},
			{Name: "__getstate__", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				b := asBytesIO(v)
				if err := b.check(); err != nil {
					return value{}, err
				}
				d := object.None
				if b.Attrs.Len() > 0 {
					d = b.Attrs.Dictionary().CopyDict().Value()
				}
				return object.TupleOf(object.NewBytes(string(b.buf)), object.Int(b.pos), d), nil
			})},
			{Name: "__setstate__", Fn: object.Fn1(func(t *thread, v, state value) (value, error) {
				u, ok := object.AsTuple(state)
				if !ok || len(u.Items) < 3 {
					return value{}, object.Errorf(object.TypeErrorType, "%s.__setstate__ argument should be 3-tuple, got %s", v.Type().Name, state.Type().Name)
				}
				if asBytesIO(v).closed {
					return value{}, object.Errorf(object.ValueErrorType, "I/O operation on closed file.")
				}
				if d := u.Items[2]; !d.IsNone() && !d.Is(object.DictType) {
					return value{}, object.Errorf(object.TypeErrorType, "third item of state should be a dict, got a %s", d.Type().Name)
				}
				b := asBytesIO(v)
				p, release, err := t.BytesLike(u.Items[0])
				if err != nil {
					return value{}, err
				}
				b.buf = append([]byte(nil), p...)
				release()
				if !u.Items[1].Is(object.IntType) {
					return value{}, object.Errorf(object.TypeErrorType, "second item of state must be an integer, not %s", u.Items[1].Type().Name)
				}
				if b.pos, err = stateOf(t, u.Items[1], u.Items[2], &b.Attrs); err != nil {
					return value{}, err
				}
				return object.None, nil
			})},
		},
		GetSets: []object.GetSet{{Name: "closed", Doc: "True if the file is closed.", Get: func(t *thread, v value) (value, error) { return object.Bool(asBytesIO(v).closed), nil }}},
	})
	bytesIOBufferType.Buffer = func(t *thread, v value, writable bool) (*object.Buffer, error) {
		b := (*bytesIOBuffer)(unsafe.Pointer(v.P)).source
		b.exports++
		return &object.Buffer{Obj: v, Bytes: b.buf, Format: "B", ItemSize: 1, Release: func() { b.exports-- }, Watched: true}, nil
	}
	object.Define(bytesIOBufferType, object.TypeSpec{Flags: object.FlagNoNew})
}

// bytesIOBuffer is what a memoryview from getbuffer is of.
type bytesIOBuffer struct {
	object.Header
	source *bytesIO
}

var bytesIOBufferType = &object.Type{Name: "_io._BytesIOBuffer"}
