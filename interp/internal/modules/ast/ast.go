// Package ast is the native module _ast: Python's abstract syntax tree as objects,
// and its conversion from and to the front end's tree.
package ast

import (
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// IsNode reports whether v is an instance of _ast.AST.
func IsNode(t *object.Thread, v object.Value) bool { return false }

// ToSyntax turns a tree of objects into the front end's. Mode is that of compile().
func ToSyntax(t *object.Thread, v object.Value, mode string) (syntax.Mod, error) {
	return nil, object.Errorf(object.TypeErrorType, "expected AST, got %s", v.Type().Name)
}

// FromSyntax turns the front end's tree into objects.
func FromSyntax(t *object.Thread, mod syntax.Mod) (object.Value, error) {
	return object.Value{}, object.Errorf(object.SystemErrorType, "_ast is missing")
}
