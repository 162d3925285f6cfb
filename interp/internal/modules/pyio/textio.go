package pyio

import (
	"strings"
	"unicode/utf8"
	"unsafe"

	"memphis/interp/internal/codec"
	"memphis/interp/object"
)

// This file defines TextIOWrapper: text over a buffered binary stream.

// textIO is a TextIOWrapper. UTF-8, ASCII and Latin-1 are encoded and decoded in
// Go; other encodings by the codec's incremental encoder and decoder.
type textIO struct {
	object.Header
	Attrs    object.Attrs
	buffer   value
	detached bool
	encoding string
	errors   string

	readUniversal, readTranslate bool
	readNL                       string // line end that readline looks for, "" for universal
	writeNL                      string // what "\n" is written as, "" for itself
	lineBuffering, writeThrough  bool

	fast    int // fastUTF8, ...
	encoder value
	decoder value
	nl      newlineState
	tail    []byte // undecoded bytes of a fast decoding

	pending []byte // encoded text not yet written

	text     string // decoded text, of which used bytes are consumed
	used     int
	snapshot []byte  // the bytes that text was decoded from, nil if there is no telling
	snapFlag int     // the decoder's state before snapshot
	ratio    float64 // of bytes to characters in the last chunk
	telling  bool
	eof      bool
	// What the buffer said when the stream was made.
	canRead, canWrite, seekable bool
	chunk                       int
}

const (
	fastNone = iota
	fastUTF8
	fastASCII
	fastLatin1
)

func asText(v value) *textIO { return (*textIO)(unsafe.Pointer(v.P)) }

func (f *textIO) ready() error {
	if f.buffer.IsNil() {
		if f.detached {
			return object.Errorf(object.ValueErrorType, "underlying buffer has been detached")
		}
		return object.Errorf(object.ValueErrorType, "I/O operation on uninitialized object")
	}
	return nil
}

func (f *textIO) open(t *thread) error {
	if err := f.ready(); err != nil {
		return err
	}
	if b := f.buffer.Type(); b == bufferedWriterType || b == bufferedReaderType || b == bufferedRandomType {
		if file := asBuffered(f.buffer).file; file != nil && file.fd >= 0 {
			return nil
		}
	}
	c, err := isClosed(t, f.buffer)
	if err == nil && c {
		err = closedError()
	}
	return err
}

var textSig = object.NewSignature("(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)")

// setCodec chooses how f encodes and decodes.
func (f *textIO) setCodec(t *thread, encoding, errors string) error {
	name := strings.ToLower(strings.ReplaceAll(encoding, "_", "-"))
	fast := fastNone
	switch name {
	case "utf-8", "utf8", "u8", "cp65001":
		fast = fastUTF8
	case "ascii", "us-ascii", "646":
		fast = fastASCII
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1", "8859":
		fast = fastLatin1
	}
	f.encoding, f.errors, f.fast = encoding, errors, fast
	f.encoder, f.decoder = value{}, value{}
	f.nl = newlineState{translate: f.readTranslate}
	if fast != fastNone {
		return nil
	}
	codecs, err := t.Interp.Host.Import(t, "codecs", nil, value{}, 0)
	if err != nil {
		return err
	}
	info, err := t.CallMethodString(codecs, "lookup", object.StrValue(encoding))
	if err != nil {
		return err
	}
	if v, err := t.GetAttrOpt(info, object.Intern("_is_text_encoding")); err != nil {
		return err
	} else if !v.IsNil() {
		if ok, err := t.Truth(v); err != nil {
			return err
		} else if !ok {
			return object.Errorf(object.LookupErrorType, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding)
		}
	}
	if f.canRead {
		if f.decoder, err = t.CallMethodString(info, "incrementaldecoder", object.StrValue(errors)); err != nil {
			return err
		}
	}
	if f.canWrite {
		if f.encoder, err = t.CallMethodString(info, "incrementalencoder", object.StrValue(errors)); err != nil {
			return err
		}
	}
	return nil
}

