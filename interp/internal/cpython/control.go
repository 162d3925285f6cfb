package cpython

import "memphis/interp/internal/bytecode"

// This file translates jumps, calls, containers, exceptions and generators.

func (t *translator) control(i int, in *instr) {
	n := len(t.places)
	switch in.op {
	case opJumpForward:
		t.settle(0, n)
		t.jump(bytecode.JMP, 0, 0, 0, in.target)
		t.step(i, 0)
	case opJumpBackward, opJumpBackwardQuiet:
		t.settle(0, n)
		t.jumpBack(in.target)
		t.step(i, 0)
	case opPopJumpForwardIfTrue, opPopJumpBackIfTrue:
		t.popJump(i, in, bytecode.JT)
	case opPopJumpForwardIfFalse, opPopJumpBackIfFalse:
		t.popJump(i, in, bytecode.JF)
	case opPopJumpForwardIfNone, opPopJumpBackIfNone:
		t.popJump(i, in, bytecode.JNONE)
	case opPopJumpForwardIfNotNone, opPopJumpBackIfNotNone:
		t.popJump(i, in, bytecode.JNOTNONE)
	case opJumpIfTrueOrPop, opJumpIfFalseOrPop:
		t.settleBelow(1)
		keep, plain := bytecode.JTKEEP, bytecode.JT
		if in.op == opJumpIfFalseOrPop {
			keep, plain = bytecode.JFKEEP, bytecode.JF
		}
		d := t.dst(1, 1)
		if r := t.operands(1)[0]; r == d {
			t.jump(plain, 0, r, 0, in.target)
		} else {
			t.jump(keep, d, r, 0, in.target)
		}
		t.step(i, 1)
	case opForIter:
		t.forIter(i, in)
	case opUnpackSequence, opUnpackEx:
		t.unpack(i, in)
	case opBuildList, opBuildTuple, opBuildSet, opBuildMap, opBuildString, opBuildConstKeyMap:
		t.build(i, in)
	case opListAppend:
		t.add(i, in, bytecode.LISTAPPEND)
	case opListExtend:
		t.add(i, in, bytecode.LISTEXTEND)
	case opSetAdd:
		t.add(i, in, bytecode.SETADD)
	case opSetUpdate:
		t.add(i, in, bytecode.SETUPDATE)
	case opDictUpdate:
		t.add(i, in, bytecode.DICTUPDATE)
	case opMapAdd:
		r := t.operands(2)
		room := int32(0)
		if t.mapping() {
			room = 1
		}
		t.emit(bytecode.DICTSET, t.operand(in.arg+2), r[0], r[1], room)
		t.step(i, 2)
	case opDictMerge:
		for range 2 {
			t.operand(1)
			t.operand(in.arg + 3)
		}
		t.emit(bytecode.DICTMERGE, t.operand(in.arg+1), t.operand(1), t.operand(in.arg+3), 0)
		t.step(i, 1)
	case opFormatValue:
		pops := 1 + in.arg>>2
		d := t.dst(pops, 1)
		r := t.operands(pops)
		spec := int32(-1)
		if pops == 2 {
			spec = int32(r[1])
		}
		t.emit(bytecode.FORMATVALUE, d, r[0], in.arg&3, spec)
		t.step(i, pops, reg(d))
	case opCall:
		t.call(i, in)
	case opCallFunctionEx:
		t.callEx(i, in)
	case opMakeFunction:
		t.makeFunction(i, in)
	case opMatchKeys:
		d := t.dst(0, 1)
		r := t.operands(2)
		t.emit(bytecode.MATCHKEYS, d, r[0], r[1], 0)
		t.step(i, 0, reg(d))
	case opMatchClass:
		d := t.dst(3, 3)
		t.settle(n-2, n)
		t.operand(3)
		t.emit(bytecode.MATCHCLASS, d, t.operand(3), t.home(n-2), int32(in.arg))
		t.step(i, 3, reg(d))
	default:
		t.exception(i, in)
	}
}

func (t *translator) popJump(i int, in *instr, op bytecode.Op) {
	t.settleBelow(1)
	t.branch(in, op, 0, t.operands(1)[0], 0)
	t.step(i, 1)
}

