package pickle

import (
	"encoding/binary"
	"strconv"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines Pickler: its attributes, its output and its frames. What it writes for an
// object is in save.go.

type pickler struct {
	object.Header
	write          value // the file's write, zero for dumps()
	ready          bool
	out            []byte
	frame          int // where the open frame begins, -1 for none
	framing        bool
	proto          int
	bin            bool
	fast           bool
	fastDepth      int
	fastSeen       map[*object.Header]bool
	fixImports     bool
	memo           memo
	persistentID   value
	dispatch       value
	bufferCallback value
	override       value
	st             *state
}

var picklerType = &object.Type{Name: "_pickle.Pickler"}

var picklerSig = object.NewSignature("(file, protocol=None, fix_imports=True, buffer_callback=None)")

func setupPickler() {
	y := picklerType
	y.New = func(t *thread, cls *object.Type, in []value, kw *tuple) (value, error) {
		p := object.Alloc[pickler](cls)
		p.frame = -1
		return args.Value(p), nil
	}
	y.Init = func(t *thread, v value, in []value, kw *tuple) error {
		a, err := picklerSig.Bind(t, "Pickler", in, kw)
		if err != nil {
			return err
		}
		p := args.As[pickler](v)
		write, err := method(t, a[0], "write")
		if err != nil {
			return err
		}
		if write.P == nil {
			return object.Errorf(object.TypeErrorType, "file must have a 'write' attribute")
		}
		p.write = write
		if err := p.set(t, a[1], a[2], a[3]); err != nil {
			return err
		}
		p.memo.clear()
		if p.persistentID, err = method(t, v, "persistent_id"); err != nil {
			return err
		}
		p.dispatch, err = method(t, v, "dispatch_table")
		return err
	}
	flag := func(name string, get func(p *pickler) bool, set func(p *pickler, on bool)) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, v value) (value, error) {
			n := 0
			if get(args.As[pickler](v)) {
				n = 1
			}
			return object.Int(n), nil
		}, Set: func(t *thread, v, x value) error {
			if x.P == nil {
				return object.Errorf(object.TypeErrorType, "can't delete numeric/char attribute")
			}
			n, err := t.AsIndex(x, object.OverflowErrorType)
			if err != nil {
				return err
			}
			set(args.As[pickler](v), n != 0)
			return nil
		}}
	}
	hook := func(name string, field func(p *pickler) *value, callable bool) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, v value) (value, error) {
			x := *field(args.As[pickler](v))
			if x.P == nil {
				return value{}, object.Errorf(object.AttributeErrorType, "%s", name)
			}
			return x, nil
		}, Set: func(t *thread, v, x value) error {
			if callable && x.P == nil {
				return object.Errorf(object.TypeErrorType, "attribute deletion is not supported")
			}
			if callable && !object.IsCallable(x) {
				return object.Errorf(object.TypeErrorType, "%s must be a callable taking one argument", name)
			}
			*field(args.As[pickler](v)) = x
			return nil
		}}
	}
	object.Define(y, object.TypeSpec{
		Doc:    "This takes a binary file for writing a pickle data stream.",
		Layout: object.NewLayout[pickler](y.Name, object.ObjectType.Layout), Flags: object.FlagBase,
		Methods: []object.Method{
			{Name: "dump", Sig: "($self, obj, /)", Doc: "Write a pickled representation of the given object to the open file.", Fn: object.Fn1(picklerDump)},
			{Name: "clear_memo", Sig: "($self, /)", Doc: "Clears the pickler's \"memo\".", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				args.As[pickler](v).memo.clear()
				return object.None, nil
			})},
			{Name: "__sizeof__", Sig: "($self, /)", Doc: "Returns size in memory, in bytes.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				p := args.As[pickler](v)
				return object.Int(int(unsafe.Sizeof(*p)) + cap(p.out) + 40*len(p.memo.objs)), nil
			})},
		},
		GetSets: []object.GetSet{
			{Name: "memo", Get: picklerMemo, Set: setPicklerMemo},
			hook("persistent_id", func(p *pickler) *value { return &p.persistentID }, true),
		},
		Members: []object.GetSet{
			flag("bin", func(p *pickler) bool { return p.bin }, func(p *pickler, on bool) { p.bin = on }),
			flag("fast", func(p *pickler) bool { return p.fast }, func(p *pickler, on bool) { p.fast = on }),
			hook("dispatch_table", func(p *pickler) *value { return &p.dispatch }, false),
		},
	})
}

// set takes the arguments that all ways of pickling have.
func (p *pickler) set(t *thread, protocol, fixImports, callback value) error {
	p.st = stateOf(t)
	p.proto = defaultProtocol
	if protocol.P != nil && !protocol.IsNone() {
		n, err := t.AsIndex(protocol, object.OverflowErrorType)
		if err != nil {
			return err
		}
		if n < 0 {
			n = highestProtocol
		}
		if n > highestProtocol {
			return object.Errorf(object.ValueErrorType, "pickle protocol must be <= %d", highestProtocol)
		}
		p.proto = n
	}
	p.bin = p.proto > 0
	fix := true
	if fixImports.P != nil {
		var err error
		if fix, err = t.Truth(fixImports); err != nil {
			return err
		}
	}
	p.fixImports = fix && p.proto < 3
	p.bufferCallback = value{}
	if callback.P != nil && !callback.IsNone() {
		if p.proto < 5 {
			return object.Errorf(object.ValueErrorType, "buffer_callback needs protocol >= 5")
		}
		p.bufferCallback = callback
	}
	p.ready = true
	return nil
}

