"""A precedence-climbing calculator with variables, functions, errors with a caret, and history."""
import math, re, operator
TOK = re.compile(r'\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|(\*\*|//|<<|>>|==|!=|<=|>=|[-+*/%^(),=<>!]))')
OPS = {'=': (0, 'r'), '==': (1, 'l'), '!=': (1, 'l'), '<': (1, 'l'), '>': (1, 'l'), '<=': (1, 'l'), '>=': (1, 'l'), '+': (2, 'l'), '-': (2, 'l'), '*': (3, 'l'), '/': (3, 'l'), '//': (3, 'l'), '%': (3, 'l'), '**': (5, 'r'), '^': (5, 'r')}
FN = {'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.truediv, '//': operator.floordiv, '%': operator.mod, '**': operator.pow, '^': operator.pow, '==': operator.eq, '!=': operator.ne, '<': operator.lt, '>': operator.gt, '<=': operator.le, '>=': operator.ge}
class CalcError(Exception):
    def __init__(self, msg, pos): super().__init__(msg); self.pos = pos
class Calc:
    def __init__(self): self.vars, self.funcs = {'pi': math.pi, 'ans': 0}, {'sqrt': math.sqrt, 'max': max, 'min': min, 'abs': abs, 'round': round, 'fact': math.factorial}
    def lex(self, s):
        i, out = 0, []
        while i < len(s.rstrip()):
            m = TOK.match(s, i)
            if not m: raise CalcError(f'unexpected {s[i:].strip()[0]!r}', len(s) - len(s[i:].lstrip()))
            out.append((m.lastindex, m[m.lastindex], m.start(m.lastindex))); i = m.end()
        return out + [(0, '', len(s.rstrip()))]
    def run(self, s):
        self.toks, self.i = self.lex(s), 0
        v = self.expr(0)
        if self.tok[0]: raise CalcError(f'unexpected {self.tok[1]!r}', self.tok[2])
        self.vars['ans'] = v; return v
    tok = property(lambda self: self.toks[self.i])
    def next(self): t = self.tok; self.i += 1; return t
    def expr(self, level):
        left = self.unary()
        while (op := self.tok[1]) in OPS and (p := OPS[op])[0] >= level and self.tok[0] == 3:
            pos = self.next()[2]
            if op == '=':
                if not isinstance(left, str): raise CalcError('cannot assign', pos)
                self.vars[left] = left = self.value(self.expr(0), pos); continue
            right = self.value(self.expr(p[0] + (p[1] == 'l')), pos)
            try: left = FN[op](self.value(left, pos), right)
            except (ArithmeticError, TypeError) as e: raise CalcError(str(e), pos) from e
        return left if isinstance(left, str) and self.tok[1] == '=' else self.value(left, self.tok[2])
    def value(self, v, pos):
        if isinstance(v, str):
            if v not in self.vars: raise CalcError(f'no variable {v}', pos)
            return self.vars[v]
        return v
    def unary(self):
        kind, t, pos = self.next()
        if t in ('-', '+') and kind == 3: v = self.value(self.expr(4), pos); return -v if t == '-' else v
        if kind == 1: return float(t) if '.' in t or 'e' in t else int(t)
        if kind == 2:
            if self.tok[1] == '(':
                self.next(); args = []
                while self.tok[1] != ')': args.append(self.expr(0)); self.tok[1] == ',' and self.next()
                self.next()
                try: return self.funcs[t](*args)
                except KeyError: raise CalcError(f'no function {t}', pos) from None
                except (TypeError, ValueError) as e: raise CalcError(f'{t}: {e}', pos) from e
            return t
        if t == '(':
            v = self.expr(0)
            if self.next()[1] != ')': raise CalcError('missing )', pos)
            return v
        raise CalcError('unexpected end' if not kind else f'unexpected {t!r}', pos)
c = Calc()
for s in ('1 + 2 * 3', '(1 + 2) * 3', '2 ** 3 ** 2', '-2 ** 2', '10 - 4 - 3', '7 // 2 + 7 % 4', 'x = 5', 'x * 2 + ans', 'y = x = 3', 'x + y', 'max(1, x, 2.5)', 'sqrt(16) + .5', '1e3 / 3', 'fact(20)', '2 ^ 100', '3 < 4', '1 +', '1 / 0', '(1 + 2', 'nope + 1', 'foo(1)', '1 $ 2', '5 = 3', 'sqrt(-1)', '1 2', 'max()', '', 'x = = 2', 'ans', 'round(2.567, 1)', '--3', '2 * -3', '1e400 * 0'):
    try: print(f'{s!r:>22} = {c.run(s)!r}')
    except CalcError as e: print(f'{s!r:>22} ! {e}\n{" " * 23}{" " * e.pos}^')
