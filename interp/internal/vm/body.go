package vm

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines calls from Go: object.Body, and the binding of arguments.

// Call implements object.Body.
func (lk *linked) Call(t *object.Thread, fn *object.Function, args []object.Value, kw *object.Tuple) (object.Value, error) {
	m := machineOf(t)
	if t.Depth >= t.Interp.RecursionLimit || t.Nested >= object.MaxNested {
		return object.Value{}, m.recursion()
	}
	f := m.push(lk)
	if lk.simple && kw == nil && len(args) == lk.argCount {
		copy(f.regs[:len(args)], args)
	} else if err := m.bind(fn, lk, args, kw, f); err != nil {
		return object.Value{}, err
	}
	f.enter(lk)
	f.fn, f.globals, f.builtins, f.closure = fn, fn.Globals, fn.Builtins, fn.Closure
	t.Depth++
	t.Nested++
	var herr error
	if t.Hooked {
		herr = m.enterWatched(f)
	}
	v, _, err := m.run(f, herr)
	t.Nested--
	return v, err
}

// Exec implements object.Body.
func (lk *linked) Exec(t *object.Thread, code *object.Code, globals *object.Dict, locals object.Value, closure []*object.Cell) (object.Value, error) {
	m := machineOf(t)
	if t.Depth >= t.Interp.RecursionLimit || t.Nested >= object.MaxNested {
		return object.Value{}, m.recursion()
	}
	f := m.push(lk)
	f.enter(lk)
	f.fn, f.globals, f.builtins, f.closure = nil, globals, t.Interp.BuiltinsOf(globals), closure
	f.locals = locals
	if locals.P == nil {
		f.locals = globals.Value()
	}
	t.Depth++
	t.Nested++
	var herr error
	if t.Hooked {
		herr = m.enterWatched(f)
	}
	v, _, err := m.run(f, herr)
	t.Nested--
	return v, err
}

// pushFunction makes the frame of a call of fn from f, with its arguments bound
// and copied; it does not make it the top.
func (m *machine) pushFunction(f *frame, fn *object.Function, args []object.Value, kw *object.Tuple) (*frame, error) {
	lk, ok := fn.Code.Body.(*linked)
	if !ok {
		return nil, nil
	}
	t := m.t
	if t.Depth >= t.Interp.RecursionLimit {
		return nil, m.recursion()
	}
	nf := m.push(lk)
	if err := m.bind(fn, lk, args, kw, nf); err != nil {
		return nil, err
	}
	nf.enter(lk)
	t.Depth++
	return nf, nil
}

// pushWindow makes the frame of a call from f with a window that is not in f's,
// nargs arguments being put there by the caller. It returns nil if the recursion
// limit is reached.
func (m *machine) pushWindow(f *frame, lk *linked, nargs int) *frame {
	t := m.t
	if t.Depth >= t.Interp.RecursionLimit {
		return nil
	}
	nf := m.push(lk)
	for i := nargs; i < lk.numSlots; i++ {
		nf.regs[i] = object.Value{}
	}
	t.Depth++
	return nf
}

// bind binds a call's arguments to the parameters of fn, in nf's slots (Python
// reference, section 6.3.4).
func (m *machine) bind(fn *object.Function, lk *linked, args []object.Value, kw *object.Tuple, nf *frame) error {
	bc := lk.bc
	if lk.numFar > 0 {
		nf.far = make([]object.Value, lk.numFar)
	}
	nkw := 0
	if kw != nil {
		nkw = len(kw.Items)
	}
	npos := len(args) - nkw
	argc := bc.ArgCount
	total := argc + bc.KwOnlyArgCount
	varArgs := bc.Flags&0x4 != 0
	varKw := bc.Flags&0x8 != 0
	n := min(npos, argc)
	// The arguments may lie where the parameters will: copy before clearing.
	var extra object.Value
	if varArgs {
		extra = object.NewTupleOf(args[min(argc, npos):npos]).Value()
	}
	for i := range n {
		*nf.slot(i) = args[i]
	}
	for i := n; i < lk.numParams; i++ {
		*nf.slot(i) = object.Value{}
	}
	next := total
	if varArgs {
		*nf.slot(next) = extra
		next++
	}
	var kwargs *object.Dict
	if varKw {
		kwargs = object.NewDictSize(nkw)
		*nf.slot(next) = kwargs.Value()
	}
	names := fn.Code.VarNames
	for k := 0; k < nkw; k++ {
		key := kw.Items[k]
		val := args[npos+k]
		name, ok := object.AsStr(key)
		if !ok {
			return object.Errorf(object.TypeErrorType, "%s() keywords must be strings", fn.QualName)
		}
		j := -1
		for i := bc.PosOnlyArgCount; i < total; i++ {
			if names[i] == name {
				j = i
				break
			}
		}
		if j < 0 {
			for i := bc.PosOnlyArgCount; i < total; i++ {
				if names[i].String() == name.String() {
					j = i
					break
				}
			}
		}
		if j < 0 {
			if kwargs != nil {
				if key.P.Type == object.StrType {
					kwargs.SetStr(name, val)
				} else if err := kwargs.Set(m.t, key, val); err != nil {
					return err
				}
				continue
			}
			if bc.PosOnlyArgCount > 0 {
				if err := posOnlyAsKeyword(fn, kw); err != nil {
					return err
				}
			}
			return object.Errorf(object.TypeErrorType, "%s() got an unexpected keyword argument '%s'", fn.QualName, name)
		}
		if nf.slot(j).P != nil {
			return object.Errorf(object.TypeErrorType, "%s() got multiple values for argument '%s'", fn.QualName, name)
		}
		*nf.slot(j) = val
	}
	if npos > argc && !varArgs {
		return tooManyPositional(fn, npos, nf)
	}
	if npos < argc {
		nd := 0
		if fn.Defaults != nil {
			nd = len(fn.Defaults.Items)
		}
		first := argc - nd
		var missing []string
		for i := npos; i < first; i++ {
			if nf.slot(i).P == nil {
				missing = append(missing, names[i].String())
			}
		}
		if missing != nil {
			return missingArguments(fn, missing, "positional")
		}
		for i := max(npos, first); i < argc; i++ {
			if s := nf.slot(i); s.P == nil {
				*s = fn.Defaults.Items[i-first]
			}
		}
	}
	var missing []string
	for i := argc; i < total; i++ {
		s := nf.slot(i)
		if s.P != nil {
			continue
		}
		if fn.KwDefaults != nil {
			if d, ok := fn.KwDefaults.GetStr(names[i]); ok {
				*s = d
				continue
			}
		}
		missing = append(missing, names[i].String())
	}
	if missing != nil {
		return missingArguments(fn, missing, "keyword-only")
	}
	return nil
}

