package interp

import (
	"encoding/binary"
	"fmt"
	"os"
	"syscall"

	"memphis/interp/internal/modules"
	"memphis/interp/internal/signals"
	"memphis/interp/internal/traceback"
	"memphis/interp/object"
)

// This file defines what a program's main needs: running files and modules as
// __main__, the prompt, and the end of the interpreter with its exit code.

// ExitCode is an error that ends the process with that code and no message.
type ExitCode int

// Interrupted is the exit code of a program that ended with a KeyboardInterrupt. A shell shows it for a program that
// SIGINT killed, and so should the process end.
const Interrupted ExitCode = 130

func (e ExitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// PrependPath puts dir in front of sys.path.
func (p *Interpreter) PrependPath(dir string) {
	if v, ok := p.in.Sys.GetString("path"); ok {
		if l, ok := object.AsList(v); ok {
			l.Items = append([]object.Value{object.StrValue(modules.DecodeFS(dir))}, l.Items...)
		}
	}
}

// RunFile runs the source of a script as __main__, with __file__ and a loader.
func (p *Interpreter) RunFile(src []byte, filename string) error {
	filename = modules.DecodeFS(filename)
	g := p.Main()
	if _, ok := g.GetString("__annotations__"); !ok {
		g.SetString("__annotations__", object.NewDict().Value())
	}
	g.SetString("__file__", object.StrValue(filename))
	g.SetString("__cached__", object.None)
	if ext := p.imp.External(p.main); ext != nil {
		if cls, ok := ext.GetString("SourceFileLoader"); ok {
			l, err := p.main.Call(cls, object.StrValue("__main__"), object.StrValue(filename))
			if err != nil {
				return err
			}
			g.SetString("__loader__", l)
		}
	}
	return p.run(src, filename, true)
}

// RunCompiled runs a .pyc file as __main__.
func (p *Interpreter) RunCompiled(data []byte, filename string) error {
	filename = modules.DecodeFS(filename)
	t, g := p.main, p.Main()
	g.SetString("__file__", object.StrValue(filename))
	g.SetString("__cached__", object.None)
	if ext := p.imp.External(t); ext != nil {
		if cls, ok := ext.GetString("SourcelessFileLoader"); ok {
			l, err := t.Call(cls, object.StrValue("__main__"), object.StrValue(filename))
			if err != nil {
				return err
			}
			g.SetString("__loader__", l)
		}
	}
	if len(data) < 4 || !p.knows(binary.LittleEndian.Uint32(data)) {
		return object.Errorf(object.RuntimeErrorType, "Bad magic number in .pyc file")
	}
	if len(data) < pycHeader {
		return object.Errorf(object.EOFErrorType, "EOF read where not expected")
	}
	code, err := p.imp.Load(t, data[pycHeader:])
	if err != nil {
		return object.Errorf(object.RuntimeErrorType, "Bad code object in .pyc file")
	}
	return t.Guard(func() error {
		_, err := code.Body.Exec(t, code, g, g.Value(), nil)
		return err
	})
}

// RunInput runs a program that was read from standard input: while it runs, __file__ is "<stdin>".
func (p *Interpreter) RunInput(src []byte) error {
	g := p.Main()
	g.SetString("__file__", object.StrValue("<stdin>"))
	g.SetString("__cached__", object.None)
	err := p.Run(src, "<stdin>")
	for _, name := range []string{"__file__", "__cached__"} {
		g.DelStr(object.Intern(name))
	}
	return err
}

// RunModule runs a module as __main__ through runpy, as -m does; alter says that
// sys.argv[0] becomes the module's file.
func (p *Interpreter) RunModule(name string, alter bool) error {
	p.Main()
	runpy, err := p.Import("runpy")
	if err != nil {
		return err
	}
	f, err := p.main.GetAttrString(runpy, "_run_module_as_main")
	if err != nil {
		return err
	}
	return p.main.Guard(func() error {
		_, err := p.main.Call(f, object.StrValue(name), object.Bool(alter))
		return err
	})
}

// Finish ends the interpreter after its program ended with err: threads are
// waited for, exit functions run, streams flushed. It returns the exit code.
func (p *Interpreter) Finish(err error) (code int) {
	t := p.main
	guarded := func(f func()) {
		if err := t.Guard(func() error { f(); return nil }); err != nil {
			fmt.Fprintln(os.Stderr, "Fatal Python error:", err)
			code = 1
		}
	}
	if err != nil {
		guarded(func() { code = p.exitCode(err) })
	}
	guarded(func() {
		p.shutDown()
		flushed := p.FlushStd()
		t.FinalizeAll(p.stdStreams())
		if !flushed || !p.FlushStd() { // one that has failed would say so twice
			code = 120
		}
	})
	return code
}

// shutDown waits for threads and runs exit functions.
func (p *Interpreter) shutDown() {
	t := p.main
	if m, ok := p.in.Modules.GetString("threading"); ok {
		if _, err := t.CallMethodString(m, "_shutdown"); err != nil {
			object.Unraisable(t, err, "on threading shutdown", m)
		}
	}
	modules.RunAtExit(t)
}

// WasInterrupted reports, after Finish, whether the program ended with a KeyboardInterrupt.
func (p *Interpreter) WasInterrupted() bool { return p.interrupted }

// stdStreams are the standard streams with the layers below them.
func (p *Interpreter) stdStreams() []object.Value {
	var list []object.Value
	for _, n := range []string{"stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"} {
		v, ok := p.in.Sys.GetString(n)
		for _, layer := range []string{"buffer", "raw", ""} {
			if !ok || v.IsNone() {
				break
			}
			list = append(list, v)
			if layer != "" {
				next, err := p.main.GetAttrString(v, layer)
				v, ok = next, err == nil
			}
		}
	}
	return list
}

// FlushStd flushes the standard streams; it reports whether they could be.
func (p *Interpreter) FlushStd() bool {
	t := p.main
	ok := true
	for _, n := range []string{"stdout", "stderr"} {
		v, found := p.in.Sys.GetString(n)
		if !found || v.IsNone() {
			continue
		}
		if c, err := t.GetAttrString(v, "closed"); err == nil && c == object.True {
			continue
		}
		if _, err := t.CallMethodString(v, "flush"); err != nil {
			if n == "stdout" {
				object.Unraisable(t, err, "", v)
			}
			ok = false
		}
	}
	return ok
}

// exitCode is the exit code of a program that ended with err; what it did not
// handle is printed.
func (p *Interpreter) exitCode(err error) int {
	if c, ok := err.(ExitCode); ok {
		p.interrupted = c == Interrupted
		return int(c)
	}
	t := p.main
	e := object.ToException(err)
	if object.ErrorIs(e, object.SystemExitType) {
		v, aerr := t.GetAttrString(e.Value(), "code")
		if aerr != nil {
			v = e.Value()
		}
		if v.IsNone() {
			return 0
		}
		if v.Is(object.IntType) {
			n, _ := object.SmallInt(v)
			return int(n) & 0xFF
		}
		p.FlushStd()
		if s, serr := t.Str(v); serr == nil {
			if out, ok := p.in.Sys.GetString("stderr"); ok && !out.IsNone() {
				_, _ = t.CallMethodString(out, "write", object.StrValue(s.String()+"\n"))
			} else {
				fmt.Fprintln(os.Stderr, s)
			}
		}
		return 1
	}
	p.PrintError(e)
	if object.ErrorIs(e, object.KeyboardInterruptType) {
		p.interrupted = true
		return int(Interrupted)
	}
	return 1
}

// PrintError prints an exception that nobody handled, through sys.excepthook.
func (p *Interpreter) PrintError(err error) {
	t := p.main
	e := object.ToException(err)
	tb := e.Traceback.Value()
	for n, v := range map[string]object.Value{"last_type": e.Header.Type.Value(), "last_value": e.Value(), "last_traceback": tb} {
		p.in.Sys.SetString(n, v)
	}
	hook, ok := p.in.Sys.GetString("excepthook")
	if !ok {
		writeStderr(t, "sys.excepthook is missing\n"+traceback.Format(t, e))
		return
	}
	if out, ok := p.in.Sys.GetString("stdout"); ok && !out.IsNone() {
		_, _ = t.CallMethodString(out, "flush")
	}
	if _, herr := t.Call(hook, e.Header.Type.Value(), e.Value(), tb); herr != nil {
		if object.ErrorIs(herr, object.SystemExitType) {
			return
		}
		writeStderr(t, "Error in sys.excepthook:\n"+traceback.Format(t, object.ToException(herr))+
			"\nOriginal exception was:\n"+traceback.Format(t, e))
	}
}

// OwnSignals has the signals that end a process by default end this one, as under python3, unless Python handles them. It is
// for programs that are an interpreter: Go's runtime drops some of those signals, and dumps its goroutines for others. Those in
// keep stay with it; those that the process was started with ignored, where bit n-1 is signal n, go on being ignored. It comes
// before New. See signal(7).
func OwnSignals(ignored uint64, keep ...syscall.Signal) { signals.Own(ignored, keep...) }
