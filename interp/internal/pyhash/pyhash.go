// Package pyhash computes hash() of str and bytes as CPython 3.11 does: SipHash
// with one round a word and three at the end, under a key that is drawn when the
// process starts or made from PYTHONHASHSEED. With the same seed the values are
// CPython's own, so that a set iterates in the same order in both.
//
// A str is hashed in the form that CPython keeps it in: one, two or four bytes a
// character, whichever its largest character needs. For ASCII text, nearly all
// there is, that is the text itself.
package pyhash

import (
	"encoding/binary"
	"math/bits"
)

// Key is the secret of the hash.
type Key struct{ k0, k1 uint64 }

// KeyOf makes the key of PYTHONHASHSEED=seed. Seed 0 is the zero key.
func KeyOf(seed uint32) Key {
	if seed == 0 {
		return Key{}
	}
	// The linear congruential generator of C runtimes, one byte a step.
	var b [16]byte
	x := seed
	for i := range b {
		x = x*214013 + 2531011
		b[i] = byte(x >> 16)
	}
	return Key{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
}

// Bytes is hash() of a bytes object with the content s; never -1.
func (k Key) Bytes(s string) int64 {
	if s == "" {
		return 0
	}
	h := int64(k.sip(s))
	if h == -1 {
		return -2
	}
	return h
}

// Str is hash() of the str s, in WTF-8; never -1.
func (k Key) Str(s string) int64 {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return k.Bytes(expand(s))
		}
	}
	return k.Bytes(s)
}

// expand gives s one, two or four bytes a character, as its largest needs.
func expand(s string) string {
	width := 1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xF0:
			width = 4
		case c >= 0xC4 && width == 1:
			width = 2
		}
	}
	b := make([]byte, 0, len(s)*width)
	for i := 0; i < len(s); {
		var r rune
		switch c := s[i]; {
		case c < 0x80:
			r = rune(c)
			i++
		case c < 0xE0:
			r = rune(c&0x1F)<<6 | rune(s[i+1]&0x3F)
			i += 2
		case c < 0xF0:
			r = rune(c&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
			i += 3
		default:
			r = rune(c&7)<<18 | rune(s[i+1]&0x3F)<<12 | rune(s[i+2]&0x3F)<<6 | rune(s[i+3]&0x3F)
			i += 4
		}
		switch width {
		case 1:
			b = append(b, byte(r))
		case 2:
			b = append(b, byte(r), byte(r>>8))
		default:
			b = append(b, byte(r), byte(r>>8), byte(r>>16), 0)
		}
	}
	return string(b)
}

// word is the eight bytes of s at i, little-endian; the compiler makes one load of it.
func word(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// sip is SipHash-1-3 of s.
func (k Key) sip(s string) uint64 {
	v0 := k.k0 ^ 0x736f6d6570736575
	v1 := k.k1 ^ 0x646f72616e646f6d
	v2 := k.k0 ^ 0x6c7967656e657261
	v3 := k.k1 ^ 0x7465646279746573
	i := 0
	for ; i+8 <= len(s); i += 8 {
		m := word(s, i)
		v3 ^= m
		v0, v1, v2, v3 = round(v0, v1, v2, v3)
		v0 ^= m
	}
	last := uint64(len(s)) << 56
	for j := 0; i+j < len(s); j++ {
		last |= uint64(s[i+j]) << (8 * j)
	}
	v3 ^= last
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	v0 ^= last
	v2 ^= 0xff
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	return v0 ^ v1 ^ v2 ^ v3
}

func round(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v2 += v3
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v0 = bits.RotateLeft64(v0, 32)
	v2 += v1
	v0 += v3
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	v2 = bits.RotateLeft64(v2, 32)
	return v0, v1, v2, v3
}

// Source is the hash of a source file in a hash-based .pyc (importlib.util.source_hash).
func Source(key uint64, src string) uint64 { return Key{k0: key}.sip(src) }
