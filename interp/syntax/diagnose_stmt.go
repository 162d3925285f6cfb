package syntax

import "strconv"

// This file defines the finder's rules for statements.

// Rules whose results are remembered. The binary operators take the numbers from rBinary on, by precedence.
const (
	rSimple = iota
	rBlock
	rExpression
	rStarExpression
	rDisjunction
	rConjunction
	rInversion
	rFactor
	rAwaitPrimary
	rPrimary
	rTPrimary
	rStrings
	rArguments
	rStarTarget
	rTargetWithStarAtom
	rDelTarget
	rNamedMistake
	rClosedPattern
	rStarPattern
	rBinary
)

func (f *finder) interactive() bool {
	if f.try(func() bool { return f.compound() && f.tok(tNewline) }) {
		return true
	}
	return f.simpleStmts() || f.tok(tNewline)
}

func (f *finder) functionType() bool {
	return f.tok(tLParen) && f.optional(f.typeExpressions) && f.tok(tRParen) && f.tok(tArrow) && f.expression() != nil && f.endOfText()
}

func (f *finder) optional(rule func() bool) bool {
	f.try(rule)
	return f.err == nil
}

func (f *finder) typeExpressions() bool {
	expr := func() bool { return f.expression() != nil }
	f.separated(tComma, expr)
	f.try(func() bool { f.tok(tComma); return f.tok(tStar) && expr() })
	f.try(func() bool { f.tok(tComma); return f.tok(tDoubleStar) && expr() })
	return f.err == nil
}

// separated consumes one or more items with a separator between them.
func (f *finder) separated(sep kind, item func() bool) bool {
	if !f.try(item) {
		return false
	}
	for f.try(func() bool { return f.tok(sep) && item() }) {
	}
	return f.err == nil
}

func (f *finder) statement() bool {
	return f.step() && (f.try(f.compound) || f.try(f.simpleStmts))
}

func (f *finder) statements() bool {
	if !f.statement() {
		return false
	}
	for f.statement() {
	}
	return f.err == nil
}

func (f *finder) simpleStmts() bool {
	simple := func() bool { return f.simple() != nil }
	return f.try(func() bool { return simple() && !f.is(tSemi) && f.tok(tNewline) }) ||
		f.try(func() bool {
			return f.separated(tSemi, simple) && f.optional(func() bool { return f.tok(tSemi) }) && f.tok(tNewline)
		})
}

func (f *finder) simple() *shape {
	return f.memo(rSimple, func() *shape {
		if f.try(f.assignment) || f.try(func() bool { return f.starExpressions() != nil }) {
			return okShape
		}
		ok := false
		switch f.peek() {
		case tReturn:
			ok = f.tok(tReturn) && f.optional(func() bool { return f.starExpressions() != nil })
		case tImport:
			ok = f.tok(tImport) && f.separated(tComma, func() bool { return f.dottedName() && f.optional(f.asName) })
		case tFrom:
			ok = f.importFrom()
		case tRaise:
			ok = f.tok(tRaise)
			f.try(func() bool {
				return f.expression() != nil && f.optional(func() bool { return f.tok(tFrom) && f.expression() != nil })
			})
		case tPass, tBreak, tContinue:
			f.pos++
			ok = true
		case tDel:
			ok = f.del()
		case tYield:
			ok = f.yield() != nil
		case tAssert:
			ok = f.tok(tAssert) && f.expression() != nil && f.optional(func() bool { return f.tok(tComma) && f.expression() != nil })
		case tGlobal, tNonlocal:
			f.pos++
			ok = f.separated(tComma, func() bool { return f.tok(tName) })
		}
		if ok && f.err == nil {
			return okShape
		}
		return nil
	})
}

func (f *finder) asName() bool { return f.tok(tAs) && f.tok(tName) }

func (f *finder) dottedName() bool {
	if !f.tok(tName) {
		return false
	}
	for f.try(func() bool { return f.tok(tDot) && f.tok(tName) }) {
	}
	return f.err == nil
}

func (f *finder) importFrom() bool {
	f.tok(tFrom)
	dots := 0
	for f.tok(tDot) || f.tok(tEllipsis) {
		dots++
	}
	if f.try(func() bool { return f.dottedName() && f.tok(tImport) && f.importTargets() }) {
		return true
	}
	return dots > 0 && f.tok(tImport) && f.importTargets()
}

