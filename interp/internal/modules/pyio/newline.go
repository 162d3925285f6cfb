package pyio

import (
	"strings"
	"unsafe"

	"memphis/interp/object"
)

// This file defines newline translation and IncrementalNewlineDecoder.

// Which line ends have been seen.
const (
	seenCR = 1 << iota
	seenLF
	seenCRLF
)

// newlines is the value of the attribute newlines for what has been seen.
func newlinesValue(seen int) value {
	cr, lf, crlf := object.StrValue("\r"), object.StrValue("\n"), object.StrValue("\r\n")
	switch seen {
	case seenCR:
		return cr
	case seenLF:
		return lf
	case seenCRLF:
		return crlf
	case seenCR | seenLF:
		return object.TupleOf(cr, lf)
	case seenCR | seenCRLF:
		return object.TupleOf(cr, crlf)
	case seenLF | seenCRLF:
		return object.TupleOf(lf, crlf)
	case seenCR | seenLF | seenCRLF:
		return object.TupleOf(cr, lf, crlf)
	}
	return object.None
}

// newlineState translates line ends across pieces of text.
type newlineState struct {
	translate bool
	seen      int
	pendingCR bool
}

// decode takes the next piece of text and returns what can be given on.
func (n *newlineState) decode(s string, final bool) string {
	if n.pendingCR && (s != "" || final) {
		s = "\r" + s
		n.pendingCR = false
	}
	if !final && strings.HasSuffix(s, "\r") {
		s = s[:len(s)-1]
		n.pendingCR = true
	}
	if strings.IndexByte(s, '\r') < 0 {
		if n.seen&seenLF == 0 && strings.IndexByte(s, '\n') >= 0 {
			n.seen |= seenLF
		}
		return s
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			n.seen |= seenLF
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				n.seen |= seenCRLF
				i++
			} else {
				n.seen |= seenCR
			}
		}
	}
	if n.translate {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return s
}

type newlineDecoder struct {
	object.Header
	decoder value // None for text input
	errors  value
	newlineState
}

func setupNewlineDecoder() {
	y := newlineDecoderType
	d := func(v value) *newlineDecoder { return (*newlineDecoder)(unsafe.Pointer(v.P)) }
	sig := object.NewSignature("(decoder, translate, errors='strict')")
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		return object.FromPtr(&object.Alloc[newlineDecoder](cls).Header), nil
	}
	y.Init = func(t *thread, v value, args []value, kw *object.Tuple) error {
		a, err := sig.Bind(t, "IncrementalNewlineDecoder", args, kw)
		if err != nil {
			return err
		}
		n := d(v)
		if n.translate, err = t.Truth(a[1]); err != nil {
			return err
		}
		n.decoder, n.errors, n.seen, n.pendingCR = a[0], a[2], 0, false
		if n.errors.IsNil() {
			n.errors = object.StrValue("strict")
		}
		return nil
	}
	ready := func(n *newlineDecoder) error {
		if n.decoder.IsNil() {
			return object.Errorf(object.ValueErrorType, "IncrementalNewlineDecoder.__init__() not called")
		}
		return nil
	}
	object.Define(y, object.TypeSpec{
		Doc:    "Codec used when reading a file in universal newlines mode.\n\nIt wraps another incremental decoder, translating \\r\\n and \\r into \\n.\nIt also records the types of newlines encountered.  When used with\ntranslate=False, it ensures that the newline sequence is returned in\none piece. When used with decoder=None, it expects unicode strings as\ndecode input and translates newlines without first invoking an external\ndecoder.",
		Layout: object.NewLayout[newlineDecoder]("IncrementalNewlineDecoder", object.ObjectType.Layout), Flags: object.FlagBase,
		Methods: []object.Method{
			{Name: "decode", Sig: "(input, final=False)", Fn: object.FnBound(func(t *thread, v value, a []value) (value, error) {
				n := d(v)
				if err := ready(n); err != nil {
					return value{}, err
				}
				final := false
				if !a[1].IsNil() {
					var err error
					if final, err = t.Truth(a[1]); err != nil {
						return value{}, err
					}
				}
				in := a[0]
				if !n.decoder.IsNone() {
					var err error
					if in, err = t.CallMethodString(n.decoder, "decode", in, object.Bool(final)); err != nil {
						return value{}, err
					}
				}
				s, ok := object.AsStr(in)
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "decoder should return a string result, not '%s'", in.Type().Name)
				}
				return object.StrValue(n.decode(s.String(), final)), nil
			})},
			{Name: "getstate", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				n := d(v)
				if err := ready(n); err != nil {
					return value{}, err
				}
				buf, flag := object.NewBytes(""), 0
				if !n.decoder.IsNone() {
					st, err := t.CallMethodString(n.decoder, "getstate")
					if err != nil {
						return value{}, err
					}
					u, ok := object.AsTuple(st)
					if !ok || len(u.Items) != 2 {
						return value{}, object.Errorf(object.TypeErrorType, "illegal decoder state")
					}
					buf = u.Items[0]
					if flag, err = t.AsIndex(u.Items[1], object.OverflowErrorType); err != nil {
						return value{}, err
					}
				}
				flag <<= 1
				if n.pendingCR {
					flag |= 1
				}
				return object.TupleOf(buf, object.Int(flag)), nil
			})},
			{Name: "setstate", Fn: object.Fn1(func(t *thread, v, state value) (value, error) {
				n := d(v)
				if err := ready(n); err != nil {
					return value{}, err
				}
				u, ok := object.AsTuple(state)
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "state argument must be a tuple")
				}
				if len(u.Items) != 2 {
					return value{}, object.Errorf(object.TypeErrorType, "setstate(): illegal state argument")
				}
				flag, err := t.AsIndex(u.Items[1], object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				n.pendingCR = flag&1 != 0
				if !n.decoder.IsNone() {
					return t.CallMethodString(n.decoder, "setstate", object.TupleOf(u.Items[0], object.Int(flag>>1)))
				}
				return object.None, nil
			})},
			{Name: "reset", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				n := d(v)
				if err := ready(n); err != nil {
					return value{}, err
				}
				n.seen, n.pendingCR = 0, false
				if !n.decoder.IsNone() {
					return t.CallMethodString(n.decoder, "reset")
				}
				return object.None, nil
			})},
		},
		GetSets: []object.GetSet{{Name: "newlines", Get: func(t *thread, v value) (value, error) { return newlinesValue(d(v).seen), nil }}},
	})
}
