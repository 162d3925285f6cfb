//go:build libpython

package capi

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Everything runs on the one thread that started libpython: a test hands its body over.
var bodies = make(chan func())

func TestMain(m *testing.M) {
	go func() {
		runtime.LockOSThread()
		err := Start(Config{
			Executable: "/usr/bin/python3", Home: "/usr", Prefix: "/usr",
			Paths: []string{"/usr/lib/python3.11", "/usr/lib/python3.11/lib-dynload"},
		}, world)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for f := range bodies {
			f()
		}
	}()
	os.Exit(m.Run())
}

func on(t testing.TB, f func()) {
	t.Helper()
	done := make(chan any)
	bodies <- func() {
		defer func() { done <- recover() }()
		f()
	}
	if e := <-done; e != nil {
		t.Fatal(e)
	}
}

// goWorld is a small Go side: objects are Go functions of the slot and its arguments.
type goObject func(s Slot, x int64, args []any) (any, Status)
type goWorld struct {
	objects  []goObject
	born     int
	released int
	exports  map[uintptr]*runtime.Pinner
	data     []byte
}

var world = &goWorld{objects: make([]goObject, 1), exports: map[uintptr]*runtime.Pinner{}}

func (w *goWorld) add(o goObject) Handle {
	w.objects = append(w.objects, o)
	return Handle(len(w.objects) - 1)
}

func (w *goWorld) Slot(_ Thread, s Slot, self Ref, h Handle, x int64, args *Reader, n, nk int, out *Buffer) Status {
	var list []any
	for args.More() {
		list = append(list, read(args))
	}
	v, st := w.objects[h](s, x, list)
	write(out, v)
	return st
}

func (w *goWorld) Quick(ts Thread, s Slot, self Ref, h Handle, x int64, words *[MaxWords]Word, n int) (_ string, out *Buffer, st Status) {
	in, out := NewBuffer(), NewBuffer()
	defer func() {
		if p := recover(); p != nil {
			Failure(p, out)
			st = Raised
		}
	}()
	for i := range n {
		switch k, v := Kind(words[i].Tag), words[i].V; k {
		case KindInt:
			in.Int(int64(v))
		case KindFloat:
			in.Float(math.Float64frombits(v))
		case KindASCII:
			in.Str(words[i].Text())
		case KindBytes:
			in.Bytes([]byte(words[i].Text()))
		case KindRef:
			in.Ref(Ref(v))
			in.B = le.AppendUint64(in.B, uint64(TypeOf(Ref(v))))
		case KindProxy:
			in.B = append(in.B, byte(KindProxy))
			in.B = le.AppendUint64(le.AppendUint64(in.B, 0), v)
		default:
			in.B = append(in.B, byte(k))
		}
	}
	return "", out, w.Slot(ts, s, self, h, x, NewReader(in.B), n, 0, out)
}

func (w *goWorld) Buffer(_ Thread, self Ref, h Handle, writable bool, out *Buffer) (Exported, Status) {
	p := &runtime.Pinner{}
	p.Pin(&w.data[0])
	w.exports[1] = p
	return Exported{Data: w.data, ID: 1}, Done
}
func (w *goWorld) BufferDone(id uintptr)       { w.exports[id].Unpin(); delete(w.exports, id) }
func (w *goWorld) Born(self Ref, h Handle) Ref { w.born++; return 0 }
func (w *goWorld) ShadowOf(Handle) Ref         { return 0 }
func (w *goWorld) Release(self Ref, h Handle)  { w.released++ }
func (w *goWorld) WeakLost(Ref, Handle) bool   { return false }
func (w *goWorld) Shadow(self Ref, h Handle)   {}
func (w *goWorld) ThreadEnded(Thread)          {}

func (w *goWorld) ContextCopied(Thread, Ref, Ref)      {}
func (w *goWorld) RaiseIn(Thread, uint64, *Reader) int { return 0 }

type tuple []any

type proxy struct {
	class Ref
	h     Handle
}

func write(b *Buffer, v any) {
	switch v := v.(type) {
	case nil:
		b.None()
	case bool:
		b.Bool(v)
	case int:
		b.Int(int64(v))
	case float64:
		b.Float(v)
	case string:
		b.Str(v)
	case []byte:
		b.Bytes(v)
	case Ref:
		b.Ref(v)
	case Handle:
		b.Proxy(0, v)
	case proxy:
		b.Proxy(v.class, v.h)
	case tuple:
		b.Tuple(len(v))
		for _, e := range v {
			write(b, e)
		}
	case []any:
		b.List(len(v))
		for _, e := range v {
			write(b, e)
		}
	default:
		panic(fmt.Sprintf("write %T", v))
	}
}

