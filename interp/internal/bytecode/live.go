package bytecode

// This file computes which registers a frame still needs.

// RegSet is a set of registers.
type RegSet [4]uint64

// Has reports whether r is in the set.
func (s *RegSet) Has(r int) bool { return s[r>>6]>>(r&63)&1 != 0 }

func (s *RegSet) add(r int)    { s[r>>6] |= 1 << (r & 63) }
func (s *RegSet) remove(r int) { s[r>>6] &^= 1 << (r & 63) }

// Union adds the registers of o.
func (s *RegSet) Union(o *RegSet) {
	for i := range s {
		s[i] |= o[i]
	}
}

// LiveBefore returns, for each instruction, the registers whose content it or a later one may read. Registers of variables
// are not special: a debugger may look at them, so who clears registers spares the first NumSlots. The sets may be too
// large, never too small.
func (c *Code) LiveBefore() []RegSet {
	before := make([]RegSet, len(c.Instrs)+1)
	// Most code has been seen from its end after two rounds; each loop costs one more for a register it carries around.
	for changed := true; changed; {
		changed = false
		for pc := len(c.Instrs) - 1; pc >= 0; pc-- {
			in := c.Instrs[pc]
			info := &Info[in.Op]
			var live RegSet
			if !info.Ends {
				live = before[pc+1]
			}
			if info.D == Jump {
				live.Union(&before[in.D])
			} else {
				// A jump that is taken may leave the destination alone.
				for _, r := range written(in) {
					for k := range r.n {
						live.remove(r.first + k)
					}
				}
			}
			for i := range c.ExcTable {
				if e := &c.ExcTable[i]; int32(pc) >= e.Start && int32(pc) < e.End {
					handler := before[e.Target]
					handler.remove(int(e.Reg))
					live.Union(&handler)
				}
			}
			readRegs(in, &live)
			if live != before[pc] {
				before[pc] = live
				changed = true
			}
		}
	}
	return before[:len(c.Instrs)]
}

// written returns the registers that in has written when it is done.
func written(in Instr) (out [2]registerRange) {
	info := &Info[in.Op]
	if info.A == Dst {
		out[0] = registerRange{int(in.A), 1}
	}
	if info.C == Dst {
		out[1] = registerRange{int(in.C), 1}
	}
	if writesRange(in.Op) {
		out[0] = operandRanges(in)[0]
	}
	return out
}

func writesRange(op Op) bool {
	switch op {
	case LOADMETHOD, EXCGROUPMATCH, UNPACK, UNPACKEX, WITHENTER, AWITHENTER:
		return true
	}
	return false
}

func readRegs(in Instr, live *RegSet) {
	info := &Info[in.Op]
	read := func(role Role, r int) {
		if role == Src || role == Obj || role == RegOrNo && r >= 0 {
			live.add(r)
		}
	}
	read(info.A, int(in.A))
	if !zeroLength(in) {
		read(info.B, int(in.B))
	}
	read(info.C, int(in.C))
	read(info.D, int(in.D))
	if writesRange(in.Op) {
		return
	}
	for _, r := range operandRanges(in) {
		for k := range r.n {
			live.add(r.first + k)
		}
	}
}
