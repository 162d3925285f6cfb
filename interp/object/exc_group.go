package object

// This file defines what except* needs of exception groups (PEP 654).

// PrepReraiseStar returns the exception that a try statement raises behind its
// except* clauses, or None. orig is the exception that came in, excs what the
// clauses raised and the part that none matched.
func PrepReraiseStar(t *Thread, orig Value, excs []Value) (Value, error) {
	var left []Value
	for _, v := range excs {
		if !v.IsNone() {
			left = append(left, v)
		}
	}
	if len(left) == 0 {
		return None, nil
	}
	if !orig.P.Type.IsSubtype(BaseExceptionGroupType) {
		// A naked exception: what a clause raised replaces it.
		return left[0], nil
	}
	var raised, reraised []Value
	for _, v := range left {
		if sameMetadata(v, orig) {
			reraised = append(reraised, v)
		} else {
			raised = append(raised, v)
		}
	}
	again, err := groupProjection(t, orig, reraised)
	if err != nil {
		return Value{}, err
	}
	if len(raised) == 0 {
		return again, nil
	}
	if !again.IsNone() {
		raised = append(raised, again)
	}
	if len(raised) == 1 {
		return raised[0], nil
	}
	cls := ExceptionGroupType
	for _, v := range raised {
		if !v.P.Type.IsSubtype(ExceptionType) {
			cls = BaseExceptionGroupType
		}
	}
	return t.Call(cls.Value(), StrValue(""), NewList(raised).Value())
}

// sameMetadata reports whether a is a part of b split off and raised on: it has
// the notes, traceback, cause and context of b.
func sameMetadata(a, b Value) bool {
	if !a.P.Type.IsSubtype(BaseExceptionGroupType) {
		return false
	}
	x, _ := AsException(a)
	y, _ := AsException(b)
	return x.Attrs.Get(names.Notes) == y.Attrs.Get(names.Notes) && x.Traceback == y.Traceback && x.Cause == y.Cause && x.Context == y.Context
}

// groupProjection returns the part of the group orig whose leaves are in keep, or None.
func groupProjection(t *Thread, orig Value, keep []Value) (Value, error) {
	leaves := map[Value]bool{}
	var walk func(v Value) error
	walk = func(v Value) error {
		if !v.P.Type.IsSubtype(BaseExceptionGroupType) {
			leaves[v] = true
			return nil
		}
		sub, err := t.GetAttrString(v, "exceptions")
		if err != nil {
			return err
		}
		return t.Each(sub, walk)
	}
	for _, v := range keep {
		if err := walk(v); err != nil {
			return Value{}, err
		}
	}
	if len(leaves) == 0 {
		return None, nil
	}
	pred := NewFunc("in_projection", "(exc, /)", Fn1(func(t *Thread, self, v Value) (Value, error) { return Bool(leaves[v]), nil }))
	r, err := t.CallMethodString(orig, "subgroup", pred)
	return r, err
}
