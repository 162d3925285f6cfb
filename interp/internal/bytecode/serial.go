package bytecode

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"strings"
)

// This file defines the stored form of code objects, for __pycache__ and marshal. It begins with Version and a checksum
// of what follows. The strings of a code object and of all within it come first, each once; after that they are
// numbers. Integers are varints; instructions are stored as they lie in memory, little-endian.

// Version is the number of the stored form: it changes whenever the form, an instruction or the meaning of an operand
// does, so that older caches are not used.
const Version = 2

// Magic begins the files that hold stored code. The names of the instructions are in it besides Version, so that a
// cache by a build with other instructions is not taken for ours.
func Magic() uint32 {
	h := crc32.NewIEEE()
	for _, op := range Info {
		_, _ = h.Write([]byte(op.Name))
	}
	return 0x0A0D_0000 | (h.Sum32()>>16^h.Sum32()+Version)&0xFFFF
}

// ErrDamaged is the error of Decode for bytes that Encode did not write, or not this version of it.
var ErrDamaged = errors.New("bytecode: damaged, or of another version")

const headerLen = 6 // version in two bytes, CRC-32 in four

// Encode returns the stored form of c and of the code objects among its constants.
func Encode(c *Code) []byte {
	e := encoder{index: map[string]int{}}
	e.code(c)
	out := make([]byte, headerLen, headerLen+len(e.buf)+len(e.strings)*16)
	out = binary.AppendUvarint(out, uint64(len(e.strings)))
	for _, s := range e.strings {
		out = binary.AppendUvarint(out, uint64(len(s)))
	}
	for _, s := range e.strings {
		out = append(out, s...)
	}
	out = append(out, e.buf...)
	binary.LittleEndian.PutUint16(out, Version)
	binary.LittleEndian.PutUint32(out[2:], crc32.ChecksumIEEE(out[headerLen:]))
	return out
}

type encoder struct {
	buf     []byte
	strings []string
	index   map[string]int
}

func (e *encoder) uint(n int)  { e.buf = binary.AppendUvarint(e.buf, uint64(n)) }
func (e *encoder) int(n int64) { e.buf = binary.AppendVarint(e.buf, n) }

func (e *encoder) string(s string) {
	i, ok := e.index[s]
	if !ok {
		i = len(e.strings)
		e.index[s] = i
		e.strings = append(e.strings, s)
	}
	e.uint(i)
}

func (e *encoder) list(ss []string) {
	e.uint(len(ss))
	for _, s := range ss {
		e.string(s)
	}
}

func (e *encoder) int32s(ns []int32) {
	e.uint(len(ns))
	for _, n := range ns {
		e.int(int64(n))
	}
}

func (e *encoder) code(c *Code) {
	e.string(c.Name)
	e.string(c.QualName)
	e.string(c.Filename)
	for _, n := range []int{int(c.Flags), c.ArgCount, c.PosOnlyArgCount, c.KwOnlyArgCount, c.FirstLine, c.NumSlots, c.NumRegs, c.NumFar} {
		e.uint(n)
	}
	e.list(c.VarNames)
	e.list(c.CellVars)
	e.list(c.FreeVars)
	e.list(c.Names)
	e.list(c.CacheNames)
	e.int32s(c.CellSlots)
	e.int32s(c.Captures)
	e.uint(len(c.ExcTable))
	for _, x := range c.ExcTable {
		e.uint(int(x.Start))
		e.uint(int(x.End))
		e.uint(int(x.Target))
		e.uint(int(x.Reg))
	}
	e.uint(len(c.Positions))
	e.buf = append(e.buf, c.Positions...)
	e.uint(len(c.Instrs))
	for _, in := range c.Instrs {
		e.buf = append(e.buf, byte(in.Op), in.A, in.B, in.C)
		e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(in.D))
	}
	e.consts(c.Consts)
}

func (e *encoder) consts(cs []Const) {
	e.uint(len(cs))
	for _, c := range cs {
		e.constant(c)
	}
}

// The kinds of stored constants.
const (
	constNone = iota
	constEllipsis
	constFalse
	constTrue
	constInt
	constBigInt
	constNegBigInt
	constFloat
	constComplex
	constStr
	constBytes
	constTuple
	constFrozenSet
	constCode
)

func (e *encoder) float(f float64) {
	e.buf = binary.LittleEndian.AppendUint64(e.buf, math.Float64bits(f))
}

func (e *encoder) kind(k byte) { e.buf = append(e.buf, k) }

func (e *encoder) constant(c Const) {
	switch c := c.(type) {
	case NoneConst:
		e.kind(constNone)
	case EllipsisConst:
		e.kind(constEllipsis)
	case Bool:
		if c {
			e.kind(constTrue)
		} else {
			e.kind(constFalse)
		}
	case Int:
		e.kind(constInt)
		e.int(int64(c))
	case *BigInt:
		if c.Sign() < 0 {
			e.kind(constNegBigInt)
		} else {
			e.kind(constBigInt)
		}
		e.string(string(c.Bytes()))
	case Float:
		e.kind(constFloat)
		e.float(float64(c))
	case Complex:
		e.kind(constComplex)
		e.float(real(c))
		e.float(imag(c))
	case Str:
		e.kind(constStr)
		e.string(string(c))
	case Bytes:
		e.kind(constBytes)
		e.string(string(c))
	case Tuple:
		e.kind(constTuple)
		e.consts(c)
	case FrozenSet:
		e.kind(constFrozenSet)
		e.consts(c)
	case *Code:
		e.kind(constCode)
		e.code(c)
	default:
		panic("bytecode: unknown constant")
	}
}

