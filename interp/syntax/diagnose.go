package syntax

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// This file defines how the cause of a failed parse is found.
//
// CPython's messages follow from the way its parser works: it tries the alternatives of each rule in order, with
// rules for common mistakes among them in a second pass, and reports the first such rule that matches, or else the
// last token that it had to look at. So the finder tries alternatives in that order too, as a recogniser that
// builds no tree, remembering results so that the time stays linear. It runs after the parser has failed, never on
// valid programs; the files diagnose_*.go hold its rules.

// finder recognises a sequence of tokens with backtracking, in order to name what is wrong with it.
type finder struct {
	toks  []token
	src   []byte
	lines []uint32
	sc    *scanner
	opt   *Options
	p     *parser // evaluates literals
	pos   int
	fill  int    // number of tokens looked at so far
	hints bool   // the rules for mistakes are on
	err   *Error // the error found
	other error  // an error of a callback
	fixed bool   // err comes from the scanner and stands
	cache map[memoKey]memoValue
	steps int
	nest  int
	field *fieldOrigin // set when the text is a field of an f-string
	chars bool         // columns count characters; CPython counts bytes in undeclared UTF-8
}

// fieldOrigin says where the replacement field of an f-string lies in the file.
type fieldOrigin struct{ line, col int }

type memoKey struct {
	rule uint8
	pos  int32
}

type memoValue struct {
	s   *shape
	end int
}

// maxSteps bounds the work of a finder; see step.
const maxSteps = 4_000_000

// shapeKind says what an expression is, as far as messages care.
type shapeKind uint8

const (
	sOther shapeKind = iota
	sName
	sAttribute
	sSubscript
	sStarred
	sList
	sTuple
	sLambda
	sCall
	sOperation
	sGenexp
	sYield
	sAwait
	sListComp
	sSetComp
	sDictComp
	sDict
	sSet
	sFString
	sLiteral
	sTrue
	sFalse
	sNone
	sEllipsis
	sCompare
	sConditional
	sNamed
)

var shapeNames = [...]string{
	sOther: "expression", sName: "name", sAttribute: "attribute", sSubscript: "subscript", sStarred: "starred", sList: "list", sTuple: "tuple",
	sLambda: "lambda", sCall: "function call", sOperation: "expression", sGenexp: "generator expression",
	sYield: "yield expression", sAwait: "await expression", sListComp: "list comprehension", sSetComp: "set comprehension",
	sDictComp: "dict comprehension", sDict: "dict literal", sSet: "set display", sFString: "f-string expression",
	sLiteral: "literal", sTrue: "True", sFalse: "False", sNone: "None", sEllipsis: "ellipsis", sCompare: "comparison",
	sConditional: "conditional expression", sNamed: "named expression",
}

// shape is the outline of an expression that was recognised: its kind, its tokens [from, to), and those parts that
// messages look into (the elements of a tuple, the left side of a comparison with in).
type shape struct {
	kind     shapeKind
	in       bool // a comparison whose first operator is in
	from, to int
	list     []*shape
}

// okShape is what rules return that recognise something other than an expression.
var okShape = &shape{}

// diagnose finds out why a parse has failed.
func diagnose(p *parser) error {
	var known *Error
	if p.err != nil && errors.As(p.err, &known) {
		return known
	}
	var version *versionError
	if p.err != nil && p.err != errDiagnose && p.err != errManyStatements && !errors.As(p.err, &version) {
		var digits errTooManyDigits
		var number *patternNumberError
		var comment *commentError
		if !errors.As(p.err, &digits) && !errors.As(p.err, &number) && !errors.As(p.err, &comment) {
			return p.err
		}
	}
	var comment *commentError
	if p.opt.TypeComments && !errors.As(p.err, &comment) && p.err == nil && p.toks[p.pos].kind == tTypeComment {
		comment = &commentError{"invalid syntax", p.pos}
	}
	if comment != nil {
		f := newFinder(p.sc, p.opt, nil)
		f.fill = comment.tok + 1
		f.raiseToken(comment.tok, comment.msg)
		return f.err
	}
	if p.opt.TypeComments { // the others are where they may be
		p.sc.toks = slices.DeleteFunc(p.sc.toks, func(t token) bool { return t.kind == tTypeComment })
	}
	f := newFinder(p.sc, p.opt, nil)
	err := f.find(p.opt.Mode)
	if err != nil {
		return err
	}
	if p.err == errManyStatements {
		f.raiseLast(SyntaxError, errManyStatements.Error())
		return f.err
	}
	// The finder has accepted what the parser has not; say so at the place where the parser stopped.
	f.fill = p.pos + 1
	f.raiseToken(p.pos, "invalid syntax")
	return f.err
}

