// Package json is the module _json: what the standard library's package json has in C beside its Python (library
// reference, json). make_scanner's objects parse one value of a document, make_encoder's give the text of one.
//
// It is native because documents are made of our own dicts, lists and strs: over the bridge each would be copied, and
// libpython would have to be started for every program that imports json.
package json

import (
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Module is the table of _json.
var Module = &object.ModuleDef{
	Name: name,
	Doc:  "json speedups\n",
	Methods: []object.Method{
		{Name: encodeASCII, Doc: "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string", Fn: quote(true)},
		{Name: encodeAny, Doc: "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string", Fn: quote(false)},
		{Name: "scanstring", Doc: "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.", Fn: object.FnVec(scanString)},
	},
	Init: func(t *thread, m *object.Module) error {
		setupOnce.Do(func() {
			setupScanner()
			setupEncoder()
		})
		m.Dict().SetString("make_scanner", scannerType.Value())
		m.Dict().SetString("make_encoder", encoderType.Value())
		return nil
	},
}

const (
	name        = "_json"
	encodeASCII = "encode_basestring_ascii"
	encodeAny   = "encode_basestring"
)

var setupOnce sync.Once

// strArg returns the first argument of a function, which must be a str.
func strArg(v value) (*object.Str, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return nil, object.Errorf(object.TypeErrorType, "first argument must be a string, not %s", v.Type().Name)
	}
	return s, nil
}

// quote is encode_basestring and encode_basestring_ascii.
func quote(ascii bool) object.Fn1 {
	return func(t *thread, _, v value) (value, error) {
		s, err := strArg(v)
		if err != nil {
			return value{}, err
		}
		var room [128]byte
		b := appendQuoted(room[:0], s.String(), ascii)
		return t.CopyStr(b, ascii || s.IsASCII()), nil
	}
}

// scanString is _json.scanstring.
func scanString(t *thread, _ value, in []value, kw *object.Tuple) (value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "scanstring() takes no keyword arguments")
	}
	if n := len(in); n < 2 || n > 3 {
		how, want := "least", 2
		if n > 3 {
			how, want = "most", 3
		}
		return value{}, object.Errorf(object.TypeErrorType, "scanstring() takes at %s %d arguments (%d given)", how, want, n)
	}
	end, err := args.SSize(t, in[1])
	if err != nil {
		return value{}, err
	}
	strict := true
	if len(in) == 3 {
		n, err := t.AsIndex(in[2], nil)
		if err != nil {
			return value{}, err
		}
		if n != int(int32(n)) {
			how := "greater than maximum"
			if n < 0 {
				how = "less than minimum"
			}
			return value{}, object.Errorf(object.OverflowErrorType, "signed integer is %s", how)
		}
		strict = n != 0
	}
	s, err := strArg(in[0])
	if err != nil {
		return value{}, err
	}
	if end < 0 || end > s.Len() {
		return value{}, object.Errorf(object.ValueErrorType, "end is out of bounds")
	}
	p := parse{t: t, doc: s, text: s.String(), ascii: s.IsASCII(), strict: strict}
	r, i, err := p.str(s.Offset(end))
	if err != nil {
		return value{}, err
	}
	return object.Pair(r, object.Int(s.CharIndex(i))), nil
}

// member is a read-only attribute of a type whose instances are T.
func member[T any](name, doc string, get func(o *T) value) object.GetSet {
	return object.GetSet{Name: name, Doc: doc, Get: func(_ *thread, self value) (value, error) { return get(args.As[T](self)), nil }}
}
