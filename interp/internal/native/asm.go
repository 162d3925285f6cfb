package native

import "encoding/binary"

// Reg is one of the 16 registers for ints and pointers, or for floats.
type Reg uint8

// The registers, by their numbers in instructions.
const (
	AX Reg = iota
	CX
	DX
	BX
	SP
	BP
	SI
	DI
	R8
	R9
	R10
	R11
	R12
	R13
	R14
	R15
)

// Float registers that the code may use as it likes; Go wants X15 to be 0.
const (
	X0 Reg = 0
	X1 Reg = 1
)

// Mem is the memory at a register plus a distance.
type Mem struct {
	Base Reg
	Disp int32
}

// Cond is the condition of a jump, as its code in instructions has it.
type Cond uint8

// The conditions: overflow, unsigned and signed comparisons, sign, parity.
const (
	O Cond = iota
	NO
	B
	AE
	E
	NE
	BE
	A
	S
	NS
	P
	NP
	L
	GE
	LE
	G
)

// Not is the opposite condition.
func (c Cond) Not() Cond { return c ^ 1 }

// Label is a place in the code, which may be jumped to before it is known.
type Label int

// Asm collects instructions. See Intel's manual, volume 2, for their encodings.
type Asm struct {
	Code   []byte
	labels []int // offset of each label, -1 while unknown
	fixes  []fix
}

type fix struct {
	at int // of a 32-bit distance, from its own end
	to Label
}

// NewLabel makes a label that is nowhere yet.
func (a *Asm) NewLabel() Label {
	a.labels = append(a.labels, -1)
	return Label(len(a.labels) - 1)
}

// Bind says that l is here.
func (a *Asm) Bind(l Label) { a.labels[l] = len(a.Code) }

// Offset is where l is in Code.
func (a *Asm) Offset(l Label) int { return a.labels[l] }

// Finish writes the distances of all jumps. All labels that are jumped to must be bound.
func (a *Asm) Finish() {
	for _, f := range a.fixes {
		binary.LittleEndian.PutUint32(a.Code[f.at:], uint32(a.labels[f.to]-f.at-4))
	}
	a.fixes = nil
}

// Truncate takes back the code from offset n on. No label in it may be used.
func (a *Asm) Truncate(n int) {
	a.Code = a.Code[:n]
	for len(a.fixes) > 0 && a.fixes[len(a.fixes)-1].at >= n {
		a.fixes = a.fixes[:len(a.fixes)-1]
	}
}

func (a *Asm) bytes(b ...byte)   { a.Code = append(a.Code, b...) }
func (a *Asm) imm32(v int32)     { a.Code = binary.LittleEndian.AppendUint32(a.Code, uint32(v)) }
func (a *Asm) imm64(v uint64)    { a.Code = binary.LittleEndian.AppendUint64(a.Code, v) }
func rex(reg, index, b Reg) byte { return 0x48 | byte(reg>>3)<<2 | byte(index>>3)<<1 | byte(b>>3) }

// rm writes an operation of a register (or an extension of the operation) and one in memory.
func (a *Asm) rm(prefix byte, wide bool, op []byte, reg Reg, m Mem) {
	if prefix != 0 {
		a.bytes(prefix)
	}
	r := rex(reg, 0, m.Base)
	if !wide {
		r &^= 8
	}
	if r != 0x40 {
		a.bytes(r)
	}
	a.bytes(op...)
	mod := byte(0x80)
	if m.Disp >= -128 && m.Disp < 128 {
		mod = 0x40
	}
	a.bytes(mod | byte(reg&7)<<3 | byte(m.Base&7))
	if m.Base&7 == SP {
		a.bytes(0x24)
	}
	if mod == 0x40 {
		a.bytes(byte(m.Disp))
	} else {
		a.imm32(m.Disp)
	}
}

// rr writes an operation of two registers.
func (a *Asm) rr(op []byte, reg, other Reg) {
	a.bytes(rex(reg, 0, other))
	a.bytes(op...)
	a.bytes(0xc0 | byte(reg&7)<<3 | byte(other&7))
}

