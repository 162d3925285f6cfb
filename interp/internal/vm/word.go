package vm

import (
	"math"
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines instructions and registers as the loop reads and writes them.

func setInt(d *object.Value, n int64) {
	if d.P != &object.IntHeader {
		d.P = &object.IntHeader
	}
	d.N = uint64(n)
}

func setFloat(d *object.Value, f float64) {
	if d.P != &object.FloatHeader {
		d.P = &object.FloatHeader
	}
	d.N = math.Float64bits(f)
}

func setBool(d *object.Value, b bool) {
	if d.P != &object.BoolHeader {
		d.P = &object.BoolHeader
	}
	if b {
		d.N = 1
	} else {
		d.N = 0
	}
}

// word is an instruction as the loop reads it: loaded at once, its operands are
// shifts of a register, and nothing has to be kept of where it came from.
type word uint64

func (w word) Op() Op   { return Op(w) }
func (w word) A() uint8 { return uint8(w >> 8) }
func (w word) B() uint8 { return uint8(w >> 16) }
func (w word) C() uint8 { return uint8(w >> 24) }
func (w word) D() int32 { return int32(w >> 32) }

// a, b and c are the registers that the operands name: a shift and a mask of the
// word is the offset in the window, for a Value has 16 bytes.
func (w word) a(regs *window) *object.Value {
	return (*object.Value)(unsafe.Add(unsafe.Pointer(regs), w>>4&0xff0))
}

func (w word) b(regs *window) *object.Value {
	return (*object.Value)(unsafe.Add(unsafe.Pointer(regs), w>>12&0xff0))
}

func (w word) c(regs *window) *object.Value {
	return (*object.Value)(unsafe.Add(unsafe.Pointer(regs), w>>20&0xff0))
}

func small(n int64) bool { return n == int64(int32(n)) }

// args is the slice of n registers from register i.
func args(regs *window, i, n int) []object.Value {
	return unsafe.Slice((*object.Value)(unsafe.Add(unsafe.Pointer(regs), uintptr(i)*valueSize)), n)
}
