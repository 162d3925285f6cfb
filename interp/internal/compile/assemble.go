package compile

import (
	"encoding/binary"
	"math"
	"slices"

	"memphis/interp/internal/bytecode"
)

// This file turns a unit into a code object: labels become instruction indices, jumps to jumps go to the end of
// the chain, and the exception table is put in order.

func (c *compiler) assemble() *bytecode.Code {
	u := c.unit
	firstLate := int32(len(u.consts))
	u.consts = append(u.consts, u.late...)
	var pb bytecode.PositionBuilder
	ins := slices.Clone(u.ins)
	for i := range ins {
		in := &ins[i]
		switch bytecode.Info[in.Op].D {
		case bytecode.Jump:
			u.thread(ins, i)
		case bytecode.ConstIx:
			if in.D < 0 {
				in.D = firstLate - 1 - in.D
			}
		}
	}
	ins = u.returnLines(ins)
	for _, p := range u.poss {
		pb.Add(p)
	}
	u.trimConsts(ins)
	slices.SortStableFunc(u.entries, func(a, b rangeEntry) int { return b.depth - a.depth })
	var table []bytecode.ExcEntry
	for _, e := range u.entries {
		table = append(table, bytecode.ExcEntry{Start: e.start, End: e.end, Target: u.labels[e.target].at, Reg: e.reg})
	}
	return &bytecode.Code{
		Name: u.name, QualName: u.qualName, Filename: c.opt.Filename,
		Flags:    u.codeFlags,
		ArgCount: u.argCount, PosOnlyArgCount: u.posOnly, KwOnlyArgCount: u.kwOnly,
		FirstLine: u.firstLine,
		VarNames:  u.varNames, CellVars: u.cellVars, FreeVars: u.freeVars, Names: u.names,
		Consts: u.consts, Instrs: ins,
		NumSlots: u.numSlots, NumRegs: max(u.maxTop, 1), NumFar: u.numFar,
		CellSlots: u.cellSlots, Captures: u.captures,
		CacheNames: u.cacheNames, ExcTable: table, Positions: pb.Bytes(),
	}
}

// returnLines gives returns that the program does not spell out the line of what runs before them, as tracers expect:
// one that is reached from several places is copied for each jump.
func (u *unit) returnLines(ins []bytecode.Instr) []bytecode.Instr {
	bare := func(i int32) bool {
		return (ins[i].Op == bytecode.RETURNK || ins[i].Op == bytecode.RETURN) && u.poss[i].Line == 0
	}
	n := len(ins)
	for i := range n {
		if to := ins[i].D; bytecode.Info[ins[i].Op].D == bytecode.Jump && int(to) < n && bare(to) && u.poss[i].Line > 0 {
			ins[i].D = int32(len(ins))
			ins = append(ins, ins[to])
			u.poss = append(u.poss, u.poss[i])
		}
	}
	// The line of each instruction, or of the only one before it.
	from := make([]int, n)
	lines := make([]bytecode.Pos, n)
	for i := range n {
		p := u.poss[i]
		if p.Line == 0 && i > 0 {
			if before := i - 1; !bytecode.Info[ins[before].Op].Ends {
				p = lines[before]
			} else if from[i] > 0 {
				p = lines[from[i]-1]
			}
		}
		lines[i] = p
		if to := int(ins[i].D); bytecode.Info[ins[i].Op].D == bytecode.Jump && to < n {
			from[to] = i + 1
		}
		if op := ins[i].Op; u.poss[i].Line == 0 && (op == bytecode.RETURN || op == bytecode.RETURNK) {
			u.poss[i] = p
		}
	}
	return ins
}

// trimConsts drops the constants at the end that no instruction uses. The first stays: it may be a docstring.
func (u *unit) trimConsts(ins []bytecode.Instr) {
	n := int32(min(len(u.consts), 1))
	for _, in := range ins {
		info := &bytecode.Info[in.Op]
		if info.D == bytecode.ConstIx {
			n = max(n, in.D+1)
		}
		if info.C == bytecode.ConstIx {
			n = max(n, int32(in.C)+1)
		}
		if info.B == bytecode.ConstIx {
			n = max(n, int32(in.B)+1)
		}
	}
	u.consts = u.consts[:n]
}

