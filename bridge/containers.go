package bridge

import (
	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines how sets, ranges and bytearrays cross.

func (c *call) putOther(v object.Value) error {
	out := c.out
	if s, ok := object.AsSet(v); ok {
		out.Set(v.Is(object.FrozenSetType), s.Len())
		for i := s.Next(0); i >= 0; i = s.Next(i + 1) {
			if err := c.put(s.Item(i)); err != nil {
				return err
			}
		}
		return nil
	}
	if a, ok := object.AsByteArray(v); ok {
		out.ByteArray(a.B)
		return nil
	}
	if v.P.Type == object.RangeType {
		r := (*object.Range)(v.Ptr())
		out.Range()
		return c.putAll([]object.Value{r.Start, r.Stop, r.Step})
	}
	return object.Errorf(object.SystemErrorType, "bridge: no way to copy a %s", v.P.Type.Name)
}

func (b *Bridge) getOther(t *object.Thread, r *capi.Reader, owned bool, it capi.Item) (object.Value, error) {
	switch it.Kind {
	case capi.KindAdopt:
		v, err := b.get(t, r, owned)
		if err == nil {
			b.adopt(t, v, it.Ref)
		}
		return v, err
	case capi.KindByteArray:
		return object.NewByteArray(append([]byte(nil), it.Bytes...)).Value(), nil
	case capi.KindSet, capi.KindFrozenSet:
		s := object.NewSet()
		for range it.Len {
			v, err := b.get(t, r, owned)
			if err != nil {
				return object.Value{}, err
			}
			if err := s.Add(t, v); err != nil {
				return object.Value{}, err
			}
		}
		if n := it.Len - s.Len(); n > 0 {
			b.merged[1+bit(it.Kind == capi.KindFrozenSet)] += n
		}
		if it.Kind == capi.KindFrozenSet {
			return object.NewFrozenSet(s), nil
		}
		return s.Value(), nil
	case capi.KindRange:
		v, err := b.getN(t, r, owned, 3)
		if err != nil {
			return object.Value{}, err
		}
		return t.Call(object.RangeType.Value(), v...)
	}
	return object.Value{}, object.Errorf(object.SystemErrorType, "bridge: C sent a value of kind %q", byte(it.Kind))
}

func (b *Bridge) refillOther(t *object.Thread, v, content object.Value) error {
	if s, ok := object.AsSet(v); ok {
		n, _ := object.AsSet(content)
		if sameElements(s, n) {
			return nil // another order is no change, and somebody may be iterating over it
		}
		s.Clear()
		return s.Update(t, content)
	}
	if a, ok := object.AsByteArray(v); ok {
		n, _ := object.AsByteArray(content)
		if len(a.B) == len(n.B) {
			copy(a.B, n.B) // a memoryview of it may be open
			return nil
		}
		a.B = n.B
		return nil
	}
	return object.Errorf(object.SystemErrorType, "bridge: a %s cannot be refilled", v.P.Type.Name)
}

// sameElements reports whether two sets have the same objects in them. No code of theirs is called.
func sameElements(x, y *object.Set) bool {
	if x.Len() != y.Len() {
		return false
	}
	in := make(map[object.Value]struct{}, x.Len())
	for i := x.Next(0); i >= 0; i = x.Next(i + 1) {
		in[x.Item(i)] = struct{}{}
	}
	for i := y.Next(0); i >= 0; i = y.Next(i + 1) {
		if _, ok := in[y.Item(i)]; !ok {
			return false
		}
	}
	return true
}

func bit(v bool) int {
	if v {
		return 1
	}
	return 0
}
