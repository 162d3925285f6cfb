package pickle

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"

	"memphis/interp/object"
)

// This file defines what a Pickler writes for values of the built-in types.

// save writes the instructions that make v. pers is set for a persistent id itself.
func (p *pickler) save(t *thread, v value, pers bool) error {
	if err := p.boundary(t); err != nil {
		return err
	}
	if !pers && p.persistentID.P != nil {
		if done, err := p.savePersistent(t, v); done || err != nil {
			return err
		}
	}
	switch v.P.Type {
	case object.NoneType:
		p.op(opNone)
		return nil
	case object.BoolType:
		p.saveBool(v == object.True)
		return nil
	case object.IntType:
		return p.saveInt(t, v)
	case object.FloatType:
		return p.saveFloat(t, v)
	}
	if i, ok := p.memo.get(v); ok {
		p.get(i)
		return nil
	}
	switch v.P.Type {
	case object.BytesType:
		return p.saveBytes(t, v)
	case object.StrType:
		return p.saveStr(t, v)
	}
	if err := t.Enter(" while pickling an object"); err != nil {
		return err
	}
	defer t.Leave()
	switch v.P.Type {
	case object.DictType:
		return p.saveDict(t, v)
	case object.ListType:
		return p.saveList(t, v)
	case object.TupleType:
		return p.saveTuple(t, v)
	case object.SetType, object.FrozenSetType:
		return p.saveSet(t, v)
	case object.ByteArrayType:
		return p.saveByteArray(t, v)
	case bufferType:
		return p.saveBuffer(t, v)
	}
	return p.saveObject(t, v)
}

func (p *pickler) savePersistent(t *thread, v value) (bool, error) {
	id, err := t.Call(p.persistentID, v)
	if err != nil || id.IsNone() {
		return false, err
	}
	if p.bin {
		if err := p.save(t, id, true); err != nil {
			return true, err
		}
		p.op(opBinPersID)
		return true, nil
	}
	s, err := t.Str(id)
	if err != nil {
		return true, err
	}
	if !s.IsASCII() {
		return true, picklingError("persistent IDs in protocol 0 must be ASCII strings")
	}
	p.text(string(rune(opPersID)) + s.String() + "\n")
	return true, nil
}

func (p *pickler) saveBool(b bool) {
	switch {
	case p.proto >= 2 && b:
		p.op(opNewTrue)
	case p.proto >= 2:
		p.op(opNewFalse)
	case b:
		p.text("I01\n")
	default:
		p.text("I00\n")
	}
}

func (p *pickler) saveInt(t *thread, v value) error {
	if n, ok := object.SmallInt(v); ok && n == int64(int32(n)) {
		switch {
		case !p.bin:
			p.text("I" + strconv.FormatInt(n, 10) + "\n")
		case n >= 0 && n < 1<<8:
			p.op(opBinInt1, byte(n))
		case n >= 0 && n < 1<<16:
			p.op(opBinInt2, byte(n), byte(n>>8))
		default:
			p.op(binary.LittleEndian.AppendUint32([]byte{opBinInt}, uint32(n))...)
		}
		return nil
	}
	if p.proto < 2 {
		r, err := t.Repr(v)
		if err != nil {
			return err
		}
		p.text("L" + r.String() + "L\n")
		return nil
	}
	b := twosComplement(object.BigInt(v))
	if len(b) < 256 {
		p.op(opLong1, byte(len(b)))
	} else {
		p.op(binary.LittleEndian.AppendUint32([]byte{opLong4}, uint32(len(b)))...)
	}
	p.out = append(p.out, b...)
	return nil
}

// twosComplement is n in as few bytes as hold it with its sign, the lowest first.
func twosComplement(n *big.Int) []byte {
	size := n.BitLen()/8 + 1
	x := n
	if n.Sign() < 0 {
		// -2**(8k-1) needs k bytes, not k+1
		if m := new(big.Int).Not(n); m.BitLen()/8+1 < size {
			size = m.BitLen()/8 + 1
		}
		x = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
	}
	b := x.FillBytes(make([]byte, size))
	for i, j := 0, size-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return b
}

func (p *pickler) saveFloat(t *thread, v value) error {
	if p.bin {
		f, _ := object.AsFloat(v)
		p.op(binary.BigEndian.AppendUint64([]byte{opBinFloat}, math.Float64bits(object.PlainFloat(f)))...)
		return nil
	}
	r, err := t.Repr(v)
	if err != nil {
		return err
	}
	p.text("F" + r.String() + "\n")
	return nil
}

func head8(op byte, n int) []byte { return binary.LittleEndian.AppendUint64([]byte{op}, uint64(n)) }

func head4(op byte, n int) []byte { return binary.LittleEndian.AppendUint32([]byte{op}, uint32(n)) }

