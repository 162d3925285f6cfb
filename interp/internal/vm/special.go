package vm

import (
	"strings"
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines calls of special methods that are Python functions: operators,
// comparisons, items, attributes and calls of instances. Their frames are pushed
// in the loop of run; from the object package each would start the loop anew,
// which costs four times as much (benchmark dynamic: 1.5 times as fast).

// binStrs and rbinStrs are the names of the operators' methods, in the order of
// object.BinOp.
var (
	binStrs  = internNames("add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or", "__")
	rbinStrs = internNames("add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or", "__r")
	// cmpStrs is in the order of object.CmpOp.
	cmpStrs    = internNames("lt le eq ne gt ge", "__")
	getItemStr = object.Intern("__getitem__")
	setItemStr = object.Intern("__setitem__")
	callStr    = object.Intern("__call__")
	classStr   = object.Intern("__class__")
	enterStr   = object.Intern("__enter__")
	exitStr    = object.Intern("__exit__")
)

func internNames(names, prefix string) (out []*object.Str) {
	for _, n := range strings.Fields(names) {
		out = append(out, object.Intern(prefix+n+"__"))
	}
	return out
}

// pushSpecial makes the frame of the special method name of v's class, called with
// v and a. It returns nil if the method is not a plain function of two parameters,
// or there are too many frames: the object package then does the work or says
// what is wrong.
func (m *machine) pushSpecial(f *frame, name *object.Str, v, a object.Value) *frame {
	d := v.P.Type.Lookup(m.t, name)
	if d.P == nil || d.P.Type != object.FunctionType {
		return nil
	}
	fn := (*object.Function)(unsafe.Pointer(d.P))
	lk := linkedOf(fn.Code)
	if lk == nil || !lk.simple || lk.argCount != 2 {
		return nil
	}
	nf := m.pushWindow(f, lk, 2)
	if nf == nil {
		return nil
	}
	nf.regs[0], nf.regs[1] = v, a
	nf.fn = fn
	return nf
}

// pushBinary makes the frame of the operator method that a op b calls first. It
// returns nil if that is not a plain function.
func (m *machine) pushBinary(f *frame, op Op, a, b object.Value) *frame {
	k := int(op - ADD)
	bop := binOps[k%13]
	ta, tb := a.P.Type, b.P.Type
	if object.HasPyBinary(ta, bop) {
		if k >= 26 && ta.InPlace[bop] != nil || ta != tb && tb.IsSubtype(ta) {
			return nil
		}
		nf := m.pushSpecial(f, binStrs[bop], a, b)
		if nf != nil {
			nf.ret = retBinary
		}
		return nf
	}
	// Numbers know no class but their own: they answer NotImplemented.
	if (a.P == &object.IntHeader || a.P == &object.FloatHeader) && object.HasPyBinary(tb, bop) && tb.Layout == object.ObjectType.Layout {
		nf := m.pushSpecial(f, rbinStrs[bop], b, a)
		if nf != nil {
			nf.ret = retReflected
		}
		return nf
	}
	return nil
}

// binaryRest goes on with the binary operator at f.pc-1 whose first method has
// answered NotImplemented; reflected says that this was the right operand's.
func (m *machine) binaryRest(f *frame, reflected bool) (object.Value, error) {
	in := f.lk.at(f.pc - 1)
	k := int(in.Op() - ADD)
	a, b := f.regs[in.B()], object.Value{}
	if k%26 >= 13 {
		b = f.lk.consts[in.C()]
	} else {
		b = f.regs[in.C()]
	}
	return m.t.BinaryRest(binOps[k%13], a, b, reflected, k >= 26)
}

// pushCompare makes the frame of the method that a comparison calls first. It
// returns nil if that is not a plain function.
func (m *machine) pushCompare(f *frame, c object.CmpOp, a, b object.Value) *frame {
	ta, tb := a.P.Type, b.P.Type
	if ta.Flags&object.FlagHeap == 0 || ta != tb && tb.IsSubtype(ta) {
		return nil
	}
	nf := m.pushSpecial(f, cmpStrs[c], a, b)
	if nf != nil {
		nf.ret = retCompare
	}
	return nf
}

// compareDone ends the comparison at f.pc-1, whose method has answered v: it
// stores the result or jumps.
func (m *machine) compareDone(f *frame, v object.Value) error {
	in := f.lk.at(f.pc - 1)
	op := in.Op()
	jump := op >= JEQ && op <= JGEK
	if v == object.NotImplemented {
		b := f.regs[in.C()]
		c := jumpOps[op]
		if !jump {
			c = cmpOps[op-EQ]
		} else if op >= JEQK {
			b = f.lk.consts[in.C()]
		}
		var err error
		if v, err = m.t.CompareRest(f.regs[in.B()], b, c); err != nil {
			return err
		}
	}
	if !jump {
		f.regs[in.A()] = v
		return nil
	}
	ok, err := m.t.Truth(v)
	if err == nil && ok == (in.A() != 0) {
		f.pc = int(in.D())
	}
	return err
}

// callSpecial is the __call__ of an instance if it is a Python function, else nil.
func (m *machine) callSpecial(callee object.Value) *object.Function {
	typ := callee.P.Type
	if typ.Flags&object.FlagHeap == 0 {
		return nil
	}
	d := typ.Lookup(m.t, callStr)
	if d.P == nil || d.P.Type != object.FunctionType {
		return nil
	}
	return (*object.Function)(unsafe.Pointer(d.P))
}

// pushEnter makes the frame of the __enter__ that the with statement in calls, if
// that and __exit__ are plain functions; nil if not.
func (m *machine) pushEnter(f *frame, in word) (*frame, error) {
	mgr := f.regs[in.B()]
	enter, exit := mgr.P.Type.Lookup(m.t, enterStr), mgr.P.Type.Lookup(m.t, exitStr)
	if enter.P == nil || exit.P == nil || enter.P.Type != object.FunctionType || exit.P.Type != object.FunctionType {
		return nil, nil
	}
	nf, err := m.pushMethod(f, (*object.Function)(unsafe.Pointer(enter.P)), []object.Value{mgr})
	if nf != nil {
		f.regs[in.C()], f.regs[in.C()+1] = exit, mgr
	}
	return nf, err
}

// pushExit makes the frame of the __exit__ that a with statement without an
// exception calls; nil if it is not a plain function.
func (m *machine) pushExit(f *frame, exit, self object.Value) (*frame, error) {
	if self.P == nil {
		return nil, nil
	}
	return m.pushMethod(f, (*object.Function)(unsafe.Pointer(exit.P)), []object.Value{self, object.None, object.None, object.None})
}

// pushMethod makes the frame of a call of fn with positional arguments, which are
// not in f's registers. It returns nil if fn is not the VM's.
func (m *machine) pushMethod(f *frame, fn *object.Function, args []object.Value) (nf *frame, err error) {
	if lk := linkedOf(fn.Code); lk != nil && lk.simple && lk.argCount == len(args) {
		if nf = m.pushWindow(f, lk, len(args)); nf == nil {
			return nil, m.recursion()
		}
		copy(nf.regs[:len(args)], args)
	} else if nf, err = m.pushFunction(f, fn, args, nil); nf == nil {
		return nil, err
	}
	nf.fn = fn
	return nf, nil
}

// exit calls __exit__ with args, after self if there is one.
func (m *machine) exit(exit, self object.Value, args ...object.Value) (object.Value, error) {
	if self.P == nil {
		return m.t.CallVec(exit, args, nil)
	}
	return m.t.CallVec(exit, append([]object.Value{self}, args...), nil)
}

// pushUnpacked makes the frame of f(*args, **kwargs) for a Python function or its
// method; nil for other callables, and for arguments that are no plain containers.
func (m *machine) pushUnpacked(f *frame, callee, args, kwargs object.Value) (*frame, error) {
	var self object.Value
	if callee.P.Type == object.MethodType {
		bm := (*object.BoundMethod)(unsafe.Pointer(callee.P))
		callee, self = bm.Func, bm.Self
	}
	if callee.P.Type != object.FunctionType {
		return nil, nil
	}
	var vec []object.Value
	switch args.P.Type {
	case object.TupleType:
		vec = (*object.Tuple)(unsafe.Pointer(args.P)).Items
	case object.ListType:
		vec = (*object.List)(unsafe.Pointer(args.P)).Items
	default:
		return nil, nil
	}
	var kw *object.Tuple
	var d *object.Dict
	nkw := 0
	if kwargs.P != nil {
		d = (*object.Dict)(unsafe.Pointer(kwargs.P))
		nkw = d.Len()
	}
	if self.P != nil || nkw > 0 {
		all := m.scratch[:0]
		if self.P != nil {
			all = append(all, self)
		}
		vec = append(all, vec...)
	}
	if nkw > 0 {
		names := m.names.Items[:0]
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			e := &d.Entries[i]
			if e.Key.P.Type != object.StrType {
				return nil, nil
			}
			names = append(names, e.Key)
			vec = append(vec, e.Val)
		}
		m.names.Items = names
		kw = &m.names
	}
	fn := (*object.Function)(unsafe.Pointer(callee.P))
	nf, err := m.pushFunction(f, fn, vec, kw)
	if self.P != nil || nkw > 0 {
		clear(vec)
		if m.scratch = vec; cap(vec) > maxScratch {
			m.scratch = nil
		}
	}
	if nf != nil {
		nf.fn = fn
	}
	return nf, err
}

// pushFor makes the frame of the Python function that in, a call with unpacked arguments or a step of a with statement,
// calls; nil if it calls something else.
func (m *machine) pushFor(f *frame, in word) (*frame, error) {
	regs := f.regs
	switch in.Op() {
	case WITHENTER:
		return m.pushEnter(f, in)
	case WITHEXIT:
		return m.pushExit(f, regs[in.B()], regs[in.B()+1])
	}
	return m.pushUnpacked(f, regs[in.B()], regs[in.B()+1], regs[in.B()+2])
}
