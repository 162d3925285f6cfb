"""Conway's life on a torus, as sets and as rows."""
def step(cells, w, h):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    k = (x + dx) % w, (y + dy) % h
                    counts[k] = counts.get(k, 0) + 1
    return {k for k, n in counts.items() if n == 3 or n == 2 and k in cells}
def show(cells, w, h): return '\n'.join(''.join('#' if (x, y) in cells else '.' for x in range(w)) for y in range(h))
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
state = glider
for i in range(4):
    print(show(state, 6, 6), end='\n\n')
    state = step(state, 6, 6)
for _ in range(20): state = step(state, 6, 6)
print(len(state), state == glider, sorted(state))
