package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"memphis/interp/internal/unidata"
)

// This file defines the evaluation of string and bytes literals (Language reference, 2.4.1).

// literal is a string token taken apart.
type literal struct {
	tok                        int // index of the token
	raw, bytes, format, uShort bool
	start, end                 int // extent of the body in the source
}

// splitLiteral takes the string token i apart.
func splitLiteral(src []byte, t *token, i int) literal {
	l := literal{tok: i, uShort: src[t.off] == 'u'}
	at := int(t.off)
	for {
		switch src[at] {
		case 'r', 'R':
			l.raw = true
		case 'b', 'B':
			l.bytes = true
		case 'f', 'F':
			l.format = true
		case 'u', 'U':
		default:
			q := 1
			if src[at+1] == src[at] && int(t.end)-at >= 6 && src[at+2] == src[at] {
				q = 3
			}
			l.start, l.end = at+q, int(t.end)-q
			return l
		}
		at++
	}
}

// errDiagnose says that the cause of a failure is to be found by diagnose.
var errDiagnose = errors.New("invalid syntax")

// strings parses one or more adjacent string literals.
func (p *parser) strings() Expr {
	first := p.pos
	start := p.here()
	for p.kind == tString {
		p.next()
	}
	last := p.pos - 1
	c := p.constSlab.new()
	c.Node = p.span(start)
	one := splitLiteral(p.src, &p.toks[first], first)
	if first == last && !one.format {
		c.Kind, c.U = ConstStr, one.uShort
		s, err := p.literalValue(one, one.start, one.end)
		if err != nil {
			return p.abort(p.literalFailure(err))
		}
		if one.bytes {
			c.Kind = ConstBytes
		}
		c.S = string(s)
		return c
	}
	return p.concatenation(c, first, last)
}

// literalFailure returns err as what ends the parse: what is wrong within a literal is left to diagnose, errors of
// callbacks stand.
func (p *parser) literalFailure(err error) error {
	switch err.(type) {
	case *literalError, *fieldError:
		p.detail = err
		return errDiagnose
	}
	return err
}

// concatenation evaluates the adjacent literals of the tokens first to last.
func (p *parser) concatenation(c *Constant, first, last int) Expr {
	one := splitLiteral(p.src, &p.toks[first], first)
	f := fstring{p: p, node: c.Node, u: one.uShort, last: c.Node, lastU: one.uShort}
	for i := first; i <= last; i++ {
		l := splitLiteral(p.src, &p.toks[i], i)
		var s []byte
		var err error
		if !l.format {
			s, err = p.literalValue(l, l.start, l.end)
		}
		if err == nil && l.bytes != one.bytes {
			err = &literalError{msg: "cannot mix bytes and nonbytes literals"}
		}
		if err == nil && l.format {
			f.format = true
			p.need(6, "Format strings are")
			err = f.parse(l, l.start, l.end, 0)
		}
		if err != nil {
			return p.abort(p.literalFailure(err))
		}
		f.text = append(f.text, s...)
	}
	if f.format {
		return f.finish()
	}
	c.Kind, c.U, c.S = ConstStr, one.uShort, string(f.text)
	if one.bytes {
		c.Kind, c.U = ConstBytes, false
	}
	return c
}

// literalError is what is wrong within a literal.
type literalError struct{ msg string }

func (e *literalError) Error() string { return e.msg }

// literalValue evaluates the part of l from start to end, which may share the source's memory.
func (p *parser) literalValue(l literal, start, end int) ([]byte, error) {
	b := p.src[start:end]
	if l.bytes {
		if !isASCII(b) {
			return nil, &literalError{msg: "bytes can only contain ASCII literal characters"}
		}
	} else if !p.sc.validUTF8 && !utf8.Valid(b) {
		return nil, &literalError{msg: "(unicode error) " + firstUTF8Problem(b)}
	}
	if l.raw || bytes.IndexByte(b, '\\') < 0 {
		return b, nil
	}
	return p.unescape(l, b, start)
}

