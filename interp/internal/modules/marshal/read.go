package marshal

import (
	"encoding/binary"
	"math"
	"math/big"
	"strings"

	"memphis/interp/internal/numfmt"
	"memphis/interp/object"
)

// reader makes objects of bytes, which come from buf or from a file.
type reader struct {
	t     *thread
	buf   []byte
	file  value
	depth int
	refs  []value
	kept  bool // buf stays as it is
}

func (r *reader) tooShort() error {
	return object.Errorf(object.EOFErrorType, "marshal data too short")
}

func bad(what string) error {
	return object.Errorf(object.ValueErrorType, "bad marshal data (%s)", what)
}

// bytes reads n bytes; they are valid until the next read.
func (r *reader) bytes(n int) ([]byte, error) {
	if r.file.IsNil() {
		if n > len(r.buf) {
			return nil, r.tooShort()
		}
		b := r.buf[:n:n]
		r.buf = r.buf[n:]
		return b, nil
	}
	room := object.NewByteArray(make([]byte, n))
	view, err := r.t.Call(object.MemoryViewType.Value(), room.Value())
	if err != nil {
		return nil, err
	}
	v, err := r.t.CallMethod(r.file, object.Intern("readinto"), view)
	if err != nil {
		return nil, err
	}
	got, err := r.t.AsIndex(v, object.OverflowErrorType)
	switch {
	case err != nil:
		return nil, err
	case got > n:
		return nil, object.Errorf(object.ValueErrorType, "read() returned too much data: %d bytes requested, %d returned", n, got)
	case got < n:
		return nil, r.tooShort()
	}
	return room.B, nil
}

func (r *reader) byte() (byte, error) {
	b, err := r.bytes(1)
	if err != nil {
		return 0, err
	}
	return b[0], nil
}

func (r *reader) long() (int, error) {
	b, err := r.bytes(4)
	if err != nil {
		return 0, err
	}
	return int(int32(binary.LittleEndian.Uint32(b))), nil
}

func (r *reader) float() (float64, error) {
	b, err := r.bytes(8)
	if err != nil {
		return 0, err
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b)), nil
}

// text reads a float as versions 0 and 1 write it.
func (r *reader) text() (float64, error) {
	n, err := r.byte()
	if err != nil {
		return 0, err
	}
	b, err := r.bytes(int(n))
	if err != nil {
		return 0, err
	}
	f, err := numfmt.ParseFloat(string(b))
	if err != nil {
		return 0, object.Errorf(object.ValueErrorType, "could not convert string to float: '%s'", strings.ToValidUTF8(string(b), "\ufffd"))
	}
	return f, nil
}

// size reads the length of what follows, in four bytes, or in one if short.
func (r *reader) size(short bool, what string) (int, error) {
	if short {
		n, err := r.byte()
		return int(n), err
	}
	n, err := r.long()
	if err == nil && n < 0 {
		err = bad(what + " size out of range")
	}
	return n, err
}

func (r *reader) top() (value, error) {
	v, err := r.object()
	if err == nil && v.IsNil() {
		err = object.Errorf(object.TypeErrorType, "NULL object in marshal data for object")
	}
	return v, err
}

// inner reads an object that lies in a container; what names the container.
func (r *reader) inner(what string) (value, error) {
	v, err := r.object()
	if err == nil && v.IsNil() {
		err = object.Errorf(object.TypeErrorType, "NULL object in marshal data for %s", what)
	}
	return v, err
}

// object reads an object; it is the zero Value for the mark that ends a dict.
func (r *reader) object() (value, error) {
	letter, err := r.byte()
	if err != nil {
		if object.ErrorIs(err, object.EOFErrorType) {
			err = object.Errorf(object.EOFErrorType, "EOF read where object expected")
		}
		return value{}, err
	}
	if r.depth >= maxDepth {
		return value{}, object.Errorf(object.ValueErrorType, "recursion limit exceeded")
	}
	r.depth++
	defer func() { r.depth-- }()
	flag := letter&flagRef != 0
	letter &^= flagRef
	switch letter {
	case typeNull:
		return value{}, nil
	case typeNone:
		return object.None, nil
	case typeStopIteration:
		return object.StopIterationType.Value(), nil
	case typeEllipsis:
		return object.Ellipsis, nil
	case typeFalse:
		return object.False, nil
	case typeTrue:
		return object.True, nil
	case typeRef:
		n, err := r.long()
		if err != nil {
			return value{}, err
		}
		if n < 0 || n >= len(r.refs) || r.refs[n].IsNil() {
			return value{}, bad("invalid reference")
		}
		return r.refs[n], nil
	}
	// The number is taken before the parts are read: they may refer to the whole.
	number := -1
	if flag {
		number = len(r.refs)
		r.refs = append(r.refs, value{})
	}
	v, err := r.body(letter, number)
	if err == nil && flag {
		r.refs[number] = v
	}
	return v, err
}

// known makes a container that is being read known under its number.
func (r *reader) known(number int, v value) {
	if number >= 0 {
		r.refs[number] = v
	}
}

