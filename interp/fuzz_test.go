package interp

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/modules"
	"memphis/interp/internal/traceback"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
)

// maxSteps is how many safepoints (calls and jumps back) a program may pass.
const maxSteps = 20_000

// maxTime is how long a program that does not end within its steps runs as machine code.
const maxTime = 20 * time.Millisecond

// tooLong ends a program that has used up its steps; no except clause catches a panic.
type tooLong struct{}

// harmless are the native modules that fuzzed programs may import: none reaches the system. Any other name is an empty
// module, so that the programs of testdata get beyond their first lines.
var harmless = map[string]bool{
	"itertools": true, "math": true, "cmath": true, "_functools": true, "_operator": true, "_collections": true, "_heapq": true, "_bisect": true,
	"_string": true, "errno": true, "_contextvars": true, "_weakref": true, "_abc": true, "_typing": true, "_sre": true,
}

// costly finds what may take a native operation minutes or gigabytes, which no step limit sees: long numbers, and powers
// and shifts by more than two digits.
var costly = regexp.MustCompile(`[0-9]{5}|(\*\*|<<|>>|\*)=?\s*\(*[0-9_]{3}|[eE][0-9]{3}|[0-9][0-9_]*_[0-9]|0[xXbBoO][0-9a-fA-F]{5}|maxsize|recursionlimit`)

// FuzzRun checks that compiling and running any text neither panics nor hangs, that the code is sound, that what it
// raises can be printed, and that machine code does what the loop does.
func FuzzRun(f *testing.F) {
	files, err := filepath.Glob("../testdata/lang/*/*.py")
	if err != nil || len(files) < 60 {
		f.Fatal(len(files), err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, piece := range pieces(string(src)) {
			f.Add(piece)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4000 || costly.MatchString(src) {
			t.Skip("too costly")
		}
		done := make(chan struct{})
		defer close(done)
		go watch(src, done)
		runBoth(t, src)
	})
}

// watch ends the process when it has spent half a minute of processor time before done is closed: a machine with other work
// to do may take much longer for what is no hang.
func watch(src string, done chan struct{}) {
	start := used()
	for {
		select {
		case <-done:
			return
		case <-time.After(time.Second):
			if used()-start > 30*time.Second {
				panic(fmt.Sprintf("hangs on %q", src))
			}
		}
	}
}

// used is the processor time of the process.
func used() time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// pieces cuts a program into groups of statements that stand together, some 600 bytes long.
func pieces(src string) (list []string) {
	var b strings.Builder
	for _, line := range strings.SplitAfter(src, "\n") {
		if b.Len() > 600 && line != "" && !strings.ContainsAny(line[:1], " \t\n#)]}") && !strings.HasPrefix(line, "e") {
			list = append(list, b.String())
			b.Reset()
		}
		b.WriteString(line)
	}
	return append(list, b.String())
}

// way is how a fuzzed program is run.
type way struct {
	name    string
	hotCode int32
	steps   int           // end after so many safepoints; machine code has none as long as they are counted
	time    time.Duration // of the processor; 0 for no end
}

// outcome is what a program did.
type outcome struct {
	ended  bool // by itself
	output string
}

// runBoth runs src in the loop, for a limited number of steps, and as machine code. A program that ends within its steps
// must do the same both times.
func runBoth(t *testing.T, src string) {
	loop := way{name: "loop", hotCode: -1, steps: maxSteps}
	want := run(t, src, loop)
	native := way{name: "machine code", hotCode: 1, time: maxTime}
	if want.ended {
		native.time = 20 * time.Second
	}
	got := run(t, src, native)
	if !want.ended || got.ended && alike(got.output, want.output) {
		return
	}
	// What differs from run to run (the order of finalisers, numbers made of addresses) is not worth comparing.
	loop.steps, loop.time = 0, native.time
	for range 3 {
		if again := run(t, src, loop); !again.ended || !alike(again.output, want.output) {
			return
		}
	}
	t.Fatalf("%s\n--- loop\n%s\n--- machine code (ended %v)\n%s", src, want.output, got.ended, got.output)
}

// alike reports whether two outputs have the same bytes, in whatever order: that of a set may follow its items' addresses.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return bytes.Equal(x, y)
}

var addresses = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// run runs src in an interpreter of its own.
func run(t *testing.T, src string, w way) (o outcome) {
	p := bare(t, VM)
	defer p.Close()
	th := p.Thread()
	p.in.RecursionLimit, p.in.HotCode = 150, w.hotCode
	p.in.Builtins.SetString("__import__", object.NewFunc("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", object.FnBound(importHarmless)))
	var output strings.Builder
	for _, name := range []string{"stdout", "stderr"} {
		p.in.Sys.SetString(name, sink(th, &output))
	}
	end := make(chan struct{})
	defer close(end)
	start := used()
	if w.time > 0 {
		go interrupt(th, end)
	}
	steps := 0
	p.in.Safepoints = append(p.in.Safepoints, func(t *object.Thread) error {
		if w.time > 0 && used()-start > w.time {
			panic(tooLong{})
		}
		if w.steps > 0 {
			if steps++; steps > w.steps {
				panic(tooLong{})
			}
			t.Pending.Store(true)
		}
		return nil
	})
	defer func() {
		if e := recover(); e != nil && e != any(tooLong{}) {
			panic(e)
		}
	}()
	code, err := p.compile(th, []byte(src), true, "<fuzz>", "exec", compileFlags{optimize: -1})
	if err == nil {
		if err := bytecode.Verify(vm.Bytecode(code)); err != nil {
			t.Fatal(err)
		}
		th.Pending.Store(true)
		g := p.Main()
		_, err = code.Body.Exec(th, code, g, g.Value(), nil)
	}
	if err != nil {
		output.WriteString(traceback.Format(th, object.ToException(err)))
	}
	if th.Depth != 0 || th.Nested != 0 || th.Exc != nil || th.Engine.Top(th) != nil {
		t.Fatalf("%s: left depth %d, nested %d, exception %v", w.name, th.Depth, th.Nested, th.Exc)
	}
	return outcome{true, addresses.ReplaceAllString(output.String(), "0x...")}
}

// interrupt makes the thread pass a safepoint every few milliseconds, machine code included.
func interrupt(t *object.Thread, end chan struct{}) {
	for {
		select {
		case <-end:
			return
		case <-time.After(2 * time.Millisecond):
			t.Pending.Store(true)
		}
	}
}

func importHarmless(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
	s, ok := object.AsStr(a[0])
	if !ok {
		return object.Value{}, object.Errorf(object.TypeErrorType, "module name must be a string")
	}
	if harmless[s.String()] {
		return modules.Import(t, s.String())
	}
	return object.NewModule(s.String()).Value(), nil
}

// sink is a stream that keeps the first 100,000 bytes written to it.
func sink(t *object.Thread, to *strings.Builder) object.Value {
	ns := object.NewSimpleNamespace(object.NewDict())
	write := object.NewFunc("write", "(text, /)", object.Fn1(func(t *object.Thread, self, text object.Value) (object.Value, error) {
		if s, ok := object.AsStr(text); ok && to.Len() < 100_000 {
			to.WriteString(s.String())
		}
		return object.None, nil
	}))
	if err := t.SetAttr(ns, object.Intern("write"), write); err != nil {
		panic(err)
	}
	return ns
}
