# frame.f_lineno = n in a trace function: within and out of loops, try, with, match and generators; what is refused.
import sys
class CM:
    def __init__(self, o): self.o = o
    def __enter__(self): self.o.append('enter')
    def __exit__(self, t, *a): self.o.append(('exit', t and t.__name__))
def loops(o):
    i = j = k = 0
    for i in 1, 2:
        o.append(i)
        for j in 'ab':
            o.append(j)
            o.append('inner')
        else:
            o.append('else')
    while i > 0:
        i -= 1
        o.append('while')
    for k in 'xy':
        o.append(k)
    return i
def tries(o):
    e = None
    try:
        o.append('try')
        {}['k']
    except KeyError as e:
        o.append(repr(e))
        o.append('handled')
    else:
        o.append('else')
    finally:
        o.append('finally')
        o.append('still')
    try:
        return o.append('value')
    finally:
        o.append('last')
        o.append('very last')
    o.append('unreachable')
def withs(o):
    a = None
    with CM(o):
        o.append('body')
        with CM(o) as a, CM(o):
            o.append('both')
            o.append('both')
    with CM(o):
        1 / 0
    o.append('after')
def matches(o):
    match len(o):
        case 0:
            o.append('zero')
            o.append('still zero')
        case 1 if o:
            o.append('one')
        case _:
            o.append('many')
    if o:
        o.append('if')
    elif not o:
        o.append('elif')
    else:
        o.append('else')
    o.append([i for i in
              range(2)])
def gen(o):
    i = 0
    for i in range(3):
        o.append(('sent', (yield i)))
        o.append(i)
    try:
        yield 'in try'
    except ValueError:
        o.append('caught')
        yield 'in except'
    o.append('end')
def drain(o):
    g = gen(o)
    for v in g:
        o.append(v)
    return g
class Body:
    a = 1
    b = a + 1
    for c in range(b):
        d = c
def jump(f, code, a, b, event='line', nth=1):
    base, done = code.co_firstlineno, []
    def tr(frame, what, arg):
        if frame.f_code is code and what == event and frame.f_lineno == base + a:
            done.append(1)
            if len(done) == nth:
                try:
                    frame.f_lineno = base + b
                    done.append(frame.f_lineno - base)
                except ValueError as e: done.append(str(e))
        return tr
    o = []
    sys.settrace(tr)
    try: f(o)
    except BaseException as e: o.append(repr(e))
    finally: sys.settrace(None)
    print(code.co_name, a, b, o, [d for d in done if d != 1])
for f in loops, tries, withs, matches:
    last = max(n for _, _, n in f.__code__.co_lines() if n) - f.__code__.co_firstlineno
    for a in range(2, last + 1, 2):
        for b in (-1, *range(1, last + 2)):
            if f is tries and (b in (10, 11, 12, 15, 16, 17) or a in (12, 17)): continue # they have several copies of finally
            if f is tries and b == 5 or f is matches and (a == b or a == 2 and b == 5): continue
            jump(f, f.__code__, a, b)
for a in 2, 3, 4, 6, 7, 9:
    for b in range(2, 10):
        jump(drain, gen.__code__, a, b)
for b in 2, 3, 9: jump(drain, gen.__code__, 3, b, 'call', 2)
for b in 1, 2: jump(loops, loops.__code__, 4, b, 'line', 2)
jump(tries, tries.__code__, 3, 1, 'exception')
