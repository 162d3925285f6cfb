package object

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/codec"
	"memphis/interp/internal/unidata"
)

// This file defines error handlers: what is done about text that an encoding
// does not have and bytes that mean nothing (Library reference, "Error
// Handlers"). The built-in ones work on a codecError and make no exception.

// codecError is what cannot be converted: the fields of a UnicodeError.
type codecError struct {
	class            *Type // UnicodeEncodeError, UnicodeDecodeError or UnicodeTranslateError
	encoding, reason string
	object           Value // str or bytes
	start, end       int
}

// exception is the UnicodeError of e.
func (e *codecError) exception(t *Thread) error {
	args := []Value{StrValue(e.encoding), e.object, Int(e.start), Int(e.end), StrValue(e.reason)}
	if e.class == UnicodeTranslateErrorType {
		args = args[1:]
	}
	x, err := t.Call(e.class.Value(), args...)
	if err != nil {
		return err
	}
	return ToErr(x)
}

// ToErr returns v, an exception object, as a Go error.
func ToErr(v Value) error {
	e, ok := AsException(v)
	if !ok {
		return Errorf(TypeErrorType, "exceptions must derive from BaseException")
	}
	return e
}

// text is the part of the str that cannot be encoded.
func (e *codecError) text() string {
	s := strOf(e.object)
	return s.s[s.Offset(e.start):s.Offset(e.end)]
}

// bytes is the part of the bytes that cannot be decoded.
func (e *codecError) bytes() string {
	s, _ := AsBytes(e.object)
	return s[e.start:e.end]
}

// errorHandler deals with e: it returns what stands for it and where to go on.
type errorHandler func(t *Thread, e *codecError) (codec.Replacement, int, error)

// builtinHandler returns the error handler that is called name, or nil.
func builtinHandler(name string) errorHandler {
	switch name {
	case "", "strict":
		return strictErrors
	case "ignore":
		return ignoreErrors
	case "replace":
		return replaceErrors
	case "xmlcharrefreplace":
		return xmlErrors
	case "backslashreplace":
		return backslashErrors
	case "namereplace":
		return nameErrors
	case "surrogateescape":
		return escapeErrors
	case "surrogatepass":
		return passErrors
	}
	return nil
}

// builtinHandlers are the names of the handlers that every interpreter has.
var builtinHandlers = [...]string{"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"}

func textFor(s string) codec.Replacement { return codec.Replacement{Text: s} }

func strictErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	return codec.Replacement{}, 0, e.exception(t)
}

func ignoreErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	return codec.Replacement{}, e.end, nil
}

func replaceErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	switch e.class {
	case UnicodeEncodeErrorType:
		return textFor(strings.Repeat("?", e.end-e.start)), e.end, nil
	case UnicodeDecodeErrorType:
		return textFor("\uFFFD"), e.end, nil
	}
	return textFor(strings.Repeat("\uFFFD", e.end-e.start)), e.end, nil
}

// wrongException is the error of a handler that is given the wrong class.
func wrongException(typ *Type) error {
	return Errorf(TypeErrorType, "don't know how to handle %s in error callback", typ.Name)
}

func xmlErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	if e.class != UnicodeEncodeErrorType {
		return codec.Replacement{}, 0, wrongException(e.class)
	}
	var b strings.Builder
	for s := e.text(); s != ""; {
		r, w := DecodeWTF8(s)
		fmt.Fprintf(&b, "&#%d;", r)
		s = s[w:]
	}
	return textFor(b.String()), e.end, nil
}

func backslashErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	var b []byte
	if e.class == UnicodeDecodeErrorType {
		for _, c := range []byte(e.bytes()) {
			b = codec.AppendEscape(b, rune(c))
		}
		return textFor(string(b)), e.end, nil
	}
	for s := e.text(); s != ""; {
		r, w := DecodeWTF8(s)
		b = codec.AppendEscape(b, r)
		s = s[w:]
	}
	return textFor(string(b)), e.end, nil
}

func nameErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	if e.class != UnicodeEncodeErrorType {
		return codec.Replacement{}, 0, wrongException(e.class)
	}
	var b []byte
	for s := e.text(); s != ""; {
		r, w := DecodeWTF8(s)
		if name := unidata.Name(r); name != "" {
			b = append(append(append(b, `\N{`...), name...), '}')
		} else {
			b = codec.AppendEscape(b, r)
		}
		s = s[w:]
	}
	return textFor(string(b)), e.end, nil
}

// escapeErrors smuggles bytes beyond ASCII through str as surrogates (PEP 383).
func escapeErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	var b []byte
	switch e.class {
	case UnicodeEncodeErrorType:
		for s := e.text(); s != ""; {
			r, w := DecodeWTF8(s)
			if r < 0xDC80 || r > 0xDCFF {
				return codec.Replacement{}, 0, e.exception(t)
			}
			b = append(b, byte(r))
			s = s[w:]
		}
		return codec.Replacement{Bytes: b, IsBytes: true}, e.end, nil
	case UnicodeDecodeErrorType:
		n := 0
		for _, c := range []byte(e.bytes()) {
			if n == 4 || c < utf8.RuneSelf {
				break
			}
			b = AppendWTF8(b, 0xDC00+rune(c))
			n++
		}
		if n == 0 {
			return codec.Replacement{}, 0, e.exception(t)
		}
		return textFor(string(b)), e.start + n, nil
	}
	return codec.Replacement{}, 0, wrongException(e.class)
}

