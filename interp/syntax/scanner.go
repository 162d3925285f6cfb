package syntax

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// This file defines the scanner. It reads the whole text at once into a slice of tokens: a parser that works on
// a slice can go back for free, and a failed parse needs the rest of the tokens anyway, because CPython prefers
// an error of the scanner further down to one of the parser.

const (
	maxIndents  = 100 // levels of indentation, as in CPython
	maxBrackets = 200 // levels of open brackets, as in CPython
	tabSize     = 8
)

// bracket is an open bracket.
type bracket struct {
	char byte
	off  uint32
	line int32
}

// scanner holds the state of reading one text. src holds no NUL byte, so that 0 can stand for its end.
type scanner struct {
	src       []byte
	opt       *Options
	filename  string
	toks      []token
	lines     []uint32 // offset of the start of each line
	glued     []int32  // lines that continue a string or a backslash of the line before, ascending
	indents   []int32  // columns of the open blocks; the first is 0
	altcols   []int32  // the same with tabs one column wide, to find inconsistent ones
	depth     int      // index of the innermost indentation
	open      []bracket
	level     int
	err       error  // what stopped the scan; the last token is then tError
	scanErr   *Error // err where it is one of the scanner's own
	atEOF     bool   // err says that the text ended too early
	soft      bool   // err matters only to a parser that gets there
	line      int32
	pos       int  // where the scan stopped
	part      bool // a piece of a text whose lines are known
	ignores   []*TypeIgnore
	validUTF8 bool // the whole text has been found well-formed
}

// lineStart returns the offset at which line n begins.
func (s *scanner) lineStart(n int32) int {
	if n < 1 {
		return 0
	}
	return int(s.lines[n-1])
}

func (s *scanner) emit(k kind, off, end int) {
	s.toks = append(s.toks, token{kind: k, level: uint8(s.level), off: uint32(off), end: uint32(end), line: s.line, endLine: s.line})
}

// at returns the byte at i, 0 past the end.
func (s *scanner) at(i int) byte {
	if i < len(s.src) {
		return s.src[i]
	}
	return 0
}

// newLine notes that a line begins at i, unless i is the end of the text, which begins none.
func (s *scanner) newLine(i int, glued bool) {
	if i >= len(s.src) {
		return
	}
	s.line++
	if s.part {
		return
	}
	s.lines = append(s.lines, uint32(i))
	if glued {
		s.glued = append(s.glued, s.line)
	}
}

// scan reads the whole text. On an error it leaves a tError token and s.err.
func (s *scanner) scan(mode Mode) {
	s.line = 0
	s.newLine(0, false)
	if s.line == 0 {
		s.line, s.lines = 1, append(s.lines, 0)
	}
	i := 0
	for i = s.indentation(0); i >= 0 && i < len(s.src); {
		i = s.logicalLine(i)
	}
	if i < 0 {
		return
	}
	s.pos = len(s.src)
	if s.level > 0 {
		s.fail(&Error{Kind: SyntaxError}, true)
		return
	}
	s.finish(mode)
}

// scanPart reads an expression that lies within a text already scanned, as the inside of brackets: the replacement
// fields of f-strings are such. The caller has emitted the opening bracket.
func (s *scanner) scanPart(i int) {
	for i >= 0 && i < len(s.src) {
		i = s.logicalLine(i)
	}
	if i < 0 {
		return
	}
	if s.level != 1 {
		s.fail(&Error{Kind: SyntaxError}, true)
		return
	}
	s.level = 0
	s.emit(tRParen, len(s.src), len(s.src)+1)
	s.emit(tNewline, len(s.src), len(s.src))
	s.emit(tEOF, len(s.src), len(s.src))
}

