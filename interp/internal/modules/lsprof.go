package modules

import (
	"sync"
	"time"
	"unsafe"

	"memphis/interp/object"
)

// This file defines the module _lsprof, on which cProfile rests: a profiler that
// keeps its accounts natively (Library reference, "The Python Profilers").

// profiler is a Profiler object. Times are in seconds, or in the unit of the
// program's own timer.
type profiler struct {
	object.Header
	timer              value // the program's, nil for the clock
	unit               float64
	subcalls, builtins bool
	active             bool
	entries            map[any]*profEntry
	order              []*profEntry
	top                *profContext
}

// profAccount is what is known of a function, or of one function's calls of another.
type profAccount struct {
	calls, recursive int
	total, inline    float64
	depth            int // activations under way
}

// profEntry is the account of a function: a code object, or a native one by name.
type profEntry struct {
	profAccount
	code    value
	callees map[*profEntry]*profAccount
	order   []*profEntry
}

// profContext is an activation under way.
type profContext struct {
	entry *profEntry
	start float64
	subs  float64 // time in what it called
	back  *profContext
}

var (
	profilerType      = &object.Type{Name: "_lsprof.Profiler"}
	profilerEntryType = structType("_lsprof", "profiler_entry", "", -1, "code callcount reccallcount totaltime inlinetime calls")
	profilerSubType   = structType("_lsprof", "profiler_subentry", "", -1, "code callcount reccallcount totaltime inlinetime")
	processStart      = time.Now()
)

func asProfiler(v value) *profiler { return (*profiler)(unsafe.Pointer(v.P)) }

// now reads the timer.
func (p *profiler) now(t *thread) float64 {
	if p.timer.IsNil() {
		return time.Since(processStart).Seconds()
	}
	v, err := t.Call(p.timer)
	var x float64
	if err == nil {
		x, err = t.FloatOf(v)
	}
	if err != nil {
		object.Unraisable(t, err, "", p.timer)
		return 0
	}
	if p.unit > 0 {
		return x * p.unit
	}
	return x
}

func (p *profiler) enter(t *thread, key any, code func() value) {
	e := p.entries[key]
	if e == nil {
		e = &profEntry{code: code()}
		if p.entries == nil {
			p.entries = map[any]*profEntry{}
		}
		p.entries[key] = e
		p.order = append(p.order, e)
	}
	e.depth++
	if p.subcalls && p.top != nil {
		caller := p.top.entry
		s := caller.callees[e]
		if s == nil {
			if caller.callees == nil {
				caller.callees = map[*profEntry]*profAccount{}
			}
			s = &profAccount{}
			caller.callees[e] = s
			caller.order = append(caller.order, e)
		}
		s.depth++
	}
	p.top = &profContext{entry: e, back: p.top, start: p.now(t)}
}

func (p *profiler) leave(t *thread) {
	c := p.top
	if c == nil {
		return // entered before the profiler was
	}
	total := p.now(t) - c.start
	inline := total - c.subs
	p.top = c.back
	if c.back != nil {
		c.back.subs += total
	}
	c.entry.close(total, inline)
	if p.subcalls && c.back != nil {
		if s := c.back.entry.callees[c.entry]; s != nil {
			s.close(total, inline)
		}
	}
}

func (a *profAccount) close(total, inline float64) {
	a.depth--
	if a.depth == 0 {
		a.total += total
	} else {
		a.recursive++
	}
	a.inline += inline
	a.calls++
}

// event is the profile function.
func (p *profiler) event(t *thread, fr *object.Frame, e object.Event, arg value) {
	switch e {
	case object.CallEvent:
		p.enter(t, fr.Code, fr.Code.Value)
	case object.ReturnEvent:
		p.leave(t)
	case object.CCallEvent:
		if p.builtins {
			f := (*object.Builtin)(unsafe.Pointer(arg.P))
			p.enter(t, f.Method, func() value { return nativeName(t, f) })
		}
	case object.CReturnEvent, object.CExceptionEvent:
		if p.builtins {
			p.leave(t)
		}
	}
}