// escapeStart is escapeErrors for the codecs themselves, which write what can be
// written before they complain of the rest.
func escapeStart(t *Thread, e *codecError) (codec.Replacement, int, error) {
	var b []byte
	for s := e.text(); s != ""; {
		r, w := DecodeWTF8(s)
		if r < 0xDC80 || r > 0xDCFF {
			break
		}
		b = append(b, byte(r))
		s = s[w:]
	}
	if len(b) == 0 {
		return codec.Replacement{}, 0, e.exception(t)
	}
	return codec.Replacement{Bytes: b, IsBytes: true}, e.start + len(b), nil
}

// passErrors lets lone surrogates through the encodings UTF-8, 16 and 32.
func passErrors(t *Thread, e *codecError) (codec.Replacement, int, error) {
	fail := func() (codec.Replacement, int, error) { return codec.Replacement{}, 0, e.exception(t) }
	size, big := 0, false
	switch name := encodingName(e.encoding); name {
	case "utf_8", "utf8", "cp65001", "cp_utf8":
		size = 1
	case "utf_16", "utf16", "utf_16_le", "utf_16le", "utf16_le", "utf16le":
		size = 2
	case "utf_16_be", "utf_16be", "utf16_be", "utf16be":
		size, big = 2, true
	case "utf_32", "utf32", "utf_32_le", "utf_32le", "utf32_le", "utf32le":
		size = 4
	case "utf_32_be", "utf_32be", "utf32_be", "utf32be":
		size, big = 4, true
	}
	switch e.class {
	case UnicodeEncodeErrorType:
		if size == 0 {
			return fail()
		}
		var b []byte
		for s := e.text(); s != ""; {
			r, w := DecodeWTF8(s)
			if r < 0xD800 || r > 0xDFFF {
				return fail()
			}
			lo, hi := byte(r), byte(r>>8)
			switch {
			case size == 1:
				b = AppendWTF8(b, r)
			case size == 2 && big:
				b = append(b, hi, lo)
			case size == 2:
				b = append(b, lo, hi)
			case big:
				b = append(b, 0, 0, hi, lo)
			default:
				b = append(b, lo, hi, 0, 0)
			}
			s = s[w:]
		}
		return codec.Replacement{Bytes: b, IsBytes: true}, e.end, nil
	case UnicodeDecodeErrorType:
		s, _ := AsBytes(e.object)
		s = s[e.start:]
		var r rune
		n := size
		switch {
		case size == 1 && len(s) >= 3 && s[0]&0xF0 == 0xE0 && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80:
			r, n = rune(s[0]&0xF)<<12|rune(s[1]&0x3F)<<6|rune(s[2]&0x3F), 3
		case size == 2 && len(s) >= 2 && big:
			r = rune(s[0])<<8 | rune(s[1])
		case size == 2 && len(s) >= 2:
			r = rune(s[1])<<8 | rune(s[0])
		case size == 4 && len(s) >= 4 && big:
			r = rune(uint32(s[0])<<24 | uint32(s[1])<<16 | uint32(s[2])<<8 | uint32(s[3]))
		case size == 4 && len(s) >= 4:
			r = rune(uint32(s[3])<<24 | uint32(s[2])<<16 | uint32(s[1])<<8 | uint32(s[0]))
		}
		if r < 0xD800 || r > 0xDFFF {
			return fail()
		}
		return textFor(string(AppendWTF8(nil, r))), e.start + n, nil
	}
	return codec.Replacement{}, 0, wrongException(e.class)
}

// DecodeHandler is the handler called errors, for decoding the bytes s.
func (t *Thread) DecodeHandler(s string, errors string) codec.DecodeHandler {
	var object Value
	return func(b []byte, encoding, reason string, start, end int) (string, []byte, int, error) {
		if object.P == nil {
			object = NewBytes(s)
		}
		e := &codecError{UnicodeDecodeErrorType, encoding, reason, object, start, end}
		r, next, err := t.handle(e, errors, len(b))
		if err == nil && e.object.P != object.P {
			object = e.object
			s, _ := AsBytes(object)
			b = []byte(s)
		}
		return r.Text, b, next, err
	}
}

// EncodeHandler is the handler called errors, for encoding s.
func (t *Thread) EncodeHandler(s *Str, errors string) codec.EncodeHandler {
	return &encodeErrors{t: t, s: s, errors: errors}
}

// encodeErrors is the handler called errors, for encoding s.
type encodeErrors struct {
	t      *Thread
	s      *Str
	errors string
}

func (h *encodeErrors) Handle(encoding, reason string, start, end int) (codec.Replacement, int, error) {
	e := &codecError{UnicodeEncodeErrorType, encoding, reason, h.s.Value(), start, end}
	return h.t.handle(e, h.errors, h.s.Len())
}

