package sre

import "errors"

// ErrCode is the error for a code array that Lib/re's compiler could not have produced.
var ErrCode = errors.New("invalid SRE code")

// maxDepth bounds how deep operations may nest. Lib/re's parser needs three Python calls a level, so
// only a program that raised its recursion limit very far could ask for more.
const maxDepth = 10000

// unlimited is a repeat's maximum when it has none. Subjects are shorter than this.
const unlimited = 1<<31 - 1

type nodeOp uint8

const (
	nSingle nodeOp = iota
	nAt
	nMark
	nBranch
	nRepeatOne
	nRepeat
	nAssert
	nAssertNot
	nAtomic
	nGroupref
	nConditional
	nFail
)

// mode tells how a repeat tries its counts.
type mode uint8

const (
	greedy mode = iota
	lazy
	possessive
)

// node is an operation of the parsed code.
type node struct {
	op       nodeOp
	mode     mode
	fold     fold
	one      single
	min, max int       // of a repeat
	n        int       // mark, group, position code, or how far an assertion looks back
	own      *first    // the characters of one, once asked for
	alts     [][]*node // the alternatives of a branch; one for other operations with a body
}

// parser reads a code array. Every word it uses is checked.
type parser struct {
	code   []uint32
	groups int
	start  *charset // what the INFO block says a match starts with, if it does
}

func parse(code []uint32, groups int) (*parser, []*node, error) {
	if groups < 0 || len(code) > unlimited || groups > unlimited/2 {
		return nil, nil, ErrCode
	}
	p := &parser{code: code, groups: groups}
	n := len(code) - 1
	if n < 0 || code[n] != cSuccess {
		return nil, nil, ErrCode
	}
	i, err := p.info(0, n)
	if err != nil {
		return nil, nil, err
	}
	seq, i, err := p.seq(i, n, 0)
	if err == nil && i != n {
		err = ErrCode
	}
	return p, seq, err
}

// word gives the code word at i, which must lie before end.
func (p *parser) word(i, end int) (uint32, error) {
	if i < 0 || i >= end {
		return 0, ErrCode
	}
	return p.code[i], nil
}

// skip gives the place that the word at i points to, which must be within (i, end].
func (p *parser) skip(i, end int) (int, error) {
	w, err := p.word(i, end)
	if err != nil || w < 1 || uint64(w) > uint64(end-i) {
		return 0, ErrCode
	}
	return i + int(w), nil
}

// info checks the INFO block at the start of the code and gives the place after it.
func (p *parser) info(i, end int) (int, error) {
	if i >= end || p.code[i] != cInfo {
		return i, nil
	}
	next, err := p.skip(i+1, end)
	if err != nil || next < i+5 {
		return 0, ErrCode
	}
	flags := p.code[i+2]
	at := i + 5
	if flags&^7 != 0 || flags&infoPrefix != 0 && flags&infoCharset != 0 {
		return 0, ErrCode
	}
	if flags&infoPrefix != 0 {
		length, err := p.word(at, next)
		if err != nil || uint64(length)*2+2 != uint64(next-at) || at+1 >= next || p.code[at+1] > length {
			return 0, ErrCode
		}
		for k := range int(length) {
			if p.code[at+2+int(length)+k] >= length {
				return 0, ErrCode
			}
		}
	}
	if flags&infoCharset != 0 {
		items, err := p.set(at, next)
		if err != nil {
			return 0, err
		}
		p.start = newCharset(items, foldNone)
	}
	return next, nil
}

// seq reads operations until end, or until a JUMP, whose place it gives.
func (p *parser) seq(i, end, depth int) ([]*node, int, error) {
	if depth > maxDepth {
		return nil, 0, ErrCode
	}
	var out []*node
	for i < end {
		if p.code[i] == cJump {
			return out, i, nil
		}
		n, next, err := p.operation(i, end, depth)
		if err != nil {
			return nil, 0, err
		}
		if n != nil {
			out = append(out, n)
		}
		i = next
	}
	return out, i, nil
}

// body reads the operations in [i, end-1), which a SUCCESS at end-1 must close.
func (p *parser) body(i, end, depth int) ([]*node, error) {
	if i > end-1 || p.code[end-1] != cSuccess {
		return nil, ErrCode
	}
	seq, at, err := p.seq(i, end-1, depth+1)
	if err == nil && at != end-1 {
		err = ErrCode
	}
	return seq, err
}

