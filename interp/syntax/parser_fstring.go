package syntax

import (
	"bytes"
	"errors"
	"fmt"
)

// This file defines f-strings as Python 3.11 reads them: the scanner sees one string token, and the replacement
// fields are found in it afterwards and parsed each on its own, as if in parentheses.

// fstring collects the parts of a concatenation of literals, at least one of which is an f-string.
type fstring struct {
	p      *parser
	node   Node // position of its parts: that of all the literals together
	last   Node // position of the whole and of a text at its end, the same but in format specifications
	u      bool // the first literal has the prefix u
	lastU  bool // kind of a text at the end
	format bool
	text   []byte // literal text since the last field
	values []Expr
}

// flush makes the text so far a Constant.
func (f *fstring) flush() {
	if len(f.text) == 0 {
		return
	}
	c := f.p.constSlab.new()
	c.Kind, c.U, c.S, c.Node = ConstStr, f.u, string(f.text), f.node
	f.text = f.text[:0]
	f.values = append(f.values, c)
}

func (f *fstring) finish() Expr {
	f.node, f.u = f.last, f.lastU
	f.flush()
	return &JoinedStr{Values: f.values, Node: f.node}
}

// parse reads the body of an f-string. For a format specification, at level 1 and 2, see spec.
func (f *fstring) parse(l literal, start, end, level int) error {
	at, err := f.parts(l, start, end, level)
	if err != nil {
		return err
	}
	if at < end {
		// Only a closing brace stops parts before the end.
		return &literalError{msg: "f-string: unexpected end of string"}
	}
	return nil
}

// parts reads literal text and fields up to the end, or to the brace that closes a format specification.
func (f *fstring) parts(l literal, i, end, level int) (int, error) {
	src := f.p.src
	for i < end {
		j := i
		for j < end && src[j] != '{' && src[j] != '}' {
			if src[j] == '\\' && !l.raw && j+1 < end {
				j++
				if src[j] == 'N' {
					// The braces of \N{name} are part of the text.
					j++
					if j < end && src[j] == '{' {
						for j < end && src[j] != '}' {
							j++
						}
						if j < end {
							j++
						}
					}
					continue
				}
				if src[j] == '{' {
					if err := f.p.warnEscape(l, j, "invalid escape sequence '\\{'"); err != nil {
						return 0, err
					}
				}
				if src[j] == '{' || src[j] == '}' {
					continue
				}
			}
			j++
		}
		double := false
		stop := j
		if j < end && level == 0 {
			if j+1 < end && src[j+1] == src[j] {
				double = true
				stop = j + 1
			} else if src[j] == '}' {
				return 0, &literalError{msg: "f-string: single '}' is not allowed"}
			}
		}
		s, err := f.p.literalValue(literal{tok: l.tok, raw: l.raw}, i, stop)
		if err != nil {
			return 0, err
		}
		f.text = append(f.text, s...)
		if double {
			i = j + 2
			continue
		}
		if j >= end || src[j] == '}' {
			return j, nil
		}
		if i, err = f.field(l, j, end, level); err != nil {
			return 0, err
		}
	}
	return i, nil
}

// field reads the replacement field whose opening brace is at open, and returns where it ends.
func (f *fstring) field(l literal, open, end, level int) (int, error) {
	if level >= 2 {
		return 0, &literalError{msg: "f-string: expressions nested too deeply"}
	}
	src := f.p.src
	i, err := fieldExpr(src, open+1, end)
	if err != nil {
		return 0, err
	}
	fail := func() (int, error) { return 0, &literalError{msg: "f-string: expecting '}'"} }
	if i >= end {
		return fail()
	}
	if blank(src[open+1 : i]) {
		if c := src[i]; c == '!' || c == ':' || c == '=' {
			return 0, &literalError{msg: fmt.Sprintf("f-string: expression required before '%c'", c)}
		}
		return 0, &literalError{msg: "f-string: empty expression not allowed"}
	}
	v, err := f.p.fieldValue(l, open, i)
	if err != nil {
		return 0, err
	}
	fv := &FormattedValue{Value: v, Conversion: -1, Node: f.node}
	shown := false
	if src[i] == '=' {
		f.p.need(8, "f-string: self documenting expressions are")
		i++
		for i < end && isSpace(src[i]) {
			i++
		}
		if i >= end {
			return fail()
		}
		f.text = append(f.text, src[open+1:i]...)
		shown = true
	}
	if src[i] == '!' {
		i++
		if i >= end {
			return fail()
		}
		c := src[i]
		if c != 's' && c != 'r' && c != 'a' {
			return 0, &literalError{msg: "f-string: invalid conversion character: expected 's', 'r', or 'a'"}
		}
		fv.Conversion = int(c)
		i++
	}
	if i >= end {
		return fail()
	}
	if src[i] == ':' {
		i++
		if i >= end {
			return fail()
		}
		// A specification and the text at its end get the position of their own token.
		spec := fstring{p: f.p, node: f.node, u: f.u, last: f.p.spanTo(f.p.startOf(l.tok), l.tok)}
		if i, err = spec.parts(l, i, end, level+1); err != nil {
			return 0, err
		}
		fv.FormatSpec = spec.finish()
	}
	if i >= end || src[i] != '}' {
		return fail()
	}
	if shown && fv.FormatSpec == nil && fv.Conversion < 0 {
		fv.Conversion = 'r'
	}
	f.flush()
	f.values = append(f.values, fv)
	return i + 1, nil
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// blank says whether b is white space alone.
func blank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r' {
			return false
		}
	}
	return true
}

