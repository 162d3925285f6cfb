package interp_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"memphis/interp"
	"memphis/interp/object"
)

func config(t *testing.T) interp.Config {
	t.Helper()
	c, err := interp.HostConfig()
	if err != nil {
		t.Skip(err)
	}
	return c
}

// start is what the examples begin with: an interpreter that prints to standard output.
func start(change func(c *interp.Config)) *interp.Interpreter {
	c, err := interp.HostConfig()
	if err != nil {
		panic(err)
	}
	c.Argv, c.Stdout = []string{"example"}, os.Stdout
	if change != nil {
		change(&c)
	}
	p, err := interp.New(c)
	if err != nil {
		panic(err)
	}
	return p
}

func ExampleInterpreter_Run() {
	p := start(nil)
	defer p.Close()
	err := p.Run([]byte("import sys\nfor word in 'hello world'.split():\n    print(word.title(), sys.argv)\n"), "hello.py")
	fmt.Println(err)
	// Output:
	// Hello ['example']
	// World ['example']
	// <nil>
}

func ExampleInterpreter_Eval() {
	p := start(func(c *interp.Config) { c.Engine = interp.TreeWalk })
	defer p.Close()
	v, err := p.Eval("{'sum': sum(range(10)), 'big': 2 ** 70, 'text': f'{1/3:.3f}'}")
	fmt.Println(p.Go(v), err)
	// Output: map[big:1180591620717411303424 sum:45 text:0.333] <nil>
}

// Import gives a module, whose functions Go calls.
func ExampleInterpreter_Call() {
	p := start(nil)
	defer p.Close()
	textwrap, err := p.Import("textwrap")
	if err != nil {
		fmt.Println(err)
		return
	}
	wrap, err := p.Attr(textwrap, "wrap")
	if err != nil {
		fmt.Println(err)
		return
	}
	lines, err := p.Call(wrap, "the quick brown fox jumps", 10)
	fmt.Printf("%q %v\n", lines, err)
	// Output: ["the quick" "brown fox" "jumps"] <nil>
}

// Go functions and values are given to Python by name; errors become exceptions.
func ExampleInterpreter_Set() {
	p := start(nil)
	defer p.Close()
	stock := map[string]int{"apples": 3, "pears": 0}
	err := errors.Join(
		p.Set("stock", stock),
		p.Set("take", func(args []any) (any, error) {
			name, _ := args[0].(string)
			if stock[name] == 0 {
				return nil, fmt.Errorf("no %s left", name)
			}
			stock[name]--
			return stock[name], nil
		}))
	if err != nil {
		fmt.Println(err)
	}
	err = p.Run([]byte(`
print(stock, take("apples"))
try:
    take("pears")
except RuntimeError as e:
    print("error:", e)
left = {name: n * 1.5 for name, n in stock.items()}
`), "shop.py")
	left, ok := p.Get("left")
	fmt.Println(err, left, ok, stock["apples"])
	// Output:
	// {'apples': 3, 'pears': 0} 2
	// error: no pears left
	// <nil> map[apples:4.5 pears:0] true 2
}

// A Python exception is a Go error, with its class, arguments and stack.
func ExampleInterpreter_FormatError() {
	p := start(nil)
	defer p.Close()
	err := p.Run([]byte("def f(d):\n    return d['x']\nf({})\n"), "fails.py")
	var exc *object.Exception
	fmt.Println(errors.As(err, &exc), exc.Header.Type.Name, object.ErrorIs(err, object.LookupErrorType), err)
	fmt.Print(p.FormatError(err))
	// Output:
	// true KeyError true KeyError: x
	// Traceback (most recent call last):
	//   File "fails.py", line 3, in <module>
	//   File "fails.py", line 2, in f
	// KeyError: 'x'
}

// Standard streams are any readers and writers.
func ExampleConfig() {
	var out bytes.Buffer
	p := start(func(c *interp.Config) { c.Stdin, c.Stdout = strings.NewReader("Ann\nBob\n"), &out })
	defer p.Close()
	err := p.Run([]byte("import sys\nprint('hello', input())\nprint(sys.stdin.read().strip(), end='')"), "ask.py")
	p.Finish(nil)
	fmt.Printf("%q %v\n", out.String(), err)
	// Output: "hello Ann\nBob" <nil>
}

// A program is stopped by a context, or by limits, even if it catches everything.
func ExampleStopped() {
	const endless = "while True:\n    try:\n        [0] * 1000\n    except BaseException as e:\n        pass\n"
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	for _, change := range []func(c *interp.Config){
		func(c *interp.Config) { c.Context = ctx },
		func(c *interp.Config) { c.MaxTime = 50 * time.Millisecond },
		func(c *interp.Config) { c.MaxSteps = 10_000 },
	} {
		p := start(change)
		err := p.Run([]byte(endless), "endless.py")
		var stopped *interp.Stopped
		fmt.Println(errors.As(err, &stopped), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, interp.ErrSteps))
		p.Close()
	}
	p := start(func(c *interp.Config) { c.MaxMemory = 300 << 20 })
	defer p.Close()
	err := p.Run([]byte("keep = []\nwhile True:\n    keep.append([0] * 10000)\n"), "hungry.py")
	fmt.Println(errors.Is(err, interp.ErrMemory))
	// Output:
	// true true false false
	// true false true false
	// true false false true
	// true
}
