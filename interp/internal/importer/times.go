package importer

import (
	"fmt"
	"os"
	"time"
)

// This file defines -X importtime: how long each import took, with and without those that it made.

// times are the imports under way.
type times struct {
	level int
	inner time.Duration // what imports made by the one under way took
	begun bool
}

// begin begins an import; the function that it returns ends it and prints a line. It goes to the process's standard
// error, which Python code cannot redirect, as in CPython.
func (c *times) begin(name string) (end func()) {
	if !c.begun {
		c.begun = true
		fmt.Fprintln(os.Stderr, "import time: self [us] | cumulative | imported package")
	}
	before := c.inner
	c.inner = 0
	c.level++
	start := time.Now()
	return func() {
		took := time.Since(start)
		c.level--
		fmt.Fprintf(os.Stderr, "import time: %9d | %10d | %*s%s\n", micros(took-c.inner), micros(took), 2*c.level, "", name)
		c.inner = before + took
	}
}

// micros rounds up.
func micros(d time.Duration) int64 {
	return int64((d + time.Microsecond - 1) / time.Microsecond)
}