func posOnlyAsKeyword(fn *object.Function, kw *object.Tuple) error {
	var bad []string
	for i := 0; i < fn.Code.PosOnlyArgCount; i++ {
		for _, k := range kw.Items {
			if s, ok := object.AsStr(k); ok && s.String() == fn.Code.VarNames[i].String() {
				bad = append(bad, s.String())
			}
		}
	}
	if bad == nil {
		return nil
	}
	text := bad[0]
	for _, b := range bad[1:] {
		text += ", " + b
	}
	return object.Errorf(object.TypeErrorType, "%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.QualName, text)
}

func tooManyPositional(fn *object.Function, given int, nf *frame) error {
	c := fn.Code
	kwGiven := 0
	for i := c.ArgCount; i < c.ArgCount+c.KwOnlyArgCount; i++ {
		if nf.slot(i).P != nil {
			kwGiven++
		}
	}
	nd := 0
	if fn.Defaults != nil {
		nd = len(fn.Defaults.Items)
	}
	s := func(n int) string {
		if n == 1 {
			return ""
		}
		return "s"
	}
	takes := object.Itoa(c.ArgCount)
	pl := s(c.ArgCount)
	if nd > 0 {
		takes = "from " + object.Itoa(c.ArgCount-nd) + " to " + takes
		pl = "s"
	}
	got := object.Itoa(given)
	if kwGiven > 0 {
		got += " positional argument" + s(given) + " (and " + object.Itoa(kwGiven) + " keyword-only argument" + s(kwGiven) + ")"
	}
	was := "were"
	if given == 1 && kwGiven == 0 {
		was = "was"
	}
	return object.Errorf(object.TypeErrorType, "%s() takes %s positional argument%s but %s %s given", fn.QualName, takes, pl, got, was)
}

func missingArguments(fn *object.Function, missing []string, kind string) error {
	var text string
	for i, n := range missing {
		switch {
		case i == 0:
		case i == len(missing)-1 && len(missing) == 2:
			text += " and "
		case i == len(missing)-1:
			text += ", and "
		default:
			text += ", "
		}
		text += "'" + n + "'"
	}
	s := ""
	if len(missing) > 1 {
		s = "s"
	}
	return object.Errorf(object.TypeErrorType, "%s() missing %d required %s argument%s: %s", fn.QualName, len(missing), kind, s, text)
}

// makeFunction does MAKEFUNCTION: the optional parts lie at r[base...].
func (m *machine) makeFunction(f *frame, code *object.Code, base int, flags uint8) object.Value {
	lk := code.Body.(*linked)
	var closure []*object.Cell
	if n := len(lk.captures); n > 0 {
		closure = make([]*object.Cell, n)
		for i, c := range lk.captures {
			if c >= 0 {
				closure[i] = (*object.Cell)(unsafe.Pointer(f.slot(int(c)).P))
			} else {
				closure[i] = f.closure[^c]
			}
		}
	}
	fn := &object.Function{
		Header: object.Header{Type: object.FunctionType}, Code: code, Globals: f.globals, Builtins: f.builtins, Closure: closure,
		Name: code.Name, QualName: code.QualName,
	}
	if v, ok := f.globals.GetStr(nameStr); ok {
		fn.Module = v
	}
	if code.Flags&object.CoOptimized != 0 && len(code.Consts) > 0 && code.Consts[0].P.Type == object.StrType {
		fn.Doc = code.Consts[0]
	}
	if flags&1 != 0 {
		fn.Defaults = (*object.Tuple)(unsafe.Pointer(f.regs[base].P))
		base++
	}
	if flags&2 != 0 {
		fn.KwDefaults = (*object.Dict)(unsafe.Pointer(f.regs[base].P))
		base++
	}
	if flags&4 != 0 {
		fn.Annotations = f.regs[base]
	}
	return fn.Value()
}

var nameStr = object.Intern("__name__")
