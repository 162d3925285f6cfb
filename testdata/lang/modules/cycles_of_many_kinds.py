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

class Seq:
    def __getitem__(s, i): return s

async def items(n): yield n

async def items_to_close(n):
    try: yield n
    finally: print("fin")

async def coroutine(n): pass

def values(n): yield n

def begun(it):
    next(it)
    return it

def one_item(work):
    try:
        work.asend(None).send(None)
    except StopIteration:
        pass
    return work

def step_kept(n):
    n.work = items(n)
    step = n.work.asend(None)
    try:
        step.send(None)
    except StopIteration:
        pass
    return step

def of_work(make):
    def kind(n):
        n.work = items(n)
        return make(n.work)
    return kind

def wrapper(n):
    n.work = coroutine(n)
    w = n.work.__await__()
    n.work.close()
    return w

def with_attribute(o, n):
    o.n = n
    return o

def caused_by(e, cause):
    e.__cause__ = cause
    return e

def context(n):
    c = contextvars.Context()
    c.run(contextvars.ContextVar("v").set, n)
    return c

def called(f, n):
    f(n)
    return f

def filled(q, n):
    q.put(n)
    return q

def raised(n):
    try: 1/0
    except Exception as e: return e

# Each makes what the object given then refers to; that, or what it leads to, refers to the object.
kinds = {
    "asend unstarted": items,
    "agen kept step": step_kept,
    "agen": lambda n: one_item(items(n)),
    "agen cleanup": lambda n: one_item(items_to_close(n)),
    "asend only": of_work(lambda work: work.asend(None)),
    "athrow": of_work(lambda work: work.athrow(ValueError)),
    "aclose": of_work(lambda work: work.aclose()),
    "anext": of_work(lambda work: work.__anext__()),
    "gen": lambda n: begun(values(n)),
    "wrapper": wrapper,
    "map": lambda n: map(n.__del__, [n]),
    "zip": lambda n: zip([n], [n]),
    "filter": lambda n: filter(None, [n]),
    "enumerate": lambda n: enumerate([n]),
    "listiter": lambda n: iter([n]),
    "reversed": lambda n: reversed([n]),
    "tupleiter": lambda n: iter((n,)),
    "setiter": lambda n: iter({n}),
    "dictiter": lambda n: iter({1:n}.values()),
    "dictview": lambda n: {1:n}.items(),
    "partial": lambda n: functools.partial(print, n),
    "lambda": lambda n: (lambda n: lambda: n)(n),
    "default": lambda n: (lambda n=n: n),
    "kwdefault": lambda n: (lambda *, n=n: n),
    "method": lambda n: n.__del__,
    "builtin method": lambda n: [n].append,
    "exception": lambda n: ValueError(n),
    "exc attr": lambda n: with_attribute(ValueError(), n),
    "exc cause": lambda n: caused_by(ValueError(), KeyError(n)),
    "slice": lambda n: slice(n),
    "property": lambda n: property(n.__del__),
    "staticmethod": lambda n: staticmethod(n.__del__),
    "cell": lambda n: (lambda n: lambda: n)(n).__closure__[0],
    "namespace": lambda n: types.SimpleNamespace(n=n),
    "mappingproxy": lambda n: types.MappingProxyType({1: n}),
    "callable iter": lambda n: iter(lambda n=n: n, 1),
    "seq iter": lambda n: iter(with_attribute(Seq(), n)),
    "super": lambda n: super(N, n),
    "deque": lambda n: collections.deque([n]),
    "defaultdict": lambda n: collections.defaultdict(None, {1: n}),
    "OrderedDict": lambda n: collections.OrderedDict({1: n}),
    "chain": lambda n: itertools.chain([n]),
    "tee": lambda n: itertools.tee([n]),
    "cycle": lambda n: itertools.cycle([n]),
    "repeat": lambda n: itertools.repeat(n),
    "islice": lambda n: itertools.islice([n], 1),
    "groupby": lambda n: itertools.groupby([n]),
    "product": lambda n: itertools.product([n]),
    "permutations": lambda n: itertools.permutations([n]),
    "starmap": lambda n: itertools.starmap(n.__del__, [n]),
    "zip_longest": lambda n: itertools.zip_longest([n]),
    "accumulate": lambda n: itertools.accumulate([n]),
    "takewhile": lambda n: itertools.takewhile(None, [n]),
    "context": context,
    "itemgetter": lambda n: operator.itemgetter(n),
    "methodcaller": lambda n: operator.methodcaller("x", n),
    "weakref callback": lambda n: weakref.ref(n, n.__del__),
    "GenericAlias": lambda n: list[n],
    "lru_cache": lambda n: called(functools.lru_cache(lambda x: x), n),
    "cached": lambda n: called(functools.cache(lambda x: x), n),
    "cmp_to_key": lambda n: functools.cmp_to_key(n.__del__),
    "queue": lambda n: filled(queue.Queue(), n),
    "simplequeue": lambda n: filled(queue.SimpleQueue(), n),
    "local": lambda n: with_attribute(threading.local(), n),
    "textio": lambda n: with_attribute(io.StringIO(), n),
    "bytesio": lambda n: with_attribute(io.BytesIO(), n),
    "traceback": raised,
    "frame": lambda n: sys._getframe(),
}
for name, make in kinds.items():
    n = N(name)
    n.kept = make(n)
    n = None
    gc.collect()
print("end")
