//go:build libpython

package bridge

import (
	"errors"
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file tests that crossings leave nothing behind.

// crossings is how often TestFlat repeats each kind of crossing. With -crossings 1000000 it
// takes some minutes.
var crossings = flag.Int("crossings", 4000, "how often TestFlat repeats each kind of crossing")

// TestFlat repeats each kind of crossing and counts what is left: handles, wrappers and proxies
// here, blocks of memory in C.
func TestFlat(t *testing.T) {
	on(t, func(th *object.Thread) {
		count := func() (n [4]int) {
			for i := 0; i < 20; i++ {
				runtime.GC()
				time.Sleep(5 * time.Millisecond)
				b.begin(th).end()
				b.Collect(th)
				b.sweepMirrors()
				live := 0
				for _, h := range b.handles {
					if h.v.P != nil {
						live++
					}
				}
				before := n
				n = [4]int{live, len(b.wrappers) + len(b.ctypes) + len(b.contexts), len(b.proxies), capi.Blocks()}
				if i > 3 && n == before {
					break
				}
			}
			return n
		}
		for _, c := range append(costs(th), flatKinds(th)...) {
			if !strings.Contains(c.name, *onlyCost) {
				continue
			}
			n := *crossings / c.n
			if strings.Contains(c.name, "1 MB") || strings.Contains(c.name, "1000") {
				n = max(1, n/100)
			}
			for range 20 {
				c.f()
			}
			// C's allocator may take some blocks once, for a larger table: what leaks does so each time.
			for left := 3; ; left-- {
				before := count()
				for range n {
					if err := c.f(); err != nil {
						t.Fatalf("%s: %v", c.name, err)
					}
				}
				after, worst := count(), 0
				for i := range after {
					worst = max(worst, after[i]-before[i])
				}
				if worst <= 64 {
					break
				}
				if left == 0 {
					t.Errorf("%s: %d crossings take handles, wrappers, proxies and blocks of C from %d to %d", c.name, n, before, after)
					break
				}
			}
		}
	})
}

// flatKinds are the kinds of crossings that TestFlat looks at beside those whose cost is measured.
func flatKinds(th *object.Thread) []cost {
	method := func(f object.FnVec) map[string]object.FnVec { return map[string]object.FnVec{"__next__": f} }
	big := object.NewByteArray(make([]byte, 100_000)).Value()
	array := ofC(th, "array.array", str("d"), object.TupleOf(object.Float(1), object.Float(2)))
	left := 0
	steps := method(func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
		if left--; left < 0 {
			return object.Value{}, object.NewError(object.StopIterationType)
		}
		return object.TupleOf(object.Int(left), a[0]), nil
	})
	steps["__iter__"] = func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
		left = 3
		return a[0], nil
	}
	iterator := newClass(th, "Steps", nil, steps)
	plain := newClass(th, "Plain", nil, nil)
	delta := newClass(th, "Delta", mustType(get(th, load(th, "_datetime"), "timedelta")), nil)
	subs := fuzzTypes(th)
	there := identity(th)
	functools, zlib := load(th, "_functools"), load(th, "zlib")
	reduce, partial, weak := get(th, functools, "reduce"), get(th, functools, "partial"), get(th, load(th, "_weakref"), "ref")
	crc32, decompress := get(th, zlib, "crc32"), get(th, zlib, "decompress")
	pair := object.TupleOf(object.None, object.None)
	q := invoke(th, get(th, queue(th), "SimpleQueue"))
	sink := native("sink", func(*object.Thread, object.Value, []object.Value, *object.Tuple) (object.Value, error) {
		return object.None, nil
	})
	vars, err := b.ImportDynamic(th, "_contextvars", "/usr/lib/python3.11/lib-dynload/_contextvars.cpython-311-x86_64-linux-gnu.so")
	if err != nil {
		panic(err.Error())
	}
	contextvars := vars.Value()
	variable := invoke(th, get(th, contextvars, "ContextVar"), str("variable"))
	invoke(th, get(th, variable, "set"), object.None)
	first := th.CurrentContext()
	does := func(f func()) func() error {
		return func() error { f(); return nil }
	}
	raises := func(make func() *object.Exception) func() error {
		return func() error {
			e := make()
			f := native("raises", func(*object.Thread, object.Value, []object.Value, *object.Tuple) (object.Value, error) {
				return object.Value{}, e
			})
			if _, err := th.Call(reduce, f, pair); err == nil || object.ToException(err) != e {
				return fmt.Errorf("%v comes out", err)
			}
			return nil
		}
	}
	kind := func(name string, f func() error) cost { return cost{name: name, n: 1, f: f} }
	return []cost{
		kind("memory of ours, read by C", does(func() { invoke(th, crc32, big) })),
		kind("memory of C's, read by us", func() error {
			b, err := th.GetBuffer(array, true)
			if err == nil {
				b.Release()
			}
			return err
		}),
		kind("a memoryview of C's memory that goes back", does(func() { there(invoke(th, object.MemoryViewType.Value(), array)) })),
		kind("an iterator of ours, driven by C", does(func() { ofC(th, "tuple", invoke(th, iterator)) })),
		kind("an iterator of C's, driven by us", func() error {
			it, err := th.Iter(array)
			for err == nil {
				var v object.Value
				if v, err = th.Next(it); v.P == nil {
					break
				}
			}
			return err
		}),
		kind("an instance of a subclass of C's", does(func() {
			d := invoke(th, delta, object.Int(1))
			th.SetAttr(d, object.Intern("held"), invoke(th, plain))
			there(d)
		})),
		kind("instances of subclasses of int, str and list", does(func() {
			there(object.TupleOf(invoke(th, subs[1].Value(), object.Int(7)), invoke(th, subs[2].Value(), str("text"))))
			there(invoke(th, subs[8].Value(), object.TupleOf(object.Int(1))))
		})),
		kind("an object of ours and a function that C keeps for a while", does(func() {
			p := invoke(th, partial, sink, invoke(th, plain), object.ListOf(object.Int(1)))
			invoke(th, p)
		})),
		kind("containers in a queue", does(func() {
			d := object.NewDict()
			d.SetString("k", object.ListOf(invoke(th, plain)))
			invoke(th, get(th, q, "put"), d.Value())
			invoke(th, get(th, q, "put"), object.NewByteArray([]byte("abc")).Value())
			invoke(th, get(th, q, "get"))
			invoke(th, get(th, q, "get"))
		})),
		kind("weak references of C's to an object of ours", does(func() {
			v := invoke(th, plain)
			keep := invoke(th, partial, sink, v)
			invoke(th, weak, v)
			runtime.KeepAlive(keep)
		})),
		kind("exceptions with cause, context, notes and groups", raises(func() *object.Exception {
			e := object.NewException(object.ValueErrorType, str("a"))
			e.Cause = object.NewException(object.KeyErrorType, invoke(th, plain)).Value()
			e.Context = object.NewException(object.TypeErrorType)
			invoke(th, get(th, e.Value(), "add_note"), str("note"))
			g, _ := object.AsException(invoke(th, object.ExceptionGroupType.Value(), str("g"), object.ListOf(e.Value())))
			return g
		})),
		kind("an exception of C's that a callback passes on", func() error {
			f := native("passes", func(t *object.Thread, _ object.Value, _ []object.Value, _ *object.Tuple) (object.Value, error) {
				return t.Call(decompress, object.NewBytes("no"))
			})
			if _, err := th.Call(reduce, f, pair); err == nil {
				return errors.New("no exception")
			}
			return nil
		}),
		kind("a context of ours in which C sets a variable, and copies of it", does(func() {
			var in [3]*object.Context
			before := th.CurrentContext()
			for i := range in {
				in[i] = before.Copy(th)
				th.Context = in[i]
				if i != 1 {
					invoke(th, get(th, variable, "set"), invoke(th, plain))
				}
				before = in[i]
			}
			for _, c := range in {
				th.Context = c
				invoke(th, get(th, variable, "get"))
			}
			th.Context = first
		})),
		kind("a context of C's in which C calls back", does(func() {
			c := invoke(th, get(th, contextvars, "copy_context"))
			invoke(th, get(th, c, "run"), native("inside", func(t *object.Thread, _ object.Value, _ []object.Value, _ *object.Tuple) (object.Value, error) {
				if t.Context == first {
					return object.Value{}, errors.New("outside")
				}
				return t.Call(get(t, variable, "set"), object.ListOf(object.Int(1)))
			}))
		})),
		kind("a class of ours", does(func() { there(plain) })),
		{name: "a C module loaded again", n: 20, f: does(func() {
			m := load(th, "_struct")
			invoke(th, get(th, m, "unpack"), str("i"), invoke(th, get(th, m, "pack"), str("i"), object.Int(1)))
			if _, err := th.Call(get(th, m, "pack"), str("i"), str("no")); err == nil {
				panic("no exception")
			}
		})},
		kind("a module", does(func() { there(object.NewModule("m").Value()) })),
	}
}
