package bridge

import (
	"strconv"

	"memphis/interp/object"
)

// This file defines what is in a container on loan: how it is compared, merged and replaced.

// size is how long it takes to look for a change, in values to compare.
func (l *loan) size() int {
	if d, ok := object.AsDict(l.v); ok {
		return 2 * d.Len()
	}
	if x, ok := object.AsList(l.v); ok {
		return len(x.Items)
	}
	if s, ok := object.AsSet(l.v); ok {
		return s.Len()
	}
	if a, ok := object.AsByteArray(l.v); ok {
		return len(a.B) / 16
	}
	return 0
}

// each calls f with the values in the container, as long as it returns true.
func (l *loan) each(f func(v object.Value) bool) {
	if d, ok := object.AsDict(l.v); ok {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if e := &d.Entries[i]; !f(e.Key) || !f(e.Val) {
				return
			}
		}
	} else if x, ok := object.AsList(l.v); ok {
		for _, v := range x.Items {
			if !f(v) {
				return
			}
		}
	} else if s, ok := object.AsSet(l.v); ok {
		for i := s.Next(0); i >= 0; i = s.Next(i + 1) {
			if !f(s.Item(i)) {
				return
			}
		}
	} else if a, ok := object.AsByteArray(l.v); ok {
		f(object.NewBytes(string(a.B)))
	}
}

// remember notes the content as C knows it.
func (l *loan) remember() {
	l.last = l.last[:0]
	if l.last == nil {
		l.last = make([]object.Value, 0, 8)
	}
	l.each(func(v object.Value) bool {
		l.last = append(l.last, v)
		return true
	})
}

// changed reports whether the content is another than C knows; false for loans that are
// not watched.
func (l *loan) changed() bool {
	if l.last == nil {
		return false
	}
	i, same := 0, true
	l.each(func(v object.Value) bool {
		if same = i < len(l.last) && (l.last[i] == v || sameBytes(l.last[i], v)); same {
			i++
		}
		return same
	})
	return !same || i != len(l.last)
}

// sameBytes compares the contents of a bytearray, which each shows as bytes.
func sameBytes(x, y object.Value) bool {
	a, ok := object.AsBytes(x)
	if !ok {
		return false
	}
	b, ok := object.AsBytes(y)
	return ok && a == b
}

// refill gives v the content of new, a container of the same kind.
func (b *Bridge) refill(t *object.Thread, v, content object.Value) error {
	if l, ok := object.AsList(v); ok {
		n, _ := object.AsList(content)
		l.MoveTo(n.Items)
		return nil
	}
	if d, ok := object.AsDict(v); ok {
		n, _ := object.AsDict(content)
		d.Clear()
		for i := n.Next(0); i >= 0; i = n.Next(i + 1) {
			e := n.Entries[i]
			if err := d.SetHash(t, e.Key, e.Hash, e.Val); err != nil {
				return err
			}
		}
		return nil
	}
	return b.refillOther(t, v, content)
}

// length is the size of the container, in words.
func (l *loan) length() string { return l.count(l.entries()) }

// entries is how many elements, keys or bytes there are.
func (l *loan) entries() int {
	if d, ok := object.AsDict(l.v); ok {
		return d.Len()
	} else if x, ok := object.AsList(l.v); ok {
		return len(x.Items)
	} else if s, ok := object.AsSet(l.v); ok {
		return s.Len()
	} else if a, ok := object.AsByteArray(l.v); ok {
		return len(a.B)
	}
	return 0
}

