// Package interp embeds Memphis: it makes interpreters and runs Python in them.
//
// An Interpreter is independent of every other in the process: it has its own
// modules, caches and settings, so many run in parallel. One is for one goroutine at a time:
// a server keeps a pool of them (see the example Pool). Threads that Python starts are its own matter.
package interp

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/cpython"
	"memphis/interp/internal/importer"
	"memphis/interp/internal/modules"
	"memphis/interp/internal/modules/marshal"
	"memphis/interp/internal/modules/pythread"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
)

// Engine names what runs the code.
type Engine string

// The engines: the register bytecode machine, and the one that walks the syntax tree.
const (
	VM       Engine = "vm"
	TreeWalk Engine = "treewalk"
)

// Config says how an interpreter is set up. The zero value has no standard
// library: it can run code that imports native modules only.
type Config struct {
	Engine Engine
	// AttachLock gives the interpreter of its main thread another lock than the
	// package's own, held by that thread: the bridge's.
	AttachLock func(t *object.Thread)
	// Stdin, Stdout and Stderr are what sys.stdin, sys.stdout and sys.stderr read and write; the process's descriptors where
	// they are nil.
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Closed says which of the descriptors 0, 1 and 2 the process was started without: their streams are None.
	Closed [3]bool
	// Context stops what runs when it is done; MaxTime stops each Run, Eval, Import and Call after a while. Both cost nothing.
	// MaxSteps stops them after so many calls and rounds of loops: counting keeps machine code out and looks at each one, and
	// short loops and calls take five to eight times as long (fib(24), a loop of a million rounds and a sort: 1.0 s for 0.15).
	// MaxMemory stops when the heap of the whole process is larger than so many bytes, whichever interpreter made it so: Go
	// knows no part of it that is an interpreter's. It is looked at each 5 ms, so a program can pass it by what it allocates in
	// that time. The error is a *Stopped.
	Context   context.Context
	MaxTime   time.Duration
	MaxSteps  int64
	MaxMemory uint64
	// Settings are what sys and the other native modules show.
	modules.Settings
}

// Settings are the facts and switches that native modules show; see its fields.
type Settings = modules.Settings

// Extensions serves the C modules of a host Python.
type Extensions = modules.Extensions

// Service is a way of serving a C module: modules.Native, Bridged or Pure.
type Service = modules.Service

// Served is a row of the table that Services returns.
type Served = modules.Served

// Services returns how the C modules of a host are served with settings s, and why: dynamic
// are the names of those that are shared objects.
func Services(s *Settings, dynamic []string) []Served { return modules.Services(s, dynamic) }

// CheckServe tells why a module cannot be served in a way: nil if it can.
func CheckServe(name string, how Service) error { return modules.CheckServe(name, how) }

// Interpreter runs Python code.
type Interpreter struct {
	in   *object.Interp
	main *object.Thread
	imp  *importer.Importer
	cfg  Config

	interrupted bool
	// typed has the text of code that no file has: see note.
	typed map[*object.Code][]byte
	// counted is the program that StartCounting makes count.
	counted     *object.Code
	countedText []byte
	limit       *limiter
	goTypes     map[reflect.Type]*object.Type // the classes of Go's structs
}

