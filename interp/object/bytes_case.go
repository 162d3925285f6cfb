package object

// This file defines the methods of bytes and bytearray that take bytes for ASCII characters.

func lowerByte(c byte) bool { return 'a' <= c && c <= 'z' }
func upperByte(c byte) bool { return 'A' <= c && c <= 'Z' }
func alphaByte(c byte) bool { return lowerByte(c | 0x20) }
func digitByte(c byte) bool { return '0' <= c && c <= '9' }

func (k *byteKind) every(v Value, f func(c byte) bool) (Value, error) {
	s := k.view(v)
	for i := 0; i < len(s); i++ {
		if !f(s[i]) {
			return False, nil
		}
	}
	return Bool(s != ""), nil
}

func (k *byteKind) isalnum(t *Thread, v Value) (Value, error) {
	return k.every(v, func(c byte) bool { return alphaByte(c) || digitByte(c) })
}
func (k *byteKind) isalpha(t *Thread, v Value) (Value, error) { return k.every(v, alphaByte) }
func (k *byteKind) isdigit(t *Thread, v Value) (Value, error) { return k.every(v, digitByte) }
func (k *byteKind) isspace(t *Thread, v Value) (Value, error) { return k.every(v, isByteSpace) }
func (k *byteKind) isascii(t *Thread, v Value) (Value, error) { return Bool(isASCII(k.view(v))), nil }

func (k *byteKind) islower(t *Thread, v Value) (Value, error) {
	return k.isCase(v, lowerByte, upperByte)
}

func (k *byteKind) isupper(t *Thread, v Value) (Value, error) {
	return k.isCase(v, upperByte, lowerByte)
}

// isCase reports whether some byte satisfies is, and none not.
func (k *byteKind) isCase(v Value, is, not func(c byte) bool) (Value, error) {
	s := k.view(v)
	found := false
	for i := 0; i < len(s); i++ {
		if not(s[i]) {
			return False, nil
		}
		found = found || is(s[i])
	}
	return Bool(found), nil
}

func (k *byteKind) istitle(t *Thread, v Value) (Value, error) {
	s := k.view(v)
	found, inWord := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case upperByte(c):
			if inWord {
				return False, nil
			}
			found, inWord = true, true
		case lowerByte(c):
			if !inWord {
				return False, nil
			}
			found = true
		default:
			inWord = false
		}
	}
	return Bool(found), nil
}

// mapped applies f, which is told whether the byte before is a letter.
func (k *byteKind) mapped(v Value, f func(c byte, first, inWord bool) byte) (Value, error) {
	b := []byte(k.view(v))
	inWord := false
	for i, c := range b {
		b[i] = f(c, i == 0, inWord)
		inWord = alphaByte(c)
	}
	return k.own(b), nil
}

func toLower(c byte) byte {
	if upperByte(c) {
		c |= 0x20
	}
	return c
}

func toUpper(c byte) byte {
	if lowerByte(c) {
		c &^= 0x20
	}
	return c
}

func (k *byteKind) lower(t *Thread, v Value) (Value, error) {
	return k.mapped(v, func(c byte, _, _ bool) byte { return toLower(c) })
}

func (k *byteKind) upper(t *Thread, v Value) (Value, error) {
	return k.mapped(v, func(c byte, _, _ bool) byte { return toUpper(c) })
}

func (k *byteKind) swapcase(t *Thread, v Value) (Value, error) {
	return k.mapped(v, func(c byte, _, _ bool) byte {
		if alphaByte(c) {
			c ^= 0x20
		}
		return c
	})
}

func (k *byteKind) capitalize(t *Thread, v Value) (Value, error) {
	return k.mapped(v, func(c byte, first, _ bool) byte {
		if first {
			return toUpper(c)
		}
		return toLower(c)
	})
}

func (k *byteKind) title(t *Thread, v Value) (Value, error) {
	return k.mapped(v, func(c byte, _, inWord bool) byte {
		if inWord {
			return toLower(c)
		}
		return toUpper(c)
	})
}
