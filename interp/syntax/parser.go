package syntax

import (
	"errors"
	"unicode/utf8"
)

// This file defines the parser's state and the primitives that the other parser files are made of.
//
// A failed parse is sticky: fail sets the current token to tError, which no rule accepts, so that every loop ends
// and every function returns, mostly with the shared node p.bad. Nothing looks at the tree then.

// maxDepth bounds the nesting of the parser. CPython's parser gives up at 6000 nested rules with a MemoryError; a
// unary operator costs one rule there, and one here.
const maxDepth = 6000

// parser is the state of one parse of a sequence of tokens.
type parser struct {
	kind   kind // of the current token
	pos    int  // index of the current token
	toks   []token
	src    []byte
	lines  []uint32
	opt    *Options
	sc     *scanner
	err    error // set when the parse must fail with this error, whatever else could be tried
	detail error // what is wrong within a literal, when err is errDiagnose
	failed bool
	depth  int
	future FutureFlags
	idents map[string]string
	bad    *Name
	warned int // offset, plus one, of the literal last warned about

	// Stacks on which lists are collected before they are copied at their final size.
	exprs []Expr
	stmts []Stmt

	// Nodes of the most frequent kinds are allocated in blocks.
	nameSlab  slab[Name]
	constSlab slab[Constant]
	attrSlab  slab[Attribute]
	callSlab  slab[Call]
	exprSlab  slab[ExprStmt]
}

// slab hands out values from blocks of 64, which halves the time that allocation takes.
type slab[T any] struct{ free []T }

func (s *slab[T]) new() *T {
	if len(s.free) == 0 {
		s.free = make([]T, 64)
	}
	v := &s.free[0]
	s.free = s.free[1:]
	return v
}

func newParser(sc *scanner, opt *Options) *parser {
	p := &parser{toks: sc.toks, src: sc.src, lines: sc.lines, opt: opt, sc: sc, future: opt.Future,
		idents: make(map[string]string, 64), bad: &Name{Id: "?"}}
	p.kind = p.toks[0].kind
	return p
}

// next goes to the next token.
func (p *parser) next() {
	if p.failed {
		return
	}
	p.pos++
	p.kind = p.toks[p.pos].kind
}

// peek returns the kind of the token after the current one.
func (p *parser) peek() kind {
	if p.failed || p.kind == tEOF || p.kind == tError {
		return tError
	}
	return p.toks[p.pos+1].kind
}

// fail makes the parse fail.
func (p *parser) fail() Expr {
	p.failed = true
	p.kind = tError
	return p.bad
}

// abort makes the parse fail with an error that stands.
func (p *parser) abort(err error) Expr {
	if p.err == nil {
		p.err = err
	}
	return p.fail()
}

// mark is a place to go back to.
type mark struct {
	pos, exprs, stmts int
	failed            bool
}

func (p *parser) mark() mark { return mark{p.pos, len(p.exprs), len(p.stmts), p.failed} }

// reset goes back to m, forgetting a failure since then; an error that stands remains.
func (p *parser) reset(m mark) {
	if p.err != nil {
		return
	}
	p.pos, p.exprs, p.stmts, p.failed = m.pos, p.exprs[:m.exprs], p.stmts[:m.stmts], m.failed
	p.kind = p.toks[p.pos].kind
	if p.failed {
		p.kind = tError
	}
}

// accept consumes a token of kind k if it is next.
func (p *parser) accept(k kind) bool {
	if p.kind != k {
		return false
	}
	p.next()
	return true
}

// expect consumes a token of kind k or fails.
func (p *parser) expect(k kind) bool {
	if p.kind != k {
		p.fail()
		return false
	}
	p.next()
	return true
}

// here returns the start of the current token as the start of a node.
func (p *parser) here() Pos { return p.startOf(p.pos) }

func (p *parser) startOf(i int) Pos {
	t := &p.toks[i]
	return Pos{Line: t.line, Col: int32(t.off - p.lines[t.line-1])}
}

// span returns the extent from a node's start to the end of the token consumed last.
func (p *parser) span(start Pos) Node { return p.spanTo(start, p.pos-1) }

func (p *parser) spanTo(start Pos, i int) Node {
	if p.failed {
		return Node{}
	}
	t := &p.toks[i]
	start.EndLine, start.EndCol = t.endLine, int32(t.end-p.lines[t.endLine-1])
	return Node{start}
}

// spanBlock is span for nodes that end with a block: the layout tokens at its end do not count.
func (p *parser) spanBlock(start Pos) Node {
	i := p.pos - 1
	for i > 0 {
		switch p.toks[i].kind {
		case tNewline, tIndent, tDedent:
			i--
			continue
		}
		break
	}
	return p.spanTo(start, i)
}

// typeComment consumes a type comment if one is next, and returns its text.
func (p *parser) typeComment() string {
	if p.kind != tTypeComment {
		return ""
	}
	s := string(p.text())
	p.next()
	return s
}

// commentError says that a type comment stands where none may, or is one too many.
type commentError struct {
	msg string
	tok int
}

func (e *commentError) Error() string { return e.msg }

// text returns the current token's text.
func (p *parser) text() []byte {
	t := &p.toks[p.pos]
	return p.src[t.off:t.end]
}

// ident consumes a name and returns it, interned for this parse.
func (p *parser) ident() string {
	if p.kind != tName {
		p.fail()
		return ""
	}
	b := p.text()
	s, ok := p.idents[string(b)]
	if !ok {
		s = string(b)
		if !isASCII(b) {
			s = normalise(b)
		}
		p.idents[string(b)] = s
	}
	p.next()
	return s
}

