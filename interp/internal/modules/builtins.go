package modules

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"memphis/interp/object"
)

// This file defines the module builtins: its functions. (Library reference,
// "Built-in Functions" and "Built-in Constants".) __build_class__ is in
// buildclass.go, input and print in builtins_io.go.

type (
	value  = object.Value
	thread = object.Thread
)

func builtinsModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "builtins",
		Doc:  "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents `...' in slices.",
		Methods: []object.Method{
			{Name: "__build_class__", Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.", Fn: object.FnVec(buildClass)},
			{Name: "__import__", Sig: "(name, globals=None, locals=None, fromlist=(), level=0)", Doc: importDoc, Fn: object.FnBound(builtinImport)},
			{Name: "abs", Sig: "($module, x, /)", Doc: "Return the absolute value of the argument.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return t.Abs(x) })},
			{Name: "all", Sig: "($module, iterable, /)", Doc: "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return anyAll(t, x, false) }), Sink: object.SinkAll},
			{Name: "any", Sig: "($module, iterable, /)", Doc: "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return anyAll(t, x, true) }), Sink: object.SinkAny},
			{Name: "aiter", Sig: "($module, async_iterable, /)", Doc: "Return an AsyncIterator for an AsyncIterable object.", Fn: object.Fn1(builtinAIter)},
			{Name: "anext", Sig: "(async_iterator, default=None, /)", Doc: "async anext(aiterator[, default])\n\nReturn the next item from the async iterator.  If default is given and the async\niterator is exhausted, it is returned instead of raising StopAsyncIteration.", Fn: object.FnBound(builtinANext)},
			{Name: "ascii", Sig: "($module, obj, /)", Doc: "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This generates a string similar\nto that returned by repr() in Python 2.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return object.ASCII(t, x) })},
			{Name: "bin", Sig: "($module, number, /)", Doc: "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return intBase(t, x, 2, "0b") })},
			{Name: "breakpoint", Doc: "breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws).  sys.breakpointhook() must accept\nwhatever arguments are passed.\n\nBy default, this drops you into the pdb debugger.", Fn: object.FnVec(func(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
				hook, ok := t.Interp.Sys.GetString("breakpointhook")
				if !ok {
					return value{}, object.Errorf(object.RuntimeErrorType, "lost sys.breakpointhook")
				}
				return t.CallVec(hook, args, kw)
			})},
			{Name: "callable", Sig: "($module, obj, /)", Doc: "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return object.Bool(object.IsCallable(x)), nil })},
			{Name: "chr", Sig: "($module, i, /)", Doc: "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.", Fn: object.Fn1(builtinChr)},
			{Name: "compile", Sig: "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", Doc: "Compile source into a code object that can be executed by exec() or eval().\n\nThe source code may represent a Python module, statement or expression.\nThe filename will be used for run-time error messages.\nThe mode must be 'exec' to compile a module, 'single' to compile a\nsingle (interactive) statement, or 'eval' to compile an expression.\nThe flags argument, if present, controls which future statements influence\nthe compilation of the code.\nThe dont_inherit argument, if true, stops the compilation inheriting\nthe effects of any future statements in effect in the code calling\ncompile; if absent or false these statements do influence the compilation,\nin addition to any features explicitly specified.", Fn: object.FnBound(builtinCompile)},
			{Name: "delattr", Sig: "($module, obj, name, /)", Doc: "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``", Fn: object.Fn2(func(t *thread, self, o, n value) (value, error) {
				name, err := object.AttrName(n)
				if err != nil {
					return value{}, err
				}
				return object.None, t.DelAttr(o, name)
			})},
			{Name: "dir", Doc: "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it.\nIf the object supplies a method named __dir__, it will be used; otherwise\nthe default dir() logic is used and returns:\n  for a module object: the module's attributes.\n  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n  for any other object: its attributes, its class's attributes, and\n    recursively the attributes of its class's base classes.", Sig: "(object=None, /)", Fn: object.FnBound(builtinDir)},
			{Name: "divmod", Sig: "($module, x, y, /)", Doc: "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.", Fn: object.Fn2(func(t *thread, self, x, y value) (value, error) { return t.BinaryOp(object.OpDivMod, x, y) })},
			{Name: "eval", Sig: "(source, globals=None, locals=None, /)", Doc: "Evaluate the given source in the context of globals and locals.\n\nThe source may be a string representing a Python expression\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.", Fn: object.FnBound(builtinEval)},
			{Name: "exec", Sig: "(source, globals=None, locals=None, /, *, closure=None)", Doc: "Execute the given source in the context of globals and locals.\n\nThe source may be a string representing one or more Python statements\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.\nThe closure must be a tuple of cellvars, and can only be used\nwhen source is a code object requiring exactly that many cellvars.", Fn: object.FnBound(builtinExec)},
			{Name: "format", Sig: "(value, format_spec='', /)", Doc: "Return value.__format__(format_spec)\n\nformat_spec defaults to the empty string.\nSee the Format Specification Mini-Language section of help('FORMATTING') for\ndetails.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				spec := a[1]
				if spec.IsNil() {
					spec = object.StrValue("")
				} else if _, ok := object.AsStr(spec); !ok {
					return value{}, object.Errorf(object.TypeErrorType, "format() argument 2 must be str, not %s", spec.Type().Name)
				}
				return object.Format(t, a[0], spec)
			})},
			{Name: "getattr", Doc: "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case.", Fn: object.FnVec(builtinGetattr)},
			{Name: "globals", Sig: "($module, /)", Doc: "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this dictionary *will* affect name lookups in the current\nglobal scope and vice-versa.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				if g := t.Engine.Globals(t); g != nil {
					return g.Value(), nil
				}
				return object.None, nil
			})},
			{Name: "hasattr", Sig: "($module, obj, name, /)", Doc: "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.", Fn: object.Fn2(func(t *thread, self, o, n value) (value, error) {
				name, err := object.AttrName(n)
				if err != nil {
					return value{}, err
				}
				v, err := t.GetAttrOpt(o, name)
				return object.Bool(!v.IsNil()), err
			})},
			{Name: "hash", Sig: "($module, obj, /)", Doc: "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) {
				h, err := t.Hash(x)
				return object.Int64(h), err
			})},
			{Name: "hex", Sig: "($module, number, /)", Doc: "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return intBase(t, x, 16, "0x") })},
			{Name: "id", Sig: "($module, obj, /)", Doc: "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return object.Uint64(object.ID(x)), nil })},
			{Name: "input", Sig: "(prompt='', /)", Doc: "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available.", Fn: object.FnBound(builtinInput)},
			{Name: "isinstance", Sig: "($module, obj, class_or_tuple, /)", Doc: "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc.", Fn: object.Fn2(func(t *thread, self, o, c value) (value, error) {
				b, err := t.IsInstance(o, c)
				return object.Bool(b), err
			})},
			{Name: "issubclass", Sig: "($module, cls, class_or_tuple, /)", Doc: "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``.", Fn: object.Fn2(func(t *thread, self, o, c value) (value, error) {
				b, err := t.IsSubclass(o, c)
				return object.Bool(b), err
			})},
			{Name: "iter", Doc: "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  In the first form, the argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel.", Fn: object.FnVec(builtinIter)},
			{Name: "len", Sig: "($module, obj, /)", Doc: "Return the number of items in a container.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) {
				n, err := t.Len(x)
				return object.Int(n), err
			})},
			{Name: "locals", Sig: "($module, /)", Doc: "Return a dictionary containing the current scope's local variables.\n\nNOTE: Whether or not updates to this dictionary will affect name lookups in\nthe local scope and vice-versa is *implementation dependent* and not\ncovered by any backwards compatibility guarantees.", Fn: object.Fn0(func(t *thread, self value) (value, error) { return currentLocals(t) })},
			{Name: "max", Doc: "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more arguments, return the largest argument.", Fn: object.FnVec(func(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
				return minMax(t, "max", object.GT, args, kw)
			}), Sink: object.SinkMax},
			{Name: "min", Doc: "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more arguments, return the smallest argument.", Fn: object.FnVec(func(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
				return minMax(t, "min", object.LT, args, kw)
			}), Sink: object.SinkMin},
			{Name: "next", Doc: "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration.", Fn: object.FnVec(builtinNext), Sink: object.SinkNext},
			{Name: "oct", Sig: "($module, number, /)", Doc: "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return intBase(t, x, 8, "0o") })},
			{Name: "ord", Sig: "($module, c, /)", Doc: "Return the Unicode code point for a one-character string.", Fn: object.Fn1(builtinOrd)},
			{Name: "pow", Sig: "(base, exp, mod=None)", Doc: "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) { return t.Pow(a[0], a[1], a[2].OrNone()) })},
			{Name: "print", Sig: "(*args, sep=' ', end='\\n', file=None, flush=False)", Doc: "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream.", Fn: object.FnVec(builtinPrint)},
			{Name: "repr", Sig: "($module, obj, /)", Doc: "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval() will return\nthat object.", Fn: object.Fn1(func(t *thread, self, x value) (value, error) {
				s, err := t.Repr(x)
				if err != nil {
					return value{}, err
				}
				return s.Value(), nil
			})},
			{Name: "round", Sig: "(number, ndigits=None)", Doc: "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.", Fn: object.FnBound(builtinRound)},
			{Name: "setattr", Sig: "($module, obj, name, value, /)", Doc: "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``", Fn: object.Fn3(func(t *thread, self, o, n, v value) (value, error) {
				name, err := object.AttrName(n)
				if err != nil {
					return value{}, err
				}
				return object.None, t.SetAttr(o, name, v)
			})},
			{Name: "sorted", Sig: "($module, iterable, /, *, key=None, reverse=False)", Doc: "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.", Fn: object.FnVec(builtinSorted), Sink: object.SinkCollect},
			{Name: "sum", Sig: "(iterable, /, start=0)", Doc: "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.", Fn: object.FnBound(builtinSum), Sink: object.SinkSum},
			{Name: "vars", Sig: "(object=None, /)", Doc: "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				if a[0].IsNil() {
					return currentLocals(t)
				}
				d, err := t.GetAttrOpt(a[0], object.Intern("__dict__"))
				if err == nil && d.IsNil() {
					err = object.Errorf(object.TypeErrorType, "vars() argument must have __dict__ attribute")
				}
				return d, err
			})},
		},
		Init: func(t *thread, m *object.Module) error {
			d := m.Dict()
			for _, c := range []object.Attr{
				{Name: "None", Value: object.None}, {Name: "True", Value: object.True}, {Name: "False", Value: object.False},
				{Name: "Ellipsis", Value: object.Ellipsis}, {Name: "NotImplemented", Value: object.NotImplemented},
				{Name: "__debug__", Value: object.True},
			} {
				d.SetString(c.Name, c.Value)
			}
			for _, typ := range []*object.Type{
				object.BoolType, object.MemoryViewType, object.ByteArrayType, object.BytesType, object.ClassMethodType, object.ComplexType,
				object.DictType, object.EnumerateType, object.FilterType, object.FloatType, object.FrozenSetType, object.PropertyType,
				object.IntType, object.ListType, object.MapType, object.ObjectType, object.RangeType, object.ReversedType, object.SetType,
				object.SliceType, object.StaticMethodType, object.StrType, object.SuperType, object.TupleType, object.TypeType, object.ZipType,
			} {
				d.SetString(typ.Name, typ.Value())
			}
			for _, typ := range object.ExceptionTypes() {
				d.SetString(typ.Name, typ.Value())
			}
			d.SetString("EnvironmentError", object.OSErrorType.Value())
			d.SetString("IOError", object.OSErrorType.Value())
			return nil
		},
	}
}

