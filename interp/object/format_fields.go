package object

import (
	"math"
	"strings"

	"memphis/interp/internal/unidata"
)

// This file defines the replacement fields of str.format (Library reference,
// "Format String Syntax"). string.Formatter reads them with the same parser,
// through the _string module.

// FormatField is a piece of a format string: literal text, and the replacement
// field behind it, if there is one.
type FormatField struct {
	Literal    string
	Present    bool // a field follows the literal
	Name, Spec string
	Conversion string // one character, or "" for none
	nested     bool   // Spec has fields of its own
}

// FormatParser reads a format string piece by piece.
type FormatParser struct{ rest string }

// NewFormatParser returns a parser of the format string s.
func NewFormatParser(s string) *FormatParser { return &FormatParser{s} }

// Next returns the next piece; ok is false at the end.
func (p *FormatParser) Next() (f FormatField, ok bool, err error) {
	if p.rest == "" {
		return f, false, nil
	}
	s := p.rest
	i := strings.IndexAny(s, "{}")
	if i < 0 {
		p.rest = ""
		return FormatField{Literal: s}, true, nil
	}
	c := s[i]
	if i+1 < len(s) && s[i+1] == c {
		// A doubled brace ends the literal and is its last character.
		p.rest = s[i+2:]
		return FormatField{Literal: s[:i+1]}, true, nil
	}
	if c == '}' {
		return f, false, Errorf(ValueErrorType, "Single '}' encountered in format string")
	}
	if i+1 == len(s) {
		return f, false, Errorf(ValueErrorType, "Single '{' encountered in format string")
	}
	f.Literal, f.Present = s[:i], true
	p.rest = s[i+1:]
	return f, true, p.field(&f)
}

// field reads a field, behind its opening brace, up to the closing one.
func (p *FormatParser) field(f *FormatField) error {
	s := p.rest
	i := 0
	for ; i < len(s); i++ {
		switch s[i] {
		case '{':
			return Errorf(ValueErrorType, "unexpected '{' in field name")
		case '[':
			// Anything may stand in brackets.
			if j := strings.IndexByte(s[i:], ']'); j >= 0 {
				i += j
			} else {
				i = len(s) - 1
			}
			continue
		case '}', ':', '!':
		default:
			continue
		}
		break
	}
	if i >= len(s) {
		return Errorf(ValueErrorType, "expected '}' before end of string")
	}
	f.Name = s[:i]
	end := s[i]
	s = s[i+1:]
	if end == '!' {
		if s == "" {
			return Errorf(ValueErrorType, "end of string while looking for conversion specifier")
		}
		_, w := DecodeWTF8(s)
		f.Conversion, s = s[:w], s[w:]
		if s == "" {
			return Errorf(ValueErrorType, "unmatched '{' in format spec")
		}
		end = s[0]
		s = s[1:]
		if end != '}' && end != ':' {
			return Errorf(ValueErrorType, "expected ':' after conversion specifier")
		}
	}
	if end == ':' {
		depth := 1
		j := 0
		for ; j < len(s); j++ {
			if s[j] == '{' {
				f.nested = true
				depth++
			} else if s[j] == '}' {
				if depth--; depth == 0 {
					break
				}
			}
		}
		if j == len(s) {
			return Errorf(ValueErrorType, "unmatched '{' in format spec")
		}
		f.Spec, s = s[:j], s[j+1:]
	}
	p.rest = s
	return nil
}

// FieldPart is one step of a field name behind its first: ".name" or "[key]".
type FieldPart struct {
	IsAttr bool
	Key    string
	Index  int // the key as a number, -1 if it is none
}

// FieldName splits a field name into its first part, also as a number (-1 if it
// is none), and the rest, which FieldParts reads.
func FieldName(name string) (first string, index int, rest string, err error) {
	first = name
	if i := strings.IndexAny(name, ".["); i >= 0 {
		first, rest = name[:i], name[i:]
	}
	index, err = fieldIndex(first)
	return first, index, rest, err
}

// fieldIndex returns s as a number, -1 if it is none. The digits may be of any script.
func fieldIndex(s string) (int, error) {
	if s == "" {
		return -1, nil
	}
	n := 0
	for s != "" {
		r, w := DecodeWTF8(s)
		d := unidata.Decimal(r)
		if d < 0 {
			return -1, nil
		}
		if n > (math.MaxInt-d)/10 {
			return 0, Errorf(ValueErrorType, "Too many decimal digits in format string")
		}
		n = n*10 + d
		s = s[w:]
	}
	return n, nil
}

// NextFieldPart cuts the next step off the front of rest, which must not be empty.
func NextFieldPart(rest string) (part FieldPart, left string, err error) {
	c := rest[0]
	rest = rest[1:]
	switch c {
	case '.':
		i := strings.IndexAny(rest, ".[")
		if i < 0 {
			i = len(rest)
		}
		part = FieldPart{IsAttr: true, Key: rest[:i], Index: -1}
		left = rest[i:]
	case '[':
		i := strings.IndexByte(rest, ']')
		if i < 0 {
			return part, "", Errorf(ValueErrorType, "Missing ']' in format string")
		}
		part.Key, left = rest[:i], rest[i+1:]
		if part.Index, err = fieldIndex(part.Key); err != nil {
			return part, "", err
		}
	default:
		return part, "", Errorf(ValueErrorType, "Only '.' or '[' may follow ']' in format field specifier")
	}
	if part.Key == "" {
		return part, "", Errorf(ValueErrorType, "Empty attribute in format string")
	}
	return part, left, nil
}

