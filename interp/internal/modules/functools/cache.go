package functools

import (
	"math"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the wrapper that lru_cache puts around a function.

// cache is a functools._lru_cache_wrapper.
type cache struct {
	object.Header
	fn           object.Value
	maxsize      int // negative for no bound
	typed        bool
	info         object.Value // makes the result of cache_info
	hits, misses int
	results      *object.Dict // by key: the result or, with a bound, its link
	root         *link        // the ring of links: root.next is the oldest
	attrs        object.Attrs
}

// link is a result in a bounded cache, in the order of use. It is an object so that a dict can hold it.
type link struct {
	object.Header
	prev, next *link
	key        object.Value
	hash       int64
	result     object.Value
}

var (
	cacheType = &object.Type{Name: "functools._lru_cache_wrapper"}
	linkType  = &object.Type{Name: "functools._lru_list_elem"}
	// keywordMark stands in a key between positional and keyword arguments.
	keywordMark = &object.Type{Name: "functools._kwd_mark"}
)

var cacheSig = object.NewSignature("(user_function, maxsize, typed, cache_info_type)")

func cacheNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := cacheSig.Bind(t, "lru_cache", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if !object.IsCallable(a[0]) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "the first argument must be callable")
	}
	maxsize := -1
	if !a[1].IsNone() {
		if a[1].Type().Index == nil && !a[1].Is(object.IntType) {
			return object.Value{}, object.Errorf(object.TypeErrorType, "maxsize should be integer or None")
		}
		if maxsize, err = args.SSize(t, a[1]); err != nil {
			return object.Value{}, err
		}
		maxsize = max(maxsize, 0)
	}
	typed, err := t.Truth(a[2])
	if err != nil {
		return object.Value{}, err
	}
	c := object.Alloc[cache](cls)
	c.fn, c.maxsize, c.typed, c.info = a[0], maxsize, typed, a[3]
	c.clear()
	return args.Value(c), nil
}

func (c *cache) clear() {
	c.hits, c.misses = 0, 0
	c.results = object.NewDict()
	c.root = &link{Header: object.Header{Type: linkType}}
	c.root.prev, c.root.next = c.root, c.root
}

// key makes the key of a call. One str or int is its own key, so that the usual call makes none.
func (c *cache) key(in []object.Value, kw *object.Tuple) object.Value {
	if (kw == nil || len(kw.Items) == 0) && !c.typed {
		if len(in) == 1 && (in[0].IsSmallInt() || in[0].Type() == object.StrType || in[0].Type() == object.IntType) {
			return in[0]
		}
		u := object.NewTupleSize(len(in))
		copy(u.Items, in)
		return u.Value()
	}
	pos, named := args.Split(in, kw)
	parts := append([]object.Value(nil), pos...)
	if len(named) > 0 {
		parts = append(parts, keywordMark.Value())
		for i, v := range named {
			parts = append(parts, kw.Items[i], v)
		}
	}
	if c.typed {
		for _, v := range in {
			parts = append(parts, args.ClassOf(v))
		}
	}
	return object.NewTuple(parts).Value()
}

func (l *link) unlink() { l.prev.next, l.next.prev = l.next, l.prev }

// use puts l at the end of the ring, as used last.
func (c *cache) use(l *link) {
	last := c.root.prev
	last.next, c.root.prev = l, l
	l.prev, l.next = last, c.root
}

func cacheCall(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	c := args.As[cache](self)
	if c.maxsize == 0 {
		c.misses++
		return t.CallVec(c.fn, in, kw)
	}
	key := c.key(in, kw)
	hash, err := t.Hash(key)
	if err != nil {
		return object.Value{}, err
	}
	found, ok, err := c.results.GetHash(t, key, hash)
	if err != nil {
		return object.Value{}, err
	}
	if ok {
		c.hits++
		if c.maxsize < 0 {
			return found, nil
		}
		l := args.As[link](found)
		l.unlink()
		c.use(l)
		return l.result, nil
	}
	c.misses++
	result, err := t.CallVec(c.fn, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if c.maxsize < 0 {
		return result, c.results.SetHash(t, key, hash, result)
	}
	if _, ok, err := c.results.GetHash(t, key, hash); ok || err != nil {
		// The function called itself with these arguments, and the result is there already.
		return result, err
	}
	l := &link{Header: object.Header{Type: linkType}}
	if c.results.Len() >= c.maxsize && c.root.next != c.root {
		oldest := c.root.next
		oldest.unlink()
		_, ok, err := c.results.DeleteHash(t, oldest.key, oldest.hash)
		if err != nil || !ok {
			return result, err
		}
		l = oldest
	}
	l.key, l.hash, l.result = key, hash, result
	if err := c.results.SetHash(t, key, hash, args.Value(l)); err != nil {
		return object.Value{}, err
	}
	c.use(l)
	return result, nil
}

func cacheInfo(t *object.Thread, self object.Value) (object.Value, error) {
	c := args.As[cache](self)
	maxsize := object.None
	if c.maxsize >= 0 && c.maxsize < math.MaxInt {
		maxsize = object.Int(c.maxsize)
	}
	return t.Call(c.info, object.Int(c.hits), object.Int(c.misses), maxsize, object.Int(c.results.Len()))
}

func setupCache() {
	root := object.ObjectType.Layout
	object.Define(linkType, object.TypeSpec{Flags: object.FlagNoNew, Layout: object.NewLayout[link](linkType.Name, root)})
	object.Define(keywordMark, object.TypeSpec{Flags: object.FlagNoNew})
	y := cacheType
	y.New, y.CallSlot = cacheNew, cacheCall
	y.DescrGet = func(t *object.Thread, self, obj, owner object.Value) (object.Value, error) {
		if obj.IsNil() || obj.IsNone() {
			return self, nil
		}
		return object.NewBoundMethod(self, obj), nil
	}
	object.Define(y, object.TypeSpec{
		Doc:    "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n",
		Layout: object.NewLayoutOwn[cache](y.Name, root, unsafe.Offsetof(cache{}.attrs)),
		Flags:  object.FlagBase | object.FlagDict | object.FlagWeakref | object.FlagMethodDescr,
		Methods: []object.Method{
			{Name: "cache_info", Sig: "()", Doc: "Report cache statistics", Fn: object.Fn0(cacheInfo)},
			{Name: "cache_clear", Sig: "()", Doc: "Clear the cache and cache statistics", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				args.As[cache](self).clear()
				return object.None, nil
			})},
			{Name: "__reduce__", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				return t.GetAttrString(self, "__qualname__")
			})},
			{Name: "__copy__", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) { return self, nil })},
			{Name: "__deepcopy__", Fn: object.Fn1(func(t *object.Thread, self, memo object.Value) (object.Value, error) { return self, nil })},
		},
		GetSets: []object.GetSet{dictAttr(func(self object.Value) *object.Attrs { return object.AttrsOf(self) })},
	})
}
