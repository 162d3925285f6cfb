package object

import (
	"slices"
	"strings"
	"unsafe"
)

// This file defines how Go functions become Python callables: the Method table
// row, the binding of arguments to its signature, and the callable types.

// The Go forms that Method.Fn can take. self is the module for a function of a
// module, the instance for a method, the class for a class method.
type (
	// Fn0 takes no arguments.
	Fn0 = func(t *Thread, self Value) (Value, error)
	// Fn1, Fn2 and Fn3 take exactly so many positional arguments.
	Fn1 = func(t *Thread, self, a Value) (Value, error)
	Fn2 = func(t *Thread, self, a, b Value) (Value, error)
	Fn3 = func(t *Thread, self, a, b, c Value) (Value, error)
	// FnOpt takes at most two positional arguments, of which Method.Sig says how many must be there; an absent one is
	// the zero Value. It is what FnBound is, for methods that are called too often to put their arguments in a slice.
	FnOpt func(t *Thread, self, a, b Value) (Value, error)
	// FnBound gets its arguments bound to the parameters of Method.Sig, in
	// order; an absent optional one is the zero Value. *args is passed as a
	// tuple and **kwargs as a dict. The slice must not be kept.
	FnBound = func(t *Thread, self Value, args []Value) (Value, error)
	// FnVec gets the call as it is made: see VecFunc.
	FnVec = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error)
)

// MethodKind says how a method binds.
type MethodKind uint8

const (
	// InstanceMethod is an ordinary method, or a function of a module.
	InstanceMethod MethodKind = iota
	ClassMethod
	StaticMethod
)

// Method is one row of a table of built-in functions or methods.
type Method struct {
	Name string
	// Sig is the signature in Python's notation without self and without
	// annotations: "(sub, start=None, end=None, /)". Defaults are shown by
	// inspect; the Go function supplies their effect. It must be given for
	// FnBound; for others it only documents ("" shows none).
	Sig  string
	Doc  string
	Kind MethodKind
	// Fn is one of the forms Fn0 to FnVec.
	Fn any
	// Sink is what a call with a generator as its only argument does with it.
	Sink Sink

	f0   Fn0
	f1   Fn1
	f2   Fn2
	f3   Fn3
	fo   FnOpt
	fb   FnBound
	fv   FnVec
	sig  *signature
	name *Str
}

// Sink says what a built-in does with a generator, so that an engine can run the
// generator itself instead of being entered anew for each value.
type Sink uint8

// The ways to use a generator.
const (
	NoSink      Sink = iota // unknown
	SinkSum                 // adds up what it yields, from 0
	SinkAny                 // whether it yields something true
	SinkAll                 // whether all that it yields is true
	SinkCollect             // the same as with a list of what it yields
	SinkMax                 // its largest value
	SinkMin                 // its smallest value
	SinkSet                 // the set of its values
	SinkNext                // its next value
	SinkSend                // its next value, after sending it the argument
)

// GetSet is one row of a table of computed attributes.
type GetSet struct {
	Name string
	Doc  string
	Get  func(t *Thread, self Value) (Value, error)
	// Set gets the zero Value for deletion; nil makes the attribute read-only.
	Set func(t *Thread, self, v Value) error
}

type param struct {
	name     *Str
	optional bool
}

// signature is a parsed Method.Sig.
type signature struct {
	params  []param // positional ones first, then keyword-only
	posOnly int     // how many cannot be named
	pos     int     // how many can be positional
	minPos  int     // how many of those are required
	varArgs bool
	varKw   bool
	anyKw   bool // some parameter can be named
	simple  bool // positional arguments alone need no more than to be counted
}

func parseSignature(sig string) *signature {
	s := &signature{}
	sig = strings.TrimSpace(sig)
	sig = strings.TrimSuffix(strings.TrimPrefix(sig, "("), ")")
	kwOnly := false
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(sig); i++ {
		switch sig[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '\'', '"':
			for q := sig[i]; i+1 < len(sig); {
				i++
				if sig[i] == q {
					break
				}
			}
		case ',':
			if depth == 0 {
				parts = append(parts, sig[start:i])
				start = i + 1
			}
		}
	}
	parts = append(parts, sig[start:])
	for _, p := range parts {
		p = strings.TrimSpace(p)
		switch {
		case p == "" || p[0] == '$':
		case p == "/":
			s.posOnly = len(s.params)
		case p == "*":
			kwOnly = true
		case strings.HasPrefix(p, "**"):
			s.varKw = true
		case p[0] == '*':
			s.varArgs = true
			kwOnly = true
		default:
			name, _, opt := strings.Cut(p, "=")
			s.params = append(s.params, param{Intern(strings.TrimSpace(name)), opt})
			if !kwOnly {
				s.pos = len(s.params)
				if !opt {
					s.minPos = s.pos
				}
			}
		}
	}
	s.anyKw = len(s.params) > s.posOnly || s.varKw
	s.simple = !s.varArgs && !s.varKw
	for _, p := range s.params[s.pos:] {
		s.simple = s.simple && p.optional
	}
	return s
}

