# needs: libpython
# Callbacks of sqlite3 that raise, close and recurse.
import sqlite3, sys, traceback, gc
con = sqlite3.connect(':memory:')
def t(name, f):
    try:
        print(name, '->', repr(f()))
    except BaseException as e:
        print(name, '!!', type(e).__module__, type(e).__qualname__, e, '|', repr(e.__cause__), repr(e.__context__))
con.execute('create table a(x, y)')
con.executemany('insert into a values(?, ?)', [(i, str(i)) for i in range(10)])
def boom(*a):
    raise ValueError('boom')
con.create_function('boom', -1, boom)
con.create_function('ident', 1, lambda x: x)
t('boom', lambda: con.execute('select boom(1)').fetchall())
sqlite3.enable_callback_tracebacks(True)
def h(u):
    print('unraisable', u.exc_type.__name__, u.exc_value, u.err_msg, getattr(u.object, '__name__', u.object))
sys.unraisablehook = h
t('boom2', lambda: con.execute('select boom(1)').fetchall())
class Agg:

    def __init__(self):
        self.n = 0

    def step(self, x):
        if x == 5:
            raise KeyError(x)
        self.n += x

    def finalize(self):
        return self.n
con.create_aggregate('agg', 1, Agg)
t('agg', lambda: con.execute('select agg(x) from a').fetchall())
t('agg2', lambda: con.execute('select agg(x) from a where x < 5').fetchall())
class Agg2:

    def __init__(self):
        raise RuntimeError('init')

    def step(self, x):
        pass

    def finalize(self):
        return 1
con.create_aggregate('agg2', 1, Agg2)
t('agg init', lambda: con.execute('select agg2(x) from a').fetchall())
class Agg3:

    def step(self, x):
        pass

    def finalize(self):
        raise RuntimeError('fin')
con.create_aggregate('agg3', 1, Agg3)
t('agg fin', lambda: con.execute('select agg3(x) from a').fetchall())
class Agg4:

    def step(self, x):
        pass
con.create_aggregate('agg4', 1, Agg4)
t('agg nofin', lambda: con.execute('select agg4(x) from a').fetchall())
class Agg5:

    def finalize(self):
        return 3
con.create_aggregate('agg5', 1, Agg5)
t('agg nostep', lambda: con.execute('select agg5(x) from a').fetchall())
class W:

    def __init__(self):
        self.v = []

    def step(self, x):
        self.v.append(x)

    def inverse(self, x):
        if x == 7:
            raise ZeroDivisionError('inv')
        self.v.remove(x)

    def value(self):
        return sum(self.v)

    def finalize(self):
        return sum(self.v)
con.create_window_function('win', 1, W)
t('win', lambda: con.execute('select win(x) over (order by x rows between 1 preceding and 1 following) from a where x<7').fetchall())
t('win2', lambda: con.execute('select win(x) over (order by x rows between 1 preceding and 1 following) from a').fetchall())
def coll(a, b):
    raise OSError('c')
con.create_collation('bad', coll)
t('coll', lambda: con.execute('select y from a order by y collate bad').fetchall())
con.create_collation('big', lambda a, b: 10 ** 30)
t('coll2', lambda: con.execute('select y from a order by y collate big').fetchall())
con.create_collation('rev', lambda a, b: (a < b) - (a > b))
t('coll3', lambda: con.execute('select y from a order by y collate rev').fetchall())
def closer(x):
    cur.close()
    return x
con.create_function('closer', 1, closer)
cur = con.cursor()
t('close in cb', lambda: cur.execute('select closer(x) from a').fetchall())
cur = con.cursor()
def reexec(x):
    cur.execute('select 1')
    return x
con.create_function('reexec', 1, reexec)
t('recursive', lambda: cur.execute('select reexec(x) from a').fetchall())
def conclose(x):
    con.close()
    return x
con.create_function('conclose', 1, conclose)
class P:

    def __init__(s, x):
        s.x = x

    def __conform__(s, proto):
        if proto is sqlite3.PrepareProtocol:
            if s.x < 0:
                raise IndexError('conform')
            return f'P{s.x}'
t('conform', lambda: con.execute('select ?', (P(3),)).fetchone())
t('conform bad', lambda: con.execute('select ?', (P(-3),)).fetchone())
class Seq:

    def __len__(s):
        return 2

    def __getitem__(s, i):
        if i == 1:
            raise LookupError('seq')
        return i
t('seq', lambda: con.execute('select ?, ?', Seq()).fetchone())
class Seq2(list):

    def __len__(s):
        return 3
t('seq2', lambda: con.execute('select ?, ?', Seq2([1, 2])).fetchone())
class D(dict):

    def __missing__(s, k):
        return 'missing ' + k
t('D', lambda: con.execute('select :a, :b', D(a=1)).fetchone())
class M:

    def __getitem__(s, k):
        if k == 'b':
            raise KeyError('zz')
        return k
