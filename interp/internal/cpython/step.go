package cpython

import "memphis/interp/internal/bytecode"

// This file defines what each instruction does to the stack, by kinds, and what it asks of its operands.

// stepper is one step under way: the first mistake is kept.
type stepper struct {
	a    *analysis
	s    *state
	i    int
	in   *instr
	err  error
	jump func(target int, s *state) error
}

// step changes s, the state before instruction i, to the one behind it, and calls jump with the state that a jump takes along.
func (a *analysis) step(i int, s *state, jump func(int, *state) error) error {
	st := stepper{a: a, s: s, i: i, in: &a.list[i], jump: jump}
	info := st.in.info()
	if info.plain {
		st.objects(info.pops)
		for _, k := range info.push {
			st.push(k)
		}
	} else {
		st.one()
	}
	return st.err
}

func (st *stepper) fail(format string, args ...any) {
	if st.err == nil {
		st.err = st.a.errorAt(st.i, format, args...)
	}
}

func (st *stepper) push(k kind) { st.s.stack = append(st.s.stack, slot{kind: k}) }

// pop takes the topmost place; with none it fails.
func (st *stepper) pop() slot {
	n := len(st.s.stack) - 1
	if n < 0 {
		st.fail("the stack is empty")
		return slot{}
	}
	x := st.s.stack[n]
	st.s.stack = st.s.stack[:n]
	st.a.low = min(st.a.low, n)
	return x
}

// object pops an object of any type.
func (st *stepper) object() slot {
	x := st.pop()
	if !x.isObject() {
		st.fail("takes what is no object")
	}
	return x
}

func (st *stepper) objects(n int) {
	if n > len(st.s.stack) {
		st.fail("wants a stack of %d, not %d", n, len(st.s.stack))
		return
	}
	for range n {
		st.object()
	}
}

// want pops what must be of kind k.
func (st *stepper) want(k kind) {
	if x := st.a.plain(st.pop()); x.kind != k {
		st.fail("takes what is of another kind")
	}
}

// peek is the place n from the top, 1 being the topmost.
func (st *stepper) peek(n int) *slot {
	if n < 1 || n > len(st.s.stack) {
		st.fail("wants a stack of %d, not %d", n, len(st.s.stack))
		return &slot{}
	}
	return &st.s.stack[len(st.s.stack)-n]
}

// into checks that the place n from the top is a container of kind k, to which something is added.
func (st *stepper) into(n int, k kind) {
	if st.peek(n).kind != k {
		st.fail("adds to what is of another kind")
	}
}

func (st *stepper) name(n int) {
	if n >= len(st.a.c.Names) {
		st.fail("%d names", len(st.a.c.Names))
	} else if st.a.c.Names[n] == "" && st.in.op != opImportName {
		st.fail("the name is empty")
	}
}

// namespace fails if the frame has none of its own.
func (st *stepper) namespace() {
	if st.a.c.Flags&bytecode.Optimized != 0 {
		st.fail("no locals")
	}
}

// local checks a local variable that lies in no cell.
func (st *stepper) local() bool {
	l := st.a.l
	if st.in.arg >= l.locals || l.cellOf[st.in.arg] >= 0 {
		st.fail("no such local variable")
		return false
	}
	return true
}

// inCell checks a variable that lies in a cell.
func (st *stepper) inCell() {
	l := st.a.l
	if st.in.arg >= l.all || st.in.arg < l.slots && l.cellOf[st.in.arg] < 0 {
		st.fail("no such variable in a cell")
	}
}

