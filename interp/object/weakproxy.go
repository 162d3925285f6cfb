package object

import (
	"fmt"
	"unsafe"
)

// This file defines weak proxies: objects that do what their referent does.

// proxied returns the referent of a proxy, v itself if it is none.
func proxied(v Value) (Value, error) {
	if v.P.Type != WeakProxyType && v.P.Type != WeakCallableProxyType {
		return v, nil
	}
	r := (*Weakref)(unsafe.Pointer(v.P)).Get()
	if r.P == nil {
		return Value{}, Errorf(ReferenceErrorType, "weakly-referenced object no longer exists")
	}
	return r, nil
}

func setupWeakProxies() {
	for _, y := range []*Type{WeakProxyType, WeakCallableProxyType} {
		unary := func(f func(t *Thread, v Value) (Value, error)) UnaryFunc {
			return func(t *Thread, self Value) (Value, error) {
				v, err := proxied(self)
				if err != nil {
					return Value{}, err
				}
				return f(t, v)
			}
		}
		str := func(f func(t *Thread, v Value) (*Str, error)) UnaryFunc {
			return unary(func(t *Thread, v Value) (Value, error) {
				s, err := f(t, v)
				if err != nil {
					return Value{}, err
				}
				return s.Value(), nil
			})
		}
		y.Str = str((*Thread).Str)
		y.Repr = func(t *Thread, self Value) (Value, error) {
			v := (*Weakref)(unsafe.Pointer(self.P)).Get().OrNone() // a dead one shows None
			return StrValue(fmt.Sprintf("<weakproxy at 0x%x to %s at 0x%x>", ID(self), v.Type().Name, ID(v))), nil
		}
		y.GetAttr = func(t *Thread, self Value, name *Str) (Value, error) {
			v, err := proxied(self)
			if err != nil {
				return Value{}, err
			}
			return t.GetAttr(v, name)
		}
		y.SetAttr = func(t *Thread, self Value, name *Str, x Value) error {
			v, err := proxied(self)
			if err != nil {
				return err
			}
			if x.P == nil {
				return t.DelAttr(v, name)
			}
			return t.SetAttr(v, name, x)
		}
		y.Compare = func(t *Thread, self, other Value, op CmpOp) (Value, error) {
			a, err := proxied(self)
			if err != nil {
				return Value{}, err
			}
			b, err := proxied(other)
			if err != nil {
				return Value{}, err
			}
			return t.Compare(a, b, op)
		}
		y.BoolSlot = func(t *Thread, self Value) (bool, error) {
			v, err := proxied(self)
			if err != nil {
				return false, err
			}
			return t.Truth(v)
		}
		y.Neg, y.Pos, y.Abs, y.Invert = unary((*Thread).Neg), unary((*Thread).Pos), unary((*Thread).Abs), unary((*Thread).Invert)
		y.Iter = unary((*Thread).Iter)
		y.Next = unary(func(t *Thread, v Value) (Value, error) {
			if v.P.Type.Next == nil {
				return Value{}, Errorf(TypeErrorType, "Weakref proxy referenced a non-iterator '%s' object", v.P.Type.Name)
			}
			return v.P.Type.Next(t, v)
		})
		y.Index = unary((*Thread).Index)
		y.IntSlot = unary((*Thread).IntOf)
		y.FloatSl = unary(func(t *Thread, v Value) (Value, error) {
			f, err := t.ToFloat(v)
			return Float(f), err
		})
		for op := BinOp(0); op < NumBinOps; op++ {
			both := func(f func(t *Thread, a, b Value) (Value, error)) BinaryFunc {
				return func(t *Thread, a, b Value) (Value, error) {
					x, err := proxied(a)
					if err != nil {
						return Value{}, err
					}
					z, err := proxied(b)
					if err != nil {
						return Value{}, err
					}
					return f(t, x, z)
				}
			}
			y.Binary[op] = both(func(t *Thread, a, b Value) (Value, error) { return t.BinaryOp(op, a, b) })
			if binNames[op].iname != "" {
				y.InPlace[op] = both(func(t *Thread, a, b Value) (Value, error) { return t.InPlaceOp(op, a, b) })
			}
		}
		y.Len = func(t *Thread, self Value) (int, error) {
			v, err := proxied(self)
			if err != nil {
				return 0, err
			}
			return t.Len(v)
		}
		y.Contains = func(t *Thread, self, x Value) (bool, error) {
			v, err := proxied(self)
			if err != nil {
				return false, err
			}
			return t.Contains(v, x)
		}
		y.GetItem = func(t *Thread, self, k Value) (Value, error) {
			v, err := proxied(self)
			if err != nil {
				return Value{}, err
			}
			return t.GetItem(v, k)
		}
		y.SetItem = func(t *Thread, self, k, x Value) error {
			v, err := proxied(self)
			if err != nil {
				return err
			}
			if x.P == nil {
				return t.DelItem(v, k)
			}
			return t.SetItem(v, k, x)
		}
		if y == WeakCallableProxyType {
			y.CallSlot = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
				v, err := proxied(self)
				if err != nil {
					return Value{}, err
				}
				return t.CallVec(v, args, kw)
			}
		}
		Define(y, TypeSpec{Layout: NewLayout[Weakref]("weakproxy", objectLayout), Flags: FlagNoNew, Attrs: []Attr{{"__hash__", None}}, Methods: []Method{
			{Name: "__bytes__", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
				v, err := proxied(self)
				if err != nil {
					return Value{}, err
				}
				return t.CallMethod(v, names.Bytes)
			})},
			{Name: "__reversed__", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
				v, err := proxied(self)
				if err != nil {
					return Value{}, err
				}
				return t.CallMethod(v, names.Reversed)
			})},
		}})
	}
}
