package object

import "sync"

// This file defines interning, and the names that the object model itself looks up.

var interned = struct {
	sync.RWMutex
	m map[string]*Str
}{m: oneCharStrs(make(map[string]*Str, 4096))}

// Intern returns the one interned str with the text s. Names of attributes are
// always interned, so that they compare by address.
func Intern(s string) *Str {
	interned.RLock()
	p := interned.m[s]
	interned.RUnlock()
	if p != nil {
		return p
	}
	return internNew(NewStr(s))
}

// InternStr returns the interned str equal to s.
func InternStr(s *Str) *Str {
	if s.meta&strInterned != 0 {
		return s
	}
	interned.RLock()
	p := interned.m[s.s]
	interned.RUnlock()
	if p != nil {
		return p
	}
	if s.Header.Type != StrType {
		s = NewStr(s.s)
	}
	return internNew(s)
}

// IsInterned reports whether s is the one interned str with its text.
func (s *Str) IsInterned() bool { return s.meta&strInterned != 0 }

func internNew(s *Str) *Str {
	s.Hash()
	s.Len()
	interned.Lock()
	defer interned.Unlock()
	if p := interned.m[s.s]; p != nil {
		return p
	}
	s.meta |= strInterned
	interned.m[s.s] = s
	return s
}

// names holds the interned names that this package looks up.
var names struct {
	Module, Name, QualName, Doc, Dict, Class, Slots, ClassCell, Annotations, Weakref                  *Str
	New, Init, Del, InitSubclass, SetName, ClassGetItem, MroEntries, Prepare                          *Str
	Call, Repr, Str, Hash, Eq, Iter, Next, Len, Contains, GetItem, SetItem, DelItem                   *Str
	GetAttr, GetAttribute, SetAttr, DelAttr, Get, Set, Delete, Bool, Int, Float                       *Str
	Index, Missing, Reversed, LengthHint, Enter, Exit, AEnter, AExit, Format, Dir                     *Str
	AbstractMethods, InstanceCheck, SubclassCheck, Bases, Mro, MatchArgs, Code                        *Str
	Round, Trunc, Floor, Ceil, Complex, Bytes, Fspath, Copy, Reduce, ReduceEx                         *Str
	GetState, GetNewArgs, GetNewArgsEx, Await, AIter, ANext, Send, Throw, Close                       *Str
	Builtins, File, Loader, Spec, Path, All, Import, Main, BuildClass, Package                        *Str
	Self, Args, Kwargs, Keys, Items, Values, Wrapped, Objclass, TextSignature, Cause                  *Str
	Context, Traceback, Notes, Isabstractmethod, Initializing, UninitSubmodules, OrigBases, Metaclass *Str
	Return, ValueStr, Message, Stdout, Stderr, Stdin, Write, Flush, Read, Readline                    *Str
	PathStr, NameStr, ObjStr, Defaults, Kwdefaults, Closure, Globals, TypeParams, Mod                 *Str
}

