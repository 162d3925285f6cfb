package traceback

import (
	"os"
	"path/filepath"
	"strings"

	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file defines where source lines come from, and which part of one is the
// operator that failed.

// sources reads the files that entries name, each once: a deep recursion shows
// the same few lines again and again.
type sources struct {
	t     *object.Thread
	files map[string][]string
}

// line returns line n of a file, without its line end.
func (s *sources) line(file string, n int) (string, bool) {
	if file == "" || file[0] == '<' && file[len(file)-1] == '>' {
		return "", false
	}
	lines, ok := s.files[file]
	if !ok {
		lines = s.read(file)
		if s.files == nil {
			s.files = map[string][]string{}
		}
		s.files[file] = lines
	}
	if n < 1 || n > len(lines) {
		return "", false
	}
	return lines[n-1], true
}

// read returns the lines of a file; one that is not where its name says is looked
// for on sys.path, since a relative name loses its meaning after os.chdir.
func (s *sources) read(file string) []string {
	src, err := os.ReadFile(file)
	if err != nil && s.t.Interp.Sys != nil {
		v, _ := s.t.Interp.Sys.GetString("path")
		if l, ok := object.AsList(v); ok {
			for _, dir := range l.Items {
				d, ok := object.AsStr(dir)
				if !ok {
					continue
				}
				if src, err = os.ReadFile(filepath.Join(d.String(), filepath.Base(file))); err == nil {
					break
				}
			}
		}
	}
	if err != nil {
		return nil
	}
	text, err := syntax.DecodeSource(src, func(encoding string, src []byte) ([]byte, error) {
		v, err := s.t.Decode(src, encoding, "strict")
		if err != nil {
			return nil, err
		}
		d, _ := object.AsStr(v)
		return []byte(d.String()), nil
	})
	if err != nil {
		return nil
	}
	lines := strings.Split(string(text), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// operatorRange returns, as byte offsets, the part of an expression that the
// markers stress: the operator of a binary operation, the brackets of a
// subscription; -1 for other expressions.
func operatorRange(segment string) (left, right int) {
	// Parentheses let the segment be what stands between two of them.
	mod, err := syntax.Parse([]byte("("+segment+"\n)"), syntax.Options{Mode: syntax.Eval, SourceIsText: true})
	if err != nil {
		return -1, -1
	}
	x, ok := mod.(*syntax.Expression)
	if !ok {
		return -1, -1
	}
	switch n := x.Body.(type) {
	case *syntax.BinOp:
		from, to := int(n.Left.Position().EndCol)-1, int(n.Right.Position().Col)-1
		for i := from; i < to && i < len(segment); i++ {
			if isSpace(segment[i]) {
				continue
			}
			if i+1 < to && !isSpace(segment[i+1]) {
				return i, i + 2
			}
			return i, i + 1
		}
	case *syntax.Subscript:
		left, right = int(n.Value.Position().EndCol)-1, int(n.Slice.Position().EndCol)
		if left >= 0 && right <= len(segment) {
			return left, right
		}
	}
	return -1, -1
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\f' }
