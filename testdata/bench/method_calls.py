"""Method calls on instances, inherited and overridden, with super()."""
class Base:
    def __init__(self): self.value = 0
    def step(self, n): self.value += n
    def get(self): return self.value
class Child(Base):
    def step(self, n): super().step(n + 1)
    @staticmethod
    def double(x): return x * 2
    @classmethod
    def name(cls): return 1
def main(n):
    a, b = Base(), Child()
    total = 0
    for i in range(n):
        a.step(i); b.step(1)
        total += a.get() - b.get() + b.double(i) + b.name()
        total &= 0xffffff
    return total
print(main(1_000_000))
