package time

import (
	"fmt"
	"math"
	"sync"
	"syscall"
	gotime "time"

	"memphis/interp/object"
)

// fields is a time taken apart, with the numbering of Python's struct_time but
// for month, weekday and yday, which count as C's struct tm does.
type fields struct {
	year           int // the full year
	month          int // 0 to 11
	day            int
	hour, min, sec int
	weekday        int // Sunday is 0
	yday           int // 0 to 365
	isdst          int
	zone           string
	offset         int // seconds east of Greenwich
}

// structTime is the type struct_time. It is made once for the process, as all
// static types are.
var structTime = sync.OnceValue(func() *object.Type {
	return object.NewStructSeqType("time", "struct_time", "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
		9, []object.StructField{
			{Name: "tm_year", Doc: "year, for example, 1993"},
			{Name: "tm_mon", Doc: "month of year, range [1, 12]"},
			{Name: "tm_mday", Doc: "day of month, range [1, 31]"},
			{Name: "tm_hour", Doc: "hours, range [0, 23]"},
			{Name: "tm_min", Doc: "minutes, range [0, 59]"},
			{Name: "tm_sec", Doc: "seconds, range [0, 61])"},
			{Name: "tm_wday", Doc: "day of week, range [0, 6], Monday is 0"},
			{Name: "tm_yday", Doc: "day of year, range [1, 366]"},
			{Name: "tm_isdst", Doc: "1 if summer time is in effect, 0 if not, and -1 if unknown"},
			{Name: "tm_zone", Doc: "abbreviation of timezone name"},
			{Name: "tm_gmtoff", Doc: "offset from UTC in seconds"},
		})
})

func (f *fields) value() value {
	items := make([]value, 0, 11)
	for _, n := range []int{f.year, f.month + 1, f.day, f.hour, f.min, f.sec, (f.weekday + 6) % 7, f.yday + 1, f.isdst} {
		items = append(items, object.Int(n))
	}
	return object.NewStructSeq(structTime(), append(items, object.StrValue(f.zone), object.Int(f.offset)))
}

func floorDiv(a, b int64) (q, m int64) {
	q, m = a/b, a%b
	if m < 0 {
		q--
		m += b
	}
	return q, m
}

// breakDown takes sec, seconds since the epoch with the zone's offset added,
// apart. It fails for years that a C int cannot count from 1900.
func breakDown(sec int64) (fields, error) {
	days, rest := floorDiv(sec, 86400)
	f := fields{hour: int(rest / 3600), min: int(rest / 60 % 60), sec: int(rest % 60)}
	_, w := floorDiv(days+4, 7)
	f.weekday = int(w)
	// Years that begin in March: the leap day comes last, and months follow a
	// rule. An era is 400 years.
	era, doe := floorDiv(days+719468, 146097)
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	f.day = int(doy - (153*mp+2)/5 + 1)
	year := yoe + era*400
	f.month = int(mp + 2)
	if mp >= 10 {
		f.month = int(mp - 10)
		year++
	}
	if year-1900 > math.MaxInt32 || year-1900 < math.MinInt32 {
		return f, object.NewOSError(syscall.EOVERFLOW)
	}
	f.year = int(year)
	f.yday = int(days - daysTo(f.year, 0))
	return f, nil
}

// daysTo is the number of days from the epoch to the first of a month, counted
// from 0 in January; months beyond the year's are in other years.
func daysTo(year, month int) int64 {
	dy, m := floorDiv(int64(month), 12)
	y := int64(year) + dy
	m -= 2 // from March
	if m < 0 {
		m += 12
		y--
	}
	era, yoe := floorDiv(y, 400)
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + (153*m+2)/5 - 719468
}

// optionalTime is the time of a function with an optional argument: now without it.
func optionalTime(t *thread, name string, in []value, kw *object.Tuple) (int64, error) {
	if err := positional(name, in, kw, 0, 1); err != nil {
		return 0, err
	}
	if len(in) == 0 || in[0].IsNone() {
		return gotime.Now().Unix(), nil
	}
	return timestamp(t, in[0])
}

func gmtime(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	sec, err := optionalTime(t, "gmtime", in, kw)
	if err != nil {
		return value{}, err
	}
	f, err := breakDown(sec)
	if err != nil {
		return value{}, err
	}
	f.zone = "GMT"
	return f.value(), nil
}

