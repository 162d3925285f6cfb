def hanoi(n, a, b, c):
    if n == 0:
        return 0
    moves = hanoi(n - 1, a, c, b)
    return moves + 1 + hanoi(n - 1, c, b, a)


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


print(hanoi(2, "left", "right", "middle"), even(3))
