"""String work: split, join, replace, slices, formatting, comparison, character loops."""
def main(n):
    text = " ".join(f"word{i % 100} Line{i}," for i in range(n))
    parts = text.split()
    total = 0
    for p in parts:
        if p.startswith("word"): total += len(p)
        elif p.endswith(","): total += int(p[4:-1])
        total += p.find("1")
    joined = "-".join(p.upper() for p in parts[::3])
    vowels = 0
    for ch in joined[:400_000]:
        if ch in "AEIOU": vowels += 1
    lines = ["%s=%d" % (p, i) for i, p in enumerate(parts)]
    more = [f"{p:>12}|{i:05d}|{i / 3:.2f}" for i, p in enumerate(parts)]
    return total, vowels, len("".join(lines)), len("".join(more)), joined.replace("WORD", "w").count("w"), text[::-1][:10]
print(main(150_000))
