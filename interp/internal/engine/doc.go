// Package engine is what statements and operators mean, whichever engine runs them: the binding of arguments, unpacking,
// imports, with, raise and except, patterns, and what generators delegate to. The bytecode VM and the tree walker call it;
// it knows neither's frames.
package engine