const importDoc = "Import a module.\n\nBecause this function is meant for use by the Python\ninterpreter and not for general use, it is better to use\nimportlib.import_module() to programmatically import a module.\n\nThe globals argument is only used to determine the context;\nthey are not modified.  The locals argument is unused.  The fromlist\nshould be a list of names to emulate ``from name import ...``, or an\nempty list to emulate ``import name``.\nWhen importing a module from a package, note that __import__('A.B', ...)\nreturns package A when fromlist is empty, but its submodule B when\nfromlist is not empty.  The level argument is used to determine whether to\nperform absolute or relative imports: 0 is absolute, while a positive number\nis the number of parent directories to search relative to the current module."

func builtinImport(t *thread, self value, a []value) (value, error) {
	s, ok := object.AsStr(a[0])
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "module name must be a string")
	}
	level := 0
	if !a[4].IsNil() {
		n, err := t.AsIndex(a[4], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		level = n
	}
	if level < 0 {
		return value{}, object.Errorf(object.ValueErrorType, "level must be >= 0")
	}
	// An absolute import does not look at globals.
	var g *object.Dict
	if !a[1].IsNil() {
		if g, ok = object.AsDict(a[1]); !ok && level > 0 {
			return value{}, object.Errorf(object.TypeErrorType, "globals must be a dict")
		}
	}
	return t.Interp.Host.Import(t, s.String(), g, a[3], level)
}