func (p *parser) operation(i, end, depth int) (*node, int, error) {
	op := p.code[i]
	i++
	switch op {
	case cAny, cAnyAll, cCategory, cIn, cInIgnore, cInLocIgnore, cInUniIgnore,
		cLiteral, cLiteralIgnore, cLiteralLocIgnore, cLiteralUniIgnore,
		cNotLiteral, cNotLiteralIgnore, cNotLiteralLocIgnore, cNotLiteralUniIgnore:
		one, next, err := p.single(i-1, end)
		return &node{op: nSingle, one: one}, next, err
	case cFailure:
		return &node{op: nFail}, i, nil
	case cMark:
		arg, err := p.word(i, end)
		if err != nil || uint64(arg) >= uint64(p.groups)*2 {
			return nil, 0, ErrCode
		}
		return &node{op: nMark, n: int(arg)}, i + 1, nil
	case cAt:
		arg, err := p.word(i, end)
		if err != nil || arg >= atCount {
			return nil, 0, ErrCode
		}
		return &node{op: nAt, n: int(arg)}, i + 1, nil
	case cBranch:
		return p.branch(i, end, depth)
	case cRepeatOne, cMinRepeatOne, cPossessiveRepeatOne:
		return p.repeatOne(op, i, end)
	case cRepeat, cPossessiveRepeat:
		return p.repeat(op, i, end, depth)
	case cAtomicGroup:
		next, err := p.skip(i, end)
		if err != nil {
			return nil, 0, err
		}
		seq, err := p.body(i+1, next, depth)
		return &node{op: nAtomic, alts: [][]*node{seq}}, next, err
	case cAssert, cAssertNot:
		next, err := p.skip(i, end)
		if err != nil || next < i+3 || p.code[i+1] > unlimited {
			return nil, 0, ErrCode
		}
		seq, err := p.body(i+2, next, depth)
		n := &node{op: nAssert, n: int(p.code[i+1]), alts: [][]*node{seq}}
		if op == cAssertNot {
			n.op = nAssertNot
		}
		return n, next, err
	case cGroupref, cGrouprefIgnore, cGrouprefLocIgnore, cGrouprefUniIgnore:
		arg, err := p.word(i, end)
		if err != nil || uint64(arg) >= uint64(p.groups) {
			return nil, 0, ErrCode
		}
		n := &node{op: nGroupref, n: int(arg)}
		switch op {
		case cGrouprefIgnore:
			n.fold = foldASCII
		case cGrouprefLocIgnore:
			n.fold = foldLocale
		case cGrouprefUniIgnore:
			n.fold = foldUnicode
		}
		return n, i + 1, nil
	case cGrouprefExists:
		return p.conditional(i, end, depth)
	}
	return nil, 0, ErrCode
}

// single reads an operation that tests one character.
func (p *parser) single(i, end int) (single, int, error) {
	op, err := p.word(i, end)
	if err != nil {
		return single{}, 0, err
	}
	i++
	switch op {
	case cAny:
		return single{kind: oneAny}, i, nil
	case cAnyAll:
		return single{kind: oneAnyAll}, i, nil
	case cIn, cInIgnore, cInLocIgnore, cInUniIgnore:
		next, err := p.skip(i, end)
		if err != nil {
			return single{}, 0, err
		}
		items, err := p.set(i+1, next)
		if err != nil {
			return single{}, 0, err
		}
		f := foldNone
		switch op {
		case cInIgnore:
			f = foldASCII
		case cInLocIgnore:
			f = foldLocale
		case cInUniIgnore:
			f = foldUnicode
		}
		return single{kind: oneSet, set: newCharset(items, f)}, next, nil
	}
	arg, err := p.word(i, end)
	if err != nil {
		return single{}, 0, err
	}
	i++
	if op == cCategory {
		if arg >= catCount {
			return single{}, 0, ErrCode
		}
		items := []setItem{{op: cCategory, cat: int(arg)}}
		return single{kind: oneSet, set: newCharset(items, foldNone)}, i, nil
	}
	c := clampRune(arg)
	switch op {
	case cLiteral:
		return literal(c, foldNone, false), i, nil
	case cLiteralIgnore:
		return literal(c, foldASCII, false), i, nil
	case cLiteralLocIgnore:
		return literal(c, foldLocale, false), i, nil
	case cLiteralUniIgnore:
		return literal(c, foldUnicode, false), i, nil
	case cNotLiteral:
		return literal(c, foldNone, true), i, nil
	case cNotLiteralIgnore:
		return literal(c, foldASCII, true), i, nil
	case cNotLiteralLocIgnore:
		return literal(c, foldLocale, true), i, nil
	case cNotLiteralUniIgnore:
		return literal(c, foldUnicode, true), i, nil
	}
	return single{}, 0, ErrCode
}

// clampRune makes a character of a code word; what is none stays larger than every character.
func clampRune(w uint32) rune {
	return rune(min(w, 0x110000))
}

