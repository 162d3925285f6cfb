//go:build !libpython

package bridge

import "memphis/bridge/internal/capi"

// This file is the twin of cold.go in a program built without libpython.

func checkVersion() error { return capi.ErrNotBuilt }

func running() bool { return false }

func builtinRef(string) (capi.Ref, error) { return 0, capi.ErrNotBuilt }

func setSys(string, capi.Ref) bool { return false }
