import _string
import string

for text in ['', 'plain', '{}', '{0!r:>10}', 'a{b.c[d]}e{{f}}', '{x:{y}}', '{', '}', '{a', '{a!}', '{a!rr}', '\u00e9{\u00fc}']:
    try:
        print(repr(text), list(_string.formatter_parser(text)))
    except ValueError as e:
        print(repr(text), 'ValueError', e)
for name in ['a', '0', 'a.b', 'a[0]', 'a[x].y[1]', '', '.a', 'a.', 'a[', '12.x']:
    try:
        first, rest = _string.formatter_field_name_split(name)
        print(repr(name), repr(first), list(rest))
    except ValueError as e:
        print(repr(name), 'ValueError', e)
print(string.Formatter().format('{0} {x!r:>6} {y[k]} {z.real}', 1, x='q', y={'k': 2}, z=3))