func anyAll(t *thread, it value, want bool) (value, error) {
	result := !want
	stop := fmt.Errorf("stop")
	err := t.Each(it, func(x value) error {
		b, err := t.Truth(x)
		if err != nil {
			return err
		}
		if b == want {
			result = want
			return stop
		}
		return nil
	})
	if err == stop {
		err = nil
	}
	return object.Bool(result), err
}

func intBase(t *thread, x value, base int, prefix string) (value, error) {
	n, err := t.Index(x)
	if err != nil {
		return value{}, err
	}
	if k, ok := object.SmallInt(n); ok {
		var room [80]byte
		b := room[:0]
		if k < 0 {
			b = append(b, '-')
		}
		m := uint64(k)
		if k < 0 {
			m = -m
		}
		return t.CopyStr(strconv.AppendUint(append(b, prefix...), m, base), true), nil
	}
	s := object.BigInt(n).Text(base)
	if strings.HasPrefix(s, "-") {
		return object.StrValue("-" + prefix + s[1:]), nil
	}
	return object.StrValue(prefix + s), nil
}

func builtinChr(t *thread, self, x value) (value, error) {
	v, err := t.Index(x)
	if err != nil {
		return value{}, err
	}
	n, ok := object.SmallInt(v)
	if !ok || n < math.MinInt32 || n > math.MaxInt32 {
		return value{}, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C int")
	}
	if n < 0 || n > 0x10FFFF {
		return value{}, object.Errorf(object.ValueErrorType, "chr() arg not in range(0x110000)")
	}
	return object.RuneStr(rune(n)), nil
}

