package interp

import (
	"os"
	"syscall"

	"memphis/interp/internal/modules"
	"memphis/interp/object"
)

// This file defines sys.stdin, sys.stdout and sys.stderr as they are made at the start.

// openStdio makes the standard streams on the descriptors 0, 1 and 2, and the
// built-in open. A stream whose descriptor is closed is None.
func (p *Interpreter) openStdio(t *object.Thread) error {
	io, err := modules.Import(t, "_io")
	if err != nil {
		return err
	}
	open, err := t.GetAttrString(io, "open")
	if err != nil {
		return err
	}
	p.in.Builtins.SetString("open", open)
	errs := "strict"
	enc := "utf-8"
	if p.cfg.IOEncoding != "" {
		enc = p.cfg.IOEncoding
	}
	if p.cfg.IOErrors != "" {
		errs = p.cfg.IOErrors
	}
	for fd, name := range []string{"stdin", "stdout", "stderr"} {
		v := object.None
		var st syscall.Stat_t
		if !p.cfg.Closed[fd] && syscall.Fstat(fd, &st) == nil {
			e := errs
			if name == "stderr" {
				e = "backslashreplace"
			}
			if v, err = p.openStream(t, io, fd, name, enc, e); err != nil {
				return err
			}
		}
		p.in.Sys.SetString(name, v)
		p.in.Sys.SetString("__"+name+"__", v)
	}
	return nil
}

// earlyStderr stands for sys.stderr until the streams are open, for what -v tells of the first imports.
var earlyStderr = object.ModuleDef{
	Name: "stderr",
	Methods: []object.Method{
		{Name: "write", Fn: object.Fn1(func(t *object.Thread, self, v object.Value) (object.Value, error) {
			s, ok := object.AsStr(v)
			if !ok {
				return object.Value{}, object.Errorf(object.TypeErrorType, "write() argument must be str, not %s", v.Type().Name)
			}
			// Nobody could be told of an error.
			_, _ = os.Stderr.WriteString(s.String())
			return object.Int(s.Len()), nil
		})},
		{Name: "flush", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) { return object.None, nil })},
	},
}

func (p *Interpreter) openStream(t *object.Thread, io object.Value, fd int, name, enc, errs string) (object.Value, error) {
	mode := "wb"
	if name == "stdin" {
		mode = "rb"
	}
	buffering := -1
	unbuffered := p.cfg.Unbuffered && name != "stdin"
	if unbuffered {
		buffering = 0
	}
	open, err := t.GetAttrString(io, "open")
	if err != nil {
		return open, err
	}
	buf, err := t.Call(open, object.Int(fd), object.StrValue(mode), object.Int(buffering), object.None, object.None, object.None, object.False)
	if err != nil {
		return buf, err
	}
	raw := buf
	if !unbuffered {
		if raw, err = t.GetAttrString(buf, "raw"); err != nil {
			return buf, err
		}
	}
	if err := t.SetAttr(raw, object.Intern("name"), object.StrValue("<"+name+">")); err != nil {
		return buf, err
	}
	tty, err := t.CallMethodString(raw, "isatty")
	if err != nil {
		return buf, err
	}
	line := tty == object.True && !unbuffered || name == "stderr"
	cls, err := t.GetAttrString(io, "TextIOWrapper")
	if err != nil {
		return buf, err
	}
	v, err := t.Call(cls, buf, object.StrValue(enc), object.StrValue(errs), object.StrValue("\n"), object.Bool(line), object.Bool(unbuffered))
	if err != nil {
		return v, err
	}
	m := "w"
	if name == "stdin" {
		m = "r"
	}
	return v, t.SetAttr(v, object.Intern("mode"), object.StrValue(m))
}
