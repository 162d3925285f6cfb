//go:build libpython

package bridge

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"memphis/interp/object"
)

// The tests here need no interpreter: what Python code sees is in testdata. They run on
// the one thread that started libpython.
var (
	b      *Bridge
	thread *object.Thread
	bodies = make(chan func())
)

func TestMain(m *testing.M) {
	go func() {
		runtime.LockOSThread()
		b = New(Config{Executable: "/usr/bin/python3", Home: "/usr", Prefix: "/usr", Paths: []string{"/usr/lib/python3.11", "/usr/lib/python3.11/lib-dynload"}})
		in := object.NewInterp()
		in.Lock = b.Lock
		in.Host = host{}
		thread = in.NewThread()
		b.Lock.Acquire(thread)
		if err := b.Start(thread); err != nil {
			panic(err)
		}
		for f := range bodies {
			f()
		}
	}()
	os.Exit(m.Run())
}

// host is a world in which collections.abc is all there is to import.
type host struct{ object.Host }

func (host) Import(t *object.Thread, name string, globals *object.Dict, from object.Value, level int) (object.Value, error) {
	if m, ok := t.Interp.Modules.GetString(name); ok {
		return m, nil
	}
	for _, n := range b.Builtins() {
		if n == name {
			m, err := b.ImportBuiltin(t, name)
			if err != nil {
				return object.Value{}, err
			}
			t.Interp.Modules.SetString(name, m.Value())
			return m.Value(), nil
		}
	}
	if name != "collections.abc" {
		return object.Value{}, object.Errorf(object.ModuleNotFoundErrorType, "No module named '%s'", name)
	}
	m := object.NewModule(name)
	abc := object.NewModule("MutableSequence")
	abc.Dict().SetString("register", object.NewBuiltin(&object.Method{Name: "register", Fn: object.Fn1(
		func(t *object.Thread, _, v object.Value) (object.Value, error) { return v, nil })}, object.Value{}))
	m.Dict().SetString("MutableSequence", abc.Value())
	t.Interp.Modules.SetString(name, m.Value())
	t.Interp.Modules.SetString("collections", m.Value())
	return m.Value(), nil
}

func on(t testing.TB, f func(t *object.Thread)) {
	t.Helper()
	done := make(chan any)
	bodies <- func() {
		defer func() {
			e := recover()
			if e != nil {
				if _, ok := e.(string); !ok {
					buf := make([]byte, 8000)
					e = []any{e, string(buf[:runtime.Stack(buf, false)])}
				}
			}
			done <- e
		}()
		f(thread)
	}
	if e := <-done; e != nil {
		if l, ok := e.([]any); ok {
			t.Fatalf("%v\n%s", l[0], l[1])
		}
		t.Fatal(e)
	}
}

func get(t *object.Thread, v object.Value, path string) object.Value {
	for _, n := range strings.Split(path, ".") {
		var err error
		if v, err = t.GetAttrString(v, n); err != nil {
			panic(n + ": " + err.Error())
		}
	}
	return v
}

func invoke(t *object.Thread, f object.Value, args ...object.Value) object.Value {
	v, err := t.Call(f, args...)
	if err != nil {
		panic(err.Error())
	}
	return v
}

func load(t *object.Thread, name string) object.Value {
	m, err := b.ImportBuiltin(t, name)
	if err != nil {
		panic(err.Error())
	}
	return m.Value()
}

// repr is C's repr for what crosses by value, and ours for the rest.
func repr(t *object.Thread, v object.Value) string {
	if v.Type().Flags&object.FlagForeign != 0 || v.Is(object.TypeType) {
		s, err := t.Repr(v)
		if err != nil {
			panic(err.Error())
		}
		return s.String()
	}
	f, err := b.builtin(t, "repr")
	if err != nil {
		panic(err.Error())
	}
	s, _ := object.AsStr(invoke(t, f, v))
	return s.String()
}

func want(t *testing.T, th *object.Thread, v object.Value, text string) {
	t.Helper()
	if got := repr(th, v); got != text {
		t.Errorf("got %s, want %s", got, text)
	}
}

func str(s string) object.Value { return object.StrValue(s) }

