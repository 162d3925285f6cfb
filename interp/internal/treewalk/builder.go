package treewalk

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/internal/resolve"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines the builder, which turns the tree of a code object into closures.

// builder is the state of building one code object.
type builder struct {
	c      *code
	block  *resolve.Block
	class  string
	future bool // annotations are text
	vars   map[string]int
	cells  map[string]int
	frees  map[string]int
	// line is that of what is evaluated before what is built next; 0 where control may come from several.
	line     int32
	depth    int // of nodes around
	maxDepth int
	yielding map[syntax.AST]bool
	numVars  int
	index    func(k bytecode.Const) int // of constants
	temps    int
	states   int
	path     []place // of the nodes around
	inner    *block  // the innermost block around
	begin    int32   // position of the first line that the statement comes to, -1 before
}

// build makes the body of the code.
func (c *code) build() {
	b := &builder{
		c: c, block: c.origin.Block, class: c.origin.Class, future: c.bc.Flags&bytecode.FutureAnnotations != 0,
		vars: map[string]int{}, cells: map[string]int{}, frees: map[string]int{}, yielding: map[syntax.AST]bool{},
		numVars: c.bc.NumSlots, begin: -1, index: compile.ConstIndex(c.bc),
	}
	for i, n := range c.bc.VarNames {
		b.vars[n] = i
	}
	for i, n := range c.bc.CellVars {
		b.cells[n] = int(c.bc.CellSlots[i])
	}
	for i, n := range c.bc.FreeVars {
		b.frees[n] = i
	}
	body := b.code(c.origin.Node)
	c.numVars, c.numTemps, c.numStates = b.numVars, b.temps, b.states
	c.weight = 1 + b.maxDepth/4
	c.body = body
}

// code builds what a node that has a code object of its own runs.
func (b *builder) code(n syntax.AST) stmt {
	switch n := n.(type) {
	case *syntax.Module:
		return b.namespace(n.Body, nil, nil)
	case *syntax.Interactive:
		return b.interactive(n.Body)
	case *syntax.Expression:
		return b.result(b.expr(n.Body))
	case *syntax.Lambda:
		return b.result(b.after(n.Pos, b.expr(n.Body)))
	case *syntax.FunctionDef:
		return b.function(n.Body)
	case *syntax.AsyncFunctionDef:
		return b.function(n.Body)
	case *syntax.ClassDef:
		return b.classBody(n)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		return b.comprehensionBody(n.(syntax.Expr))
	}
	panic("treewalk: no code for this node")
}

// result builds the return of an expression's value.
func (b *builder) result(x expr) stmt {
	return func(f *frame) ctl {
		v, err := x(f)
		if err != nil {
			return f.fail(err)
		}
		f.ret = v
		return ret
	}
}

func (b *builder) function(body []syntax.Stmt) stmt {
	if _, ok := compile.Docstring(body); ok {
		body = body[1:]
	}
	return b.stmts(body)
}

// temp returns the place of a new temporary, and temporaries that of the first of several.
func (b *builder) temp() int { return b.temporaries(1) }

func (b *builder) temporaries(n int) int {
	i := b.temps
	b.temps += n
	return i
}

// state returns the place of a new state of a node without statements within; only generators have any.
func (b *builder) state() int {
	if !b.c.gen {
		return -1
	}
	b.states++
	return b.states - 1
}

// at returns the number of a position.
func (b *builder) at(p syntax.Pos) int32 {
	q := object.Position{Line: int(p.Line), EndLine: int(p.EndLine), Col: int(p.Col), EndCol: int(p.EndCol)}
	if p.Line == 0 {
		q = object.Position{Line: -1, EndLine: -1, Col: -1, EndCol: -1}
	}
	if b.c.linesOnly {
		q.EndLine, q.Col, q.EndCol = q.Line, -1, -1
	}
	list := b.c.pos
	for i := len(list) - 1; i >= 0 && i >= len(list)-4; i-- {
		if list[i] == q && b.c.blocks[i] == b.inner {
			return int32(i)
		}
	}
	b.c.pos, b.c.blocks = append(list, q), append(b.c.blocks, b.inner)
	return int32(len(list))
}

// newLine tells whether what happens at p comes to another line than what happened before.
func (b *builder) newLine(p syntax.Pos) bool {
	if p.Line <= 0 || p.Line == b.line {
		return false
	}
	b.line = p.Line
	b.note(p)
	return true
}