func read(r *Reader) any {
	it := r.Next()
	switch it.Kind {
	case KindNone:
		return nil
	case KindTrue, KindFalse:
		return it.Kind == KindTrue
	case KindInt:
		return int(it.Int)
	case KindFloat:
		return it.Float
	case KindASCII, KindStr:
		return string(it.Bytes)
	case KindBytes:
		return append([]byte(nil), it.Bytes...)
	case KindTuple:
		v := make(tuple, it.Len)
		for i := range v {
			v[i] = read(r)
		}
		return v
	case KindList:
		v := make([]any, it.Len)
		for i := range v {
			v[i] = read(r)
		}
		return v
	case KindDict:
		v := map[any]any{}
		for range it.Len {
			k := read(r)
			v[k] = read(r)
		}
		return v
	case KindRef:
		return it.Ref
	case KindProxy:
		return it.Handle
	case KindBigInt:
		return fmt.Sprintf("big %d %x", it.Int, it.Bytes)
	}
	panic(fmt.Sprintf("read %q", it.Kind))
}

func do(op Op, o Ref, x int64, args ...any) (any, Status) {
	b := NewBuffer()
	for _, a := range args {
		write(b, a)
	}
	r := Do(op, o, 0, x, b, len(args), 0)
	b.Free()
	defer r.Free()
	if !r.More() {
		return nil, r.Status
	}
	return read(&r.Reader), r.Status
}

func must(op Op, o Ref, x int64, args ...any) any {
	v, st := do(op, o, x, args...)
	if st == Raised {
		s, _ := do(OpRepr, v.(Ref), 0)
		panic(fmt.Sprint("raised ", s))
	}
	return v
}

func builtin(name string) Ref { return must(OpBuiltin, 0, 0, name).(Ref) }

func module(name string) Ref {
	m := must(OpCreateBuiltin, 0, 0, name).(Ref)
	must(OpExecModule, m, 0)
	return m
}

func want(t testing.TB, got, want any) {
	t.Helper()
	if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
		t.Errorf("got %#v, want %#v", got, want)
	}
}

func TestRoundTrip(t *testing.T) {
	on(t, func() {
		for _, v := range []any{nil, true, false, 0, -1, math.MaxInt64, math.MinInt64, 1.5, math.Inf(-1), "", "abc", "a\x00b", "h\u00e9 \u20ac \U0001F600",
			"\xed\xa0\x80", []byte("\x00\xff"), tuple{}, tuple{1, tuple{"x", nil}}} {
			l := must(OpCall, builtin("list"), 0, tuple{v}) // C holds it for a moment
			want(t, l, []any{v})
		}
		want(t, must(OpCall, builtin("pow"), 0, 2, 70), "big 0 000000000000000040")
		want(t, must(OpCall, builtin("pow"), 0, -2, 71), "big 1 000000000000000080")
		b := NewBuffer()
		b.BigInt(true, []byte{0, 0, 0, 0, 0, 0, 0, 0, 0x40})
		r := Do(OpCall, builtin("str"), 0, 0, b, 1, 0)
		want(t, read(&r.Reader), "-1180591620717411303424")
		r.Free()
	})
}

func TestOperations(t *testing.T) {
	on(t, func() {
		z := module("zlib")
		crc := must(OpGetAttr, z, 0, "crc32").(Ref)
		want(t, must(OpCall, crc, 0, []byte("hello world")), 0x0d4a1185)
		_, st := do(OpCall, crc, 0, "text")
		want(t, st, Raised)
		want(t, must(OpBinary, 0, 6, "%d-%s", tuple{1, "x"}), "1-x")
		want(t, must(OpGetItem, must(OpCall, builtin("memoryview"), 0, []byte("abc")).(Ref), 0, 1), 98)
		m := must(OpCreateDynamic, 0, 0, "_json", "/usr/lib/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so").(Ref)
		must(OpExecModule, m, 1)
		want(t, must(OpCallMethod, m, 0, "encode_basestring_ascii", "\u20ac"), `"\u20ac"`)
		if Frames() != 0 {
			t.Errorf("%d Python frames: %v", Frames(), FrameNames())
		}
	})
}