func (st *stepper) one() {
	s, arg := st.s, st.in.arg
	switch st.in.op {
	case opPopTop:
		st.pop()
	case opPushNull:
		st.push(null)
	case opLoadConst:
		if arg >= len(st.a.c.Consts) {
			st.fail("%d constants", len(st.a.c.Consts))
			return
		}
		s.stack = append(s.stack, slot{constant, int32(arg)})
	case opLoadFast:
		if st.local() {
			s.bind(arg)
			st.push(value)
		}
	case opStoreFast:
		if st.local() {
			st.object()
			s.bind(arg)
		}
	case opDeleteFast:
		if st.local() {
			s.unbind(arg)
		}
	case opMakeCell, opCopyFreeVars:
	case opLoadClosure:
		st.inCell()
		s.stack = append(s.stack, slot{cell, int32(arg)})
	case opLoadDeref:
		st.inCell()
		st.push(value)
	case opStoreDeref:
		st.inCell()
		st.object()
	case opDeleteDeref:
		st.inCell()
	case opLoadClassDeref:
		st.namespace()
		if arg >= st.a.l.all || arg < st.a.l.slots {
			st.fail("no such free variable")
		}
		st.push(value)
	case opLoadGlobal:
		st.name(arg >> 1)
		if arg&1 != 0 {
			st.push(null)
		}
		st.push(value)
	case opLoadName:
		st.name(arg)
		st.namespace()
		st.push(value)
	case opStoreName:
		st.name(arg)
		st.namespace()
		st.object()
	case opDeleteName:
		st.name(arg)
		st.namespace()
	case opStoreGlobal:
		st.name(arg)
		st.object()
	case opDeleteGlobal:
		st.name(arg)
	case opLoadAttr, opImportFrom:
		st.name(arg)
		st.object()
		if st.in.op == opImportFrom {
			st.push(value)
		}
		st.push(value)
	case opStoreAttr:
		st.name(arg)
		st.objects(2)
	case opDeleteAttr:
		st.name(arg)
		st.object()
	case opLoadMethod:
		st.name(arg)
		st.object()
		st.push(method)
		st.push(self)
	case opImportName:
		st.name(arg)
		st.objects(2)
		st.push(value)
	case opSetupAnnotations:
		st.namespace()
	case opCompareOp:
		if arg > 5 {
			st.fail("no such comparison")
		}
		st.objects(2)
		st.push(value)
	case opIsOp, opContainsOp:
		if arg > 1 {
			st.fail("no such comparison")
		}
		st.objects(2)
		st.push(value)
	case opBinaryOp:
		if arg >= len(binary) {
			st.fail("no such operator")
		}
		st.objects(2)
		st.push(value)
	case opGetLen, opMatchMapping, opMatchSequence:
		if !st.peek(1).isObject() {
			st.fail("takes what is no object")
		}
		st.push(value)
	case opSwap, opCopy:
		st.shuffle()
	default:
		st.more()
	}
}

func (st *stepper) shuffle() {
	s, arg := st.s, st.in.arg
	x := st.peek(arg)
	if st.err != nil {
		return
	}
	if st.in.op == opCopy {
		s.stack = append(s.stack, *x)
		return
	}
	top := st.peek(1)
	*x, *top = *top, *x
	st.a.low = min(st.a.low, len(s.stack)-arg)
}

// more is one for jumps, calls, containers, exceptions and generators.
func (st *stepper) more() {
	s, arg := st.s, st.in.arg
	switch st.in.op {
	case opJumpForward, opJumpBackward, opJumpBackwardQuiet:
		st.goTo()
	case opPopJumpForwardIfFalse, opPopJumpForwardIfTrue, opPopJumpBackIfFalse, opPopJumpBackIfTrue:
		st.object()
		st.goTo()
	case opPopJumpForwardIfNone, opPopJumpForwardIfNotNone, opPopJumpBackIfNone, opPopJumpBackIfNotNone:
		st.ifNone()
	case opJumpIfFalseOrPop, opJumpIfTrueOrPop:
		x := st.object()
		s.stack = append(s.stack, st.a.plain(x))
		st.goTo()
		st.pop()
	case opForIter:
		st.object()
		st.goTo()
		st.push(value)
		st.push(value)
	case opBuildTuple:
		st.buildTuple()
	case opBuildList, opBuildSet, opBuildMap, opBuildString, opBuildConstKeyMap, opBuildSlice:
		st.build()
	case opListAppend, opListExtend:
		st.object()
		st.into(arg, list)
	case opSetAdd, opSetUpdate:
		st.object()
		st.into(arg, set)
	case opMapAdd:
		st.objects(2)
		st.into(arg, dict)
	case opDictUpdate:
		st.object()
		st.into(arg, dict)
	case opDictMerge:
		st.object()
		st.into(arg, dict)
		if !st.peek(arg + 2).isObject() {
			st.fail("no function to blame")
		}
	case opListToTuple:
		st.want(list)
		st.push(tuple)
	case opUnpackSequence:
		st.object()
		st.pushed(arg)
	case opUnpackEx:
		st.object()
		st.pushed(arg&0xFF + 1 + arg>>8)
	case opFormatValue:
		if arg > 7 {
			st.fail("no such conversion")
		}
		if arg&4 != 0 {
			st.object()
		}
		st.object()
		st.push(str)
	case opKwNames:
		st.kwNames()
	case opCall:
		st.call()
	case opCallFunctionEx:
		if arg > 1 {
			st.fail("no such call")
		}
		if arg == 1 {
			st.want(dict)
		}
		st.objects(2)
		if st.pop().kind != null {
			st.fail("no NULL below the function")
		}
		st.push(value)
	case opMakeFunction:
		st.makeFunction()
	case opMatchKeys:
		st.matchKeys()
	case opMatchClass:
		st.want(tuple)
		st.objects(2)
		st.push(value)
	default:
		st.special()
	}
}

