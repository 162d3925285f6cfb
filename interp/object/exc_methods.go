package object

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// This file defines the constructors, attributes and methods of the built-in
// exceptions (Library reference, "Built-in Exceptions").

func excOf(v Value) *Exception { return (*Exception)(unsafe.Pointer(v.P)) }

// Fields in Exception.Data, by class.
const (
	stopValue = 0 // StopIteration.value

	exitCode = 0 // SystemExit.code

	nameName           = 0 // NameError.name
	attrName_, attrObj = 0, 1

	importMsg, importName, importPath, importFrom = 0, 1, 2, 3

	osErrno, osStrerror, osFilename, osFilename2, osWritten = 0, 1, 2, 3, 4

	synMsg, synFilename, synLine, synOffset, synText, synEndLine, synEndOffset, synPrint = 0, 1, 2, 3, 4, 5, 6, 7

	uniEncoding, uniObject, uniStart, uniEnd, uniReason = 0, 1, 2, 3, 4

	groupMsg, groupExcs = 0, 1
)

// field returns entry i of Data, or the zero Value.
func (e *Exception) field(i int) Value {
	if i < len(e.Data) {
		return e.Data[i]
	}
	return Value{}
}

// Field returns field i of an exception of a built-in class, None if unset: see
// the constants of this file for the order.
func (e *Exception) Field(i int) Value { return e.field(i).OrNone() }

func (e *Exception) setField(i int, v Value) {
	for len(e.Data) <= i {
		e.Data = append(e.Data, Value{})
	}
	e.Data[i] = v
}

// SetField sets field i of an exception of a built-in class.
func (e *Exception) SetField(i int, v Value) { e.setField(i, v) }

// dataMember is a row for entry i of Data.
func dataMember(name, doc string, i int) GetSet {
	return GetSet{Name: name, Doc: doc,
		Get: func(t *Thread, self Value) (Value, error) { return excOf(self).Field(i), nil },
		Set: func(t *Thread, self, v Value) error { excOf(self).setField(i, v); return nil }}
}

// excSpecs returns what particular classes add to their TypeSpec.
func excSpecs() map[*Type]TypeSpec {
	return map[*Type]TypeSpec{
		BaseExceptionType: baseExceptionSpec(),
		SystemExitType:    {Members: []GetSet{dataMember("code", "exception code", exitCode)}},
		StopIterationType: {Members: []GetSet{{Name: "value", Doc: "generator return value",
			Get: func(t *Thread, self Value) (Value, error) { return StopIterationValue(excOf(self)), nil },
			Set: func(t *Thread, self, v Value) error { excOf(self).setField(stopValue, v); return nil }}}},
		NameErrorType:      {Members: []GetSet{dataMember("name", "name", nameName)}},
		AttributeErrorType: {Members: []GetSet{dataMember("name", "attribute name", attrName_), dataMember("obj", "object", attrObj)}},
		ImportErrorType: {Members: []GetSet{dataMember("msg", "exception message", importMsg), dataMember("name", "module name", importName),
			dataMember("path", "module path", importPath)},
			Methods: []Method{{Name: "__reduce__", Fn: Fn0(importErrorReduce)}}},
		OSErrorType: {Members: []GetSet{
			dataMember("errno", "POSIX exception code", osErrno), dataMember("strerror", "exception strerror", osStrerror),
			dataMember("filename", "exception filename", osFilename), dataMember("filename2", "second exception filename", osFilename2)},
			GetSets: []GetSet{{Name: "characters_written", Get: func(t *Thread, self Value) (Value, error) {
				v := excOf(self).field(osWritten)
				if v.P == nil {
					return Value{}, NewAttributeError(self, Intern("characters_written"), "characters_written")
				}
				return v, nil
			}, Set: func(t *Thread, self, v Value) error {
				if v.P == nil {
					if excOf(self).field(osWritten).P == nil {
						return NewAttributeError(self, Intern("characters_written"), "characters_written")
					}
					excOf(self).setField(osWritten, Value{})
					return nil
				}
				n, err := t.AsIndex(v, ValueErrorType)
				if err != nil {
					return err
				}
				excOf(self).setField(osWritten, Int(n))
				return nil
			}}},
			Methods: []Method{{Name: "__reduce__", Fn: Fn0(osErrorReduce)}}},
		SyntaxErrorType: {Members: []GetSet{
			dataMember("msg", "exception msg", synMsg), dataMember("filename", "exception filename", synFilename),
			dataMember("lineno", "exception lineno", synLine), dataMember("offset", "exception offset", synOffset),
			dataMember("text", "exception text", synText), dataMember("end_lineno", "exception end lineno", synEndLine),
			dataMember("end_offset", "exception end offset", synEndOffset),
			dataMember("print_file_and_line", "exception print_file_and_line", synPrint)}},
		UnicodeEncodeErrorType:    {Members: unicodeMembers(true)},
		UnicodeDecodeErrorType:    {Members: unicodeMembers(true)},
		UnicodeTranslateErrorType: {Members: unicodeMembers(false)},
		BaseExceptionGroupType:    exceptionGroupSpec(),
	}
}

