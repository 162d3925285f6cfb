# repr, ascii, quotes, escapes, printable rules.
for s in ('plain', "it's", 'say "hi"', '''both ' and "''', '\n\t\r\\', '\x00\x1f\x7f\x80\x9f\xa0\xad', 'é', '\u200b\u2028\ue000\ufeff', '😀\U0010ffff\U000e0001', '\ud800\udfff', "'", '"', '\\"', '', '\x1b[0m', '\u0300a', '\u0378'):
    print(repr(s), ascii(s), len(repr(s)), eval(repr(s)) == s)
for b in (b'', b'abc', b"it's", b'"', b'\x00\xff\n', b'''"'"''', bytes(range(256))): print(repr(b), eval(repr(b)) == b)
print(repr(bytearray(b"x'")), str(b'x'), str(bytearray(b'')), '%s %r %a' % (b'a', b'b', 'é'))
for x in (None, True, 1, -0.0, 1e100, 1j, -1j, (1 - 0j), complex(-0.0, -0.0), complex('nan'), complex('inf-infj'), (), (1,), [], [1, 'a'], {}, {1: 'b'}, set(), {1}, frozenset(), frozenset({2}), range(3), range(1, 5, 2), slice(1), ..., NotImplemented, int, len, print, type, object, ValueError('x'), memoryview):
    print(repr(x), str(x), f'{x}', sep=' | ')
l = [1]; l.append(l); d = {}; d['d'] = d; print(l, d, [d, l]); t = ([],); t[0].append(t); print(t)
class R:
    def __repr__(self): return 'R'
class S(R):
    def __str__(self): return 'S'
print([R(), S()], {S(): R()}, (S(),), str(S()), '%s' % S(), f'{S()!r}{S()}', {S()}, S, sep='|')
class Bad:
    def __repr__(self): raise ValueError('in repr')
for f in (lambda: repr([Bad()]), lambda: f'{Bad()}', lambda: '%r' % Bad(), lambda: str({1: Bad()})):
    try: print(f())
    except ValueError as e: print(e)
class Rec:
    def __init__(self): self.l = [self]
    def __repr__(self): return f'Rec({self.l})'
print(Rec())
import reprlib
print(reprlib.repr('x' * 100), reprlib.repr(list(range(100))), reprlib.repr({i: i for i in range(10)}))
class RR:
    @reprlib.recursive_repr('<...>')
    def __repr__(self): return f'RR({self!r})'
print(RR(), repr(lambda: 0).startswith('<function <lambda> at 0x'), repr(R.__repr__).startswith('<function R.__repr__ at'), repr(R().__repr__).split(' of ')[0], repr(R().__init__)[:40], repr(int.__add__), repr((5).__add__)[:35], repr(str.join), repr(''.join)[:30], repr(dict.fromkeys)[:40])
print(repr(type('X', (), {})), repr(type('X', (), {'__module__': 'mod'})), repr(iter([]))[:15], repr(enumerate([]))[:12], repr(zip())[:8], repr(map(int, []))[:8], repr((i for i in ()))[:28], repr(property())[:20], repr(super(int, 5)), repr({}.keys()), repr({1: 2}.items()), repr({1: 2}.values()), repr(classmethod(int)), repr(staticmethod(len)))
import sys, os, types
print(repr(sys), repr(os)[:13], repr(types.SimpleNamespace(a=1)), repr(types.MappingProxyType({1: 2})), repr(open('/dev/null'))[:40], repr(sys.flags)[:22], repr(sys.version_info)[:35], repr(sys.implementation)[:10])
