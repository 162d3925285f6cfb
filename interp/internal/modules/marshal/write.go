package marshal

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strconv"
	"unsafe"

	"memphis/interp/object"
)

// writer collects the bytes of an object.
type writer struct {
	t       *thread
	buf     []byte
	version int
	depth   int
	// refs numbers the objects written so far that can be referred to.
	refs map[*object.Header]int
}

func dumps(t *thread, v value, version int) ([]byte, error) {
	w := writer{t: t, version: version}
	if version >= 3 {
		w.refs = map[*object.Header]int{}
	}
	if err := w.object(v); err != nil {
		return nil, err
	}
	return w.buf, nil
}

func (w *writer) byte(b byte) { w.buf = append(w.buf, b) }

func (w *writer) long(n int) { w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(n)) }

func (w *writer) short(n int) { w.buf = binary.LittleEndian.AppendUint16(w.buf, uint16(n)) }

func (w *writer) float(f float64) {
	w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(object.PlainFloat(f)))
}

// text writes a float as versions 0 and 1 do.
func (w *writer) text(f float64) {
	var s string
	switch {
	case f != f:
		s = "nan"
	case math.IsInf(f, 0):
		s = "inf"
		if f < 0 {
			s = "-inf"
		}
	default:
		s = strconv.FormatFloat(f, 'g', 17, 64)
	}
	w.byte(byte(len(s)))
	w.buf = append(w.buf, s...)
}

// sized writes s behind its length in four bytes.
func (w *writer) sized(s string) error {
	if len(s) > math.MaxInt32 {
		return errUnmarshallable()
	}
	w.long(len(s))
	w.buf = append(w.buf, s...)
	return nil
}

func errUnmarshallable() error {
	return object.Errorf(object.ValueErrorType, "unmarshallable object")
}

func (w *writer) object(v value) error {
	if w.depth >= maxDepth {
		return object.Errorf(object.ValueErrorType, "object too deeply nested to marshal")
	}
	w.depth++
	defer func() { w.depth-- }()
	switch {
	case v.IsNone():
		w.byte(typeNone)
	case v == object.StopIterationType.Value():
		w.byte(typeStopIteration)
	case v == object.Ellipsis:
		w.byte(typeEllipsis)
	case v == object.True:
		w.byte(typeTrue)
	case v == object.False:
		w.byte(typeFalse)
	case v.IsSmallInt():
		w.int(v, 0)
	case v.IsFloat():
		w.floatValue(v.Float64(), 0)
	default:
		return w.shared(v)
	}
	return nil
}

// shared writes an object of the heap, or its number if it has been written.
func (w *writer) shared(v value) error {
	var flag byte
	if w.refs != nil {
		if n, ok := w.refs[v.P]; ok {
			w.byte(typeRef)
			w.long(n)
			return nil
		}
		if len(w.refs) < math.MaxInt32 {
			w.refs[v.P] = len(w.refs)
			flag = flagRef
		}
	}
	switch v.Type() {
	case object.IntType:
		w.int(v, flag)
		return nil
	case object.ComplexType:
		c := (*object.ComplexObject)(unsafe.Pointer(v.P)).C
		if w.version > 1 {
			w.byte(typeBinaryComplex | flag)
			w.float(real(c))
			w.float(imag(c))
			return nil
		}
		w.byte(typeComplex | flag)
		w.text(real(c))
		w.text(imag(c))
		return nil
	case object.BytesType:
		s, _ := object.AsBytes(v)
		w.byte(typeBytes | flag)
		return w.sized(s)
	case object.StrType:
		return w.str(v, flag)
	case object.TupleType:
		u, _ := object.AsTuple(v)
		if w.version >= 4 && len(u.Items) < 256 {
			w.byte(typeSmallTuple | flag)
			w.byte(byte(len(u.Items)))
			return w.items(u.Items)
		}
		return w.list(typeTuple|flag, u.Items)
	case object.ListType:
		l, _ := object.AsList(v)
		return w.list(typeList|flag, l.Items)
	case object.DictType:
		d, _ := object.AsDict(v)
		w.byte(typeDict | flag)
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := w.object(d.Entries[i].Key); err != nil {
				return err
			}
			if err := w.object(d.Entries[i].Val); err != nil {
				return err
			}
		}
		w.byte(typeNull)
		return nil
	case object.SetType:
		return w.set(typeSet|flag, v)
	case object.FrozenSetType:
		return w.set(typeFrozenSet|flag, v)
	case object.CodeType:
		return w.code(v, flag)
	}
	if v.Type().Buffer != nil {
		b, err := w.t.BytesCopy(v)
		if err != nil {
			return err
		}
		w.byte(typeBytes | flag)
		return w.sized(string(b))
	}
	return errUnmarshallable()
}

