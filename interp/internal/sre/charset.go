package sre

// This file defines single-character tests: a literal, its complement, any character, or a set.

// fold says how a test looks at letters of different case.
type fold uint8

const (
	foldNone fold = iota
	foldASCII
	foldLocale
	foldUnicode
)

func (f fold) lower(c rune) rune {
	switch f {
	case foldASCII, foldLocale:
		return asciiLower(c)
	case foldUnicode:
		return ToLower(c)
	}
	return c
}

// setItem is one member of a set: a range, a category, a bitmap, or a change of sign.
type setItem struct {
	op     uint8
	cat    int
	lo, hi rune
	words  []uint32
	chunks []uint8
}

func (it *setItem) has(c rune) bool {
	switch it.op {
	case cRange:
		return it.lo <= c && c <= it.hi
	case cRangeUniIgnore:
		if it.lo <= c && c <= it.hi {
			return true
		}
		u := ToUpper(c)
		return it.lo <= u && u <= it.hi
	case cCategory:
		return inCategory(it.cat, c)
	case cCharset:
		return c < 256 && it.words[c>>5]>>(uint(c)&31)&1 != 0
	case cBigCharset:
		if c >= 0x10000 {
			return false
		}
		i := int(it.chunks[c>>8])*256 + int(c&255)
		return it.words[i>>5]>>(uint(i)&31)&1 != 0
	}
	return false
}

// Classes of the characters from U+0100 on, for deciding whether two sets can have one in common.
const (
	hiWord  = 1 << iota // \w
	hiSpace             // \s
	hiOther             // the rest
	hiAll   = hiWord | hiSpace | hiOther
)

// hiClasses gives the classes of which the item may match some character, and those that it matches
// entirely.
func (it *setItem) hiClasses() (some, all uint8) {
	switch it.op {
	case cRange:
		if it.hi < 256 {
			return 0, 0
		}
		if it.lo <= 256 && it.hi >= 0x10ffff {
			return hiAll, hiAll
		}
		if it.lo == it.hi {
			return hiClass(it.lo), 0
		}
		return hiAll, 0
	case cCategory:
		switch it.cat {
		case catUniWord:
			return hiWord, hiWord
		case catUniNotWord:
			return hiSpace | hiOther, hiSpace | hiOther
		case catUniSpace:
			return hiSpace, hiSpace
		case catUniNotSpace:
			return hiWord | hiOther, hiWord | hiOther
		case catUniDigit:
			return hiWord, 0
		case catUniNotDigit:
			return hiAll, hiSpace | hiOther
		case catUniLinebreak:
			return hiSpace, 0
		case catUniNotLinebreak:
			return hiAll, hiWord | hiOther
		}
		if it.cat&1 != 0 { // \D, \S or \W of ASCII
			return hiAll, hiAll
		}
		return 0, 0
	case cCharset:
		return 0, 0
	}
	return hiAll, 0
}

func hiClass(c rune) uint8 {
	switch {
	case c < 256:
		return 0
	case IsWord(c):
		return hiWord
	case IsSpace(c):
		return hiSpace
	}
	return hiOther
}

// charset is a set of characters. The table answers for the characters below 256, the items for the
// others; hi has the classes of which it may hold some.
type charset struct {
	tab   [256]bool
	items []setItem
	fold  fold
	hi    uint8
}

func newCharset(items []setItem, f fold) *charset {
	s := &charset{items: items, fold: f}
	for c := range s.tab {
		s.tab[c] = s.eval(rune(c))
	}
	s.hi = hiAll
	if f == foldNone || f == foldASCII {
		list, negated := items, false
		if len(list) > 0 && list[0].op == cNegate {
			list, negated = list[1:], true
		}
		var some, all uint8
		for i := range list {
			if list[i].op == cNegate {
				return s
			}
			a, b := list[i].hiClasses()
			some |= a
			all |= b
		}
		if negated {
			s.hi = hiAll &^ all
		} else {
			s.hi = some
		}
	}
	return s
}

// eval tests c by the items alone.
func (s *charset) eval(c rune) bool {
	switch s.fold {
	case foldNone:
		return s.plain(c)
	case foldLocale:
		lo, up := asciiLower(c), asciiUpper(c)
		return s.plain(lo) || up != lo && s.plain(up)
	}
	return s.plain(s.fold.lower(c))
}

func (s *charset) plain(c rune) bool {
	ok := true
	for i := range s.items {
		it := &s.items[i]
		if it.op == cNegate {
			ok = !ok
		} else if it.has(c) {
			return ok
		}
	}
	return !ok
}

// singleKind is the form of a single-character test.
type singleKind uint8

const (
	oneLit    singleKind = iota // lit itself
	oneNotLit                   // all but lit
	oneAny                      // all but a line feed
	oneAnyAll                   // all
	oneSet                      // the members of set
)

// single is a test of one character.
type single struct {
	kind singleKind
	lit  rune
	set  *charset
}

// latinUppers are the characters from U+0100 on whose lower case is below.
var latinUppers = [...]rune{0x130, 0x178, 0x1e9e, 0x212a, 0x212b}

// literal makes the test for a character, for its complement when not is set.
func literal(c rune, f fold, not bool) single {
	if f == foldNone {
		if not {
			return single{kind: oneNotLit, lit: c}
		}
		return single{kind: oneLit, lit: c}
	}
	items := []setItem{{op: cRange, lo: c, hi: c}}
	s := newCharset(items, f)
	if f == foldLocale {
		// c stands as written here; it need not be the lower case.
		for b := range s.tab {
			r := rune(b)
			s.tab[b] = r == c || asciiLower(r) == c || asciiUpper(r) == c
		}
	}
	if f == foldUnicode && c < 256 {
		s.hi = 0
		for _, up := range latinUppers {
			if ToLower(up) == c {
				s.hi = hiWord
			}
		}
	}
	if not {
		for b := range s.tab {
			s.tab[b] = !s.tab[b]
		}
		s.items = []setItem{{op: cNegate}, items[0]}
		s.hi = hiAll
	} else if f == foldASCII {
		s.hi = hiClass(c)
	}
	return single{kind: oneSet, set: s}
}

// matches tests c.
func (s *single) matches(c rune) bool {
	switch s.kind {
	case oneLit:
		return c == s.lit
	case oneNotLit:
		return c != s.lit
	case oneAny:
		return c != '\n'
	case oneAnyAll:
		return true
	}
	if c < 256 {
		return s.set.tab[c]
	}
	return s.set.eval(c)
}

// table gives the test for the characters below 256.
func (s *single) table() *[256]bool {
	if s.kind == oneSet {
		return &s.set.tab
	}
	t := new([256]bool)
	for c := range t {
		t[c] = s.matches(rune(c))
	}
	return t
}

// hi gives the classes of characters from U+0100 on of which the test may admit some.
func (s *single) hi() uint8 {
	switch s.kind {
	case oneLit:
		return hiClass(s.lit)
	case oneSet:
		return s.set.hi
	}
	return hiAll
}
