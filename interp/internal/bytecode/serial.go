package bytecode

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"
	"unsafe"
)

// This file defines the stored form of code objects, for __pycache__ and marshal. It begins with Version and a checksum
// of what follows. The strings of a code object and of all within it come first, each once; after that they are
// numbers. Integers are varints; instructions are stored as they lie in memory, little-endian. A code object begins with
// a Head and the length of the rest, so that it can be read when it is needed (stored.go).

// Version is the number of the stored form: it changes whenever the form, an instruction or the meaning of an operand
// does, so that older caches are not used.
const Version = 7

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

// Encode returns the stored form of c and of the code objects among its constants. Its error is that of a Stored one.
func Encode(c *Code) ([]byte, error) {
	e := encoder{index: map[string]int{}}
	e.code(c)
	if e.err != nil {
		return nil, e.err
	}
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
	return out, nil
}

type encoder struct {
	buf     []byte
	strings []string
	index   map[string]int
	err     error
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
	for _, n := range []int{int(c.Flags), c.ArgCount, c.PosOnlyArgCount, c.KwOnlyArgCount, c.FirstLine} {
		e.uint(n)
	}
	e.int32s(c.Captures)
	if doc, ok := c.Doc(); ok {
		e.uint(1)
		e.string(doc)
	} else {
		e.uint(0)
	}
	before := e.buf
	e.buf = nil
	e.rest(c)
	rest := e.buf
	e.buf = before
	e.uint(len(rest))
	e.buf = append(e.buf, rest...)
}

// rest writes what is not in the head.
func (e *encoder) rest(c *Code) {
	for _, n := range []int{c.NumSlots, c.NumRegs, c.NumFar} {
		e.uint(n)
	}
	e.list(c.VarNames)
	e.list(c.CellVars)
	e.list(c.FreeVars)
	e.list(c.Names)
	e.list(c.CacheNames)
	e.int32s(c.CellSlots)
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
	case *Stored:
		code, err := c.Load()
		if err != nil {
			e.err = err
			return
		}
		e.kind(constCode)
		e.code(code)
	default:
		panic("bytecode: unknown constant")
	}
}

// Decode reads what Encode wrote, and verifies it.
func Decode(data []byte) (*Code, error) { return decode(data, false) }

// DecodeHeads is Decode for data that stays as it is. The code objects within the one that it returns are not read but
// Stored: a program calls a fifth of the functions that it imports.
func DecodeHeads(data []byte) (*Code, error) { return decode(data, true) }

func decode(data []byte, heads bool) (*Code, error) {
	if len(data) < headerLen || binary.LittleEndian.Uint16(data) != Version ||
		binary.LittleEndian.Uint32(data[2:]) != crc32.ChecksumIEEE(data[headerLen:]) {
		return nil, ErrDamaged
	}
	d := decoder{buf: data[headerLen:]}
	if heads {
		d.store = &store{}
	}
	d.readStrings()
	if heads {
		d.store.data, d.store.strings, d.end = d.buf, d.strings, len(d.buf)
	}
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
	store   *store // not nil: code objects within become Stored
	end     int    // where in store.data buf ends
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

// readStrings reads the table of strings; all share one allocation, or lie where they lay.
func (d *decoder) readStrings() {
	n := d.count(1)
	lens := make([]int, n)
	total := 0
	for i := range lens {
		lens[i] = d.uint()
		total += lens[i]
	}
	b := d.bytes(total)
	if d.bad {
		return
	}
	var rest string
	if d.store != nil {
		rest = unsafe.String(unsafe.SliceData(b), len(b))
	} else {
		rest = string(b)
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
	h := d.head()
	c := &Code{
		Name: h.Name, QualName: h.QualName, Filename: h.Filename, Flags: h.Flags, ArgCount: h.ArgCount,
		PosOnlyArgCount: h.PosOnlyArgCount, KwOnlyArgCount: h.KwOnlyArgCount, FirstLine: h.FirstLine, Captures: h.Captures,
	}
	n := d.uint()
	left := len(d.buf) - n
	c.NumSlots, c.NumRegs, c.NumFar = d.uint(), d.uint(), d.uint()
	c.VarNames = d.list()
	c.CellVars = d.list()
	c.FreeVars = d.list()
	c.Names = d.list()
	c.CacheNames = d.list()
	c.CellSlots = d.int32s()
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
	if c.Positions = d.bytes(d.uint()); d.store == nil {
		c.Positions = slices.Clone(c.Positions)
	}
	raw := d.bytes(8 * d.count(8))
	c.Instrs = make([]Instr, len(raw)/8)
	for i := range c.Instrs {
		r := raw[8*i : 8*i+8]
		c.Instrs[i] = Instr{Op(r[0]), r[1], r[2], r[3], int32(binary.LittleEndian.Uint32(r[4:]))}
	}
	c.Consts = d.consts(depth + 1)
	if len(d.buf) != left {
		d.fail()
	}
	if doc, ok := c.Doc(); ok != h.HasDoc || doc != h.Doc {
		d.fail()
	}
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
		if d.store != nil {
			return d.skip()
		}
		return d.code(depth)
	}
	d.fail()
	return NoneConst{}
}
