"""A regular expression engine by Thompson's construction, checked against simple cases."""
import re
def parse(p):
    i = 0
    def alt():
        nonlocal i
        left = seq()
        while i < len(p) and p[i] == '|': i += 1; left = ('alt', left, seq())
        return left
    def seq():
        nonlocal i
        out = ('eps',)
        while i < len(p) and p[i] not in '|)': out = ('cat', out, rep())
        return out
    def rep():
        nonlocal i
        a = atom()
        while i < len(p) and p[i] in '*+?': a = (p[i], a); i += 1
        return a
    def atom():
        nonlocal i
        c = p[i]; i += 1
        if c == '(':
            r = alt()
            if i >= len(p) or p[i] != ')': raise ValueError('missing )')
            i += 1; return r
        if c == '[':
            j = p.index(']', i + 1); body, i = p[i:j], j + 1; neg = body[0] == '^'; body = body[neg:]; chars, k = set(), 0
            while k < len(body):
                if k + 2 < len(body) and body[k + 1] == '-': chars |= {chr(x) for x in range(ord(body[k]), ord(body[k + 2]) + 1)}; k += 3
                else: chars.add(body[k]); k += 1
            return ('set', frozenset(chars), neg)
        if c in '*+?': raise ValueError(f'nothing to repeat at {i - 1}')
        if c == '\\': c = p[i]; i += 1; return ('set', frozenset('0123456789'), False) if c == 'd' else ('set', frozenset(c), False)
        return ('any',) if c == '.' else ('set', frozenset(c), False)
    r = alt()
    if i < len(p): raise ValueError(f'unexpected {p[i]!r} at {i}')
    return r
class NFA:
    def __init__(self, p): self.edges, self.eps = [], []; self.start = self.new(); self.end = self.build(parse(p), self.start); self.dfa = {}
    def new(self): self.edges.append([]); self.eps.append([]); return len(self.eps) - 1
    def build(self, n, s):
        match n:
            case ('eps',): return s
            case ('any',) | ('set', _, _): e = self.new(); self.edges[s].append((n, e)); return e
            case ('cat', a, b): return self.build(b, self.build(a, s))
            case ('alt', a, b):
                e = self.new()
                for x in (a, b): t = self.new(); self.eps[s].append(t); self.eps[self.build(x, t)].append(e)
                return e
            case ('*' | '+' | '?' as op, a):
                t, e = self.new(), self.new(); self.eps[s].append(t); f = self.build(a, t); self.eps[f].append(e)
                if op != '?': self.eps[f].append(t)
                if op != '+': self.eps[s].append(e)
                return e
    def close(self, states):
        todo, seen = list(states), set(states)
        while todo:
            for t in self.eps[todo.pop()]:
                if t not in seen: seen.add(t); todo.append(t)
        return frozenset(seen)
    def fullmatch(self, s):
        cur = self.close({self.start})
        for c in s:
            k = cur, c
            if k not in self.dfa: self.dfa[k] = self.close({e for q in cur for n, e in self.edges[q] if n[0] == 'any' or (c in n[1]) != n[2]})
            cur = self.dfa[k]
            if not cur: return False
        return self.end in cur
bad = 0
for p in ('a', 'abc', 'a*', 'a+b?', '(a|b)*abb', 'x(yz)*|w', '[a-c]+d', '[^ab]c', '\\d+(\\.\\d+)?', '.*b.', '((a))', '', 'a|', '(a*)*b', '(|a)+', 'a?a?a?aaa', '[abc](d|e)+'):
    n = NFA(p); row = []
    for s in ('', 'a', 'b', 'aa', 'abc', 'abb', 'aabb', 'xyzyz', 'w', 'abcd', 'cc', 'xc', '12', '3.14', 'bb', 'aba', 'aaa', 'ade', 'aaab'):
        got = n.fullmatch(s); row.append('.Y'[got]); bad += got != bool(re.fullmatch(p, s))
    print(f'{p:>16} {"".join(row)} {len(n.eps)}')
print('differences:', bad)
for p in ('(', 'a)', '*a', 'a**b'):
    try: print(p, NFA(p).fullmatch('aab'))
    except ValueError as e: print(p, e)
big = NFA('(a|b)*a' + '(a|b)' * 8); print(big.fullmatch('ab' * 100 + 'a' * 9), big.fullmatch('b' * 50), len(big.dfa) > 10)
