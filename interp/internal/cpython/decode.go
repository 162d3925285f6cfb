package cpython

import "fmt"

// This file reads the units of the code.

// maxUnits bounds the length of the code; the longest of the standard library has 30,000 units.
const maxUnits = 1 << 22

// instr is an instruction with its whole argument. Jumps are resolved to indices of instructions.
type instr struct {
	op     opcode
	skip   bool // part of another: of the loop that belongs to a SEND
	arg    int
	unit   int // where the instruction proper stands, behind its EXTENDED_ARGs
	target int
}

func (in *instr) info() *opInfo { return &ops[in.op] }

// decode reads the instructions. at has for each unit the index of the instruction that begins there, -1 for none.
func (c *Code) decode() (list []instr, at []int32, err error) {
	units := len(c.Code) / 2
	if units > maxUnits {
		return nil, nil, fmt.Errorf("%d units of code", units)
	}
	at = make([]int32, units)
	for i := range at {
		at[i] = -1
	}
	for i := 0; i < units; {
		begin, arg := i, 0
		for extended := 0; opcode(c.Code[2*i]) == opExtendedArg; extended++ {
			if extended == 3 {
				return nil, nil, fmt.Errorf("unit %d: an argument of more than four bytes", i)
			}
			arg = arg<<8 | int(c.Code[2*i+1])
			if i++; i == units {
				return nil, nil, fmt.Errorf("the code ends within an instruction")
			}
		}
		in := instr{op: opcode(c.Code[2*i]), arg: arg<<8 | int(c.Code[2*i+1]), unit: i}
		info := in.info()
		if info.name == "" {
			return nil, nil, fmt.Errorf("unit %d: no instruction has the number %d", i, in.op)
		}
		if in.arg > 1<<30 {
			return nil, nil, fmt.Errorf("unit %d: argument %d", i, in.arg)
		}
		at[begin] = int32(len(list))
		list = append(list, in)
		if i += 1 + info.caches; i > units {
			return nil, nil, fmt.Errorf("the code ends within an instruction")
		}
	}
	for i := range list {
		in := &list[i]
		if j := in.info().jump; j != 0 {
			to := in.unit + 1 + j*in.arg
			if to < 0 || to >= units || at[to] < 0 {
				return nil, nil, fmt.Errorf("unit %d, %s: no instruction begins at unit %d", in.unit, in.info().name, to)
			}
			in.target = int(at[to])
			if j < 0 && in.target > i || j > 0 && in.target <= i {
				return nil, nil, fmt.Errorf("unit %d, %s: goes to unit %d", in.unit, in.info().name, to)
			}
		}
	}
	return list, at, sends(list)
}

// sends joins each SEND with the loop that CPython's compiler writes around it, YIELD_VALUE, RESUME and the jump back to it:
// ours is one instruction.
func sends(list []instr) error {
	for i := range list {
		if list[i].op != opSend {
			continue
		}
		if i+3 >= len(list) || list[i+1].op != opYieldValue || list[i+2].op != opResume || list[i+3].op != opJumpBackwardQuiet || list[i+3].target != i {
			return fmt.Errorf("unit %d, SEND: not followed by its loop", list[i].unit)
		}
		for k := 1; k <= 3; k++ {
			list[i+k].skip = true
		}
	}
	for i := range list {
		in := &list[i]
		if in.info().jump != 0 && !in.skip && list[in.target].skip {
			return fmt.Errorf("unit %d, %s: goes into the loop of a SEND", in.unit, in.info().name)
		}
	}
	return nil
}
