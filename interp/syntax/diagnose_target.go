package syntax

// This file defines the finder's rules for the targets of assignments, for and del.

// starTargets recognises the targets of an assignment or for.
func (f *finder) starTargets() *shape {
	from := f.pos
	if s := f.starTarget(); s != nil && !f.is(tComma) && f.err == nil {
		return s
	}
	f.pos = from
	if f.separated(tComma, func() bool { return f.starTarget() != nil }) {
		f.tok(tComma)
		return f.shape(sTuple, from)
	}
	f.pos = from
	return nil
}

func (f *finder) starTarget() *shape {
	return f.memo(rStarTarget, func() *shape {
		from := f.pos
		if f.tok(tStar) {
			if !f.is(tStar) && f.starTarget() != nil {
				return f.shape(sStarred, from)
			}
			f.pos = from
		}
		return f.targetWithStarAtom()
	})
}

// subscriptOrAttribute recognises a target of one of these kinds.
func (f *finder) subscriptOrAttribute() bool {
	more := func() bool { return f.oneOf(tLParen, tLBrack, tDot) }
	return f.try(func() bool { return f.tPrimary() != nil && f.tok(tDot) && f.tok(tName) && !more() }) ||
		f.try(func() bool {
			return f.tPrimary() != nil && f.tok(tLBrack) && f.slices() && f.tok(tRBrack) && !more()
		})
}

func (f *finder) targetWithStarAtom() *shape {
	return f.memo(rTargetWithStarAtom, func() *shape {
		from := f.pos
		if f.subscriptOrAttribute() || f.tok(tName) {
			return f.shape(sName, from)
		}
		targets := func() bool {
			return f.separated(tComma, func() bool { return f.starTarget() != nil })
		}
		comma := func() bool { return f.tok(tComma) }
		if f.try(func() bool { return f.tok(tLParen) && f.targetWithStarAtom() != nil && f.tok(tRParen) }) ||
			f.try(func() bool {
				return f.tok(tLParen) && f.optional(func() bool {
					return f.starTarget() != nil && comma() && f.optional(func() bool { return targets() && f.optional(comma) })
				}) && f.tok(tRParen)
			}) ||
			f.try(func() bool {
				return f.tok(tLBrack) && f.optional(func() bool { return targets() && f.optional(comma) }) && f.tok(tRBrack)
			}) {
			return f.shape(sTuple, from)
		}
		return nil
	})
}

func (f *finder) singleTarget() bool {
	return f.try(f.subscriptOrAttribute) || f.tok(tName) ||
		f.try(func() bool { return f.tok(tLParen) && f.singleTarget() && f.tok(tRParen) })
}

func (f *finder) delTarget() *shape {
	return f.memo(rDelTarget, func() *shape {
		from := f.pos
		if f.subscriptOrAttribute() || f.tok(tName) ||
			f.try(func() bool { return f.tok(tLParen) && f.delTarget() != nil && f.tok(tRParen) }) ||
			f.try(func() bool { return f.tok(tLParen) && f.optional(f.delTargets) && f.tok(tRParen) }) ||
			f.try(func() bool { return f.tok(tLBrack) && f.optional(f.delTargets) && f.tok(tRBrack) }) {
			return f.shape(sName, from)
		}
		return nil
	})
}
