// Package codec turns text into bytes and back: the encodings that Python has
// built in (Library reference, "Standard Encodings"). It knows nothing of Python
// objects. Text is WTF-8: UTF-8 in which a lone surrogate is three bytes.
//
// A decoder gets all the input there is, and a flag that says whether more may
// come: if so it stops before an incomplete sequence, and says how much it has
// consumed. What cannot be converted goes to a handler, with its position and
// the reason in CPython's words; the handler gives what to put there and where
// to go on, or an error, which ends the conversion. Positions are in bytes for
// decoding and in characters for encoding.
//
// The common cases cost little more than a copy: input that is valid UTF-8, or
// ASCII, is found so by a scan of eight bytes at a time.
package codec

import (
	"unicode/utf8"
)

// DecodeHandler deals with the bytes start to end of the input b, which cannot be
// decoded. It returns the text for them and where to go on, in b or in what the
// handler has put in its place.
type DecodeHandler func(b []byte, encoding, reason string, start, end int) (text string, in []byte, next int, err error)

// Replacement is what stands for text that cannot be encoded: text that is
// encoded in its place, or bytes that are put there as they are.
type Replacement struct {
	Text    string
	Bytes   []byte
	IsBytes bool
}

// EncodeHandler deals with the characters start to end of the input, which
// cannot be encoded. It returns what replaces them and where to go on.
type EncodeHandler interface {
	Handle(encoding, reason string, start, end int) (r Replacement, next int, err error)
	// Fail is the error of characters that not even the handler has a way for.
	Fail(encoding, reason string, start, end int) error
}

func isSurrogate(r rune) bool { return r >= 0xD800 && r <= 0xDFFF }

// AppendRune appends r in WTF-8.
func AppendRune(b []byte, r rune) []byte {
	if isSurrogate(r) {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// decodeRune decodes the first character of s, which must not be empty.
func decodeRune(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// ASCIIPrefix is the number of ASCII bytes that b begins with.
func ASCIIPrefix(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := b[i : i+8 : i+8]
		if (w[0]|w[1]|w[2]|w[3]|w[4]|w[5]|w[6]|w[7])&0x80 != 0 {
			break
		}
	}
	for i < len(b) && b[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// cursor walks through text that is being encoded, character by character.
type cursor struct {
	s   string
	off int // in bytes
	pos int // in characters
}

func (c *cursor) peek() (rune, int) { return decodeRune(c.s[c.off:]) }

// seek moves to character pos, wherever it is.
func (c *cursor) seek(pos int) {
	if pos < c.pos {
		c.off, c.pos = 0, 0
	}
	for c.pos < pos && c.off < len(c.s) {
		_, w := c.peek()
		c.off += w
		c.pos++
	}
}

// bad finds the run of characters from here on that ok refuses, and has h deal
// with it; put encodes a replacement's character or says that it cannot.
func (c *cursor) bad(h EncodeHandler, encoding, reason string, dst []byte, ok func(r rune) bool, put func(dst []byte, r rune) ([]byte, bool)) ([]byte, error) {
	end := *c
	for end.off < len(end.s) {
		r, w := end.peek()
		if ok(r) {
			break
		}
		end.off += w
		end.pos++
	}
	rep, next, err := h.Handle(encoding, reason, c.pos, end.pos)
	if err != nil {
		return nil, err
	}
	if rep.IsBytes {
		dst = append(dst, rep.Bytes...)
	} else {
		for s := rep.Text; s != ""; {
			r, w := decodeRune(s)
			var can bool
			if dst, can = put(dst, r); !can {
				return nil, h.Fail(encoding, reason, c.pos, end.pos)
			}
			s = s[w:]
		}
	}
	if next == end.pos {
		*c = end
	} else {
		c.seek(next)
	}
	return dst, nil
}
