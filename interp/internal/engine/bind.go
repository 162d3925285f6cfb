package engine

import "memphis/interp/object"

// This file defines the binding of arguments to parameters.

// Bind binds a call's arguments to the parameters of fn, in dst (Python reference, section 6.3.4). The arguments may lie
// where the parameters will.
func Bind(t *object.Thread, fn *object.Function, args []object.Value, kw *object.Tuple, dst []object.Value) error {
	code := fn.Code
	nkw := 0
	if kw != nil {
		nkw = len(kw.Items)
	}
	npos := len(args) - nkw
	argc := code.ArgCount
	total := argc + code.KwOnlyArgCount
	varArgs := code.Flags&object.CoVarArgs != 0
	varKw := code.Flags&object.CoVarKeywords != 0
	n := min(npos, argc)
	// The arguments may lie where the parameters will: copy before clearing.
	var extra object.Value
	if varArgs {
		extra = object.NewTupleOf(args[min(argc, npos):npos]).Value()
	}
	for i := range n {
		dst[i] = args[i]
	}
	for i := n; i < len(dst); i++ {
		dst[i] = object.Value{}
	}
	next := total
	if varArgs {
		dst[next] = extra
		next++
	}
	var kwargs *object.Dict
	if varKw {
		kwargs = object.NewDictSize(nkw)
		dst[next] = kwargs.Value()
	}
	names := code.VarNames
	for k := 0; k < nkw; k++ {
		key := kw.Items[k]
		val := args[npos+k]
		name, ok := object.AsStr(key)
		if !ok {
			return object.Errorf(object.TypeErrorType, "%s() keywords must be strings", fn.QualName)
		}
		j := -1
		for i := code.PosOnlyArgCount; i < total; i++ {
			if names[i] == name {
				j = i
				break
			}
		}
		if j < 0 {
			for i := code.PosOnlyArgCount; i < total; i++ {
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
				} else if err := kwargs.Set(t, key, val); err != nil {
					return err
				}
				continue
			}
			if code.PosOnlyArgCount > 0 {
				if err := posOnlyAsKeyword(fn, kw); err != nil {
					return err
				}
			}
			return object.Errorf(object.TypeErrorType, "%s() got an unexpected keyword argument '%s'", fn.QualName, name)
		}
		if dst[j].P != nil {
			return object.Errorf(object.TypeErrorType, "%s() got multiple values for argument '%s'", fn.QualName, name)
		}
		dst[j] = val
	}
	if npos > argc && !varArgs {
		return tooManyPositional(fn, npos, dst)
	}
	if npos < argc {
		nd := 0
		if fn.Defaults != nil {
			nd = len(fn.Defaults.Items)
		}
		first := argc - nd
		var missing []string
		for i := npos; i < first; i++ {
			if dst[i].P == nil {
				missing = append(missing, names[i].String())
			}
		}
		if missing != nil {
			return missingArguments(fn, missing, "positional")
		}
		for i := max(npos, first); i < argc; i++ {
			if s := &dst[i]; s.P == nil {
				*s = fn.Defaults.Items[i-first]
			}
		}
	}
	var missing []string
	for i := argc; i < total; i++ {
		s := &dst[i]
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

func tooManyPositional(fn *object.Function, given int, dst []object.Value) error {
	c := fn.Code
	kwGiven := 0
	for i := c.ArgCount; i < c.ArgCount+c.KwOnlyArgCount; i++ {
		if dst[i].P != nil {
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
