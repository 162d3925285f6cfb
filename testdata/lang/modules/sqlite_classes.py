# needs: libpython
import sqlite3, datetime
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol: return f'{self.x};{self.y}'
    def __repr__(self): return f'Point({self.x}, {self.y})'
sqlite3.register_converter('point', lambda b: Point(*map(float, b.split(b';'))))
con = sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_DECLTYPES|sqlite3.PARSE_COLNAMES)
con.execute('create table t(p point, d date, ts timestamp)')
con.execute('insert into t values (?,?,?)', (Point(1,2), datetime.date(2020,1,2), datetime.datetime(2020,1,2,3,4,5)))
print(con.execute('select * from t').fetchall())
print(con.execute('select p as "p [point]" from t').fetchone())
con.row_factory = sqlite3.Row
r = con.execute('select * from t').fetchone()
print(r.keys(), r['p'], r[1], tuple(r)[2], len(r), r == r, hash(r) == hash(r), dict(r))
print(isinstance(r, __import__('collections').abc.Sequence))
con.row_factory = lambda c, row: {d[0]: v for d, v in zip(c.description, row)}
print(con.execute('select 1 as a, 2 as b').fetchall())
class MyCon(sqlite3.Connection):
    def cursor(self, *a): 
        print('cursor'); return super().cursor(MyCur)
    def hello(self): return 'hi'
class MyCur(sqlite3.Cursor):
    def __init__(self, con): super().__init__(con); self.n = 0
    def execute(self, *a): self.n += 1; return super().execute(*a)
    def __repr__(self): return f'<MyCur {self.n}>'
c2 = sqlite3.connect(':memory:', factory=MyCon)
print(type(c2).__name__, c2.hello(), isinstance(c2, sqlite3.Connection))
cur = c2.cursor(); cur.execute('select 1').fetchone(); print(cur, cur.connection is c2)
try: cur.execute('selec')
except sqlite3.OperationalError as e: print(type(e), e, e.sqlite_errorname, e.sqlite_errorcode, e.args)
with c2: c2.execute('create table z(a)')
print(c2.in_transaction, c2.total_changes)
