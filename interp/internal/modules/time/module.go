// Package time is the module time ("time" in the library reference): clocks,
// sleeping, and times taken apart into fields and written as text.
//
// Broken-down times are computed here rather than by Go's time package, since
// Python's reach years that Go's do not; time zones come from Go, which reads the
// same database as the C library. See zone.go.
package time

import (
	"math"
	"math/big"
	"sync"
	"syscall"
	gotime "time"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Module is the table of the module time.
var Module = &object.ModuleDef{
	Name: "time",
	Doc:  "This module provides various functions to manipulate time values.\n\nThere are two standard representations of time.  One is the number\nof seconds since the Epoch, in UTC (a.k.a. GMT).  It may be an integer\nor a floating point number (to represent fractions of seconds).\nThe Epoch is system-defined; on Unix, it is generally January 1st, 1970.\nThe actual value can be retrieved by calling gmtime(0).\n\nThe other representation is a tuple of 9 integers giving local time.\nThe tuple items are:\n  year (including century, e.g. 1998)\n  month (1-12)\n  day (1-31)\n  hours (0-23)\n  minutes (0-59)\n  seconds (0-59)\n  weekday (0-6, Monday is 0)\n  Julian day (day in the year, 1-366)\n  DST (Daylight Savings Time) flag (-1, 0 or 1)\nIf the DST flag is 0, the time is given in the regular time zone;\nif it is 1, the time is given in the DST time zone;\nif it is -1, mktime() should guess based on the date and time.\n",
	Methods: append([]object.Method{
		{Name: "sleep", Doc: "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating point number for subsecond precision.", Fn: object.Fn1(sleep)},
		{Name: "gmtime", Doc: "gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,\n                       tm_sec, tm_wday, tm_yday, tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing UTC (a.k.a.\nGMT).  When 'seconds' is not passed in, convert the current time instead.\n\nIf the platform supports the tm_gmtoff and tm_zone, they are available as\nattributes only.", Fn: object.FnVec(gmtime)},
		{Name: "localtime", Doc: "localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,\n                          tm_sec,tm_wday,tm_yday,tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing local time.\nWhen 'seconds' is not passed in, convert the current time instead.", Fn: object.FnVec(localtime)},
		{Name: "asctime", Doc: "asctime([tuple]) -> string\n\nConvert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.\nWhen the time tuple is not present, current time as returned by localtime()\nis used.", Fn: object.FnVec(asctime)},
		{Name: "ctime", Doc: "ctime(seconds) -> string\n\nConvert a time in seconds since the Epoch to a string in local time.\nThis is equivalent to asctime(localtime(seconds)). When the time tuple is\nnot present, current time as returned by localtime() is used.", Fn: object.FnVec(ctime)},
		{Name: "mktime", Doc: "mktime(tuple) -> floating point number\n\nConvert a time tuple in local time to seconds since the Epoch.\nNote that mktime(gmtime(0)) will not generally return zero for most\ntime zones; instead the returned value will either be equal to that\nof the timezone or altzone attributes on the time module.", Fn: object.Fn1(mktime)},
		{Name: "strftime", Doc: "strftime(format[, tuple]) -> string\n\nConvert a time tuple to a string according to a format specification.\nSee the library reference manual for formatting codes. When the time tuple\nis not present, current time as returned by localtime() is used.", Fn: object.FnVec(strftime)},
		{Name: "strptime", Doc: "strptime(string, format) -> struct_time\n\nParse a string to a time tuple according to a format specification.\nSee the library reference manual for formatting codes (same as\nstrftime()).", Fn: object.FnVec(strptime)},
		{Name: "tzset", Doc: "tzset()\n\nInitialize, or reinitialize, the local timezone to the value stored in\nos.environ['TZ']. The TZ environment variable should be specified in\nstandard Unix timezone format as documented in the tzset man page\n(eg. 'US/Eastern', 'Europe/Amsterdam'). Unknown timezones will silently\nfall back to UTC. If the TZ environment variable is not set, the local\ntimezone is set to the systems best guess of wallclock time.\nChanging the TZ environment variable without calling tzset *may* change\nthe local timezone used by methods such as localtime, but this behaviour\nshould not be relied on.", Fn: object.Fn0(tzset)},
		{Name: "get_clock_info", Doc: "get_clock_info(name: str) -> dict\n\nGet information of the specified clock.", Fn: object.FnVec(getClockInfo)},
	}, clockMethods()...),
	Init: func(t *thread, m *object.Module) error {
		d := m.Dict()
		d.SetString("struct_time", structTime().Value())
		d.SetString("_STRUCT_TM_ITEMS", object.Int(11))
		for _, c := range clocks {
			if c.constant != "" {
				d.SetString(c.constant, object.Int(c.id))
			}
		}
		_, err := tzset(t, m.Value())
		return err
	},
}

// The system's clocks; the functions of a clock without function names are clock_gettime's.
var clocks = []struct {
	constant string
	id       int
}{
	{"CLOCK_REALTIME", 0}, {"CLOCK_MONOTONIC", 1}, {"CLOCK_PROCESS_CPUTIME_ID", 2}, {"CLOCK_THREAD_CPUTIME_ID", 3},
	{"CLOCK_MONOTONIC_RAW", 4}, {"CLOCK_BOOTTIME", 7}, {"CLOCK_TAI", 11},
}

const clockMonotonic = 1

func clockGet(id int) (int64, error) {
	var ts syscall.Timespec
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, uintptr(id), uintptr(unsafe.Pointer(&ts)), 0); errno != 0 {
		return 0, object.NewOSError(errno)
	}
	return ts.Nano(), nil
}

