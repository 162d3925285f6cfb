package json

import (
	"math"
	"strconv"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the type of make_scanner: one value of a document, by recursive descent.

// scanner is an instance of make_scanner: what a decoder asks for.
type scanner struct {
	object.Header
	strict                                                     bool
	objectHook, pairsHook, parseFloat, parseInt, parseConstant value
	// spare is the room that the last call needed, for the next.
	spare room
}

// room is the memory of a parse that outlives it.
type room struct {
	stack []value
	buf   []byte
	keys  *keyCache
}

var scannerType = &object.Type{Name: "_json.Scanner"}

var scannerSig = object.NewSignature("(context)")

func setupScanner() {
	y := scannerType
	y.New, y.CallSlot = scannerNew, scannerCall
	object.Define(y, object.TypeSpec{
		Doc:    "JSON scanner object",
		Layout: object.NewLayout[scanner](y.Name, object.ObjectType.Layout),
		Members: []object.GetSet{
			member("strict", "strict", func(s *scanner) value { return object.Bool(s.strict) }),
			member("object_hook", "object_hook", func(s *scanner) value { return s.objectHook }),
			member("object_pairs_hook", "", func(s *scanner) value { return s.pairsHook }),
			member("parse_float", "parse_float", func(s *scanner) value { return s.parseFloat }),
			member("parse_int", "parse_int", func(s *scanner) value { return s.parseInt }),
			member("parse_constant", "parse_constant", func(s *scanner) value { return s.parseConstant }),
		},
	})
}

// scannerNew is make_scanner(context): the context's attributes say what to do.
func scannerNew(t *thread, cls *object.Type, in []value, kw *object.Tuple) (value, error) {
	bound, err := scannerSig.Bind(t, "make_scanner", in, kw)
	if err != nil {
		return value{}, err
	}
	s := object.Alloc[scanner](cls)
	strict, err := t.GetAttrString(bound[0], "strict")
	if err != nil {
		return value{}, err
	}
	if s.strict, err = t.Truth(strict); err != nil {
		return value{}, err
	}
	for _, a := range []struct {
		name string
		to   *value
	}{{"object_hook", &s.objectHook}, {"object_pairs_hook", &s.pairsHook}, {"parse_float", &s.parseFloat},
		{"parse_int", &s.parseInt}, {"parse_constant", &s.parseConstant}} {
		if *a.to, err = t.GetAttrString(bound[0], a.name); err != nil {
			return value{}, err
		}
	}
	return args.Value(s), nil
}

var scanOnceSig = object.NewSignature("(string, idx)")

// scannerCall is scan_once(string, idx): the value that begins there, and the index behind it.
func scannerCall(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	if kw != nil || len(in) != 2 {
		bound, err := scanOnceSig.Bind(t, "scan_once", in, kw)
		if err != nil {
			return value{}, err
		}
		in = bound
	}
	idx, err := args.SSize(t, in[1])
	if err != nil {
		return value{}, err
	}
	doc, err := strArg(in[0])
	if err != nil {
		return value{}, err
	}
	s := args.As[scanner](self)
	p := parse{t: t, s: s, doc: doc, text: doc.String(), ascii: doc.IsASCII(), strict: s.strict, room: s.spare}
	s.spare = room{} // a hook may call the scanner while it is at work
	v, end, err := p.begin(idx)
	clear(p.stack[:cap(p.stack)])
	p.stack = p.stack[:0]
	p.keys.endDocument()
	s.spare = p.room
	if err != nil {
		return value{}, err
	}
	return object.Pair(v, object.Int(doc.CharIndex(end))), nil
}

// parse is a document being read. Positions are in bytes; what leaves it is in characters.
type parse struct {
	t      *thread
	s      *scanner
	doc    *object.Str
	text   string
	ascii  bool
	strict bool
	// room.stack holds the items of the arrays and objects not complete yet, so that each is made in its final size.
	room
}

// begin parses the value at the character idx.
func (p *parse) begin(idx int) (value, int, error) {
	if idx < 0 {
		return value{}, 0, object.Errorf(object.ValueErrorType, "idx cannot be negative")
	}
	if idx >= p.doc.Len() {
		return value{}, 0, object.NewStopIteration(object.Int(idx))
	}
	return p.value(p.doc.Offset(idx))
}

// at is the byte at i, 0 behind the end.
func (p *parse) at(i int) byte {
	if i < len(p.text) {
		return p.text[i]
	}
	return 0
}

// space is the first position at or after i that is not white space.
func (p *parse) space(i int) int {
	for i < len(p.text) && (p.text[i] == ' ' || p.text[i] == '\n' || p.text[i] == '\r' || p.text[i] == '\t') {
		i++
	}
	return i
}

// fail is the JSONDecodeError of json.decoder at i.
func (p *parse) fail(msg string, i int) error {
	t := p.t
	const decoder = "json.decoder"
	if _, err := args.Import(t, decoder); err != nil {
		return err
	}
	m, ok := t.Interp.Modules.GetString(decoder)
	if !ok {
		return object.Errorf(object.ImportErrorType, "module '%s' not found", decoder)
	}
	cls, err := t.GetAttrString(m, "JSONDecodeError")
	if err != nil {
		return err
	}
	pos := i
	if i > 0 {
		pos = p.doc.CharIndex(i)
	}
	v, err := t.Call(cls, object.StrValue(msg), p.doc.Value(), object.Int(pos))
	if err != nil {
		return err
	}
	e, ok := object.AsException(v)
	if !ok {
		return object.Errorf(object.TypeErrorType, "exceptions must derive from BaseException")
	}
	return e
}

// none is the StopIteration by which the scanner says that no value begins at i.
func (p *parse) none(i int) (value, int, error) {
	return value{}, 0, object.NewStopIteration(object.Int(p.doc.CharIndex(i)))
}

// value parses the value at i, and returns it and the position behind it.
func (p *parse) value(i int) (value, int, error) {
	if i >= len(p.text) {
		return p.none(i)
	}
	switch rest := p.text[i:]; rest[0] {
	case '"':
		return p.str(i + 1)
	case '{':
		if err := p.t.Enter(" while decoding a JSON object from a unicode string"); err != nil {
			return value{}, 0, err
		}
		v, i, err := p.object(i + 1)
		p.t.Leave()
		return v, i, err
	case '[':
		if err := p.t.Enter(" while decoding a JSON array from a unicode string"); err != nil {
			return value{}, 0, err
		}
		v, i, err := p.array(i + 1)
		p.t.Leave()
		return v, i, err
	case 'n':
		if len(rest) >= 4 && rest[:4] == "null" {
			return object.None, i + 4, nil
		}
	case 't':
		if len(rest) >= 4 && rest[:4] == "true" {
			return object.True, i + 4, nil
		}
	case 'f':
		if len(rest) >= 5 && rest[:5] == "false" {
			return object.False, i + 5, nil
		}
	case 'N':
		if len(rest) >= 3 && rest[:3] == "NaN" {
			return p.constant("NaN", i)
		}
	case 'I':
		if len(rest) >= 8 && rest[:8] == "Infinity" {
			return p.constant("Infinity", i)
		}
	case '-':
		if len(rest) >= 9 && rest[:9] == "-Infinity" {
			return p.constant("-Infinity", i)
		}
	}
	return p.number(i)
}

func (p *parse) constant(name string, i int) (value, int, error) {
	v, err := p.t.Call(p.s.parseConstant, object.Intern(name).Value())
	return v, i + len(name), err
}

// digits is the first position at or after i that holds no digit.
func (p *parse) digits(i int) int {
	for i < len(p.text) && p.text[i]-'0' <= 9 {
		i++
	}
	return i
}

// number parses a number at start, if there is one.
func (p *parse) number(start int) (value, int, error) {
	i := start
	if p.text[i] == '-' {
		i++
	}
	first := i
	switch c := p.at(i); {
	case c == '0':
		i++
	case c-'1' <= 8:
		i = p.digits(i)
	default:
		return p.none(start)
	}
	whole := i
	if p.at(i) == '.' && p.at(i+1)-'0' <= 9 {
		i = p.digits(i + 1)
	}
	if c := p.at(i); c == 'e' || c == 'E' {
		e := i + 1
		if c := p.at(e); c == '+' || c == '-' {
			e++
		}
		if end := p.digits(e); end > e {
			i = end
		}
	}
	text := p.text[start:i]
	if i > whole {
		if p.s.parseFloat != object.FloatType.Value() {
			v, err := p.t.Call(p.s.parseFloat, object.StrValue(text))
			return v, i, err
		}
		// The only error is that of a number out of range, for which the result is infinite, as it should be.
		x, _ := strconv.ParseFloat(text, 64)
		return object.Float(x), i, nil
	}
	if p.s.parseInt != object.IntType.Value() {
		v, err := p.t.Call(p.s.parseInt, object.StrValue(text))
		return v, i, err
	}
	const safe = 18 // digits that fit whatever they are
	if i-first <= safe {
		n := int64(0)
		for _, c := range []byte(p.text[first:i]) {
			n = n*10 + int64(c-'0')
		}
		if first > start {
			n = -n
		}
		return object.Int64(n), i, nil
	}
	v, err := p.t.IntFromText(text, 10, object.StrValue(text))
	return v, i, err
}

// array parses the items of an array and its end.
func (p *parse) array(i int) (value, int, error) {
	base := len(p.stack)
	i = p.space(i)
	if p.at(i) != ']' {
		for {
			v, next, err := p.value(i)
			if err != nil {
				return value{}, 0, err
			}
			p.stack = append(p.stack, v)
			i = p.space(next)
			c := p.at(i)
			if c == ']' {
				break
			}
			if c != ',' {
				return value{}, 0, p.fail("Expecting ',' delimiter", i)
			}
			i = p.space(i + 1)
		}
	}
	l := object.NewListOf(p.stack[base:])
	p.stack = p.stack[:base]
	return l.Value(), i + 1, nil
}

// object parses the members of an object and its end.
func (p *parse) object(i int) (value, int, error) {
	base := len(p.stack)
	i = p.space(i)
	if p.at(i) != '}' {
		for {
			if p.at(i) != '"' {
				return value{}, 0, p.fail("Expecting property name enclosed in double quotes", i)
			}
			key, next, err := p.key(i + 1)
			if err != nil {
				return value{}, 0, err
			}
			i = p.space(next)
			if p.at(i) != ':' {
				return value{}, 0, p.fail("Expecting ':' delimiter", i)
			}
			v, next, err := p.value(p.space(i + 1))
			if err != nil {
				return value{}, 0, err
			}
			p.stack = append(p.stack, key, v)
			i = p.space(next)
			c := p.at(i)
			if c == '}' {
				break
			}
			if c != ',' {
				return value{}, 0, p.fail("Expecting ',' delimiter", i)
			}
			i = p.space(i + 1)
		}
	}
	pairs := p.stack[base:]
	p.stack = p.stack[:base]
	if !p.s.pairsHook.IsNone() {
		l := make([]value, 0, len(pairs)/2)
		for k := 0; k < len(pairs); k += 2 {
			l = append(l, object.Pair(pairs[k], pairs[k+1]))
		}
		v, err := p.t.Call(p.s.pairsHook, object.NewList(l).Value())
		return v, i + 1, err
	}
	d := object.NewDictSize(len(pairs) / 2)
	for k := 0; k < len(pairs); k += 2 {
		if err := d.Set(p.t, pairs[k], pairs[k+1]); err != nil {
			return value{}, 0, err
		}
	}
	if !p.s.objectHook.IsNone() {
		v, err := p.t.Call(p.s.objectHook, d.Value())
		return v, i + 1, err
	}
	return d.Value(), i + 1, nil
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainEnd is the first position at or after i that holds a quote, a backslash or a control character.
func plainEnd(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		w := *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))
		q, b := w^'"'*ones, w^'\\'*ones
		if ((q-ones)&^q|(b-ones)&^b|(w-' '*ones)&^w)&highs != 0 {
			break
		}
	}
	for i < len(s) && s[i] != '"' && s[i] != '\\' && s[i] >= ' ' {
		i++
	}
	return i
}