// count is n of what the container holds, in words.
func (l *loan) count(n int) string {
	what := "element"
	if _, ok := object.AsDict(l.v); ok {
		what = "key"
	} else if _, ok := object.AsByteArray(l.v); ok {
		what = "byte"
	}
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// merge gives the container what C has changed in it since both sides knew the same, content
// being what C has, and leaves what we have changed. It returns how many changes of ours
// went, because C changed the same; ok is false if the two cannot be told apart.
func (l *loan) merge(t *object.Thread, content object.Value) (lost int, ok bool, err error) {
	if a, is := object.AsByteArray(l.v); is {
		was, _ := object.AsBytes(l.last[0])
		new, _ := object.AsByteArray(content)
		if len(was) != len(a.B) || len(was) != len(new.B) {
			return 0, false, nil
		}
		for i := range was {
			if new.B[i] == was[i] {
				continue
			}
			if a.B[i] != was[i] && a.B[i] != new.B[i] {
				lost++
			}
			a.B[i] = new.B[i]
		}
		l.last[0] = object.NewBytes(string(new.B))
		return lost, true, nil
	}
	if x, is := object.AsList(l.v); is {
		new, _ := object.AsList(content)
		if len(l.last) != len(x.Items) || len(l.last) != len(new.Items) {
			return 0, false, nil
		}
		for i, was := range l.last {
			if new.Items[i] == was {
				continue
			}
			if x.Items[i] != was && x.Items[i] != new.Items[i] {
				lost++
			}
			x.Items[i] = new.Items[i]
			l.last[i] = new.Items[i]
		}
		return lost, true, nil
	}
	if s, is := object.AsSet(l.v); is {
		return 0, true, l.mergeSet(t, s, content)
	}
	if d, is := object.AsDict(l.v); is {
		return l.mergeDict(t, d, content)
	}
	return 0, false, nil
}

// mergeSet is merge for a set: what both did can always be done.
func (l *loan) mergeSet(t *object.Thread, s *object.Set, content object.Value) error {
	was := object.NewSet()
	for _, v := range l.last {
		if err := was.Add(t, v); err != nil {
			return err
		}
	}
	new, _ := object.AsSet(content)
	gone, added := []object.Value{}, []object.Value{}
	for i := was.Next(0); i >= 0; i = was.Next(i + 1) {
		v := was.Item(i)
		if has, err := new.Contains(t, v); err != nil {
			return err
		} else if !has {
			gone = append(gone, v)
		}
	}
	for i := new.Next(0); i >= 0; i = new.Next(i + 1) {
		v := new.Item(i)
		if has, err := was.Contains(t, v); err != nil {
			return err
		} else if !has {
			added = append(added, v)
		}
	}
	l.last = l.last[:0]
	for i := new.Next(0); i >= 0; i = new.Next(i + 1) {
		l.last = append(l.last, new.Item(i))
	}
	for _, v := range gone {
		if _, err := s.Discard(t, v); err != nil {
			return err
		}
	}
	for _, v := range added {
		if err := s.Add(t, v); err != nil {
			return err
		}
	}
	return nil
}

// mergeDict is merge for a dict, key by key.
func (l *loan) mergeDict(t *object.Thread, d *object.Dict, content object.Value) (lost int, ok bool, err error) {
	was := object.NewDict()
	for i := 0; i+1 < len(l.last); i += 2 {
		if err := was.Set(t, l.last[i], l.last[i+1]); err != nil {
			return 0, false, err
		}
	}
	new, _ := object.AsDict(content)
	ours := func(k, before object.Value) error { // counts a change of ours to k
		v, _, err := d.Get(t, k)
		if err == nil && v != before {
			lost++
		}
		return err
	}
	for i := was.Next(0); i >= 0; i = was.Next(i + 1) {
		k, before := was.Entries[i].Key, was.Entries[i].Val
		if _, has, err := new.Get(t, k); err != nil {
			return 0, false, err
		} else if has {
			continue
		}
		if err := ours(k, before); err != nil {
			return 0, false, err
		}
		if _, _, err := d.Delete(t, k); err != nil {
			return 0, false, err
		}
	}
	l.last = l.last[:0]
	for i := new.Next(0); i >= 0; i = new.Next(i + 1) {
		k, v := new.Entries[i].Key, new.Entries[i].Val
		l.last = append(l.last, k, v)
		before, _, err := was.Get(t, k)
		if err != nil {
			return 0, false, err
		}
		if before == v {
			continue
		}
		if err := ours(k, before); err != nil {
			return 0, false, err
		}
		if err := d.Set(t, k, v); err != nil {
			return 0, false, err
		}
	}
	return lost, true, nil
}
