# Unreachable cycles through the frames of generators that wait or have ended.
import gc
import sys

ended = []

class D:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        ended.append(self.name)

def waiting(name):
    def gen(d):
        d.frame = sys._getframe()
        yield 1
    g = gen(D(name))
    next(g)

def exhausted(name):
    def gen(d):
        d.frame = sys._getframe()
        yield 1
    list(gen(D(name)))

def stopped_at_once(name):
    def gen(d):
        d.frame = sys._getframe()
        return
        yield
    list(gen(D(name)))

def closure(name):
    d = D(name)
    def gen():
        frame = sys._getframe()
        d.frame = frame
        yield 1
    list(gen())

def failed(name):
    def gen(d):
        yield 1
        raise ValueError(d)
    try:
        list(gen(D(name)))
    except ValueError as e:
        e.args[0].error = e

def frame_shown(name):
    def gen(d):
        sys._getframe()
        d.list = [d]
        yield 1
    list(gen(D(name)))

for kind in waiting, exhausted, stopped_at_once, closure, failed, frame_shown:
    kind(kind.__name__)
    gc.collect()
    print(ended)

# A frame and its generator, which refer to each other, and some of which are in use.
def both(number, keep):
    def gen(d):
        d.frame = sys._getframe()
        yield d
        yield number
    g = gen(D(number))
    next(g).gen = g
    if keep:
        kept.append(g)

ended.clear()
kept = []
for i in range(6):
    both(i, i % 2)
gc.collect()
print(sorted(ended))
print([next(g) for g in kept], [g.gi_frame.f_lineno for g in kept], [g.gi_frame.f_locals["d"].name for g in kept])
kept.clear()
gc.collect()
print(sorted(ended))
