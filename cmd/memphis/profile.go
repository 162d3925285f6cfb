package main

import (
	"os"
	"runtime/pprof"
	"slices"
	"strings"
)

const profileOption = "cpuprofile="

// profiled reports whether a profile is asked for.
func profiled(xoptions []string) bool {
	return slices.ContainsFunc(xoptions, func(x string) bool { return strings.HasPrefix(x, profileOption) })
}

// startProfile starts the CPU profile that -X cpuprofile=FILE asks for, in the format of Go's pprof, of the Go code that
// runs the program. The function it returns ends it.
func startProfile(xoptions []string) (stop func() error, err error) {
	for _, x := range xoptions {
		name, ok := strings.CutPrefix(x, profileOption)
		if !ok {
			continue
		}
		f, err := os.Create(name)
		if err != nil {
			return nil, err
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			f.Close()
			return nil, err
		}
		return func() error {
			pprof.StopCPUProfile()
			return f.Close()
		}, nil
	}
	return func() error { return nil }, nil
}
