// Memphis-conformance runs files of CPython's own test suite under the host's python3 and under memphis, case by case, and
// prints how many of the cases that pass there pass here.
//
//	memphis-conformance [--memphis bin/memphis] [--python /usr/bin/python3] [--list c] [--only test_dict,test_list] [--engine treewalk] [--jobs 2]
//
// A case that the suite asks of CPython alone (support.cpython_only), and so skips itself here, is counted apart: the first
// percentage leaves it out, the second ("of all") counts it as not passed. Each case has a time limit. A case
// that crashes or hangs its process fails, and the cases after it run in a new one.
//
// The record (testdata/conformance/record.json) lists for each file the cases that fail here and pass there. It only gets
// shorter: a case that failed and passes now is taken out; a case that fails and is not in the record is a regression, which
// is printed, and makes the exit code 1. What python3 does is kept in the user's cache folder, by its version; -fresh runs
// it again.
package main

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	flag "github.com/spf13/pflag"
)

//go:embed runner.py
var script string

// modules are the files of the suite that memphis is held to. The tests of str are test_unicode in 3.11.
var modules = strings.Fields(`
	test_grammar test_scope test_generators test_coroutines test_asyncgen test_class test_descr test_super test_exceptions
	test_except_star test_with test_patma test_dict test_list test_tuple test_set test_unicode test_bytes test_int test_long
	test_float test_complex test_range test_slice test_iter test_enumerate test_functools test_itertools test_collections
	test_operator test_builtin test_fstring test_format test_string test_dataclasses test_enum test_typing test_json test_re
	test_contextlib test_import test_weakref test_threading test_socket test_datetime test_random test_decimal`)

// cModules are the files about modules that the standard library implements in C, which come through the bridge or are
// native. Debian's suite has no test_sqlite3.
var cModules = strings.Fields(`
	test_struct test_array test_zlib test_bz2 test_lzma test_gzip test_hashlib test_hmac test_binascii test_csv
	test_ssl test_socket test_select test_selectors test_asyncio test_ctypes test_mmap test_pickle test_copy test_memoryview
	test_buffer test_unicodedata test_pyexpat test_xml_etree_c test_xml_etree test_decimal test_fractions test_statistics
	test_datetime test_zoneinfo test_random test_math test_cmath test_heapq test_bisect test_deque test_queue test_subprocess
	test_multiprocessing_spawn test_signal test_fcntl test_resource test_pwd test_grp test_uuid test_zipfile test_tarfile
	test_readline test_curses`)

// wanted is the share of the cases passing under python3 that are to pass under memphis.
const wanted = 0.95

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// conformance is one run of this command.
type conformance struct {
	memphis, python, record, logs string
	engine                        string // of memphis, its own choice if empty
	only                          []string
	jobs                          int
	caseLimit                     time.Duration
	fresh, keep, verbose          bool
	out                           io.Writer
}

func run(args []string, stdout, stderr io.Writer) int {
	c := conformance{out: stdout, only: modules}
	flags := flag.NewFlagSet("memphis-conformance", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.memphis, "memphis", "bin/memphis", "the memphis to test")
	flags.StringVar(&c.python, "python", "/usr/bin/python3", "the python3 to compare with")
	flags.StringVar(&c.record, "record", "testdata/conformance/record.json", "the record that only improves")
	flags.StringVar(&c.logs, "logs", "", "a folder for what memphis prints, a file a module")
	flags.StringVar(&c.engine, "engine", "", "the engine of memphis: vm or treewalk; the record is that of the vm")
	flags.IntVar(&c.jobs, "jobs", 2, "how many modules run at once")
	flags.DurationVar(&c.caseLimit, "case", time.Minute, "how long one case may take")
	flags.BoolVar(&c.fresh, "fresh", false, "run python3 again, whatever the cache has")
	flags.BoolVarP(&c.keep, "dry-run", "n", false, "leave the record as it is")
	flags.BoolVarP(&c.verbose, "verbose", "v", false, "name the cases that pass under python3 and not under memphis")
	list := flags.String("list", "language", "which files to run: language, c (modules written in C) or all")
	only := flags.String("only", "", "modules to run, separated by commas, instead of all")
	if err := flags.Parse(args); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(stderr, "memphis-conformance:", err)
		}
		return 2
	}
	switch *list {
	case "language":
	case "c":
		c.only = cModules
	case "all":
		c.only = slices.Compact(slices.Sorted(slices.Values(slices.Concat(modules, cModules))))
	default:
		fmt.Fprintf(stderr, "memphis-conformance: no list %q\n", *list)
		return 2
	}
	if c.engine == "treewalk" {
		c.keep = true
	}
	if *only != "" {
		c.only = strings.Split(*only, ",")
	}
	regressed, err := c.run()
	if err != nil {
		fmt.Fprintln(stderr, "memphis-conformance:", err)
		return 1
	}
	if regressed {
		return 1
	}
	return 0
}

// row is one module's line of the table.
type row struct {
	name            string
	there, here     module
	failing         []string // pass there, not here
	cpython         int      // pass there, and are not asked of any implementation but CPython
	fixed, newlyBad []string // against the record
}

