package posix

import (
	"encoding/binary"
	"math"
	"os"

	"golang.org/x/sys/unix"

	"memphis/interp/object"
)

// rlimitSigpending is RLIMIT_SIGPENDING.
const rlimitSigpending = 11

// limit is the soft limit of a resource, -1 for none.
func limit(resource int) (value, error) {
	var r unix.Rlimit
	if err := unix.Getrlimit(resource, &r); err != nil {
		return value{}, object.OSErrorOf(err)
	}
	if r.Cur == math.MaxUint64 {
		return object.Int(-1), nil
	}
	return object.Uint64(r.Cur), nil
}

// minSigStack is the least size of a signal handler's stack, which the kernel tells a process in its auxiliary vector.
func minSigStack() int {
	const (
		atMinSigStkSz = 51
		oldKernels    = 2048
	)
	v, _ := os.ReadFile("/proc/self/auxv")
	for ; len(v) >= 16; v = v[16:] {
		if binary.NativeEndian.Uint64(v) == atMinSigStkSz {
			return int(binary.NativeEndian.Uint64(v[8:]))
		}
	}
	return oldKernels
}

// sysconfFixed are the answers of sysconf that do not depend on the machine: those of POSIX.1-2008, and of the GNU C library's
// limits on 64-bit Linux. -1 is for what has no limit, or is not there.
var sysconfFixed = map[string]int{
	"SC_2_CHAR_TERM":                  200809,
	"SC_2_C_BIND":                     200809,
	"SC_2_C_DEV":                      200809,
	"SC_2_C_VERSION":                  200809,
	"SC_2_FORT_DEV":                   -1,
	"SC_2_FORT_RUN":                   -1,
	"SC_2_LOCALEDEF":                  200809,
	"SC_2_SW_DEV":                     200809,
	"SC_2_UPE":                        -1,
	"SC_2_VERSION":                    200809,
	"SC_AIO_LISTIO_MAX":               -1,
	"SC_AIO_MAX":                      -1,
	"SC_AIO_PRIO_DELTA_MAX":           20,
	"SC_ASYNCHRONOUS_IO":              200809,
	"SC_ATEXIT_MAX":                   2147483647,
	"SC_BC_BASE_MAX":                  99,
	"SC_BC_DIM_MAX":                   2048,
	"SC_BC_SCALE_MAX":                 99,
	"SC_BC_STRING_MAX":                1000,
	"SC_CHARCLASS_NAME_MAX":           2048,
	"SC_CHAR_BIT":                     8,
	"SC_CHAR_MAX":                     127,
	"SC_CHAR_MIN":                     -128,
	"SC_CLK_TCK":                      100,
	"SC_COLL_WEIGHTS_MAX":             255,
	"SC_DELAYTIMER_MAX":               2147483647,
	"SC_EXPR_NEST_MAX":                32,
	"SC_FSYNC":                        200809,
	"SC_GETGR_R_SIZE_MAX":             1024,
	"SC_GETPW_R_SIZE_MAX":             1024,
	"SC_INT_MAX":                      2147483647,
	"SC_INT_MIN":                      -2147483648,
	"SC_IOV_MAX":                      1024,
	"SC_JOB_CONTROL":                  1,
	"SC_LINE_MAX":                     2048,
	"SC_LOGIN_NAME_MAX":               256,
	"SC_LONG_BIT":                     64,
	"SC_MAPPED_FILES":                 200809,
	"SC_MB_LEN_MAX":                   16,
	"SC_MEMLOCK":                      200809,
	"SC_MEMLOCK_RANGE":                200809,
	"SC_MEMORY_PROTECTION":            200809,
	"SC_MESSAGE_PASSING":              200809,
	"SC_MQ_OPEN_MAX":                  -1,
	"SC_MQ_PRIO_MAX":                  32768,
	"SC_NGROUPS_MAX":                  65536,
	"SC_NL_ARGMAX":                    4096,
	"SC_NL_LANGMAX":                   2048,
	"SC_NL_MSGMAX":                    2147483647,
	"SC_NL_NMAX":                      2147483647,
	"SC_NL_SETMAX":                    2147483647,
	"SC_NL_TEXTMAX":                   2147483647,
	"SC_NZERO":                        20,
	"SC_PASS_MAX":                     8192,
	"SC_PII":                          -1,
	"SC_PII_INTERNET":                 -1,
	"SC_PII_INTERNET_DGRAM":           -1,
	"SC_PII_INTERNET_STREAM":          -1,
	"SC_PII_OSI":                      -1,
	"SC_PII_OSI_CLTS":                 -1,
	"SC_PII_OSI_COTS":                 -1,
	"SC_PII_OSI_M":                    -1,
	"SC_PII_SOCKET":                   -1,
	"SC_PII_XTI":                      -1,
	"SC_POLL":                         -1,
	"SC_PRIORITIZED_IO":               200809,
	"SC_PRIORITY_SCHEDULING":          200809,
	"SC_REALTIME_SIGNALS":             200809,
	"SC_RE_DUP_MAX":                   32767,
	"SC_RTSIG_MAX":                    32,
	"SC_SAVED_IDS":                    1,
	"SC_SCHAR_MAX":                    127,
	"SC_SCHAR_MIN":                    -128,
	"SC_SELECT":                       -1,
	"SC_SEMAPHORES":                   200809,
	"SC_SEM_NSEMS_MAX":                -1,
	"SC_SEM_VALUE_MAX":                2147483647,
	"SC_SHARED_MEMORY_OBJECTS":        200809,
	"SC_SHRT_MAX":                     32767,
	"SC_SHRT_MIN":                     -32768,
	"SC_SSIZE_MAX":                    32767,
	"SC_STREAM_MAX":                   16,
	"SC_SYNCHRONIZED_IO":              200809,
	"SC_THREADS":                      200809,
	"SC_THREAD_ATTR_STACKADDR":        200809,
	"SC_THREAD_ATTR_STACKSIZE":        200809,
	"SC_THREAD_DESTRUCTOR_ITERATIONS": 4,
	"SC_THREAD_KEYS_MAX":              1024,
	"SC_THREAD_PRIORITY_SCHEDULING":   200809,
	"SC_THREAD_PRIO_INHERIT":          200809,
	"SC_THREAD_PRIO_PROTECT":          200809,
	"SC_THREAD_PROCESS_SHARED":        200809,
	"SC_THREAD_SAFE_FUNCTIONS":        200809,
	"SC_THREAD_STACK_MIN":             16384,
	"SC_THREAD_THREADS_MAX":           -1,
	"SC_TIMERS":                       200809,
	"SC_TIMER_MAX":                    -1,
	"SC_TTY_NAME_MAX":                 32,
	"SC_TZNAME_MAX":                   -1,
	"SC_T_IOV_MAX":                    -1,
	"SC_UCHAR_MAX":                    255,
	"SC_UINT_MAX":                     4294967295,
	"SC_UIO_MAXIOV":                   1024,
	"SC_ULONG_MAX":                    -1,
	"SC_USHRT_MAX":                    65535,
	"SC_VERSION":                      200809,
	"SC_WORD_BIT":                     32,
	"SC_XBS5_ILP32_OFF32":             -1,
	"SC_XBS5_ILP32_OFFBIG":            -1,
	"SC_XBS5_LP64_OFF64":              1,
	"SC_XBS5_LPBIG_OFFBIG":            -1,
	"SC_XOPEN_CRYPT":                  -1,
	"SC_XOPEN_ENH_I18N":               1,
	"SC_XOPEN_LEGACY":                 1,
	"SC_XOPEN_REALTIME":               1,
	"SC_XOPEN_REALTIME_THREADS":       1,
	"SC_XOPEN_SHM":                    1,
	"SC_XOPEN_UNIX":                   1,
	"SC_XOPEN_VERSION":                700,
	"SC_XOPEN_XCU_VERSION":            4,
	"SC_XOPEN_XPG2":                   1,
	"SC_XOPEN_XPG3":                   1,
	"SC_XOPEN_XPG4":                   1,
}