// startEncoder tells the encoder of a stream that does not stand at its beginning so: it
// writes no byte order mark.
func (f *textIO) startEncoder(t *thread) error {
	if !f.seekable || f.encoder.IsNil() {
		return nil
	}
	pos, err := t.CallMethodString(f.buffer, "tell")
	if err != nil {
		return err
	}
	start, err := t.CompareBool(pos, object.Int(0), object.EQ)
	if err == nil && !start {
		_, err = t.CallMethodString(f.encoder, "setstate", object.Int(0))
	}
	return err
}

func (f *textIO) setNewline(t *thread, nl value) error {
	if nl.IsNil() || nl.IsNone() {
		f.readUniversal, f.readTranslate, f.readNL, f.writeNL = true, true, "", ""
		return nil
	}
	s, ok := object.AsStr(nl)
	if !ok {
		return object.Errorf(object.TypeErrorType, "TextIOWrapper() argument 'newline' must be str or None, not %s", nl.Type().Name)
	}
	switch n := s.String(); n {
	case "":
		f.readUniversal, f.readTranslate, f.readNL, f.writeNL = true, false, "", ""
	case "\n", "\r", "\r\n":
		f.readUniversal, f.readTranslate, f.readNL, f.writeNL = false, false, n, n
		if n == "\n" {
			f.writeNL = ""
		}
	default:
		r, err := t.Repr(nl)
		if err != nil {
			return err
		}
		return object.Errorf(object.ValueErrorType, "illegal newline value: %s", r)
	}
	return nil
}

func textInit(t *thread, v value, args []value, kw *object.Tuple) error {
	a, err := textSig.Bind(t, "TextIOWrapper", args, kw)
	if err != nil {
		return err
	}
	f := asText(v)
	*f = textIO{Header: f.Header, Attrs: f.Attrs, chunk: defaultBufferSize}
	enc := a[1].OrNone()
	encoding := ""
	if enc.IsNone() {
		if enc, err = textEncoding(t, value{}, []value{enc, object.Int(1)}); err != nil {
			return err
		}
	}
	s, ok := object.AsStr(enc)
	if !ok {
		return object.Errorf(object.TypeErrorType, "TextIOWrapper() argument 'encoding' must be str or None, not %s", enc.Type().Name)
	}
	if encoding = s.String(); encoding == "locale" {
		encoding = localeEncoding(t)
	}
	errors := "strict"
	if !a[2].IsNil() && !a[2].IsNone() {
		s, ok := object.AsStr(a[2])
		if !ok {
			return object.Errorf(object.TypeErrorType, "TextIOWrapper() argument 'errors' must be str or None, not %s", a[2].Type().Name)
		}
		errors = s.String()
	}
	if err := f.setNewline(t, a[3]); err != nil {
		return err
	}
	if !a[4].IsNil() {
		if f.lineBuffering, err = t.Truth(a[4]); err != nil {
			return err
		}
	}
	if !a[5].IsNil() {
		if f.writeThrough, err = t.Truth(a[5]); err != nil {
			return err
		}
	}
	if t.Interp.DevMode {
		if _, err := t.LookupError(errors); err != nil {
			return err
		}
	}
	f.buffer = a[0]
	for i, can := range []*bool{&f.canRead, &f.canWrite, &f.seekable} {
		if i == 2 {
			if err := f.setCodec(t, encoding, errors); err != nil {
				f.buffer = value{}
				return err
			}
		}
		v, err := t.CallMethodString(f.buffer, [...]string{"readable", "writable", "seekable"}[i])
		if err != nil {
			f.buffer = value{}
			return err
		}
		if *can, err = t.Truth(v); err != nil {
			return err
		}
	}
	f.telling = f.seekable
	return f.startEncoder(t)
}

// localeEncoding is the encoding of the locale as the C library spells it: Memphis runs in UTF-8.
func localeEncoding(t *thread) string {
	if t.Interp.UTF8Mode {
		return "utf-8"
	}
	return "UTF-8"
}

