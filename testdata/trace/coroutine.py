import asyncio


class Door:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *exc):
        return False


async def count(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def work(name):
    total = 0
    async with Door() as door:
        async for i in count(2):
            total += i
    return name, total


async def main():
    results = await asyncio.gather(work("a"), work("b"))
    return dict(results)


print(asyncio.run(main()))
# needs: libpython
