package interp_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"memphis/interp"
)

// TestParallel runs eight interpreters in eight goroutines: without the bridge each has its own lock and they run at the same
// time. Run with -race (make check does).
func TestParallel(t *testing.T) {
	const src = `
import collections, json, re
class Node:
    def __init__(self, n): self.n = n; self.children = []
    def total(self): return self.n + sum(c.total() for c in self.children)
def tree(depth):
    node = Node(depth)
    if depth:
        node.children = [tree(depth - 1) for _ in range(2)]
    return node
words = collections.Counter(re.findall(r"\w+", "the cat the dog %d" % seed))
try:
    {}[seed]
except KeyError as e:
    words["error"] = e.args[0]
def numbers(n):
    for i in range(n):
        yield i * seed
print(tree(6).total(), json.dumps(sorted(words.items())), sum(numbers(2000)), f"{seed:>5}", 2 ** (seed + 60), isinstance(seed, int))
`
	want := func(seed int) string {
		return fmt.Sprintf("120 [[\"%d\", 1], [\"cat\", 1], [\"dog\", 1], [\"error\", %d], [\"the\", 2]] %d %5d %d True\n", seed, seed, 1999000*seed, seed, 1<<60<<seed)
	}
	var all sync.WaitGroup
	for i := range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			var out bytes.Buffer
			cfg := config(t)
			cfg.Stdout = &out
			p, err := interp.New(cfg)
			if err != nil {
				t.Error(err)
				return
			}
			defer p.Close()
			seed := i % 3
			if err := p.Set("seed", seed); err != nil {
				t.Error(err)
			}
			if err := p.Run([]byte(src), "parallel.py"); err != nil {
				t.Error(p.FormatError(err))
			}
			p.Finish(nil)
			if got := out.String(); got != want(seed) {
				t.Errorf("got %q, want %q", got, want(seed))
			}
		}()
	}
	all.Wait()
}