// nativeName is how statistics call a native function.
func nativeName(t *thread, f *object.Builtin) value {
	name := f.Method.Name
	if _, ok := object.AsModule(f.Self); !ok && !f.Self.IsNil() {
		if d := f.Self.Type().Lookup(t, object.Intern(name)); !d.IsNil() {
			if r, err := t.Repr(d); err == nil {
				return r.Value()
			}
		}
		return object.StrValue("<built-in method " + name + ">")
	}
	if mod, ok := object.AsStr(f.Module); ok {
		name = mod.String() + "." + name
	}
	return object.StrValue("<built-in method " + name + ">")
}

// flag reads an optional truth value.
func flag(t *thread, v value, absent bool) (bool, error) {
	if v.IsNil() {
		return absent, nil
	}
	return t.Truth(v)
}

var defineProfiler = sync.OnceFunc(func() {
	y := profilerType
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		p := object.Alloc[profiler](cls)
		p.subcalls, p.builtins = true, true
		return object.FromPtr(&p.Header), nil
	}
	sig := object.NewSignature("(timer=None, timeunit=0.0, subcalls=True, builtins=True)")
	y.Init = func(t *thread, self value, args []value, kw *object.Tuple) error {
		a, err := sig.Bind(t, "Profiler", args, kw)
		if err != nil {
			return err
		}
		p := asProfiler(self)
		if !a[0].IsNil() && !a[0].IsNone() {
			p.timer = a[0]
		}
		if !a[1].IsNil() && !a[1].IsNone() {
			if p.unit, err = t.FloatOf(a[1]); err != nil {
				return err
			}
		}
		if p.subcalls, err = flag(t, a[2], true); err != nil {
			return err
		}
		p.builtins, err = flag(t, a[3], true)
		return err
	}
	object.Define(y, object.TypeSpec{
		Doc:    "Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\nA profiler that measures with timer, or with the real time. timeunit is how many seconds a unit is if timer counts ints.",
		Layout: object.NewLayout[profiler]("Profiler", object.ObjectType.Layout), Flags: object.FlagBase,
		Methods: []object.Method{
			{Name: "enable", Sig: "($self, /, subcalls=True, builtins=True)", Doc: "Begin to profile. subcalls: keep accounts by caller, too; builtins: measure native functions on their own.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				p := asProfiler(self)
				var err error
				if p.subcalls, err = flag(t, a[0], p.subcalls); err != nil {
					return value{}, err
				}
				if p.builtins, err = flag(t, a[1], p.builtins); err != nil {
					return value{}, err
				}
				p.active = true
				t.SetProfiler(self, p.event)
				return object.None, nil
			})},
			{Name: "disable", Sig: "($self, /)", Doc: "Stop profiling.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				p := asProfiler(self)
				p.active = false
				t.SetProfile(object.None)
				for p.top != nil {
					p.leave(t)
				}
				return object.None, nil
			})},
			{Name: "clear", Sig: "($self, /)", Doc: "Forget what has been measured.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				p := asProfiler(self)
				p.entries, p.order, p.top = nil, nil, nil
				return object.None, nil
			})},
			{Name: "getstats", Sig: "($self, /)", Doc: "Return a list of profiler_entry, one a function: its code (or name), how often it was called, how often of these recursively, the time in it and in itself alone, and the list of profiler_subentry of what it called, or None.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				return asProfiler(self).stats(), nil
			})},
		},
	})
})

func (p *profiler) stats() value {
	var out []value
	row := func(code value, a *profAccount) []value {
		return []value{code, object.Int(a.calls), object.Int(a.recursive), object.Float(a.total), object.Float(a.inline)}
	}
	for _, e := range p.order {
		if e.calls == 0 {
			continue
		}
		calls := object.None
		if len(e.order) > 0 {
			var subs []value
			for _, c := range e.order {
				if s := e.callees[c]; s.calls > 0 {
					subs = append(subs, newStructSeq(profilerSubType, row(c.code, s)))
				}
			}
			calls = object.ListOf(subs...)
		}
		out = append(out, newStructSeq(profilerEntryType, append(row(e.code, &e.profAccount), calls)))
	}
	return object.ListOf(out...)
}

func lsprofModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_lsprof", Doc: "Fast profiler",
		Init: func(t *thread, m *object.Module) error {
			defineProfiler()
			d := m.Dict()
			d.SetString("Profiler", profilerType.Value())
			d.SetString("profiler_entry", profilerEntryType.get().Value())
			d.SetString("profiler_subentry", profilerSubType.get().Value())
			return nil
		},
	}
}
