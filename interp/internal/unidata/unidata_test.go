package unidata

import (
	"bufio"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"
)

// oracle is the Python whose answers the tables hold.
const oracle = "/usr/bin/python3"

const script = `
import sys, unicodedata
sys.stdout.reconfigure(errors='surrogatepass', encoding='utf-8')
for i in range(0x110000):
    if 0xd800 <= i < 0xe000:
        continue
    c = chr(i)
    if unicodedata.category(c) in ('Cn', 'Co'):
        continue
    flags = (c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum(), c.isspace(), c.islower(), c.isupper(),
             c.istitle() and not c.isupper(), c.isprintable(), c.isidentifier(), ('a' + c).isidentifier(), len(('a' + c + 'b').splitlines()) == 2)
    print('%x' % i, ''.join('01'[f] for f in flags), unicodedata.decimal(c, -1), unicodedata.digit(c, -1),
          *(m.encode().hex() for m in (c.lower(), c.upper(), c.title(), c.casefold())), unicodedata.name(c, ''))
`

// TestAgainstPython compares every character but the surrogates.
func TestAgainstPython(t *testing.T) {
	if testing.Short() {
		t.Skip("1.1 million characters")
	}
	version, err := exec.Command(oracle, "-c", "import unicodedata; print(unicodedata.unidata_version, end='')").Output()
	if err != nil || string(version) != Version {
		t.Skipf("%s has Unicode %q, not %s", oracle, version, Version)
	}
	cmd := exec.Command(oracle, "-c", script)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bad := 0
	last := rune(-1)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var r rune
		if _, err := fmt.Sscanf(lines.Text(), "%x", &r); err != nil {
			t.Fatal(err)
		}
		// What is left out has no properties.
		for last++; last < r; last++ {
			if p := get(last); p.flags != 0 || p.lower|p.upper|p.title|p.folds != 0 || Name(last) != "" {
				t.Errorf("%x has properties", last)
			}
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%x ", r)
		for _, f := range []bool{IsAlpha(r), IsDecimal(r), IsDigit(r), IsNumeric(r), IsAlnum(r), IsSpace(r), IsLower(r), IsUpper(r),
			IsTitle(r), IsPrintable(r), IsIdentStart(r), IsIdentPart(r), IsLineBreak(r)} {
			b.WriteByte("01"[map[bool]int{true: 1}[f]])
		}
		fmt.Fprintf(&b, " %d %d", Decimal(r), Digit(r))
		for _, m := range []Mapping{Lower, Upper, Title, Fold} {
			c, more := Map(m, r)
			if more == "" {
				more = string(utf8.AppendRune(nil, c))
			}
			fmt.Fprintf(&b, " %x", more)
		}
		name := Name(r)
		fmt.Fprintf(&b, " %s", name)
		if got := b.String(); got != lines.Text() {
			if bad++; bad < 20 {
				t.Errorf("got  %s\nwant %s", got, lines.Text())
			}
		}
		if name != "" {
			if back, ok := LookupName(name); !ok || back != r {
				if bad++; bad < 20 {
					t.Errorf("LookupName(%q) = %x, %v", name, back, ok)
				}
			}
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if bad > 0 {
		t.Errorf("%d characters differ", bad)
	}
}