func localtime(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	sec, err := optionalTime(t, "localtime", in, kw)
	if err != nil {
		return value{}, err
	}
	f, err := zoneOf(t).local(sec)
	if err != nil {
		return value{}, err
	}
	return f.value(), nil
}

// fieldsOf reads the time tuple that a function got.
func fieldsOf(t *thread, v value, name string) (fields, error) {
	var f fields
	tuple, ok := object.AsTuple(v)
	if !ok {
		return f, object.Errorf(object.TypeErrorType, "Tuple or struct_time argument required")
	}
	items := tuple.Items
	if len(items) != 9 {
		return f, object.Errorf(object.TypeErrorType, "%s(): illegal time tuple argument", name)
	}
	var n [9]int
	for i, x := range items {
		var err error
		if n[i], err = cInt(t, x); err != nil {
			return f, err
		}
	}
	if n[0] < math.MinInt32+1900 {
		return f, object.Errorf(object.OverflowErrorType, "year out of range")
	}
	f = fields{year: n[0], month: n[1] - 1, day: n[2], hour: n[3], min: n[4], sec: n[5], weekday: (n[6] + 1) % 7, yday: n[7] - 1, isdst: n[8]}
	if v.Type() == structTime() {
		zone, err := t.GetAttr(v, object.Intern("tm_zone"))
		if err != nil {
			return f, err
		}
		if !zone.IsNone() {
			s, ok := object.AsStr(zone)
			if !ok {
				return f, object.Errorf(object.TypeErrorType, "bad argument type for built-in operation")
			}
			f.zone = s.String()
		}
		off, err := t.GetAttr(v, object.Intern("tm_gmtoff"))
		if err != nil {
			return f, err
		}
		if !off.IsNone() {
			if f.offset, err = t.AsIndex(off, object.OverflowErrorType); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

// check refuses fields out of range, and mends zeros where Python allows them.
func (f *fields) check() error {
	if f.month == -1 {
		f.month = 0
	}
	if f.day == 0 {
		f.day = 1
	}
	if f.yday == -1 {
		f.yday = 0
	}
	for _, r := range []struct {
		n, least, most int
		name           string
	}{
		{f.month, 0, 11, "month"}, {f.day, 1, 31, "day of month"}, {f.hour, 0, 23, "hour"}, {f.min, 0, 59, "minute"},
		{f.sec, 0, 61, "seconds"}, {f.weekday, 0, 6, "day of week"}, {f.yday, 0, 365, "day of year"},
	} {
		if r.n < r.least || r.n > r.most {
			return object.Errorf(object.ValueErrorType, "%s out of range", r.name)
		}
	}
	return nil
}

var (
	dayNames   = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func (f *fields) asctime() value {
	return object.StrValue(fmt.Sprintf("%s %s%3d %02d:%02d:%02d %d", dayNames[f.weekday][:3], monthNames[f.month][:3], f.day, f.hour, f.min, f.sec, f.year))
}

// tupleOrNow is the time tuple of a function with an optional one.
func tupleOrNow(t *thread, name string, in []value) (fields, error) {
	if len(in) == 0 {
		return zoneOf(t).local(gotime.Now().Unix())
	}
	f, err := fieldsOf(t, in[0], name)
	if err != nil {
		return f, err
	}
	return f, f.check()
}

func asctime(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "asctime() takes no keyword arguments")
	}
	if n := len(in); n > 1 {
		return value{}, object.Errorf(object.TypeErrorType, "asctime expected at most 1 argument, got %d", n)
	}
	f, err := tupleOrNow(t, "asctime", in)
	if err != nil {
		return value{}, err
	}
	return f.asctime(), nil
}

func ctime(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	sec, err := optionalTime(t, "ctime", in, kw)
	if err != nil {
		return value{}, err
	}
	f, err := zoneOf(t).local(sec)
	if err != nil {
		return value{}, err
	}
	return f.asctime(), nil
}

func mktime(t *thread, self, v value) (value, error) {
	f, err := fieldsOf(t, v, "mktime")
	if err != nil {
		return value{}, err
	}
	return object.Float(float64(zoneOf(t).seconds(&f))), nil
}