func (c *conformance) run() (regressed bool, err error) {
	memphis, err := filepath.Abs(c.memphis)
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "memphis-conformance-")
	if err != nil {
		return false, err
	}
	defer removeAll(dir)
	path := filepath.Join(dir, "runner.py")
	if err := os.WriteFile(path, []byte(script), 0o644); err != nil {
		return false, err
	}
	if out, err := exec.Command(c.python, "-c", "import test.test_dict").CombinedOutput(); err != nil {
		return false, fmt.Errorf("%s has no test suite (Debian: apt-get install libpython3.11-testsuite): %s", c.python, out)
	}
	known, err := c.openCache()
	if err != nil {
		return false, err
	}
	record, err := readJSON[map[string][]string](c.record)
	if err != nil {
		return false, err
	}
	if record == nil {
		record = map[string][]string{}
	}
	there := runner{python: c.python, script: path, dir: dir, caseLimit: c.caseLimit, restarts: 3}
	here := runner{python: memphis, script: path, dir: dir, caseLimit: c.caseLimit, restarts: 40, logs: c.logs, engine: c.engine}

	rows := make([]row, len(c.only))
	slots := make(chan struct{}, max(1, c.jobs))
	var group sync.WaitGroup
	for i, name := range c.only {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			theirs := known.get(name, func() module { return there.run(name) })
			rows[i] = judge(name, theirs, here.run(name), record)
			fmt.Fprintf(c.out, "%s: %d of %d\n", name, len(rows[i].there.passed())-rows[i].cpython-len(rows[i].failing), len(rows[i].there.passed())-rows[i].cpython)
		})
	}
	group.Wait()
	if err := known.save(); err != nil {
		return false, err
	}
	regressed = c.print(rows)
	if c.keep {
		return regressed, nil
	}
	for _, r := range rows {
		if len(r.newlyBad) == 0 && r.there.Trouble == "" {
			record[r.name] = r.failing
		} else if old, ok := record[r.name]; ok {
			record[r.name] = slices.DeleteFunc(old, func(name string) bool { return slices.Contains(r.fixed, name) })
		}
	}
	return regressed, writeJSON(c.record, record)
}

// judge compares a module's two runs with each other and with the record.
func judge(name string, there, here module, record map[string][]string) row {
	r := row{name: name, there: there, here: here, failing: []string{}}
	old, recorded := record[name]
	for _, c := range there.passed() {
		if here.Cases[c] == "cpython" {
			r.cpython++
			continue
		}
		passes, inRecord := here.Cases[c] == "ok", slices.Contains(old, c)
		if !passes {
			r.failing = append(r.failing, c)
		}
		switch {
		case passes && inRecord:
			r.fixed = append(r.fixed, c)
		case !passes && recorded && !inRecord:
			r.newlyBad = append(r.newlyBad, c)
		}
	}
	return r
}

// print writes the table and answers whether anything got worse.
func (c *conformance) print(rows []row) (regressed bool) {
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nmodule\tpython3 passes\tCPython only\tmemphis passes\t%\t% of all\tseconds\t")
	var theirs, ours, apart, reached int
	for _, r := range rows {
		n := len(r.there.passed()) - r.cpython
		ok := n - len(r.failing)
		theirs, ours, apart = theirs+n, ours+ok, apart+r.cpython
		share := 1.0
		if n > 0 {
			share = float64(ok) / float64(n)
		}
		note := r.here.Trouble
		if n == 0 {
			share, note = 0, "python3: "+r.there.Trouble
		}
		if share >= wanted {
			reached++
		}
		for _, ending := range []outcome{"crash", "hang"} {
			if k := count(r.here.Cases, ending); k > 0 {
				note = strings.TrimSpace(fmt.Sprintf("%s %s %d", note, ending, k))
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t%.1f\t%.0f/%.0f\t%s\n", r.name, n+r.cpython, r.cpython, ok, 100*share, 100*float64(ok)/float64(max(1, n+r.cpython)), r.here.Wall.Seconds(), r.there.Wall.Seconds(), note)
	}
	w.Flush()
	fmt.Fprintf(c.out, "\n%d of %d cases (%.1f %%; with %d that are CPython's alone, %.1f %%); %d of %d modules reach %.0f %%\n", ours, theirs,
		100*float64(ours)/float64(max(1, theirs)), apart, 100*float64(ours)/float64(max(1, theirs+apart)), reached, len(rows), 100*wanted)
	for _, r := range rows {
		if c.verbose {
			for _, name := range r.failing {
				fmt.Fprintf(c.out, "%s: %s\n", cmp.Or(r.here.Cases[name], "missing"), name)
			}
		}
		if len(r.fixed) > 0 {
			fmt.Fprintf(c.out, "%s: %d cases of the record pass now\n", r.name, len(r.fixed))
		}
		for _, name := range r.newlyBad {
			regressed = true
			fmt.Fprintf(c.out, "regression: %s (%s)\n", name, r.here.Cases[name])
		}
	}
	return regressed
}

func count(cases map[string]outcome, want outcome) int {
	n := 0
	for _, o := range cases {
		if o == want {
			n++
		}
	}
	return n
}

// cache keeps what python3 does, in one file a version of it.
type cache struct {
	mu    sync.Mutex
	path  string
	known map[string]module
}

func (c *conformance) openCache() (*cache, error) {
	version, err := exec.Command(c.python, "-c", "import sys; print(sys.version, sys.executable)").Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.python, err)
	}
	folder, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789.", r) {
			return r
		}
		return '-'
	}, strings.ToLower(strings.TrimSpace(string(version))))
	k := &cache{path: filepath.Join(folder, "memphis", "conformance", name+".json"), known: map[string]module{}}
	if c.fresh {
		return k, nil
	}
	known, err := readJSON[map[string]module](k.path)
	if err == nil && known != nil {
		k.known = known
	}
	return k, err
}

func (k *cache) get(name string, make func() module) module {
	k.mu.Lock()
	m, ok := k.known[name]
	k.mu.Unlock()
	if ok {
		return m
	}
	m = make()
	k.mu.Lock()
	k.known[name] = m
	k.mu.Unlock()
	return m
}

func (k *cache) save() error { return writeJSON(k.path, k.known) }

// readJSON reads a file; one that does not exist is the zero value.
func readJSON[T any](path string) (v T, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return v, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	return v, err
}

func writeJSON(path string, v any) error {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
