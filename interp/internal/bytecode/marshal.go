package bytecode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/big"
)

// This file turns code objects into bytes and back, for __pycache__. The format: the magic number, a CRC-32 of what
// follows it, then the code object, field after field, with unsigned and zigzag varints and length-prefixed strings.
// A string that occurred before is a reference to its number, since names repeat.

// Version is the version of the format and of the instruction set. It changes with either, so that old caches are ignored.
const Version = 1

// magic opens the data: a letter code, the version, and line ends that a text-mode copy would damage.
var magic = [8]byte{'M', 'P', 'H', 'C', Version, byte(NumOps), '\r', '\n'}

// ErrBadData is what Unmarshal's errors wrap.
var ErrBadData = errors.New("bad marshalled code")

// Marshal returns the bytes that Unmarshal reads.
func Marshal(c *Code) []byte {
	w := writer{seen: make(map[string]int)}
	w.buf = append(w.buf, magic[:]...)
	w.buf = append(w.buf, 0, 0, 0, 0)
	w.code(c)
	binary.LittleEndian.PutUint32(w.buf[len(magic):], crc32.ChecksumIEEE(w.buf[len(magic)+4:]))
	return w.buf
}

type writer struct {
	buf  []byte
	seen map[string]int
}

func (w *writer) uint(n int)  { w.buf = binary.AppendUvarint(w.buf, uint64(n)) }
func (w *writer) int(n int64) { w.buf = binary.AppendVarint(w.buf, n) }

// str writes 0, the length and the bytes of a new string, or the number, from 1, of one written before.
func (w *writer) str(s string) {
	if i, ok := w.seen[s]; ok {
		w.uint(i)
		return
	}
	w.seen[s] = len(w.seen) + 1
	w.uint(0)
	w.uint(len(s))
	w.buf = append(w.buf, s...)
}

func (w *writer) strs(list []string) {
	w.uint(len(list))
	for _, s := range list {
		w.str(s)
	}
}

func (w *writer) ints(list []int32) {
	w.uint(len(list))
	for _, n := range list {
		w.int(int64(n))
	}
}

func (w *writer) code(c *Code) {
	w.str(c.Name)
	w.str(c.QualName)
	w.str(c.Filename)
	for _, n := range []int{int(c.Flags), c.ArgCount, c.PosOnlyArgCount, c.KwOnlyArgCount, c.FirstLine, c.NumSlots, c.NumRegs, c.NumFar} {
		w.uint(n)
	}
	w.strs(c.VarNames)
	w.strs(c.CellVars)
	w.strs(c.FreeVars)
	w.strs(c.Names)
	w.strs(c.CacheNames)
	w.ints(c.CellSlots)
	w.ints(c.Captures)
	w.uint(len(c.Instrs))
	for _, in := range c.Instrs {
		w.buf = append(w.buf, byte(in.Op), in.A, in.B, in.C)
		w.int(int64(in.D))
	}
	w.uint(len(c.ExcTable))
	for _, e := range c.ExcTable {
		w.uint(int(e.Start))
		w.uint(int(e.End - e.Start))
		w.uint(int(e.Target))
		w.buf = append(w.buf, e.Reg)
	}
	w.uint(len(c.Positions))
	w.buf = append(w.buf, c.Positions...)
	w.consts(c.Consts)
}

func (w *writer) consts(list []Const) {
	w.uint(len(list))
	for _, k := range list {
		w.constant(k)
	}
}

func (w *writer) constant(k Const) {
	tag := func(t byte) { w.buf = append(w.buf, t) }
	switch k := k.(type) {
	case NoneConst:
		tag('N')
	case EllipsisConst:
		tag('.')
	case Bool:
		if k {
			tag('T')
		} else {
			tag('F')
		}
	case Int:
		tag('i')
		w.int(int64(k))
	case *BigInt:
		if k.Sign() < 0 {
			tag('-')
		} else {
			tag('+')
		}
		w.str(string(k.Bytes()))
	case Float:
		tag('f')
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(float64(k)))
	case Complex:
		tag('c')
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(real(complex128(k))))
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(imag(complex128(k))))
	case Str:
		tag('s')
		w.str(string(k))
	case Bytes:
		tag('b')
		w.str(string(k))
	case Tuple:
		tag('(')
		w.consts(k)
	case FrozenSet:
		tag('{')
		w.consts(k)
	case *Code:
		tag('C')
		w.code(k)
	}
}

// Unmarshal reads what Marshal wrote, and verifies it: whatever the bytes are, the result is safe to run or an error. A
// cache of another version is an error too.
func Unmarshal(data []byte) (*Code, error) {
	if len(data) < len(magic)+4 || [8]byte(data[:8]) != magic {
		return nil, fmt.Errorf("%w: another format or version", ErrBadData)
	}
	body := data[len(magic)+4:]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(data[len(magic):]) {
		return nil, fmt.Errorf("%w: checksum", ErrBadData)
	}
	r := reader{buf: body}
	c := r.code(0)
	if !r.bad && len(r.buf) > 0 {
		r.fail()
	}
	if r.bad {
		return nil, fmt.Errorf("%w: truncated or damaged", ErrBadData)
	}
	if err := Verify(c); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadData, err)
	}
	return c, nil
}

