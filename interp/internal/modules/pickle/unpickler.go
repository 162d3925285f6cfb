package pickle

import (
	"strings"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines Unpickler: its attributes and its input. What the instructions do is in load.go.

type unpickler struct {
	object.Header
	// The input: data from at on. What a file's peek gave is consumed from the file when more is
	// asked for, so that the file ends where the pickle ends.
	data                       string
	at                         int
	consumed                   int // of data, what the file no longer has
	peek, read, readline, into value
	fromFile                   bool

	stack          []value
	marks          []int
	memo           found
	proto          int
	persistentLoad value
	buffers        value
	encoding       string
	errors         string
	fixImports     bool
	ready          bool
	self           value // for find_class of a subclass
	st             *state
}

var unpicklerType = &object.Type{Name: "_pickle.Unpickler"}

var unpicklerSig = object.NewSignature("(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())")

func setupUnpickler() {
	y := unpicklerType
	y.New = func(t *thread, cls *object.Type, in []value, kw *tuple) (value, error) {
		return args.Value(object.Alloc[unpickler](cls)), nil
	}
	y.Init = func(t *thread, v value, in []value, kw *tuple) error {
		a, err := unpicklerSig.Bind(t, "Unpickler", in, kw)
		if err != nil {
			return err
		}
		u := args.As[unpickler](v)
		if err := u.setFile(t, a[0]); err != nil {
			return err
		}
		if err := u.set(t, a[1], a[2], a[3], a[4]); err != nil {
			return err
		}
		u.memo.clear()
		u.proto = 0
		u.persistentLoad, err = method(t, v, "persistent_load")
		return err
	}
	object.Define(y, object.TypeSpec{
		Doc:    "This takes a binary file for reading a pickle data stream.",
		Layout: object.NewLayout[unpickler](y.Name, object.ObjectType.Layout), Flags: object.FlagBase,
		Methods: []object.Method{
			{Name: "load", Sig: "($self, /)", Doc: "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin the constructor, and return the reconstituted object hierarchy\nspecified therein.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				u := args.As[unpickler](v)
				if !u.ready {
					return value{}, unpicklingError("Unpickler.__init__() was not called by %s.__init__()", v.P.Type.Name)
				}
				if v.P.Type != unpicklerType {
					u.self = v
				}
				r, err := u.load(t)
				u.self = value{}
				return r, err
			})},
			{Name: "find_class", Sig: "($self, module_name, global_name, /)", Doc: "Return an object from a specified module.\n\nIf necessary, the module will be imported. Subclasses may override\nthis method (e.g. to restrict unpickling of arbitrary classes and\nfunctions).\n\nThis method is called whenever a class or a function object is\nneeded.  Both arguments passed are str objects.", Fn: object.Fn2(func(t *thread, v, module, name value) (value, error) {
				u := args.As[unpickler](v)
				if u.st == nil {
					u.st = stateOf(t)
				}
				return u.findClass(t, module, name)
			})},
			{Name: "__sizeof__", Sig: "($self, /)", Doc: "Returns size in memory, in bytes.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				u := args.As[unpickler](v)
				return object.Int(int(unsafe.Sizeof(*u)) + 16*cap(u.memo.dense) + len(u.data)), nil
			})},
		},
		GetSets: []object.GetSet{
			{Name: "memo", Get: unpicklerMemo, Set: setUnpicklerMemo},
			{Name: "persistent_load", Get: func(t *thread, v value) (value, error) {
				x := args.As[unpickler](v).persistentLoad
				if x.P == nil {
					return value{}, object.Errorf(object.AttributeErrorType, "persistent_load")
				}
				return x, nil
			}, Set: func(t *thread, v, x value) error {
				if x.P == nil {
					return object.Errorf(object.TypeErrorType, "attribute deletion is not supported")
				}
				if !object.IsCallable(x) {
					return object.Errorf(object.TypeErrorType, "persistent_load must be a callable taking one argument")
				}
				args.As[unpickler](v).persistentLoad = x
				return nil
			}},
		},
	})
}

// set takes the arguments that all ways of unpickling have.
func (u *unpickler) set(t *thread, fixImports, encoding, errors, buffers value) error {
	u.st = stateOf(t)
	u.fixImports = true
	if fixImports.P != nil {
		var err error
		if u.fixImports, err = t.Truth(fixImports); err != nil {
			return err
		}
	}
	u.encoding, u.errors = "ASCII", "strict"
	for _, a := range []struct {
		v    value
		name string
		to   *string
	}{{encoding, "encoding", &u.encoding}, {errors, "errors", &u.errors}} {
		if a.v.P == nil {
			continue
		}
		s, ok := object.AsStr(a.v)
		if !ok {
			return object.Errorf(object.TypeErrorType, "Unpickler() argument '%s' must be str, not %s", a.name, a.v.P.Type.Name)
		}
		if strings.IndexByte(s.String(), 0) >= 0 {
			return object.Errorf(object.ValueErrorType, "embedded null character")
		}
		*a.to = s.String()
	}
	u.buffers = value{}
	if buffers.P != nil && !buffers.IsNone() {
		it, err := t.Iter(buffers)
		if err != nil {
			return err
		}
		u.buffers = it
	}
	u.ready = true
	return nil
}

func (u *unpickler) setFile(t *thread, file value) error {
	u.fromFile, u.data, u.at, u.consumed = true, "", 0, 0
	for _, m := range []struct {
		name string
		to   *value
	}{{"peek", &u.peek}, {"readinto", &u.into}, {"read", &u.read}, {"readline", &u.readline}} {
		var err error
		if *m.to, err = method(t, file, m.name); err != nil {
			return err
		}
	}
	if u.read.P == nil || u.readline.P == nil {
		return object.Errorf(object.TypeErrorType, "file must have 'read' and 'readline' attributes")
	}
	return nil
}

