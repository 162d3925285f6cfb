words = ["tick", "tock", "boom"]
lengths = {w: len(w) for w in words if w != "tock"}
squares = [x * x for x in range(3)]
pairs = {(x, y) for x in range(2) for y in range(2)}
total = sum(n for n in lengths.values())
rows = [
    [c.upper() for c in word]
    for word in words
    if word
]
print(sorted(pairs), total, rows, squares)