// simpleEscapes gives the byte that each one-letter escape stands for.
var simpleEscapes = [256]byte{'\\': '\\', '\'': '\'', '"': '"', 'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11}

// unescape evaluates the escapes in b, which stands at offset base of the source.
func (p *parser) unescape(l literal, b []byte, base int) ([]byte, error) {
	warned := false // CPython warns of the first escape alone
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != '\\' {
			j := bytes.IndexByte(b[i:], '\\')
			if j < 0 {
				j = len(b) - i
			}
			out = append(out, b[i:i+j]...)
			i += j
			continue
		}
		at := i
		i++
		if i >= len(b) {
			// The text of an f-string may end so before a field.
			return append(out, '\\'), nil
		}
		c := b[i]
		i++
		if e := simpleEscapes[c]; e != 0 {
			out = append(out, e)
			continue
		}
		switch {
		case c == '\n':
		case '0' <= c && c <= '7':
			n := rune(c - '0')
			first := i - 1
			for k := 0; k < 2 && i < len(b) && '0' <= b[i] && b[i] <= '7'; k++ {
				n = n<<3 | rune(b[i]-'0')
				i++
			}
			if n > 0o377 && !warned {
				warned = true
				if err := p.warnEscape(l, base+first, "invalid octal escape sequence '\\"+string(b[first:i])+"'"); err != nil {
					return nil, err
				}
			}
			if l.bytes {
				out = append(out, byte(n))
			} else {
				out = appendRune(out, n)
			}
		case c == 'x' && l.bytes:
			if i+1 >= len(b) || byteClass[b[i]]&cHexDigit == 0 || byteClass[b[i+1]]&cHexDigit == 0 {
				return nil, &literalError{msg: fmt.Sprintf("(value error) invalid \\x escape at position %d", at)}
			}
			out = append(out, hexDigit(b[i])<<4|hexDigit(b[i+1]))
			i += 2
		case !l.bytes && (c == 'x' || c == 'u' || c == 'U'):
			digits, shape := 2, "truncated \\xXX escape"
			if c == 'u' {
				digits, shape = 4, "truncated \\uXXXX escape"
			} else if c == 'U' {
				digits, shape = 8, "truncated \\UXXXXXXXX escape"
			}
			var n uint32
			for k := 0; k < digits; k++ {
				if i >= len(b) || byteClass[b[i]]&cHexDigit == 0 {
					return nil, unicodeEscapeError(b, at, i, shape)
				}
				n = n<<4 | uint32(hexDigit(b[i]))
				i++
			}
			if n > utf8.MaxRune {
				return nil, unicodeEscapeError(b, at, i, "illegal Unicode character")
			}
			out = appendRune(out, rune(n))
		case c == 'N' && !l.bytes:
			close := -1
			if i < len(b) && b[i] == '{' {
				close = bytes.IndexByte(b[i:], '}')
			}
			if close <= 1 {
				end := i
				if close < 0 && i < len(b) && b[i] == '{' {
					end = len(b)
				} else if close == 1 {
					end = i + 1
				}
				return nil, unicodeEscapeError(b, at, end, "malformed \\N character escape")
			}
			r, ok := unidata.LookupName(string(b[i+1 : i+close]))
			i += close + 1
			if !ok {
				return nil, unicodeEscapeError(b, at, i, "unknown Unicode character name")
			}
			out = appendRune(out, r)
		default:
			if !warned && c < utf8.RuneSelf {
				warned = true
				if err := p.warnEscape(l, base+i-1, "invalid escape sequence '\\"+string(c)+"'"); err != nil {
					return nil, err
				}
			}
			out = append(out, '\\')
			i--
		}
	}
	return out, nil
}

// warnEscape warns about the escape whose letter stands at offset at of the source.
func (p *parser) warnEscape(l literal, at int, msg string) error {
	// Where the parser has gone back, it meets a literal again.
	if p.opt.Warn == nil || p.warned >= at {
		return nil
	}
	p.warned = at
	t := &p.toks[l.tok]
	err := p.opt.Warn(Warning{Kind: DeprecationWarning, Msg: msg, Line: int(t.line)})
	if errors.Is(err, ErrWarningRaised) {
		f := newFinder(p.sc, p.opt, nil)
		f.fill = p.pos + 1
		f.raiseRange(l.tok, l.tok+1, "%s", msg)
		return f.err
	}
	return err
}

// appendRune appends r in UTF-8; surrogates too, which makes it WTF-8.
func appendRune(b []byte, r rune) []byte {
	if 0xD800 <= r && r <= 0xDFFF {
		return append(b, 0xED, 0x80|byte(r>>6&0x3F), 0x80|byte(r&0x3F))
	}
	return utf8.AppendRune(b, r)
}

// unicodeEscapeError reports an escape that spans b[start:end]. CPython counts positions after it has
// replaced each character beyond ASCII by an escape of ten characters.
func unicodeEscapeError(b []byte, start, end int, what string) error {
	count := func(b []byte) int {
		n := 0
		for i := 0; i < len(b); {
			_, size := utf8.DecodeRune(b[i:])
			if size > 1 {
				n += 10
			} else {
				n++
			}
			i += size
		}
		return n
	}
	from := count(b[:start])
	to := from + count(b[start:end]) - 1
	where := fmt.Sprintf("bytes in position %d-%d", from, to)
	if from == to {
		where = fmt.Sprintf("byte 0x%02x in position %d", b[start], from)
	}
	return &literalError{msg: fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode %s: %s", where, what)}
}
