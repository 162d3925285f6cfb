package object

import (
	"strings"
	"unicode/utf8"
	"unsafe"

	"memphis/interp/internal/codec"
	"memphis/interp/internal/unidata"
)

// This file defines the methods of str about the kinds and the case of characters.

// every makes a predicate that holds for a str that is not empty and all of
// whose characters satisfy f.
func every(f func(r rune) bool) Fn0 {
	return func(t *Thread, v Value) (Value, error) {
		s := strOf(v).s
		if s == "" {
			return False, nil
		}
		for i := 0; i < len(s); {
			r, w := rune(s[i]), 1
			if r >= utf8.RuneSelf {
				r, w = DecodeWTF8(s[i:])
			}
			if !f(r) {
				return False, nil
			}
			i += w
		}
		return True, nil
	}
}

var (
	strIsspace   = every(unidata.IsSpace)
	strIsdecimal = every(unidata.IsDecimal)
	strIsdigit   = every(unidata.IsDigit)
	strIsnumeric = every(unidata.IsNumeric)
	strIsalpha   = every(unidata.IsAlpha)
	strIsalnum   = every(unidata.IsAlnum)
	allPrintable = every(unidata.IsPrintable)
)

func strIsascii(t *Thread, v Value) (Value, error) { return Bool(strOf(v).IsASCII()), nil }

func strIsprintable(t *Thread, v Value) (Value, error) {
	if strOf(v).s == "" {
		return True, nil
	}
	return allPrintable(t, v)
}

func strIsidentifier(t *Thread, v Value) (Value, error) { return Bool(IsIdentifier(strOf(v).s)), nil }

// IsIdentifier reports whether s is an identifier or keyword (reference, section 2.3).
func IsIdentifier(s string) bool {
	for i := 0; i < len(s); {
		r, w := DecodeWTF8(s[i:])
		if i == 0 && !unidata.IsIdentStart(r) || !unidata.IsIdentPart(r) {
			return false
		}
		i += w
	}
	return s != ""
}

func strIslower(t *Thread, v Value) (Value, error) {
	found := false
	for s := strOf(v).s; s != ""; {
		r, w := DecodeWTF8(s)
		if unidata.IsUpper(r) || unidata.IsTitle(r) {
			return False, nil
		}
		found = found || unidata.IsLower(r)
		s = s[w:]
	}
	return Bool(found), nil
}

func strIsupper(t *Thread, v Value) (Value, error) {
	found := false
	for s := strOf(v).s; s != ""; {
		r, w := DecodeWTF8(s)
		if unidata.IsLower(r) || unidata.IsTitle(r) {
			return False, nil
		}
		found = found || unidata.IsUpper(r)
		s = s[w:]
	}
	return Bool(found), nil
}

func strIstitle(t *Thread, v Value) (Value, error) {
	found, inWord := false, false
	for s := strOf(v).s; s != ""; {
		r, w := DecodeWTF8(s)
		switch {
		case unidata.IsUpper(r) || unidata.IsTitle(r):
			if inWord {
				return False, nil
			}
			found, inWord = true, true
		case unidata.IsLower(r):
			if !inWord {
				return False, nil
			}
			found = true
		default:
			inWord = false
		}
		s = s[w:]
	}
	return Bool(found), nil
}

func appendMapped(b []byte, m unidata.Mapping, r rune) []byte {
	c, more := unidata.Map(m, r)
	if more != "" {
		return append(b, more...)
	}
	return AppendWTF8(b, c)
}

// appendLower appends the lower case of the character r at offset i of s, where
// a sigma depends on its neighbours.
func appendLower(b []byte, s string, i int, r rune) []byte {
	if r == 'Σ' {
		if finalSigma(s, i) {
			return append(b, "ς"...)
		}
		return append(b, "σ"...)
	}
	return appendMapped(b, unidata.Lower, r)
}

// finalSigma reports whether the capital sigma at offset i ends a word: behind
// a cased letter and before none, ignorable characters left out of account.
func finalSigma(s string, i int) bool {
	before := s[:i]
	for before != "" {
		r, w := decodeLast(before)
		if !unidata.IsCaseIgnorable(r) {
			if !unidata.IsCased(r) {
				return false
			}
			break
		}
		before = before[:len(before)-w]
	}
	if before == "" {
		return false
	}
	for after := s[i+len("Σ"):]; after != ""; {
		r, w := DecodeWTF8(after)
		if !unidata.IsCaseIgnorable(r) {
			return !unidata.IsCased(r)
		}
		after = after[w:]
	}
	return true
}

func strLower(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	if s.IsASCII() {
		return asciiCase(t, s, 'A', 'Z'), nil
	}
	b := make([]byte, 0, len(s.s)+8)
	for i := 0; i < len(s.s); {
		r, w := DecodeWTF8(s.s[i:])
		b = appendLower(b, s.s, i, r)
		i += w
	}
	return StrValue(string(b)), nil
}

