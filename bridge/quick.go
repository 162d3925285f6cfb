package bridge

import (
	"math"
	"runtime"
	"unsafe"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines crossings without a buffer: those whose arguments are numbers, strs, bytes
// and references, and few.

// word writes v as a word, if it can be one.
func (c *call) word(w *capi.Word, v object.Value) bool {
	switch v.P.Type {
	case object.IntType:
		if !v.IsSmallInt() {
			return false
		}
		w.Set(capi.KindInt, v.N)
	case object.FloatType:
		f, _ := object.AsFloat(v)
		w.Set(capi.KindFloat, math.Float64bits(object.PlainFloat(f)))
	case object.NoneType:
		w.Set(capi.KindNone, 0)
	case object.BoolType:
		if v.N != 0 {
			w.Set(capi.KindTrue, 0)
		} else {
			w.Set(capi.KindFalse, 0)
		}
	case object.StrType:
		s := (*object.Str)(v.Ptr())
		if len(s.String()) > capi.MaxText {
			return false
		}
		if s.IsASCII() {
			w.SetText(capi.KindASCII, s.String())
		} else {
			w.SetText(capi.KindStr, s.String())
		}
	case object.BytesType:
		s := (*object.Bytes)(v.Ptr()).S
		if len(s) > capi.MaxText {
			return false
		}
		w.SetText(capi.KindBytes, s)
	default:
		if v.P.Type.Flags&object.FlagForeign == 0 {
			return false
		}
		ref := refOf(v)
		if ref == 0 {
			return false
		}
		w.Set(capi.KindRef, uint64(ref))
		c.saw(v, ref)
	}
	return true
}

// quiet reports whether nothing has to be told to C before a crossing.
func (c *call) quiet() bool {
	return (len(c.b.kept) == 0 || !c.b.keptChanged()) && c.t.Interp.MaxStrDigits == c.b.maxDigits && c.b.books == nil
}

// words writes arguments as words, if all can be.
func (c *call) words(at int, vs []object.Value) bool {
	if at+len(vs) > capi.MaxWords {
		return false
	}
	w := c.q.Words
	for i, v := range vs {
		if !c.word(&w[at+i], v) {
			return false
		}
	}
	return true
}

// callQuick is callRef for arguments that can be words; ok is false if they cannot.
func (b *Bridge) callQuick(t *object.Thread, where string, f capi.Ref, self object.Value, args []object.Value) (v object.Value, ok bool, err error) {
	n := len(args)
	if n >= capi.MaxWords || b.books != nil || b.due() || len(b.owed) > 0 || len(b.orphans) > 0 || t.Interp.MaxStrDigits != b.maxDigits {
		return v, false, nil
	}
	if len(b.kept) > 0 && b.keptChanged() {
		return v, false, nil
	}
	c := b.take(t)
	w := c.q.Words[:]
	if self.P != nil {
		if !c.word(&w[0], self) {
			c.end()
			return v, false, nil
		}
		w = w[1:]
		n++
	}
	for i, a := range args {
		if a.IsFloat() && a.N&^(1<<63) <= inf {
			w[i].Set(capi.KindFloat, a.N)
		} else if !c.word(&w[i], a) {
			c.end()
			return v, false, nil
		}
	}
	c.where, c.op, c.on = where, capi.OpCall, f
	c.inside = true
	c.q.Call(f, n)
	c.inside = false
	runtime.KeepAlive(args)
	runtime.KeepAlive(self)
	switch r := &c.q.Words[0]; capi.Kind(r.Tag) {
	case capi.KindBuffer:
		st := c.q.Status()
		r, tail := c.q.Answer()
		v, _, err = c.finish(st, &r, &tail)
	case capi.KindFloat:
		v = object.Float(math.Float64frombits(r.V))
	default:
		v, err = b.fromWords(t, c.q.Words, true)
	}
	if c.more() {
		err = c.rest(err, nil)
	}
	if len(c.bodies) == 0 && len(c.own) == 0 && !c.guarded {
		c.where = ""
		c.leave()
	} else {
		c.end()
	}
	if t.Pending.Load() {
		err = waited(t, err)
	}
	return v, true, err
}

// inf are the bits of infinity: those of a NaN are greater.
const inf = 0x7FF << 52

// more reports whether rest has anything to do.
func (c *call) more() bool {
	return len(c.loans) > 0 || len(c.b.adopted) > 0 || c.guarded || c.b.merged != [3]int{} || len(c.b.weakLost) > 0 || c.b.stale()
}

// runQuick is run for n arguments that are words. The values that they come from must be
// kept alive by the caller.
func (c *call) runQuick(op capi.Op, o, typ capi.Ref, x int64, n int) (object.Value, capi.Status, error) {
	q := c.q
	c.inside = true
	c.op, c.on = op, o
	st := q.Do(op, o, typ, x, n)
	c.inside = false
	w := &q.Words[0]
	if w.Tag != int32(capi.KindBuffer) {
		v, err := c.b.fromWords(c.t, q.Words, true)
		if c.more() {
			err = c.rest(err, nil)
		}
		return v, st, err
	}
	r, tail := q.Answer()
	return c.finish(st, &r, &tail)
}

// fromWords reads the first word, as get reads from a buffer.
func (b *Bridge) fromWords(t *object.Thread, w *[capi.MaxWords]capi.Word, owned bool) (object.Value, error) {
	switch capi.Kind(w[0].Tag) {
	case capi.KindASCII, capi.KindBytes:
		v := b.fromWord(t, &w[0])
		if owned && w[1].V != 0 {
			capi.Decref(capi.Ref(w[1].V))
		}
		return v, nil
	case capi.KindProxy:
		v := b.of(capi.Handle(w[0].V))
		if owned {
			capi.Decref(capi.Ref(w[1].V))
		}
		return v, nil
	case capi.KindRef:
		ref := capi.Ref(w[0].V)
		return b.wrap(t, ref, capi.TypeOf(ref), owned)
	}
	return b.fromWord(t, &w[0]), nil
}

// fromWord reads a word that is no reference.
func (b *Bridge) fromWord(t *object.Thread, w *capi.Word) object.Value {
	switch capi.Kind(w.Tag) {
	case capi.KindInt:
		return object.Int64(int64(w.V))
	case capi.KindFloat:
		return object.Float(math.Float64frombits(w.V))
	case capi.KindTrue:
		return object.True
	case capi.KindFalse:
		return object.False
	case capi.KindNotImplemented:
		return object.NotImplemented
	case capi.KindASCII:
		s := w.Text()
		return t.CopyStr(unsafe.Slice(unsafe.StringData(s), len(s)), true)
	case capi.KindBytes:
		return object.NewBytes(string([]byte(w.Text())))
	}
	return object.None
}

// argument reads a word that C passes to a callback, and lends.
func (b *Bridge) argument(t *object.Thread, w *capi.Word) (object.Value, error) {
	switch capi.Kind(w.Tag) {
	case capi.KindProxy:
		return b.of(capi.Handle(w.V)), nil
	case capi.KindRef:
		return b.wrap(t, capi.Ref(w.V), capi.TypeOf(capi.Ref(w.V)), false)
	}
	return b.fromWord(t, w), nil
}

// answerWord writes what a callback returns as a word, if it can be one; the text is what
// the word needs beside. A reference lives on until C has taken its own.
func (b *Bridge) answerWord(w *capi.Word, v object.Value) (text string, ok bool) {
	switch v.P.Type {
	case object.IntType:
		if !v.IsSmallInt() {
			return "", false
		}
		w.Set(capi.KindInt, v.N)
	case object.FloatType:
		f, _ := object.AsFloat(v)
		w.Set(capi.KindFloat, math.Float64bits(object.PlainFloat(f)))
	case object.NoneType:
		w.Set(capi.KindNone, 0)
	case object.BoolType:
		if v.N != 0 {
			w.Set(capi.KindTrue, 0)
		} else {
			w.Set(capi.KindFalse, 0)
		}
	case object.NotImplementedType:
		w.Set(capi.KindNotImplemented, 0)
	case object.StrType:
		s := (*object.Str)(v.Ptr())
		text = s.String()
		kind := capi.KindStr
		if s.IsASCII() {
			kind = capi.KindASCII
		}
		w.SetText(kind, text)
		return text, len(text) <= capi.MaxText
	case object.BytesType:
		text = (*object.Bytes)(v.Ptr()).S
		w.SetText(capi.KindBytes, text)
		return text, len(text) <= capi.MaxText
	default:
		return "", false
	}
	return "", true
}
