package bytecode

import (
	"slices"
	"strings"
)

// This file defines what each line of a code object loads and stores, in the words of the program: for tracers that show values.

// Use is a variable, or an attribute or item that is found from one, that code loads or stores.
type Use struct {
	// Line is the line of the instruction.
	Line  int32
	Store bool
	// Body is set for the target of a for loop: the first line of the loop's body after Line, 1 if there is none.
	Body int32
	Path Path
}

// Path is a name and the attributes and items that lead on from it. Name "" is none.
type Path struct {
	Name  string
	Steps []Step
}

// Step is an attribute (Attr), or an item whose key is a constant (Key) or a variable (Name).
type Step struct {
	Attr, Name string
	Key        Const
}

// String is the path as the program would write it.
func (p Path) String() string {
	var b strings.Builder
	b.WriteString(p.Name)
	for _, s := range p.Steps {
		switch {
		case s.Attr != "":
			b.WriteString("." + s.Attr)
		case s.Name != "":
			b.WriteString("[" + s.Name + "]")
		default:
			b.WriteString("[" + strings.ReplaceAll(FormatConst(s.Key), `"`, "'") + "]")
		}
	}
	return b.String()
}

func (p Path) then(s Step) Path {
	if p.Name == "" || len(p.Steps) >= 4 {
		return Path{}
	}
	return Path{p.Name, append(slices.Clip(p.Steps), s)}
}

// tracker follows what lies in the registers.
type tracker struct {
	c    *Code
	at   map[int]Path // temporaries
	uses []Use
	line int32
}

// Uses lists what the code loads and stores, in order. What is loaded only on the way to an attribute or item is left out.
func (c *Code) Uses() []Use {
	t := &tracker{c: c, at: map[int]Path{}}
	pos := c.AllPositions()
	end, body := 0, int32(0) // of the head of the last for loop
	for pc, in := range c.Instrs {
		t.line = pos[pc].Line
		if in.Op == FORITER || in.Op == FORITER2 {
			for end = pc + 1; end < len(pos) && (pos[end].Line == t.line || pos[end].Line == 0); end++ {
			}
			if body = 1; end < len(pos) && int32(end) < in.D {
				body = pos[end].Line
			}
		}
		n := len(t.uses)
		t.instr(in)
		for i := n; i < len(t.uses) && pc < end; i++ {
			t.uses[i].Body = body
		}
	}
	return t.uses
}

// of is what register r is called, if anything.
func (t *tracker) of(r int) Path {
	switch {
	case r < min(t.c.NumSlots, MaxNear) && r < len(t.c.VarNames):
		return Path{Name: t.c.VarNames[r]}
	case r < min(t.c.NumSlots, MaxNear):
		return Path{}
	}
	return t.at[r]
}

func (t *tracker) variable(r int) bool { return r < min(t.c.NumSlots, MaxNear) }

func (t *tracker) load(p Path) {
	if p.Name != "" && t.line > 0 && !strings.HasPrefix(p.Name, ".") {
		t.uses = append(t.uses, Use{Line: t.line, Path: p})
	}
}

func (t *tracker) store(p Path) {
	if p.Name != "" && t.line > 0 && !strings.HasPrefix(p.Name, ".") {
		t.uses = append(t.uses, Use{Line: t.line, Store: true, Path: p})
	}
}

// set notes that register r has the value that p leads to; if it is a variable's, p is loaded and that is stored.
func (t *tracker) set(r int, p Path) {
	if !t.variable(r) {
		t.at[r] = p
		return
	}
	t.load(p)
	t.store(t.of(r))
}

// key is the step to the item whose key is in register r.
func (t *tracker) key(r int) (Step, bool) {
	p := t.of(r)
	return Step{Name: p.Name}, p.Name != "" && len(p.Steps) == 0
}

func (t *tracker) instr(in Instr) {
	a, b, c, d := int(in.A), int(in.B), int(in.C), int(in.D)
	name := func() string { return t.c.CacheNames[d] }
	cell := func(slot int) Path {
		if slot < len(t.c.VarNames) {
			return Path{Name: t.c.VarNames[slot]}
		}
		if i := slices.Index(t.c.CellSlots, int32(slot)); i >= 0 {
			return Path{Name: t.c.CellVars[i]}
		}
		return Path{}
	}
	switch in.Op {
	case MOVE:
		if t.variable(b) && t.variable(a) {
			t.load(t.of(b))
			t.store(t.of(a))
			return
		}
		t.set(a, t.of(b))
	case LOADGLOBAL, LOADNAME:
		t.set(a, Path{Name: name()})
	case LOADCELL:
		t.set(a, Path{Name: t.c.CellVars[d]})
	case LOADFREE, LOADCLASSDEREF:
		t.set(a, Path{Name: t.c.FreeVars[d]})
	case LOADFAR:
		if slot := d + MaxNear; slot < len(t.c.VarNames) {
			t.set(a, Path{Name: t.c.VarNames[slot]})
		} else {
			t.set(a, Path{})
		}
	case STORENAME, STOREGLOBAL:
		t.load(t.of(b))
		t.store(Path{Name: name()})
	case STORECELL:
		t.load(t.of(b))
		t.store(cell(a))
	case STOREFREE:
		t.load(t.of(b))
		t.store(Path{Name: t.c.FreeVars[d]})
	case STOREFAR:
		if slot := d + MaxNear; slot < len(t.c.VarNames) {
			t.load(t.of(a))
			t.store(Path{Name: t.c.VarNames[slot]})
		}
	case LOADATTR:
		t.set(a, t.of(b).then(Step{Attr: name()}))
	case STOREATTR:
		t.load(t.of(b))
		t.store(t.of(a).then(Step{Attr: name()}))
	case GETITEMK:
		t.set(a, t.of(b).then(Step{Key: t.c.Consts[c]}))
	case GETITEM:
		k, ok := t.key(c)
		t.load(t.of(c))
		p := Path{}
		if ok {
			p = t.of(b).then(k)
		} else {
			t.load(t.of(b))
		}
		t.set(a, p)
	case SETITEMK:
		t.load(t.of(c))
		t.store(t.of(a).then(Step{Key: t.c.Consts[b]}))
	case SETITEM:
		k, ok := t.key(b)
		t.load(t.of(b))
		t.load(t.of(c))
		if ok {
			t.store(t.of(a).then(k))
		}
	case LOADK, LOADNIL:
		t.set(a, Path{})
	case DELFAST, MAKECELL, CHECK, PUSHEXC, POPEXC, RETGEN:
	default:
		t.other(in)
	}
}

// width is how many registers from first on rows has; 1 if it has none there.
func width(rows [2]registerRange, first int) int {
	for _, row := range rows {
		if row.n > 1 && row.first == first {
			return row.n
		}
	}
	return 1
}

// other is an instruction that reads and writes what its row of the table says.
func (t *tracker) other(in Instr) {
	info := &Info[in.Op]
	rows := operandRanges(in)
	operands := [3]int{int(in.A), int(in.B), int(in.C)}
	roles := [3]Role{info.A, info.B, info.C}
	for i, role := range roles {
		if role != Src && role != Obj || i == 1 && zeroLength(in) {
			continue
		}
		for r := operands[i]; r < operands[i]+width(rows, operands[i]); r++ {
			t.load(t.of(r))
		}
	}
	if info.D == RegOrNo && in.D >= 0 {
		t.load(t.of(int(in.D)))
	}
	for i, role := range roles {
		if role != Dst {
			continue
		}
		for r := operands[i]; r < operands[i]+width(rows, operands[i]); r++ {
			t.set(r, Path{})
		}
	}
}
