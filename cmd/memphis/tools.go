package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"memphis/interp"
	"memphis/interp/object"
)

// This file defines the options that look inside: --trace and its filters, --dis, --crosscheck.

// tools are the options of this file.
type tools struct {
	trace    bool
	traceOut string
	tracing  interp.TraceOptions
	dis      string // "code" or "hot"
	await    bool   // --await
	// crosscheck is --crosscheck.
	crosscheck bool
}

const toolsText = `--dis FILE | --dis -c cmd : print the register code beside the source lines; --dis=hot runs
         the program and prints what its instructions have become, and how often their caches hit
--trace FILE : show each line that runs with the values that it loads and stores; --trace=json
         for programs; --trace-out PATH writes it there; --trace-file PATTERN,...,
         --trace-function PATTERN,... and --trace-depth N show less (or, with --trace-file '*',
         the standard library too)
--crosscheck FILE arg ... : run FILE on both engines, as machine code, from python3's .pyc and
         under python3, and print the first difference of stdout, stderr, exit code or
         final globals; exit code 1 if there is one. Each run gets the same stdin
--await : the prompt takes await outside functions
`

// option reads one of the options of this file; next is the argument behind it. It reports false for another option.
func (o *tools) option(name, val string, has bool, next func() (string, error)) (bool, error) {
	patterns := func(to *[]string) error {
		if !has {
			var err error
			if val, err = next(); err != nil {
				return err
			}
		}
		*to = append(*to, strings.Split(val, ",")...)
		return nil
	}
	switch name {
	case "trace":
		switch val {
		case "", "text":
		case "json":
			o.tracing.JSON = true
		default:
			return true, usage{"--trace is text or json"}
		}
		o.trace = true
	case "trace-out":
		if !has {
			var err error
			if val, err = next(); err != nil {
				return true, err
			}
		}
		o.trace, o.traceOut = true, val
	case "trace-file":
		o.trace = true
		return true, patterns(&o.tracing.Files)
	case "trace-function":
		o.trace = true
		return true, patterns(&o.tracing.Functions)
	case "trace-depth":
		if !has {
			var err error
			if val, err = next(); err != nil {
				return true, err
			}
		}
		n, err := strconv.Atoi(val)
		if err != nil || n < 1 {
			return true, usage{"--trace-depth is a number from 1 on"}
		}
		o.trace, o.tracing.Depth = true, n
	case "dis":
		switch val {
		case "", "code":
			o.dis = "code"
		case "hot":
			o.dis = "hot"
		default:
			return true, usage{"--dis is code or hot"}
		}
	case "await":
		o.await = true
	case "crosscheck":
		o.crosscheck = true
	default:
		return false, nil
	}
	return true, nil
}

// startTrace begins what --trace asks for. The function that it returns ends it.
func (o *tools) startTrace(p *interp.Interpreter) (stop func(), err error) {
	if !o.trace {
		return func() {}, nil
	}
	var out io.WriteCloser
	o.tracing.Out = os.Stderr
	if o.traceOut != "" {
		if out, err = os.Create(o.traceOut); err != nil {
			exit := object.NewException(object.SystemExitType, object.StrValue("memphis: --trace-out: "+err.Error()))
			exit.Data = exit.Args.Items // its code
			return nil, exit
		}
		o.tracing.Out = out
	}
	end := p.Trace(o.tracing)
	return func() {
		err := end()
		if out != nil {
			if cerr := out.Close(); err == nil {
				err = cerr
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "memphis: --trace:", err)
		}
	}, nil
}

// disassemble does --dis of a file or of the program given with -c.
func (o *options) disassemble(p *interp.Interpreter) error {
	src, name := []byte(o.command), "<string>"
	if o.command == "" {
		if o.script == "" || o.script == "-" || o.module != "" {
			fmt.Fprintln(os.Stderr, "memphis: --dis wants a file, or -c and a program")
			return interp.ExitCode(2)
		}
		var err error
		if src, err = os.ReadFile(o.script); err != nil {
			fmt.Fprintln(os.Stderr, "memphis: --dis:", err)
			return interp.ExitCode(2)
		}
		name = absolute(o.script)
	}
	return p.Disassemble(os.Stdout, src, name, coloured(os.Stdout))
}

// startCounting begins what --dis=hot asks for; report prints what was counted, to standard output, where the program's has gone.
func (o *options) startCounting(p *interp.Interpreter) (report func(), err error) {
	if o.tools.dis != "hot" {
		return func() {}, nil
	}
	if err := p.StartCounting(); err != nil {
		fmt.Fprintln(os.Stderr, "memphis: --dis=hot:", err)
		return nil, interp.ExitCode(2)
	}
	return func() {
		p.FlushStd()
		if err := p.DisassembleCounted(os.Stdout, coloured(os.Stdout)); err != nil {
			fmt.Fprintln(os.Stderr, "memphis: --dis=hot:", err)
		}
	}, nil
}

// coloured reports whether what is written to f may have colours: a terminal that knows them, unless NO_COLOR is set
// (no-color.org).
func coloured(f *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}
