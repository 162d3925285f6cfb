package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/resolve"
	"memphis/interp/syntax"
)

// This file compiles calls.

// maxArgs is how many arguments go by register, as many as CPython passes on its stack; more go through a tuple.
const maxArgs = 30

func (c *compiler) call(e *syntax.Call, dst int) {
	c.checkKeywords(e.Keywords)
	if c.methodCall(e, dst) {
		return
	}
	c.checkCallable(e.Func)
	base := c.callBase(dst)
	c.folded(*e.Func.Position()) // where CPython puts a NULL below the function
	c.expr(e.Func, base)
	c.arguments(dst, base, 0, e.Args, e.Keywords)
}

// callBase returns the lowest free register, or dst if it is just below.
func (c *compiler) callBase(dst int) int {
	if dst >= c.base && dst == c.top-1 {
		return dst
	}
	return c.alloc()
}

// PlainArguments tells whether all arguments can go by register.
func PlainArguments(args []syntax.Expr, keywords []*syntax.Keyword) bool {
	for _, a := range args {
		if _, ok := a.(*syntax.Starred); ok {
			return false
		}
	}
	for _, k := range keywords {
		if k.Arg == "" {
			return false
		}
	}
	return len(args)+len(keywords) < maxArgs
}

// methodCall compiles a call of an attribute with plain arguments, which needs no bound method object.
func (c *compiler) methodCall(e *syntax.Call, dst int) bool {
	f, ok := e.Func.(*syntax.Attribute)
	if !ok || f.Ctx != syntax.Load || !PlainArguments(e.Args, e.Keywords) {
		return false
	}
	base := c.callBase(dst)
	obj := c.operand(f.Value, base)
	if c.top == base+1 {
		c.alloc()
	}
	c.at(attrPos(f.Pos, f.Pos, f.Attr), func() {
		c.emit(bytecode.LOADMETHOD, base, obj, 0, c.attrSlot(c.mangle(f.Attr)))
	})
	c.top = base + 2
	n, names := c.plainArgs(e.Args, e.Keywords)
	c.at(callPos(c.table, e, f), func() {
		if names >= 0 {
			c.emit(bytecode.CALLMKW, dst, base, n, names)
		} else {
			c.emit(bytecode.CALLM, dst, base, n, c.callSlot())
		}
	})
	return true
}

// callPos is the position of the call of an attribute: that of the attribute if it is on a later line, but not for what
// the module imports, since CPython calls that as any function.
func callPos(t *resolve.Table, e *syntax.Call, f *syntax.Attribute) bytecode.Pos {
	if n, ok := f.Value.(*syntax.Name); ok {
		if s := t.Top.Lookup(n.Id); s != nil && s.Flags&resolve.DefImport != 0 {
			return e.Pos
		}
	}
	return attrPos(e.Pos, f.Pos, f.Attr)
}

// plainArgs compiles arguments into new registers; names is the constant with the names of keywords, or -1.
func (c *compiler) plainArgs(args []syntax.Expr, keywords []*syntax.Keyword) (n int, names int32) {
	c.row(args)
	if len(keywords) == 0 {
		return len(args), -1
	}
	kw := make(bytecode.Tuple, len(keywords))
	for i, k := range keywords {
		c.expr(k.Value, c.alloc())
		kw[i] = bytecode.Str(k.Arg)
	}
	return len(args) + len(keywords), c.constant(kw)
}

// arguments compiles the arguments of a call of the register base, the first n of which are there already, and the call.
func (c *compiler) arguments(dst, base, n int, args []syntax.Expr, keywords []*syntax.Keyword) {
	if PlainArguments(args, keywords) {
		k, names := c.plainArgs(args, keywords)
		if names >= 0 {
			c.emit(bytecode.CALLKW, dst, base, n+k, names)
		} else {
			c.emit(bytecode.CALL, dst, base, n+k, c.callSlot())
		}
		return
	}
	c.top = base + 1 + n
	pos := base + 1
	if n == 0 {
		c.alloc()
		c.positional(args, pos)
		c.top = pos + 1
	} else {
		// The arguments that are there already begin the list.
		list := c.alloc()
		c.emit(bytecode.BUILDLIST, list, pos, n, 0)
		c.extend(args, list)
		c.emit(bytecode.MOVE, pos, list, 0, 0)
		c.top = pos + 1
	}
	kw := c.alloc()
	c.keywordDict(keywords, base, kw)
	c.emit(bytecode.CALLEX, dst, base, 0, 0)
}

