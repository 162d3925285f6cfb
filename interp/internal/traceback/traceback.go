// Package traceback writes exceptions as CPython 3.11 prints those that nobody
// handled: the way through the frames with source lines and the ^^^^ markers
// under them, the chain of causes, the tree of an exception group, notes, and
// suggestions ("Did you mean").
//
// It does for sys.excepthook what Lib/traceback.py does for programs, in Go, so
// that an error shows even when the standard library is missing or broken. What
// fails while it looks (a __str__ that raises, a file that is gone) shortens the
// text and never raises.
package traceback

import (
	"strings"
	"unicode/utf8"

	"memphis/interp/object"
)

// The limits of what is printed of exception groups, and of repeated entries.
const (
	maxGroupWidth   = 15
	maxGroupDepth   = 10
	repeatsShown    = 3
	defaultLimit    = 1000
	causeMessage    = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextMessage  = "\nDuring handling of the above exception, another exception occurred:\n\n"
	entryIndent     = "    "
	groupSeparator  = "+---------------- "
	groupSeparator2 = " ----------------\n"
)

// Format returns the text of an exception that nobody handled, with everything
// that led to it.
func Format(t *object.Thread, e *object.Exception) string {
	p := newPrinter(t)
	p.exception(e)
	return p.b.String()
}

// FormatEntries returns the text of a traceback alone, its headline included;
// "" if sys.tracebacklimit forbids it.
func FormatEntries(t *object.Thread, tb *object.Traceback) string {
	p := newPrinter(t)
	p.traceback(tb, "Traceback (most recent call last):\n", '|')
	return p.b.String()
}

// TypeName is the name of an exception's class as it begins the last line.
func TypeName(t *object.Thread, cls *object.Type) string {
	mod, err := t.GetAttrOpt(cls.Value(), object.Intern("__module__"))
	name := cls.Name
	if q, qerr := t.GetAttrOpt(cls.Value(), object.Intern("__qualname__")); qerr == nil && !q.IsNil() {
		if s, ok := object.AsStr(q); ok {
			name = s.String()
		}
	}
	if err != nil || mod.IsNil() {
		return "<unknown>." + name
	}
	s, ok := object.AsStr(mod)
	if !ok {
		return "<unknown>." + name
	}
	if m := s.String(); m != "builtins" && m != "__main__" {
		return m + "." + name
	}
	return name
}

type printer struct {
	t     *object.Thread
	b     strings.Builder
	depth int // of exception groups
	// open says that the frame around the last group is to be closed by whoever
	// prints the last of its members.
	open    bool
	seen    map[*object.Exception]bool
	sources sources
}

func newPrinter(t *object.Thread) *printer {
	return &printer{t: t, seen: map[*object.Exception]bool{}, sources: sources{t: t}}
}

// emit writes lines, each behind the margin of the group it is in.
func (p *printer) emit(text string, margin byte) {
	if p.depth == 0 {
		p.b.WriteString(text)
		return
	}
	for text != "" {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		p.indent()
		p.b.WriteByte(margin)
		p.b.WriteByte(' ')
		p.b.WriteString(line)
	}
}

func (p *printer) indent() {
	for range p.depth {
		p.b.WriteString("  ")
	}
}

// exception writes e behind what it came from.
func (p *printer) exception(e *object.Exception) {
	p.seen[e] = true
	// Chains can be as long as the recursion limit allows and more: no recursion here.
	type link struct {
		e   *object.Exception
		msg string
	}
	chain := []link{{e, ""}}
	for x := e; x != nil; {
		var next *object.Exception
		msg := contextMessage
		if c, ok := object.AsException(x.Cause); ok {
			next, msg = c, causeMessage
		} else if !x.Suppress {
			next = x.Context
		}
		if next == nil || p.seen[next] {
			break
		}
		p.seen[next] = true
		chain[len(chain)-1].msg = msg
		chain = append(chain, link{next, ""})
		x = next
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if chain[i].msg != "" {
			p.emit(chain[i].msg, '|')
		}
		p.one(chain[i].e)
	}
}

// one writes an exception without what it came from.
func (p *printer) one(e *object.Exception) {
	if e.Header.Type.IsSubtype(object.BaseExceptionGroupType) {
		p.group(e)
		return
	}
	p.traceback(e.Traceback, "Traceback (most recent call last):\n", '|')
	p.message(e)
}

// group writes an exception group and its members as a tree.
func (p *printer) group(e *object.Exception) {
	if p.depth > maxGroupDepth {
		p.emit("... (max_group_depth is "+object.Itoa(maxGroupDepth)+")\n", '|')
		return
	}
	top := p.depth == 0
	margin := byte('|')
	if top {
		p.depth = 1
		margin = '+'
	}
	p.traceback(e.Traceback, "Exception Group Traceback (most recent call last):\n", margin)
	p.message(e)
	var members []object.Value
	if v, err := p.t.GetAttrString(e.Value(), "exceptions"); err == nil {
		if u, ok := object.AsTuple(v); ok {
			members = u.Items
		}
	}
	n := min(len(members), maxGroupWidth+1)
	p.open = false
	for i, v := range members[:n] {
		last := i == n-1
		if last {
			p.open = true
		}
		p.indent()
		if i == 0 {
			p.b.WriteString("+-")
		} else {
			p.b.WriteString("  ")
		}
		title := "..."
		if i < maxGroupWidth {
			title = object.Itoa(i + 1)
		}
		p.b.WriteString(groupSeparator + title + groupSeparator2)
		p.depth++
		if i < maxGroupWidth {
			if m, ok := object.AsException(v); ok {
				p.exception(m)
			}
		} else {
			rest := len(members) - maxGroupWidth
			p.emit("and "+object.Itoa(rest)+" more exception"+plural(rest)+"\n", '|')
		}
		if last && p.open {
			p.indent()
			p.b.WriteString("+------------------------------------\n")
			p.open = false
		}
		p.depth--
	}
	if top {
		p.depth = 0
	}
}

