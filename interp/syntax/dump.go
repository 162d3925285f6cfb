package syntax

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Dump formats a tree as ast.dump(tree, include_attributes=withAttributes) does in Python.
func Dump(n AST, withAttributes bool) string {
	d := dumper{attrs: withAttributes}
	d.node(n)
	return d.b.String()
}

type dumper struct {
	b     strings.Builder
	attrs bool
}

// node writes a node: fields that are None and optional are left out.
func (d *dumper) node(n AST) {
	if c, ok := n.(*Constant); ok {
		d.constant(c)
		return
	}
	c := ClassOf(n)
	v := reflect.ValueOf(n).Elem()
	d.b.WriteString(c.Name)
	d.b.WriteByte('(')
	first := true
	for _, f := range c.Fields {
		x := v.Field(f.Index)
		if f.Optional && x.IsZero() {
			continue
		}
		d.sep(&first)
		d.b.WriteString(f.Name)
		d.b.WriteByte('=')
		d.value(x, c.Name)
	}
	if c.Positioned {
		d.position(n.(Positioned).Position(), &first)
	}
	d.b.WriteByte(')')
}

func (d *dumper) sep(first *bool) {
	if !*first {
		d.b.WriteString(", ")
	}
	*first = false
}

func (d *dumper) position(p *Pos, first *bool) {
	if !d.attrs {
		return
	}
	d.sep(first)
	d.b.WriteString("lineno=")
	d.int(int64(p.Line))
	d.b.WriteString(", col_offset=")
	d.int(int64(p.Col))
	d.b.WriteString(", end_lineno=")
	d.int(int64(p.EndLine))
	d.b.WriteString(", end_col_offset=")
	d.int(int64(p.EndCol))
}

func (d *dumper) int(n int64) {
	var buf [20]byte
	d.b.Write(strconv.AppendInt(buf[:0], n, 10))
}

// value writes the value of a field of the class named.
func (d *dumper) value(x reflect.Value, class string) {
	switch x.Kind() {
	case reflect.String:
		d.b.WriteString(quoteStr(x.String()))
	case reflect.Int:
		d.int(x.Int())
	case reflect.Slice:
		d.b.WriteByte('[')
		for i := range x.Len() {
			if i > 0 {
				d.b.WriteString(", ")
			}
			d.value(x.Index(i), class)
		}
		d.b.WriteByte(']')
	case reflect.Uint8:
		switch v := x.Interface().(type) {
		case ConstKind:
			d.b.WriteString(constWord(v))
		case interface{ String() string }:
			d.b.WriteString(v.String())
			d.b.WriteString("()")
		}
	default:
		if x.IsNil() {
			d.b.WriteString("None")
			return
		}
		d.node(x.Interface().(AST))
	}
}

// constWord spells the constants that have no further value.
func constWord(k ConstKind) string {
	switch k {
	case ConstTrue:
		return "True"
	case ConstFalse:
		return "False"
	case ConstEllipsis:
		return "Ellipsis"
	}
	return "None"
}

func (d *dumper) constant(c *Constant) {
	d.b.WriteString("Constant(value=")
	switch c.Kind {
	case ConstInt:
		if c.Int != nil {
			d.b.WriteString(c.Int.String())
		} else {
			d.int(c.I64)
		}
	case ConstFloat:
		d.b.WriteString(floatRepr(c.F, true))
	case ConstComplex:
		d.b.WriteString(floatRepr(c.F, false))
		d.b.WriteByte('j')
	case ConstStr:
		d.b.WriteString(quoteStr(c.S))
	case ConstBytes:
		d.b.WriteString(quoteBytes(c.S))
	default:
		d.b.WriteString(constWord(c.Kind))
	}
	if c.U {
		d.b.WriteString(", kind='u'")
	}
	first := false
	d.position(&c.Pos, &first)
	d.b.WriteByte(')')
}

// floatRepr is repr of a float; point adds .0 to a whole number, which complex numbers lack.
func floatRepr(f float64, point bool) string {
	if math.IsInf(f, 0) {
		if f < 0 {
			return "-inf"
		}
		return "inf"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	_, exponent, _ := strings.Cut(s, "e")
	exp, _ := strconv.Atoi(exponent)
	if exp < -4 || exp >= 16 {
		return s
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if point && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// quoteStr is repr of a str, given as WTF-8.
func quoteStr(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, "\"") {
		quote = '"'
	}
	b := make([]byte, 0, len(s)+2)
	b = append(b, quote)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			b = appendQuoted(b, c, quote)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 && i+2 < len(s) {
			// A lone surrogate.
			r, n = 0xD000|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
		}
		switch {
		case isPrintable(r) && r < 0xD800 || isPrintable(r) && r > 0xDFFF:
			b = append(b, s[i:i+n]...)
		case r < 0x100:
			b = fmt.Appendf(b, "\\x%02x", r)
		case r < 0x10000:
			b = fmt.Appendf(b, "\\u%04x", r)
		default:
			b = fmt.Appendf(b, "\\U%08x", r)
		}
		i += n
	}
	return string(append(b, quote))
}

// quoteBytes is repr of a bytes object.
func quoteBytes(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, "\"") {
		quote = '"'
	}
	b := append(make([]byte, 0, len(s)+3), 'b', quote)
	for i := range len(s) {
		if s[i] < utf8.RuneSelf {
			b = appendQuoted(b, s[i], quote)
		} else {
			b = fmt.Appendf(b, "\\x%02x", s[i])
		}
	}
	return string(append(b, quote))
}

func appendQuoted(b []byte, c, quote byte) []byte {
	switch {
	case c == quote || c == '\\':
		return append(b, '\\', c)
	case c == '\n':
		return append(b, '\\', 'n')
	case c == '\r':
		return append(b, '\\', 'r')
	case c == '\t':
		return append(b, '\\', 't')
	case c < 0x20 || c == 0x7f:
		return fmt.Appendf(b, "\\x%02x", c)
	}
	return append(b, c)
}
