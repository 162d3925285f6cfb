package modules

import (
	"strings"

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
		if _, err := t.CallMethodString(e, "flush"); err != nil && !object.ErrorIs(err, object.ExceptionType) {
			return value{}, err
		}
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
	if _, err := t.CallMethodString(out, "flush"); err != nil && !object.ErrorIs(err, object.ExceptionType) {
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