func newFinder(sc *scanner, opt *Options, field *fieldOrigin) *finder {
	quiet := *opt
	quiet.Warn = nil
	if len(opt.raised) > 0 {
		// Warnings that became errors are errors again; the others have been issued.
		quiet.Warn = func(w Warning) error { return opt.raised[w.Msg] }
	}
	f := &finder{toks: sc.toks, src: sc.src, lines: sc.lines, sc: sc, opt: &quiet, field: field, chars: opt.SourceIsText || opt.declared}
	if field != nil {
		f.chars = false
	}
	f.p = newParser(sc, &quiet)
	return f
}

// find runs both passes and returns the error found, nil if there is none.
func (f *finder) find(mode Mode) error {
	if f.pass(mode, false) && f.err == nil {
		return nil
	}
	if f.other != nil {
		return f.other
	}
	if f.err != nil && f.err.Kind == MemoryError {
		return f.err
	}
	if f.opt.AllowIncompleteInput && f.atEnd() {
		f.err = nil
		f.raiseLast(SyntaxError, "incomplete input")
		return f.err
	}
	if f.fixed {
		return f.err
	}
	if f.err == nil {
		last := f.fill
		f.pass(mode, true)
		if f.other != nil {
			return f.other
		}
		if f.fixed {
			return f.err
		}
		if f.err == nil {
			if !f.unknown(last) {
				f.scanRest()
			}
			return f.err
		}
	}
	if !f.atEnd() {
		f.scanRest()
	}
	return f.err
}

// unknown reports a failure that no rule explains, at the last token of the first pass. It says whether the
// report stands as it is.
func (f *finder) unknown(last int) bool {
	if last == 0 {
		f.raiseLast(SyntaxError, "error at start before reading any input")
		return true
	}
	t := &f.toks[last-1]
	switch t.kind {
	case tIndent:
		f.raiseLast(IndentationError, "unexpected indent")
		return true
	case tDedent:
		f.raiseLast(IndentationError, "unexpected unindent")
		return true
	}
	f.raiseToken(last-1, "invalid syntax")
	return false
}

// raiseToken reports token i.
func (f *finder) raiseToken(i int, msg string) {
	line, col := f.startOf(i)
	endLine, endCol := f.endOf(i)
	f.raiseAt(SyntaxError, line, col+1, endLine, endCol+1, msg)
}

// atEnd says whether the scanner had met the end of the text when it read the last token looked at. It meets it
// just after tokens that end where the next character decides: names, numbers, most operators.
func (f *finder) atEnd() bool {
	if f.fill == 0 {
		return false
	}
	t := &f.toks[f.fill-1]
	touches := int(t.end) >= len(f.src)
	switch t.kind {
	case tError:
		return f.sc.atEOF
	case tEOF:
		return true
	case tNewline, tDedent:
		return int(t.off) >= len(f.src)
	case tString:
		return touches && t.end-t.off <= 4 && f.emptyString(t)
	case tDot:
		return touches || int(t.end)+1 == len(f.src) && f.src[t.end] == '.'
	case tName, tNumber:
		return touches
	}
	return touches && t.end-t.off < 3 || touches && isWordKind(t.kind)
}

func isWordKind(k kind) bool { return k >= tFalse }

// emptyString says whether a string token is one of two quotes, after which a third one was looked for.
func (f *finder) emptyString(t *token) bool {
	l := splitLiteral(f.src, t, 0)
	return l.start == l.end && f.src[l.start] == f.src[t.end-1]
}

// scanRest replaces the error by what the scanner finds wrong further down: an error of its own, or a bracket left
// open on an earlier line.
func (f *finder) scanRest() {
	if f.sc.err == nil {
		return
	}
	if e := f.sc.scanErr; e != nil && !f.sc.soft {
		f.err = f.placed(e)
		return
	}
	if n := f.sc.level; n > 0 && f.field == nil {
		if open := f.sc.open[n-1]; f.toks[f.fill-1].line > open.line {
			f.err = nil
			f.raiseOpen()
		}
	}
}

// placed returns an error of the scanner in terms of the whole file.
func (f *finder) placed(e *Error) *Error {
	if f.field == nil {
		return e
	}
	moved := *e
	moved.Line += f.field.line - 1
	moved.EndLine += f.field.line - 1
	return &moved
}

// raiseOpen reports the innermost bracket left open.
func (f *finder) raiseOpen() {
	open := f.sc.open[f.sc.level-1]
	col := int(open.off) - f.sc.lineStart(open.line)
	f.raiseAt(SyntaxError, int(open.line), col+1, int(open.line), 0, fmt.Sprintf("'%c' was never closed", open.char))
}

