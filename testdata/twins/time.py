import time

t = time.gmtime(1_000_000_000.9)
print(t, t.tm_zone, t.tm_gmtoff, t[:3], t.tm_year, len(t))
for f in '%Y-%m-%d %H:%M:%S', '%a %A %b %B %j %U %W %w %y %p %%', '%c | %x | %X', '%e %D %F %T %Z %z':
    print(time.strftime(f, t))
print(time.strptime('2001-09-09 01:46:40', '%Y-%m-%d %H:%M:%S'))
print(time.asctime(t), time.ctime(0), time.mktime(t), time.struct_time(range(9)))
print(time.localtime(86400 * 365)[:6], time.gmtime(-1)[:6], time.timezone, time.daylight, time.tzname)
a, b = time.monotonic(), time.monotonic_ns()
time.sleep(0.001)
print(time.monotonic() > a, time.monotonic_ns() > b, abs(time.time() - time.time_ns() / 1e9) < 1, time.perf_counter() > 0, time.process_time() >= 0, time.thread_time() >= 0)
print(time.get_clock_info('monotonic').monotonic, time.clock_getres(time.CLOCK_MONOTONIC) < 1)
for call in (lambda: time.sleep(-1), lambda: time.gmtime('a'), lambda: time.strftime('%Y', (1, 2)), lambda: time.mktime((1,)), lambda: time.gmtime(1e30), lambda: time.asctime((2000, 13, 1, 0, 0, 0, 0, 0, 0)), lambda: time.get_clock_info('x'), lambda: time.struct_time([1])):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
