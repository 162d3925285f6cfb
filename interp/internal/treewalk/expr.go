package treewalk

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds expressions.

// expr builds the value of e.
func (b *builder) expr(e syntax.Expr) expr {
	if k := b.c.origin.Constant(e); k != nil {
		return b.before(*e.Position(), value(b.constant(k)))
	}
	b.depth++
	b.maxDepth = max(b.maxDepth, b.depth)
	x := b.compound(e)
	b.depth--
	return x
}

func (b *builder) compound(e syntax.Expr) expr {
	p := *e.Position()
	switch e := e.(type) {
	case *syntax.Name:
		return b.before(p, b.name(p, e.Id))
	case *syntax.BinOp:
		return b.binary(e)
	case *syntax.UnaryOp:
		return b.unary(e)
	case *syntax.BoolOp:
		return b.boolOp(e)
	case *syntax.Compare:
		return b.compare(e)
	case *syntax.IfExp:
		return b.ifExp(e)
	case *syntax.NamedExpr:
		x := b.after(p, b.expr(e.Value))
		set := b.target(e.Target)
		return b.one(e.Value, x, func(f *frame, v object.Value) (object.Value, error) { return v, set(f, v) })
	case *syntax.Call:
		return b.call(e)
	case *syntax.Attribute:
		at := compile.AttrPos(p, e.Pos, e.Attr)
		x := b.after(at, b.expr(e.Value))
		ix, name := b.at(at), object.Intern(b.mangle(e.Attr))
		return b.one(e.Value, x, func(f *frame, v object.Value) (object.Value, error) {
			f.at = ix
			return f.t.GetAttr(v, name)
		})
	case *syntax.Subscript:
		x := b.expr(e.Value)
		k := b.after(p, b.expr(e.Slice))
		ix := b.at(p)
		return b.two(e.Value, e.Slice, x, k, func(f *frame, v, k object.Value) (object.Value, error) {
			f.at = ix
			return f.t.GetItem(v, k)
		})
	case *syntax.Slice:
		return b.slice(e)
	case *syntax.Tuple:
		return b.display(e, e.Elts, tupleDisplay)
	case *syntax.List:
		return b.display(e, e.Elts, listDisplay)
	case *syntax.Set:
		return b.display(e, e.Elts, setDisplay)
	case *syntax.Dict:
		return b.dict(e)
	case *syntax.JoinedStr:
		return b.joinedStr(e)
	case *syntax.FormattedValue:
		return b.formatted(e)
	case *syntax.Lambda:
		return b.lambda(e)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		return b.comprehension(e)
	case *syntax.Yield:
		return b.yield(e)
	case *syntax.YieldFrom:
		ix := b.at(p)
		flags := b.c.obj.Flags
		x := b.after(p, b.expr(e.Value))
		return b.delegate(e.Value, x, func(f *frame, v object.Value) (object.Value, error) {
			f.at = ix
			return engine.YieldFromIter(f.t, flags, v)
		})
	case *syntax.Await:
		return b.await(e.Value, b.after(p, b.expr(e.Value)), p)
	}
	panic("treewalk: no expression")
}

// one builds what is done with the value of one operand; node says whether that may yield.
func (b *builder) one(node syntax.AST, x expr, op func(f *frame, v object.Value) (object.Value, error)) expr {
	// Nothing is to be kept: a yield in x passes, and resuming leads into x again.
	return func(f *frame) (object.Value, error) {
		v, err := x(f)
		if err != nil {
			return v, err
		}
		return op(f, v)
	}
}

// two builds what is done with the values of two operands.
func (b *builder) two(left, right syntax.AST, x, y expr, op func(f *frame, v, w object.Value) (object.Value, error)) expr {
	if !b.yields(right) {
		return func(f *frame) (object.Value, error) {
			v, err := x(f)
			if err != nil {
				return v, err
			}
			w, err := y(f)
			if err != nil {
				return w, err
			}
			return op(f, v, w)
		}
	}
	st, tmp := b.state(), b.temp()
	return func(f *frame) (object.Value, error) {
		var v object.Value
		var err error
		if f.resuming && f.states[st] == 1 {
			v = f.temps[tmp]
		} else if v, err = x(f); err != nil {
			f.states[st] = 0
			return v, err
		}
		w, err := y(f)
		if err == errYield {
			f.states[st], f.temps[tmp] = 1, v
			return w, err
		}
		f.temps[tmp] = object.Value{}
		if err != nil {
			return w, err
		}
		return op(f, v, w)
	}
}

