package sre

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
)

// TestChars compares the properties of all characters with those of 3.11, by the digest that
// testdata/chars.py prints.
func TestChars(t *testing.T) {
	const want = "8d99437c095d4ff332b7ca2031b8d6bfdc3f89edb7184312b6b3944fd41aa60d"
	h := sha256.New()
	for c := rune(0); c < 0x110000; c++ {
		if c >= 0xd800 && c < 0xe000 {
			continue
		}
		flags := 0
		for i, is := range []bool{IsWord(c), IsSpace(c), IsDigit(c), IsLinebreak(c), IsCased(c), ASCIIIsCased(c)} {
			if is {
				flags |= 1 << i
			}
		}
		if ToLower(c) < 256 && c >= 256 && !slices.Contains(latinUppers[:], c) {
			t.Errorf("%#x is missing in latinUppers", c)
		}
		fmt.Fprintf(h, "%d %d %d %d\n", flags, ToLower(c), ToUpper(c), ASCIIToLower(c))
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}
