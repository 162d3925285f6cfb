counter = 0


def make(step):
    value = 0

    def more(by=1, *rest, sign=1):
        nonlocal value
        global counter
        value += by * step * sign
        counter += 1
        return value

    return more


add = make(10)
print(add(), add(2, sign=-1), counter)
double = lambda x: x * 2
print(double(4), list(map(lambda x: x + counter, [1, 2])))
