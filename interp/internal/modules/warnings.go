package modules

import (
	"strings"

	"memphis/interp/object"
)

// This file defines the module _warnings: the filters and the issuing of warnings
// (Library reference, "warnings"). It works before and without the module
// warnings, whose variables it prefers when that is imported.

type warningsKey struct{}

// warnState is the state of _warnings in one interpreter.
type warnState struct {
	filters *object.List
	once    *object.Dict
	action  value
	version int
}

func warnStateOf(t *thread) *warnState {
	s, _ := t.Interp.State[warningsKey{}].(*warnState)
	if s == nil {
		s = &warnState{filters: object.NewList(nil), once: object.NewDict(), action: object.StrValue("default")}
		t.Interp.State[warningsKey{}] = s
		add := func(action string, cls *object.Type, module value) {
			s.filters.Items = append(s.filters.Items, object.TupleOf(object.StrValue(action), object.None, cls.Value(), module, object.Int(0)))
		}
		add("default", object.DeprecationWarningType, object.StrValue("__main__"))
		add("ignore", object.DeprecationWarningType, object.None)
		add("ignore", object.PendingDeprecationWarningType, object.None)
		add("ignore", object.ImportWarningType, object.None)
		add("ignore", object.ResourceWarningType, object.None)
		t.Interp.Warn = func(t *thread, cls *object.Type, msg value, level int, source value) error {
			_, err := warn(t, msg, cls.Value(), level, source)
			return err
		}
	}
	return s
}

func warningsModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_warnings",
		Doc:  "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.",
		Methods: []object.Method{
			{Name: "warn", Sig: "(message, category=None, stacklevel=1, source=None)", Doc: "Issue a warning, or maybe ignore it or raise an exception.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				level := 1
				if !a[2].IsNil() {
					n, err := t.AsIndex(a[2], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					level = n
				}
				cls, err := warnCategory(t, a[0], a[1])
				if err != nil {
					return value{}, err
				}
				return warn(t, a[0], cls, level, a[3])
			})},
			{Name: "warn_explicit", Sig: "(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)", Doc: "Low-level interface to warnings functionality.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				line, err := t.AsIndex(a[3], object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				registry := a[5].OrNone()
				if _, ok := object.AsDict(registry); !ok && !registry.IsNone() {
					return value{}, object.Errorf(object.TypeErrorType, "'registry' must be a dict or None")
				}
				if g := a[6].OrNone(); !g.IsNone() {
					if _, ok := object.AsDict(g); !ok {
						return value{}, object.Errorf(object.TypeErrorType, "module_globals must be a dict, not '%s'", g.Type().Name)
					}
				}
				return object.None, warnExplicit(t, a[1], a[0], a[2], line, a[4], registry, a[7])
			})},
			{Name: "_filters_mutated", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				warnStateOf(t).version++
				return object.None, nil
			})},
		},
		Init: func(t *thread, m *object.Module) error {
			s := warnStateOf(t)
			d := m.Dict()
			d.SetString("filters", s.filters.Value())
			d.SetString("_onceregistry", s.once.Value())
			d.SetString("_defaultaction", s.action)
			return nil
		},
	}
}

// warnCategory checks the category of warn().
func warnCategory(t *thread, msg, cls value) (value, error) {
	if msg.Is(object.WarningType) {
		return msg.Type().Value(), nil
	}
	if cls.IsNil() || cls.IsNone() {
		return object.UserWarningType.Value(), nil
	}
	c, ok := object.AsType(cls)
	if !ok || !c.IsSubtype(object.WarningType) {
		return value{}, object.Errorf(object.TypeErrorType, "category must be a Warning subclass, not '%s'", cls.Type().Name)
	}
	return cls, nil
}

// warningsAttr is an attribute of the module warnings, if that is imported.
func warningsAttr(t *thread, name string) value {
	m, ok := t.Interp.Modules.GetString("warnings")
	if !ok || m.IsNone() {
		return value{}
	}
	v, err := t.GetAttrOpt(m, object.Intern(name))
	if err != nil {
		return value{}
	}
	return v
}

