# '...' % (x, y) is compiled as an f-string where python3 does, so that the operations stand on the same lines; what it gives is
# the same whether it is or not. Numbers of variables follow the order in which code meets them.
import dis

def joined(e, m):
    return ("%s; %r is a package and cannot " +
            "be directly executed") % (e,
                                       m)

def wide(e):
    return "%100s|%.100s|" % (e, e)

def narrow(e):
    return "%99s|%-9s|%.2s" % (e, e, e)

for f, args in (joined, ("a", "b")), (wide, ("a",)), (narrow, ("abc",)):
    print(f.__name__, repr(f(*args)), sorted({i.positions.lineno - f.__code__.co_firstlineno for i in dis.get_instructions(f) if i.positions.lineno}))

def reads_first(xs):
    for x in xs:
        if x:
            total = start + x
        else:
            start = 1
    return total

def nested(pairs):
    for (a, b), c in pairs:
        (d,), e = a, b
    return c, d, e

print(reads_first.__code__.co_varnames, nested.__code__.co_varnames)

def contains(x, y):
    return (not
            (x
             in y))

print([(i.positions.lineno - contains.__code__.co_firstlineno, i.positions.col_offset) for i in dis.get_instructions(contains) if i.opname == "CONTAINS_OP"])