// forIter translates the head of a loop, with an unpacking into two that follows.
func (t *translator) forIter(i int, in *instr) {
	n := len(t.places)
	t.settle(0, n)
	it, d := t.places[n-1].n, t.use(t.home(n))
	a := t.a
	if !t.follows(i+1, opUnpackSequence) || a.list[i+1].arg != 2 {
		t.jump(bytecode.FORITER, d, it, 0, in.target)
		t.step(i, 0, reg(d))
		return
	}
	first, second := t.use(d+1), d
	stores := t.twoStores(i + 2)
	if stores {
		first, second = a.list[i+2].arg, a.list[i+3].arg
	}
	t.jump(bytecode.FORITER2, first, it, second, in.target)
	t.step(i, 0, reg(d))
	t.pos = t.posOf(i + 1)
	t.emit(bytecode.UNPACK2, first, d, second, 0)
	t.step(i+1, 1, reg(d), reg(d+1))
	t.barrier = len(t.ins)
	if stores {
		t.step(i+2, 1)
		t.step(i+3, 1)
	}
}

// twoStores reports whether instruction i and the next store into variables in registers.
func (t *translator) twoStores(i int) bool {
	return t.follows(i, opStoreFast) && t.follows(i+1, opStoreFast) && t.a.list[i].arg < bytecode.MaxNear && t.a.list[i+1].arg < bytecode.MaxNear
}

// unpack translates UNPACK_SEQUENCE and UNPACK_EX: the first item comes to lie on top.
func (t *translator) unpack(i int, in *instr) {
	a := t.a
	if in.op == opUnpackEx {
		before, after := in.arg&0xFF, in.arg>>8
		n := before + 1 + after
		t.needs(n)
		d := t.dst(1, n)
		t.emit(bytecode.UNPACKEX, d, t.operands(1)[0], before, int32(after))
		t.step(i, 1, reversed(d, n)...)
		return
	}
	n := in.arg
	t.needs(n)
	if n == 2 {
		if t.twoStores(i + 1) {
			x, y := a.list[i+1].arg, a.list[i+2].arg
			t.overwrite(x)
			t.overwrite(y)
			t.emit(bytecode.UNPACK2, x, t.operands(1)[0], y, 0)
			t.step(i, 1, place{at: nowhere}, place{at: nowhere})
			t.step(i+1, 1)
			t.step(i+2, 1)
			return
		}
		d := t.dst(1, 2)
		t.emit(bytecode.UNPACK2, d+1, t.operands(1)[0], d, 0)
		t.step(i, 1, reg(d), reg(d+1))
		return
	}
	d := t.dst(1, max(n, 1))
	t.emit(bytecode.UNPACK, d, t.operands(1)[0], n, 0)
	t.step(i, 1, reversed(d, n)...)
}

// reversed are the places of n registers from r on, the first on top.
func reversed(r, n int) []place {
	list := make([]place, n)
	for k := range list {
		list[k] = reg(r + n - 1 - k)
	}
	return list
}

func (t *translator) build(i int, in *instr) {
	size := len(t.places)
	n, pops := in.arg, in.arg
	var op bytecode.Op
	var d int32
	switch in.op {
	case opBuildList:
		op = bytecode.BUILDLIST
	case opBuildTuple:
		op = bytecode.BUILDTUPLE
		if t.closure(i, n) {
			return
		}
	case opBuildSet:
		op = bytecode.BUILDSET
	case opBuildMap:
		op = bytecode.BUILDDICT
		pops = 2 * n
	case opBuildString:
		op = bytecode.BUILDSTRING
	case opBuildConstKeyMap:
		op = bytecode.BUILDCONSTKEYMAP
		d = t.s.stack[size-1].n
		pops++
	}
	t.needs(pops)
	r := t.dst(pops, max(n, 1))
	if pops > 0 {
		to := size
		if in.op == opBuildConstKeyMap {
			to--
		}
		t.settle(size-pops, to)
	}
	if n == 0 && (op == bytecode.BUILDLIST || op == bytecode.BUILDDICT) && t.mapping() {
		d = 1
	}
	t.emit(op, r, r, n, d)
	t.step(i, pops, reg(r))
}