// internalFrame reports whether f belongs to the import system, which warnings
// look through.
func internalFrame(f *object.Frame) bool {
	fn, ok := object.AsStr(f.Code.Filename)
	return ok && strings.Contains(fn.String(), "importlib") && strings.Contains(fn.String(), "_bootstrap")
}

// warn issues a warning at the frame that is level calls up.
func warn(t *thread, msg, cls value, level int, source value) (value, error) {
	var f *object.Frame
	if t.Engine != nil {
		f = t.Engine.Top(t)
	}
	if f != nil {
		next := func(f *object.Frame) *object.Frame { return f.Engine.Back(t) }
		if level <= 0 || internalFrame(f) {
			for level--; level > 0 && f != nil; level-- {
				f = next(f)
			}
		} else {
			for level--; level > 0 && f != nil; level-- {
				for f = next(f); f != nil && internalFrame(f); {
					f = next(f)
				}
			}
		}
	}
	globals := t.Interp.Sys
	filename, line := object.StrValue("sys"), 1
	if f != nil {
		globals, filename, line = f.Globals, f.Code.Filename, f.LineNo()
	}
	registry, ok := globals.GetString("__warningregistry__")
	if !ok {
		registry = object.NewDict().Value()
		globals.SetString("__warningregistry__", registry)
	}
	module, ok := globals.GetString("__name__")
	if !ok || module.IsNone() {
		module = object.StrValue("<string>")
	}
	return object.None, warnExplicit(t, cls, msg, filename, line, module, registry, source)
}

// warnExplicit filters a warning and shows it.
func warnExplicit(t *thread, cls, msg, filename value, line int, module, registry, source value) error {
	st := warnStateOf(t)
	if module.IsNil() || module.IsNone() {
		fn, err := t.Str(filename)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(fn.String(), ".py")
		if name == "" {
			name = "<unknown>"
		}
		module = object.StrValue(name)
	}
	var text value
	if msg.Is(object.WarningType) {
		s, err := t.Str(msg)
		if err != nil {
			return err
		}
		text = s.Value()
		cls = msg.Type().Value()
	} else {
		text = msg
		m, err := t.Call(cls, msg)
		if err != nil {
			return err
		}
		msg = m
	}
	key := object.TupleOf(text, cls, object.Int(line))
	reg, _ := object.AsDict(registry)
	if reg != nil {
		seen, err := alreadyWarned(t, st, reg, key, false)
		if err != nil || seen {
			return err
		}
	}
	action, err := filterAction(t, st, text, cls, line, module)
	if err != nil {
		return err
	}
	switch action {
	case "error":
		return object.ToErr(msg)
	case "ignore":
		return nil
	}
	seen := false
	if action != "always" && reg != nil {
		if err := reg.Set(t, key, object.True); err != nil {
			return err
		}
	}
	switch action {
	case "once":
		once := st.once
		if v := warningsAttr(t, "onceregistry"); !v.IsNil() {
			if d, ok := object.AsDict(v); ok {
				once = d
			}
		}
		seen, err = alreadyWarned(t, st, once, object.TupleOf(text, cls), true)
	case "module":
		if reg != nil {
			seen, err = alreadyWarned(t, st, reg, object.TupleOf(text, cls, object.Int(0)), true)
		}
	case "default", "always":
	default:
		return object.Errorf(object.RuntimeErrorType, "Unrecognized action (%s) in warnings.filters:\n %s", action, "")
	}
	if err != nil || seen {
		return err
	}
	return showWarning(t, msg, text, cls, filename, line, source)
}

// alreadyWarned looks key up in a registry, which is emptied when the filters changed.
func alreadyWarned(t *thread, st *warnState, reg *object.Dict, key value, set bool) (bool, error) {
	vk := object.Intern("version")
	if v, ok := reg.GetStr(vk); !ok || v != object.Int(st.version) {
		reg.Clear()
		reg.SetStr(vk, object.Int(st.version))
	} else {
		v, ok, err := reg.Get(t, key)
		if err != nil {
			return false, err
		}
		if ok {
			return t.Truth(v)
		}
	}
	if set {
		return false, reg.Set(t, key, object.True)
	}
	return false, nil
}