func (f *finder) importTargets() bool {
	names := func() bool {
		return f.separated(tComma, func() bool { return f.tok(tName) && f.optional(f.asName) })
	}
	if f.try(func() bool {
		return f.tok(tLParen) && names() && f.optional(func() bool { return f.tok(tComma) }) && f.tok(tRParen)
	}) || f.try(func() bool { return names() && !f.is(tComma) }) || f.tok(tStar) {
		return true
	}
	f.mistake(func() {
		if names() && f.tok(tComma) && f.tok(tNewline) {
			f.raiseLast(SyntaxError, "trailing comma not allowed without surrounding parentheses")
		}
	})
	return false
}

func (f *finder) del() bool {
	if f.try(func() bool { return f.tok(tDel) && f.delTargets() && f.oneOf(tSemi, tNewline) }) {
		return true
	}
	f.mistake(func() {
		if f.tok(tDel) {
			if s := f.starExpressions(); s != nil {
				f.badTarget(s, forDel)
			}
		}
	})
	return false
}

func (f *finder) delTargets() bool {
	return f.separated(tComma, func() bool { return f.delTarget() != nil }) && f.optional(func() bool { return f.tok(tComma) })
}

// isAugmented consumes an operator such as +=.
func (f *finder) isAugmented() bool {
	if k := f.peek(); f.err == nil && augmented[k].ok {
		f.pos++
		return k != tAtAssign || f.need(5, "The '@' operator is")
	}
	return false
}

func (f *finder) yieldOrStar() *shape {
	m := f.pos
	if s := f.yield(); s != nil {
		return s
	}
	f.pos = m
	return f.starExpressions()
}

func (f *finder) assignment() bool {
	annotated := func() bool {
		return f.tok(tColon) && f.expression() != nil && f.optional(func() bool { return f.tok(tAssign) && f.yieldOrStar() != nil })
	}
	if f.try(func() bool { return f.tok(tName) && annotated() }) {
		return f.need(6, "Variable annotation syntax is")
	}
	if f.try(func() bool {
		target := f.try(func() bool { return f.tok(tLParen) && f.singleTarget() && f.tok(tRParen) }) || f.try(f.subscriptOrAttribute)
		return target && annotated()
	}) {
		return f.need(6, "Variable annotations syntax is")
	}
	targets := func() bool { return f.starTargets() != nil && f.tok(tAssign) }
	if f.try(func() bool {
		if !f.try(targets) {
			return false
		}
		for f.try(targets) {
		}
		return f.yieldOrStar() != nil && !f.is(tAssign)
	}) {
		return true
	}
	cut := false
	if f.try(func() bool {
		if !f.singleTarget() || !f.isAugmented() {
			return false
		}
		cut = true
		return f.yieldOrStar() != nil
	}) {
		return true
	}
	if !cut {
		f.mistake(f.assignmentMistake)
	}
	return false
}

// assignmentMistake knows targets that cannot be assigned to or annotated.
func (f *finder) assignmentMistake() {
	m := f.pos
	if s := f.annotationTarget(); s != nil && f.tok(tColon) && f.expression() != nil {
		f.raiseShape(s, "only single target (not %s) can be annotated", shapeNames[s.kind])
		return
	}
	f.pos = m
	if s := f.starNamed(); s != nil && f.tok(tComma) {
		for f.try(f.starNamedList) {
		}
		if f.tok(tColon) && f.expression() != nil {
			f.raiseShape(s, "only single target (not tuple) can be annotated")
			return
		}
	}
	f.pos = m
	if s := f.expression(); s != nil && f.tok(tColon) && f.expression() != nil {
		f.raiseShape(s, "illegal target for annotation")
		return
	}
	f.pos = m
	targets := func() bool { return f.starTargets() != nil && f.tok(tAssign) }
	for f.try(targets) {
	}
	if s := f.starExpressions(); s != nil && f.tok(tAssign) {
		f.badTarget(s, forStore)
		return
	}
	f.pos = m
	for f.try(targets) {
	}
	if s := f.yield(); s != nil && f.tok(tAssign) {
		f.raiseShape(s, "assignment to yield expression not possible")
		return
	}
	f.pos = m
	if s := f.starExpressions(); s != nil && f.isAugmented() && f.yieldOrStar() != nil {
		f.raiseShape(s, "'%s' is an illegal expression for augmented assignment", shapeNames[s.kind])
	}
}

// annotationTarget recognises a list or tuple, in any number of parentheses.
func (f *finder) annotationTarget() *shape {
	m := f.pos
	if s := f.list(); s != nil {
		return s
	}
	f.pos = m
	if s := f.tuple(); s != nil {
		return s
	}
	f.pos = m
	if f.tok(tLParen) {
		if s := f.annotationTarget(); s != nil && f.tok(tRParen) {
			return s
		}
	}
	f.pos = m
	return nil
}

