package syntax

import (
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
