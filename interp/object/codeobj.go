package object

import (
	"unsafe"
)

// This file defines the attributes of code objects that are computed from the
// engine's form of the code: positions, lines, the bytes.

func setupCode(spec *TypeSpec) {
	cd := func(v Value) *Code { return (*Code)(unsafe.Pointer(v.P)) }
	num := func(n int) Value {
		if n < 0 {
			return None
		}
		return Int(n)
	}
	spec.GetSets = append(spec.GetSets,
		GetSet{Name: "co_code", Get: func(t *Thread, self Value) (Value, error) {
			return NewBytesOf(cd(self).Body.Bytes(cd(self))), nil
		}},
	)
	spec.Methods = append(spec.Methods,
		Method{Name: "co_positions", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			ps := cd(self).Body.Positions(cd(self))
			out := make([]Value, len(ps))
			for i, p := range ps {
				if p.Line <= 0 {
					out[i] = TupleOf(None, None, None, None)
					continue
				}
				out[i] = TupleOf(Int(p.Line), num(p.EndLine), num(p.Col), num(p.EndCol))
			}
			return t.Iter(NewList(out).Value())
		})},
		Method{Name: "co_lines", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			ps := cd(self).Body.Positions(cd(self))
			var out []Value
			for i := 0; i < len(ps); {
				j := i
				for j < len(ps) && ps[j].Line == ps[i].Line {
					j++
				}
				line := None
				if ps[i].Line > 0 {
					line = Int(ps[i].Line)
				}
				out = append(out, TupleOf(Int(2*i), Int(2*j), line))
				i = j
			}
			return t.Iter(NewList(out).Value())
		})},
	)
}
