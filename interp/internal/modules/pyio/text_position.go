package pyio

import (
	"math/big"

	"memphis/interp/object"
)

// This file defines positions in text streams. Bytes and characters do not go together one to one, and what bytes mean may
// depend on those before, so what tell returns is a cookie: a place in the bytes where the decoder held nothing back, its
// state there, and how many characters lie between that place and the position.

// cookie is a position in a text stream.
type cookie struct {
	start int  // a byte offset
	flag  int  // the decoder's state there
	feed  int  // how many bytes from there to decode,
	final bool // whether as the last of the stream,
	skip  int  // and how many characters of what comes out to leave
}

// The bits at which the fields of a cookie begin; start has the first 64.
const (
	cookieFlag  = 64
	cookieFeed  = 96
	cookieSkip  = 128
	cookieFinal = 160
)

func (c *cookie) value() value {
	if c.flag == 0 && c.feed == 0 && c.skip == 0 && !c.final {
		return object.Int(c.start)
	}
	z := big.NewInt(int64(c.start))
	add := func(n uint32, at uint) { z.Or(z, new(big.Int).Lsh(big.NewInt(int64(n)), at)) }
	add(uint32(c.flag), cookieFlag)
	add(uint32(c.feed), cookieFeed)
	add(uint32(c.skip), cookieSkip)
	if c.final {
		add(1, cookieFinal)
	}
	return object.IntFromBig(z)
}

// parseCookie is the cookie that v, an int that is not negative, stands for.
func parseCookie(v value) (c cookie, err error) {
	z := object.BigInt(v)
	if z.BitLen() > cookieFinal+8 {
		return c, object.Errorf(object.OverflowErrorType, "int too big to convert")
	}
	field := func(at, bits uint) int {
		x := new(big.Int).Rsh(z, at)
		return int(int64(x.And(x, new(big.Int).SetUint64(1<<bits-1)).Uint64()))
	}
	return cookie{start: field(0, 64), flag: int(int32(field(cookieFlag, 32))), feed: int(int32(field(cookieFeed, 32))), skip: int(int32(field(cookieSkip, 32))),
		final: field(cookieFinal, 8) != 0}, nil
}

// decoderState is what a decoder holds back, and a number for the rest of its state.
type decoderState struct {
	buffer string
	flag   int
}

// decoderState is the state of f's decoder; its last bit is that of the translation of line ends.
func (f *textIO) decoderState(t *thread) (s decoderState, err error) {
	if f.decoder.IsNil() {
		s.buffer = string(f.tail)
	} else {
		st, err := t.CallMethodString(f.decoder, "getstate")
		if err != nil {
			return s, err
		}
		u, ok := object.AsTuple(st)
		if !ok || len(u.Items) != 2 {
			return s, object.Errorf(object.TypeErrorType, "illegal decoder state")
		}
		if s.buffer, ok = object.AsBytes(u.Items[0]); !ok {
			return s, object.Errorf(object.TypeErrorType, "illegal decoder state: the first item should be a bytes object, not '%s'", u.Items[0].Type().Name)
		}
		if s.flag, err = t.AsIndex(u.Items[1], object.OverflowErrorType); err != nil {
			return s, err
		}
	}
	if f.readUniversal {
		s.flag <<= 1
		if f.nl.pendingCR {
			s.flag |= 1
		}
	}
	return s, nil
}

func (f *textIO) setDecoderState(t *thread, s decoderState) error {
	if f.readUniversal {
		f.nl.pendingCR = s.flag&1 != 0
		s.flag >>= 1
	}
	if f.decoder.IsNil() {
		f.tail = []byte(s.buffer)
		return nil
	}
	_, err := t.CallMethodString(f.decoder, "setstate", object.TupleOf(object.NewBytes(s.buffer), object.Int(s.flag)))
	return err
}

// startDecoder puts the decoder where c begins.
func (f *textIO) startDecoder(t *thread, c *cookie) error {
	if c.start == 0 && c.flag == 0 {
		return f.resetDecoder(t)
	}
	return f.setDecoderState(t, decoderState{flag: c.flag})
}

// tell returns a position to seek to: the byte offset of the next character.
func (f *textIO) tell(t *thread, v value) (value, error) {
	seekable, err := t.CallMethodString(f.buffer, "seekable")
	if err != nil {
		return value{}, err
	}
	if seekable != object.True {
		return value{}, unsupported(t, "underlying stream is not seekable")
	}
	if !f.telling {
		return value{}, object.Errorf(object.OSErrorType, "telling position disabled by next() call")
	}
	if err := f.writePending(t); err != nil {
		return value{}, err
	}
	if _, err := t.CallMethodString(v, "flush"); err != nil {
		return value{}, err
	}
	r, err := t.CallMethodString(f.buffer, "tell")
	if err != nil {
		return value{}, err
	}
	pos, err := t.AsIndex(r, object.OverflowErrorType)
	if err != nil || f.snapshot == nil {
		return object.Int(pos), err
	}
	c := cookie{start: pos - len(f.snapshot), flag: f.snapFlag}
	if f.used > 0 {
		if err := f.findCookie(t, &c); err != nil {
			return value{}, err
		}
	}
	return c.value(), nil
}