func (p *pickler) saveBytes(t *thread, v value) error {
	s, _ := object.AsBytes(v)
	if p.proto < 3 {
		// What Python 2 and protocol 2 understand: a str through a codec.
		if s == "" {
			return p.reduce(t, []value{object.BytesType.Value(), object.TupleOf()}, v)
		}
		text, err := t.CallMethodString(v, "decode", object.Intern("latin1").Value())
		if err != nil {
			return err
		}
		return p.reduce(t, []value{p.st.encode, object.Pair(text, object.Intern("latin1").Value())}, v)
	}
	return p.bytesData(t, s, v, v)
}

// bytesData writes content as a bytes object, which then is named after v. payload is a bytes
// object with the content, if there is one.
func (p *pickler) bytesData(t *thread, s string, payload, v value) error {
	var head []byte
	switch n := len(s); {
	case n < 256:
		head = []byte{opShortBinBytes, byte(n)}
	case n <= math.MaxUint32:
		head = head4(opBinBytes, n)
	case p.proto >= 4:
		head = head8(opBinBytes8, n)
	default:
		return object.Errorf(object.OverflowErrorType, "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher")
	}
	if err := p.data(t, head, s, payload); err != nil {
		return err
	}
	p.put(v)
	return nil
}

func (p *pickler) saveByteArray(t *thread, v value) error {
	a, _ := object.AsByteArray(v)
	if p.proto < 5 {
		if len(a.B) == 0 {
			return p.reduce(t, []value{v.P.Type.Value(), object.TupleOf()}, v)
		}
		return p.reduce(t, []value{v.P.Type.Value(), object.TupleOf(object.NewBytes(string(a.B)))}, v)
	}
	return p.byteArrayData(t, string(a.B), v)
}

func (p *pickler) byteArrayData(t *thread, s string, v value) error {
	if err := p.data(t, head8(opByteArray8, len(s)), s, value{}); err != nil {
		return err
	}
	p.put(v)
	return nil
}

func (p *pickler) saveBuffer(t *thread, v value) error {
	if p.proto < 5 {
		return picklingError("PickleBuffer can only pickled with protocol >= 5")
	}
	raw, err := bufferRaw(t, v)
	if object.ErrorIs(err, object.BufferErrorType) {
		return picklingError("PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
	}
	if err != nil {
		return err
	}
	inBand := true
	if p.bufferCallback.P != nil {
		r, err := t.Call(p.bufferCallback, v)
		if err != nil {
			return err
		}
		if inBand, err = t.Truth(r); err != nil {
			return err
		}
	}
	buf, err := t.GetBuffer(raw, false)
	if err != nil {
		return err
	}
	s, readOnly := string(buf.Copy()), buf.ReadOnly
	buf.Release()
	switch {
	case inBand && readOnly:
		return p.bytesData(t, s, value{}, v)
	case inBand:
		return p.byteArrayData(t, s, v)
	case readOnly:
		p.op(opNextBuffer, opReadonlyBuffer)
	default:
		p.op(opNextBuffer)
	}
	return nil
}

func (p *pickler) saveStr(t *thread, v value) error {
	s := str(v)
	if !p.bin {
		p.text("V" + rawEscape(s) + "\n")
		p.put(v)
		return nil
	}
	var head []byte
	switch n := len(s); {
	case n < 256 && p.proto >= 4:
		head = []byte{opShortBinUnicode, byte(n)}
	case n <= math.MaxUint32:
		head = head4(opBinUnicode, n)
	case p.proto >= 4:
		head = head8(opBinUnicode8, n)
	default:
		return object.Errorf(object.OverflowErrorType, "serializing a string larger than 4 GiB requires pickle protocol 4 or higher")
	}
	if err := p.data(t, head, s, value{}); err != nil {
		return err
	}
	p.put(v)
	return nil
}

// rawEscape is s, in WTF-8, for protocol 0: raw-unicode-escape, with escapes for what would end
// the line or be taken for an escape.
func rawEscape(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := decodeRune(s[i:])
		i += n
		width := 0
		switch {
		case r > 0xffff:
			b.WriteString(`\U`)
			width = 8
		case r > 0xff, r == '\\', r == 0, r == '\n', r == '\r', r == 0x1a:
			b.WriteString(`\u`)
			width = 4
		default:
			b.WriteByte(byte(r))
		}
		for k := width - 1; k >= 0; k-- {
			b.WriteByte(digits[r>>(4*k)&15])
		}
	}
	return b.String()
}

// decodeRune reads one code point of WTF-8, lone surrogates too.
func decodeRune(s string) (rune, int) {
	switch c := s[0]; {
	case c < 0x80:
		return rune(c), 1
	case c < 0xe0:
		return rune(c&31)<<6 | rune(s[1]&63), 2
	case c < 0xf0:
		return rune(c&15)<<12 | rune(s[1]&63)<<6 | rune(s[2]&63), 3
	default:
		return rune(c&7)<<18 | rune(s[1]&63)<<12 | rune(s[2]&63)<<6 | rune(s[3]&63), 4
	}
}

