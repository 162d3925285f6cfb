package pyio

import (
	"strings"
	"unsafe"

	"memphis/interp/object"
)

// This file defines StringIO.

// stringIO is a StringIO. Its text is ASCII as long as nothing else was written,
// so that positions are byte offsets; then it is kept as code points.
type stringIO struct {
	object.Header
	Attrs  object.Attrs
	runes  []rune
	ascii  []byte
	wide   bool // the text is in runes
	pos    int
	closed bool
	ready  bool
	nl     newlineState
	univ   bool
	readNL string
	write  string // what "\n" is written as, "" for itself
	param  value
}

func asStringIO(v value) *stringIO { return (*stringIO)(unsafe.Pointer(v.P)) }

func (s *stringIO) check() error {
	if !s.ready {
		return object.Errorf(object.ValueErrorType, "I/O operation on uninitialized object")
	}
	if s.closed {
		return object.Errorf(object.ValueErrorType, "I/O operation on closed file")
	}
	return nil
}

func (s *stringIO) len() int {
	if s.wide {
		return len(s.runes)
	}
	return len(s.ascii)
}

func (s *stringIO) slice(i, j int) string {
	if !s.wide {
		return string(s.ascii[i:j])
	}
	b := make([]byte, 0, j-i)
	for _, r := range s.runes[i:j] {
		b = object.AppendWTF8(b, r)
	}
	return string(b)
}

func (s *stringIO) put(str *object.Str) {
	text := str.String()
	if s.univ {
		text = s.nl.decode(text, true)
	}
	if s.write != "" {
		text = strings.ReplaceAll(text, "\n", s.write)
	}
	if text == "" {
		return
	}
	if !s.wide && !str.IsASCII() {
		s.runes = make([]rune, len(s.ascii), len(s.ascii)+len(text))
		for i, c := range s.ascii {
			s.runes[i] = rune(c)
		}
		s.wide, s.ascii = true, nil
	}
	if !s.wide {
		if s.pos > len(s.ascii) {
			s.ascii = append(s.ascii, make([]byte, s.pos-len(s.ascii))...)
		}
		n := copy(s.ascii[s.pos:], text)
		s.ascii = append(s.ascii, text[n:]...)
		s.pos += len(text)
		return
	}
	if s.pos > len(s.runes) {
		s.runes = append(s.runes, make([]rune, s.pos-len(s.runes))...)
	}
	for text != "" {
		r, w := object.DecodeWTF8(text)
		text = text[w:]
		if s.pos < len(s.runes) {
			s.runes[s.pos] = r
		} else {
			s.runes = append(s.runes, r)
		}
		s.pos++
	}
}

func (s *stringIO) at(i int) rune {
	if s.wide {
		return s.runes[i]
	}
	return rune(s.ascii[i])
}

func (s *stringIO) line(limit int) string {
	start, n := s.pos, s.len()
	if start >= n {
		return ""
	}
	end := n
	for i := start; i < n; i++ {
		c := s.at(i)
		if s.readNL == "" && !s.nl.translate && s.univ && c == '\r' {
			end = i + 1
			if end < n && s.at(end) == '\n' {
				end++
			}
			break
		}
		if s.readNL == "\r\n" {
			if c == '\r' && i+1 < n && s.at(i+1) == '\n' {
				end = i + 2
				break
			}
			continue
		}
		if s.readNL == "\r" && c == '\r' || s.readNL != "\r" && c == '\n' {
			end = i + 1
			break
		}
	}
	if limit >= 0 {
		end = min(end, start+limit)
	}
	s.pos = end
	return s.slice(start, end)
}