// started ties Go's monotonic clock, which reads the system's without a system
// call, to the value of CLOCK_MONOTONIC: 40 ns a reading in place of 150.
var started = sync.OnceValues(func() (gotime.Time, int64) {
	ns, _ := clockGet(clockMonotonic) // cannot fail: every Linux has this clock
	return gotime.Now(), ns
})

func monotonic() int64 {
	t, base := started()
	return base + int64(gotime.Since(t))
}

// seconds is a number of nanoseconds as a float.
func seconds(ns int64) value {
	if ns%1e9 == 0 {
		return object.Float(float64(ns / 1e9))
	}
	return object.Float(float64(ns) / 1e9)
}

func clockMethods() []object.Method {
	var ms []object.Method
	pair := func(name, doc, docNS string, read func() (int64, error)) {
		for _, f := range []struct {
			name, doc string
			make      func(int64) value
		}{{name, doc, seconds}, {name + "_ns", docNS, object.Int64}} {
			ms = append(ms, object.Method{Name: f.name, Doc: f.doc, Fn: object.Fn0(func(t *thread, self value) (value, error) {
				ns, err := read()
				if err != nil {
					return value{}, err
				}
				return f.make(ns), nil
			})})
		}
	}
	mono := func() (int64, error) { return monotonic(), nil }
	pair("time", "time() -> floating point number\n\nReturn the current time in seconds since the Epoch.\nFractions of a second may be present if the system clock provides them.",
		"time_ns() -> int\n\nReturn the current time in nanoseconds since the Epoch.", func() (int64, error) { return gotime.Now().UnixNano(), nil })
	pair("monotonic", "monotonic() -> float\n\nMonotonic clock, cannot go backward.", "monotonic_ns() -> int\n\nMonotonic clock, cannot go backward, as nanoseconds.", mono)
	pair("perf_counter", "perf_counter() -> float\n\nPerformance counter for benchmarking.", "perf_counter_ns() -> int\n\nPerformance counter for benchmarking as nanoseconds.", mono)
	pair("process_time", "process_time() -> float\n\nProcess time for profiling: sum of the kernel and user-space CPU time.", "process_time() -> int\n\nProcess time for profiling as nanoseconds:\nsum of the kernel and user-space CPU time.", func() (int64, error) { return clockGet(2) })
	pair("thread_time", "thread_time() -> float\n\nThread time for profiling: sum of the kernel and user-space CPU time.", "thread_time() -> int\n\nThread time for profiling as nanoseconds:\nsum of the kernel and user-space CPU time.", func() (int64, error) { return clockGet(3) })

	get := func(name, doc string, make func(int64) value) {
		ms = append(ms, object.Method{Name: name, Doc: doc, Fn: object.FnVec(func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
			if err := positional(name, in, kw, 1, 1); err != nil {
				return value{}, err
			}
			id, err := cInt(t, in[0])
			if err != nil {
				return value{}, err
			}
			ns, err := clockGet(id)
			if err != nil {
				return value{}, err
			}
			return make(ns), nil
		})})
	}
	get("clock_gettime", "clock_gettime(clk_id) -> float\n\nReturn the time of the specified clock clk_id.", seconds)
	get("clock_gettime_ns", "clock_gettime_ns(clk_id) -> int\n\nReturn the time of the specified clock clk_id as nanoseconds.", object.Int64)
	set := func(name, doc string, convert func(t *thread, v value) (int64, error)) {
		ms = append(ms, object.Method{Name: name, Doc: doc, Fn: object.FnVec(func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
			if err := positional(name, in, kw, 2, 2); err != nil {
				return value{}, err
			}
			id, err := cInt(t, in[0])
			if err != nil {
				return value{}, err
			}
			ns, err := convert(t, in[1])
			if err != nil {
				return value{}, err
			}
			ts := syscall.NsecToTimespec(ns)
			if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_SETTIME, uintptr(id), uintptr(unsafe.Pointer(&ts)), 0); errno != 0 {
				return value{}, object.NewOSError(errno)
			}
			return object.None, nil
		})})
	}
	set("clock_settime", "clock_settime(clk_id, time)\n\nSet the time of the specified clock clk_id.", func(t *thread, v value) (int64, error) { return nanoseconds(t, v, math.Floor) })
	set("clock_settime_ns", "clock_settime_ns(clk_id, time)\n\nSet the time of the specified clock clk_id with nanoseconds.", func(t *thread, v value) (int64, error) {
		n, err := t.AsIndex(v, object.OverflowErrorType)
		return int64(n), err
	})
	return append(ms,
		object.Method{Name: "clock_getres", Doc: "clock_getres(clk_id) -> floating point number\n\nReturn the resolution (precision) of the specified clock clk_id.", Fn: object.FnVec(func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
			if err := positional("clock_getres", in, kw, 1, 1); err != nil {
				return value{}, err
			}
			id, err := cInt(t, in[0])
			if err != nil {
				return value{}, err
			}
			ns, err := resolution(id)
			if err != nil {
				return value{}, err
			}
			return object.Float(float64(ns) / 1e9), nil
		})},
		object.Method{Name: "pthread_getcpuclockid", Doc: "pthread_getcpuclockid(thread_id) -> int\n\nReturn the clk_id of a thread's CPU time clock.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
			if !v.Is(object.IntType) {
				return value{}, object.Errorf(object.TypeErrorType, "pthread_getcpuclockid() argument 1 must be int, not %s", v.Type().Name)
			}
			if n, ok := object.SmallInt(v); !ok || uint64(n) != t.ID {
				return value{}, object.NewOSError(syscall.ESRCH)
			}
			// Linux makes the number from the thread's: the clock of its own CPU time.
			return object.Int(^syscall.Gettid()<<3 | 6), nil
		})})
}

