# needs: libpython
import datetime as dt, pickle, copy
class TZ(dt.tzinfo):
    def __init__(self, h=1): self.h = h
    def utcoffset(self, d): return dt.timedelta(hours=self.h)
    def dst(self, d): return dt.timedelta(0)
    def tzname(self, d): return f'TZ{self.h}'
    def __getinitargs__(self): return (self.h,)
    def __repr__(self): return f'TZ({self.h})'
a = dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=TZ(2)); print(a, repr(a), a.astimezone(dt.timezone.utc), a.tzname(), a.isoformat(), a.strftime('%Z %z'))
print(pickle.loads(pickle.dumps(a)), copy.deepcopy(a).tzinfo, a == copy.copy(a), hash(a) == hash(copy.copy(a)), a.tzinfo.h)
class MD(dt.datetime):
    def __new__(cls, *a, **k): s = super().__new__(cls, *a, **k); s.tag = 'x'; return s
    def __add__(self, o): r = super().__add__(o); return r
    @property
    def quarter(self): return (self.month - 1)//3 + 1
m = MD(2020, 5, 6); print(m, repr(m), type(m + dt.timedelta(1)), m.quarter, MD.now().tag, type(m.replace(year=1)), type(MD.fromisoformat('2020-01-01')), MD.strptime('2020', '%Y'), type(m.date()))
print(pickle.loads(pickle.dumps(m)).tag, type(copy.copy(m)), m < dt.datetime(2021, 1, 1), m - dt.datetime(2020, 1, 1), isinstance(m, dt.date), MD.min, type(MD.min))
class TD(dt.timedelta):
    def __str__(self): return 'TD!' + super().__str__()
t = TD(days=1, seconds=3); print(t, repr(t), t + t, type(t * 2), t / 2, t // TD(seconds=1), divmod(t, TD(hours=5)), -t, abs(-t), bool(TD()), t.total_seconds())
class Dd(dt.date):
    def __format__(self, s): return 'F' + s
print(f'{Dd(2020,1,1):%Y}', format(dt.date(2020,1,1), '%d/%m'), f'{dt.datetime(2020,1,1):%H:%M}', Dd.today().__class__)
class Bad(dt.tzinfo):
    def utcoffset(self, d): return 5
try: dt.datetime(2020,1,1,tzinfo=Bad()).utcoffset()
except TypeError as e: print(e)
class Bad2(dt.tzinfo):
    def utcoffset(self, d): raise RuntimeError('off')
try: str(dt.datetime(2020,1,1,tzinfo=Bad2()))
except RuntimeError as e: print(e)
try: dt.datetime(2020, 13, 1)
except ValueError as e: print(e)
try: dt.datetime(2020, 1, 1) < 5
except TypeError as e: print(e)
try: dt.datetime(2020,1,1) - dt.datetime(2020,1,1,tzinfo=dt.timezone.utc)
except TypeError as e: print(e)
print(dt.timezone(dt.timedelta(hours=1), 'X'), repr(dt.timezone.utc), dt.timezone.utc is dt.timezone.utc, dt.UTC is dt.timezone.utc, dt.datetime.max, dt.timedelta.resolution)
print(dt.datetime(2020,1,1).timetuple(), dt.date(2020,1,1).isocalendar(), dt.date(2020,1,1).isocalendar().week)
y, w, d = dt.date(2020,1,1).isocalendar(); print(y, w, d)
match dt.date(2020, 1, 2):
    case dt.date(year=2020, month=mm): print(mm)
print({dt.date(2020,1,1): 1}[dt.date(2020,1,1)], dt.date(2020,1,1) in {dt.date(2020,1,1)}, sorted([dt.date(2,1,1), dt.date(1,1,1)]), max(dt.date.min, dt.date.max))
print(eval(repr(dt.datetime(2020,1,2,3,4,5,6)), {'datetime': dt}), dt.datetime.combine(dt.date(1,1,1), dt.time(1)), dt.time(1,2).replace(hour=5), dt.time.fromisoformat('01:02:03'))
from zoneinfo import ZoneInfo
z = ZoneInfo('Europe/Berlin'); x = dt.datetime(2020, 7, 1, tzinfo=z); print(x, x.dst(), x.astimezone(ZoneInfo('America/New_York')), pickle.loads(pickle.dumps(x)) == x, pickle.loads(pickle.dumps(z)) is z, ZoneInfo('Europe/Berlin') is z, repr(z), str(z), z.key)
class MZ(ZoneInfo): pass
print(MZ('UTC'), type(MZ('UTC')), MZ('UTC') is MZ('UTC'), MZ.no_cache('UTC') is MZ('UTC')); MZ.clear_cache()
x = dt.datetime(2020, 10, 25, 2, 30, tzinfo=z); print(x.fold, x.replace(fold=1).utcoffset(), x.utcoffset())
