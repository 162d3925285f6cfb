# Class patterns: singleton, registry, borg, mixins, state machines, visitors, fluent builders, plug-ins.
class Singleton:
    _i = None
    def __new__(cls, *a): cls._i = cls._i or super().__new__(cls); return cls._i
    def __init__(self, v=None): self.v = v
print(Singleton(1) is Singleton(2), Singleton._i.v)
class Borg:
    _s = {}
    def __init__(self): self.__dict__ = self._s
a, b = Borg(), Borg(); a.x = 1; print(b.x, a is b)
class Plugin:
    registry = {}
    def __init_subclass__(cls, name=None, **k): super().__init_subclass__(**k); Plugin.registry[name or cls.__name__.lower()] = cls
class Up(Plugin, name='up'): run = staticmethod(str.upper)
class Rev(Plugin): run = staticmethod(lambda s: s[::-1])
print({k: v.run('abc') for k, v in Plugin.registry.items()})
class Builder:
    def __init__(self): self.parts = []
    def __getattr__(self, n):
        if n.startswith('__'): raise AttributeError(n)
        return lambda *a: self.parts.append(f'{n}({", ".join(map(repr, a))})') or self
    def __str__(self): return '.'.join(self.parts)
print(Builder().select('a', 'b').where(x=1) if 0 else Builder().select('a').limit(5))
class State:
    def on(self, ev): return getattr(self, 'on_' + ev, lambda: self)()
class Idle(State):
    def on_start(self): return Running()
class Running(State):
    def on_stop(self): return Idle()
    def on_fail(self): raise RuntimeError('failed')
s = Idle(); out = []
for e in 'stop start start stop start fail'.split():
    try: s = s.on(e); out.append(type(s).__name__)
    except RuntimeError as x: out.append(str(x)); s = Idle()
print(out)
class Visitor:
    def visit(self, n): return getattr(self, f'visit_{type(n).__name__}', self.generic)(n)
    def generic(self, n): return f'?{n!r}'
class Show(Visitor):
    def visit_list(self, n): return '[' + ' '.join(map(self.visit, n)) + ']'
    def visit_int(self, n): return f'#{n}'
    visit_str = lambda self, n: n.upper()
print(Show().visit([1, 'a', [2.5, None]]))
class Observable:
    def __init__(self): self._h = {}
    def on(self, e):
        def d(f): self._h.setdefault(e, []).append(f); return f
        return d
    def emit(self, e, *a): return [h(*a) for h in self._h.get(e, [])]
o = Observable()
@o.on('x')
def h1(v): return v * 2
@o.on('x')
@o.on('y')
def h2(v): return -v
print(o.emit('x', 5), o.emit('y', 1), o.emit('z'))
class Json:
    def to(self): return {k: v.to() if isinstance(v, Json) else v for k, v in vars(self).items() if not k.startswith('_')}
class Cmp:
    def __lt__(self, x): return self.key() < x.key()
    def __eq__(self, x): return self.key() == x.key()
class P(Json, Cmp):
    def __init__(self, n, c=None): self.n, self.c, self._h = n, c, 0
    def key(self): return self.n
print(P(1, P(2)).to(), P(1) < P(2), max(P(3), P(5)).n, sorted([P(2), P(1)])[0].n, P(1) == P(1), P.__hash__)
class Proxy:
    def __init__(self, t): object.__setattr__(self, '_t', t); object.__setattr__(self, 'log', [])
    def __getattr__(self, n): self.log.append(n); return getattr(self._t, n)
    def __setattr__(self, n, v): self.log.append(f'{n}='); setattr(self._t, n, v)
    def __class_getitem__(cls, k): return f'{cls.__name__}[{k.__name__}]'
    __len__ = lambda self: len(self._t)
p = Proxy([3, 1]); p.sort(); p.append(9); print(p._t, len(p), p.log, Proxy[int])
class Chain:
    def __init__(self, *f): self.f = f
    def __or__(self, g): return Chain(*self.f, g)
    def __ror__(self, v): return self(v)
    def __call__(self, v):
        for f in self.f: v = f(v)
        return v
print('5' | Chain(int) | (lambda x: x + 1) if 0 else (Chain(int) | (lambda x: x + 1) | str)('5') + '!', [1, 2] | Chain(sum, float))
class Temp:
    def __init__(self, c): self.c = c
    f = property(lambda s: s.c * 9 / 5 + 32, lambda s, v: setattr(s, 'c', (v - 32) * 5 / 9))
    @classmethod
    def of_f(cls, f): t = cls(0); t.f = f; return t
print(Temp(100).f, Temp.of_f(212).c, type(Temp.of_f(0)).__name__)
