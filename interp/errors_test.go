package interp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"memphis/interp"
	"memphis/interp/object"
)

// TestErrors gets the errors of failing programs on both engines: each is an *object.Exception for errors.As, and prints as
// the same stack.
func TestErrors(t *testing.T) {
	const defs = `
class Failure(Exception):
    def __init__(self, code): super().__init__(code); self.code = code
def check(order):
    return [total(item)
            for item in order]
def total(item):
    try:
        return item['price'] * item['count']
    except KeyError as e:
        raise Failure(7) from e
def later():
    yield 1
    yield lookup('x')
async def never(): raise ValueError('in a coroutine')
`
	programs := []struct{ source, class, last string }{
		{"check([{'price': 2}])", "Failure", "Failure: 7"},
		{"list(later())", "RuntimeError", "RuntimeError: no x in the shop"},
		{"never().send(None)", "ValueError", "ValueError: in a coroutine"},
		{"def f(n): return f(n + 1)\nf(0)", "RecursionError", "RecursionError: maximum recursion depth exceeded"},
		{"raise ExceptionGroup('two', [Failure(1), TypeError(2)])", "ExceptionGroup", "    +------------------------------------"},
		{"x = (", "SyntaxError", "SyntaxError: '(' was never closed"},
	}
	stacks := map[string]string{}
	for _, engine := range []interp.Engine{interp.VM, interp.TreeWalk} {
		p := start(func(c *interp.Config) { c.Engine = engine })
		err := p.Set("lookup", interp.Func(func(args []any) (any, error) { return nil, fmt.Errorf("no %v in the shop", args[0]) }))
		if err == nil {
			err = p.Run([]byte(defs), "shop.py")
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range programs {
			err := p.Run([]byte(c.source), "main.py")
			var exc *object.Exception
			if !errors.As(fmt.Errorf("embedded: %w", err), &exc) || exc.Header.Type.Name != c.class {
				t.Errorf("%s: %s: %v", engine, c.source, err)
				continue
			}
			stack := p.FormatError(err)
			if lines := strings.Split(strings.TrimSpace(stack), "\n"); strings.TrimSpace(lines[len(lines)-1]) != strings.TrimSpace(c.last) {
				t.Errorf("%s: %s: stack ends with %q, want %q", engine, c.source, lines[len(lines)-1], c.last)
			}
			if first, ok := stacks[c.source]; ok && first != stack {
				t.Errorf("%s: stacks differ:\n%s\n%s", c.source, first, stack)
			}
			stacks[c.source] = stack
		}
		if !strings.Contains(stacks[programs[0].source], "direct cause") || !strings.Contains(stacks[programs[0].source], "line 5, in <listcomp>") {
			t.Errorf("%s: %s", engine, stacks[programs[0].source])
		}
		p.Close()
	}
}