// reader reads fields until one is bad; then all later ones are empty.
type reader struct {
	buf  []byte
	strs []string
	bad  bool
}

func (r *reader) fail() {
	r.bad = true
	r.buf = nil
}

func (r *reader) byte() byte {
	if len(r.buf) == 0 {
		r.fail()
		return 0
	}
	b := r.buf[0]
	r.buf = r.buf[1:]
	return b
}

// uint reads a number that fits into 31 bits, as all sizes do.
func (r *reader) uint() int {
	n, k := binary.Uvarint(r.buf)
	if k <= 0 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	r.buf = r.buf[k:]
	return int(n)
}

func (r *reader) int() int64 {
	n, k := binary.Varint(r.buf)
	if k <= 0 {
		r.fail()
		return 0
	}
	r.buf = r.buf[k:]
	return n
}

func (r *reader) int32() int32 {
	n := r.int()
	if n != int64(int32(n)) {
		r.fail()
		return 0
	}
	return int32(n)
}

// count reads the length of a list whose items take at least a byte each, so that a damaged length cannot ask for more
// memory than the data has bytes.
func (r *reader) count() int {
	n := r.uint()
	if n > len(r.buf) {
		r.fail()
		return 0
	}
	return n
}

func (r *reader) raw(n int) []byte {
	if n > len(r.buf) {
		r.fail()
		return nil
	}
	b := r.buf[:n:n]
	r.buf = r.buf[n:]
	return b
}

func (r *reader) str() string {
	i := r.uint()
	if i > 0 {
		if i > len(r.strs) {
			r.fail()
			return ""
		}
		return r.strs[i-1]
	}
	s := string(r.raw(r.count()))
	r.strs = append(r.strs, s)
	return s
}

func (r *reader) list() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = r.str()
	}
	return out
}

func (r *reader) ints() []int32 {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make([]int32, n)
	for i := range out {
		out[i] = r.int32()
	}
	return out
}

func (r *reader) code(depth int) *Code {
	c := &Code{Name: r.str(), QualName: r.str(), Filename: r.str()}
	c.Flags = Flags(r.uint())
	for _, p := range []*int{&c.ArgCount, &c.PosOnlyArgCount, &c.KwOnlyArgCount, &c.FirstLine, &c.NumSlots, &c.NumRegs, &c.NumFar} {
		*p = r.uint()
	}
	c.VarNames = r.list()
	c.CellVars = r.list()
	c.FreeVars = r.list()
	c.Names = r.list()
	c.CacheNames = r.list()
	c.CellSlots = r.ints()
	c.Captures = r.ints()
	c.Instrs = make([]Instr, r.count())
	for i := range c.Instrs {
		c.Instrs[i] = Instr{Op: Op(r.byte()), A: r.byte(), B: r.byte(), C: r.byte(), D: r.int32()}
	}
	if n := r.count(); n > 0 {
		c.ExcTable = make([]ExcEntry, n)
		for i := range c.ExcTable {
			start, size, target := r.uint(), r.uint(), r.uint()
			c.ExcTable[i] = ExcEntry{Start: int32(start), End: int32(min(start+size, math.MaxInt32)), Target: int32(target), Reg: r.byte()}
		}
	}
	c.Positions = bytes.Clone(r.raw(r.count()))
	c.Consts = r.consts(depth)
	return c
}

func (r *reader) consts(depth int) []Const {
	n := r.count()
	if depth > maxNesting {
		r.fail()
		return nil
	}
	out := make([]Const, n)
	for i := range out {
		out[i] = r.constant(depth + 1)
		if r.bad {
			return nil
		}
	}
	return out
}

func (r *reader) float() float64 {
	b := r.raw(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (r *reader) constant(depth int) Const {
	switch r.byte() {
	case 'N':
		return NoneConst{}
	case '.':
		return EllipsisConst{}
	case 'T':
		return Bool(true)
	case 'F':
		return Bool(false)
	case 'i':
		return Int(r.int())
	case '+':
		return newBigInt(r.str(), false)
	case '-':
		return newBigInt(r.str(), true)
	case 'f':
		return Float(r.float())
	case 'c':
		re := r.float()
		return Complex(complex(re, r.float()))
	case 's':
		return Str(r.str())
	case 'b':
		return Bytes(r.str())
	case '(':
		return Tuple(r.consts(depth))
	case '{':
		return FrozenSet(r.consts(depth))
	case 'C':
		return r.code(depth)
	}
	r.fail()
	return NoneConst{}
}

func newBigInt(abs string, negative bool) Const {
	k := &BigInt{Int: *new(big.Int).SetBytes([]byte(abs))}
	if negative {
		k.Neg(&k.Int)
	}
	return k
}
