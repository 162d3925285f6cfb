package interp_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"memphis/interp"
	"memphis/interp/object"
)

// account is what a plugin works on.
type account struct {
	Owner   string
	Balance float64  `py:"balance"`
	Tags    []string `py:"tags"`
	secret  int
}

// Withdraw takes money from the account.
func (a *account) Withdraw(amount float64) (left float64, err error) {
	if amount > a.Balance {
		return a.Balance, fmt.Errorf("only %.2f left", a.Balance)
	}
	a.Balance -= amount
	return a.Balance, nil
}

// A plugin gets Go's structs and functions of any signature. It changes a struct that it has by its address.
func ExampleInterpreter_Value() {
	p := start(nil)
	defer p.Close()
	a := &account{Owner: "Ann", Balance: 10, Tags: []string{"new"}, secret: 1}
	err := errors.Join(
		p.Set("account", a),
		p.Set("join", strings.Join),
		p.Set("fail", func(n int, rest ...string) (string, int, error) { return strings.Join(rest, ""), n, nil }))
	if err != nil {
		fmt.Println(err)
	}
	err = p.Run([]byte(`
print(account.Owner, account.Withdraw(4), join(["a", "b"], "-"), fail(1, "x", "y"))
account.balance += 0.5
account.tags = account.tags + ["seen"]
for attempt in (lambda: account.Withdraw(100), lambda: account.Withdraw("x"), lambda: account.secret, lambda: account.Withdraw()):
    try:
        attempt()
    except Exception as e:
        print(type(e).__name__, e)
print([name for name in dir(account) if not name.startswith("_")], account)
`), "plugin.py")
	fmt.Println(err, a.Balance, a.Tags)
	// Output:
	// Ann 6.0 a-b ('xy', 1)
	// RuntimeError only 6.50 left
	// TypeError Withdraw() argument 1: 'str' object is no float64
	// AttributeError 'account' object has no attribute 'secret'
	// TypeError Withdraw() takes 1 arguments (0 given)
	// ['Owner', 'Withdraw', 'balance', 'tags'] {Owner:Ann Balance:6.5 Tags:[new seen] secret:1}
	// <nil> 6.5 [new seen]
}

// Into gives Python's values to variables of Go's types.
func ExampleInterpreter_Into() {
	p := start(nil)
	defer p.Close()
	v, err := p.Eval("{'Owner': 'Bob', 'balance': 3, 'tags': ('a', 'b')}")
	if err != nil {
		fmt.Println(err)
		return
	}
	var a account
	var m map[string]object.Value
	var small int8
	fmt.Println(p.Into(v, &a), a.Owner, a.Balance, a.Tags, p.Into(v, &m), len(m))
	v, _ = p.Eval("2 ** 10")
	fmt.Println(p.Into(v, &small))
	// Output:
	// <nil> Bob 3 [a b] <nil> 3
	// 1024 is out of range for int8
}

// Arguments by keyword are the last argument of Call.
func ExampleKeywords() {
	p := start(nil)
	defer p.Close()
	sorted, err := p.Eval("sorted")
	if err != nil {
		fmt.Println(err)
		return
	}
	list, err := p.Call(sorted, []string{"b", "A", "c"}, interp.Keywords{"reverse": true, "key": strings.ToLower})
	fmt.Println(list, err)
	// Output: [c b A] <nil>
}

// pool hands out interpreters, each for one goroutine at a time.
type pool chan *interp.Interpreter

// do runs f with an interpreter of the pool.
func (idle pool) do(f func(p *interp.Interpreter) error) error {
	p := <-idle
	defer func() { idle <- p }()
	return f(p)
}

// A server with a pool of interpreters that have loaded the program; each request has a limit of time.
func Example_pool() {
	idle := make(pool, 3)
	for range cap(idle) {
		p := start(func(c *interp.Config) { c.MaxTime = 5 * time.Second })
		defer p.Close()
		if err := p.Run([]byte("def answer(path, query):\n    return f'{path}: {sum(int(n) for n in query)}'\n"), "site.py"); err != nil {
			fmt.Println(err)
			return
		}
		idle <- p
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := idle.do(func(p *interp.Interpreter) error {
			f, _ := p.Main().GetString("answer")
			text, err := p.Call(f, r.URL.Path, r.URL.Query()["n"])
			if err == nil {
				_, err = fmt.Fprint(w, text)
			}
			return err
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}))
	defer site.Close()
	var all sync.WaitGroup
	answers := make([]string, 6)
	for i := range answers {
		all.Add(1)
		go func() {
			defer all.Done()
			r, err := http.Get(fmt.Sprintf("%s/%d?n=%d&n=1", site.URL, i, i))
			if err != nil {
				return
			}
			defer r.Body.Close()
			b, _ := io.ReadAll(r.Body)
			answers[i] = string(b)
		}()
	}
	all.Wait()
	sort.Strings(answers)
	fmt.Println(answers)
	// Output: [/0: 1 /1: 2 /2: 3 /3: 4 /4: 5 /5: 6]
}

// TestInto gives Python's values to variables that do not suit them.
func TestInto(t *testing.T) {
	p, err := interp.New(config(t))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var n int
	var u uint8
	var list []int
	var m map[string]int
	var s struct{ A int }
	var any_ any
	for _, c := range []struct {
		source string
		to     any
		want   string
	}{
		{"'x'", &n, "'str' object is no int"},
		{"2 ** 70", &n, "1180591620717411303424 is out of range for int"},
		{"-1", &u, "-1 is out of range for uint8"},
		{"[1, 'x']", &list, "'str' object is no int"},
		{"{1: 2}", &m, "'int' object is no string"},
		{"{'A': []}", &s, "A: 'list' object is no int"},
		{"1", n, "interp: Into wants a pointer, not a int"},
		{"None", &any_, ""},
		{"(1, 2)", &list, ""},
	} {
		v, err := p.Eval(c.source)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := p.Into(v, c.to); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.source, got, c.want)
		}
	}
	if any_ != nil || len(list) != 2 {
		t.Errorf("got %v, %v", any_, list)
	}
}