func (h *encodeErrors) Fail(encoding, reason string, start, end int) error {
	e := &codecError{UnicodeEncodeErrorType, encoding, reason, h.s.Value(), start, end}
	return e.exception(h.t)
}

// handle has the handler called name deal with e, an error in n bytes or characters.
// A handler of Python's may put other bytes in the place of those to decode; e then has them.
func (t *Thread) handle(e *codecError, name string, n int) (r codec.Replacement, next int, err error) {
	if f := builtinHandler(name); f != nil {
		if e.class == UnicodeEncodeErrorType && name == "surrogateescape" {
			f = escapeStart
		}
		return f(t, e)
	}
	f, err := t.LookupError(name)
	if err != nil {
		return r, 0, err
	}
	x := e.exception(t)
	exc, ok := x.(*Exception)
	if !ok || exc.Header.Type != e.class {
		return r, 0, x
	}
	res, err := t.Call(f, exc.Value())
	if err != nil {
		return r, 0, err
	}
	decoding := e.class == UnicodeDecodeErrorType
	wrong := "encoding error handler must return (str/bytes, int) tuple"
	if decoding {
		wrong = "decoding error handler must return (str, int) tuple"
	} else if e.class == UnicodeTranslateErrorType {
		wrong = "translating error handler must return (str, int) tuple"
	}
	u, ok := AsTuple(res)
	if !ok || len(u.Items) != 2 {
		return r, 0, Errorf(TypeErrorType, "%s", wrong)
	}
	if s, ok := AsStr(u.Items[0]); ok {
		r.Text = s.s
	} else if b, ok := AsBytes(u.Items[0]); ok && e.class == UnicodeEncodeErrorType {
		r.Bytes, r.IsBytes = []byte(b), true
	} else {
		return r, 0, Errorf(TypeErrorType, "%s", wrong)
	}
	if !u.Items[1].Is(IntType) && u.Items[1].P.Type.Index == nil {
		return r, 0, Errorf(TypeErrorType, "%s", wrong)
	}
	if next, err = t.AsIndex(u.Items[1], IndexErrorType); err != nil {
		return r, 0, err
	}
	if decoding {
		if e.object, err = t.GetAttrString(exc.Value(), "object"); err != nil {
			return r, 0, err
		}
		b, ok := AsBytes(e.object)
		if !ok {
			return r, 0, Errorf(TypeErrorType, "object attribute must be bytes")
		}
		n = len(b)
	}
	at := next
	if next < 0 {
		next += n
	}
	if next < 0 || next > n {
		return r, 0, Errorf(IndexErrorType, "position %d from error handler out of bounds", at)
	}
	return r, next, nil
}

// callHandler is a built-in handler called from Python, with an exception.
func callHandler(t *Thread, f errorHandler, strict bool, v Value) (Value, error) {
	exc, ok := AsException(v)
	if strict {
		if !ok {
			return Value{}, Errorf(TypeErrorType, "codec must pass exception instance")
		}
		return Value{}, exc
	}
	e := &codecError{}
	for _, c := range []*Type{UnicodeEncodeErrorType, UnicodeDecodeErrorType, UnicodeTranslateErrorType} {
		if v.Is(c) {
			e.class = c
		}
	}
	if !ok || e.class == nil {
		return Value{}, wrongException(v.P.Type)
	}
	var err error
	get := func(name string) Value {
		var x Value
		if err == nil {
			x, err = t.GetAttrString(v, name)
		}
		return x
	}
	e.object = get("object")
	start, end := get("start"), get("end")
	if err != nil {
		return Value{}, err
	}
	if e.start, err = t.AsIndex(start, nil); err != nil {
		return Value{}, err
	}
	if e.end, err = t.AsIndex(end, nil); err != nil {
		return Value{}, err
	}
	if e.class != UnicodeTranslateErrorType {
		if s, ok := AsStr(get("encoding")); ok && err == nil {
			e.encoding = s.s
		}
	}
	n := 0
	if s, ok := AsBytes(e.object); ok && e.class == UnicodeDecodeErrorType {
		n = len(s)
	} else if s, ok := AsStr(e.object); ok && e.class != UnicodeDecodeErrorType {
		n = s.Len()
	} else {
		return Value{}, Errorf(TypeErrorType, "object attribute must be %s", map[bool]string{true: "bytes", false: "unicode"}[e.class == UnicodeDecodeErrorType])
	}
	e.start = min(max(e.start, 0), max(n-1, 0))
	e.end = max(min(max(e.end, 1), n), e.start)
	r, next, err := f(t, e)
	if err != nil {
		// What the handler refuses is the exception that it was given.
		if ErrorIs(err, UnicodeErrorType) {
			return Value{}, exc
		}
		return Value{}, err
	}
	if r.IsBytes {
		return TupleOf(NewBytesOf(r.Bytes), Int(next)), nil
	}
	return TupleOf(StrValue(r.Text), Int(next)), nil
}
