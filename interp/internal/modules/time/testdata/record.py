"""Records strftime.txt: the time tuple, the format and the text, as the host's Python writes them; run with TZ=UTC0."""
import random, sys, time

rnd = random.Random(5)
letters = "aAbBcCdDeFgGhHIjklmMnNpPrRSTuUVwWxXyYzZ%qE"
with open(sys.argv[1], "w") as f:
    for _ in range(600):
        y = rnd.choice([2001, 99, -5, 12345, rnd.randint(1900, 2100)])
        t = (y, rnd.randint(1, 12), rnd.randint(1, 28), rnd.randint(0, 23), rnd.randint(0, 59), rnd.randint(0, 61), rnd.randint(0, 6), rnd.randint(1, 365), rnd.randint(-1, 1))
        fmt = "%" + rnd.choice(["", "", "", "_", "-", "0", "^", "#"]) + rnd.choice(["", "", str(rnd.randint(1, 12))]) + rnd.choice(["", "", "", "E", "O"]) + rnd.choice(letters)
        print(*t, repr(fmt), repr(time.strftime(fmt, t)), sep="\t", file=f)
