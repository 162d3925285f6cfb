package compile

import (
	"math"
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/numfmt"
	"memphis/interp/internal/unidata"
	"memphis/interp/syntax"
)

// This file turns expressions back into text, as annotations need under PEP 563.

// The precedences, from loose to tight.
const (
	precTuple = iota
	precTest
	precOr
	precAnd
	precNot
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precArith
	precTerm
	precFactor
	precPower
	precAwait
	precAtom
)

func unparse(e syntax.Expr) string {
	var w unparser
	w.expr(e, precTest)
	return w.String()
}

type unparser struct{ strings.Builder }

// parens writes what f writes, in parentheses if on.
func (w *unparser) parens(on bool, f func()) {
	if on {
		w.WriteByte('(')
	}
	f()
	if on {
		w.WriteByte(')')
	}
}

func (w *unparser) list(elts []syntax.Expr, prec int) {
	for i, e := range elts {
		if i > 0 {
			w.WriteString(", ")
		}
		w.expr(e, prec)
	}
}

var operatorPrec = [...]int{
	syntax.Add: precArith, syntax.Sub: precArith, syntax.Mult: precTerm, syntax.MatMult: precTerm, syntax.Div: precTerm,
	syntax.Modulo: precTerm, syntax.Pow: precPower, syntax.LShift: precShift, syntax.RShift: precShift,
	syntax.BitOr: precBitOr, syntax.BitXor: precBitXor, syntax.BitAnd: precBitAnd, syntax.FloorDiv: precTerm,
}

var compareSigns = [...]string{
	syntax.Eq: "==", syntax.NotEq: "!=", syntax.Lt: "<", syntax.LtE: "<=", syntax.Gt: ">", syntax.GtE: ">=",
	syntax.Is: "is", syntax.IsNot: "is not", syntax.In: "in", syntax.NotIn: "not in",
}

func (w *unparser) expr(e syntax.Expr, prec int) {
	switch e := e.(type) {
	case *syntax.Name:
		w.WriteString(e.Id)
	case *syntax.Constant:
		if e.Kind == syntax.ConstStr && e.U {
			w.WriteByte('u')
		}
		w.WriteString(reprConst(literal(e)))
	case *syntax.Attribute:
		w.expr(e.Value, precAtom)
		if k, ok := e.Value.(*syntax.Constant); ok && k.Kind == syntax.ConstInt {
			w.WriteByte(' ')
		}
		w.WriteByte('.')
		w.WriteString(e.Attr)
	case *syntax.Subscript:
		w.expr(e.Value, precAtom)
		w.WriteByte('[')
		w.expr(e.Slice, precTuple)
		w.WriteByte(']')
	case *syntax.Slice:
		w.slice(e)
	case *syntax.Tuple:
		w.tuple(e, prec)
	case *syntax.List:
		w.WriteByte('[')
		w.list(e.Elts, precTest)
		w.WriteByte(']')
	case *syntax.Set:
		w.WriteByte('{')
		w.list(e.Elts, precTest)
		w.WriteByte('}')
	case *syntax.Dict:
		w.dict(e)
	case *syntax.Starred:
		w.WriteByte('*')
		w.expr(e.Value, precBitOr)
	case *syntax.BoolOp:
		p, word := precAnd, " and "
		if e.Op == syntax.Or {
			p, word = precOr, " or "
		}
		w.parens(prec > p, func() {
			for i, v := range e.Values {
				if i > 0 {
					w.WriteString(word)
				}
				w.expr(v, p+1)
			}
		})
	case *syntax.BinOp:
		p := operatorPrec[e.Op]
		l, r := p, p+1
		if e.Op == syntax.Pow {
			l, r = p+1, p
		}
		w.parens(prec > p, func() {
			w.expr(e.Left, l)
			w.WriteString(" " + e.Op.Sign() + " ")
			w.expr(e.Right, r)
		})
	case *syntax.UnaryOp:
		p := precFactor
		if e.Op == syntax.Not {
			p = precNot
		}
		sign := [...]string{syntax.Invert: "~", syntax.Not: "not ", syntax.UAdd: "+", syntax.USub: "-"}[e.Op]
		w.parens(prec > p, func() {
			w.WriteString(sign)
			w.expr(e.Operand, p)
		})
	case *syntax.Compare:
		w.parens(prec > precCompare, func() {
			w.expr(e.Left, precCompare+1)
			for i, op := range e.Ops {
				w.WriteString(" " + compareSigns[op] + " ")
				w.expr(e.Comparators[i], precCompare+1)
			}
		})
	case *syntax.Call:
		w.call(e)
	case *syntax.IfExp:
		w.parens(prec > precTest, func() {
			w.expr(e.Body, precTest+1)
			w.WriteString(" if ")
			w.expr(e.Test, precTest+1)
			w.WriteString(" else ")
			w.expr(e.Orelse, precTest)
		})
	case *syntax.Lambda:
		w.parens(prec > precTest, func() {
			w.WriteString("lambda")
			if a := e.Args; len(a.PosOnly)+len(a.Args) > 0 {
				w.WriteByte(' ')
			}
			w.arguments(e.Args)
			w.WriteString(": ")
			w.expr(e.Body, precTest)
		})
	case *syntax.NamedExpr:
		w.parens(prec > precTuple, func() {
			w.expr(e.Target, precAtom)
			w.WriteString(" := ")
			w.expr(e.Value, precAtom)
		})
	case *syntax.Await:
		w.parens(prec > precAwait, func() {
			w.WriteString("await ")
			w.expr(e.Value, precAtom)
		})
	case *syntax.Yield:
		w.WriteString("(yield")
		if e.Value != nil {
			w.WriteByte(' ')
			w.expr(e.Value, precTuple)
		}
		w.WriteByte(')')
	case *syntax.YieldFrom:
		w.WriteString("(yield from ")
		w.expr(e.Value, precTuple)
		w.WriteByte(')')
	case *syntax.ListComp:
		w.comprehension("[", e.Elt, nil, e.Generators, "]")
	case *syntax.SetComp:
		w.comprehension("{", e.Elt, nil, e.Generators, "}")
	case *syntax.DictComp:
		w.comprehension("{", e.Key, e.Value, e.Generators, "}")
	case *syntax.GeneratorExp:
		w.comprehension("(", e.Elt, nil, e.Generators, ")")
	case *syntax.JoinedStr, *syntax.FormattedValue:
		var body unparser
		body.formatParts(e, false)
		w.WriteByte('f')
		w.WriteString(reprStr(body.String()))
	}
}