func (w *writer) int(v value, flag byte) {
	if n, ok := object.SmallInt(v); ok && n == int64(int32(n)) {
		w.byte(typeInt | flag)
		w.long(int(n))
		return
	}
	// Digits of 15 bits, least significant first; their number has the sign.
	b := new(big.Int).Set(object.BigInt(v))
	n := (b.BitLen() + 14) / 15
	w.byte(typeLong | flag)
	if b.Sign() < 0 {
		w.long(-n)
		b.Neg(b)
	} else {
		w.long(n)
	}
	raw := b.Bytes()
	slices.Reverse(raw)
	acc, bits := uint32(0), 0
	for i := 0; n > 0; n-- {
		for bits < 15 && i < len(raw) {
			acc |= uint32(raw[i]) << bits
			bits += 8
			i++
		}
		w.short(int(acc & 0x7FFF))
		acc >>= 15
		bits -= 15
	}
}

func (w *writer) floatValue(f float64, flag byte) {
	if w.version > 1 {
		w.byte(typeBinaryFloat | flag)
		w.float(f)
		return
	}
	w.byte(typeFloat | flag)
	w.text(f)
}

func (w *writer) str(v value, flag byte) error {
	s, _ := object.AsStr(v)
	text := s.String()
	interned := s.IsInterned()
	switch {
	case w.version >= 4 && s.IsASCII():
		letters := [2]byte{typeASCII, typeShortASCII}
		if interned {
			letters = [2]byte{typeASCIIInterned, typeShortInterned}
		}
		if len(text) < 256 {
			w.byte(letters[1] | flag)
			w.byte(byte(len(text)))
			w.buf = append(w.buf, text...)
			return nil
		}
		w.byte(letters[0] | flag)
	case w.version >= 3 && interned:
		w.byte(typeInterned | flag)
	default:
		w.byte(typeUnicode | flag)
	}
	return w.sized(text)
}

func (w *writer) list(letter byte, items []value) error {
	if len(items) > math.MaxInt32 {
		return errUnmarshallable()
	}
	w.byte(letter)
	w.long(len(items))
	return w.items(items)
}

func (w *writer) items(items []value) error {
	for _, x := range items {
		if err := w.object(x); err != nil {
			return err
		}
	}
	return nil
}

// set writes the items in the order of their bytes, so that equal sets give equal bytes.
func (w *writer) set(letter byte, v value) error {
	type item struct {
		v    value
		data []byte
	}
	var list []item
	err := w.t.Each(v, func(x value) error {
		b, err := dumps(w.t, x, w.version)
		list = append(list, item{x, b})
		return err
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b item) int { return bytes.Compare(a.data, b.data) })
	w.byte(letter)
	w.long(len(list))
	for _, x := range list {
		if err := w.object(x.v); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) code(v value, flag byte) error {
	host, ok := w.t.Interp.Host.(CodeHost)
	if !ok {
		return errUnmarshallable()
	}
	code, _ := object.AsCode(v)
	data, err := host.MarshalCode(code)
	if err != nil {
		return errUnmarshallable()
	}
	if len(data) > math.MaxInt32 {
		return errUnmarshallable()
	}
	w.byte(typeCode | flag)
	w.long(-len(data))
	w.buf = append(w.buf, data...)
	return nil
}
