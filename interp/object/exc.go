package object

import (
	"errors"
	"fmt"
	"unsafe"
)

// This file defines Exception, the value of BaseException and its subclasses,
// and how Go code makes and tests exceptions. The classes are in exc_types.go.

// Exception is a Python exception: an object, and a Go error.
type Exception struct {
	Header
	Args      *Tuple
	Cause     Value // __cause__, zero for none
	Context   *Exception
	Suppress  bool // __suppress_context__
	Settled   bool // it has its context, though no frame is in its traceback yet
	Traceback *Traceback
	Attrs     Attrs
	// Data holds the fields of particular classes (StopIteration.value,
	// OSError.errno, ...) by position: see exc_types.go.
	Data []Value
}

// Traceback is a traceback object: one frame that an exception went through, and
// the rest of the way to where it was raised.
type Traceback struct {
	Header
	Next  *Traceback
	Frame *Frame
	Lasti int // index into Positions
	Line  int
	// The constructor was given offset as tb_lasti.
	given  bool
	offset int
}

// Frame is a frame object, made when somebody asks for it.
type Frame struct {
	Header
	Code     *Code
	Globals  *Dict
	Builtins *Dict
	// Engine is the running state; nil fields of a finished frame are kept in Locals.
	Engine FrameState
	Locals Value // the namespace, or what f_locals last gave
	// Trace is f_trace; TraceLines and TraceOpcodes are f_trace_lines and f_trace_opcodes.
	Trace                    Value
	TraceLines, TraceOpcodes bool
}

// FrameState is how a frame object asks the engine.
type FrameState interface {
	// Back is the caller's frame, nil for the outermost.
	Back(t *Thread) *Frame
	// Lasti is the index, into Body.Positions, of the unit being run.
	Lasti() int
	// FastLocals gives each local, cell and free variable that is bound.
	FastLocals(yield func(name *Str, v Value))
	// SetFastLocals sets each local, cell and free variable to what get says, and
	// unbinds it for nil.
	SetFastLocals(get func(name *Str) Value)
	// SetLine moves execution to another line (f_lineno of a tracer).
	SetLine(t *Thread, line int) error
	// Clear drops the variables of a finished or suspended frame (frame.clear).
	Clear(t *Thread) error
	// Running reports whether the frame is being run.
	Running() bool
}

// Value returns the exception as a Value.
func (e *Exception) Value() Value { return Value{P: &e.Header} }

// Error returns the exception in the form of a traceback's last line.
func (e *Exception) Error() string {
	name := e.Header.Type.FullName()
	switch {
	case e.Args == nil || len(e.Args.Items) == 0:
		return name
	case len(e.Args.Items) == 1:
		if s, ok := AsStr(e.Args.Items[0]); ok {
			return name + ": " + s.s
		}
	}
	return name + " with arguments"
}

// AsException returns v as an *Exception if it is an instance of BaseException.
func AsException(v Value) (*Exception, bool) {
	if v.P != nil && v.P.Type.IsSubtype(BaseExceptionType) {
		return (*Exception)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// NewException makes an exception of class cls, whose constructor is that of
// the built-in exception it derives from, without calling Python code.
func NewException(cls *Type, args ...Value) *Exception {
	e := (*Exception)(unsafe.Pointer(cls.Layout.Alloc(cls)))
	e.Args = NewTupleOf(args)
	return e
}

// Errorf makes an exception of a built-in class with a formatted message.
func Errorf(cls *Type, format string, args ...any) error {
	s := format
	if len(args) > 0 {
		s = fmt.Sprintf(format, args...)
	}
	return NewException(cls, StrValue(s))
}

// NewError makes an exception of a built-in class with arguments.
func NewError(cls *Type, args ...Value) error { return NewException(cls, args...) }

// KeyError returns KeyError(key).
func KeyError(key Value) error { return NewException(KeyErrorType, key) }

// NewAttributeError makes an AttributeError about obj's attribute name.
func NewAttributeError(obj Value, name *Str, msg string) error {
	e := NewException(AttributeErrorType, StrValue(msg))
	e.Data = []Value{name.Value(), obj}
	return e
}

func noAttribute(obj Value, name *Str) error {
	if typ, ok := AsType(obj); ok {
		return NewAttributeError(obj, name, "type object '"+typ.Name+"' has no attribute '"+name.s+"'")
	}
	return NewAttributeError(obj, name, "'"+obj.P.Type.Name+"' object has no attribute '"+name.s+"'")
}

// ToException returns err as a Python exception: itself if it is one, else a
// SystemError, or the MemoryError and the like that the Go error stands for.
func ToException(err error) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	var e *Exception
	if errors.As(err, &e) {
		return e
	}
	return NewException(SystemErrorType, StrValue(err.Error()))
}

// ErrorIs reports whether err is a Python exception of class cls or a subclass.
func ErrorIs(err error, cls *Type) bool {
	e, ok := err.(*Exception)
	return ok && (e.Header.Type == cls || e.Header.Type.IsSubtype(cls))
}

// StopIterationValue returns the value of a StopIteration.
func StopIterationValue(e *Exception) Value {
	if len(e.Data) > 0 && e.Data[0].P != nil {
		return e.Data[0]
	}
	if e.Args != nil && len(e.Args.Items) > 0 {
		return e.Args.Items[0]
	}
	return None
}

// NewStopIteration makes the StopIteration that carries a generator's return value.
func NewStopIteration(v Value) *Exception {
	if v.P == nil || v.IsNone() {
		return NewException(StopIterationType)
	}
	return NewException(StopIterationType, v)
}