// Uses of a target.
const (
	forStore = iota
	forDel
	forFor
)

// badTarget reports what in s cannot be a target.
func (f *finder) badTarget(s *shape, use int) {
	bad := invalidTarget(s, use)
	if bad == nil {
		return
	}
	if use == forDel {
		f.raiseShape(bad, "cannot delete %s", shapeNames[bad.kind])
	} else {
		f.raiseShape(bad, "cannot assign to %s", shapeNames[bad.kind])
	}
}

// invalidTarget returns the first part of s that cannot be a target, or nil.
func invalidTarget(s *shape, use int) *shape {
	switch s.kind {
	case sName, sAttribute, sSubscript:
		return nil
	case sList, sTuple:
		for _, x := range s.list {
			if bad := invalidTarget(x, use); bad != nil {
				return bad
			}
		}
		return nil
	case sStarred:
		if use != forDel {
			return invalidTarget(s.list[0], use)
		}
	case sCompare:
		// In "for a in b" a comparison has been recognised; the targets are on its left.
		if use == forFor {
			if s.in {
				return invalidTarget(s.list[0], use)
			}
			return nil
		}
	}
	return s
}

func (f *finder) compound() bool {
	switch f.peek() {
	case tDef:
		return f.try(f.funcDef)
	case tAt:
		return f.try(f.funcDef) || f.try(f.classDef)
	case tAsync:
		return f.try(f.funcDef) || f.try(f.withStmt) || f.try(f.forStmt)
	case tIf:
		return f.ifStmt(tIf, "'if' statement")
	case tClass:
		return f.classDef()
	case tWith:
		return f.withStmt()
	case tFor:
		return f.forStmt()
	case tTry:
		return f.tryStmt()
	case tWhile:
		return f.ifStmt(tWhile, "'while' statement")
	}
	return f.matchStmt()
}

// block recognises the body of a compound statement.
func (f *finder) block() bool {
	return f.memo(rBlock, func() *shape {
		if f.try(func() bool { return f.tok(tNewline) && f.tok(tIndent) && f.statements() && f.tok(tDedent) }) || f.try(f.simpleStmts) {
			return okShape
		}
		f.mistake(func() {
			if f.tok(tNewline) && !f.is(tIndent) {
				f.raiseLast(IndentationError, "expected an indented block")
			}
		})
		return nil
	}) != nil
}

// noBlock reports a missing block where a colon, a line end and no indentation follow; keyword is the token that
// began the statement.
func (f *finder) noBlock(keyword int, what string) bool {
	return f.tok(tColon) && f.bare(keyword, what)
}

func (f *finder) bare(keyword int, what string) bool {
	if f.tok(tNewline) && !f.is(tIndent) && f.err == nil {
		f.raiseLast(IndentationError, "expected an indented block after "+what+" on line "+strconv.Itoa(int(f.toks[keyword].line)))
		return true
	}
	return false
}

// noColon reports a line that ends where a colon should stand.
func (f *finder) noColon() bool {
	if f.tok(tNewline) {
		f.raiseLast(SyntaxError, "expected ':'")
		return true
	}
	return false
}

// colon consumes a colon that must be there.
func (f *finder) colon() bool { return f.must(tColon, "expected ':'") }

// must consumes a token that nothing else can stand for; in its absence there is no going back.
func (f *finder) must(k kind, msg string) bool {
	if f.tok(k) {
		return true
	}
	if f.err == nil {
		f.raiseRange(f.pos, f.pos+1, "%s", msg)
	}
	return false
}

// ifStmt recognises if, elif and while statements, which have the same mistakes.
func (f *finder) ifStmt(k kind, what string) bool {
	for first := true; ; first = false {
		start := f.pos
		head := func() bool { return f.tok(k) && f.named() != nil }
		f.badSuite(start, what, head)
		if !f.try(func() bool { return head() && f.tok(tColon) && f.block() }) {
			return !first && f.err == nil
		}
		if k == tWhile || !f.is(tElif) {
			return f.optional(f.elseBlock)
		}
		k, what = tElif, "'elif' statement"
	}
}

// badSuite reports a head without its colon, or with nothing indented behind it.
func (f *finder) badSuite(start int, what string, head func() bool) {
	f.mistake(func() {
		if !head() {
			return
		}
		m := f.pos
		if f.noColon() {
			return
		}
		f.pos = m
		f.noBlock(start, what)
	})
}

func (f *finder) elseBlock() bool {
	start := f.pos
	f.mistake(func() {
		if f.tok(tElse) {
			f.noBlock(start, "'else' statement")
		}
	})
	return f.tok(tElse) && f.colon() && f.block()
}