func (m *Method) setup() *Method {
	if m.name != nil {
		return m
	}
	m.name = Intern(m.Name)
	switch f := m.Fn.(type) {
	case Fn0:
		m.f0 = f
	case Fn1:
		m.f1 = f
	case Fn2:
		m.f2 = f
	case Fn3:
		m.f3 = f
	case FnOpt:
		m.fo = f
		m.sig = parseSignature(m.Sig)
	case FnBound:
		m.fb = f
		m.sig = parseSignature(m.Sig)
	case FnVec:
		m.fv = f
	default:
		panic("object: " + m.Name + ": Method.Fn is none of the forms")
	}
	return m
}

// F1 returns the one-argument form, or nil: for the engines' shortcut.
func (m *Method) F1() Fn1 { return m.f1 }

// F0 returns the form without arguments, or nil: for the engines' shortcut.
func (m *Method) F0() Fn0 { return m.f0 }

// F2 returns the two-argument form, or nil: for the engines' shortcut.
func (m *Method) F2() Fn2 { return m.f2 }

// FO returns the form with optional arguments if it takes n of them, or nil: for the engines' shortcut.
func (m *Method) FO(n int) FnOpt {
	if m.fo != nil && n >= m.sig.minPos && n <= m.sig.pos {
		return m.fo
	}
	return nil
}

// FV returns the form that gets the call as it is made, or nil: for the engines' shortcut.
func (m *Method) FV() FnVec { return m.fv }

// Call calls the Go function with arguments in vector form. where, if not "",
// is the name of the type, for messages ("list.append() takes ...").
func (m *Method) Call(t *Thread, where string, self Value, args []Value, kw *Tuple) (Value, error) {
	if m.fv != nil {
		return m.fv(t, self, args, kw)
	}
	if m.fo != nil {
		return m.callOpt(t, where, self, args, kw)
	}
	if m.fb != nil {
		if s := m.sig; kw == nil && s.simple && len(args) >= s.minPos && len(args) <= s.pos {
			bound := t.pushArgs(len(s.params))
			copy(bound, args)
			r, err := m.fb(t, self, bound)
			t.popArgs(bound)
			return r, err
		}
		if kw != nil && len(kw.Items) > 0 && !m.sig.anyKw {
			return Value{}, Errorf(TypeErrorType, "%s() takes no keyword arguments", m.qual(where))
		}
		n := len(m.sig.params)
		if m.sig.varArgs {
			n++
		}
		if m.sig.varKw {
			n++
		}
		bound := t.pushArgs(n)
		err := m.sig.bind(t, m.Name, args, kw, bound)
		var r Value
		if err == nil {
			r, err = m.fb(t, self, bound)
		}
		t.popArgs(bound)
		return r, err
	}
	if kw != nil && len(kw.Items) > 0 {
		return Value{}, Errorf(TypeErrorType, "%s() takes no keyword arguments", m.qual(where))
	}
	switch {
	case m.f0 != nil:
		if len(args) == 0 {
			return m.f0(t, self)
		}
		return Value{}, Errorf(TypeErrorType, "%s() takes no arguments (%d given)", m.qual(where), len(args))
	case m.f1 != nil:
		if len(args) == 1 {
			return m.f1(t, self, args[0])
		}
		return Value{}, Errorf(TypeErrorType, "%s() takes exactly one argument (%d given)", m.qual(where), len(args))
	case m.f2 != nil:
		if len(args) == 2 {
			return m.f2(t, self, args[0], args[1])
		}
		return Value{}, Errorf(TypeErrorType, "%s expected 2 arguments, got %d", m.Name, len(args))
	default:
		if len(args) == 3 {
			return m.f3(t, self, args[0], args[1], args[2])
		}
		return Value{}, Errorf(TypeErrorType, "%s expected 3 arguments, got %d", m.Name, len(args))
	}
}

