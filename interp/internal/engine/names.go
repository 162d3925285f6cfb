package engine

import "memphis/interp/object"

// This file defines the exceptions of names without a value.

// UnboundLocal is the exception of a local variable that has no value.
func UnboundLocal(name string) error {
	// As in CPython, only an exact NameError gets its name attribute set.
	return object.Errorf(object.UnboundLocalErrorType, "cannot access local variable '%s' where it is not associated with a value", name)
}

// UnboundFree is the same for a variable of an enclosing function.
func UnboundFree(name string) error {
	e := object.Errorf(object.NameErrorType, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name).(*object.Exception)
	e.Data = []object.Value{object.StrValue(name)}
	return e
}

// NameError is the exception of a name that is nowhere.
func NameError(name *object.Str) error {
	e := object.Errorf(object.NameErrorType, "name '%s' is not defined", name.String()).(*object.Exception)
	e.Data = []object.Value{name.Value()}
	return e
}
