# Delegation: values, sends, throws, closes, return values, plain iterators.
def sub():
    try:
        while True:
            x = yield
            print('sub got', x)
            if x is None: return 'sub result'
    except KeyError as e: print('sub caught', repr(e)); return 'after throw'
    finally: print('sub finally')
def main():
    r = yield from sub()
    print('main got', r)
    yield 'end'
m = main(); next(m); m.send(1); print(m.gi_yieldfrom.__name__); print(m.send(None))
m = main(); next(m); print(m.throw(KeyError('k')))
m = main(); next(m); m.close()
def over(it): return (yield from it)
print(list(over([1, 2])), list(over('ab')), list(over({1: 2})), list(over(range(3))))
o = over([1, 2]); next(o)
try: o.send('to a list iterator')
except AttributeError as e: print(e)
o = over([1, 2]); next(o)
try: o.throw(ValueError('into list'))
except ValueError as e: print(e)
class It:
    def __iter__(self): return self
    def __next__(self): return 'n'
    def send(self, v): return ('sent', v)
    def throw(self, *a): return ('thrown', a)
    def close(self): print('It.close')
o = over(It()); print(next(o), o.send(5), o.throw(ValueError('x')), next(o)); o.close()
try: next(over(5))
except TypeError as e: print(e)
def chain(n):
    if n: yield from chain(n - 1)
    yield n
print(list(chain(10)), sum(chain(200)))
def tree(t):
    if isinstance(t, list):
        for x in t: yield from tree(x)
    else: yield t
print(list(tree([1, [2, [3, [4]], 5]])))
def ret_gen(): yield 1; return [(yield 2), (yield 3)]
def collect():
    out = []
    out.append((yield from ret_gen())); yield out
c = collect(); print(next(c), c.send('a'), c.send('b'), c.send('c'))
def raiser(): yield 1; raise ValueError('from sub')
def catcher():
    try: yield from raiser()
    except ValueError as e: yield f'caught {e}'
print(list(catcher()))
def outer_gen():
    g = inner_gen(); yield g; yield from g
def inner_gen():
    yield 1; yield 2
og = outer_gen(); ig = next(og); next(ig); print(list(og))
def recursive_self():
    yield from holder
holder = recursive_self()
try: next(holder)
except ValueError as e: print(e)
class StopVal:
    def __iter__(self): return self
    def __next__(self): raise StopIteration(('tuple', 'value'))
def sv(): return (yield from StopVal())
try: next(sv())
except StopIteration as e: print(e.value)
def expr(): x = 1 + (yield from [1]) if False else (yield); return x
e = expr(); next(e)
try: e.send(9)
except StopIteration as s: print(s.value)
def throw_ge():
    try: yield from inner_gen()
    except GeneratorExit: print('outer sees GeneratorExit'); raise
t = throw_ge(); next(t); t.close()
t = throw_ge(); next(t)
try: t.throw(GeneratorExit('manual'))
except GeneratorExit as e: print(repr(e))