// Load sets d to the 64 bits at m, Load32 to the 32 bits there with their sign, Load8 to the byte.
func (a *Asm) Load(d Reg, m Mem)   { a.rm(0, true, []byte{0x8b}, d, m) }
func (a *Asm) Load32(d Reg, m Mem) { a.rm(0, true, []byte{0x63}, d, m) }
func (a *Asm) Load8(d Reg, m Mem)  { a.rm(0, true, []byte{0x0f, 0xb6}, d, m) }

// Lea sets d to the address of m.
func (a *Asm) Lea(d Reg, m Mem) { a.rm(0, true, []byte{0x8d}, d, m) }

// LeaLabel sets d to the address of l.
func (a *Asm) LeaLabel(d Reg, l Label) {
	a.bytes(0x48|byte(d>>3)<<2, 0x8d, 5|byte(d&7)<<3)
	a.distance(l)
}

// Store writes the 64 bits of s to m.
func (a *Asm) Store(m Mem, s Reg) { a.rm(0, true, []byte{0x89}, s, m) }

// StoreImm writes v, extended with its sign to 64 bits; StoreImm8 writes a byte, Store8 the lowest of s.
func (a *Asm) StoreImm(m Mem, v int32) { a.rm(0, true, []byte{0xc7}, 0, m); a.imm32(v) }
func (a *Asm) Store8(m Mem, s Reg)     { a.rm(0, true, []byte{0x88}, s, m) }
func (a *Asm) StoreImm8(m Mem, v byte) { a.rm(0, false, []byte{0xc6}, 0, m); a.bytes(v) }

// Mov sets d to s, Imm to a number.
func (a *Asm) Mov(d, s Reg) { a.rr([]byte{0x8b}, d, s) }

// Imm sets d to v.
func (a *Asm) Imm(d Reg, v uint64) {
	if v>>32 == 0 {
		if d >= R8 {
			a.bytes(0x41)
		}
		a.bytes(0xb8 | byte(d&7))
		a.imm32(int32(uint32(v)))
		return
	}
	a.bytes(rex(0, 0, d), 0xb8|byte(d&7))
	a.imm64(v)
}

// Operations of a register and memory, a register, or a number: d = d op x.
func (a *Asm) Add(d, s Reg)         { a.rr([]byte{0x03}, d, s) }
func (a *Asm) AddMem(d Reg, m Mem)  { a.rm(0, true, []byte{0x03}, d, m) }
func (a *Asm) Sub(d, s Reg)         { a.rr([]byte{0x2b}, d, s) }
func (a *Asm) SubMem(d Reg, m Mem)  { a.rm(0, true, []byte{0x2b}, d, m) }
func (a *Asm) And(d, s Reg)         { a.rr([]byte{0x23}, d, s) }
func (a *Asm) AndMem(d Reg, m Mem)  { a.rm(0, true, []byte{0x23}, d, m) }
func (a *Asm) OrMem(d Reg, m Mem)   { a.rm(0, true, []byte{0x0b}, d, m) }
func (a *Asm) XorMem(d Reg, m Mem)  { a.rm(0, true, []byte{0x33}, d, m) }
func (a *Asm) IMul(d, s Reg)        { a.rr([]byte{0x0f, 0xaf}, d, s) }
func (a *Asm) IMulMem(d Reg, m Mem) { a.rm(0, true, []byte{0x0f, 0xaf}, d, m) }
func (a *Asm) CmpMem(d Reg, m Mem)  { a.rm(0, true, []byte{0x3b}, d, m) }
func (a *Asm) Cmp(d, s Reg)         { a.rr([]byte{0x3b}, d, s) }
func (a *Asm) Test(d, s Reg)        { a.rr([]byte{0x85}, d, s) }
func (a *Asm) Neg(d Reg)            { a.rr([]byte{0xf7}, 3, d) }

// AddImm adds a number to d, AndImm takes its bits, CmpImm compares, IMulImm sets d to s times the number.
func (a *Asm) AddImm(d Reg, v int32) { a.rr([]byte{0x81}, 0, d); a.imm32(v) }
func (a *Asm) AndImm(d Reg, v int32) { a.rr([]byte{0x81}, 4, d); a.imm32(v) }
func (a *Asm) CmpImm(d Reg, v int32) { a.rr([]byte{0x81}, 7, d); a.imm32(v) }
func (a *Asm) IMulImm(d, s Reg, v int32) {
	a.rr([]byte{0x69}, d, s)
	a.imm32(v)
}