// key is str for the name of a member: equal names of a document are one object.
func (p *parse) key(i int) (value, int, error) {
	end := plainEnd(p.text, i)
	if p.at(end) != '"' || end == i {
		v, next, err := p.str(i)
		if err != nil {
			return v, next, err
		}
		s, _ := object.AsStr(v)
		return p.cache().get(s.String(), func() value { return v }), next, nil
	}
	text := p.text[i:end]
	return p.cache().get(text, func() value { return p.copy(text) }), end + 1, nil
}

func (p *parse) cache() *keyCache {
	if p.keys == nil {
		p.keys = &keyCache{}
	}
	return p.keys
}

// copy makes the str of a part of the document.
func (p *parse) copy(text string) value {
	return p.t.CopyStr(unsafe.Slice(unsafe.StringData(text), len(text)), p.ascii)
}

// str parses a string from behind its opening quote.
func (p *parse) str(start int) (value, int, error) {
	s := p.text
	i := plainEnd(s, start)
	if i < len(s) && s[i] == '"' {
		if i == start {
			return object.StrValue(""), i + 1, nil
		}
		return p.copy(s[start:i]), i + 1, nil
	}
	b := append(p.buf[:0], s[start:i]...)
	ascii := p.ascii
	for {
		if i >= len(s) {
			return value{}, 0, p.fail("Unterminated string starting at", start-1)
		}
		switch c := s[i]; {
		case c == '"':
			p.buf = b
			return p.t.CopyStr(b, ascii), i + 1, nil
		case c != '\\':
			if p.strict {
				return value{}, 0, p.fail("Invalid control character at", i)
			}
			b = append(b, c)
			i++
		case i+1 >= len(s):
			return value{}, 0, p.fail("Unterminated string starting at", start-1)
		case s[i+1] == 'u':
			r, ok := p.hex(i + 2)
			if !ok {
				return value{}, 0, p.fail("Invalid \\uXXXX escape", i+1)
			}
			i += 6
			if r >= 0xD800 && r < 0xDC00 && p.at(i) == '\\' && p.at(i+1) == 'u' {
				low, ok := p.hex(i + 2)
				if !ok {
					return value{}, 0, p.fail("Invalid \\uXXXX escape", i+1)
				}
				if low >= 0xDC00 && low < 0xE000 {
					r = 0x10000 + (r-0xD800)<<10 + low - 0xDC00
					i += 6
				}
			}
			ascii = ascii && r < 0x80
			b = object.AppendWTF8(b, r)
		default:
			c := unescaped[s[i+1]&0x7F]
			if c == 0 || s[i+1] >= 0x80 {
				return value{}, 0, p.fail("Invalid \\escape", i)
			}
			b = append(b, c)
			i += 2
		}
		end := plainEnd(s, i)
		b = append(b, s[i:end]...)
		i = end
	}
}