// mapping reports whether this is a comprehension that makes one item of each that its iterator yields.
func (t *translator) mapping() bool {
	if t.c.Name != "<listcomp>" && t.c.Name != "<dictcomp>" || t.l.locals == 0 || t.l.cellOf[0] >= 0 {
		return false
	}
	loops := 0
	for i := range t.a.list {
		switch in := &t.a.list[i]; {
		case in.op == opForIter:
			loops++
		case in.info().jump != 0 && in.op != opJumpBackward:
			return false
		}
	}
	return loops == 1
}

// closure is BUILD_TUPLE of cells: where they are is all that MAKE_FUNCTION wants to know.
func (t *translator) closure(i, n int) bool {
	stack := t.s.stack[len(t.s.stack)-n:]
	var vars []int32
	for _, x := range stack {
		if x.kind != cell {
			return false
		}
		v := x.n
		if int(v) >= t.l.slots {
			v = ^(v - int32(t.l.slots))
		}
		vars = append(vars, v)
	}
	if n == 0 {
		return false
	}
	t.closures[int32(i)] = vars
	t.step(i, n, place{at: nowhere})
	return true
}

// add is for instructions that put the topmost object into a container below.
func (t *translator) add(i int, in *instr, op bytecode.Op) {
	r := t.operands(1)[0]
	t.emit(op, t.operand(in.arg+1), r, 0, 0)
	t.step(i, 1)
}

func (t *translator) call(i int, in *instr) {
	n := len(t.places)
	args := in.arg
	at := n - args - 2
	t.needs(args + 1)
	first := t.s.stack[at].kind
	keywords := int32(-1)
	if i >= 2 && t.a.list[i-2].op == opKwNames {
		keywords = int32(t.a.list[i-2].arg)
	}
	if first == exit {
		t.exit(i, at)
		return
	}
	if first == function && args == 0 && keywords < 0 && t.comprehend(i, at) {
		return
	}
	d := t.dst(args+2, 1)
	op, withNames := bytecode.CALL, bytecode.CALLKW
	switch first {
	case null:
		t.settle(at+1, n)
	case method:
		op, withNames = bytecode.CALLM, bytecode.CALLMKW
		t.settle(at, n)
	default:
		args++
		t.settle(at, n)
	}
	if keywords >= 0 {
		t.emit(withNames, d, d, args, keywords)
	} else {
		t.emit(op, d, d, args, t.slot(""))
	}
	t.step(i, in.arg+2, reg(d))
}

// exit is the call of __exit__ at the end of a with statement.
func (t *translator) exit(i, at int) {
	for d := at + 1; d < at+4; d++ {
		x := t.s.stack[d]
		if x.kind == constant {
			if _, ok := t.c.Consts[x.n].(bytecode.NoneConst); ok {
				continue
			}
		}
		t.fail(t.a.errorAt(i, "calls __exit__ otherwise than a with statement"))
	}
	d := t.dst(4, 1)
	t.emit(bytecode.WITHEXIT, d, t.places[at].n, 0, 0)
	t.step(i, 4, reg(d))
}

// comprehend is the call of a comprehension's function, which then needs not be made.
func (t *translator) comprehend(i, at int) bool {
	k := int32(t.places[at].n)
	if t.places[at].at != unmade {
		return false
	}
	code := t.consts[k].(*bytecode.Code)
	switch code.Name {
	case "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>":
	default:
		return false
	}
	if code.ArgCount != 1 || code.KwOnlyArgCount > 0 || code.Flags&(bytecode.VarArgs|bytecode.VarKeywords) != 0 {
		return false
	}
	d := t.dst(2, 2)
	t.places[at] = place{at: nowhere}
	t.settle(at+1, at+2)
	t.emit(bytecode.COMPREHEND, d, d+1, 0, k)
	t.step(i, 2, reg(d))
	return true
}

func (t *translator) callEx(i int, in *instr) {
	n := len(t.places)
	pops := 3 + in.arg
	d := t.dst(pops, 3)
	t.settle(n-pops+1, n)
	if in.arg == 0 {
		t.emit(bytecode.LOADNIL, d+2, 0, 0, 0)
	}
	t.emit(bytecode.CALLEX, d, d, 0, 0)
	t.step(i, pops, reg(d))
}

