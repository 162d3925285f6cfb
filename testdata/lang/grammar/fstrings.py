# f-strings: conversions, nesting, formats, = and odd contents.
import datetime
name, value, width, prec = 'Ann', 3.14159, 10, 3
print(f'{name}', f'{name!r}', f'{name!s:>6}', f'{name!a}', f"{'é'!a}")
print(f'{value:.2f}|{value:{width}.{prec}}|{value:>{width}}|{value:^{width}.{prec}f}|')
print(f'{value = }', f'{value=:.1f}', f'{name=!s}', f'{ name = !r:>10}', f'{1+1=}', f'{name.upper()=}')
print(f'{{}}', f'{{{name}}}', f'{{{{', f'}}}}', f'{name}}}', rf'\n{name}\d', fr'{name}\t')
print(f'{3!r:^5}', f'{[1, 2]}', f'{ {1: 2} }', f'{ {x for x in [1]} }', f'{(lambda x: x * 2)(4)}', f'{"a" if 1 else "b"}')
print(f'{name:{"<" if True else ">"}{width}}|', f'{"nested " + f"{name} {1}"}', f'''{f"""{f'{f"{1}"}'}"""}''')
print(f'{datetime.date(2024, 2, 3):%Y/%m/%d}', f'{1000000:,} {255:#x} {255:08b} {-5:+} {0.5:%} {1e10:e}')
print(f'''multi
{name
} line {
    value:.1f}''')
print('a' f'{1}' 'b' f'{2}' rf'\{3}', len(f''), f'' '')
class F:
    def __format__(self, spec): return f'<{spec!r}>'
    def __repr__(self): return 'F!'
    def __str__(self): return 'F$'
o = F()
print(f'{o}', f'{o!r}', f'{o!s}', f'{o:spec}', f'{o!r:>5}', f'{o:{1}{2}}', f'{o=}', f'{o=:x}', f'{o:a{"b"}c}')
print(f'{1:}', f'{"x":}', f'{None}', f'{True:5}', f'{True:d}', f'{10!s:5}|')
print(f'{name!r}' == repr(name), f'{1,}', f'{1, 2}', f'{*[1, 2],}', f'{yield_ if (yield_ := 3) else 0}')
for expr in ("f'{1:q}'", "f'{\"a\":d}'", "f'{[]:5}'", "f'{None:>5}'", "f'{object():x}'", "f'{1.5:d}'", "f'{nope}'", "f'{1/0}'", "f'{1:.2d}'", "f'{\"a\":,}'", "f'{5:c}'", "f'{-1:c}'"):
    try:
        print(expr, eval(expr))
    except Exception as e:
        print(expr, type(e).__name__, e)
d = {'k': 'v', 'n': {'m': [10, 20]}}
print(f"{d['k']} {d['n']['m'][1]} {d!r}")
def fn(a, b=2): return a + b
print(f'{fn(1)} {fn(1, b=5)} {fn(a=1)!r:>3}')
x = 5
print(f'{x:{x}} {x:0{x}} {x!r:0>{x}}', f'{x:=+5}', f'{x == 5}', f'{x != 5}', f'{x >= 5}', f'{x <= 5}')
print(f'\N{BULLET} \x41 \u0041 {x}\n'.strip())