// New makes an interpreter and starts its import system.
func New(cfg Config) (*Interpreter, error) {
	if cfg.Engine == "" {
		cfg.Engine = VM
	}
	if cfg.Engine != VM && cfg.Engine != TreeWalk {
		return nil, fmt.Errorf("unknown engine %q", cfg.Engine)
	}
	p := &Interpreter{cfg: cfg}
	p.in = object.NewInterp()
	p.in.Host = (*host)(p)
	p.main = p.in.NewThread()
	vm.Attach(p.main)
	if cfg.AttachLock != nil {
		cfg.AttachLock(p.main)
	} else {
		p.in.Lock = newLock()
		p.in.Lock.Acquire(p.main)
	}
	p.in.AttachEngine = vm.Attach
	pythread.Install(p.in, modules.Interrupt)
	settings := cfg.Settings
	settings.Modules = p.addTools(settings.Modules)
	modules.Install(p.in, &settings)
	p.imp = &importer.Importer{
		Lib: cfg.Lib, Compile: p.compileFrozen, Dump: marshal.DumpCode, Load: marshal.LoadCode, IsCode: marshal.IsCode,
		Magic: bytecode.Magic(), Foreign: cpython.Magic, Tag: modules.CacheTag, UserCache: cfg.UserCache,
		Optimize: cfg.Optimize, Verbose: cfg.Verbose > 0, FrozenOff: cfg.FrozenOff, Times: cfg.ImportTime,
	}
	if cfg.Engine == TreeWalk {
		p.imp.Trees = true
	}
	settings.Frozen = p.imp
	settings.Attach = func(t *object.Thread) { vm.Attach(t) }
	modules.InstallSignals(p.main)
	if x, ok := cfg.Extensions.(interface{ Interrupt(signum int) }); ok {
		modules.OnSignal(p.main, x.Interrupt)
	}
	t := p.main
	builtins, err := modules.New(t, "builtins")
	if err != nil {
		return nil, err
	}
	p.in.Builtins = builtins.Dict()
	p.in.Modules.SetString("builtins", builtins.Value())
	sys, err := modules.New(t, "sys")
	if err != nil {
		return nil, err
	}
	p.in.Sys = sys.Dict()
	p.in.Modules.SetString("sys", sys.Value())
	if err := p.installHooks(t); err != nil {
		return nil, err
	}
	if cfg.Lib == "" {
		p.startLimits()
		return p, nil
	}
	imp, err := modules.New(t, "_imp")
	if err != nil {
		return nil, err
	}
	if cfg.Verbose > 0 {
		early, err := earlyStderr.New(t)
		if err != nil {
			return nil, err
		}
		p.in.Sys.SetString("stderr", early.Value())
	}
	if err := p.imp.Start(t, sys.Value(), imp.Value()); err != nil {
		return nil, err
	}
	modules.FinishImport(t, p.imp.External(t), p.imp.Magic)
	if err := p.addZipHook(); err != nil {
		return nil, err
	}
	if err := p.addForeign(t, &settings); err != nil {
		return nil, err
	}
	if err := p.openStdio(t); err != nil {
		return nil, err
	}
	if err := p.goStreams(t); err != nil {
		return nil, err
	}
	if io, ok := p.in.Modules.GetString("_io"); ok {
		open, err := t.GetAttrString(io, "open")
		if err != nil {
			return nil, err
		}
		p.in.Builtins.SetString("open", open)
	}
	if len(settings.WarnOptions) > 0 {
		// The options of -W are read by the module in Python.
		if _, err := p.Import("warnings"); err != nil {
			return nil, err
		}
	}
	p.startLimits()
	return p, nil
}

// addForeign puts the finder of packages that run inside libpython before all others.
func (p *Interpreter) addForeign(t *object.Thread, s *Settings) error {
	packages := modules.ForeignPackages(s)
	if len(packages) == 0 {
		return nil
	}
	x, ok := p.cfg.Extensions.(interface {
		Finder(t *object.Thread, packages []string) object.Value
	})
	if !ok {
		return fmt.Errorf("package %s cannot be foreign: this program is built without libpython", packages[0])
	}
	finders, _ := p.in.Sys.GetString("meta_path")
	_, err := t.CallMethodString(finders.OrNone(), "insert", object.Int(0), x.Finder(t, packages))
	return err
}

// NewThread makes a further thread of an interpreter that can run code: for
// threads that C made.
func NewThread(in *object.Interp) *object.Thread {
	t := in.NewThread()
	vm.Attach(t)
	return t
}

// RunSignals runs the Python handlers of signals that have come, in the main thread: for
// C code that a signal interrupted.
func RunSignals(t *object.Thread) error { return modules.RunSignals(t) }