func (w *unparser) slice(e *syntax.Slice) {
	if e.Lower != nil {
		w.expr(e.Lower, precTest)
	}
	w.WriteByte(':')
	if e.Upper != nil {
		w.expr(e.Upper, precTest)
	}
	if e.Step != nil {
		w.WriteByte(':')
		w.expr(e.Step, precTest)
	}
}

func (w *unparser) tuple(e *syntax.Tuple, prec int) {
	if len(e.Elts) == 0 {
		w.WriteString("()")
		return
	}
	w.parens(prec > precTuple, func() {
		w.list(e.Elts, precTest)
		if len(e.Elts) == 1 {
			w.WriteByte(',')
		}
	})
}

func (w *unparser) dict(e *syntax.Dict) {
	w.WriteByte('{')
	for i, v := range e.Values {
		if i > 0 {
			w.WriteString(", ")
		}
		if e.Keys[i] == nil {
			w.WriteString("**")
			w.expr(v, precBitOr)
			continue
		}
		w.expr(e.Keys[i], precTest)
		w.WriteString(": ")
		w.expr(v, precTest)
	}
	w.WriteByte('}')
}

func (w *unparser) call(e *syntax.Call) {
	w.expr(e.Func, precAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if g, ok := e.Args[0].(*syntax.GeneratorExp); ok {
			w.expr(g, precTest)
			return
		}
	}
	w.WriteByte('(')
	w.list(e.Args, precTest)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			w.WriteString(", ")
		}
		if k.Arg == "" {
			w.WriteString("**")
		} else {
			w.WriteString(k.Arg + "=")
		}
		w.expr(k.Value, precTest)
	}
	w.WriteByte(')')
}

func (w *unparser) arguments(a *syntax.Arguments) {
	first := true
	sep := func() {
		if !first {
			w.WriteString(", ")
		}
		first = false
	}
	positional := append(append([]*syntax.Arg{}, a.PosOnly...), a.Args...)
	for i, p := range positional {
		sep()
		w.arg(p)
		if d := i - (len(positional) - len(a.Defaults)); d >= 0 {
			w.WriteByte('=')
			w.expr(a.Defaults[d], precTest)
		}
		if len(a.PosOnly) > 0 && i == len(a.PosOnly)-1 {
			w.WriteString(", /")
		}
	}
	if a.Vararg != nil || len(a.KwOnly) > 0 {
		sep()
		w.WriteByte('*')
		if a.Vararg != nil {
			w.arg(a.Vararg)
		}
	}
	for i, p := range a.KwOnly {
		sep()
		w.arg(p)
		if i < len(a.KwDefaults) && a.KwDefaults[i] != nil {
			w.WriteByte('=')
			w.expr(a.KwDefaults[i], precTest)
		}
	}
	if a.Kwarg != nil {
		sep()
		w.WriteString("**")
		w.arg(a.Kwarg)
	}
}

func (w *unparser) arg(a *syntax.Arg) {
	w.WriteString(a.Arg)
	if a.Annotation != nil {
		w.WriteString(": ")
		w.expr(a.Annotation, precTest)
	}
}

func (w *unparser) comprehension(open string, elt, value syntax.Expr, gens []*syntax.Comprehension, end string) {
	w.WriteString(open)
	w.expr(elt, precTest)
	if value != nil {
		w.WriteString(": ")
		w.expr(value, precTest)
	}
	for _, g := range gens {
		if g.IsAsync != 0 {
			w.WriteString(" async")
		}
		w.WriteString(" for ")
		w.expr(g.Target, precTuple)
		w.WriteString(" in ")
		w.expr(g.Iter, precTest+1)
		for _, cond := range g.Ifs {
			w.WriteString(" if ")
			w.expr(cond, precTest+1)
		}
	}
	w.WriteString(end)
}

