"""Records what the host's re module finds, for TestRecorded.

Run it with the oracle, python3.11:  python3 testdata/record.py testdata/recorded.jsonl.gz
Patterns and subjects come from CPython's own test suite, from the lists below and from a random
generator with a fixed seed. A line is one pattern: its code array and, for each subject, the spans of
search, match, fullmatch and finditer.
"""
import gzip
import io
import json
import random
import re
import sys
import unittest
import warnings

warnings.simplefilter("ignore")
from re import _compiler, _parser

pairs = {}  # (pattern, flags) -> set of subjects


def note(pattern, subject, flags=0):
    if isinstance(pattern, re.Pattern):
        pattern, flags = pattern.pattern, pattern.flags
    flags = int(flags) & ~re.DEBUG & ~re.T
    if not isinstance(pattern, (str, bytes)):
        return
    subjects = pairs.setdefault((pattern, flags), [])
    if isinstance(subject, (bytearray, memoryview)):
        subject = bytes(subject)
    if type(subject) is type(pattern) and len(subject) < 300 and subject not in subjects:
        subjects.append(subject)


def watch_test_re():
    def wrap(f, at):
        def g(*args, **kw):
            flags = kw.get("flags", args[at + 1] if len(args) > at + 1 and f.__name__ in ("search", "match", "fullmatch", "findall", "finditer") else 0)
            try:
                note(args[0], args[at], flags)
            except Exception:
                pass
            return f(*args, **kw)
        return g
    saved = {}
    for name, at in dict(search=1, match=1, fullmatch=1, findall=1, finditer=1, split=1, sub=2, subn=2).items():
        saved[name] = getattr(re, name)
        setattr(re, name, wrap(saved[name], at))
    compiled = re.compile
    re.compile = lambda p, flags=0: (note(p, None, flags), compiled(p, flags))[1]
    import test.test_re
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(test.test_re.ReTests)
    unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    re.compile = compiled
    for name, f in saved.items():
        setattr(re, name, f)


def from_re_tests():
    from test.re_tests import tests
    for t in tests:
        note(t[0], t[1])
        for flags in (re.I, re.M | re.S, re.A, re.X):
            note(t[0], t[1], flags)
        try:
            note(t[0].encode("ascii"), t[1].encode("ascii"))
        except UnicodeEncodeError:
            pass


WRITTEN = [
    (r"(?:ab?c)++", "aca"), (r"(?:a?)*+b", "aab"), (r"((?:ab?c)++)", "abcacab"), (r"(?>a|ab)c", "abc"),
    (r"(?:(a)|b)*", "abab"), (r"(?:(a)|(b))*?c", "ababc"), (r"(a)?(?(1)b|c)+", "abcb"), (r"(?i)(.)\1", "aAbB"),
    (r"(?:()|(a)){2}b", "ab"), (r"(?:|(a)|(.)){2,3}c", "abc"), (r"(?:a*)*b", "aaac"), (r"(?:a|b)*?c", "abac"),
    (r"\b\w+\b", "a bc, déf \u0430\u0431 x_1"), (r"\B", ""), (r"\b", "a"), (r"(?m)^.*$", "a\n\nbc\n"),
    (r"(?<=a)b|(?<!a)c", "abcac"), (r"(?<=(a))b", "ab"), (r"(?!(a)b)a(.)", "aacab"), (r"(?=(a+))\1b", "aaab"),
    (r"[^\W\d_]+", "ab1\u0663\u4e2d_x"), (r"\w+\s\d+", "ab 12 \u4e2d\u2003\u0663"), (r"(?i)[k-z]+", "\u212aKs\u017f"),
    (r"(?i)\u01c5", "\u01c4\u01c5\u01c6"), (r"(?i)[\U00010400-\U00010410]", "\U00010428\U00010438"),
    (r"(?i)straße|STRASSE", "STRAßE straße"), (r"[\u0400-\u04ff\u4e00-\u9fff]+", "ab\u0430\u4e2dc"),
    (r"(?:[^\"\\]|\\.)*\"", r'ab\"c"d'), (r"'''.*?'''", "'''a'b''' '''c"), (r"(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?", "1 1.5 2e10 3.e"),
    (r"(?P<a>x)(?P<b>y)?(?(b)z|w)", "xyz xw xyw"), (r"(a*?)(b|ab)*c", "aaababc"), (r"x*", "axxb"), (r"(?:x|y*)*?z", "xyyxz"),
    (r"(a|ab)(c|bcd)(d*)", "abcd"), (r"(?s).*\n", "ab\ncd"), (r"a{2,3}?a", "aaaa"), (r"(?:ab){2,3}?c|(?:ab){3,}", "ababab"),
    (r"(((a)|b)+?)*c", "abac"), (r"(?:(?=(a))a)+b", "aab"), (r"(?:a(?!b)|(b))+", "aabb"), (r"(?a:\w)\w", "aé éa"),
    (r"\Aab|cd\Z", "abcd"), (r"(?m)^a$|b\Z", "a\nb\na"), (r".$", "a\n"), (r"[a-z]*$", "ab\n"), (r"$", "a\n"), (r"a|b|cd|c|", "cdxab"),
    (r"(?:a{2}){2,}?b", "aaaaaab"), (r"(?:(\w)\1)+", "aabbc"), (r"(?i)(?:(\w)\1)+", "aAbBc"), (r"(?L)\w+", "x"), (r"(?:.(?<=b))*", "bb"),
]


