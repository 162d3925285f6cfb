package marshal

import "memphis/interp/object"

// This file reads code objects: this interpreter's own, and those that CPython 3.11 has written.

// StackCode is a code object of CPython's as marshal stores it. Its constants are objects of this interpreter, code
// objects among them.
type StackCode struct {
	ArgCount, PosOnlyArgCount, KwOnlyArgCount, StackSize, Flags, FirstLine int
	Code, Kinds, LineTable, ExceptionTable                                 string
	Consts                                                                 []object.Value
	Names, LocalsPlusNames                                                 []string
	Filename, Name, QualName                                               string
}

func (r *reader) code() (value, error) {
	n, err := r.long()
	if err != nil {
		return value{}, err
	}
	host, ok := r.t.Interp.Host.(CodeHost)
	if !ok {
		return value{}, bad("code objects cannot be read")
	}
	var code *object.Code
	if n < 0 {
		var b []byte
		if b, err = r.bytes(-n); err != nil {
			return value{}, err
		}
		code, err = host.UnmarshalCode(r.t, b, r.kept)
	} else {
		var c *StackCode
		if c, err = r.stackCode(n); err != nil {
			return value{}, err
		}
		if code, err = host.TranslateCode(r.t, c); err != nil {
			return value{}, bad(err.Error())
		}
	}
	if err != nil {
		if _, ok := err.(*object.Exception); ok {
			return value{}, err
		}
		return value{}, bad("code of another interpreter or version")
	}
	return code.Value(), nil
}

// stackCode reads the rest of a code object of CPython's.
func (r *reader) stackCode(argCount int) (*StackCode, error) {
	c := &StackCode{ArgCount: argCount}
	var err error
	number := func(to *int) {
		if err == nil {
			*to, err = r.long()
		}
	}
	part := func() (v value) {
		if err == nil {
			v, err = r.inner("code")
		}
		return v
	}
	str := func(to *string) {
		v := part()
		if s, ok := object.AsStr(v); ok && err == nil {
			*to = s.String()
		} else if err == nil {
			err = bad("code object")
		}
	}
	bytes := func(to *string) {
		v := part()
		if s, ok := object.AsBytes(v); ok && err == nil {
			*to = s
		} else if err == nil {
			err = bad("code object")
		}
	}
	tuple := func() []value {
		v := part()
		u, ok := object.AsTuple(v)
		if !ok {
			if err == nil {
				err = bad("code object")
			}
			return nil
		}
		return u.Items
	}
	strs := func() []string {
		items := tuple()
		list := make([]string, len(items))
		for i, v := range items {
			s, ok := object.AsStr(v)
			if !ok {
				err = bad("code object")
				return nil
			}
			list[i] = s.String()
		}
		return list
	}
	number(&c.PosOnlyArgCount)
	number(&c.KwOnlyArgCount)
	number(&c.StackSize)
	number(&c.Flags)
	bytes(&c.Code)
	c.Consts = tuple()
	c.Names = strs()
	c.LocalsPlusNames = strs()
	bytes(&c.Kinds)
	str(&c.Filename)
	str(&c.Name)
	str(&c.QualName)
	number(&c.FirstLine)
	bytes(&c.LineTable)
	bytes(&c.ExceptionTable)
	return c, err
}
