package pickle

import (
	"encoding/binary"
	"math"
	"math/big"
	"strings"

	"memphis/interp/object"
)

// This file defines what the instructions of a pickle do.

// load runs a pickle to its end.
func (u *unpickler) load(t *thread) (value, error) {
	u.stack, u.marks = nil, nil
	u.proto = 0
	for {
		s, err := u.take(t, 1)
		if err != nil {
			if object.ErrorIs(err, unpicklingErrorType) {
				err = object.Errorf(object.EOFErrorType, "Ran out of input")
			}
			return value{}, err
		}
		if s[0] == opStop {
			break
		}
		if err := u.step(t, s[0]); err != nil {
			return value{}, err
		}
	}
	if u.fromFile {
		if err := u.skip(t); err != nil {
			return value{}, err
		}
	}
	return u.pop()
}

// step does one instruction.
func (u *unpickler) step(t *thread, op byte) error {
	switch op {
	case opNone:
		u.push(object.None)
	case opNewTrue:
		u.push(object.True)
	case opNewFalse:
		u.push(object.False)
	case opInt, opLong, opFloat:
		return u.loadNumber(t, op)
	case opBinInt:
		s, err := u.take(t, 4)
		if err != nil {
			return err
		}
		u.push(object.Int64(int64(int32(binary.LittleEndian.Uint32([]byte(s))))))
	case opBinInt1, opBinInt2:
		n, err := u.number(t, int(op-opBinInt1)/2+1)
		if err != nil {
			return err
		}
		u.push(object.Int(n))
	case opLong1, opLong4:
		return u.loadLong(t, op)
	case opBinFloat:
		s, err := u.take(t, 8)
		if err != nil {
			return err
		}
		u.push(object.Float(math.Float64frombits(binary.BigEndian.Uint64([]byte(s)))))
	case opString, opBinString, opShortBinString:
		return u.loadOldString(t, op)
	case opUnicode:
		return u.loadUnicode(t)
	case opBinUnicode, opShortBinUnicode, opBinUnicode8:
		return u.loadText(t, op)
	case opBinBytes, opShortBinBytes, opBinBytes8:
		s, err := u.counted(t, op, "BINBYTES", map[byte]int{opShortBinBytes: 1, opBinBytes: 4, opBinBytes8: 8}[op])
		if err != nil {
			return err
		}
		u.push(object.NewBytes(strings.Clone(s)))
	case opByteArray8:
		s, err := u.counted(t, op, "BYTEARRAY8", 8)
		if err != nil {
			return err
		}
		u.push(object.NewByteArray([]byte(s)).Value())
	case opNextBuffer, opReadonlyBuffer:
		return u.loadBuffer(t, op)
	case opEmptyTuple:
		u.push(object.TupleOf())
	case opTuple1, opTuple2, opTuple3:
		n := int(op-opTuple1) + 1
		if err := u.need(n); err != nil {
			return err
		}
		at := len(u.stack) - n
		v := object.NewTuple(append([]value(nil), u.stack[at:]...)).Value()
		u.stack = append(u.stack[:at], v)
	case opEmptyList:
		u.push(object.NewList(nil).Value())
	case opEmptyDict:
		u.push(object.NewDict().Value())
	case opEmptySet:
		u.push(object.NewSet().Value())
	case opMark:
		u.marks = append(u.marks, len(u.stack))
	case opPop:
		// A mark counts as an item.
		if len(u.marks) > 0 && u.fence() == len(u.stack) {
			u.marks = u.marks[:len(u.marks)-1]
			return nil
		}
		_, err := u.pop()
		return err
	case opPopMark:
		_, err := u.popMark()
		return err
	case opDup:
		v, err := u.top()
		if err == nil {
			u.push(v)
		}
		return err
	case opTuple, opList, opDict, opFrozenSet:
		return u.loadMarked(t, op)
	case opAppend, opAppends, opSetItem, opSetItems, opAddItems:
		return u.loadItems(t, op)
	case opPut, opBinPut, opLongBinPut, opMemoize:
		return u.loadPut(t, op)
	case opGet, opBinGet, opLongBinGet:
		return u.loadGet(t, op)
	case opPersID, opBinPersID:
		return u.loadPersistent(t, op)
	case opProto:
		n, err := u.number(t, 1)
		if err != nil {
			return err
		}
		if n > highestProtocol {
			return object.Errorf(object.ValueErrorType, "unsupported pickle protocol: %d", n)
		}
		u.proto = n
	case opFrame:
		n, err := u.number(t, 8)
		if err != nil {
			return err
		}
		if n < 0 {
			return object.Errorf(object.OverflowErrorType, "FRAME length exceeds system's maximum of %d bytes", math.MaxInt64)
		}
		if _, err = u.take(t, n); err != nil {
			return err
		}
		u.at -= n
	default:
		return u.stepObject(t, op)
	}
	return nil
}

