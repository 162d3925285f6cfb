"""Graph algorithms: BFS, DFS, Dijkstra, topological sort, components, spanning tree, flow."""
import heapq
from collections import deque, defaultdict
EDGES = [('A', 'B', 4), ('A', 'C', 2), ('B', 'C', 1), ('B', 'D', 5), ('C', 'D', 8), ('C', 'E', 10), ('D', 'E', 2), ('D', 'F', 6), ('E', 'F', 3), ('X', 'Y', 1)]
graph = defaultdict(dict)
for a, b, w in EDGES: graph[a][b] = graph[b][a] = w
def bfs(s):
    seen, order, q = {s}, [], deque([s])
    while q:
        n = q.popleft(); order.append(n)
        for m in sorted(graph[n]):
            if m not in seen: seen.add(m); q.append(m)
    return order
def dfs(n, seen=None):
    seen = seen if seen is not None else set()
    seen.add(n); yield n
    for m in sorted(graph[n]):
        if m not in seen: yield from dfs(m, seen)
def dijkstra(s):
    dist, prev, heap = {s: 0}, {}, [(0, s)]
    while heap:
        d, n = heapq.heappop(heap)
        if d > dist[n]: continue
        for m, w in graph[n].items():
            if (nd := d + w) < dist.get(m, float('inf')): dist[m], prev[m] = nd, n; heapq.heappush(heap, (nd, m))
    return dist, prev
def path(prev, t):
    out = [t]
    while out[-1] in prev: out.append(prev[out[-1]])
    return out[::-1]
class Union:
    def __init__(self, xs): self.p = {x: x for x in xs}
    def find(self, x):
        while self.p[x] != x: self.p[x] = self.p[self.p[x]]; x = self.p[x]
        return x
    def join(self, a, b): a, b = self.find(a), self.find(b); self.p[a] = b; return a != b
u = Union(graph); tree = [e for e in sorted(EDGES, key=lambda e: e[2]) if u.join(*e[:2])]
print(bfs('A'), list(dfs('A')), sorted({u.find(n) for n in graph}).__len__(), tree, sum(w for *_, w in tree))
dist, prev = dijkstra('A'); print(sorted(dist.items()), path(prev, 'F'))
def topo(deps):
    state, out = {}, []
    def visit(n, trail):
        if state.get(n) == 1: raise ValueError('cycle: ' + ' -> '.join(trail + [n]))
        if state.get(n) == 2: return
        state[n] = 1
        for m in deps.get(n, ()): visit(m, trail + [n])
        state[n] = 2; out.append(n)
    for n in deps: visit(n, [])
    return out
print(topo({'app': ['db', 'web'], 'web': ['net'], 'db': ['disk', 'net'], 'net': []}))
try: topo({'a': ['b'], 'b': ['c'], 'c': ['a']})
except ValueError as e: print(e)
def max_flow(cap, s, t):
    total = 0
    while True:
        parent, q = {s: None}, deque([s])
        while q and t not in parent:
            n = q.popleft()
            for m, c in cap[n].items():
                if c > 0 and m not in parent: parent[m] = n; q.append(m)
        if t not in parent: return total
        n, flow = t, float('inf')
        while parent[n] is not None: flow = min(flow, cap[parent[n]][n]); n = parent[n]
        n = t
        while parent[n] is not None: cap[parent[n]][n] -= flow; cap[n][parent[n]] = cap[n].get(parent[n], 0) + flow; n = parent[n]
        total += flow
print(max_flow({'s': {'a': 10, 'b': 5}, 'a': {'b': 15, 't': 5}, 'b': {'t': 10}, 't': {}}, 's', 't'))
def floyd(n, es):
    d = [[0 if i == j else float('inf') for j in range(n)] for i in range(n)]
    for a, b, w in es: d[a][b] = w
    for k in range(n):
        for i in range(n):
            for j in range(n): d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    return d
print(floyd(4, [(0, 1, 3), (1, 2, -2), (0, 2, 5), (2, 3, 2)]))
