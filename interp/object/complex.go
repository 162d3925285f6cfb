package object

// This file defines the complex type.

// ComplexObject is a complex number.
type ComplexObject struct {
	Header
	C complex128
}

// NewComplex returns the complex number c.
func NewComplex(c complex128) Value {
	return Value{P: &(&ComplexObject{Header{ComplexType}, c}).Header}
}