// counted reads a length of n bytes and as many bytes as it says.
func (u *unpickler) counted(t *thread, op byte, what string, n int) (string, error) {
	size, err := u.number(t, n)
	if err != nil {
		return "", err
	}
	if size < 0 {
		return "", object.Errorf(object.OverflowErrorType, "%s exceeds system's maximum size of %d bytes", what, math.MaxInt64)
	}
	return u.take(t, size)
}

func (u *unpickler) loadNumber(t *thread, op byte) error {
	s, err := u.line(t)
	if err != nil {
		return err
	}
	switch op {
	case opInt:
		if s == "00" || s == "01" {
			u.push(object.Bool(s == "01"))
			return nil
		}
	case opLong:
		s = strings.TrimSuffix(s, "L")
	case opFloat:
		v, err := t.Call(object.FloatType.Value(), object.StrValue(s))
		if err != nil {
			return object.Errorf(object.ValueErrorType, "could not convert string to float")
		}
		u.push(v)
		return nil
	}
	v, err := t.Call(object.IntType.Value(), object.StrValue(s), object.Int(0))
	if err != nil {
		if op == opInt {
			err = object.Errorf(object.ValueErrorType, "could not convert string to int")
		}
		return err
	}
	u.push(v)
	return nil
}

func (u *unpickler) loadLong(t *thread, op byte) error {
	width := 1
	if op == opLong4 {
		width = 4
	}
	n, err := u.number(t, width)
	if err != nil {
		return err
	}
	if width == 4 && n > math.MaxInt32 {
		return unpicklingError("LONG pickle has negative byte count")
	}
	s, err := u.take(t, n)
	if err != nil {
		return err
	}
	b := make([]byte, n)
	for i := range n {
		b[n-1-i] = s[i]
	}
	x := new(big.Int).SetBytes(b)
	if n > 0 && b[0] >= 0x80 {
		x.Sub(x, new(big.Int).Lsh(big.NewInt(1), uint(8*n)))
	}
	u.push(object.IntFromBig(x))
	return nil
}

// loadOldString reads a str of Python 2.
func (u *unpickler) loadOldString(t *thread, op byte) error {
	var raw value
	if op == opString {
		s, err := u.line(t)
		if err != nil {
			return err
		}
		if len(s) < 2 || s[0] != s[len(s)-1] || s[0] != '\'' && s[0] != '"' {
			return unpicklingError("the STRING opcode argument must be quoted")
		}
		codecs, err := t.Interp.Host.Import(t, "_codecs", nil, value{}, 0)
		if err != nil {
			return err
		}
		r, err := t.CallMethodString(codecs, "escape_decode", object.NewBytes(s[1:len(s)-1]))
		if err != nil {
			return err
		}
		raw = mustTuple(r)[0]
	} else {
		width := 1
		if op == opBinString {
			width = 4
		}
		n, err := u.number(t, width)
		if err != nil {
			return err
		}
		if n > math.MaxInt32 {
			return unpicklingError("BINSTRING pickle has negative byte count")
		}
		s, err := u.take(t, n)
		if err != nil {
			return err
		}
		raw = object.NewBytes(strings.Clone(s))
	}
	if u.encoding != "bytes" {
		var err error
		if raw, err = t.CallMethodString(raw, "decode", object.StrValue(u.encoding), object.StrValue(u.errors)); err != nil {
			return err
		}
	}
	u.push(raw)
	return nil
}

func (u *unpickler) loadUnicode(t *thread) error {
	s, err := u.line(t)
	if err != nil {
		return err
	}
	v, err := t.CallMethodString(object.NewBytes(s), "decode", object.StrValue("raw-unicode-escape"))
	if err == nil {
		u.push(v)
	}
	return err
}

func (u *unpickler) loadText(t *thread, op byte) error {
	s, err := u.counted(t, op, "BINUNICODE", map[byte]int{opShortBinUnicode: 1, opBinUnicode: 4, opBinUnicode8: 8}[op])
	if err != nil {
		return err
	}
	if isASCII(s) {
		u.push(object.StrValue(strings.Clone(s)))
		return nil
	}
	v, err := t.CallMethodString(object.NewBytes(s), "decode", object.StrValue("utf-8"), object.StrValue("surrogatepass"))
	if err == nil {
		u.push(v)
	}
	return err
}

func (u *unpickler) loadBuffer(t *thread, op byte) error {
	if op == opNextBuffer {
		if u.buffers.P == nil {
			return unpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
		}
		v, err := t.Next(u.buffers)
		if err != nil {
			return err
		}
		if v.P == nil {
			return unpicklingError("not enough out-of-band buffers")
		}
		u.push(v)
		return nil
	}
	v, err := u.top()
	if err != nil {
		return err
	}
	m, err := t.NewMemoryView(v)
	if err != nil {
		return err
	}
	readOnly, err := t.GetAttrString(m, "readonly")
	if err != nil || readOnly == object.True {
		return err
	}
	if m, err = t.CallMethodString(m, "toreadonly"); err == nil {
		u.stack[len(u.stack)-1] = m
	}
	return err
}

