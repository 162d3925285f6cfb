package compile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"memphis/interp/internal/compile"
	"memphis/interp/syntax"
)

// diagnose compiles a program and returns its error and its warnings as testdata/errors.py prints them.
func diagnose(src string) []string {
	out := []string{"no error"}
	warn := func(w syntax.Warning) error {
		out = append(out, fmt.Sprintf("%d: %s", w.Line, w.Msg))
		return nil
	}
	mod, err := syntax.Parse([]byte(src), syntax.Options{Filename: "<test>", Warn: warn})
	if err == nil {
		_, err = compile.Compile(mod, compile.Options{Filename: "<test>", Warn: warn})
	}
	var e *syntax.Error
	if errors.As(err, &e) {
		out[0] = fmt.Sprintf("%s: %s (%d,%d)-(%d,%d)", e.Kind, e.Msg, e.Line, e.Col, e.EndLine, e.EndCol)
		out[0] = strings.Replace(out[0], ",-2)", ",None)", 1)
	} else if err != nil {
		out[0] = err.Error()
	}
	return out
}

// TestDiagnostics compares errors and warnings with those of the host's compiler.
func TestDiagnostics(t *testing.T) {
	if _, err := os.Stat(python); err != nil {
		t.Skip("no " + python)
	}
	for _, file := range []string{"testdata/errors.txt", "testdata/warnings.txt"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(python, "testdata/errors.py", file)
		cmd.Stderr = os.Stderr
		recorded, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(recorded)), "\n")
		for i, src := range strings.Split(string(text), "---\n") {
			var want []string
			if err := json.Unmarshal([]byte(lines[i]), &want); err != nil {
				t.Fatal(err)
			}
			if got := diagnose(src); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s\n want %q\n  got %q", src, want, got)
			}
		}
	}
}