// special is one for exceptions, context managers and generators.
func (st *stepper) special() {
	s, arg := st.s, st.in.arg
	switch st.in.op {
	case opPushExcInfo:
		st.want(exc)
		st.push(saved)
		st.push(exc)
		s.handling++
	case opPopExcept:
		if st.pop().kind != saved || s.handling == 0 {
			st.fail("no exception was saved")
		}
		s.handling--
	case opCheckExcMatch:
		st.object()
		if st.peek(1).kind != exc {
			st.fail("no exception")
		}
		st.push(value)
	case opCheckEgMatch:
		st.object()
		if k := st.pop().kind; k != exc && k != maybeExc {
			st.fail("no exception")
		}
		st.push(maybeExc)
		st.push(maybeExc)
	case opPrepReraiseStar:
		st.want(list)
		st.want(exc)
		st.push(maybeExc)
	case opReraise:
		st.want(exc)
		if arg > 0 && st.peek(arg).kind != lasti {
			st.fail("no place to raise from")
		}
	case opRaiseVarargs:
		if arg > 2 {
			st.fail("no such raise")
		}
		st.objects(arg)
	case opEndAsyncFor:
		st.want(exc)
		st.object()
	case opWithExceptStart:
		if st.peek(1).kind != exc || st.peek(4).kind != exit {
			st.fail("not in a with statement")
		}
		st.push(value)
	case opGetANext:
		if !st.peek(1).isObject() {
			st.fail("takes what is no object")
		}
		st.push(value)
	case opGetAwaitable:
		if arg > 2 {
			st.fail("no such await")
		}
		st.object()
		st.push(value)
	case opReturnGenerator:
		if s.gen || st.i != st.a.start {
			st.fail("not the begin of a generator")
		}
		s.gen = true
		st.push(null)
	case opYieldValue, opSend:
		if !s.gen {
			st.fail("not in a generator")
		}
		st.object()
		if st.in.op == opSend {
			st.object()
		}
		st.push(value)
	default:
		st.fail("not known")
	}
}

// goTo takes the state along to the instruction's target.
func (st *stepper) goTo() {
	if st.err == nil && st.jump != nil {
		st.err = st.jump(st.in.target, st.s)
	}
}

// ifNone is a jump that depends on None. Behind COPY it tells an exception from None.
func (st *stepper) ifNone() {
	st.object()
	onNone := st.in.op == opPopJumpForwardIfNone || st.in.op == opPopJumpBackIfNone
	n := len(st.s.stack) - 1
	tells := st.i > 0 && !st.a.leader[st.i] && st.a.list[st.i-1].op == opCopy && st.a.list[st.i-1].arg == 1 && n >= 0 && st.s.stack[n].kind == maybeExc
	if tells && !onNone {
		st.s.stack[n].kind = exc
	}
	st.goTo()
	if tells {
		st.s.stack[n].kind = maybeExc
		if onNone {
			st.s.stack[n].kind = exc
		}
	}
}

// pushed pushes n objects.
func (st *stepper) pushed(n int) {
	if n > st.a.c.StackSize {
		st.fail("the stack grows beyond co_stacksize, %d", st.a.c.StackSize)
		return
	}
	for range n {
		st.push(value)
	}
}