// findCookie moves c, which stands where the snapshot begins, on to the position: as far as the decoder holds nothing back.
func (f *textIO) findCookie(t *thread, c *cookie) (err error) {
	saved, err := f.decoderState(t)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.setDecoderState(t, saved); err == nil {
			err = e
		}
	}()
	c.skip = chars(f.text[:f.used])
	// A place before the position is guessed by the ratio of bytes to characters: decoding byte by byte is slow.
	n := min(int(f.ratio*float64(c.skip)), len(f.snapshot))
	for back := 1; n > 0; {
		if err := f.startDecoder(t, c); err != nil {
			return err
		}
		s, err := f.decodeLines(t, f.snapshot[:n], false)
		if err != nil {
			return err
		}
		if got := chars(s); got > c.skip {
			n -= back
			back *= 2
			continue
		} else if st, err := f.decoderState(t); err != nil {
			return err
		} else if st.buffer != "" {
			n -= len(st.buffer)
			back = 1
		} else {
			c.start, c.flag, c.skip = c.start+n, st.flag, c.skip-got
			break
		}
	}
	if n <= 0 {
		n = 0
		if err := f.startDecoder(t, c); err != nil {
			return err
		}
	}
	if c.skip == 0 {
		return nil
	}
	got := 0
	for ; n < len(f.snapshot); n++ {
		s, err := f.decodeLines(t, f.snapshot[n:n+1], false)
		if err != nil {
			return err
		}
		got += chars(s)
		c.feed++
		st, err := f.decoderState(t)
		if err != nil {
			return err
		}
		if st.buffer == "" && got <= c.skip {
			c.start, c.flag, c.feed, c.skip, got = c.start+c.feed, st.flag, 0, c.skip-got, 0
		}
		if got >= c.skip {
			return nil
		}
	}
	s, err := f.decodeLines(t, nil, true)
	if err != nil {
		return err
	}
	c.final = true
	if got+chars(s) < c.skip {
		return object.Errorf(object.OSErrorType, "can't reconstruct logical file position")
	}
	return nil
}

func (f *textIO) seek(t *thread, v value, pos value, whence int) (value, error) {
	seekable, err := t.CallMethodString(f.buffer, "seekable")
	if err != nil {
		return value{}, err
	}
	if seekable != object.True {
		return value{}, unsupported(t, "underlying stream is not seekable")
	}
	n, err := t.Index(pos)
	if err != nil {
		return value{}, err
	}
	sign := object.BigInt(n).Sign()
	switch whence {
	case 0:
		if sign < 0 {
			r, err := t.Repr(pos)
			if err != nil {
				return value{}, err
			}
			return value{}, object.Errorf(object.ValueErrorType, "negative seek position %s", r.String())
		}
	case 1:
		if sign != 0 {
			return value{}, unsupported(t, "can't do nonzero cur-relative seeks")
		}
		if n, err = f.tell(t, v); err != nil {
			return value{}, err
		}
		pos = n
	case 2:
		if sign != 0 {
			return value{}, unsupported(t, "can't do nonzero end-relative seeks")
		}
	default:
		return value{}, object.Errorf(object.ValueErrorType, "invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	if _, err := t.CallMethodString(v, "flush"); err != nil {
		return value{}, err
	}
	if whence == 2 {
		if pos, err = t.CallMethodString(f.buffer, "seek", pos, object.Int(whence)); err != nil {
			return value{}, err
		}
		f.text, f.used, f.snapshot = "", 0, nil
		if err := f.resetDecoder(t); err != nil {
			return value{}, err
		}
		x, ok := object.SmallInt(pos)
		return pos, f.startEncoding(t, ok && x == 0)
	}
	c, err := parseCookie(n)
	if err != nil {
		return value{}, err
	}
	if _, err := t.CallMethodString(f.buffer, "seek", object.Int(c.start)); err != nil {
		return value{}, err
	}
	f.text, f.used, f.snapshot = "", 0, nil
	if f.canRead {
		if err := f.startDecoder(t, &c); err != nil {
			return value{}, err
		}
		f.snapshot, f.snapFlag = []byte{}, c.flag
	}
	if c.skip > 0 {
		if err := f.skip(t, &c); err != nil {
			return value{}, err
		}
	}
	return pos, f.startEncoding(t, c.start == 0 && c.flag == 0)
}

// skip reads what lies between the place where c begins and the position.
func (f *textIO) skip(t *thread, c *cookie) error {
	r, err := t.CallMethodString(f.buffer, "read", object.Int(c.feed))
	if err != nil {
		return err
	}
	b, ok := object.AsBytes(r)
	if !ok {
		return object.Errorf(object.TypeErrorType, "underlying read() should have returned a bytes object, not '%s'", r.Type().Name)
	}
	f.snapshot, f.snapFlag = append([]byte{}, b...), c.flag
	if f.text, err = f.decodeLines(t, []byte(b), c.final); err != nil {
		return err
	}
	if chars(f.text) < c.skip {
		return object.Errorf(object.OSErrorType, "can't restore logical file position")
	}
	f.take(c.skip)
	return nil
}

// startEncoding has the encoder begin anew, with a byte order mark only where the stream begins.
func (f *textIO) startEncoding(t *thread, begins bool) (err error) {
	if f.encoder.IsNil() {
		return nil
	}
	if begins {
		_, err = t.CallMethodString(f.encoder, "reset")
	} else {
		_, err = t.CallMethodString(f.encoder, "setstate", object.Int(0))
	}
	return err
}
