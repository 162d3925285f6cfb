package main

import "runtime/debug"

// heapGrowth is how much, in percent, the heap may grow between two collections. Go's default of 100 suits
// services with large heaps; Python programs make many short-lived objects in a small one, and then the
// collector runs all the time. On our benchmarks 400 saves a quarter to a third of the processor time;
// 800 gains little more, and costs in page faults what it saves.
const heapGrowth = 400

// tuneCollector sets the collector up for Python programs, unless the environment variable GOGC did.
func tuneCollector(gogc string) {
	if gogc == "" {
		debug.SetGCPercent(heapGrowth)
	}
}
