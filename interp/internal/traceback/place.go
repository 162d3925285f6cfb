package traceback

import (
	"strings"

	"memphis/interp/object"
)

// This file defines how the place of a SyntaxError is shown.

// syntaxPlace returns the lines that show where a SyntaxError is, and its bare
// message. It reports false where the exception does not say.
func syntaxPlace(t *object.Thread, e *object.Exception) (place string, msg object.Value, ok bool) {
	attr := func(name string) object.Value {
		v, err := t.GetAttrOpt(e.Value(), object.Intern(name))
		if err != nil {
			return object.Value{}
		}
		return v
	}
	number := func(v object.Value, none int) (int, bool) {
		if v.IsNil() || v.IsNone() {
			return none, true
		}
		if !v.Is(object.IntType) {
			return 0, false
		}
		n, err := t.AsIndex(v, object.OverflowErrorType)
		return n, err == nil
	}
	if attr("print_file_and_line").IsNil() {
		return "", msg, false
	}
	msg = attr("msg")
	line := attr("lineno")
	if msg.IsNil() || line.IsNil() || line.IsNone() {
		return "", msg, false
	}
	lineno, ok1 := number(line, 0)
	offset, ok2 := number(attr("offset"), -1)
	endLine, ok3 := number(attr("end_lineno"), lineno)
	endOffset, ok4 := number(attr("end_offset"), -1)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return "", msg, false
	}
	file := "<string>"
	if f := attr("filename"); !f.IsNil() && !f.IsNone() {
		s, err := t.Str(f)
		if err != nil {
			return "", msg, false
		}
		file = s.String()
	}
	place = "  File \"" + file + "\", line " + object.Itoa(lineno) + "\n"
	text, isText := object.AsStr(attr("text"))
	if !isText {
		return place, msg, true
	}
	if e.Header.Type != object.SyntaxErrorType {
		endOffset = -1 // CPython's own printing marks one character for subclasses; the module traceback marks all
	} else if endLine > lineno {
		// Only the first line is shown, so it is marked to its end.
		endOffset = len(text.String())
	}
	return place + markText(text.String(), offset, endOffset), msg, true
}

// markText returns a line of source and the carets under it, from offset to
// endOffset, which count characters from 1.
func markText(text string, offset, endOffset int) string {
	endOffset = min(endOffset, len(strings.TrimSuffix(text, "\n"))+1)
	carets := 1
	if endOffset > 0 && endOffset > offset {
		carets = endOffset - offset
	}
	offset--
	bare := strings.TrimLeft(text, " \t\f")
	offset -= len(text) - len(bare)
	bare = strings.TrimSuffix(bare, "\n")
	offset = min(offset, len(bare))
	for {
		i := strings.IndexByte(bare, '\n')
		if i < 0 || i >= offset {
			break
		}
		bare = bare[i+1:]
		offset -= i + 1
	}
	out := entryIndent + bare + "\n"
	if offset < 0 {
		return out
	}
	return out + entryIndent + strings.Repeat(" ", offset) + strings.Repeat("^", carets) + "\n"
}
