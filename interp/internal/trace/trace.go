// Package trace shows a program's run line by line, as the shell's set -x does: each line with the values that it loads, then
// what it stored; calls with their arguments, what they return, yield and raise. It hears of all that from the engine
// (object.Tracer), finds in the bytecode which names a line means, and so tells the same with both engines.
package trace

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// Options say what is traced and where it goes.
type Options struct {
	Out io.Writer
	// JSON writes an object a line instead of text.
	JSON bool
	// Files and Functions are patterns (path.Match) of which one must fit the path or its last element, the name or the
	// qualified name. Without Files, all but the standard library and installed packages is traced.
	Files, Functions []string
	// Depth is how many traced calls deep to go; 0 is no limit.
	Depth int
	// Installed are folders whose files are not traced unless Files says so.
	Installed []string
	// Bytecode is the compiled form of a code object, nil if there is none.
	Bytecode func(c *object.Code) *bytecode.Code
	// Source is the text that a code object comes from.
	Source func(c *object.Code) ([]byte, bool)
}

// Tracer writes what happens.
type Tracer struct {
	o       Options
	mu      sync.Mutex
	codes   map[*object.Code]*codeInfo
	files   map[string]*fileInfo
	threads map[*object.Thread]*threadInfo
	err     error
}

// New makes a Tracer; its Event is to be given to Thread.SetTracer.
func New(o Options) *Tracer {
	return &Tracer{o: o, codes: map[*object.Code]*codeInfo{}, files: map[string]*fileInfo{}, threads: map[*object.Thread]*threadInfo{}}
}

// Err is the first error of writing.
func (tr *Tracer) Err() error { return tr.err }

// codeInfo is what is known of a code object.
type codeInfo struct {
	shown          bool
	file, function string
	params         []*object.Str
	lines          map[int32][]bytecode.Use // by the first line of the statement
	source         *fileInfo
}

// activation is a frame that is traced or lies below one that is.
type activation struct {
	f    *object.Frame
	info *codeInfo
	// stmt is the statement under way, by its first line, with the values that its targets had before.
	stmt   int32
	stores []target
}

// target is what a statement stores to.
type target struct {
	use    bytecode.Use
	before object.Value
}

type threadInfo struct {
	stack   []*activation
	depth   int // of stack, those shown
	waiting map[*object.Frame]*activation
}

// row is one line of output.
type row struct {
	Event    string      `json:"event"`
	Thread   uint64      `json:"thread"`
	Depth    int         `json:"depth"`
	File     string      `json:"file"`
	Line     int         `json:"line"`
	Function string      `json:"function"`
	Source   string      `json:"source,omitempty"`
	Values   [][2]string `json:"values,omitempty"`
	Value    string      `json:"value,omitempty"`
}

// Event is what the engine calls.
func (tr *Tracer) Event(t *object.Thread, f *object.Frame, e object.Event, v object.Value) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	th := tr.threads[t]
	if th == nil {
		th = &threadInfo{waiting: map[*object.Frame]*activation{}}
		tr.threads[t] = th
	}
	if e == object.CallEvent {
		tr.call(t, th, f)
		return
	}
	var a *activation
	if n := len(th.stack); n > 0 && th.stack[n-1].f == f {
		a = th.stack[n-1]
	} else {
		return // it was under way when tracing began
	}
	shown := a.info.shown && (tr.o.Depth == 0 || th.depth <= tr.o.Depth)
	switch e {
	case object.LineEvent:
		if shown {
			tr.line(t, th, a)
		}
	case object.ExceptionEvent:
		if shown {
			tr.stored(t, th, a, 0)
			tr.write(t, th, a, row{Event: "exception", Value: Repr(t, v)})
		}
	case object.ReturnEvent:
		if shown {
			tr.left(t, th, a, v)
		}
		if a.info.shown {
			th.depth--
		}
		th.stack = th.stack[:len(th.stack)-1]
		if t.Yielding {
			th.waiting[f] = a
		}
	}
}

func (tr *Tracer) call(t *object.Thread, th *threadInfo, f *object.Frame) {
	a, resumed := th.waiting[f]
	if resumed {
		delete(th.waiting, f)
	} else {
		a = &activation{f: f, info: tr.info(f.Code)}
	}
	th.stack = append(th.stack, a)
	if !a.info.shown {
		return
	}
	if th.depth++; tr.o.Depth != 0 && th.depth > tr.o.Depth {
		return
	}
	if resumed {
		tr.write(t, th, a, row{Event: "resume"})
		return
	}
	var args [][2]string
	f.Engine.FastLocals(func(name *object.Str, v object.Value) {
		if slices.Contains(a.info.params, name) && !strings.HasPrefix(name.String(), ".") {
			args = append(args, [2]string{name.String(), Repr(t, v)})
		}
	})
	tr.write(t, th, a, row{Event: "call", Line: f.Code.FirstLine, Values: args})
}