// many builds what is done with the values of any number of operands, which op must not keep.
func (b *builder) many(nodes []syntax.Expr, xs []expr, op func(f *frame, vs []object.Value) (object.Value, error)) expr {
	if !b.anyYields(nodes) {
		return func(f *frame) (object.Value, error) {
			base := len(f.scratch)
			for _, x := range xs {
				v, err := x(f)
				if err != nil {
					f.drop(base)
					return v, err
				}
				f.scratch = append(f.scratch, v)
			}
			v, err := op(f, f.scratch[base:])
			f.drop(base)
			return v, err
		}
	}
	st, tmp := b.state(), b.temporaries(len(xs))
	return func(f *frame) (object.Value, error) {
		i := 0
		if f.resuming {
			i = int(f.states[st])
		}
		vs := f.temps[tmp : tmp+len(xs)]
		for ; i < len(xs); i++ {
			v, err := xs[i](f)
			if err == errYield {
				f.states[st] = int32(i)
				return v, err
			}
			if err != nil {
				clear(vs)
				return v, err
			}
			vs[i] = v
		}
		v, err := op(f, vs)
		clear(vs)
		return v, err
	}
}

// drop gives up what lies above base in the frame's room for operands.
func (f *frame) drop(base int) {
	clear(f.scratch[base:])
	f.scratch = f.scratch[:base]
}

// operators are those of object, in the order of syntax.Operator.
var operators = [...]object.BinOp{
	syntax.Add: object.OpAdd, syntax.Sub: object.OpSub, syntax.Mult: object.OpMul, syntax.MatMult: object.OpMatMul, syntax.Div: object.OpTrueDiv,
	syntax.Modulo: object.OpMod, syntax.Pow: object.OpPow, syntax.LShift: object.OpLShift, syntax.RShift: object.OpRShift,
	syntax.BitOr: object.OpOr, syntax.BitXor: object.OpXor, syntax.BitAnd: object.OpAnd, syntax.FloorDiv: object.OpFloorDiv,
}

func (b *builder) binary(e *syntax.BinOp) expr {
	if e.Op == syntax.Modulo {
		if js, ok := b.c.origin.PercentFields(e); ok {
			return b.joinedStr(js)
		}
	}
	x := b.expr(e.Left)
	y := b.after(e.Pos, b.expr(e.Right))
	ix, op := b.at(e.Pos), operators[e.Op]
	return b.two(e.Left, e.Right, x, y, func(f *frame, v, w object.Value) (object.Value, error) {
		f.at = ix
		return f.t.BinaryOp(op, v, w)
	})
}

func (b *builder) unary(e *syntax.UnaryOp) expr {
	x := b.after(e.Pos, b.expr(e.Operand))
	ix := b.at(e.Pos)
	op := func(f *frame, v object.Value) (object.Value, error) {
		t, err := f.t.Truth(v)
		return object.Bool(!t), err
	}
	switch e.Op {
	case syntax.UAdd:
		op = func(f *frame, v object.Value) (object.Value, error) { return f.t.Pos(v) }
	case syntax.USub:
		op = func(f *frame, v object.Value) (object.Value, error) { return f.t.Neg(v) }
	case syntax.Invert:
		op = func(f *frame, v object.Value) (object.Value, error) { return f.t.Invert(v) }
	}
	return b.one(e.Operand, x, func(f *frame, v object.Value) (object.Value, error) {
		f.at = ix
		return op(f, v)
	})
}

func (b *builder) boolOp(e *syntax.BoolOp) expr {
	xs := make([]expr, len(e.Values))
	for i, v := range e.Values {
		if xs[i] = b.expr(v); i < len(xs)-1 {
			xs[i] = b.after(e.Pos, xs[i])
		}
	}
	b.line = 0
	or := e.Op == syntax.Or
	ix, st, last := b.at(e.Pos), b.state(), len(xs)-1
	return func(f *frame) (object.Value, error) {
		i := 0
		if f.resuming {
			i = int(f.states[st])
		}
		for ; ; i++ {
			v, err := xs[i](f)
			if err != nil || i == last {
				if err == errYield {
					f.states[st] = int32(i)
				}
				return v, err
			}
			f.at = ix
			t, err := f.t.Truth(v)
			if err != nil || t == or {
				return v, err
			}
		}
	}
}

