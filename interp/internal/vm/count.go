package vm

import (
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file defines counting: what `memphis --dis=hot` shows of a run. All instructions of counted code have traps (trace.go),
// which count them and see beforehand whether their caches will serve; so nothing of it is in the loop. Counted code runs in
// the loop alone. When it has become hot it is translated into machine code as usual, but only to tell what of it could be.

// counts is what a counted code object has.
type counts struct {
	runs, hits []uint64
	native     []bool // which instructions the machine code has; nil until the code is hot
	bytes      int    // of machine code
}

// Profile is what was counted of a code object.
type Profile struct {
	// Runs says how often each instruction ran, Hits how often its cache served it.
	Runs, Hits []uint64
	// Forms is what the cache of each instruction knows, "" for none.
	Forms []string
	// Native says which instructions the machine code has; it is nil for code that was not hot. Bytes is its size.
	Native []bool
	Bytes  int
}

// formNames are the kinds of caches, as people are to read them.
var formNames = [...]string{
	globalHit: "global", builtinHit: "builtin", attrShape: "instance attribute", attrAdd: "new attribute", attrTuple: "tuple field",
	attrSlot: "slot", attrClass: "class attribute", attrDict: "attribute in a dict", attrModule: "module attribute",
	attrType: "attribute of a class", attrProperty: "property", attrHook: "__getattr__", methPlain: "method of a built-in type",
	methType: "class method of a class", methStatic: "static method", methClass: "class method", methShape: "method", methSuper: "method of super()",
}

// startCounting puts traps on all instructions of lk.
func (lk *linked) startCounting() {
	lk.watch()
	w := lk.watched
	w.counts = &counts{runs: make([]uint64, len(lk.instrs)), hits: make([]uint64, len(lk.instrs))}
	w.stops = w.stops[:0]
	for i := range lk.instrs {
		lk.instrs[i].Op = trap
		w.stops = append(w.stops, int32(i))
	}
}

// count counts the instruction that f is about to run.
func (m *machine) count(f *frame, c *counts) {
	pc := f.pc - 1
	c.runs[pc]++
	if m.cached(f, f.lk.watched.plain[pc]) {
		c.hits[pc]++
	}
}

// cached reports whether the cache of an instruction will serve it.
func (m *machine) cached(f *frame, in bytecode.Instr) bool {
	if bytecode.Info[in.Op].D != bytecode.CacheIx {
		return false
	}
	ic := &f.lk.caches[in.D]
	switch in.Op {
	case bytecode.LOADGLOBAL, bytecode.LOADNAME, bytecode.STOREGLOBAL, bytecode.STORENAME:
		if f.locals.P != nil && f.locals.P != &f.globals.Header {
			return false
		}
		return (ic.kind == globalHit || ic.kind == builtinHit && ic.ver2 == ic.bdict.Keys) && ic.dict == f.globals && ic.ver == f.globals.Keys
	case bytecode.LOADATTR, bytecode.LOADMETHOD, bytecode.STOREATTR:
		v := f.regs[in.B]
		if in.Op == bytecode.STOREATTR {
			v = f.regs[in.A]
		}
		if v.P == nil || ic.kind == cacheNone {
			return false
		}
		if ic.ver != v.P.Type.Version || ic.shape != nil && attrsAt(v, ic.off).Shape != ic.shape {
			return false
		}
		switch ic.kind {
		case attrModule:
			d := (*object.Module)(unsafe.Pointer(v.P)).Dict()
			return ic.dict == d && ic.ver2 == d.Keys
		case attrType, methType:
			return ic.ver2 == (*object.Type)(unsafe.Pointer(v.P)).Version
		}
		return true
	case bytecode.CALL, bytecode.CALLM:
		v := f.regs[in.B]
		if v.P == nil {
			return false
		}
		if fn, ok := object.AsFunction(v); ok {
			return ic.code != nil && ic.code == fn.Code
		}
		typ, ok := object.AsType(v)
		return ok && ic.ver != 0 && ic.ver == typ.Version
	}
	return false
}

// countHot is what warm does with counted code: it notes what would be machine code.
func (m *machine) countHot(f *frame, c *counts) {
	if c.native != nil || !native.Supported() {
		return
	}
	lk := f.lk
	x := &translator{in: m.t.Interp, lk: lk, f: f, plain: lk.watched.plain, caution: make([]uint8, len(lk.instrs))}
	if x.run() {
		c.native, c.bytes = x.done[:len(lk.instrs)], len(x.Code)
	}
}

// Counted returns what was counted of a code object, nil if nothing was.
func Counted(code *object.Code) *Profile {
	lk, ok := code.Body.(*linked)
	if !ok || lk.watched == nil || lk.watched.counts == nil {
		return nil
	}
	c := lk.watched.counts
	p := &Profile{Runs: c.runs, Hits: c.hits, Forms: make([]string, len(lk.instrs)), Native: c.native, Bytes: c.bytes}
	for pc, in := range lk.watched.plain {
		if bytecode.Info[in.Op].D != bytecode.CacheIx || in.Op == bytecode.IMPORTNAME || in.Op == bytecode.IMPORTFROM {
			continue // these two only have a name
		}
		ic := &lk.caches[in.D]
		switch {
		case int(ic.kind) < len(formNames) && ic.kind != cacheNone:
			p.Forms[pc] = formNames[ic.kind]
		case (in.Op == bytecode.CALL || in.Op == bytecode.CALLM) && ic.code != nil:
			p.Forms[pc] = "call of " + ic.code.QualName.String()
		case (in.Op == bytecode.CALL || in.Op == bytecode.CALLM) && ic.ver != 0:
			p.Forms[pc] = "new instance"
		}
	}
	return p
}