// Numbering of the fields of a format string: all by themselves, or all given.
const (
	numberUnknown = iota
	numberAuto
	numberManual
)

// fieldFormatter is one call of str.format or format_map.
type fieldFormatter struct {
	t         *Thread
	args      []Value
	noArgs    bool // format_map: there are no positional arguments
	kwargs    func(name string) (Value, error)
	numbering int
	next      int
}

func (f *fieldFormatter) format(s string, depth int) (Value, error) {
	if depth < 0 {
		return Value{}, Errorf(ValueErrorType, "Max string recursion exceeded")
	}
	var out []byte
	ascii := true
	p := FormatParser{s}
	for {
		piece, ok, err := p.Next()
		if err != nil {
			return Value{}, err
		}
		if !ok {
			return f.t.bytesToStr(out, ascii), nil
		}
		ascii = ascii && isASCII(piece.Literal)
		out = append(out, piece.Literal...)
		if !piece.Present {
			continue
		}
		v, err := f.field(&piece, depth)
		if err != nil {
			return Value{}, err
		}
		r := strOf(v)
		ascii = ascii && r.IsASCII()
		out = append(out, r.s...)
	}
}

func (f *fieldFormatter) field(piece *FormatField, depth int) (Value, error) {
	t := f.t
	v, err := f.lookup(piece.Name)
	if err != nil {
		return Value{}, err
	}
	switch piece.Conversion {
	case "":
	case "r", "s", "a":
		conv := map[string]func(Value) (*Str, error){"r": t.Repr, "s": t.Str, "a": t.ASCII}[piece.Conversion]
		s, err := conv(v)
		if err != nil {
			return Value{}, err
		}
		v = s.Value()
	default:
		r, _ := DecodeWTF8(piece.Conversion)
		if r > 32 && r < 127 {
			return Value{}, Errorf(ValueErrorType, "Unknown conversion specifier %c", r)
		}
		return Value{}, Errorf(ValueErrorType, "Unknown conversion specifier \\x%x", r)
	}
	spec := Value{}
	switch {
	case piece.nested:
		if spec, err = f.format(piece.Spec, depth-1); err != nil {
			return Value{}, err
		}
	case piece.Spec != "":
		spec = StrValue(piece.Spec)
	}
	return Format(t, v, spec)
}

// lookup finds the value that a field name stands for.
func (f *fieldFormatter) lookup(name string) (Value, error) {
	t := f.t
	first, index, rest, err := FieldName(name)
	if err != nil {
		return Value{}, err
	}
	auto := first == ""
	if auto || index >= 0 {
		want := numberManual
		if auto {
			want = numberAuto
		}
		if f.numbering == numberUnknown {
			f.numbering = want
		}
		if f.numbering != want {
			if auto {
				return Value{}, Errorf(ValueErrorType, "cannot switch from manual field specification to automatic field numbering")
			}
			return Value{}, Errorf(ValueErrorType, "cannot switch from automatic field numbering to manual field specification")
		}
		if auto {
			index = f.next
			f.next++
		}
	}
	var v Value
	switch {
	case index < 0:
		v, err = f.kwargs(first)
	case f.noArgs:
		err = Errorf(ValueErrorType, "Format string contains positional fields")
	case index >= len(f.args):
		err = Errorf(IndexErrorType, "Replacement index %d out of range for positional args tuple", index)
	default:
		v = f.args[index]
	}
	for err == nil && rest != "" {
		var part FieldPart
		if part, rest, err = NextFieldPart(rest); err != nil {
			break
		}
		switch {
		case part.IsAttr:
			v, err = t.GetAttrString(v, part.Key)
		case part.Index >= 0:
			v, err = t.GetItem(v, Int(part.Index))
		default:
			v, err = t.GetItem(v, StrValue(part.Key))
		}
	}
	return v, err
}

func strFormat(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
	if s := strOf(v); s.Header.Type == StrType {
		if pieces := t.plainFormat(s); pieces != nil {
			if r, ok, err := t.formatPlain(pieces, s.IsASCII(), args, kw); ok {
				return r, err
			}
		}
	}
	n := len(args) - kwLen(kw)
	f := fieldFormatter{t: t, args: args[:n], kwargs: func(name string) (Value, error) {
		for i := 0; i < kwLen(kw); i++ {
			if s, _ := AsStr(kw.Items[i]); s.s == name {
				return args[n+i], nil
			}
		}
		return Value{}, KeyError(StrValue(name))
	}}
	return f.format(strOf(v).s, 1)
}

func strFormatMap(t *Thread, v, mapping Value) (Value, error) {
	f := fieldFormatter{t: t, noArgs: true, kwargs: func(name string) (Value, error) {
		return t.GetItem(mapping, StrValue(name))
	}}
	return f.format(strOf(v).s, 1)
}