// buildTuple tells the tuple of a closure from others.
func (st *stepper) buildTuple() {
	n, stack := st.in.arg, st.s.stack
	if n > len(stack) {
		st.fail("wants a stack of %d, not %d", n, len(stack))
		return
	}
	closure := n > 0
	for _, x := range stack[len(stack)-n:] {
		closure = closure && x.kind == cell
	}
	st.objects(n)
	if closure {
		st.s.stack = append(st.s.stack, slot{cells, int32(st.i)})
		return
	}
	st.push(tuple)
}

func (st *stepper) build() {
	n := st.in.arg
	switch st.in.op {
	case opBuildList:
		st.objects(n)
		st.push(list)
	case opBuildSet:
		st.objects(n)
		st.push(set)
	case opBuildMap:
		st.objects(2 * n)
		st.push(dict)
	case opBuildConstKeyMap:
		keys := st.pop()
		var t bytecode.Tuple
		if keys.kind == constant {
			t, _ = st.a.c.Consts[keys.n].(bytecode.Tuple)
		}
		if t == nil && n > 0 || len(t) != n {
			st.fail("the keys are no constant tuple of %d", n)
		}
		st.objects(n)
		st.push(dict)
	case opBuildString:
		if n > len(st.s.stack) {
			st.fail("wants a stack of %d, not %d", n, len(st.s.stack))
			return
		}
		for range n {
			st.want(str)
		}
		st.push(str)
	case opBuildSlice:
		if n != 2 && n != 3 {
			st.fail("a slice of %d parts", n)
			return
		}
		st.objects(n)
		st.push(value)
	}
}

// kwNames checks that the names are strings and that their call follows.
func (st *stepper) kwNames() {
	a := st.a
	i := st.i
	ok := st.in.arg < len(a.c.Consts) && i+2 < len(a.list) && a.list[i+1].op == opPrecall && a.list[i+2].op == opCall &&
		!a.leader[i+1] && !a.leader[i+2]
	if ok {
		var t bytecode.Tuple
		t, ok = a.c.Consts[st.in.arg].(bytecode.Tuple)
		for _, k := range t {
			_, isStr := k.(bytecode.Str)
			ok = ok && isStr
		}
		ok = ok && len(t) <= a.list[i+2].arg
	}
	if !ok {
		st.fail("no call with names of keywords follows")
	}
}

// call pops the arguments and, below them, NULL and a function, what LOAD_METHOD left, or a function and its first argument.
func (st *stepper) call() {
	st.objects(st.in.arg)
	second, first := st.pop(), st.pop()
	switch {
	case first.kind == null && second.isObject():
	case first.kind == method && second.kind == self:
	case first.isObject() && second.isObject():
	case first.kind == exit && second.isObject():
		if st.in.arg != 2 || st.keywords() {
			st.fail("calls __exit__ otherwise than a with statement")
		}
	default:
		st.fail("no function")
	}
	st.push(value)
}

// keywords reports whether the call names keywords.
func (st *stepper) keywords() bool {
	return st.i >= 2 && st.a.list[st.i-2].op == opKwNames
}

func (st *stepper) makeFunction() {
	arg := st.in.arg
	if arg > 15 {
		st.fail("no such parts")
		return
	}
	c := st.pop()
	var inner *bytecode.Code
	if c.kind == constant {
		inner, _ = st.a.c.Consts[c.n].(*bytecode.Code)
	}
	if inner == nil {
		st.fail("no code")
		return
	}
	free := 0
	if arg&8 != 0 {
		closure := st.pop()
		if closure.kind != cells {
			st.fail("no closure")
			return
		}
		free = st.a.list[closure.n].arg
	}
	if free != len(inner.FreeVars) {
		st.fail("a closure of %d for %d free variables", free, len(inner.FreeVars))
	}
	if arg&4 != 0 {
		st.want(tuple)
	}
	if arg&2 != 0 {
		st.want(dict)
	}
	if arg&1 != 0 {
		st.want(tuple)
	}
	if arg&7 == 0 {
		st.s.stack = append(st.s.stack, slot{function, c.n})
		return
	}
	st.push(value)
}

func (st *stepper) matchKeys() {
	if st.a.plain(*st.peek(1)).kind != tuple || !st.peek(2).isObject() {
		st.fail("no keys")
	}
	st.push(value)
}
