package main_test

import (
	"testing"
	"time"
)

// TestHugePages asks how much memory the kernel was asked to keep in huge pages, and whether objects lie there.
func TestHugePages(t *testing.T) {
	t.Parallel()
	r := run(t, t.TempDir(), time.Minute, memphis(t), "-c", `
import os, re
if not os.path.exists('/sys/kernel/mm/transparent_hugepage/enabled'): raise SystemExit('no huge pages here')
def huge():
    size = used = 0
    for m in re.finditer(r'^Size: +(\d+) kB\n(?:[A-Z].*\n)*?Rss: +(\d+) kB\n(?:[A-Z].*\n)*?VmFlags:.* hg\b', open('/proc/self/smaps').read(), re.M):
        size += int(m[1])
        used += int(m[2])
    return size, used
keep = [[i] for i in range(10000)]
size, used = huge()
print(size > 30 << 10, used > 2 << 10)
import gc, time
gc.collect() # whereupon more is asked for, by a finaliser
for _ in range(100):
    if huge()[0] > 250 << 10: break
    time.sleep(.05)
print(huge()[0] > 250 << 10)
`)
	if r.code == 1 && r.stderr == "no huge pages here\n" {
		t.Skip(r.stderr)
	}
	if r.stdout != "True True\nTrue\n" {
		t.Error(r.stdout, r.stderr)
	}
}
