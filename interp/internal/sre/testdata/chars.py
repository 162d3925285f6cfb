"""Prints the digest of what 3.11 knows about every code point, for TestChars."""
import _sre
import hashlib
import re

h = hashlib.sha256()
w, s, d = re.compile(r"\w").match, re.compile(r"\s").match, re.compile(r"\d").match
for c in range(0x110000):
    if 0xD800 <= c < 0xE000:
        continue
    ch = chr(c)
    flags = bool(w(ch)) + 2 * bool(s(ch)) + 4 * bool(d(ch)) + 8 * (len(("a" + ch + "b").splitlines()) == 2)
    flags += 16 * _sre.unicode_iscased(c) + 32 * _sre.ascii_iscased(c)
    h.update(b"%d %d %d %d\n" % (flags, _sre.unicode_tolower(c), ord(ch.upper()[0]), _sre.ascii_tolower(c)))
print(h.hexdigest())
