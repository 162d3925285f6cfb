"""Float arithmetic: a numerical integral and a logistic map."""
def main(n):
    total, x, h = 0.0, 0.3, 1.0 / n
    for i in range(n):
        t = (i + 0.5) * h
        total += 4.0 / (1.0 + t * t)
        x = 3.7 * x * (1.0 - x)
    return total * h, x
pi, x = main(5_000_000)
print(round(pi, 9), 0 < x < 1)
