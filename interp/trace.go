package interp

import (
	_ "embed"
	"io"
	"os"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/trace"
	"memphis/interp/internal/treewalk"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
)

// This file defines tracing: Interpreter.Trace, and the module memphis's decorator.

// TraceOptions say what Trace writes and where.
type TraceOptions struct {
	// Out gets the trace; each row is written at once.
	Out io.Writer
	// JSON writes an object a line instead of text.
	JSON bool
	// Files and Functions are patterns as in path.Match, of which one must fit: the path of the file or its last element, the
	// name or the qualified name of the function. Without Files all but the standard library and installed packages is traced.
	Files, Functions []string
	// Depth is how many traced calls deep to go, 0 for all.
	Depth int
}

// Trace writes each line that runs from now on, with the values that it loads and stores, calls with their arguments, and
// what they return, yield and raise, in all threads. Code that runs already is not traced. No code of the program's runs to
// show a value. The error of stop is the first one of writing.
func (p *Interpreter) Trace(o TraceOptions) (stop func() error) {
	tr := trace.New(trace.Options{
		Out: o.Out, JSON: o.JSON, Files: o.Files, Functions: o.Functions, Depth: o.Depth,
		Installed: []string{p.cfg.Lib}, Bytecode: compiled, Source: p.sourceOf,
	})
	outer := p.in.Tracer
	p.in.Tracer = tr.Event
	t := p.main
	before := t.Tracer
	t.SetTracer(tr.Event)
	return func() error {
		p.in.Tracer = outer
		t.SetTracer(before)
		return tr.Err()
	}
}

// compiled is the bytecode of a code object, whatever runs it.
func compiled(c *object.Code) *bytecode.Code { return vm.Bytecode(treewalk.Under(c)) }

// sourceOf is the text that a code object was compiled from, if it is a file or the program given with -c.
func (p *Interpreter) sourceOf(c *object.Code) ([]byte, bool) {
	name, ok := object.AsStr(c.Filename)
	if !ok {
		return nil, false
	}
	if name.String() == "<string>" || name.String() == "<stdin>" {
		text, ok := p.typed[c]
		return text, ok
	}
	text, err := os.ReadFile(name.String())
	return text, err == nil
}

// note keeps the text of code that no file has, for tracing.
func (p *Interpreter) note(c *object.Code, text []byte) {
	if p.main.Tracer == nil {
		return
	}
	if p.typed == nil {
		p.typed = map[*object.Code][]byte{}
	}
	p.typed[c] = text
	for _, k := range c.Consts {
		if inner, ok := object.AsCode(k); ok {
			p.note(inner, text)
		}
	}
}

// memphisSource is the part of the module memphis that is written in Python.
//
//go:embed memphis.py
var memphisSource []byte

// toolsDef is the module memphis: def, if the embedding program gives one, with tools for programs added.
func (p *Interpreter) toolsDef(def *object.ModuleDef) *object.ModuleDef {
	d := object.ModuleDef{Name: "memphis", Doc: "What Memphis has and python3 has not."}
	if def != nil {
		d = *def
	}
	init := d.Init
	d.Init = func(t *object.Thread, m *object.Module) error {
		if init != nil {
			if err := init(t, m); err != nil {
				return err
			}
		}
		code, err := p.compile(t, memphisSource, false, "<memphis>", "exec", compileFlags{optimize: 0})
		if err != nil {
			return err
		}
		g := m.Dict()
		g.SetString("__builtins__", p.in.Builtins.Value())
		g.SetString("_tracing", object.NewFunc("_tracing", "(files, functions, depth, out, json, /)", object.FnBound(p.tracing)))
		_, err = code.Body.Exec(t, code, g, g.Value(), nil)
		return err
	}
	return &d
}

// addTools puts the module memphis among the native modules.
func (p *Interpreter) addTools(modules []*object.ModuleDef) []*object.ModuleDef {
	out := []*object.ModuleDef{}
	var theirs *object.ModuleDef
	for _, d := range modules {
		if d.Name == "memphis" {
			theirs = d
			continue
		}
		out = append(out, d)
	}
	return append(out, p.toolsDef(theirs))
}

// tracing returns a function that begins to trace the current thread, and one that ends it.
func (p *Interpreter) tracing(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	o := trace.Options{Out: os.Stderr, Installed: []string{p.cfg.Lib}, Bytecode: compiled, Source: p.sourceOf}
	for i, list := range []*[]string{&o.Files, &o.Functions} {
		u, _ := object.AsTuple(args[i])
		for _, v := range u.Items {
			s, ok := object.AsStr(v)
			if !ok {
				return object.Value{}, object.Errorf(object.TypeErrorType, "a pattern must be str, not %s", v.Type().Name)
			}
			*list = append(*list, s.String())
		}
	}
	depth, err := t.AsIndex(args[2], object.OverflowErrorType)
	if err != nil {
		return object.Value{}, err
	}
	o.Depth = depth
	if !args[3].IsNone() {
		path, ok := object.AsStr(args[3])
		if !ok {
			return object.Value{}, object.Errorf(object.TypeErrorType, "out must be a path, not %s", args[3].Type().Name)
		}
		f, err := os.OpenFile(path.String(), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
		if err != nil {
			return object.Value{}, object.OSErrorOf(err, args[3])
		}
		o.Out = f
	}
	if o.JSON, err = t.Truth(args[4]); err != nil {
		return object.Value{}, err
	}
	tr := trace.New(o)
	active := 0
	start := object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
		if t.Tracer == nil {
			t.SetTracer(tr.Event)
			active = 1
		} else if active > 0 {
			active++
		}
		return object.None, nil
	})
	stop := object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
		if active > 0 {
			if active--; active == 0 {
				t.SetTracer(nil)
			}
		}
		return object.None, nil
	})
	return object.TupleOf(object.NewFunc("start", "()", start), object.NewFunc("stop", "()", stop)), nil
}
