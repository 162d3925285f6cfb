package numfmt

import (
	"math/big"
	"math/rand"
	"testing"
)

// Decimals of a few words are as math/big has them, at the edges of words and chunks too.
func TestDecimal(t *testing.T) {
	check := func(b *big.Int) {
		t.Helper()
		want := b.String()
		if got := string(AppendDecimal(nil, b)); got != want {
			t.Fatalf("AppendDecimal(%s) = %s", want, got)
		}
		if b.Sign() >= 0 && parseDecimal(want).Cmp(b) != 0 {
			t.Fatalf("parseDecimal(%s) = %s", want, parseDecimal(want))
		}
	}
	r := rand.New(rand.NewSource(1))
	one := big.NewInt(1)
	for i := 0; i < 2200; i++ {
		p := new(big.Int).Lsh(one, uint(i))
		check(p)
		check(new(big.Int).Sub(p, one))
		check(new(big.Int).Neg(p))
		q := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(i%620)), nil)
		check(q)
		check(new(big.Int).Sub(q, one))
		check(new(big.Int).Rand(r, p))
	}
}
