package object

import "unsafe"

// This file defines code objects, functions, cells and bound methods as the
// engines and the object model share them.

// CodeFlags are co_flags (Lib/inspect.py documents them).
type CodeFlags uint32

const (
	CoOptimized         CodeFlags = 0x0001
	CoNewLocals         CodeFlags = 0x0002
	CoVarArgs           CodeFlags = 0x0004
	CoVarKeywords       CodeFlags = 0x0008
	CoNested            CodeFlags = 0x0010
	CoGenerator         CodeFlags = 0x0020
	CoCoroutine         CodeFlags = 0x0080
	CoIterableCoroutine CodeFlags = 0x0100
	CoAsyncGenerator    CodeFlags = 0x0200
	CoFutureAnnotations CodeFlags = 0x1000000
)

// Code is a code object. It is immutable.
type Code struct {
	Header
	Name, QualName  *Str
	Filename        Value
	ArgCount        int // positional parameters, those before "/" included
	PosOnlyArgCount int
	KwOnlyArgCount  int
	Flags           CodeFlags
	FirstLine       int
	StackSize       int
	// VarNames are the local variables, parameters first: positional, keyword
	// only, *args, **kwargs. CellVars may include parameters.
	VarNames, CellVars, FreeVars []*Str
	Names                        []*Str
	Consts                       []Value
	// Body runs the code; Impl is the engine's own form of it.
	Body Body
	// Cache keeps what the getters of code objects compute, by attribute.
	Cache map[string]Value
}

// Unread is the Body of a code object whose VarNames, CellVars, FreeVars, Names, Consts and StackSize are not there yet.
type Unread interface {
	Body
	// Whole fills them in and gives c another Body.
	Whole(c *Code)
	// Docstring is the docstring of the function, the zero Value for none.
	Docstring() Value
}

// Whole returns c after making sure that nothing of it is missing.
func (c *Code) Whole() *Code {
	if u, ok := c.Body.(Unread); ok {
		u.Whole(c)
	}
	return c
}

// docstring is the docstring of functions of c, the zero Value for none.
func (c *Code) docstring() Value {
	if u, ok := c.Body.(Unread); ok {
		return u.Docstring()
	}
	if c.Flags&CoOptimized != 0 && len(c.Consts) > 0 && c.Consts[0].P.Type == StrType {
		return c.Consts[0]
	}
	return Value{}
}

// docstring is __doc__, None for none.
func (fn *Function) docstring() Value {
	if fn.Doc.P == nil {
		fn.Doc = fn.Code.docstring().OrNone()
	}
	return fn.Doc
}

// NumParams is the number of local variables that are parameters.
func (c *Code) NumParams() int {
	n := c.ArgCount + c.KwOnlyArgCount
	if c.Flags&CoVarArgs != 0 {
		n++
	}
	if c.Flags&CoVarKeywords != 0 {
		n++
	}
	return n
}

// Value returns the code object as a Value.
func (c *Code) Value() Value { return Value{P: &c.Header} }

