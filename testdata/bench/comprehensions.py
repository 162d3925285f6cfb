"""List, dict and set comprehensions, nested and filtered, and generator expressions in sum and any."""
def main(n):
    total = 0
    for r in range(n):
        squares = [i * i for i in range(1000)]
        evens = [x for x in squares if x % 2 == 0]
        pairs = [(i, j) for i in range(20) for j in range(20) if i != j]
        index = {x: i for i, x in enumerate(evens)}
        rest = {x % 97 for x in squares}
        total += len(evens) + len(pairs) + len(index) + len(rest) + sum(x for x in squares if x & 1) % 1000
        total += any(x > 990_000 for x in squares)
    return total
print(main(1700))
