package pyio

import (
	"sync"
	"unsafe"

	"memphis/interp/object"
)

// This file defines the base classes: _IOBase, _RawIOBase, _BufferedIOBase and
// _TextIOBase.

var (
	ioBaseType         = &object.Type{Name: "_io._IOBase"}
	rawIOBaseType      = &object.Type{Name: "_io._RawIOBase"}
	bufferedIOBaseType = &object.Type{Name: "_io._BufferedIOBase"}
	textIOBaseType     = &object.Type{Name: "_io._TextIOBase"}
	fileIOType         = &object.Type{Name: "_io.FileIO"}
	bytesIOType        = &object.Type{Name: "_io.BytesIO"}
	bufferedReaderType = &object.Type{Name: "_io.BufferedReader"}
	bufferedWriterType = &object.Type{Name: "_io.BufferedWriter"}
	bufferedRandomType = &object.Type{Name: "_io.BufferedRandom"}
	bufferedRWPairType = &object.Type{Name: "_io.BufferedRWPair"}
	textIOWrapperType  = &object.Type{Name: "_io.TextIOWrapper"}
	stringIOType       = &object.Type{Name: "_io.StringIO"}
	newlineDecoderType = &object.Type{Name: "_io.IncrementalNewlineDecoder"}
)

var typesOnce sync.Once

func setupTypes() {
	typesOnce.Do(func() {
		setupBase()
		setupFileIO()
		setupBytesIO()
		setupBuffered()
		setupNewlineDecoder()
		setupTextIOWrapper()
		setupStringIO()
	})
}

// ioBase is an instance of a Python class derived from a base class here.
type ioBase struct {
	object.Header
	Attrs  object.Attrs
	closed bool
}

// isClosed asks for the attribute closed.
func isClosed(t *thread, v value) (bool, error) {
	c, err := t.GetAttrString(v, "closed")
	if err != nil {
		return false, err
	}
	return t.Truth(c)
}

func checkClosed(t *thread, v value) error {
	c, err := isClosed(t, v)
	if err == nil && c {
		err = closedError()
	}
	return err
}

// ask calls v.name() and requires its truth, else raises UnsupportedOperation.
func ask(t *thread, v value, name, msg string) error {
	r, err := t.CallMethodString(v, name)
	if err != nil {
		return err
	}
	if r != object.True {
		return unsupported(t, msg)
	}
	return nil
}

