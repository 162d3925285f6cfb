"""Strings at work: ciphers, wrapping, distances, anagrams, run lengths, translation."""
import string
import textwrap
from collections import Counter
from itertools import groupby


def caesar(s, n):
    up, low = string.ascii_uppercase, string.ascii_lowercase
    return s.translate(str.maketrans(up + low, up[n:] + up[:n] + low[n:] + low[:n]))


secret = caesar("The Quick Brown Fox, über-fast!", 13)
print(secret, caesar(secret, 13))


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


print([distance(a, b) for a, b in (("kitten", "sitting"), ("", "abc"), ("flaw", "lawn"), ("naïve", "naive"))])
print("".join(f"{n if (n := len(list(g))) > 1 else ''}{c}" for c, g in groupby("aaabccddddde")))
print(Counter("mississippi").most_common(), sorted(Counter("hello world".replace(" ", "")).items()))
words = "listen silent enlist google elgoog inlets banana".split()
groups = {}
for w in words:
    groups.setdefault("".join(sorted(w)), []).append(w)
print([g for g in groups.values() if len(g) > 1])
text = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of
foolishness, it was the epoch of belief -- a well-known beginning."""
print(textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 40), textwrap.indent("a\n\nb\n", "> "), textwrap.dedent("""
    def f():
        return 1
    """), sep="|")
print(" ".join(w.capitalize() for w in text.split()[:6]), text.title()[:30], text.swapcase()[:20])
print("a,b,,c".split(","), " a  b ".split(), "a,b,,c".rsplit(",", 1), "a\nb\r\nc\x0bd\u2028e".splitlines(), "k=v=w".partition("="), "k=v=w".rpartition("="))
print("abc".center(9, "*"), "abc".ljust(5) + "|", "42".zfill(5), "-42".zfill(5), "tab\tx\ty".expandtabs(4), "xxabcxx".strip("x"), "prefix-x".removeprefix("prefix-"))
print("ß".upper(), "ß".casefold() == "SS".casefold(), "İ".lower().encode(), "ǆ".title(), "Σας".lower(), "ŉ".upper(), "ﬁ".upper())
print("abc" < "abd", "Z" < "a", "é" > "z", "a" * 3 + "b", "lo" in "hello", "hello".find("l", 3), "hello".rfind("l"), "hello".index("e"), "hello".count("l"))
for bad in (lambda: "abc".index("z"), lambda: "a" + 1, lambda: "a" * 1.5, lambda: "abc"[5], lambda: "abc"["a"], lambda: "".join([1]), lambda: "a".split(""),
            lambda: "abc".center(5, "ab"), lambda: "{} {}".format(1), lambda: "{a}".format(b=1), lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%z" % 1,
            lambda: "a".encode("nope"), lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: "x".foo, lambda: chr(-1), lambda: ord("ab")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print("%-10s|%5.2f|%+d|%x|%o|%e|%r|%c|%%|%05d|%s" % ("left", 3.14159, 5, 255, 8, 12345.678, "q'", "c", 42, None), "%(a)s-%(b)03d" % {"a": 1, "b": 2})
print("{0!r:>8}|{1:^{w}}|{x[0]}|{y.real}|{{}}".format("a", "b", w=5, x=[9], y=4), f"{'nested ' + f'{1 + 1}':>12}|{3.0!s}|{'x'!a:5}|{1:{2}}")
print(repr("tab\t nl\n nul\0 é \x80 \u200b \U0001f600 \ud800 ' \""), ascii("é\U0001f600"), "\N{GREEK SMALL LETTER ALPHA}")
print("".join(reversed("stressed")), "racecar" == "racecar"[::-1], "abcdefgh"[1:-1:2], "abc"[::-1], "abc"[10:], "abc"[-100:2])
print("Hello"[1:3].join("--"), ",".join(map(str, range(5))), "-".join("abc"), "".join(chr(c) for c in range(97, 103)), sorted("hello", reverse=True))
print("12".isdigit(), "²".isdigit(), "²".isdecimal(), "Ⅷ".isnumeric(), "a1".isalnum(), "a b".isidentifier(), "_x".isidentifier(), " \t".isspace(), "Ab".istitle(), "".isalpha())
