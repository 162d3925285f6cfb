# Indexing and slicing of str, with astral and combining characters; long and short strings.
s = 'abcdefghij'
for sl in ('[0]', '[-1]', '[2:5]', '[:3]', '[7:]', '[:]', '[::2]', '[::-1]', '[8:2:-2]', '[-3:]', '[:-3]', '[100:]', '[-100:3]', '[5:2]', '[2:100]', '[::100]', '[::-100]', '[-1:-5:-1]', '[None:None:None]', '[True:3]', '[0:-1:3]'):
    print(sl, repr(eval('s' + sl)), repr(eval('"añ😀ñz"' + (sl if sl not in ('[5]',) else ''))))
u = 'a\u0301😀\U0010ffff\x00\ud800z'
print(len(u), [hex(ord(c)) for c in u], u[2:4] == '😀\U0010ffff', u[::-1].encode('utf-8', 'surrogatepass'), '😀' in u, u.index('\x00'), u.find('z'), u.split('😀')[1] == u[3:])
for i in (10, -11, 2**70, -2**70):
    try: s[i]
    except IndexError as e: print(i, e)
for step in (0, '0', 1.0):
    try: s[::step]
    except (ValueError, TypeError) as e: print(e)
print(s[2**70:], s[-2**70:2], s[:2**70:2**70], slice(1, 2**70).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(2), slice(5, 1, -2).indices(4))
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
print(s[I(2)], s[I(2):I(6):I(2)])
sl = slice(1, 2, 3); print(sl, sl.start, sl.stop, sl.step, sl == slice(1, 2, 3), slice(5), slice(1, 2) < slice(1, 3))
try: hash(sl)
except TypeError as e: print(e)
for f in (lambda: slice(), lambda: sl.indices(-1), lambda: sl.indices('a'), lambda: slice('a').indices(5), lambda: setattr(sl, 'start', 1)):
    try: print(f())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
big = 'é' * 1000 + 'x' + '😀' * 1000
print(len(big), big[1000], big[1001] == '😀', big[-1] == '😀', big[999:1002] == 'éx😀', big.index('x'), big.rindex('é'), big[500:1500:250] == 'éé' + 'x' + '😀', big.count('😀'), len(big.encode()))
out = [c for c in big if c not in 'é😀']; print(out, sum(ord(c) for c in big), sorted(set(big)), max(big), min(big))
print('x' * 0, 'ab' * 3, 3 * 'ab', 'ab' * -1, 'é' * 2, 'abc' 'def'[1:], ('a' 'b')[1])
print('a' in 'abc', '' in '', 'é' in 'abcé', 'bc' in 'abc', 'abcd' in 'abc', '\ud800' in u)
t = ''
for i in range(2000): t += chr(97 + i % 26)
print(len(t), t[:30], t[-5:], hash(t) == hash(''.join(chr(97 + i % 26) for i in range(2000))))
a = 'shared'; b = a; a += '!'; print(a, b)
