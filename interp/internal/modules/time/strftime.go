package time

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"memphis/interp/object"
)

// This file defines strftime as the C library does it in the C locale.

func strftime(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	if err := positional("strftime", in, kw, 1, 2); err != nil {
		return value{}, err
	}
	format, ok := object.AsStr(in[0])
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "strftime() argument 1 must be str, not %s", in[0].Type().Name)
	}
	f, err := tupleOrNow(t, "strftime", in[1:])
	if err != nil {
		return value{}, err
	}
	f.isdst = max(-1, min(1, f.isdst))
	if strings.IndexByte(format.String(), 0) >= 0 {
		return value{}, object.Errorf(object.ValueErrorType, "embedded null character")
	}
	w := textWriter{f: &f, zone: zoneOf(t)}
	w.format(format.String(), false)
	return object.StrValue(w.b.String()), nil
}

// textWriter writes fields by a format.
type textWriter struct {
	b    strings.Builder
	f    *fields
	zone *zone
}

// directive is one conversion: %, flags, a width, E or O, and a letter.
type directive struct {
	pad    byte // '_', '-' or '0', 0 if none was given
	upper  bool
	swap   bool // #: the other case
	width  int
	letter byte
}

// format writes what s asks for, in capitals if upper.
func (w *textWriter) format(s string, upper bool) {
	for s != "" {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			i = len(s)
		}
		text := s[:i]
		if upper {
			text = strings.ToUpper(text)
		}
		w.b.WriteString(text)
		if s = s[i:]; s == "" {
			return
		}
		s = s[w.directive(s, upper):]
	}
}

// directive writes the conversion at the front of s and returns its length. What
// is no conversion is written as it stands, in the width that it asks for.
func (w *textWriter) directive(s string, upper bool) int {
	d := directive{width: -1, upper: upper}
	i := 1
flags:
	for ; i < len(s); i++ {
		switch s[i] {
		case '_', '-', '0':
			d.pad = s[i]
		case '^':
			d.upper = true
		case '#':
			d.swap = true
		default:
			break flags
		}
	}
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		// Longer than any text that fits in memory is not needed.
		d.width = min(max(d.width, 0)*10+int(s[i]-'0'), 1<<20)
	}
	modifier := byte(0)
	if i < len(s) && (s[i] == 'E' || s[i] == 'O') {
		modifier = s[i]
		i++
	}
	ok := i < len(s)
	if ok {
		d.letter = s[i]
		i++
		switch modifier {
		case 'E':
			ok = strings.IndexByte("cCnpPrRsTuxXyYzZ%", d.letter) >= 0
		case 'O':
			ok = strings.IndexByte("aAcDFxXY", d.letter) < 0
		}
	}
	if ok && w.convert(d) {
		return i
	}
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	d.upper = d.upper || d.swap && strings.IndexByte("bh", d.letter) >= 0
	w.text(d, s[:i])
	return i
}

// text writes a string in the directive's width.
func (w *textWriter) text(d directive, s string) {
	if d.upper {
		s = strings.ToUpper(s)
	}
	fill := " "
	if d.pad == '0' {
		fill = "0"
	}
	w.b.WriteString(strings.Repeat(fill, max(d.width-utf8.RuneCountInString(s), 0)))
	w.b.WriteString(s)
}

// number writes n with digits digits, or the directive's width.
func (w *textWriter) number(d directive, n, digits int) {
	s := strconv.Itoa(n)
	switch {
	case d.pad == '-':
		w.text(d, s)
		return
	case d.pad == '_':
		w.b.WriteString(strings.Repeat(" ", max(max(digits, d.width)-len(s), 0)))
	default:
		if n < 0 {
			w.b.WriteByte('-')
			s = s[1:]
			digits--
			d.width--
		}
		w.b.WriteString(strings.Repeat("0", max(max(digits, d.width)-len(s), 0)))
	}
	w.b.WriteString(s)
}

// spaced is number padded with blanks.
func (w *textWriter) spaced(d directive, n int) {
	if d.pad == 0 {
		d.pad = '_'
	}
	w.number(d, n, 2)
}

// sub writes a format of several conversions as one text.
func (w *textWriter) sub(d directive, format string) {
	inner := textWriter{f: w.f, zone: w.zone}
	inner.format(format, d.upper)
	w.text(d, inner.b.String())
}

