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
	cls := ExceptionGroupType
	for _, v := range raised {
		if !v.P.Type.IsSubtype(ExceptionType) {
			cls = BaseExceptionGroupType
		}
	}
	v, err := t.Call(cls.Value(), StrValue(""), NewList(raised).Value())
	if e, ok := AsException(v); ok && err == nil {
		e.Settled = true // the clauses' own contexts are what there is to tell
	}
	return v, err
}

// sameMetadata reports whether a is a part of b split off and raised on: it has
// the traceback, cause and context of b. Notes do not tell them apart: they are
// attributes, and CPython looks in a field that nothing sets.
func sameMetadata(a, b Value) bool {
	if !a.P.Type.IsSubtype(BaseExceptionGroupType) {
		return false
	}
	x, _ := AsException(a)
	y, _ := AsException(b)
	return x.Traceback == y.Traceback && x.Cause == y.Cause && x.Context == y.Context
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

// groupNew is BaseExceptionGroup.__new__.
func groupNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if kwLen(kw) > 0 {
		return Value{}, Errorf(TypeErrorType, "%s() takes no keyword arguments", cls.Name)
	}
	if len(args) != 2 {
		return Value{}, Errorf(TypeErrorType, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	if _, ok := AsStr(args[0]); !ok {
		return Value{}, Errorf(TypeErrorType, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", args[0].P.Type.Name)
	}
	_, isTuple := AsTuple(args[1])
	_, isList := AsList(args[1])
	if !isTuple && !isList && (args[1].P.Type.GetItem == nil || args[1].P.Type.Len == nil) {
		return Value{}, Errorf(TypeErrorType, "second argument (exceptions) must be a sequence")
	}
	if args[1].Is(SetType) || args[1].Is(FrozenSetType) || args[1].Is(DictType) {
		return Value{}, Errorf(TypeErrorType, "second argument (exceptions) must be a sequence")
	}
	items, err := t.Collect(args[1])
	if err != nil {
		return Value{}, err
	}
	if len(items) == 0 {
		return Value{}, Errorf(ValueErrorType, "second argument (exceptions) must be a non-empty sequence")
	}
	nested := false
	for i, v := range items {
		if !v.P.Type.IsSubtype(BaseExceptionType) {
			return Value{}, Errorf(ValueErrorType, "Item %d of second argument (exceptions) is not an exception", i)
		}
		nested = nested || !v.P.Type.IsSubtype(ExceptionType)
	}
	switch {
	case cls == BaseExceptionGroupType:
		if !nested {
			cls = ExceptionGroupType
		}
	case cls == ExceptionGroupType:
		if nested {
			return Value{}, Errorf(TypeErrorType, "Cannot nest BaseExceptions in an ExceptionGroup")
		}
	case nested && cls.IsSubtype(ExceptionType):
		return Value{}, Errorf(TypeErrorType, "Cannot nest BaseExceptions in '%s'", cls.Name)
	}
	e := Alloc[Exception](cls)
	e.Args = NewTuple(append([]Value(nil), args...))
	e.Data = []Value{args[0], NewTuple(items).Value()}
	return e.Value(), nil
}

func groupStr(t *Thread, self Value) (Value, error) {
	e := excOf(self)
	msg, err := t.Str(e.Field(groupMsg))
	if err != nil {
		return Value{}, err
	}
	u, _ := AsTuple(e.field(groupExcs))
	return StrValue(msg.s + " (" + Itoa(len(u.Items)) + " sub-exception" + plural(len(u.Items)) + ")"), nil
}

// deriveGroup makes a group with other members and the metadata of e, through its derive method.
func deriveGroup(t *Thread, self Value, excs []Value) (Value, error) {
	v, err := t.CallMethodString(self, "derive", NewList(excs).Value())
	if err != nil {
		return Value{}, err
	}
	if !v.P.Type.IsSubtype(BaseExceptionGroupType) {
		return Value{}, Errorf(TypeErrorType, "derive must return an instance of BaseExceptionGroup")
	}
	e, g := excOf(self), excOf(v)
	g.Traceback, g.Cause, g.Context = e.Traceback, e.Cause, e.Context
	g.Suppress = true // the cause is set, be it to None
	notes, err := t.GetAttrOpt(self, names.Notes)
	if err != nil {
		return Value{}, err
	}
	if notes.P != nil && notes.P.Type.GetItem != nil {
		// A copy, so that a note added to one part does not show in the other.
		items, err := t.Collect(notes)
		if err == nil {
			if err := t.SetAttr(v, names.Notes, NewList(items).Value()); err != nil {
				return Value{}, err
			}
		}
	}
	return v, nil
}

// splitGroup splits a group into the part that pred accepts and the rest; either
// can be the zero Value. Without wantRest the rest is not made.
func splitGroup(t *Thread, self Value, pred func(v Value) (bool, error), wantRest bool) (match, rest Value, err error) {
	ok, err := pred(self)
	if err != nil {
		return match, rest, err
	}
	if ok {
		return self, rest, nil
	}
	if !self.P.Type.IsSubtype(BaseExceptionGroupType) {
		return match, self, nil
	}
	if err := t.Enter(" in exceptiongroup_split_recursive"); err != nil {
		return match, rest, err
	}
	defer t.Leave()
	u, _ := AsTuple(excOf(self).field(groupExcs))
	var ms, rs []Value
	for _, x := range u.Items {
		m, r, err := splitGroup(t, x, pred, wantRest)
		if err != nil {
			return match, rest, err
		}
		if m.P != nil {
			ms = append(ms, m)
		}
		if r.P != nil {
			rs = append(rs, r)
		}
	}
	if len(ms) > 0 {
		if match, err = deriveGroup(t, self, ms); err != nil {
			return match, rest, err
		}
	}
	if wantRest && len(rs) > 0 {
		rest, err = deriveGroup(t, self, rs)
	}
	return match, rest, err
}

// groupPredicate is the condition that split and subgroup take: a class, a tuple
// of classes, or a callable.
func groupPredicate(t *Thread, c Value) (func(v Value) (bool, error), error) {
	isExc := func(v Value) bool {
		typ, ok := AsType(v)
		return ok && typ.IsSubtype(BaseExceptionType)
	}
	if isExc(c) {
		return func(v Value) (bool, error) { return v.P.Type.IsSubtype((*Type)(c.Ptr())), nil }, nil
	}
	if u, ok := AsTuple(c); ok {
		all := true
		for _, x := range u.Items {
			all = all && isExc(x)
		}
		if all {
			return func(v Value) (bool, error) {
				for _, x := range u.Items {
					if v.P.Type.IsSubtype((*Type)(x.Ptr())) {
						return true, nil
					}
				}
				return false, nil
			}, nil
		}
	} else if c.P.Type == FunctionType || IsCallable(c) {
		if _, isType := AsType(c); !isType {
			return func(v Value) (bool, error) {
				r, err := t.Call(c, v)
				if err != nil {
					return false, err
				}
				return t.Truth(r)
			}, nil
		}
	}
	return nil, Errorf(TypeErrorType, "expected a function, exception type or tuple of exception types")
}

func exceptionGroupSpec() TypeSpec {
	member := func(name, doc string, i int) GetSet {
		return GetSet{Name: name, Doc: doc, Get: func(t *Thread, self Value) (Value, error) { return excOf(self).Field(i), nil }}
	}
	return TypeSpec{
		Members: []GetSet{member("message", "exception message", groupMsg), member("exceptions", "nested exceptions", groupExcs)},
		Methods: []Method{
			{Name: "__class_getitem__", Kind: ClassMethod, Doc: "See PEP 585", Fn: Fn1(func(t *Thread, self, arg Value) (Value, error) { return NewGenericAlias(t, self, arg) })},
			{Name: "derive", Fn: Fn1(func(t *Thread, self, excs Value) (Value, error) {
				return t.Call(BaseExceptionGroupType.Value(), excOf(self).Field(groupMsg), excs)
			})},
			{Name: "split", Fn: Fn1(func(t *Thread, self, c Value) (Value, error) {
				pred, err := groupPredicate(t, c)
				if err != nil {
					return Value{}, err
				}
				m, r, err := splitGroup(t, self, pred, true)
				if err != nil {
					return Value{}, err
				}
				return TupleOf(m.OrNone(), r.OrNone()), nil
			})},
			{Name: "subgroup", Fn: Fn1(func(t *Thread, self, c Value) (Value, error) {
				pred, err := groupPredicate(t, c)
				if err != nil {
					return Value{}, err
				}
				m, _, err := splitGroup(t, self, pred, false)
				return m.OrNone(), err
			})},
		},
	}
}