// callOpt is Call for FnOpt.
func (m *Method) callOpt(t *Thread, where string, self Value, args []Value, kw *Tuple) (Value, error) {
	if kwLen(kw) == 0 && len(args) >= m.sig.minPos && len(args) <= m.sig.pos {
		var a, b Value
		if len(args) > 0 {
			a = args[0]
		}
		if len(args) > 1 {
			b = args[1]
		}
		return m.fo(t, self, a, b)
	}
	if kwLen(kw) > 0 && !m.sig.anyKw {
		return Value{}, Errorf(TypeErrorType, "%s() takes no keyword arguments", m.qual(where))
	}
	bound := t.pushArgs(max(len(m.sig.params), 2))
	defer t.popArgs(bound)
	if err := m.sig.bind(t, m.Name, args, kw, bound); err != nil {
		return Value{}, err
	}
	return m.fo(t, self, bound[0], bound[1])
}

func (m *Method) qual(where string) string {
	if where == "" {
		return m.Name
	}
	return where + "." + m.Name
}

// Signature is a parsed signature for use by New and Init slots.
type Signature struct{ s *signature }

// NewSignature parses sig, in the notation of Method.Sig.
func NewSignature(sig string) Signature { return Signature{parseSignature(sig)} }

// Bind binds a call's arguments for a function called fname in messages. The result has one entry
// a parameter, then *args and **kwargs if the signature has them.
func (g Signature) Bind(t *Thread, fname string, args []Value, kw *Tuple) ([]Value, error) {
	s := g.s
	n := len(s.params)
	if s.varArgs {
		n++
	}
	if s.varKw {
		n++
	}
	out := make([]Value, n)
	if err := s.bind(t, fname, args, kw, out); err != nil {
		return nil, err
	}
	return out, nil
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func (s *signature) bind(t *Thread, fname string, args []Value, kw *Tuple, out []Value) error {
	nkw := 0
	if kw != nil {
		nkw = len(kw.Items)
	}
	npos := len(args) - nkw
	if nkw > 0 && !s.anyKw {
		return Errorf(TypeErrorType, "%s() takes no keyword arguments", fname)
	}
	n := npos
	if !s.varArgs {
		if err := s.checkCount(fname, npos, nkw); err != nil {
			return err
		}
	}
	n = min(n, s.pos)
	copy(out, args[:n])
	i := len(s.params)
	if s.varArgs {
		out[i] = NewTuple(append([]Value(nil), args[n:npos]...)).Value()
		i++
	}
	var extra *Dict
	if s.varKw {
		extra = NewDict()
		out[i] = extra.Value()
	}
	var unknown *Str
	for k := 0; k < nkw; k++ {
		name, _ := AsStr(kw.Items[k])
		v := args[npos+k]
		found := false
		for j := s.posOnly; j < len(s.params); j++ {
			p := s.params[j].name
			if p == name || p.s == name.s {
				if out[j].P != nil {
					return Errorf(TypeErrorType, "argument for %s() given by name ('%s') and position (%d)", fname, name.s, j+1)
				}
				out[j] = v
				found = true
				break
			}
		}
		if !found {
			if extra == nil {
				// What is missing is reported before what is too much.
				unknown = name
				continue
			}
			if err := extra.Set(t, kw.Items[k], v); err != nil {
				return err
			}
		}
	}
	for j := range s.params {
		if out[j].P == nil && !s.params[j].optional {
			if j < s.posOnly || !s.anyKw {
				if s.minPos == s.pos {
					return Errorf(TypeErrorType, "%s expected %d argument%s, got %d", fname, s.pos, plural(s.pos), npos)
				}
				return Errorf(TypeErrorType, "%s expected at least %d argument%s, got %d", fname, s.minPos, plural(s.minPos), npos)
			}
			if j >= s.pos {
				return Errorf(TypeErrorType, "%s() missing required keyword-only argument: '%s'", fname, s.params[j].name.s)
			}
			return Errorf(TypeErrorType, "%s() missing required argument '%s' (pos %d)", fname, s.params[j].name.s, j+1)
		}
	}
	if unknown != nil {
		return Errorf(TypeErrorType, "'%s' is an invalid keyword argument for %s()", unknown.s, fname)
	}
	return nil
}

// checkCount checks how many arguments there are for a signature without *args,
// in the order and the words of CPython's argument parsers.
func (s *signature) checkCount(fname string, npos, nkw int) error {
	most := len(s.params)
	switch {
	case npos > s.pos && !s.anyKw && s.minPos == s.pos:
		return Errorf(TypeErrorType, "%s expected %d argument%s, got %d", fname, s.pos, plural(s.pos), npos)
	case npos > s.pos && !s.anyKw:
		return Errorf(TypeErrorType, "%s expected at most %d argument%s, got %d", fname, s.pos, plural(s.pos), npos)
	case npos+nkw > most && !s.varKw && s.anyKw:
		kind := ""
		if npos == 0 {
			kind = "keyword "
		}
		return Errorf(TypeErrorType, "%s() takes at most %d %sargument%s (%d given)", fname, most, kind, plural(most), npos+nkw)
	case npos > s.pos && s.pos == 0:
		return Errorf(TypeErrorType, "%s() takes no positional arguments", fname)
	case npos > s.pos:
		how := "at most"
		if s.minPos == s.pos {
			how = "exactly"
		}
		return Errorf(TypeErrorType, "%s() takes %s %d positional argument%s (%d given)", fname, how, s.pos, plural(s.pos), npos)
	case s.anyKw && npos < s.posOnly && npos < s.minPos:
		least := min(s.posOnly, s.minPos)
		how := "at least"
		if s.minPos == s.pos {
			how = "exactly"
		}
		return Errorf(TypeErrorType, "%s() takes %s %d positional argument%s (%d given)", fname, how, least, plural(least), npos)
	}
	return nil
}

// Builtin is a builtin_function_or_method: a Go function with its self.
type Builtin struct {
	Header
	Method *Method
	Self   Value // the zero Value for a function that has none
	Module Value
}

// NewBuiltin makes a callable of m bound to self.
func NewBuiltin(m *Method, self Value) Value {
	m.setup()
	return Value{P: &(&Builtin{Header{BuiltinType}, m, self, Value{}}).Header}
}

// NewFunc makes a built-in function of a Go function in any of Method's forms.
func NewFunc(name, sig string, fn any) Value {
	return NewBuiltin(&Method{Name: name, Sig: sig, Fn: fn}, Value{})
}

func (b *Builtin) where() string {
	if b.Self.P == nil {
		return ""
	}
	if b.Self.P.Type == ModuleType {
		if s, ok := AsStr(b.Module); ok && s.s != "builtins" {
			return s.s
		}
		return ""
	}
	if typ, ok := AsType(b.Self); ok {
		return typ.QualName
	}
	return b.Self.P.Type.QualName
}

func builtinCall(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	b := (*Builtin)(unsafe.Pointer(self.P))
	return b.Method.Call(t, b.where(), b.Self, args, kw)
}

// MethodDescr is a method_descriptor or classmethod_descriptor: a Method in the
// dictionary of a built-in type.
type MethodDescr struct {
	Header
	Method *Method
	Class  *Type
}

func methodDescrCall(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	d := (*MethodDescr)(unsafe.Pointer(self.P))
	if len(args) == 0 || kw != nil && len(args) == len(kw.Items) {
		return Value{}, Errorf(TypeErrorType, "unbound method %s.%s() needs an argument", d.Class.QualName, d.Method.Name)
	}
	if !args[0].Is(d.Class) {
		if own := ownMethod(t, args[0], d.Class, Intern(d.Method.Name)); own.P != nil {
			return t.CallVec(own, args, kw)
		}
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Method.Name, d.Class.Name, args[0].P.Type.Name)
	}
	return d.Method.Call(t, d.Class.QualName, args[0], args[1:], kw)
}

