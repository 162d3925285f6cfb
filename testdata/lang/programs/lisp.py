"""A small Lisp: reader, environments, closures, macros, tail calls, errors."""
import operator as op
class LispError(Exception): pass
class Symbol(str):
    def __repr__(self): return str(self)
class Env(dict):
    def __init__(self, names=(), values=(), outer=None): super().__init__(zip(names, values)); self.outer = outer
    def find(self, name):
        env = self
        while env is not None:
            if name in env: return env
            env = env.outer
        raise LispError(f'undefined: {name}')
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args):
        if len(args) != len(self.params): raise LispError(f'wants {len(self.params)} arguments, got {len(args)}')
        return evaluate(self.body, Env(self.params, args, self.env))
def tokens(s): return s.replace('(', ' ( ').replace(')', ' ) ').replace("'", " ' ").split()
def read(ts):
    if not ts: raise LispError('unexpected end')
    t = ts.pop(0)
    if t == '(':
        out = []
        while ts and ts[0] != ')': out.append(read(ts))
        if not ts: raise LispError('missing )')
        ts.pop(0)
        return out
    if t == ')': raise LispError('unexpected )')
    if t == "'": return [Symbol('quote'), read(ts)]
    for kind in (int, float):
        try: return kind(t)
        except ValueError: pass
    return Symbol(t)
def evaluate(x, env):
    while True:
        if isinstance(x, Symbol): return env.find(x)[x]
        if not isinstance(x, list): return x
        match x:
            case ['quote', v]: return v
            case ['if', c, a, *b]: x = a if evaluate(c, env) else (b[0] if b else None); continue
            case ['define', [name, *params], *body]: env[name] = Lambda(params, [Symbol('begin'), *body], env); return None
            case ['define', name, v]: env[name] = evaluate(v, env); return None
            case ['set!', name, v]: env.find(name)[name] = evaluate(v, env); return None
            case ['lambda', params, *body]: return Lambda(params, [Symbol('begin'), *body], env)
            case ['let', bindings, *body]: x = [[Symbol('lambda'), [b[0] for b in bindings], *body], *[b[1] for b in bindings]]; continue
            case ['begin', *body]:
                for e in body[:-1]: evaluate(e, env)
                x = body[-1]; continue
            case ['cond', *clauses]:
                for test, value in clauses:
                    if test == 'else' or evaluate(test, env): x = value; break
                else: return None
                continue
        f, *args = [evaluate(e, env) for e in x]
        if isinstance(f, Lambda):
            if len(args) != len(f.params): raise LispError(f'wants {len(f.params)} arguments, got {len(args)}')
            x, env = f.body, Env(f.params, args, f.env)
        elif callable(f): return f(*args)
        else: raise LispError(f'not a function: {show(f)}')
def show(v):
    if isinstance(v, list): return '(' + ' '.join(map(show, v)) + ')'
    return {True: '#t', False: '#f', None: 'nil'}.get(v, str(v)) if v is None or isinstance(v, bool) else str(v)
def fold(f):
    def g(*a):
        r = a[0]
        for x in a[1:]: r = f(r, x)
        return r
    return g
G = Env()
G.update({'+': fold(op.add), '-': lambda *a: -a[0] if len(a) == 1 else fold(op.sub)(*a), '*': fold(op.mul), '/': fold(op.truediv), '<': op.lt, '=': op.eq, '>': op.gt, 'car': lambda l: l[0], 'cdr': lambda l: l[1:], 'cons': lambda a, l: [a] + l, 'list': lambda *a: list(a), 'null?': lambda l: l == [], 'not': op.not_, 'map': lambda f, l: [f(x) for x in l], 'apply': lambda f, l: f(*l), 'length': len, '#t': True, '#f': False})
for line in '''
(+ 1 2 (* 3 4))
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 20)
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(loop 5000 0)
(define (make-counter) (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n))))
(define c (make-counter))
(list (c) (c) (c))
(map (lambda (x) (* x x)) '(1 2 3.5))
(define (compose f g) (lambda (x) (f (g x))))
((compose car cdr) '(a b c))
(let ((x 5) (y 6)) (cond ((> x y) 'bigger) ((= x 5) 'five) (else 'other)))
(apply + (list 1 2 3))
(define (filter p l) (cond ((null? l) '()) ((p (car l)) (cons (car l) (filter p (cdr l)))) (else (filter p (cdr l)))))
(filter (lambda (x) (> x 2)) '(1 2 3 4))
(undefined-thing)
((lambda (x) x))
(1 2)
(car '())
(
)
(if #f 1)
(/ 1 0)
'''.strip().split('\n'):
    try:
        v = evaluate(read(tokens(line)), G)
        print(line, '=>', show(v))
    except (LispError, IndexError, ZeroDivisionError) as e: print(line, '=> error:', type(e).__name__, e)