func strUpper(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	if s.IsASCII() {
		return asciiCase(t, s, 'a', 'z'), nil
	}
	return mapAll(s, unidata.Upper), nil
}

func strCasefold(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	if s.IsASCII() {
		return asciiCase(t, s, 'A', 'Z'), nil
	}
	return mapAll(s, unidata.Fold), nil
}

// asciiCase changes the case of the letters between lo and hi.
func asciiCase(t *Thread, s *Str, lo, hi byte) Value {
	i := 0
	for i < len(s.s) && (s.s[i] < lo || s.s[i] > hi) {
		i++
	}
	if i == len(s.s) {
		return s.exact()
	}
	if len(s.s) == 1 {
		return charStrs[s.s[0]^0x20].Value()
	}
	r, b := t.newStr(len(s.s))
	copy(b, s.s)
	for ; i < len(b); i++ {
		if lo <= b[i] && b[i] <= hi {
			b[i] ^= 0x20
		}
	}
	r.setASCII()
	return r.Value()
}

func mapAll(s *Str, m unidata.Mapping) Value {
	b := make([]byte, 0, len(s.s)+8)
	for rest := s.s; rest != ""; {
		r, w := DecodeWTF8(rest)
		b = appendMapped(b, m, r)
		rest = rest[w:]
	}
	return StrValue(string(b))
}

func strCapitalize(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	if s.s == "" {
		return emptyStr.Value(), nil
	}
	if n := len(s.s); n > 1 && s.IsASCII() {
		r, b := t.newStr(n)
		titleASCII(b, s.s, false)
		r.setASCII()
		return r.Value(), nil
	}
	b := make([]byte, 0, len(s.s)+8)
	for i := 0; i < len(s.s); {
		r, w := DecodeWTF8(s.s[i:])
		if i == 0 {
			b = appendMapped(b, unidata.Title, r)
		} else {
			b = appendLower(b, s.s, i, r)
		}
		i += w
	}
	return t.bytesToStr(b, s.IsASCII()), nil
}

// titleASCII puts s into b, letters in lower case but for the first, or for that of
// each word.
func titleASCII(b []byte, s string, words bool) {
	upper := true
	for i := range b {
		c := s[i]
		l := c | 0x20
		letter := 'a' <= l && l <= 'z'
		if letter {
			if c = l; upper {
				c = l ^ 0x20
			}
		}
		b[i] = c
		upper = words && !letter
	}
}

func strTitle(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	if n := len(s.s); n > 1 && s.IsASCII() {
		r, b := t.newStr(n)
		titleASCII(b, s.s, true)
		r.setASCII()
		return r.Value(), nil
	}
	b := make([]byte, 0, len(s.s)+8)
	inWord := false
	for i := 0; i < len(s.s); {
		r, w := DecodeWTF8(s.s[i:])
		if inWord {
			b = appendLower(b, s.s, i, r)
		} else {
			b = appendMapped(b, unidata.Title, r)
		}
		inWord = unidata.IsCased(r)
		i += w
	}
	return t.bytesToStr(b, s.IsASCII()), nil
}

func strSwapcase(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	b := make([]byte, 0, len(s.s)+8)
	for i := 0; i < len(s.s); {
		r, w := DecodeWTF8(s.s[i:])
		switch {
		case unidata.IsUpper(r):
			b = appendLower(b, s.s, i, r)
		case unidata.IsLower(r):
			b = appendMapped(b, unidata.Upper, r)
		default:
			b = AppendWTF8(b, r)
		}
		i += w
	}
	return t.bytesToStr(b, s.IsASCII()), nil
}

