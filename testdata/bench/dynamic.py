"""Dynamic features: getattr and setattr, isinstance, operators by special method, __getattr__, descriptors, with."""
class Money:
    def __init__(self, c): self.c = c
    def __add__(self, o): return Money(self.c + (o.c if isinstance(o, Money) else o))
    __radd__ = __add__
    def __eq__(self, o): return self.c == o.c
    def __lt__(self, o): return self.c < o.c
    def __len__(self): return 3
    def __getitem__(self, i): return self.c + i
    def __call__(self, x): return self.c * x
    def __enter__(self): return self
    def __exit__(self, *a): return False
class Lazy:
    def __getattr__(self, name): return len(name)
def main(n):
    total = 0
    m, lazy, names = Money(5), Lazy(), ["c", "alpha", "beta"]
    for i in range(n):
        m = m + 1
        m = 1 + m
        if m < Money(i): total += 1
        total += len(m) + m[2] + m(2)
        with m as k: total += k.c
        setattr(m, names[1], i)
        total += getattr(m, "alpha") + getattr(m, "nope", 1) + lazy.abc
        total &= 0xfffffff
        if hasattr(m, "beta") or not isinstance(i, (str, int)): total += 1
    return total
print(main(420_000))
