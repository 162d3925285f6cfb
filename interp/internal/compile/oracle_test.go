package compile_test

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"memphis/interp/internal/bytecode"
)

const python = "/usr/bin/python3"

// dumped is what testdata/dump.py tells of a code object.
type dumped struct {
	QualName, Name                      string
	Flags                               uint32
	FirstLine                           int
	Args                                [3]int
	VarNames, Names, CellVars, FreeVars []string
	Consts                              []string
	Lines                               []int
	Positions                           map[string][]string
}

// group returns the group of testdata/dump.py that an operation belongs to.
func group(op bytecode.Op) string {
	switch {
	case op >= bytecode.ADD && op <= bytecode.IFLOORDIVK:
		return "binary"
	case op >= bytecode.EQ && op <= bytecode.NOTIN || op >= bytecode.JEQ && op <= bytecode.JGEK:
		return "compare"
	}
	return map[bytecode.Op]string{
		bytecode.CALL: "call", bytecode.CALLKW: "call", bytecode.CALLM: "call", bytecode.CALLMKW: "call", bytecode.CALLEX: "call", bytecode.WITHEXIT: "call",
		bytecode.COMPREHEND: "call",
		bytecode.JNONE:      "compare", bytecode.JNOTNONE: "compare", bytecode.LOADATTR: "attribute", bytecode.LOADMETHOD: "attribute",
		bytecode.STOREATTR: "store attribute", bytecode.DELATTR: "delete attribute", bytecode.GETITEM: "item",
		bytecode.GETITEMK: "item", bytecode.GETSLICE: "item", bytecode.SETITEM: "store item", bytecode.SETITEMK: "store item",
		bytecode.DELITEM: "delete item", bytecode.LOADGLOBAL: "global", bytecode.LOADNAME: "name", bytecode.IMPORTNAME: "import",
		bytecode.IMPORTFROM: "from", bytecode.GETITER: "iter", bytecode.UNPACK: "unpack", bytecode.UNPACK2: "unpack",
		bytecode.UNPACKEX: "unpack", bytecode.FORMATVALUE: "format", bytecode.RAISE0: "raise", bytecode.RAISE1: "raise",
		bytecode.RAISE2: "raise", bytecode.WITHENTER: "with", bytecode.AWITHENTER: "with", bytecode.GETAWAITABLE: "await",
		bytecode.YIELD: "yield", bytecode.SEND: "yield", bytecode.NEG: "unary", bytecode.INVERT: "unary", bytecode.DICTMERGE: "merge", bytecode.KEYWORDS: "merge",
		bytecode.LOADCELL: "deref", bytecode.LOADFREE: "deref", bytecode.EXCMATCH: "match", bytecode.GETAITER: "aiter",
		bytecode.GETANEXT: "anext", bytecode.MATCHCLASS: "match class",
	}[op]
}

func constText(k bytecode.Const) string {
	floatHex := func(f float64) string {
		return hex.EncodeToString(binary.BigEndian.AppendUint64(nil, math.Float64bits(f)))
	}
	list := func(items []bytecode.Const, sorted bool) string {
		parts := make([]string, len(items))
		for i, item := range items {
			parts[i] = constText(item)
		}
		if sorted {
			slices.Sort(parts)
		}
		return strings.Join(parts, " ")
	}
	switch k := k.(type) {
	case *bytecode.Code:
		return "<code " + k.QualName + ">"
	case bytecode.Float:
		return "f" + floatHex(float64(k))
	case bytecode.Complex:
		return "c" + floatHex(real(complex128(k))) + floatHex(imag(complex128(k)))
	case bytecode.Str:
		return "s" + hex.EncodeToString([]byte(k))
	case bytecode.Bytes:
		return "b" + hex.EncodeToString([]byte(k))
	case bytecode.Tuple:
		return "(" + list(k, false) + ")"
	case bytecode.FrozenSet:
		return "{" + list(k, true) + "}"
	case *bytecode.BigInt:
		return (*big.Int)(&k.Int).String()
	}
	return bytecode.FormatConst(k)
}