// finish ends the tokens. In mode Single the end of the text counts as the end of a line too, and then closes the
// blocks still open.
func (s *scanner) finish(mode Mode) {
	end := len(s.src)
	if mode == Single && len(s.toks) > 0 {
		s.emit(tNewline, end, end)
		if s.depth > 0 && !s.opt.DontImplyDedent {
			for ; s.depth > 0; s.depth-- {
				s.emit(tDedent, end, end)
			}
			s.emit(tNewline, end, end)
		}
	}
	s.emit(tEOF, end, end)
}

// fail ends the scan with an error. A nil message with eof set means that the parser has to name the
// cause, an open bracket or a backslash at the end.
func (s *scanner) fail(e *Error, eof bool) int {
	s.emit(tError, s.pos, s.pos)
	e.Filename = s.filename
	s.err, s.scanErr, s.atEOF, s.soft = e, e, eof, eof
	return -1
}

// errorf fails with a message that points at the characters before cur on the current line.
func (s *scanner) errorf(cur int, format string, args ...any) int {
	s.pos = cur
	start := s.lineStart(s.line)
	col := charLen(s.src[start:cur])
	return s.rangeError(start, col, col, fmt.Sprintf(format, args...))
}

// rangeError fails with a message on the line that begins at start.
func (s *scanner) rangeError(start, col, endCol int, msg string) int {
	text := s.src[start:]
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		text = text[:n]
	}
	return s.fail(&Error{Kind: SyntaxError, Msg: msg, Line: int(s.line), Col: col, EndLine: int(s.line), EndCol: endCol, Text: validText(text), HasText: true}, false)
}

// lineError fails with a message about the whole current line, of which the scanner has read all.
func (s *scanner) lineError(k ErrorKind, col, endCol int, msg string) int {
	_, text := s.window(s.line)
	if col > 1 {
		col = charLen(text[:min(col-1, len(text))]) + 1
	}
	s.fail(&Error{Kind: k, Msg: msg, Line: int(s.line), Col: col, EndLine: int(s.line), EndCol: endCol, Text: validText(text), HasText: true}, false)
	s.soft = true
	return -1
}

// window returns the text that a reader of lines has at hand when it is at line n: that line with its line end, and
// the lines before it that it is glued to.
func (s *scanner) window(n int32) (start int, text []byte) {
	first := n
	for i := len(s.glued) - 1; i >= 0; i-- {
		if s.glued[i] > first {
			continue
		}
		if s.glued[i] != first {
			break
		}
		first--
	}
	start = s.lineStart(first)
	end := s.lineStart(n)
	if i := bytes.IndexByte(s.src[end:], '\n'); i >= 0 {
		end += i + 1
	} else {
		end = len(s.src)
	}
	return start, s.src[start:end]
}

// indentation reads the white space at the start of a line, which begins at i, and the blank lines and comments
// before it, and emits the INDENT and DEDENT tokens. It returns where the line's first token begins, or -1.
func (s *scanner) indentation(i int) int {
	var col, alt, cont int32
line:
	col, alt, cont = 0, 0, 0
	for {
		switch s.at(i) {
		case ' ':
			col++
			alt++
		case '\t':
			col = (col/tabSize + 1) * tabSize
			alt++
		case '\f':
			col, alt = 0, 0
		case '\\':
			// A backslash in the indentation joins lines; the first of them decides the column.
			if cont == 0 {
				cont = col
			}
			if i = s.continuation(i, false); i < 0 {
				return -1
			}
			continue
		case '#':
			n := bytes.IndexByte(s.src[i:], '\n')
			if n < 0 {
				n = len(s.src) - i
			}
			if s.opt.TypeComments && s.typeComment(i, i+n) {
				s.emit(tNewline, i+n, i+n)
			}
			if i += n + 1; i > len(s.src) {
				return len(s.src)
			}
			s.newLine(i, false)
			goto line
		case '\n':
			i++
			s.newLine(i, false)
			goto line
		default:
			if cont != 0 {
				col, alt = cont, cont
			}
			return s.indent(i, col, alt)
		}
		i++
	}
}

