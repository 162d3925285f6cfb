package trace

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines what is known of code objects and their source before they run: whether they are shown, what each
// statement loads and stores, and which lines a statement has.

// info returns what is known of c.
func (tr *Tracer) info(c *object.Code) *codeInfo {
	if i := tr.codes[c]; i != nil {
		return i
	}
	i := &codeInfo{function: c.QualName.String(), lines: map[int32][]bytecode.Use{}}
	tr.codes[c] = i
	if s, ok := object.AsStr(c.Filename); ok {
		i.file = s.String()
	}
	bc := tr.o.Bytecode(c)
	if i.shown = bc != nil && tr.wanted(i.file, c); !i.shown {
		return i
	}
	i.params = c.VarNames[:min(bc.NumParams(), len(c.VarNames))]
	i.source = tr.source(i.file, c)
	for _, u := range bc.Uses() {
		if u.Line == int32(c.FirstLine) && c.Flags&object.CoOptimized == 0 && slices.Contains(classNames, u.Path.Name) {
			continue
		}
		first, _ := i.source.statement(u.Line)
		i.lines[first] = append(i.lines[first], u)
	}
	return i
}

// classNames are names that the begin of a class's body loads and stores unasked.
var classNames = []string{"__name__", "__module__", "__qualname__"}

// wanted tells whether the filters let a code object through.
func (tr *Tracer) wanted(file string, c *object.Code) bool {
	fits := func(patterns []string, names ...string) bool {
		for _, p := range patterns {
			for _, n := range names {
				if ok, err := path.Match(p, n); ok && err == nil {
					return true
				}
			}
		}
		return false
	}
	if strings.HasPrefix(file, "<memphis") {
		return false
	}
	if len(tr.o.Files) > 0 {
		if !fits(tr.o.Files, file, filepath.Base(file)) && !fits(tr.o.Files, "*") {
			return false
		}
	} else {
		if strings.HasPrefix(file, "<frozen ") {
			return false
		}
		for _, dir := range tr.o.Installed {
			if strings.HasPrefix(file, dir+"/") {
				return false
			}
		}
		if strings.Contains(file, "/site-packages/") || strings.Contains(file, "/dist-packages/") {
			return false
		}
	}
	return len(tr.o.Functions) == 0 || fits(tr.o.Functions, c.Name.String(), c.QualName.String())
}

// fileInfo is the source of a file: its lines, and the statements that they belong to.
type fileInfo struct {
	text []string
	// first and last are, by line, those of the statement; of a compound statement, of its head.
	first, last []int32
}

// source returns the source that c comes from, which may be empty.
func (tr *Tracer) source(file string, c *object.Code) *fileInfo {
	text, ok := tr.o.Source(c)
	key := file
	if !ok {
		key = ""
	}
	if f := tr.files[key]; f != nil {
		return f
	}
	f := newFileInfo(text)
	tr.files[key] = f
	return f
}

func newFileInfo(text []byte) *fileInfo {
	f := &fileInfo{text: strings.Split(string(text), "\n")}
	f.first, f.last = make([]int32, len(f.text)+2), make([]int32, len(f.text)+2)
	mod, err := syntax.Parse(text, syntax.Options{Mode: syntax.Exec})
	if m, ok := mod.(*syntax.Module); ok && err == nil {
		f.block(m.Body)
	}
	return f
}

// statement returns the first and the last line of the statement, or of the head of the compound one, that line is in.
func (f *fileInfo) statement(line int32) (first, last int32) {
	if line > 0 && int(line) < len(f.first) && f.first[line] != 0 {
		return f.first[line], f.last[line]
	}
	return line, line
}

// line is the text of line n without the blanks around it; of a statement of several lines it ends in dots.
func (f *fileInfo) line(n int32) string {
	if n < 1 || int(n) > len(f.text) {
		return "?"
	}
	s := strings.TrimSpace(f.text[n-1])
	if _, last := f.statement(n); last > n {
		s += " ..."
	}
	return s
}

// mark notes a statement.
func (f *fileInfo) mark(first, last int32) {
	for l := first; l <= last && int(l) < len(f.first); l++ {
		if f.first[l] == 0 {
			f.first[l], f.last[l] = first, last
		}
	}
}

// head notes the head of a compound statement, which ends before its body.
func (f *fileInfo) head(first int32, body []syntax.Stmt, header ...syntax.Expr) {
	last := first
	for _, n := range header {
		if n != nil {
			last = max(last, n.Position().EndLine)
		}
	}
	if len(body) > 0 && body[0].Position().Line <= last {
		last = first // on one line with its body
	}
	f.mark(first, last)
	f.block(body)
}

func (f *fileInfo) block(body []syntax.Stmt) {
	for _, s := range body {
		p := s.Position()
		switch s := s.(type) {
		case *syntax.If:
			f.head(p.Line, s.Body, s.Test)
			f.block(s.Orelse)
		case *syntax.While:
			f.head(p.Line, s.Body, s.Test)
			f.block(s.Orelse)
		case *syntax.For:
			f.head(p.Line, s.Body, s.Iter)
			f.block(s.Orelse)
		case *syntax.AsyncFor:
			f.head(p.Line, s.Body, s.Iter)
			f.block(s.Orelse)
		case *syntax.With:
			f.head(p.Line, s.Body, items(s.Items)...)
		case *syntax.AsyncWith:
			f.head(p.Line, s.Body, items(s.Items)...)
		case *syntax.Try:
			f.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
		case *syntax.TryStar:
			f.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
		case *syntax.FunctionDef:
			f.definition(p.Line, s.DecoratorList, s.Body)
		case *syntax.AsyncFunctionDef:
			f.definition(p.Line, s.DecoratorList, s.Body)
		case *syntax.ClassDef:
			f.definition(p.Line, s.DecoratorList, s.Body)
		case *syntax.Match:
			f.mark(p.Line, max(p.Line, s.Subject.Position().EndLine))
			for _, c := range s.Cases {
				f.block(c.Body)
			}
		default:
			f.mark(p.Line, max(p.Line, p.EndLine))
		}
	}
}

func items(list []*syntax.WithItem) (out []syntax.Expr) {
	for _, i := range list {
		out = append(out, i.ContextExpr)
	}
	return out
}

func (f *fileInfo) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	f.block(body)
	for _, h := range handlers {
		f.block(h.Body)
	}
	f.block(orelse)
	f.block(final)
}

// definition notes a def or class: from its first decorator to the line before its body.
func (f *fileInfo) definition(line int32, decorators []syntax.Expr, body []syntax.Stmt) {
	first := line
	if len(decorators) > 0 {
		first = min(first, decorators[0].Position().Line)
	}
	last := line
	if len(body) > 0 {
		last = max(line, body[0].Position().Line-1)
	}
	f.mark(first, last)
	f.block(body)
}