func setupBase() {
	self := func(v value) *ioBase { return (*ioBase)(unsafe.Pointer(v.P)) }
	layout := object.NewLayoutOwn[ioBase]("_IOBase", object.ObjectType.Layout, unsafe.Offsetof(ioBase{}.Attrs))
	no := func(op string) object.FnVec {
		return func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
			return value{}, unsupported(t, op)
		}
	}
	y := ioBaseType
	y.Iter = func(t *thread, v value) (value, error) { return v, checkClosed(t, v) }
	y.Next = func(t *thread, v value) (value, error) {
		line, err := t.CallMethodString(v, "readline")
		if err != nil {
			return value{}, err
		}
		n, err := t.Len(line)
		if err != nil || n == 0 {
			return value{}, err
		}
		return line, nil
	}
	y.Del = finalize
	object.Define(y, object.TypeSpec{
		Doc:    "The abstract base class for all I/O classes.",
		Layout: layout, Flags: object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "seek", Fn: no("seek")},
			{Name: "tell", Doc: "Return current stream position.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				return t.CallMethodString(v, "seek", object.Int(0), object.Int(1))
			})},
			{Name: "truncate", Fn: no("truncate")},
			{Name: "flush", Fn: object.Fn0(func(t *thread, v value) (value, error) { return object.None, checkClosed(t, v) })},
			{Name: "close", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				c, err := isClosed(t, v)
				if err != nil || c {
					return object.None, err
				}
				_, err = t.CallMethodString(v, "flush")
				if v.Type().Layout == layout {
					self(v).closed = true
				} else if a := object.AttrsOf(v); a != nil {
					a.Set(object.Intern("__IOBase_closed"), object.True)
				}
				return object.None, err
			})},
			{Name: "seekable", Fn: object.Fn0(retFalse)}, {Name: "readable", Fn: object.Fn0(retFalse)}, {Name: "writable", Fn: object.Fn0(retFalse)},
			{Name: "_checkClosed", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
				return object.None, checkClosed(t, v)
			})},
			{Name: "_checkSeekable", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
				return object.True, ask(t, v, "seekable", "File or stream is not seekable.")
			})},
			{Name: "_checkReadable", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
				return object.True, ask(t, v, "readable", "File or stream is not readable.")
			})},
			{Name: "_checkWritable", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
				return object.True, ask(t, v, "writable", "File or stream is not writable.")
			})},
			{Name: "fileno", Fn: no("fileno")},
			{Name: "isatty", Fn: object.Fn0(func(t *thread, v value) (value, error) { return object.False, checkClosed(t, v) })},
			{Name: "__enter__", Fn: object.Fn0(func(t *thread, v value) (value, error) { return v, checkClosed(t, v) })},
			{Name: "__exit__", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) {
				return t.CallMethodString(v, "close")
			})},
			{Name: "readline", Sig: "(size=-1, /)", Doc: "Read and return a line from the stream.\n\nIf size is specified, at most size bytes will be read.\n\nThe line terminator is always b'\\n' for binary files; for text\nfiles, the newlines argument to open can be used to select the line\nterminator(s) recognized.", Fn: object.FnBound(baseReadline)},
			{Name: "readlines", Sig: "(hint=-1, /)", Doc: "Return a list of lines from the stream.\n\nhint can be specified to control the number of lines read: no more\nlines will be read if the total size (in bytes/characters) of all\nlines so far exceeds hint.", Fn: object.FnBound(baseReadlines)},
			{Name: "writelines", Sig: "(lines, /)", Doc: "Write a list of lines to stream.\n\nLine separators are not added, so it is usual for each of the\nlines provided to have a line separator at the end.", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
				if err := checkClosed(t, v); err != nil {
					return value{}, err
				}
				return object.None, t.Each(a[0], func(x value) error {
					_, err := t.CallMethodString(v, "write", x)
					return err
				})
			})},
		},
		GetSets: []object.GetSet{
			{Name: "closed", Get: func(t *thread, v value) (value, error) {
				if v.Type().Layout == layout {
					return object.Bool(self(v).closed), nil
				}
				if a := object.AttrsOf(v); a != nil && !a.Get(object.Intern("__IOBase_closed")).IsNil() {
					return object.True, nil
				}
				return object.False, nil
			}},
			object.DictGetSet(),
		},
	})
	sub := func(typ *object.Type, doc string, methods []object.Method, gs ...object.GetSet) {
		object.Define(typ, object.TypeSpec{Doc: doc, Base: ioBaseType, Layout: layout, Flags: object.FlagBase | object.FlagDict | object.FlagWeakref, Methods: methods, GetSets: gs})
	}
	sub(rawIOBaseType, "Base class for raw binary I/O.", []object.Method{
		{Name: "read", Sig: "(size=-1, /)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
			n := -1
			if !a[0].IsNil() && !a[0].IsNone() {
				var err error
				if n, err = t.AsIndex(a[0], object.OverflowErrorType); err != nil {
					return value{}, err
				}
			}
			if n < 0 {
				return t.CallMethodString(v, "readall")
			}
			b := object.NewByteArray(make([]byte, n))
			r, err := t.CallMethodString(v, "readinto", b.Value())
			if err != nil || r.IsNone() {
				return r, err
			}
			k, err := t.AsIndex(r, object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if k < 0 || k > len(b.B) {
				return value{}, object.Errorf(object.ValueErrorType, "readinto returned %d outside buffer size %d", k, len(b.B))
			}
			return object.NewBytes(string(b.B[:k])), nil
		})},
		{Name: "readall", Doc: "Read until EOF, using multiple read() call.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
			var out []byte
			for {
				r, err := t.CallMethodString(v, "read", object.Int(defaultBufferSize))
				if err != nil {
					return value{}, err
				}
				if r.IsNone() {
					if out == nil {
						return r, nil
					}
					break
				}
				b, ok := object.AsBytes(r)
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "read() should return bytes")
				}
				if b == "" {
					break
				}
				out = append(out, b...)
			}
			return object.NewBytes(string(out)), nil
		})},
		{Name: "readinto", Fn: no("readinto")}, {Name: "write", Fn: no("write")},
	})
	readinto := func(method string) object.Fn1 {
		return func(t *thread, v, buf value) (value, error) {
			b, release, err := t.WritableBytes(buf)
			if err != nil {
				return value{}, err
			}
			defer release()
			r, err := t.CallMethodString(v, method, object.Int(len(b)))
			if err != nil {
				return value{}, err
			}
			s, ok := object.AsBytes(r)
			if !ok {
				return value{}, object.Errorf(object.TypeErrorType, "read() should return bytes")
			}
			if len(s) > len(b) {
				return value{}, object.Errorf(object.ValueErrorType, "read() returned too much data: %d bytes requested, %d returned", len(b), len(s))
			}
			copy(b, s)
			return object.Int(len(s)), nil
		}
	}
	sub(bufferedIOBaseType, "Base class for buffered IO objects.", []object.Method{
		{Name: "detach", Fn: no("detach")}, {Name: "read", Fn: no("read")}, {Name: "read1", Fn: no("read1")}, {Name: "write", Fn: no("write")},
		{Name: "readinto", Fn: readinto("read")}, {Name: "readinto1", Fn: readinto("read1")},
	})
	attr := func(name string) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return object.None, nil }}
	}
	sub(textIOBaseType, "Base class for text I/O.", []object.Method{
		{Name: "detach", Fn: no("detach")}, {Name: "read", Fn: no("read")}, {Name: "readline", Fn: no("readline")}, {Name: "write", Fn: no("write")},
	}, attr("encoding"), attr("newlines"), attr("errors"))
}

