package syntax

import (
	"errors"
	"fmt"
	"strings"
)

// This file defines the finder's rules for expressions and targets.

// need reports a construct that is newer than Options.FeatureVersion.
func (f *finder) need(minor int, what string) bool {
	if v := f.opt.FeatureVersion; v != 0 && v < minor && f.err == nil {
		f.raiseLast(SyntaxError, fmt.Sprintf("%s only supported in Python 3.%d and greater", what, minor))
	}
	return f.err == nil
}

// list of items, as a tuple without parentheses if there is a comma.
func (f *finder) tupleOf(item func() *shape) *shape {
	from := f.pos
	first := item()
	if first == nil {
		f.pos = from
		return nil
	}
	list := []*shape{first}
	for f.try(func() bool {
		if !f.tok(tComma) {
			return false
		}
		s := item()
		list = append(list, s)
		if s == nil {
			list = list[:len(list)-1]
		}
		return s != nil
	}) {
	}
	comma := f.tok(tComma)
	if len(list) == 1 && !comma {
		return first
	}
	return f.shape(sTuple, from, list...)
}

func (f *finder) expressions() *shape     { return f.tupleOf(f.expression) }
func (f *finder) starExpressions() *shape { return f.tupleOf(f.starExpression) }

func (f *finder) starExpression() *shape {
	return f.memo(rStarExpression, func() *shape {
		if s := f.starred(); s != nil {
			return s
		}
		return f.expression()
	})
}

// starred recognises * and a bitwise_or.
func (f *finder) starred() *shape { return f.starOf(f.bitwiseOr) }

// starArgument recognises * and any expression.
func (f *finder) starArgument() *shape { return f.starOf(f.expression) }

func (f *finder) starOf(value func() *shape) *shape {
	from := f.pos
	if f.tok(tStar) {
		if s := value(); s != nil {
			return f.shape(sStarred, from, s)
		}
	}
	f.pos = from
	return nil
}

func (f *finder) starNamed() *shape {
	if s := f.starred(); s != nil {
		return s
	}
	return f.named()
}

// starNamedItems recognises star_named_expressions.
func (f *finder) starNamedItems() []*shape {
	var list []*shape
	f.separated(tComma, func() bool {
		s := f.starNamed()
		if s != nil {
			list = append(list, s)
		}
		return s != nil
	})
	if len(list) > 0 {
		f.tok(tComma)
	}
	return list
}

func (f *finder) starNamedList() bool { return f.starNamedItems() != nil }

func (f *finder) walrus() (s *shape, cut bool) {
	from := f.pos
	if f.tok(tName) && f.tok(tWalrus) {
		if f.expression() != nil {
			f.need(8, "Assignment expressions are")
			return f.shape(sNamed, from), true
		}
		cut = true
	}
	f.pos = from
	return nil, cut
}

func (f *finder) named() *shape {
	if s, cut := f.walrus(); s != nil || cut {
		// After := there is no other reading; the rule that was tried ends here, but not this one.
		if s != nil {
			return s
		}
	}
	f.mistake(f.namedMistake)
	from := f.pos
	if s := f.expression(); s != nil && !f.is(tWalrus) && f.err == nil {
		return s
	}
	f.pos = from
	return nil
}

// plainNamed recognises an assignment expression or an expression, without the rules for mistakes of named.
func (f *finder) plainNamed() *shape {
	if s, _ := f.walrus(); s != nil {
		return s
	}
	from := f.pos
	if s := f.expression(); s != nil && !f.is(tWalrus) && f.err == nil {
		return s
	}
	f.pos = from
	return nil
}

