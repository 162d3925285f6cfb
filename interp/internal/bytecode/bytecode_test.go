package bytecode

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestInfoIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for op := range NumOps {
		name := Op(op).String()
		if name == "" || seen[name] {
			t.Errorf("operation %d: name %q", op, name)
		}
		seen[name] = true
	}
}

func TestPositions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	want := []Pos{{}, {}, {Line: 1, EndLine: 1, Col: 0, EndCol: 3}, {Line: 5, EndLine: 9, Col: -1, EndCol: -1}, {}}
	for range 500 {
		p := Pos{Line: rng.Int32N(100), Col: rng.Int32N(90) - 1}
		p.EndLine = p.Line + rng.Int32N(3)
		p.EndCol = rng.Int32N(99) - 1
		for range rng.IntN(4) {
			want = append(want, p)
		}
	}
	var b PositionBuilder
	for _, p := range want {
		b.Add(p)
	}
	c := &Code{Instrs: make([]Instr, len(want)), Positions: b.Bytes()}
	if got := c.AllPositions(); !reflect.DeepEqual(got, want) {
		t.Errorf("AllPositions differs")
	}
	for pc, p := range want {
		if got := c.Position(pc); got != p {
			t.Fatalf("Position(%d) = %v, want %v", pc, got, p)
		}
	}
}

// sample is a small code object with every kind of constant.
func sample() *Code {
	huge := &BigInt{}
	huge.SetString("-123456789012345678901234567890", 10)
	inner := &Code{Name: "g", QualName: "f.<locals>.g", FreeVars: []string{"x"}, Captures: []int32{0}, NumRegs: 1,
		Consts: []Const{NoneConst{}}, Instrs: []Instr{{Op: LOADFREE}, {Op: RETURN}}}
	return &Code{
		Name: "f", QualName: "f", Filename: "f.py", Flags: Optimized | NewLocals, ArgCount: 1, FirstLine: 3,
		VarNames: []string{"x"}, CellVars: []string{"x"}, CellSlots: []int32{0}, NumSlots: 1, NumRegs: 3, NumFar: 1,
		CacheNames: []string{"a", ""},
		Consts: []Const{NoneConst{}, EllipsisConst{}, Bool(true), Bool(false), Int(-7), huge, Float(math.Inf(-1)),
			Complex(complex(1, -2)), Str("\xed\xa0\x80ß"), Bytes("\x00\xff"), Tuple{Int(1), Tuple{}}, FrozenSet{Str("a")}, inner},
		Instrs: []Instr{{Op: MAKECELL}, {Op: LOADGLOBAL, A: 1}, {Op: CALL, A: 1, B: 1, D: 1}, {Op: JF, B: 1, D: 5},
			{Op: MAKEFUNCTION, A: 2, D: 12}, {Op: RETURN, B: 1}},
		ExcTable:  []ExcEntry{{Start: 1, End: 3, Target: 5, Reg: 2}},
		Positions: []byte{6, 6, 0, 1, 2},
	}
}

func TestEncode(t *testing.T) {
	c := sample()
	if err := Verify(c); err != nil {
		t.Fatal(err)
	}
	data, err := Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if Disassemble(back) != Disassemble(c) || back.Consts[5].(*BigInt).Cmp(&c.Consts[5].(*BigInt).Int) != 0 {
		t.Errorf("round trip:\n%s\nwant\n%s", Disassemble(back), Disassemble(c))
	}
}

func TestVerify(t *testing.T) {
	for name, damage := range map[string]func(*Code){
		"register":        func(c *Code) { c.Instrs[1].A = 3 },
		"call window":     func(c *Code) { c.Instrs[2].C = 2 },
		"cache":           func(c *Code) { c.Instrs[1].D = 2 },
		"jump":            func(c *Code) { c.Instrs[3].D = 6 },
		"jump backwards":  func(c *Code) { c.Instrs[3].D = 1 },
		"code constant":   func(c *Code) { c.Instrs[4].D = 4 },
		"operation":       func(c *Code) { c.Instrs[4].Op = Op(NumOps) },
		"end":             func(c *Code) { c.Instrs = c.Instrs[:5] },
		"no instructions": func(c *Code) { c.Instrs = nil },
		"handler":         func(c *Code) { c.ExcTable[0].Target = 6 },
		"handler range":   func(c *Code) { c.ExcTable[0].End = 1 },
		"capture":         func(c *Code) { c.Consts[12].(*Code).Captures[0] = 1 },
		"parameters":      func(c *Code) { c.ArgCount = 2 },
		"registers":       func(c *Code) { c.NumRegs = 257 },
		"far slots":       func(c *Code) { c.NumFar = -1 },
	} {
		c := sample()
		damage(c)
		if Verify(c) == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}