// from makes e come to the line of p first, whatever came before it.
func (b *builder) from(p syntax.Pos, e expr) expr {
	b.line = 0
	return b.before(p, e)
}

// before makes e come to the line of p first, if it is another one.
func (b *builder) before(p syntax.Pos, e expr) expr {
	if !b.newLine(p) {
		return e
	}
	ix := b.at(p)
	return func(f *frame) (object.Value, error) {
		if !f.resuming {
			if err := f.line(ix); err != nil {
				return object.Value{}, err
			}
		}
		return e(f)
	}
}

// first makes what build builds come to the line of p first, if it is another one than that of what came before.
func (b *builder) first(p syntax.Pos, build func() expr) expr {
	if !b.newLine(p) {
		return build()
	}
	ix, x := b.at(p), build()
	return func(f *frame) (object.Value, error) {
		if !f.resuming {
			if err := f.line(ix); err != nil {
				return object.Value{}, err
			}
		}
		return x(f)
	}
}

// after makes what follows e come to the line of p first, if it is another one.
func (b *builder) after(p syntax.Pos, e expr) expr {
	if !b.newLine(p) {
		return e
	}
	ix := b.at(p)
	return func(f *frame) (object.Value, error) {
		v, err := e(f)
		if err == nil {
			err = f.line(ix)
		}
		return v, err
	}
}

// constant returns the object of a constant of the compiler's.
func (b *builder) constant(k bytecode.Const) object.Value {
	if i := b.index(k); i >= 0 {
		return b.c.obj.Consts[i]
	}
	return b.c.unit.constant(k)
}

func value(v object.Value) expr {
	return func(f *frame) (object.Value, error) { return v, nil }
}

func (b *builder) mangle(name string) string { return resolve.Mangle(b.class, name) }

func (b *builder) isFunction() bool { return b.block.Kind == resolve.Function }

// yields tells whether evaluating n can suspend the frame.
func (b *builder) yields(n syntax.AST) bool {
	if !b.c.gen || n == nil {
		return false
	}
	if y, ok := b.yielding[n]; ok {
		return y
	}
	found := false
	syntax.Inspect(n, func(m syntax.AST) bool {
		if found {
			return false
		}
		switch m := m.(type) {
		case *syntax.Yield, *syntax.YieldFrom, *syntax.Await, *syntax.AsyncFor, *syntax.AsyncWith:
			found = true
		case *syntax.Lambda:
			found = b.argumentsYield(m.Args)
			return false
		case *syntax.FunctionDef:
			found = b.argumentsYield(m.Args) || b.anyYields(m.DecoratorList) || m.Returns != nil && b.yields(m.Returns)
			return false
		case *syntax.AsyncFunctionDef:
			found = b.argumentsYield(m.Args) || b.anyYields(m.DecoratorList) || m.Returns != nil && b.yields(m.Returns)
			return false
		case *syntax.ClassDef:
			found = b.anyYields(m.DecoratorList) || b.anyYields(m.Bases)
			for _, k := range m.Keywords {
				found = found || b.yields(k.Value)
			}
			return false
		case *syntax.ListComp:
			found = b.comprehensionYields(m, m.Generators)
			return false
		case *syntax.SetComp:
			found = b.comprehensionYields(m, m.Generators)
			return false
		case *syntax.DictComp:
			found = b.comprehensionYields(m, m.Generators)
			return false
		case *syntax.GeneratorExp:
			found = b.yields(m.Generators[0].Iter)
			return false
		}
		return !found
	})
	b.yielding[n] = found
	return found
}

func (b *builder) anyYields(list []syntax.Expr) bool {
	for _, e := range list {
		if e != nil && b.yields(e) {
			return true
		}
	}
	return false
}

func (b *builder) argumentsYield(a *syntax.Arguments) bool {
	found := b.anyYields(a.Defaults) || b.anyYields(a.KwDefaults)
	for _, list := range [][]*syntax.Arg{a.PosOnly, a.Args, {a.Vararg}, a.KwOnly, {a.Kwarg}} {
		for _, p := range list {
			found = found || p != nil && p.Annotation != nil && b.yields(p.Annotation)
		}
	}
	return found
}

// comprehensionYields: one that is asynchronous is awaited.
func (b *builder) comprehensionYields(n syntax.AST, gens []*syntax.Comprehension) bool {
	if b.yields(gens[0].Iter) {
		return true
	}
	obj := b.c.inner[n]
	return obj != nil && obj.Flags&object.CoCoroutine != 0
}
