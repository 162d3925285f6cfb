//go:build libpython

package bridge

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines the measurement of what crossings cost: make bench-bridge.

var (
	showCost = flag.Bool("cost", false, "print what each kind of crossing costs")
	rounds   = flag.Int("rounds", 400, "batches of which the best counts")
	onlyCost = flag.String("only", "", "with -cost: only kinds whose name contains this")
)

// cost is one kind of crossing. goal and prototype are the nanoseconds wished for, and those
// that a prototype took, where a bare cgo call takes 25; zero means none.
type cost struct {
	name            string
	goal, prototype float64
	n               int // crossings in one call of f
	f               func() error
	python          string // the same in CPython, for timeit: setup; statement
}

// cpuNow is the time that the calling OS thread has worked. Neighbours on the machine do
// not count, but for what they take of the caches.
func cpuNow() float64 {
	var ts unix.Timespec
	unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts)
	return float64(ts.Sec)*1e9 + float64(ts.Nsec)
}

// measure returns the nanoseconds of one crossing: the best of many batches.
func measure(tb testing.TB, c cost) float64 {
	for range 10 {
		if err := c.f(); err != nil {
			tb.Fatalf("%s: %v", c.name, err)
		}
	}
	batch := 1
	for {
		start := cpuNow()
		for range batch {
			c.f()
		}
		if d := cpuNow() - start; d > 100e3 || batch > 1<<20 {
			break
		}
		batch *= 2
	}
	best := 0.0
	for i := range *rounds {
		start := cpuNow()
		for range batch {
			c.f()
		}
		if d := (cpuNow() - start) / float64(batch*c.n); i == 0 || d < best {
			best = d
		}
	}
	return best
}

// native is a function of ours, in Go.
func native(name string, f object.FnVec) object.Value {
	return object.NewBuiltin(&object.Method{Name: name, Fn: f}, object.Value{})
}

func costs(th *object.Thread) []cost {
	call := func(f object.Value, args ...object.Value) func() error {
		return func() error { _, err := th.CallVec(f, args, nil); return err }
	}
	math, zlib, structs, functools, operator := load(th, "math"), load(th, "zlib"), load(th, "_struct"), load(th, "_functools"), load(th, "_operator")
	array := load(th, "array")
	hello := object.NewBytes("hello world")
	ints := make([]object.Value, 1000)
	for i := range ints {
		ints[i] = object.Int(i * 1000)
	}
	tuple := object.NewTuple(ints).Value()
	many := invoke(th, get(th, array, "array"), str("q"), tuple)
	mega := object.StrValue(strings.Repeat("a", 1<<20))
	megabytes := object.NewBytes(strings.Repeat("a", 1<<20))
	fails := native("fails", func(t *object.Thread, _ object.Value, args []object.Value, _ *object.Tuple) (object.Value, error) {
		return object.Value{}, object.Errorf(object.KeyErrorType, "no")
	})
	decompress := get(th, zlib, "decompress")
	set := object.NewSet()
	set.Add(th, str("member"))
	content := object.NewDict()
	content.SetString("key", set.Value())
	content.SetString("\u20ac", object.NewTuple([]object.Value{object.Float(1.5), object.None}).Value())
	dict := content.Value()
	cls := newClass(th, "Ours", nil, map[string]object.FnVec{
		"__len__": func(t *object.Thread, _ object.Value, a []object.Value, _ *object.Tuple) (object.Value, error) {
			return object.Int(3), nil
		},
	})
	ours, held := invoke(th, cls), invoke(th, cls)
	keeper := invoke(th, get(th, functools, "partial"), get(th, operator, "length_hint"), held)
	date := invoke(th, get(th, load(th, "_datetime"), "date"), object.Int(2024), object.Int(1), object.Int(2))
	delta := invoke(th, get(th, load(th, "_datetime"), "timedelta"), object.Int(1))
	year := object.Intern("year")
	iso := get(th, date, "isoformat")
	return []cost{
		{"typed path: math.sqrt(x)", 80, 57, 1, call(get(th, math, "sqrt"), object.Float(2)), "from math import sqrt;x=2.0|sqrt(x)"},
		{"general path: math.atan2(x, y)", 150, 92, 1, call(get(th, math, "atan2"), object.Float(2), object.Float(3)), "from math import atan2;x=2.0;y=3.0|atan2(x,y)"},
		{"zlib.crc32 of 11 bytes", 0, 142, 1, call(get(th, zlib, "crc32"), hello), "from zlib import crc32;x=b'hello world'|crc32(x)"},
		{"_struct.pack(fmt, i, j)", 0, 242, 1, call(get(th, structs, "pack"), str("iH"), object.Int(1), object.Int(2)), "from struct import pack|pack('iH',1,2)"},
		{"attribute: date.year", 0, 0, 1, func() error { _, err := th.GetAttr(date, year); return err }, "import datetime;x=datetime.date(2024,1,2)|x.year"},
		{"method: date.isoformat()", 0, 0, 1, call(iso), "import datetime;x=datetime.date(2024,1,2)|x.isoformat()"},
		{"new C object: date + timedelta", 0, 0, 1, func() error { _, err := th.BinaryOp(object.OpAdd, date, delta); return err }, "import datetime;x=datetime.date(2024,1,2);y=datetime.timedelta(1)|x+y"},
		{"callback: a step of reduce", 120, 0, 1000, call(get(th, functools, "reduce"), function(th), many), "from functools import reduce;import array;a=array.array('q',range(1000));f=lambda x,y:x|reduce(f,a)"},
		{"a call and a callback: len() of ours", 0, 0, 1, call(keeper), ""},
		{"the same, with a new proxy", 0, 0, 1, call(get(th, operator, "length_hint"), ours), ""},
		{"exception from C", 0, 0, 1, func() error {
			if _, err := th.Call(decompress, hello); err == nil {
				return errors.New("no exception")
			}
			return nil
		}, ""},
		{"exception of ours through C", 0, 0, 1, func() error {
			if _, err := th.Call(get(th, functools, "reduce"), fails, tuple); err == nil {
				return errors.New("no exception")
			}
			return nil
		}, ""},
		{"a dict with a set and a tuple, twice", 0, 0, 1, call(get(th, operator, "eq"), dict, dict), ""},
		{"1000 ints to C", 20000, 15000, 1, call(get(th, operator, "contains"), tuple, object.Int(0)), ""},
		{"1000 ints from C", 20000, 0, 1, call(get(th, many, "tolist")), ""},
		{"list of 3, changed by C", 0, 0, 1, call(get(th, load(th, "_heapq"), "heapify"), object.ListOf(object.Int(3), object.Int(1), object.Int(2))), "from heapq import heapify;x=[3,1,2]|heapify(x)"},
		{"1 MB of ASCII to C", 40000, 22000, 2, call(get(th, operator, "is_"), mega, mega), ""},
		{"1 MB of ASCII to C and back", 80000, 0, 1, call(get(th, operator, "concat"), str(""), mega), ""},
		{"1 MB of bytes to C and back", 80000, 0, 1, call(get(th, operator, "concat"), object.NewBytes(""), megabytes), ""},
	}
}