// encode turns text into bytes.
func (f *textIO) encode(t *thread, s *object.Str) ([]byte, error) {
	switch {
	case f.fast == fastUTF8 && utf8.ValidString(s.String()):
		return []byte(s.String()), nil
	case f.fast != fastNone && s.IsASCII():
		return []byte(s.String()), nil
	case f.fast != fastNone:
		b, err := t.Encode(s, f.encoding, f.errors)
		if err != nil {
			return nil, err
		}
		p, _ := object.AsBytes(b)
		return []byte(p), nil
	}
	b, err := t.CallMethodString(f.encoder, "encode", s.Value())
	if err != nil {
		return nil, err
	}
	p, ok := object.AsBytes(b)
	if !ok {
		return nil, object.Errorf(object.TypeErrorType, "encoder should return a bytes object, not '%s'", b.Type().Name)
	}
	return []byte(p), nil
}

// decode turns the next bytes into text, without translating line ends.
func (f *textIO) decode(t *thread, b []byte, final bool) (string, error) {
	switch f.fast {
	case fastUTF8:
		if len(f.tail) > 0 {
			b = append(f.tail, b...)
			f.tail = nil
		}
		s, n, err := codec.DecodeUTF8(b, final, t.DecodeHandler(unsafe.String(unsafe.SliceData(b), len(b)), f.errors))
		if err != nil {
			return "", err
		}
		f.tail = append([]byte(nil), b[min(n, len(b)):]...)
		return s, nil
	case fastASCII:
		return codec.DecodeASCII(b, t.DecodeHandler(unsafe.String(unsafe.SliceData(b), len(b)), f.errors))
	case fastLatin1:
		return codec.DecodeLatin1(b), nil
	}
	r, err := t.CallMethodString(f.decoder, "decode", object.NewBytes(string(b)), object.Bool(final))
	if err != nil {
		return "", err
	}
	s, ok := object.AsStr(r)
	if !ok {
		return "", object.Errorf(object.TypeErrorType, "decoder should return a string result, not '%s'", r.Type().Name)
	}
	return s.String(), nil
}

// decodeLines is decode with line ends translated.
func (f *textIO) decodeLines(t *thread, b []byte, final bool) (string, error) {
	s, err := f.decode(t, b, final)
	if err == nil && f.readUniversal {
		s = f.nl.decode(s, final)
	}
	return s, err
}

// readChunk decodes one chunk more; it returns false at the end of the stream.
func (f *textIO) readChunk(t *thread, hint int) (bool, error) {
	if !f.canRead {
		return false, unsupported(t, "not readable")
	}
	var before decoderState
	if f.telling {
		var err error
		if before, err = f.decoderState(t); err != nil {
			return false, err
		}
	}
	method := "read1"
	if m, err := t.GetAttrOpt(f.buffer, object.Intern("read1")); err != nil {
		return false, err
	} else if m.IsNil() {
		method = "read"
	}
	r, err := t.CallMethodString(f.buffer, method, object.Int(max(f.chunk, int(max(f.ratio, 1)*float64(hint)))))
	if err != nil {
		return false, err
	}
	b, release, err := t.BytesLike(r)
	if err != nil {
		return false, object.Errorf(object.TypeErrorType, "underlying %s() should have returned a bytes-like object, not '%s'", method, r.Type().Name)
	}
	p := append([]byte(nil), b...)
	release()
	eof := len(p) == 0
	s, err := f.decodeLines(t, p, eof)
	if err != nil {
		return false, err
	}
	f.text, f.used = s, 0
	if f.telling || hint > 0 {
		f.ratio = 0
		if s != "" {
			f.ratio = float64(len(p)) / float64(chars(s))
		}
	}
	if f.telling {
		f.snapshot, f.snapFlag = append(append([]byte{}, before.buffer...), p...), before.flag
	}
	return !eof || s != "", nil
}