func setupNames() {
	n := &names
	for _, e := range []struct {
		p **Str
		s string
	}{
		{&n.Module, "__module__"}, {&n.Name, "__name__"}, {&n.QualName, "__qualname__"}, {&n.Doc, "__doc__"},
		{&n.Dict, "__dict__"}, {&n.Class, "__class__"}, {&n.Slots, "__slots__"}, {&n.ClassCell, "__classcell__"},
		{&n.Annotations, "__annotations__"}, {&n.Weakref, "__weakref__"},
		{&n.New, "__new__"}, {&n.Init, "__init__"}, {&n.Del, "__del__"}, {&n.InitSubclass, "__init_subclass__"},
		{&n.SetName, "__set_name__"}, {&n.ClassGetItem, "__class_getitem__"}, {&n.MroEntries, "__mro_entries__"},
		{&n.Prepare, "__prepare__"},
		{&n.Call, "__call__"}, {&n.Repr, "__repr__"}, {&n.Str, "__str__"}, {&n.Hash, "__hash__"}, {&n.Eq, "__eq__"},
		{&n.Iter, "__iter__"}, {&n.Next, "__next__"}, {&n.Len, "__len__"}, {&n.Contains, "__contains__"},
		{&n.GetItem, "__getitem__"}, {&n.SetItem, "__setitem__"}, {&n.DelItem, "__delitem__"},
		{&n.GetAttr, "__getattr__"}, {&n.GetAttribute, "__getattribute__"}, {&n.SetAttr, "__setattr__"},
		{&n.DelAttr, "__delattr__"}, {&n.Get, "__get__"}, {&n.Set, "__set__"}, {&n.Delete, "__delete__"},
		{&n.Bool, "__bool__"}, {&n.Int, "__int__"}, {&n.Float, "__float__"}, {&n.Index, "__index__"},
		{&n.Missing, "__missing__"}, {&n.Reversed, "__reversed__"}, {&n.LengthHint, "__length_hint__"},
		{&n.Enter, "__enter__"}, {&n.Exit, "__exit__"}, {&n.AEnter, "__aenter__"}, {&n.AExit, "__aexit__"},
		{&n.Format, "__format__"}, {&n.Dir, "__dir__"},
		{&n.AbstractMethods, "__abstractmethods__"}, {&n.InstanceCheck, "__instancecheck__"},
		{&n.SubclassCheck, "__subclasscheck__"}, {&n.Bases, "__bases__"}, {&n.Mro, "__mro__"},
		{&n.MatchArgs, "__match_args__"}, {&n.Code, "__code__"},
		{&n.Round, "__round__"}, {&n.Trunc, "__trunc__"}, {&n.Floor, "__floor__"}, {&n.Ceil, "__ceil__"},
		{&n.Complex, "__complex__"}, {&n.Bytes, "__bytes__"}, {&n.Fspath, "__fspath__"}, {&n.Copy, "__copy__"},
		{&n.Reduce, "__reduce__"}, {&n.ReduceEx, "__reduce_ex__"}, {&n.GetState, "__getstate__"},
		{&n.GetNewArgs, "__getnewargs__"}, {&n.GetNewArgsEx, "__getnewargs_ex__"},
		{&n.Await, "__await__"}, {&n.AIter, "__aiter__"}, {&n.ANext, "__anext__"},
		{&n.Send, "send"}, {&n.Throw, "throw"}, {&n.Close, "close"},
		{&n.Builtins, "__builtins__"}, {&n.File, "__file__"}, {&n.Loader, "__loader__"}, {&n.Spec, "__spec__"},
		{&n.Path, "__path__"}, {&n.All, "__all__"}, {&n.Import, "__import__"}, {&n.Main, "__main__"},
		{&n.BuildClass, "__build_class__"}, {&n.Package, "__package__"},
		{&n.Self, "__self__"}, {&n.Args, "args"}, {&n.Kwargs, "kwargs"}, {&n.Keys, "keys"}, {&n.Items, "items"},
		{&n.Values, "values"}, {&n.Wrapped, "__wrapped__"}, {&n.Objclass, "__objclass__"},
		{&n.TextSignature, "__text_signature__"}, {&n.Cause, "__cause__"}, {&n.Context, "__context__"},
		{&n.Traceback, "__traceback__"}, {&n.Notes, "__notes__"}, {&n.Isabstractmethod, "__isabstractmethod__"},
		{&n.Initializing, "_initializing"}, {&n.UninitSubmodules, "_uninitialized_submodules"}, {&n.OrigBases, "__orig_bases__"}, {&n.Metaclass, "metaclass"},
		{&n.Return, "return"}, {&n.ValueStr, "value"}, {&n.Message, "message"}, {&n.Stdout, "stdout"},
		{&n.Stderr, "stderr"}, {&n.Stdin, "stdin"}, {&n.Write, "write"}, {&n.Flush, "flush"}, {&n.Read, "read"},
		{&n.Readline, "readline"}, {&n.PathStr, "path"}, {&n.NameStr, "name"}, {&n.ObjStr, "obj"},
		{&n.Defaults, "__defaults__"}, {&n.Kwdefaults, "__kwdefaults__"}, {&n.Closure, "__closure__"},
		{&n.Globals, "__globals__"}, {&n.TypeParams, "__type_params__"}, {&n.Mod, "__mod__"},
	} {
		*e.p = Intern(e.s)
	}
}