// enter counts one level of nesting; leave must follow.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.abort(&Error{Kind: MemoryError, Filename: p.opt.Filename})
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// need fails when the grammar to accept is older than the minor version in which a construct appeared.
func (p *parser) need(minor int, what string) {
	if v := p.opt.FeatureVersion; v != 0 && v < minor && !p.failed {
		p.abort(&versionError{what, minor, p.pos})
	}
}

// versionError says that a construct is too new for Options.FeatureVersion.
type versionError struct {
	what  string
	minor int
	tok   int
}

func (e *versionError) Error() string { return e.what }

// takeExprs returns what was pushed on the stack of expressions since it had n, and pops it.
func (p *parser) takeExprs(n int) []Expr {
	if len(p.exprs) == n {
		return nil
	}
	list := make([]Expr, len(p.exprs)-n)
	copy(list, p.exprs[n:])
	p.exprs = p.exprs[:n]
	return list
}

func (p *parser) takeStmts(n int) []Stmt {
	list := make([]Stmt, len(p.stmts)-n)
	copy(list, p.stmts[n:])
	p.stmts = p.stmts[:n]
	return list
}

// Parse reads a source text. The root it returns is a *Module, *Expression, *Interactive or *FunctionType according
// to opt.Mode. A text that is not valid Python gives an *Error; errors of the callbacks are returned as they are.
func Parse(src []byte, opt Options) (Mod, error) {
	if warn := opt.Warn; warn != nil {
		opt.raised = make(map[string]error)
		opt.Warn = func(w Warning) error {
			err := warn(w)
			if err != nil {
				opt.raised[w.Msg] = err
			}
			return err
		}
	}
	text, err := decodeSource(src, &opt)
	if err != nil {
		return nil, err
	}
	sc := newScanner(text, &opt)
	sc.scan(opt.Mode)
	if sc.err != nil && sc.scanErr == nil {
		return nil, sc.err
	}
	p := newParser(sc, &opt)
	mod := p.root()
	if !p.failed {
		return mod, nil
	}
	var e *Error
	if p.err != nil && errors.As(p.err, &e) && e.Kind == MemoryError {
		return nil, e
	}
	return nil, diagnose(p)
}

func newScanner(text []byte, opt *Options) *scanner {
	return &scanner{src: text, opt: opt, filename: opt.Filename, indents: make([]int32, 1, 16), altcols: make([]int32, 1, 16),
		toks: make([]token, 0, len(text)/4+16), lines: make([]uint32, 0, len(text)/24+8), validUTF8: utf8.Valid(text)}
}

// root parses the whole text.
func (p *parser) root() Mod {
	switch p.opt.Mode {
	case Eval:
		e := p.expressions()
		for p.accept(tNewline) {
		}
		if p.kind != tEOF {
			p.fail()
		}
		return &Expression{Body: e}
	case Single:
		return p.interactive()
	case FuncType:
		return p.functionType()
	}
	n := len(p.stmts)
	for p.kind != tEOF && p.kind != tError {
		p.statement()
	}
	if p.kind != tEOF {
		p.fail()
	}
	return &Module{Body: p.takeStmts(n), TypeIgnores: p.sc.ignores}
}

// errManyStatements says that more than one statement was given in mode Single.
var errManyStatements = errors.New("multiple statements found while compiling a single statement")

// interactive parses one statement, or a line of simple ones.
func (p *parser) interactive() Mod {
	m := &Interactive{}
	n := len(p.stmts)
	switch p.kind {
	case tEOF:
		// An empty text is an error that the caller reports.
		p.fail()
		return m
	case tNewline:
		start := p.here()
		p.next()
		p.stmts = append(p.stmts, &Pass{Node: p.span(start)})
	default:
		if p.compound() {
			p.expect(tNewline)
		} else {
			p.simpleLine()
		}
	}
	m.Body = p.takeStmts(n)
	if !p.failed && p.moreText() {
		p.abort(errManyStatements)
	}
	return m
}

// moreText says whether anything but blank space and comments follows the tokens consumed.
func (p *parser) moreText() bool {
	at := int(p.toks[p.pos-1].end)
	b := p.src[min(at, len(p.src)):]
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case ' ', '\t', '\n', '\f':
		case '#':
			for i < len(b) && b[i] != '\n' {
				i++
			}
		default:
			return true
		}
	}
	return false
}

// functionType parses a signature type comment such as (int, *str) -> bool.
func (p *parser) functionType() Mod {
	m := &FunctionType{}
	p.expect(tLParen)
	n := len(p.exprs)
	starred := 0
	for p.kind != tRParen && !p.failed {
		switch {
		case p.kind == tStar && starred == 0:
			starred = 1
			p.next()
		case p.kind == tDoubleStar && starred < 2:
			starred = 2
			p.next()
		case starred > 0:
			p.fail()
		}
		p.exprs = append(p.exprs, p.expression())
		if p.kind == tRParen {
			break
		}
		p.expect(tComma)
		if p.kind == tRParen {
			p.fail()
		}
	}
	p.expect(tRParen)
	p.expect(tArrow)
	m.ArgTypes = p.takeExprs(n)
	m.Returns = p.expression()
	for p.accept(tNewline) {
	}
	if p.kind != tEOF {
		p.fail()
	}
	return m
}
