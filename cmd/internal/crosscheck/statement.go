package crosscheck

import "strings"

// This file makes random statements.

// statement writes one, simple if the program is long or deep enough.
func (g *gen) statement() {
	if g.left--; g.left < 0 || g.depth > 5 {
		g.simple()
		return
	}
	switch g.r.IntN(25) {
	case 22, 23:
		g.snippet()
	case 24:
		if g.hots > 0 {
			g.hots--
			g.hot()
		}
	case 0, 1:
		g.line("if %s:", g.condition(2))
		g.block(2, func() {})
		if g.chance(2) {
			g.line("elif %s:", g.condition(1))
			g.block(1, func() {})
		}
		if g.chance(2) {
			g.line("else:")
			g.block(2, func() {})
		}
	case 2, 3:
		g.loop()
	case 4, 5, 6:
		g.try()
	case 7:
		if g.kind == coroutine && g.chance(2) {
			g.line("async with CM('aw', %s) as b:", g.pick("True", "False"))
		} else {
			g.line("with CM(%s, %s) as a, CM('inner'):", g.str(1), g.pick("True", "False"))
		}
		g.block(3, func() {})
	case 8:
		g.match()
	case 9:
		f := g.name("n")
		how := "global"
		if g.owns {
			how = "nonlocal"
		}
		g.line("def %s(d, e=%s):", f, g.integer(1))
		g.inKind(function, g.owns, func() {
			g.depth++
			g.line("%s a, %s", how, g.pick("b", "c", "s", "xs"))
			g.depth--
			g.block(2, func() { g.line("return d, e, a") })
		})
		g.line("print(%s(%s))", f, g.integer(1))
	case 10:
		if len(g.gens) > 0 {
			g.drive()
			return
		}
		g.simple()
	case 11:
		if len(g.coros) > 0 {
			if g.kind == coroutine {
				g.line("a = await %s()", g.pick(g.coros...))
			} else {
				g.line("print('driven', drive(%s()))", g.pick(g.coros...))
			}
			return
		}
		g.simple()
	default:
		g.simple()
	}
}

func (g *gen) simple() {
	switch g.r.IntN(34) {
	case 0, 1, 2, 3:
		if g.chance(3) {
			g.line("%s = %s, %s", g.pick("a, b", "b, c", "(a, *ys)", "xs[0], b", "c, a"), g.integer(1), g.integer(2))
			return
		}
		g.line("%s = %s", g.pick("a", "b", "c", "a = b", "xs[0]"), g.integer(2))
	case 4:
		g.line("%s %s= %s", g.pick("a", "b", "c", "xs[0]"), g.pick("+", "-", "*", "//", "%", "|"), g.integer(1))
	case 5:
		g.line("a = a %% 1000; b = %s", g.integer(2))
	case 6:
		g.line("s = %s", g.str(2))
	case 7:
		g.line("%s = %s", g.pick("xs", "ys"), g.list(2))
	case 8:
		g.line("xs.append(%s); xs = xs[-6:]", g.integer(2))
	case 9, 10, 11:
		g.line("print(%s, %s, %s)", g.integer(2), g.str(2), g.list(2))
	case 12:
		if g.chance(2) {
			g.line("raise %s", g.exception())
		} else {
			g.line("assert %s, %s", g.condition(2), g.str(1))
		}
	case 13:
		switch {
		case g.loops > 0 && !g.star:
			g.line("if %s: %s", g.condition(1), g.pick("break", "continue"))
		default:
			g.line("print(sys._getframe().f_lineno, sys.exc_info()[0])")
		}
	case 14:
		if g.kind == function && !g.star {
			g.line("if %s: return %s", g.condition(1), g.integer(1))
			return
		}
		g.line("pass")
	case 15:
		g.line("del %s", g.pick("a", "b", "xs[0]", "ys[:]", "c"))
	case 16:
		if g.kind == generator {
			g.line("%s", g.pick("b = yield a", "yield", "print('sent', (yield xs))", "yield from xs", "c = yield from [a, b]"))
			return
		}
		g.line("a, (b, *c) = %s, %s; c = len(c)", g.integer(1), g.list(1))
	case 17:
		g.line("print(%s,", g.integer(1))
		g.line("      %s,", g.integer(2))
		g.line("      %s)", g.str(1))
	case 18:
		g.line("print(sorted(locals())[:3])")
	case 19, 20, 21:
		g.line("c = %s", g.integer(2))
	default:
		g.fill(simpleSnippets[g.r.IntN(len(simpleSnippets))])
	}
}

