package itertools

import (
	"math"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the combinatoric iterators. Each keeps the positions of the tuple given last and
// moves on from them; the tuples themselves are made one at a time.

// product gives the tuples with one item of each pool.
type product struct {
	object.Header
	pools            []*object.Tuple `refs:"own"`
	indices          []int
	started, stopped bool
}

// combination is a combinations, a combinations_with_replacement or a permutations: tuples of r items
// of one pool.
type combination struct {
	object.Header
	pool             *object.Tuple
	indices          []int
	cycles           []int // of permutations
	r                int
	started, stopped bool
}

var (
	productType      = &object.Type{Name: "itertools.product"}
	combinationsType = &object.Type{Name: "itertools.combinations"}
	replacementType  = &object.Type{Name: "itertools.combinations_with_replacement"}
	permutationsType = &object.Type{Name: "itertools.permutations"}
)

var (
	combinationsSig = object.NewSignature("(iterable, r)")
	permutationsSig = object.NewSignature("(iterable, r=None)")
	errState        = func() error { return object.Errorf(object.ValueErrorType, "invalid arguments") }
)

// pool gives the items of an iterable as a tuple.
func pool(t *object.Thread, v object.Value) (*object.Tuple, error) {
	if v.Type() == object.TupleType {
		u, _ := object.AsTuple(v)
		return u, nil
	}
	items, err := t.Collect(v)
	if err != nil {
		return nil, err
	}
	return object.NewTuple(items), nil
}

// ints makes a tuple of Go ints.
func ints(ns []int) object.Value {
	u := object.NewTupleSize(len(ns))
	for i, n := range ns {
		u.Items[i] = object.Int(n)
	}
	return u.Value()
}

// clampAll reads a state of n numbers, each brought into the range that limit gives for its place.
func clampAll(t *object.Thread, state []object.Value, limit func(i int) (lo, hi int)) ([]int, error) {
	out := make([]int, len(state))
	for i, v := range state {
		n, err := args.Int(t, v)
		if err != nil {
			return nil, err
		}
		lo, hi := limit(i)
		out[i] = max(min(n, hi), lo)
	}
	return out, nil
}

func productNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	repeat := 1
	if kw != nil && len(kw.Items) > 0 {
		n := len(in) - len(kw.Items)
		if len(kw.Items) > 1 {
			return object.Value{}, object.Errorf(object.TypeErrorType, "product() takes at most 1 keyword argument (%d given)", len(kw.Items))
		}
		if name, _ := object.AsStr(kw.Items[0]); name.String() != "repeat" {
			return object.Value{}, object.Errorf(object.TypeErrorType, "'%s' is an invalid keyword argument for product()", name.String())
		}
		var err error
		if repeat, err = args.SSize(t, in[n]); err != nil {
			return object.Value{}, err
		}
		if repeat < 0 {
			return object.Value{}, object.Errorf(object.ValueErrorType, "repeat argument cannot be negative")
		}
		in = in[:n]
	}
	if repeat == 0 {
		in = nil
	} else if len(in) > math.MaxInt/8/repeat {
		return object.Value{}, object.Errorf(object.OverflowErrorType, "repeat argument too large")
	}
	p := object.Alloc[product](cls)
	once := make([]*object.Tuple, len(in))
	for i, a := range in {
		u, err := pool(t, a)
		if err != nil {
			return object.Value{}, err
		}
		once[i] = u
	}
	if len(in)*repeat > math.MaxInt32 {
		return object.Value{}, object.NewError(object.MemoryErrorType)
	}
	for range repeat {
		p.pools = append(p.pools, once...)
	}
	p.indices = make([]int, len(p.pools))
	return value(p), nil
}

func productNext(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[product](self)
	if !p.advance() {
		return object.Value{}, nil
	}
	out := object.NewTupleSize(len(p.pools))
	for i, u := range p.pools {
		out.Items[i] = u.Items[p.indices[i]]
	}
	return out.Value(), nil
}

// productPair is the NextPair of product.
func productPair(t *object.Thread, self object.Value) (a, b object.Value, err error) {
	p := as[product](self)
	if len(p.pools) != 2 {
		a, err = productNext(t, self)
		return a, object.Value{}, err
	}
	if !p.advance() {
		return object.Value{}, object.Value{}, nil
	}
	return p.pools[0].Items[p.indices[0]], p.pools[1].Items[p.indices[1]], nil
}

// advance goes on to the next tuple, and reports whether there is one.
func (p *product) advance() bool {
	if p.stopped {
		return false
	}
	if !p.started {
		p.started = true
		for _, u := range p.pools {
			if len(u.Items) == 0 {
				p.stopped = true
				return false
			}
		}
	} else {
		i := len(p.pools) - 1
		for ; i >= 0; i-- {
			if p.indices[i]++; p.indices[i] < len(p.pools[i].Items) {
				break
			}
			p.indices[i] = 0
		}
		if i < 0 {
			p.stopped = true
			return false
		}
	}
	return true
}

