package bytecode

import "fmt"

// This file defines code objects that are read when they are needed: of an imported module, most functions are never
// called.

// Head is what making a function of a code object needs of it, and telling what it is.
type Head struct {
	Name, QualName, Filename string
	Flags                    Flags
	ArgCount                 int
	PosOnlyArgCount          int
	KwOnlyArgCount           int
	FirstLine                int
	Captures                 []int32
	Doc                      string // the docstring, if HasDoc
	HasDoc                   bool
}

// Head returns c's head.
func (c *Code) Head() Head {
	h := Head{
		Name: c.Name, QualName: c.QualName, Filename: c.Filename, Flags: c.Flags, ArgCount: c.ArgCount,
		PosOnlyArgCount: c.PosOnlyArgCount, KwOnlyArgCount: c.KwOnlyArgCount, FirstLine: c.FirstLine, Captures: c.Captures,
	}
	h.Doc, h.HasDoc = c.Doc()
	return h
}

// Stored is a code object in its stored form.
type Stored struct {
	store    *store
	from, to int32 // in store.data
}

func (*Stored) constant() {}

// store is what the code objects of one file share.
type store struct {
	data    []byte
	strings []string
}

// Head reads the head.
func (s *Stored) Head() Head {
	d := decoder{buf: s.store.data[s.from:s.to], strings: s.store.strings}
	return d.head()
}

// Load reads the code object and verifies it; those within it stay Stored.
func (s *Stored) Load() (*Code, error) {
	d := decoder{buf: s.store.data[s.from:s.to], strings: s.store.strings, store: s.store, end: int(s.to)}
	c := d.code(0)
	if d.bad || len(d.buf) > 0 || len(c.FreeVars) != len(c.Captures) {
		return nil, ErrDamaged
	}
	if err := Verify(c); err != nil {
		return nil, err
	}
	return c, nil
}

func (d *decoder) head() Head {
	h := Head{Name: d.string(), QualName: d.string(), Filename: d.string()}
	h.Flags = Flags(d.uint())
	h.ArgCount, h.PosOnlyArgCount, h.KwOnlyArgCount, h.FirstLine = d.uint(), d.uint(), d.uint(), d.uint()
	h.Captures = d.int32s()
	if h.HasDoc = d.uint() != 0; h.HasDoc {
		h.Doc = d.string()
	}
	return h
}

// skip passes over a code object.
func (d *decoder) skip() *Stored {
	from := d.end - len(d.buf)
	d.head()
	d.bytes(d.uint())
	if d.bad {
		return nil
	}
	return &Stored{store: d.store, from: int32(from), to: int32(d.end - len(d.buf))}
}

// head is that of a constant that is code.
func head(k Const) (h Head, isCode bool) {
	switch k := k.(type) {
	case *Code:
		return k.Head(), true
	case *Stored:
		return k.Head(), true
	}
	return Head{}, false
}

// nested checks a constant of v's code object.
func (v *verifier) nested(k Const, depth int) error {
	h, isCode := head(k)
	if !isCode {
		return nil
	}
	for _, from := range h.Captures {
		if from >= 0 && !v.cellSlot(from) || from < 0 && int(^from) >= len(v.c.FreeVars) {
			return fmt.Errorf("%s: a capture is out of range", h.QualName)
		}
	}
	inner, ok := k.(*Code)
	if !ok {
		return nil
	}
	if len(h.Captures) != len(inner.FreeVars) {
		return fmt.Errorf("%s: %d captures for %d free variables", h.QualName, len(h.Captures), len(inner.FreeVars))
	}
	if depth == verified {
		return nil
	}
	return verify(inner, depth+1)
}