func picklerDump(t *thread, self, obj value) (value, error) {
	p := args.As[pickler](self)
	if !p.ready {
		return value{}, picklingError("Pickler.__init__() was not called by %s.__init__()", self.P.Type.Name)
	}
	var err error
	if p.override, err = method(t, self, "reducer_override"); err != nil {
		return value{}, err
	}
	p.out, p.frame = nil, -1
	if err = p.dump(t, obj); err == nil {
		err = p.flush(t)
	}
	p.override = value{} // it may refer to the pickler
	return object.None, err
}

func dump(t *thread, self value, a []value) (value, error) {
	p := &pickler{frame: -1}
	if err := p.set(t, a[2], a[3], a[4]); err != nil {
		return value{}, err
	}
	write, err := method(t, a[1], "write")
	if err != nil {
		return value{}, err
	}
	if write.P == nil {
		return value{}, object.Errorf(object.TypeErrorType, "file must have a 'write' attribute")
	}
	p.write = write
	if err := p.dump(t, a[0]); err != nil {
		return value{}, err
	}
	return object.None, p.flush(t)
}

func dumps(t *thread, self value, a []value) (value, error) {
	p := &pickler{frame: -1}
	if err := p.set(t, a[1], a[2], a[3]); err != nil {
		return value{}, err
	}
	if err := p.dump(t, a[0]); err != nil {
		return value{}, err
	}
	return object.NewBytes(string(p.out)), nil
}

// dump writes a whole pickle.
func (p *pickler) dump(t *thread, obj value) error {
	p.framing = false
	if p.proto >= 2 {
		p.out = append(p.out, opProto, byte(p.proto))
		p.framing = p.proto >= 4
	}
	if err := p.save(t, obj, false); err != nil {
		return err
	}
	p.op(opStop)
	p.commit()
	p.framing = false
	return nil
}

// commit closes the open frame; a very short one is not worth its header.
func (p *pickler) commit() {
	if !p.framing || p.frame < 0 {
		return
	}
	n := len(p.out) - p.frame - frameHeader
	if n >= frameSizeMin {
		p.out[p.frame] = opFrame
		binary.LittleEndian.PutUint64(p.out[p.frame+1:], uint64(n))
	} else {
		p.out = append(p.out[:p.frame], p.out[p.frame+frameHeader:]...)
	}
	p.frame = -1
}

// boundary is called before each instruction that could begin a frame.
func (p *pickler) boundary(t *thread) error {
	if !p.framing || p.frame < 0 || len(p.out)-p.frame-frameHeader < frameSizeTarget {
		return nil
	}
	p.commit()
	if p.write.P == nil {
		return nil
	}
	return p.flush(t)
}

// flush hands what there is to the file.
func (p *pickler) flush(t *thread) error {
	data := object.NewBytes(string(p.out))
	p.out = p.out[:0]
	_, err := t.Call(p.write, data)
	return err
}

func (p *pickler) open() {
	if p.framing && p.frame < 0 {
		p.frame = len(p.out)
		p.out = append(p.out, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	}
}

func (p *pickler) op(code ...byte) {
	p.open()
	p.out = append(p.out, code...)
}

func (p *pickler) text(s string) {
	p.open()
	p.out = append(p.out, s...)
}

// data writes an instruction and its content. A large one stands between frames and goes to
// the file as it is, without being copied together with what was before it.
func (p *pickler) data(t *thread, head []byte, payload string, obj value) error {
	bypass := len(payload) >= frameSizeTarget
	framing := p.framing
	if bypass {
		p.commit()
		p.framing = false
	}
	p.op(head...)
	if bypass && p.write.P != nil {
		if err := p.flush(t); err != nil {
			return err
		}
		if obj.P == nil {
			obj = object.NewBytes(payload)
		}
		if _, err := t.Call(p.write, obj); err != nil {
			return err
		}
	} else {
		p.text(payload)
	}
	p.framing = framing
	return nil
}

// put names the object that has just been written.
func (p *pickler) put(v value) {
	if p.fast {
		return
	}
	i := p.memo.put(v)
	switch {
	case p.proto >= 4:
		p.op(opMemoize)
	case !p.bin:
		p.text("p" + strconv.Itoa(i) + "\n")
	case i < 256:
		p.op(opBinPut, byte(i))
	default:
		p.op(binary.LittleEndian.AppendUint32([]byte{opLongBinPut}, uint32(i))...)
	}
}

// get refers to an object named before.
func (p *pickler) get(i int) {
	switch {
	case !p.bin:
		p.text("g" + strconv.Itoa(i) + "\n")
	case i < 256:
		p.op(opBinGet, byte(i))
	default:
		p.op(binary.LittleEndian.AppendUint32([]byte{opLongBinGet}, uint32(i))...)
	}
}
