import re
TOKEN = re.compile(r'(?P<NUM>\d+(?:\.\d+)?)|(?P<ID>[A-Za-z_]\w*)|(?P<OP>[-+*/()=<>!]=?)|(?P<STR>"(?:[^"\\]|\\.)*")|(?P<WS>\s+)|(?P<BAD>.)')
def lex(s): return [(m.lastgroup, m.group()) for m in TOKEN.finditer(s) if m.lastgroup != 'WS']
print(lex('x1 = 3.14 * (y + "a \\"q\\" b") >= 2 # z'))
log = '''10:01 ERROR db: timeout after 30s
10:02 INFO web: GET /index 200
10:03 ERROR web: GET /x?a=1 500
bad line
10:04 WARN db: slow query (2.5s)'''
pat = re.compile(r'^(?P<t>\d\d:\d\d) (?P<lvl>[A-Z]+) (?P<src>\w+): (?P<msg>.*)$', re.M)
print([m.groupdict() for m in pat.finditer(log)][1], re.findall(r'(\d+(?:\.\d+)?)s\b', log), re.sub(pat, lambda m: f"[{m['lvl'][0]}] {m['msg']}", log))
def camel(s): return re.sub(r'_(\w)', lambda m: m[1].upper(), s)
def snake(s): return re.sub(r'(?<!^)(?=[A-Z])', '_', s).lower()
print(camel('some_long_name'), snake('someLongHTTPName'), re.sub(r'(?<=\d)(?=(?:\d{3})+$)', ',', '1234567'), re.sub(r'\b(\w)(\w*)\b', lambda m: m[1].upper() + m[2], 'the quick fox'), re.sub(r'(.)\1+', r'\1', 'aabbccdd'), re.sub(r'^\s+|\s+$', '', '  trim  '))
html = '<a href="x.html" class=\'b\'>T <b>bold</b></a><img src=y.png/>'
print(re.findall(r'<(\w+)((?:\s+\w+=(?:"[^"]*"|\'[^\']*\'|[^\s>]+))*)\s*/?>', html), re.sub(r'<[^>]+>', '', html), re.findall(r'(\w+)=("|\')(.*?)\2', html))
def template(t, **k): return re.sub(r'\{\{\s*(\w+)(?:\|(\w+))?\s*\}\}', lambda m: getattr(str(k.get(m[1], '?')), m[2] or 'strip')(), t)
print(template('Hi {{ name|upper }}, {{n}} {{missing}}', name='ann', n=3))
def globre(g): return '(?s:' + ''.join({'*': '.*', '?': '.'}.get(c, re.escape(c)) for c in g) + r')\Z'
print([bool(re.match(globre(g), f)) for g, f in (('*.py', 'a.py'), ('?.py', 'ab.py'), ('a[b', 'a[b'))], __import__('fnmatch').translate('*.[ch]'))
s = re.Scanner([(r'[0-9]+', lambda s, t: int(t)), (r'[a-z]+', lambda s, t: t), (r'[,.]+', None), (r'\s+', None)]); print(s.scan('45 pigeons, 23 cows, 11 spiders!'))
print(re.search(r'(a+)+$', 'a' * 12 + 'b') is None, len(re.findall(r'(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b', '10.0.0.1 256.1.1.1 192.168.1.255')), re.fullmatch(r'(?:(?:\(\)|\[\])*)', '()[]()') is not None, re.sub(r'(?m)^', '> ', 'a\nb'), re.findall(r'(?=(\w{2}))', 'abcd'), re.split(r'(?<=[.!?])\s+', 'One. Two! Three?'), re.split(r'\b', 'a b'), re.findall(r'\w+|[^\w\s]', "Don't stop, now!"))
big = 'ab' * 5000; print(len(re.findall('ab', big)), re.match('(?:ab)*', big).end(), re.search('b$', big).start(), re.sub('a', '', big)[:5], len(re.sub(r'(a)(b)', r'\2\1', big)), re.fullmatch(r'(?:a|b)*', big).span(), re.match(r'(.{1000})\1', 'x' * 2000).span(1))
def balanced(s):
    prev = None
    while prev != s: prev, s = s, re.sub(r'\([^()]*\)', '', s)
    return s
print(balanced('a(b(c)d)e(f)'), sorted(re.findall(r'\w+', 'b a c'), key=str), [re.sub(p, r, 'The Cat sat') for p, r in ((r'(?i)cat', 'dog'), (r'\b[a-z]', '_'), (r'\s', ''), (r'(\w+) (\w+)', r'\2 \1'))])
roman = re.compile(r'^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$'); print([bool(roman.match(r)) for r in ('MCMXCIV', 'IIII', 'XLII', '', 'IC')]); iso = re.compile(r'(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$'); print([iso.match(x) and iso.match(x).groups() for x in ('2024-01-02', '2024-01-02T03:04:05.678+01:00', '2024-1-2')])