func unicodeMembers(encoding bool) []GetSet {
	m := []GetSet{dataMember("object", "exception object", uniObject), dataMember("start", "exception start", uniStart),
		dataMember("end", "exception end", uniEnd), dataMember("reason", "exception reason", uniReason)}
	if encoding {
		m = append(m, dataMember("encoding", "exception encoding", uniEncoding))
	}
	return m
}

func baseExceptionSpec() TypeSpec {
	return TypeSpec{
		Methods: []Method{
			{Name: "with_traceback", Doc: "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.", Fn: Fn1(func(t *Thread, self, tb Value) (Value, error) {
				return self, setTraceback(t, self, tb)
			})},
			{Name: "add_note", Doc: "Exception.add_note(note) --\n    add a note to the exception", Fn: Fn1(addNote)},
			{Name: "__reduce__", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
				e := excOf(self)
				if e.Attrs.Len() > 0 {
					return TupleOf(self.P.Type.Value(), e.Args.Value(), e.Attrs.Dictionary().Value()), nil
				}
				return TupleOf(self.P.Type.Value(), e.Args.Value()), nil
			})},
			{Name: "__setstate__", Fn: Fn1(func(t *Thread, self, state Value) (Value, error) {
				if state.IsNone() {
					return None, nil
				}
				d, ok := AnyDict(t, state)
				if !ok {
					return Value{}, Errorf(TypeErrorType, "state is not a dictionary")
				}
				for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
					n, err := attrName(d.Entries[i].Key)
					if err != nil {
						return Value{}, err
					}
					if err := t.SetAttr(self, n, d.Entries[i].Val); err != nil {
						return Value{}, err
					}
				}
				return None, nil
			})},
		},
		GetSets: []GetSet{
			keptDictRow,
			{Name: "args", Get: func(t *Thread, self Value) (Value, error) { return excOf(self).argTuple().Value(), nil },
				Set: func(t *Thread, self, v Value) error {
					if v.P == nil {
						return Errorf(TypeErrorType, "args may not be deleted")
					}
					items, err := t.Collect(v)
					if err != nil {
						return err
					}
					excOf(self).Args = NewTuple(items)
					return nil
				}},
			{Name: "__traceback__", Get: func(t *Thread, self Value) (Value, error) { return excOf(self).Traceback.Value(), nil },
				Set: func(t *Thread, self, v Value) error {
					if v.P == nil {
						return Errorf(TypeErrorType, "__traceback__ may not be deleted")
					}
					return setTraceback(t, self, v)
				}},
			{Name: "__context__", Get: func(t *Thread, self Value) (Value, error) {
				if c := excOf(self).Context; c != nil {
					return c.Value(), nil
				}
				return None, nil
			}, Set: func(t *Thread, self, v Value) error {
				if v.P == nil {
					return Errorf(TypeErrorType, "__context__ may not be deleted")
				}
				if v.IsNone() {
					excOf(self).Context = nil
					return nil
				}
				c, ok := AsException(v)
				if !ok {
					return Errorf(TypeErrorType, "exception context must be None or derive from BaseException")
				}
				excOf(self).Context = c
				return nil
			}},
			{Name: "__cause__", Get: func(t *Thread, self Value) (Value, error) { return excOf(self).Cause.OrNone(), nil },
				Set: func(t *Thread, self, v Value) error {
					if v.P == nil {
						return Errorf(TypeErrorType, "__cause__ may not be deleted")
					}
					if _, ok := AsException(v); !ok && !v.IsNone() {
						return Errorf(TypeErrorType, "exception cause must be None or derive from BaseException")
					}
					if v.IsNone() {
						v = Value{}
					}
					excOf(self).Cause, excOf(self).Suppress = v, true
					return nil
				}},
		},
		Members: []GetSet{{Name: "__suppress_context__", Get: func(t *Thread, self Value) (Value, error) { return Bool(excOf(self).Suppress), nil },
			Set: func(t *Thread, self, v Value) error {
				if v.P == nil || !v.IsBool() {
					return Errorf(TypeErrorType, "attribute value type must be bool")
				}
				excOf(self).Suppress = v.N != 0
				return nil
			}}},
	}
}