// left is the end of a frame, or its yield.
func (tr *Tracer) left(t *object.Thread, th *threadInfo, a *activation, v object.Value) {
	switch {
	case t.Yielding:
		tr.write(t, th, a, row{Event: "yield", Value: Repr(t, v)})
	case v.P == nil:
		tr.write(t, th, a, row{Event: "unwind"})
	case a.f.Code.Flags&object.CoOptimized == 0:
		tr.stored(t, th, a, 0)
		tr.write(t, th, a, row{Event: "return"}) // what the code of a module or class returns, nobody gets
	default:
		tr.stored(t, th, a, 0)
		tr.write(t, th, a, row{Event: "return", Value: Repr(t, v)})
	}
}

// line is the begin of a line. Lines within a statement of several are not shown, for the engines go through them differently.
func (tr *Tracer) line(t *object.Thread, th *threadInfo, a *activation) {
	line := int32(a.f.LineNo())
	first, last := a.info.source.statement(line)
	if first == a.stmt && last > first {
		return
	}
	tr.stored(t, th, a, line)
	a.stmt = first
	names := a.locals()
	uses := a.info.lines[first]
	r := row{Event: "line", Line: int(first), Source: a.info.source.line(first)}
	var stored []string
	for _, u := range uses {
		text := u.Path.String()
		if u.Store {
			v, _ := names.value(t, a.f, u.Path)
			a.stores = append(a.stores, target{u, v})
			stored = append(stored, text)
			continue
		}
		if slices.Contains(stored, text) || slices.ContainsFunc(r.Values, func(p [2]string) bool { return p[0] == text }) {
			continue
		}
		if v, ok := names.value(t, a.f, u.Path); ok && telling(v) {
			r.Values = append(r.Values, [2]string{text, Repr(t, v)})
		}
	}
	tr.write(t, th, a, r)
}

// telling tells whether a loaded value says more than its name does.
func telling(v object.Value) bool {
	if _, class := object.AsType(v); class {
		return false
	}
	switch v.P.Type {
	case object.FunctionType, object.BuiltinType, object.ModuleType, object.MethodDescrType:
		return false
	}
	return true
}

// stored writes what the statement under way has stored; next is the line that the frame comes to, 0 if it leaves. The target
// of a loop that ends is not stored to.
func (tr *Tracer) stored(t *object.Thread, th *threadInfo, a *activation, next int32) {
	if len(a.stores) == 0 {
		return
	}
	names := a.locals()
	r := row{Event: "store", Line: int(a.stmt)}
	for _, s := range a.stores {
		v, ok := names.value(t, a.f, s.use.Path)
		text := s.use.Path.String()
		if !ok || s.use.Body != 0 && next != s.use.Body && v == s.before {
			continue
		}
		if i := slices.IndexFunc(r.Values, func(p [2]string) bool { return p[0] == text }); i >= 0 {
			continue
		}
		r.Values = append(r.Values, [2]string{text, Repr(t, v)})
	}
	a.stores = a.stores[:0]
	if len(r.Values) > 0 {
		tr.write(t, th, a, r)
	}
}

// write writes a row.
func (tr *Tracer) write(t *object.Thread, th *threadInfo, a *activation, r row) {
	r.Thread, r.Depth, r.File, r.Function = t.ID, th.depth, a.info.file, a.info.function
	if r.Line == 0 {
		// The statement's: which of its lines a statement of several is left from, the engines see differently.
		if r.Line = int(a.stmt); r.Line == 0 {
			r.Line = a.f.LineNo()
		}
	}
	var out bytes.Buffer
	if tr.o.JSON {
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		if err := e.Encode(r); err != nil {
			tr.err = err
		}
	} else {
		out.WriteString(r.text(t == t.Interp.Main))
	}
	if _, err := tr.o.Out.Write(out.Bytes()); err != nil && tr.err == nil {
		tr.err = err
	}
}

// text is the row for people: + for each call under way, the place, and what happens.
func (r *row) text(main bool) string {
	pairs := func(sep string) string {
		parts := make([]string, len(r.Values))
		for i, p := range r.Values {
			parts[i] = p[0] + sep + p[1]
		}
		return strings.Join(parts, ", ")
	}
	var s string
	switch r.Event {
	case "line":
		if s = r.Source; len(r.Values) > 0 {
			s += "  # " + pairs("=")
		}
	case "store":
		s = "  => " + pairs(" = ")
	case "call":
		s = "--> " + r.Function
		if len(r.Values) > 0 || !strings.HasPrefix(r.Function, "<") {
			s += "(" + pairs("=") + ")"
		}
	case "resume":
		s = "--> " + r.Function + " resumes"
	case "yield":
		s = "<-- " + r.Function + " yields " + r.Value
	case "return":
		if s = "<-- " + r.Function + " ends"; r.Value != "" {
			s = "<-- " + r.Function + " returns " + r.Value
		}
	case "exception":
		s = "!!! " + r.Value
	case "unwind":
		s = "<-- " + r.Function + " fails"
	}
	thread := ""
	if !main {
		thread = fmt.Sprintf("[%d] ", r.Thread)
	}
	return fmt.Sprintf("%s%s %s:%d %s\n", thread, strings.Repeat("+", r.Depth), filepath.Base(r.File), r.Line, s)
}
