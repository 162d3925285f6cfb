// Package unidata answers the questions that Python asks about characters: what
// str.isalpha and its like say, and what case mappings do, by the Unicode
// version of Python 3.11. It knows nothing of Python objects.
//
// The tables are generated from the database of the host's own Python, not taken
// from Go's unicode package, whose version changes with the Go release: 4,048
// ranges, 11 KB, spread out to a two-stage table when the first character
// beyond ASCII is asked about (0.3 ms, once).
package unidata

import (
	"encoding/base64"
	"sync"
)

//go:generate /usr/bin/python3 gen.py

// Properties of a character, as bits of a record's flags.
const (
	alpha = 1 << iota
	decimal
	digit
	numeric
	space
	lower
	upper
	title
	printable
	identStart
	identPart
	cased
	ignorable
	hasSpecial
)

// record is what many characters have in common: flags, the low four bits of
// the character that stands for the digit zero, distances to the case mappings.
type record struct {
	flags                      uint16
	zero                       uint8
	lower, upper, title, folds int32
}

const pageBits = 7

var (
	once  sync.Once
	pages [0x110000 >> pageBits]*[1 << pageBits]uint8
)

func expand() {
	data, err := base64.StdEncoding.DecodeString(ranges)
	if err != nil {
		panic(err)
	}
	// Pages of one record throughout are shared: most of them are.
	uniform := map[uint8]*[1 << pageBits]uint8{}
	next := func() int {
		n, shift := 0, 0
		for {
			b := data[0]
			data = data[1:]
			n |= int(b&127) << shift
			if b < 128 {
				return n
			}
			shift += 7
		}
	}
	c := 0
	for len(data) > 0 {
		n, rec := next(), next()
		for n > 0 {
			page, at := c>>pageBits, c&(1<<pageBits-1)
			k := min(n, 1<<pageBits-at)
			if k == 1<<pageBits {
				u := uniform[uint8(rec)]
				if u == nil {
					u = new([1 << pageBits]uint8)
					for i := range u {
						u[i] = uint8(rec)
					}
					uniform[uint8(rec)] = u
				}
				pages[page] = u
			} else {
				if pages[page] == nil {
					pages[page] = new([1 << pageBits]uint8)
				}
				for i := at; i < at+k; i++ {
					pages[page][i] = uint8(rec)
				}
			}
			c += k
			n -= k
		}
	}
}

func get(r rune) *record {
	once.Do(expand)
	if uint32(r) >= 0x110000 {
		return &records[0]
	}
	return &records[pages[r>>pageBits][r&(1<<pageBits-1)]]
}

func has(r rune, flags uint16) bool { return get(r).flags&flags != 0 }

// IsAlpha reports whether r is a letter (general category L*).
func IsAlpha(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return has(r, alpha)
}

// IsDecimal reports whether r is a decimal digit of some script.
func IsDecimal(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return has(r, decimal)
}

// IsDigit reports whether r is a digit, superscripts and the like included.
func IsDigit(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return has(r, digit)
}

// IsNumeric reports whether r has a numeric value, fractions and ideographs included.
func IsNumeric(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return has(r, numeric)
}

// IsAlnum reports whether r is a letter or has a numeric value.
func IsAlnum(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return has(r, alpha|decimal|digit|numeric)
}

// Decimal returns the value of the decimal digit r, or -1 if it is none.
func Decimal(r rune) int {
	if r < 0x80 {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	if p := get(r); p.flags&decimal != 0 {
		return int(r-rune(p.zero)) & 15
	}
	return -1
}

// Digit returns the value of the digit r, or -1 if it is none.
func Digit(r rune) int {
	if p := get(r); p.flags&digit != 0 {
		return int(r-rune(p.zero)) & 15
	}
	return -1
}

// IsSpace reports whether r is whitespace to str.isspace and str.split.
func IsSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || 0x09 <= r && r <= 0x0D || 0x1C <= r && r <= 0x1F
	}
	return r == 0x85 || r == 0xA0 || r == 0x1680 || 0x2000 <= r && r <= 0x200A ||
		r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F || r == 0x3000
}

// IsLineBreak reports whether str.splitlines breaks at r.
func IsLineBreak(r rune) bool {
	return 0x0A <= r && r <= 0x0D || 0x1C <= r && r <= 0x1E || r == 0x85 || r == 0x2028 || r == 0x2029
}

// IsLower reports whether r is a lowercase character.
func IsLower(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return has(r, lower)
}

// IsUpper reports whether r is an uppercase character.
func IsUpper(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return has(r, upper)
}

// IsTitle reports whether r is a titlecase character (general category Lt).
func IsTitle(r rune) bool { return r >= 0x80 && has(r, title) }

// IsPrintable reports whether repr shows r as it is.
func IsPrintable(r rune) bool {
	if r < 0x80 {
		return 0x20 <= r && r < 0x7F
	}
	return has(r, printable)
}

// IsIdentStart reports whether an identifier can begin with r.
func IsIdentStart(r rune) bool {
	if r < 0x80 {
		return r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return has(r, identStart)
}

// IsIdentPart reports whether an identifier can go on with r.
func IsIdentPart(r rune) bool {
	if r < 0x80 {
		return r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return has(r, identPart)
}

// IsCased and IsCaseIgnorable are what the rule for a final sigma asks.
func IsCased(r rune) bool { return has(r, cased) }

// IsCaseIgnorable reports whether r is skipped in the search for a cased letter
// next to a sigma.
func IsCaseIgnorable(r rune) bool { return has(r, ignorable) }

// Mapping chooses a case mapping.
type Mapping int

// The case mappings.
const (
	Lower Mapping = iota
	Upper
	Title
	Fold
)

// Map returns the case mapping of r: one character, or if it is several, all of
// them in the second result.
func Map(m Mapping, r rune) (rune, string) {
	p := get(r)
	if p.flags&hasSpecial != 0 {
		return r, special[r][m]
	}
	switch m {
	case Lower:
		return r + p.lower, ""
	case Upper:
		return r + p.upper, ""
	case Title:
		return r + p.title, ""
	}
	return r + p.folds, ""
}