class Gen:
    """A random pattern over a small alphabet, so that it matches now and then."""

    def __init__(self, rng, letters):
        self.rng, self.letters, self.groups, self.closed = rng, letters, 0, []

    def char(self):
        return self.rng.choice(self.letters)

    def atom(self, depth):
        r = self.rng.random()
        if r < 0.35 or depth > 3:
            return re.escape(self.char())
        if r < 0.42:
            return "."
        if r < 0.52:
            return "[" + self.rng.choice(["", "^"]) + re.escape(self.char()) + re.escape(self.char()) + self.rng.choice(["", r"\d", r"\s", r"\W"]) + "]"
        if r < 0.58:
            return self.rng.choice([r"\w", r"\s", r"\d", r"\W", r"\S", r"\D"])
        if r < 0.63:
            return self.rng.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
        if r < 0.68 and self.closed:
            return "(?:\\%d)" % self.rng.choice(self.closed)
        if r < 0.72 and self.closed:
            return "(?(%d)%s|%s)" % (self.rng.choice(self.closed), self.seq(depth + 1), self.seq(depth + 1))
        if r < 0.84:
            self.groups += 1
            n = self.groups
            s = "(" + self.alt(depth + 1) + ")"
            self.closed.append(n)
            return s
        if r < 0.90:
            return "(?:" + self.alt(depth + 1) + ")"
        if r < 0.93:
            return self.rng.choice(["(?=", "(?!"]) + self.alt(depth + 1) + ")"
        if r < 0.96:
            return self.rng.choice(["(?<=", "(?<!"]) + re.escape(self.char()) + ")"
        return "(?>" + self.alt(depth + 1) + ")"

    def item(self, depth):
        a = self.atom(depth)
        r = self.rng.random()
        if r < 0.45:
            return a
        q = self.rng.choice(["*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "*", "+"])
        return "(?:" + a + ")" + q + self.rng.choice(["", "", "", "?", "?", "+"]) if len(a) > 2 and a[0] != "[" else a + q + self.rng.choice(["", "", "?", "+"])

    def seq(self, depth):
        return "".join(self.item(depth) for _ in range(self.rng.randrange(1, 4)))

    def alt(self, depth):
        return "|".join(self.seq(depth) for _ in range(self.rng.choice([1, 1, 1, 2, 2, 3])))


def random_pairs(n):
    rng = random.Random(20220615)
    alphabets = ["ab", "abc ", "aB1 \n", "aé\u0430", "a\u4e2dK\u212a", "xX\U00010400\U00010428"]
    while n:
        letters = rng.choice(alphabets)
        p = Gen(rng, letters).alt(0)
        flags = rng.choice([0, 0, 0, re.I, re.M, re.S, re.A, re.I | re.A])
        try:
            re.compile(p, flags)
        except (re.error, RecursionError, OverflowError):
            continue
        n -= 1
        for _ in range(4):
            note(p, "".join(rng.choice(letters) for _ in range(rng.randrange(0, 9))), flags)


def spans(m):
    if m is None:
        return None
    return [list(m.span(i)) for i in range(m.re.groups + 1)] + [m.lastindex or -1]


def leaks(p, m):
    """3.11's possessive repeats can leave behind captures of a round that failed; ours do not."""
    p = p if isinstance(p, str) else p.decode("latin-1")
    if m is None or "(?=" in p or "(?<" in p.replace("(?<!", "") or not re.search(r"[*+?}]\+", p):
        return False
    (a, b), *groups = m[:-1]
    return any(x >= 0 and not a <= x <= y <= b for x, y in groups)


def main(path):
    from_re_tests()
    for p, s in WRITTEN:
        for flags in (0, re.I, re.A):
            note(p, s, flags)
        if p.isascii() and s.isascii() and r"\u" not in p and r"\U" not in p:
            note(p.encode(), s.encode())
            note(p.encode(), s.encode(), re.L | re.I)
    watch_test_re()
    random_pairs(2500)
    out = io.StringIO()
    for (p, flags), subjects in pairs.items():
        try:
            parsed = _parser.parse(p, flags)
            code = _compiler._code(parsed, flags)
            compiled = re.compile(p, flags)
        except Exception:
            continue
        if len(code) > 1000:
            continue
        cases = []
        for s in subjects:
            if s is None:
                continue
            try:
                every = [spans(m) for m in compiled.finditer(s)]
                part = spans(compiled.search(s, 1, len(s) - 1))
                found = [spans(f(s)) for f in (compiled.search, compiled.match, compiled.fullmatch)]
            except (SystemError, MemoryError, RuntimeError):
                continue
            if any(leaks(p, m) for m in [part, *found, *every]):
                continue
            text = s.decode("latin-1") if isinstance(s, bytes) else s
            cases.append([[ord(c) for c in text], *found, part, every])
        line = dict(p=repr(p), f=int(flags), g=compiled.groups, c=code, bytes=isinstance(p, bytes), cases=cases)
        json.dump(line, out, separators=(",", ":"))
        out.write("\n")
    with gzip.GzipFile(path, "wb", mtime=0) as f:
        f.write(out.getvalue().encode())


main(sys.argv[1])
