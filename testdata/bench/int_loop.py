"""Integer arithmetic in a while loop with local variables."""
def main(n):
    i = total = 0
    while i < n:
        total += i * 3 % 7 - (i & 5)
        if total > 1000:
            total -= 999
        i += 1
    return total
print(main(6_000_000))
