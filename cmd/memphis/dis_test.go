package main_test

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// How much becomes machine code is the translator's business, and changes with it.
var machineCode = regexp.MustCompile(`(hot: )\d+( bytes)|(?m)^( +\d+ [ \d]{10}) [m ]`)

// TestDis compares listings of the programs in testdata/dis with those recorded: of the code, and of a counted run.
func TestDis(t *testing.T) {
	programs, err := filepath.Glob("../../testdata/dis/*.py")
	if err != nil || len(programs) == 0 {
		t.Fatal("no programs: ", err)
	}
	for _, path := range programs {
		program, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ ext, option string }{{".dis", "--dis"}, {".hot", "--dis=hot"}} {
			golden := strings.TrimSuffix(program, ".py") + c.ext
			t.Run(filepath.Base(golden), func(t *testing.T) {
				r := run(t, "", time.Minute, memphis(t), c.option, program)
				if r.code != 0 || r.stderr != "" {
					t.Fatalf("exit code %d: %s", r.code, r.stderr)
				}
				if runtime.GOARCH == "amd64" && c.ext == ".hot" && strings.Contains(path, "loops") && !regexp.MustCompile(`(?m)^ +500 +\d+ m `).MatchString(r.stdout) {
					t.Errorf("no machine code: %s", r.stdout)
				}
				got := machineCode.ReplaceAllString(r.stdout, "$1$2$3")
				sameRecording(t, golden, "", got, *record)
			})
		}
	}
}

// TestDisColour looks for colours on a terminal, and for none with NO_COLOR.
func TestDisColour(t *testing.T) {
	for _, env := range [][]string{{"TERM=xterm"}, {"TERM=xterm", "NO_COLOR=1"}, {"TERM=dumb"}} {
		cmd := exec.Command(memphis(t), "--dis", "-c", "x = 1")
		cmd.Env = environment(env...)
		tty, err := pty.Start(cmd)
		if err != nil {
			t.Skip("no pseudo-terminal: ", err)
		}
		var out []byte
		for buf := make([]byte, 4096); ; {
			n, err := tty.Read(buf)
			if out = append(out, buf[:n]...); err != nil {
				break // the terminal of a program that has ended gives an error
			}
		}
		tty.Close()
		_ = cmd.Wait()
		if coloured := strings.Contains(string(out), "\x1b[36mLOADK\x1b[0m"); coloured != (len(env) == 1 && env[0] == "TERM=xterm") || !strings.Contains(string(out), "STORENAME") {
			t.Errorf("%v: %q", env, out)
		}
	}
}

// TestStandardDis runs the standard library's dis on code of ours.
func TestStandardDis(t *testing.T) {
	program, err := filepath.Abs("../../testdata/dis/blocks.py")
	if err != nil {
		t.Fatal(err)
	}
	src := `
import dis, sys, types
def walk(c):
    yield c
    for k in c.co_consts:
        if isinstance(k, types.CodeType):
            yield from walk(k)
for c in walk(compile(open(sys.argv[1]).read(), "blocks.py", "exec")):
    code = list(dis.get_instructions(c, show_caches=True))
    assert len(code) * 2 == len(c.co_code) and len(list(c.co_positions())) == len(code)
    assert not any(i.opname.startswith("<") for i in code)
    starts = {i.offset for i in code}
    assert set(dis.findlabels(c.co_code)) <= starts, dis.findlabels(c.co_code)
    assert all({e.start, e.target} <= starts for e in dis._parse_exception_table(c))
    assert list(dis.findlinestarts(c)) and c.co_linetable and isinstance(c.co_lnotab, bytes)
    dis.dis(c)
`
	for _, engine := range []string{"vm", "treewalk"} {
		r := run(t, "", time.Minute, memphis(t), "--engine", engine, "-c", src, program)
		for _, s := range []string{"LOAD_GLOBAL", "(open)", "BEFORE_WITH", "ExceptionTable:", "MATCH_MAPPING", "RETURN_GENERATOR", "LOAD_DEREF"} {
			if !strings.Contains(r.stdout, s) {
				t.Errorf("%s: no %s in %s%s", engine, s, r.stdout, r.stderr)
				break
			}
		}
		if r.code != 0 {
			t.Errorf("%s: %s", engine, r.stderr)
		}
	}
}
