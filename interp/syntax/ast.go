package syntax

import "math/big"

// This file defines the syntax tree: one struct for each node of Python 3.11's abstract grammar, with its
// documented names and fields. Three conventions replace what the grammar spells with "?":
// a nil interface or pointer is None, an empty string in an identifier field is None, and a nil entry in a
// []Expr is the None that Dict.Keys and Arguments.KwDefaults may hold.
//
// The `py` tags carry the Python spelling of the class (on the embedded Node or bare) and of each field, with
// ? for optional fields; schema.go reads them for Dump and for the module _ast.

// Pos is the extent of a node in the source. Lines count from 1; columns are UTF-8 byte offsets counting from 0,
// and EndCol is the offset just after the node: the meaning of lineno, col_offset and so on in CPython.
type Pos struct{ Line, Col, EndLine, EndCol int32 }

// Node is the part that all nodes with a position share.
type Node struct{ Pos }

// Position returns the node's extent, which the caller may change.
func (n *Node) Position() *Pos { return &n.Pos }

func (n *Node) ast() {}

// bare marks the nodes that the abstract grammar gives no position.
type bare struct{}

func (bare) ast() {}

// AST is any node of the tree.
type AST interface{ ast() }

// Positioned is a node that has a position in the source.
type Positioned interface {
	AST
	Position() *Pos
}

// Mod is the root of a tree: *Module, *Interactive, *Expression or *FunctionType.
type Mod interface {
	AST
	mod()
}

// Stmt is a statement.
type Stmt interface {
	Positioned
	stmt()
}

// Expr is an expression. (The statement that the abstract grammar calls Expr is ExprStmt here.)
type Expr interface {
	Positioned
	expr()
}

// Pattern is a pattern of a match statement.
type Pattern interface {
	Positioned
	pattern()
}

// Module is a file or the argument of exec.
type Module struct {
	bare        `py:"Module"`
	Body        []Stmt        `py:"body"`
	TypeIgnores []*TypeIgnore `py:"type_ignores"`
}

// Interactive is one statement line typed at the prompt (compile mode "single").
type Interactive struct {
	bare `py:"Interactive"`
	Body []Stmt `py:"body"`
}

// Expression is the argument of eval.
type Expression struct {
	bare `py:"Expression"`
	Body Expr `py:"body"`
}

// FunctionType is a signature type comment (compile mode "func_type").
type FunctionType struct {
	bare     `py:"FunctionType"`
	ArgTypes []Expr `py:"argtypes"`
	Returns  Expr   `py:"returns"`
}

// FunctionDef is a def statement.
type FunctionDef struct {
	Node          `py:"FunctionDef"`
	Name          string     `py:"name"`
	Args          *Arguments `py:"args"`
	Body          []Stmt     `py:"body"`
	DecoratorList []Expr     `py:"decorator_list"`
	Returns       Expr       `py:"returns?"`
	TypeComment   string     `py:"type_comment?"`
}

// AsyncFunctionDef is an async def statement.
type AsyncFunctionDef struct {
	Node          `py:"AsyncFunctionDef"`
	Name          string     `py:"name"`
	Args          *Arguments `py:"args"`
	Body          []Stmt     `py:"body"`
	DecoratorList []Expr     `py:"decorator_list"`
	Returns       Expr       `py:"returns?"`
	TypeComment   string     `py:"type_comment?"`
}

// ClassDef is a class statement.
type ClassDef struct {
	Node          `py:"ClassDef"`
	Name          string     `py:"name"`
	Bases         []Expr     `py:"bases"`
	Keywords      []*Keyword `py:"keywords"`
	Body          []Stmt     `py:"body"`
	DecoratorList []Expr     `py:"decorator_list"`
}

// Return is a return statement.
type Return struct {
	Node  `py:"Return"`
	Value Expr `py:"value?"`
}

// Delete is a del statement.
type Delete struct {
	Node    `py:"Delete"`
	Targets []Expr `py:"targets"`
}

// Assign is an assignment, with one target for each =.
type Assign struct {
	Node        `py:"Assign"`
	Targets     []Expr `py:"targets"`
	Value       Expr   `py:"value"`
	TypeComment string `py:"type_comment?"`
}

// AugAssign is an augmented assignment such as a += b.
type AugAssign struct {
	Node   `py:"AugAssign"`
	Target Expr     `py:"target"`
	Op     Operator `py:"op"`
	Value  Expr     `py:"value"`
}

