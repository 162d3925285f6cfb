package args

import (
	"math"

	"memphis/interp/object"
)

// FileDescriptor converts an argument that stands for a file: an int, or something with a method fileno.
func FileDescriptor(t *object.Thread, v object.Value) (int, error) {
	if !v.Is(object.IntType) {
		m, err := t.GetAttrOpt(v, object.Intern("fileno"))
		if err != nil {
			return 0, err
		}
		if m.IsNil() {
			return 0, object.Errorf(object.TypeErrorType, "argument must be an int, or have a fileno() method.")
		}
		if v, err = t.Call(m); err != nil {
			return 0, err
		}
		if !v.Is(object.IntType) {
			return 0, object.Errorf(object.TypeErrorType, "fileno() returned a non-integer")
		}
	}
	n, ok := object.SmallInt(v)
	if !ok || n > math.MaxInt32 || n < math.MinInt32 {
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C int")
	}
	if n < 0 {
		return 0, object.Errorf(object.ValueErrorType, "file descriptor cannot be a negative integer (%d)", n)
	}
	return int(n), nil
}