// TestCost looks that each kind of crossing works, and prints with -cost what it costs.
func TestCost(t *testing.T) {
	on(t, func(th *object.Thread) {
		list := slices.DeleteFunc(costs(th), func(c cost) bool { return !strings.Contains(c.name, *onlyCost) })
		if !*showCost {
			for _, c := range list {
				if err := c.f(); err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
			}
			return
		}
		bare := measure(t, cost{name: "bare", n: 1, f: func() error { capi.Bare(); return nil }})
		back := measure(t, cost{name: "bare callback", n: 1000, f: func() error { capi.BareCallbacks(1000); return nil }})
		python := pythonCosts(list)
		var w bytes.Buffer
		fmt.Fprintf(&w, "%-40s %10s %8s %10s %10s %10s\n", "crossing", "ns", "x bare", "goal", "prototype", "python3")
		fmt.Fprintf(&w, "%-40s %10.1f %8.1f %10s\n", "bare cgo call", bare, 1.0, "")
		fmt.Fprintf(&w, "%-40s %10.1f %8.1f %10s %10.0f\n", "bare callback", back, back/bare, "", 39/25.0*bare)
		for i, c := range list {
			ns := measure(t, c)
			num := func(v float64) string {
				if v == 0 {
					return ""
				}
				return strconv.FormatFloat(v, 'f', 0, 64)
			}
			fmt.Fprintf(&w, "%-40s %10.0f %8.1f %10s %10s %10s\n", c.name, ns, ns/bare, num(c.goal/25*bare), num(c.prototype/25*bare), num(python[i]))
		}
		os.Stdout.Write(w.Bytes())
	})
}

// pythonCosts measures the same operations in CPython, zero where it cannot.
func pythonCosts(list []cost) []float64 {
	out := make([]float64, len(list))
	python := os.Getenv("PYTHON")
	if python == "" {
		return out
	}
	for i, c := range list {
		setup, stmt, ok := strings.Cut(c.python, "|")
		if !ok {
			continue
		}
		text, err := exec.Command(python, "-c", fmt.Sprintf(
			"import timeit,time;t=timeit.Timer(%q,%q,timer=time.thread_time);n=max(1,20000//%d);print(min(t.repeat(20,n))/n*1e9/%d)", stmt, setup, c.n, c.n)).Output()
		if err == nil {
			out[i], _ = strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
		}
	}
	return out
}
