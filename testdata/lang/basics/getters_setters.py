# A class of every attribute hook at once, logged.
log = []
class D:
    def __set_name__(s, o, n): s.n = n; log.append(f'set_name {n}')
    def __get__(s, o, t): log.append(f'get {s.n}'); return getattr(o, '_' + s.n, None) if o else s
    def __set__(s, o, v): log.append(f'set {s.n}={v}'); object.__setattr__(o, '_' + s.n, v)
    def __delete__(s, o): log.append(f'del {s.n}'); object.__delattr__(o, '_' + s.n)
class C:
    d = D(); e = D()
    def __init__(s): s.d = 1; s.plain = 2
    def __getattribute__(s, n): log.append(f'gattr {n}'); return object.__getattribute__(s, n)
    def __getattr__(s, n):
        log.append(f'fallback {n}')
        if n.startswith('_'): raise AttributeError(n)
        return n.upper()
    def __setattr__(s, n, v): log.append(f'sattr {n}'); object.__setattr__(s, n, v)
    def __delattr__(s, n): log.append(f'dattr {n}'); object.__delattr__(s, n)
    def __dir__(s): return ['zz', 'aa']
    @property
    def p(s): log.append('p get'); return s._p
    @p.setter
    def p(s, v): log.append('p set'); s._p = v
def show(label, f=None):
    log.clear()
    try: r = f()
    except Exception as e: r = f'{type(e).__name__}: {e}'
    print(label, repr(r), log)
c = C(); print(log); show('d', lambda: c.d); show('plain', lambda: c.plain); show('missing', lambda: c.missing); show('_missing', lambda: c._missing); show('set', lambda: setattr(c, 'd', 5)); show('new', lambda: setattr(c, 'new', 1)); show('del d', lambda: delattr(c, 'd')); show('del none', lambda: delattr(c, 'nope')); show('p', lambda: setattr(c, 'p', 3)); show('p', lambda: c.p); show('p del', lambda: delattr(c, 'p')); show('has', lambda: hasattr(c, '_no')); show('getattr', lambda: getattr(c, '_no', 'dflt')); show('dir', lambda: dir(c)); show('vars', lambda: vars(c)); show('class', lambda: C.d.__class__.__name__); show('method', lambda: c.__init__.__name__); show('type attr', lambda: type(c).p.fget.__name__); show('call', lambda: c.anything.lower()); show('eq', lambda: c == c); show('str', lambda: str(c)[:12]); show('len', lambda: len(c))
