package modules

import (
	"os"
	"strings"
	"unicode/utf8"

	"memphis/interp/object"
)

// This file defines the file system encoding: UTF-8 with surrogateescape (PEP 383).

// DecodeFS is os.fsdecode: text of a file's name, or of an argument, as the system gave it.
func DecodeFS(b string) string { return decodeFS(b) }

// decodeFS is os.fsdecode.
func decodeFS(b string) string {
	if utf8.ValidString(b) {
		return b
	}
	var out []byte
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRuneInString(b[i:])
		if r == utf8.RuneError && n == 1 {
			out = object.AppendWTF8(out, 0xDC00+rune(b[i]))
		} else {
			out = append(out, b[i:i+n]...)
		}
		i += n
	}
	return string(out)
}

// readLine is line n of a source file.
func readLine(path string, n int) (string, bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", false
	}
	lines := strings.Split(string(b), "\n")
	if n < 1 || n > len(lines) {
		return "", false
	}
	return lines[n-1], true
}
