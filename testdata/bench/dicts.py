"""Dict work: counting, grouping, lookups by string, int and tuple, iteration, sets."""
def main(n):
    words = [f"w{i * 7919 % 5003}" for i in range(n)]
    counts = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    groups = {}
    for w in words:
        groups.setdefault(w[-1], []).append(w)
    grid = {}
    for i in range(n // 2):
        grid[i % 300, i % 200] = i
    total = 0
    for x in range(300):
        for y in range(200):
            if (x, y) in grid: total += grid[x, y]
    for k, v in counts.items():
        if k in groups["7"][:5]: total += v
    ints = {i: i * 2 for i in range(n)}
    for i in range(0, n, 3): del ints[i]
    for i in ints: total += ints[i]
    seen = set()
    for w in words:
        if w not in seen: seen.add(w)
    return len(counts), sorted((k, len(v)) for k, v in groups.items())[:3], total, len(seen & set(words[:100]))
print(main(600_000))
