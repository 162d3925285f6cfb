package syntax

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"reflect"
	"testing"
)

var update = flag.Bool("update", false, "record the oracle's answers in testdata")

// wrong is a source text that is not valid, and what CPython says about it.
type wrong struct {
	query
	answer
}

const errorTable = "testdata/errors.json"

func readErrors(t testing.TB) []wrong {
	t.Helper()
	b, err := os.ReadFile(errorTable)
	if err != nil {
		t.Fatal(err)
	}
	var rows []wrong
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 300 {
		t.Fatalf("only %d rows in %s", len(rows), errorTable)
	}
	return rows
}

// describe returns an error of Parse in the oracle's terms.
func describe(err error) answer {
	var e *Error
	if !errors.As(err, &e) {
		return answer{}
	}
	a := answer{Kind: e.Kind.String(), Msg: e.Msg, Line: e.Line, Col: e.Col, ELine: e.EndLine, ECol: e.EndCol}
	if e.HasText {
		a.Text = &e.Text
	}
	return a
}

// TestErrors compares messages, positions and texts with those recorded from CPython 3.11.2.
func TestErrors(t *testing.T) {
	for _, w := range readErrors(t) {
		_, err := Parse(w.source(), w.options())
		if got := describe(err); !reflect.DeepEqual(got, w.answer) {
			t.Errorf("%q, mode %s, flags %#x:\n got  %s\n want %s", w.Src, w.Mode, w.Flags, show(got), show(w.answer))
		}
	}
}

func show(a answer) string {
	b, _ := json.Marshal(a)
	return string(b)
}

// TestErrorTable compares the recorded errors with those of the oracle at hand.
func TestErrorTable(t *testing.T) {
	o := startOracle(t)
	rows := readErrors(t)
	var out bytes.Buffer
	for i, w := range rows {
		a := o.ask(t, w.query)
		if *update {
			sep := ",\n"
			if i == 0 {
				sep = "[\n"
			}
			out.WriteString(sep)
			line, err := json.Marshal(wrong{w.query, a})
			if err != nil {
				t.Fatal(err)
			}
			out.Write(line)
			continue
		}
		if !reflect.DeepEqual(a, w.answer) {
			t.Errorf("%q: recorded %s, the oracle says %s", w.Src, show(w.answer), show(a))
		}
	}
	if *update {
		out.WriteString("\n]\n")
		if err := os.WriteFile(errorTable, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
