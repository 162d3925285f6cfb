package numfmt

import "testing"

func TestFloatRepr(t *testing.T) {
	for x, want := range map[float64]string{
		1e16: "1e+16", 1e15: "1000000000000000.0", 123456789012345680: "1.2345678901234568e+17", 9999999999999998: "9999999999999998.0",
		0.0001: "0.0001", 0.00001: "1e-05", 1.5: "1.5", -3: "-3.0", 5e-324: "5e-324", 1e100: "1e+100", 1.7976931348623157e308: "1.7976931348623157e+308",
	} {
		if got := Repr(x); got != want {
			t.Errorf("%g: got %s, want %s", x, got, want)
		}
	}
}