// set reads the members of a set in [i, end), which a FAILURE must close.
func (p *parser) set(i, end int) ([]setItem, error) {
	if end-1 < i || p.code[end-1] != cFailure {
		return nil, ErrCode
	}
	end--
	var items []setItem
	for i < end {
		op := p.code[i]
		i++
		switch op {
		case cNegate:
			items = append(items, setItem{op: cNegate})
		case cLiteral:
			if i+1 > end {
				return nil, ErrCode
			}
			c := clampRune(p.code[i])
			items = append(items, setItem{op: cRange, lo: c, hi: c})
			i++
		case cRange, cRangeUniIgnore:
			if i+2 > end {
				return nil, ErrCode
			}
			items = append(items, setItem{op: uint8(op), lo: clampRune(p.code[i]), hi: clampRune(p.code[i+1])})
			i += 2
		case cCategory:
			if i+1 > end || p.code[i] >= catCount {
				return nil, ErrCode
			}
			items = append(items, setItem{op: cCategory, cat: int(p.code[i])})
			i++
		case cCharset:
			if i+8 > end {
				return nil, ErrCode
			}
			items = append(items, setItem{op: cCharset, words: p.code[i : i+8]})
			i += 8
		case cBigCharset:
			if i+65 > end {
				return nil, ErrCode
			}
			blocks := int(min(p.code[i], 257))
			chunks := make([]uint8, 256)
			for k := range chunks {
				chunks[k] = uint8(p.code[i+1+k/4] >> (k % 4 * 8))
				if int(chunks[k]) >= blocks {
					return nil, ErrCode
				}
			}
			i += 65
			if blocks > 256 || i+blocks*8 > end {
				return nil, ErrCode
			}
			items = append(items, setItem{op: cBigCharset, chunks: chunks, words: p.code[i : i+blocks*8]})
			i += blocks * 8
		default:
			return nil, ErrCode
		}
	}
	return items, nil
}

func (p *parser) branch(i, end, depth int) (*node, int, error) {
	n := &node{op: nBranch}
	target := -1
	for {
		w, err := p.word(i, end)
		if err != nil {
			return nil, 0, err
		}
		if w == 0 {
			i++
			break
		}
		next, err := p.skip(i, end)
		if err != nil || next < i+3 {
			return nil, 0, ErrCode
		}
		seq, at, err := p.seq(i+1, next-2, depth+1)
		if err != nil || at != next-2 || p.code[at] != cJump {
			return nil, 0, ErrCode
		}
		to, err := p.skip(next-1, end)
		if err != nil || target >= 0 && to != target {
			return nil, 0, ErrCode
		}
		target = to
		n.alts = append(n.alts, seq)
		i = next
	}
	if target >= 0 && target != i {
		return nil, 0, ErrCode
	}
	if len(n.alts) == 0 {
		n = &node{op: nFail}
	}
	return n, i, nil
}

// bounds reads the minimum and maximum of a repeat.
func (p *parser) bounds(i, end int) (lo, hi int, err error) {
	if i+2 > end || p.code[i] > p.code[i+1] {
		return 0, 0, ErrCode
	}
	return int(min(p.code[i], unlimited)), int(min(p.code[i+1], unlimited)), nil
}

func (p *parser) repeatOne(op uint32, i, end int) (*node, int, error) {
	next, err := p.skip(i, end)
	if err != nil {
		return nil, 0, err
	}
	lo, hi, err := p.bounds(i+1, next)
	if err != nil {
		return nil, 0, err
	}
	one, at, err := p.single(i+3, next)
	if err != nil || at != next-1 || p.code[at] != cSuccess {
		return nil, 0, ErrCode
	}
	n := &node{op: nRepeatOne, one: one, min: lo, max: hi}
	switch op {
	case cMinRepeatOne:
		n.mode = lazy
	case cPossessiveRepeatOne:
		n.mode = possessive
	}
	return n, next, nil
}

func (p *parser) repeat(op uint32, i, end, depth int) (*node, int, error) {
	next, err := p.skip(i, end)
	if err != nil || next >= end {
		return nil, 0, ErrCode
	}
	lo, hi, err := p.bounds(i+1, next)
	if err != nil {
		return nil, 0, err
	}
	seq, at, err := p.seq(i+3, next, depth+1)
	if err != nil || at != next {
		return nil, 0, ErrCode
	}
	n := &node{op: nRepeat, min: lo, max: hi, alts: [][]*node{seq}}
	switch {
	case op == cPossessiveRepeat && p.code[next] == cSuccess:
		n.mode = possessive
	case op == cRepeat && p.code[next] == cMinUntil:
		n.mode = lazy
	case op == cRepeat && p.code[next] == cMaxUntil:
	default:
		return nil, 0, ErrCode
	}
	return n, next + 1, nil
}

func (p *parser) conditional(i, end, depth int) (*node, int, error) {
	group, err := p.word(i, end)
	if err != nil || uint64(group) >= uint64(p.groups) {
		return nil, 0, ErrCode
	}
	// The distance counts from the word before the one that holds it.
	w, err := p.word(i+1, end)
	if err != nil || w < 2 || uint64(w) > uint64(end-i) {
		return nil, 0, ErrCode
	}
	no := i + int(w)
	yes, at, err := p.seq(i+2, no, depth+1)
	if err != nil {
		return nil, 0, err
	}
	n := &node{op: nConditional, n: int(group), alts: [][]*node{yes, nil}}
	if at == no {
		return n, no, nil
	}
	if at != no-2 {
		return nil, 0, ErrCode
	}
	next, err := p.skip(no-1, end)
	if err != nil {
		return nil, 0, err
	}
	n.alts[1], at, err = p.seq(no, next, depth+1)
	if err == nil && at != next {
		err = ErrCode
	}
	return n, next, err
}