func builtinOrd(t *thread, self, x value) (value, error) {
	if s, ok := object.AsStr(x); ok {
		if s.Len() == 1 {
			return object.Int(int(s.Rune(0))), nil
		}
		return value{}, object.Errorf(object.TypeErrorType, "ord() expected a character, but string of length %d found", s.Len())
	}
	n := -1
	if b, ok := object.AsBytes(x); ok {
		if n = len(b); n == 1 {
			return object.Int(int(b[0])), nil
		}
	} else if x.Is(object.ByteArrayType) {
		var err error
		if n, err = t.Len(x); err != nil {
			return value{}, err
		}
		if n == 1 {
			return t.GetItem(x, object.Int(0))
		}
	}
	if n >= 0 {
		return value{}, object.Errorf(object.TypeErrorType, "ord() expected a character, but string of length %d found", n)
	}
	return value{}, object.Errorf(object.TypeErrorType, "ord() expected string of length 1, but %s found", x.Type().Name)
}

func currentLocals(t *thread) (value, error) {
	f := t.Engine.Top(t)
	if f == nil {
		return value{}, object.Errorf(object.SystemErrorType, "frame does not exist")
	}
	return f.LocalsDict(t)
}

func builtinDir(t *thread, self value, a []value) (value, error) {
	var names value
	var err error
	if a[0].IsNil() {
		l, err := currentLocals(t)
		if err != nil {
			return value{}, err
		}
		if names, err = t.CallMethodString(l, "keys"); err != nil {
			return value{}, err
		}
	} else {
		var found bool
		names, found, err = t.CallSpecial(a[0], object.Intern("__dir__"))
		if err != nil {
			return value{}, err
		}
		if !found {
			return value{}, object.Errorf(object.TypeErrorType, "object does not provide __dir__")
		}
	}
	items, err := t.Collect(names)
	if err != nil {
		return value{}, err
	}
	l := object.ListOf(items...)
	_, err = t.CallMethodString(l, "sort")
	return l, err
}

func builtinGetattr(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "getattr() takes no keyword arguments")
	}
	switch {
	case len(args) < 2:
		return value{}, object.Errorf(object.TypeErrorType, "getattr expected at least 2 arguments, got %d", len(args))
	case len(args) > 3:
		return value{}, object.Errorf(object.TypeErrorType, "getattr expected at most 3 arguments, got %d", len(args))
	}
	name, err := object.AttrName(args[1])
	if err != nil {
		return value{}, err
	}
	if len(args) == 2 {
		return t.GetAttr(args[0], name)
	}
	v, err := t.GetAttrOpt(args[0], name)
	if err == nil && v.IsNil() {
		v = args[2]
	}
	return v, err
}