// formatParts writes the inside of an f-string; within a format specification, spec is set.
func (w *unparser) formatParts(e syntax.Expr, spec bool) {
	switch e := e.(type) {
	case *syntax.JoinedStr:
		for _, v := range e.Values {
			w.formatParts(v, spec)
		}
	case *syntax.Constant:
		w.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(e.S))
	case *syntax.FormattedValue:
		var inner unparser
		inner.expr(e.Value, precTest+1)
		w.WriteByte('{')
		if strings.HasPrefix(inner.String(), "{") {
			w.WriteByte(' ')
		}
		w.WriteString(inner.String())
		if e.Conversion > 0 {
			w.WriteByte('!')
			w.WriteByte(byte(e.Conversion))
		}
		if e.FormatSpec != nil {
			w.WriteByte(':')
			w.formatParts(e.FormatSpec, true)
		}
		w.WriteByte('}')
	}
}

// reprConst is repr() of a constant, with infinities as a literal that yields them.
func reprConst(k bytecode.Const) string {
	switch k := k.(type) {
	case bytecode.NoneConst:
		return "None"
	case bytecode.EllipsisConst:
		return "..."
	case bytecode.Bool:
		if k {
			return "True"
		}
		return "False"
	case bytecode.Float:
		return reprFloat(float64(k))
	case bytecode.Complex:
		re, im := real(complex128(k)), imag(complex128(k))
		s := strings.TrimSuffix(reprFloat(im), ".0") + "j"
		if re == 0 && !math.Signbit(re) {
			return s
		}
		if s[0] != '-' {
			s = "+" + s
		}
		return "(" + strings.TrimSuffix(reprFloat(re), ".0") + s + ")"
	case bytecode.Str:
		return reprStr(string(k))
	case bytecode.Bytes:
		return reprBytes(string(k))
	case bytecode.FrozenSet:
		if len(k) == 0 {
			return "frozenset()"
		}
		items := make([]string, len(k))
		for i, e := range k {
			items[i] = reprConst(e)
		}
		return "frozenset({" + strings.Join(items, ", ") + "})"
	case bytecode.Tuple:
		parts := make([]string, len(k))
		for i, item := range k {
			parts[i] = reprConst(item)
		}
		if len(k) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	if n, ok := asInt(k); ok {
		return n.String()
	}
	return ""
}

func reprFloat(f float64) string { return strings.ReplaceAll(numfmt.Repr(f), "inf", "1e309") }

// quoteFor chooses the quotes as repr() does.
func quoteFor(s string) byte {
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return '"'
	}
	return '\''
}

const hexDigits = "0123456789abcdef"

func appendHex(b []byte, prefix byte, n uint32, digits int) []byte {
	b = append(b, '\\', prefix)
	for i := digits - 1; i >= 0; i-- {
		b = append(b, hexDigits[n>>(4*i)&15])
	}
	return b
}

// appendPlain appends an ASCII character of a literal, and reports whether it could.
func appendPlain(b []byte, ch, quote byte) ([]byte, bool) {
	switch {
	case ch == quote || ch == '\\':
		return append(b, '\\', ch), true
	case ch == '\n':
		return append(b, `\n`...), true
	case ch == '\r':
		return append(b, `\r`...), true
	case ch == '\t':
		return append(b, `\t`...), true
	case ch < ' ' || ch == 0x7f:
		return appendHex(b, 'x', uint32(ch), 2), true
	case ch < 0x80:
		return append(b, ch), true
	}
	return b, false
}

func reprStr(s string) string {
	quote := quoteFor(s)
	b := []byte{quote}
	for i := 0; i < len(s); {
		if plain, ok := appendPlain(b, s[i], quote); ok {
			b = plain
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 && i+3 <= len(s) {
			// A lone surrogate, three bytes that UTF-8 does not allow.
			r, n = rune(s[i]&15)<<12|rune(s[i+1]&63)<<6|rune(s[i+2]&63), 3
			b = appendHex(b, 'u', uint32(r), 4)
			i += n
			continue
		}
		switch {
		case unidata.IsPrintable(r):
			b = append(b, s[i:i+n]...)
		case r < 0x100:
			b = appendHex(b, 'x', uint32(r), 2)
		case r < 0x10000:
			b = appendHex(b, 'u', uint32(r), 4)
		default:
			b = appendHex(b, 'U', uint32(r), 8)
		}
		i += n
	}
	return string(append(b, quote))
}

func reprBytes(s string) string {
	quote := quoteFor(s)
	b := []byte{'b', quote}
	for i := range len(s) {
		plain, ok := appendPlain(b, s[i], quote)
		if !ok {
			plain = appendHex(b, 'x', uint32(s[i]), 2)
		}
		b = plain
	}
	return string(append(b, quote))
}