func filterAction(t *thread, st *warnState, text, cls value, line int, module value) (string, error) {
	filters := st.filters
	if v := warningsAttr(t, "filters"); !v.IsNil() {
		l, ok := object.AsList(v)
		if !ok {
			return "", object.Errorf(object.ValueErrorType, "_warnings.filters must be a list")
		}
		filters, st.filters = l, l // what counts if the module loses its list
	}
	match := func(pattern, v value) (bool, error) {
		if pattern.IsNone() {
			return true, nil
		}
		if pattern.Type() == object.StrType {
			return t.EqualValues(pattern, v)
		}
		r, err := t.CallMethodString(pattern, "match", v)
		if err != nil {
			return false, err
		}
		return t.Truth(r)
	}
	for i := 0; i < len(filters.Items); i++ {
		u, ok := object.AsTuple(filters.Items[i])
		if !ok || len(u.Items) != 5 {
			return "", object.Errorf(object.ValueErrorType, "_warnings.filters item %d isn't a 5-tuple", i)
		}
		action, ok := object.AsStr(u.Items[0])
		if !ok {
			return "", object.Errorf(object.TypeErrorType, "action must be a string, not '%s'", u.Items[0].Type().Name)
		}
		ok, err := match(u.Items[1], text)
		if err != nil {
			return "", err
		}
		if !ok {
			continue
		}
		if ok, err = t.IsSubclass(cls, u.Items[2]); err != nil {
			return "", err
		} else if !ok {
			continue
		}
		if ok, err = match(u.Items[3], module); err != nil {
			return "", err
		} else if !ok {
			continue
		}
		if n, ok := object.SmallInt(u.Items[4]); ok && (n == 0 || int(n) == line) {
			return action.String(), nil
		}
	}
	action := st.action
	if v := warningsAttr(t, "defaultaction"); !v.IsNil() {
		action = v
	}
	s, ok := object.AsStr(action)
	if !ok {
		return "", object.Errorf(object.TypeErrorType, "_warnings.defaultaction must be a string, not '%s'", action.Type().Name)
	}
	return s.String(), nil
}

// showWarning calls warnings._showwarnmsg, or writes the warning itself while
// that module is not imported, and at the end of the program.
func showWarning(t *thread, msg, text, cls, filename value, line int, source value) error {
	final := t.Interp.Finalizing
	if _, ok := t.Interp.Modules.GetString("warnings"); !ok && !final && !source.IsNil() && !source.IsNone() {
		// It can tell where source was made.
		if _, err := t.Interp.Host.Import(t, "warnings", nil, value{}, 0); err != nil {
			return err
		}
	}
	if show := warningsAttr(t, "_showwarnmsg"); !show.IsNil() && !final {
		wm := warningsAttr(t, "WarningMessage")
		if wm.IsNil() {
			return object.Errorf(object.RuntimeErrorType, "unable to get warnings.WarningMessage")
		}
		m, err := t.Call(wm, msg, cls, filename, object.Int(line), object.None, object.None, source.OrNone())
		if err != nil {
			return err
		}
		_, err = t.Call(show, m)
		return err
	}
	if t.Interp.Sys == nil {
		return nil
	}
	out, ok := t.Interp.Sys.GetString("stderr")
	if !ok || out.IsNone() {
		return nil
	}
	fn, err := t.Str(filename)
	if err != nil {
		return err
	}
	s, err := t.Str(text)
	if err != nil {
		return err
	}
	c, _ := object.AsType(cls)
	outText := fn.String() + ":" + object.Itoa(line) + ": " + c.Name + ": " + s.String() + "\n"
	if src, ok := readLine(fn.String(), line); ok {
		outText += "  " + strings.TrimSpace(src) + "\n"
	}
	// A stream that cannot be written to loses the warning, as in CPython.
	_, _ = t.CallMethodString(out, "write", object.StrValue(outText))
	return nil
}