func (f *finder) forStmt() bool {
	head := func() bool {
		return f.tok(tFor) && f.starTargets() != nil && f.tok(tIn)
	}
	start := f.pos
	f.mistake(func() {
		f.tok(tAsync)
		keyword := f.pos
		if !head() || f.starExpressions() == nil {
			return
		}
		m := f.pos
		if f.noColon() {
			return
		}
		f.pos = m
		f.noBlock(keyword, "'for' statement")
	})
	cut := false
	if f.try(func() bool {
		if f.toks[start].kind == tAsync && !f.tok(tAsync) || !head() {
			return false
		}
		cut = true
		return f.starExpressions() != nil && f.tok(tColon) && f.block() && f.optional(f.elseBlock)
	}) {
		return f.toks[start].kind != tAsync || f.need(5, "Async for loops are")
	}
	if !cut {
		f.mistake(f.forTargetMistake)
	}
	return false
}

// forTargetMistake knows targets of for, in statements and comprehensions, that cannot be assigned to.
func (f *finder) forTargetMistake() {
	f.tok(tAsync)
	if !f.tok(tFor) {
		return
	}
	if s := f.starExpressions(); s != nil {
		f.badTarget(s, forFor)
	}
}

func (f *finder) withStmt() bool {
	start := f.pos
	async := f.is(tAsync)
	comma := func() bool { return f.optional(func() bool { return f.tok(tComma) }) }
	loose := func(expr func() *shape) bool {
		return f.separated(tComma, func() bool {
			return expr() != nil && f.optional(func() bool { return f.tok(tAs) && f.starTarget() != nil })
		})
	}
	keyword := start
	head := func() bool {
		f.tok(tAsync)
		keyword = f.pos
		return f.tok(tWith)
	}
	plain := func() bool { return head() && loose(f.expression) }
	paren := func() bool {
		return head() && f.tok(tLParen) && loose(f.expressions) && comma() && f.tok(tRParen)
	}
	for _, items := range []func() bool{plain, paren} {
		f.mistake(func() {
			if items() {
				f.noBlock(keyword, "'with' statement")
			}
		})
	}
	strict := func() bool { return f.separated(tComma, f.withItem) }
	if f.try(func() bool {
		return head() && f.tok(tLParen) && strict() && comma() && f.tok(tRParen) && f.tok(tColon) && f.block()
	}) {
		if async {
			return f.need(5, "Async with statements are")
		}
		return f.need(9, "Parenthesized context managers are")
	}
	if f.try(func() bool { return head() && strict() && f.tok(tColon) && f.block() }) {
		return !async || f.need(5, "Async with statements are")
	}
	for _, items := range []func() bool{plain, paren} {
		f.mistake(func() {
			if items() {
				f.noColon()
			}
		})
	}
	return false
}

func (f *finder) withItem() bool {
	if f.try(func() bool {
		return f.expression() != nil && f.tok(tAs) && f.starTarget() != nil && f.oneOf(tComma, tRParen, tColon)
	}) {
		return true
	}
	f.mistake(func() {
		if f.expression() == nil || !f.tok(tAs) {
			return
		}
		if s := f.expression(); s != nil && f.oneOf(tComma, tRParen, tColon) {
			f.badTarget(s, forStore)
		}
	})
	return f.expression() != nil
}

func (f *finder) tryStmt() bool {
	start := f.pos
	f.mistake(f.tryMistake)
	head := func() bool { return f.tok(tTry) && f.colon() && f.block() }
	if f.try(func() bool { return head() && f.finallyBlock() }) {
		return true
	}
	rest := func() bool {
		return f.optional(f.elseBlock) && f.optional(f.finallyBlock)
	}
	some := func(handler func() bool) bool {
		if !f.try(handler) {
			return false
		}
		for f.try(handler) {
		}
		return f.err == nil
	}
	f.pos = start
	if f.try(func() bool { return head() && some(f.exceptBlock) && rest() }) {
		return true
	}
	if f.try(func() bool { return head() && some(f.exceptStarBlock) && rest() }) {
		return f.need(11, "Exception groups are")
	}
	return false
}