func TestProxies(t *testing.T) {
	on(t, func() {
		born, released := world.born, world.released
		f := world.add(func(s Slot, x int64, args []any) (any, Status) {
			if s == SlotCall {
				return args[0].(int) * 2, Done
			}
			return "?", Done
		})
		b := NewBuffer()
		b.Function(f)
		b.Tuple(3)
		b.Int(1)
		b.Int(2)
		b.Int(3)
		r := Do(OpCall, builtin("map"), 0, 0, b, 2, 0)
		it := read(&r.Reader).(Ref)
		r.Free()
		want(t, must(OpCall, builtin("list"), 0, it), []any{2, 4, 6})
		Decref(it)
		want(t, world.born-born, 1)
		want(t, world.released-released, 1)

		// a twin class with some slots only
		bases := NewBuffer()
		bases.Str("Box")
		bases.Tuple(1)
		bases.Ref(ObjectType())
		bases.Dict(2)
		bases.Str("__slots__")
		bases.Tuple(0)
		bases.Str("__module__")
		bases.Str("gomod")
		r = Do(OpMakeClass, MetaType(), 0, 1<<SlotLen|1<<SlotIter|1<<SlotNext|1<<MaskBinary, bases, 3, 0)
		cls := read(&r.Reader).(Ref)
		r.Free()
		n := 0
		var self Handle
		box := world.add(func(s Slot, x int64, args []any) (any, Status) {
			switch s {
			case SlotLen:
				return 42, Done
			case SlotIter:
				return proxy{cls, self}, Done
			case SlotNext:
				if n++; n > 2 {
					return nil, Absent
				}
				return n, Done
			case SlotBinary:
				return fmt.Sprint("op ", x, args), Done
			case SlotRepr, SlotStr:
				return "<box>", Done
			}
			panic("slot not expected")
		})
		self = box
		b.Reset()
		b.Proxy(cls, box)
		r = Do(OpCall, builtin("len"), 0, 0, b, 1, 0)
		want(t, read(&r.Reader), 42)
		r.Free()
		r = Do(OpCall, builtin("list"), 0, 0, b, 1, 0)
		want(t, read(&r.Reader), []any{1, 2})
		r.Free()
		r = Do(OpCall, builtin("callable"), 0, 0, b, 1, 0)
		want(t, read(&r.Reader), false)
		r.Free()
		// a panic on our side is an exception on theirs
		r = Do(OpCall, builtin("hash"), 0, 0, b, 1, 0)
		want(t, r.Status, Raised)
		e := r.Next()
		r.Free()
		s := must(OpStr, e.Ref, 0).(string)
		if !strings.HasPrefix(s, "Go panic: slot not expected") {
			t.Error(s)
		}
	})
}

func TestBuffers(t *testing.T) {
	on(t, func() {
		world.data = []byte("shared memory")
		b := NewBuffer()
		b.Str("Mem")
		b.Tuple(1)
		b.Ref(ObjectType())
		b.Dict(1)
		b.Str("__slots__")
		b.Tuple(0)
		r := Do(OpMakeClass, MetaType(), 0, 1<<SlotBuffer, b, 3, 0)
		cls := read(&r.Reader).(Ref)
		r.Free()
		b.Reset()
		b.Proxy(cls, 1)
		r = Do(OpCall, builtin("bytes"), 0, 0, b, 1, 0)
		if len(world.exports) != 0 {
			t.Error("the export was not released")
		}
		r.Free()
		ba := must(OpCall, builtin("memoryview"), 0, []byte("xyz")).(Ref)
		v, _ := GetView(ba, false)
		want(t, string(v.Data), "xyz")
		want(t, v.ReadOnly, true)
		v.Close()
		_, bad := GetView(builtin("len"), false)
		want(t, bad.Status, Raised)
		bad.Free()
	})
}

func TestThreads(t *testing.T) {
	on(t, func() {
		order := make(chan string, 10)
		go func() {
			runtime.LockOSThread()
			ts := NewThread()
			ts.Acquire()
			order <- "other"
			ts.Drop()
		}()
		for !DropRequested() {
			time.Sleep(time.Millisecond)
		}
		ts := Release()
		ts.Acquire()
		order <- "first"
		want(t, <-order, "other")
	})
}

func BenchmarkCrossing(b *testing.B) {
	on(b, func() {
		z := module("zlib")
		crc := must(OpGetAttr, z, 0, "crc32").(Ref)
		m := must(OpCreateDynamic, 0, 0, "_json", "/usr/lib/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so").(Ref)
		_ = m
		sqrt := must(OpGetAttr, module("math"), 0, "sqrt").(Ref)
		dbl := world.add(func(s Slot, x int64, args []any) (any, Status) { return args[0], Done })
		fn := NewBuffer()
		fn.Function(dbl)
		q := NewQuick()
		b.Run("sqrt typed", func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				q.Words[0].Set(KindFloat, math.Float64bits(2))
				q.Do(OpCall, sqrt, 0, 0, 1)
			}
		})
		buf := NewBuffer()
		for name, f := range map[string]Ref{"crc32 of 11 bytes": crc, "sqrt any": sqrt} {
			b.Run(name, func(b *testing.B) {
				for i := 0; i < b.N; i++ {
					buf.Reset()
					if f == crc {
						buf.B = append(buf.B, "b\x0b\x00\x00\x00hello world"...)
					} else {
						buf.Float(2)
					}
					r := Do(OpCall, f, 0, 0, buf, 1, 0)
					r.Next()
					r.Free()
				}
			})
		}
	})
}
