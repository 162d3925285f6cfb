package modules

import (
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the struct sequences of sys.

// lazyType is a static type made when it is first needed, since types can only
// be made once the object model is set up.
type lazyType struct {
	once sync.Once
	make func() *object.Type
	typ  *object.Type
}

func (l *lazyType) get() *object.Type {
	l.once.Do(func() { l.typ = l.make() })
	return l.typ
}

// structType declares a struct sequence type; fields are separated by spaces.
func structType(module, name, doc string, visible int, fields string) *lazyType {
	return &lazyType{make: func() *object.Type { return args.StructSeqType(module, name, doc, visible, fields) }}
}

// closed makes the type refuse to be called: sys has its only instance.
func (l *lazyType) closed() *lazyType {
	make := l.make
	l.make = func() *object.Type {
		typ := make()
		typ.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
			return value{}, object.Errorf(object.TypeErrorType, "cannot create '%s' instances", cls.FullName())
		}
		return typ
	}
	return l
}

func newStructSeq(typ *lazyType, items []value) value { return object.NewStructSeq(typ.get(), items) }

// The types are tables of the process, as every static type is.
var (
	versionInfoType = structType("sys", "version_info", "sys.version_info\n\nVersion information as a named tuple.", -1, "major minor micro releaselevel serial").closed()
	flagsType       = structType("sys", "flags", "sys.flags\n\nFlags provided through command line arguments or environment vars.", -1,
		"debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits").closed()
	floatInfoType = structType("sys", "float_info", "sys.float_info\n\nA named tuple holding information about the float type. It contains low level\ninformation about the precision and internal representation. Please study\nyour system's :file:`float.h` for more information.", -1,
		"max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds")
	intInfoType    = structType("sys", "int_info", "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.", -1, "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold")
	hashInfoType   = structType("sys", "hash_info", "hash_info\n\nA named tuple providing parameters used for computing\nhashes. The attributes are read only.", -1, "width modulus inf nan imag algorithm hash_bits seed_bits cutoff")
	threadInfoType = structType("sys", "thread_info", "sys.thread_info\n\nA named tuple holding information about the thread implementation.", -1, "name lock version")
	hooksType      = structType("sys", "asyncgen_hooks", "", -1, "firstiter finalizer")
)