// hour12 is the hour on a clock of twelve.
func (f *fields) hour12() int { return (f.hour+11)%12 + 1 }

func isLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func yearDays(y int) int {
	if isLeap(y) {
		return 366
	}
	return 365
}

// isoWeek is the year and number of the week by ISO 8601, whose weeks begin on
// Monday and belong to the year of their Thursday.
func (f *fields) isoWeek() (year, week int) {
	thursday := f.yday - (f.weekday+6)%7 + 3
	switch n := yearDays(f.year); {
	case thursday < 0:
		return f.year - 1, (thursday+yearDays(f.year-1))/7 + 1
	case thursday >= n:
		return f.year + 1, (thursday-n)/7 + 1
	}
	return f.year, thursday/7 + 1
}

func mod100(y int) int { return (y%100 + 100) % 100 }

// convert writes one conversion, and reports whether there is one with the letter.
func (w *textWriter) convert(d directive) bool {
	f := w.f
	name := func(s string) {
		d.upper = d.upper || d.swap
		w.text(d, s)
	}
	switch d.letter {
	case '%':
		w.text(d, "%")
	case 'n':
		w.text(d, "\n")
	case 't':
		w.text(d, "\t")
	case 'a':
		name(dayNames[f.weekday][:3])
	case 'A':
		name(dayNames[f.weekday])
	case 'b', 'h':
		name(monthNames[f.month][:3])
	case 'B':
		name(monthNames[f.month])
	case 'c':
		w.sub(d, "%a %b %e %H:%M:%S %Y")
	case 'D', 'x':
		w.sub(d, "%m/%d/%y")
	case 'F':
		w.sub(d, "%Y-%m-%d")
	case 'r':
		w.sub(d, "%I:%M:%S %p")
	case 'R':
		w.sub(d, "%H:%M")
	case 'T', 'X':
		w.sub(d, "%H:%M:%S")
	case 'C':
		century, _ := floorDiv(int64(f.year), 100)
		w.number(d, int(century), 1)
	case 'Y':
		w.number(d, f.year, 1)
	case 'y':
		w.number(d, mod100(f.year), 2)
	case 'G', 'g', 'V':
		year, week := f.isoWeek()
		switch d.letter {
		case 'G':
			w.number(d, year, 1)
		case 'g':
			w.number(d, mod100(year), 2)
		default:
			w.number(d, week, 2)
		}
	case 'm':
		w.number(d, f.month+1, 2)
	case 'd':
		w.number(d, f.day, 2)
	case 'e':
		w.spaced(d, f.day)
	case 'H':
		w.number(d, f.hour, 2)
	case 'I':
		w.number(d, f.hour12(), 2)
	case 'k':
		w.spaced(d, f.hour)
	case 'l':
		w.spaced(d, f.hour12())
	case 'M':
		w.number(d, f.min, 2)
	case 'S':
		w.number(d, f.sec, 2)
	case 'j':
		w.number(d, f.yday+1, 3)
	case 'U':
		w.number(d, (f.yday-f.weekday+7)/7, 2)
	case 'W':
		w.number(d, (f.yday-(f.weekday+6)%7+7)/7, 2)
	case 'u':
		w.number(d, (f.weekday+6)%7+1, 1)
	case 'w':
		w.number(d, f.weekday, 1)
	case 'p', 'P':
		half := "AM"
		if f.hour >= 12 {
			half = "PM"
		}
		if d.letter == 'P' || d.swap {
			half, d.upper = strings.ToLower(half), false
		}
		w.text(d, half)
	case 's':
		w.number(d, int(w.zone.seconds(f)), 1)
	case 'Z':
		zone := f.zone
		if zone == "" && f.isdst >= 0 {
			zone = w.zone.names[f.isdst]
		}
		if d.swap {
			zone, d.upper = strings.ToLower(zone), false
		}
		w.text(d, zone)
	case 'z':
		w.offset(d)
	default:
		return false
	}
	return true
}

// offset writes the offset from UTC; the sign is a field of its own.
func (w *textWriter) offset(d directive) {
	if w.f.isdst < 0 {
		return
	}
	off, sign := w.f.offset, "+"
	if off < 0 {
		off, sign = -off, "-"
	}
	w.text(d, sign)
	w.number(d, off/3600*100+off/60%60, 4)
}
