package object

import (
	"strings"
	"unsafe"
)

// This file defines how strs are made: from pieces, in one allocation, and by appending.

// Short strs have their text in the object: one allocation instead of two, and
// one line of the processor's cache to read.
type (
	str16 struct {
		Str
		text [16]byte
	}
	str32 struct {
		Str
		text [32]byte
	}
	str64 struct {
		Str
		text [64]byte
	}
)

const (
	// maxStocked is the length in bytes up to which strs come from a strStock.
	maxStocked = 32
	// stockSize is how many strs one allocation makes: four take 110 ns where one takes
	// 54. More gain little, and one that lives keeps its whole stock.
	stockSize = 4
)

// strRoom is the strs that a thread has in stock.
type strRoom struct {
	of16     *[stockSize]str16
	of32     *[stockSize]str32
	n16, n32 int // how many of them are left
}

// newStr returns a new str of n bytes, and the bytes, to be filled at once.
func (t *Thread) newStr(n int) (*Str, []byte) {
	var s *Str
	var b []byte
	switch k := &t.strs; {
	case n <= 16:
		if k.n16 == 0 {
			k.of16, k.n16 = new([stockSize]str16), stockSize
		}
		k.n16--
		o := &k.of16[k.n16&(stockSize-1)]
		s, b = &o.Str, o.text[:n]
	case n <= 32:
		if k.n32 == 0 {
			k.of32, k.n32 = new([stockSize]str32), stockSize
		}
		k.n32--
		o := &k.of32[k.n32&(stockSize-1)]
		s, b = &o.Str, o.text[:n]
	case n <= 64:
		o := &str64{}
		s, b = &o.Str, o.text[:n]
	default:
		s, b = &Str{}, uncleared(n)
	}
	s.Header.Type = StrType
	s.s = unsafe.String(unsafe.SliceData(b), n)
	return s, b
}

// uncleared returns n bytes, n > 0, that hold anything: all will be written. What make clears first is in the cache no more when
// it is filled, if the text is long; that took half the time of joining texts of 100 KB. Only strings.Builder has such memory.
func uncleared(n int) []byte {
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), n)
}

// copyStr returns a str with the text b, which it copies.
func (t *Thread) copyStr(b []byte, ascii bool) Value {
	if len(b) <= 1 {
		return StrValue(string(b))
	}
	s, room := t.newStr(len(b))
	copy(room, b)
	if ascii {
		s.setASCII()
	}
	return s.Value()
}

// CopyStr returns a str with the text b, which is copied: WTF-8, all below 128 if ascii is set.
func (t *Thread) CopyStr(b []byte, ascii bool) Value {
	if len(b) <= 64 {
		return t.copyStr(b, ascii)
	}
	s := NewStr(string(b)) // unlike make, does not clear the memory first
	if ascii {
		s.setASCII()
	}
	return s.Value()
}

// bytesToStr makes a str of WTF-8 that nobody will change.
func (t *Thread) bytesToStr(b []byte, ascii bool) Value {
	if len(b) <= maxStocked {
		return t.copyStr(b, ascii)
	}
	s := unsafe.String(unsafe.SliceData(b), len(b))
	if ascii {
		return asciiValue(s)
	}
	return StrValue(s)
}

// Concat returns a + b. When a ends at the used end of its buffer, b is written
// behind it in place; a str that is itself the result of two appends gets such a
// buffer, with room for half as much again.
func (a *Str) Concat(t *Thread, b *Str) Value {
	if len(b.s) == 0 && a.Header.Type == StrType {
		return a.Value()
	}
	if len(a.s) == 0 && b.Header.Type == StrType {
		return b.Value()
	}
	var r *Str
	if m := a.more; m != nil && m.buf != nil && len(m.buf) == len(a.s) {
		r = m.append(a, b)
	} else {
		r = a.join(t, b)
	}
	if f := a.meta & b.meta; f&strScanned != 0 {
		r.meta |= a.meta&^(1<<strLenShift-1) + b.meta&^(1<<strLenShift-1) | f&(strASCII|strScanned)
	}
	return r.Value()
}

// append returns a + b, where a fills the buffer m.
func (m *strMore) append(a, b *Str) *Str {
	n := len(a.s) + len(b.s)
	if n > cap(m.buf) {
		// The strs before this one keep the buffer they have.
		buf := uncleared(n + n/2)[:n]
		copy(buf, a.s)
		copy(buf[len(a.s):], b.s)
		m = &strMore{index: m.index, buf: buf, appends: m.appends}
	} else {
		m.buf = m.buf[:n]
		copy(m.buf[len(a.s):], b.s)
	}
	m.appends++
	var r *Str
	switch {
	case m.appends < minAppends:
		r = &Str{}
	case len(m.room) == 0:
		m.room = make([]Str, roomStrs)
		fallthrough
	default:
		r = &m.room[0]
		m.room = m.room[1:]
	}
	r.Header.Type = StrType
	r.more = m
	r.s = unsafe.String(unsafe.SliceData(m.buf), n)
	return r
}

// join is Concat without a buffer to write into.
func (a *Str) join(t *Thread, b *Str) *Str {
	if a.meta&strAppended == 0 || len(a.s) < minBuffered {
		r, room := t.newStr(len(a.s) + len(b.s))
		copy(room[copy(room, a.s):], b.s)
		r.meta = a.meta&strJoined<<1 | strJoined
		return r
	}
	n := len(a.s) + len(b.s)
	m := &strMore{buf: uncleared(n + n/2)[:n]}
	copy(m.buf, a.s)
	copy(m.buf[len(a.s):], b.s)
	return &Str{Header: Header{StrType}, s: unsafe.String(unsafe.SliceData(m.buf), n), more: m}
}
