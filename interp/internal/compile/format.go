package compile

import (
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles '...%s...' % (x, y) with a literal tuple as the f-string that it amounts to.

// percentFormat compiles e so, if it is of that kind: only %s, %r and %a, each with an optional minus, width and precision.
func (c *compiler) percentFormat(e *syntax.BinOp, dst int) bool {
	js, ok := c.percentFields(e)
	if ok {
		c.joinedStr(js, dst)
	}
	return ok
}

func (c *compiler) percentFields(e *syntax.BinOp) (*syntax.JoinedStr, bool) {
	t, ok := e.Right.(*syntax.Tuple)
	if !ok {
		return nil, false
	}
	format, ok := c.constantOf(e.Left).(bytecode.Str)
	if !ok || c.constantOf(t) != nil {
		return nil, false
	}
	for _, elt := range t.Elts {
		if isStarred(elt) {
			return nil, false
		}
	}
	parts, ok := splitFormat(string(format), t.Elts)
	if !ok {
		return nil, false
	}
	js := &syntax.JoinedStr{Node: e.Node, Values: parts}
	return js, true
}

func splitFormat(f string, args []syntax.Expr) ([]syntax.Expr, bool) {
	var parts []syntax.Expr
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			parts = append(parts, &syntax.Constant{Kind: syntax.ConstStr, S: lit.String()})
			lit.Reset()
		}
	}
	used := 0
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			lit.WriteByte(f[i])
			continue
		}
		i++
		if i < len(f) && f[i] == '%' {
			lit.WriteByte('%')
			continue
		}
		left, width, precision := false, "", ""
		if i < len(f) && f[i] == '-' {
			left = true
			i++
		}
		for ; i < len(f) && f[i] >= '0' && f[i] <= '9'; i++ {
			width += f[i : i+1]
		}
		if i < len(f) && f[i] == '.' {
			precision = "."
			for i++; i < len(f) && f[i] >= '0' && f[i] <= '9'; i++ {
				precision += f[i : i+1]
			}
		}
		if i >= len(f) || used >= len(args) || strings.HasPrefix(width, "0") || len(width) > 2 || len(precision) > 3 {
			return nil, false
		}
		conv := f[i]
		if conv != 's' && conv != 'r' && conv != 'a' {
			return nil, false
		}
		if precision == "." {
			precision = ".0"
		}
		flush()
		v := &syntax.FormattedValue{Node: syntax.Node{Pos: *args[used].Position()}, Value: args[used], Conversion: int(conv)}
		used++
		spec := precision
		if width != "" {
			if !left {
				spec = ">" + width + precision
			} else {
				spec = width + precision
			}
		}
		if spec != "" {
			v.FormatSpec = &syntax.Constant{Node: v.Node, Kind: syntax.ConstStr, S: spec}
		}
		parts = append(parts, v)
	}
	flush()
	return parts, used == len(args)
}
