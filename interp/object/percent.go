package object

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"memphis/interp/internal/numfmt"
)

// This file defines the % operator of str, bytes and bytearray (Library
// reference, "printf-style String Formatting").

// percent is one use of the operator.
type percent struct {
	t       *Thread
	format  string
	bytes   bool  // the operator of bytes
	mapping Value // the operand, if it can serve %(key)s

	args   []Value
	next   int
	single bool // args holds the operand itself, not the items of a tuple
	ascii  bool // format and all that was put in are ASCII
	out    []byte
}

// conversion is one conversion specification.
type conversion struct {
	left, plus, space, alt, zero bool
	width, prec                  int // -1 where left out
	verb                         rune
}

func strMod(t *Thread, a, b Value) (Value, error) {
	s, ok := AsStr(a)
	if !ok {
		return NotImplemented, nil
	}
	p := percent{t: t, format: s.s, ascii: s.IsASCII()}
	// A conversion may call Python code, which may use the operator: that finds no room there, then.
	p.out, t.scratch = t.scratch[:0], nil
	if err := p.run(b); err != nil {
		return Value{}, err
	}
	if len(p.out) > maxScratch {
		return t.bytesToStr(p.out, p.ascii), nil
	}
	t.scratch = p.out
	return t.copyStr(p.out, p.ascii), nil
}

func (p *percent) run(operand Value) error {
	if u, ok := AsTuple(operand); ok {
		p.args = u.Items
	} else {
		p.args, p.single = []Value{operand}, true
		typ := operand.P.Type
		switch {
		case p.bytes:
			_, isBytes := AsBytes(operand)
			_, isArray := AsByteArray(operand)
			if typ.GetItem != nil && !isBytes && !isArray && !operand.Is(StrType) {
				p.mapping = operand
			}
		case typ.GetItem != nil && !operand.Is(StrType):
			p.mapping = operand
		}
	}
	if cap(p.out) == 0 {
		p.out = make([]byte, 0, len(p.format)+32)
	}
	s := p.format
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			p.out = append(p.out, s...)
			break
		}
		p.out = append(p.out, s[:i]...)
		if p.simple(s[i+1:]) {
			s = s[i+2:]
			continue
		}
		rest, err := p.convert(s[i+1:])
		if err != nil {
			return err
		}
		s = rest
	}
	if p.mapping.P == nil && p.next < len(p.args) {
		what := "string"
		if p.bytes {
			what = "bytes"
		}
		return Errorf(TypeErrorType, "not all arguments converted during %s formatting", what)
	}
	return nil
}

// simple carries out %s and %d of a str, small int or float, where s begins behind the %.
func (p *percent) simple(s string) bool {
	if s == "" || p.next >= len(p.args) || p.bytes {
		return false
	}
	v := p.args[p.next]
	switch {
	case v.P == &IntHeader && (s[0] == 'd' || s[0] == 's' || s[0] == 'r'):
		p.out = strconv.AppendInt(p.out, int64(v.N), 10)
	case v.P == &FloatHeader && (s[0] == 's' || s[0] == 'r'):
		p.out = numfmt.AppendRepr(p.out, v.Float64())
	case v.P.Type == StrType && s[0] == 's':
		x := strOf(v)
		p.out = append(p.out, x.s...)
		p.ascii = p.ascii && x.IsASCII()
	default:
		return false
	}
	p.next++
	return true
}

func (p *percent) arg() (Value, error) {
	if p.next >= len(p.args) {
		return Value{}, Errorf(TypeErrorType, "not enough arguments for format string")
	}
	p.next++
	return p.args[p.next-1], nil
}

// star reads a width or precision given as an argument.
func (p *percent) star(what string) (int, error) {
	v, err := p.arg()
	if err != nil {
		return 0, err
	}
	if !v.Is(IntType) {
		return 0, Errorf(TypeErrorType, "* wants int")
	}
	n, ok := SmallInt(v)
	if !ok || what == "int" && n != int64(int32(n)) {
		return 0, Errorf(OverflowErrorType, "Python int too large to convert to C %s", what)
	}
	return int(n), nil
}

