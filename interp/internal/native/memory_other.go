//go:build !linux || !amd64

package native

import "errors"

// Enter is not called where machine code is not supported.
func (s *State) Enter() { panic("native: not supported") }

// Init makes s ready for Enter.
func (s *State) Init() {}

// Supported reports whether machine code can be made and run.
func Supported() bool { return false }

// Place puts code into executable memory and returns its address.
func Place(code []byte) (uintptr, error) { return 0, errors.ErrUnsupported }