// Thread is the interpreter's main thread.
func (p *Interpreter) Thread() *object.Thread { return p.main }

// NewThread makes a thread that can run code, for a thread that the embedding program or
// libpython made. It does not hold the lock.
func (p *Interpreter) NewThread() *object.Thread {
	t := p.in.NewThread()
	vm.Attach(t)
	return t
}

// Import imports a module and returns it, the last one of a dotted name.
func (p *Interpreter) Import(name string) (object.Value, error) {
	err := p.guarded(func() error {
		_, err := p.in.Host.Import(p.main, name, nil, object.Value{}, 0)
		return err
	})
	if err != nil {
		return object.Value{}, err
	}
	v, _ := p.in.Modules.GetString(name)
	return v, nil
}

// Main returns the namespace of the module __main__, made on first use.
func (p *Interpreter) Main() *object.Dict {
	if v, ok := p.in.Modules.GetString("__main__"); ok {
		if m, ok := object.AsModule(v); ok {
			return m.Dict()
		}
	}
	m := object.NewModule("__main__")
	if b, ok := p.in.Modules.GetString("builtins"); ok {
		m.Dict().SetString("__builtins__", b)
	}
	m.Dict().SetString("__annotations__", object.NewDict().Value())
	if v, ok := p.in.Modules.GetString("_frozen_importlib"); ok {
		if boot, ok := object.AsModule(v); ok {
			if loader, ok := boot.Dict().GetString("BuiltinImporter"); ok {
				m.Dict().SetString("__loader__", loader)
			}
		}
	}
	p.in.Modules.SetString("__main__", m.Value())
	return m.Dict()
}

// Close lets go of what the process holds for the interpreter, which gets no signals any more. It does not end a program: see
// Finish.
func (p *Interpreter) Close() { modules.StopSignals(p.main) }

// Run compiles src, which is called filename in tracebacks, and runs it in __main__.
func (p *Interpreter) Run(src []byte, filename string) error { return p.run(src, filename, false) }

// RunCommand runs the program given with -c. It is text: a declared encoding in it means nothing.
func (p *Interpreter) RunCommand(src string) error {
	return p.runText([]byte(src), true, "<string>", false)
}

func (p *Interpreter) run(src []byte, filename string, fromFile bool) error {
	return p.runText(src, false, filename, fromFile)
}

func (p *Interpreter) runText(src []byte, isText bool, filename string, fromFile bool) error {
	return p.guarded(func() error {
		code, err := p.compile(p.main, src, isText, filename, "exec", compileFlags{optimize: -1, fromFile: fromFile})
		if err != nil {
			return err
		}
		if !fromFile {
			p.note(code, src)
		}
		if p.in.Counting && p.counted == nil {
			p.counted, p.countedText = code, src
		}
		g := p.Main()
		_, err = code.Body.Exec(p.main, code, g, g.Value(), nil)
		return err
	})
}

// Eval evaluates an expression in __main__.
func (p *Interpreter) Eval(src string) (v object.Value, err error) {
	err = p.guarded(func() error {
		code, err := p.compile(p.main, []byte(strings.TrimLeft(src, " \t")), true, "<string>", "eval", compileFlags{optimize: -1})
		if err != nil {
			return err
		}
		g := p.Main()
		v, err = code.Body.Exec(p.main, code, g, g.Value(), nil)
		return err
	})
	return v, err
}

// addZipHook puts zipimport.zipimporter in front of sys.path_hooks, so that zip
// files can stand on sys.path.
func (p *Interpreter) addZipHook() error {
	m, err := p.Import("zipimport")
	if err != nil {
		return err
	}
	cls, err := p.main.GetAttrString(m, "zipimporter")
	if err != nil {
		return err
	}
	hooks, _ := p.in.Sys.GetString("path_hooks")
	if l, ok := object.AsList(hooks); ok {
		l.Items = append([]object.Value{cls}, l.Items...)
	}
	return nil
}