func (t *translator) makeFunction(i int, in *instr) {
	n := len(t.places)
	k := t.s.stack[n-1].n
	pops := 1
	var captures []int32
	if in.arg&8 != 0 {
		pops++
		captures = t.closures[t.s.stack[n-2].n]
	}
	k = t.capture(k, captures)
	parts := 0
	for f := in.arg & 7; f != 0; f >>= 1 {
		parts += f & 1
	}
	if parts == 0 {
		t.step(i, pops, place{unmade, int(k)})
		return
	}
	pops += parts
	d := t.dst(pops, parts)
	t.settle(n-pops, n-pops+parts)
	t.emit(bytecode.MAKEFUNCTION, d, d, in.arg&7, k)
	t.step(i, pops, reg(d))
}

// exception translates what concerns exceptions, context managers and generators.
func (t *translator) exception(i int, in *instr) {
	n := len(t.places)
	switch in.op {
	case opPushExcInfo:
		d := t.dst(1, 2)
		if r := t.operands(1)[0]; r != d+1 {
			t.emit(bytecode.MOVE, d+1, r, 0, 0)
		}
		t.emit(bytecode.PUSHEXC, d, d+1, 0, 0)
		t.step(i, 1, reg(d), reg(d+1))
	case opPopExcept:
		t.emit(bytecode.POPEXC, t.places[n-1].n, 0, 0, 0)
		t.step(i, 1)
	case opCheckExcMatch:
		d := t.dst(1, 1)
		r := t.operands(2)
		t.emit(bytecode.EXCMATCH, d, r[0], r[1], 0)
		t.step(i, 1, reg(d))
	case opCheckEgMatch:
		d := t.dst(2, 2)
		r := t.operands(2)
		t.emit(bytecode.EXCGROUPMATCH, d, r[0], r[1], 0)
		t.step(i, 2, reg(d+1), reg(d))
		// The matching part is then the exception being handled; the second instruction takes back what the first
		// notes about blocks.
		save := t.temp()
		t.emit(bytecode.JNONE, 0, d, 0, int32(len(t.ins)+3))
		t.emit(bytecode.PUSHEXC, save, d, 0, 0)
		t.emit(bytecode.POPEXC, d, 0, 0, 0)
		t.barrier = len(t.ins)
	case opPrepReraiseStar:
		d := t.dst(2, 1)
		r := t.operands(2)
		t.emit(bytecode.PREPRERAISESTAR, d, r[0], r[1], 0)
		t.step(i, 2, reg(d))
	case opReraise:
		if in.arg > 0 {
			t.pos = bytecode.Pos{} // the frame then stands where the exception came from
		}
		t.emit(bytecode.RERAISE, 0, t.operands(1)[0], 0, 0)
		t.step(i, 1)
	case opRaiseVarargs:
		r := t.operands(in.arg)
		t.emit([]bytecode.Op{bytecode.RAISE0, bytecode.RAISE1, bytecode.RAISE2}[in.arg], 0, r[0], r[1], 0)
		t.step(i, in.arg)
	case opEndAsyncFor:
		t.emit(bytecode.ENDASYNCFOR, 0, t.operands(1)[0], 0, 0)
		t.step(i, 2)
	case opBeforeWith, opBeforeAsyncWith:
		op := bytecode.WITHENTER
		if in.op == opBeforeAsyncWith {
			op = bytecode.AWITHENTER
		}
		d := t.dst(1, 3)
		t.emit(op, d+2, t.operands(1)[0], d, 0)
		t.step(i, 1, reg(d), reg(d+2))
	case opWithExceptStart:
		d := t.dst(0, 1)
		t.emit(bytecode.WITHEXITEXC, d, t.places[n-4].n, t.operands(1)[0], 0)
		t.step(i, 0, reg(d))
	case opGetAwaitable:
		d := t.dst(1, 1)
		t.emit(bytecode.GETAWAITABLE, d, t.operands(1)[0], in.arg, 0)
		t.step(i, 1, reg(d))
	case opSend:
		d := t.dst(2, 2)
		t.settle(n-2, n)
		t.emit(bytecode.SEND, d, d, d+1, 0)
		t.step(i, 2, reg(d))
		t.done = max(t.done, i+4)
		t.barrier = len(t.ins)
	default:
		panic("cpython: no translation of " + in.info().name)
	}
}
