package bytecode

import "encoding/binary"

// This file defines the table of positions: runs of instructions that share an extent, each run delta-coded against
// the one before. One run: uvarint count; varint line delta; uvarint end line minus line; uvarint column+1 (0 for
// unknown); uvarint end column+1. A run without any position has a line delta that leads to line 0.

// PositionBuilder collects the positions of instructions, in order.
type PositionBuilder struct {
	buf  []byte
	last Pos
	n    int
	line int32
}

// Add appends the position of the next instruction.
func (b *PositionBuilder) Add(p Pos) {
	if b.n > 0 && p == b.last {
		b.n++
		return
	}
	b.flush()
	b.last, b.n = p, 1
}

func (b *PositionBuilder) flush() {
	if b.n == 0 {
		return
	}
	p := b.last
	b.buf = binary.AppendUvarint(b.buf, uint64(b.n))
	b.buf = binary.AppendVarint(b.buf, int64(p.Line)-int64(b.line))
	b.buf = binary.AppendUvarint(b.buf, uint64(uint32(p.EndLine-p.Line)))
	b.buf = binary.AppendUvarint(b.buf, uint64(uint32(p.Col+1)))
	b.buf = binary.AppendUvarint(b.buf, uint64(uint32(p.EndCol+1)))
	b.line = p.Line
}

// Bytes ends the table and returns it.
func (b *PositionBuilder) Bytes() []byte {
	b.flush()
	b.n = 0
	return b.buf
}

// positionRun is one decoded run.
type positionRun struct {
	n   int
	pos Pos
}

// nextRun decodes the run at the front of table. It reports false at the end and for a damaged table.
func nextRun(table []byte, line int32) (run positionRun, rest []byte, ok bool) {
	n, k := binary.Uvarint(table)
	if k <= 0 || n == 0 || n > 1<<31 {
		return run, nil, false
	}
	table = table[k:]
	dl, k := binary.Varint(table)
	if k <= 0 {
		return run, nil, false
	}
	table = table[k:]
	var f [3]uint64
	for i := range f {
		f[i], k = binary.Uvarint(table)
		if k <= 0 {
			return run, nil, false
		}
		table = table[k:]
	}
	line += int32(dl)
	run.n = int(n)
	run.pos = Pos{Line: line, EndLine: line + int32(uint32(f[0])), Col: int32(uint32(f[1])) - 1, EndCol: int32(uint32(f[2])) - 1}
	return run, table, true
}

// Position returns the source extent of the instruction pc; its Line is 0 if it has none. Columns of -1 are unknown. It
// decodes the table from the front: call it for tracebacks and tracing, not for every instruction run.
func (c *Code) Position(pc int) Pos {
	table, line := c.Positions, int32(0)
	for {
		run, rest, ok := nextRun(table, line)
		if !ok {
			return Pos{}
		}
		if pc < run.n {
			return run.pos
		}
		pc -= run.n
		table, line = rest, run.pos.Line
	}
}

// AllPositions decodes the positions of all instructions.
func (c *Code) AllPositions() []Pos {
	out := make([]Pos, 0, len(c.Instrs))
	table, line := c.Positions, int32(0)
	for len(out) < len(c.Instrs) {
		run, rest, ok := nextRun(table, line)
		if !ok || run.n > len(c.Instrs)-len(out) {
			break
		}
		for range run.n {
			out = append(out, run.pos)
		}
		table, line = rest, run.pos.Line
	}
	for len(out) < len(c.Instrs) {
		out = append(out, Pos{})
	}
	return out
}
