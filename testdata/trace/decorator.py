import asyncio

import memphis


def helper(x):
    y = x + 1
    return y


@memphis.trace(out="decorated.txt")
def traced(x):
    z = helper(x)
    return z * 2


@memphis.trace(out="decorated.txt", depth=1)
def numbers(n):
    for i in range(n):
        yield helper(i)


@memphis.trace(out="decorated.txt", functions=["helper"])
async def later(x):
    await asyncio.sleep(0)
    return helper(x)


class Thing:
    @classmethod
    @memphis.trace(out="decorated.txt", json=True)
    def make(cls, x):
        return helper(x)


print(helper(0), traced(1), list(numbers(2)), asyncio.run(later(3)), Thing.make(4))
print(traced.__name__, helper(9))
with open("decorated.txt") as f:
    print(f.read())
# needs: libpython
