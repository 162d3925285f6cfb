package sre

import (
	"sync"
	"unicode"
)

// This file defines what the engine knows about characters. CPython 3.11 has the tables of
// Unicode 14, Go 1.26 those of Unicode 15; unicode15 is the difference, and a test compares every
// code point with what the host's python3 said.

// unicode15 holds the letters and digits that came with Unicode 15, which are none yet for 3.11.
var unicode15 = &unicode.RangeTable{R32: []unicode.Range32{
	{Lo: 0x1123f, Hi: 0x11240, Stride: 1}, {Lo: 0x11f02, Hi: 0x11f02, Stride: 1},
	{Lo: 0x11f04, Hi: 0x11f10, Stride: 1}, {Lo: 0x11f12, Hi: 0x11f33, Stride: 1},
	{Lo: 0x11f50, Hi: 0x11f59, Stride: 1}, {Lo: 0x1342f, Hi: 0x1342f, Stride: 1},
	{Lo: 0x13441, Hi: 0x13446, Stride: 1}, {Lo: 0x1b132, Hi: 0x1b132, Stride: 1},
	{Lo: 0x1b155, Hi: 0x1b155, Stride: 1}, {Lo: 0x1d2c0, Hi: 0x1d2d3, Stride: 1},
	{Lo: 0x1df25, Hi: 0x1df2a, Stride: 1}, {Lo: 0x1e030, Hi: 0x1e06d, Stride: 1},
	{Lo: 0x1e4d0, Hi: 0x1e4eb, Stride: 1}, {Lo: 0x1e4f0, Hi: 0x1e4f9, Stride: 1},
	{Lo: 0x2b739, Hi: 0x2b739, Stride: 1}, {Lo: 0x31350, Hi: 0x323af, Stride: 1},
}}

// upperFirst maps characters whose upper case is several characters to the first of them, which is
// what CPython's engine takes as their upper case. The Greek letters with iota subscript at
// U+1F80 to U+1FAF follow a rule instead.
var upperFirst = map[rune]rune{
	0xdf: 0x53, 0x149: 0x2bc, 0x1f0: 0x4a, 0x390: 0x399, 0x3b0: 0x3a5, 0x587: 0x535,
	0x1e96: 0x48, 0x1e97: 0x54, 0x1e98: 0x57, 0x1e99: 0x59, 0x1e9a: 0x41,
	0x1f50: 0x3a5, 0x1f52: 0x3a5, 0x1f54: 0x3a5, 0x1f56: 0x3a5,
	0x1fb2: 0x1fba, 0x1fb3: 0x391, 0x1fb4: 0x386, 0x1fb6: 0x391, 0x1fb7: 0x391, 0x1fbc: 0x391,
	0x1fc2: 0x1fca, 0x1fc3: 0x397, 0x1fc4: 0x389, 0x1fc6: 0x397, 0x1fc7: 0x397, 0x1fcc: 0x397,
	0x1fd2: 0x399, 0x1fd3: 0x399, 0x1fd6: 0x399, 0x1fd7: 0x399,
	0x1fe2: 0x3a5, 0x1fe3: 0x3a5, 0x1fe4: 0x3a1, 0x1fe6: 0x3a5, 0x1fe7: 0x3a5,
	0x1ff2: 0x1ffa, 0x1ff3: 0x3a9, 0x1ff4: 0x38f, 0x1ff6: 0x3a9, 0x1ff7: 0x3a9, 0x1ffc: 0x3a9,
	0xfb00: 0x46, 0xfb01: 0x46, 0xfb02: 0x46, 0xfb03: 0x46, 0xfb04: 0x46, 0xfb05: 0x53, 0xfb06: 0x53,
	0xfb13: 0x544, 0xfb14: 0x544, 0xfb15: 0x544, 0xfb16: 0x54e, 0xfb17: 0x544,
}

// ToLower gives the simple lower case of c, which is c itself for most characters.
func ToLower(c rune) rune {
	if c < 0x80 {
		return asciiLower(c)
	}
	return unicode.ToLower(c)
}

