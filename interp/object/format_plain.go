package object

import (
	"strconv"
	"strings"
	"unsafe"

	"memphis/interp/internal/numfmt"
)

// This file defines the quick way of str.format, for format strings whose fields are arguments as they are: no attributes
// or items of them, no conversions, no fields in specifications. It takes less than half the time of the general one,
// which finds all errors.

// plainFormat is a format string that was parsed.
type plainFormat struct {
	text   *Str
	pieces []formatPiece // nil if only the general way will do
}

// formatPiece is literal text and the field behind it.
type formatPiece struct {
	literal string
	arg     int    // the argument's position, or less than 0
	name    string // the keyword, if there is no position; "" if no field follows
	spec    Value  // the specification as a str, the zero Value for none
}

// plainFormat returns the format string s parsed, nil if it is not of the plain kind. The last ones are kept by their
// address, as specifications are.
func (t *Thread) plainFormat(s *Str) []formatPiece {
	e := &t.formats[uintptr(unsafe.Pointer(s))>>4%uintptr(len(t.formats))]
	if e.text != s {
		e.text, e.pieces = s, plainPieces(s.s)
	}
	return e.pieces
}

// plainPieces parses a format string, if it is of the plain kind.
func plainPieces(s string) []formatPiece {
	var out []formatPiece
	auto, numbered := 0, false
	p := NewFormatParser(s)
	for {
		f, ok, err := p.Next()
		if err != nil || f.nested || f.Conversion != "" {
			return nil
		}
		if !ok {
			return out
		}
		piece := formatPiece{literal: f.Literal, arg: -1}
		if f.Present {
			n, err := strconv.ParseUint(f.Name, 10, 16)
			switch {
			case f.Name == "":
				piece.arg = auto
				auto++
			case err == nil:
				piece.arg, numbered = int(n), true
			case strings.ContainsAny(f.Name, ".[") || f.Name[0]-'0' <= 9:
				return nil
			default:
				piece.name = f.Name
			}
			if auto > 0 && numbered {
				return nil // an error
			}
			if f.Spec != "" {
				piece.spec = StrValue(f.Spec)
			}
		}
		out = append(out, piece)
	}
}

// value is the argument that a field names, of those of which the last have the names kw.
func (p *formatPiece) value(args []Value, kw *Tuple) (Value, bool) {
	n := len(args) - kwLen(kw)
	if p.arg >= 0 {
		if p.arg < n {
			return args[p.arg], true
		}
		return Value{}, false
	}
	for i := 0; i < kwLen(kw); i++ {
		if s, _ := AsStr(kw.Items[i]); s.s == p.name {
			return args[n+i], true
		}
	}
	return Value{}, false
}

// formatPlain is str.format of a format string of the plain kind; ok is false if an argument is missing.
func (t *Thread) formatPlain(pieces []formatPiece, ascii bool, args []Value, kw *Tuple) (r Value, ok bool, err error) {
	for i := range pieces {
		if p := &pieces[i]; p.arg >= 0 || p.name != "" {
			if _, ok := p.value(args, kw); !ok {
				return Value{}, false, nil
			}
		}
	}
	var room [128]byte
	b := room[:0]
	for i := range pieces {
		p := &pieces[i]
		b = append(b, p.literal...)
		if p.arg < 0 && p.name == "" {
			continue
		}
		v, _ := p.value(args, kw)
		if p.spec.P == nil {
			switch {
			case v.P == &IntHeader:
				b = strconv.AppendInt(b, int64(v.N), 10)
				continue
			case v.P == &FloatHeader:
				b = numfmt.AppendRepr(b, v.Float64())
				continue
			}
		}
		f, err := Format(t, v, p.spec)
		if err != nil {
			return Value{}, true, err
		}
		s := strOf(f)
		b = append(b, s.s...)
		ascii = ascii && s.IsASCII()
		if len(b) > maxSize {
			return Value{}, true, noMemory()
		}
	}
	return t.CopyStr(b, ascii), true, nil
}
