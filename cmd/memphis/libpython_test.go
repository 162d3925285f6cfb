//go:build libpython

package main_test

// withLibpython tells whether the program under test has the bridge.
const withLibpython = true