func (p *pickler) saveTuple(t *thread, v value) error {
	items := mustTuple(v)
	n := len(items)
	if n == 0 {
		if p.bin {
			p.op(opEmptyTuple)
		} else {
			p.op(opMark, opTuple)
		}
		return nil
	}
	short := n <= 3 && p.proto >= 2
	if !short {
		p.op(opMark)
	}
	for _, x := range items {
		if err := p.save(t, x, false); err != nil {
			return err
		}
	}
	if i, ok := p.memo.get(v); ok {
		// It refers to itself, by way of something in it, and has been written by now.
		switch {
		case !short && p.bin:
			p.op(opPopMark)
		default:
			if !short {
				n++
			}
			for range n {
				p.op(opPop)
			}
		}
		p.get(i)
		return nil
	}
	if short {
		p.op([]byte{opTuple1, opTuple2, opTuple3}[n-1])
	} else {
		p.op(opTuple)
	}
	p.put(v)
	return nil
}

func mustTuple(v value) []value {
	u, _ := object.AsTuple(v)
	return u.Items
}

// maxFast is how deep containers may nest in fast mode before cycles are looked for.
const maxFast = 50

func (p *pickler) enterFast(v value) error {
	if !p.fast {
		return nil
	}
	if p.fastDepth++; p.fastDepth < maxFast {
		return nil
	}
	if p.fastSeen[v.P] {
		return object.Errorf(object.ValueErrorType, "fast mode: can't pickle cyclic objects including object type %s at %#x", v.P.Type.Name, object.ID(v))
	}
	if p.fastSeen == nil {
		p.fastSeen = map[*object.Header]bool{}
	}
	p.fastSeen[v.P] = true
	return nil
}

func (p *pickler) leaveFast(v value) {
	if p.fast {
		if p.fastDepth >= maxFast {
			delete(p.fastSeen, v.P)
		}
		p.fastDepth--
	}
}

func (p *pickler) saveList(t *thread, v value) error {
	if err := p.enterFast(v); err != nil {
		return err
	}
	defer p.leaveFast(v)
	if p.bin {
		p.op(opEmptyList)
	} else {
		p.op(opMark, opList)
	}
	p.put(v)
	l, _ := object.AsList(v)
	if !p.bin {
		for i := 0; i < len(l.Items); i++ {
			if err := p.save(t, l.Items[i], false); err != nil {
				return err
			}
			p.op(opAppend)
		}
		return nil
	}
	if len(l.Items) == 1 {
		if err := p.save(t, l.Items[0], false); err != nil {
			return err
		}
		p.op(opAppend)
		return nil
	}
	for i := 0; i < len(l.Items); {
		p.op(opMark)
		for end := i + batchSize; i < end && i < len(l.Items); i++ {
			if err := p.save(t, l.Items[i], false); err != nil {
				return err
			}
		}
		p.op(opAppends)
	}
	return nil
}

func (p *pickler) saveDict(t *thread, v value) error {
	if err := p.enterFast(v); err != nil {
		return err
	}
	defer p.leaveFast(v)
	if p.bin {
		p.op(opEmptyDict)
	} else {
		p.op(opMark, opDict)
	}
	p.put(v)
	d, _ := object.AsDict(v)
	n := d.Len()
	if n == 0 {
		return nil
	}
	count := 0
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		e := d.Entries[i]
		if p.bin && n > 1 && count%batchSize == 0 {
			p.op(opMark)
		}
		if err := p.save(t, e.Key, false); err != nil {
			return err
		}
		if err := p.save(t, e.Val, false); err != nil {
			return err
		}
		if d.Len() != n {
			return object.Errorf(object.RuntimeErrorType, "dictionary changed size during iteration")
		}
		count++
		if !p.bin || n == 1 {
			p.op(opSetItem)
		} else if count%batchSize == 0 || count == n {
			p.op(opSetItems)
		}
	}
	return nil
}

func (p *pickler) saveSet(t *thread, v value) error {
	s, _ := object.AsSet(v)
	frozen := v.P.Type == object.FrozenSetType
	if p.proto < 4 {
		items := make([]value, 0, s.Len())
		for i := s.Next(0); i >= 0; i = s.Next(i + 1) {
			items = append(items, s.Item(i))
		}
		return p.reduce(t, []value{v.P.Type.Value(), object.TupleOf(object.NewList(items).Value())}, v)
	}
	n, count := s.Len(), 0
	if frozen {
		p.op(opMark)
	} else {
		p.op(opEmptySet)
		p.put(v)
	}
	for i := s.Next(0); i >= 0; i = s.Next(i + 1) {
		if !frozen && count%batchSize == 0 {
			p.op(opMark)
		}
		if err := p.save(t, s.Item(i), false); err != nil {
			return err
		}
		if s.Len() != n {
			return object.Errorf(object.RuntimeErrorType, "set changed size during iteration")
		}
		if count++; !frozen && (count%batchSize == 0 || count == n) {
			p.op(opAddItems)
		}
	}
	if !frozen {
		return nil
	}
	if i, ok := p.memo.get(v); ok {
		p.op(opPopMark)
		p.get(i)
		return nil
	}
	p.op(opFrozenSet)
	p.put(v)
	return nil
}
