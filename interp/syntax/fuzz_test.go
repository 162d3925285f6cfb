package syntax

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// FuzzParse checks that no input makes Parse panic or hang, that every failure is an *Error with a message, and that
// the parser and the finder of mistakes agree on what is valid.
func FuzzParse(f *testing.F) {
	for _, w := range readErrors(f) {
		f.Add(w.source(), uint8(0), !w.Bytes)
	}
	for _, src := range validSnippets {
		f.Add([]byte(src), uint8(0), true)
	}
	f.Fuzz(func(t *testing.T, src []byte, mode uint8, text bool) {
		watch := time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("hangs on %q in mode %d", src, mode%4)) })
		defer watch.Stop()
		opt := Options{Filename: "<fuzz>", Mode: Mode(mode % 4), SourceIsText: text}
		mod, err := Parse(src, opt)
		if err == nil {
			Dump(mod, true)
			if fd := finderOf(src, opt); fd != nil && !fd.pass(opt.Mode, false) && fd.nest <= maxDepth {
				t.Fatalf("the parser accepts what the finder rejects at token %d: %v", fd.fill, fd.err)
			}
			return
		}
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("not an *Error: %v", err)
		}
		if e.Msg == "" && e.Kind != MemoryError {
			t.Fatalf("no message: %#v", e)
		}
		if e.Kind != SyntaxError || e.Msg != "invalid syntax" {
			return
		}
		if fd := finderOf(src, opt); fd != nil && fd.find(opt.Mode) == nil {
			t.Fatalf("the finder accepts what the parser rejects at line %d", e.Line)
		}
	})
}
