# pdb with commands, bdb, trace, profile and cProfile, symtable on a small program.
import pdb, io, sys, trace, profile, cProfile, pstats, bdb, symtable, re
def add(a, b):
    c = a + b
    return c
def main():
    total = 0
    for i in range(3):
        total = add(total, i)
    return [total * x for x in range(2)]
def session(*commands):
    out = io.StringIO()
    p = pdb.Pdb(stdin=io.StringIO('\n'.join(commands) + '\n'), stdout=out, nosigint=True, readrc=False)
    p.use_rawinput = False
    try: p.runcall(main)
    except bdb.BdbQuit: out.write('quit\n')
    print(re.sub(r'0x[0-9a-f]+', '0x', out.getvalue()))
session('n', 'n', 's', 'a', 'w', 'r', 'p total', 'up', 'q')
session('b add', 'c', 'p a, b', 'c', '!b = 40', 'c', 'cl 1', 'y', 'j 7', 'n', 'p total', 'c')
session('until 10', 'p total', 'l 5, 7', 'tbreak add', 'j 8', 'c', 'display c', 'n', 'n', 'c')
t = trace.Trace(count=1, trace=0, countfuncs=0); t.runfunc(main)
print(sorted((line - add.__code__.co_firstlineno, n) for (file, line), n in t.results().counts.items() if file == __file__))
t = trace.Trace(count=0, trace=0, countfuncs=1); t.runfunc(main); print(sorted(k[2] for k in t.results().calledfuncs if k[0] == __file__))
def stats(p):
    s = pstats.Stats(p, stream=io.StringIO())
    print(sorted((name, cc, nc, sorted(c[2] for c in callers)) for (f, line, name), (cc, nc, tt, ct, callers) in s.stats.items() if f == __file__ or f == '~'))
def fact(n): return 1 if n < 2 else n * fact(n - 1)
def work(): return sorted([3, 1, 2]), fact(5), len('abc'), main()
p = profile.Profile(); p.runcall(work); print(sorted(k[2] for k in p.timings if k[0] == __file__))
with cProfile.Profile() as p: work()
stats(p)
p = cProfile.Profile(builtins=False); p.runcall(work); stats(p); print([type(e).__name__ for e in p.getstats()][:1], sys.getprofile())
top = symtable.symtable('import os\nclass A:\n    x: int = 1\n    def m(self, *a, k=1):\n        global g\n        g = k\n        def n(): nonlocal a; a = 1\n        return [i for i in a if os]\nf = lambda y: y + z', 'file', 'exec')
def show(t, depth=0):
    print('  ' * depth, t.get_type(), t.get_name(), t.get_lineno(), t.is_optimized(), t.is_nested(), t.has_children())
    for s in t.get_symbols():
        print('  ' * depth, '-', s.get_name(), *(n[3:] for n in dir(s) if n.startswith('is_') and getattr(s, n)()))
    if isinstance(t, symtable.Function): print('  ' * depth, t.get_parameters(), t.get_locals(), t.get_frees(), t.get_globals(), t.get_nonlocals())
    for c in t.get_children(): show(c, depth + 1)
show(top)
for a in (('x =', 'f', 'exec'), ('def f():\n global x\n nonlocal x', 'f', 'exec'), ('x', 'f', 'other')):
    try: symtable.symtable(*a)
    except (SyntaxError, ValueError) as e: print(type(e).__name__, e)
# needs: libpython
