package object

import (
	"slices"
	"unsafe"
)

// This file defines how code objects show their instructions: co_code, co_linetable, co_exceptiontable, and the numbers that
// point into them (f_lasti, tb_lasti). The engines' own code cannot be shown in 256 operations that dis knows, so each engine
// gives a CodeView of it: see the package bytecode.

// CodeView is an engine's code in the instructions of CPython 3.11. It is only shown, never run.
type CodeView struct {
	// Code is co_code: units of two bytes.
	Code []byte
	// Units has for each index into Body.Positions the unit that does its work.
	Units []int32
	// Positions has where each unit comes from; a Line of -1 is none. A module's first instruction is on line 0.
	Positions []Position
	// Exceptions is co_exceptiontable.
	Exceptions []byte
}

// resumeOp is the number of RESUME, at which CPython gives the call event.
const resumeOp = 151

// returnGeneratorOp is the number of RETURN_GENERATOR, at which a generator stands that has not begun.
const returnGeneratorOp = 75

// View is the code's instructions as dis is to see them.
func (c *Code) View() *CodeView { return c.Body.View(c) }

// offset is the offset in co_code of what the engine calls lasti.
func (c *Code) offset(lasti int) int {
	w := c.View()
	switch {
	case lasti < 0 && c.makesGenerator():
		return w.find(returnGeneratorOp, 0)
	case lasti < 0, len(w.Units) == 0:
		return w.resume(0)
	}
	return 2 * int(w.Units[min(lasti, len(w.Units)-1)])
}

// makesGenerator reports whether a call of the code makes a generator, coroutine or async generator.
func (c *Code) makesGenerator() bool {
	return c.Flags&(CoGenerator|CoCoroutine|CoAsyncGenerator) != 0
}

// resume is the offset of the first RESUME from unit on, or of unit.
func (w *CodeView) resume(unit int) int { return w.find(resumeOp, unit) }

// find is the offset of the first instruction op from unit on, or of unit.
func (w *CodeView) find(op byte, unit int) int {
	for i := unit; 2*i+1 < len(w.Code); i++ {
		if w.Code[2*i] == op {
			return 2 * i
		}
	}
	return 2 * unit
}

// index is what the engine calls the instruction at an offset of co_code.
func (c *Code) index(offset int) int {
	units := c.View().Units
	for i := len(units) - 1; i >= 0; i-- {
		if int(units[i]) <= offset>>1 {
			return i
		}
	}
	return -1
}

// lasti is f_lasti. Inside a trace function it is where CPython stands: at a RESUME when a frame begins or goes on, and at a
// YIELD_VALUE when it yields, delegated values too.
func (f *Frame) lasti(t *Thread) int {
	at := f.Engine.Lasti()
	if at < 0 && !f.Code.makesGenerator() && (t.Event == NoEvent || t.eventFrame != f) {
		return -1
	}
	off := f.Code.offset(at)
	if t.eventFrame != f {
		return off
	}
	switch {
	case t.Event == CallEvent:
		return f.Code.View().resume(off / 2)
	case t.Event == ReturnEvent && t.Yielding:
		if next := f.Code.View().resume(off / 2); next >= 2 && next <= off+4 {
			return next - 2
		}
	case t.Event == ReturnEvent:
		// treewalk's place of a yield may be that of the whole generator expression, too.
		if code := f.Code.View().Code; off+2 < len(code) && code[off+2] == resumeOp {
			return len(code) - 2
		}
	}
	return off
}

// lineTable is co_linetable: entries of a code and a length of up to eight units, then varints. Of the forms only those
// without columns (13), with all columns (14) and without anything (15) are used.
func (w *CodeView) lineTable(first int) []byte {
	var out []byte
	uvarint := func(n int) {
		for ; n >= 64; n >>= 6 {
			out = append(out, byte(n&63|64))
		}
		out = append(out, byte(n))
	}
	svarint := func(n int) {
		if n < 0 {
			uvarint(-n<<1 | 1)
		} else {
			uvarint(n << 1)
		}
	}
	line := first
	for i := 0; i < len(w.Positions); {
		p, n := w.Positions[i], 1
		for n < 8 && i+n < len(w.Positions) && w.Positions[i+n] == p {
			n++
		}
		i += n
		switch {
		case p.Line < 0:
			out = append(out, byte(128|15<<3|(n-1)))
			continue
		case p.Col < 0 || p.EndCol < 0 || p.EndLine < p.Line:
			out = append(out, byte(128|13<<3|(n-1)))
			svarint(p.Line - line)
		default:
			out = append(out, byte(128|14<<3|(n-1)))
			svarint(p.Line - line)
			uvarint(p.EndLine - p.Line)
			uvarint(p.Col + 1)
			uvarint(p.EndCol + 1)
		}
		line = p.Line
	}
	return out
}

