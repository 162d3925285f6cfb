//go:build libpython

package bridge

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"

	python3 "github.com/go-python/cpy3"

	"memphis/bridge/internal/capi"
)

// This file defines what happens once, at the start: it goes through cpy3, whose calls
// cost 2.4 times a direct one and read well. cpy3 was made for Python 3.7 and cuts strings
// at NUL, so nothing that carries a program's data is here.

// checkVersion refuses a libpython of another series: the standard library's source and
// its C modules must be of one installation. It can be asked before the start.
func checkVersion() error {
	v, _, _ := strings.Cut(python3.Py_GetVersion(), " ")
	if !strings.HasPrefix(v, "3.11.") {
		return fmt.Errorf("libpython is %s, and Memphis needs 3.11", v)
	}
	return nil
}

// running reports whether somebody else in the process has started libpython.
func running() bool { return python3.Py_IsInitialized() }

// builtinRef returns an attribute of libpython's builtins, a new reference.
func builtinRef(name string) (capi.Ref, error) {
	m := python3.PyImport_ImportModule("builtins")
	if m == nil {
		python3.PyErr_Clear()
		return 0, errors.New("libpython has no builtins")
	}
	defer m.DecRef()
	o := m.GetAttrString(name)
	if o == nil {
		python3.PyErr_Clear()
		return 0, fmt.Errorf("libpython has no %s", name)
	}
	return capi.Ref(uintptr(unsafe.Pointer(o))), nil
}

// setSys sets an attribute of libpython's sys.
func setSys(name string, v capi.Ref) bool {
	return python3.PySys_SetObject(name, *(**python3.PyObject)(unsafe.Pointer(&v))) == 0
}
