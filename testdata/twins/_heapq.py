import _heapq

class Item:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n > other.n
    def __repr__(self):
        return 'Item(%d)' % self.n

heap = []
for n in [5, 1, 4, 1, 5, 9, 2, 6]:
    _heapq.heappush(heap, n)
    print(heap)
print(_heapq.heappushpop(heap, 0), _heapq.heappushpop(heap, 7), _heapq.heapreplace(heap, 3), heap)
while heap:
    print(_heapq.heappop(heap), end=' ')
print()
items = [Item(i * 7 % 5) for i in range(6)]
same = items[0]
_heapq.heapify(items)
print(items, any(x is same for x in items))
print(_heapq.heappop(items))
words = list('heapify')
_heapq._heapify_max(words)
print(words, _heapq._heappop_max(words), _heapq._heapreplace_max(words, 'a'), words)
for call in (lambda: _heapq.heappop([]), lambda: _heapq.heapreplace([], 1), lambda: _heapq.heapify((1, 2)), lambda: _heapq.heappush([1, 'a'], 0), lambda: _heapq.heapify([1, 'a', 2]), lambda: _heapq.heappush(1)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