// argTuple is args, never nil.
func (e *Exception) argTuple() *Tuple {
	if e.Args == nil {
		return emptyTuple
	}
	return e.Args
}

func setTraceback(t *Thread, self, tb Value) error {
	if tb.IsNone() {
		excOf(self).Traceback = nil
		return nil
	}
	if tb.P.Type != TracebackType {
		return Errorf(TypeErrorType, "__traceback__ must be a traceback or None")
	}
	excOf(self).Traceback = (*Traceback)(unsafe.Pointer(tb.P))
	return nil
}

func addNote(t *Thread, self, note Value) (Value, error) {
	if _, ok := AsStr(note); !ok {
		return Value{}, Errorf(TypeErrorType, "note must be a str, not '%s'", note.P.Type.Name)
	}
	ns, err := t.GetAttrOpt(self, names.Notes)
	if err != nil {
		return Value{}, err
	}
	if ns.P == nil {
		ns = NewList(nil).Value()
		if err := t.SetAttr(self, names.Notes, ns); err != nil {
			return Value{}, err
		}
	}
	l, ok := AsList(ns)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "Cannot add note: __notes__ is not a list")
	}
	l.Append(note)
	return None, nil
}

func excRepr(t *Thread, self Value) (Value, error) {
	args := excOf(self).argTuple()
	if len(args.Items) == 1 {
		r, err := t.Repr(args.Items[0])
		if err != nil {
			return Value{}, err
		}
		return StrValue(self.P.Type.shortName() + "(" + r.s + ")"), nil
	}
	r, err := t.Repr(args.Value())
	if err != nil {
		return Value{}, err
	}
	return StrValue(self.P.Type.shortName() + r.s), nil
}

func excStr(t *Thread, self Value) (Value, error) {
	args := excOf(self).argTuple()
	var s *Str
	var err error
	switch len(args.Items) {
	case 0:
		return StrValue(""), nil
	case 1:
		s, err = t.Str(args.Items[0])
	default:
		s, err = t.Str(args.Value())
	}
	if err != nil {
		return Value{}, err
	}
	return s.Value(), nil
}

func keyErrorStr(t *Thread, self Value) (Value, error) {
	if args := excOf(self).argTuple(); len(args.Items) == 1 {
		r, err := t.Repr(args.Items[0])
		if err != nil {
			return Value{}, err
		}
		return r.Value(), nil
	}
	return excStr(t, self)
}

// takeKeywords removes the named keyword arguments from a call; others are an error.
func takeKeywords(t *Thread, fname string, args []Value, kw *Tuple, allowed ...string) ([]Value, map[string]Value, error) {
	n := len(args) - kwLen(kw)
	if kwLen(kw) == 0 {
		return args, nil, nil
	}
	got := map[string]Value{}
	for i, k := range kw.Items {
		s, _ := AsStr(k)
		ok := false
		for _, a := range allowed {
			ok = ok || a == s.s
		}
		if !ok {
			return nil, nil, Errorf(TypeErrorType, "'%s' is an invalid keyword argument for %s()", s.s, fname)
		}
		got[s.s] = args[n+i]
	}
	return args[:n], got, nil
}