func retFalse(t *thread, v value) (value, error) { return object.False, nil }

// finalize is __del__ of streams: it closes what is open. Errors show in development
// mode alone.
func finalize(t *thread, v value) (value, error) {
	c, err := isClosed(t, v)
	if err != nil || c {
		return object.None, nil
	}
	if below := below(v); !below.IsNil() {
		// A stream without this method has nothing to warn of.
		_, _ = t.CallMethodString(below, "_dealloc_warn", v)
	}
	if _, err = t.CallMethodString(v, "close"); !t.Interp.DevMode {
		err = nil
	}
	return object.None, err
}

// below is the stream that v writes to or reads from, the zero value for none.
func below(v value) value {
	switch {
	case v.Is(textIOWrapperType):
		return asText(v).buffer
	case v.Is(bufferedReaderType), v.Is(bufferedWriterType), v.Is(bufferedRandomType):
		return asBuffered(v).raw
	}
	return value{}
}

func sizeArg(t *thread, v value) (int, error) {
	if v.IsNil() || v.IsNone() {
		return -1, nil
	}
	if v.Type().Index == nil && !v.Is(object.IntType) {
		return 0, object.Errorf(object.TypeErrorType, "argument should be integer or None, not '%s'", v.Type().Name)
	}
	return t.AsIndex(v, object.OverflowErrorType)
}

func baseReadline(t *thread, v value, a []value) (value, error) {
	limit, err := sizeArg(t, a[0])
	if err != nil {
		return value{}, err
	}
	peek, err := t.GetAttrOpt(v, object.Intern("peek"))
	if err != nil {
		return value{}, err
	}
	var out []byte
	for limit < 0 || len(out) < limit {
		n := 1
		if !peek.IsNil() {
			r, err := t.Call(peek, object.Int(1))
			if err != nil {
				return value{}, err
			}
			b, ok := object.AsBytes(r)
			if !ok {
				return value{}, object.Errorf(object.OSErrorType, "peek() should have returned a bytes object, not '%s'", r.Type().Name)
			}
			if b != "" {
				n = len(b)
				for i := range len(b) {
					if b[i] == '\n' {
						n = i + 1
						break
					}
				}
				if limit >= 0 {
					n = min(n, limit-len(out))
				}
			}
		}
		r, err := t.CallMethodString(v, "read", object.Int(n))
		if err != nil {
			return value{}, err
		}
		b, ok := object.AsBytes(r)
		if !ok {
			return value{}, object.Errorf(object.OSErrorType, "read() should have returned a bytes object, not '%s'", r.Type().Name)
		}
		if b == "" {
			break
		}
		out = append(out, b...)
		if out[len(out)-1] == '\n' {
			break
		}
	}
	return object.NewBytes(string(out)), nil
}

func baseReadlines(t *thread, v value, a []value) (value, error) {
	hint, err := sizeArg(t, a[0])
	if err != nil {
		return value{}, err
	}
	var lines []value
	total := 0
	it, err := t.Iter(v)
	if err != nil {
		return value{}, err
	}
	for {
		line, err := t.Next(it)
		if err != nil {
			return value{}, err
		}
		if line.IsNil() {
			break
		}
		lines = append(lines, line)
		if hint > 0 {
			n, err := t.Len(line)
			if err != nil {
				return value{}, err
			}
			if total += n; total >= hint {
				break
			}
		}
	}
	return object.NewList(lines).Value(), nil
}

// seekArgs reads the arguments of seek(pos, whence=0).
func seekArgs(t *thread, a []value) (pos, whence int, err error) {
	if pos, err = t.AsIndex(a[0], object.OverflowErrorType); err == nil && !a[1].IsNil() {
		whence, err = t.AsIndex(a[1], object.OverflowErrorType)
	}
	return pos, whence, err
}

// stateOf reads what BytesIO's and StringIO's states share: the position, and a dict that goes into attrs.
func stateOf(t *thread, at, dict value, attrs *object.Attrs) (int, error) {
	pos, err := t.AsIndex(at, object.OverflowErrorType)
	if err != nil {
		return 0, err
	}
	if pos < 0 {
		return 0, object.Errorf(object.ValueErrorType, "position value cannot be negative")
	}
	if d, ok := object.AsDict(dict); ok {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := attrs.Dictionary().Set(t, d.Entries[i].Key, d.Entries[i].Val); err != nil {
				return 0, err
			}
		}
	}
	return pos, nil
}
