package syntax

// This file defines the finder's rules for call arguments and for parameters.

// argList is what the messages about arguments need to know of them.
type argList struct {
	from, to   int
	positional []*shape // starred ones among them
	unpacked   bool     // there is a **mapping
}

func (f *finder) arguments() bool {
	return f.memo(rArguments, func() *shape {
		from := f.pos
		if f.args() != nil && f.optional(func() bool { return f.tok(tComma) }) && f.is(tRParen) {
			return okShape
		}
		f.pos = from
		f.mistake(f.argumentMistake)
		return nil
	}) != nil
}

// args recognises arguments: first positional and starred ones, then keywords.
func (f *finder) args() *argList {
	a := &argList{from: f.pos}
	add := func(s *shape) bool {
		if s != nil {
			a.positional = append(a.positional, s)
		}
		return s != nil
	}
	if f.separated(tComma, func() bool {
		s := f.starArgument()
		if s == nil {
			if s = f.plainNamed(); f.is(tAssign) {
				return false
			}
		}
		return add(s)
	}) {
		f.try(func() bool { return f.tok(tComma) && f.kwargs(a) })
	} else if !f.kwargs(a) {
		return nil
	}
	a.to = f.pos
	if f.err != nil {
		return nil
	}
	return a
}

func (f *finder) kwargs(a *argList) bool {
	starred := func() bool { return f.kwarg(a, false) }
	double := func() bool { return f.kwarg(a, true) }
	saved := *a
	if f.try(func() bool { return f.separated(tComma, starred) && f.tok(tComma) && f.separated(tComma, double) }) {
		return true
	}
	*a = saved
	return f.separated(tComma, starred) || f.separated(tComma, double)
}

// kwarg recognises name=value, and *value or **value.
func (f *finder) kwarg(a *argList, double bool) bool {
	f.mistake(f.kwargMistake)
	if f.try(func() bool { return f.tok(tName) && f.tok(tAssign) && f.expression() != nil }) {
		return true
	}
	if double {
		if f.tok(tDoubleStar) && f.expression() != nil {
			a.unpacked = true
			return true
		}
		return false
	}
	s := f.starArgument()
	if s != nil {
		a.positional = append(a.positional, s)
	}
	return s != nil
}

// kwargMistake knows what cannot be the name of a keyword argument.
func (f *finder) kwargMistake() {
	from := f.pos
	if f.oneOf(tTrue, tFalse, tNone) {
		f.pos++
		if f.tok(tAssign) {
			f.raiseRange(from, from+2, "cannot assign to %s", f.text(from))
			return
		}
	}
	f.pos = from
	if f.generatorValue() {
		return
	}
	f.pos = from
	if f.ahead(func() bool { return f.tok(tName) && f.tok(tAssign) }) {
		return
	}
	if s := f.expression(); s != nil && f.tok(tAssign) {
		f.raiseRange(s.from, f.pos, "expression cannot contain assignment, perhaps you meant \"==\"?")
	}
}