func TestModules(t *testing.T) {
	on(t, func(th *object.Thread) {
		z := load(th, "zlib")
		want(t, th, invoke(th, get(th, z, "crc32"), object.NewBytes("hello world")), "222957957")
		want(t, th, invoke(th, get(th, z, "decompress"), invoke(th, get(th, z, "compress"), object.NewBytes("aaaa"))), "b'aaaa'")
		want(t, th, get(th, z, "crc32"), "<built-in function crc32>")
		want(t, th, get(th, z, "error"), "<class 'zlib.error'>")
		_, err := th.Call(get(th, z, "decompress"), object.NewBytes("xx"))
		if err == nil || err.Error() != "zlib.error: Error -3 while decompressing data: incorrect header check" {
			t.Error(err)
		}
		s := load(th, "_struct")
		want(t, th, invoke(th, get(th, s, "pack"), str(">iH"), object.Int(-2), object.Int(513)), `b'\xff\xff\xff\xfe\x02\x01'`)
		want(t, th, invoke(th, get(th, s, "unpack"), str("<d"), object.NewBytes("\x00\x00\x00\x00\x00\x00\xf8?")), "(1.5,)")
		st := invoke(th, get(th, s, "Struct"), str("hh"))
		want(t, th, invoke(th, get(th, st, "pack"), object.Int(1), object.Int(2)), `b'\x01\x00\x02\x00'`)
		want(t, th, get(th, st, "size"), "4")
		want(t, th, get(th, get(th, s, "Struct"), "pack"), "<method 'pack' of '_struct.Struct' objects>")
	})
}

func TestTypes(t *testing.T) {
	on(t, func(th *object.Thread) {
		d := load(th, "_datetime")
		date := get(th, d, "date")
		want(t, th, date, "<class 'datetime.date'>")
		x := invoke(th, date, object.Int(2024), object.Int(2), object.Int(28))
		want(t, th, x, "datetime.date(2024, 2, 28)")
		delta := invoke(th, get(th, d, "timedelta"), object.Int(2))
		sum, err := th.BinaryOp(object.OpAdd, x, delta)
		if err != nil {
			t.Fatal(err)
		}
		want(t, th, sum, "datetime.date(2024, 3, 1)")
		diff, err := th.BinaryOp(object.OpSub, sum, x)
		if err != nil {
			t.Fatal(err)
		}
		want(t, th, diff, "datetime.timedelta(days=2)")
		eq, err := th.CompareBool(diff, delta, object.EQ)
		if err != nil || !eq {
			t.Error("not equal", err)
		}
		if lt, err := th.CompareBool(x, sum, object.LT); err != nil || !lt {
			t.Error("not less", err)
		}
		h1, _ := th.Hash(diff)
		h2, _ := th.Hash(delta)
		if h1 != h2 {
			t.Error("hashes differ")
		}
		_, err = th.BinaryOp(object.OpAdd, x, object.Int(1))
		if err == nil || err.Error() != "TypeError: unsupported operand type(s) for +: 'datetime.date' and 'int'" {
			t.Error(err)
		}
		want(t, th, get(th, get(th, d, "datetime"), "min.year"), "1")
		if dt, _ := object.AsType(get(th, d, "datetime")); !dt.IsSubtype(mustType(date)) {
			t.Error("datetime is no date")
		}
	})
}

func mustType(v object.Value) *object.Type {
	typ, ok := object.AsType(v)
	if !ok {
		panic("not a type")
	}
	return typ
}

func TestContainers(t *testing.T) {
	on(t, func(th *object.Thread) {
		h := load(th, "_heapq")
		l := object.ListOf(object.Int(5), object.Int(1), object.Int(4))
		invoke(th, get(th, h, "heapify"), l)
		want(t, th, l, "[1, 5, 4]")
		invoke(th, get(th, h, "heappush"), l, object.Int(0))
		want(t, th, l, "[0, 1, 4, 5]")
		bi := load(th, "_bisect")
		want(t, th, invoke(th, get(th, bi, "bisect_right"), l, object.Int(2)), "2")
		nested := object.ListOf(object.ListOf(object.Int(2)), object.ListOf(object.Int(1)))
		inner, _ := object.AsList(nested)
		first := inner.Items[0]
		invoke(th, get(th, h, "heapify"), nested)
		want(t, th, nested, "[[1], [2]]")
		if inner.Items[1] != first {
			t.Error("an element lost its identity")
		}
		a := invoke(th, get(th, load(th, "array"), "array"), str("i"), object.ListOf(object.Int(1), object.Int(2)))
		want(t, th, a, "array('i', [1, 2])")
		buf, err := th.GetBuffer(a, true)
		if err != nil {
			t.Fatal(err)
		}
		buf.Bytes[0] = 9
		buf.Release()
		want(t, th, a, "array('i', [9, 2])")
	})
}

