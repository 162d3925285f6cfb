package time

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"memphis/interp/object"
)

//go:generate env TZ=UTC0 /usr/bin/python3 testdata/record.py testdata/strftime.txt

// unquote reads a Python string literal.
func unquote(t *testing.T, s string) string {
	s = s[1 : len(s)-1]
	out, err := strconv.Unquote(`"` + s + `"`)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStrftime(t *testing.T) {
	t.Setenv("TZ", "UTC0")
	th := object.NewInterp().NewThread()
	data, err := os.ReadFile("testdata/strftime.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		p := strings.Split(line, "\t")
		var items []value
		for _, n := range p[:9] {
			k, _ := strconv.Atoi(n)
			items = append(items, object.Int(k))
		}
		format, want := unquote(t, p[9]), unquote(t, p[10])
		got, err := strftime(th, value{}, []value{object.StrValue(format), object.NewTuple(items).Value()}, nil)
		if err != nil {
			t.Fatal(line, err)
		}
		if s, _ := object.AsStr(got); s.String() != want {
			t.Errorf("%v %q: got %q, want %q", p[:9], format, s.String(), want)
		}
	}
}

// TestZones checks zones by rule and from the database, in both directions.
func TestZones(t *testing.T) {
	for _, r := range []struct {
		tz         string
		sec        int64
		name       string
		offset     int
		dst        bool
		std, summr string
	}{
		{"EST5EDT,M4.1.0,M10.5.0", 1e9, "EDT", -14400, true, "EST", "EDT"},
		{"AEST-10AEDT-11,M10.5.0,M3.5.0", 1e9, "AEST", 36000, false, "AEST", "AEDT"},
		{"XXX+3", 1e9, "XXX", -10800, false, "XXX", "XXX"},
		{"Foo/Bar", 1e9, "Foo", 0, false, "Foo", "Foo"},
		{"", 1e9, "UTC", 0, false, "UTC", "UTC"},
	} {
		t.Setenv("TZ", r.tz)
		z := loadZone()
		name, offset, dst := z.at(r.sec)
		if name != r.name || offset != r.offset || dst != r.dst {
			t.Errorf("%s: %s %d %v", r.tz, name, offset, dst)
		}
		f, err := z.local(r.sec)
		if err != nil || z.seconds(&f) != r.sec {
			t.Errorf("%s: %+v is %d, not %d", r.tz, f, z.seconds(&f), r.sec)
		}
	}
}
