# Errors that few programs meet: what they say, and what the exception carries.
import copy
import io
import sys
import traceback
import types
import warnings


def attempt(f, *args, **kw):
    try:
        print("ok", f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e, e.args)


# What the symbol table finds has no place in its args; what the parser and the compiler find has.
for source in (
    "def f(a, a): pass", "[i := 0 for i in x]", "def f():\n x = 1\n global x", "def f(): nonlocal x", "nonlocal x",
    "class A: from a import *", "from __future__ import foo", "from __future__ import braces", "def f(): return [(yield) for x in y]",
    "return", "x +", "x = 1\nfrom __future__ import division",
):
    try:
        compile(source, "<text>", "exec")
    except SyntaxError as e:
        print(e.args, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
attempt(compile, b'# coding: ascii\n"\xc3\xa9"', "<text>", "exec")


class BadCell(type):
    def __new__(m, name, bases, ns):
        ns["__classcell__"] = 5
        return super().__new__(m, name, bases, ns)


attempt(exec, "class A(metaclass=BadCell):\n  def f(self): return __class__")


class NoKeys:
    def keys(self):
        raise AttributeError("mine")


def call(**kw):
    pass


attempt(lambda: call(**NoKeys()))
attempt(lambda: {**NoKeys()})
for mode in "", "b", "t", "b+", "+", "rw", "tb":
    attempt(open, "/dev/null", mode)
attempt(io.open, "/dev/null", "b", encoding="ascii")
attempt({}.__setitem__, 1)
attempt([].__setitem__, 1, 2, 3)
attempt(object().__setattr__, 1)
attempt([].__delitem__)
attempt(types.FunctionType, call.__code__, {}, None, None, 5)
code = call.__code__
attempt(code.replace, co_argcount=-2)
attempt(code.replace, co_names=5)
attempt(code.replace, co_code="a")
attempt(copy.copy, memoryview(b""))


class Index:
    def __index__(self):
        return True


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    [1, 2][Index()]
    int(Index())
for w in seen:
    print(w.message)

# A note is no reason to raise a part of a group by itself.
try:
    try:
        raise ExceptionGroup("both", [KeyError(), ValueError()])
    except* KeyError as e:
        e.add_note("noted")
        raise
except ExceptionGroup as e:
    print(repr(e), hasattr(e, "__notes__"))


# A generator that has not begun is at its own beginning, which has no columns.
def generator():
    yield


it = generator()
print(it.gi_frame.f_lasti, it.gi_frame.f_lineno)
try:
    it.throw(KeyError)
except KeyError as e:
    traceback.print_exc(file=sys.stdout)
    print(e.__traceback__.tb_next.tb_lasti)


async def agen():
    yield 1


def step(x, *args):
    try:
        print("yields", x.send(*args))
    except BaseException as e:
        print(repr(e))


a = agen()
step(a.__anext__(), None)
step(a.__anext__(), None)
step(a.aclose(), None)
step(a.athrow(KeyError), 1)
step(a.athrow(KeyError), None)


# A frame that its trace function makes fail is in the traceback twice.
def bad_trace(frame, event, arg):
    if event == when and frame.f_code is traced.__code__:
        raise KeyError(event)
    return bad_trace


def traced():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


for when in "call", "line", "exception", "return":
    try:
        sys.settrace(bad_trace)
        traced()
    except KeyError as e:
        print(when, sys.gettrace(), [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)])
    finally:
        sys.settrace(None)
for number in 10**20, 1.5, None:
    attempt(setattr, sys._getframe(), "f_lineno", number)
