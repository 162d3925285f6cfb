package modules

import (
	"os"
	"strings"

	"golang.org/x/term"

	"memphis/interp/object"
)

// This file defines print, input and anext.

func builtinPrint(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	sep, end, file := value{}, value{}, value{}
	flush := false
	n := len(args)
	if kw != nil {
		n -= len(kw.Items)
		for i, k := range kw.Items {
			s, _ := object.AsStr(k)
			v := args[n+i]
			switch s.String() {
			case "sep", "end":
				if v.IsNone() {
					continue
				}
				if _, ok := object.AsStr(v); !ok {
					return value{}, object.Errorf(object.TypeErrorType, "%s must be None or a string, not %s", s, v.Type().Name)
				}
				if s.String() == "sep" {
					sep = v
				} else {
					end = v
				}
			case "file":
				if !v.IsNone() {
					file = v
				}
			case "flush":
				b, err := t.Truth(v)
				if err != nil {
					return value{}, err
				}
				flush = b
			default:
				return value{}, object.Errorf(object.TypeErrorType, "'%s' is an invalid keyword argument for print()", s)
			}
		}
	}
	if file.IsNil() {
		if t.Interp.Sys != nil {
			file, _ = t.Interp.Sys.GetString("stdout")
		}
		if file.IsNil() {
			return value{}, object.Errorf(object.RuntimeErrorType, "lost sys.stdout")
		}
		if file.IsNone() {
			return object.None, nil
		}
	}
	write, err := t.GetAttrString(file, "write")
	if err != nil {
		return value{}, err
	}
	if sep.IsNil() {
		sep = object.StrValue(" ")
	}
	if end.IsNil() {
		end = object.StrValue("\n")
	}
	for i, a := range args[:n] {
		if i > 0 {
			if _, err := t.Call(write, sep); err != nil {
				return value{}, err
			}
		}
		s, err := t.Str(a)
		if err != nil {
			return value{}, err
		}
		if _, err := t.Call(write, s.Value()); err != nil {
			return value{}, err
		}
	}
	if _, err := t.Call(write, end); err != nil {
		return value{}, err
	}
	if flush {
		if _, err := t.CallMethodString(file, "flush"); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

// flush flushes a stream; that it cannot is not said.
func flush(t *thread, stream value) error {
	_, err := t.CallMethodString(stream, "flush")
	if err != nil && object.ErrorIs(err, object.ExceptionType) {
		return nil
	}
	return err
}

// builtinInput reads a line through sys.stdin and sys.stdout.
func builtinInput(t *thread, self value, a []value) (value, error) {
	stream := func(name string) (value, error) {
		v, ok := t.Interp.Sys.GetString(name)
		if !ok || v.IsNone() {
			return value{}, object.Errorf(object.RuntimeErrorType, "input(): lost sys.%s", name)
		}
		return v, nil
	}
	in, err := stream("stdin")
	if err != nil {
		return value{}, err
	}
	out, err := stream("stdout")
	if err != nil {
		return value{}, err
	}
	if e, err := stream("stderr"); err == nil {
		if err := flush(t, e); err != nil {
			return value{}, err
		}
	}
	prompt := a[0]
	if prompt.IsNil() {
		prompt = object.None
	}
	if audit := t.Interp.Audit; audit != nil {
		if err := audit(t, "builtins.input", []value{prompt}); err != nil {
			return value{}, err
		}
	}
	if isTerminal(t, in, 0) && isTerminal(t, out, 1) {
		return terminalInput(t, in, out, a[0])
	}
	if !a[0].IsNil() {
		s, err := t.Str(a[0])
		if err != nil {
			return value{}, err
		}
		if _, err := t.CallMethodString(out, "write", s.Value()); err != nil {
			return value{}, err
		}
	}
	if err := flush(t, out); err != nil {
		return value{}, err
	}
	line, err := t.CallMethodString(in, "readline")
	if err != nil {
		return value{}, err
	}
	s, ok := object.AsStr(line)
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "object.readline() returned non-string")
	}
	if s.String() == "" {
		return value{}, object.Errorf(object.EOFErrorType, "EOF when reading a line")
	}
	return object.StrValue(strings.TrimSuffix(s.String(), "\n")), nil
}

// isTerminal reports whether a stream is the terminal at the descriptor fd.
func isTerminal(t *thread, stream value, fd int) bool {
	v, err := t.CallMethodString(stream, "fileno")
	if err != nil {
		return false
	}
	n, ok := object.SmallInt(v)
	return ok && n == int64(fd) && term.IsTerminal(fd)
}

// terminalInput is input() on a terminal: the line comes from the readline module if it has been imported, and else the
// prompt goes to the standard error stream.
func terminalInput(t *thread, in, out, prompt value) (value, error) {
	coding := func(stream value) (c [2]value, err error) {
		for i, name := range []string{"encoding", "errors"} {
			if c[i], err = t.GetAttr(stream, object.Intern(name)); err != nil {
				return c, err
			}
		}
		return c, nil
	}
	from, err := coding(in)
	if err != nil {
		return value{}, err
	}
	text := ""
	if !prompt.IsNil() {
		to, err := coding(out)
		if err != nil {
			return value{}, err
		}
		s, err := t.Str(prompt)
		if err != nil {
			return value{}, err
		}
		b, err := t.CallMethodString(s.Value(), "encode", to[:]...)
		if err != nil {
			return value{}, err
		}
		if text = (*object.Bytes)(b.Ptr()).S; strings.IndexByte(text, 0) >= 0 {
			return value{}, object.Errorf(object.ValueErrorType, "input: prompt string cannot contain null characters")
		}
	}
	if err := flush(t, out); err != nil {
		return value{}, err
	}
	line, ok := "", false
	if read := t.Interp.ReadLine; read != nil {
		if line, ok, err = read(t, text); err != nil {
			return value{}, err
		}
	}
	var v value
	if ok {
		if v, err = t.CallMethodString(object.NewBytes(line), "decode", from[:]...); err != nil {
			return value{}, err
		}
	} else {
		os.Stderr.WriteString(text)
		if v, err = t.CallMethodString(in, "readline"); err != nil {
			return value{}, err
		}
	}
	s, ok := object.AsStr(v)
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "object.readline() returned non-string")
	}
	if s.String() == "" {
		return value{}, object.NewException(object.EOFErrorType)
	}
	v = object.StrValue(strings.TrimSuffix(s.String(), "\n"))
	if audit := t.Interp.Audit; audit != nil {
		if err := audit(t, "builtins.input/result", []value{v}); err != nil {
			return value{}, err
		}
	}
	return v, nil
}

func builtinANext(t *thread, self value, a []value) (value, error) {
	f := a[0].Type().ANext
	if f == nil {
		return value{}, object.Errorf(object.TypeErrorType, "'%s' object is not an async iterator", a[0].Type().Name)
	}
	aw, err := f(t, a[0])
	if err != nil || a[1].IsNil() {
		return aw, err
	}
	return object.NewANextAwaitable(aw, a[1]), nil
}
