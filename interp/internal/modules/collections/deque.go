package collections

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines deque: its storage, its constructor and what it does as a sequence. Its methods are
// in deque_methods.go, its iterators in deque_iter.go.

// deque is a ring of values: n of them from head on, in a buffer whose length is a power of two.
type deque struct {
	object.Header
	buf     []object.Value `refs:"own"`
	head, n int
	maxlen  int    // negative for no bound
	state   uint64 // counts changes, so that an iterator notices them
}

var dequeType = &object.Type{Name: "collections.deque"}

var dequeSig = object.NewSignature("(iterable=(), maxlen=None)")

func asDeque(v object.Value) *deque { return args.As[deque](v) }

func (d *deque) at(i int) *object.Value { return &d.buf[(d.head+i)&(len(d.buf)-1)] }

// reserve makes room for one more.
func (d *deque) reserve() {
	if d.n < len(d.buf) {
		return
	}
	buf := make([]object.Value, max(8, 2*len(d.buf)))
	k := copy(buf, d.buf[d.head:])
	copy(buf[k:], d.buf[:d.head])
	d.buf, d.head = buf, 0
}

func (d *deque) push(v object.Value) {
	if d.maxlen == 0 {
		return
	}
	d.state++
	if d.n == d.maxlen {
		d.popFirst()
	}
	d.reserve()
	d.n++
	*d.at(d.n - 1) = v
}

func (d *deque) pushFirst(v object.Value) {
	if d.maxlen == 0 {
		return
	}
	d.state++
	if d.n == d.maxlen {
		d.popLast()
	}
	d.reserve()
	d.head = (d.head - 1) & (len(d.buf) - 1)
	d.n++
	*d.at(0) = v
}

func (d *deque) popFirst() object.Value {
	d.state++
	p := d.at(0)
	v := *p
	*p = object.Value{}
	d.head = (d.head + 1) & (len(d.buf) - 1)
	d.n--
	return v
}

func (d *deque) popLast() object.Value {
	d.state++
	p := d.at(d.n - 1)
	v := *p
	*p = object.Value{}
	d.n--
	return v
}

func (d *deque) clear() {
	d.state++
	d.buf, d.head, d.n = nil, 0, 0
}

// values gives a copy of the items in order.
func (d *deque) values() []object.Value {
	out := make([]object.Value, d.n)
	for i := range out {
		out[i] = *d.at(i)
	}
	return out
}

// rotate turns the ring by k places to the right.
func (d *deque) rotate(k int) {
	if d.n < 2 {
		return
	}
	if k %= d.n; k < 0 {
		k += d.n
	}
	d.state++
	if k <= d.n/2 {
		for range k {
			d.pushRaw(d.takeLast())
		}
		return
	}
	for range d.n - k {
		v := *d.at(0)
		*d.at(0) = object.Value{}
		d.head = (d.head + 1) & (len(d.buf) - 1)
		*d.at(d.n - 1) = v
	}
}

// takeLast and pushRaw move the last item to the front; between them the length is one less.
func (d *deque) takeLast() object.Value {
	p := d.at(d.n - 1)
	v := *p
	*p = object.Value{}
	return v
}

func (d *deque) pushRaw(v object.Value) {
	d.head = (d.head - 1) & (len(d.buf) - 1)
	*d.at(0) = v
}

// extend appends what v iterates over, by push or pushFirst.
func (d *deque) extend(t *object.Thread, v object.Value, push func(v object.Value)) error {
	if v.Ptr() == d.value().Ptr() {
		for _, x := range d.values() {
			push(x)
		}
		return nil
	}
	return t.Each(v, func(x object.Value) error {
		push(x)
		return nil
	})
}

func (d *deque) value() object.Value { return args.Value(d) }

func dequeNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	d := object.Alloc[deque](cls)
	d.maxlen = -1
	return d.value(), nil
}

func dequeInit(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) error {
	a, err := dequeSig.Bind(t, "deque", in, kw)
	if err != nil {
		return err
	}
	d := asDeque(self)
	maxlen := -1
	if !a[1].IsNil() && !a[1].IsNone() {
		if maxlen, err = args.Int(t, a[1]); err != nil {
			return err
		}
		if maxlen < 0 {
			return object.Errorf(object.ValueErrorType, "maxlen must be non-negative")
		}
	}
	d.maxlen = maxlen
	d.clear()
	if a[0].IsNil() {
		return nil
	}
	return d.extend(t, a[0], d.push)
}

// newDeque makes an empty deque of the exact type.
func newDeque(maxlen int) *deque {
	return &deque{Header: object.Header{Type: dequeType}, maxlen: maxlen}
}

// index converts a subscript to a position.
func (d *deque) index(t *object.Thread, key object.Value) (int, error) {
	if key.Type().Index == nil && !key.Is(object.IntType) {
		return 0, object.Errorf(object.TypeErrorType, "sequence index must be integer, not '%s'", key.Type().Name)
	}
	i, err := t.AsIndex(key, object.IndexErrorType)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i += d.n
	}
	if i < 0 || i >= d.n {
		return 0, object.Errorf(object.IndexErrorType, "deque index out of range")
	}
	return i, nil
}

