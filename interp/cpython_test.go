package interp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/modules/marshal"
	"memphis/interp/internal/traceback"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
)

// hostPython compiles what these tests translate.
const hostPython = "/usr/bin/python3"

// stackCode is a marshalled module, with where in it the code and its tables are.
type stackCode struct {
	Name  string
	Data  []byte
	Spots []struct{ At, Len int }
}

// hostCompiled compiles files with the host's python3; those with errors in them are left out.
func hostCompiled(t testing.TB, files []string) []stackCode {
	t.Helper()
	if out, err := exec.Command(hostPython, "-c", "import sys; print(sys.version_info[:2])").Output(); err != nil || strings.TrimSpace(string(out)) != "(3, 11)" {
		t.Skipf("%s is no Python 3.11", hostPython)
	}
	var all []stackCode
	for part := range slices.Chunk(files, 200) {
		cmd := exec.Command(hostPython, append([]string{"-W", "ignore", "testdata/stackcode.py"}, part...)...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, stderr.String())
		}
		var list []stackCode
		if err := json.Unmarshal(out, &list); err != nil {
			t.Fatal(err)
		}
		all = append(all, slices.DeleteFunc(list, func(c stackCode) bool { return len(c.Data) == 0 })...)
	}
	return all
}

// TestLibFromCPython translates what python3 compiles of the standard library: every eighth file, all with
// MEMPHIS_WHOLE_LIB=1, which takes python3 a minute.
func TestLibFromCPython(t *testing.T) {
	const lib = "/usr/lib/python3.11"
	var files []string
	n := 0
	_ = filepath.WalkDir(lib, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
			if n++; n%8 == 0 || os.Getenv("MEMPHIS_WHOLE_LIB") != "" {
				files = append(files, path)
			}
		}
		return nil
	})
	if n == 0 {
		t.Skip("the host has no Python library at " + lib)
	}
	p := bare(t, VM)
	list := hostCompiled(t, files)
	if len(list) < len(files)*9/10 {
		t.Errorf("python3 compiles %d of %d files", len(list), len(files))
	}
	for _, c := range list {
		code, err := marshal.LoadCode(p.Thread(), c.Data)
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		if err := bytecode.Verify(vm.Bytecode(code)); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	t.Logf("%d files", len(list))
}

// mutations is how many damaged code objects TestMutated makes.
const mutations = 10_000

// TestMutated loads code objects of CPython's that have been damaged in many ways, and runs those that are taken for
// sound, for a limited number of steps. Nothing may panic, and nothing may be left behind. The programs have
// all instructions between them.
func TestMutated(t *testing.T) {
	files, err := filepath.Glob("testdata/stackcode/*.py")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	list := hostCompiled(t, files)
	r := rand.New(rand.NewPCG(1, 311))
	m := &mutant{t: t}
	for _, c := range list {
		if err := m.try(c.Data); err != nil || t.Failed() {
			t.Fatal(c.Name, " undamaged: ", err)
		}
	}
	done := make(chan struct{})
	defer close(done)
	go m.watch(done)
	refused, ran, failed := 0, 0, 0
	for i := range mutations {
		data := mutate(r, list[i%len(list)])
		switch err := m.try(data); {
		case err == errRefused:
			refused++
		case err == nil:
			ran++
		default:
			failed++
		}
		if t.Failed() {
			name := filepath.Join(os.TempDir(), fmt.Sprintf("mutated-%d.bin", i))
			_ = os.WriteFile(name, data, 0o600)
			t.Fatalf("mutation %d is in %s", i, name)
		}
	}
	t.Logf("%d refused, %d ran to their end, %d raised something", refused, ran, failed)
	if refused < mutations/10 || ran < mutations/50 {
		t.Errorf("the mutations are one-sided")
	}
}

// FuzzCompiled does what TestMutated does, with what Go's fuzzing makes of the same code objects.
func FuzzCompiled(f *testing.F) {
	files, err := filepath.Glob("testdata/stackcode/*.py")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range hostCompiled(f, files) {
		f.Add(c.Data)
	}
	m := &mutant{}
	f.Fuzz(func(t *testing.T, data []byte) {
		m.t = t
		_ = m.try(data) // an error is an answer, a panic is reported
	})
}