// comparison builds one comparison.
func comparison(op syntax.CmpOperator, ix int32) func(f *frame, v, w object.Value) (object.Value, error) {
	switch op {
	case syntax.Is:
		return func(f *frame, v, w object.Value) (object.Value, error) { return object.Bool(v == w), nil }
	case syntax.IsNot:
		return func(f *frame, v, w object.Value) (object.Value, error) { return object.Bool(v != w), nil }
	case syntax.In, syntax.NotIn:
		not := op == syntax.NotIn
		return func(f *frame, v, w object.Value) (object.Value, error) {
			f.at = ix
			in, err := f.t.Contains(w, v)
			return object.Bool(in != not), err
		}
	}
	k := [...]object.CmpOp{syntax.Eq: object.EQ, syntax.NotEq: object.NE, syntax.Lt: object.LT, syntax.LtE: object.LE, syntax.Gt: object.GT, syntax.GtE: object.GE}[op]
	return func(f *frame, v, w object.Value) (object.Value, error) {
		if v.P == &object.IntHeader && w.P == v.P {
			return object.Bool(object.CompareInts(int64(v.N), int64(w.N), k)), nil // which cannot be too deep
		}
		f.at = ix
		return f.t.Compare(v, w, k)
	}
}

// searched builds the right operand of in, where a tuple or frozenset serves for a list or set.
func (b *builder) searched(op syntax.CmpOperator, e syntax.Expr) (syntax.Expr, expr) {
	if op != syntax.In && op != syntax.NotIn {
		return e, b.expr(e)
	}
	return b.iterated(e)
}

func (b *builder) iterated(e syntax.Expr) (syntax.Expr, expr) {
	d, k := b.c.origin.FoldIter(e)
	if d == nil {
		return e, b.before(*e.Position(), value(b.constant(k)))
	}
	return d, b.expr(d)
}

func (b *builder) compare(e *syntax.Compare) expr {
	ix := b.at(e.Pos)
	x := b.expr(e.Left)
	ops := make([]func(f *frame, v, w object.Value) (object.Value, error), len(e.Ops))
	xs := make([]expr, len(e.Ops))
	nodes := make([]syntax.Expr, len(e.Ops))
	for i, op := range e.Ops {
		nodes[i], xs[i] = b.searched(op, e.Comparators[i])
		xs[i] = b.after(e.Pos, xs[i])
		ops[i] = comparison(op, ix)
	}
	if len(ops) == 1 {
		return b.two(e.Left, nodes[0], x, xs[0], ops[0])
	}
	b.line = 0
	st, tmp, last := b.state(), b.temp(), len(ops)-1
	return func(f *frame) (object.Value, error) {
		var left object.Value
		var err error
		i := 0
		if f.resuming && f.states[st] > 0 {
			i, left = int(f.states[st])-1, f.temps[tmp]
		} else if left, err = x(f); err != nil {
			return left, err
		}
		for ; ; i++ {
			right, err := xs[i](f)
			if err == errYield {
				f.states[st], f.temps[tmp] = int32(i)+1, left
				return right, err
			}
			if st >= 0 {
				f.states[st] = 0
			}
			if err != nil {
				return right, err
			}
			v, err := ops[i](f, left, right)
			if err != nil || i == last {
				return v, err
			}
			t, err := f.t.Truth(v)
			if err != nil || !t {
				return v, err
			}
			left = right
		}
	}
}

func (b *builder) ifExp(e *syntax.IfExp) expr {
	test := b.cond(e.Test, e.Pos)
	line := b.line
	body := b.expr(e.Body)
	b.line = line
	orelse := b.expr(e.Orelse)
	b.line = 0
	st := b.state()
	return func(f *frame) (object.Value, error) {
		part := int32(0)
		if f.resuming {
			part = f.states[st]
		}
		if part == 0 {
			t, err := test(f)
			if err != nil {
				if err == errYield {
					f.states[st] = 0
				}
				return object.Value{}, err
			}
			if part = 2; t {
				part = 1
			}
		}
		x := orelse
		if part == 1 {
			x = body
		}
		v, err := x(f)
		if err == errYield {
			f.states[st] = part
		}
		return v, err
	}
}

