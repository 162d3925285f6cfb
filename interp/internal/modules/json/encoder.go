package json

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/modules/args"
	"memphis/interp/internal/numfmt"
	"memphis/interp/object"
)

// This file defines the type of make_encoder: the text of a value.

// encoder is an instance of make_encoder: what a JSONEncoder asks for.
type encoder struct {
	object.Header
	markers, fallback, encode, indent, keySep, itemSep value
	sortKeys, skipKeys, allowNaN                       bool
	quoting                                            quoting
}

// quoting tells who quotes strs.
type quoting uint8

const (
	byCall  quoting = iota // the function encode
	byUs                   // encode is our encode_basestring
	byASCII                // encode is our encode_basestring_ascii
)

var encoderType = &object.Type{Name: "_json.Encoder"}

var encoderSig = object.NewSignature("(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)")

func setupEncoder() {
	y := encoderType
	y.New, y.CallSlot = encoderNew, encoderCall
	object.Define(y, object.TypeSpec{
		Doc:    "_iterencode(obj, _current_indent_level) -> iterable",
		Layout: object.NewLayout[encoder](y.Name, object.ObjectType.Layout),
		Members: []object.GetSet{
			member("markers", "markers", func(e *encoder) value { return e.markers }),
			member("default", "default", func(e *encoder) value { return e.fallback }),
			member("encoder", "encoder", func(e *encoder) value { return e.encode }),
			member("indent", "indent", func(e *encoder) value { return e.indent }),
			member("key_separator", "key_separator", func(e *encoder) value { return e.keySep }),
			member("item_separator", "item_separator", func(e *encoder) value { return e.itemSep }),
			member("sort_keys", "sort_keys", func(e *encoder) value { return object.Bool(e.sortKeys) }),
			member("skipkeys", "skipkeys", func(e *encoder) value { return object.Bool(e.skipKeys) }),
		},
	})
}

func encoderNew(t *thread, cls *object.Type, in []value, kw *object.Tuple) (value, error) {
	a, err := encoderSig.Bind(t, "make_encoder", in, kw)
	if err != nil {
		return value{}, err
	}
	for i := 4; i <= 5; i++ {
		if _, ok := object.AsStr(a[i]); !ok {
			return value{}, object.Errorf(object.TypeErrorType, "make_encoder() argument %d must be str, not %s", i+1, typeName(a[i]))
		}
	}
	e := object.Alloc[encoder](cls)
	for i, to := range []*bool{&e.sortKeys, &e.skipKeys, &e.allowNaN} {
		if *to, err = t.Truth(a[6+i]); err != nil {
			return value{}, err
		}
	}
	if _, ok := object.AsDict(a[0]); !ok && !a[0].IsNone() {
		return value{}, object.Errorf(object.TypeErrorType, "make_encoder() argument 1 must be dict or None, not %s", a[0].Type().Name)
	}
	e.markers, e.fallback, e.encode, e.indent, e.keySep, e.itemSep = a[0], a[1], a[2], a[3], a[4], a[5]
	e.quoting = quotingOf(e.encode)
	return args.Value(e), nil
}

// typeName is the name of a type as CPython's argument parser gives it.
func typeName(v value) string {
	if v.IsNone() {
		return "None"
	}
	return v.Type().Name
}

// quotingOf tells whether f is one of this module's functions.
func quotingOf(f value) quoting {
	if f.P.Type != object.BuiltinType {
		return byCall
	}
	b := args.As[object.Builtin](f)
	if b.Self.IsNil() || b.Self.P.Type != object.ModuleType {
		return byCall
	}
	if def := args.As[object.Module](b.Self).Def; def == nil || def.Name != name {
		return byCall
	}
	switch b.Method.Name {
	case encodeASCII:
		return byASCII
	case encodeAny:
		return byUs
	}
	return byCall
}

var iterencodeSig = object.NewSignature("(obj, _current_indent_level)")