func builtinIter(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "iter() takes no keyword arguments")
	}
	switch len(args) {
	case 1:
		return t.Iter(args[0])
	case 2:
		if !object.IsCallable(args[0]) {
			return value{}, object.Errorf(object.TypeErrorType, "iter(v, w): v must be callable")
		}
		return object.NewCallableIter(args[0], args[1]), nil
	case 0:
		return value{}, object.Errorf(object.TypeErrorType, "iter expected at least 1 argument, got 0")
	}
	return value{}, object.Errorf(object.TypeErrorType, "iter expected at most 2 arguments, got %d", len(args))
}

func builtinNext(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "next() takes no keyword arguments")
	}
	switch {
	case len(args) < 1:
		return value{}, object.Errorf(object.TypeErrorType, "next expected at least 1 argument, got 0")
	case len(args) > 2:
		return value{}, object.Errorf(object.TypeErrorType, "next expected at most 2 arguments, got %d", len(args))
	}
	next := args[0].Type().Next
	if next == nil {
		return value{}, object.Errorf(object.TypeErrorType, "'%s' object is not an iterator", args[0].Type().Name)
	}
	v, err := next(t, args[0])
	if err != nil {
		if len(args) == 2 && object.ErrorIs(err, object.StopIterationType) {
			return args[1], nil
		}
		return value{}, err
	}
	if v.IsNil() {
		if len(args) == 2 {
			return args[1], nil
		}
		return value{}, object.NewError(object.StopIterationType)
	}
	return v, nil
}

// builtinSorted hands key and reverse to list.sort.
func builtinSorted(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	n := len(args)
	if kw != nil {
		n -= len(kw.Items)
	}
	if n != 1 {
		return value{}, object.Errorf(object.TypeErrorType, "sorted expected 1 argument, got %d", n)
	}
	items, err := t.Collect(args[0])
	if err != nil {
		return value{}, err
	}
	l := object.NewList(items).Value()
	if kw == nil || n == len(args) {
		return l, t.SortValues(items, value{}, false)
	}
	sort, err := t.GetAttrString(l, "sort")
	if err != nil {
		return value{}, err
	}
	_, err = t.CallVec(sort, args[1:], kw)
	return l, err
}

// builtinSum adds ints and floats in Go as long as they are exact and fit.
func builtinSum(t *thread, self value, a []value) (value, error) {
	acc := a[1]
	if acc.IsNil() {
		acc = object.Int(0)
	}
	switch {
	case acc.Is(object.StrType):
		return value{}, object.Errorf(object.TypeErrorType, "sum() can't sum strings [use ''.join(seq) instead]")
	case acc.Is(object.BytesType):
		return value{}, object.Errorf(object.TypeErrorType, "sum() can't sum bytes [use b''.join(seq) instead]")
	case acc.Is(object.ByteArrayType):
		return value{}, object.Errorf(object.TypeErrorType, "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	err := t.Each(a[0], func(x value) error {
		if acc.IsSmallInt() && x.IsSmallInt() {
			p, q := acc.Int64(), x.Int64()
			if s := p + q; (p^s)&(q^s) >= 0 {
				acc = object.Int64(s)
				return nil
			}
		} else if acc.IsFloat() && x.IsFloat() {
			acc = object.Float(acc.Float64() + x.Float64())
			return nil
		}
		s, err := t.BinaryOp(object.OpAdd, acc, x)
		acc = s
		return err
	})
	return acc, err
}

