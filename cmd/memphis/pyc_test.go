package main_test

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// notFromPyc are programs of testdata/lang that do not run from a .pyc file, under python3 as well.
var notFromPyc = map[string]string{
	"grammar/statements_mixed": "reads its own file as text",
}

// tellTheirFile are programs that show what file they are run from: they are compared with python3 on the same .pyc file.
var tellTheirFile = map[string]bool{
	"basics/scripts_args": true, "execution/tracing": true, "execution/warnings_mod": true, "execution/sys_module": true,
	"execution/trace_events": true, "execution/debuggers": true, "exceptions/tb_objects": true, "stdlib/logging_mod": true,
}

// compileWarnings are the warnings that compiling gives, each with its line of the source.
var compileWarnings = regexp.MustCompile(`(?m)^.*: SyntaxWarning: .*\n(  .*(\n|$))?`)

// TestFromPyc compiles the programs of testdata/lang with the host's python3 and runs the .pyc files, which must do what the
// recordings of their sources show.
func TestFromPyc(t *testing.T) {
	programs, err := filepath.Glob(filepath.Join(langDir, "*", "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	const compile = `
import os, py_compile, sys
for name in sys.argv[2:]:
    py_compile.compile(name, os.path.join(sys.argv[1], name.replace('/', '_') + 'c'), os.path.abspath(name), doraise=True)
`
	cmd := exec.Command(python(t), append([]string{"-W", "ignore", "-c", compile, out}, programs...)...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if version, err := exec.Command(python(t), "-c", "import sys; print(sys.hexversion >> 16)").Output(); err != nil || strings.TrimSpace(string(version)) != "779" {
		t.Skipf("python3 is %s (%v), not 3.11", version, err)
	}
	ran := 0
	for _, program := range programs {
		name := strings.TrimSuffix(strings.TrimPrefix(program, langDir+"/"), ".py")
		if notFromPyc[name] != "" || !withLibpython && needsLibpython(t, program) {
			continue
		}
		ran++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.Abs(filepath.Dir(program))
			if err != nil {
				t.Fatal(err)
			}
			pyc := filepath.Join(out, strings.ReplaceAll(program, "/", "_")+"c")
			runPyc := func(command string) result {
				return normalised(runIn(t, environment("MEMPHIS_ENGINE=vm", "PYTHONPATH="+dir), dir, langLimit, command, pyc), dir)
			}
			var want result
			if tellTheirFile[name] {
				want = runPyc(python(t))
			} else {
				want = recorded(t, dir, strings.TrimSuffix(filepath.Base(program), ".py"))
				want.stderr = compileWarnings.ReplaceAllString(want.stderr, "")
			}
			got := runPyc(memphis(t))
			sameResult(t, want, got)
		})
	}
	if ran < 100 {
		t.Errorf("%d programs, want 100 at least", ran)
	}
}