// ownMethod finds the method that v itself has for one of class, for which its type stands.
func ownMethod(t *Thread, v Value, class *Type, name *Str) Value {
	if y := v.P.Type.Acts; y == nil || !y.IsSubtype(class) {
		return Value{}
	}
	return v.P.Type.Lookup(t, name)
}

func methodDescrGet(t *Thread, self, obj, owner Value) (Value, error) {
	d := (*MethodDescr)(unsafe.Pointer(self.P))
	if obj.P == nil {
		return self, nil
	}
	if !obj.Is(d.Class) {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Method.Name, d.Class.Name, obj.P.Type.Name)
	}
	return NewBuiltin(d.Method, obj), nil
}

func classMethodDescrGet(t *Thread, self, obj, owner Value) (Value, error) {
	d := (*MethodDescr)(unsafe.Pointer(self.P))
	if owner.P == nil {
		if obj.P == nil {
			return Value{}, Errorf(TypeErrorType, "__get__(None, None) is invalid")
		}
		owner = obj.P.Type.Value()
	}
	cls, ok := AsType(owner)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2",
			d.Method.Name, d.Class.Name, owner.P.Type.Name)
	}
	if !cls.IsSubtype(d.Class) {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' requires a subtype of '%s' but received '%s'",
			d.Method.Name, d.Class.Name, cls.Name)
	}
	return NewBuiltin(d.Method, owner), nil
}