func minMax(t *thread, name string, op object.CmpOp, args []value, kw *object.Tuple) (value, error) {
	var key, def value
	n := len(args)
	if kw != nil {
		n -= len(kw.Items)
	}
	if n == 0 {
		return value{}, object.Errorf(object.TypeErrorType, "%s expected at least 1 argument, got 0", name)
	}
	if kw != nil {
		if len(kw.Items) > 2 {
			return value{}, object.Errorf(object.TypeErrorType, "%s() takes at most 2 keyword arguments (%d given)", name, len(kw.Items))
		}
		for i, k := range kw.Items {
			s, _ := object.AsStr(k)
			if s.String() != "key" && s.String() != "default" {
				return value{}, object.Errorf(object.TypeErrorType, "'%s' is an invalid keyword argument for %s()", s, name)
			}
			if s.String() == "key" {
				key = args[n+i]
			} else {
				def = args[n+i]
			}
		}
	}
	if n > 1 && !def.IsNil() {
		return value{}, object.Errorf(object.TypeErrorType, "Cannot specify a default for %s() with multiple positional arguments", name)
	}
	var best, bestKey value
	step := func(x value) error {
		k := x
		if !key.IsNil() && !key.IsNone() {
			var err error
			if k, err = t.Call(key, x); err != nil {
				return err
			}
		}
		if best.IsNil() {
			best, bestKey = x, k
			return nil
		}
		b, err := t.CompareBool(k, bestKey, op)
		if err != nil {
			return err
		}
		if b {
			best, bestKey = x, k
		}
		return nil
	}
	if n > 1 {
		for _, x := range args[:n] {
			if err := step(x); err != nil {
				return value{}, err
			}
		}
		return best, nil
	}
	if err := t.Each(args[0], step); err != nil {
		return value{}, err
	}
	if best.IsNil() {
		if !def.IsNil() {
			return def, nil
		}
		return value{}, object.Errorf(object.ValueErrorType, "%s() arg is an empty sequence", name)
	}
	return best, nil
}

func builtinRound(t *thread, self value, a []value) (value, error) {
	f, self2, err := t.LookupSpecial(a[0], object.Intern("__round__"))
	if err != nil {
		return value{}, err
	}
	if f.IsNil() {
		return value{}, object.Errorf(object.TypeErrorType, "type %s doesn't define __round__ method", a[0].Type().Name)
	}
	var args []value
	if !self2.IsNil() {
		args = append(args, self2)
	}
	if !a[1].IsNil() && !a[1].IsNone() {
		args = append(args, a[1])
	}
	return t.CallVec(f, args, nil)
}

func builtinAIter(t *thread, self, x value) (value, error) {
	f := x.Type().AIter
	if f == nil {
		return value{}, object.Errorf(object.TypeErrorType, "'%s' object is not an async iterable", x.Type().Name)
	}
	it, err := f(t, x)
	if err != nil {
		return value{}, err
	}
	if it.Type().ANext == nil {
		return value{}, object.Errorf(object.TypeErrorType, "aiter() returned not an async iterator of type '%s'", it.Type().Name)
	}
	return it, nil
}

// codeArg returns the code object that exec or eval runs.
func codeArg(t *thread, src value, mode string) (*object.Code, error) {
	if c, ok := object.AsCode(src); ok {
		return c, nil
	}
	if _, ok := object.AsStr(src); !ok && src.Type().Buffer == nil {
		return nil, object.Errorf(object.TypeErrorType, "%s() arg 1 must be a string, bytes or code object", mode)
	}
	if mode == "eval" {
		if s, ok := object.AsStr(src); ok {
			src = object.StrValue(strings.TrimLeft(s.String(), " \t"))
		}
	}
	v, err := t.Interp.Host.Compile(t, src, object.StrValue("<string>"), object.CompileOptions{Mode: mode, Optimize: -1, Feature: -1})
	if err != nil {
		return nil, err
	}
	c, _ := object.AsCode(v)
	return c, nil
}

// namespaces returns the globals and locals of exec and eval.
func namespaces(t *thread, name string, g, l value) (*object.Dict, value, error) {
	if !l.IsNil() && l.IsNone() {
		l = value{}
	}
	if g.IsNil() || g.IsNone() {
		globals := t.Engine.Globals(t)
		if globals == nil {
			return nil, l, object.Errorf(object.SystemErrorType, "globals and locals cannot be NULL")
		}
		if l.IsNil() {
			var err error
			if l, err = currentLocals(t); err != nil {
				return nil, l, err
			}
		}
		return globals, l, nil
	}
	// Of a dict that lies in C, code gets a copy; what it stores outside of functions goes to the dict itself.
	globals, ok := object.AnyDict(t, g)
	if !ok {
		if name == "eval" {
			if g.Type().GetItem != nil {
				return nil, l, object.Errorf(object.TypeErrorType, "globals must be a real dict; try eval(code, {}, mapping)")
			}
			return nil, l, object.Errorf(object.TypeErrorType, "globals must be a dict")
		}
		return nil, l, object.Errorf(object.TypeErrorType, "exec() globals must be a dict, not %s", g.Type().Name)
	}
	if l.IsNil() {
		l = g
	} else if l.Type().GetItem == nil {
		if name == "eval" {
			return nil, l, object.Errorf(object.TypeErrorType, "locals must be a mapping")
		}
		return nil, l, object.Errorf(object.TypeErrorType, "locals must be a mapping or None, not %s", l.Type().Name)
	}
	key := object.Intern("__builtins__")
	if b, ok := globals.GetStr(key); ok {
		if b.Type() != object.ModuleType && b.Type().GetItem == nil {
			return nil, l, object.Errorf(object.TypeErrorType, "'%s' object is not subscriptable", b.Type().Name)
		}
	} else {
		globals.SetStr(key, builtinsOf(t))
	}
	return globals, l, nil
}

