# abc: abstract methods, registration, __subclasshook__, caches.
import abc, collections.abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): return 'default area'
    @property
    @abc.abstractmethod
    def name(self): ...
    @classmethod
    @abc.abstractmethod
    def make(cls): ...
    @staticmethod
    @abc.abstractmethod
    def util(): ...
    def concrete(self): return self.area()
try: Shape()
except TypeError as e: print(e)
print(sorted(Shape.__abstractmethods__), Shape.__flags__ & (1 << 20) != 0)
class Half(Shape):
    def area(self): return super().area()
    name = 'half'
try: Half()
except TypeError as e: print(e)
class Full(Half):
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def util(): return 'util'
print(Full.make().concrete(), Full().name, Full.__abstractmethods__)
class One(abc.ABC):
    @abc.abstractmethod
    def only(self): ...
try: One()
except TypeError as e: print(e)
class Virtual: pass
print(Shape.register(Virtual) is Virtual, issubclass(Virtual, Shape), isinstance(Virtual(), Shape), Shape in Virtual.__mro__)
try: Shape.register(5)
except TypeError as e: print(e)
class Loop(abc.ABC): pass
class Child(Loop): pass
try: Child.register(Loop)
except RuntimeError as e: print(e)
class Hook(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is Hook: return any('quack' in k.__dict__ for k in c.__mro__) or NotImplemented
        return NotImplemented
class Duck: quack = 1
class SubHook(Hook): pass
print(issubclass(Duck, Hook), issubclass(int, Hook), issubclass(Duck, SubHook), isinstance(Duck(), Hook))
for o in ([], (), {}, set(), '', 1, iter([]), (i for i in ()), len, range(1), b'', dict().keys(), 1.5):
    print(type(o).__name__, [n for n in ('Iterable', 'Iterator', 'Generator', 'Sized', 'Container', 'Hashable', 'Callable', 'Sequence', 'MutableSequence', 'Mapping', 'MutableMapping', 'Set', 'MutableSet', 'KeysView', 'Reversible', 'Collection', 'ByteString') if isinstance(o, getattr(collections.abc, n))])
class MySeq(collections.abc.Sequence):
    def __init__(self, d): self.d = d
    def __len__(self): return len(self.d)
    def __getitem__(self, i): return self.d[i]
m = MySeq('abca')
print(list(m), list(reversed(m)), 'b' in m, m.index('a'), m.index('a', 1), m.count('a'))
try: m.index('z')
except ValueError as e: print(repr(e))
class MyMap(collections.abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
mm = MyMap(); mm.update(a=1, b=2); mm.setdefault('c', 3)
print(dict(mm), mm.pop('a'), mm.popitem(), mm.get('zz', 0), 'c' in mm, mm == {'c': 3}, list(mm.items()), list(mm.values()), mm.keys() & {'c'})
try: collections.abc.Sequence()
except TypeError as e: print(e)
class MySet(collections.abc.Set):
    def __init__(self, i): self.i = list(dict.fromkeys(i))
    def __contains__(self, x): return x in self.i
    def __iter__(self): return iter(self.i)
    def __len__(self): return len(self.i)
a, b = MySet([1, 2, 3]), MySet([2, 3, 4])
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, a == MySet([3, 2, 1]), a.isdisjoint(MySet([9])), list(a & [1]))
class Del(One):
    def only(self): ...
del Del.only
print(Del().only.__isabstractmethod__)
abc.update_abstractmethods(Del)
try: Del()
except TypeError as e: print(e)
