# needs: libpython
from datetime import *
import datetime as dtm
d, t, dt, td = date(2024, 2, 29), time(13, 5, 7, 89), datetime(2024, 2, 29, 13, 5, 7), timedelta(days=1, hours=2, seconds=3)
print(d, t, dt, td, repr(d), repr(t), repr(dt), repr(td), repr(timezone.utc), repr(timezone(timedelta(hours=-5, minutes=-30), 'X')), d.isoformat(), dt.isoformat(' ', 'minutes'), t.isoformat('milliseconds'))
print(d + td, d - date(2023, 1, 1), dt + td, dt - timedelta(weeks=1), td * 2.5, td / 2, td // timedelta(hours=1), td % timedelta(hours=1), divmod(td, timedelta(hours=5)), -td, abs(-td), td.total_seconds(), td / timedelta(minutes=1), timedelta(microseconds=-1), timedelta(-1), timedelta.max, timedelta(hours=25, milliseconds=5))
print(d.weekday(), d.isoweekday(), d.isocalendar(), d.timetuple().tm_yday, d.toordinal(), date.fromordinal(738000), d.replace(year=2025, month=3, day=1), d.strftime('%Y %j %a %b %d %U %y %%'), dt.strftime('%H:%M:%S %p %I %f %A %B %c %x %X'), f'{dt:%d.%m.%y}', dt.date(), dt.time(), datetime.combine(d, t), datetime.strptime('2024-03-04 05:06', '%Y-%m-%d %H:%M'), datetime.strptime('1 Jan 99 +0130', '%d %b %y %z'), datetime.fromisoformat('2024-01-02T03:04:05.678+02:00'), date.fromisoformat('20240102'), time.fromisoformat('T04:05Z'), datetime.fromisoformat('2024-W05-1'), date.fromisocalendar(2024, 5, 1))
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc); e = timezone(timedelta(hours=5, minutes=30)); print(u.astimezone(e), u.utcoffset(), u.tzname(), e.tzname(None), u == u.astimezone(e), u - u.astimezone(e), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), datetime.utcfromtimestamp(86400), u.isoformat(), u.timetz(), u.replace(tzinfo=None) < dt, hash(u) == hash(u.astimezone(e)), u.utctimetuple()[:4], dt.fold, u.ctime(), datetime.min, datetime.max, datetime.resolution, date.max)
for f in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: time(25), lambda: datetime(2024, 13, 1), lambda: u < dt, lambda: u - dt, lambda: d + 5, lambda: date.max + timedelta(1), lambda: datetime.strptime('x', '%Y'), lambda: datetime.strptime('2024 x', '%Y'), lambda: datetime.strptime('1', '%Q'), lambda: date.fromisoformat('2024-1-2'), lambda: timedelta(days=10**10), lambda: timezone(timedelta(days=2)), lambda: td / 0, lambda: d < dt, lambda: d.replace(day=32), lambda: datetime.fromisoformat('nope'), lambda: timedelta('1'), lambda: date('2024', 1, 1), lambda: setattr(d, 'day', 1), lambda: datetime(2024, 1, 1, tzinfo=5), lambda: d - 1, lambda: time(1) + td, lambda: dt.strftime(5), lambda: date.fromordinal(0)):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
class TZ(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=3 if dt is None or dt.month > 3 else 2)
    def dst(self, dt): return timedelta(hours=1 if dt.month > 3 else 0)
    def tzname(self, dt): return 'TZ3' if dt.month > 3 else 'TZ2'
z = datetime(2024, 6, 1, 10, tzinfo=TZ()); print(z, z.utcoffset(), z.dst(), z.tzname(), z.astimezone(timezone.utc), z.strftime('%z %Z'), datetime(2024, 1, 1, tzinfo=TZ()).isoformat(), z - datetime(2024, 1, 1, tzinfo=TZ()), z.timetuple().tm_isdst)
class MyDate(date):
    def __new__(cls, *a): return super().__new__(cls, *a)
    def __str__(self): return 'mine:' + super().__str__()
    def next(self): return self + timedelta(1)
m = MyDate(2024, 12, 31); print(m, m.next(), type(m.next()).__name__, type(m.replace(day=1)).__name__, MyDate.fromordinal(1), type(MyDate.today()).__name__, m == date(2024, 12, 31), hash(m) == hash(date(2024, 12, 31)), f'{m:%Y}')
import pickle, copy; print(pickle.loads(pickle.dumps([d, t, dt, td, u, m])) == [d, t, dt, td, u, m], copy.deepcopy(u) == u, sorted([date(2024, 1, 2), date(2023, 1, 1)])[0], max(td, timedelta(5)), sum([td, td], timedelta()), {d: 1}[date(2024, 2, 29)], bool(timedelta(0)), isinstance(dt, date), issubclass(datetime, date)); import calendar; print(calendar.month(2024, 2), calendar.isleap(1900), calendar.monthrange(2024, 2), calendar.timegm((1970, 1, 2, 0, 0, 0)))
import time as tm; print(tm.strftime('%Y-%m-%d', tm.gmtime(0)), tm.gmtime(86400)[:3], tm.strptime('5 Feb 2020', '%d %b %Y')[:3], tm.mktime(tm.gmtime(0)) == tm.timezone, tm.asctime(tm.gmtime(0)), tm.time() > 1e9, tm.perf_counter_ns() > 0, tm.monotonic() <= tm.monotonic()); from zoneinfo import ZoneInfo; b = datetime(2024, 7, 1, 12, tzinfo=ZoneInfo('UTC')); print(b, b.tzname())