// mutate returns a damaged copy of c's data. Most of the damage is in code and tables, since bytes anywhere
// rarely get beyond marshal.
func mutate(r *rand.Rand, c stackCode) []byte {
	data := slices.Clone(c.Data)
	for n := 1 + r.IntN(3); n > 0; n-- {
		spot := c.Spots[r.IntN(len(c.Spots))]
		at := spot.At + r.IntN(spot.Len)
		switch r.IntN(10) {
		case 0:
			data[r.IntN(len(data))] = byte(r.IntN(256))
		case 1:
			data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		case 2:
			if r.IntN(8) == 0 {
				return data[:r.IntN(len(data))]
			}
			data[at]++
		case 3:
			data[at] = byte(r.IntN(256))
		case 4, 5:
			data[at] = byte(r.IntN(12))
		case 6, 7:
			// One instruction in place of another.
			a, b := spot.At+r.IntN(spot.Len)&^1, spot.At+r.IntN(spot.Len)&^1
			copy(data[a:min(a+2, spot.At+spot.Len)], data[b:min(b+2, spot.At+spot.Len)])
		case 8:
			a, b := spot.At+r.IntN(spot.Len), spot.At+r.IntN(spot.Len)
			data[a], data[b] = data[b], data[a]
		case 9:
			// A piece of another table.
			o := c.Spots[r.IntN(len(c.Spots))]
			k := min(spot.At+spot.Len-at, o.Len, 1+r.IntN(8))
			copy(data[at:at+k], data[o.At:])
		}
	}
	return data
}

// mutant runs damaged code objects, in one interpreter until one has run too long.
type mutant struct {
	t *testing.T
	p *Interpreter
	n atomic.Int64

	steps  int
	output strings.Builder
}

// renew makes an interpreter whose programs reach nothing outside and may pass maxSteps safepoints.
func (m *mutant) renew() {
	if m.p != nil {
		m.p.Close()
	}
	m.p = bare(m.t, VM)
	th, in := m.p.Thread(), m.p.in
	in.RecursionLimit, in.HotCode = 150, -1
	// Under its own name the function would be taken for the interpreter's.
	in.Builtins.SetString("__import__", object.NewFunc("import_harmless", "(name, globals=None, locals=None, fromlist=(), level=0)", object.FnBound(importHarmless)))
	for _, name := range []string{"stdout", "stderr"} {
		in.Sys.SetString(name, sink(th, &m.output))
	}
	in.Safepoints = append(in.Safepoints, func(t *object.Thread) error {
		if m.steps++; m.steps > maxSteps {
			panic(tooLong{})
		}
		t.Pending.Store(true)
		return nil
	})
}

var errRefused = fmt.Errorf("refused")

// watch ends the process when one mutation has spent half a minute of processor time.
func (m *mutant) watch(done chan struct{}) {
	n, start := m.n.Load(), used()
	for {
		select {
		case <-done:
			return
		case <-time.After(time.Second):
			if now := m.n.Load(); now != n {
				n, start = now, used()
			} else if used()-start > 30*time.Second {
				panic(fmt.Sprintf("mutation %d hangs", n))
			}
		}
	}
}

// try is run with panics reported.
func (m *mutant) try(data []byte) (err error) {
	defer func() {
		if e := recover(); e == any(tooLong{}) {
			m.p, err = nil, fmt.Errorf("too long")
		} else if e != nil {
			m.t.Errorf("panic: %v\n%s", e, debug.Stack())
		}
	}()
	return m.run(data)
}

func (m *mutant) run(data []byte) error {
	if n := m.n.Add(1); m.p == nil || n%100 == 0 {
		m.renew()
	}
	p := m.p
	th := p.Thread()
	code, err := marshal.LoadCode(th, data)
	if err != nil {
		e := object.ToException(err)
		for _, want := range []*object.Type{object.ValueErrorType, object.EOFErrorType, object.TypeErrorType, object.UnicodeDecodeErrorType} {
			if e.Header.Type == want {
				return errRefused
			}
		}
		m.t.Errorf("marshal raises %v", err)
		return errRefused
	}
	bc := vm.Bytecode(code)
	if err := bytecode.Verify(bc); err != nil {
		m.t.Error(err)
		return err
	}
	if isCostly(bc) {
		return nil
	}
	m.steps = 0
	m.output.Reset()
	th.Pending.Store(true)
	g := object.NewDict()
	g.SetString("__builtins__", p.in.Builtins.Value())
	g.SetString("__name__", object.StrValue("mutant"))
	_, err = code.Body.Exec(th, code, g, g.Value(), nil)
	if err != nil {
		traceback.Format(th, object.ToException(err))
	}
	if th.Depth != 0 || th.Nested != 0 || th.Exc != nil || th.Engine.Top(th) != nil {
		m.t.Errorf("left depth %d, nested %d, exception %v", th.Depth, th.Nested, th.Exc)
	}
	return err
}

// isCostly finds numbers that may make one operation take minutes, which no step limit sees. The program itself has none.
func isCostly(c *bytecode.Code) bool {
	var number func(k bytecode.Const) bool
	number = func(k bytecode.Const) bool {
		switch k := k.(type) {
		case bytecode.Int:
			return k > 100 || k < -100
		case *bytecode.BigInt:
			return true
		case bytecode.Tuple:
			return slices.ContainsFunc(k, number)
		case *bytecode.Code:
			return isCostly(k)
		}
		return false
	}
	return slices.ContainsFunc(c.Consts, number)
}
