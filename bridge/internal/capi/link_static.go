//go:build libpython && libpython_static

package capi

// This file takes only the headers: the Makefile links libpython's archive into the program, where it costs nothing until
// it runs, as in python3 itself.

// #cgo pkg-config: python3
import "C"
