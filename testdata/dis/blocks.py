def guarded(path, default=None, *rest, key="k", **options):
    try:
        with open(path) as f:
            return f.read()
    except (OSError, ValueError) as e:
        print(f"{e!r:>20}", end="")
    else:
        default = rest
    finally:
        options[key] = default
    return options


def shared(n):
    def inner():
        nonlocal n
        n -= 1
        return (lambda: n)() and inner()

    return inner


async def stream(source):
    async for x in source:
        yield await x


def match_it(value):
    match value:
        case {"a": [x, *y]} if x:
            return {**y}
        case int() | str():
            return {k: v for k, v in value}


print(guarded("/nowhere/at/all"))
print(shared(2)())
