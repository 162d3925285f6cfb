# Thousands of suspended generators, coroutines and asynchronous generators in cycles with objects that have __del__.
import gc

ended = {}


def note(what):
    ended[what] = ended.get(what, 0) + 1


class Node:
    def __del__(self):
        note("node")


def steps(node):
    try:
        yield node
    finally:
        note("generator")


class Once:
    def __await__(self):
        yield


async def waits(node):
    try:
        await Once()
    finally:
        note("coroutine")


async def items(node):
    yield node


def make(i):
    node = Node()
    match i % 3:
        case 0:
            node.work = steps(node)
            next(node.work)
        case 1:
            node.work = waits(node)
            node.work.send(None)
        case 2:
            node.work = items(node)
            node.step = node.work.asend(None)
            try:
                node.step.send(None)
            except StopIteration as e:
                assert e.value is node
    return node


for rounds in range(2):
    kept = [make(i) for i in range(6000)]
    print(rounds, "kept", len(kept), sorted(ended.items()))
    gc.collect()
    del kept[::2]
    gc.collect()
    print(rounds, "half of them", sorted(ended.items()))
    assert all(n.work is not None for n in kept)
    for n in kept[::3]:
        n.other = n
    kept = None
    gc.collect()
    print(rounds, "none of them", sorted(ended.items()))
