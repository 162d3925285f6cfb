# del ends what nothing else refers to; what refers to itself waits for a collection.
import gc
import weakref

gc.collect()
gc.disable()
log = []


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)

    def method(self, ref=None):
        log.append('method of ' + self.name)


def said(what):
    print(what, sorted(log))
    log.clear()


a = Node('alone')
del a
said('one')

a, b = Node('a'), Node('b')
a.other = b
b.other = a
del a
said('half of a cycle')
del b
said('the other half')
gc.collect()
said('collected')

a = Node('itself')
a.list = [{'key': (a,)}]
del a
said('through containers')
gc.collect()
said('collected')

a = Node('bound')
a.call = a.method
del a
said('a bound method of its own')
gc.collect()
said('collected')

c, d = Node('c'), Node('d')
c.other = d
d.other = c
callback = c.method
c.ref = weakref.ref(d, callback)
d.ref = weakref.ref(callback, d.method)
outside = weakref.ref(callback, lambda r: log.append('outside'))
del callback, c, d
said('callbacks on callbacks')
gc.collect()
said('collected')
print(outside())
