package itertools

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines groupby and its groups.

// groupby gives a key and a group for each run of items that have the same key. It shares its source
// with the group given last; a group that is not the last is at its end.
type groupby struct {
	object.Header
	it, key    object.Value
	target     object.Value // the key of the group given last
	currKey    object.Value // of the item read last
	currValue  object.Value // the item read last, unless it was given
	currentGrp *grouper
}

// grouper gives the items of one group.
type grouper struct {
	object.Header
	parent *groupby
	target object.Value
}

var (
	groupbyType = &object.Type{Name: "itertools.groupby"}
	grouperType = &object.Type{Name: "itertools._grouper"}
)

var groupbySig = object.NewSignature("(iterable, key=None)")

func groupbyNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := groupbySig.Bind(t, "groupby", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return object.Value{}, err
	}
	g := object.Alloc[groupby](cls)
	g.it, g.key = it, a[1].OrNone()
	return value(g), nil
}

// step reads an item and its key. more is false at the end.
func (g *groupby) step(t *object.Thread) (more bool, err error) {
	v, err := t.Next(g.it)
	if err != nil || v.IsNil() {
		return false, err
	}
	key := v
	if !g.key.IsNone() {
		if key, err = t.Call(g.key, v); err != nil {
			return false, err
		}
	}
	g.currValue, g.currKey = v, key
	return true, nil
}

func groupbyNext(t *object.Thread, self object.Value) (object.Value, error) {
	g := as[groupby](self)
	g.currentGrp = nil
	for {
		if !g.currKey.IsNil() {
			if g.target.IsNil() {
				break
			}
			same, err := t.EqualValues(g.target, g.currKey)
			if err != nil {
				return object.Value{}, err
			}
			if !same {
				break
			}
		}
		if more, err := g.step(t); err != nil || !more {
			return object.Value{}, err
		}
	}
	g.target = g.currKey
	return object.Pair(g.currKey, newGrouper(g, g.target)), nil
}

func newGrouper(g *groupby, target object.Value) object.Value {
	grp := &grouper{object.Header{Type: grouperType}, g, target}
	g.currentGrp = grp
	return value(grp)
}

func groupbyReduce(t *object.Thread, self object.Value) (object.Value, error) {
	g := as[groupby](self)
	in := object.Pair(g.it, g.key)
	if !g.target.IsNil() && !g.currKey.IsNil() && !g.currValue.IsNil() {
		return tuple(classOf(self), in, tuple(g.currKey, g.currValue, g.target)), nil
	}
	return object.Pair(classOf(self), in), nil
}

func groupbySetState(t *object.Thread, self, state object.Value) error {
	parts, err := stateTuple(state)
	if err != nil {
		return err
	}
	if err := args.Count(parts, 3, 3); err != nil {
		return err
	}
	g := as[groupby](self)
	g.currKey, g.currValue, g.target = parts[0], parts[1], parts[2]
	return nil
}

func grouperNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, grouperType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if err := args.Positional("_grouper", in, 2, 2); err != nil {
		return object.Value{}, err
	}
	if !in[0].Is(groupbyType) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "_grouper() argument 1 must be itertools.groupby, not %s", in[0].Type().Name)
	}
	return newGrouper(as[groupby](in[0]), in[1]), nil
}

func grouperNext(t *object.Thread, self object.Value) (object.Value, error) {
	grp := as[grouper](self)
	g := grp.parent
	if g.currentGrp != grp {
		return object.Value{}, nil
	}
	if g.currValue.IsNil() {
		if more, err := g.step(t); err != nil || !more {
			return object.Value{}, err
		}
	}
	same, err := t.EqualValues(grp.target, g.currKey)
	if err != nil || !same {
		return object.Value{}, err
	}
	v := g.currValue
	g.currValue, g.currKey = object.Value{}, object.Value{}
	return v, nil
}

func grouperReduce(t *object.Thread, self object.Value) (object.Value, error) {
	grp := as[grouper](self)
	if grp.parent.currentGrp != grp {
		iter, _ := t.Interp.Builtins.GetString("iter")
		return object.Pair(iter, tuple(tuple())), nil
	}
	return object.Pair(classOf(self), object.Pair(value(grp.parent), grp.target)), nil
}

func setupGrouping() {
	groupbyType.New, groupbyType.Next = groupbyNew, groupbyNext
	define[groupby](groupbyType, "Keys and groups of an iterable: each run of items whose keys are equal is a group.", object.FlagBase, reduce(groupbyReduce), setstate(groupbySetState))
	grouperType.New, grouperType.Next = grouperNew, grouperNext
	define[grouper](grouperType, "", 0, reduce(grouperReduce))
}
