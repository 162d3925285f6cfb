package object

import "fmt"

// This file defines the door of warnings.

// Warnf issues a warning of class category, as warnings.warn does; the error is
// the exception that a filter turned it into. Before the interpreter has set
// Interp.Warn, warnings go nowhere.
func (t *Thread) Warnf(category *Type, stackLevel int, format string, args ...any) error {
	if t.Interp.Warn == nil {
		return nil
	}
	return t.Interp.Warn(t, category, StrValue(fmt.Sprintf(format, args...)), stackLevel, Value{})
}

// WarnUnclosed issues a ResourceWarning about source, which was not closed.
func (t *Thread) WarnUnclosed(source Value, format string, args ...any) error {
	if t.Interp.Warn == nil {
		return nil
	}
	return t.Interp.Warn(t, ResourceWarningType, StrValue(fmt.Sprintf(format, args...)), 1, source)
}