func TestCallbacks(t *testing.T) {
	on(t, func(th *object.Thread) {
		r := invoke(th, get(th, load(th, "_random"), "Random"), object.Int(1))
		want(t, th, invoke(th, get(th, r, "random")), "0.13436424411240122")
		// heapq compares our objects
		cls := newClass(th, "Key", nil, map[string]object.FnVec{
			"__lt__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return object.True, nil
			},
		})
		x, y := invoke(th, cls), invoke(th, cls)
		l := object.ListOf(x, y)
		invoke(th, get(th, load(th, "_heapq"), "heapify"), l)
		items, _ := object.AsList(l)
		if items.Items[0] != x || items.Items[1] != y {
			t.Error("not the same objects")
		}
		cls = newClass(th, "Bad", nil, map[string]object.FnVec{
			"__lt__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return object.Value{}, object.Errorf(object.ValueErrorType, "no order")
			},
		})
		l = object.ListOf(invoke(th, cls), invoke(th, cls))
		_, err := th.Call(get(th, load(th, "_heapq"), "heapify"), l)
		if err == nil || err.Error() != "ValueError: no order" {
			t.Error(err)
		}
		// A panic of ours must not unwind C's frames.
		cls = newClass(th, "Broken", nil, map[string]object.FnVec{
			"__lt__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return a[7], nil
			},
		})
		depth := th.Depth
		l = object.ListOf(invoke(th, cls), invoke(th, cls))
		_, err = th.Call(get(th, load(th, "_heapq"), "heapify"), l)
		if !object.ErrorIs(err, object.SystemErrorType) || !strings.Contains(err.Error(), "index out of range") || th.Depth != depth {
			t.Error(err, th.Depth)
		}
	})
}

// newClass makes a Python class with methods of Go.
func newClass(th *object.Thread, name string, base *object.Type, methods map[string]object.FnVec) object.Value {
	ns := object.NewDict()
	ns.SetString("__module__", str("test"))
	var descrs []*object.MethodDescr
	for n, f := range methods {
		m := &object.Method{Name: n, Fn: object.FnVec(func(t *object.Thread, self object.Value, a []object.Value, kw *object.Tuple) (object.Value, error) {
			return f(t, object.Value{}, append([]object.Value{self}, a...), kw)
		})}
		object.NewBuiltin(m, object.Value{})
		// a class of its own, not a built-in's, so that the slots look the method up
		d := &object.MethodDescr{Header: object.Header{Type: object.MethodDescrType}, Method: m, Class: &object.Type{Flags: object.FlagHeap}}
		descrs = append(descrs, d)
		ns.SetString(n, object.FromPtr(&d.Header))
	}
	var bases []object.Value
	if base != nil {
		bases = append(bases, base.Value())
	}
	v, err := th.NewClass(object.TypeType, object.NewStr(name), bases, ns, nil)
	if err != nil {
		panic(err.Error())
	}
	for _, d := range descrs {
		d.Class = mustType(v)
	}
	return v
}

func TestSubclass(t *testing.T) {
	on(t, func(th *object.Thread) {
		tz := mustType(get(th, load(th, "_datetime"), "tzinfo"))
		d := load(th, "_datetime")
		cls := newClass(th, "TZ", tz, map[string]object.FnVec{
			"utcoffset": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				if _, err := t.GetAttrString(a[0], "mine"); err != nil {
					return object.Value{}, err
				}
				return invoke(t, get(t, d, "timedelta"), object.Int(0), object.Int(7200)), nil
			},
		})
		x := invoke(th, cls)
		if err := th.SetAttr(x, object.Intern("mine"), object.Int(1)); err != nil {
			t.Fatal(err)
		}
		now := invoke(th, get(th, d, "datetime"), object.Int(2024), object.Int(1), object.Int(2), object.Int(3), object.Int(4), object.Int(5), object.Int(6), x)
		want(t, th, invoke(th, get(th, now, "isoformat")), "'2024-01-02T03:04:05.000006+02:00'")
		if get(th, now, "tzinfo") != x {
			t.Error("tzinfo is another object")
		}
		runtime.GC()
		runtime.GC()
		want(t, th, invoke(th, get(th, now, "isoformat")), "'2024-01-02T03:04:05.000006+02:00'")

		dt := newClass(th, "DT", mustType(get(th, d, "datetime")), map[string]object.FnVec{
			"__str__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return str("DT!"), nil
			},
		})
		v := invoke(th, dt, object.Int(2024), object.Int(1), object.Int(2))
		s, err := th.Str(v)
		if err != nil || s.String() != "DT!" {
			t.Error(s, err)
		}
		sum, err := th.BinaryOp(object.OpAdd, v, invoke(th, get(th, d, "timedelta"), object.Int(1)))
		if err != nil {
			t.Fatal(err)
		}
		if sum.Type() != mustType(dt) {
			t.Error("the sum is a ", sum.Type().Name)
		}
		want(t, th, sum, "DT(2024, 1, 3, 0, 0)")
	})
}

