package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"strconv"
)

// This file defines how numbers are scanned and evaluated.

// defaultMaxIntDigits is CPython's default of sys.get_int_max_str_digits().
const defaultMaxIntDigits = 4300

// decimal reads digits that single underscores may group, from the digit at i on.
func (s *scanner) decimal(i int) int {
	for {
		for byteClass[s.at(i)]&cDigit != 0 {
			i++
		}
		if s.at(i) != '_' {
			return i
		}
		i++
		if byteClass[s.at(i)]&cDigit == 0 {
			return s.errorf(i, "invalid decimal literal")
		}
	}
}

// number reads a number that begins at start and emits it.
func (s *scanner) number(start int) int {
	i := start
	if s.at(i) == '0' {
		switch s.at(i + 1) {
		case 'x', 'X':
			return s.radix(start, 16, "hexadecimal")
		case 'o', 'O':
			return s.radix(start, 8, "octal")
		case 'b', 'B':
			return s.radix(start, 2, "binary")
		}
	}
	zerosEnd := -1
	if s.at(i) == '0' {
		for s.at(i) == '0' || s.at(i) == '_' {
			if s.at(i) == '_' {
				i++
				if byteClass[s.at(i)]&cDigit == 0 {
					return s.errorf(i, "invalid decimal literal")
				}
				continue
			}
			i++
		}
		if byteClass[s.at(i)]&cDigit != 0 {
			zerosEnd = i + 1
			if i = s.decimal(i); i < 0 {
				return -1
			}
		}
	} else if s.at(i) != '.' {
		if i = s.decimal(i); i < 0 {
			return -1
		}
	}
	integer := true
	if s.at(i) == '.' {
		integer = false
		i++
		if byteClass[s.at(i)]&cDigit != 0 {
			if i = s.decimal(i); i < 0 {
				return -1
			}
		}
	}
	if c := s.at(i); c == 'e' || c == 'E' {
		j := i + 1
		if c := s.at(j); c == '+' || c == '-' {
			j++
			if byteClass[s.at(j)]&cDigit == 0 {
				return s.errorf(j, "invalid decimal literal")
			}
		}
		if byteClass[s.at(j)]&cDigit == 0 {
			// Not an exponent: 1else is a number and a keyword, deprecated; anything else is an error.
			if !s.numberEnd(i, "decimal") {
				return -1
			}
			s.emit(tNumber, start, i)
			return i
		}
		integer = false
		if i = s.decimal(j); i < 0 {
			return -1
		}
	}
	if c := s.at(i); c == 'j' || c == 'J' {
		i++
		if !s.numberEnd(i, "imaginary") {
			return -1
		}
		s.emit(tNumber, start, i)
		return i
	}
	if integer && zerosEnd >= 0 {
		line := s.lineStart(s.line)
		s.pos = i
		// These columns count bytes, in CPython too.
		return s.rangeError(line, start-line+1, zerosEnd-line,
			"leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
	}
	if !s.numberEnd(i, "decimal") {
		return -1
	}
	s.emit(tNumber, start, i)
	return i
}

// radix reads a number with a prefix such as 0x.
func (s *scanner) radix(start, base int, name string) int {
	isDigit := func(c byte) bool {
		if base == 16 {
			return byteClass[c]&cHexDigit != 0
		}
		return '0' <= c && int(c) < '0'+base
	}
	i := start + 2
	for {
		if s.at(i) == '_' {
			i++
		}
		if c := s.at(i); !isDigit(c) {
			if byteClass[c]&cDigit != 0 {
				return s.errorf(i+1, "invalid digit '%c' in %s literal", c, name)
			}
			return s.errorf(i, "invalid %s literal", name)
		}
		for isDigit(s.at(i)) {
			i++
		}
		if s.at(i) != '_' {
			break
		}
	}
	if c := s.at(i); byteClass[c]&cDigit != 0 {
		return s.errorf(i+1, "invalid digit '%c' in %s literal", c, name)
	}
	if !s.numberEnd(i, name) {
		return -1
	}
	s.emit(tNumber, start, i)
	return i
}

// wordsAfterNumbers are the keywords that may follow a number without a space, with a warning.
var wordsAfterNumbers = [...]string{"and", "else", "for", "if", "in", "is", "or", "not"}

// numberEnd checks what follows a number of the kind that name tells.
func (s *scanner) numberEnd(i int, name string) bool {
	if byteClass[s.at(i)]&cIdentPart == 0 {
		return true
	}
	for _, w := range wordsAfterNumbers {
		// Of if, in and is CPython does not check that the word ends there.
		if bytes.HasPrefix(s.src[i:], []byte(w)) && (w[0] == 'i' || byteClass[s.at(i+len(w))]&cIdentPart == 0) {
			return s.warn(i, SyntaxWarning, fmt.Sprintf("invalid %s literal", name))
		}
	}
	s.errorf(i, "invalid %s literal", name)
	return false
}

// warn issues a warning about the current line; it reports false when the warning has become an error.
func (s *scanner) warn(cur int, k WarningKind, msg string) bool {
	if s.opt.Warn == nil {
		return true
	}
	err := s.opt.Warn(Warning{Kind: k, Msg: msg, Line: int(s.line)})
	if err == nil {
		return true
	}
	s.errorf(cur, "%s", msg)
	if !errors.Is(err, ErrWarningRaised) {
		s.err, s.scanErr = err, nil
	}
	return false
}

// errTooManyDigits reports an integer beyond the limit on digits.
type errTooManyDigits struct{ digits, limit int }

func (e errTooManyDigits) Error() string {
	return fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", e.limit, e.digits)
}

// numberValue evaluates a number that the scanner has accepted into c.
func numberValue(c *Constant, b []byte, limit int) error {
	if bytes.IndexByte(b, '_') >= 0 {
		b = bytes.ReplaceAll(b, []byte("_"), nil)
	}
	if b[0] == '0' && len(b) > 1 {
		switch b[1] | 0x20 {
		case 'x':
			return radixValue(c, b[2:], 4)
		case 'o':
			return radixValue(c, b[2:], 3)
		case 'b':
			return radixValue(c, b[2:], 1)
		}
	}
	last := b[len(b)-1] | 0x20
	if last == 'j' {
		c.Kind = ConstComplex
		c.F = parseFloat(b[:len(b)-1])
		return nil
	}
	if bytes.ContainsAny(b, ".eE") {
		c.Kind = ConstFloat
		c.F = parseFloat(b)
		return nil
	}
	c.Kind = ConstInt
	if len(b) <= 18 {
		var n int64
		for _, d := range b {
			n = n*10 + int64(d-'0')
		}
		c.I64 = n
		return nil
	}
	if limit == 0 {
		limit = defaultMaxIntDigits
	}
	if digits := len(b); limit > 0 && digits > limit {
		return errTooManyDigits{digits, limit}
	}
	c.setInt(decimalInt(b))
	return nil
}

func (c *Constant) setInt(n *big.Int) {
	c.Kind = ConstInt
	if n.IsInt64() {
		c.I64 = n.Int64()
	} else {
		c.Int = n
	}
}

// parseFloat evaluates a float literal; one too large is infinite, as in Python.
func parseFloat(b []byte) float64 {
	f, _ := strconv.ParseFloat(string(b), 64)
	return f
}

// decimalInt evaluates decimal digits, halving long ones so that the cost is that of a multiplication: SetString
// is quadratic.
func decimalInt(b []byte) *big.Int {
	n := new(big.Int)
	if len(b) <= 2000 {
		n.SetString(string(b), 10)
		return n
	}
	half := len(b) / 2
	n.Exp(big.NewInt(10), big.NewInt(int64(half)), nil)
	n.Mul(n, decimalInt(b[:len(b)-half]))
	return n.Add(n, decimalInt(b[len(b)-half:]))
}

// radixValue evaluates digits of bits bits each, in linear time.
func radixValue(c *Constant, b []byte, bits uint) error {
	c.Kind = ConstInt
	if uint(len(b))*bits < 64 {
		var n int64
		for _, d := range b {
			n = n<<bits | int64(hexDigit(d))
		}
		c.I64 = n
		return nil
	}
	const wordBits = 32 << (^uint(0) >> 63)
	words := make([]big.Word, (uint(len(b))*bits+wordBits-1)/wordBits)
	at := uint(0)
	for i := len(b) - 1; i >= 0; i-- {
		d := big.Word(hexDigit(b[i]))
		words[at/wordBits] |= d << (at % wordBits)
		if over := at%wordBits + bits; over > wordBits {
			words[at/wordBits+1] |= d >> (wordBits - at%wordBits)
		}
		at += bits
	}
	c.setInt(new(big.Int).SetBits(words))
	return nil
}

// hexDigit returns the value of a hexadecimal digit.
func hexDigit(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}