// scanError takes over the error at which the scanner stopped.
func (f *finder) scanError() {
	if f.err != nil {
		return
	}
	f.fixed = true
	switch {
	case f.sc.scanErr == nil:
		f.other = f.sc.err
		f.err = &Error{}
	case f.sc.scanErr.Msg != "":
		f.err = f.placed(f.sc.scanErr)
	case f.sc.level > 0:
		f.raiseOpen()
	default:
		f.raiseLast(SyntaxError, "unexpected EOF while parsing")
	}
}

// pass recognises the text from its start.
func (f *finder) pass(mode Mode, hints bool) bool {
	f.pos, f.hints, f.cache = 0, hints, make(map[memoKey]memoValue)
	if f.field != nil {
		return f.starExpressions() != nil
	}
	switch mode {
	case Eval:
		return f.expressions() != nil && f.endOfText()
	case Single:
		return f.interactive()
	case FuncType:
		return f.functionType()
	}
	for f.statement() {
	}
	return f.tok(tEOF)
}

func (f *finder) endOfText() bool {
	for f.tok(tNewline) {
	}
	return f.tok(tEOF)
}

// step counts work, and gives up on a text that takes too much of it.
func (f *finder) step() bool {
	f.steps++
	if f.steps > maxSteps && f.err == nil {
		f.raiseToken(f.fill-1, "invalid syntax")
		f.fixed = true
	}
	return f.err == nil
}

// peek returns the kind of the current token, which it thereby looks at.
func (f *finder) peek() kind {
	if f.err != nil {
		return tError
	}
	if f.pos >= f.fill {
		f.fill = f.pos + 1
		if f.toks[f.pos].kind == tError {
			f.scanError()
		}
	}
	return f.toks[f.pos].kind
}

// tok consumes a token of kind k, if one is next.
func (f *finder) tok(k kind) bool {
	if f.peek() != k || f.err != nil {
		return false
	}
	f.pos++
	return true
}

// is says whether a token of kind k is next.
func (f *finder) is(k kind) bool { return f.peek() == k && f.err == nil }

// oneOf says whether a token of one of the kinds is next.
func (f *finder) oneOf(kinds ...kind) bool {
	k := f.peek()
	if f.err != nil {
		return false
	}
	for _, x := range kinds {
		if k == x {
			return true
		}
	}
	return false
}

// text returns the text of token i.
func (f *finder) text(i int) string { return string(f.src[f.toks[i].off:f.toks[i].end]) }

// isWord says whether the name w is next.
func (f *finder) isWord(w string) bool { return f.is(tName) && f.text(f.pos) == w }

// word consumes the name w, if it is next.
func (f *finder) word(w string) bool {
	if !f.isWord(w) {
		return false
	}
	f.pos++
	return true
}

// try goes back to where it was unless the alternative matches.
func (f *finder) try(alternative func() bool) bool {
	m := f.pos
	if f.err == nil && alternative() && f.err == nil {
		return true
	}
	f.pos = m
	return false
}

// ahead says whether the alternative matches, and goes back in any case.
func (f *finder) ahead(alternative func() bool) bool {
	m := f.pos
	ok := f.err == nil && alternative() && f.err == nil
	f.pos = m
	return ok
}

// mistake tries a rule for a mistake, which reports by raising.
func (f *finder) mistake(rule func()) {
	if !f.hints || f.err != nil {
		return
	}
	m := f.pos
	rule()
	f.pos = m
}

// memo remembers what a rule gives at a place.
func (f *finder) memo(rule uint8, recognise func() *shape) *shape {
	key := memoKey{rule, int32(f.pos)}
	if v, ok := f.cache[key]; ok {
		if v.s != nil {
			f.pos = v.end
		}
		return v.s
	}
	if !f.step() {
		return nil
	}
	start := f.pos
	f.nest++
	if f.nest > 4*maxDepth {
		f.err = &Error{Kind: MemoryError, Filename: f.opt.Filename}
	}
	s := recognise()
	f.nest--
	if f.err != nil {
		return nil
	}
	if s == nil {
		f.pos = start
	}
	f.cache[key] = memoValue{s, f.pos}
	return s
}

// shape makes the outline of what the tokens since from spell.
func (f *finder) shape(k shapeKind, from int, list ...*shape) *shape {
	if f.err != nil {
		return nil
	}
	return &shape{kind: k, from: from, to: f.pos, list: list}
}

