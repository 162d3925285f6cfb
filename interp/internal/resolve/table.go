package resolve

import (
	"strings"

	"memphis/interp/syntax"
)

// Flags are what a block does with a name, numbered as in CPython's _symtable.
type Flags uint16

// The flags.
const (
	DefGlobal    Flags = 1 << iota // global statement
	DefLocal                       // assignment of any kind
	DefParam                       // parameter
	DefNonlocal                    // nonlocal statement
	Use                            // name is read
	DefFree                        // name is read in an inner block and comes from an outer one
	DefFreeClass                   // a class binds the name, and a function in it takes it from an outer function
	DefImport                      // import statement
	DefAnnot                       // annotation
	DefCompIter                    // iteration variable of a comprehension
	Unbinds                        // a del statement or the end of an except clause removes it (ours)

	DefBound = DefLocal | DefParam | DefImport
)

// Scope is where a name lives, numbered as in CPython's _symtable.
type Scope uint8

// The scopes.
const (
	Unknown Scope = iota
	Local
	GlobalExplicit
	GlobalImplicit
	Free
	Cell
)

// Symbol is one name of a block, mangled.
type Symbol struct {
	Name  string
	Flags Flags
	Scope Scope
}

// BlockKind says what a block is, numbered as in CPython's _symtable.
type BlockKind uint8

// The kinds of blocks. An Annotation block collects what annotations mention when they are not evaluated.
const (
	Function BlockKind = iota
	Class
	Module
	Annotation
)

// CompKind says which kind of comprehension a function block is.
type CompKind uint8

// The kinds of comprehensions.
const (
	NoComp CompKind = iota
	ListComp
	DictComp
	SetComp
	GenExp
)

// Block is the symbol table of one scope.
type Block struct {
	Kind     BlockKind
	Comp     CompKind
	Name     string
	Pos      syntax.Pos
	Parent   *Block
	Children []*Block
	// Syms are the names in order of first mention.
	Syms []Symbol
	// Params are the parameters in the order of co_varnames.
	Params []string

	Nested            bool // within a function, at any depth
	Generator         bool // holds a yield
	Coroutine         bool // async def, or an asynchronous comprehension
	VarArgs           bool
	VarKeywords       bool
	ReturnsValue      bool // holds a return with a value
	NeedsClassClosure bool // a class with a method that uses __class__ or super
	HasWalrus         bool // holds an assignment expression of its own

	index          map[string]int32
	directives     []directive
	compIterTarget bool
	compIterExpr   int
}

// directive is a global or nonlocal statement's name with the statement's position, for errors.
type directive struct {
	name string
	pos  syntax.Pos
}

// indexAbove is the number of names from which a map beats a scan; most functions have fewer.
const indexAbove = 8

// Index returns the place of a mangled name in Syms, or -1.
func (b *Block) Index(name string) int {
	if b.index != nil {
		if i, ok := b.index[name]; ok {
			return int(i)
		}
		return -1
	}
	for i := range b.Syms {
		if b.Syms[i].Name == name {
			return i
		}
	}
	return -1
}

// Lookup returns the symbol of a mangled name, or nil. The pointer is valid until the next name is added.
func (b *Block) Lookup(name string) *Symbol {
	if i := b.Index(name); i >= 0 {
		return &b.Syms[i]
	}
	return nil
}

// Scope returns where a mangled name lives; Unknown if the block does not mention it.
func (b *Block) Scope(name string) Scope {
	if s := b.Lookup(name); s != nil {
		return s.Scope
	}
	return Unknown
}

func (b *Block) add(name string) *Symbol {
	if s := b.Lookup(name); s != nil {
		return s
	}
	b.Syms = append(b.Syms, Symbol{Name: name})
	n := len(b.Syms)
	if b.index != nil {
		b.index[name] = int32(n - 1)
	} else if n > indexAbove {
		b.index = make(map[string]int32, 2*n)
		for i := range b.Syms {
			b.index[b.Syms[i].Name] = int32(i)
		}
	}
	return &b.Syms[n-1]
}

// Table is the symbol tables of a program.
type Table struct {
	Top    *Block
	blocks map[syntax.AST]*Block
}

// Block returns the block that a node opens: a module, class, function, lambda or comprehension.
func (t *Table) Block(n syntax.AST) *Block { return t.blocks[n] }

// Mangle returns the name under which a private name (__x, not __x__) of the class is stored. An empty class means none.
func Mangle(class, name string) string {
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}
