package object

import "strings"

// This file defines the codec registry (Library reference, "Codec registry and
// base classes"): the search functions, the codecs found, and the error handlers.

// codecRegistry is the registry of one interpreter.
type codecRegistry struct {
	search []Value
	cache  map[string]Value
	errors map[string]Value
	ready  bool // the encodings package has been asked to register itself
}

type codecRegistryKey struct{}

func (in *Interp) codecs() *codecRegistry {
	if r, ok := in.State[codecRegistryKey{}].(*codecRegistry); ok {
		return r
	}
	r := &codecRegistry{cache: map[string]Value{}, errors: map[string]Value{}}
	for _, name := range builtinHandlers {
		f := builtinHandler(name)
		fname := name
		if !strings.HasPrefix(name, "surrogate") {
			fname += "_errors"
		}
		r.errors[name] = NewFunc(fname, "", Fn1(func(t *Thread, _, exc Value) (Value, error) {
			return callHandler(t, f, name == "strict", exc)
		}))
	}
	in.State[codecRegistryKey{}] = r
	return r
}

// Positions in the tuple that describes a codec.
const (
	codecEncoder = iota
	codecDecoder
	codecReader
	codecWriter
)

// CodecRegister adds a search function: codecs.register.
func (t *Thread) CodecRegister(f Value) error {
	if f.P.Type.CallSlot == nil {
		return Errorf(TypeErrorType, "argument must be callable")
	}
	r := t.Interp.codecs()
	r.search = append(r.search, f)
	return nil
}

// CodecUnregister removes a search function and forgets the codecs found.
func (t *Thread) CodecUnregister(f Value) {
	r := t.Interp.codecs()
	for i, g := range r.search {
		if g == f {
			r.search = append(r.search[:i:i], r.search[i+1:]...)
			clear(r.cache)
			return
		}
	}
}

// LookupCodec returns the tuple that describes an encoding: codecs.lookup.
func (t *Thread) LookupCodec(encoding string) (Value, error) {
	r := t.Interp.codecs()
	name := encodingName(encoding)
	if v, ok := r.cache[name]; ok {
		return v, nil
	}
	if !r.ready {
		// The package registers its search function when it is imported.
		r.ready = true
		if h := t.Interp.Host; h != nil {
			if _, err := h.Import(t, "encodings", nil, Value{}, 0); err != nil {
				r.ready = false
				return Value{}, err
			}
		}
	}
	if v, ok := r.cache[name]; ok {
		return v, nil
	}
	arg := StrValue(name)
	for i := 0; i < len(r.search); i++ {
		v, err := t.Call(r.search[i], arg)
		if err != nil {
			return Value{}, err
		}
		if v.IsNone() {
			continue
		}
		if u, ok := AsTuple(v); !ok || len(u.Items) != 4 {
			return Value{}, Errorf(TypeErrorType, "codec search functions must return 4-tuples")
		}
		r.cache[name] = v
		return v, nil
	}
	return Value{}, Errorf(LookupErrorType, "unknown encoding: %s", encoding)
}

// RegisterError binds the name of an error handler: codecs.register_error.
func (t *Thread) RegisterError(name string, f Value) error {
	if f.P.Type.CallSlot == nil {
		return Errorf(TypeErrorType, "handler must be callable")
	}
	t.Interp.codecs().errors[name] = f
	if tell := t.Interp.ErrorHandler; tell != nil {
		return tell(t, name, f)
	}
	return nil
}

// WatchErrorHandlers has tell called for each error handler that a program registered, and will.
func (t *Thread) WatchErrorHandlers(tell func(t *Thread, name string, f Value) error) error {
	t.Interp.ErrorHandler = tell
	for name, f := range t.Interp.codecs().errors {
		if builtinHandler(name) != nil {
			continue
		}
		if err := tell(t, name, f); err != nil {
			return err
		}
	}
	return nil
}

// LookupError returns the error handler called name: codecs.lookup_error.
func (t *Thread) LookupError(name string) (Value, error) {
	if name == "" {
		name = "strict"
	}
	if f, ok := t.Interp.codecs().errors[name]; ok {
		return f, nil
	}
	return Value{}, Errorf(LookupErrorType, "unknown error handler name '%s'", name)
}

// CodecEncode and CodecDecode are codecs.encode and codecs.decode: between any types.
func (t *Thread) CodecEncode(v Value, encoding, errors string) (Value, error) {
	return t.codecCall(v, encoding, errors, codecEncoder, "encoding", false)
}

// CodecDecode is codecs.decode.
func (t *Thread) CodecDecode(v Value, encoding, errors string) (Value, error) {
	return t.codecCall(v, encoding, errors, codecDecoder, "decoding", false)
}

// codecCall calls the encoder or decoder of an encoding. With text, the encoding
// must be one between str and bytes.
func (t *Thread) codecCall(v Value, encoding, errors string, which int, doing string, text bool) (Value, error) {
	if encoding == "" {
		encoding = "utf-8"
	}
	info, err := t.LookupCodec(encoding)
	if err != nil {
		return Value{}, err
	}
	if text && info.P.Type != TupleType {
		is, err := t.GetAttrOpt(info, Intern("_is_text_encoding"))
		if err != nil {
			return Value{}, err
		}
		if is.P != nil {
			ok, err := t.Truth(is)
			if err != nil {
				return Value{}, err
			}
			if !ok {
				return Value{}, Errorf(LookupErrorType, "'%s' is not a text encoding; use %s to handle arbitrary codecs",
					encoding, [...]string{codecEncoder: "codecs.encode()", codecDecoder: "codecs.decode()"}[which])
			}
		}
	}
	u, _ := AsTuple(info)
	args := []Value{v}
	if errors != "" {
		args = append(args, StrValue(errors))
	}
	r, err := t.CallVec(u.Items[which], args, nil)
	if err != nil {
		return Value{}, wrapCodecError(t, err, doing, encoding)
	}
	res, ok := AsTuple(r)
	if !ok || len(res.Items) != 2 {
		return Value{}, Errorf(TypeErrorType, "%s must return a tuple (object, integer)", [...]string{codecEncoder: "encoder", codecDecoder: "decoder"}[which])
	}
	return res.Items[0], nil
}

// wrapCodecError says in the message of err which codec failed, if err is of a
// class that can be made anew with just a message.
func wrapCodecError(t *Thread, err error, doing, encoding string) error {
	e, ok := err.(*Exception)
	if !ok || len(e.Data) > 0 || e.Attrs.Len() > 0 || len(e.Args.Items) > 1 || !sameInit(e.Header.Type, BaseExceptionType) {
		return err
	}
	if len(e.Args.Items) == 1 {
		if _, ok := AsStr(e.Args.Items[0]); !ok {
			return err
		}
	}
	msg, serr := t.Str(e.Value())
	if serr != nil {
		return err
	}
	w := NewException(e.Header.Type, StrValue(doing+" with '"+encoding+"' codec failed ("+e.Header.Type.Name+": "+msg.s+")"))
	w.Cause, w.Context, w.Suppress = e.Value(), e, true
	return w
}