// hasColumn says whether token i has one: layout tokens and the end marker do not.
func (f *finder) hasColumn(i int) bool {
	switch t := &f.toks[i]; t.kind {
	case tIndent, tDedent, tEOF, tError:
		return false
	case tNewline:
		return int(t.off) < len(f.src) || f.field != nil
	}
	return true
}

// startOf returns where token i starts: its line, and its column in bytes from 0, -1 if it has none.
func (f *finder) startOf(i int) (line, col int) {
	t := &f.toks[i]
	if !f.hasColumn(i) {
		return int(t.line), -1
	}
	return int(t.line), int(t.off) - f.sc.lineStart(t.line)
}

func (f *finder) endOf(i int) (line, col int) {
	t := &f.toks[i]
	if !f.hasColumn(i) {
		return int(t.endLine), -1
	}
	return int(t.endLine), int(t.end) - f.sc.lineStart(t.endLine)
}

// raiseRange reports the tokens from the first of a up to, but not including, token to.
func (f *finder) raiseRange(from, to int, format string, args ...any) {
	line, col := f.startOf(from)
	endLine, endCol := f.endOf(to - 1)
	f.raiseAt(SyntaxError, line, col+1, endLine, endCol+1, fmt.Sprintf(format, args...))
}

// raiseShape reports an expression.
func (f *finder) raiseShape(s *shape, format string, args ...any) {
	f.raiseRange(s.from, s.to, format, args...)
}

// raiseFrom reports what begins with token i and goes on to the last token looked at.
func (f *finder) raiseFrom(i int, msg string) {
	line, col := f.startOf(i)
	t := &f.toks[f.fill-1]
	f.raiseAt(SyntaxError, line, col+1, int(t.endLine), int(t.end)-f.sc.lineStart(t.endLine), msg)
}

// raiseLast reports the last token looked at; where that has no column, the place where the scanner was.
func (f *finder) raiseLast(k ErrorKind, msg string) {
	if f.fill == 0 {
		f.raiseAt(k, 0, 0, 0, -1, msg)
		return
	}
	i := f.fill - 1
	line, col := f.startOf(i)
	endLine, endCol := f.endOf(i)
	if col < 0 {
		t := &f.toks[i]
		col = int(t.off) - f.sc.lineStart(t.line)
		if len(f.src) == 0 || f.opt.FromFile && int(t.off) >= len(f.src) {
			col = 0 // at the end of a file its buffer is empty
		}
		f.raiseAt(k, line, col, endLine, -1, msg)
		return
	}
	f.raiseAt(k, line, col+1, endLine, endCol+1, msg)
}

// raiseAt makes the error. Columns count bytes from 1. The first error stands.
func (f *finder) raiseAt(k ErrorKind, line, col, endLine, endCol int, msg string) {
	if f.err != nil {
		return
	}
	if len(f.src) == 0 {
		line, endLine = 0, 0
	}
	text := f.errorText(line)
	if f.chars {
		col = charColumn(text, col)
		if endCol > 0 {
			endCol = charColumn(text, endCol)
		}
	}
	e := &Error{Kind: k, Msg: msg, Filename: f.opt.Filename, Text: validText(text), HasText: true}
	if f.field != nil {
		e.Msg = "f-string: " + msg
		if line > 1 {
			col -= f.field.col
		}
		if endLine > 1 {
			endCol -= f.field.col
		}
		line += f.field.line - 1
		endLine += f.field.line - 1
	}
	e.Line, e.Col, e.EndLine, e.EndCol = line, col, endLine, endCol
	f.err = e
}

// charColumn converts a column from bytes to characters, both from 1.
func charColumn(text []byte, col int) int {
	if col <= 0 {
		return col
	}
	if col > len(text) {
		return utf8.RuneCount(text) + 1
	}
	return utf8.RuneCount(text[:col])
}

// errorText returns the source line to show for an error: with its line end if the scanner had not read
// beyond it, in which case the lines glued to it come along.
func (f *finder) errorText(line int) []byte {
	if f.opt.FileLine != nil && f.opt.Mode == Exec && f.field == nil {
		if text, ok := f.opt.FileLine(line); ok {
			return []byte(text)
		}
	}
	at := int32(1)
	if f.fill > 0 {
		at = f.toks[f.fill-1].endLine
	}
	if int(at) <= line {
		start, text := f.sc.window(at)
		if f.fixed && f.sc.atEOF && f.sc.scanErr != nil && f.sc.scanErr.Msg != "" {
			return f.src[start:] // in search of the end of a string all has been read
		}
		return text
	}
	start := f.sc.lineStart(int32(line))
	end := start
	for end < len(f.src) && f.src[end] != '\n' {
		end++
	}
	return f.src[start:end]
}
