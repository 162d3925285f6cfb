from contextlib import contextmanager


class Log:
    def __init__(self):
        self.lines = []

    def __enter__(self):
        self.lines.append("in")
        return self

    def __exit__(self, kind, value, trace):
        self.lines.append(kind.__name__ if kind else None)
        return kind is KeyError


@contextmanager
def tag(name):
    print("<" + name + ">")
    yield name.upper()
    print("</" + name + ">")


log = Log()
with log, tag("b") as shown:
    print(shown)
with log:
    raise KeyError(1)
print(log.lines)
