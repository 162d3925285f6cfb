package bytecode

import "fmt"

// This file proves that a code object is safe to run: whatever instruction the machine reaches, its registers, constants,
// jump targets and table indices exist. The VM relies on it and checks none of them.

// Verify checks a code object and those among its constants.
func Verify(c *Code) error { return verify(c, 0) }

// VerifyOuter checks a code object whose constants that are code objects have been checked.
func VerifyOuter(c *Code) error { return verify(c, verified) }

// verified is the depth of what is not to be checked.
const verified = -1

// maxNesting bounds how deeply code objects lie in one another.
const maxNesting = 1000

func verify(c *Code, depth int) error {
	if depth > maxNesting {
		return fmt.Errorf("code objects nested too deeply")
	}
	v := verifier{c: c}
	if err := v.header(); err != nil {
		return fmt.Errorf("%s: %w", c.QualName, err)
	}
	for pc := range c.Instrs {
		if err := v.instr(pc); err != nil {
			return fmt.Errorf("%s: instruction %d, %s: %w", c.QualName, pc, FormatInstr(c, pc), err)
		}
	}
	for i, e := range c.ExcTable {
		n := int32(len(c.Instrs))
		if e.Start < 0 || e.Start >= e.End || e.End > n || e.Target < 0 || e.Target >= n || int(e.Reg) >= c.NumRegs {
			return fmt.Errorf("%s: entry %d of the exception table is out of range", c.QualName, i)
		}
	}
	for _, k := range c.Consts {
		if err := v.nested(k, depth); err != nil {
			return err
		}
	}
	return nil
}

type verifier struct{ c *Code }

func (v *verifier) cellSlot(slot int32) bool {
	for _, s := range v.c.CellSlots {
		if s == slot {
			return true
		}
	}
	return false
}

func (v *verifier) header() error {
	c := v.c
	near := min(c.NumSlots, MaxNear)
	switch {
	case c.NumRegs < near || c.NumRegs > 256:
		return fmt.Errorf("%d registers", c.NumRegs)
	case c.NumSlots < len(c.VarNames) || c.NumFar < c.NumSlots-near || c.NumFar > 1<<24:
		return fmt.Errorf("%d slots, %d far ones", c.NumSlots, c.NumFar)
	case c.ArgCount < 0 || c.PosOnlyArgCount < 0 || c.KwOnlyArgCount < 0 || c.PosOnlyArgCount > c.ArgCount || c.NumParams() > len(c.VarNames):
		return fmt.Errorf("%d parameters, %d variables", c.NumParams(), len(c.VarNames))
	case len(c.CellSlots) != len(c.CellVars):
		return fmt.Errorf("%d slots for %d cells", len(c.CellSlots), len(c.CellVars))
	case len(c.Instrs) == 0:
		return fmt.Errorf("no instructions")
	}
	for _, s := range c.CellSlots {
		if s < 0 || int(s) >= c.NumSlots {
			return fmt.Errorf("cell in slot %d", s)
		}
	}
	last := c.Instrs[len(c.Instrs)-1]
	if int(last.Op) >= NumOps || !Info[last.Op].Ends {
		return fmt.Errorf("the code runs off its end")
	}
	return nil
}

func (v *verifier) instr(pc int) error {
	in := v.c.Instrs[pc]
	if int(in.Op) >= NumOps {
		return fmt.Errorf("no such operation")
	}
	info := &Info[in.Op]
	operands := [4]int{int(in.A), int(in.B), int(in.C), int(in.D)}
	for i, role := range [4]Role{info.A, info.B, info.C, info.D} {
		if i == 1 && zeroLength(in) {
			continue
		}
		if err := v.operand(in, role, operands[i]); err != nil {
			return err
		}
	}
	for _, r := range operandRanges(in) {
		if r.n > 0 && r.first+r.n > v.c.NumRegs {
			return fmt.Errorf("registers %d to %d of %d", r.first, r.first+r.n-1, v.c.NumRegs)
		}
	}
	return v.special(pc, in)
}

func (v *verifier) operand(in Instr, role Role, x int) error {
	limit := -1
	switch role {
	case None:
		return nil
	case Dst, Src, Obj:
		limit = v.c.NumRegs
	case Cond:
		limit = 2
	case ConstIx:
		limit = len(v.c.Consts)
	case CacheIx:
		limit = len(v.c.CacheNames)
	case Jump:
		limit = len(v.c.Instrs)
	case VarIx:
		limit = len(v.c.VarNames)
	case CellIx:
		limit = len(v.c.CellVars)
	case FreeIx:
		limit = len(v.c.FreeVars)
	case FarIx:
		limit = v.c.NumFar
	case Count:
		limit = 1 << 24
	case RegOrNo:
		if x == -1 {
			return nil
		}
		limit = v.c.NumRegs
	case Flag:
		limit = 8
	}
	if x < 0 || x >= limit {
		return fmt.Errorf("operand %d out of range", x)
	}
	return nil
}

// special checks what single operations ask for.
func (v *verifier) special(pc int, in Instr) error {
	c := v.c
	isTuple := func(i int) bool {
		t, ok := c.Consts[i].(Tuple)
		if !ok || len(t) > int(in.C) {
			return false
		}
		for _, k := range t {
			if _, ok := k.(Str); !ok {
				return false
			}
		}
		return true
	}
	switch in.Op {
	case JMPBACK, FORLOOP:
		if int(in.D) > pc {
			return fmt.Errorf("jump back goes ahead")
		}
		if in.Op == FORLOOP && c.Instrs[in.D].Op != FORITER {
			return fmt.Errorf("no FORITER there")
		}
	case CALLKW, CALLMKW:
		if !isTuple(int(in.D)) {
			return fmt.Errorf("keyword names are no tuple of at most %d strings", in.C)
		}
	case BUILDCONSTKEYMAP:
		if t, ok := c.Consts[in.D].(Tuple); !ok || len(t) != int(in.C) {
			return fmt.Errorf("keys are no tuple of %d", in.C)
		}
	case MAKEFUNCTION:
		if _, ok := head(c.Consts[in.D]); !ok {
			return fmt.Errorf("constant is no code")
		}
	case COMPREHEND:
		if k, ok := head(c.Consts[in.D]); !ok || k.ArgCount != 1 || k.KwOnlyArgCount > 0 || k.Flags&(VarArgs|VarKeywords) != 0 {
			return fmt.Errorf("constant is no code of a comprehension")
		}
	case FORITER2:
		if next := c.Instrs[pc+1]; next.Op != UNPACK2 || next.B != in.B+1 || next.A != in.A || next.C != in.C {
			return fmt.Errorf("not followed by its UNPACK2")
		}
	case BUILDSLICE:
		if in.C != 2 && in.C != 3 {
			return fmt.Errorf("slice of %d parts", in.C)
		}
	}
	if Info[in.Op].D == Jump && in.Op != JMPBACK && in.Op != FORLOOP && int(in.D) <= pc {
		return fmt.Errorf("jump ahead goes back")
	}
	return nil
}
