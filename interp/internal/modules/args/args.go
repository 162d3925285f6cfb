// Package args checks the arguments of native constructors and functions and raises what CPython's
// argument parser raises, in its words. Functions with a signature have object.Signature for that; this is
// for those that CPython parses by hand.
package args

import (
	"math"
	"strings"
	"unsafe"

	"memphis/interp/object"
)

// As gives the struct of an instance whose layout is T.
func As[T any](v object.Value) *T { return (*T)(unsafe.Pointer(v.P)) }

// Value gives the Value of an instance, whose first field is its header.
func Value[T any](p *T) object.Value { return object.FromPtr((*object.Header)(unsafe.Pointer(p))) }

// NoKeywords fails if there are keyword arguments for the constructor of typ, and gives the positional
// ones. A subclass, cls, may have keywords if it has an __init__ of its own.
func NoKeywords(cls, typ *object.Type, args []object.Value, kw *object.Tuple) ([]object.Value, error) {
	if kw == nil || len(kw.Items) == 0 {
		return args, nil
	}
	if cls == typ || sameInit(cls, typ) {
		return nil, object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", typ.QualName)
	}
	return args[:len(args)-len(kw.Items)], nil
}

// sameInit tells whether two types have the same __init__.
func sameInit(a, b *object.Type) bool {
	x, y := a.Init, b.Init
	return *(*unsafe.Pointer)(unsafe.Pointer(&x)) == *(*unsafe.Pointer)(unsafe.Pointer(&y))
}

// Positional checks the number of positional arguments of the function name.
func Positional(name string, args []object.Value, least, most int) error {
	n := len(args)
	if n >= least && n <= most {
		return nil
	}
	how, want := "", least
	if least != most {
		how = "at least "
		if n > most {
			how, want = "at most ", most
		}
	}
	return object.Errorf(object.TypeErrorType, "%s expected %s%d argument%s, got %d", name, how, want, plural(want), n)
}

// Count checks the number of values in a tuple that is parsed as arguments of no named function.
func Count(args []object.Value, least, most int) error {
	n := len(args)
	if n >= least && n <= most {
		return nil
	}
	how, want := "exactly", least
	if least != most {
		how = "at least"
		if n > most {
			how, want = "at most", most
		}
	}
	return object.Errorf(object.TypeErrorType, "function takes %s %d argument%s (%d given)", how, want, plural(want), n)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// Split divides a call in vector form into positional and keyword values.
func Split(args []object.Value, kw *object.Tuple) (positional, keywords []object.Value) {
	if kw == nil {
		return args, nil
	}
	n := len(args) - len(kw.Items)
	return args[:n], args[n:]
}

// SSize converts an argument to a C ssize_t.
func SSize(t *object.Thread, v object.Value) (int, error) {
	n, err := t.AsIndex(v, object.OverflowErrorType)
	if err != nil && object.ErrorIs(err, object.OverflowErrorType) {
		if r, e := t.AsIndex(v, nil); e == nil && (r == math.MaxInt || r == math.MinInt) {
			err = object.Errorf(object.OverflowErrorType, "Python int too large to convert to C ssize_t")
		}
	}
	return n, err
}

// Int converts an argument that must be an int, with no __index__ asked, to a C ssize_t.
func Int(t *object.Thread, v object.Value) (int, error) {
	if !v.Is(object.IntType) {
		return 0, object.Errorf(object.TypeErrorType, "an integer is required")
	}
	return SSize(t, v)
}

// SelfIter is the __iter__ of an iterator.
func SelfIter(t *object.Thread, self object.Value) (object.Value, error) { return self, nil }

// ClassOf gives the type of v as a Value.
func ClassOf(v object.Value) object.Value { return v.Type().Value() }

// Tuple makes a tuple of its arguments.
func Tuple(items ...object.Value) object.Value { return object.NewTuple(items).Value() }

// Import gives the module name from sys.modules, importing it if it is not there.
func Import(t *object.Thread, name string) (object.Value, error) {
	if m, ok := t.Interp.Modules.GetString(name); ok {
		return m, nil
	}
	return t.Interp.Host.Import(t, name, nil, object.Value{}, 0)
}

// StructSeqType makes a struct sequence type. fields are names with spaces between them, "-" one without a name; the first
// visible of them (all, if that is negative) are items, too.
func StructSeqType(module, name, doc string, visible int, fields string) *object.Type {
	var fs []object.StructField
	for _, f := range strings.Fields(fields) {
		if f == "-" {
			f = ""
		}
		fs = append(fs, object.StructField{Name: f})
	}
	if visible < 0 {
		visible = len(fs)
	}
	return object.NewStructSeqType(module, name, doc, visible, fs)
}
