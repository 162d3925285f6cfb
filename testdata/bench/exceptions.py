"""try without errors, raising and catching, finally, deep unwinding, StopIteration and KeyError as control flow."""
class Stop(Exception): pass
def risky(i):
    if i % 4 == 0: raise ValueError(i)
    if i % 4 == 1: raise Stop
    return i
def deep(n):
    if not n: raise KeyError("bottom")
    try: deep(n - 1)
    finally: global unwound; unwound += 1
unwound = 0
def main(n):
    caught = ok = 0
    d = {}
    for i in range(n):
        try: ok += risky(i)
        except ValueError as e: caught += 1
        except Stop: caught += 2
        else: caught += 3
        try: d[i & 3]
        except KeyError: d[i & 1] = i
    for i in range(n // 60):
        try: deep(20)
        except KeyError: caught += 1
    return ok, caught, unwound
print(main(900_000))
