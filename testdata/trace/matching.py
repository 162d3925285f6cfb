class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def describe(value):
    match value:
        case 0:
            return "zero"
        case [first, *rest] if rest:
            return f"{first} and {len(rest)} more"
        case {"name": str(name), **others}:
            return name, others
        case Point(0, y=y):
            return y
        case _:
            return None


for value in 0, [1, 2, 3], {"name": "n", "k": 1}, Point(0, 7), Point(1, 1):
    print(describe(value))