func (g *gen) loop() {
	loops := g.loops
	switch g.r.IntN(4) {
	case 0:
		g.line("while tick() or %s:", g.condition(1))
	case 1:
		if g.kind == coroutine {
			g.line("async for a in Count(3):")
			break
		}
		g.line("for i, a in enumerate(%s):", g.list(2))
	default:
		g.line("for %s in %s:", g.pick("a", "b", "xs[0]"), g.pick("range(3)", "xs[:4]", "[1, 2, 3]", g.list(1)))
	}
	g.loops++
	g.depth++
	g.line("tick()")
	g.depth--
	g.block(3, func() {})
	g.loops = loops
	if g.chance(3) {
		g.line("else:")
		g.block(1, func() {})
	}
}

func (g *gen) try() {
	g.line("try:")
	g.block(3, func() {
		if g.chance(3) {
			g.line("raise %s", g.exception())
		}
	})
	handlers := g.r.IntN(4)
	if handlers == 3 && g.chance(2) {
		was := g.star
		g.star = true
		g.line("except* %s as e:", g.pick("E1", "(ValueError, E2)", "ZeroDivisionError"))
		g.block(2, func() { g.line("print(repr(e))") })
		g.star = was
		return
	}
	for range handlers {
		g.line("except %s as e:", g.pick("E1", "E2", "ZeroDivisionError", "(IndexError, KeyError)", "ValueError", "Exception"))
		g.block(2, func() {
			g.line("%s", g.pick("raise", "print(repr(e), repr(e.__context__))", "pass", "raise E1(a) from e", "del e", "e = 5"))
		})
	}
	if handlers > 0 && g.chance(3) {
		g.line("else:")
		g.block(1, func() {})
	}
	if handlers == 0 || g.chance(2) {
		g.line("finally:")
		g.block(2, func() {
			switch {
			case g.star:
			case g.loops > 0 && g.chance(4):
				g.line("%s", g.pick("break", "continue"))
			case g.kind == function && g.chance(4):
				g.line("return %s", g.integer(1))
			}
		})
	}
}

func (g *gen) match() {
	g.line("match %s:", g.pick("xs", "a", "(a, b)", "{'k': a, 'l': b}", "s", g.integer(1)))
	g.depth++
	for range 1 + g.r.IntN(3) {
		guard := ""
		if g.chance(3) {
			guard = " if " + g.condition(1)
		}
		pattern := g.pick("[a, *ys]", "[_, b]", "1 | 2 as a", "{'k': c, **rest}", "int(a)", "str() as s", "(a, b)", "[]", "None", "-3")
		if len(g.classes) > 0 && g.chance(4) {
			pattern = g.pick(g.classes...) + "(a)"
		}
		g.line("case %s%s:", pattern, guard)
		g.block(2, func() {})
	}
	if g.chance(2) {
		g.line("case _:")
		g.block(1, func() {})
	}
	g.depth--
}

// drive writes the use of a generator.
func (g *gen) drive() {
	f := g.pick(g.gens...)
	switch g.r.IntN(4) {
	case 0:
		if g.kind == generator {
			g.line("b = yield from %s()", f)
			return
		}
		g.line("for b in %s(): print(b)", f)
	case 1:
		g.line("it = %s(); print(next(it)); it.close()", f)
	case 2:
		g.line("it = %s(); print(next(it, 'end'), it.gi_frame and it.gi_frame.f_lineno)", f)
		g.line("try: print(it.send(%s), it.throw(%s))", g.integer(1), g.pick("E1('in')", "ValueError", "E2(1)"))
		g.line("except (StopIteration, E1) as e: print(repr(e), e.__traceback__.tb_lineno)")
	default:
		g.line("print([*%s()][:5])", f)
	}
}

// snippet writes one of the larger pieces, at most a few of which a program has.
func (g *gen) snippet() {
	if g.snippets == 0 {
		g.simple()
		return
	}
	g.snippets--
	if text := blockSnippets[g.r.IntN(len(blockSnippets))]; g.kind == module || !strings.Contains(text, "global ") {
		// A coroutine cannot delegate, and what is awaited elsewhere is no matter here.
		g.inKind(plain, g.owns, func() { g.fill(text) })
	}
}