// tryMistake knows try statements without handlers, or with handlers of both kinds.
func (f *finder) tryMistake() {
	start := f.pos
	if f.tok(tTry) && f.noBlock(start, "'try' statement") {
		return
	}
	f.pos = start
	if !f.tok(tTry) || !f.tok(tColon) {
		return
	}
	if f.block() && !f.oneOf(tExcept, tFinally) && f.err == nil {
		f.raiseLast(SyntaxError, "expected 'except' or 'finally' block")
		return
	}
	for _, star := range []bool{false, true} {
		f.pos = start
		if !f.tok(tTry) || !f.tok(tColon) {
			return
		}
		for f.try(f.block) {
		}
		handler := f.exceptBlock
		if star {
			handler = f.exceptStarBlock
		}
		if !f.try(handler) {
			continue
		}
		for f.try(handler) {
		}
		at := f.pos
		if !f.tok(tExcept) {
			continue
		}
		typed := func() bool {
			return f.expression() != nil && f.optional(f.asName)
		}
		if star {
			f.try(typed)
			if f.tok(tColon) {
				f.raiseRange(at, at+1, "cannot have both 'except' and 'except*' on the same 'try'")
			}
		} else if f.tok(tStar) && typed() && f.tok(tColon) {
			f.raiseRange(at, at+2, "cannot have both 'except' and 'except*' on the same 'try'")
		}
		if f.err != nil {
			return
		}
	}
}

func (f *finder) finallyBlock() bool {
	start := f.pos
	f.mistake(func() {
		if f.tok(tFinally) {
			f.noBlock(start, "'finally' statement")
		}
	})
	return f.tok(tFinally) && f.colon() && f.block()
}

func (f *finder) exceptBlock() bool {
	start := f.pos
	typed := func() bool {
		return f.tok(tExcept) && f.expression() != nil && f.optional(f.asName)
	}
	f.mistake(func() {
		if typed() && f.noBlock(start, "'except' statement") {
			return
		}
		f.pos = start
		if f.tok(tExcept) {
			f.noBlock(start, "'except' statement")
		}
	})
	if f.try(func() bool { return typed() && f.tok(tColon) && f.block() }) ||
		f.try(func() bool { return f.tok(tExcept) && f.tok(tColon) && f.block() }) {
		return true
	}
	f.mistake(f.exceptMistake)
	return false
}

func (f *finder) exceptStarBlock() bool {
	start := f.pos
	typed := func() bool {
		return f.tok(tExcept) && f.tok(tStar) && f.expression() != nil && f.optional(f.asName)
	}
	f.mistake(func() {
		if typed() {
			f.noBlock(start, "'except*' statement")
		}
	})
	if f.try(func() bool { return typed() && f.tok(tColon) && f.block() }) {
		return true
	}
	f.mistake(f.exceptMistake)
	return false
}

// exceptMistake knows wrong heads of handlers.
func (f *finder) exceptMistake() {
	start := f.pos
	if !f.tok(tExcept) {
		return
	}
	f.tok(tStar)
	if s := f.expression(); s != nil && f.tok(tComma) && f.expressions() != nil && f.optional(f.asName) && f.tok(tColon) {
		f.raiseFrom(s.from, "multiple exception types must be parenthesized")
		return
	}
	f.pos = start + 1
	f.tok(tStar)
	if f.expression() != nil && f.optional(f.asName) && f.noColon() {
		return
	}
	f.pos = start + 1
	if f.noColon() {
		return
	}
	if f.tok(tStar) && f.oneOf(tNewline, tColon) {
		f.raiseLast(SyntaxError, "expected one or more exception types")
	}
}

func (f *finder) decorators() bool {
	some := false
	for f.try(func() bool { return f.tok(tAt) && f.named() != nil && f.tok(tNewline) }) {
		some = true
	}
	return some
}

func (f *finder) classDef() bool {
	if f.is(tAt) && !f.decorators() {
		return false
	}
	start := f.pos
	head := func() bool {
		return f.tok(tClass) && f.tok(tName) && f.optional(func() bool {
			return f.tok(tLParen) && f.optional(func() bool { return f.arguments() }) && f.tok(tRParen)
		})
	}
	f.badSuite(start, "class definition", head)
	return head() && f.tok(tColon) && f.block()
}

func (f *finder) funcDef() bool {
	if f.is(tAt) && !f.decorators() {
		return false
	}
	keyword := f.pos
	f.mistake(func() {
		f.tok(tAsync)
		keyword = f.pos
		if f.tok(tDef) && f.tok(tName) && f.tok(tLParen) && f.optional(f.params) && f.tok(tRParen) && f.optional(f.returnType) {
			f.noBlock(keyword, "function definition")
		}
	})
	async := f.tok(tAsync)
	if f.tok(tDef) && f.tok(tName) && f.must(tLParen, "expected '('") && f.optional(f.params) && f.tok(tRParen) &&
		f.optional(f.returnType) && f.colon() && f.block() {
		return !async || f.need(5, "Async functions are")
	}
	return false
}

func (f *finder) returnType() bool { return f.tok(tArrow) && f.expression() != nil }
