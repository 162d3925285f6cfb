package convert_test

import (
	"os"
	"strings"
	"testing"

	"memphis/convert"
	"memphis/interp/object"
)

// TestPage compares doc/conversion.md with the tables that it is made of.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../doc/conversion.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != convert.Markdown() {
		t.Error("doc/conversion.md is stale: run make docs")
	}
}

func TestTable(t *testing.T) {
	convert.Setup()
	names := map[string]bool{}
	for _, r := range convert.Rows {
		if names[r.Name] {
			t.Errorf("two rows are named %q", r.Name)
		}
		names[r.Name] = true
		if r.Dir == 0 || r.Doc == "" {
			t.Errorf("%s: the row has no direction or no doc", r.Name)
		}
		if r.Exact == (len(r.Losses) > 0) {
			t.Errorf("%s: exact is %v with %d losses", r.Name, r.Exact, len(r.Losses))
		}
		for _, typ := range r.Types {
			if r.Dir&convert.ToC != 0 {
				if got := convert.RuleOf(typ); got.Name != r.Name {
					t.Errorf("%s goes to C by the row %q, want %q", typ.Name, got.Name, r.Name)
				}
			}
			if r.Dir&convert.FromC != 0 {
				if got := convert.Arrival(typ); got == nil || got.Name != r.Name {
					t.Errorf("%s comes from C by %v, want %q", typ.Name, got, r.Name)
				}
			}
		}
	}
	for typ, want := range map[*object.Type]string{
		object.ValueErrorType: "exception", object.TypeType: "class", object.GeneratorType: "everything else of ours", object.MemoryViewType: "everything else of ours",
	} {
		if got := convert.RuleOf(typ); got.Name != want {
			t.Errorf("%s goes to C by the row %q, want %q", typ.Name, got.Name, want)
		}
	}
	for i, l := range convert.Losses {
		if l.Key == "" || l.Advice == "" || l.Doc == "" || strings.Count(l.Lost, "%s") != 1 {
			t.Errorf("loss %d (%q) lacks something", i, l.Key)
		}
	}
}
