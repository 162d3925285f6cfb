# needs: libpython
import ctypes, zlib, array, datetime, _csv, types, abc, weakref, _random, random
for T in (zlib.compressobj().__class__, array.array, datetime.date, _random.Random, _csv.Dialect, ctypes.Structure, type(ctypes.Structure)):
    print(T, T.__name__, T.__qualname__, T.__module__, T.__mro__, T.__bases__, type(T), T.__basicsize__ > 0, callable(T), T.__doc__ and T.__doc__[:20])
class Meta(type(ctypes.Structure)):
    def __new__(m, n, b, ns, **k): c = super().__new__(m, n, b, ns); c.k = k; return c
    def __init__(c, n, b, ns, **k): super().__init__(n, b, ns)
    def hi(cls): return cls.__name__
class S(ctypes.Structure, metaclass=Meta, opt=3): _fields_ = [('a', ctypes.c_int)]
print(S.k, S.hi(), S(5).a, type(S), isinstance(S, type(ctypes.Structure)))
class ABCArr(array.array, metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def foo(self): ...
try: ABCArr('i')
except TypeError as e: print(e)
class Good(ABCArr):
    def foo(self): return 1
print(Good('i', [1]).foo(), Good('i',[4,5])[1])
class Reg:
    subs = []
    def __init_subclass__(cls, **k): super().__init_subclass__(**k); Reg.subs.append(cls.__name__)
class X(Reg, datetime.date): pass
class Y(datetime.date, Reg): __slots__ = ('q',)
print(Reg.subs, X(2020,1,1), Y(2020,1,2).day); y = Y(2020,1,1); y.q = 5; print(y.q)
try: y.zz = 1
except AttributeError as e: print(e)
class Sl(array.array): __slots__ = ()
try: Sl('i').x = 1
except AttributeError as e: print(e)
try:
    class Bad(bool.__class__, array.array): pass
except TypeError as e: print(e)
try:
    class Bad2(type(zlib.compressobj())): pass
except TypeError as e: print(e)
try: type(zlib.compressobj())()
except TypeError as e: print(e)
try: array.array.foo = 1
except TypeError as e: print(e)
try: del datetime.date.today
except TypeError as e: print(e)
w = weakref.ref(a := array.array('i')); print(w() is a, weakref.getweakrefcount(a)); wd = weakref.WeakKeyDictionary()
d = weakref.finalize(a, print, 'fin') if False else None
class R(_random.Random):
    def random(self): return .5
print(R().random(), random.Random(1).random(), R(1).getrandbits(3) == _random.Random(1).getrandbits(3))
class RR(random.Random):
    def random(self): return 0.25
print(RR().uniform(0, 4), RR().choice([1,2,3,4]), RR().randint(1,4))
print(type(array.array.append), type(array.array.typecode), type([].append), type(array.array('i').append), array.array.append.__name__, array.array.append.__qualname__, array.array('i').append.__self__, array.array.append.__objclass__, repr(array.array.append), repr(array.array.typecode))
print(isinstance(array.array('i').append, types.BuiltinMethodType), isinstance(array.array.append, types.MethodDescriptorType), isinstance(array.array.__add__, types.WrapperDescriptorType), isinstance(array.array('i').__add__, types.MethodWrapperType), isinstance(zlib.crc32, types.BuiltinFunctionType), isinstance(array.array.typecode, types.GetSetDescriptorType))
import inspect; print(inspect.signature(zlib.compress), inspect.isbuiltin(zlib.crc32), inspect.isclass(array.array), inspect.ismethoddescriptor(array.array.append), inspect.getdoc(zlib.crc32)[:30])
print(array.array.__add__, array.array('i').__add__, array.array('i',[1]).__add__(array.array('i',[2])), array.array.__dict__['append'] is array.array.append, len(vars(array.array)) > 20)
print(object.__repr__(array.array('i'))[:25], array.array('i').__class__, array.array('i').__sizeof__() > 10, array.array('i').__reduce_ex__(2)[0], dir(array.array('i'))[:3])
