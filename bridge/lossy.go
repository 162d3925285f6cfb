package bridge

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"memphis/convert"
	"memphis/interp/object"
)

// This file defines the warnings about what crossings lose, and the books kept of all of
// them.

// lossy says that a crossing loses something: a value of the named type, on its way in
// direction dir, at the C function where.
func (b *Bridge) lossy(t *object.Thread, id convert.LossID, typ string, dir convert.Direction, where, detail string) error {
	if b.books != nil {
		b.books.row(where).losses[id]++
	}
	if b.cfg.Quiet {
		return nil
	}
	return t.Warnf(convert.LossyConversionWarning, 1, "%s", convert.Message(id, typ, dir, where, detail))
}

// warnMerged warns of keys that were lost on the way from C.
func (b *Bridge) warnMerged(c *call) error {
	var first error
	for i, n := range b.merged {
		if n == 0 {
			continue
		}
		if err := b.lossy(c.t, convert.KeysMerged, mergedTypes[i].Name, convert.FromC, c.name(), strconv.Itoa(n)); first == nil {
			first = err
		}
	}
	b.merged = [3]int{}
	return first
}

// warnWeak warns of proxies that have died while C had weak references to them.
func (b *Bridge) warnWeak(c *call) error {
	lost := b.weakLost
	b.weakLost = nil
	var first error
	for _, typ := range lost {
		if err := b.lossy(c.t, convert.WeakRef, typ, convert.ToC, c.name(), typ); first == nil {
			first = err
		}
	}
	return first
}

// books are the accounts of all crossings, by C function.
type books struct {
	rows  map[string]*account
	total account
	inner []time.Duration // of each crossing under way, what callbacks took
}

// account counts the crossings of one C function.
type account struct {
	crossings, callbacks int
	out, in              int           // bytes to C and from it
	took                 time.Duration // without callbacks
	losses               [convert.NumLosses]int
}

func (k *books) row(where string) *account {
	a := k.rows[where]
	if a == nil {
		a = &account{}
		k.rows[where] = a
	}
	return a
}

// enter begins a crossing to C; the function that it returns ends it.
func (k *books) enter(where string, out int) (leave func(in int)) {
	begin := time.Now()
	k.inner = append(k.inner, 0)
	return func(in int) {
		took := time.Since(begin)
		last := len(k.inner) - 1
		for _, a := range []*account{k.row(where), &k.total} {
			a.crossings++
			a.out += out
			a.in += in
			a.took += took - k.inner[last]
		}
		k.inner = k.inner[:last]
	}
}

// callback begins a callback from the C function where.
func (k *books) callback(where string) (leave func()) {
	begin := time.Now()
	depth := len(k.inner)
	return func() {
		if depth > 0 && depth <= len(k.inner) {
			k.inner[depth-1] += time.Since(begin)
		}
		k.row(where).callbacks++
		k.total.callbacks++
	}
}

// reportRow is a line of the report.
type reportRow struct {
	Module    string         `json:"module"`
	Function  string         `json:"function"`
	Crossings int            `json:"crossings"`
	Callbacks int            `json:"callbacks"`
	ToC       int            `json:"bytes_to_c"`
	FromC     int            `json:"bytes_from_c"`
	Nanos     int64          `json:"ns"`
	Losses    map[string]int `json:"losses,omitempty"`
}

func (a *account) line(module, function string) reportRow {
	r := reportRow{module, function, a.crossings, a.callbacks, a.out, a.in, a.took.Nanoseconds(), nil}
	for id, n := range a.losses {
		if n > 0 {
			if r.Losses == nil {
				r.Losses = map[string]int{}
			}
			r.Losses[convert.Losses[id].Key] = n
		}
	}
	return r
}

// report returns the books, the function with most crossings first.
func (b *Bridge) report() (rows []reportRow, total reportRow) {
	if b.books == nil {
		return nil, reportRow{}
	}
	sum := b.books.total
	for where, a := range b.books.rows {
		module, function := b.splitWhere(where)
		rows = append(rows, a.line(module, function))
		for id, n := range a.losses {
			sum.losses[id] += n
		}
	}
	slices.SortFunc(rows, func(x, y reportRow) int {
		if x.Crossings != y.Crossings {
			return y.Crossings - x.Crossings
		}
		return strings.Compare(x.Module+"."+x.Function, y.Module+"."+y.Function)
	})
	return rows, sum.line("", "")
}

// splitWhere cuts the name of a C function behind the longest part that is a module's.
func (b *Bridge) splitWhere(where string) (module, function string) {
	for i := len(where) - 1; i > 0; i-- {
		if where[i] == '.' && b.interp != nil {
			if _, ok := b.interp.Modules.GetString(where[:i]); ok {
				return where[:i], where[i+1:]
			}
		}
	}
	if m, f, ok := strings.Cut(where, "."); ok {
		return m, f
	}
	return "", where
}

// Report writes the table of all crossings, their bytes, time and losses.
func (b *Bridge) Report(w io.Writer) {
	rows, total := b.report()
	fmt.Fprintf(w, "%-24s %-36s %10s %10s %12s %12s %10s  %s\n", "module", "function", "crossings", "callbacks", "bytes to C", "bytes back", "ms", "lost")
	for _, r := range append(rows, total) {
		if r.Module == "" && r.Function == "" {
			r.Module = "all"
		}
		var lost []string
		for key, n := range r.Losses {
			lost = append(lost, fmt.Sprintf("%s: %d", key, n))
		}
		slices.Sort(lost)
		fmt.Fprintf(w, "%-24s %-36s %10d %10d %12d %12d %10.3f  %s\n", r.Module, r.Function, r.Crossings, r.Callbacks, r.ToC, r.FromC, float64(r.Nanos)/1e6, strings.Join(lost, ", "))
	}
}

// ReportJSON writes what Report does as one JSON object on a line of its own.
func (b *Bridge) ReportJSON(w io.Writer) {
	rows, total := b.report()
	if rows == nil {
		rows = []reportRow{}
	}
	text, err := json.Marshal(map[string]any{"functions": rows, "total": total})
	if err != nil {
		fmt.Fprintln(w, "memphis: --lossy=json:", err) // cannot happen: strings and numbers only
		return
	}
	fmt.Fprintf(w, "%s\n", text)
}