// lines is co_lines: ranges of offsets that are on one line.
func (w *CodeView) lines() []Value {
	var out []Value
	for i := 0; i < len(w.Positions); {
		j := i
		for j < len(w.Positions) && w.Positions[j].Line == w.Positions[i].Line {
			j++
		}
		line := None
		if w.Positions[i].Line >= 0 {
			line = Int(w.Positions[i].Line)
		}
		out = append(out, TupleOf(Int(2*i), Int(2*j), line))
		i = j
	}
	return out
}

// lineNumbers is co_lnotab: pairs of a distance of offsets and one of lines.
func (w *CodeView) lineNumbers(first int) []byte {
	var out []byte
	line, at := first, 0
	for i, p := range w.Positions {
		if p.Line < 0 || p.Line == line {
			continue
		}
		offset, lines := 2*i-at, p.Line-line
		for ; offset > 254; offset -= 254 {
			out = append(out, 254, 0)
		}
		for ; lines > 127; lines -= 127 {
			out = append(out, byte(offset), 127)
			offset = 0
		}
		for ; lines < -128; lines += 128 {
			out = append(out, byte(offset), 128)
			offset = 0
		}
		out = append(out, byte(offset), byte(lines))
		line, at = p.Line, 2*i
	}
	return out
}

// positions is co_positions.
func (w *CodeView) positions() []Value {
	num := func(n int) Value {
		if n < 0 {
			return None
		}
		return Int(n)
	}
	out := make([]Value, len(w.Positions))
	for i, p := range w.Positions {
		out[i] = TupleOf(num(p.Line), num(p.EndLine), num(p.Col), num(p.EndCol))
	}
	return out
}

// variableNames are the names of what LOAD_FAST and LOAD_DEREF count: variables, cells that are no parameters, free variables.
func (c *Code) variableNames() []*Str {
	out := slices.Clone(c.VarNames)
	for _, n := range c.CellVars {
		if !slices.Contains(c.VarNames, n) {
			out = append(out, n)
		}
	}
	return append(out, c.FreeVars...)
}

func codeOf(v Value) *Code { return (*Code)(unsafe.Pointer(v.P)) }

// viewGetSets are the attributes that show a CodeView.
var viewGetSets = []GetSet{
	{Name: "co_code", Get: func(t *Thread, self Value) (Value, error) { return NewBytesOf(codeOf(self).View().Code), nil }},
	{Name: "_co_code_adaptive", Get: func(t *Thread, self Value) (Value, error) { return NewBytesOf(codeOf(self).View().Code), nil }},
	{Name: "co_exceptiontable", Get: func(t *Thread, self Value) (Value, error) {
		return NewBytesOf(codeOf(self).View().Exceptions), nil
	}},
	{Name: "co_lnotab", Get: func(t *Thread, self Value) (Value, error) {
		return NewBytesOf(codeOf(self).View().lineNumbers(codeOf(self).FirstLine)), nil
	}},
	{Name: "co_linetable", Get: func(t *Thread, self Value) (Value, error) {
		return NewBytesOf(codeOf(self).View().lineTable(codeOf(self).FirstLine)), nil
	}},
}

// viewMethods are the methods that read a CodeView.
var viewMethods = []Method{
	{Name: "co_positions", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
		return t.Iter(NewList(codeOf(self).View().positions()).Value())
	})},
	{Name: "co_lines", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
		return t.Iter(NewList(codeOf(self).View().lines()).Value())
	})},
	{Name: "_varname_from_oparg", Sig: "($self, oparg, /)", Fn: Fn1(func(t *Thread, self, v Value) (Value, error) {
		i, err := t.AsIndex(v, OverflowErrorType)
		if err != nil {
			return Value{}, err
		}
		list := codeOf(self).Whole().variableNames()
		if i < 0 || i >= len(list) {
			return Value{}, Errorf(IndexErrorType, "tuple index out of range")
		}
		return list[i].Value(), nil
	})},
}