func setupStringIO() {
	y := stringIOType
	sig := object.NewSignature("(initial_value='', newline='\\n')")
	y.New = func(t *thread, cls *object.Type, args []value, kw *object.Tuple) (value, error) {
		return object.FromPtr(&object.Alloc[stringIO](cls).Header), nil
	}
	y.Init = func(t *thread, v value, args []value, kw *object.Tuple) error {
		a, err := sig.Bind(t, "StringIO", args, kw)
		if err != nil {
			return err
		}
		s := asStringIO(v)
		*s = stringIO{Header: s.Header, Attrs: s.Attrs, param: a[1]}
		nl := "\n"
		if !a[1].IsNil() {
			if a[1].IsNone() {
				nl = "none"
			} else {
				n, ok := object.AsStr(a[1])
				if !ok {
					return object.Errorf(object.TypeErrorType, "newline must be str or None, not %s", a[1].Type().Name)
				}
				nl = n.String()
			}
		}
		switch nl {
		case "none":
			s.univ, s.nl.translate = true, true
		case "":
			s.univ = true
		case "\n":
			s.readNL = "\n"
		case "\r", "\r\n":
			s.readNL, s.write = nl, nl
		default:
			r, err := t.Repr(a[1])
			if err != nil {
				return err
			}
			return object.Errorf(object.ValueErrorType, "illegal newline value: %s", r)
		}
		s.ready = true
		if !a[0].IsNil() && !a[0].IsNone() {
			str, ok := object.AsStr(a[0])
			if !ok {
				return object.Errorf(object.TypeErrorType, "initial_value must be str or None, not %s", a[0].Type().Name)
			}
			s.put(str)
			s.pos = 0
		}
		return nil
	}
	y.Iter = func(t *thread, v value) (value, error) { return v, asStringIO(v).check() }
	y.Next = func(t *thread, v value) (value, error) {
		if v.Type() != stringIOType {
			if f := v.Type().Lookup(t, object.Intern("readline")); f.Type() != object.MethodDescrType {
				line, err := t.CallMethodString(v, "readline")
				if err != nil {
					return value{}, err
				}
				if l, ok := object.AsStr(line); ok && l.String() != "" {
					return line, nil
				}
				return value{}, nil
			}
		}
		s := asStringIO(v)
		if err := s.check(); err != nil {
			return value{}, err
		}
		if l := s.line(-1); l != "" {
			return object.StrValue(l), nil
		}
		return value{}, nil
	}
	fn := func(f func(t *thread, s *stringIO, a []value) (value, error)) object.FnBound {
		return func(t *thread, v value, a []value) (value, error) {
			s := asStringIO(v)
			if err := s.check(); err != nil {
				return value{}, err
			}
			return f(t, s, a)
		}
	}
	yes := fn(func(t *thread, s *stringIO, a []value) (value, error) { return object.True, nil })
	object.Define(y, object.TypeSpec{
		Doc:  "Text I/O implementation using an in-memory buffer.\n\nThe initial_value argument sets the value of object.  The newline\nargument is like the one of TextIOWrapper's constructor.",
		Base: textIOBaseType, Layout: object.NewLayoutOwn[stringIO]("StringIO", ioBaseType.Layout, unsafe.Offsetof(stringIO{}.Attrs)),
		Flags: object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "readable", Sig: "()", Fn: yes}, {Name: "writable", Sig: "()", Fn: yes}, {Name: "seekable", Sig: "()", Fn: yes},
			{Name: "getvalue", Sig: "()", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) {
				return object.StrValue(s.slice(0, s.len())), nil
			})},
			{Name: "read", Sig: "(size=-1, /)", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) {
				n, err := sizeArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				if s.pos >= s.len() {
					return object.StrValue(""), nil
				}
				end := s.len()
				if n >= 0 {
					end = min(end, s.pos+n)
				}
				r := s.slice(s.pos, end)
				s.pos = end
				return object.StrValue(r), nil
			})},
			{Name: "readline", Sig: "(size=-1, /)", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) {
				n, err := sizeArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				return object.StrValue(s.line(n)), nil
			})},
			{Name: "write", Fn: object.Fn1(func(t *thread, v, x value) (value, error) {
				s := asStringIO(v)
				str, ok := object.AsStr(x)
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "string argument expected, got '%s'", x.Type().Name)
				}
				if err := s.check(); err != nil {
					return value{}, err
				}
				s.put(str)
				return object.Int(str.Len()), nil
			})},
			{Name: "tell", Sig: "()", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) { return object.Int(s.pos), nil })},
			{Name: "seek", Sig: "(pos, whence=0, /)", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) {
				pos, whence, err := seekArgs(t, a)
				if err != nil {
					return value{}, err
				}
				switch {
				case whence < 0 || whence > 2:
					return value{}, object.Errorf(object.ValueErrorType, "Invalid whence (%d, should be 0, 1 or 2)", whence)
				case pos < 0 && whence == 0:
					return value{}, object.Errorf(object.ValueErrorType, "Negative seek position %d", pos)
				case whence != 0 && pos != 0:
					return value{}, object.Errorf(object.OSErrorType, "Can't do nonzero cur-relative seeks")
				case whence == 1:
					pos = s.pos
				case whence == 2:
					pos = s.len()
				}
				s.pos = pos
				return object.Int(pos), nil
			})},
			{Name: "truncate", Sig: "(pos=None, /)", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) {
				n := s.pos
				if !a[0].IsNil() && !a[0].IsNone() {
					var err error
					if n, err = t.AsIndex(a[0], object.OverflowErrorType); err != nil {
						return value{}, err
					}
				}
				if n < 0 {
					return value{}, object.Errorf(object.ValueErrorType, "Negative size value %d", n)
				}
				if n < s.len() {
					if s.wide {
						s.runes = s.runes[:n:n]
					} else {
						s.ascii = s.ascii[:n:n]
					}
				}
				return object.Int(n), nil
			})},
			{Name: "close", Fn: object.Fn0(func(t *thread, v value) (value, error) {
				s := asStringIO(v)
				s.closed, s.runes, s.ascii = true, nil, nil
				return object.None, nil
			})},
			{Name: "__getstate__", Sig: "()", Fn: fn(func(t *thread, s *stringIO, a []value) (value, error) {
				d := object.None
				if s.Attrs.Len() > 0 {
					d = s.Attrs.Dictionary().CopyDict().Value()
				}
				nl := s.param
				if nl.IsNil() {
					nl = object.StrValue("\n")
				}
				return object.TupleOf(object.StrValue(s.slice(0, s.len())), nl, object.Int(s.pos), d), nil
			})},
			{Name: "__setstate__", Fn: object.Fn1(func(t *thread, v, state value) (value, error) {
				u, ok := object.AsTuple(state)
				if !ok || len(u.Items) < 4 {
					return value{}, object.Errorf(object.TypeErrorType, "%s.__setstate__ argument should be 4-tuple, got %s", v.Type().Name, state.Type().Name)
				}
				if asStringIO(v).closed {
					return value{}, object.Errorf(object.ValueErrorType, "I/O operation on closed file")
				}
				if !u.Items[2].Is(object.IntType) {
					return value{}, object.Errorf(object.TypeErrorType, "third item of state must be an integer, got %s", u.Items[2].Type().Name)
				}
				if d := u.Items[3]; !d.IsNone() && !d.Is(object.DictType) {
					return value{}, object.Errorf(object.TypeErrorType, "fourth item of state should be a dict, got a %s", d.Type().Name)
				}
				if err := stringIOType.Init(t, v, []value{object.StrValue(""), u.Items[1]}, nil); err != nil {
					return value{}, err
				}
				s := asStringIO(v)
				str, ok := object.AsStr(u.Items[0])
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "initial_value must be str or None, not %s", u.Items[0].Type().Name)
				}
				write, univ := s.write, s.univ
				s.write, s.univ = "", false
				s.put(str)
				s.write, s.univ = write, univ
				pos, err := stateOf(t, u.Items[2], u.Items[3], &s.Attrs)
				if err != nil {
					return value{}, err
				}
				s.pos = pos
				return object.None, nil
			})},
		},
		GetSets: []object.GetSet{
			{Name: "closed", Get: func(t *thread, v value) (value, error) { return object.Bool(asStringIO(v).closed), nil }},
			{Name: "newlines", Get: func(t *thread, v value) (value, error) {
				if !asStringIO(v).univ {
					return object.None, nil
				}
				return newlinesValue(asStringIO(v).nl.seen), nil
			}},
			{Name: "line_buffering", Get: func(t *thread, v value) (value, error) { return object.False, nil }},
		},
	})
}
