package bytecode

import "slices"

// This file defines how the register code looks to tools that read CPython's: the standard dis, modulefinder, picklers that
// search code for the globals it uses, coverage.py. The view is written in the instructions of 3.11, operands included: a
// register that is a variable is LOAD_FAST or STORE_FAST, all others are the stack. Nothing runs it. Its inline caches
// are empty, it does not drop what nobody reads any more, and so its depths of stack are not CPython's.

// View is the register code of a Code in the instructions of CPython 3.11.
type View struct {
	// Code is co_code: units of two bytes, operation and argument.
	Code []byte
	// Unit has for each instruction of ours the unit that does its work, where f_lasti stands while it runs.
	Unit []int32
	// Pos is where each unit comes from in the source.
	Pos []Pos
	// Exceptions is co_exceptiontable.
	Exceptions []byte
}

// viewed is one instruction of a view that is being made.
type viewed struct {
	op   string
	arg  int
	pc   int // whose it is
	to   int // the instruction of ours to which it jumps, -1 for none
	line int32
	at   int // its first unit, and how many of them are EXTENDED_ARG
	ext  int
}

// viewer makes a View.
type viewer struct {
	c    *Code
	pos  []Pos
	out  []viewed
	core []int // by pc: the index in out of the instruction that does the work
}

// View renders c.
func (c *Code) View() *View {
	v := &viewer{c: c, pos: c.AllPositions(), core: make([]int, len(c.Instrs))}
	if n := len(c.FreeVars); n > 0 {
		v.prologue("COPY_FREE_VARS", n, 0)
	}
	begun := false
	for pc, in := range c.Instrs {
		if !begun && in.Op != MAKECELL && in.Op != RETGEN {
			begun = true
			line := int32(c.FirstLine)
			if c.Name == "<module>" {
				line = 0
			}
			v.prologue("RESUME", 0, line)
		}
		v.core[pc] = -1
		first := len(v.out)
		v.instr(pc, in)
		if v.core[pc] < 0 {
			v.core[pc] = first
		}
	}
	v.place()
	return v.view()
}

// prologue emits what CPython's code begins with. A line of 0 is that of a module's RESUME; -1 means none.
func (v *viewer) prologue(op string, arg int, line int32) {
	if op != "RESUME" {
		line = -1
	}
	v.out = append(v.out, viewed{op: op, arg: arg, pc: -1, to: -1, line: line})
}

func (v *viewer) emit(pc int, op string, arg int) {
	v.out = append(v.out, viewed{op: op, arg: arg, pc: pc, to: -1})
}

// work emits the instruction that does the work of pc.
func (v *viewer) work(pc int, op string, arg int) {
	v.core[pc] = len(v.out)
	v.emit(pc, op, arg)
}

func (v *viewer) jump(pc int, op string, to int32) {
	v.out = append(v.out, viewed{op: op, pc: pc, to: int(to)})
}

// variable reports whether register r is that of a variable, which is then number r.
func (v *viewer) variable(r int) bool { return r < min(v.c.NumSlots, MaxNear) }

// load emits LOAD_FAST for each of the registers that is a variable's.
func (v *viewer) load(pc int, regs ...uint8) {
	for _, r := range regs {
		if v.variable(int(r)) {
			v.emit(pc, "LOAD_FAST", int(r))
		}
	}
}

// store emits STORE_FAST if r is a variable's register.
func (v *viewer) store(pc int, r uint8) {
	if v.variable(int(r)) {
		v.emit(pc, "STORE_FAST", int(r))
	}
}

// name returns the index in co_names of the name of a cache slot.
func (v *viewer) name(ix int32) int {
	if int(ix) >= len(v.c.CacheNames) {
		return 0
	}
	return max(slices.Index(v.c.Names, v.c.CacheNames[ix]), 0)
}

// place finds where each instruction lies: an argument over 255, a distance too, takes further units.
func (v *viewer) place() {
	extensions := func(arg int) (n int) {
		for ; arg > 0xff; arg >>= 8 {
			n++
		}
		return n
	}
	for changed := true; changed; {
		changed = false
		at, begin := 0, v.begins()
		for i := range v.out {
			v.out[i].at = at
			at += 1 + v.out[i].ext + inlineCaches[v.out[i].op]
		}
		for i := range v.out {
			o := &v.out[i]
			if o.to >= 0 {
				o.arg = v.out[begin[o.to]].at - (o.at + o.ext + 1)
				if o.arg < 0 {
					o.arg = -o.arg
				}
			}
			if n := extensions(o.arg); n > o.ext {
				o.ext, changed = n, true
			}
		}
	}
}

// begins returns the index in out of the first that stands for each instruction; all have one.
func (v *viewer) begins() []int {
	first := make([]int, len(v.c.Instrs))
	for i := len(v.out) - 1; i >= 0; i-- {
		if pc := v.out[i].pc; pc >= 0 {
			first[pc] = i
		}
	}
	return first
}

// view lays the instructions out.
func (v *viewer) view() *View {
	w := &View{Unit: make([]int32, len(v.c.Instrs))}
	for _, o := range v.out {
		p := Pos{Line: o.line, EndLine: max(o.line, 1)}
		if o.pc >= 0 {
			p = v.pos[o.pc]
			if v.c.Instrs[o.pc].Op == RETGEN {
				p.Col, p.EndCol = -1, -1
			}
			if p.Line == 0 {
				p.Line = -1
			}
		}
		for n := o.ext; n > 0; n-- {
			w.Code = append(w.Code, stackOps["EXTENDED_ARG"], byte(o.arg>>(8*n)))
			w.Pos = append(w.Pos, p)
		}
		w.Code = append(w.Code, stackOps[o.op], byte(o.arg))
		w.Pos = append(w.Pos, p)
		for range inlineCaches[o.op] {
			w.Code = append(w.Code, stackOps["CACHE"], 0)
			w.Pos = append(w.Pos, p)
		}
	}
	for pc := range w.Unit {
		o := v.out[min(v.core[pc], len(v.out)-1)]
		w.Unit[pc] = int32(o.at + o.ext)
	}
	begin := v.begins()
	at := func(pc int32) int {
		if int(pc) >= len(begin) {
			return len(w.Pos)
		}
		return v.out[begin[pc]].at
	}
	for _, e := range v.c.ExcTable {
		start, end, target := at(e.Start), at(e.End), at(e.Target)
		depth := max(int(e.Reg)-min(v.c.NumSlots, MaxNear), 0)
		w.Exceptions = appendEntry(w.Exceptions, start, end-start, target, depth<<1)
	}
	return w
}

// appendEntry appends an entry of co_exceptiontable: numbers of six bits a byte, the most significant first, each byte but
// a number's last with bit 6 set, the first byte of the entry with bit 7.
func appendEntry(b []byte, numbers ...int) []byte {
	for i, n := range numbers {
		var digits []byte
		for d := n; ; d >>= 6 {
			digits = append(digits, byte(d&63))
			if d < 64 {
				break
			}
		}
		slices.Reverse(digits)
		for j := range digits {
			if j < len(digits)-1 {
				digits[j] |= 64
			}
		}
		if i == 0 {
			digits[0] |= 128
		}
		b = append(b, digits...)
	}
	return b
}