// indent compares a line's column with the open blocks.
func (s *scanner) indent(i int, col, alt int32) int {
	d := s.depth
	switch {
	case col == s.indents[d]:
		if alt != s.altcols[d] {
			return s.tabError()
		}
	case col > s.indents[d]:
		if d+1 >= maxIndents {
			return s.lineError(IndentationError, 1, 0, "too many levels of indentation")
		}
		if alt <= s.altcols[d] {
			return s.tabError()
		}
		s.depth++
		s.indents, s.altcols = append(s.indents[:s.depth], col), append(s.altcols[:s.depth], alt)
		s.emit(tIndent, i, i)
	default:
		for s.depth > 0 && col < s.indents[s.depth] {
			s.depth--
		}
		if col != s.indents[s.depth] {
			base, text := s.window(s.line)
			return s.lineError(IndentationError, len(text)-(s.lineStart(s.line)-base), -1, "unindent does not match any outer indentation level")
		}
		if alt != s.altcols[s.depth] {
			return s.tabError()
		}
		for n := d - s.depth; n > 0; n-- {
			s.emit(tDedent, i, i)
		}
	}
	return i
}

func (s *scanner) tabError() int {
	return s.lineError(TabError, 1, 0, "inconsistent use of tabs and spaces in indentation")
}

// continuation reads a backslash at i and the line end after it. The lines are glued unless the backslash stands in
// the indentation.
func (s *scanner) continuation(i int, glue bool) int {
	i++
	if c := s.at(i); c != '\n' {
		base, _ := s.window(s.line)
		s.pos = i
		if c != 0 {
			i++
		}
		return s.lineError(SyntaxError, i-base, 0, "unexpected character after line continuation character")
	}
	i++
	if i >= len(s.src) {
		s.pos = i
		return s.fail(&Error{Kind: SyntaxError}, true)
	}
	s.newLine(i, glue)
	return i
}

// logicalLine reads tokens from i to the end of the logical line, and the indentation of the next one. It returns
// where to go on, or -1 after an error.
func (s *scanner) logicalLine(i int) int {
	src := s.src
	for i < len(src) {
		c := src[i]
		switch {
		case c == ' ' || c == '\t' || c == '\f':
			i++
		case byteClass[c]&cIdentStart != 0:
			j := i + 1
			for j < len(src) && byteClass[src[j]]&cIdentPart != 0 {
				j++
			}
			if j < len(src) && (src[j] == '"' || src[j] == '\'') && isStringPrefix(src[i:j]) {
				if i = s.str(i, j); i < 0 {
					return -1
				}
				continue
			}
			k := keyword(src[i:j])
			if k == tName && !s.identifier(i, j) {
				return -1
			}
			s.emit(k, i, j)
			i = j
		case byteClass[c]&cDigit != 0:
			if i = s.number(i); i < 0 {
				return -1
			}
		case c == '\n':
			if s.level == 0 {
				s.emit(tNewline, i, i)
				i++
				s.newLine(i, false)
				return s.indentation(i)
			}
			i++
			s.newLine(i, false)
		case c == '#':
			n := bytes.IndexByte(src[i:], '\n')
			if n < 0 {
				if s.opt.TypeComments {
					s.typeComment(i, len(src))
				}
				return len(src)
			}
			start := i
			if s.opt.TypeComments && s.typeComment(i, i+n) {
				start = i + n
			}
			if s.level == 0 {
				s.emit(tNewline, start, i+n)
				i += n + 1
				s.newLine(i, false)
				return s.indentation(i)
			}
			i += n
		case c == '"' || c == '\'':
			if i = s.str(i, i); i < 0 {
				return -1
			}
		case c == '\\':
			if i = s.continuation(i, true); i < 0 {
				return -1
			}
		default:
			if i = s.operator(i, c); i < 0 {
				return -1
			}
		}
	}
	return i
}