func productReduce(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[product](self)
	if p.stopped {
		return object.Pair(classOf(self), tuple(tuple())), nil
	}
	pools := make([]object.Value, len(p.pools))
	for i, u := range p.pools {
		pools[i] = u.Value()
	}
	in := object.NewTuple(pools).Value()
	if !p.started {
		return object.Pair(classOf(self), in), nil
	}
	return tuple(classOf(self), in, ints(p.indices)), nil
}

func productSetState(t *object.Thread, self, state object.Value) error {
	p := as[product](self)
	u, ok := object.AsTuple(state)
	if !ok || len(u.Items) != len(p.pools) {
		return errState()
	}
	for _, u := range p.pools {
		if len(u.Items) == 0 {
			p.stopped = true
			return nil
		}
	}
	indices, err := clampAll(t, u.Items, func(i int) (int, int) { return 0, len(p.pools[i].Items) - 1 })
	if err != nil {
		return err
	}
	p.indices, p.started = indices, true
	return nil
}

// combinationNew makes the constructor of combinations, with the indices it starts from.
func combinationNew(name string, with bool) func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	return func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
		a, err := combinationsSig.Bind(t, name, in, kw)
		if err != nil {
			return object.Value{}, err
		}
		r, err := args.SSize(t, a[1])
		if err != nil {
			return object.Value{}, err
		}
		u, err := pool(t, a[0])
		if err != nil {
			return object.Value{}, err
		}
		if r < 0 {
			return object.Value{}, object.Errorf(object.ValueErrorType, "r must be non-negative")
		}
		c := object.Alloc[combination](cls)
		c.pool, c.r = u, r
		if c.stopped = r > len(u.Items) && !with || len(u.Items) == 0 && r > 0; c.stopped {
			return value(c), nil
		}
		if r > math.MaxInt32 {
			return object.Value{}, object.NewError(object.MemoryErrorType)
		}
		c.indices = make([]int, r)
		if !with {
			for i := range c.indices {
				c.indices[i] = i
			}
		}
		return value(c), nil
	}
}

// pick makes the tuple of the items at the present positions.
func (c *combination) pick() object.Value {
	out := object.NewTupleSize(c.r)
	for i := range c.r {
		out.Items[i] = c.pool.Items[c.indices[i]]
	}
	return out.Value()
}

// first tells whether this is the first step, and notes that it was made.
func (c *combination) first() bool {
	was := c.started
	c.started = true
	return !was
}

func (c *combination) stop() (object.Value, error) {
	c.stopped = true
	return object.Value{}, nil
}

func combinationsNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[combination](self)
	if c.stopped {
		return object.Value{}, nil
	}
	if !c.first() {
		n := len(c.pool.Items)
		i := c.r - 1
		for i >= 0 && c.indices[i] == i+n-c.r {
			i--
		}
		if i < 0 {
			return c.stop()
		}
		c.indices[i]++
		for j := i + 1; j < c.r; j++ {
			c.indices[j] = c.indices[j-1] + 1
		}
	}
	return c.pick(), nil
}

func replacementNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[combination](self)
	if c.stopped {
		return object.Value{}, nil
	}
	if !c.first() {
		n := len(c.pool.Items)
		i := c.r - 1
		for i >= 0 && c.indices[i] == n-1 {
			i--
		}
		if i < 0 {
			return c.stop()
		}
		for k, j := c.indices[i]+1, i; j < c.r; j++ {
			c.indices[j] = k
		}
	}
	return c.pick(), nil
}

func combinationReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[combination](self)
	if c.stopped && c.started {
		return object.Pair(classOf(self), object.Pair(tuple(), object.Int(c.r))), nil
	}
	in := object.Pair(c.pool.Value(), object.Int(c.r))
	if !c.started {
		return object.Pair(classOf(self), in), nil
	}
	return tuple(classOf(self), in, ints(c.indices)), nil
}

// combinationSetState makes __setstate__; limit gives the largest position at place i of r out of n.
func combinationSetState(limit func(i, n, r int) int) func(t *object.Thread, self, state object.Value) error {
	return func(t *object.Thread, self, state object.Value) error {
		c := as[combination](self)
		u, ok := object.AsTuple(state)
		if !ok || len(u.Items) != c.r || c.indices == nil && c.r > 0 {
			return errState()
		}
		indices, err := clampAll(t, u.Items, func(i int) (int, int) { return 0, limit(i, len(c.pool.Items), c.r) })
		if err != nil {
			return err
		}
		c.indices, c.started = indices, true
		return nil
	}
}

func permutationsNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := permutationsSig.Bind(t, "permutations", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	u, err := pool(t, a[0])
	if err != nil {
		return object.Value{}, err
	}
	n := len(u.Items)
	r := n
	if !a[1].IsNil() && !a[1].IsNone() {
		if !a[1].Is(object.IntType) {
			return object.Value{}, object.Errorf(object.TypeErrorType, "Expected int as r")
		}
		if r, err = args.SSize(t, a[1]); err != nil {
			return object.Value{}, err
		}
	}
	if r < 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "r must be non-negative")
	}
	c := object.Alloc[combination](cls)
	c.pool, c.r = u, r
	if c.stopped = r > n; c.stopped {
		return value(c), nil
	}
	c.indices, c.cycles = make([]int, n), make([]int, r)
	for i := range c.indices {
		c.indices[i] = i
	}
	for i := range c.cycles {
		c.cycles[i] = n - i
	}
	return value(c), nil
}

func permutationsNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[combination](self)
	if c.stopped {
		return object.Value{}, nil
	}
	if !c.first() {
		n := len(c.pool.Items)
		if n == 0 {
			return c.stop()
		}
		i := c.r - 1
		for ; i >= 0; i-- {
			if c.cycles[i]--; c.cycles[i] == 0 {
				// This place has had every item: turn the rest back to its order.
				index := c.indices[i]
				copy(c.indices[i:], c.indices[i+1:])
				c.indices[n-1] = index
				c.cycles[i] = n - i
				continue
			}
			j := n - c.cycles[i]
			c.indices[i], c.indices[j] = c.indices[j], c.indices[i]
			break
		}
		if i < 0 {
			return c.stop()
		}
	}
	return c.pick(), nil
}

func permutationsReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[combination](self)
	if c.stopped && c.started {
		return object.Pair(classOf(self), object.Pair(tuple(), object.Int(c.r))), nil
	}
	in := object.Pair(c.pool.Value(), object.Int(c.r))
	if !c.started {
		return object.Pair(classOf(self), in), nil
	}
	return tuple(classOf(self), in, object.Pair(ints(c.indices), ints(c.cycles))), nil
}

func permutationsSetState(t *object.Thread, self, state object.Value) error {
	c := as[combination](self)
	parts, err := stateTuple(state)
	if err != nil {
		return err
	}
	if err := args.Count(parts, 2, 2); err != nil {
		return err
	}
	var tuples [2]*object.Tuple
	for i, p := range parts {
		u, ok := object.AsTuple(p)
		if !ok {
			return object.Errorf(object.TypeErrorType, "argument %d must be tuple, not %s", i+1, p.Type().Name)
		}
		tuples[i] = u
	}
	n := len(c.pool.Items)
	if len(tuples[0].Items) != n || len(tuples[1].Items) != c.r {
		return errState()
	}
	indices, err := clampAll(t, tuples[0].Items, func(int) (int, int) { return 0, n - 1 })
	if err != nil {
		return err
	}
	cycles, err := clampAll(t, tuples[1].Items, func(i int) (int, int) { return 1, n - i })
	if err != nil {
		return err
	}
	c.indices, c.cycles, c.started = indices, cycles, true
	return nil
}

// sizeof makes the method __sizeof__, which gives an estimate of the memory used.
func sizeof(n func(self object.Value) int) object.Method {
	return object.Method{Name: "__sizeof__", Sig: "()", Doc: "Returns size in memory, in bytes.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
		return object.Int(n(self)), nil
	})}
}

func combinationSize(self object.Value) int {
	c := as[combination](self)
	return 96 + 8*(len(c.indices)+len(c.cycles))
}

func setupCombining() {
	productType.New, productType.Next, productType.NextPair = productNew, productNext, productPair
	define[product](productType, "product(*iterables, repeat=1): the Cartesian product, the same as nested for loops. repeat=n uses the iterables n times.", object.FlagBase, reduce(productReduce), setstate(productSetState),
		sizeof(func(self object.Value) int { return 80 + 16*len(as[product](self).pools) }))
	combinationsType.New, combinationsType.Next = combinationNew("combinations", false), combinationsNext
	define[combination](combinationsType, "The tuples of r items of an iterable, in its order.", object.FlagBase, reduce(combinationReduce),
		setstate(combinationSetState(func(i, n, r int) int { return i + n - r })), sizeof(combinationSize))
	replacementType.New, replacementType.Next = combinationNew("combinations_with_replacement", true), replacementNext
	define[combination](replacementType, "The tuples of r items of an iterable, in its order, where an item may come several times.", object.FlagBase, reduce(combinationReduce),
		setstate(combinationSetState(func(i, n, r int) int { return n - 1 })), sizeof(combinationSize))
	permutationsType.New, permutationsType.Next = permutationsNew, permutationsNext
	define[combination](permutationsType, "The tuples of r items of an iterable in every order; r is its length by default.", object.FlagBase, reduce(permutationsReduce), setstate(permutationsSetState), sizeof(combinationSize))
}
