package main_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestEvents compares what sys.settrace tells under python3 and with both engines: event, function, line and kind of result or
// exception, of the programs of testdata/events and of those of testdata/lang that testdata/events/programs.txt names. All run
// in one process, one after the other. The others of testdata/lang differ in what doc/status.md names, in the order of dir()
// or sets, or end the process.
func TestEvents(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	if !withLibpython {
		t.Skip("some of the programs need libpython")
	}
	list, err := os.ReadFile("../../testdata/events/programs.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"events/expressions", "events/statements", "events/multiline"}
	for _, name := range strings.Fields(string(list)) {
		names = append(names, "lang/"+name)
	}
	if len(names) < 60 {
		t.Fatalf("only %d programs", len(names))
	}
	var programs []string
	for _, name := range names {
		path, err := filepath.Abs("../../testdata/" + name + ".py")
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, path)
	}
	want := events(t, programs, python(t))
	for _, engine := range []string{"vm", "treewalk"} {
		t.Run(engine, func(t *testing.T) {
			got := events(t, programs, memphis(t), "--engine", engine)
			for i := range min(len(want), len(got)) {
				compareEvents(t, names[i], want[i], got[i])
			}
			if len(got) != len(want) {
				t.Errorf("%d programs have events, want %d", len(got), len(want))
			}
		})
	}
}

// compareEvents shows the first event that differs, and what came before it.
func compareEvents(t *testing.T, name string, want, got []string) {
	t.Helper()
	if len(want) < 2 {
		t.Errorf("%s: no events under python3", name)
	}
	for i := range max(len(want), len(got)) {
		if i < len(want) && i < len(got) && want[i] == got[i] {
			continue
		}
		from := max(i-2, 0)
		t.Errorf("%s: event %d differs:\nwant %s\ngot  %s", name, i,
			strings.Join(want[from:min(i+2, len(want))], " "), strings.Join(got[from:min(i+2, len(got))], " "))
		return
	}
}

// events runs testdata/events/events.py with an interpreter: a list of events, as JSON, for each program.
func events(t *testing.T, programs []string, interpreter ...string) [][]string {
	t.Helper()
	harness, err := filepath.Abs("../../testdata/events/events.py")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "events.json")
	args := append(append(interpreter[1:len(interpreter):len(interpreter)], harness, out), programs...)
	if r := run(t, t.TempDir(), 5*time.Minute, interpreter[0], args...); r.code != 0 {
		t.Fatalf("%v: exit code %d\n%s", interpreter, r.code, r.stderr)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for _, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var raw []json.RawMessage
		if err := json.Unmarshal(line, &raw); err != nil {
			t.Fatal(err)
		}
		list := make([]string, len(raw))
		for i, e := range raw {
			list[i] = string(e)
		}
		all = append(all, list)
	}
	return all
}

// TestOpcodeEvents checks what f_trace_opcodes promises of the events on the VM: each is at an instruction that dis shows, on the
// frame's line, and behind the line event of its line. Which instructions there are is each interpreter's own.
func TestOpcodeEvents(t *testing.T) {
	program := `
import dis, sys

def f(n):
    total = 0
    for i in range(n):
        try:
            total += [0, i][i > 0] // (i - 2)
        except ZeroDivisionError:
            total += 1
    return (yield total), n

events = []

def trace(frame, event, arg):
    frame.f_trace_opcodes = True
    events.append((event, frame.f_lineno, frame.f_lasti))
    return trace

sys.settrace(trace)
list(f(5))
sys.settrace(None)
lines, line = {}, None
for i in dis.get_instructions(f):
    line = i.starts_line or line
    lines[i.offset] = i.positions.lineno
opcodes = [e for e in events if e[0] == "opcode"]
print(len(opcodes) > 30, all(lines[at] in (line, None) for _, line, at in opcodes))
print(all(events[i + 1][:2] == ("opcode", e[1]) for i, e in enumerate(events) if e[0] == "line"))
print([e[:2] for e in events if e[0] != "opcode"])
`
	want := run(t, "", time.Minute, python(t), "-c", program)
	got := run(t, "", time.Minute, memphis(t), "-c", program)
	if want.code != 0 || got.stdout != want.stdout {
		t.Errorf("got %s%s\nwant %s%s", got.stdout, got.stderr, want.stdout, want.stderr)
	}
}
