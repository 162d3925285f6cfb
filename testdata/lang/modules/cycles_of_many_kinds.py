# Unreachable cycles through objects of many kinds, found by way of __del__.
import collections
import contextvars
import functools
import gc
import io
import itertools
import operator
import queue
import sys
import threading
import types
import weakref


class N:
    def __init__(s, w): s.w = w
    def __del__(s): print("del", s.w)
async def items(n): yield n
async def items2(n):
    try: yield n
    finally: print("fin")
def gen(n): yield n
n = N("asend unstarted")
n.work = items(n)
n = None
gc.collect()

n = N("agen kept step")
n.work = items(n)
n.step = n.work.asend(None)
try:
    n.step.send(None)
except StopIteration:
    pass
n = None
gc.collect()

n = N("agen")
n.work = items(n)
try:
    n.work.asend(None).send(None)
except StopIteration:
    pass
n = None
gc.collect()

n = N("agen cleanup")
n.work = items2(n)
try:
    n.work.asend(None).send(None)
except StopIteration:
    pass
n = None
gc.collect()

n = N("asend only")
n.work = items(n)
n.s=n.work.asend(None)
n = None
gc.collect()

n = N("athrow")
n.work = items(n)
n.s=n.work.athrow(ValueError)
n = None
gc.collect()

n = N("aclose")
n.work = items(n)
n.s=n.work.aclose()
n = None
gc.collect()

n = N("anext")
n.work = items(n)
n.s=n.work.__anext__()
n = None
gc.collect()

n = N("gen")
n.work = gen(n)
next(n.work)
n = None
gc.collect()

n = N("wrapper")
async def co(n): pass
n.c = co(n); n.w2 = n.c.__await__(); n.c.close(); n = None; gc.collect()
n = N("map")
n.m = map(n.__del__, [n])
n = None
gc.collect()

n = N("zip")
n.m = zip([n], [n])
n = None
gc.collect()

n = N("filter")
n.m = filter(None, [n])
n = None
gc.collect()

n = N("enumerate")
n.m = enumerate([n])
n = None
gc.collect()

n = N("listiter")
n.m = iter([n])
n = None
gc.collect()

n = N("reversed")
n.m = reversed([n])
n = None
gc.collect()

n = N("tupleiter")
n.m = iter((n,))
n = None
gc.collect()

n = N("setiter")
n.m = iter({n})
n = None
gc.collect()

n = N("dictiter")
n.m = iter({1:n}.values())
n = None
gc.collect()

n = N("dictview")
n.m = {1:n}.items()
n = None
gc.collect()

n = N("partial")
n.m = functools.partial(print, n)
n = None
gc.collect()

n = N("lambda")
n.m = (lambda n: lambda: n)(n)
n = None
gc.collect()

n = N("default")
n.m = (lambda n=n: n)
n = None
gc.collect()

n = N("kwdefault")
n.m = (lambda *, n=n: n)
n = None
gc.collect()

n = N("method")
n.m = n.__del__
n = None
gc.collect()

n = N("builtin method")
n.m = [n].append
n = None
gc.collect()

n = N("exception")
n.m = ValueError(n)
n = None
gc.collect()

n = N("exc attr")
n.m = ValueError()
n.m.x = n
n = None
gc.collect()

n = N("exc cause")
n.m = ValueError()
n.m.__cause__ = KeyError(n)
n = None
gc.collect()

n = N("slice")
n.m = slice(n)
n = None
gc.collect()

n = N("property")
n.m = property(n.__del__)
n = None
gc.collect()

n = N("staticmethod")
n.m = staticmethod(n.__del__)
n = None
gc.collect()

n = N("cell")
n.m = (lambda n: lambda: n)(n).__closure__[0]
n = None
gc.collect()

n = N("namespace")
n.m = types.SimpleNamespace(n=n)
n = None
gc.collect()

n = N("mappingproxy")
n.m = types.MappingProxyType({1: n})
n = None
gc.collect()

n = N("callable iter")
n.m = iter(lambda n=n: n, 1)
n = None
gc.collect()

class Seq:
    def __getitem__(s, i): return s
n = N("seq iter")
q = Seq()
q.n = n
n.m = iter(q)
q = n = None
gc.collect()

n = N("super")
n.m = super(N, n)
n = None
gc.collect()

n = N("deque")
n.m = collections.deque([n])
n = None
gc.collect()

n = N("defaultdict")
n.m = collections.defaultdict(None, {1: n})
n = None
gc.collect()

n = N("OrderedDict")
n.m = collections.OrderedDict({1: n})
n = None
gc.collect()

n = N("chain")
n.m = itertools.chain([n])
n = None
gc.collect()

n = N("tee")
n.m = itertools.tee([n])
n = None
gc.collect()

n = N("cycle")
n.m = itertools.cycle([n])
n = None
gc.collect()

n = N("repeat")
n.m = itertools.repeat(n)
n = None
gc.collect()

n = N("islice")
n.m = itertools.islice([n], 1)
n = None
gc.collect()

n = N("groupby")
n.m = itertools.groupby([n])
n = None
gc.collect()

n = N("product")
n.m = itertools.product([n])
n = None
gc.collect()

n = N("permutations")
n.m = itertools.permutations([n])
n = None
gc.collect()

n = N("starmap")
n.m = itertools.starmap(n.__del__, [n])
n = None
gc.collect()

n = N("zip_longest")
n.m = itertools.zip_longest([n])
n = None
gc.collect()

n = N("accumulate")
n.m = itertools.accumulate([n])
n = None
gc.collect()

n = N("takewhile")
n.m = itertools.takewhile(None, [n])
n = None
gc.collect()

n = N("context")
v = contextvars.ContextVar("v")
n.m = contextvars.Context()
n.m.run(v.set, n)
n = None
gc.collect()

n = N("itemgetter")
n.m = operator.itemgetter(n)
n = None
gc.collect()

n = N("methodcaller")
n.m = operator.methodcaller("x", n)
n = None
gc.collect()

n = N("weakref callback")
n.m = weakref.ref(n, n.__del__)
n = None
gc.collect()

n = N("GenericAlias")
n.m = list[n]
n = None
gc.collect()

n = N("lru_cache")
n.m = functools.lru_cache(lambda x: x)
n.m(n)
n = None
gc.collect()

n = N("cached")
n.m = functools.cache(lambda x: x)
n.m(n)
n = None
gc.collect()

n = N("cmp_to_key")
n.m = functools.cmp_to_key(n.__del__)
n = None
gc.collect()

n = N("queue")
n.m = queue.Queue()
n.m.put(n)
n = None
gc.collect()

n = N("simplequeue")
n.m = queue.SimpleQueue()
n.m.put(n)
n = None
gc.collect()

n = N("local")
n.m = threading.local()
n.m.n = n
n = None
gc.collect()

n = N("textio")
n.m = io.StringIO()
n.m.n = n
n = None
gc.collect()

n = N("bytesio")
n.m = io.BytesIO()
n.m.n = n
n = None
gc.collect()

n = N("traceback")
def f(n):
    try: 1/0
    except Exception as e: n.e = e
f(n)
n = None
gc.collect()

n = N("frame")
def f(n):
    n.f = sys._getframe()
f(n)
n = None
gc.collect()

print("end")
