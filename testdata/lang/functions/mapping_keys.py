# What ** takes of a mapping whose keys() returns no list.
class Bad:
    def __init__(s, k): s.k = k
    def keys(self): return self.k
    def __getitem__(s, k): return 1
def f(**k): return k
class I:
    def __iter__(s): raise ValueError('i')
class J:
    def __iter__(s): return 5
for k in (5, I(), J(), ['a'], ('b',), 'c', iter('d'), None):
  for g in (lambda x: f(**x), lambda x: {**x}, dict, lambda x: {}.update(x), lambda x: dict(**x), lambda x: eval('1', {}, x), lambda x: f(a=1, **x)):
    try: print(g(Bad(k)))
    except Exception as e: print(type(e).__name__, e)