// ToUpper gives the first character of c's upper case.
func ToUpper(c rune) rune {
	if c < 0x80 {
		return asciiUpper(c)
	}
	if c >= 0x1f80 && c <= 0x1faf {
		base := rune(0x1f08)
		switch {
		case c >= 0x1fa0:
			base = 0x1f68
		case c >= 0x1f90:
			base = 0x1f28
		}
		return base + c&7
	}
	if u, ok := upperFirst[c]; ok {
		return u
	}
	return unicode.ToUpper(c)
}

// IsCased tells whether c has a counterpart in another case.
func IsCased(c rune) bool { return ToLower(c) != c || ToUpper(c) != c }

// ASCIIToLower gives the lower case of c when it is an ASCII letter, else c.
func ASCIIToLower(c rune) rune { return asciiLower(c) }

// ASCIIIsCased tells whether c is an ASCII letter.
func ASCIIIsCased(c rune) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80 }

func asciiLower(c rune) rune {
	if 'A' <= c && c <= 'Z' {
		return c + 32
	}
	return c
}

func asciiUpper(c rune) rune {
	if 'a' <= c && c <= 'z' {
		return c - 32
	}
	return c
}

func isASCIIWord(c rune) bool {
	return '0' <= c && c <= '9' || ASCIIIsCased(c) || c == '_'
}

// wordTable has isASCIIWord of every ASCII character.
var wordTable = func() (t [128]bool) {
	for c := range t {
		t[c] = isASCIIWord(rune(c))
	}
	return t
}()

// wordLimit is the end of the part of Unicode that has a bitmap; it holds all of the first two planes.
const wordLimit = 0x20000

// wordBits answers in one load what unicode.IsLetter and unicode.IsNumber need about 25 ns for.
var wordBits = sync.OnceValue(func() *[wordLimit / 64]uint64 {
	bits := new([wordLimit / 64]uint64)
	set := func(lo, hi, stride uint32) {
		for c := lo; c <= hi && c < wordLimit; c += stride {
			bits[c/64] |= 1 << (c % 64)
		}
	}
	for _, t := range []*unicode.RangeTable{unicode.L, unicode.N} {
		for _, r := range t.R16 {
			set(uint32(r.Lo), uint32(r.Hi), uint32(r.Stride))
		}
		for _, r := range t.R32 {
			set(r.Lo, r.Hi, r.Stride)
		}
	}
	for _, r := range unicode15.R32 {
		for c := r.Lo; c <= r.Hi && c < wordLimit; c++ {
			bits[c/64] &^= 1 << (c % 64)
		}
	}
	return bits
})

// IsWord tells whether \w matches c in a Unicode pattern.
func IsWord(c rune) bool {
	if c < 0x80 {
		return isASCIIWord(c)
	}
	if c < wordLimit {
		return wordBits()[c/64]>>(uint(c)%64)&1 != 0
	}
	return (unicode.IsLetter(c) || unicode.IsNumber(c)) && !unicode.Is(unicode15, c)
}

// IsSpace tells whether \s matches c in a Unicode pattern.
func IsSpace(c rune) bool {
	if c < 0x80 {
		return c == ' ' || c >= 9 && c <= 13 || c >= 0x1c && c <= 0x1f
	}
	return unicode.IsSpace(c)
}

// IsDigit tells whether \d matches c in a Unicode pattern.
func IsDigit(c rune) bool {
	if c < 0x80 {
		return '0' <= c && c <= '9'
	}
	return unicode.Is(unicode.Nd, c) && !unicode.Is(unicode15, c)
}

// IsLinebreak tells whether str.splitlines breaks at c.
func IsLinebreak(c rune) bool {
	return c >= 10 && c <= 13 || c >= 0x1c && c <= 0x1e || c == 0x85 || c == 0x2028 || c == 0x2029
}

func inCategory(cat int, c rune) bool {
	var in bool
	switch cat &^ 1 {
	case catDigit:
		in = '0' <= c && c <= '9'
	case catSpace:
		in = c == ' ' || c >= 9 && c <= 13
	case catWord, catLocWord:
		in = isASCIIWord(c)
	case catLinebreak:
		in = c == '\n'
	case catUniDigit:
		in = IsDigit(c)
	case catUniSpace:
		in = IsSpace(c)
	case catUniWord:
		in = IsWord(c)
	case catUniLinebreak:
		in = IsLinebreak(c)
	}
	return in == (cat&1 == 0)
}
