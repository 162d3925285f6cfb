package bytecode

import (
	"fmt"
	"strings"
)

// This file prints code objects for people.

// Disassemble returns a listing of a code object and those among its constants: line numbers at the left, then labels of
// jump targets, the instructions, and what their operands mean.
func Disassemble(c *Code) string {
	var b strings.Builder
	disassemble(&b, c)
	return b.String()
}

// Targets tells which instructions are jumped to, by an instruction or when an exception is raised.
func (c *Code) Targets() map[int32]bool {
	targets := make(map[int32]bool)
	for _, in := range c.Instrs {
		if Info[in.Op].D == Jump {
			targets[in.D] = true
		}
	}
	for _, e := range c.ExcTable {
		targets[e.Target] = true
	}
	return targets
}

func disassemble(b *strings.Builder, c *Code) {
	fmt.Fprintf(b, "code %s, line %d: %d registers, %d slots", c.QualName, c.FirstLine, c.NumRegs, c.NumSlots)
	if c.NumFar > 0 {
		fmt.Fprintf(b, ", %d far", c.NumFar)
	}
	b.WriteByte('\n')
	targets := c.Targets()
	line := int32(-1)
	for pc, p := range c.AllPositions() {
		if p.Line != line && p.Line > 0 {
			line = p.Line
			fmt.Fprintf(b, "%5d ", line)
		} else {
			b.WriteString("      ")
		}
		mark := "  "
		if targets[int32(pc)] {
			mark = ">>"
		}
		fmt.Fprintf(b, "%s %4d %s\n", mark, pc, FormatInstr(c, pc))
	}
	for _, e := range c.ExcTable {
		fmt.Fprintf(b, "      try %d to %d -> %d, exception in r%d\n", e.Start, e.End-1, e.Target, e.Reg)
	}
	for _, k := range c.Consts {
		inner, ok := k.(*Code)
		if s, isStored := k.(*Stored); isStored {
			var err error
			inner, err = s.Load()
			ok = err == nil
		}
		if ok {
			b.WriteByte('\n')
			disassemble(b, inner)
		}
	}
}

// FormatInstr returns one instruction as text, with the meaning of its operands after a semicolon.
func FormatInstr(c *Code, pc int) string {
	in := c.Instrs[pc]
	if int(in.Op) >= NumOps {
		return fmt.Sprintf("BAD %d", in.Op)
	}
	info := &Info[in.Op]
	var args, notes []string
	operands := [4]int{int(in.A), int(in.B), int(in.C), int(in.D)}
	for i, role := range [4]Role{info.A, info.B, info.C, info.D} {
		x := operands[i]
		name := func(list []string) {
			if x >= 0 && x < len(list) && list[x] != "" {
				notes = append(notes, list[x])
			}
		}
		switch role {
		case None:
			continue
		case Dst, Src, Obj, RegOrNo:
			if x < 0 {
				args = append(args, "-")
				continue
			}
			args = append(args, fmt.Sprintf("r%d", x))
			if x < len(c.VarNames) && x < MaxNear {
				notes = append(notes, fmt.Sprintf("r%d=%s", x, c.VarNames[x]))
			}
			continue
		case Jump:
			args = append(args, fmt.Sprintf("->%d", x))
			continue
		case ConstIx:
			args = append(args, fmt.Sprintf("k%d", x))
			if x >= 0 && x < len(c.Consts) {
				notes = append(notes, FormatConst(c.Consts[x]))
			}
			continue
		case CacheIx:
			name(c.CacheNames)
		case VarIx:
			name(c.VarNames)
		case CellIx:
			name(c.CellVars)
		case FreeIx:
			name(c.FreeVars)
		}
		args = append(args, fmt.Sprint(x))
	}
	s := fmt.Sprintf("%-16s %s", info.Name, strings.Join(args, ", "))
	if len(notes) > 0 {
		s = fmt.Sprintf("%-40s ; %s", s, strings.Join(notes, ", "))
	}
	return strings.TrimRight(s, " ")
}

// FormatConst returns a constant as text, much as repr() would.
func FormatConst(k Const) string {
	items := func(list []Const) string {
		parts := make([]string, len(list))
		for i, item := range list {
			parts[i] = FormatConst(item)
		}
		return strings.Join(parts, ", ")
	}
	switch k := k.(type) {
	case NoneConst:
		return "None"
	case EllipsisConst:
		return "Ellipsis"
	case Bool:
		if k {
			return "True"
		}
		return "False"
	case *BigInt:
		return k.String()
	case Str:
		return fmt.Sprintf("%q", string(k))
	case Bytes:
		return fmt.Sprintf("b%q", string(k))
	case Tuple:
		if len(k) == 1 {
			return "(" + items(k) + ",)"
		}
		return "(" + items(k) + ")"
	case FrozenSet:
		return "frozenset({" + items(k) + "})"
	case *Code, *Stored:
		h, _ := head(k)
		return "<code " + h.QualName + ">"
	}
	return fmt.Sprint(k)
}
