package engine

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines what patterns ask of their subjects.

var matchArgsStr = object.Intern("__match_args__")

// MatchKeys returns the values of subject for keys, or None if one is missing.
func MatchKeys(t *object.Thread, subject, keys object.Value) (object.Value, error) {
	u := (*object.Tuple)(unsafe.Pointer(keys.P))
	seen := object.NewSet()
	for _, k := range u.Items {
		dup, err := seen.Contains(t, k)
		if err != nil {
			return subject, err
		}
		if dup {
			r, err := t.Repr(k)
			if err != nil {
				return subject, err
			}
			return subject, object.Errorf(object.ValueErrorType, "mapping pattern checks duplicate key (%s)", r)
		}
		if err := seen.Add(t, k); err != nil {
			return subject, err
		}
	}
	get, err := t.GetAttrString(subject, "get")
	if err != nil {
		return subject, err
	}
	dummy := object.Value{P: &object.NewInstance(object.ObjectType).Header}
	vals := make([]object.Value, len(u.Items))
	for i, k := range u.Items {
		v, err := t.Call(get, k, dummy)
		if err != nil {
			return subject, err
		}
		if v == dummy {
			return object.None, nil
		}
		vals[i] = v
	}
	return object.NewTuple(vals).Value(), nil
}

// MatchClass returns the values of the sub-patterns' subjects of a class
// pattern with npos positional and the named attributes, or None if it does not match.
func MatchClass(t *object.Thread, subject, class, kwNames object.Value, npos int) (object.Value, error) {
	c, ok := object.AsType(class)
	if !ok {
		return subject, object.Errorf(object.TypeErrorType, "called match pattern must be a type")
	}
	is, err := t.IsInstance(subject, class)
	if err != nil {
		return subject, err
	}
	if !is {
		return object.None, nil
	}
	names := (*object.Tuple)(unsafe.Pointer(kwNames.P)).Items
	if npos == 0 && len(names) == 0 {
		return object.NewTuple(nil).Value(), nil
	}
	seen := map[string]bool{}
	var vals []object.Value
	get := func(name object.Value) (bool, error) {
		s, ok := object.AsStr(name)
		if !ok {
			return false, object.Errorf(object.TypeErrorType, "__match_args__ elements must be strings (got %s)", name.P.Type.Name)
		}
		if seen[s.String()] {
			r, err := t.Repr(name)
			if err != nil {
				return false, err
			}
			return false, object.Errorf(object.TypeErrorType, "%s() got multiple sub-patterns for attribute %s", c.Name, r)
		}
		seen[s.String()] = true
		v, err := t.GetAttrOpt(subject, object.InternStr(s))
		if err != nil || v.P == nil {
			return false, err
		}
		vals = append(vals, v)
		return true, nil
	}
	if npos > 0 {
		var attrs []object.Value
		self := false
		ma, err := t.GetAttrOpt(class, matchArgsStr)
		if err != nil {
			return subject, err
		}
		if ma.P != nil {
			if ma.P.Type != object.TupleType {
				return subject, object.Errorf(object.TypeErrorType, "%s.__match_args__ must be a tuple (got %s)", c.Name, ma.P.Type.Name)
			}
			attrs = (*object.Tuple)(unsafe.Pointer(ma.P)).Items
		} else if c.Flags&object.FlagMatchSelf != 0 {
			self = true
		}
		allowed := len(attrs)
		if self {
			allowed = 1
		}
		if npos > allowed {
			pl := "s"
			if allowed == 1 {
				pl = ""
			}
			return subject, object.Errorf(object.TypeErrorType, "%s() accepts %d positional sub-pattern%s (%d given)", c.Name, allowed, pl, npos)
		}
		if self {
			vals = append(vals, subject)
		} else {
			for _, n := range attrs[:npos] {
				ok, err := get(n)
				if err != nil {
					return subject, err
				}
				if !ok {
					return object.None, nil
				}
			}
		}
	}
	for _, n := range names {
		ok, err := get(n)
		if err != nil {
			return subject, err
		}
		if !ok {
			return object.None, nil
		}
	}
	return object.NewTuple(vals).Value(), nil
}
