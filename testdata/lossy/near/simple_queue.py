# SimpleQueue hands out what was put in, however large: it never looks into it.
import queue

q = queue.SimpleQueue()
big = [list(range(5000)) for _ in range(100)]
for x in big:
    q.put(x)
big[0].append('later')
print(all(q.get() is x for x in big), big[0][-1])
