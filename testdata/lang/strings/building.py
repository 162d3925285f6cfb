# Building strings in loops: +=, join, StringIO, format, slices; their results, hashes and aliasing.
import io
def by_add(n):
    s = ''
    for i in range(n): s += str(i % 10)
    return s
def by_prepend(n):
    s = ''
    for i in range(n): s = str(i % 10) + s
    return s
def by_io(n):
    b = io.StringIO()
    for i in range(n): b.write(str(i % 10))
    return b.getvalue()
a, b, c, d = by_add(5000), ''.join(str(i % 10) for i in range(5000)), by_io(5000), by_prepend(5000)[::-1]
print(a == b == c == d, hash(a) == hash(b) == hash(d), len(a), {a: 1}[c], a is b)
s = t = 'x'; s += 'y'; print(s, t); l = ['']; l[0] += 'ab'; l[0] += l[0]; print(l); dd = {'k': ''}
for ch in 'héllo': dd['k'] += ch + ch
print(dd, len(dd['k']))
class O: text = ''
o = O()
for i in range(100): o.text += chr(0x400 + i) if i % 3 else '.'
print(len(o.text), o.text[:6], O.text == '', o.text.count('.'), o.text.encode()[:8])
u = ''; parts = []
for i in range(300):
    u += 'añ€😀'[i % 4]; parts.append(u[-1]); assert u[i] == parts[i] and len(u) == i + 1
print(''.join(parts) == u, u[100:108], u[::50], u[-3:], u.index('😀'), u.rindex('a'), len(u.encode()), len(u.encode('utf-16-le')))
keep = []
s = 'base'
for i in range(5): s += f'-{i}'; keep.append(s)
print(keep); s2 = s; s += '!'; print(s2, s); import sys; x = sys.intern('in' + 'terned'); x += '!'; print(x)
print('ab' * 3 + '-' * 5, 'a' 'b' + 'c', ('x' + 'y') * 2, 'a' + 'b' * 0 + 'c', str().join(['a'] * 4), '{}{}'.format('a', 1) + '%s' % 2 + f'{3}', 'abc'.replace('b', 'B' * 3), ''.join(reversed('abc')), ''.join(sorted('cab')), ' '.join(['a', *'bc']), '\n'.join(map(str, range(3))), 'x'.join('abc'), ''.join([chr(i) for i in range(97, 103)]), 'é'.join(['1', '2', '3']))
def caesar(t, k): return ''.join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in t)
def vigenere(t, k): return ''.join(chr((ord(c) + ord(k[i % len(k)]) - 194) % 26 + 97) for i, c in enumerate(t))
def pal(s): s = [c.lower() for c in s if c.isalnum()]; return s == s[::-1]
def compress(s): out = ''; i = 0; exec('') if 0 else None; return ''.join(f'{c}{len(list(g))}' for c, g in __import__('itertools').groupby(s))
def wrap(s, n): return [s[i:i + n] for i in range(0, len(s), n)]
print(caesar('hello, world', 13), caesar(caesar('abc', 5), -5), vigenere('attack', 'key'), pal('A man, a plan, a canal: Panama!'), compress('aaabbc'), wrap('abcdefgh', 3), {c: 'mississippi'.count(c) for c in sorted(set('mississippi'))}, max('banana', key='banana'.count), ''.join(a + b for a, b in zip('abc', 'xyz')), 'hello world'.title().swapcase(), [w[::-1] for w in 'the quick fox'.split()], ' '.join(w.capitalize() for w in 'a bc'.split()))