// take returns n characters of the decoded text, all for n < 0.
func (f *textIO) take(n int) string {
	s := f.text[f.used:]
	if n >= 0 {
		k := 0
		for i := 0; i < n && k < len(s); i++ {
			_, w := object.DecodeWTF8(s[k:])
			k += w
		}
		s = s[:k]
	}
	f.used += len(s)
	return s
}

func (f *textIO) read(t *thread, n int) (string, error) {
	if err := f.writePending(t); err != nil {
		return "", err
	}
	if !f.canRead {
		return "", unsupported(t, "not readable")
	}
	if n < 0 {
		r, err := t.CallMethodString(f.buffer, "read")
		if err != nil {
			return "", err
		}
		var b []byte
		if !r.IsNone() {
			p, release, err := t.BytesLike(r)
			if err != nil {
				return "", err
			}
			b = append(b, p...)
			release()
		}
		s, err := f.decodeLines(t, b, true)
		if err != nil {
			return "", err
		}
		s = f.take(-1) + s
		f.text, f.used, f.snapshot = "", 0, nil
		return s, nil
	}
	out := f.take(n)
	for got := chars(out); got < n; {
		more, err := f.readChunk(t, n-got)
		if err != nil {
			return "", err
		}
		if !more {
			break
		}
		s := f.take(n - got)
		out += s
		got += chars(s)
	}
	return out, nil
}

func chars(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// lineEnd returns the length of the first line of s, or -1 if it has no end yet.
func (f *textIO) lineEnd(s string, from int) int {
	switch {
	case f.readTranslate || f.readNL == "\n":
		if i := strings.IndexByte(s[from:], '\n'); i >= 0 {
			return from + i + 1
		}
	case f.readUniversal:
		if i := strings.IndexAny(s[from:], "\r\n"); i >= 0 {
			i += from
			if s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				return i + 2
			}
			return i + 1
		}
	default:
		from = max(from-1, 0)
		if i := strings.Index(s[from:], f.readNL); i >= 0 {
			return from + i + len(f.readNL)
		}
	}
	return -1
}

func (f *textIO) readline(t *thread, limit int) (string, error) {
	if err := f.writePending(t); err != nil {
		return "", err
	}
	line := ""
	for {
		if f.used == len(f.text) {
			more, err := f.readChunk(t, 0)
			if err != nil {
				return "", err
			}
			if !more {
				f.snapshot = nil
				return line, nil
			}
		}
		from := len(line)
		s := f.text[f.used:]
		whole := s
		if from > 0 {
			whole = line + s
		}
		end := f.lineEnd(whole, from)
		if limit >= 0 {
			k := 0
			for i := 0; i < limit && k < len(whole); i++ {
				_, w := object.DecodeWTF8(whole[k:])
				k += w
			}
			if end < 0 && chars(whole) >= limit || end > k {
				end = k
			}
		}
		if end >= 0 {
			f.used += end - from
			return whole[:end], nil
		}
		line = whole
		f.used = len(f.text)
	}
}

func (f *textIO) writePending(t *thread) error {
	for len(f.pending) > 0 {
		p := f.pending
		f.pending = nil
		if bt := f.buffer.Type(); bt == bufferedWriterType {
			b := asBuffered(f.buffer)
			if b.file != nil && b.file.fd >= 0 {
				if err := b.lock.Lock(t, f.buffer); err != nil {
					return err
				}
				_, err := b.write(t, p)
				b.lock.Unlock(t)
				return err
			}
		}
		if _, err := t.CallMethodString(f.buffer, "write", object.NewBytesOf(p)); err != nil {
			return err
		}
	}
	return nil
}

