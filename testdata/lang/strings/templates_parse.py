# Parsing text by hand: CSV, key-value, dates, roman numerals, numbers to words, diff of lines.
def csv_line(s):
    out, cur, q = [], '', False
    i = 0
    while i < len(s):
        c = s[i]
        if q:
            if c == '"' and s[i + 1:i + 2] == '"': cur += '"'; i += 1
            elif c == '"': q = False
            else: cur += c
        elif c == '"': q = True
        elif c == ',': out.append(cur); cur = ''
        else: cur += c
        i += 1
    return out + [cur]
print(csv_line('a,"b, ""c""",,d'), csv_line(''), csv_line('"x\ny",z'))
def roman(n):
    out = ''
    for v, r in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), 'M CM D CD C XC L XL X IX V IV I'.split()):
        while n >= v: out += r; n -= v
    return out
def unroman(s): v = dict(zip('IVXLCDM', (1, 5, 10, 50, 100, 500, 1000))); return sum(-v[a] if v[a] < v.get(b, 0) else v[a] for a, b in zip(s, s[1:] + ' '))
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)], all(unroman(roman(n)) == n for n in range(1, 4000)))
ONES = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(); TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split()
def words(n):
    if n < 0: return 'minus ' + words(-n)
    if n < 20: return ONES[n]
    if n < 100: return TENS[n // 10] + ('-' + ONES[n % 10] if n % 10 else '')
    for size, name in ((10**9, 'billion'), (10**6, 'million'), (1000, 'thousand'), (100, 'hundred')):
        if n >= size: return words(n // size) + ' ' + name + (' and ' if n % size and n % size < 100 else ' ' if n % size else '') + (words(n % size) if n % size else '')
print([words(n) for n in (0, 13, 21, 100, 105, 999, 1000, 1001, 12345, 1000000, -7, 2**31)])
def parse_kv(t): return {k.strip(): v.strip().strip('"') for line in t.splitlines() if '=' in line and not line.lstrip().startswith('#') for k, _, v in [line.partition('=')]}
print(parse_kv('a = 1\n# c = 2\nb="x = y"\nbad line\n d =\n'))
def lcs(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1): t[i][j] = t[i + 1][j + 1] + 1 if a[i] == b[j] else max(t[i + 1][j], t[i][j + 1])
    i = j = 0; out = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]: out.append(('=', a[i])); i += 1; j += 1
        elif t[i + 1][j] >= t[i][j + 1]: out.append(('-', a[i])); i += 1
        else: out.append(('+', b[j])); j += 1
    return out + [('-', x) for x in a[i:]] + [('+', x) for x in b[j:]]
print(lcs('abcde', 'abxde'), ''.join(o + c for o, c in lcs('kitten', 'sitting')))
def base(n, b): return '0' if n == 0 else ''.join(reversed([(c := '0123456789abcdefghijklmnopqrstuvwxyz'[n // b**i % b]) for i in range(200) if b**i <= n]))
print([base(255, b) for b in (2, 3, 8, 16, 36)], all(int(base(n, b), b) == n for n in range(0, 500, 7) for b in (2, 7, 36)))
def esc(s): return ''.join({'&': '&amp;', '<': '&lt;'}.get(c, c) for c in s)
def title_case(s, small=('of', 'the', 'and')): return ' '.join(w if i and w in small else w.capitalize() for i, w in enumerate(s.lower().split()))
def justify(ws, n):
    lines, cur = [], []
    for w in ws:
        if sum(map(len, cur)) + len(cur) + len(w) > n: lines.append(cur); cur = []
        cur.append(w)
    out = []
    for l in lines:
        gaps = len(l) - 1; sp = n - sum(map(len, l)); out.append(''.join(w + ' ' * ((sp // gaps + (i < sp % gaps)) if i < gaps else 0) for i, w in enumerate(l)) if gaps else l[0].ljust(n))
    return out + [' '.join(cur)]
print(esc('a<b&c'), title_case('the lord OF THE rings and more'), *justify('the quick brown fox jumps over the lazy dog again and again'.split(), 16), sep='\n')