// positional puts an iterable of the positional arguments into the register pos.
func (c *compiler) positional(args []syntax.Expr, pos int) {
	if len(args) == 0 {
		c.emit(bytecode.LOADK, pos, 0, 0, c.constant(bytecode.Tuple{}))
		return
	}
	if len(args) == 1 {
		if s, ok := args[0].(*syntax.Starred); ok {
			c.expr(s.Value, pos)
			return
		}
	}
	c.sequence(args, bytecode.BUILDTUPLE, pos)
}

// extend appends arguments to the list in a register.
func (c *compiler) extend(args []syntax.Expr, list int) {
	mark := c.top
	for _, a := range args {
		if s, ok := a.(*syntax.Starred); ok {
			r := c.operand(s.Value, -1)
			c.emit(bytecode.LISTEXTEND, list, r, 0, 0)
		} else {
			r := c.operand(a, -1)
			c.emit(bytecode.LISTAPPEND, list, r, 0, 0)
		}
		c.top = mark
	}
}

// keywordDict puts the dict of the keyword arguments of a call of fn into the register dst; unbound if there are none.
func (c *compiler) keywordDict(keywords []*syntax.Keyword, fn, dst int) {
	if len(keywords) == 0 {
		c.emit(bytecode.LOADNIL, dst, 0, 0, 0)
		return
	}
	mark := c.top
	if len(keywords) == 1 && keywords[0].Arg == "" && dst > 0 {
		c.folded(c.pos)
		r := c.operand(keywords[0].Value, dst)
		c.emit(bytecode.KEYWORDS, dst, r, fn, 0)
		c.top = mark
		return
	}
	have := false
	for i := 0; i < len(keywords); {
		if keywords[i].Arg == "" {
			if !have {
				c.emit(bytecode.BUILDDICT, dst, 0, 0, 0)
				have = true
			}
			r := c.operand(keywords[i].Value, -1)
			c.emit(bytecode.DICTMERGE, dst, r, fn, 0)
			c.top = mark
			i++
			continue
		}
		// A run of named ones is a dict of its own.
		var names bytecode.Tuple
		run := dst
		if have {
			run = c.alloc()
		}
		first := c.top
		end := i
		for end < len(keywords) && keywords[end].Arg != "" {
			end++
		}
		many := 2*(end-i) > ManyItems // CPython puts them into the dict one by one
		if i+1 == len(keywords) || keywords[i+1].Arg == "" {
			c.emit(bytecode.LOADK, c.alloc(), 0, 0, c.constant(bytecode.Str(keywords[i].Arg)))
			c.expr(keywords[i].Value, c.alloc())
			c.emit(bytecode.BUILDDICT, run, first, 1, 0)
			i++
		}
		for i < len(keywords) && keywords[i].Arg != "" && len(names) < maxRow {
			names = append(names, bytecode.Str(keywords[i].Arg))
			c.foldedIf(many)
			c.expr(keywords[i].Value, c.alloc())
			i++
		}
		if len(names) > 0 {
			c.emit(bytecode.BUILDCONSTKEYMAP, run, first, len(names), c.constant(names))
		}
		if have {
			c.emit(bytecode.DICTMERGE, dst, run, fn, 0)
		}
		have = true
		c.top = mark
	}
}

func (c *compiler) checkKeywords(keywords []*syntax.Keyword) {
	for i, k := range keywords {
		if k.Arg == "" {
			continue
		}
		if k.Arg == "__debug__" {
			c.fail("cannot assign to __debug__")
			return
		}
		for _, other := range keywords[i+1:] {
			if other.Arg == k.Arg {
				c.failAt(other.Pos, "keyword argument repeated: %s", k.Arg)
				return
			}
		}
	}
}
