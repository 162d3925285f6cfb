package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"memphis/bridge"
	"memphis/convert"
	"memphis/interp"
	"memphis/interp/object"
	"memphis/stdlibpath"
)

// addBridge gives the interpreter the C modules of the host's libpython, if this
// program is linked to it. libpython starts when the first of them is imported.
func addBridge(cfg *interp.Config, host *stdlibpath.Host, lossy string) *bridge.Bridge {
	cfg.Modules = []*object.ModuleDef{convert.Module}
	if !bridge.Available {
		return nil
	}
	report := lossy == "report" || lossy == "json"
	b := bridge.New(bridge.Config{
		Executable: host.Python, Home: host.BasePrefix, Prefix: host.BasePrefix, Paths: []string{host.Zip, host.Lib, host.DynLoad},
		NewThread: interp.NewThread, Signals: interp.RunSignals, Account: report, Quiet: report,
	})
	cfg.Extensions = b
	cfg.ExtensionSuffixes = host.ExtensionSuffixes()
	cfg.AttachLock = b.Attach
	return b
}

// printModules prints how each C module of the host is served.
func printModules(w io.Writer, s *interp.Settings, host *stdlibpath.Host) {
	rows := interp.Services(s, dynamicModules(host))
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Name))
	}
	for _, r := range rows {
		other := ""
		if len(r.Other) > 0 {
			var names []string
			for _, how := range r.Other {
				names = append(names, string(how))
			}
			other = " (or " + strings.Join(names, ", ") + ")"
		}
		fmt.Fprintf(w, "%-*s  %-7s  %s%s\n", width, r.Name, r.How, r.Why, other)
	}
}

// dynamicModules are the names of the host's C modules that are shared objects.
func dynamicModules(host *stdlibpath.Host) []string {
	files, err := os.ReadDir(host.DynLoad)
	if err != nil {
		return nil // a host may have none
	}
	var names []string
	suffixes := host.ExtensionSuffixes()
	for _, f := range files {
		name, rest, _ := strings.Cut(f.Name(), ".")
		if slices.Contains(suffixes, "."+rest) {
			names = append(names, name)
		}
	}
	return names
}
