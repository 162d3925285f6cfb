// Memphis runs Python programs.
package main

import (
	"fmt"
	"io"
	"os"

	"memphis/interp"
	"memphis/stdlibpath"
)

func main() {
	tuneCollector(os.Getenv("GOGC"))
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	host, err := stdlibpath.Find(stdlibpath.Options{Getenv: os.Getenv})
	if err != nil {
		fmt.Fprintln(stderr, "memphis:", err)
		return 1
	}
	cfg := interp.Config{}
	cfg.Lib = host.Lib
	cfg.Path = append([]string{""}, host.Path(os.Getenv("PYTHONPATH"))...)
	cfg.Prefix, cfg.ExecPrefix, cfg.BasePrefix, cfg.BaseExecPrefix = host.Prefix, host.ExecPrefix, host.BasePrefix, host.BaseExecPrefix
	cfg.PlatLibDir, cfg.Multiarch, cfg.SysconfigData = host.PlatLibDir, host.Multiarch, host.SysconfigData
	cfg.IntMaxStrDigits = -1
	cfg.DontWriteBytecode = 1
	cfg.Argv = args[1:]
	if b := addBridge(&cfg, host); b != nil {
		defer b.Stop()
	}
	p, err := interp.New(cfg)
	if err != nil {
		fmt.Fprintln(stderr, "memphis:", err)
		return 1
	}
	src, name := []byte(args[len(args)-1]), "<string>"
	if args[1] != "-c" {
		name = args[1]
		if src, err = os.ReadFile(name); err != nil {
			fmt.Fprintln(stderr, err)
			return 2
		}
	}
	if err := p.Run(src, name); err != nil {
		p.PrintError(err)
		return 1
	}
	p.Flush()
	return 0
}