// namedMistake knows = where == or := was meant.
func (f *finder) namedMistake() {
	f.memo(rNamedMistake, func() *shape {
		from := f.pos
		if s := f.expression(); s != nil && f.tok(tWalrus) && f.expression() != nil {
			f.raiseShape(s, "cannot use assignment expressions with %s", shapeNames[s.kind])
			return nil
		}
		f.pos = from
		if f.tok(tName) && f.tok(tAssign) {
			if s := f.bitwiseOr(); s != nil && !f.oneOf(tAssign, tWalrus) {
				f.raiseRange(from, s.to, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
				return nil
			}
		}
		f.pos = from
		if f.ahead(func() bool { return f.list() != nil }) || f.ahead(func() bool { return f.tuple() != nil }) ||
			f.ahead(func() bool { return f.genexp() != nil }) || f.oneOf(tTrue, tNone, tFalse) {
			return nil
		}
		if s := f.bitwiseOr(); s != nil && f.tok(tAssign) && f.bitwiseOr() != nil && !f.oneOf(tAssign, tWalrus) {
			f.raiseShape(s, "cannot assign to %s here. Maybe you meant '==' instead of '='?", shapeNames[s.kind])
		}
		return nil
	})
}

func (f *finder) yield() *shape {
	from := f.pos
	if !f.tok(tYield) {
		return nil
	}
	if !f.try(func() bool { return f.tok(tFrom) && f.expression() != nil }) {
		f.try(func() bool { return f.starExpressions() != nil })
	}
	return f.shape(sYield, from)
}

func (f *finder) expression() *shape {
	return f.memo(rExpression, func() *shape {
		f.mistake(f.commaMistake)
		f.mistake(f.legacyMistake)
		return f.plainExpression()
	})
}

// plainExpression recognises a conditional expression, a disjunction or a lambda.
func (f *finder) plainExpression() *shape {
	from := f.pos
	if f.disjunction() != nil && f.tok(tIf) && f.disjunction() != nil && f.tok(tElse) && f.expression() != nil {
		return f.shape(sConditional, from)
	}
	f.pos = from
	if s := f.disjunction(); s != nil {
		return s
	}
	return f.lambda()
}

// withoutHints recognises an expression with the rules for mistakes off.
func (f *finder) withoutHints() *shape {
	saved := f.hints
	f.hints = false
	s := f.plainExpression()
	f.hints = saved
	return s
}

func isLegacy(name string) bool { return name == "print" || name == "exec" }

// isSoft says whether a name is a soft keyword, or, as CPython has it here, the beginning of one.
func isSoft(name string) bool {
	return name == "_" || strings.HasPrefix("case", name) || strings.HasPrefix("match", name)
}

// commaMistake knows two expressions side by side in brackets, and a conditional expression without else.
func (f *finder) commaMistake() {
	from := f.pos
	skip := f.ahead(func() bool { return f.tok(tName) && f.tok(tString) }) || f.is(tName) && isSoft(f.text(f.pos))
	if !skip && f.err == nil {
		if a := f.disjunction(); a != nil {
			if b := f.withoutHints(); b != nil {
				legacy := a.kind == sName && isLegacy(f.text(a.from))
				if !legacy && f.toks[f.pos-1].level > 0 {
					f.raiseRange(a.from, b.to, "invalid syntax. Perhaps you forgot a comma?")
				}
				return
			}
		}
	}
	f.pos = from
	if a := f.disjunction(); a != nil && f.tok(tIf) {
		if b := f.disjunction(); b != nil && !f.oneOf(tElse, tColon) {
			f.raiseRange(a.from, b.to, "expected 'else' after 'if' expression")
		}
	}
}

// legacyMistake knows the print and exec statements of Python 2.
func (f *finder) legacyMistake() {
	from := f.pos
	if f.tok(tName) && !f.is(tLParen) {
		if b := f.starExpressions(); b != nil {
			if name := f.text(from); isLegacy(name) {
				f.raiseRange(from, b.to, "Missing parentheses in call to '%s'. Did you mean %s(...)?", name, name)
			}
		}
	}
}

// chain recognises operands with one operator between them.
func (f *finder) chain(op kind, operand func() *shape) *shape {
	from := f.pos
	first := operand()
	if first == nil {
		return nil
	}
	some := false
	for f.try(func() bool { return f.tok(op) && operand() != nil }) {
		some = true
	}
	if !some {
		return first
	}
	return f.shape(sOperation, from)
}

func (f *finder) disjunction() *shape {
	return f.memo(rDisjunction, func() *shape { return f.chain(tOr, f.conjunction) })
}

func (f *finder) conjunction() *shape {
	return f.memo(rConjunction, func() *shape { return f.chain(tAnd, f.inversion) })
}

func (f *finder) inversion() *shape {
	return f.memo(rInversion, func() *shape {
		from := f.pos
		if f.tok(tNot) {
			if f.inversion() != nil {
				return f.shape(sOperation, from)
			}
			f.pos = from
		}
		return f.comparison()
	})
}

func (f *finder) comparison() *shape {
	from := f.pos
	left := f.bitwiseOr()
	if left == nil {
		return nil
	}
	first := kind(0)
	for {
		k := f.peek()
		if !f.try(func() bool { return f.comparisonOp() && f.bitwiseOr() != nil }) {
			// "is not" is also "is" followed by an operand that is none.
			break
		}
		if first == 0 {
			first = k
		}
	}
	if first == 0 {
		return left
	}
	s := f.shape(sCompare, from, left)
	if s != nil {
		s.in = first == tIn
	}
	return s
}

func (f *finder) comparisonOp() bool {
	switch f.peek() {
	case tNotEqual:
		flufl := f.opt.Future&BarryAsBDFL != 0
		if bang := f.text(f.pos) == "!="; bang == flufl {
			f.pos++
			if bang {
				f.raiseLast(SyntaxError, "with Barry as BDFL, use '<>' instead of '!='")
			}
			return false
		}
		f.pos++
		return true
	case tEqual, tLess, tLessEq, tGreater, tGreaterEq, tIn:
		f.pos++
		return f.err == nil
	case tIs:
		f.pos++
		f.tok(tNot)
		return f.err == nil
	case tNot:
		f.pos++
		return f.tok(tIn)
	}
	return false
}

func (f *finder) bitwiseOr() *shape { return f.binary(1) }

// binary recognises the binary operators of one precedence, 7 being those of the operands.
func (f *finder) binary(prec uint8) *shape {
	if prec == 7 {
		return f.factor()
	}
	return f.memo(rBinary+prec, func() *shape {
		from := f.pos
		s := f.binary(prec + 1)
		if s == nil {
			return nil
		}
		for f.try(func() bool {
			k := f.peek()
			if f.err != nil || binary[k].prec != prec {
				return false
			}
			f.pos++
			if f.binary(prec+1) == nil {
				return false
			}
			return binary[k].op != MatMult || f.need(5, "The '@' operator is")
		}) {
			s = f.shape(sOperation, from)
		}
		return s
	})
}

func (f *finder) factor() *shape {
	return f.memo(rFactor, func() *shape {
		from := f.pos
		if f.oneOf(tPlus, tMinus, tTilde) {
			f.pos++
			if f.factor() != nil {
				return f.shape(sOperation, from)
			}
			return nil
		}
		s := f.awaitPrimary()
		if s != nil && f.try(func() bool { return f.tok(tDoubleStar) && f.factor() != nil }) {
			return f.shape(sOperation, from)
		}
		return s
	})
}

func (f *finder) awaitPrimary() *shape {
	return f.memo(rAwaitPrimary, func() *shape {
		from := f.pos
		if f.tok(tAwait) {
			if f.primary() != nil && f.need(5, "Await expressions are") {
				return f.shape(sAwait, from)
			}
			return nil
		}
		return f.primary()
	})
}

// trailer recognises what can follow a primary, in the order in which that matters.
func (f *finder) trailer(attributesFirst bool) (shapeKind, bool) {
	subscript := func() bool {
		return f.try(func() bool { return f.tok(tLBrack) && f.slices() && f.tok(tRBrack) })
	}
	if f.try(func() bool { return f.tok(tDot) && f.tok(tName) }) {
		return sAttribute, true
	}
	if attributesFirst && subscript() {
		return sSubscript, true
	}
	// The rule for generator expressions is tried whatever comes next, as its mistakes show in other brackets too.
	if f.try(func() bool { return f.genexp() != nil }) ||
		f.try(func() bool { return f.tok(tLParen) && f.optional(f.arguments) && f.tok(tRParen) }) {
		return sCall, true
	}
	if !attributesFirst && subscript() {
		return sSubscript, true
	}
	return 0, false
}

func (f *finder) primary() *shape {
	return f.memo(rPrimary, func() *shape {
		from := f.pos
		s := f.atom()
		for s != nil && f.step() {
			k, ok := f.trailer(false)
			if !ok {
				break
			}
			s = f.shape(k, from)
		}
		return s
	})
}

// tPrimary recognises a primary that something follows that makes it the start of a target.
func (f *finder) tPrimary() *shape {
	return f.memo(rTPrimary, func() *shape {
		from := f.pos
		more := func() bool { return f.oneOf(tLParen, tLBrack, tDot) }
		s := f.atom()
		if s == nil || !more() {
			return nil
		}
		for f.step() {
			m := f.pos
			k, ok := f.trailer(true)
			if !ok || !more() {
				f.pos = m
				break
			}
			s = f.shape(k, from)
		}
		return s
	})
}

func (f *finder) slices() bool {
	if f.try(func() bool { return f.slice() && !f.is(tComma) }) {
		return true
	}
	return f.separated(tComma, func() bool { return f.try(f.slice) || f.starArgument() != nil }) &&
		f.optional(func() bool { return f.tok(tComma) })
}

func (f *finder) slice() bool {
	maybe := func() bool { return f.optional(func() bool { return f.expression() != nil }) }
	if f.try(func() bool {
		return maybe() && f.tok(tColon) && maybe() && f.optional(func() bool { return f.tok(tColon) && maybe() })
	}) {
		return true
	}
	return f.named() != nil
}

func (f *finder) atom() *shape {
	from := f.pos
	simple := func(k shapeKind) *shape {
		f.pos++
		return f.shape(k, from)
	}
	switch f.peek() {
	case tName:
		return simple(sName)
	case tTrue:
		return simple(sTrue)
	case tFalse:
		return simple(sFalse)
	case tNone:
		return simple(sNone)
	case tEllipsis:
		return simple(sEllipsis)
	case tString:
		return f.strings()
	case tNumber:
		return f.number()
	case tLParen:
		return f.first(f.tuple, f.group, f.genexp)
	case tLBrack:
		return f.first(f.list, f.listComp)
	case tLBrace:
		return f.first(f.dict, f.set, f.dictComp, f.setComp)
	}
	return nil
}

// first tries alternatives in order.
func (f *finder) first(alternatives ...func() *shape) *shape {
	m := f.pos
	for _, a := range alternatives {
		if s := a(); s != nil && f.err == nil {
			return s
		}
		f.pos = m
	}
	return nil
}

func (f *finder) number() *shape {
	from := f.pos
	t := &f.toks[from]
	text := f.src[t.off:t.end]
	var c Constant
	var digits errTooManyDigits
	if err := numberValue(&c, text, f.opt.MaxIntDigits); errors.As(err, &digits) {
		f.raiseAt(SyntaxError, int(t.line), 0, int(t.endLine), 0,
			err.Error()+" - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.")
		return nil
	}
	for _, b := range text {
		if b == '_' {
			f.need(6, "Underscores in numeric literals are")
		}
	}
	f.pos++
	return f.shape(sLiteral, from)
}

// strings evaluates adjacent literals, which may fail.
func (f *finder) strings() *shape {
	return f.memo(rStrings, func() *shape {
		from := f.pos
		format := false
		for f.is(tString) {
			l := splitLiteral(f.src, &f.toks[f.pos], f.pos)
			format = format || l.format
			f.pos++
		}
		if f.err != nil {
			return nil
		}
		p := f.p
		p.pos, p.kind, p.failed, p.err, p.detail, p.depth = from, tString, false, nil, nil, 0
		p.strings()
		if p.failed {
			f.literalProblem(p)
			return nil
		}
		if format {
			return f.shape(sFString, from)
		}
		return f.shape(sLiteral, from)
	})
}

// literalProblem reports why a literal has no value.
func (f *finder) literalProblem(p *parser) {
	var version *versionError
	switch e := p.detail.(type) {
	case *fieldError:
		f.fieldProblem(e)
	case *literalError:
		f.raiseLast(SyntaxError, e.msg)
	default:
		if errors.As(p.err, &version) {
			f.raiseLast(SyntaxError, fmt.Sprintf("%s only supported in Python 3.%d and greater", version.what, version.minor))
			return
		}
		f.other = p.err
		f.err = &Error{}
	}
}

// fieldProblem finds what is wrong in the field of an f-string, as CPython does: in a text of its own, in parentheses.
func (f *finder) fieldProblem(e *fieldError) {
	text := append([]byte{'('}, f.src[e.open+1:e.end]...)
	text = append(text, ")\n"...)
	opt := *f.opt
	opt.AllowIncompleteInput = false
	sc := newScanner(text, &opt)
	sc.scan(Exec)
	origin := &fieldOrigin{line: int(e.line), col: e.col}
	if f.field != nil {
		origin.line += f.field.line - 1
		if e.line == 1 {
			origin.col += f.field.col
		}
	}
	err := newFinder(sc, &opt, origin).find(Exec)
	var found *Error
	switch {
	case err == nil:
		f.raiseToken(f.fill-1, "f-string: invalid syntax")
	case errors.As(err, &found):
		f.err = found
	default:
		f.other = err
		f.err = &Error{}
	}
}

// tuple recognises a tuple in parentheses.
func (f *finder) tuple() *shape {
	from := f.pos
	if !f.tok(tLParen) {
		return nil
	}
	var list []*shape
	f.try(func() bool {
		first := f.starNamed()
		if first == nil || !f.tok(tComma) {
			return false
		}
		list = []*shape{first}
		f.try(func() bool {
			list = append(list, f.starNamedItems()...)
			return len(list) > 1
		})
		return true
	})
	if f.tok(tRParen) {
		return f.shape(sTuple, from, list...)
	}
	f.pos = from
	return nil
}

func (f *finder) group() *shape {
	from := f.pos
	if f.tok(tLParen) {
		s := f.yield()
		if s == nil {
			s = f.named()
		}
		if s != nil && f.tok(tRParen) {
			return s
		}
	}
	f.pos = from
	f.mistake(func() {
		if !f.tok(tLParen) {
			return
		}
		m := f.pos
		if s := f.starArgument(); s != nil && f.tok(tRParen) {
			f.raiseShape(s, "cannot use starred expression here")
			return
		}
		f.pos = m
		if f.tok(tDoubleStar) && f.expression() != nil && f.tok(tRParen) {
			f.raiseRange(m, m+1, "cannot use double starred expression here")
		}
	})
	return nil
}

func (f *finder) list() *shape {
	from := f.pos
	if f.tok(tLBrack) {
		list := f.starNamedItems()
		if f.tok(tRBrack) {
			return f.shape(sList, from, list...)
		}
	}
	f.pos = from
	return nil
}

func (f *finder) set() *shape {
	from := f.pos
	if f.tok(tLBrace) && f.starNamedItems() != nil && f.tok(tRBrace) {
		return f.shape(sSet, from)
	}
	f.pos = from
	return nil
}

// comprehension recognises an item and for clauses in brackets.
func (f *finder) comprehension(k shapeKind, open, closing kind, item func() bool, mistake func()) *shape {
	from := f.pos
	if f.tok(open) && item() && f.forClauses() != 0 && f.tok(closing) {
		return f.shape(k, from)
	}
	f.pos = from
	f.mistake(mistake)
	return nil
}

func (f *finder) genexp() *shape {
	return f.comprehension(sGenexp, tLParen, tRParen, func() bool { return f.plainNamed() != nil }, f.comprehensionMistake)
}

func (f *finder) listComp() *shape {
	return f.comprehension(sListComp, tLBrack, tRBrack, func() bool { return f.named() != nil }, f.comprehensionMistake)
}

func (f *finder) setComp() *shape {
	return f.comprehension(sSetComp, tLBrace, tRBrace, func() bool { return f.named() != nil }, f.comprehensionMistake)
}

func (f *finder) dictComp() *shape {
	return f.comprehension(sDictComp, tLBrace, tRBrace, f.keyValue, func() {
		if f.tok(tLBrace) && f.tok(tDoubleStar) {
			at := f.pos - 1
			if f.bitwiseOr() != nil && f.forClauses() != 0 && f.tok(tRBrace) {
				f.raiseRange(at, at+1, "dict unpacking cannot be used in dict comprehension")
			}
		}
	})
}

// comprehensionMistake knows items of comprehensions that must not be there.
func (f *finder) comprehensionMistake() {
	if !f.oneOf(tLBrack, tLParen, tLBrace) {
		return
	}
	paren := f.is(tLParen)
	f.pos++
	m := f.pos
	if s := f.starArgument(); s != nil && f.forClauses() != 0 {
		f.raiseShape(s, "iterable unpacking cannot be used in comprehension")
		return
	}
	if paren {
		return
	}
	f.pos = m
	if s := f.starNamed(); s != nil && f.tok(tComma) {
		if list := f.starNamedItems(); list != nil && f.forClauses() != 0 {
			f.raiseRange(s.from, list[len(list)-1].to, "did you forget parentheses around the comprehension target?")
			return
		}
	}
	f.pos = m
	if s := f.starNamed(); s != nil && f.tok(tComma) {
		comma := f.pos
		if f.forClauses() != 0 {
			f.raiseRange(s.from, comma, "did you forget parentheses around the comprehension target?")
		}
	}
}

// forClauses recognises the for clauses of a comprehension and returns the token after the last item in them, 0 if
// there are none.
func (f *finder) forClauses() int {
	last := 0
	for f.try(func() bool {
		cut := false
		if f.try(func() bool {
			async := f.tok(tAsync)
			if !f.tok(tFor) || f.starTargets() == nil || !f.tok(tIn) {
				return false
			}
			cut = true
			s := f.disjunction()
			if s == nil {
				return false
			}
			last = s.to
			for f.try(func() bool {
				if !f.tok(tIf) {
					return false
				}
				c := f.disjunction()
				if c != nil {
					last = c.to
				}
				return c != nil
			}) {
			}
			return !async || f.need(6, "Async comprehensions are")
		}) {
			return true
		}
		if !cut {
			f.mistake(f.forTargetMistake)
		}
		return false
	}) {
	}
	if f.err != nil {
		return 0
	}
	return last
}

func (f *finder) keyValue() bool {
	return f.expression() != nil && f.tok(tColon) && f.expression() != nil
}

func (f *finder) dictItem() bool {
	return f.try(func() bool { return f.tok(tDoubleStar) && f.bitwiseOr() != nil }) || f.try(f.keyValue)
}

func (f *finder) dict() *shape {
	from := f.pos
	if f.tok(tLBrace) {
		f.try(func() bool {
			return f.separated(tComma, f.dictItem) && f.optional(func() bool { return f.tok(tComma) })
		})
		if f.tok(tRBrace) {
			return f.shape(sDict, from)
		}
	}
	// Unlike the other rules for mistakes, CPython applies this one in the first pass too.
	f.pos = from
	if f.tok(tLBrace) {
		f.dictMistake()
	}
	f.pos = from
	return nil
}

// dictMistake knows wrong items of dict displays.
func (f *finder) dictMistake() {
	m := f.pos
	if f.separated(tComma, f.dictItem) && f.tok(tComma) {
		item := f.pos
		if s := f.expression(); s != nil && !f.is(tColon) && f.err == nil {
			line, _ := f.startOf(s.from)
			endLine, endCol := f.endOf(s.to - 1)
			f.raiseAt(SyntaxError, line, endCol, endLine, 0, "':' expected after dictionary key")
			return
		}
		f.pos = item
		if f.valueMistake() {
			return
		}
	}
	f.pos = m
	f.valueMistake()
}

// valueMistake knows starred and missing values.
func (f *finder) valueMistake() bool {
	m := f.pos
	if f.expression() != nil && f.tok(tColon) {
		colon := f.pos - 1
		if f.tok(tStar) && f.bitwiseOr() != nil {
			f.raiseFrom(colon+1, "cannot use a starred expression in a dictionary value")
			return true
		}
		f.pos = colon + 1
		if f.oneOf(tRBrace, tComma) {
			f.raiseRange(colon, colon+1, "expression expected after dictionary key and ':'")
			return true
		}
	}
	f.pos = m
	return false
}

// starTargets recognises the targets of an assignment or for.
func (f *finder) starTargets() *shape {
	from := f.pos
	if s := f.starTarget(); s != nil && !f.is(tComma) && f.err == nil {
		return s
	}
	f.pos = from
	if f.separated(tComma, func() bool { return f.starTarget() != nil }) {
		f.tok(tComma)
		return f.shape(sTuple, from)
	}
	f.pos = from
	return nil
}

func (f *finder) starTarget() *shape {
	return f.memo(rStarTarget, func() *shape {
		from := f.pos
		if f.tok(tStar) {
			if !f.is(tStar) && f.starTarget() != nil {
				return f.shape(sStarred, from)
			}
			f.pos = from
		}
		return f.targetWithStarAtom()
	})
}

// subscriptOrAttribute recognises a target of one of these kinds.
func (f *finder) subscriptOrAttribute() bool {
	more := func() bool { return f.oneOf(tLParen, tLBrack, tDot) }
	return f.try(func() bool { return f.tPrimary() != nil && f.tok(tDot) && f.tok(tName) && !more() }) ||
		f.try(func() bool {
			return f.tPrimary() != nil && f.tok(tLBrack) && f.slices() && f.tok(tRBrack) && !more()
		})
}

func (f *finder) targetWithStarAtom() *shape {
	return f.memo(rTargetWithStarAtom, func() *shape {
		from := f.pos
		if f.subscriptOrAttribute() || f.tok(tName) {
			return f.shape(sName, from)
		}
		targets := func() bool {
			return f.separated(tComma, func() bool { return f.starTarget() != nil })
		}
		comma := func() bool { return f.tok(tComma) }
		if f.try(func() bool { return f.tok(tLParen) && f.targetWithStarAtom() != nil && f.tok(tRParen) }) ||
			f.try(func() bool {
				return f.tok(tLParen) && f.optional(func() bool {
					return f.starTarget() != nil && comma() && f.optional(func() bool { return targets() && f.optional(comma) })
				}) && f.tok(tRParen)
			}) ||
			f.try(func() bool {
				return f.tok(tLBrack) && f.optional(func() bool { return targets() && f.optional(comma) }) && f.tok(tRBrack)
			}) {
			return f.shape(sTuple, from)
		}
		return nil
	})
}

func (f *finder) singleTarget() bool {
	return f.try(f.subscriptOrAttribute) || f.tok(tName) ||
		f.try(func() bool { return f.tok(tLParen) && f.singleTarget() && f.tok(tRParen) })
}

func (f *finder) delTarget() *shape {
	return f.memo(rDelTarget, func() *shape {
		from := f.pos
		if f.subscriptOrAttribute() || f.tok(tName) ||
			f.try(func() bool { return f.tok(tLParen) && f.delTarget() != nil && f.tok(tRParen) }) ||
			f.try(func() bool { return f.tok(tLParen) && f.optional(f.delTargets) && f.tok(tRParen) }) ||
			f.try(func() bool { return f.tok(tLBrack) && f.optional(f.delTargets) && f.tok(tRBrack) }) {
			return f.shape(sName, from)
		}
		return nil
	})
}