func load(t *thread, self value, a []value) (value, error) {
	u := &unpickler{}
	if err := u.setFile(t, a[0]); err != nil {
		return value{}, err
	}
	if err := u.set(t, a[1], a[2], a[3], a[4]); err != nil {
		return value{}, err
	}
	return u.load(t)
}

func loads(t *thread, self value, a []value) (value, error) {
	u := &unpickler{}
	if err := u.set(t, a[1], a[2], a[3], a[4]); err != nil {
		return value{}, err
	}
	if s, ok := object.AsBytes(a[0]); ok {
		u.data = s
	} else {
		b, err := t.BytesCopy(a[0])
		if err != nil {
			return value{}, err
		}
		u.data = string(b)
	}
	return u.load(t)
}

func truncated() error { return unpicklingError("pickle data was truncated") }

// skip tells the file what has been used of what it showed.
func (u *unpickler) skip(t *thread) error {
	n := u.at - u.consumed
	if n <= 0 {
		return nil
	}
	if _, err := t.Call(u.read, object.Int(n)); err != nil {
		return err
	}
	u.consumed = u.at
	return nil
}

// peekSize is how much is asked of a file that can show what comes.
const peekSize = 128 << 10

// fill makes n bytes stand in data, all of them new.
func (u *unpickler) fill(t *thread, n int) error {
	if !u.fromFile {
		return truncated()
	}
	if err := u.skip(t); err != nil {
		return err
	}
	if u.peek.P != nil {
		r, err := t.Call(u.peek, object.Int(peekSize))
		if object.ErrorIs(err, object.NotImplementedErrorType) {
			u.peek = value{}
		} else if err != nil {
			return err
		} else if s, ok := object.AsBytes(r); ok && len(s) >= n {
			u.data, u.at, u.consumed = s, 0, 0
			return nil
		}
	}
	r, err := t.Call(u.read, object.Int(n))
	if err != nil {
		return err
	}
	s, err := u.bytes(t, r, "read")
	if err != nil {
		return err
	}
	u.data, u.at, u.consumed = s, 0, len(s)
	if len(s) < n {
		return truncated()
	}
	return nil
}

func (u *unpickler) bytes(t *thread, v value, what string) (string, error) {
	if s, ok := object.AsBytes(v); ok {
		return s, nil
	}
	if v.P.Type.Buffer == nil {
		return "", object.Errorf(object.ValueErrorType, "%s() from the underlying stream did not return bytes", what)
	}
	b, err := t.BytesCopy(v)
	return string(b), err
}

// take returns the next n bytes.
func (u *unpickler) take(t *thread, n int) (string, error) {
	if n < 0 {
		return "", truncated()
	}
	if len(u.data)-u.at < n {
		if err := u.fill(t, n); err != nil {
			return "", err
		}
	}
	s := u.data[u.at : u.at+n]
	u.at += n
	return s, nil
}

// line returns the next line without its end.
func (u *unpickler) line(t *thread) (string, error) {
	if i := strings.IndexByte(u.data[u.at:], '\n'); i >= 0 {
		s := u.data[u.at : u.at+i]
		u.at += i + 1
		return s, nil
	}
	if !u.fromFile {
		return "", truncated()
	}
	if err := u.skip(t); err != nil {
		return "", err
	}
	r, err := t.Call(u.readline)
	if err != nil {
		return "", err
	}
	s, err := u.bytes(t, r, "readline")
	if err != nil {
		return "", err
	}
	u.data, u.at, u.consumed = s, len(s), len(s)
	if !strings.HasSuffix(s, "\n") {
		return "", truncated()
	}
	return s[:len(s)-1], nil
}

// number reads an unsigned number of n bytes, the lowest first.
func (u *unpickler) number(t *thread, n int) (int, error) {
	s, err := u.take(t, n)
	if err != nil {
		return 0, err
	}
	x := uint64(0)
	for i := range len(s) {
		x |= uint64(s[i]) << (8 * i)
	}
	if x > 1<<62 {
		return -1, nil
	}
	return int(x), nil
}

// The stack.

func (u *unpickler) push(v value) { u.stack = append(u.stack, v) }

func (u *unpickler) fence() int {
	if n := len(u.marks); n > 0 {
		return u.marks[n-1]
	}
	return 0
}

// underflow is the error of an instruction that finds too little on the stack.
func (u *unpickler) underflow() error {
	if len(u.marks) > 0 {
		return unpicklingError("unexpected MARK found")
	}
	return unpicklingError("unpickling stack underflow")
}

func (u *unpickler) need(n int) error {
	if len(u.stack)-u.fence() < n {
		return u.underflow()
	}
	return nil
}

func (u *unpickler) pop() (value, error) {
	if err := u.need(1); err != nil {
		return value{}, err
	}
	n := len(u.stack) - 1
	v := u.stack[n]
	u.stack[n] = value{}
	u.stack = u.stack[:n]
	return v, nil
}

// pop2 takes two values; over lay on under.
func (u *unpickler) pop2() (under, over value, err error) {
	if over, err = u.pop(); err == nil {
		under, err = u.pop()
	}
	return under, over, err
}

func (u *unpickler) top() (value, error) {
	if err := u.need(1); err != nil {
		return value{}, err
	}
	return u.stack[len(u.stack)-1], nil
}

// popMark takes off what is above the last mark.
func (u *unpickler) popMark() ([]value, error) {
	if len(u.marks) == 0 {
		return nil, unpicklingError("could not find MARK")
	}
	at := u.fence()
	u.marks = u.marks[:len(u.marks)-1]
	items := append([]value(nil), u.stack[at:]...)
	clear(u.stack[at:])
	u.stack = u.stack[:at]
	return items, nil
}