// fieldExpr returns where the expression of a replacement field that begins at i ends: at !, :, = or } outside of
// strings and brackets.
func fieldExpr(src []byte, i, end int) (int, error) {
	var quote byte
	triple := false
	var open []byte
	for ; i < end; i++ {
		c := src[i]
		switch {
		case c == '\\':
			return 0, &literalError{msg: "f-string expression part cannot include a backslash"}
		case quote != 0:
			if c != quote {
				continue
			}
			if !triple {
				quote = 0
			} else if i+2 < end && src[i+1] == c && src[i+2] == c {
				i += 2
				quote, triple = 0, false
			}
		case c == '\'' || c == '"':
			quote = c
			if i+2 < end && src[i+1] == c && src[i+2] == c {
				triple = true
				i += 2
			}
		case c == '[' || c == '{' || c == '(':
			if len(open) >= maxBrackets {
				return 0, &literalError{msg: "f-string: too many nested parenthesis"}
			}
			open = append(open, c)
		case c == '#':
			return 0, &literalError{msg: "f-string expression part cannot include '#'"}
		case len(open) == 0 && bytes.IndexByte([]byte("!:}=<>"), c) >= 0:
			if i+1 < end && src[i+1] == '=' && bytes.IndexByte([]byte("!=<>"), c) >= 0 {
				i++
				continue
			}
			if c == '<' || c == '>' {
				continue
			}
			return i, nil
		case c == ']' || c == '}' || c == ')':
			if len(open) == 0 {
				return 0, &literalError{msg: fmt.Sprintf("f-string: unmatched '%c'", c)}
			}
			o := open[len(open)-1]
			open = open[:len(open)-1]
			if !(o == '(' && c == ')' || o == '[' && c == ']' || o == '{' && c == '}') {
				return 0, &literalError{msg: fmt.Sprintf("f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c, o)}
			}
		}
	}
	if quote != 0 {
		return 0, &literalError{msg: "f-string: unterminated string"}
	}
	if len(open) > 0 {
		return 0, &literalError{msg: fmt.Sprintf("f-string: unmatched '%c'", open[len(open)-1])}
	}
	return i, nil
}

// fieldValue parses the expression between the brace at open and end. It is scanned in place, so that its nodes
// get their true positions.
func (p *parser) fieldValue(l literal, open, end int) (Expr, error) {
	t := &p.toks[l.tok]
	line := t.line + int32(bytes.Count(p.src[t.off:open], []byte("\n")))
	paren := open
	// Where nothing but a line end follows the brace, CPython puts the implied parenthesis elsewhere.
	for i := open + 1; i < end; i++ {
		if c := p.src[i]; c == ' ' || c == '\t' || c == '\f' {
			continue
		} else if c == '\n' {
			paren = int(t.off)
			if line != t.line {
				paren = int(p.lines[line-1])
			}
		}
		break
	}
	sc := &scanner{src: p.src[:end], opt: p.opt, filename: p.opt.Filename, lines: p.lines, line: line, part: true,
		toks: make([]token, 0, (end-open)/3+6), validUTF8: p.sc.validUTF8}
	sc.emit(tLParen, paren, paren+1)
	sc.open = []bracket{{'(', uint32(paren), line}}
	sc.level = 1
	sc.scanPart(open + 1)
	q := &parser{toks: sc.toks, src: sc.src, lines: p.lines, opt: p.opt, sc: sc, future: p.future, idents: p.idents,
		bad: p.bad, depth: p.depth, warned: p.warned}
	if sc.err != nil && sc.scanErr == nil {
		return nil, sc.err
	}
	q.kind = tLParen
	e := q.starExpressions()
	p.warned = q.warned
	if !q.failed {
		return e, nil
	}
	var known *Error
	if q.err != nil && !errors.Is(q.err, errDiagnose) && (errors.As(q.err, &known)) {
		return nil, q.err
	}
	return nil, &fieldError{open: open, end: end, line: line, col: paren - int(p.lines[line-1])}
}

// fieldError says that the expression between a brace and its end is not valid. The line is that of the brace, the
// column that of the implied parenthesis.
type fieldError struct {
	open, end int
	line      int32
	col       int
}

func (e *fieldError) Error() string { return "f-string: invalid syntax" }
