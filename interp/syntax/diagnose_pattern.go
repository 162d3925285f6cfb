package syntax

// This file defines the finder's rules for match statements.

func (f *finder) matchStmt() bool {
	start := f.pos
	head := func() bool { return f.word("match") && f.subject() }
	if f.try(func() bool {
		if !head() || !f.tok(tColon) || !f.tok(tNewline) || !f.tok(tIndent) || !f.caseBlock() {
			return false
		}
		for f.try(f.caseBlock) {
		}
		return f.tok(tDedent)
	}) {
		return f.need(10, "Pattern matching is")
	}
	f.mistake(func() {
		if !head() {
			return
		}
		m := f.pos
		if f.tok(tNewline) {
			f.raiseLast(SyntaxError, "expected ':'")
			return
		}
		f.pos = m
		f.noBlock(start, "'match' statement")
	})
	return false
}

func (f *finder) subject() bool {
	if f.try(func() bool {
		return f.starNamed() != nil && f.tok(tComma) && f.optional(f.starNamedList)
	}) {
		return true
	}
	return f.named() != nil
}

func (f *finder) caseBlock() bool {
	start := f.pos
	head := func() bool {
		return f.word("case") && f.patterns() && f.optional(func() bool { return f.tok(tIf) && f.named() != nil })
	}
	f.badSuite(start, "'case' statement", head)
	return head() && f.tok(tColon) && f.block()
}

func (f *finder) patterns() bool { return f.try(f.openSequence) || f.try(f.pattern) }

func (f *finder) pattern() bool {
	if f.try(func() bool { return f.orPattern() && f.tok(tAs) && f.captureTarget() }) {
		return true
	}
	f.mistake(func() {
		if !f.orPattern() || !f.tok(tAs) {
			return
		}
		if f.isWord("_") {
			f.raiseRange(f.pos, f.pos+1, "cannot use '_' as a target")
			return
		}
		if !f.is(tName) {
			if s := f.expression(); s != nil {
				f.raiseShape(s, "invalid pattern target")
			}
		}
	})
	return f.orPattern()
}

func (f *finder) orPattern() bool { return f.separated(tPipe, f.closedPattern) }

func (f *finder) closedPattern() bool {
	return f.memo(rClosedPattern, func() *shape {
		for _, p := range []func() bool{
			f.literalPattern, f.captureTarget, func() bool { return f.word("_") }, f.valuePattern, f.groupPattern,
			f.sequencePattern, f.mappingPattern, f.classPattern,
		} {
			if f.try(p) {
				return okShape
			}
		}
		return nil
	}) != nil
}

func (f *finder) literalPattern() bool {
	return f.try(func() bool { return f.signedNumber() != nil && !f.oneOf(tPlus, tMinus) }) || f.try(f.complexNumber) ||
		f.is(tString) && f.strings() != nil || f.tok(tNone) || f.tok(tTrue) || f.tok(tFalse)
}

func (f *finder) numberToken() *shape {
	if !f.is(tNumber) {
		return nil
	}
	return f.number()
}

func (f *finder) signedNumber() *shape {
	f.tok(tMinus)
	return f.numberToken()
}

// complexNumber recognises a sum of a real and an imaginary number.
func (f *finder) complexNumber() bool {
	real := f.signedNumber()
	if real == nil {
		return false
	}
	if f.isImaginary(real) {
		f.raiseShape(real, "real number required in complex literal")
		return false
	}
	if !f.tok(tPlus) && !f.tok(tMinus) {
		return false
	}
	imag := f.numberToken()
	if imag == nil {
		return false
	}
	if !f.isImaginary(imag) {
		f.raiseShape(imag, "imaginary number required in complex literal")
		return false
	}
	return true
}

func (f *finder) isImaginary(s *shape) bool {
	text := f.text(s.from)
	return text[len(text)-1]|0x20 == 'j'
}

func (f *finder) captureTarget() bool {
	return !f.isWord("_") && f.tok(tName) && !f.oneOf(tDot, tLParen, tAssign)
}

func (f *finder) valuePattern() bool { return f.attr() && !f.oneOf(tDot, tLParen, tAssign) }

// attr recognises a name with at least one attribute.
func (f *finder) attr() bool {
	from := f.pos
	return f.nameOrAttr() && f.pos > from+1
}

func (f *finder) nameOrAttr() bool { return f.dottedName() }

func (f *finder) groupPattern() bool { return f.tok(tLParen) && f.pattern() && f.tok(tRParen) }

func (f *finder) comma() bool { return f.optional(func() bool { return f.tok(tComma) }) }

func (f *finder) sequencePattern() bool {
	return f.try(func() bool { return f.tok(tLBrack) && f.optional(f.maybeSequence) && f.tok(tRBrack) }) ||
		f.try(func() bool { return f.tok(tLParen) && f.optional(f.openSequence) && f.tok(tRParen) })
}

func (f *finder) openSequence() bool {
	return f.maybeStarPattern() && f.tok(tComma) && f.optional(f.maybeSequence)
}

func (f *finder) maybeSequence() bool { return f.separated(tComma, f.maybeStarPattern) && f.comma() }

func (f *finder) maybeStarPattern() bool {
	star := f.memo(rStarPattern, func() *shape {
		if f.try(func() bool { return f.tok(tStar) && f.captureTarget() }) || f.try(func() bool { return f.tok(tStar) && f.word("_") }) {
			return okShape
		}
		return nil
	})
	return star != nil || f.try(f.pattern)
}

func (f *finder) mappingPattern() bool {
	rest := func() bool { return f.tok(tDoubleStar) && f.captureTarget() }
	item := func() bool {
		key := f.try(f.literalPattern) || f.try(f.attr)
		return key && f.tok(tColon) && f.pattern()
	}
	if !f.tok(tLBrace) {
		return false
	}
	return f.tok(tRBrace) || f.try(func() bool { return rest() && f.comma() && f.tok(tRBrace) }) ||
		f.try(func() bool {
			return f.separated(tComma, item) && f.tok(tComma) && rest() && f.comma() && f.tok(tRBrace)
		}) ||
		f.try(func() bool { return f.separated(tComma, item) && f.comma() && f.tok(tRBrace) })
}

func (f *finder) classPattern() bool {
	keyword := func() bool { return f.tok(tName) && f.tok(tAssign) && f.pattern() }
	positionals := func() bool { return f.separated(tComma, f.pattern) }
	keywords := func() bool { return f.separated(tComma, keyword) }
	head := func() bool { return f.nameOrAttr() && f.tok(tLParen) }
	if f.try(func() bool { return head() && f.tok(tRParen) }) ||
		f.try(func() bool { return head() && positionals() && f.comma() && f.tok(tRParen) }) ||
		f.try(func() bool { return head() && keywords() && f.comma() && f.tok(tRParen) }) ||
		f.try(func() bool {
			return head() && positionals() && f.tok(tComma) && keywords() && f.comma() && f.tok(tRParen)
		}) {
		return true
	}
	f.mistake(func() {
		if !head() {
			return
		}
		f.try(func() bool { return positionals() && f.tok(tComma) })
		if keywords() && f.tok(tComma) {
			if from := f.pos; positionals() {
				f.raiseRange(from, f.pos, "positional patterns follow keyword patterns")
			}
		}
	})
	return false
}
