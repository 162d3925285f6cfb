"""Hierarchies of exceptions, arguments, notes, contexts, finally, and how they print."""
import sys
import traceback


class AppError(Exception):
    code = 1

    def __init__(self, message, *, hint=None):
        super().__init__(message)
        self.hint = hint

    def __str__(self):
        return super().__str__() + (f" (hint: {self.hint})" if self.hint else "")


class NotFound(AppError, LookupError):
    code = 44


class Weird(BaseException):
    pass


def show(fn, *args):
    try:
        return fn(*args)
    except AppError as e:
        print(type(e).__mro__[1].__name__, e.code, e, repr(e), e.args)
    except (ValueError, TypeError) as e:
        print("builtin", type(e).__name__, e)
    except Weird as e:
        print("weird", repr(e))
    else:
        print("unreachable after return")
    finally:
        print("finally", fn.__name__)


def find(key):
    if key == "ok":
        return "found"
    if key == "weird":
        raise Weird(1, 2)
    if key == "value":
        raise ValueError
    raise NotFound("no " + key, hint="try ok")


for key in "ok", "missing", "weird", "value":
    print(key, show(find, key))


def order():
    log = []

    def inner():
        try:
            log.append("try")
            return log.append("return")
        finally:
            log.append("finally")
    inner()
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            log.append(i)
        finally:
            log.append(f"f{i}")
    else:
        log.append("never")

    def override():
        try:
            raise ValueError("lost")
        finally:
            return "kept"
    log.append(override())
    return log


print(order())
try:
    try:
        {}["k"]
    except KeyError as e:
        raise AppError("wrapped") from e
except AppError as e:
    print(repr(e.__cause__), e.__suppress_context__, repr(e.__context__))
try:
    try:
        1 / 0
    except ZeroDivisionError:
        undefined
except NameError as e:
    print(e, repr(e.__context__), e.name)
try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        raise RuntimeError("hidden") from None
except RuntimeError as e:
    print(e.__cause__, e.__suppress_context__, repr(e.__context__))
e = ValueError("noted")
e.add_note("first note")
e.add_note("second\nnote")
print(e.__notes__, "".join(traceback.format_exception_only(e)), end="")
try:
    e.add_note(3)
except TypeError as t:
    print(t)
try:
    first
except NameError as n:
    print(n)
for bad in 3, "string", int, NotImplemented:
    try:
        raise bad
    except TypeError as t:
        print(t)
try:
    raise ValueError from 3
except TypeError as t:
    print(t)
try:
    raise AppError
except TypeError as t:
    print(t)
try:
    try:
        raise KeyError("k")
    except 3:
        pass
except TypeError as t:
    print(t, repr(t.__context__))
print(OSError(2, "No such file", "f.txt"), repr(OSError(2, "x")), type(OSError(13, "p")).__name__, OSError(2, "a", "b", None, "c").filename2)
print(repr(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")), UnicodeEncodeError("ascii", "é", 0, 1, "why"), StopIteration(5).value, SystemExit("x").code)
print(repr(KeyError("a")), KeyError("a"), KeyError("a", 1), repr(Exception()), str(Exception()), Exception(1, 2), AttributeError("m", name="n", obj=3).name)
print(repr(SyntaxError("msg", ("f", 1, 2, "text"))), SyntaxError("msg", ("f", 1, 2, "text")), ImportError("m", name="a", path="b").path)


def deep(n):
    if n == 0:
        raise NotFound("at the bottom")
    deep(n - 1)


try:
    deep(3)
except NotFound as e:
    tb = e.__traceback__
    lines = []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    print(lines)
    print(sys.exc_info()[0] is NotFound, e.with_traceback(None) is e, e.__traceback__)
print(sys.exc_info())


class Cleanup:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None)
        return self.swallow


with Cleanup("outer", True), Cleanup("inner"):
    raise NotFound("in with")
print("after")
raise NotFound("uncaught", hint="look at the traceback") from KeyError("cause")
