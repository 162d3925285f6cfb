# needs: libpython
import sqlite3, tempfile, os, dbm, shelve, pickle, graphlib, fractions, timeit, tokenize, io, token, keyword, symtable, dis, codeop, code, types, weakref, ctypes
db = sqlite3.connect(':memory:'); db.execute('create table t (id integer primary key, name text, v real, b blob)'); db.executemany('insert into t (name, v, b) values (?, ?, ?)', [('a', 1.5, b'x'), ('é', None, None), ("q'", 2, b'\0')]); print(db.execute('select * from t order by id').fetchall(), db.execute('select count(*), sum(v) from t').fetchone(), db.total_changes, db.execute('select name from t where id = :i', {'i': 2}).fetchone())
db.row_factory = sqlite3.Row; r = db.execute('select * from t').fetchone(); print(r['name'], r[0], r.keys(), tuple(r), len(r)); db.create_function('rev', 1, lambda s: s[::-1]); print(db.execute("select rev('abc')").fetchone()[0])
class Agg:
    def __init__(s): s.t = 0
    def step(s, v): s.t += v or 0
    def finalize(s): return s.t * 10
db.create_aggregate('agg', 1, Agg); print(db.execute('select agg(v) from t').fetchone()[0]); db.create_collation('nocase2', lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower())); print([r[0] for r in db.execute('select name from t order by name collate nocase2')])
try:
    with db: db.execute("insert into t (name) values ('tx')"); raise RuntimeError('rollback')
except RuntimeError: print(db.execute("select count(*) from t where name = 'tx'").fetchone()[0])
for f in (lambda: db.execute('selec'), lambda: db.execute('select * from nope'), lambda: db.execute('select ?', ()), lambda: db.execute('insert into t (id) values (1)'), lambda: db.execute('select ?', (object(),)), lambda: db.execute(5), lambda: db.execute('select 1; select 2')):
    try: f(); print('ok')
    except Exception as e: print(type(e).__name__, e)
db.executescript('create table u(x); insert into u values (1), (2);'); print([tuple(r) for r in db.execute('select x from u')], next(iter(db.iterdump()))); cur = db.cursor(); cur.execute('insert into u values (9)'); print(cur.lastrowid, cur.rowcount, cur.description); sqlite3.register_adapter(complex, str); print(tuple(db.execute('select ?', (1j,)).fetchone())); db.close()
try: db.execute('select 1')
except sqlite3.ProgrammingError as e: print(e)
with tempfile.TemporaryDirectory() as d:
    with shelve.open(os.path.join(d, 's')) as s: s['k'] = {'a': [1]}; s['z'] = 5; print(sorted(s), s['k'])
print(list(graphlib.TopologicalSorter({'d': {'b', 'c'}, 'b': {'a'}, 'c': {'a'}}).static_order())[0::3])
try: list(graphlib.TopologicalSorter({'a': {'b'}, 'b': {'a'}}).static_order())
except graphlib.CycleError as e: print(e.args[0])
print([(token.tok_name[t.type], t.string) for t in tokenize.generate_tokens(io.StringIO('x = f"a{1}" # c\nif x:\n  y\n').readline)], tokenize.untokenize(tokenize.generate_tokens(io.StringIO('a  =  1\n').readline)), keyword.kwlist[:4], keyword.iskeyword('match'), keyword.softkwlist, timeit.timeit('pass', number=10) >= 0, codeop.compile_command('x = ('), codeop.compile_command('1 + 1').co_name)
s = symtable.symtable('def f(a):\n  global g\n  b = a\n  def h(): return b\nclass C: x = 1', 's', 'exec'); f = s.get_children()[0]; print(s.get_type(), sorted(s.get_identifiers()), f.get_name(), f.get_parameters(), f.get_locals(), f.get_globals(), f.lookup('b').is_local(), [c.get_name() for c in s.get_children()], f.get_children()[0].get_frees()); ic = code.InteractiveInterpreter({'v': 5}); ic.runsource('print(v * 2)'); print(ctypes.sizeof(ctypes.c_int), ctypes.c_int(5).value, ctypes.create_string_buffer(b'ab').value)
class Pt(ctypes.Structure): _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_double)]
p = Pt(1, 2.5); p.x = 7; print(p.x, p.y, ctypes.sizeof(p), (ctypes.c_int * 3)(1, 2, 3)[:]); CB = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int); print(CB(lambda x: x * 2)(21)); lib = ctypes.CDLL(None); print(lib.abs(-5), lib.strlen(b'four'))
