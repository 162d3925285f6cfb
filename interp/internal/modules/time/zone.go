package time

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	gotime "time"

	"memphis/interp/object"
)

// zone is the local time zone of an interpreter, as TZ said when tzset was called.
type zone struct {
	loc *gotime.Location
	// names are those of standard and of summer time.
	names [2]string
}

type zoneKey struct{}

func zoneOf(t *thread) *zone {
	z, _ := t.Interp.State[zoneKey{}].(*zone)
	if z == nil {
		z = loadZone()
		t.Interp.State[zoneKey{}] = z
	}
	return z
}

const zoneInfo = "/usr/share/zoneinfo"

// loadZone finds the zone that the environment asks for, and the names that it has
// in January and July of this year.
func loadZone() *zone {
	z := &zone{loc: findZone()}
	z.names[0], z.names[1], _, _ = z.halves()
	return z
}

// halves is the names and offsets of standard and of summer time, which the year
// begins with in the north.
func (z *zone) halves() (std, summer string, stdOff, summerOff int) {
	const year = (365*24 + 6) * 3600
	now := gotime.Now().Unix() / year * year
	std, stdOff, _ = z.at(now)
	summer, summerOff, _ = z.at(now + year/2)
	if stdOff > summerOff {
		return summer, std, summerOff, stdOff
	}
	return std, summer, stdOff, summerOff
}

// findZone finds the zone that the environment asks for: a file of the time zone
// database, a rule as POSIX defines them, or else UTC.
func findZone() *gotime.Location {
	spec, set := os.LookupEnv("TZ")
	file := "/etc/localtime"
	if set {
		spec = strings.TrimPrefix(spec, ":")
		switch {
		case spec == "":
			return gotime.UTC
		case filepath.IsAbs(spec):
			file = spec
		case strings.Contains(spec, ".."):
			file = ""
		default:
			file = filepath.Join(zoneInfo, spec)
		}
	}
	if data, err := os.ReadFile(file); err == nil {
		if loc, err := gotime.LoadLocationFromTZData("local", data); err == nil {
			return loc
		}
	}
	if loc := ruleZone(spec); loc != nil {
		return loc
	}
	return gotime.UTC
}

// posixRule splits a POSIX rule: standard name and offset, summer name and offset, the days.
var posixRule = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)([+-]?\d{1,2}(?::\d{1,2}){0,2})?((?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?:[+-]?\d{1,2}(?::\d{1,2}){0,2})?(?:,[0-9JM.,/:+-]+)?)?`)
})

// ruleZone makes a zone of a POSIX rule. Go reads such rules only at the end of a
// database file, so it gets a file that has nothing else.
func ruleZone(spec string) *gotime.Location {
	m := posixRule().FindStringSubmatch(spec)
	if m == nil {
		return nil
	}
	rule := m[0]
	if m[1] == "" {
		// A name without an offset is another name for UTC.
		rule = strings.TrimSuffix(rule, m[2]) + "0"
	}
	var b bytes.Buffer
	for range 2 {
		b.WriteString("TZif2")
		b.Write(make([]byte, 15))
		for _, n := range []uint32{0, 0, 0, 0, 1, 4} {
			binary.Write(&b, binary.BigEndian, n)
		}
		b.Write([]byte{0, 0, 0, 0, 0, 0}) // one kind of time: offset 0, no summer time, name at 0
		b.WriteString("UTC\x00")
	}
	b.WriteString("\n" + rule + "\n")
	loc, err := gotime.LoadLocationFromTZData("local", b.Bytes())
	if err != nil {
		return nil
	}
	return loc
}

// at is the kind of time at sec.
func (z *zone) at(sec int64) (name string, offset int, dst bool) {
	t := gotime.Unix(sec, 0).In(z.loc)
	name, offset = t.Zone()
	return name, offset, t.IsDST()
}

// local takes sec apart in the zone.
func (z *zone) local(sec int64) (fields, error) {
	name, offset, dst := z.at(sec)
	f, err := breakDown(sec + int64(offset))
	if err != nil {
		return f, err
	}
	f.zone, f.offset = name, offset
	if dst {
		f.isdst = 1
	}
	return f, nil
}

// seconds is mktime: the time that the fields, which need not be in range, mean in the zone.
func (z *zone) seconds(f *fields) int64 {
	u := (daysTo(f.year, f.month)+int64(f.day)-1)*86400 + int64(f.hour)*3600 + int64(f.min)*60 + int64(f.sec)
	_, before, _ := z.at(u - 86400)
	_, after, _ := z.at(u + 86400)
	// Where clocks are set back a time comes twice, and the first counts. Where
	// they are set forward it does not come: the offset before counts.
	offset := before
	if _, o, _ := z.at(u - int64(before)); o != before {
		if _, o, _ := z.at(u - int64(after)); o == after {
			offset = after
		}
	}
	if f.isdst >= 0 {
		want := f.isdst > 0
		if _, o, dst := z.at(u - int64(offset)); dst == want {
			offset = o
		} else {
			offset = z.otherOffset(u, offset, want)
		}
	}
	return u - int64(offset)
}

// otherOffset is the offset of the time nearest to u that is, or is not, summer time.
func (z *zone) otherOffset(u int64, offset int, dst bool) int {
	const step = 601200 // about a week: no period is shorter
	for d := int64(step); d < 536454000; d += step {
		for _, t := range [2]int64{u - d, u + d} {
			if _, o, is := z.at(t); is == dst {
				return o
			}
		}
	}
	// The zone has no such time: an hour, by convention.
	if dst {
		return offset + 3600
	}
	return offset - 3600
}

// tzset reads TZ anew and sets the module's attributes.
func tzset(t *thread, self value) (value, error) {
	z := loadZone()
	t.Interp.State[zoneKey{}] = z
	if f := t.Interp.ZoneChanged; f != nil {
		f()
	}
	std, summer, stdOff, summerOff := z.halves()
	for _, a := range []struct {
		name string
		v    value
	}{
		{"timezone", object.Int(-stdOff)}, {"altzone", object.Int(-summerOff)}, {"daylight", object.Int(b2i(stdOff != summerOff))},
		{"tzname", object.TupleOf(object.StrValue(std), object.StrValue(summer))},
	} {
		if err := t.SetAttr(self, object.Intern(a.name), a.v); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