func setupExcSlots() {
	b := BaseExceptionType
	b.Repr, b.Str = excRepr, excStr
	SystemExitType.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		if err := excInit(t, self, args, kw); err != nil {
			return err
		}
		switch len(args) {
		case 0:
		case 1:
			excOf(self).setField(exitCode, args[0])
		default:
			excOf(self).setField(exitCode, excOf(self).Args.Value())
		}
		return nil
	}
	StopIterationType.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		if err := excInit(t, self, args, kw); err != nil {
			return err
		}
		v := None
		if len(args) > 0 {
			v = args[0]
		}
		excOf(self).setField(stopValue, v)
		return nil
	}
	named := func(typ *Type, fields ...string) {
		typ.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
			rest, got, err := takeKeywords(t, typ.Name, args, kw, fields...)
			if err != nil {
				return err
			}
			if err := excInit(t, self, rest, nil); err != nil {
				return err
			}
			for i, f := range fields {
				if v, ok := got[f]; ok {
					excOf(self).setField(i, v)
				}
			}
			return nil
		}
	}
	named(NameErrorType, "name")
	named(AttributeErrorType, "name", "obj")
	ImportErrorType.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		rest, got, err := takeKeywords(t, "ImportError", args, kw, "name", "path", "name_from")
		if err != nil {
			return err
		}
		if err := excInit(t, self, rest, nil); err != nil {
			return err
		}
		e := excOf(self)
		e.Data = e.Data[:0]
		if len(rest) == 1 {
			e.setField(importMsg, rest[0])
		}
		for i, f := range []string{"name", "path", "name_from"} {
			if v, ok := got[f]; ok {
				e.setField(importName+i, v)
			}
		}
		return nil
	}
	ImportErrorType.Str = func(t *Thread, self Value) (Value, error) {
		if m := excOf(self).field(importMsg); m.P != nil && m.P.Type == StrType {
			return m, nil
		}
		return excStr(t, self)
	}
	KeyErrorType.Str = keyErrorStr
	OSErrorType.New = osErrorNew
	OSErrorType.Init = osErrorInit
	OSErrorType.Str = osErrorStr
	SyntaxErrorType.Init = syntaxErrorInit
	SyntaxErrorType.Str = syntaxErrorStr
	setupUnicodeErrors()
	BaseExceptionGroupType.New = groupNew
	BaseExceptionGroupType.Str = groupStr
}

func importErrorReduce(t *Thread, self Value) (Value, error) {
	e := excOf(self)
	state := NewDict()
	if e.Attrs.Len() > 0 {
		state = e.Attrs.Dictionary().CopyDict()
	}
	if v := e.field(importName); v.P != nil && !v.IsNone() {
		state.SetString("name", v)
	}
	if v := e.field(importPath); v.P != nil && !v.IsNone() {
		state.SetString("path", v)
	}
	if state.Len() == 0 {
		return TupleOf(self.P.Type.Value(), e.argTuple().Value()), nil
	}
	return TupleOf(self.P.Type.Value(), e.argTuple().Value(), state.Value()), nil
}

// errnoTypes maps error numbers to the subclasses of OSError (PEP 3151).
var errnoTypes = map[syscall.Errno]*Type{
	syscall.EAGAIN: BlockingIOErrorType, syscall.EALREADY: BlockingIOErrorType, syscall.EINPROGRESS: BlockingIOErrorType,
	syscall.EPIPE: BrokenPipeErrorType, syscall.ESHUTDOWN: BrokenPipeErrorType, syscall.ECHILD: ChildProcessErrorType,
	syscall.ECONNABORTED: ConnectionAbortedErrorType, syscall.ECONNREFUSED: ConnectionRefusedErrorType,
	syscall.ECONNRESET: ConnectionResetErrorType, syscall.EEXIST: FileExistsErrorType, syscall.ENOENT: FileNotFoundErrorType,
	syscall.EISDIR: IsADirectoryErrorType, syscall.ENOTDIR: NotADirectoryErrorType, syscall.EINTR: InterruptedErrorType,
	syscall.EACCES: PermissionErrorType, syscall.EPERM: PermissionErrorType, syscall.ESRCH: ProcessLookupErrorType,
	syscall.ETIMEDOUT: TimeoutErrorType,
}