// thread replaces the label of a jump by the index it leads to in the end.
func (u *unit) thread(ins []bytecode.Instr, i int) {
	in := &ins[i]
	to := u.labels[in.D].at
	// A jump that is a statement on a line of its own is not skipped: tracers see it.
	own := func(i int32) bool { return u.poss[i].Line > 0 }
	for hops := 0; u.ins[to].Op == bytecode.JMP && !own(to) && hops < 100; hops++ {
		to = u.labels[u.ins[to].D].at
	}
	in.D = to
	if in.Op == bytecode.JMPBACK {
		in.Op = backJump(ins, to)
	}
	if in.Op != bytecode.JMP {
		return
	}
	// An unconditional jump to the end of a loop's body or to a return does that itself.
	switch next := u.ins[to]; next.Op {
	case bytecode.JMPBACK:
		head := u.labels[next.D].at
		if line := u.poss[to].Line; line > 0 && line != u.poss[head].Line && line != u.poss[i].Line {
			return // a continue statement on a line of its own
		}
		to = head
		in.Op, in.D = backJump(ins, to), to
	case bytecode.RETURNK:
		if own(int32(i)) && own(to) && u.poss[i].Line != u.poss[to].Line {
			return // a break statement on a line of its own
		}
		*in = next
		if u.poss[to].Line > 0 {
			u.poss[i] = u.poss[to]
		}
		if in.D < 0 {
			in.D = int32(len(u.consts)-len(u.late)) - 1 - in.D
		}
	}
}

// backJump chooses the jump back to an instruction.
func backJump(ins []bytecode.Instr, to int32) bytecode.Op {
	if ins[to].Op == bytecode.FORITER {
		return bytecode.FORLOOP
	}
	return bytecode.JMPBACK
}

// constKey tells constants apart that compare equal in Python, such as 1, 1.0 and True.
type constKey struct {
	kind byte
	n    int64
	s    string
}

// constant returns the index of a constant in co_consts.
func (u *unit) constant(k bytecode.Const) int32 {
	if code, ok := k.(*bytecode.Code); ok {
		u.consts = append(u.consts, code)
		return int32(len(u.consts) - 1)
	}
	key := keyOf(k)
	if i, ok := u.constIx[key]; ok {
		return i
	}
	i := int32(len(u.consts))
	u.consts = append(u.consts, k)
	u.constIx[key] = i
	return i
}

// lateConstant returns the provisional index of a tuple that CPython's peephole optimiser makes, which in co_consts
// comes after all constants of the source.
func (u *unit) lateConstant(k bytecode.Const) int32 {
	if i, ok := u.constIx[keyOf(k)]; ok {
		return i
	}
	u.late = append(u.late, k)
	i := -int32(len(u.late))
	u.constIx[keyOf(k)] = i
	return i
}

func keyOf(k bytecode.Const) constKey {
	switch k := k.(type) {
	case bytecode.NoneConst:
		return constKey{kind: 'N'}
	case bytecode.EllipsisConst:
		return constKey{kind: '.'}
	case bytecode.Bool:
		if k {
			return constKey{kind: 'b', n: 1}
		}
		return constKey{kind: 'b'}
	case bytecode.Int:
		return constKey{kind: 'i', n: int64(k)}
	case *bytecode.BigInt:
		return constKey{kind: 'I', s: string(appendKey(nil, k))}
	case bytecode.Float:
		return constKey{kind: 'f', n: int64(math.Float64bits(float64(k)))}
	case bytecode.Str:
		return constKey{kind: 's', s: string(k)}
	case bytecode.Bytes:
		return constKey{kind: 'y', s: string(k)}
	}
	return constKey{kind: 't', s: string(appendKey(nil, k))}
}

// appendKey appends bytes that are the same for the same constant.
func appendKey(b []byte, k bytecode.Const) []byte {
	str := func(kind byte, s string) {
		b = append(b, kind)
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	items := func(kind byte, list []bytecode.Const) {
		b = append(b, kind)
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, item := range list {
			b = appendKey(b, item)
		}
	}
	switch k := k.(type) {
	case *bytecode.BigInt:
		str(byte('I'+k.Sign()), string(k.Bytes()))
	case bytecode.Complex:
		b = append(b, 'c')
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(real(complex128(k))))
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(imag(complex128(k))))
	case bytecode.Tuple:
		items('(', k)
	case bytecode.FrozenSet:
		items('{', k)
	default:
		key := keyOf(k)
		b = append(b, key.kind)
		b = binary.AppendVarint(b, key.n)
		str('s', key.s)
	}
	return b
}
