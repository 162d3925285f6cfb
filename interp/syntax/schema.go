package syntax

import (
	"reflect"
	"strings"
	"sync"
)

// This file derives a description of the node classes from the struct tags of ast.go.

// Class describes a node class.
type Class struct {
	Name       string       // as in Python
	Type       reflect.Type // the Go struct
	Positioned bool         // has lineno, col_offset, end_lineno, end_col_offset
	Fields     []Field
}

// Field describes a field of a node class.
type Field struct {
	Name     string // as in Python
	Index    int    // of the Go struct's field
	Optional bool   // may be None
}

// classes describes all nodes, by Go type.
var classes = sync.OnceValue(func() map[reflect.Type]*Class {
	m := make(map[reflect.Type]*Class)
	for _, v := range allNodes {
		t := reflect.TypeOf(v)
		c := &Class{Type: t}
		for i := range t.NumField() {
			f := t.Field(i)
			tag, ok := f.Tag.Lookup("py")
			switch {
			case f.Anonymous:
				c.Name = tag
				c.Positioned = f.Type == reflect.TypeFor[Node]()
			case ok:
				c.Fields = append(c.Fields, Field{Name: strings.TrimSuffix(tag, "?"), Index: i, Optional: strings.HasSuffix(tag, "?")})
			}
		}
		m[t] = c
	}
	return m
})

// ClassOf describes the class of n.
func ClassOf(n AST) *Class { return classes()[reflect.TypeOf(n).Elem()] }

// Classes describes all node classes, in the order of ast.go.
func Classes() []*Class {
	list := make([]*Class, len(allNodes))
	for i, v := range allNodes {
		list[i] = classes()[reflect.TypeOf(v)]
	}
	return list
}

// allNodes holds a value of each node type.
var allNodes = []any{
	Module{}, Interactive{}, Expression{}, FunctionType{}, FunctionDef{}, AsyncFunctionDef{}, ClassDef{},
	Return{}, Delete{}, Assign{}, AugAssign{}, AnnAssign{}, For{}, AsyncFor{}, While{}, If{}, With{},
	AsyncWith{}, Match{}, Raise{}, Try{}, TryStar{}, Assert{}, Import{}, ImportFrom{}, Global{}, Nonlocal{},
	ExprStmt{}, Pass{}, Break{}, Continue{}, BoolOp{}, NamedExpr{}, BinOp{}, UnaryOp{}, Lambda{}, IfExp{},
	Dict{}, Set{}, ListComp{}, SetComp{}, DictComp{}, GeneratorExp{}, Await{}, Yield{}, YieldFrom{},
	Compare{}, Call{}, FormattedValue{}, JoinedStr{}, Constant{}, Attribute{}, Subscript{}, Starred{}, Name{},
	List{}, Tuple{}, Slice{}, MatchValue{}, MatchSingleton{}, MatchSequence{}, MatchMapping{}, MatchClass{},
	MatchStar{}, MatchAs{}, MatchOr{}, Comprehension{}, ExceptHandler{}, Arguments{}, Arg{}, Keyword{},
	Alias{}, WithItem{}, MatchCase{}, TypeIgnore{},
}
