package vm

import (
	"testing"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

func newThread() *object.Thread {
	t := object.NewInterp().NewThread()
	Attach(t)
	return t
}

// fibCode is def fib(n): return n if n < 2 else fib(n-1) + fib(n-2).
func fibCode() *Code {
	return &Code{
		Name: "fib", QualName: "fib", Filename: "fib.py", ArgCount: 1, FirstLine: 1, Flags: Optimized | NewLocals,
		VarNames: []string{"n"}, NumSlots: 1, NumRegs: 5, Consts: []Const{NoneConst{}, Int(2), Int(1)},
		CacheNames: []string{"fib", "", "fib", ""},
		Instrs: []Instr{
			{Op: JLTK, A: 0, B: 0, C: 1, D: 2},
			{Op: RETURN, B: 0},
			{Op: LOADGLOBAL, A: 1, D: 0},
			{Op: SUBK, A: 2, B: 0, C: 2},
			{Op: CALL, A: 1, B: 1, C: 1, D: 1},
			{Op: LOADGLOBAL, A: 2, D: 2},
			{Op: SUBK, A: 3, B: 0, C: 1},
			{Op: CALL, A: 2, B: 2, C: 1, D: 3},
			{Op: ADD, A: 1, B: 1, C: 2},
			{Op: RETURN, B: 1},
		},
	}
}

func makeFib(t *object.Thread) object.Value {
	g := object.NewDict()
	fn := object.NewFunction(t, Link(t, fibCode()), g, nil)
	g.SetString("fib", fn.Value())
	return fn.Value()
}

func TestFib(tt *testing.T) {
	t := newThread()
	v, err := t.Call(makeFib(t), object.Int(20))
	if err != nil || v != object.Int(6765) {
		tt.Fatal(v, err)
	}
}

func TestRecursionLimit(tt *testing.T) {
	t := newThread()
	fib := makeFib(t)
	if _, err := t.Call(fib, object.Int(2000)); !object.ErrorIs(err, object.RecursionErrorType) {
		tt.Fatal(err)
	}
	if t.Depth != 0 {
		tt.Fatal("depth", t.Depth)
	}
	t.Interp.RecursionLimit = 200000
	if _, err := t.Call(fib, object.Float(1.5)); err != nil {
		tt.Fatal(err)
	}
}

func BenchmarkFib32(b *testing.B) {
	t := newThread()
	fib := makeFib(t)
	for range b.N {
		if _, err := t.Call(fib, object.Int(32)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoop runs ten million rounds of s += i * 2; i += 1.
func BenchmarkLoop(b *testing.B) {
	t := newThread()
	code := &Code{
		Name: "loop", QualName: "loop", Filename: "loop.py", ArgCount: 1, FirstLine: 1, Flags: Optimized | NewLocals,
		VarNames: []string{"n", "s", "i"}, NumSlots: 3, NumRegs: 5, Consts: []Const{NoneConst{}, Int(0), Int(2), Int(1)},
		Instrs: []Instr{
			{Op: LOADK, A: 1, D: 1}, {Op: LOADK, A: 2, D: 1},
			{Op: JLT, A: 0, B: 2, C: 0, D: 7},
			{Op: MULK, A: 3, B: 2, C: 2},
			{Op: IADD, A: 1, B: 1, C: 3},
			{Op: IADDK, A: 2, B: 2, C: 3},
			{Op: JMPBACK, D: 2},
			{Op: RETURN, B: 1},
		},
	}
	fn := object.NewFunction(t, Link(t, code), object.NewDict(), nil)
	for range b.N {
		if _, err := t.Call(fn.Value(), object.Int(10_000_000)); err != nil {
			b.Fatal(err)
		}
	}
}
