# printf-style formatting.
for f, a in (('%d', 5), ('%5d|%-5d|%05d|%+d|% d', (1, 2, 3, 4, 5)), ('%x %X %o %#x %#o %#X', (255,) * 6), ('%e %E %f %F %g %G', (1234.5678,) * 6), ('%.2f %.0f %10.3f %-10.1f| %+.1e', (3.14159,) * 5), ('%#.0f %#g %.3g %g %g', (5.0, 1.0, 1e10, 1e-5, 123456789.0)), ('%s %r %a', ('é', 'é', 'é')), ('%10s|%-10s|%.2s|%5.1s', ('abc',) * 4), ('%c%c%c', (65, 'B', 0x1F600)), ('%%', ()), ('%(a)s %(b)05d', {'a': 1, 'b': 2}), ('%(a b)s %(a)s', {'a b': 'x', 'a': 1}), ('%*d|%-*d|%.*f', (5, 1, 5, 2, 2, 3.14159)), ('%d', True), ('%d', 3.99), ('%s', (1,)), ('%s', [1]), ('%i %u', (1, 2)), ('%d', 10**30), ('%x', -255), ('%#x', -255), ('%08.3f', -3.5), ('%+s', 'x'), ('%ld %hd', (1, 2)), ('%.3d', 5), ('%s %s', ('a', 'b')), ('%f %f', (float('nan'), float('-inf'))), ('%5.2f', float('inf')), ('%05f', float('nan')), ('%.10g', 0.1), ('%r', ((1,),)), ('%s', {}), ('no args', {}), ('no args', ()), ('%.50f', 0.1), ('%.0e', 12345), ('%#.3x', 10), ('%-05d|', 5), ('% 5d|%+05d', (3, 4)), ('%c', 'é')):
    print(repr(f), repr(f % a))
class D:
    def __getitem__(self, k): return k * 2
    def __str__(self): return 'D'
    def __int__(self): return 7
    def __index__(self): return 8
    def __float__(self): return 2.5
print('%(xy)s' % D(), '%s' % D(), '%d %x %f %c' % (D(), D(), D(), 66), '%(a)s' % {'a': 5})
for f, a in (('%d', 'a'), ('%d', None), ('%x', 1.5), ('%f', 'a'), ('%c', 'ab'), ('%c', -1), ('%c', 1.5), ('%s %s', 1), ('%s', (1, 2)), ('%', 1), ('%z', 1), ('%(a)s', 1), ('%(a)s', {}), ('%(a', {'a': 1}), ('%5', 1), ('%*d', ('a', 1)), ('%.*d', (1,)), ('x', 1), ('x', (1,)), ('x', [1]), ('%d %(a)s', {'a': 1}), ('%.9999999999d', 1), ('%s', ()), ('%c', 0x110000), ('%x', 'a'), ('%i', [1]), ('%(a)d', {'a': 's'}), ('%a%', 5), ('abc%', 5), ('%é', 1), ('%o', 1j), ('%f', 1j)):
    try: print(repr(f), repr(f % a))
    except Exception as e: print(repr(f), type(e).__name__, e)
print(b'%d %s %b %r %a %x %c' % (1, b'by', bytearray(b'ba'), 'r', 'é', 255, 65), b'%(k)s' % {b'k': b'v'}, b'%5.1f|%-5d|' % (1.25, 3), bytearray(b'%s') % b'x', b'%c' % b'z')
for f, a in ((b'%s', 'str'), (b'%b', 5), (b'%c', 256), (b'%c', 'a'), (b'%d', b'1')):
    try: print(f % a)
    except (TypeError, OverflowError) as e: print(f, type(e).__name__, e)
class S(str):
    def __mod__(self, o): return 'S mod'
    def __rmod__(self, o): return f'rmod {o}'
print(S('%s') % 1, '%s' % S('x'), 'abc %d' % S('x') if 0 else '')
