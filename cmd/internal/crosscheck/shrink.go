package crosscheck

import (
	"slices"
	"strings"
)

// Shrink returns a smaller program for which differs still holds: it takes out lines with the blocks below them, or puts
// such blocks in the place of their headers, until nothing more can go.
func Shrink(program string, differs func(program string) bool) string {
	lines := strings.Split(strings.TrimRight(program, "\n"), "\n")
	try := func(candidate []string) bool {
		if !differs(strings.Join(candidate, "\n") + "\n") {
			return false
		}
		lines = candidate
		return true
	}
	for again := true; again; {
		again = false
		for i := 0; i < len(lines); i++ {
			end := i + 1
			for end < len(lines) && depth(lines[end]) > depth(lines[i]) {
				end++
			}
			without := slices.Delete(slices.Clone(lines), i, end)
			if try(without) {
				again = true
				i--
				continue
			}
			if end == i+1 {
				continue
			}
			pass := slices.Replace(slices.Clone(lines), i+1, end, indent(lines[i])+"    pass")
			if len(pass) < len(lines) && try(pass) {
				again = true
				continue
			}
			var body []string
			for _, l := range lines[i+1 : end] {
				body = append(body, strings.TrimPrefix(l, "    "))
			}
			if try(slices.Replace(slices.Clone(lines), i, end, body...)) {
				again = true
				i--
			}
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func depth(line string) int { return len(indent(line)) }

func indent(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " "))] }
