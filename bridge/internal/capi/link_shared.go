//go:build libpython && !libpython_static

package capi

// This file links the shared library, which the dynamic linker loads and relocates at every start, whether a C module is
// imported or not: 4 of 35 ms of processor time and 350 of 1,500 page faults of `-c pass`.

// #cgo pkg-config: python3-embed
import "C"
