package modules

import (
	"sync"
	"unsafe"

	"memphis/interp/object"
)

// This file defines the module _symtable: the compiler's symbol tables as objects
// (Library reference, "symtable"). The compiler's numbers are CPython's, so they
// pass through unchanged.

// SymbolTable is the table of one block: a module, class, function, lambda or
// comprehension.
type SymbolTable struct {
	Name     string
	Kind     int // 0 function, 1 class, 2 module
	Line     int // where the block begins; 0 for a module
	Nested   bool
	Vars     []string // parameters
	Symbols  []SymbolRow
	Children []*SymbolTable
}

// SymbolRow is a name of a table: what the block does with it, and where it lives.
type SymbolRow struct {
	Name         string
	Flags, Scope int
}

// SymbolHost is what an interpreter's Host implements if it can make symbol tables.
type SymbolHost interface {
	// SymbolTable returns the table of the module in source, a string or like
	// bytes. Mode is that of compile().
	SymbolTable(t *object.Thread, source object.Value, filename, mode string) (*SymbolTable, error)
}

// symbolEntry is a table as Python sees it.
type symbolEntry struct {
	object.Header
	table    *SymbolTable
	symbols  value
	varNames value
	children value
}

var symbolEntryType = &object.Type{Name: "symtable entry"}

// Where the scope lies in the numbers of a table's symbols.
const (
	scopeOffset = 11
	scopeMask   = 15
)

var symtableConstants = []struct {
	name string
	n    int
}{
	{"USE", 16}, {"DEF_GLOBAL", 1}, {"DEF_NONLOCAL", 8}, {"DEF_LOCAL", 2}, {"DEF_PARAM", 4}, {"DEF_FREE", 32}, {"DEF_FREE_CLASS", 64},
	{"DEF_IMPORT", 128}, {"DEF_BOUND", 134}, {"DEF_ANNOT", 256}, {"TYPE_FUNCTION", 0}, {"TYPE_CLASS", 1}, {"TYPE_MODULE", 2},
	{"LOCAL", 1}, {"GLOBAL_EXPLICIT", 2}, {"GLOBAL_IMPLICIT", 3}, {"FREE", 4}, {"CELL", 5}, {"SCOPE_OFF", scopeOffset}, {"SCOPE_MASK", scopeMask},
}

var defineSymbolEntry = sync.OnceFunc(func() {
	of := func(v value) *symbolEntry { return (*symbolEntry)(unsafe.Pointer(v.P)) }
	symbolEntryType.Repr = func(t *thread, self value) (value, error) {
		e := of(self)
		return object.StrValue("<symtable entry " + e.table.Name + "(" + object.Itoa(int(object.ID(self))) + "), line " + object.Itoa(e.table.Line) + ">"), nil
	}
	member := func(name string, get func(e *symbolEntry) value) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, self value) (value, error) { return get(of(self)), nil }}
	}
	object.Define(symbolEntryType, object.TypeSpec{
		Layout: object.NewLayout[symbolEntry]("symtable entry", object.ObjectType.Layout), Flags: object.FlagNoNew,
		Members: []object.GetSet{
			member("id", func(e *symbolEntry) value { return object.Int(int(object.ID(object.FromPtr(&e.Header)))) }),
			member("name", func(e *symbolEntry) value { return object.StrValue(e.table.Name) }),
			member("symbols", func(e *symbolEntry) value { return e.symbols }),
			member("varnames", func(e *symbolEntry) value { return e.varNames }),
			member("children", func(e *symbolEntry) value { return e.children }),
			member("nested", func(e *symbolEntry) value {
				if e.table.Nested {
					return object.Int(1)
				}
				return object.Int(0)
			}),
			member("type", func(e *symbolEntry) value { return object.Int(e.table.Kind) }),
			member("lineno", func(e *symbolEntry) value { return object.Int(e.table.Line) }),
		},
	})
})

func newSymbolEntry(s *SymbolTable) value {
	symbols := object.NewDict()
	for _, y := range s.Symbols {
		symbols.SetStr(object.Intern(y.Name), object.Int(y.Scope<<scopeOffset|y.Flags))
	}
	var vars, children []value
	for _, v := range s.Vars {
		vars = append(vars, object.StrValue(v))
	}
	for _, c := range s.Children {
		children = append(children, newSymbolEntry(c))
	}
	e := &symbolEntry{object.Header{Type: symbolEntryType}, s, symbols.Value(), object.ListOf(vars...), object.ListOf(children...)}
	return object.FromPtr(&e.Header)
}

func symtableModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_symtable",
		Methods: []object.Method{{
			Name: "symtable", Sig: "($module, source, filename, startstr, /)", Doc: "Return symbol and scope dictionaries used internally by compiler.",
			Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				filename, err := FSPath(t, a[1])
				if err != nil {
					return value{}, err
				}
				mode, ok := object.AsStr(a[2])
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "symtable() argument 3 must be str, not %s", a[2].Type().Name)
				}
				switch mode.String() {
				case "exec", "eval", "single":
				default:
					return value{}, object.Errorf(object.ValueErrorType, "symtable() arg 3 must be 'exec' or 'eval' or 'single'")
				}
				host, ok := t.Interp.Host.(SymbolHost)
				if !ok {
					return value{}, object.Errorf(object.NotImplementedErrorType, "this interpreter has no compiler")
				}
				s, err := host.SymbolTable(t, a[0], filename, mode.String())
				if err != nil {
					return value{}, err
				}
				return newSymbolEntry(s), nil
			}),
		}},
		Init: func(t *thread, m *object.Module) error {
			defineSymbolEntry()
			for _, c := range symtableConstants {
				m.Dict().SetString(c.name, object.Int(c.n))
			}
			return nil
		},
	}
}
