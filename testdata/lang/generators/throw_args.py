# What throw() hands on to iterators that are no generators: its arguments as they are.
class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def send(self, v): return v
    def throw(self, *args): print('throw', args); raise StopIteration('value')


def inner(): return (yield from It())
def outer():
    r = yield from inner()
    print('result', r)


for args in (KeyError,), (KeyError, 'b'), (KeyError('c'),), (KeyError, None), (KeyError, KeyError('d'), None):
    it = outer()
    next(it)
    try: it.throw(*args)
    except StopIteration: print('ended')


class X(Exception):
    def __new__(cls): return 5


for source in 'raise X', '(i for i in ()).throw(X)':
    try: exec(source)
    except TypeError as e: print(e)