// AnnAssign is an annotated assignment; Simple is 1 when the target is a bare name without parentheses.
type AnnAssign struct {
	Node       `py:"AnnAssign"`
	Target     Expr `py:"target"`
	Annotation Expr `py:"annotation"`
	Value      Expr `py:"value?"`
	Simple     int  `py:"simple"`
}

// For is a for statement.
type For struct {
	Node        `py:"For"`
	Target      Expr   `py:"target"`
	Iter        Expr   `py:"iter"`
	Body        []Stmt `py:"body"`
	Orelse      []Stmt `py:"orelse"`
	TypeComment string `py:"type_comment?"`
}

// AsyncFor is an async for statement.
type AsyncFor struct {
	Node        `py:"AsyncFor"`
	Target      Expr   `py:"target"`
	Iter        Expr   `py:"iter"`
	Body        []Stmt `py:"body"`
	Orelse      []Stmt `py:"orelse"`
	TypeComment string `py:"type_comment?"`
}

// While is a while statement.
type While struct {
	Node   `py:"While"`
	Test   Expr   `py:"test"`
	Body   []Stmt `py:"body"`
	Orelse []Stmt `py:"orelse"`
}

// If is an if statement; an elif is an If alone in Orelse.
type If struct {
	Node   `py:"If"`
	Test   Expr   `py:"test"`
	Body   []Stmt `py:"body"`
	Orelse []Stmt `py:"orelse"`
}

// With is a with statement.
type With struct {
	Node        `py:"With"`
	Items       []*WithItem `py:"items"`
	Body        []Stmt      `py:"body"`
	TypeComment string      `py:"type_comment?"`
}

// AsyncWith is an async with statement.
type AsyncWith struct {
	Node        `py:"AsyncWith"`
	Items       []*WithItem `py:"items"`
	Body        []Stmt      `py:"body"`
	TypeComment string      `py:"type_comment?"`
}

// Match is a match statement.
type Match struct {
	Node    `py:"Match"`
	Subject Expr         `py:"subject"`
	Cases   []*MatchCase `py:"cases"`
}

// Raise is a raise statement.
type Raise struct {
	Node  `py:"Raise"`
	Exc   Expr `py:"exc?"`
	Cause Expr `py:"cause?"`
}

// Try is a try statement.
type Try struct {
	Node      `py:"Try"`
	Body      []Stmt           `py:"body"`
	Handlers  []*ExceptHandler `py:"handlers"`
	Orelse    []Stmt           `py:"orelse"`
	Finalbody []Stmt           `py:"finalbody"`
}

// TryStar is a try statement whose handlers are except*.
type TryStar struct {
	Node      `py:"TryStar"`
	Body      []Stmt           `py:"body"`
	Handlers  []*ExceptHandler `py:"handlers"`
	Orelse    []Stmt           `py:"orelse"`
	Finalbody []Stmt           `py:"finalbody"`
}

// Assert is an assert statement.
type Assert struct {
	Node `py:"Assert"`
	Test Expr `py:"test"`
	Msg  Expr `py:"msg?"`
}

// Import is an import statement.
type Import struct {
	Node  `py:"Import"`
	Names []*Alias `py:"names"`
}

// ImportFrom is a from-import statement; Level counts the leading dots.
type ImportFrom struct {
	Node   `py:"ImportFrom"`
	Module string   `py:"module?"`
	Names  []*Alias `py:"names"`
	Level  int      `py:"level"`
}

// Global is a global statement.
type Global struct {
	Node  `py:"Global"`
	Names []string `py:"names"`
}

// Nonlocal is a nonlocal statement.
type Nonlocal struct {
	Node  `py:"Nonlocal"`
	Names []string `py:"names"`
}

// ExprStmt is an expression used as a statement (the class Expr in Python).
type ExprStmt struct {
	Node  `py:"Expr"`
	Value Expr `py:"value"`
}

// Pass is a pass statement.
type Pass struct {
	Node `py:"Pass"`
}

// Break is a break statement.
type Break struct {
	Node `py:"Break"`
}

// Continue is a continue statement.
type Continue struct {
	Node `py:"Continue"`
}

// BoolOp is two or more operands joined by the same one of and, or.
type BoolOp struct {
	Node   `py:"BoolOp"`
	Op     BoolOperator `py:"op"`
	Values []Expr       `py:"values"`
}

// NamedExpr is an assignment expression such as (a := b).
type NamedExpr struct {
	Node   `py:"NamedExpr"`
	Target Expr `py:"target"`
	Value  Expr `py:"value"`
}

// BinOp is a binary arithmetic or bitwise operation.
type BinOp struct {
	Node  `py:"BinOp"`
	Left  Expr     `py:"left"`
	Op    Operator `py:"op"`
	Right Expr     `py:"right"`
}