// GetSetDescr is a getset_descriptor: a GetSet in the dictionary of a built-in type.
type GetSetDescr struct {
	Header
	Row   *GetSet
	Class *Type
	// member says that it stands for a __slots__ entry or a struct field: its
	// type is member_descriptor.
	slot int
}

func getSetGet(t *Thread, self, obj, owner Value) (Value, error) {
	d := (*GetSetDescr)(unsafe.Pointer(self.P))
	if obj.P == nil {
		return self, nil
	}
	if !obj.Is(d.Class) {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Row.Name, d.Class.Name, obj.P.Type.Name)
	}
	if d.Row.Get == nil {
		return Value{}, NewAttributeError(obj, Intern(d.Row.Name), "unreadable attribute")
	}
	return d.Row.Get(t, obj)
}

func getSetSet(t *Thread, self, obj, v Value) error {
	d := (*GetSetDescr)(unsafe.Pointer(self.P))
	if !obj.Is(d.Class) {
		return Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Row.Name, d.Class.Name, obj.P.Type.Name)
	}
	if d.Row.Set == nil {
		if d.Header.Type == MemberDescrType {
			return NewAttributeError(obj, Intern(d.Row.Name), "readonly attribute")
		}
		return NewAttributeError(obj, Intern(d.Row.Name), "attribute '"+d.Row.Name+"' of '"+d.Class.Name+"' objects is not writable")
	}
	return d.Row.Set(t, obj, v)
}

// SlotDescr is the member_descriptor of a __slots__ entry: Attrs.Slots[Index].
type SlotDescr struct {
	Header
	Name  *Str
	Class *Type
	Index int
}

func slotDescrGet(t *Thread, self, obj, owner Value) (Value, error) {
	d := (*SlotDescr)(unsafe.Pointer(self.P))
	if obj.P == nil {
		return self, nil
	}
	if !obj.Is(d.Class) {
		return Value{}, Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Name.s, d.Class.Name, obj.P.Type.Name)
	}
	v := AttrsOf(obj).Slots[d.Index]
	if v.P == nil {
		return Value{}, noAttribute(obj, d.Name)
	}
	return v, nil
}

func slotDescrSet(t *Thread, self, obj, v Value) error {
	d := (*SlotDescr)(unsafe.Pointer(self.P))
	if !obj.Is(d.Class) {
		return Errorf(TypeErrorType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
			d.Name.s, d.Class.Name, obj.P.Type.Name)
	}
	s := &AttrsOf(obj).Slots[d.Index]
	if v.P == nil && s.P == nil {
		return NewAttributeError(obj, d.Name, d.Name.s)
	}
	*s = v
	return nil
}

// ModuleDef is the table that a native module is made from.
type ModuleDef struct {
	Name    string
	Doc     string
	Methods []Method
	// Init adds what the table cannot say: constants, types, exceptions.
	Init func(t *Thread, m *Module) error
}

// New makes the module for t's interpreter.
func (def *ModuleDef) New(t *Thread) (*Module, error) {
	m := NewModule(def.Name)
	m.Def = def
	d := m.Dict()
	if def.Doc != "" {
		d.SetStr(names.Doc, StrValue(def.Doc))
	}
	name := StrValue(def.Name)
	rows, fns := slices.Clone(def.Methods), make([]Builtin, len(def.Methods))
	d.reserve(len(d.Entries) + len(rows))
	for i := range rows {
		rows[i].setup()
		fns[i] = Builtin{Header{BuiltinType}, &rows[i], m.Value(), name}
		d.SetStr(rows[i].name, Value{P: &fns[i].Header})
	}
	if def.Init != nil {
		if err := def.Init(t, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// NewMethod makes a method_descriptor of m for the class typ.
func NewMethod(typ *Type, m *Method) Value {
	m.setup()
	return Value{P: &(&MethodDescr{Header{MethodDescrType}, m, typ}).Header}
}

// MethodName is the name of a method_descriptor.
func MethodName(v Value) *Str { return Intern((*MethodDescr)(unsafe.Pointer(v.P)).Method.Name) }
