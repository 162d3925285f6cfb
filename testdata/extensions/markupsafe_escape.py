# package: python3-markupsafe
import copy
import pickle
import markupsafe
from markupsafe import Markup, escape, escape_silent, soft_str
from markupsafe._speedups import escape as c_escape

print(c_escape, markupsafe.escape is c_escape)
print(repr(escape("<b>&'\"")), type(escape("x")).__name__)
for v in (1, 1.5, None, True, b"<x>", ["<"], "\u20ac<\U0001f600", "a\0b<", ""):
    print(repr(escape(v)))
print(repr(escape_silent(None)), repr(escape_silent("<")))
m = Markup("<em>%s</em>")
print(m % "<x>", m % Markup("<i>"), repr(m % ("a&b",)))
print(Markup("%(a)s %(b)d") % {"a": "<", "b": 3})
print(Markup("{0} {x!r:>5}").format("<", x="a"), Markup("{}").format(Markup("<ok>")))
print(Markup("a") + "<", "<" + Markup("b"), Markup("<") * 2, repr(2 * Markup("<")))
print(Markup("-").join(["<", Markup("<"), "c"]), repr(Markup("a,b").split(",")))
print(Markup("<p>a &amp; b</p>  c").striptags(), Markup("&lt;&#39;").unescape())
print(type(Markup("x").upper()).__name__, type(Markup("abc")[1:]).__name__, isinstance(Markup("x"), str))


class Html:
    def __init__(self, s):
        self.s = s

    def __html__(self):
        return "<html>" + self.s


class Both(str):
    def __html__(self):
        return "html of " + str(self)


class Sub(Markup):
    @classmethod
    def escape(cls, s):
        return cls("sub:" + str(super().escape(s)))


class Format:
    def __html_format__(self, spec):
        return Markup("<i>%s</i>") % spec if spec else Markup("plain")

    def __html__(self):
        return Markup("html")


print(repr(escape(Html("x"))), repr(escape(Both("y"))), repr(Markup(Html("z"))))
print(repr(Sub("<a>") + "<"), repr(Sub.escape("<")))
print(Markup("{0:bold} {0}").format(Format()))
print(soft_str(3), soft_str(Markup("<")), type(soft_str(Markup("<"))).__name__)


class Raises:
    def __html__(self):
        raise ValueError("no html")


try:
    escape(Raises())
except ValueError as e:
    print("ValueError", e)


class NoStr:
    def __str__(self):
        return 3


try:
    escape(NoStr())
except TypeError as e:
    print("TypeError", e)
print(repr(pickle.loads(pickle.dumps(Markup("<p>")))), repr(copy.deepcopy(Markup("<p>"))))
print(escape("<" * 3000) == "&lt;" * 3000, len(escape("\u20ac&" * 1000)))
print({Markup("a"): 1}["a"], Markup("a") == "a", hash(Markup("a")) == hash("a"))
print(sorted([Markup("b"), "a"]), Markup("x").__html__() is not None)