// UnaryOp is a unary operation.
type UnaryOp struct {
	Node    `py:"UnaryOp"`
	Op      UnaryOperator `py:"op"`
	Operand Expr          `py:"operand"`
}

// Lambda is a lambda expression.
type Lambda struct {
	Node `py:"Lambda"`
	Args *Arguments `py:"args"`
	Body Expr       `py:"body"`
}

// IfExp is a conditional expression.
type IfExp struct {
	Node   `py:"IfExp"`
	Test   Expr `py:"test"`
	Body   Expr `py:"body"`
	Orelse Expr `py:"orelse"`
}

// Dict is a dict display; a nil key marks **value.
type Dict struct {
	Node   `py:"Dict"`
	Keys   []Expr `py:"keys"`
	Values []Expr `py:"values"`
}

// Set is a set display.
type Set struct {
	Node `py:"Set"`
	Elts []Expr `py:"elts"`
}

// ListComp is a list comprehension.
type ListComp struct {
	Node       `py:"ListComp"`
	Elt        Expr             `py:"elt"`
	Generators []*Comprehension `py:"generators"`
}

// SetComp is a set comprehension.
type SetComp struct {
	Node       `py:"SetComp"`
	Elt        Expr             `py:"elt"`
	Generators []*Comprehension `py:"generators"`
}

// DictComp is a dict comprehension.
type DictComp struct {
	Node       `py:"DictComp"`
	Key        Expr             `py:"key"`
	Value      Expr             `py:"value"`
	Generators []*Comprehension `py:"generators"`
}

// GeneratorExp is a generator expression.
type GeneratorExp struct {
	Node       `py:"GeneratorExp"`
	Elt        Expr             `py:"elt"`
	Generators []*Comprehension `py:"generators"`
}

// Await is an await expression.
type Await struct {
	Node  `py:"Await"`
	Value Expr `py:"value"`
}

// Yield is a yield expression.
type Yield struct {
	Node  `py:"Yield"`
	Value Expr `py:"value?"`
}

// YieldFrom is a yield from expression.
type YieldFrom struct {
	Node  `py:"YieldFrom"`
	Value Expr `py:"value"`
}

// Compare is a chain of comparisons; Ops[i] stands before Comparators[i].
type Compare struct {
	Node        `py:"Compare"`
	Left        Expr          `py:"left"`
	Ops         []CmpOperator `py:"ops"`
	Comparators []Expr        `py:"comparators"`
}

// Call is a call.
type Call struct {
	Node     `py:"Call"`
	Func     Expr       `py:"func"`
	Args     []Expr     `py:"args"`
	Keywords []*Keyword `py:"keywords"`
}

// FormattedValue is a replacement field of an f-string; Conversion is -1 or one of the bytes s, r, a.
type FormattedValue struct {
	Node       `py:"FormattedValue"`
	Value      Expr `py:"value"`
	Conversion int  `py:"conversion"`
	FormatSpec Expr `py:"format_spec?"`
}

// JoinedStr is an f-string, its Values being *Constant and *FormattedValue.
type JoinedStr struct {
	Node   `py:"JoinedStr"`
	Values []Expr `py:"values"`
}

// ConstKind says which field of a Constant holds its value.
type ConstKind uint8

// The kinds of constants.
const (
	ConstNone ConstKind = iota
	ConstTrue
	ConstFalse
	ConstEllipsis
	ConstInt
	ConstFloat
	ConstComplex
	ConstStr
	ConstBytes
	ConstTuple // like ConstFrozenSet only in trees that a program built
	ConstFrozenSet
)

// Constant is a literal. The value lies in the field its kind names: I64 for an int (Int when it does not fit),
// F for a float and for the imaginary part of a complex (whose real part is zero in source; Re keeps a real part for
// trees that a program built), and S for str and bytes. A str is UTF-8 with lone surrogates
// kept as three bytes each (WTF-8); bytes are raw. Elts has the items of a tuple or frozenset.
type Constant struct {
	Node `py:"Constant"`
	Kind ConstKind
	U    bool // a str with the prefix u
	Int  *big.Int
	I64  int64
	F    float64
	Re   float64
	S    string
	Elts []Constant
}

// Attribute is an attribute reference.
type Attribute struct {
	Node  `py:"Attribute"`
	Value Expr        `py:"value"`
	Attr  string      `py:"attr"`
	Ctx   ExprContext `py:"ctx"`
}