func (f *textIO) write(t *thread, v value) (value, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "write() argument must be str, not %s", v.Type().Name)
	}
	if err := f.open(t); err != nil {
		return value{}, err
	}
	if !f.canWrite {
		return value{}, unsupported(t, "not writable")
	}
	n := s.Len()
	hasLF := (f.writeNL != "" || f.lineBuffering) && strings.IndexByte(s.String(), '\n') >= 0
	src := s
	if hasLF && f.writeNL != "" {
		src = object.NewStr(strings.ReplaceAll(s.String(), "\n", f.writeNL))
	}
	b, err := f.encode(t, src)
	if err != nil {
		return value{}, err
	}
	needFlush := f.lineBuffering && (hasLF || strings.IndexByte(s.String(), '\r') >= 0)
	if len(f.pending) > 0 && len(f.pending)+len(b) > f.chunk {
		if err := f.writePending(t); err != nil {
			return value{}, err
		}
	}
	f.pending = append(f.pending, b...)
	if len(f.pending) >= f.chunk || needFlush || f.writeThrough {
		if err := f.writePending(t); err != nil {
			return value{}, err
		}
	}
	if needFlush {
		if _, err := t.CallMethodString(f.buffer, "flush"); err != nil {
			return value{}, err
		}
	}
	f.text, f.used, f.snapshot = "", 0, nil
	if f.canRead {
		if err := f.resetDecoder(t); err != nil {
			return value{}, err
		}
	}
	return object.Int(n), nil
}

func (f *textIO) resetDecoder(t *thread) error {
	f.nl.pendingCR, f.nl.seen, f.tail = false, 0, nil
	if f.decoder.IsNil() {
		return nil
	}
	_, err := t.CallMethodString(f.decoder, "reset")
	return err
}