func resolution(id int) (int64, error) {
	var ts syscall.Timespec
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETRES, uintptr(id), uintptr(unsafe.Pointer(&ts)), 0); errno != 0 {
		return 0, object.NewOSError(errno)
	}
	return ts.Nano(), nil
}

func getClockInfo(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	if err := positional("get_clock_info", in, kw, 1, 1); err != nil {
		return value{}, err
	}
	name, ok := object.AsStr(in[0])
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "get_clock_info() argument 1 must be str, not %s", in[0].Type().Name)
	}
	clock := ""
	adjustable := false
	id := clockMonotonic
	switch name.String() {
	case "time":
		clock, adjustable, id = "CLOCK_REALTIME", true, 0
	case "monotonic", "perf_counter":
		clock = "CLOCK_MONOTONIC"
	case "process_time":
		clock, id = "CLOCK_PROCESS_CPUTIME_ID", 2
	case "thread_time":
		clock, id = "CLOCK_THREAD_CPUTIME_ID", 3
	default:
		return value{}, object.Errorf(object.ValueErrorType, "unknown clock")
	}
	ns, err := resolution(id)
	if err != nil {
		return value{}, err
	}
	d := object.NewDict()
	d.SetString("implementation", object.StrValue("clock_gettime("+clock+")"))
	d.SetString("monotonic", object.Bool(!adjustable))
	d.SetString("adjustable", object.Bool(adjustable))
	d.SetString("resolution", object.Float(float64(ns)/1e9))
	return object.NewSimpleNamespace(d), nil
}

