import itertools
from itertools import *

def show(name, it, n=12):
    try:
        print(name, list(islice(it, n)))
    except Exception as e:
        print(name, type(e).__name__, e)

show('accumulate', accumulate([1, 2, 3, 4]))
show('accumulate', accumulate([1, 2, 3], lambda a, b: a * b, initial=10))
show('chain', chain('ab', [1], iter((2,))))
show('from_iterable', chain.from_iterable(['ab', 'c']))
show('combinations', combinations('abcd', 2))
show('with_replacement', combinations_with_replacement('ab', 3))
show('permutations', permutations([1, 2, 3], 2))
show('product', product('ab', [1, 2], repeat=1))
show('product', product([0, 1], repeat=3))
show('compress', compress('abcdef', [1, 0, 1, 0, 1]))
show('count', count(5, 2.5), 4)
show('count', count(2 ** 63 - 1), 3)
show('cycle', cycle('abc'), 7)
show('dropwhile', dropwhile(lambda x: x < 3, [1, 2, 3, 1]))
show('takewhile', takewhile(lambda x: x < 3, [1, 2, 3, 1]))
show('filterfalse', filterfalse(None, [0, 1, '', 'a']))
show('groupby', ((k, list(g)) for k, g in groupby('aabbbc')))
show('groupby', ((k, list(g)) for k, g in groupby([1, 3, 2, 4], key=lambda v: v % 2)))
show('islice', islice(count(), 3, 20, 5))
show('pairwise', pairwise('abcd'))
show('repeat', repeat('x', 3))
show('starmap', starmap(pow, [(2, 3), (3, 2)]))
show('zip_longest', zip_longest('abc', [1], fillvalue='-'))
a, b = tee(iter('xyz'))
print(next(a), list(b), list(a))
print(repr(count(3)), repr(repeat(1, 2)), repeat(1, 5).__length_hint__())

class Bad:
    def __iter__(self):
        yield 1
        raise ValueError('bad')
show('error', chain([0], Bad()))
show('error', accumulate(Bad()))
show('error', starmap(max, [1]))
for call in (lambda: islice([], -1), lambda: combinations('ab', -1), lambda: count('a'), lambda: chain(5).__next__(), lambda: product([1], repeat=-1), lambda: repeat(), lambda: groupby(), lambda: zip_longest([1], bad=1)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
def gen():
    got = yield 1
    print('got', got)
    yield 2
print([x for x in zip(cycle([1, 2]), gen())])
