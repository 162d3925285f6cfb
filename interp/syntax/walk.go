package syntax

// Inspect calls f for n and, as long as f returns true, for all nodes below it, parents first, in the order of
// the fields. Absent children are not visited. It recurses: the depth of a tree that Parse returned is
// bounded, except for the left operands of long operator chains, which are followed in a loop.
func Inspect(n AST, f func(AST) bool) {
	if b, ok := n.(*BinOp); ok {
		inspectBinOp(b, f)
		return
	}
	if !f(n) {
		return
	}
	switch n := n.(type) {
	case *Module:
		inspectAll(n.Body, f)
		inspectAll(n.TypeIgnores, f)
	case *Interactive:
		inspectAll(n.Body, f)
	case *Expression:
		Inspect(n.Body, f)
	case *FunctionType:
		inspectAll(n.ArgTypes, f)
		Inspect(n.Returns, f)
	case *FunctionDef:
		Inspect(n.Args, f)
		inspectAll(n.Body, f)
		inspectAll(n.DecoratorList, f)
		if n.Returns != nil {
			Inspect(n.Returns, f)
		}
	case *AsyncFunctionDef:
		Inspect(n.Args, f)
		inspectAll(n.Body, f)
		inspectAll(n.DecoratorList, f)
		if n.Returns != nil {
			Inspect(n.Returns, f)
		}
	case *ClassDef:
		inspectAll(n.Bases, f)
		inspectAll(n.Keywords, f)
		inspectAll(n.Body, f)
		inspectAll(n.DecoratorList, f)
	case *Return:
		if n.Value != nil {
			Inspect(n.Value, f)
		}
	case *Delete:
		inspectAll(n.Targets, f)
	case *Assign:
		inspectAll(n.Targets, f)
		Inspect(n.Value, f)
	case *AugAssign:
		Inspect(n.Target, f)
		Inspect(n.Value, f)
	case *AnnAssign:
		Inspect(n.Target, f)
		Inspect(n.Annotation, f)
		if n.Value != nil {
			Inspect(n.Value, f)
		}
	case *For:
		Inspect(n.Target, f)
		Inspect(n.Iter, f)
		inspectAll(n.Body, f)
		inspectAll(n.Orelse, f)
	case *AsyncFor:
		Inspect(n.Target, f)
		Inspect(n.Iter, f)
		inspectAll(n.Body, f)
		inspectAll(n.Orelse, f)
	case *While:
		Inspect(n.Test, f)
		inspectAll(n.Body, f)
		inspectAll(n.Orelse, f)
	case *If:
		Inspect(n.Test, f)
		inspectAll(n.Body, f)
		inspectAll(n.Orelse, f)
	case *With:
		inspectAll(n.Items, f)
		inspectAll(n.Body, f)
	case *AsyncWith:
		inspectAll(n.Items, f)
		inspectAll(n.Body, f)
	case *Match:
		Inspect(n.Subject, f)
		inspectAll(n.Cases, f)
	case *Raise:
		if n.Exc != nil {
			Inspect(n.Exc, f)
		}
		if n.Cause != nil {
			Inspect(n.Cause, f)
		}
	case *Try:
		inspectAll(n.Body, f)
		inspectAll(n.Handlers, f)
		inspectAll(n.Orelse, f)
		inspectAll(n.Finalbody, f)
	case *TryStar:
		inspectAll(n.Body, f)
		inspectAll(n.Handlers, f)
		inspectAll(n.Orelse, f)
		inspectAll(n.Finalbody, f)
	case *Assert:
		Inspect(n.Test, f)
		if n.Msg != nil {
			Inspect(n.Msg, f)
		}
	case *Import:
		inspectAll(n.Names, f)
	case *ImportFrom:
		inspectAll(n.Names, f)
	case *ExprStmt:
		Inspect(n.Value, f)
	case *BoolOp:
		inspectAll(n.Values, f)
	case *NamedExpr:
		Inspect(n.Target, f)
		Inspect(n.Value, f)
	case *UnaryOp:
		Inspect(n.Operand, f)
	case *Lambda:
		Inspect(n.Args, f)
		Inspect(n.Body, f)
	case *IfExp:
		Inspect(n.Test, f)
		Inspect(n.Body, f)
		Inspect(n.Orelse, f)
	case *Dict:
		inspectAll(n.Keys, f)
		inspectAll(n.Values, f)
	case *Set:
		inspectAll(n.Elts, f)
	case *ListComp:
		Inspect(n.Elt, f)
		inspectAll(n.Generators, f)
	case *SetComp:
		Inspect(n.Elt, f)
		inspectAll(n.Generators, f)
	case *DictComp:
		Inspect(n.Key, f)
		Inspect(n.Value, f)
		inspectAll(n.Generators, f)
	case *GeneratorExp:
		Inspect(n.Elt, f)
		inspectAll(n.Generators, f)
	case *Await:
		Inspect(n.Value, f)
	case *Yield:
		if n.Value != nil {
			Inspect(n.Value, f)
		}
	case *YieldFrom:
		Inspect(n.Value, f)
	case *Compare:
		Inspect(n.Left, f)
		inspectAll(n.Comparators, f)
	case *Call:
		Inspect(n.Func, f)
		inspectAll(n.Args, f)
		inspectAll(n.Keywords, f)
	case *FormattedValue:
		Inspect(n.Value, f)
		if n.FormatSpec != nil {
			Inspect(n.FormatSpec, f)
		}
	case *JoinedStr:
		inspectAll(n.Values, f)
	case *Attribute:
		Inspect(n.Value, f)
	case *Subscript:
		Inspect(n.Value, f)
		Inspect(n.Slice, f)
	case *Starred:
		Inspect(n.Value, f)
	case *List:
		inspectAll(n.Elts, f)
	case *Tuple:
		inspectAll(n.Elts, f)
	case *Slice:
		if n.Lower != nil {
			Inspect(n.Lower, f)
		}
		if n.Upper != nil {
			Inspect(n.Upper, f)
		}
		if n.Step != nil {
			Inspect(n.Step, f)
		}
	case *MatchValue:
		Inspect(n.Value, f)
	case *MatchSequence:
		inspectAll(n.Patterns, f)
	case *MatchMapping:
		inspectAll(n.Keys, f)
		inspectAll(n.Patterns, f)
	case *MatchClass:
		Inspect(n.Cls, f)
		inspectAll(n.Patterns, f)
		inspectAll(n.KwdPatterns, f)
	case *MatchAs:
		if n.Pattern != nil {
			Inspect(n.Pattern, f)
		}
	case *MatchOr:
		inspectAll(n.Patterns, f)
	case *Comprehension:
		Inspect(n.Target, f)
		Inspect(n.Iter, f)
		inspectAll(n.Ifs, f)
	case *ExceptHandler:
		if n.Type != nil {
			Inspect(n.Type, f)
		}
		inspectAll(n.Body, f)
	case *Arguments:
		inspectAll(n.PosOnly, f)
		inspectAll(n.Args, f)
		if n.Vararg != nil {
			Inspect(n.Vararg, f)
		}
		inspectAll(n.KwOnly, f)
		inspectAll(n.KwDefaults, f)
		if n.Kwarg != nil {
			Inspect(n.Kwarg, f)
		}
		inspectAll(n.Defaults, f)
	case *Arg:
		if n.Annotation != nil {
			Inspect(n.Annotation, f)
		}
	case *Keyword:
		Inspect(n.Value, f)
	case *WithItem:
		Inspect(n.ContextExpr, f)
		if n.OptionalVars != nil {
			Inspect(n.OptionalVars, f)
		}
	case *MatchCase:
		Inspect(n.Pattern, f)
		if n.Guard != nil {
			Inspect(n.Guard, f)
		}
		inspectAll(n.Body, f)
	}
}

// inspectBinOp walks a chain such as a+b+c, which nests to the left once for each operator, without recursion.
func inspectBinOp(b *BinOp, f func(AST) bool) {
	var chain []*BinOp
	for {
		if !f(b) {
			break
		}
		chain = append(chain, b)
		left, ok := b.Left.(*BinOp)
		if !ok {
			Inspect(b.Left, f)
			break
		}
		b = left
	}
	for i := len(chain) - 1; i >= 0; i-- {
		Inspect(chain[i].Right, f)
	}
}

func inspectAll[N interface {
	comparable
	AST
}](list []N, f func(AST) bool) {
	var none N
	for _, n := range list {
		if n != none {
			Inspect(n, f)
		}
	}
}
