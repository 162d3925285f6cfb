# Built-ins run generators that delegate, in machine code, and then while an exception is being handled: what delegates is resumed
# by the built-in with nothing between it and the generator that has just yielded.
def inner(n):
    for i in range(n):
        yield i


def middle(n):
    yield n
    got = yield from inner(n)
    assert got is None


def outer(n):
    yield from middle(n)
    yield n


def often(times):
    total = 0
    for _ in range(times):
        total += len(list(outer(3))) + sum(outer(4)) + max(outer(2))
        total += any(x > 3 for x in outer(5)) + len(set(outer(3))) + len("".join(str(x) for x in outer(2)))
    return total


def failing(n):
    yield from inner(n)
    raise ValueError(n)


def nested(times):
    seen = []
    for i in range(times):
        try:
            list(failing(i % 4))
        except ValueError as e:
            seen.append(sum(outer(e.args[0])))
            try:
                sum(failing(3))
            except ValueError as again:
                assert again.__context__ is e
                seen.append(len(list(outer(2))))
    return sum(seen)


print(often(1500))
try:
    raise KeyError("being handled")
except KeyError as e:
    print(often(700))
    print(nested(700))
    try:
        list(failing(2))
    except ValueError as again:
        print(repr(again), repr(again.__context__))
print(nested(700))