// Subscript is a subscription or slicing.
type Subscript struct {
	Node  `py:"Subscript"`
	Value Expr        `py:"value"`
	Slice Expr        `py:"slice"`
	Ctx   ExprContext `py:"ctx"`
}

// Starred is a starred item such as *args.
type Starred struct {
	Node  `py:"Starred"`
	Value Expr        `py:"value"`
	Ctx   ExprContext `py:"ctx"`
}

// Name is a variable name, normalised to NFKC.
type Name struct {
	Node `py:"Name"`
	Id   string      `py:"id"`
	Ctx  ExprContext `py:"ctx"`
}

// List is a list display or target.
type List struct {
	Node `py:"List"`
	Elts []Expr      `py:"elts"`
	Ctx  ExprContext `py:"ctx"`
}

// Tuple is a tuple display or target.
type Tuple struct {
	Node `py:"Tuple"`
	Elts []Expr      `py:"elts"`
	Ctx  ExprContext `py:"ctx"`
}

// Slice is a slice such as a:b:c within a subscription.
type Slice struct {
	Node  `py:"Slice"`
	Lower Expr `py:"lower?"`
	Upper Expr `py:"upper?"`
	Step  Expr `py:"step?"`
}

// MatchValue is a pattern that compares by equality.
type MatchValue struct {
	Node  `py:"MatchValue"`
	Value Expr `py:"value"`
}

// MatchSingleton is a pattern that compares by identity; Value is ConstNone, ConstTrue or ConstFalse.
type MatchSingleton struct {
	Node  `py:"MatchSingleton"`
	Value ConstKind `py:"value"`
}

// MatchSequence is a sequence pattern.
type MatchSequence struct {
	Node     `py:"MatchSequence"`
	Patterns []Pattern `py:"patterns"`
}

// MatchMapping is a mapping pattern; Rest is the name after **.
type MatchMapping struct {
	Node     `py:"MatchMapping"`
	Keys     []Expr    `py:"keys"`
	Patterns []Pattern `py:"patterns"`
	Rest     string    `py:"rest?"`
}

// MatchClass is a class pattern.
type MatchClass struct {
	Node        `py:"MatchClass"`
	Cls         Expr      `py:"cls"`
	Patterns    []Pattern `py:"patterns"`
	KwdAttrs    []string  `py:"kwd_attrs"`
	KwdPatterns []Pattern `py:"kwd_patterns"`
}

// MatchStar is the starred item of a sequence pattern; no name for *_.
type MatchStar struct {
	Node `py:"MatchStar"`
	Name string `py:"name?"`
}

// MatchAs is a capture, an as-pattern, or the wildcard _ (neither pattern nor name).
type MatchAs struct {
	Node    `py:"MatchAs"`
	Pattern Pattern `py:"pattern?"`
	Name    string  `py:"name?"`
}

// MatchOr is an or-pattern.
type MatchOr struct {
	Node     `py:"MatchOr"`
	Patterns []Pattern `py:"patterns"`
}

// Comprehension is one for clause of a comprehension with its ifs; IsAsync is 0 or 1.
type Comprehension struct {
	bare    `py:"comprehension"`
	Target  Expr   `py:"target"`
	Iter    Expr   `py:"iter"`
	Ifs     []Expr `py:"ifs"`
	IsAsync int    `py:"is_async"`
}

// ExceptHandler is an except clause.
type ExceptHandler struct {
	Node `py:"ExceptHandler"`
	Type Expr   `py:"type?"`
	Name string `py:"name?"`
	Body []Stmt `py:"body"`
}

// Arguments is the parameters of a function. Defaults belong to the last of PosOnly followed by Args;
// KwDefaults has an entry, nil for none, for each of KwOnly.
type Arguments struct {
	bare       `py:"arguments"`
	PosOnly    []*Arg `py:"posonlyargs"`
	Args       []*Arg `py:"args"`
	Vararg     *Arg   `py:"vararg?"`
	KwOnly     []*Arg `py:"kwonlyargs"`
	KwDefaults []Expr `py:"kw_defaults"`
	Kwarg      *Arg   `py:"kwarg?"`
	Defaults   []Expr `py:"defaults"`
}

// Arg is one parameter.
type Arg struct {
	Node        `py:"arg"`
	Arg         string `py:"arg"`
	Annotation  Expr   `py:"annotation?"`
	TypeComment string `py:"type_comment?"`
}

// Keyword is a keyword argument of a call or class statement; no Arg for **value.
type Keyword struct {
	Node  `py:"keyword"`
	Arg   string `py:"arg?"`
	Value Expr   `py:"value"`
}

