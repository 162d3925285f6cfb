package bridge

import (
	"runtime"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines how contexts of C's and of ours (PEP 567) follow each other. Variables that C code made (_decimal's current
// context) are in C's contexts, and those of Python programs in ours. At a crossing in another Context than C has seen last
// on the thread, C's is changed, and back before C goes on behind a callback that ran in another.
//
// C's context is made as late as can be: a Context in which C has set nothing has what it was copied with, the root of C's
// persistent mapping, and C may run in any of its contexts that has the same root. One in which it then sets a variable is that
// Context's from there on. So programs whose tasks do not use such variables pay for a comparison of two pointers at
// each crossing, and a switch between two contexts costs 20 ns.
//
// A context that C itself has made and entered, as an event loop in C does, has a Context of ours, which callbacks run in.

// half is what the bridge keeps for a Context.
type half struct {
	own  capi.Ref    // C's context, if C has set variables in it
	vars *roots      // what C's variables were when the Context was made or copied, nil for none
	at   capi.Thread // where C runs in it, if it does
}

// roots is a reference to C's mapping of variables, which does not change.
type roots struct{ root capi.Ref }

func (h *half) owns(b *Bridge, ctx capi.Ref) {
	capi.Incref(ctx)
	h.own = ctx
	runtime.AddCleanup(h, b.died, deadRef{ref: ctx})
}

// settle makes ctx, in which C ran for h, the Context's if C has set variables there.
func (h *half) settle(b *Bridge, ctx capi.Ref) {
	if ctx != 0 && h.own == 0 && !h.has(capi.ContextRoot(ctx)) {
		h.owns(b, ctx)
	}
}

// has reports whether a root is the one that h begins with.
func (h *half) has(root capi.Ref) bool {
	if h.vars == nil {
		return capi.NoVariables(root)
	}
	return h.vars.root == root
}

func halfOf(c *object.Context) *half {
	h, ok := c.Outside.(*half)
	if !ok {
		h = &half{}
		c.Outside = h
	}
	return h
}

// followContext makes C's part of t run in t.Context. Nearly always it does already.
func (b *Bridge) followContext(t *object.Thread) {
	if t.Context != t.SeenContext {
		b.switchContext(t)
	}
}

// switchContext is followContext when t.Context is another.
func (b *Bridge) switchContext(t *object.Thread) {
	ts := capi.Current()
	was := ts.Context()
	free := was // not the context of one of ours
	if t.SeenContext != nil {
		h := halfOf(t.SeenContext)
		h.at = capi.Thread{}
		h.settle(b, was)
		if h.own == was {
			free = 0
		}
	}
	h, now := halfOf(t.Context), capi.Ref(0)
	switch {
	case h.own != 0:
		now = h.own
		capi.Incref(now)
	case free != 0 && h.has(capi.ContextRoot(free)):
		now = free
		capi.Incref(now)
	case h.vars != nil:
		now = capi.NewContext(h.vars.root)
	}
	h.at, t.SeenContext = ts, t.Context
	if now != was {
		ts.SetContext(now)
	} else if now == 0 {
		return
	}
	if was != 0 {
		capi.Decref(was) // which may call back
	}
}

// contexts is the bridge as the interpreter sees it.
type contexts Bridge

// Began implements object.ContextKeeper.
func (k *contexts) Began(t *object.Thread, c *object.Context) {
	halfOf(c).at = capi.Current()
	t.SeenContext = c
}

// Copied implements object.ContextKeeper.
func (k *contexts) Copied(t *object.Thread, from, to *object.Context) {
	h, ok := from.Outside.(*half)
	if !ok {
		return // C has not seen it
	}
	b := (*Bridge)(k)
	if h.at.Valid() {
		h.settle(b, h.at.Context())
	}
	if h.own != 0 {
		if root := capi.ContextRoot(h.own); !h.has(root) {
			h.vars = nil
			if !capi.NoVariables(root) {
				capi.Incref(root)
				h.vars = &roots{root}
				runtime.AddCleanup(h.vars, b.died, deadRef{ref: root})
			}
		}
	}
	if h.vars != nil {
		to.Outside = &half{vars: h.vars}
	}
}

// strayed reports whether C has entered ctx, t's context there, by itself.
func strayed(t *object.Thread, ctx capi.Ref) bool {
	_, entered := capi.ContextEntered(ctx)
	return entered && (t.SeenContext == nil || halfOf(t.SeenContext).own != ctx)
}

// enterContext has t run in the Context of ctx, which C has entered. The function that it returns ends that; no other Context
// is entered then.
func (b *Bridge) enterContext(t *object.Thread, ts capi.Thread, ctx capi.Ref) func() {
	before := t.CurrentContext()
	c := b.contextOf(t, ctx)
	if t.SeenContext != nil {
		outer := ctx
		for yes := true; yes && outer != 0; {
			var next capi.Ref
			if next, yes = capi.ContextEntered(outer); yes {
				outer = next
			}
		}
		h := halfOf(t.SeenContext)
		h.settle(b, outer)
		h.at = capi.Thread{}
	}
	seen := t.SeenContext
	t.Context, t.SeenContext = c, c
	halfOf(c).at = ts
	entered := c.Entered
	c.Entered = true
	return func() {
		t.Context = c
		b.followContext(t)
		c.Entered = entered
		halfOf(c).at = capi.Thread{}
		t.Context, t.SeenContext = before, seen
		if seen != nil {
			halfOf(seen).at = ts
		}
	}
}

// contextOf is the Context of ours for a context that C has made: a copy of the one that is current when C makes it, or when it is
// seen first.
func (b *Bridge) contextOf(t *object.Thread, ctx capi.Ref) *object.Context {
	c := b.contexts[ctx]
	if c == nil {
		c = b.joinContext(t.CurrentContext().Copy(t), ctx)
	}
	return c
}

// joinContext makes c, a new Context, that of ctx. It lives as long as C's does.
func (b *Bridge) joinContext(c *object.Context, ctx capi.Ref) *object.Context {
	h := &half{}
	h.owns(b, ctx)
	c.Outside = h
	b.contexts[ctx] = c
	return c
}

// dropContexts forgets the contexts of C's that nobody else refers to.
func (b *Bridge) dropContexts() {
	for ctx := range b.contexts {
		if capi.RefCount(ctx) == 1 {
			delete(b.contexts, ctx)
		}
	}
}

// ContextCopied implements capi.Handler.
func (s *side) ContextCopied(ts capi.Thread, from, to capi.Ref) {
	b := (*Bridge)(s)
	t := b.threadOf(ts)
	c := b.contexts[from]
	if c == nil || from == ts.Context() {
		c = t.CurrentContext()
		if x := ts.Context(); x != 0 && strayed(t, x) {
			c = b.contextOf(t, x)
		}
	}
	b.joinContext(c.Copy(t), to)
}

// forgetContext is called when t's thread state ends.
func forgetContext(t *object.Thread) {
	if t != nil && t.SeenContext != nil {
		halfOf(t.SeenContext).at = capi.Thread{}
	}
}
