package compile

// This file defines the set of local variables that are certainly bound.

// assigned is a set of slots below bytecode.MaxNear. Sets only grow along a path but for del and the end of except
// clauses: variables with those are volatile, and leave the set where control can come from such a place unseen, at the
// heads of loops and handlers.
type assigned struct{ lo, hi uint64 }

var allAssigned = assigned{^uint64(0), ^uint64(0)}

func (s *assigned) add(slot int) {
	switch {
	case slot < 64:
		s.lo |= 1 << slot
	case slot < 128:
		s.hi |= 1 << (slot - 64)
	}
}

func (s *assigned) drop(slot int) {
	switch {
	case slot < 64:
		s.lo &^= 1 << slot
	case slot < 128:
		s.hi &^= 1 << (slot - 64)
	}
}

func (s assigned) has(slot int) bool {
	if slot < 64 {
		return s.lo>>slot&1 != 0
	}
	return slot < 128 && s.hi>>(slot-64)&1 != 0
}

func (s *assigned) meet(t assigned)   { s.lo &= t.lo; s.hi &= t.hi }
func (s *assigned) remove(t assigned) { s.lo &^= t.lo; s.hi &^= t.hi }