func TestSockets(t *testing.T) {
	on(t, func(th *object.Thread) {
		s := load(th, "_socket")
		pair := invoke(th, get(th, s, "socketpair"))
		p, _ := object.AsTuple(pair)
		x, y := p.Items[0], p.Items[1]
		want(t, th, invoke(th, get(th, x, "send"), object.NewBytes("hello")), "5")
		ba := object.NewByteArray(make([]byte, 3)).Value()
		want(t, th, invoke(th, get(th, y, "recv_into"), ba), "3")
		want(t, th, ba, "bytearray(b'hel')")
		invoke(th, get(th, y, "setblocking"), object.False)
		want(t, th, invoke(th, get(th, y, "recv"), object.Int(10)), "b'lo'")
		_, err := th.Call(get(th, y, "recv"), object.Int(10))
		if !object.ErrorIs(err, object.BlockingIOErrorType) {
			t.Error(err)
		}
		want(t, th, get(th, object.ToException(err).Value(), "args"), "(11, 'Resource temporarily unavailable')")
		n, names := b.Frames()
		if n != 0 {
			t.Error(n, names)
		}
	})
}

// TestImportAll makes every module that libpython has in C, built in or in lib-dynload.
func TestImportAll(t *testing.T) {
	on(t, func(th *object.Thread) {
		for _, n := range b.Builtins() {
			if n == "builtins" || n == "sys" || n == "_imp" {
				continue
			}
			if _, err := b.ImportBuiltin(th, n); err != nil && !object.ErrorIs(err, object.ModuleNotFoundErrorType) {
				t.Errorf("%s: %v", n, err)
			}
		}
		dir := "/usr/lib/python3.11/lib-dynload/"
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			name, _, _ := strings.Cut(f.Name(), ".")
			if strings.HasPrefix(name, "xx") || strings.HasPrefix(name, "_xx") || strings.HasPrefix(name, "_test") {
				continue
			}
			if _, err := b.ImportDynamic(th, name, dir+f.Name()); err != nil && !object.ErrorIs(err, object.ImportErrorType) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestMetatypes(t *testing.T) {
	on(t, func(th *object.Thread) {
		m, err := b.ImportDynamic(th, "_ctypes", "/usr/lib/python3.11/lib-dynload/_ctypes.cpython-311-x86_64-linux-gnu.so")
		if err != nil {
			t.Fatal(err)
		}
		simple := get(th, m.Value(), "_SimpleCData")
		class := func(name string, base object.Value, attrs ...any) object.Value {
			ns := object.NewDict()
			ns.SetString("__module__", str("test"))
			for i := 0; i < len(attrs); i += 2 {
				ns.SetString(attrs[i].(string), attrs[i+1].(object.Value))
			}
			v, err := th.Call(base.Type().Value(), str(name), object.TupleOf(base), ns.Value())
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		cint := class("c_int", simple, "_type_", str("i"))
		want(t, th, invoke(th, get(th, m.Value(), "sizeof"), cint), "4")
		want(t, th, get(th, invoke(th, cint, object.Int(7)), "value"), "7")
		point := class("POINT", get(th, m.Value(), "Structure"), "_fields_", object.ListOf(object.TupleOf(str("x"), cint), object.TupleOf(str("y"), cint)))
		p := invoke(th, point, object.Int(1), object.Int(2))
		want(t, th, get(th, p, "y"), "2")
		if err := th.SetAttr(p, object.Intern("x"), object.Int(5)); err != nil {
			t.Fatal(err)
		}
		want(t, th, get(th, p, "x"), "5")
		array, err := th.BinaryOp(object.OpMul, cint, object.Int(3))
		if err != nil {
			t.Fatal(err)
		}
		want(t, th, invoke(th, get(th, m.Value(), "sizeof"), array), "12")
	})
}

func TestShadows(t *testing.T) {
	on(t, func(th *object.Thread) {
		sub := newClass(th, "MyInt", object.IntType, nil)
		n := invoke(th, sub, object.Int(513))
		want(t, th, invoke(th, get(th, load(th, "_struct"), "pack"), str(">H"), n), `b'\x02\x01'`)
		if invoke(th, mustBuiltin(th, "max"), n, object.Int(1)) != n {
			t.Error("an int of a subclass came back as another")
		}
		text := invoke(th, newClass(th, "MyStr", object.StrType, nil), str("abc"))
		want(t, th, invoke(th, mustBuiltin(th, "len"), text), "3")
		want(t, th, invoke(th, get(th, load(th, "binascii"), "a2b_hex"), invoke(th, newClass(th, "S", object.StrType, nil), str("6162"))), "b'ab'")
	})
}

func mustBuiltin(th *object.Thread, name string) object.Value {
	v, err := b.builtin(th, name)
	if err != nil {
		panic(err.Error())
	}
	return v
}

func TestExceptions(t *testing.T) {
	on(t, func(th *object.Thread) {
		cls := mustType(newClass(th, "Odd", object.ValueErrorType, nil))
		e := object.NewException(cls, str("so"))
		e.Cause = object.NewException(object.KeyErrorType, object.Int(1)).Value()
		key := object.NewBuiltin(&object.Method{Name: "key", Fn: object.Fn1(func(t *object.Thread, _, v object.Value) (object.Value, error) {
			return object.Value{}, e
		})}, object.Value{})
		_, err := th.CallVec(mustBuiltin(th, "max"), []object.Value{object.ListOf(object.Int(1), object.Int(2)), key}, object.NewTuple([]object.Value{str("key")}))
		if err != error(e) {
			t.Errorf("got %v, want the same exception", err)
		}
		// C catches a class of ours that derives from StopIteration
		stop := mustType(newClass(th, "Stop", object.StopIterationType, nil))
		it := newClass(th, "It", nil, map[string]object.FnVec{
			"__iter__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return a[0], nil
			},
			"__next__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return object.Value{}, object.NewException(stop)
			},
		})
		want(t, th, invoke(th, mustBuiltin(th, "list"), invoke(th, it)), "[]")
		// C makes an instance of a class of ours
		_, err = th.Call(get(th, load(th, "_struct"), "unpack"), str("i"), object.NewBytes("x"))
		if err == nil || err.Error() != "struct.error: unpack requires a buffer of 4 bytes" {
			t.Error(err)
		}
	})
}

func TestThreads(t *testing.T) {
	on(t, func(th *object.Thread) {
		s := load(th, "_socket")
		p, _ := object.AsTuple(invoke(th, get(th, s, "socketpair")))
		done := make(chan string, 1)
		go func() {
			runtime.LockOSThread()
			other := th.Interp.NewThread()
			b.Lock.Acquire(other)
			defer b.Lock.Exit(other)
			invoke(other, get(other, p.Items[1], "send"), object.NewBytes("from the other thread"))
			done <- "sent"
		}()
		want(t, th, invoke(th, get(th, p.Items[0], "recv"), object.Int(100)), "b'from the other thread'")
		b.Lock.Release(th) // send must have it back to return
		<-done
		b.Lock.Acquire(th)
		// the holder sees that somebody waits
		go func() {
			runtime.LockOSThread()
			other := th.Interp.NewThread()
			b.Lock.Acquire(other)
			b.Lock.Exit(other)
			done <- "ran"
		}()
		for {
			if th.Pending.Swap(false) {
				b.Lock.Yield(th)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
}

// TestLeaks passes many short-lived objects each way and looks at the registries.
// TestHeldInBuffer has the last thing that keeps a proxy, or the instance of a subclass, in C end while a buffer is written that
// names it.
func TestHeldInBuffer(t *testing.T) {
	on(t, func(th *object.Thread) {
		there := identity(th)
		keep := func(v object.Value) {
			invoke(th, get(th, invoke(th, get(th, queue(th), "SimpleQueue")), "put"), v)
		}
		for _, v := range []object.Value{
			invoke(th, newClass(th, "K", nil, nil)), function(th), invoke(th, newClass(th, "L", object.ListType, nil)),
			invoke(th, newClass(th, "S", object.SetType, nil), object.ListOf(object.Int(1))), invoke(th, newClass(th, "T", object.StrType, nil), str("a")),
		} {
			// The C half of an OSError has file names, for which ours is asked while the buffer is written.
			slow := newClass(th, "E", object.OSErrorType, map[string]object.FnVec{"__getattribute__": func(*object.Thread, object.Value, []object.Value, *object.Tuple) (object.Value, error) {
				for i := 0; b.nDead.Load() == 0; i++ {
					if i == 1000 {
						t.Error("a queue that nobody refers to does not end")
						break
					}
					runtime.GC()
					time.Sleep(time.Millisecond)
				}
				return object.None, nil
			}})
			for range 10 {
				keep(v)
				e := invoke(th, slow, object.Int(1), str("e"))
				u, ok := object.AsTuple(there(object.TupleOf(v, e, v)))
				if !ok || len(u.Items) != 3 || u.Items[0] != v || u.Items[1] != e || u.Items[2] != v {
					t.Errorf("a %s has become %s", v.Type().Name, sketch(th, u.Value(), 0))
				}
			}
		}
	})
}

func TestLeaks(t *testing.T) {
	on(t, func(th *object.Thread) {
		d := load(th, "_datetime")
		cls := newClass(th, "K", nil, map[string]object.FnVec{
			"__lt__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return object.False, nil
			},
		})
		td := newClass(th, "TD", mustType(get(th, d, "timedelta")), nil)
		count := func() (int, int, int) {
			live := 0
			for _, h := range b.handles {
				if h.v.P != nil {
					live++
				}
			}
			return live, len(b.wrappers), len(b.proxies)
		}
		heapify := get(th, load(th, "_heapq"), "heapify")
		work := func() {
			for range 500 {
				invoke(th, heapify, object.ListOf(invoke(th, cls), invoke(th, cls)))
				x := invoke(th, td, object.Int(1))
				invoke(th, mustBuiltin(th, "repr"), x)
			}
		}
		settle := func() {
			for range 5 {
				runtime.GC()
				time.Sleep(10 * time.Millisecond)
				b.begin(th).end()
			}
		}
		work()
		settle()
		h0, w0, p0 := count()
		work()
		settle()
		h1, w1, p1 := count()
		if h1 > h0+5 || w1 > w0+30 || p1 > p0+5 {
			t.Errorf("handles %d to %d, wrappers %d to %d, proxies %d to %d", h0, h1, w0, w1, p0, p1)
		}
	})
}

func BenchmarkCalls(bm *testing.B) {
	on(bm, func(th *object.Thread) {
		run := func(name string, f func() error) {
			bm.Run(name, func(bm *testing.B) {
				for i := 0; i < bm.N; i++ {
					if err := f(); err != nil {
						bm.Fatal(err)
					}
				}
			})
		}
		crc := get(th, load(th, "zlib"), "crc32")
		data := object.NewBytes("hello world")
		run("crc32 of 11 bytes", func() error { _, err := th.Call(crc, data); return err })
		sqrt := get(th, load(th, "math"), "sqrt")
		run("math.sqrt", func() error { _, err := th.Call(sqrt, object.Float(2)); return err })
		pack := get(th, load(th, "_struct"), "pack")
		run("_struct.pack", func() error { _, err := th.Call(pack, str("iH"), object.Int(1), object.Int(2)); return err })
		d := load(th, "_datetime")
		x := invoke(th, get(th, d, "date"), object.Int(2024), object.Int(1), object.Int(2))
		year := object.Intern("year")
		run("date.year", func() error { _, err := th.GetAttr(x, year); return err })
		iso := object.Intern("isoformat")
		run("date.isoformat()", func() error { _, err := th.CallMethod(x, iso); return err })
		delta := invoke(th, get(th, d, "timedelta"), object.Int(1))
		run("date + timedelta", func() error { _, err := th.BinaryOp(object.OpAdd, x, delta); return err })
		heapify := get(th, load(th, "_heapq"), "heapify")
		l := object.ListOf(object.Int(3), object.Int(1), object.Int(2))
		run("heapify of 3 ints", func() error { _, err := th.Call(heapify, l); return err })
		cls := newClass(th, "Key", nil, map[string]object.FnVec{
			"__lt__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
				return object.False, nil
			},
		})
		bisect := get(th, load(th, "_bisect"), "bisect_left")
		k := invoke(th, cls)
		one := object.ListOf(k)
		run("bisect: one comparison of ours", func() error { _, err := th.Call(bisect, one, k); return err })
		dec := get(th, load(th, "zlib"), "decompress")
		run("exception", func() error { th.Call(dec, data); return nil })
	})
}
