package vm

import (
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines calls with keywords to Python functions: what the call site
// remembers of the function it called, so that the next call puts each value in
// its parameter's register without asking for names.

// maxMoves is how many keyword values and defaults a remembered call may move:
// they pass through an array on Go's stack, for the window they lie in is the
// one they go to.
const maxMoves = 12

// kwCall is a call site with keywords: CALLKW or CALLMKW.
type kwCall struct {
	names *object.Tuple
	// For functions with this code, called with npos positional arguments:
	code *object.Code
	lk   *linked
	npos int
	to   []uint8 // the register of each keyword's value
	fill []uint8 // the parameters left to defaults, those of keyword-only ones last
	kwd  int     // how many of fill are keyword-only
	// bad is the code of the function that could not be remembered last.
	bad *object.Code
}

// numberSites gives the calls with keywords among lk's instructions their kwCall:
// D, the index of the names among the constants, becomes the index of the site.
func (lk *linked) numberSites() {
	for i := range lk.instrs {
		in := &lk.instrs[i]
		if in.Op == bytecode.CALLKW || in.Op == bytecode.CALLMKW {
			lk.kwCalls = append(lk.kwCalls, kwCall{names: (*object.Tuple)(unsafe.Pointer(lk.consts[in.D].P))})
			in.D = int32(len(lk.kwCalls) - 1)
		}
	}
}

// learn makes kc remember calls of fn with npos positional arguments, if all
// parameters have registers and each keyword names one that is free. Whether the
// defaults exist is asked at each call, for functions share code.
func (kc *kwCall) learn(fn *object.Function, npos int) {
	if fn.Code == kc.bad {
		return
	}
	kc.code, kc.bad = nil, fn.Code
	lk, ok := fn.Code.Body.(*linked)
	if !ok || lk.bc.Flags&(bytecode.VarArgs|bytecode.VarKeywords) != 0 || lk.numFar > 0 || npos > lk.argCount {
		return
	}
	taken := make([]bool, lk.numParams)
	for i := range npos {
		taken[i] = true
	}
	to := make([]uint8, 0, len(kc.names.Items))
	for _, k := range kc.names.Items {
		name, ok := object.AsStr(k)
		if !ok {
			return
		}
		j := lk.bc.PosOnlyArgCount
		for j < lk.numParams && fn.Code.VarNames[j].String() != name.String() {
			j++
		}
		if j == lk.numParams || taken[j] {
			return
		}
		taken[j] = true
		to = append(to, uint8(j))
	}
	var fill []uint8
	kwd := 0
	for i, t := range taken {
		if !t {
			fill = append(fill, uint8(i))
			if i >= lk.argCount {
				kwd++
			}
		}
	}
	if len(to)+len(fill) > maxMoves {
		return
	}
	kc.code, kc.bad, kc.lk, kc.npos, kc.to, kc.fill, kc.kwd = fn.Code, nil, lk, npos, to, fill, kwd
}

// pushKeywords makes the frame of a call that kc remembers, whose arguments begin
// at register winReg of f. It returns nil, with nothing moved, if a default is
// missing or the frame is one too many: pushFunction then says which.
func (m *machine) pushKeywords(f *frame, fn *object.Function, kc *kwCall, winReg int) *frame {
	t := m.t
	if t.Depth >= t.Interp.RecursionLimit {
		return nil
	}
	lk := kc.lk
	nkw := len(kc.to)
	var moved [maxMoves]object.Value
	copy(moved[:nkw], args(f.regs, winReg+kc.npos, nkw))
	if len(kc.fill) > 0 {
		vs := moved[nkw:]
		nfill := len(kc.fill) - kc.kwd
		for i, r := range kc.fill[:nfill] {
			if fn.Defaults == nil {
				return nil
			}
			d := int(r) - lk.argCount + len(fn.Defaults.Items)
			if d < 0 {
				return nil
			}
			vs[i] = fn.Defaults.Items[d]
		}
		for i, r := range kc.fill[nfill:] {
			if fn.KwDefaults == nil {
				return nil
			}
			v, ok := fn.KwDefaults.GetStr(kc.code.VarNames[r])
			if !ok {
				return nil
			}
			vs[nfill+i] = v
		}
	}
	w := unsafe.Add(unsafe.Pointer(f.regs), uintptr(winReg)*valueSize)
	var nf *frame
	if f.gen != nil || uintptr(w)+lk.winBytes+valueSize > f.limit {
		nf = m.push(lk)
		copy(nf.regs[:kc.npos], args(f.regs, winReg, kc.npos))
	} else {
		nf = nextFrame(f)
		nf.regs = (*window)(w)
		nf.limit = f.limit
		nf.back = f
		nf.lk = lk
		nf.pc = 0
	}
	for i, r := range kc.to {
		nf.regs[r] = moved[i]
	}
	for i, r := range kc.fill {
		nf.regs[r] = moved[nkw+i]
	}
	for i := lk.numParams; i < lk.numSlots; i++ {
		nf.regs[i].P = nil
	}
	t.Depth++
	return nf
}