func (b *builder) slice(e *syntax.Slice) expr {
	parts := []syntax.Expr{e.Lower, e.Upper, e.Step}
	xs := make([]expr, 3)
	for i, p := range parts {
		switch {
		case p != nil:
			xs[i] = b.expr(p)
		case i == 2:
			xs[i] = value(object.None)
		default:
			xs[i] = b.before(e.Pos, value(object.None))
		}
	}
	b.lastAfter(e.Pos, xs)
	return b.many(parts, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		return object.NewSlice(vs[0], vs[1], vs[2]), nil
	})
}

func (b *builder) joinedStr(e *syntax.JoinedStr) expr {
	xs := make([]expr, len(e.Values))
	for i, v := range e.Values {
		if k, ok := v.(*syntax.Constant); ok && k.Line == 0 {
			xs[i] = value(b.constant(bytecode.Str(k.S))) // a part of '...' % (...)
		} else {
			xs[i] = b.expr(v)
		}
	}
	switch len(xs) {
	case 0:
		return b.before(e.Pos, value(b.constant(bytecode.Str(""))))
	case 1:
		return xs[0]
	}
	b.lastAfter(e.Pos, xs)
	return b.many(e.Values, xs, func(f *frame, vs []object.Value) (object.Value, error) { return f.t.ConcatFields(vs), nil })
}

func (b *builder) formatted(e *syntax.FormattedValue) expr {
	x := b.expr(e.Value)
	spec := value(object.Value{})
	if e.FormatSpec != nil {
		spec = b.expr(e.FormatSpec)
	}
	var conv uint8
	switch e.Conversion {
	case 's':
		conv = 1
	case 'r':
		conv = 2
	case 'a':
		conv = 3
	}
	ix := b.at(e.Pos)
	return b.two(e.Value, e.FormatSpec, x, spec, func(f *frame, v, spec object.Value) (object.Value, error) {
		f.at = ix
		return engine.FormatValue(f.t, v, conv, spec)
	})
}

func (b *builder) yield(e *syntax.Yield) expr {
	if e.Value == nil {
		return b.yieldValue(e.Pos, b.before(e.Pos, value(object.None)))
	}
	return b.yieldValue(e.Pos, b.after(e.Pos, b.expr(e.Value)))
}

// yieldValue builds the yield of x's value.
func (b *builder) yieldValue(p syntax.Pos, x expr) expr {
	ix, st := b.at(p), b.state()
	wrap := b.c.obj.Flags&object.CoAsyncGenerator != 0
	return func(f *frame) (object.Value, error) {
		if f.resuming && f.states[st] == 1 {
			return f.resumed()
		}
		f.states[st] = 0
		v, err := x(f)
		if err != nil {
			return v, err
		}
		f.at = ix
		if wrap {
			v = object.NewAsyncGenWrapped(v)
		}
		f.gen.out, f.states[st] = v, 1
		return object.Value{}, errYield
	}
}

// delegate builds yield from and its like: iter makes the iterator of x's value.
func (b *builder) delegate(node syntax.AST, x expr, iter func(f *frame, v object.Value) (object.Value, error)) expr {
	st, tmp := b.state(), b.temp()
	return func(f *frame) (object.Value, error) {
		if !f.resuming || f.states[st] == 0 {
			v, err := x(f)
			if err == nil {
				v, err = iter(f, v)
			}
			if err != nil {
				f.states[st] = 0
				return v, err
			}
			f.temps[tmp], f.states[st] = v, 1
		}
		return f.drive(tmp)
	}
}

// await builds await x.
func (b *builder) await(node syntax.AST, x expr, p syntax.Pos) expr {
	ix := b.at(p)
	return b.delegate(node, x, func(f *frame, v object.Value) (object.Value, error) {
		f.at = ix
		return engine.Awaitable(f.t, v, 0)
	})
}