// generatorValue reports name=item for ..., where := may have been meant.
func (f *finder) generatorValue() bool {
	from := f.pos
	if f.tok(tName) && f.tok(tAssign) && f.expression() != nil && f.forClauses() != 0 {
		f.raiseRange(from, from+2, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
		return true
	}
	return false
}

// argumentMistake knows arguments in an order that is not allowed, and generator expressions that need parentheses.
func (f *finder) argumentMistake() {
	const naked = "Generator expression must be parenthesized"
	from := f.pos
	if a := f.args(); a != nil && f.tok(tComma) && f.tok(tStar) {
		f.raiseRange(a.from, a.to, "iterable argument unpacking follows keyword argument unpacking")
		return
	}
	f.pos = from
	if s := f.expression(); s != nil {
		if last := f.forClauses(); last != 0 && f.tok(tComma) {
			f.try(func() bool { return f.args() != nil })
			f.raiseRange(s.from, last, naked)
			return
		}
	}
	f.pos = from
	if f.generatorValue() {
		return
	}
	f.pos = from
	if a := f.args(); a != nil {
		if last := f.forClauses(); last != 0 {
			if n := len(a.positional); n > 1 {
				f.raiseRange(a.positional[n-1].from, last, naked)
			}
			return
		}
	}
	f.pos = from
	if a := f.args(); a != nil && f.tok(tComma) {
		m := f.pos
		if s := f.expression(); s != nil {
			if last := f.forClauses(); last != 0 {
				f.raiseRange(s.from, last, naked)
				return
			}
		}
		f.pos = m
		if f.args() != nil {
			if a.unpacked {
				f.raiseLast(SyntaxError, "positional argument follows keyword argument unpacking")
			} else {
				f.raiseLast(SyntaxError, "positional argument follows keyword argument")
			}
		}
	}
}

// paramRules are the rules for parameters: those of a lambda have no annotations and end with a colon.
type paramRules struct {
	f      *finder
	lambda bool
	end    kind
}

func (f *finder) params() bool { return paramRules{f, false, tRParen}.all() }

func (f *finder) lambda() *shape {
	from := f.pos
	if f.tok(tLambda) && f.optional(paramRules{f, true, tColon}.all) && f.tok(tColon) && f.expression() != nil {
		return f.shape(sLambda, from)
	}
	f.pos = from
	return nil
}

// param recognises a name and its annotation.
func (r paramRules) param() bool {
	f := r.f
	return f.tok(tName) && (r.lambda || f.optional(func() bool { return f.tok(tColon) && f.expression() != nil }))
}

// close consumes the comma after a parameter, or finds the end of them.
func (r paramRules) close() bool { return r.f.tok(tComma) || r.f.is(r.end) }

func (r paramRules) plain() bool { return r.f.try(func() bool { return r.param() && r.close() }) }

func (r paramRules) defaulted() bool {
	return r.f.try(func() bool { return r.param() && r.value() && r.close() })
}

func (r paramRules) either() bool {
	return r.f.try(func() bool { return r.param() && r.f.optional(r.value) && r.close() })
}

// value recognises a default.
func (r paramRules) value() bool {
	f := r.f
	if f.try(func() bool { return f.tok(tAssign) && f.expression() != nil }) {
		return true
	}
	f.mistake(func() {
		if at := f.pos; f.tok(tAssign) && f.oneOf(tRParen, tComma) {
			f.raiseRange(at, at+1, "expected default value expression")
		}
	})
	return false
}

// many consumes items as long as there are any, and returns their number.
func (r paramRules) many(item func() bool) int {
	n := 0
	for item() {
		n++
	}
	return n
}

func (r paramRules) slash() bool { return r.f.tok(tSlash) && r.close() }

func (r paramRules) slashPlain() bool {
	return r.f.try(func() bool { return r.many(r.plain) > 0 && r.slash() })
}

func (r paramRules) slashDefaulted() bool {
	return r.f.try(func() bool { r.many(r.plain); return r.many(r.defaulted) > 0 && r.slash() })
}

func (r paramRules) all() bool {
	f := r.f
	f.mistake(r.mistake)
	rest := func() bool { return f.optional(r.starred) }
	return f.try(func() bool {
		return r.slashPlain() && r.many(r.plain) >= 0 && r.many(r.defaulted) >= 0 && rest() && f.need(8, "Positional-only parameters are")
	}) || f.try(func() bool {
		return r.slashDefaulted() && r.many(r.defaulted) >= 0 && rest() && f.need(8, "Positional-only parameters are")
	}) || f.try(func() bool { return r.many(r.plain) > 0 && r.many(r.defaulted) >= 0 && rest() }) ||
		f.try(func() bool { return r.many(r.defaulted) > 0 && rest() }) || f.try(r.starred)
}

// starred recognises *args and what follows.
func (r paramRules) starred() bool {
	f := r.f
	f.mistake(r.starMistake)
	rest := func() bool { return r.many(r.either) >= 0 && f.optional(r.keywords) }
	if f.try(func() bool { return f.tok(tStar) && r.plain() && rest() }) {
		return true
	}
	if !r.lambda && f.try(func() bool {
		return f.tok(tStar) && f.tok(tName) && f.tok(tColon) && f.starExpression() != nil && r.close() && rest()
	}) {
		return true
	}
	return f.try(func() bool { return f.tok(tStar) && f.tok(tComma) && r.many(r.either) > 0 && f.optional(r.keywords) }) ||
		f.try(r.keywords)
}

// keywords recognises **kwargs.
func (r paramRules) keywords() bool {
	f := r.f
	f.mistake(func() {
		from := f.pos
		if !f.tok(tDoubleStar) || !r.param() {
			return
		}
		m := f.pos
		if f.tok(tAssign) {
			f.raiseRange(m, m+1, "var-keyword argument cannot have default value")
			return
		}
		if !f.tok(tComma) {
			return
		}
		at := f.pos
		if r.param() {
			f.raiseRange(at, f.pos, "arguments cannot follow var-keyword argument")
			return
		}
		f.pos = from
		if f.tok(tDoubleStar) && r.param() && f.tok(tComma) && f.oneOf(tStar, tDoubleStar, tSlash) {
			f.raiseRange(f.pos, f.pos+1, "arguments cannot follow var-keyword argument")
		}
	})
	return f.tok(tDoubleStar) && r.plain()
}

// starMistake knows wrong uses of * among parameters.
func (r paramRules) starMistake() {
	f := r.f
	from := f.pos
	if !f.tok(tStar) {
		return
	}
	if f.is(r.end) || f.ahead(func() bool { return f.tok(tComma) && f.oneOf(r.end, tDoubleStar) }) {
		if r.lambda {
			f.raiseLast(SyntaxError, "named arguments must follow bare *")
		} else {
			f.raiseRange(from, from+1, "named arguments must follow bare *")
		}
		return
	}
	if r.param() && f.tok(tAssign) {
		f.raiseRange(f.pos-1, f.pos, "var-positional argument cannot have default value")
		return
	}
	f.pos = from + 1
	if r.plain() || f.tok(tComma) {
		r.many(r.either)
		at := f.pos
		if f.tok(tStar) && (r.plain() || f.tok(tComma)) {
			f.raiseRange(at, at+1, "* argument may appear only once")
		}
	}
}

// mistake knows wrong orders of parameters.
func (r paramRules) mistake() {
	f := r.f
	from := f.pos
	r.many(r.plain)
	m := f.pos
	if r.slashDefaulted() || r.many(r.defaulted) > 0 {
		at := f.pos
		if r.plain() {
			to := f.pos
			// The node is the parameter alone, without the comma.
			if f.toks[to-1].kind == tComma {
				to--
			}
			f.raiseRange(at, to, "non-default argument follows default argument")
			return
		}
	}
	f.pos = m
	if f.tok(tLParen) {
		inner := false
		if r.lambda {
			inner = f.separated(tComma, r.param)
		} else {
			inner = r.many(r.plain) > 0
		}
		if inner {
			f.tok(tComma)
			if f.tok(tRParen) {
				what := "Function"
				if r.lambda {
					what = "Lambda expression"
				}
				f.raiseRange(m, f.pos, "%s parameters cannot be parenthesized", what)
				return
			}
		}
	}
	f.pos = from
	if f.tok(tSlash) && f.tok(tComma) {
		f.raiseRange(from, from+1, "at least one argument must precede /")
		return
	}
	f.pos = from
	slashed := r.slashPlain() || r.slashDefaulted()
	if slashed {
		r.many(r.either)
		if at := f.pos; f.tok(tSlash) {
			f.raiseRange(at, at+1, "/ may appear only once")
			return
		}
	}
	f.pos = from
	if !r.slashPlain() {
		r.slashDefaulted()
	}
	r.many(r.either)
	if f.tok(tStar) && (f.tok(tComma) || r.plain()) {
		r.many(r.either)
		if at := f.pos; f.tok(tSlash) {
			f.raiseRange(at, at+1, "/ must be ahead of *")
			return
		}
	}
	f.pos = from
	if r.many(r.either) > 0 && f.tok(tSlash) {
		if at := f.pos; f.tok(tStar) {
			f.raiseRange(at, at+1, "expected comma between / and *")
		}
	}
}