// AsCode returns v as a *Code if it is one.
func AsCode(v Value) (*Code, bool) {
	if v.P != nil && v.P.Type == CodeType {
		return (*Code)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// Position is a range of source text: lines from 1, columns from 0 in bytes of
// UTF-8; -1 where unknown.
type Position struct {
	Line, EndLine, Col, EndCol int
}

// Body is the code of a function as an engine runs it: the one seam between the
// object model and the engines.
type Body interface {
	// Call runs the code as a call of fn with the arguments in vector form.
	Call(t *Thread, fn *Function, args []Value, kw *Tuple) (Value, error)
	// Exec runs the code of a module or class body, or of exec and eval, in the
	// given namespaces; closure serves the free variables.
	Exec(t *Thread, code *Code, globals *Dict, locals Value, closure []*Cell) (Value, error)
	// Positions returns the source range of each place that Lasti can tell.
	Positions(code *Code) []Position
	// Clone returns the body of code, a copy of this body's code object with other
	// attributes (code.replace).
	Clone(code *Code) Body
	// View is the code as dis is to see it.
	View(code *Code) *CodeView
}

// Cell holds a variable that a closure captures.
type Cell struct {
	Header
	V Value
}

// NewCell returns a cell that holds v, or is empty for the zero Value.
func NewCell(v Value) *Cell { return &Cell{Header{CellType}, v} }

// Value returns the cell as a Value.
func (c *Cell) Value() Value { return Value{P: &c.Header} }

// Function is a Python function.
type Function struct {
	Header
	Code     *Code
	Globals  *Dict
	Builtins *Dict
	// Defaults and KwDefaults may be nil.
	Defaults   *Tuple
	KwDefaults *Dict
	Closure    []*Cell
	Name       *Str
	QualName   *Str
	Doc        Value
	Module     Value
	// Annotations is a dict, a tuple of names and values not yet made into one, or the zero Value.
	Annotations Value
	Attrs       Attrs
}

// Value returns the function as a Value.
func (f *Function) Value() Value { return Value{P: &f.Header} }

// AsFunction returns v as a *Function if it is one.
func AsFunction(v Value) (*Function, bool) {
	if v.P != nil && v.P.Type == FunctionType {
		return (*Function)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// NewFunction makes a function of code, as the def statement does. The closure
// must have as many cells as the code has free variables.
func NewFunction(t *Thread, code *Code, globals *Dict, closure []*Cell) *Function {
	f := &Function{
		Header: Header{FunctionType}, Code: code, Globals: globals, Closure: closure,
		Name: code.Name, QualName: code.QualName, Builtins: t.Interp.builtinsOf(globals),
	}
	if m, ok := globals.GetStr(names.Name); ok {
		f.Module = m
	}
	return f
}

// builtinsOf returns the namespace that serves as builtins for code that runs
// in globals: globals["__builtins__"], a module or a dict, if there is one.
func (in *Interp) builtinsOf(globals *Dict) *Dict {
	if v, ok := globals.GetStr(names.Builtins); ok {
		if m, ok := AsModule(v); ok {
			return m.Dict()
		}
		if d, ok := AsDict(v); ok {
			return d
		}
		return NewDict() // BuiltinsItem asks the object itself
	}
	return in.Builtins
}

// BuiltinsOf is the namespace that serves as builtins for code that runs in globals.
func (in *Interp) BuiltinsOf(globals *Dict) *Dict { return in.builtinsOf(globals) }

// BuiltinsItem looks name up in the builtins of globals if those are neither a module nor a dictionary, so that no
// namespace stands for them. It returns nil if they are, or have no such item.
func (t *Thread) BuiltinsItem(globals *Dict, name *Str) (Value, error) {
	b, ok := globals.GetStr(names.Builtins)
	if !ok {
		return Value{}, nil
	}
	if _, ok := AsModule(b); ok {
		return Value{}, nil
	}
	if _, ok := AsDict(b); ok {
		return Value{}, nil
	}
	v, err := t.GetItem(b, name.Value())
	if err != nil && ErrorIs(err, KeyErrorType) {
		return Value{}, nil
	}
	return v, err
}

// BoundMethod is a method object: a callable with its first argument.
type BoundMethod struct {
	Header
	Func Value
	Self Value
}

// NewBoundMethod binds fn to self.
func NewBoundMethod(fn, self Value) Value {
	return Value{P: &(&BoundMethod{Header{MethodType}, fn, self}).Header}
}

// Module is a module object. Its namespace is the dictionary of its Attrs.
type Module struct {
	Header
	Attrs Attrs
	// Def says of a native module which table it was made from.
	Def *ModuleDef
	// Home is told of changes to the namespace, nil for most modules.
	Home ModuleHome
}

// ModuleHome is where the namespace of a module lies that is not made of ours alone: in C.
type ModuleHome interface {
	// SetAttr sets an attribute there, too, or deletes it if v is the zero Value.
	SetAttr(t *Thread, name *Str, v Value) error
	// Dict is __dict__.
	Dict(t *Thread) (Value, error)
}

// NewModule returns an empty module with the attributes that types.ModuleType(name) sets.
func NewModule(name string) *Module {
	m := &Module{Header: Header{ModuleType}}
	m.Attrs.Dict = NewDict()
	d := m.Attrs.Dict
	d.SetStr(names.Name, StrValue(name))
	d.SetStr(names.Doc, None)
	d.SetStr(names.Package, None)
	d.SetStr(names.Loader, None)
	d.SetStr(names.Spec, None)
	return m
}

// Dict is the module's namespace.
func (m *Module) Dict() *Dict { return m.Attrs.Dictionary() }

// Value returns the module as a Value.
func (m *Module) Value() Value { return Value{P: &m.Header} }

// AsModule returns v as a *Module if it is a module or an instance of a subclass.
func AsModule(v Value) (*Module, bool) {
	if v.P != nil && (v.P.Type == ModuleType || v.P.Type.IsSubtype(ModuleType)) {
		return (*Module)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}
