"""Calls with keywords, defaults, *args and **kwargs."""
def area(width, height=2, *, scale=1, offset=0): return width * height * scale + offset
def spread(*args, **kwargs): return len(args) + len(kwargs)
def main(n):
    total = 0
    for i in range(n):
        total += area(i, height=3) + area(width=i, height=2, scale=2) + area(i, scale=3, offset=1)
        total += spread(i, i, a=1, b=2)
        total &= 0xffffff
    return total
print(main(900_000))