func dump(c *bytecode.Code, out []dumped) []dumped {
	d := dumped{QualName: c.QualName, Name: c.Name, Flags: uint32(c.Flags), FirstLine: c.FirstLine,
		Args:     [3]int{c.ArgCount, c.PosOnlyArgCount, c.KwOnlyArgCount},
		VarNames: c.VarNames, Names: c.Names, CellVars: c.CellVars, FreeVars: c.FreeVars}
	for _, k := range c.Consts {
		d.Consts = append(d.Consts, constText(k))
	}
	d.Positions = map[string][]string{}
	for pc, p := range c.AllPositions() {
		if g := group(c.Instrs[pc].Op); g != "" && p.Line > 0 {
			d.Positions[g] = append(d.Positions[g], fmt.Sprintf("%d-%d %d-%d", p.Line, p.EndLine, p.Col, p.EndCol))
		}
		if p.Line != 0 && int(p.Line) != c.FirstLine {
			d.Lines = append(d.Lines, int(p.Line))
		}
	}
	for g := range d.Positions {
		slices.Sort(d.Positions[g])
		d.Positions[g] = slices.Compact(d.Positions[g])
	}
	slices.Sort(d.Lines)
	d.Lines = slices.Compact(d.Lines)
	out = append(out, d)
	for _, k := range c.Consts {
		if inner, ok := k.(*bytecode.Code); ok {
			out = dump(inner, out)
		}
	}
	return out
}

// TestOracle compares the visible attributes of code objects with those that the host's compiler gives.
func TestOracle(t *testing.T) {
	if _, err := os.Stat(python); err != nil {
		t.Skip("no " + python)
	}
	// Not all machines have CPython's tests.
	files := slices.DeleteFunc(libFiles(t), func(path string) bool { return strings.HasPrefix(path, lib+"/test/") && os.Getenv("ALL") == "" })
	cmd := exec.Command(python, "testdata/dump.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	wrong := map[string]int{}
	total, positions := 0, 0
	report := func(path, what string, want dumped, w, g any) {
		wrong[what]++
		if wrong[what] <= 3 {
			t.Logf("%s:%d %s: %s\n want %v\n  got %v", path, want.FirstLine, want.QualName, what, w, g)
		}
	}
	for i, path := range files {
		var want []dumped
		if err := json.Unmarshal([]byte(lines[i]), &want); err != nil {
			t.Fatal(err)
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		code, _, err := compileFile(path, src)
		if err != nil {
			continue
		}
		got := dump(code, nil)
		if len(got) != len(want) {
			report(path, "number of code objects", dumped{}, len(want), len(got))
			continue
		}
		for j, w := range want {
			g := got[j]
			total++
			check := func(what string, a, b any) {
				if fmt.Sprint(a) != fmt.Sprint(b) {
					report(path, what, w, a, b)
				}
			}
			check("name", w.Name+" "+w.QualName, g.Name+" "+g.QualName)
			check("flags", w.Flags, g.Flags)
			check("first line", w.FirstLine, g.FirstLine)
			check("arguments", w.Args, g.Args)
			check("co_varnames", w.VarNames, g.VarNames)
			check("co_names", w.Names, g.Names)
			check("co_cellvars", w.CellVars, g.CellVars)
			check("co_freevars", w.FreeVars, g.FreeVars)
			check("lines", w.Lines, g.Lines)
			for g, list := range w.Positions {
				positions += len(list)
				for _, p := range list {
					if !slices.Contains(got[j].Positions[g], p) {
						check("position of "+g, p, got[j].Positions[g])
					}
				}
			}
			slices.Sort(w.Consts)
			slices.Sort(g.Consts)
			check("co_consts (sorted)", w.Consts, g.Consts)
		}
	}
	t.Logf("%d code objects, %d positions, differences: %v", total, positions, wrong)
	for what, n := range wrong {
		limit := map[string]int{"co_consts (sorted)": total / 50, "lines": total / 40,
			// a, b = 1, 2 needs no unpacking here.
			"position of unpack": total / 200}[what]
		if n > limit {
			t.Errorf("%s: %d of %d differ", what, n, total)
		}
	}
}
