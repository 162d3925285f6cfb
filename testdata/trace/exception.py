class Wrong(ValueError):
    def __repr__(self):
        print("never while tracing")
        return "?"


def check(x):
    if x < 0:
        raise Wrong("negative", x)
    return 10 // x


def safe(x):
    try:
        return check(x)
    except Wrong as e:
        reason = e.args
        return reason[1]
    except ZeroDivisionError:
        raise KeyError(x) from None
    finally:
        done = True


print(safe(5), safe(-1))
try:
    safe(0)
except KeyError as error:
    print(error)
