package object

// This file defines Context, the core of contextvars.Context: what a thread refers to, and what foreign code that has
// contexts of its own needs to follow ours.

// ContextType is contextvars.Context; the module _contextvars gives it its methods.
var ContextType = &Type{Name: "_contextvars.Context"}

// Context is a contextvars.Context.
type Context struct {
	Header
	// Vars is by ContextVar, by identity. Own makes it the context's alone.
	Vars   *Dict
	shared bool // Vars is another context's, too
	// Entered says that Context.run is under way.
	Entered bool
	// Outside is what the interpreter's ContextKeeper keeps for the context, nil for nothing.
	Outside any
}

// ContextKeeper keeps, beside each Context, what foreign code has in its own. A thread whose Context is not the one in
// SeenContext has not told the foreign code yet.
type ContextKeeper interface {
	// Began is told of c, the first context of t. What foreign code has had without one is c's.
	Began(t *Thread, c *Context)
	// Copied is told that to was made as a copy of from.
	Copied(t *Thread, from, to *Context)
}

// NewContext returns an empty context.
func NewContext() *Context {
	return &Context{Header: Header{Type: ContextType}, Vars: NewDict()}
}

// CurrentContext is the context of t, made on first use.
func (t *Thread) CurrentContext() *Context {
	if t.Context == nil {
		t.Context = NewContext()
		if k := t.Interp.Contexts; k != nil {
			k.Began(t, t.Context)
		}
	}
	return t.Context
}

// Copy returns a copy of c. Its variables are copied when either changes, so that this is cheap.
func (c *Context) Copy(t *Thread) *Context {
	c.shared = true
	to := &Context{Header: Header{Type: ContextType}, Vars: c.Vars, shared: true}
	if k := t.Interp.Contexts; k != nil {
		k.Copied(t, c, to)
	}
	return to
}

// Own makes Vars the context's alone before a change.
func (c *Context) Own() {
	if c.shared {
		c.Vars = c.Vars.CopyDict()
		c.shared = false
	}
}

// Value returns c as an object.
func (c *Context) Value() Value { return FromPtr(&c.Header) }