// limit is sys.tracebacklimit.
func (p *printer) limit() int {
	if p.t.Interp.Sys != nil {
		if v, ok := p.t.Interp.Sys.GetString("tracebacklimit"); ok && v.Is(object.IntType) {
			n, err := p.t.AsIndex(v, nil)
			if err != nil {
				return defaultLimit
			}
			return n
		}
	}
	return defaultLimit
}

// traceback writes a headline and the entries.
func (p *printer) traceback(tb *object.Traceback, head string, margin byte) {
	limit := p.limit()
	if tb == nil || limit <= 0 {
		return
	}
	p.emit(head, margin)
	n := 0
	for x := tb; x != nil; x = x.Next {
		n++
	}
	for ; n > limit; n-- {
		tb = tb.Next
	}
	var last *object.Traceback
	count := 0
	for ; tb != nil; tb = tb.Next {
		if last == nil || !sameEntry(last, tb) {
			p.repeated(count)
			last, count = tb, 0
		}
		count++
		if count <= repeatsShown {
			p.entry(tb)
		}
	}
	p.repeated(count)
}

func sameEntry(a, b *object.Traceback) bool {
	x, y := a.Frame.Code, b.Frame.Code
	return a.Line == b.Line && (x == y || x.Name == y.Name && x.Filename == y.Filename)
}

// repeated writes how many entries were left out.
func (p *printer) repeated(count int) {
	if count > repeatsShown {
		n := count - repeatsShown
		p.emit("  [Previous line repeated "+object.Itoa(n)+" more time"+plural(n)+"]\n", '|')
	}
}

// entry writes one frame: where it was, the source line, the markers.
func (p *printer) entry(tb *object.Traceback) {
	code := tb.Frame.Code
	file := ""
	if s, ok := object.AsStr(code.Filename); ok {
		file = s.String()
	}
	p.emit("  File \""+file+"\", line "+object.Itoa(tb.Line)+", in "+code.Name.String()+"\n", '|')
	line, ok := p.sources.line(file, tb.Line)
	if !ok {
		return
	}
	text := strings.TrimLeft(line, " \t\f")
	p.emit(entryIndent+text+"\n", '|')
	ps := code.Body.Positions(code)
	if tb.Lasti < 0 || tb.Lasti >= len(ps) {
		return
	}
	if marks := markers(line, len(line)-len(text), tb.Line, ps[tb.Lasti]); marks != "" {
		p.emit(entryIndent+marks+"\n", '|')
	}
}

// message writes the last lines of an exception: its place if it is a
// SyntaxError, class and text, and its notes. Further lines of the text itself
// have no margin.
func (p *printer) message(e *object.Exception) {
	shown := e.Value()
	if e.Header.Type.IsSubtype(object.SyntaxErrorType) {
		if place, msg, ok := syntaxPlace(p.t, e); ok {
			p.emit(place, '|')
			shown = msg
		}
	}
	p.emit(TypeName(p.t, e.Header.Type), '|')
	if s, err := p.t.Str(shown); err != nil {
		p.b.WriteString(": <exception str() failed>")
	} else if s.Len() > 0 {
		p.b.WriteString(": " + s.String())
	}
	p.b.WriteString(suggestion(p.t, e))
	p.b.WriteByte('\n')
	p.notes(e)
}

// notes writes what add_note added.
func (p *printer) notes(e *object.Exception) {
	v, err := p.t.GetAttrOpt(e.Value(), object.Intern("__notes__"))
	if err != nil || v.IsNil() || v.IsNone() {
		return
	}
	if v.Type().GetItem == nil || v.Is(object.DictType) {
		// Not a list of notes: its repr stands alone, without a line end.
		text := "<__notes__ repr() failed>"
		if s, err := p.t.Repr(v); err == nil {
			text = s.String()
		}
		p.emit(text, '|')
		return
	}
	notes, err := p.t.Collect(v)
	if err != nil {
		return
	}
	for _, n := range notes {
		s, err := p.t.Str(n)
		if err != nil {
			p.emit("<note str() failed>\n", '|')
			continue
		}
		p.emit(s.String()+"\n", '|')
	}
}

// markers returns the line of ~ and ^ under a source line, less its indentation
// of so many bytes; "" where the whole line is meant or nothing is known. Columns
// of pos are bytes, and so are those of line.
func markers(line string, indent, lineno int, pos object.Position) string {
	if pos.Line != lineno || pos.Col < 0 || pos.EndCol < 0 || pos.EndLine <= 0 {
		return ""
	}
	start := min(pos.Col, len(line))
	end := min(pos.EndCol, len(line))
	left, right := -1, -1
	if pos.EndLine == pos.Line {
		if end <= start {
			return ""
		}
		left, right = operatorRange(line[start:end])
	} else {
		end = len(strings.TrimRight(line, " \t\f\n\r"))
		if end <= start {
			return ""
		}
	}
	if left < 0 && end-start == len(line)-indent {
		return ""
	}
	blank := utf8.RuneCountInString(line[min(indent, start):start])
	width := utf8.RuneCountInString(line[start:end])
	marks := strings.Repeat(" ", blank)
	if left < 0 {
		return marks + strings.Repeat("^", width)
	}
	l := utf8.RuneCountInString(line[start : start+left])
	r := utf8.RuneCountInString(line[start : start+right])
	return marks + strings.Repeat("~", l) + strings.Repeat("^", r-l) + strings.Repeat("~", max(width-r, 0))
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
