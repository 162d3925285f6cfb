package interp

import (
	"os"
	"sync"

	"memphis/interp/internal/traceback"
	"memphis/interp/object"
)

// This file defines sys.excepthook and sys.unraisablehook, which print what
// nobody handled.

// unraisableArgs is the type of what sys.unraisablehook is called with.
var unraisableArgs = sync.OnceValue(func() *object.Type {
	return object.NewStructSeqType("", "UnraisableHookArgs", "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.", 5, []object.StructField{
		{Name: "exc_type", Doc: "Exception type"}, {Name: "exc_value", Doc: "Exception value"},
		{Name: "exc_traceback", Doc: "Exception traceback"}, {Name: "err_msg", Doc: "Error message"}, {Name: "object", Doc: "Object causing the exception"},
	})
})

// hooksDef is the table of the functions that installHooks adds to sys.
var hooksDef = object.ModuleDef{
	Name: "sys",
	Methods: []object.Method{
		{Name: "excepthook", Sig: "($module, exctype, value, traceback, /)", Doc: "Handle an exception by displaying it with a traceback on sys.stderr.", Fn: object.Fn3(exceptHook)},
		{Name: "unraisablehook", Sig: "($module, unraisable, /)", Doc: "Handle an unraisable exception.\n\nThe unraisable argument has the following attributes:\n\n* exc_type: Exception type.\n* exc_value: Exception value, can be None.\n* exc_traceback: Exception traceback, can be None.\n* err_msg: Error message, can be None.\n* object: Object causing the exception, can be None.", Fn: object.Fn1(unraisableHook)},
	},
}

// installHooks gives sys its hooks, and the object model the way to unraisablehook.
func (p *Interpreter) installHooks(t *object.Thread) error {
	m, err := hooksDef.New(t)
	if err != nil {
		return err
	}
	for _, n := range []string{"excepthook", "unraisablehook"} {
		v, _ := m.Dict().GetString(n)
		p.in.Sys.SetString(n, v)
		p.in.Sys.SetString("__"+n+"__", v)
	}
	p.in.Unraisable = reportUnraisable
	return nil
}

// writeStderr writes text to sys.stderr; to the process's where the interpreter
// has no streams, and nowhere where sys.stderr is None. An error of the stream
// has nobody to go to.
func writeStderr(t *object.Thread, text string) {
	out, ok := t.Interp.Sys.GetString("stderr")
	if !ok {
		_, _ = os.Stderr.WriteString(text)
		return
	}
	if out.IsNone() {
		return
	}
	if _, err := t.CallMethodString(out, "write", object.StrValue(text)); err != nil {
		return
	}
	_, _ = t.CallMethodString(out, "flush")
}

func exceptHook(t *object.Thread, self, typ, v, tb object.Value) (object.Value, error) {
	e, ok := object.AsException(v)
	if !ok {
		writeStderr(t, "TypeError: print_exception(): Exception expected for value, "+v.Type().Name+" found\n")
		return object.None, nil
	}
	if e.Traceback == nil && tb.Type() == object.TracebackType {
		e.Traceback = (*object.Traceback)(tb.Ptr())
	}
	writeStderr(t, traceback.Format(t, e))
	return object.None, nil
}

// reportUnraisable hands an exception that cannot be raised to sys.unraisablehook.
func reportUnraisable(t *object.Thread, e *object.Exception, msg string, obj object.Value) {
	text := object.None
	if msg != "" {
		text = object.StrValue("Exception ignored " + msg)
	}
	if e.Traceback == nil && t.Engine != nil {
		// Raised by native code: what is known is where the program was.
		if f := t.Engine.Top(t); f != nil {
			e.Traceback = object.NewTraceback(nil, f, f.Engine.Lasti(), f.LineNo())
		}
	}
	args := unraisable(e, text, obj.OrNone())
	hook, ok := t.Interp.Sys.GetString("unraisablehook")
	if ok && !hook.IsNone() {
		_, err := t.Call(hook, args)
		if err == nil {
			return
		}
		args = unraisable(object.ToException(err), object.StrValue("Exception ignored in sys.unraisablehook"), hook)
	}
	// The default hook returns errors for arguments of a wrong type only.
	_, _ = unraisableHook(t, object.Value{}, args)
}

func unraisable(e *object.Exception, msg, obj object.Value) object.Value {
	return object.NewStructSeq(unraisableArgs(), []object.Value{e.Header.Type.Value(), e.Value(), e.Traceback.Value(), msg, obj})
}

func unraisableHook(t *object.Thread, self, args object.Value) (object.Value, error) {
	if args.Type() != unraisableArgs() {
		return object.Value{}, object.Errorf(object.TypeErrorType, "sys.unraisablehook argument type must be UnraisableHookArgs")
	}
	u, _ := object.AsTuple(args)
	cls, exc, tb, msg, obj := u.Items[0], u.Items[1], u.Items[2], u.Items[3], u.Items[4]
	text := ""
	if !msg.IsNone() {
		if s, err := t.Str(msg); err == nil {
			text = s.String() + ":"
		}
	} else if !obj.IsNone() {
		text = "Exception ignored in:"
	}
	if !obj.IsNone() {
		text += " "
		if s, err := t.Repr(obj); err == nil {
			text += s.String()
		} else {
			text += "<object repr() failed>"
		}
	}
	if text != "" {
		text += "\n"
	}
	if tb.Type() == object.TracebackType {
		text += traceback.FormatEntries(t, (*object.Traceback)(tb.Ptr()))
	}
	if typ, ok := object.AsType(cls); ok {
		text += traceback.TypeName(t, typ)
		if !exc.IsNone() {
			if s, err := t.Str(exc); err == nil {
				text += ": " + s.String()
			} else {
				text += ": <exception str() failed>"
			}
		}
		text += "\n"
	}
	writeStderr(t, text)
	return object.None, nil
}