// typeComment emits the token of a comment from i to end if it is a type comment, and says whether it is. Those that say
// "ignore" are only noted: they may stand anywhere.
func (s *scanner) typeComment(i, end int) bool {
	b := s.src[i+1 : end]
	at := func(b []byte) []byte { return bytes.TrimLeft(b, " \t") }
	b, ok := bytes.CutPrefix(at(b), []byte("type:"))
	if !ok {
		return false
	}
	b = at(b)
	if tag, ok := bytes.CutPrefix(b, []byte("ignore")); ok && (len(tag) == 0 || tag[0] < utf8.RuneSelf && byteClass[tag[0]]&(cIdentPart) == 0 || tag[0] == '_') {
		s.ignores = append(s.ignores, &TypeIgnore{Lineno: int(s.line), Tag: string(tag)})
		return false
	}
	s.emit(tTypeComment, end-len(b), end)
	return true
}

// isStringPrefix says whether b may stand before a quote: r, u, b, f, br, fr and their permutations, in any case.
func isStringPrefix(b []byte) bool {
	switch len(b) {
	case 1:
		switch b[0] | 0x20 {
		case 'r', 'u', 'b', 'f':
			return true
		}
	case 2:
		x, y := b[0]|0x20, b[1]|0x20
		return x == 'r' && (y == 'b' || y == 'f') || y == 'r' && (x == 'b' || x == 'f')
	}
	return false
}

// identifier verifies the bytes from i to j, reporting the first character that may not stand there.
func (s *scanner) identifier(i, j int) bool {
	b := s.src[i:j]
	if isASCII(b) {
		return true
	}
	if problem := firstUTF8Problem(b); problem != "" {
		s.pos = i
		s.fail(&Error{Kind: SyntaxError, Msg: "(unicode error) " + problem, Line: int(s.line), Col: j - s.lineStart(s.line),
			EndLine: int(s.line), EndCol: -1, HasText: true, Text: s.lineText(s.line)}, false)
		return false
	}
	for k := 0; k < len(b); {
		r, n := utf8.DecodeRune(b[k:])
		k += n
		if k == n && isIDStart(r) || k > n && isIDContinue(r) {
			continue
		}
		if isPrintable(r) {
			s.errorf(i+k, "invalid character '%c' (U+%04X)", r, r)
		} else {
			s.errorf(i+k, "invalid non-printable character U+%04X", r)
		}
		return false
	}
	return true
}

// lineText returns line n with its line end.
func (s *scanner) lineText(n int32) string {
	_, text := s.window(n)
	return validText(text)
}

// str reads a string literal whose prefix begins at i and whose quote is at q.
func (s *scanner) str(i, q int) int {
	src, quote := s.src, s.src[q]
	first := s.line
	j := q + 1
	if s.at(j) == quote && s.at(j+1) == quote {
		j++
		for {
			j++
			if j >= len(src) {
				last := s.line
				s.line = first
				s.pos = i + 1
				start := s.lineStart(first)
				col := charLen(src[start:i]) + 1
				s.rangeError(start, col, col, fmt.Sprintf("unterminated triple-quoted string literal (detected at line %d)", last))
				s.atEOF = true
				return -1
			}
			switch src[j] {
			case quote:
				if s.at(j+1) == quote && s.at(j+2) == quote {
					return s.endString(first, i, j+3)
				}
			case '\\':
				j++
				if s.at(j) == '\n' {
					s.newLine(j+1, true)
				}
			case '\n':
				s.newLine(j+1, true)
			}
		}
	}
	for {
		if j >= len(src) || src[j] == '\n' {
			last := s.line
			s.line = first
			s.pos = i + 1
			start := s.lineStart(first)
			col := charLen(src[start:i]) + 1
			s.rangeError(start, col, col, fmt.Sprintf("unterminated string literal (detected at line %d)", last))
			s.atEOF = j >= len(src)
			return -1
		}
		switch src[j] {
		case quote:
			return s.endString(first, i, j+1)
		case '\\':
			j++
			if s.at(j) == '\n' {
				s.newLine(j+1, true)
			}
		}
		j++
	}
}

