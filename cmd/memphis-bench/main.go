// Memphis-bench compares the speed of memphis with that of the host's python3.
//
// It runs each program of testdata/bench under both in turn, several times, and prints the medians, the ratio (how many
// times faster memphis is) and the geometric mean of the ratios. Then it prints wall time and peak memory of starting up.
// Both see the same machine in the same minute, so a ratio means something where a time alone does not.
//
//	memphis-bench [--memphis bin/memphis] [--python /usr/bin/python3] [--rounds 5] [--dir testdata/bench] [name ...]
//
// The exit code is 1 if a program's output differs between the two.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	flag "github.com/spf13/pflag"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// bench is one run of this command.
type bench struct {
	memphis, python, dir string
	rounds               int
	out                  io.Writer
}

func run(args []string, stdout, stderr io.Writer) int {
	b := bench{out: stdout}
	flags := flag.NewFlagSet("memphis-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&b.memphis, "memphis", "bin/memphis", "the memphis to measure")
	flags.StringVar(&b.python, "python", "/usr/bin/python3", "the python3 to compare with")
	flags.StringVar(&b.dir, "dir", "testdata/bench", "where the programs are")
	flags.IntVar(&b.rounds, "rounds", 5, "how often each program runs under each")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	programs, err := b.programs(flags.Args())
	if err == nil {
		err = b.speed(programs)
		if flags.NArg() == 0 {
			err = errors.Join(err, b.startUp())
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "memphis-bench:", err)
		return 1
	}
	return 0
}

// programs lists the files to run: those named, or all.
func (b *bench) programs(names []string) ([]string, error) {
	if len(names) == 0 {
		found, err := filepath.Glob(filepath.Join(b.dir, "*.py"))
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("no programs in %s", b.dir)
		}
		return found, err
	}
	var found []string
	for _, name := range names {
		found = append(found, filepath.Join(b.dir, strings.TrimSuffix(name, ".py")+".py"))
	}
	return found, nil
}

// sample is one run of a program.
type sample struct {
	wall   time.Duration
	rss    int64 // bytes at the peak
	output string
}

// limit ends a program that takes many times what python3 takes (all take about a second there).
const limit = 2 * time.Minute

// once runs a command and measures it. The environment lets both write and use their caches of compiled code.
func once(name string, args ...string) (sample, error) {
	cmd := exec.Command(name, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PYTHON") })
	cmd.Env = append(cmd.Env, "PYTHONHASHSEED=0")
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return sample{}, err
	}
	kill := time.AfterFunc(limit, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	s := sample{wall: time.Since(start), output: stdout.String()}
	kill.Stop()
	if err != nil {
		last := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return s, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, last[len(last)-1])
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.rss = usage.Maxrss * 1024
	}
	return s, nil
}

// median runs both commands in turn and answers the sample of median time of each.
func (b *bench) median(ours, theirs []string) (a, c sample, err error) {
	var mine, others []sample
	for range b.rounds {
		c, err = once(b.python, theirs...)
		if err != nil {
			return a, c, err
		}
		if a, err = once(b.memphis, ours...); err != nil {
			return a, c, err
		}
		mine, others = append(mine, a), append(others, c)
	}
	return middle(mine), middle(others), nil
}

func middle(samples []sample) sample {
	slices.SortFunc(samples, func(a, b sample) int { return cmp.Compare(a.wall, b.wall) })
	return samples[len(samples)/2]
}

func (b *bench) speed(programs []string) error {
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "program\tpython3 ms\tmemphis ms\ttimes faster\t")
	logs, slow := 0.0, 0
	var failures []error
	worst, worstName := math.Inf(1), ""
	for _, program := range programs {
		name := strings.TrimSuffix(filepath.Base(program), ".py")
		ours, theirs, err := b.median([]string{program}, []string{program})
		if err == nil && ours.output != theirs.output {
			err = fmt.Errorf("%s prints %.60q under memphis, %.60q under python3", name, ours.output, theirs.output)
		}
		if err != nil {
			failures = append(failures, err)
			fmt.Fprintf(w, "%s\t\t\tfails\t\n", name)
			continue
		}
		ratio := float64(theirs.wall) / float64(ours.wall)
		logs += math.Log(ratio)
		if ratio < 0.5 {
			slow++
		}
		if ratio < worst {
			worst, worstName = ratio, name
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%.2f\t\n", name, theirs.wall.Milliseconds(), ours.wall.Milliseconds(), ratio)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if measured := len(programs) - len(failures); measured > 0 {
		fmt.Fprintf(b.out, "\ngeometric mean of %d: %.2f times faster than python3; slowest %s at %.2f; below half its speed: %d\n\n",
			measured, math.Exp(logs/float64(measured)), worstName, worst, slow)
	}
	return errors.Join(failures...)
}

// startUp measures the second run of programs that do little but import: the first fills the caches.
func (b *bench) startUp() error {
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "start-up\tpython3 ms\tmemphis ms\tpython3 MB\tmemphis MB\t")
	var failures []error
	for _, code := range []string{"pass", "import json, re, collections, dataclasses, asyncio", "import flask"} {
		args := []string{"-c", code}
		if _, err := once(b.python, args...); err != nil {
			fmt.Fprintf(w, "-c %q\tnot on this host\t\t\t\t\n", code)
			continue
		}
		_, err := once(b.memphis, args...)
		var ours, theirs sample
		if err == nil {
			ours, theirs, err = b.median(args, args)
		}
		if err != nil {
			failures = append(failures, err)
			fmt.Fprintf(w, "-c %q\t\tfails\t\t\t\n", code)
			continue
		}
		ms := func(s sample) float64 { return float64(s.wall.Microseconds()) / 1000 }
		mb := func(s sample) float64 { return float64(s.rss) / (1 << 20) }
		fmt.Fprintf(w, "-c %q\t%.1f\t%.1f\t%.1f\t%.1f\t\n", code, ms(theirs), ms(ours), mb(theirs), mb(ours))
	}
	return errors.Join(append(failures, w.Flush())...)
}
