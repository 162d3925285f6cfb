package vm

import (
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines calls with keywords to Python functions: what the call site
// remembers of the function it called, so that the next call puts each value in
// its parameter's register without asking for names.

// noReg stands for no register.
const noReg = 0xff

// maxMoves is how many keyword values a remembered call may move: they pass through an array on Go's stack, for the window they lie in is the
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
	// For *args and **kwargs: their registers, 0xff for none, and the keywords that
	// go to the latter, whose entry in to is 0xff.
	varArgs, varKw uint8
	rest           []object.Value
	// inOrder says that each keyword's value lies where its parameter is.
	inOrder bool
	// defs and defKeys are the dictionary of keyword-only defaults that at, the
	// entries of the last kwd of fill, belong to, and its Keys.
	defs    *object.Dict
	defKeys uint64
	at      []int32
	// typ is the Version of the class whose __init__ init is.
	typ  uint64
	init *object.Function
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
	lk := linkedOf(fn.Code)
	if lk == nil || lk.numFar > 0 {
		return
	}
	kc.varArgs, kc.varKw, kc.rest = noReg, noReg, nil
	total := lk.argCount + lk.bc.KwOnlyArgCount
	next := total
	if lk.bc.Flags&bytecode.VarArgs != 0 {
		kc.varArgs = uint8(next)
		next++
	} else if npos > lk.argCount {
		return
	}
	if lk.bc.Flags&bytecode.VarKeywords != 0 {
		kc.varKw = uint8(next)
	}
	taken := make([]bool, total)
	for i := range min(npos, lk.argCount) {
		taken[i] = true
	}
	to := make([]uint8, 0, len(kc.names.Items))
	for _, k := range kc.names.Items {
		name, ok := object.AsStr(k)
		if !ok {
			return
		}
		j := lk.bc.PosOnlyArgCount
		for j < total && fn.Code.VarNames[j].String() != name.String() {
			j++
		}
		if j == total && kc.varKw != noReg {
			kc.rest = append(kc.rest, k)
			to = append(to, noReg)
			continue
		}
		if j == total || taken[j] {
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
	if len(to) > maxMoves || len(kc.rest) > 0 && object.NewDictOf(kc.rest, kc.rest) == nil {
		return
	}
	kc.code, kc.bad, kc.lk, kc.npos, kc.to, kc.fill, kc.kwd = fn.Code, nil, lk, npos, to, fill, kwd
	kc.defs, kc.at = nil, make([]int32, kwd)
	kc.inOrder = kc.varArgs == noReg && kc.varKw == noReg
	for i, r := range to {
		kc.inOrder = kc.inOrder && int(r) == npos+i
	}
}

// learnDefaults looks up the defaults of keyword-only parameters that the call
// leaves out. It reports false if one is missing.
func (kc *kwCall) learnDefaults(d *object.Dict) bool {
	kc.defs = nil
	if d == nil {
		return false
	}
	for i, r := range kc.fill[len(kc.fill)-kc.kwd:] {
		at := d.FindStr(kc.code.VarNames[r])
		if at < 0 {
			return false
		}
		kc.at[i] = int32(at)
	}
	kc.defs, kc.defKeys = d, d.Keys
	return true
}

// initOf is the __init__ of typ, if instances are made by allocating and calling
// that Python function; nil if not so.
func (kc *kwCall) initOf(t *object.Thread, typ *object.Type) *object.Function {
	if typ.Version != kc.typ {
		kc.typ, kc.init = typ.Version, typ.PlainInit(t)
	}
	return kc.init
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
	nfill := len(kc.fill) - kc.kwd
	if nfill > 0 && (fn.Defaults == nil || int(kc.fill[0]) < lk.argCount-len(fn.Defaults.Items)) {
		return nil
	}
	if kc.kwd > 0 && (kc.defs != fn.KwDefaults || kc.defs == nil || kc.defKeys != kc.defs.Keys) && !kc.learnDefaults(fn.KwDefaults) {
		return nil
	}
	w := unsafe.Add(unsafe.Pointer(f.regs), uintptr(winReg)*valueSize)
	// The arguments lie where the parameters will, so what collects them comes first.
	var extra, kwargs object.Value
	if kc.varArgs != noReg {
		extra = object.NewTupleOf(args(f.regs, winReg, kc.npos)[min(kc.npos, lk.argCount):]).Value()
	}
	if kc.varKw != noReg {
		kwargs = kc.collect(args(f.regs, winReg+kc.npos, len(kc.to)))
	}
	var nf *frame
	if f.gen != nil || uintptr(w)+lk.winBytes+valueSize > f.limit {
		nf = m.push(lk)
	} else {
		nf = nextFrame(f)
		nf.regs = (*window)(w)
		nf.limit = f.limit
		nf.back = f
		nf.lk = lk
		nf.pc = 0
	}
	if kc.inOrder {
		if unsafe.Pointer(nf.regs) != w {
			n := kc.npos + len(kc.to)
			copy(nf.regs[:n], args(f.regs, winReg, n))
		}
	} else {
		kc.move(nf, args(f.regs, winReg, kc.npos+len(kc.to)))
	}
	for _, r := range kc.fill[:nfill] {
		nf.regs[r] = fn.Defaults.Items[int(r)-lk.argCount+len(fn.Defaults.Items)]
	}
	for i, r := range kc.fill[nfill:] {
		nf.regs[r] = kc.defs.Entries[kc.at[i]].Val
	}
	if kc.varArgs != noReg {
		nf.regs[kc.varArgs] = extra
	}
	if kc.varKw != noReg {
		nf.regs[kc.varKw] = kwargs
	}
	for i := lk.numParams; i < lk.numSlots; i++ {
		nf.regs[i].P = nil
	}
	t.Depth++
	return nf
}

// collect makes the dictionary of the keywords that are no parameter's.
func (kc *kwCall) collect(from []object.Value) object.Value {
	if len(kc.rest) == 0 {
		return object.NewDict().Value()
	}
	if len(kc.rest) == len(from) {
		return object.NewDictOf(kc.rest, from).Value()
	}
	var vals [maxMoves]object.Value
	n := 0
	for i, r := range kc.to {
		if r == noReg {
			vals[n] = from[i]
			n++
		}
	}
	return object.NewDictOf(kc.rest, vals[:n]).Value()
}

// move puts the arguments into the registers of their parameters, which may be
// those that the arguments lie in.
func (kc *kwCall) move(nf *frame, from []object.Value) {
	var moved [maxMoves]object.Value
	copy(moved[:], from[kc.npos:])
	copy(nf.regs[:min(kc.npos, kc.lk.argCount)], from)
	for i, r := range kc.to {
		if r != noReg {
			nf.regs[r] = moved[i]
		}
	}
}

// callKeywords runs the call with keywords in of f: it makes the frame of a Python function or of a class's __init__, or
// calls whatever else is called.
func (m *machine) callKeywords(f *frame, in word) (nf *frame, v object.Value, err error) {
	regs := f.regs
	kc := &f.lk.kwCalls[in.D()]
	callee := *in.b(regs)
	nargs, winReg := int(in.C()), int(in.B())+1
	if in.Op() == bytecode.CALLMKW {
		winReg++
		if regs[in.B()+1].P != nil {
			winReg--
			nargs++
		}
	} else if callee.P.Type == object.MethodType {
		if bm := (*object.BoundMethod)(unsafe.Pointer(callee.P)); bm.Func.P.Type == object.FunctionType {
			callee = bm.Func
			*in.b(regs) = bm.Self
			winReg--
			nargs++
		}
	}
	var kind uint8 = retCall
	if callee.P.Type == object.TypeType {
		typ := (*object.Type)(unsafe.Pointer(callee.P))
		if fn := kc.initOf(m.t, typ); fn != nil {
			callee = fn.Value()
			winReg--
			nargs++
			regs[winReg] = object.FromPtr(&object.NewInstance(typ).Header)
			kind = retInit
		}
	}
	if callee.P.Type == object.FunctionType {
		fn := (*object.Function)(unsafe.Pointer(callee.P))
		self := regs[winReg] // the instance, if this is a class's __init__
		if fn.Code == kc.code && nargs-len(kc.to) == kc.npos {
			nf = m.pushKeywords(f, fn, kc, winReg)
		} else {
			kc.learn(fn, nargs-len(kc.names.Items))
		}
		if nf == nil {
			if nf, err = m.pushFunction(f, fn, args(regs, winReg, nargs), kc.names); err != nil {
				return nil, v, err
			}
		}
		nf.fn, nf.dest, nf.ret = fn, in.A(), kind
		if kind == retInit {
			nf.locals = self
		}
		return nf, v, nil
	}
	v, err = m.t.CallVec(callee, args(regs, winReg, nargs), kc.names)
	return nil, v, err
}
