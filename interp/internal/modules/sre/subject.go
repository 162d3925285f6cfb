package sre

import (
	"unsafe"
	"weak"

	engine "memphis/interp/internal/sre"
	"memphis/interp/object"
)

// subject is a string or a bytes-like object in the form that the engine reads.
type subject struct {
	value   object.Value
	str     *object.Str // nil for bytes
	bytes   []byte      // of bytes, and of an ASCII str
	runes   []rune      // of another str
	length  int         // in characters
	release func()
}

// newSubject gets v ready to be searched for p. The caller must call done.
func newSubject(t *object.Thread, p *Pattern, v object.Value) (subject, error) {
	s := subject{value: v}
	if str, ok := object.AsStr(v); ok {
		if p.kind == kindBytes {
			return s, object.Errorf(object.TypeErrorType, "cannot use a bytes pattern on a string-like object")
		}
		s.str = str
		s.length = str.Len()
		if str.IsASCII() {
			text := str.String()
			s.bytes = unsafe.Slice(unsafe.StringData(text), len(text))
		} else {
			s.runes = decoded(t, str)
		}
		return s, nil
	}
	b, release, err := t.BytesLike(v)
	if err != nil {
		return s, object.Errorf(object.TypeErrorType, "expected string or bytes-like object, got '%s'", v.Type().Name)
	}
	if p.kind == kindStr {
		release()
		return s, object.Errorf(object.TypeErrorType, "cannot use a string pattern on a bytes-like object")
	}
	s.bytes, s.length = b, len(b)
	if v.Type() != object.BytesType {
		s.release = release
	}
	return s, nil
}

// done gives back the memory of the subject's object.
func (s *subject) done() {
	if s.release != nil {
		s.release()
	}
}

// into makes s the subject of m.
func (s *subject) into(m *engine.Matcher, pos, endpos int) {
	if s.runes != nil {
		m.Runes(s.runes, pos, endpos)
	} else {
		m.Bytes(s.bytes, pos, endpos)
	}
}

// slice gives the characters from i to j as an object of the subject's kind.
func (s *subject) slice(t *object.Thread, i, j int) object.Value {
	if s.str != nil {
		return s.str.Slice(t, i, j)
	}
	return bytesSlice(s.value, s.bytes, i, j)
}

// bytesSlice gives b[i:j], where b are the bytes of v. A piece of a bytes object shares its memory.
func bytesSlice(v object.Value, b []byte, i, j int) object.Value {
	j = min(j, len(b))
	i = min(i, j)
	if v.Type() != object.BytesType {
		return object.NewBytes(string(b[i:j]))
	}
	if i == 0 && j == len(b) {
		return v
	}
	text, _ := object.AsBytes(v)
	return object.NewBytes(text[i:j])
}

// decodedKey finds the last str that was decoded, in an interpreter's state.
type decodedKey struct{}

// lastDecoded remembers the code points of a str. A tokenizer matches at one place of a text after the
// other; without this each step would decode the text again, and the whole would be quadratic.
type lastDecoded struct {
	str   weak.Pointer[object.Str]
	runes []rune
}

// decodeAlways is the length in characters below which decoding again is as cheap as looking.
const decodeAlways = 32

func decoded(t *object.Thread, s *object.Str) []rune {
	if s.Len() < decodeAlways {
		return decode(s)
	}
	last, _ := t.Interp.State[decodedKey{}].(*lastDecoded)
	if last == nil {
		last = new(lastDecoded)
		t.Interp.State[decodedKey{}] = last
	}
	if last.runes == nil || last.str.Value() != s {
		last.runes, last.str = decode(s), weak.Make(s)
	}
	return last.runes
}

func decode(s *object.Str) []rune {
	out := make([]rune, 0, s.Len())
	for text := s.String(); len(text) > 0; {
		if text[0] < 0x80 {
			out = append(out, rune(text[0]))
			text = text[1:]
			continue
		}
		r, n := object.DecodeWTF8(text)
		out = append(out, r)
		text = text[n:]
	}
	return out
}

// interrupter lets a thread's pending work end a match. It is a object.Thread under another name, so making
// one costs nothing.
type interrupter struct{ t *object.Thread }

// Interrupted does the pending work and gives what it raised.
func (i interrupter) Interrupted() error {
	if i.t.Pending.Load() {
		return i.t.Safepoint()
	}
	return nil
}

// matcher gives a matcher of p on s.
func matcher(t *object.Thread, p *Pattern, s *subject, pos, endpos int) *engine.Matcher {
	m := p.prog.Matcher()
	m.Interrupt = interrupter{t}
	s.into(m, pos, endpos)
	return m
}

// matchError turns an error of the engine into a Python exception.
func matchError(err error) error {
	if err == engine.ErrMemory {
		return object.NewError(object.MemoryErrorType)
	}
	return err
}