func strTranslate(t *Thread, v, table Value) (Value, error) {
	s := strOf(v)
	b := make([]byte, 0, len(s.s))
	ascii := s.IsASCII()
	get := table.P.Type.GetItem
	if get == nil {
		return Value{}, Errorf(TypeErrorType, "'%s' object is not subscriptable", table.P.Type.Name)
	}
	// What a table says of an ASCII character is kept for the next time.
	var known [utf8.RuneSelf]bool
	var cache [utf8.RuneSelf]string
	for rest := s.s; rest != ""; {
		r, w := DecodeWTF8(rest)
		if r < utf8.RuneSelf && known[r] {
			b = append(b, cache[r]...)
			rest = rest[w:]
			continue
		}
		text := rest[:w]
		rest = rest[w:]
		var x Value
		var err error
		found := true
		if table.P.Type == DictType {
			x, found, err = (*Dict)(unsafe.Pointer(table.P)).Get(t, Int(int(r)))
		} else {
			x, err = get(t, table, Int(int(r)))
		}
		switch {
		case !found && err == nil:
		case err != nil:
			if !ErrorIs(err, LookupErrorType) {
				return Value{}, err
			}
		case x.IsNone():
			text = ""
		default:
			if n, ok := SmallInt(x); ok {
				if n < 0 || n > utf8.MaxRune {
					return Value{}, Errorf(ValueErrorType, "character mapping must be in range(0x110000)")
				}
				text = strOf(RuneStr(rune(n))).s
			} else if x.Is(IntType) {
				return Value{}, Errorf(ValueErrorType, "character mapping must be in range(0x110000)")
			} else if to, ok := AsStr(x); ok {
				text = to.s
			} else {
				return Value{}, Errorf(TypeErrorType, "character mapping must return integer, None or str")
			}
			ascii = ascii && isASCII(text)
		}
		if r < utf8.RuneSelf {
			known[r], cache[r] = true, text
		}
		b = append(b, text...)
	}
	return t.bytesToStr(b, ascii), nil
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func strMaketrans(t *Thread, _ Value, args []Value, kw *Tuple) (Value, error) {
	if kwLen(kw) > 0 {
		return Value{}, Errorf(TypeErrorType, "str.maketrans() takes no keyword arguments")
	}
	switch {
	case len(args) < 1:
		return Value{}, Errorf(TypeErrorType, "maketrans expected at least 1 argument, got 0")
	case len(args) > 3:
		return Value{}, Errorf(TypeErrorType, "maketrans expected at most 3 arguments, got %d", len(args))
	}
	out := NewDict()
	if len(args) == 1 {
		if args[0].P.Type != DictType {
			return Value{}, Errorf(TypeErrorType, "if you give only one argument to maketrans it must be a dict")
		}
		d, _ := AsDict(args[0])
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			k, x := d.Entries[i].Key, d.Entries[i].Val
			if s, ok := AsStr(k); ok {
				if s.Len() != 1 {
					return Value{}, Errorf(ValueErrorType, "string keys in translate table must be of length 1")
				}
				k = Int(int(s.Rune(0)))
			} else if !k.Is(IntType) {
				return Value{}, Errorf(TypeErrorType, "keys in translate table must be strings or integers")
			}
			if err := out.Set(t, k, x); err != nil {
				return Value{}, err
			}
		}
		return out.Value(), nil
	}
	var strs [3]*Str
	for i := 1; i < len(args); i++ {
		s, err := argStrN("maketrans", i+1, args[i])
		if err != nil {
			return Value{}, err
		}
		strs[i] = s
	}
	from, ok := AsStr(args[0])
	if !ok {
		return Value{}, Errorf(TypeErrorType, "first maketrans argument must be a string if there is a second argument")
	}
	if from.Len() != strs[1].Len() {
		return Value{}, Errorf(ValueErrorType, "the first two maketrans arguments must have equal length")
	}
	a, b := from.s, strs[1].s
	for a != "" {
		r, w := DecodeWTF8(a)
		to, w2 := DecodeWTF8(b)
		if err := out.Set(t, Int(int(r)), Int(int(to))); err != nil {
			return Value{}, err
		}
		a, b = a[w:], b[w2:]
	}
	if strs[2] != nil {
		for z := strs[2].s; z != ""; {
			r, w := DecodeWTF8(z)
			if err := out.Set(t, Int(int(r)), None); err != nil {
				return Value{}, err
			}
			z = z[w:]
		}
	}
	return out.Value(), nil
}

func strRepr(t *Thread, v Value) (Value, error) {
	s := strOf(v)
	for _, c := range []byte(s.s) {
		if c < ' ' || c >= 0x7F || c == '\'' || c == '\\' {
			return StrValue(ReprString(s.s)), nil
		}
	}
	r, b := t.newStr(len(s.s) + 2)
	b[0], b[len(b)-1] = '\'', '\''
	copy(b[1:], s.s)
	r.setASCII()
	return r.Value(), nil
}

// ReprString is repr() of a str with the text s.
func ReprString(s string) string {
	quote := byte('\'')
	plain := true
	single, double := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'':
			single = true
		case c == '"':
			double = true
		case c == '\\' || c < ' ' || c >= 0x7F:
			plain = false
		}
	}
	if single && !double {
		quote = '"'
	}
	if plain && !(single && double) {
		return string(quote) + s + string(quote)
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	b.WriteByte(quote)
	for i := 0; i < len(s); {
		r, w := DecodeWTF8(s[i:])
		switch {
		case r == '\\' || r == rune(quote):
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unidata.IsPrintable(r):
			b.WriteString(s[i : i+w])
		default:
			b.Write(codec.AppendEscape(nil, r))
		}
		i += w
	}
	b.WriteByte(quote)
	return b.String()
}