// unescaped is what a letter behind a backslash stands for.
var unescaped = [128]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// hex is the number of the four digits at i, which something must follow: the string has not ended.
func (p *parse) hex(i int) (rune, bool) {
	if i+4 >= len(p.text) {
		return 0, false
	}
	r := rune(0)
	for _, c := range []byte(p.text[i : i+4]) {
		switch {
		case c-'0' <= 9:
			c -= '0'
		case c|0x20-'a' <= 5:
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// keyCache gives equal names the same str. The table in front of the map serves the names of a document of which there are
// few, and those of the documents after it, whose strs have their hash then: 40 ns less a member.
type keyCache struct {
	recent [64]value
	all    map[string]value
}

// get returns the str with the text, made by build if there is none.
func (k *keyCache) get(text string, build func() value) value {
	n := len(text)
	if n > 64 || n == 0 {
		return k.rest(text, build)
	}
	e := &k.recent[(n*7+int(text[0])*5+int(text[n/2])*3+int(text[n-1]))%len(k.recent)]
	if e.P != nil {
		if s, _ := object.AsStr(*e); s.String() == text {
			return *e
		}
		return k.rest(text, build)
	}
	*e = build()
	return *e
}

func (k *keyCache) rest(text string, build func() value) value {
	if v, ok := k.all[text]; ok {
		return v
	}
	v := build()
	if k.all == nil {
		k.all = map[string]value{}
	}
	s, _ := object.AsStr(v)
	k.all[s.String()] = v
	return v
}

// endDocument forgets what did not fit into the table, and the table if it did not serve.
func (k *keyCache) endDocument() {
	if k == nil || len(k.all) == 0 {
		return
	}
	clear(k.all)
	clear(k.recent[:])
}

// special reports whether x is not finite.
func special(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }
