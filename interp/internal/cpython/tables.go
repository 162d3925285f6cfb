package cpython

import (
	"fmt"

	"memphis/interp/internal/bytecode"
)

// This file reads the tables beside the code.

// handler is an entry of the exception table: what the units in [start, end) raise goes to the unit target, with the stack
// cut to depth, the place of the raising instruction if lasti, and the exception on it.
type handler struct {
	start, end, target, depth int
	lasti                     bool
}

// handlers reads the exception table: numbers of six bits a byte, the most significant first, bit 6 for those that go
// on, bit 7 for the first byte of an entry.
func (c *Code) handlers() ([]handler, error) {
	table := c.ExceptionTable
	damaged := fmt.Errorf("the exception table is damaged")
	number := func() (int, bool) {
		n := 0
		for i := 0; len(table) > 0 && i < 5; i++ {
			b := table[0]
			table = table[1:]
			n = n<<6 | int(b&0x3F)
			if b&0x40 == 0 {
				return n, true
			}
		}
		return 0, false
	}
	var out []handler
	units := len(c.Code) / 2
	for len(table) > 0 {
		var n [4]int
		for i := range n {
			var ok bool
			if n[i], ok = number(); !ok {
				return nil, damaged
			}
		}
		h := handler{start: n[0], end: n[0] + n[1], target: n[2], depth: n[3] >> 1, lasti: n[3]&1 != 0}
		if h.end > units || h.target >= units {
			return nil, damaged
		}
		if len(out) > 0 && h.start < out[len(out)-1].end {
			return nil, damaged
		}
		out = append(out, h)
	}
	return out, nil
}

// positions reads the table of source positions: one for each unit, with Line 0 where there is none. What is damaged
// ends the table: it serves tracebacks only.
func (c *Code) positions() []bytecode.Pos {
	out := make([]bytecode.Pos, len(c.Code)/2)
	table := c.LineTable
	line := int32(c.FirstLine)
	varint := func() int32 {
		n := uint32(0)
		for shift := 0; len(table) > 0 && shift < 32; shift += 6 {
			b := table[0]
			table = table[1:]
			n |= uint32(b&0x3F) << shift
			if b&0x40 == 0 {
				break
			}
		}
		return int32(n)
	}
	signed := func() int32 {
		n := varint()
		if n&1 != 0 {
			return -int32(uint32(n) >> 1)
		}
		return int32(uint32(n) >> 1)
	}
	next := func() int32 {
		if len(table) == 0 {
			return 0
		}
		b := table[0]
		table = table[1:]
		return int32(b)
	}
	for at := 0; len(table) > 0 && at < len(out); {
		first := next()
		n := int(first&7) + 1
		p := bytecode.Pos{Col: -1, EndCol: -1}
		switch form := first >> 3 & 15; {
		case form == 15: // none
		case form == 14:
			line += signed()
			p.Line = line
			p.EndLine = line + varint()
			p.Col = varint() - 1
			p.EndCol = varint() - 1
		case form == 13:
			line += signed()
			p.Line, p.EndLine = line, line
		case form >= 10:
			line += form - 10
			p.Line, p.EndLine = line, line
			p.Col = next()
			p.EndCol = next()
		default:
			b := next()
			p.Line, p.EndLine = line, line
			p.Col = form<<3 | b>>4
			p.EndCol = p.Col + b&15
		}
		if p.Line <= 0 {
			p = bytecode.Pos{}
		}
		for ; n > 0 && at < len(out); n-- {
			out[at] = p
			at++
		}
	}
	return out
}
