package resolve

import "memphis/interp/syntax"

// This file defines the second pass: the scope of each name, from the outer blocks to the inner ones.

func (v *visitor) analyze(b *Block) {
	// Names that inner blocks add here later come with their scope.
	n := len(b.Syms)
	for i := range n {
		v.analyzeName(b, i)
	}
	for _, c := range b.Children {
		if v.err != nil {
			return
		}
		v.analyze(c)
	}
}

func (v *visitor) analyzeName(b *Block, i int) {
	s := &b.Syms[i]
	switch {
	case s.Flags&DefGlobal != 0:
		if s.Flags&DefNonlocal != 0 {
			v.fail(b.directivePos(s.Name), "name '%s' is nonlocal and global", s.Name)
			return
		}
		s.Scope = GlobalExplicit
	case s.Flags&DefNonlocal != 0:
		if b.Kind == Module {
			v.fail(b.directivePos(s.Name), "nonlocal declaration not allowed at module level")
			return
		}
		if !v.capture(b, s.Name) {
			v.fail(b.directivePos(s.Name), "no binding for nonlocal '%s' found", s.Name)
			return
		}
		b.Syms[i].Scope = Free
	case s.Flags&DefBound != 0:
		s.Scope = Local
	case v.capture(b, s.Name):
		b.Syms[i].Scope = Free
	default:
		b.Syms[i].Scope = GlobalImplicit
	}
}

func (b *Block) directivePos(name string) syntax.Pos {
	for _, d := range b.directives {
		if d.name == name {
			return d.pos
		}
	}
	return b.Pos
}

// capture finds the function around b that binds name, makes the name a cell there, and passes it through the blocks in
// between. It reports false when the name is global.
func (v *visitor) capture(b *Block, name string) bool {
	owner := b.Parent
	for ; owner != nil; owner = owner.Parent {
		if owner.Kind == Class {
			if name == "__class__" {
				owner.NeedsClassClosure = true
				break
			}
			continue
		}
		if owner.Kind != Function {
			continue
		}
		if s := owner.Lookup(name); s != nil {
			if s.Flags&DefGlobal != 0 {
				return false
			}
			if s.Scope == Local || s.Scope == Cell {
				s.Scope = Cell
				break
			}
		}
	}
	if owner == nil {
		return false
	}
	for q := b.Parent; q != owner; q = q.Parent {
		if s := q.Lookup(name); s != nil {
			if q.Kind == Class && s.Flags&(DefBound|DefGlobal) != 0 {
				s.Flags |= DefFreeClass
			}
			continue
		}
		s := q.add(name)
		s.Flags, s.Scope = DefFree, Free
	}
	return true
}