// encoderCall is _iterencode(obj, _current_indent_level): a list of the parts of the text, nearly always one.
func encoderCall(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	if kw != nil || len(in) != 2 {
		bound, err := iterencodeSig.Bind(t, "_iterencode", in, kw)
		if err != nil {
			return value{}, err
		}
		in = bound
	}
	if _, err := args.SSize(t, in[1]); err != nil {
		return value{}, err
	}
	e := args.As[encoder](self)
	var room [256]byte
	w := writer{t: t, e: e, buf: room[:0], ascii: true}
	if d, ok := object.AsDict(e.markers); ok {
		w.markers = d
	}
	keySep, _ := object.AsStr(e.keySep)
	itemSep, _ := object.AsStr(e.itemSep)
	w.keySep, w.itemSep = keySep.String(), itemSep.String()
	w.ascii = keySep.IsASCII() && itemSep.IsASCII()
	if err := w.value(in[0]); err != nil {
		return value{}, err
	}
	if w.pieces > 0 {
		w.flush()
	}
	return object.NewListOf(w.done).Value(), nil
}

// maxPieces is the number of pieces of text with which CPython ends a str.
const maxPieces = 100_000

// writer is a text under construction.
type writer struct {
	t               *thread
	e               *encoder
	markers         *object.Dict // the ids of the objects around the current one; nil if nobody wants them
	keySep, itemSep string
	buf             []byte
	ascii           bool // buf is
	pieces          int  // how many make up buf
	done            []value
	stack           []value // the items of the dicts under way
}

// flush makes a str of what there is.
func (w *writer) flush() {
	w.done = append(w.done, w.t.CopyStr(w.buf, w.ascii))
	w.buf, w.pieces = w.buf[:0], 0
}

// piece notes that something was written.
func (w *writer) piece() {
	if w.pieces++; w.pieces >= maxPieces {
		w.flush()
	}
}

func (w *writer) write(s string) {
	w.buf = append(w.buf, s...)
	w.piece()
}

// value writes any value.
func (w *writer) value(v value) error {
	switch y := v.P.Type; {
	case y == object.StrType:
		return w.str(v)
	case v.P == &object.IntHeader:
		w.buf = strconv.AppendInt(w.buf, int64(v.N), 10)
		w.piece()
		return nil
	case v.P == &object.BoolHeader:
		w.write(boolText(v))
		return nil
	case v.IsNone():
		w.write("null")
		return nil
	case y.IsSubtype(object.StrType):
		return w.str(v)
	case y.IsSubtype(object.IntType):
		s, err := w.t.IntText(v)
		if err == nil {
			w.write(s)
		}
		return err
	case y.IsSubtype(object.FloatType):
		x, _ := object.AsFloat(v)
		var room [32]byte
		b, err := w.float(room[:0], x)
		if err == nil {
			w.buf = append(w.buf, b...)
			w.piece()
		}
		return err
	case y.ActsAs(object.ListType), y.IsSubtype(object.TupleType):
		return w.within(v, w.list)
	case y.ActsAs(object.DictType):
		return w.within(v, w.dict)
	}
	return w.other(v)
}

func boolText(v value) string {
	if v == object.True {
		return "true"
	}
	return "false"
}

// within writes what has items.
func (w *writer) within(v value, f func(v value) error) error {
	if err := w.t.Enter(" while encoding a JSON object"); err != nil {
		return err
	}
	err := f(v)
	w.t.Leave()
	return err
}

// enter notes that v is under way; leave undoes it.
func (w *writer) enter(v value) error {
	if w.markers == nil {
		return nil
	}
	id := object.Uint64(object.ID(v))
	_, found, err := w.markers.Get(w.t, id)
	if err != nil {
		return err
	}
	if found {
		return object.Errorf(object.ValueErrorType, "Circular reference detected")
	}
	return w.markers.Set(w.t, id, v)
}

func (w *writer) leave(v value) error {
	if w.markers == nil {
		return nil
	}
	id := object.Uint64(object.ID(v))
	_, found, err := w.markers.Delete(w.t, id)
	if err == nil && !found {
		err = object.KeyError(id)
	}
	return err
}

// other writes what the function default makes of v.
func (w *writer) other(v value) error {
	if err := w.enter(v); err != nil {
		return err
	}
	r, err := w.t.Call(w.e.fallback, v)
	if err != nil {
		return err
	}
	if err := w.within(r, w.value); err != nil {
		return err
	}
	return w.leave(v)
}

// str writes a str.
func (w *writer) str(v value) error {
	s, _ := object.AsStr(v)
	if w.e.quoting == byCall {
		r, err := w.t.Call(w.e.encode, v)
		if err != nil {
			return err
		}
		var ok bool
		if s, ok = object.AsStr(r); !ok {
			return object.Errorf(object.TypeErrorType, "encoder() must return a string, not %s", r.Type().Name)
		}
		w.ascii = w.ascii && s.IsASCII()
		w.write(s.String())
		return nil
	}
	w.buf = appendQuoted(w.buf, s.String(), w.e.quoting == byASCII)
	if w.e.quoting == byUs {
		w.ascii = w.ascii && s.IsASCII()
	}
	w.piece()
	return nil
}

// float appends a float to b.
func (w *writer) float(b []byte, x float64) ([]byte, error) {
	if !special(x) {
		return numfmt.AppendRepr(b, x), nil
	}
	if !w.e.allowNaN {
		return nil, object.Errorf(object.ValueErrorType, "Out of range float values are not JSON compliant")
	}
	switch {
	case x > 0:
		return append(b, "Infinity"...), nil
	case x < 0:
		return append(b, "-Infinity"...), nil
	}
	return append(b, "NaN"...), nil
}

// list writes a list or tuple. One that is changed meanwhile is written as far as it goes.
func (w *writer) list(v value) error {
	items, err := w.items(v)
	if err != nil {
		return err
	}
	if len(items()) == 0 {
		w.write("[]")
		return nil
	}
	if err := w.enter(v); err != nil {
		return err
	}
	w.write("[")
	for i := 0; i < len(items()); i++ {
		if i > 0 {
			w.write(w.itemSep)
		}
		if err := w.value(items()[i]); err != nil {
			return err
		}
	}
	if err := w.leave(v); err != nil {
		return err
	}
	w.write("]")
	return nil
}

// items returns what gives the items of a list or tuple, or of what a subclass of them iterates over.
func (w *writer) items(v value) (func() []value, error) {
	switch v.P.Type {
	case object.ListType:
		l := args.As[object.List](v)
		return func() []value { return l.Items }, nil
	case object.TupleType:
		u := args.As[object.Tuple](v)
		return func() []value { return u.Items }, nil
	}
	it, err := w.t.Iter(v)
	if err != nil {
		if object.ErrorIs(err, object.TypeErrorType) {
			err = object.Errorf(object.TypeErrorType, "_iterencode_list needs a sequence")
		}
		return nil, err
	}
	var out []value
	err = w.t.Each(it, func(x value) error {
		out = append(out, x)
		return nil
	})
	return func() []value { return out }, err
}

// dict writes a dict.
func (w *writer) dict(v value) error {
	d, ok := object.AsDict(v)
	n := 0
	if ok {
		n = d.Len()
	} else { // it lies in C
		var err error
		if n, err = w.t.Len(v); err != nil {
			return err
		}
	}
	if n == 0 {
		w.write("{}")
		return nil
	}
	if err := w.enter(v); err != nil {
		return err
	}
	w.write("{")
	base := len(w.stack)
	defer func() { w.stack = w.stack[:base] }()
	if err := w.pushItems(v, d); err != nil {
		return err
	}
	first := true
	for i, end := base, len(w.stack); i < end; i += 2 {
		skip, err := w.member(w.stack[i], w.stack[i+1], first)
		if err != nil {
			return err
		}
		first = first && skip
	}
	if err := w.leave(v); err != nil {
		return err
	}
	w.write("}")
	return nil
}

// member writes the key k and its value, unless the key is to be skipped.
func (w *writer) member(k, v value, first bool) (skip bool, err error) {
	var room [32]byte
	var text []byte
	switch y := k.P.Type; {
	case y == object.StrType || y.IsSubtype(object.StrType):
	case y.IsSubtype(object.FloatType):
		x, _ := object.AsFloat(k)
		if text, err = w.float(room[:0], x); err != nil {
			return false, err
		}
	case k.P == &object.BoolHeader:
		text = append(room[:0], boolText(k)...)
	case k.IsNone():
		text = append(room[:0], "null"...)
	case y.IsSubtype(object.IntType):
		s, err := w.t.IntText(k)
		if err != nil {
			return false, err
		}
		text = append(room[:0], s...)
	case w.e.skipKeys:
		return true, nil
	default:
		return false, object.Errorf(object.TypeErrorType, "keys must be str, int, float, bool or None, not %s", y.Name)
	}
	if !first {
		w.write(w.itemSep)
	}
	if text != nil {
		k = w.t.CopyStr(text, true)
	}
	if err := w.str(k); err != nil {
		return false, err
	}
	w.write(w.keySep)
	return false, w.value(v)
}

// pushItems puts the keys and values of a dict on the stack, in the order in which they are written.
func (w *writer) pushItems(v value, d *object.Dict) error {
	t := w.t
	if v.P.Type == object.DictType {
		base := len(w.stack)
		strs := true
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			e := &d.Entries[i]
			w.stack = append(w.stack, e.Key, e.Val)
			strs = strs && e.Key.P.Type == object.StrType
		}
		if !w.e.sortKeys {
			return nil
		}
		pairs := w.stack[base:]
		if strs {
			sortPairs(pairs)
			return nil
		}
		items := make([]value, 0, len(pairs)/2)
		for i := 0; i < len(pairs); i += 2 {
			items = append(items, object.Pair(pairs[i], pairs[i+1]))
		}
		w.stack = w.stack[:base]
		return w.pushPairs(items)
	}
	r, err := t.CallMethodString(v, "items")
	if err != nil {
		return err
	}
	it, err := t.Iter(r)
	if err != nil {
		if object.ErrorIs(err, object.TypeErrorType) {
			err = object.Errorf(object.TypeErrorType, "%s.items() returned a non-iterable (type %s)", v.P.Type.Name, r.Type().Name)
		}
		return err
	}
	var items []value
	if err := t.Each(it, func(x value) error {
		items = append(items, x)
		return nil
	}); err != nil {
		return err
	}
	return w.pushPairs(items)
}

// pushPairs is pushItems of a list of pairs that are yet to be sorted.
func (w *writer) pushPairs(items []value) error {
	if w.e.sortKeys {
		if err := w.t.SortValues(items, value{}, false); err != nil {
			return err
		}
	}
	for _, x := range items {
		u, ok := object.AsTuple(x)
		if !ok || len(u.Items) != 2 {
			return object.Errorf(object.ValueErrorType, "items must return 2-tuples")
		}
		w.stack = append(w.stack, u.Items[0], u.Items[1])
	}
	return nil
}

// sortPairs sorts keys that are strs, each with its value behind it. Texts in WTF-8 sort as their characters do.
func sortPairs(pairs []value) {
	type pair struct {
		key  string
		k, v value
	}
	l := make([]pair, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		s, _ := object.AsStr(pairs[i])
		l = append(l, pair{s.String(), pairs[i], pairs[i+1]})
	}
	slices.SortFunc(l, func(a, b pair) int { return strings.Compare(a.key, b.key) })
	for i, p := range l {
		pairs[2*i], pairs[2*i+1] = p.k, p.v
	}
}

const hexDigits = "0123456789abcdef"

// appendQuoted appends the text s in quotes, with escapes for what JSON demands, and for all beyond ASCII if ascii is set.
func appendQuoted(b []byte, s string, ascii bool) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		end := plainEnd(s, i)
		if ascii {
			end = i + asciiEnd(s[i:end])
		}
		b = append(b, s[i:end]...)
		if i = end; i >= len(s) {
			break
		}
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := object.DecodeWTF8(s[i:])
			i += n
			if r > math.MaxUint16 {
				r -= 0x10000
				b = appendU(b, 0xD800+r>>10)
				r = 0xDC00 + r&0x3FF
			}
			b = appendU(b, r)
			continue
		}
		i++
		switch e := escaped[c&0x7F]; {
		case e != 0:
			b = append(b, '\\', e)
		default:
			b = appendU(b, rune(c))
		}
	}
	return append(b, '"')
}

// asciiEnd is the length of the part of s, from its start, that needs no escape where all but printable ASCII does.
func asciiEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] > '~' {
			return i
		}
	}
	return len(s)
}

// escaped is the letter behind the backslash of those characters that have one.
var escaped = [128]byte{'"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

// appendU appends the escape \uXXXX.
func appendU(b []byte, r rune) []byte {
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
