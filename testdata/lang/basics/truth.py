# Truth of every kind of value, short circuits, and chained comparisons evaluated once.
for v in (0, 1, -1, 0.0, 0.1, float('nan'), 0j, '', ' ', '0', b'', b'\0', [], [0], (), (0,), {}, {0: 0}, set(), {0}, None, True, False, range(0), range(1), ..., NotImplemented if 0 else 1, object, lambda: 0, frozenset(), bytearray(), memoryview(b''), type, int, iter([])):
    print(bool(v), not v, 'T' if v else 'F', (v and 1) is 1 if 0 else bool(v and 1), bool(v or 0), end=';')
print()
def t(n, r): print(n, end=''); return r
print(t('a', 0) and t('b', 1), t('c', 1) and t('d', 0), t('e', 0) or t('f', ''), t('g', 5) or t('h', 6), not t('i', []))
print(t('1', 1) < t('2', 2) < t('3', 3), t('4', 5) < t('5', 2) < t('6', 3), t('7', 1) == t('8', 1) != t('9', 2))
print(1 and 2 or 3, 0 and 2 or 3, (1 or 2) and 3, None or [] or 'x', 1 and [] and 2, not 1 or 2, not (1 or 2), 1 if [] else 2 if '' else 3)
class B:
    def __init__(s, v): s.v = v
    def __bool__(s): print('bool', end=' '); return s.v
if B(True) and not B(False): print('ok')
while B(False): pass
else: print('else')
print([x for x in range(5) if B(x % 2 == 0)], any(B(b) for b in (False, True, True)), all(B(b) for b in (True, False, True)), B(True) or 5 if 0 else '', sum(map(bool, [0, 1, [], 'a'])))
class L:
    def __len__(s): return 0
print(bool(L()), not L(), 'empty' if not L() else 'full'); 
for bad in (type('X', (), {'__bool__': lambda s: 1}), type('Y', (), {'__len__': lambda s: -1}), type('Z', (), {'__len__': lambda s: 'a'}), type('W', (), {'__bool__': None})):
    try: print(bool(bad()))
    except (TypeError, ValueError) as e: print(e)
x = 5
print(1 < x < 10, 1 < x > 3, x == 5 == 5.0, 1 < 2 > 1 < 3, 3 > x or x > 4, x in [5] in [[5]] if 0 else '', 'a' < 'b' < 'c', None is None is not 5)