// AddToImm adds a number to the memory; CmpMemImm compares 64 bits of memory with a number, CmpMemImm32 and
// CmpMemImm8 32 bits and a byte.
func (a *Asm) AddToImm(m Mem, v int32)  { a.rm(0, true, []byte{0x81}, 0, m); a.imm32(v) }
func (a *Asm) CmpMemImm(m Mem, v int32) { a.rm(0, true, []byte{0x81}, 7, m); a.imm32(v) }
func (a *Asm) CmpMemImm32(m Mem, v int32) {
	a.rm(0, false, []byte{0x81}, 7, m)
	a.imm32(v)
}
func (a *Asm) CmpMemImm8(m Mem, v byte) { a.rm(0, false, []byte{0x80}, 7, m); a.bytes(v) }

// Logic does And, Or or Xor, whose operation is op (23, 0b, 33 in hexadecimal).
func (a *Asm) Logic(op byte, d, s Reg) { a.rr([]byte{op}, d, s) }

// Shl and Sar shift d by a number, ShlCX and SarCX by CX.
func (a *Asm) Shl(d Reg, n byte) { a.rr([]byte{0xc1}, 4, d); a.bytes(n) }
func (a *Asm) Sar(d Reg, n byte) { a.rr([]byte{0xc1}, 7, d); a.bytes(n) }
func (a *Asm) ShlCX(d Reg)       { a.rr([]byte{0xd3}, 4, d) }
func (a *Asm) SarCX(d Reg)       { a.rr([]byte{0xd3}, 7, d) }

// Idiv divides DX:AX, which Cqo makes of AX, by d: the quotient is in AX, the remainder in DX.
func (a *Asm) Idiv(d Reg) { a.rr([]byte{0xf7}, 7, d) }
func (a *Asm) Cqo()       { a.bytes(0x48, 0x99) }

// SetCond sets d, one of AX, CX, DX and BX, to 1 or 0.
func (a *Asm) SetCond(c Cond, d Reg) {
	a.bytes(0x0f, 0x90|byte(c), 0xc0|byte(d))
	a.rr([]byte{0x0f, 0xb6}, d, d)
}

// The operations of floats of 64 bits.
func (a *Asm) LoadF(d Reg, m Mem)       { a.rm(0xf2, false, []byte{0x0f, 0x10}, d, m) }
func (a *Asm) StoreF(m Mem, s Reg)      { a.rm(0xf2, false, []byte{0x0f, 0x11}, s, m) }
func (a *Asm) AddF(d Reg, m Mem)        { a.rm(0xf2, false, []byte{0x0f, 0x58}, d, m) }
func (a *Asm) ArithF(op byte, d, s Reg) { a.bytes(0xf2, 0x0f, op, 0xc0|byte(d)<<3|byte(s)) }
func (a *Asm) CompareF(d, s Reg)        { a.bytes(0x66, 0x0f, 0x2e, 0xc0|byte(d)<<3|byte(s)) }
func (a *Asm) FloatOfInt(d Reg, s Reg) {
	a.bytes(0xf2, rex(d, 0, s), 0x0f, 0x2a, 0xc0|byte(d&7)<<3|byte(s&7))
}
func (a *Asm) FloatOfBits(d Reg, s Reg) {
	a.bytes(0x66, rex(d, 0, s), 0x0f, 0x6e, 0xc0|byte(d&7)<<3|byte(s&7))
}
func (a *Asm) ZeroF(d Reg) { a.bytes(0x66, 0x0f, 0x57, 0xc0|byte(d)<<3|byte(d)) }

// Jump goes to l, JumpIf if c holds, JumpTo to the address in r; Ret leaves the code.
func (a *Asm) Jump(l Label)           { a.bytes(0xe9); a.distance(l) }
func (a *Asm) JumpIf(c Cond, l Label) { a.bytes(0x0f, 0x80|byte(c)); a.distance(l) }
func (a *Asm) Ret()                   { a.bytes(0xc3) }
func (a *Asm) JumpTo(r Reg) {
	if r >= R8 {
		a.bytes(0x41)
	}
	a.bytes(0xff, 0xe0|byte(r&7))
}

func (a *Asm) distance(l Label) {
	a.fixes = append(a.fixes, fix{len(a.Code), l})
	a.imm32(0)
}
