package main_test

import (
	"bufio"
	"os"
	"strings"
	"sync"
	"testing"
)

// knownFile lists what is known to differ from python3, a name and a reason a
// line. It is the debt that is left: a line may only go, and a test that is not
// in it must pass.
const knownFile = "../../testdata/known.txt"

var knownOnce = sync.OnceValues(func() (map[string]string, error) {
	f, err := os.Open(knownFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		name, why, ok := strings.Cut(s.Text(), " ")
		if ok && !strings.HasPrefix(name, "#") {
			out[name] = strings.TrimSpace(why)
		}
	}
	return out, nil
})

// known returns why the test of that name may fail, "" if it must pass.
func known(t *testing.T, name string) string {
	t.Helper()
	m, err := knownOnce()
	if err != nil {
		t.Fatal(err)
	}
	return m[name]
}
