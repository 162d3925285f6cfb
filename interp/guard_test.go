package interp

import (
	"strings"
	"testing"

	"memphis/interp/internal/modules"
	"memphis/interp/object"
)

// bare makes an interpreter without a standard library, in which boom() panics.
func bare(t testing.TB, engine Engine) *Interpreter {
	t.Helper()
	p, err := New(Config{Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	p.Main().SetString("__builtins__", p.in.Builtins.Value())
	p.Main().SetString("boom", object.NewFunc("boom", "(*args)", object.FnBound(func(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
		var none []int
		return object.Int(none[3]), nil
	})))
	return p
}

// TestGuard panics at many places, and asks the interpreter after each whether it is as it was before.
func TestGuard(t *testing.T) {
	for _, engine := range []Engine{VM, TreeWalk} {
		t.Run(string(engine), func(t *testing.T) { guard(t, bare(t, engine)) })
	}
}

func guard(t *testing.T, p *Interpreter) {
	th := p.Thread()
	if err := p.Run([]byte("def f(n):\n    return 1 + f(n - 1) if n else boom()\ndef g():\n    yield boom()\nkept = g()\n"), "defs.py"); err != nil {
		t.Fatal(err)
	}
	for _, src := range []string{
		"boom()",
		"f(20)",
		"try:\n    boom()\nexcept BaseException:\n    pass",
		"try:\n    boom()\nfinally:\n    x = 1",
		"try:\n    1/0\nexcept ZeroDivisionError:\n    boom()",
		"next(kept)",
		"for x in g(): pass",
		"list(map(boom, [1]))",
		"sorted([3, 1], key=lambda x: boom())",
		"class C:\n    def __repr__(self): return boom()\n    def __eq__(self, o): boom()\nrepr([C()])",
		"[C()] == [C()]",
		"class D:\n    boom()",
		"exec('boom()')",
		"async def c(): boom()\nc().send(None)",
		"raise ValueError from boom()",
	} {
		err := p.Run([]byte(src), "test.py")
		if !object.ErrorIs(err, object.SystemErrorType) || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "guard_test.go") {
			t.Errorf("%s: %v", src, err)
		}
		if th.Depth != 0 || th.Nested != 0 || th.Exc != nil || th.Engine.Top(th) != nil {
			t.Fatalf("%s: left depth %d, nested %d, exception %v", src, th.Depth, th.Nested, th.Exc)
		}
		v, err := p.Eval("sum([i for i in range(10)])")
		if err != nil || v != object.Int(45) {
			t.Fatalf("%s: then sum() is %v, %v", src, v, err)
		}
	}
	// The generator that panicked has ended.
	if v, err := p.Eval("next(kept, 'ended')"); err != nil || v.Ptr() != object.Intern("ended").Value().Ptr() {
		t.Errorf("the generator gives %v, %v", v, err)
	}
}

// TestGuardThread panics in a thread, which ends it and nothing else.
func TestGuardThread(t *testing.T) {
	p := bare(t, VM)
	m, err := modules.Import(p.Thread(), "_thread")
	if err != nil {
		t.Fatal(err)
	}
	reports := make(chan string, 1)
	p.in.Unraisable = func(t *object.Thread, exc *object.Exception, msg string, obj object.Value) { reports <- exc.Error() }
	boom, _ := p.Main().GetString("boom")
	if _, err := p.Thread().CallMethodString(m, "start_new_thread", boom, object.NewTuple(nil).Value()); err != nil {
		t.Fatal(err)
	}
	var report string
	p.Thread().Unlocked(func() { report = <-reports })
	if !strings.Contains(report, "SystemError: Go panic: runtime error: index out of range") {
		t.Error(report)
	}
}