// builtinsOf is what exec puts into a namespace as __builtins__: the builtins of
// the code that calls it.
func builtinsOf(t *thread) value {
	if g := t.Engine.Globals(t); g != nil {
		return t.Interp.BuiltinsOf(g).Value()
	}
	return t.Interp.Builtins.Value()
}

func builtinEval(t *thread, self value, a []value) (value, error) {
	g, l, err := namespaces(t, "eval", a[1], a[2])
	if err != nil {
		return value{}, err
	}
	c, err := codeArg(t, a[0], "eval")
	if err != nil {
		return value{}, err
	}
	if len(c.Whole().FreeVars) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "code object passed to eval() may not contain free variables")
	}
	return c.Body.Exec(t, c, g, l, nil)
}

func builtinExec(t *thread, self value, a []value) (value, error) {
	g, l, err := namespaces(t, "exec", a[1], a[2])
	if err != nil {
		return value{}, err
	}
	_, isCode := object.AsCode(a[0])
	closure := a[3]
	if !closure.IsNil() && closure.IsNone() {
		closure = value{}
	}
	if !isCode && !closure.IsNil() {
		return value{}, object.Errorf(object.TypeErrorType, "closure can only be used when source is a code object")
	}
	c, err := codeArg(t, a[0], "exec")
	if err != nil {
		return value{}, err
	}
	var cells []*object.Cell
	switch {
	case len(c.Whole().FreeVars) == 0 && !closure.IsNil():
		return value{}, object.Errorf(object.TypeErrorType, "cannot use a closure with this code object")
	case len(c.FreeVars) > 0 && closure.IsNil() && isCode:
		return value{}, object.Errorf(object.TypeErrorType, "code object requires a closure of exactly length %d", len(c.FreeVars))
	case len(c.FreeVars) > 0:
		u, ok := object.AsTuple(closure)
		if !ok || len(u.Items) != len(c.FreeVars) {
			return value{}, object.Errorf(object.TypeErrorType, "code object requires a closure of exactly length %d", len(c.FreeVars))
		}
		for _, x := range u.Items {
			if x.Type() != object.CellType {
				return value{}, object.Errorf(object.TypeErrorType, "code object requires a closure of exactly length %d", len(c.FreeVars))
			}
			cells = append(cells, (*object.Cell)(unsafe.Pointer(x.P)))
		}
	}
	_, err = c.Body.Exec(t, c, g, l, cells)
	return object.None, err
}

func builtinCompile(t *thread, self value, a []value) (value, error) {
	mode, ok := object.AsStr(a[2])
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "compile() argument 'mode' must be str, not %s", a[2].Type().Name)
	}
	flags, optimize := 0, -1
	var err error
	if !a[3].IsNil() {
		if flags, err = t.AsIndex(a[3], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	dontInherit := false
	if !a[4].IsNil() {
		if dontInherit, err = t.Truth(a[4]); err != nil {
			return value{}, err
		}
	}
	if !a[5].IsNil() {
		if optimize, err = t.AsIndex(a[5], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	if optimize < -1 || optimize > 2 {
		return value{}, object.Errorf(object.ValueErrorType, "compile(): invalid optimize value")
	}
	feature := -1
	if !a[6].IsNil() {
		if feature, err = t.AsIndex(a[6], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	return t.Interp.Host.Compile(t, a[0], a[1], object.CompileOptions{Mode: mode.String(), Flags: flags, DontInherit: dontInherit, Optimize: optimize, Feature: feature})
}
