// Package pyio is the native module _io: files, buffers and text streams
// (Library reference, "io").
//
// Raw files make system calls with the interpreter's lock released. Buffered
// streams work over any raw object by its Python methods; the stack that open
// builds, a FileIO in a buffered stream in a TextIOWrapper, is the usual case.
package pyio

import (
	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

const defaultBufferSize = 8192

// unsupportedKey finds io.UnsupportedOperation in an interpreter.
type unsupportedKey struct{}

// Module is the table of _io.
func Module() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_io",
		Doc:  "The io module provides the Python interfaces to stream handling. The\nbuiltin open function is defined in this module.",
		Methods: []object.Method{
			{Name: "open", Sig: "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", Doc: openDoc, Fn: object.FnBound(open)},
			{Name: "open_code", Sig: "(path)", Doc: "Opens the provided file with the intent to import the contents.\n\nThis may perform extra validation beyond open(), but is otherwise interchangeable\nwith calling open(path, 'rb').", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return open(t, self, []value{a[0], object.StrValue("rb"), {}, {}, {}, {}, {}, {}})
			})},
			{Name: "text_encoding", Sig: "(encoding, stacklevel=2, /)", Doc: "A helper function to choose the text encoding.\n\nWhen encoding is not None, this function returns it.\nOtherwise, this function returns the default text encoding\n(i.e. \"locale\" or \"utf-8\" depends on UTF-8 mode).\n\nThis function emits an EncodingWarning if encoding is None and\nsys.flags.warn_default_encoding is true.", Fn: object.FnBound(textEncoding)},
		},
		Init: initModule,
	}
}

const openDoc = "Open file and return a stream.  Raise OSError upon failure.\n\nfile is either a text or byte string giving the name (and the path\nif the file isn't in the current working directory) of the file to\nbe opened or an integer file descriptor of the file to be\nwrapped. (If a file descriptor is given, it is closed when the\nreturned I/O object is closed, unless closefd is set to False.)\n\nmode is an optional string that specifies the mode in which the file\nis opened. It defaults to 'r' which means open for reading in text\nmode."

func initModule(t *thread, m *object.Module) error {
	setupTypes()
	d := m.Dict()
	for _, typ := range []*object.Type{ioBaseType, rawIOBaseType, bufferedIOBaseType, textIOBaseType, fileIOType, bytesIOType,
		bufferedReaderType, bufferedWriterType, bufferedRandomType, bufferedRWPairType, textIOWrapperType, stringIOType, newlineDecoderType} {
		d.SetString(typ.QualName, typ.Value())
	}
	d.SetString("DEFAULT_BUFFER_SIZE", object.Int(defaultBufferSize))
	d.SetString("BlockingIOError", object.BlockingIOErrorType.Value())
	ns := object.NewDict()
	ns.SetString("__module__", object.StrValue("io"))
	u, err := t.NewClass(object.TypeType, object.Intern("UnsupportedOperation"), []value{object.OSErrorType.Value(), object.ValueErrorType.Value()}, ns, nil)
	if err != nil {
		return err
	}
	d.SetString("UnsupportedOperation", u)
	t.Interp.State[unsupportedKey{}] = u
	return nil
}

// unsupported makes an io.UnsupportedOperation.
func unsupported(t *thread, msg string) error {
	cls, ok := t.Interp.State[unsupportedKey{}].(value)
	if !ok {
		return object.Errorf(object.OSErrorType, "%s", msg)
	}
	e, err := t.Call(cls, object.StrValue(msg))
	if err != nil {
		return err
	}
	return object.ToErr(e)
}

func closedError() error {
	return object.Errorf(object.ValueErrorType, "I/O operation on closed file.")
}

func textEncoding(t *thread, self value, a []value) (value, error) {
	if !a[0].IsNone() {
		return a[0], nil
	}
	utf8 := false
	if t.Interp.Sys != nil {
		if f, ok := t.Interp.Sys.GetString("flags"); ok {
			if v, err := t.GetAttrString(f, "warn_default_encoding"); err == nil {
				if n, _ := object.SmallInt(v); n != 0 {
					level := 2
					if !a[1].IsNil() {
						n, err := t.AsIndex(a[1], object.OverflowErrorType)
						if err != nil {
							return value{}, err
						}
						level = n
					}
					if err := t.Warnf(object.EncodingWarningType, level, "'encoding' argument not specified"); err != nil {
						return value{}, err
					}
				}
			}
			if v, err := t.GetAttrString(f, "utf8_mode"); err == nil {
				n, _ := object.SmallInt(v)
				utf8 = n != 0
			}
		}
	}
	if utf8 {
		return object.StrValue("utf-8"), nil
	}
	return object.StrValue("locale"), nil
}