func (s *scanner) endString(first int32, i, j int) int {
	s.emit(tString, i, j)
	s.toks[len(s.toks)-1].line = first
	return j
}

// operator reads an operator or a bracket.
func (s *scanner) operator(i int, c byte) int {
	k, n := tBadOp, 1
	c1 := s.at(i + 1)
	switch c {
	case '(', '[', '{':
		if s.level >= maxBrackets {
			return s.errorf(i+1, "too many nested parentheses")
		}
		switch c {
		case '(':
			k = tLParen
		case '[':
			k = tLBrack
		default:
			k = tLBrace
		}
		s.emit(k, i, i+1)
		s.open = append(s.open[:s.level], bracket{c, uint32(i), s.line})
		s.level++
		return i + 1
	case ')', ']', '}':
		return s.closeBracket(i, c)
	case ',':
		k = tComma
	case ';':
		k = tSemi
	case '~':
		k = tTilde
	case '.':
		if byteClass[c1]&cDigit != 0 {
			return s.number(i)
		}
		k = tDot
		if c1 == '.' && s.at(i+2) == '.' {
			k, n = tEllipsis, 3
		}
	case ':':
		k, n = s.withEqual(c1, tColon, tWalrus)
	case '=':
		k, n = s.withEqual(c1, tAssign, tEqual)
	case '!':
		k, n = s.withEqual(c1, tBadOp, tNotEqual)
	case '+':
		k, n = s.withEqual(c1, tPlus, tPlusAssign)
	case '-':
		k, n = s.withEqual(c1, tMinus, tMinusAssign)
		if c1 == '>' {
			k, n = tArrow, 2
		}
	case '%':
		k, n = s.withEqual(c1, tPercent, tPercentAssign)
	case '&':
		k, n = s.withEqual(c1, tAmp, tAmpAssign)
	case '|':
		k, n = s.withEqual(c1, tPipe, tPipeAssign)
	case '^':
		k, n = s.withEqual(c1, tCaret, tCaretAssign)
	case '@':
		k, n = s.withEqual(c1, tAt, tAtAssign)
	case '*':
		k, n = s.doubled(i, c, tStar, tStarAssign, tDoubleStar, tDoubleStarAssign)
	case '/':
		k, n = s.doubled(i, c, tSlash, tSlashAssign, tDoubleSlash, tDoubleSlashAssign)
	case '<':
		k, n = s.doubled(i, c, tLess, tLessEq, tShl, tShlAssign)
		if c1 == '>' {
			k, n = tNotEqual, 2
		}
	case '>':
		k, n = s.doubled(i, c, tGreater, tGreaterEq, tShr, tShrAssign)
	default:
		if c < 0x20 || c == 0x7f {
			return s.errorf(i+1, "invalid non-printable character U+%04X", c)
		}
	}
	s.emit(k, i, i+n)
	return i + n
}

func (s *scanner) withEqual(c1 byte, plain, equal kind) (kind, int) {
	if c1 == '=' {
		return equal, 2
	}
	return plain, 1
}

// doubled reads one of the operators that c, c=, cc and cc= spell.
func (s *scanner) doubled(i int, c byte, one, oneEq, two, twoEq kind) (kind, int) {
	switch s.at(i + 1) {
	case c:
		if s.at(i+2) == '=' {
			return twoEq, 3
		}
		return two, 2
	case '=':
		return oneEq, 2
	}
	return one, 1
}

func (s *scanner) closeBracket(i int, c byte) int {
	if s.level == 0 {
		return s.errorf(i+1, "unmatched '%c'", c)
	}
	s.level--
	b := s.open[s.level]
	k, want := tRParen, byte('(')
	switch c {
	case ']':
		k, want = tRBrack, '['
	case '}':
		k, want = tRBrace, '{'
	}
	if b.char != want {
		if b.line != s.line {
			return s.errorf(i+1, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, b.char, b.line)
		}
		return s.errorf(i+1, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, b.char)
	}
	s.emit(k, i, i+1)
	return i + 1
}