func setupTextIOWrapper() {
	y := textIOWrapperType
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		v := object.FromPtr(&object.Alloc[textIO](cls).Header)
		object.TrackFinalizer(t, v)
		return v, nil
	}
	y.Init = textInit
	y.Del = finalize
	y.Next = func(t *thread, v value) (value, error) {
		f := asText(v)
		if v.Type() != textIOWrapperType {
			line, err := t.CallMethodString(v, "readline")
			if err != nil {
				return value{}, err
			}
			if s, ok := object.AsStr(line); !ok {
				return value{}, object.Errorf(object.OSErrorType, "readline() should have returned a str object, not '%s'", line.Type().Name)
			} else if s.String() == "" {
				return value{}, nil
			}
			return line, nil
		}
		if err := f.open(t); err != nil {
			return value{}, err
		}
		telling := f.telling
		f.telling = false
		s, err := f.readline(t, -1)
		if err != nil {
			return value{}, err
		}
		if s == "" {
			f.telling = telling || f.eof
			if sk, err := t.CallMethodString(f.buffer, "seekable"); err == nil && sk == object.True {
				f.telling = true
			}
			return value{}, nil
		}
		return object.StrValue(s), nil
	}
	y.Repr = func(t *thread, v value) (value, error) {
		if t.ReprEnter(v) {
			return value{}, object.Errorf(object.RuntimeErrorType, "reentrant call inside %s.__repr__", v.Type().FullName())
		}
		defer t.ReprLeave(v)
		f := asText(v)
		if err := f.ready(); err != nil && !f.detached {
			return value{}, err
		}
		out := "<" + v.Type().FullName()
		for _, n := range []string{"name", "mode"} {
			x, err := t.GetAttrOpt(v, object.Intern(n))
			if err != nil && !object.ErrorIs(err, object.ValueErrorType) {
				return value{}, err
			}
			if err == nil && !x.IsNil() {
				r, err := t.Repr(x)
				if err != nil {
					return value{}, err
				}
				out += " " + n + "=" + r.String()
			}
		}
		return object.StrValue(out + " encoding='" + f.encoding + "'>"), nil
	}
	fn := func(check bool, g func(t *thread, f *textIO, v value, a []value) (value, error)) object.FnBound {
		return func(t *thread, v value, a []value) (value, error) {
			f := asText(v)
			err := f.ready()
			if err == nil && check {
				err = f.open(t)
			}
			if err != nil {
				return value{}, err
			}
			return g(t, f, v, a)
		}
	}
	pass := func(name string) object.Method {
		return object.Method{Name: name, Sig: "()", Fn: fn(false, func(t *thread, f *textIO, v value, a []value) (value, error) {
			return t.CallMethodString(f.buffer, name)
		})}
	}
	object.Define(y, object.TypeSpec{
		Doc:  "Character and line based layer over a BufferedIOBase object, buffer.\n\nencoding gives the name of the encoding that the stream will be\ndecoded or encoded with. It defaults to locale.getencoding().\n\nerrors determines the strictness of encoding and decoding (see\nhelp(codecs.Codec) or the documentation for codecs.register) and\ndefaults to \"strict\".",
		Base: textIOBaseType, Layout: object.NewLayoutOwn[textIO]("TextIOWrapper", ioBaseType.Layout, unsafe.Offsetof(textIO{}.Attrs)),
		Flags: object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			pass("readable"), pass("writable"), pass("seekable"), pass("fileno"), pass("isatty"),
			{Name: "read", Sig: "(size=-1, /)", Fn: fn(true, func(t *thread, f *textIO, v value, a []value) (value, error) {
				n, err := sizeArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				s, err := f.read(t, n)
				return object.StrValue(s), err
			})},
			{Name: "readline", Sig: "(size=-1, /)", Fn: fn(true, func(t *thread, f *textIO, v value, a []value) (value, error) {
				n, err := sizeArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				s, err := f.readline(t, n)
				return object.StrValue(s), err
			})},
			{Name: "write", Fn: object.Fn1(func(t *thread, v, s value) (value, error) { return asText(v).write(t, s) })},
			{Name: "flush", Sig: "()", Fn: fn(true, func(t *thread, f *textIO, v value, a []value) (value, error) {
				if sk, err := t.CallMethodString(f.buffer, "seekable"); err == nil && sk == object.True {
					f.telling = true
				}
				if err := f.writePending(t); err != nil {
					return value{}, err
				}
				return t.CallMethodString(f.buffer, "flush")
			})},
			{Name: "close", Sig: "()", Fn: fn(false, func(t *thread, f *textIO, v value, a []value) (value, error) {
				c, err := isClosed(t, f.buffer)
				if err != nil || c {
					return object.None, err
				}
				_, ferr := t.CallMethodString(v, "flush")
				_, err = t.CallMethodString(f.buffer, "close")
				if ferr == nil {
					return object.None, err
				}
				if err != nil {
					object.ToException(err).Context = object.ToException(ferr)
					return value{}, err
				}
				return value{}, ferr
			})},
			{Name: "detach", Sig: "()", Fn: fn(false, func(t *thread, f *textIO, v value, a []value) (value, error) {
				if _, err := t.CallMethodString(v, "flush"); err != nil {
					return value{}, err
				}
				b := f.buffer
				f.buffer, f.detached = value{}, true
				return b, nil
			})},
			{Name: "tell", Sig: "()", Fn: fn(true, func(t *thread, f *textIO, v value, a []value) (value, error) { return f.tell(t, v) })},
			{Name: "seek", Sig: "(cookie, whence=0, /)", Fn: fn(true, func(t *thread, f *textIO, v value, a []value) (value, error) {
				whence := 0
				if !a[1].IsNil() {
					n, err := t.AsIndex(a[1], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					whence = n
				}
				return f.seek(t, v, a[0], whence)
			})},
			{Name: "truncate", Sig: "(pos=None, /)", Fn: fn(true, func(t *thread, f *textIO, v value, a []value) (value, error) {
				if _, err := t.CallMethodString(v, "flush"); err != nil {
					return value{}, err
				}
				if a[0].IsNil() {
					return t.CallMethodString(f.buffer, "truncate")
				}
				return t.CallMethodString(f.buffer, "truncate", a[0])
			})},
			{Name: "reconfigure", Sig: "(*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)", Fn: fn(true, reconfigure)},
			{Name: "__getstate__", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				return value{}, object.Errorf(object.TypeErrorType, "cannot pickle '%s' object", v.Type().FullNameC())
			})},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(t *thread, v value) (value, error) {
				if err := asText(v).ready(); err != nil {
					return value{}, err
				}
				return t.GetAttrString(asText(v).buffer, "name")
			}},
			{Name: "closed", Get: func(t *thread, v value) (value, error) {
				if err := asText(v).ready(); err != nil {
					return value{}, err
				}
				return t.GetAttrString(asText(v).buffer, "closed")
			}},
			{Name: "newlines", Get: func(t *thread, v value) (value, error) {
				if !asText(v).readUniversal {
					return object.None, nil
				}
				return newlinesValue(asText(v).nl.seen), nil
			}},
			{Name: "errors", Get: func(t *thread, v value) (value, error) { return object.StrValue(asText(v).errors), nil }},
			{Name: "_CHUNK_SIZE", Get: func(t *thread, v value) (value, error) { return object.Int(asText(v).chunk), nil },
				Set: func(t *thread, v, x value) error {
					if x.IsNil() {
						return object.Errorf(object.AttributeErrorType, "cannot delete attribute")
					}
					n, err := t.AsIndex(x, object.ValueErrorType)
					if err == nil && n <= 0 {
						err = object.Errorf(object.ValueErrorType, "a strictly positive integer is required")
					}
					if err == nil {
						asText(v).chunk = n
					}
					return err
				}},
		},
		Members: []object.GetSet{
			{Name: "encoding", Get: func(t *thread, v value) (value, error) { return object.StrValue(asText(v).encoding), nil }},
			{Name: "buffer", Get: func(t *thread, v value) (value, error) { return asText(v).buffer.OrNone(), asText(v).ready() }},
			{Name: "line_buffering", Get: func(t *thread, v value) (value, error) { return object.Bool(asText(v).lineBuffering), nil }},
			{Name: "write_through", Get: func(t *thread, v value) (value, error) { return object.Bool(asText(v).writeThrough), nil }},
			{Name: "_finalizing", Get: func(t *thread, v value) (value, error) { return object.False, nil }, Set: func(t *thread, v, x value) error { return nil }},
		},
	})
}