// open is io.open.
func open(t *thread, self value, a []value) (value, error) {
	mode := "r"
	if !a[1].IsNil() {
		s, ok := object.AsStr(a[1])
		if !ok {
			return value{}, object.Errorf(object.TypeErrorType, "open() argument 'mode' must be str, not %s", a[1].Type().Name)
		}
		mode = s.String()
	}
	buffering := -1
	if !a[2].IsNil() {
		n, err := t.AsIndex(a[2], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		buffering = n
	}
	for i := 3; i < 6; i++ {
		if a[i].IsNil() {
			a[i] = object.None
		}
		if _, ok := object.AsStr(a[i]); !ok && !a[i].IsNone() {
			return value{}, object.Errorf(object.TypeErrorType, "open() argument '%s' must be str or None, not %s", [...]string{"encoding", "errors", "newline"}[i-3], a[i].Type().Name)
		}
	}
	encoding, errs, newline := a[3], a[4], a[5]
	closefd := object.True
	if !a[6].IsNil() {
		closefd = a[6]
	}
	opener := a[7].OrNone()
	if _, ok := object.AsStr(a[0]); !ok {
		if _, ok := object.AsBytes(a[0]); !ok && !a[0].Is(object.IntType) && a[0].Type().Index == nil {
			p, found, err := t.CallSpecial(a[0], object.Intern("__fspath__"))
			if err != nil {
				return value{}, err
			}
			if !found {
				return value{}, object.Errorf(object.TypeErrorType, "expected str, bytes or os.PathLike object, not %s", a[0].Type().Name)
			}
			if _, ok := object.AsStr(p); !ok {
				if _, ok := object.AsBytes(p); !ok {
					return value{}, object.Errorf(object.TypeErrorType, "expected %s.__fspath__() to return str or bytes, not %s", a[0].Type().Name, p.Type().Name)
				}
			}
			a[0] = p
		}
	}
	var creating, reading, writing, appending, updating, text, binary bool
	seen := map[rune]bool{}
	for _, c := range mode {
		if seen[c] {
			return value{}, object.Errorf(object.ValueErrorType, "invalid mode: '%s'", mode)
		}
		seen[c] = true
		switch c {
		case 'x':
			creating = true
		case 'r':
			reading = true
		case 'w':
			writing = true
		case 'a':
			appending = true
		case '+':
			updating = true
		case 't':
			text = true
		case 'b':
			binary = true
		default:
			return value{}, object.Errorf(object.ValueErrorType, "invalid mode: '%s'", mode)
		}
	}
	n := 0
	raw := ""
	for _, m := range []struct {
		on bool
		c  string
	}{{creating, "x"}, {reading, "r"}, {writing, "w"}, {appending, "a"}} {
		if m.on {
			n++
			raw += m.c
		}
	}
	if updating {
		raw += "+"
	}
	switch {
	case text && binary:
		return value{}, object.Errorf(object.ValueErrorType, "can't have text and binary mode at once")
	case n > 1:
		return value{}, object.Errorf(object.ValueErrorType, "must have exactly one of create/read/write/append mode")
	case binary && !encoding.IsNone():
		return value{}, object.Errorf(object.ValueErrorType, "binary mode doesn't take an encoding argument")
	case binary && !errs.IsNone():
		return value{}, object.Errorf(object.ValueErrorType, "binary mode doesn't take an errors argument")
	case binary && !newline.IsNone():
		return value{}, object.Errorf(object.ValueErrorType, "binary mode doesn't take a newline argument")
	}
	if binary && buffering == 1 {
		if err := t.Warnf(object.RuntimeWarningType, 1, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"); err != nil {
			return value{}, err
		}
	}
	if f := t.Interp.WriteOut; f != nil {
		f(t)
	}
	result, err := t.Call(fileIOType.Value(), a[0], object.StrValue(raw), closefd, opener)
	if err != nil {
		return value{}, err
	}
	stream := result
	fail := func(err error) (value, error) {
		if _, cerr := t.CallMethodString(stream, "close"); cerr != nil {
			ce := object.ToException(cerr)
			if ce.Context == nil {
				ce.Context = object.ToException(err)
			}
			return value{}, ce
		}
		return value{}, err
	}
	isatty := false
	if buffering < 0 || buffering == 1 {
		v, err := t.CallMethodString(result, "isatty")
		if err != nil {
			return fail(err)
		}
		if isatty, err = t.Truth(v); err != nil {
			return fail(err)
		}
	}
	line := buffering == 1 && !binary || buffering < 0 && isatty
	if buffering < 0 || buffering == 1 {
		buffering = defaultBufferSize
		if f := asFile(result); f != nil && f.blksize > 1 {
			buffering = f.blksize
		}
	}
	if buffering == 0 {
		if !binary {
			return fail(object.Errorf(object.ValueErrorType, "can't have unbuffered text I/O"))
		}
		return result, nil
	}
	cls := bufferedReaderType
	switch {
	case updating:
		cls = bufferedRandomType
	case creating || writing || appending:
		cls = bufferedWriterType
	}
	buf, err := t.Call(cls.Value(), result, object.Int(buffering))
	if err != nil {
		return fail(err)
	}
	stream = buf
	if binary {
		if cls == bufferedWriterType {
			remember(t, buf, asFile(result))
		}
		return buf, nil
	}
	wrapper, err := t.Call(textIOWrapperType.Value(), buf, encoding, errs, newline, object.Bool(line))
	if err != nil {
		return fail(err)
	}
	stream = wrapper
	if err := t.SetAttr(wrapper, object.Intern("mode"), object.StrValue(mode)); err != nil {
		return fail(err)
	}
	if cls == bufferedWriterType {
		remember(t, wrapper, asFile(result))
	}
	return wrapper, nil
}
