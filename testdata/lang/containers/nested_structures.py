# Nested containers: deep updates, grouping, flattening, transposing, equality and sorting of structures.
from copy import deepcopy
data = {'users': [{'name': 'ann', 'tags': {'x', 'y'}, 'score': [1, 2]}, {'name': 'bob', 'tags': set(), 'score': []}], 'meta': {'v': (1, {'deep': [None]})}}
c = deepcopy(data); c['users'][0]['score'].append(3); c['meta']['v'][1]['deep'][0] = 'set'; print(data['users'][0]['score'], c['users'][0]['score'], data['meta'], c['meta'], c == data, deepcopy(data) == data)
def merge(a, b): return {k: merge(a[k], b[k]) if isinstance(a.get(k), dict) and isinstance(b.get(k), dict) else b.get(k, a.get(k)) for k in {**a, **b}}
def get(d, path, default=None):
    for p in path.split('.'):
        try: d = d[int(p)] if isinstance(d, (list, tuple)) else d[p]
        except (KeyError, IndexError, TypeError, ValueError): return default
    return d
def walk(d, p=()):
    if isinstance(d, dict):
        for k, v in d.items(): yield from walk(v, p + (k,))
    elif isinstance(d, (list, tuple)):
        for i, v in enumerate(d): yield from walk(v, p + (i,))
    else: yield '.'.join(map(str, p)), d
def unflatten(items):
    out = {}
    for path, v in items:
        d = out; *ks, last = path.split('.')
        for k in ks: d = d.setdefault(k, {})
        d[last] = v
    return out
print(merge({'a': {'x': 1, 'y': 2}, 'b': 1}, {'a': {'y': 3, 'z': 4}, 'c': 5}), get(data, 'users.0.name'), get(data, 'users.9.name', 'none'), get(data, 'meta.v.1.deep.0'), list(walk({'a': [1, {'b': (2, 3)}], 'c': 4})), unflatten([('a.b', 1), ('a.c.d', 2), ('e', 3)]))
m = [[1, 2, 3], [4, 5, 6]]; print(list(zip(*m)), [list(r) for r in zip(*m[::-1])], [x for r in m for x in r], sum(m, []), [r[:] for r in m], list(map(sum, zip(*m))), [[a * b for a, b in zip(*p)] for p in [m]], max(m), sorted([[3], [1, 2], []]), [[j for j in range(i)] for i in range(4)], m[::-1], [*zip(*[iter(range(6))] * 2)])
g = {}
for w in 'apple bob cat ant bee art'.split(): g.setdefault(w[0], {}).setdefault(len(w), []).append(w)
print(g, {k: sorted(sum(v.values(), [])) for k, v in g.items()}, {v: k for k, v in {'a': 1, 'b': 2}.items()}, dict(sorted({'b': 1, 'a': 2}.items())), dict(sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1])), sorted({'b': 1, 'a': 2}, key={'b': 1, 'a': 2}.get), {k: [d[k] for d in ({'x': 1}, {'x': 2})] for k in 'x'}, {frozenset([1, 2]): {(1, 2): [{3}]}}, [set([1]), {1: {2}}] == [{1}, {1: {2}}])
grid = [[0] * 4 for _ in range(3)]
for y, row in enumerate(grid):
    for x, _ in enumerate(row): row[x] = x * y
print(grid, [row[1] for row in grid], [grid[i][i] for i in range(3)], any(5 in r for r in grid), [(y, x) for y, r in enumerate(grid) for x, v in enumerate(r) if v == 2], sum(map(sum, grid))); tree = lambda: __import__('collections').defaultdict(tree); t = tree(); t['a']['b']['c'] = 1; t['a']['d'] = 2; print(__import__('json').dumps(t))
lru = {}
def touch(k, v=None, cap=3):
    if k in lru: v = lru.pop(k)
    lru[k] = v
    if len(lru) > cap: del lru[next(iter(lru))]
for k in 'abcadbe': touch(k, k.upper())
print(lru, list(lru.items())[-1]); stack, q = [], []; [stack.append(i) or q.insert(0, i) for i in range(3)]; print(stack.pop(), q.pop(), stack, q); sparse = {(0, 0): 1, (5, 5): 2}; print(sparse.get((1, 1), 0), max(sparse), {k: v for k, v in sparse.items() if sum(k) > 3}, sorted(sparse.items(), reverse=True)); l = [1, [2, [3, [4, [5]]]]]; d = 0
while isinstance(l, list): l = l[-1] if len(l) > 1 else l[0]; d += 1
print(d, l)
