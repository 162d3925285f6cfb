# args: --module _bisect=bridged
# A comparison makes the list longer in which insort inserts.
import _bisect

class Item:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        if len(items) == 1200:
            items.append(Item(5000))
        return self.n < other.n

items = [Item(i) for i in range(1200)]
_bisect.insort_right(items, Item(600))
print(len(items))
