package syntax

// This file defines the finder's rules for what stands in brackets: displays and comprehensions.

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
