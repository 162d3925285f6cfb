// Gen writes doc/conversion.md, the page made of package convert's tables.
package main

import (
	"fmt"
	"os"

	"memphis/convert"
)

func main() {
	if err := os.WriteFile(os.Args[1], []byte(convert.Markdown()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
