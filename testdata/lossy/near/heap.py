# args: --module _heapq=bridged
# Comparisons that look at nothing but their operands.
import _heapq

class Item:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n

heap = [Item(-i) for i in range(1500)]
_heapq.heapify(heap)
print(len(heap), heap[0].n, _heapq.heappop(heap).n)