func (u *unpickler) loadMarked(t *thread, op byte) error {
	items, err := u.popMark()
	if err != nil {
		return err
	}
	switch op {
	case opTuple:
		u.push(object.NewTuple(items).Value())
	case opList:
		u.push(object.NewList(items).Value())
	case opDict:
		if len(items)%2 != 0 {
			return unpicklingError("odd number of items for DICT")
		}
		d := object.NewDict()
		for i := 0; i < len(items); i += 2 {
			if err := d.Set(t, items[i], items[i+1]); err != nil {
				return err
			}
		}
		u.push(d.Value())
	case opFrozenSet:
		s := object.NewSet()
		for _, x := range items {
			if err := s.Add(t, x); err != nil {
				return err
			}
		}
		u.push(object.NewFrozenSet(s))
	}
	return nil
}

// loadItems adds to a list, dict or set.
func (u *unpickler) loadItems(t *thread, op byte) error {
	var items []value
	var err error
	switch op {
	case opAppends, opSetItems, opAddItems:
		items, err = u.popMark()
	default:
		n := 1
		if op == opSetItem {
			n = 2
		}
		if err = u.need(n + 1); err == nil {
			at := len(u.stack) - n
			items = append(items, u.stack[at:]...)
			u.stack = u.stack[:at]
		}
	}
	if err != nil {
		return err
	}
	to, err := u.top()
	if err != nil || len(items) == 0 {
		return err
	}
	switch op {
	case opAppend, opAppends:
		if to.P.Type == object.ListType {
			l, _ := object.AsList(to)
			l.AppendAll(items)
			return nil
		}
		if op == opAppends {
			extend, err := method(t, to, "extend")
			if err != nil {
				return err
			}
			if extend.P != nil {
				_, err = t.Call(extend, object.NewList(items).Value())
				return err
			}
		}
		return u.each(t, to, "append", items)
	case opAddItems:
		if to.P.Type == object.SetType {
			s, _ := object.AsSet(to)
			for _, x := range items {
				if err := s.Add(t, x); err != nil {
					return err
				}
			}
			return nil
		}
		return u.each(t, to, "add", items)
	}
	if len(items)%2 != 0 {
		return unpicklingError("odd number of items for SETITEMS")
	}
	for i := 0; i < len(items); i += 2 {
		if d, ok := object.AsDict(to); ok && to.P.Type == object.DictType {
			err = d.Set(t, items[i], items[i+1])
		} else {
			err = t.SetItem(to, items[i], items[i+1])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *unpickler) each(t *thread, to value, name string, items []value) error {
	f, err := t.GetAttrString(to, name)
	if err != nil {
		return err
	}
	for _, x := range items {
		if _, err := t.Call(f, x); err != nil {
			return err
		}
	}
	return nil
}

// memoIndex reads the number of a memo instruction.
func (u *unpickler) memoIndex(t *thread, op byte) (int, value, error) {
	switch op {
	case opBinPut, opBinGet:
		n, err := u.number(t, 1)
		return n, object.Int(n), err
	case opLongBinPut, opLongBinGet:
		n, err := u.number(t, 4)
		return n, object.Int(n), err
	}
	s, err := u.line(t)
	if err != nil {
		return 0, value{}, err
	}
	v, err := t.Call(object.IntType.Value(), object.StrValue(s), object.Int(10))
	if err != nil {
		return 0, value{}, err
	}
	n, ok := object.SmallInt(v)
	if !ok {
		return 0, value{}, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C ssize_t")
	}
	return int(n), v, nil
}

func (u *unpickler) loadPut(t *thread, op byte) error {
	v, err := u.top()
	if op == opMemoize {
		if err == nil {
			u.memo.put(u.memo.n, v)
		}
		return err
	}
	n, _, err2 := u.memoIndex(t, op)
	if err2 != nil {
		return err2
	}
	if err != nil {
		return err
	}
	if n < 0 {
		return object.Errorf(object.ValueErrorType, "negative PUT argument")
	}
	u.memo.put(n, v)
	return nil
}

func (u *unpickler) loadGet(t *thread, op byte) error {
	n, key, err := u.memoIndex(t, op)
	if err != nil {
		return err
	}
	if n >= 0 {
		if v := u.memo.get(n); v.P != nil {
			u.push(v)
			return nil
		}
	}
	return unpicklingError("Memo value not found at index %s", repr(t, key))
}

func (u *unpickler) loadPersistent(t *thread, op byte) error {
	if u.persistentLoad.P == nil {
		return unpicklingError("A load persistent id instruction was encountered,\nbut no persistent_load function was specified.")
	}
	var id value
	var err error
	if op == opBinPersID {
		id, err = u.pop()
	} else {
		var s string
		if s, err = u.line(t); err == nil {
			if !isASCII(s) {
				return unpicklingError("persistent IDs in protocol 0 must be ASCII strings")
			}
			id = object.StrValue(s)
		}
	}
	if err != nil {
		return err
	}
	v, err := t.Call(u.persistentLoad, id)
	if err == nil {
		u.push(v)
	}
	return err
}