func dequeGetItem(t *object.Thread, self, key object.Value) (object.Value, error) {
	d := asDeque(self)
	i, err := d.index(t, key)
	if err != nil {
		return object.Value{}, err
	}
	return *d.at(i), nil
}

func dequeSetItem(t *object.Thread, self, key, v object.Value) error {
	d := asDeque(self)
	i, err := d.index(t, key)
	if err != nil {
		return err
	}
	if v.IsNil() {
		d.deleteAt(i)
	} else {
		*d.at(i) = v
	}
	return nil
}

// deleteAt closes the gap from the nearer end.
func (d *deque) deleteAt(i int) {
	if i < d.n/2 {
		for ; i > 0; i-- {
			*d.at(i) = *d.at(i - 1)
		}
		d.popFirst()
		return
	}
	for ; i < d.n-1; i++ {
		*d.at(i) = *d.at(i + 1)
	}
	d.popLast()
}

// find gives the position of an item equal to v in [from, to), or -1. err also says when a comparison
// changed the deque, with changed as its reason.
func (d *deque) find(t *object.Thread, v object.Value, from, to int, changed func() error) (int, error) {
	state := d.state
	for i := from; i < to; i++ {
		eq, err := t.EqualValues(*d.at(i), v)
		if err != nil {
			return -1, err
		}
		if d.state != state {
			return -1, changed()
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func mutated() error {
	return object.Errorf(object.RuntimeErrorType, "deque mutated during iteration")
}

func dequeContains(t *object.Thread, self, v object.Value) (bool, error) {
	d := asDeque(self)
	i, err := d.find(t, v, 0, d.n, mutated)
	return i >= 0, err
}

func dequeConcat(t *object.Thread, self, other object.Value) (object.Value, error) {
	if !other.Is(dequeType) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "can only concatenate deque (not \"%s\") to deque", other.Type().Name)
	}
	v, err := dequeCopy(t, self)
	if err != nil {
		return object.Value{}, err
	}
	d := asDeque(v)
	return v, d.extend(t, other, d.push)
}

func dequeInPlaceConcat(t *object.Thread, self, other object.Value) (object.Value, error) {
	d := asDeque(self)
	return self, d.extend(t, other, d.push)
}

func dequeInPlaceRepeat(t *object.Thread, self object.Value, times int) (object.Value, error) {
	d := asDeque(self)
	if times <= 0 {
		d.clear()
		return self, nil
	}
	items := d.values()
	if len(items) == 0 {
		return self, nil
	}
	if d.maxlen < 0 && times > (1<<40)/len(items) {
		return object.Value{}, object.NewError(object.MemoryErrorType)
	}
	if d.maxlen >= 0 {
		// Only the last rounds are seen.
		times = min(times, d.maxlen/len(items)+2)
	}
	for range times - 1 {
		for _, v := range items {
			d.push(v)
		}
	}
	return self, nil
}

func dequeRepeat(t *object.Thread, self object.Value, times int) (object.Value, error) {
	v, err := dequeCopy(t, self)
	if err != nil {
		return object.Value{}, err
	}
	return dequeInPlaceRepeat(t, v, times)
}

func dequeCompare(t *object.Thread, self, other object.Value, op object.CmpOp) (object.Value, error) {
	if !other.Is(dequeType) {
		return object.NotImplemented, nil
	}
	a, b := asDeque(self), asDeque(other)
	if a.n != b.n && (op == object.EQ || op == object.NE) {
		return object.Bool(op == object.NE), nil
	}
	sa, sb := a.state, b.state
	for i := 0; i < a.n && i < b.n; i++ {
		x, y := *a.at(i), *b.at(i)
		eq, err := t.EqualValues(x, y)
		if err != nil {
			return object.Value{}, err
		}
		if a.state != sa || b.state != sb {
			return object.Value{}, mutated()
		}
		if !eq {
			if op == object.EQ || op == object.NE {
				return object.Bool(op == object.NE), nil
			}
			return t.Compare(x, y, op)
		}
	}
	var r bool
	switch op {
	case object.LT:
		r = a.n < b.n
	case object.LE:
		r = a.n <= b.n
	case object.EQ:
		r = a.n == b.n
	case object.NE:
		r = a.n != b.n
	case object.GT:
		r = a.n > b.n
	case object.GE:
		r = a.n >= b.n
	}
	return object.Bool(r), nil
}

func dequeRepr(t *object.Thread, self object.Value) (object.Value, error) {
	if t.ReprEnter(self) {
		return object.StrValue("[...]"), nil
	}
	defer t.ReprLeave(self)
	d := asDeque(self)
	items, err := t.Repr(object.NewList(d.values()).Value())
	if err != nil {
		return object.Value{}, err
	}
	name, err := shortName(t, self)
	if err != nil {
		return object.Value{}, err
	}
	text := name + "(" + items.String()
	if d.maxlen >= 0 {
		n, err := t.Repr(object.Int(d.maxlen))
		if err != nil {
			return object.Value{}, err
		}
		text += ", maxlen=" + n.String()
	}
	return object.StrValue(text + ")"), nil
}