// positional checks the arguments of a function that takes no keywords.
func positional(name string, in []value, kw *object.Tuple, least, most int) error {
	if kw != nil && len(kw.Items) > 0 {
		return object.Errorf(object.TypeErrorType, "%s() takes no keyword arguments", name)
	}
	if n := len(in); n < least || n > most {
		how, want := "exactly", least
		switch {
		case least != most && n < least:
			how = "at least"
		case least != most:
			how, want = "at most", most
		}
		plural := "s"
		if want == 1 {
			plural = ""
		}
		return object.Errorf(object.TypeErrorType, "%s() takes %s %d argument%s (%d given)", name, how, want, plural, n)
	}
	return nil
}

// cInt converts an argument to a C int.
func cInt(t *thread, v value) (int, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := object.SmallInt(r)
	switch {
	case !ok:
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C long")
	case n > math.MaxInt32:
		return 0, object.Errorf(object.OverflowErrorType, "signed integer is greater than maximum")
	case n < math.MinInt32:
		return 0, object.Errorf(object.OverflowErrorType, "signed integer is less than minimum")
	}
	return int(n), nil
}

// nanoseconds converts seconds, an int or a float that round makes whole.
func nanoseconds(t *thread, v value, round func(float64) float64) (int64, error) {
	overflow := func() error {
		return object.Errorf(object.OverflowErrorType, "timestamp too large to convert to C _PyTime_t")
	}
	if f, ok := object.AsFloat(v); ok {
		if f != f {
			return 0, object.Errorf(object.ValueErrorType, "Invalid value NaN (not a number)")
		}
		f = round(f * 1e9)
		if !(f >= -1<<63 && f < 1<<63) {
			return 0, overflow()
		}
		return int64(f), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if n, ok := object.SmallInt(r); ok && n > -9e9 && n < 9e9 {
		return n * 1e9, nil
	}
	n := new(big.Int).Mul(object.BigInt(r), big.NewInt(1e9))
	if !n.IsInt64() {
		return 0, overflow()
	}
	return n.Int64(), nil
}

// Nanoseconds converts seconds, an int or a float, to nanoseconds, rounded away from zero: the time of a timeout.
func Nanoseconds(t *object.Thread, v object.Value) (int64, error) { return nanoseconds(t, v, away) }

// timestamp converts seconds to a whole number of them, rounded down.
func timestamp(t *thread, v value) (int64, error) {
	overflow := object.Errorf(object.OverflowErrorType, "timestamp out of range for platform time_t")
	if f, ok := object.AsFloat(v); ok {
		if f != f {
			return 0, object.Errorf(object.ValueErrorType, "Invalid value NaN (not a number)")
		}
		f = math.Floor(f)
		if !(f >= -1<<63 && f < 1<<63) {
			return 0, overflow
		}
		return int64(f), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := object.SmallInt(r)
	if !ok {
		return 0, overflow
	}
	return n, nil
}

// away rounds away from zero, so that a sleep is never too short.
func away(f float64) float64 {
	if f < 0 {
		return math.Floor(f)
	}
	return math.Ceil(f)
}

func sleep(t *thread, self, v value) (value, error) {
	ns, err := nanoseconds(t, v, away)
	if err != nil {
		return value{}, err
	}
	if ns < 0 {
		return value{}, object.Errorf(object.ValueErrorType, "sleep length must be non-negative")
	}
	end := monotonic() + min(ns, math.MaxInt64-monotonic())
	defer t.Sleeping.Store(false)
	for done := false; !done; {
		t.Sleeping.Store(true)
		if t.Pending.Load() {
			if err := t.Safepoint(); err != nil {
				return value{}, err
			}
		}
		t.Unlocked(func() {
			left := gotime.Duration(end - monotonic())
			if left <= 0 {
				gotime.Sleep(0) // even a sleep of no time lets others run
				done = true
				return
			}
			timer := gotime.NewTimer(left)
			defer timer.Stop()
			select {
			case <-timer.C:
				done = true
			case <-t.Wake():
			}
		})
	}
	if t.Pending.Load() {
		return object.None, t.Safepoint()
	}
	return object.None, nil
}

func strptime(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	m, err := args.Import(t, "_strptime")
	if err != nil {
		return value{}, err
	}
	f, err := t.GetAttr(m, object.Intern("_strptime_time"))
	if err != nil {
		return value{}, err
	}
	return t.CallVec(f, in, kw)
}