func (r *reader) body(letter byte, number int) (value, error) {
	switch letter {
	case typeInt:
		n, err := r.long()
		return object.Int(n), err
	case typeInt64:
		b, err := r.bytes(8)
		if err != nil {
			return value{}, err
		}
		return object.Int64(int64(binary.LittleEndian.Uint64(b))), nil
	case typeLong:
		return r.bigInt()
	case typeFloat:
		f, err := r.text()
		return object.Float(f), err
	case typeBinaryFloat:
		f, err := r.float()
		return object.Float(f), err
	case typeComplex, typeBinaryComplex:
		part := r.float
		if letter == typeComplex {
			part = r.text
		}
		re, err := part()
		if err != nil {
			return value{}, err
		}
		im, err := part()
		return object.NewComplex(complex(re, im)), err
	case typeBytes:
		n, err := r.size(false, "bytes object")
		if err != nil {
			return value{}, err
		}
		b, err := r.bytes(n)
		return object.NewBytes(string(b)), err
	case typeASCII, typeASCIIInterned, typeShortASCII, typeShortInterned, typeUnicode, typeInterned:
		return r.str(letter)
	case typeTuple, typeSmallTuple:
		n, err := r.size(letter == typeSmallTuple, "tuple")
		if err != nil {
			return value{}, err
		}
		items, err := r.items(n, "tuple")
		return object.NewTuple(items).Value(), err
	case typeList:
		n, err := r.size(false, "list")
		if err != nil {
			return value{}, err
		}
		l := object.NewList(nil)
		r.known(number, l.Value())
		items, err := r.items(n, "list")
		l.Items = items
		return l.Value(), err
	case typeDict:
		return r.dict(number)
	case typeSet, typeFrozenSet:
		return r.set(letter, number)
	case typeCode:
		return r.code()
	}
	return value{}, bad("unknown type code")
}

// items reads n objects; memory grows with what is really there.
func (r *reader) items(n int, what string) ([]value, error) {
	items := make([]value, 0, min(n, 1024))
	for range n {
		v, err := r.inner(what)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	return items, nil
}

func (r *reader) bigInt() (value, error) {
	n, err := r.long()
	if err != nil {
		return value{}, err
	}
	neg := n < 0
	if neg {
		n = -n
	}
	raw, err := r.bytes(2 * n)
	if err != nil {
		return value{}, err
	}
	b := new(big.Int)
	words := make([]byte, (n*15+7)/8)
	acc, bits, k := uint32(0), 0, len(words)
	for i := range n {
		d := binary.LittleEndian.Uint16(raw[2*i:])
		if d > 0x7FFF {
			return value{}, bad("digit out of range in long")
		}
		if i == n-1 && d == 0 {
			return value{}, bad("unnormalized long data")
		}
		acc |= uint32(d) << bits
		for bits += 15; bits >= 8; bits -= 8 {
			k--
			words[k] = byte(acc)
			acc >>= 8
		}
	}
	if bits > 0 {
		k--
		words[k] = byte(acc)
	}
	b.SetBytes(words)
	if neg {
		b.Neg(b)
	}
	return object.IntFromBig(b), nil
}

func (r *reader) str(letter byte) (value, error) {
	n, err := r.size(letter == typeShortASCII || letter == typeShortInterned, "string")
	if err != nil {
		return value{}, err
	}
	b, err := r.bytes(n)
	if err != nil {
		return value{}, err
	}
	v := value{}
	if letter == typeUnicode || letter == typeInterned {
		if v, err = r.t.Decode(b, "utf-8", "surrogatepass"); err != nil {
			return value{}, err
		}
	} else if v, err = r.t.Decode(b, "latin-1", "strict"); err != nil {
		return value{}, err
	}
	if letter == typeInterned || letter == typeASCIIInterned || letter == typeShortInterned {
		s, _ := object.AsStr(v)
		return object.InternStr(s).Value(), nil
	}
	return v, nil
}

func (r *reader) dict(number int) (value, error) {
	d := object.NewDict()
	r.known(number, d.Value())
	for {
		k, err := r.object()
		if err != nil {
			return value{}, err
		}
		if k.IsNil() {
			return d.Value(), nil
		}
		v, err := r.object()
		if err != nil {
			return value{}, err
		}
		if v.IsNil() {
			return d.Value(), nil
		}
		if err := d.Set(r.t, k, v); err != nil {
			return value{}, err
		}
	}
}

func (r *reader) set(letter byte, number int) (value, error) {
	n, err := r.size(false, "set")
	if err != nil {
		return value{}, err
	}
	s := object.NewSet()
	if letter == typeSet {
		r.known(number, s.Value())
	}
	for range n {
		v, err := r.inner("set")
		if err != nil {
			return value{}, err
		}
		if err := s.Add(r.t, v); err != nil {
			return value{}, err
		}
	}
	if letter == typeFrozenSet {
		return object.NewFrozenSet(s), nil
	}
	return s.Value(), nil
}