// convert carries out the conversion that s begins with, behind its %, and
// returns what is left of s.
func (p *percent) convert(s string) (rest string, err error) {
	c := conversion{width: -1, prec: -1}
	if s != "" && s[0] == '%' {
		p.out = append(p.out, '%')
		return s[1:], nil
	}
	if s != "" && s[0] == '(' {
		depth, i := 1, 1
		for ; i < len(s) && depth > 0; i++ {
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if p.mapping.P == nil {
			return "", Errorf(TypeErrorType, "format requires a mapping")
		}
		if depth > 0 {
			return "", Errorf(ValueErrorType, "incomplete format key")
		}
		key := StrValue(s[1 : i-1])
		if p.bytes {
			key = NewBytes(s[1 : i-1])
		}
		v, err := p.t.GetItem(p.mapping, key)
		if err != nil {
			return "", err
		}
		p.args, p.next = []Value{v}, 0
		s = s[i:]
	}
flags:
	for ; s != ""; s = s[1:] {
		switch s[0] {
		case '-':
			c.left = true
		case '+':
			c.plus = true
		case ' ':
			c.space = true
		case '#':
			c.alt = true
		case '0':
			c.zero = true
		default:
			break flags
		}
	}
	if s != "" && s[0] == '*' {
		if c.width, err = p.star("ssize_t"); err != nil {
			return "", err
		}
		if c.width < 0 {
			c.left = true
			c.width = -c.width
		}
		s = s[1:]
	} else if c.width, s, err = p.digits(s, math.MaxInt, "width too big"); err != nil {
		return "", err
	}
	if s != "" && s[0] == '.' {
		s = s[1:]
		if s != "" && s[0] == '*' {
			if c.prec, err = p.star("int"); err != nil {
				return "", err
			}
			s = s[1:]
		} else {
			big := "precision too big"
			if p.bytes {
				big = "prec too big"
			}
			if c.prec, s, err = p.digits(s, math.MaxInt32, big); err != nil {
				return "", err
			}
		}
		c.prec = max(c.prec, 0)
	}
	if s != "" && (s[0] == 'h' || s[0] == 'l' || s[0] == 'L' || s[0] == 'z' && p.bytes) {
		s = s[1:]
	}
	if s == "" {
		return "", Errorf(ValueErrorType, "incomplete format")
	}
	w := 1
	if c.verb = rune(s[0]); c.verb >= utf8.RuneSelf && !p.bytes {
		c.verb, w = DecodeWTF8(s)
	}
	if c.width > maxSize || c.prec > maxSize {
		return "", noMemory()
	}
	at := len(p.format) - len(s)
	s = s[w:]
	v, err := p.arg()
	if err != nil {
		return "", err
	}
	switch c.verb {
	case 's', 'r', 'a', 'b':
		if c.verb == 'b' && !p.bytes {
			break
		}
		return s, p.text(c, v)
	case 'c':
		return s, p.char(c, v)
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return s, p.integer(c, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		return s, p.float(c, v)
	}
	shown := c.verb
	if shown < 31 || shown > 126 {
		shown = '?'
	}
	if !p.bytes {
		at = countChars(p.format[:at])
	}
	if p.bytes {
		shown = c.verb
	}
	return "", Errorf(ValueErrorType, "unsupported format character '%c' (0x%x) at index %d", shown, c.verb, at)
}

func (p *percent) digits(s string, limit int, tooBig string) (int, string, error) {
	n, i := 0, 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		d := int(s[i] - '0')
		if n > (limit-d)/10 {
			return 0, "", Errorf(ValueErrorType, "%s", tooBig)
		}
		n = n*10 + d
		i++
	}
	if i == 0 {
		n = -1
	}
	return n, s[i:], nil
}

// text is %s, %r, %a and, for bytes, %b.
func (p *percent) text(c conversion, v Value) error {
	var s string
	if p.bytes && (c.verb == 's' || c.verb == 'b') {
		b, err := p.t.formatBytes(v)
		if err != nil {
			return err
		}
		s = b
	} else {
		var r *Str
		var err error
		switch {
		case v.P == &IntHeader:
			r = strOf(intString(p.t, int64(v.N)))
		case c.verb == 's':
			r, err = p.t.Str(v)
		case c.verb == 'r' && !p.bytes:
			r, err = p.t.Repr(v)
		default:
			r, err = p.t.ASCII(v)
		}
		if err != nil {
			return err
		}
		s = r.s
		p.ascii = p.ascii && r.IsASCII()
	}
	if c.prec >= 0 && c.prec < len(s) {
		if p.bytes {
			s = s[:c.prec]
		} else {
			i := 0
			for k := 0; k < c.prec && i < len(s); k++ {
				_, w := DecodeWTF8(s[i:])
				i += w
			}
			s = s[:i]
		}
	}
	p.pad(c, s, "", "")
	return nil
}

// pad puts sign, prefix and text s into the width; zeros go before s.
func (p *percent) pad(c conversion, s, sign, prefix string) {
	n := len(sign) + len(prefix) + len(s)
	if !p.bytes && c.width > 0 && !isASCII(s) {
		n = countChars(s)
	}
	blank := c.width - n
	zeros := c.zero && !c.left && (sign != "" || prefix != "" || c.isNumber())
	if !c.left && !zeros {
		p.blanks(blank)
	}
	p.out = append(p.out, sign...)
	p.out = append(p.out, prefix...)
	if zeros {
		for ; blank > 0; blank-- {
			p.out = append(p.out, '0')
		}
	}
	p.out = append(p.out, s...)
	if c.left {
		p.blanks(blank)
	}
}

func (p *percent) blanks(n int) {
	for ; n > 0; n-- {
		p.out = append(p.out, ' ')
	}
}

func (c *conversion) isNumber() bool { return strings.ContainsRune("diuoxXeEfFgG", c.verb) }

func (p *percent) char(c conversion, v Value) error {
	if p.bytes {
		var s string
		if b, ok := AsBytes(v); ok && len(b) == 1 {
			s = b
		} else if a, ok := AsByteArray(v); ok && len(a.B) == 1 {
			s = string(a.B)
		} else if !ok && v.P.Type.Index != nil || v.Is(IntType) {
			n, err := p.t.AsIndex(v, nil)
			if err != nil {
				return err
			}
			if n < 0 || n > 255 {
				return Errorf(OverflowErrorType, "%s", "%c arg not in range(256)")
			}
			s = string([]byte{byte(n)})
		} else {
			return Errorf(TypeErrorType, "%s", "%c requires an integer in range(256) or a single byte")
		}
		p.pad(c, s, "", "")
		return nil
	}
	if s, ok := AsStr(v); ok {
		if s.Len() != 1 {
			return Errorf(TypeErrorType, "%s", "%c requires int or char")
		}
		p.ascii = p.ascii && s.IsASCII()
		p.pad(c, s.s, "", "")
		return nil
	}
	if !v.Is(IntType) && v.P.Type.Index == nil {
		return Errorf(TypeErrorType, "%s", "%c requires int or char")
	}
	n, err := p.t.AsIndex(v, nil)
	if err != nil {
		if ErrorIs(err, TypeErrorType) {
			return Errorf(TypeErrorType, "%s", "%c requires int or char")
		}
		return err
	}
	if n < 0 || n > utf8.MaxRune {
		return Errorf(OverflowErrorType, "%s", "%c arg not in range(0x110000)")
	}
	p.ascii = p.ascii && n < utf8.RuneSelf
	p.pad(c, strOf(RuneStr(rune(n))).s, "", "")
	return nil
}

// number converts the argument of an int conversion.
func (p *percent) number(c conversion, v Value) (Value, error) {
	if v.Is(IntType) {
		return v, nil
	}
	typ := v.P.Type
	var conv UnaryFunc
	what := "a real number"
	if c.verb == 'o' || c.verb == 'x' || c.verb == 'X' {
		what = "an integer"
		conv = typ.Index
	} else if conv = typ.IntSlot; conv == nil {
		conv = typ.Index
	}
	if conv != nil {
		r, err := conv(p.t, v)
		if err == nil && r.Is(IntType) {
			return r, nil
		}
		if err != nil && !ErrorIs(err, TypeErrorType) {
			return Value{}, err
		}
	}
	return Value{}, Errorf(TypeErrorType, "%%%c format: %s is required, not %s", c.verb, what, typ.Name)
}

func (p *percent) integer(c conversion, v Value) error {
	n, err := p.number(c, v)
	if err != nil {
		return err
	}
	base, prefix := 10, ""
	switch c.verb {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	var room [64]byte
	if small, ok := SmallInt(n); ok && !c.alt && c.prec < 0 && c.verb != 'X' {
		u := uint64(small)
		if small < 0 {
			u = -u
		}
		b := strconv.AppendUint(room[:0], u, base)
		p.pad(c, unsafe.String(&b[0], len(b)), c.sign(small < 0), "")
		return nil
	}
	digits, err := p.t.intDigits(n, base)
	if err != nil {
		return err
	}
	digits, neg := strings.CutPrefix(digits, "-")
	if c.verb == 'X' {
		digits = strings.ToUpper(digits)
	}
	if !c.alt {
		prefix = ""
	}
	if more := c.prec - len(digits); more > 0 {
		digits = strings.Repeat("0", more) + digits
	}
	p.pad(c, digits, c.sign(neg), prefix)
	return nil
}

func (c *conversion) sign(neg bool) string {
	switch {
	case neg:
		return "-"
	case c.plus:
		return "+"
	case c.space:
		return " "
	}
	return ""
}

func (p *percent) float(c conversion, v Value) error {
	x, err := p.t.ToFloat(v)
	if err != nil {
		if p.bytes && ErrorIs(err, TypeErrorType) {
			return Errorf(TypeErrorType, "float argument required, not %s", v.P.Type.Name)
		}
		return err
	}
	prec := c.prec
	if prec < 0 {
		prec = 6
	}
	var flags numfmt.Flags
	if c.alt {
		flags = numfmt.Alt
	}
	if (c.verb == 'f' || c.verb == 'e') && !c.alt && x-x == 0 {
		var room [64]byte
		b := strconv.AppendFloat(room[:0], math.Abs(x), byte(c.verb), prec, 64)
		p.pad(c, unsafe.String(&b[0], len(b)), c.sign(math.Signbit(x)), "")
		return nil
	}
	s, neg := strings.CutPrefix(numfmt.Float(x, byte(c.verb), prec, flags), "-")
	p.pad(c, s, c.sign(neg), "")
	return nil
}

// formatBytes is the argument of %b: bytes-like, or with a __bytes__ method.
func (t *Thread) formatBytes(v Value) (string, error) {
	if s, ok := AsBytes(v); ok {
		return s, nil
	}
	if v.P.Type.Buffer != nil {
		b, err := t.BytesCopy(v)
		return string(b), err
	}
	r, found, err := t.CallSpecial(v, names.Bytes)
	if err != nil {
		return "", err
	}
	if !found {
		return "", Errorf(TypeErrorType, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.P.Type.Name)
	}
	s, ok := AsBytes(r)
	if !ok {
		return "", Errorf(TypeErrorType, "__bytes__ returned non-bytes (type %s)", r.P.Type.Name)
	}
	return s, nil
}
