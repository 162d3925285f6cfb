# args: --module _heapq=bridged
# A comparison changes what heapify moves about.
import _heapq

class Item:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        heap[700] = self
        return self.n < other.n

heap = [Item(-i) for i in range(1500)]
_heapq.heapify(heap)
print(len(heap))