// osInitElsewhere reports whether OSError's fields are set by __new__: unless the
// class has its own __init__ and not its own __new__ (as CPython decides).
func osUsesInit(cls *Type) bool {
	return !sameInit(cls, OSErrorType) && sameNew(cls, OSErrorType)
}

func osErrorNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if osUsesInit(cls) {
		e := Alloc[Exception](cls)
		e.Args = emptyTuple
		return e.Value(), nil
	}
	if kwLen(kw) > 0 {
		return Value{}, Errorf(TypeErrorType, "%s() takes no keyword arguments", cls.Name)
	}
	if cls == OSErrorType && len(args) >= 2 && len(args) <= 5 {
		if n, ok := SmallInt(args[0]); ok {
			if sub := errnoTypes[syscall.Errno(n)]; sub != nil {
				cls = sub
			}
		}
	}
	e := Alloc[Exception](cls)
	osFill(e, args)
	return e.Value(), nil
}

func osErrorInit(t *Thread, self Value, args []Value, kw *Tuple) error {
	if !osUsesInit(self.P.Type) {
		return nil
	}
	if kwLen(kw) > 0 {
		return Errorf(TypeErrorType, "%s() takes no keyword arguments", self.P.Type.Name)
	}
	osFill(excOf(self), args)
	return nil
}

// osFill sets the fields of an OSError from its arguments: errno, strerror,
// filename, winerror (ignored), filename2.
func osFill(e *Exception, args []Value) {
	args = append([]Value(nil), args...)
	if n := len(args); n >= 2 && n <= 5 {
		e.setField(osErrno, args[0])
		e.setField(osStrerror, args[1])
		if n > 2 && !args[2].IsNone() {
			blocking := e.Header.Type == BlockingIOErrorType
			if blocking && args[2].Is(IntType) {
				e.setField(osWritten, args[2])
			} else {
				e.setField(osFilename, args[2])
				if n > 4 && !args[4].IsNone() {
					e.setField(osFilename2, args[4])
				}
				args = args[:2]
			}
		}
	}
	e.Args = NewTuple(args)
}

func osErrorStr(t *Thread, self Value) (Value, error) {
	e := excOf(self)
	no, msg := e.field(osErrno), e.field(osStrerror)
	text := func(v Value) (string, error) {
		s, err := t.Str(v.OrNone())
		if err != nil {
			return "", err
		}
		return s.s, nil
	}
	if fn := e.field(osFilename); fn.P != nil {
		a, err := text(no)
		if err != nil {
			return Value{}, err
		}
		b, err := text(msg)
		if err != nil {
			return Value{}, err
		}
		r, err := t.Repr(fn)
		if err != nil {
			return Value{}, err
		}
		out := "[Errno " + a + "] " + b + ": " + r.s
		if fn2 := e.field(osFilename2); fn2.P != nil {
			r2, err := t.Repr(fn2)
			if err != nil {
				return Value{}, err
			}
			out += " -> " + r2.s
		}
		return StrValue(out), nil
	}
	if no.P != nil && msg.P != nil {
		a, err := text(no)
		if err != nil {
			return Value{}, err
		}
		b, err := text(msg)
		if err != nil {
			return Value{}, err
		}
		return StrValue("[Errno " + a + "] " + b), nil
	}
	return excStr(t, self)
}

func osErrorReduce(t *Thread, self Value) (Value, error) {
	e := excOf(self)
	args := e.argTuple()
	if fn := e.field(osFilename); fn.P != nil && len(args.Items) == 2 {
		items := []Value{args.Items[0], args.Items[1], fn}
		if fn2 := e.field(osFilename2); fn2.P != nil {
			items = append(items, None, fn2)
		}
		args = NewTuple(items)
	}
	if e.Attrs.Len() > 0 {
		return TupleOf(self.P.Type.Value(), args.Value(), e.Attrs.Dictionary().Value()), nil
	}
	return TupleOf(self.P.Type.Value(), args.Value()), nil
}

