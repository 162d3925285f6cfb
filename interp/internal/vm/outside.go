package vm

import (
	"slices"
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines the instructions that the loop hands out: those whose work is
// a call anyway. Kept out of run, they leave it the registers and the cache lines.

// outside runs the instruction in of f, whose pc is stored.
func (m *machine) outside(f *frame, in word) error {
	t, regs, lk := m.t, f.regs, f.lk
	var (
		v, self object.Value
		err     error
	)
	switch in.Op() {
	case DELFAST:
		v = regs[in.A()]
		regs[in.A()] = object.Value{}
		t.Deleted(v, f.site(), ClearStack)

	case DELCELL:
		c := (*object.Cell)(unsafe.Pointer(regs[in.A()].P))
		if v = c.V; v.P == nil {
			return engine.UnboundLocal(lk.bc.CellVars[in.D()])
		}
		c.V = object.Value{}
		t.Deleted(v, f.site(), ClearStack)

	case DELFREE:
		if v = f.closure[in.D()].V; v.P == nil {
			return engine.UnboundFree(lk.bc.FreeVars[in.D()])
		}
		f.closure[in.D()].V = object.Value{}
		t.Deleted(v, f.site(), ClearStack)

	case LOADCLASSDEREF:
		v, err = m.loadClassDeref(f, int(in.D()))
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case DELGLOBAL:
		ic := &lk.caches[in.D()]
		v, _ = f.globals.GetStr(ic.name)
		if !f.globals.DelStr(ic.name) {
			return engine.NameError(ic.name)
		}
		t.Deleted(v, f.site(), ClearStack)

	case DELNAME:
		if err = m.delName(f, lk.caches[in.D()].name); err != nil {
			return err
		}

	case DELATTR:
		if err = t.DelAttr(regs[in.A()], lk.caches[in.D()].name); err != nil {
			return err
		}

	case DELITEM:
		if err = t.DelItem(regs[in.A()], regs[in.B()]); err != nil {
			return err
		}

	case BUILDSLICE:
		step := object.None
		if in.C() == 3 {
			step = regs[in.B()+2]
		}
		regs[in.A()] = object.NewSlice(regs[in.B()], regs[in.B()+1], step)

	case POS:
		v, err = t.Pos(regs[in.B()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case INVERT:
		v, err = t.Invert(regs[in.B()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case CALLEX:
		v, err = engine.CallEx(m.t, regs[in.B()], regs[in.B()+1], regs[in.B()+2])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case UNPACKEX:
		if err = engine.UnpackEx(m.t, regs[in.B()], int(in.C()), int(in.D()), args(regs, int(in.A()), int(in.C())+1+int(in.D()))); err != nil {
			return err
		}

	case UNPACKLIST:
		dst := make([]object.Value, in.D())
		if err = engine.Unpack(m.t, regs[in.B()], dst); err != nil {
			return err
		}
		regs[in.A()] = object.NewList(dst).Value()

	case UNPACKEXLIST:
		dst := make([]object.Value, int(in.C())+1+int(in.D()))
		if err = engine.UnpackEx(m.t, regs[in.B()], int(in.C()), int(in.D()), dst); err != nil {
			return err
		}
		regs[in.A()] = object.NewList(dst).Value()

	case BUILDSET:
		v, err = engine.BuildSet(m.t, args(regs, int(in.B()), int(in.C())))
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case LISTEXTEND:
		if err = engine.ListExtend(m.t, regs[in.A()], regs[in.B()]); err != nil {
			return err
		}

	case SETUPDATE:
		if err = engine.SetUpdate(m.t, regs[in.A()], regs[in.B()]); err != nil {
			return err
		}

	case DICTUPDATE:
		if err = engine.DictUpdate(m.t, regs[in.A()], regs[in.B()]); err != nil {
			return err
		}

	case DICTMERGE:
		if err = engine.DictMerge(m.t, regs[in.A()], regs[in.B()], regs[in.C()]); err != nil {
			return err
		}

	case KEYWORDS:
		v, pos := regs[in.B()], regs[in.A()-1]
		if v.P.Type != object.DictType || pos.P.Type != object.TupleType && pos.P.Type != object.ListType {
			// What reads v or the positional arguments is Python code, and may change v.
			d := object.NewDict().Value()
			if err = engine.DictMerge(t, d, v, regs[in.C()]); err != nil {
				return err
			}
			v = d
		}
		regs[in.A()] = v

	case LISTTOTUPLE:
		// Nobody else knows the list: the tuple takes its items over.
		l := (*object.List)(unsafe.Pointer(regs[in.B()].P))
		items := l.Items
		l.Items = nil
		regs[in.A()] = object.NewTuple(slices.Clip(items)).Value()

	case MAKEFUNCTION:
		regs[in.A()] = m.makeFunction(f, (*object.Code)(unsafe.Pointer(lk.consts[in.D()].P)), int(in.B()), in.C())

	case LOADBUILDCLASS:
		b, found := f.builtins.GetString("__build_class__")
		if !found {
			return object.Errorf(object.NameErrorType, "__build_class__ not found")
		}
		regs[in.A()] = b

	case SETUPANNOTATION:
		if err = engine.SetupAnnotations(m.t, f.locals); err != nil {
			return err
		}

	case EXCGROUPMATCH:
		var rest object.Value
		v, rest, err = engine.ExcGroupMatch(m.t, regs[in.B()], regs[in.C()])
		if err != nil {
			return err
		}
		regs[in.A()], regs[in.A()+1] = v, rest

	case PREPRERAISESTAR:
		v, err = engine.PrepReraiseStar(m.t, regs[in.B()], regs[in.C()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case LOADASSERTIONERROR:
		regs[in.A()] = object.AssertionErrorType.Value()

	case WITHENTER, AWITHENTER:
		v, self, err = engine.WithEnter(t, regs[in.B()], in.Op() == AWITHENTER)
		if err != nil {
			return err
		}
		regs[in.C()], regs[in.C()+1] = self, object.Value{}
		regs[in.A()] = v

	case WITHEXIT:
		v, err = m.exit(regs[in.B()], regs[in.B()+1], object.None, object.None, object.None)
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case WITHEXITEXC:
		e := (*object.Exception)(unsafe.Pointer(regs[in.C()].P))
		v, err = m.exit(regs[in.B()], regs[in.B()+1], e.Header.Type.Value(), e.Value(), e.Traceback.Value())
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case GETYIELDFROMITER:
		v, err = engine.YieldFromIter(m.t, f.lk.code.Flags, regs[in.B()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case GETAWAITABLE:
		v, err = engine.Awaitable(m.t, regs[in.B()], in.C())
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case GETAITER:
		v, err = engine.AIter(m.t, regs[in.B()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case GETANEXT:
		v, err = engine.ANext(m.t, regs[in.B()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case ASYNCGENWRAP:
		regs[in.A()] = object.NewAsyncGenWrapped(regs[in.B()])

	case MATCHKEYS:
		v, err = engine.MatchKeys(m.t, regs[in.B()], regs[in.C()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case MATCHCLASS:
		v, err = engine.MatchClass(m.t, regs[in.B()], regs[in.C()], regs[in.C()+1], int(in.D()))
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case GETLEN:
		n, lerr := t.Len(regs[in.B()])
		if lerr != nil {
			return lerr
		}
		setInt(&regs[in.A()], int64(n))

	case IMPORTNAME:
		v, err = engine.ImportName(m.t, f.globals, f.builtins, f.locals, lk.caches[in.D()].name, regs[in.B()+1], regs[in.B()])
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case IMPORTFROM:
		v, err = engine.ImportFrom(m.t, regs[in.B()], lk.caches[in.D()].name)
		if err != nil {
			return err
		}
		regs[in.A()] = v

	case IMPORTSTAR:
		if err = engine.ImportStar(m.t, regs[in.B()], func(name *object.Str, v object.Value) error {
			return m.storeName(f, name, v)
		}); err != nil {
			return err
		}

	case PRINTEXPR:
		if err = engine.PrintExpr(m.t, regs[in.B()]); err != nil {
			return err
		}

	default:
		panic("vm: instruction " + Info[in.Op()].Name + " is unknown")
	}
	return nil
}