// Decode reads what Encode wrote, and verifies it.
func Decode(data []byte) (*Code, error) {
	if len(data) < headerLen || binary.LittleEndian.Uint16(data) != Version ||
		binary.LittleEndian.Uint32(data[2:]) != crc32.ChecksumIEEE(data[headerLen:]) {
		return nil, ErrDamaged
	}
	d := decoder{buf: data[headerLen:]}
	d.readStrings()
	c := d.code(0)
	if d.bad || len(d.buf) > 0 {
		return nil, ErrDamaged
	}
	if err := Verify(c); err != nil {
		return nil, err
	}
	return c, nil
}

// decoder reads the stored form; after the first mistake bad is set and what is read has no meaning.
type decoder struct {
	buf     []byte
	strings []string
	bad     bool
}

func (d *decoder) fail() {
	d.bad = true
	d.buf = nil
}

func (d *decoder) uint() int {
	if len(d.buf) > 0 && d.buf[0] < 0x80 {
		n := d.buf[0]
		d.buf = d.buf[1:]
		return int(n)
	}
	n, k := binary.Uvarint(d.buf)
	if k <= 0 || n > math.MaxInt32 {
		d.fail()
		return 0
	}
	d.buf = d.buf[k:]
	return int(n)
}

func (d *decoder) int() int64 {
	n, k := binary.Varint(d.buf)
	if k <= 0 {
		d.fail()
		return 0
	}
	d.buf = d.buf[k:]
	return n
}

// count reads the length of a list whose items take size bytes at least, so that
// no list is made that the rest of the data cannot fill.
func (d *decoder) count(size int) int {
	n := d.uint()
	if n > len(d.buf)/size {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.buf) {
		d.fail()
		return nil
	}
	b := d.buf[:n:n]
	d.buf = d.buf[n:]
	return b
}

// readStrings reads the table of strings; all share one allocation.
func (d *decoder) readStrings() {
	n := d.count(1)
	lens := make([]int, n)
	total := 0
	for i := range lens {
		lens[i] = d.uint()
		total += lens[i]
	}
	var all strings.Builder
	all.Write(d.bytes(total))
	rest := all.String()
	if d.bad {
		return
	}
	d.strings = make([]string, n)
	for i, k := range lens {
		d.strings[i] = rest[:k]
		rest = rest[k:]
	}
}

func (d *decoder) string() string {
	i := d.uint()
	if i >= len(d.strings) {
		d.fail()
		return ""
	}
	return d.strings[i]
}

func (d *decoder) list() []string {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	ss := make([]string, n)
	for i := range ss {
		ss[i] = d.string()
	}
	return ss
}

func (d *decoder) int32s() []int32 {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	ns := make([]int32, n)
	for i := range ns {
		k := d.int()
		if k != int64(int32(k)) {
			d.fail()
		}
		ns[i] = int32(k)
	}
	return ns
}

func (d *decoder) code(depth int) *Code {
	if depth > maxNesting {
		d.fail()
		return nil
	}
	c := &Code{Name: d.string(), QualName: d.string(), Filename: d.string()}
	c.Flags = Flags(d.uint())
	for _, p := range []*int{&c.ArgCount, &c.PosOnlyArgCount, &c.KwOnlyArgCount, &c.FirstLine, &c.NumSlots, &c.NumRegs, &c.NumFar} {
		*p = d.uint()
	}
	c.VarNames = d.list()
	c.CellVars = d.list()
	c.FreeVars = d.list()
	c.Names = d.list()
	c.CacheNames = d.list()
	c.CellSlots = d.int32s()
	c.Captures = d.int32s()
	if n := d.count(4); n > 0 {
		c.ExcTable = make([]ExcEntry, n)
		for i := range c.ExcTable {
			x := ExcEntry{Start: int32(d.uint()), End: int32(d.uint()), Target: int32(d.uint())}
			reg := d.uint()
			if reg > math.MaxUint8 {
				d.fail()
			}
			x.Reg = uint8(reg)
			c.ExcTable[i] = x
		}
	}
	c.Positions = append([]byte(nil), d.bytes(d.uint())...)
	n := d.count(8)
	raw := d.bytes(8 * n)
	c.Instrs = make([]Instr, len(raw)/8)
	for i := range c.Instrs {
		r := raw[8*i : 8*i+8]
		c.Instrs[i] = Instr{Op(r[0]), r[1], r[2], r[3], int32(binary.LittleEndian.Uint32(r[4:]))}
	}
	c.Consts = d.consts(depth + 1)
	return c
}

func (d *decoder) consts(depth int) []Const {
	n := d.count(1)
	if n == 0 || depth > maxNesting {
		return nil
	}
	cs := make([]Const, n)
	for i := range cs {
		cs[i] = d.constant(depth)
	}
	return cs
}

func (d *decoder) float() float64 {
	b := d.bytes(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (d *decoder) constant(depth int) Const {
	kind := d.bytes(1)
	if kind == nil {
		return NoneConst{}
	}
	switch kind[0] {
	case constNone:
		return NoneConst{}
	case constEllipsis:
		return EllipsisConst{}
	case constFalse:
		return Bool(false)
	case constTrue:
		return Bool(true)
	case constInt:
		return Int(d.int())
	case constBigInt, constNegBigInt:
		b := &BigInt{}
		b.SetBytes([]byte(d.string()))
		if kind[0] == constNegBigInt {
			b.Neg(&b.Int)
		}
		return b
	case constFloat:
		return Float(d.float())
	case constComplex:
		re := d.float()
		return Complex(complex(re, d.float()))
	case constStr:
		return Str(d.string())
	case constBytes:
		return Bytes(d.string())
	case constTuple:
		return Tuple(d.consts(depth + 1))
	case constFrozenSet:
		return FrozenSet(d.consts(depth + 1))
	case constCode:
		return d.code(depth)
	}
	d.fail()
	return NoneConst{}
}