t('M', lambda: con.execute('select :a, :b', M()).fetchone())
con2 = sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_COLNAMES | sqlite3.PARSE_DECLTYPES)
sqlite3.register_converter('bad', lambda b: 1 / 0)
sqlite3.register_converter('p', lambda b: P(int(b)))
t('conv bad', lambda: con2.execute('select 1 as "x [bad]"').fetchall())
t('conv ok', lambda: [type(r).__name__ + str(r.x) for r in con2.execute('select 1 as "x [p]", 2 as "y [p]"').fetchone()])
con.row_factory = lambda c, r: 1 / 0
t('rf', lambda: con.execute('select 1').fetchall())
class R(sqlite3.Row):
    __slots__ = ('extra',)

    def __getitem__(self, k):
        return ('sub', super().__getitem__(k))
con.row_factory = R
r = con.execute('select 1 as a, 2 as B').fetchone()
t('row', lambda: (r['a'], r[0], r['b'], r[-1], list(r), tuple(r), r.keys(), len(r), r == con.execute('select 1 as a, 2 as B').fetchone(), hash(r) == hash(con.execute('select 1 as a, 2 as B').fetchone())))
def setx():
    r.extra = 3
    return r.extra
t('slot', setx)
con.row_factory = None
con.text_factory = lambda b: 1 / 0
t('tf', lambda: con.execute("select 'a'").fetchall())
con.text_factory = bytearray
t('tf2', lambda: con.execute("select 'a'").fetchall())
class S(str):
    pass
con.text_factory = S
t('tf3', lambda: [type(x) for x in con.execute("select 'a'").fetchone()])
con.text_factory = str
t('surr', lambda: con.execute('select ?', ('\ud800',)).fetchall())
t('nul', lambda: con.execute('select ?', ('a\x00b',)).fetchall())
t('nul sql', lambda: con.execute('select 1\x00').fetchall())
t('big', lambda: con.execute('select ?', (2 ** 63,)).fetchall())
t('toomany', lambda: con.execute('select 1; select 2').fetchall())
con.set_progress_handler(lambda: 1 / 0, 1)
t('prog', lambda: con.execute('select count(*) from a, a, a').fetchall())
con.set_progress_handler(None, 1)
L = []
con.set_trace_callback(lambda s: (L.append(s), 1 / 0))
t('trace', lambda: con.execute('select ?, ?', (1, 'x')).fetchall())
print(L)
con.set_trace_callback(None)
con.set_authorizer(lambda *a: 1 / 0)
t('auth', lambda: con.execute('select x from a').fetchall())
con.set_authorizer(lambda *a: 'nix')
t('auth2', lambda: con.execute('select x from a').fetchall())
con.set_authorizer(None)
def gen():
    yield (100, 'a')
    raise StopAsyncIteration('gen')
t('gen', lambda: con.executemany('insert into a values(?,?)', gen()))
def gen2():
    for i in range(3):
        con.execute('select 1')
        yield (200 + i, 'b')
t('gen2', lambda: con.executemany('insert into a values(?,?)', gen2()).rowcount)
class It:

    def __iter__(s):
        return s

    def __next__(s):
        con.rollback()
        con.close()
        raise StopIteration
class C(sqlite3.Connection):

    def cursor(self, *a, **k):
        print('cursor', a, k)
        return super().cursor(Cu)
class Cu(sqlite3.Cursor):

    def execute(self, *a):
        print('ex', a)
        return super().execute(*a)
c = sqlite3.connect(':memory:', factory=C)
t('sub', lambda: c.execute('select 3').fetchall())
t('bad factory', lambda: sqlite3.connect(':memory:', factory=lambda *a, **k: 5))
t('cursor factory', lambda: sqlite3.Connection(':memory:').cursor(lambda c: 5))
class NoInit(sqlite3.Connection):

    def __init__(self):
        pass
t('noinit', lambda: NoInit().execute('select 1'))
class NoInitC(sqlite3.Cursor):

    def __init__(self, *a):
        pass
t('noinitc', lambda: NoInitC().execute('select 1'))
with_con = sqlite3.connect(':memory:')
b = with_con.execute('create table b(d blob)') and with_con.execute('insert into b values(zeroblob(10))')
blob = with_con.blobopen('b', 'd', 1)
blob[0:3] = b'abc'
blob[5] = 65
t('blob', lambda: (bytes(blob[:]), blob[0], len(blob), blob[::2]))
t('blob2', lambda: blob.__setitem__(slice(0, 2), b'abc'))
t('blob3', lambda: blob.__setitem__(0, 256))
t('blob4', lambda: blob.__setitem__(0, 'x'))
t('blob5', lambda: blob[99])
with_con.close()
t('blobclosed', lambda: blob[0])
t('iterdump', lambda: list(c.iterdump()))
t('backup', lambda: c.backup(c))
dst = sqlite3.connect(':memory:')
def prog(s, r, t):
    raise FloatingPointError('p')
c.execute('create table z(x)')
t('backup2', lambda: c.backup(dst, pages=1, progress=prog))
