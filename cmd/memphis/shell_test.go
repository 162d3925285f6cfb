package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shellFiles are the programs of shellCommands.
var shellFiles = map[string]string{
	"latin.py": "print('h\xe9')\n", "indent.py": "x = 1\n  y\n", "syntax.py": "def f(:\n", "ok.py": "print('x')\n", "coding.py": "# coding: foo\nprint(1)\n",
	"bom.py": "\xef\xbb\xbfprint('bom')\n", "crlf.py": "print('crlf')\r\nif 1:\r\n  print(2)\r\n", "pkg/__init__.py": "",
	"big.py": "import sys; sys.stdout.write('x' * 100000); sys.stdout.flush()\n", "err.py": "raise ValueError('x')",
	"both.py": "import sys; print('out'); print('err', file=sys.stderr)\n", "input.py": "print(input('? '))", "exit.py": "import sys; sys.exit('msg')\n",
	"many.py": "for i in range(100000): print(i)\n", "closed.py": "import sys\nsys.stdout.close()\nprint(1)\n",
	"term.py": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n", "first.py": "#!/bin/false\nprint('second line')\n",
	"streams.py": "import sys; s = [x and x.name for x in (sys.stdin, sys.stdout, sys.stderr)]; open('result', 'w').write(str(s))\n",
}

// shellCommands are command lines as a shell has them; $0 is the interpreter.
var shellCommands = []string{
	`"$0" latin.py`, `"$0" indent.py`, `"$0" syntax.py`, `"$0" pkg`, `"$0" -m pkg`, `"$0" coding.py`, `"$0" bom.py`, `"$0" crlf.py`, `"$0" -x first.py`,
	`"$0" ""`, `"$0" -c "def f(:"`, `"$0" -c "print(1"`, `"$0" -W foo -c 1`, `"$0" -W error::Foo -c 1`, `"$0" -X foo -c "print(1)"`,
	`echo "print(1" | "$0"`, `echo 1/0 | "$0" -`, `echo "import sys; print(sys.argv)" | "$0" - a b`, `"$0" -i -c 1/0 </dev/null`, `echo "print(x)" | "$0" -i -c "x=5"`,
	`echo x | "$0" input.py`, `"$0" input.py </dev/null`, `"$0" exit.py`, `"$0" err.py`,
	`"$0" both.py >&-`, `"$0" both.py 2>&-`, `"$0" both.py >&- 2>&- <&-; echo $?`, `"$0" input.py <&-`, `"$0" streams.py <&-; cat result`, `"$0" streams.py >&- 2>&-; cat result`,
	`"$0" - <&-; echo $?`, `"$0" err.py 2>&-; echo $?`, `"$0" both.py >/dev/full`, `"$0" both.py 2>/dev/full`, `"$0" big.py >/dev/full`, `"$0" err.py 2>/dev/full`,
	`"$0" many.py | head -1`, `"$0" -u many.py | head -1`, `"$0" closed.py`, `"$0" -c "" >/dev/full`, `"$0" term.py 2>/dev/null; echo $?`,
	`"$0" -c "import sys; sys.exit(256+3)"`, `"$0" -c "import sys; sys.exit(-1)"`, `"$0" -c "import sys; sys.exit(1.5)"`, `"$0" -c "raise SystemExit(None)"`,
	`PYTHONIOENCODING=ascii "$0" -c "print('é')"`, `PYTHONHASHSEED=x "$0" -c 1`, `PYTHONINSPECT=1 "$0" -c "print(1)" </dev/null`, `"$0" -OO -c "assert 0; print(__debug__)"`,
	`"$0" -bb -c "b''==''"`, `"$0" -c "import atexit; atexit.register(print, 'bye'); 1/0"`, `ulimit -n 20; "$0" -c "import json; print(1)"`,
}

// TestShell compares what command lines print, and their exit codes, with python3's: files that are no programs, streams that are
// closed, full or broken, signals, options and variables.
func TestShell(t *testing.T) {
	if !withLibpython {
		t.Skip("without cgo Go's runtime opens /dev/null for closed descriptors before anybody can see")
	}
	for _, command := range shellCommands {
		t.Run(strings.NewReplacer(`"$0" `, "", "/", "|").Replace(command), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, "pkg"), 0o755); err != nil {
				t.Fatal(err)
			}
			for name, text := range shellFiles {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want := run(t, dir, time.Minute, "bash", "-c", command, python(t))
			got := run(t, dir, time.Minute, "bash", "-c", command, memphis(t))
			for _, r := range []*result{&want, &got} {
				r.stderr = strings.NewReplacer(python(t), "PYTHON", memphis(t), "PYTHON").Replace(r.stderr)
			}
			sameResult(t, want, got)
		})
	}
}
