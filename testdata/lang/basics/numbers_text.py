# Numbers printed in every everyday way.
for x in (0, 7, -42, 1234567, 3.14159265, -0.5, 1e-7, 12345678.9, 1e21, 100.0, 2/3, 1e16, 123456789012345680.0):
    print(x, str(x), repr(x), f'{x:8}|{x:<8}|{x:^10}|{x:+}|{x:08.2f}|{x:,.1f}|{x:e}|{x:g}|{x:.3g}|{x:%}', '%s %d %.2f %5.1f|%-8s|%e' % (x, x, x, x, x, x), round(x, 2), int(x), float(x), sep='  ')
for n in (0, 1, 255, -255, 2**40): print(f'{n:b} {n:o} {n:x} {n:X} {n:#b} {n:#o} {n:#x} {n:_b} {n:,} {n:10d}|{n:<10d}|{n:^10d}|{n:010d}|{n:+d}|{n: d}', bin(n), hex(n), n.bit_length())
print([f'{x:.{p}f}' for x in (0.125, 2.5, 1.005) for p in range(4)], [f'{x:.{p}e}' for x in (12345.678, 0.00012) for p in (0, 2)], [f'{x:.{p}g}' for x in (12345.678, 0.00012, 1e10) for p in (1, 3, 6)], [str(10.0 ** e) for e in range(-6, 20)], [str(2.0 ** e) for e in (-10, -1, 0, 10, 53, 64, 100)], [1.1 * i for i in range(1, 10)], [0.1 * i for i in range(10)], [i / 7 for i in range(1, 7)])
print('{:>10}|{:<10}|{:^10}|{:*^10}|{:010}|{:+}|{:,}|{:.3}'.format('r', 'l', 'c', 's', 5, 6, 7000, 'abcdef'), '{0:{w}.{p}f}'.format(3.14159, w=10, p=2), '{:d} {:n} {:c} {:%}'.format(5, 1000, 65, .25), f'{True} {True:d} {None} {[1, "a"]} {"q"!r}', '%5s|%-5s|%05d|%x|%o|%c|%%|%r|%+d' % ('a', 'b', 42, 255, 8, 'z', 'q', 5))
table = [('apple', 3, 0.5), ('kiwi', 12, 0.25), ('watermelon', 1, 3.999)]
for name, n, price in table: print(f'{name:<12}{n:>4}{price:>8.2f}{n * price:>9.3f}')
print(f'{"total":-<16}{sum(n * p for _, n, p in table):->17,.2f}', '\t'.join(map(str, range(5))), 'a\tb'.expandtabs(4), ' | '.join(f'{k}={v!r}' for k, v in {'x': 1, 'y': 'z'}.items()), sep='\n')
