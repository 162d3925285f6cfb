package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"memphis/cmd/internal/crosscheck"
	"memphis/stdlibpath"
)

// This file defines --crosscheck: a program on every engine and under the host's python3.

// crosscheckLimit ends a run that takes longer: there are five of them, and one may hang.
const crosscheckLimit = 10 * time.Minute

// crosscheck runs the script with its arguments and all of stdin in every way that there is, and prints the first
// difference. It returns 0 if there is none, 1 if there is, 2 if the program cannot be compared.
func (o *options) crosscheck(prog string, host *stdlibpath.Host, stdin io.Reader, stdout, stderr io.Writer) int {
	if o.script == "" || o.script == "-" {
		return complain(stderr, prog, usage{"--crosscheck takes a file"})
	}
	failed := func(err error) int {
		fmt.Fprintln(stderr, "memphis: --crosscheck:", err)
		return 2
	}
	if host.Python == "" {
		return failed(errors.New("the host has no python3 to compare with"))
	}
	if _, err := os.Stat(o.script); err != nil {
		return failed(err)
	}
	p := crosscheck.Program{File: o.script, Args: o.settings.Argv[1:], Limit: crosscheckLimit}
	var err error
	if f, ok := stdin.(*os.File); !ok || !isTerminal(f) {
		if p.Stdin, err = io.ReadAll(stdin); err != nil {
			return failed(err)
		}
	}
	if p.Probe, err = crosscheck.NewProbe(); err != nil {
		return failed(err)
	}
	defer p.Probe.Close()
	runners := crosscheck.Runners(stdlibpath.Self(prog), host.Python)
	d, err := crosscheck.Compare(runners, p)
	switch {
	case err != nil:
		return failed(err)
	case d != nil:
		fmt.Fprintf(stdout, "%s: %v", o.script, d)
		return 1
	}
	var names []string
	for _, r := range runners {
		names = append(names, r.Name)
	}
	fmt.Fprintf(stdout, "%s: the same by %s\n", o.script, strings.Join(names, ", "))
	return 0
}
