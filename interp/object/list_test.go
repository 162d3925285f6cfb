package object

import (
	"math/rand"
	"sort"
	"testing"
)

// TestSortStable compares list.sort, on data of several orders, with the
// library's stable sort.
func TestSortStable(t *testing.T) {
	th := NewInterp().NewThread()
	rnd := rand.New(rand.NewSource(1))
	for n := 0; n < 700; n += 1 + n/9 {
		for kind := range 4 {
			items := make([]Value, n)
			for i := range items {
				k := rnd.Intn(n + 1)
				switch kind {
				case 1:
					k = i / 3
				case 2:
					k = (n - i) / 3
				case 3:
					k = i % 37
				}
				items[i] = Pair(Float(float64(k)), Int(i))
			}
			want := append([]Value(nil), items...)
			key := func(v Value) float64 {
				u, _ := AsTuple(v)
				return u.Items[0].Float64()
			}
			sort.SliceStable(want, func(i, j int) bool { return key(want[i]) < key(want[j]) })
			fn := NewFunc("key", "", Fn1(func(t *Thread, self, a Value) (Value, error) { return Float(key(a)), nil }))
			if err := th.SortValues(items, fn, false); err != nil {
				t.Fatal(err)
			}
			for i := range items {
				if items[i] != want[i] {
					t.Fatalf("n=%d kind=%d: item %d differs", n, kind, i)
				}
			}
		}
	}
}
