package pickle

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines PickleBuffer (PEP 574).

type buffer struct {
	object.Header
	view value // a memoryview, None once released
	obj  value // what it is of
}

var bufferType = &object.Type{Name: "pickle.PickleBuffer"}

var bufferSig = object.NewSignature("(object)")

func (b *buffer) check() error {
	if b.view.IsNone() {
		return object.Errorf(object.ValueErrorType, "operation forbidden on released PickleBuffer object")
	}
	return nil
}

func setupBuffer() {
	y := bufferType
	y.New = func(t *thread, cls *object.Type, in []value, kw *tuple) (value, error) {
		a, err := bufferSig.Bind(t, "PickleBuffer", in, kw)
		if err != nil {
			return value{}, err
		}
		m, err := t.NewMemoryView(a[0])
		if err != nil {
			return value{}, err
		}
		b := object.Alloc[buffer](cls)
		b.view = m
		if b.obj, err = t.GetAttrString(m, "obj"); err != nil {
			return value{}, err
		}
		return args.Value(b), nil
	}
	y.Buffer = func(t *thread, v value, writable bool) (*object.Buffer, error) {
		b := args.As[buffer](v)
		if err := b.check(); err != nil {
			return nil, err
		}
		buf, err := t.GetBuffer(b.view, writable)
		if err == nil {
			buf.Obj = b.obj
		}
		return buf, err
	}
	object.Define(y, object.TypeSpec{
		Doc: "Wrapper for potentially out-of-band buffers", Layout: object.NewLayout[buffer](y.Name, object.ObjectType.Layout), Flags: object.FlagBase | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "raw", Sig: "($self, /)", Doc: "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise BufferError is the buffer isn't contiguous.", Fn: object.Fn0(bufferRaw)},
			{Name: "release", Sig: "($self, /)", Doc: "Release the underlying buffer that is exposed by the PickleBuffer object.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				b := args.As[buffer](v)
				m := b.view
				b.view, b.obj = object.None, value{}
				if !m.IsNone() {
					return t.CallMethodString(m, "release")
				}
				return object.None, nil
			})},
		},
	})
}

func bufferRaw(t *thread, v value) (value, error) {
	b := args.As[buffer](v)
	if err := b.check(); err != nil {
		return value{}, err
	}
	whole, err := t.GetAttrString(b.view, "contiguous")
	if err != nil {
		return value{}, err
	}
	if whole != object.True {
		return value{}, object.Errorf(object.BufferErrorType, "cannot extract raw buffer from non-contiguous buffer")
	}
	buf, err := t.GetBuffer(b.view, false)
	if err != nil {
		return value{}, err
	}
	n := len(buf.Bytes) - buf.Offset
	if buf.Shape != nil {
		n = buf.ItemSize
		for _, k := range buf.Shape {
			n *= k
		}
	}
	raw := object.Buffer{Obj: b.obj, Bytes: buf.Bytes[buf.Offset : buf.Offset+n], ReadOnly: buf.ReadOnly, Format: "B", ItemSize: 1, Release: buf.Release}
	return t.MemoryViewOf(&raw), nil
}
