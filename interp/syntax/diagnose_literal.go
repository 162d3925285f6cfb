package syntax

import (
	"errors"
	"fmt"
)

// This file defines the finder's rules for literals, and how it looks into the fields of f-strings.

func (f *finder) number() *shape {
	from := f.pos
	t := &f.toks[from]
	text := f.src[t.off:t.end]
	var c Constant
	var digits errTooManyDigits
	if err := numberValue(&c, text, f.opt.MaxIntDigits); errors.As(err, &digits) {
		f.raiseAt(SyntaxError, int(t.line), 0, int(t.endLine), 0,
			err.Error()+" - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.")
		return nil
	}
	for _, b := range text {
		if b == '_' {
			f.need(6, "Underscores in numeric literals are")
		}
	}
	f.pos++
	return f.shape(sLiteral, from)
}

// strings evaluates adjacent literals, which may fail.
func (f *finder) strings() *shape {
	return f.memo(rStrings, func() *shape {
		from := f.pos
		format := false
		for f.is(tString) {
			l := splitLiteral(f.src, &f.toks[f.pos], f.pos)
			format = format || l.format
			f.pos++
		}
		if f.err != nil {
			return nil
		}
		p := f.p
		p.pos, p.kind, p.failed, p.err, p.detail, p.depth = from, tString, false, nil, nil, 0
		p.strings()
		if p.failed {
			f.literalProblem(p)
			return nil
		}
		if format {
			return f.shape(sFString, from)
		}
		return f.shape(sLiteral, from)
	})
}

// literalProblem reports why a literal has no value.
func (f *finder) literalProblem(p *parser) {
	var version *versionError
	switch e := p.detail.(type) {
	case *fieldError:
		f.fieldProblem(e)
	case *literalError:
		f.raiseLast(SyntaxError, e.msg)
	default:
		if errors.As(p.err, &version) {
			f.raiseLast(SyntaxError, fmt.Sprintf("%s only supported in Python 3.%d and greater", version.what, version.minor))
			return
		}
		f.other = p.err
		f.err = &Error{}
	}
}

// fieldProblem finds what is wrong in the field of an f-string, as CPython does: in a text of its own, in parentheses.
func (f *finder) fieldProblem(e *fieldError) {
	text := append([]byte{'('}, f.src[e.open+1:e.end]...)
	text = append(text, ")\n"...)
	opt := *f.opt
	opt.AllowIncompleteInput = false
	sc := newScanner(text, &opt)
	sc.scan(Exec)
	origin := &fieldOrigin{line: int(e.line), col: e.col}
	if f.field != nil {
		origin.line += f.field.line - 1
		if e.line == 1 {
			origin.col += f.field.col
		}
	}
	err := newFinder(sc, &opt, origin).find(Exec)
	var found *Error
	switch {
	case err == nil:
		f.raiseToken(f.fill-1, "f-string: invalid syntax")
	case errors.As(err, &found):
		f.err = found
	default:
		f.other = err
		f.err = &Error{}
	}
}
