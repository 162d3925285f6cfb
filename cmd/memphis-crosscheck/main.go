// Command memphis-crosscheck runs programs on both engines of Memphis and on the host's python3 and prints where they
// differ: the programs it is given, or random ones, which it then makes smaller.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"memphis/cmd/internal/crosscheck"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("memphis-crosscheck", flag.ContinueOnError)
	flags.SetOutput(stderr)
	memphis := flags.String("memphis", "bin/memphis", "the memphis to run")
	python := flags.String("python", "/usr/bin/python3", "the python3 to compare with")
	seed := flags.Uint64("seed", 1, "seed of the first random program")
	count := flags.Int("n", 100, "how many random programs to run")
	limit := flags.Duration("for", 0, "run random programs for this long instead")
	keep := flags.String("keep", "", "folder for programs that differ, made smaller")
	show := flags.Bool("show", false, "print the program of the seed and end")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *show {
		fmt.Fprint(stdout, crosscheck.Generate(*seed))
		return 0
	}
	path, err := filepath.Abs(*memphis)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	runners := crosscheck.Runners(path, *python)
	probe, err := crosscheck.NewProbe()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	defer probe.Close()
	if flags.NArg() > 0 {
		return files(runners, probe, flags.Args(), stdout, stderr)
	}
	dir, err := os.MkdirTemp("", "crosscheck")
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	defer os.RemoveAll(dir)
	found, ran := 0, 0
	for begin := time.Now(); *limit > 0 && time.Since(begin) < *limit || *limit == 0 && ran < *count; ran++ {
		s := *seed + uint64(ran)
		program := crosscheck.Generate(s)
		d, err := compare(runners, probe, dir, program)
		if err != nil && !errors.Is(err, crosscheck.ErrEndless) {
			fmt.Fprintln(stderr, err)
			return 2
		}
		if d == nil {
			continue
		}
		found++
		fmt.Fprintf(stdout, "seed %d: %v", s, d)
		if *keep == "" {
			continue
		}
		runner := runnersOf(runners, d)
		small := crosscheck.Shrink(program, func(p string) bool {
			e, err := compare(runner, probe, dir, p)
			return err == nil && e != nil && e.What == d.What && brokenText(e) == brokenText(d)
		})
		name := filepath.Join(*keep, fmt.Sprintf("seed%d.py", s))
		if err := os.WriteFile(name, []byte(small), 0o644); err != nil {
			fmt.Fprintln(stderr, err)
			return 2
		}
		fmt.Fprintf(stdout, "kept as %s\n", name)
	}
	fmt.Fprintf(stdout, "%d programs, %d differ\n", ran, found)
	return min(found, 1)
}

// brokenText tells whether a difference is about a program that does not compile, which cutting down easily makes.
func brokenText(d *crosscheck.Difference) bool {
	return strings.Contains(d.Text, "SyntaxError") || strings.Contains(d.Text, "IndentationError") || !strings.Contains(d.Text, "Traceback") && d.What == "stderr"
}

// runnersOf are the two runners of a difference.
func runnersOf(all []crosscheck.Runner, d *crosscheck.Difference) []crosscheck.Runner {
	out := all[:1:1]
	for _, r := range all[1:] {
		if r.Name == d.Runner {
			out = append(out, r)
		}
	}
	return out
}

func files(runners []crosscheck.Runner, probe *crosscheck.Probe, names []string, stdout, stderr io.Writer) int {
	code := 0
	for _, name := range names {
		d, err := crosscheck.Compare(runners, crosscheck.Program{File: name, Limit: time.Minute, Probe: probe})
		if err != nil {
			fmt.Fprintln(stderr, err)
			return 2
		}
		if d != nil {
			code = 1
			fmt.Fprintf(stdout, "%s: %v", name, d)
		}
	}
	return code
}

func compare(runners []crosscheck.Runner, probe *crosscheck.Probe, dir, program string) (*crosscheck.Difference, error) {
	file := filepath.Join(dir, "program.py")
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		return nil, err
	}
	return crosscheck.Compare(runners, crosscheck.Program{File: "program.py", Dir: dir, Limit: 20 * time.Second, Probe: probe})
}
