package interp

import (
	"errors"
	"os"
	"unicode/utf8"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/internal/modules"
	"memphis/interp/internal/modules/ast"
	"memphis/interp/internal/resolve"
	"memphis/interp/internal/treewalk"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines what the object model asks of the interpreter: compiling,
// importing, collecting.

type host Interpreter

// Import implements object.Host.
func (h *host) Import(t *object.Thread, name string, globals *object.Dict, fromlist object.Value, level int) (object.Value, error) {
	return h.imp.Import(t, name, globals, fromlist, level)
}

// MarshalCode and UnmarshalCode implement marshal.CodeHost.
func (h *host) MarshalCode(code *object.Code) ([]byte, error) {
	return vm.Marshal(treewalk.Under(code))
}

func (h *host) UnmarshalCode(t *object.Thread, data []byte, kept bool) (*object.Code, error) {
	return vm.Unmarshal(t, data, kept)
}

// clearStacks has all threads let go of what they will not use any more.
func clearStacks(t *object.Thread) {
	for _, x := range t.Interp.Threads() {
		vm.ClearStack(x)
	}
}

// Collect implements object.Host.
func (h *host) Collect(t *object.Thread, full bool) int {
	c, ok := h.cfg.Extensions.(interface{ Collect(t *object.Thread) bool })
	if !ok {
		return t.CollectGarbage(full, clearStacks)
	}
	c.Collect(t) // objects that only C kept alive
	found := t.CollectGarbage(full, clearStacks)
	// What C lets go with the objects that were found may be the last that kept others.
	for round := 0; c.Collect(t) && full && round < 3; round++ {
		found += t.CollectGarbage(full, clearStacks)
	}
	return found
}

// The flags of compile() (ast.PyCF_*).
const (
	pyCFSourceIsUTF8         = 0x0100
	pyCFDontImplyDedent      = 0x0200
	pyCFOnlyAST              = 0x0400
	pyCFTypeComments         = 0x1000
	pyCFAllowTopLevelAwait   = 0x2000
	pyCFAllowIncompleteInput = 0x4000

	// quiet is a flag of ours for parses that are only tried: they warn of nothing.
	quiet = 1 << 30
)

type compileFlags struct {
	flags    int
	optimize int  // -1: as the interpreter runs
	fromFile bool // the source is that of a script
	feature  int  // syntax.Options.FeatureVersion
}

// Compile implements object.Host.
func (h *host) Compile(t *object.Thread, source, filename object.Value, how object.CompileOptions) (object.Value, error) {
	p := (*Interpreter)(h)
	mode, flags, optimize := how.Mode, how.Flags, how.Optimize
	known := pyCFSourceIsUTF8 | pyCFDontImplyDedent | pyCFOnlyAST | pyCFTypeComments | pyCFAllowTopLevelAwait | pyCFAllowIncompleteInput | int(bytecode.FutureMask)
	if flags&^known != 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "compile(): unrecognised flags")
	}
	switch mode {
	case "exec", "eval", "single":
	case "func_type":
		if flags&pyCFOnlyAST == 0 {
			return object.Value{}, object.Errorf(object.ValueErrorType, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
		}
	default:
		return object.Value{}, object.Errorf(object.ValueErrorType, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	if !how.DontInherit {
		if f := t.Engine.Top(t); f != nil {
			flags |= int(f.Code.Flags) & int(bytecode.FutureMask)
		}
	}
	name, err := modules.FSPath(t, filename)
	if err != nil {
		return object.Value{}, err
	}
	if ast.IsNode(t, source) {
		if flags&pyCFOnlyAST != 0 {
			return source, nil
		}
		mod, err := ast.ToSyntax(t, source, mode)
		if err != nil {
			return object.Value{}, err
		}
		code, err := p.compileTree(t, mod, name, compileFlags{flags: flags, optimize: optimize})
		if err != nil {
			return object.Value{}, err
		}
		return code.Value(), nil
	}
	src, isText, err := sourceBytes(t, source, "compile() arg 1 must be a string, bytes or AST object")
	if err != nil {
		return object.Value{}, err
	}
	if flags&pyCFOnlyAST != 0 {
		mod, err := p.parse(t, src, isText, name, mode, compileFlags{flags: flags, feature: max(how.Feature, 0)})
		if err != nil {
			return object.Value{}, err
		}
		return ast.FromSyntax(t, mod)
	}
	code, err := p.compile(t, src, isText, name, mode, compileFlags{flags: flags, optimize: optimize})
	if err != nil {
		return object.Value{}, err
	}
	return code.Value(), nil
}

// sourceBytes is the source text in an argument, which is a string or like bytes; else it fails with the message.
func sourceBytes(t *object.Thread, source object.Value, message string) (src []byte, isText bool, err error) {
	if s, ok := object.AsStr(source); ok {
		if !validSource(s) {
			return nil, false, surrogateError(t, s)
		}
		return []byte(s.String()), true, nil
	}
	b, release, err := t.BytesLike(source)
	if err != nil {
		return nil, false, object.Errorf(object.TypeErrorType, "%s", message)
	}
	src = append([]byte(nil), b...)
	release()
	return src, false, nil
}

// SymbolTable implements modules.SymbolHost.
func (h *host) SymbolTable(t *object.Thread, source object.Value, filename, mode string) (*modules.SymbolTable, error) {
	p := (*Interpreter)(h)
	src, isText, err := sourceBytes(t, source, "symtable() arg 1 must be a string or bytes object")
	if err != nil {
		return nil, err
	}
	mod, err := p.parse(t, src, isText, filename, mode, compileFlags{})
	if err != nil {
		return nil, err
	}
	table, err := compile.Symbols(mod, compile.Options{Filename: filename, Line: func(n int) (string, bool) { return fileLine(filename, n) }})
	if err != nil {
		return nil, pythonError(t, err)
	}
	return symbolTable(table.Top), nil
}

func symbolTable(b *resolve.Block) *modules.SymbolTable {
	s := &modules.SymbolTable{Name: b.Name, Kind: int(b.Kind), Line: int(b.Pos.Line), Nested: b.Nested, Vars: b.Params}
	for _, y := range b.Syms {
		s.Symbols = append(s.Symbols, modules.SymbolRow{Name: y.Name, Flags: int(y.Flags &^ resolve.Unbinds), Scope: int(y.Scope)})
	}
	for _, c := range b.Children {
		s.Children = append(s.Children, symbolTable(c))
	}
	return s
}

// validSource reports whether s has no lone surrogates.
func validSource(s *object.Str) bool {
	if s.IsASCII() {
		return true
	}
	for _, r := range s.String() {
		if r == 0xFFFD {
			return utf8.ValidString(s.String())
		}
	}
	return true
}

// surrogateError is the UnicodeEncodeError of source text that UTF-8 cannot hold.
func surrogateError(t *object.Thread, s *object.Str) error {
	_, err := t.CallMethodString(s.Value(), "encode", object.StrValue("utf-8"))
	return err
}

func (p *Interpreter) parse(t *object.Thread, src []byte, isText bool, filename, mode string, f compileFlags) (syntax.Mod, error) {
	flags := f.flags
	opt := syntax.Options{
		Filename: filename, SourceIsText: isText, FromFile: f.fromFile, DontImplyDedent: flags&pyCFDontImplyDedent != 0,
		AllowIncompleteInput: flags&pyCFAllowIncompleteInput != 0, TopLevelAwait: flags&pyCFAllowTopLevelAwait != 0,
		TypeComments: flags&pyCFTypeComments != 0, FeatureVersion: f.feature,
		Decode: func(encoding string, src []byte) ([]byte, error) {
			v, err := t.Decode(src, encoding, "strict")
			if err != nil {
				switch {
				case object.ErrorIs(err, object.LookupErrorType):
					return nil, syntax.ErrUnknownEncoding
				case object.ErrorIs(err, object.UnicodeErrorType):
					text, serr := t.Str(object.ToException(err).Value())
					if serr != nil {
						return nil, serr
					}
					return nil, &syntax.Error{Kind: syntax.SyntaxError, Msg: text.String(), Filename: filename, Col: -1}
				}
				return nil, err
			}
			s, _ := object.AsStr(v)
			return []byte(s.String()), nil
		},
	}
	if flags&quiet == 0 {
		opt.Warn = p.warner(t, filename)
	}
	if n := t.Interp.MaxStrDigits; n == 0 {
		opt.MaxIntDigits = -1
	} else {
		opt.MaxIntDigits = n
	}
	if flags&int(bytecode.FutureBarry) != 0 {
		opt.Future |= syntax.BarryAsBDFL
	}
	switch mode {
	case "eval":
		opt.Mode = syntax.Eval
	case "single":
		opt.Mode = syntax.Single
	case "func_type":
		opt.Mode = syntax.FuncType
	default:
		opt.Mode = syntax.Exec
	}
	mod, err := syntax.Parse(src, opt)
	var se *syntax.Error
	if errors.As(err, &se) && se.Line == 0 && se.Kind == syntax.SyntaxError && f.fromFile {
		v, err := t.Call(object.SyntaxErrorType.Value(), object.StrValue(se.Msg)) // it is not the parser's, and has no place
		if err != nil {
			return nil, err
		}
		e, _ := object.AsException(v)
		return nil, e
	}
	return mod, pythonError(t, err)
}

// warner issues the compiler's warnings through the warnings module.
func (p *Interpreter) warner(t *object.Thread, filename string) func(syntax.Warning) error {
	return func(w syntax.Warning) error {
		cls := object.SyntaxWarningType
		if w.Kind == syntax.DeprecationWarning {
			cls = object.DeprecationWarningType
		}
		err := modules.WarnExplicit(t, cls, w.Msg, filename, w.Line)
		if err != nil && object.ErrorIs(err, cls) {
			return syntax.ErrWarningRaised
		}
		return err
	}
}

func (p *Interpreter) compile(t *object.Thread, src []byte, isText bool, filename, mode string, f compileFlags) (*object.Code, error) {
	mod, err := p.parse(t, src, isText, filename, mode, f)
	if err != nil {
		return nil, err
	}
	return p.compileTree(t, mod, filename, f)
}

func (p *Interpreter) compileTree(t *object.Thread, mod syntax.Mod, filename string, f compileFlags) (*object.Code, error) {
	opt := compile.Options{
		Filename: filename, Optimize: f.optimize, Flags: bytecode.Flags(f.flags) & bytecode.FutureMask,
		TopLevelAwait: f.flags&pyCFAllowTopLevelAwait != 0, Warn: p.warner(t, filename),
	}
	if f.optimize < 0 {
		opt.Optimize = p.cfg.Optimize
	}
	if p.cfg.Engine == TreeWalk {
		opt.Origins = compile.Origins{}
	}
	opt.Line = func(n int) (string, bool) { return fileLine(filename, n) }
	bc, err := compile.Compile(mod, opt)
	if err != nil {
		return nil, pythonError(t, err)
	}
	code := vm.Link(t, bc)
	if opt.Origins != nil {
		treewalk.Adopt(t, code, bc, opt.Origins, func(k bytecode.Const) object.Value { return vm.Constant(t, k) })
	}
	return code, nil
}

// fileLine is line n of a file: the errors of the compiler, unlike the parser's, show what lies in the file that the code
// says it is from, if there is one that is UTF-8.
func fileLine(filename string, n int) (string, bool) {
	src, err := os.ReadFile(filename)
	if err != nil {
		return "", false
	}
	line, ok := sourceLine(src, n)
	return line, ok && utf8.ValidString(line)
}

// sourceLine is line n of src, with its line end.
func sourceLine(src []byte, n int) (string, bool) {
	for i := 1; len(src) > 0; i++ {
		j := 0
		for j < len(src) && src[j] != '\n' {
			j++
		}
		if j < len(src) {
			j++
		}
		if i == n {
			return string(src[:j]), true
		}
		src = src[j:]
	}
	return "", false
}

// pythonError turns the front end's errors into exceptions.
func pythonError(t *object.Thread, err error) error {
	if err == nil {
		return nil
	}
	var se *syntax.Error
	if !errors.As(err, &se) {
		return err
	}
	return newSyntaxError(se)
}

// compileFrozen compiles a module that is needed before imports work.
func (p *Interpreter) compileFrozen(t *object.Thread, src []byte, filename string) (*object.Code, error) {
	return p.compile(t, src, false, filename, "exec", compileFlags{optimize: p.cfg.Optimize})
}

// newSyntaxError makes the exception of an error of the front end.
func newSyntaxError(e *syntax.Error) error {
	var cls *object.Type
	switch e.Kind {
	case syntax.IndentationError:
		cls = object.IndentationErrorType
	case syntax.TabError:
		cls = object.TabErrorType
	case syntax.ValueError:
		return object.NewError(object.ValueErrorType, object.StrValue(e.Msg))
	case syntax.MemoryError:
		if e.Msg == "" {
			return object.NewError(object.MemoryErrorType)
		}
		return object.NewError(object.MemoryErrorType, object.StrValue(e.Msg))
	case syntax.RecursionError:
		return object.NewError(object.RecursionErrorType, object.StrValue(e.Msg))
	default:
		cls = object.SyntaxErrorType
	}
	text := object.None
	if e.HasText {
		text = object.StrValue(e.Text)
	}
	if e.Line == 0 {
		return object.NewSyntaxError(cls, object.StrValue(e.Msg), object.StrValue(e.Filename), object.Int(0), object.Int(e.Col), text, object.Value{}, object.Value{})
	}
	endCol := object.None
	if e.EndCol != compile.NoEnd {
		endCol = object.Int(e.EndCol)
	}
	x := object.NewSyntaxError(cls, object.StrValue(e.Msg), object.StrValue(e.Filename), object.Int(e.Line), object.Int(e.Col), text, object.Int(e.EndLine), endCol)
	if e.Late {
		x.Args = object.NewTupleOf([]object.Value{object.StrValue(e.Msg)})
	}
	return x
}