// NewOSError makes the OSError, of the subclass that the number asks for, of a
// failed system call; filenames are optional.
func NewOSError(errno syscall.Errno, filenames ...Value) error {
	cls := errnoTypes[errno]
	if cls == nil {
		cls = OSErrorType
	}
	e := (*Exception)(unsafe.Pointer(cls.Layout.Alloc(cls)))
	args := []Value{Int(int(errno)), StrValue(ErrnoText(errno))}
	e.Args = NewTuple(args)
	e.Data = []Value{args[0], args[1]}
	for i, f := range filenames {
		if f.P != nil && !f.IsNone() {
			e.setField(osFilename+i, f)
		}
	}
	return e
}

// ErrnoText is os.strerror(errno).
func ErrnoText(errno syscall.Errno) string {
	if s, ok := errnoTexts[errno]; ok {
		return s
	}
	s := errno.Error()
	if strings.HasPrefix(s, "errno ") {
		return "Unknown error " + strconv.Itoa(int(errno))
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// errnoTexts has the texts in which the C library differs from Go's beyond the first letter.
var errnoTexts = map[syscall.Errno]string{
	0: "Success", syscall.EIO: "Input/output error", syscall.ENOTTY: "Inappropriate ioctl for device",
}

// OSErrorOf makes the OSError of a Go error from package os or syscall.
func OSErrorOf(err error, filenames ...Value) error {
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
	case errors.Is(err, fs.ErrNotExist):
		errno = syscall.ENOENT
	case errors.Is(err, fs.ErrExist):
		errno = syscall.EEXIST
	case errors.Is(err, fs.ErrPermission):
		errno = syscall.EACCES
	case errors.Is(err, fs.ErrClosed):
		errno = syscall.EBADF
	default:
		return Errorf(OSErrorType, "%s", err.Error())
	}
	return NewOSError(errno, filenames...)
}

func syntaxErrorInit(t *Thread, self Value, args []Value, kw *Tuple) error {
	if err := excInit(t, self, args, kw); err != nil {
		return err
	}
	e := excOf(self)
	if len(args) >= 1 {
		e.setField(synMsg, args[0])
	}
	if len(args) == 2 {
		info, err := t.Collect(args[1])
		if err != nil {
			return err
		}
		switch n := len(info); {
		case n == 4 || n == 6:
		case n < 4:
			return Errorf(TypeErrorType, "function missing required argument '%s' (pos %d)", []string{"filename", "lineno", "offset", "text"}[n], n+1)
		case n == 5:
			return Errorf(TypeErrorType, "end_offset must be provided when end_lineno is provided")
		default:
			return Errorf(TypeErrorType, "function takes at most 6 arguments (%d given)", n)
		}
		for i, v := range info {
			e.setField(synFilename+i, v)
		}
	}
	return nil
}

func syntaxErrorStr(t *Thread, self Value) (Value, error) {
	e := excOf(self)
	msg, err := t.Str(e.Field(synMsg))
	if err != nil {
		return Value{}, err
	}
	fn, hasFile := AsStr(e.field(synFilename))
	line, hasLine := Value{}, false
	if v := e.field(synLine); v.P != nil && v.P.Type == IntType {
		line, hasLine = v, true
	}
	base := ""
	if hasFile {
		base = fn.s[strings.LastIndexByte(fn.s, '/')+1:]
	}
	switch {
	case hasFile && hasLine:
		return StrValue(msg.s + " (" + base + ", line " + BigInt(line).String() + ")"), nil
	case hasFile:
		return StrValue(msg.s + " (" + base + ")"), nil
	case hasLine:
		return StrValue(msg.s + " (line " + BigInt(line).String() + ")"), nil
	}
	return msg.Value(), nil
}

// SystemError is the number and the text of a system call's error.
func SystemError(err error) (int, string) {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return int(errno), ErrnoText(errno)
	}
	return 0, err.Error()
}