func reconfigure(t *thread, f *textIO, v value, a []value) (value, error) {
	set := func(v value) bool { return !v.IsNil() && !v.IsNone() }
	if f.text != "" && (set(a[0]) || set(a[1]) || !a[2].IsNil()) {
		return value{}, unsupported(t, "It is not possible to set the encoding or newline of stream after the first read")
	}
	if _, err := t.CallMethodString(v, "flush"); err != nil {
		return value{}, err
	}
	if !a[2].IsNil() {
		if err := f.setNewline(t, a[2]); err != nil {
			return value{}, err
		}
		f.nl.translate = f.readTranslate
	}
	if set(a[0]) || set(a[1]) {
		enc, errs := f.encoding, f.errors
		if set(a[0]) {
			s, ok := object.AsStr(a[0])
			if !ok {
				return value{}, object.Errorf(object.TypeErrorType, "reconfigure() argument 'encoding' must be str or None, not %s", a[0].Type().Name)
			}
			enc, errs = s.String(), "strict"
			if enc == "locale" {
				enc = localeEncoding(t)
			}
		}
		if set(a[1]) {
			s, ok := object.AsStr(a[1])
			if !ok {
				return value{}, object.Errorf(object.TypeErrorType, "reconfigure() argument 'errors' must be str or None, not %s", a[1].Type().Name)
			}
			errs = s.String()
		}
		if err := f.setCodec(t, enc, errs); err != nil {
			return value{}, err
		}
		if err := f.startEncoder(t); err != nil {
			return value{}, err
		}
	}
	for i, p := range []*bool{&f.lineBuffering, &f.writeThrough} {
		if set(a[3+i]) {
			b, err := t.Truth(a[3+i])
			if err != nil {
				return value{}, err
			}
			*p = b
		}
	}
	return object.None, nil
}