// Alias is one imported name.
type Alias struct {
	Node   `py:"alias"`
	Name   string `py:"name"`
	AsName string `py:"asname?"`
}

// WithItem is one item of a with statement.
type WithItem struct {
	bare         `py:"withitem"`
	ContextExpr  Expr `py:"context_expr"`
	OptionalVars Expr `py:"optional_vars?"`
}

// MatchCase is one case of a match statement.
type MatchCase struct {
	bare    `py:"match_case"`
	Pattern Pattern `py:"pattern"`
	Guard   Expr    `py:"guard?"`
	Body    []Stmt  `py:"body"`
}

// TypeIgnore is a "type: ignore" comment.
type TypeIgnore struct {
	bare   `py:"TypeIgnore"`
	Lineno int    `py:"lineno"`
	Tag    string `py:"tag"`
}

// ExprContext says how a name, attribute, subscript, list, tuple or starred expression is used.
type ExprContext uint8

// The contexts.
const (
	Load ExprContext = iota
	Store
	Del
)

// BoolOperator is and or or.
type BoolOperator uint8

// The boolean operators.
const (
	And BoolOperator = iota
	Or
)

// Operator is a binary operator.
type Operator uint8

// The binary operators.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Modulo // the class Mod in Python
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is a unary operator.
type UnaryOperator uint8

// The unary operators.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CmpOperator is a comparison operator.
type CmpOperator uint8

// The comparison operators.
const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var (
	exprContextNames = [...]string{"Load", "Store", "Del"}
	boolOpNames      = [...]string{"And", "Or"}
	operatorNames    = [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}
	operatorSigns    = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}
	unaryOpNames     = [...]string{"Invert", "Not", "UAdd", "USub"}
	cmpOpNames       = [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}
)

// String returns the name of the context's class in Python.
func (c ExprContext) String() string { return exprContextNames[c] }

// String returns the name of the operator's class in Python.
func (o BoolOperator) String() string { return boolOpNames[o] }

// String returns the name of the operator's class in Python.
func (o Operator) String() string { return operatorNames[o] }

// Sign returns the operator as it is written in source, such as "+".
func (o Operator) Sign() string { return operatorSigns[o] }

// String returns the name of the operator's class in Python.
func (o UnaryOperator) String() string { return unaryOpNames[o] }

// String returns the name of the operator's class in Python.
func (o CmpOperator) String() string { return cmpOpNames[o] }

func (*Module) mod()             {}
func (*Interactive) mod()        {}
func (*Expression) mod()         {}
func (*FunctionType) mod()       {}
func (*FunctionDef) stmt()       {}
func (*AsyncFunctionDef) stmt()  {}
func (*ClassDef) stmt()          {}
func (*Return) stmt()            {}
func (*Delete) stmt()            {}
func (*Assign) stmt()            {}
func (*AugAssign) stmt()         {}
func (*AnnAssign) stmt()         {}
func (*For) stmt()               {}
func (*AsyncFor) stmt()          {}
func (*While) stmt()             {}
func (*If) stmt()                {}
func (*With) stmt()              {}
func (*AsyncWith) stmt()         {}
func (*Match) stmt()             {}
func (*Raise) stmt()             {}
func (*Try) stmt()               {}
func (*TryStar) stmt()           {}
func (*Assert) stmt()            {}
func (*Import) stmt()            {}
func (*ImportFrom) stmt()        {}
func (*Global) stmt()            {}
func (*Nonlocal) stmt()          {}
func (*ExprStmt) stmt()          {}
func (*Pass) stmt()              {}
func (*Break) stmt()             {}
func (*Continue) stmt()          {}
func (*BoolOp) expr()            {}
func (*NamedExpr) expr()         {}
func (*BinOp) expr()             {}
func (*UnaryOp) expr()           {}
func (*Lambda) expr()            {}
func (*IfExp) expr()             {}
func (*Dict) expr()              {}
func (*Set) expr()               {}
func (*ListComp) expr()          {}
func (*SetComp) expr()           {}
func (*DictComp) expr()          {}
func (*GeneratorExp) expr()      {}
func (*Await) expr()             {}
func (*Yield) expr()             {}
func (*YieldFrom) expr()         {}
func (*Compare) expr()           {}
func (*Call) expr()              {}
func (*FormattedValue) expr()    {}
func (*JoinedStr) expr()         {}
func (*Constant) expr()          {}
func (*Attribute) expr()         {}
func (*Subscript) expr()         {}
func (*Starred) expr()           {}
func (*Name) expr()              {}
func (*List) expr()              {}
func (*Tuple) expr()             {}
func (*Slice) expr()             {}
func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
