package traceback

import (
	"memphis/interp/object"
)

// This file defines "Did you mean": the existing name nearest to the one that
// was not found.

// Costs of the edit distance, and what is not worth searching.
const (
	moveCost      = 2
	caseCost      = 1
	maxCandidates = 750
	maxNameLen    = 40
)

// suggestion returns the sentence to append to an exception's text, or "".
func suggestion(t *object.Thread, e *object.Exception) string {
	field := func(i int) object.Value {
		if i < len(e.Data) {
			return e.Data[i]
		}
		return object.Value{}
	}
	found := ""
	switch {
	case e.Header.Type.IsSubtype(object.AttributeErrorType):
		name, ok := object.AsStr(field(0))
		if !ok || field(1).IsNil() {
			return ""
		}
		found = nearest(name.String(), dirOf(t, field(1)))
	case e.Header.Type.IsSubtype(object.NameErrorType):
		name, ok := object.AsStr(field(0))
		if !ok || e.Traceback == nil {
			return ""
		}
		tb := e.Traceback
		for tb.Next != nil {
			tb = tb.Next
		}
		f := tb.Frame
		f.Code.Whole()
		locals := make([]string, len(f.Code.VarNames))
		for i, n := range f.Code.VarNames {
			locals[i] = n.String()
		}
		if found = nearest(name.String(), locals); found == "" {
			if found = nearest(name.String(), keysOf(f.Globals)); found == "" {
				found = nearest(name.String(), keysOf(f.Builtins))
			}
		}
	}
	if found == "" {
		return ""
	}
	r, err := t.Repr(object.StrValue(found))
	if err != nil {
		return ""
	}
	return ". Did you mean: " + r.String() + "?"
}

func keysOf(d *object.Dict) []string {
	if d == nil {
		return nil
	}
	out := make([]string, 0, d.Len())
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		if s, ok := object.AsStr(d.Entries[i].Key); ok {
			out = append(out, s.String())
		}
	}
	return out
}

// dirOf is dir(v), nothing where that fails.
func dirOf(t *object.Thread, v object.Value) []string {
	r, ok, err := t.CallSpecial(v, object.Intern("__dir__"))
	if err != nil || !ok {
		return nil
	}
	items, err := t.Collect(r)
	if err != nil || t.SortValues(items, object.Value{}, false) != nil {
		return nil
	}
	out := make([]string, 0, len(items))
	for _, x := range items {
		s, ok := object.AsStr(x)
		if !ok {
			return nil
		}
		out = append(out, s.String())
	}
	return out
}

// nearest returns the candidate nearest to name if it is near enough: no more
// than a third of the letters may differ.
func nearest(name string, candidates []string) string {
	if len(candidates) >= maxCandidates || len(name) > maxNameLen {
		return ""
	}
	best, bestDistance := "", -1
	for _, c := range candidates {
		if c == name {
			// It is there after all: a property or __getattr__ failed.
			continue
		}
		most := (len(name) + len(c) + 3) * moveCost / 6
		if bestDistance >= 0 {
			most = min(most, bestDistance-1)
		}
		if d := distance(name, c, most); d <= most {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is the edit distance of two names; it may stop at any value beyond most.
func distance(a, b string, most int) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "" || b == "" {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxNameLen || len(b) > maxNameLen {
		return most + 1
	}
	row := make([]int, len(a)+1)
	for i := range row {
		row[i] = i * moveCost
	}
	for j := range len(b) {
		diagonal := row[0]
		row[0] = (j + 1) * moveCost
		least := row[0]
		for i := range len(a) {
			d := min(diagonal+swapCost(a[i], b[j]), row[i]+moveCost, row[i+1]+moveCost)
			diagonal, row[i+1] = row[i+1], d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(a)]
}

func swapCost(a, b byte) int {
	switch {
	case a == b:
		return 0
	case lower(a) == lower(b):
		return caseCost
	}
	return moveCost
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
