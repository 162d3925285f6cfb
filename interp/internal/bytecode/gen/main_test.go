package main

import (
	"os"
	"testing"
)

// TestPage wants doc/bytecode.md as it is generated now: run go generate in interp/internal/bytecode.
func TestPage(t *testing.T) {
	want, err := page("../opcode.go")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../../doc/bytecode.md")
	if err != nil || string(got) != want {
		t.Errorf("doc/bytecode.md is stale (%d bytes, %d wanted): %v", len(got), len(want), err)
	}
}
