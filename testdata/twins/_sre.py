import re

for pattern, text in [('a(b+)(?P<c>c)?', 'xabbcab'), (r'\b\w+\b', 'two words'), (r'(\d+)-(\d+)', '10-20 3-4'), ('(?i)straße', 'STRASSE Straße'), ('^x*$', ''), ('(a|b)*?c', 'ababc'), (r'(?<=a)b(?!c)', 'abc abd'),
                      (r'(?m)^\s*#.*$', '# a\n  # b\nc'), (r'(?s).+', 'a\nb'), (r'(?x) a  b # c', 'ab'), (b'[\x80-\xff]+', b'a\x80\xffb'), (r'(?P<q>["\']).*?(?P=q)', 'say "hi" \'x\''), ('\u00e9+', 'caf\u00e9\u00e9'), (r'(?>a+)b', 'aaab'), (r'a{2,3}+', 'aaaa')]:
    p = re.compile(pattern)
    m = p.search(text)
    print(repr(pattern), m, m and (m.span(), m.groups(), m.groupdict(), m.lastindex, m.lastgroup, m.regs))
    print(p.findall(text), p.split(text), [x.start() for x in p.finditer(text)], p.match(text), p.fullmatch(text))
    print(p.sub(b'<\\g<0>>' if isinstance(text, bytes) else r'<\g<0>>', text), p.subn(lambda m: m.group() * 2, text, count=1), p.groups, dict(p.groupindex), p.flags)
p = re.compile('(a)(b)?')
m = p.match('a')
print(m[0], m[1], m[2], m.group(1, 2), m.start(2), m.expand(r'\1-x'), m.string, m.pos, m.endpos, m.re is p, p.pattern, p == re.compile('(a)(b)?'))
s = p.scanner('aab')
print(s.match(), s.search(), s.search())
import copy
print(copy.copy(p) is p, hash(p) == hash(re.compile('(a)(b)?')), p.search('xxab', 1, 3), repr(p))
for call in (lambda: p.match(1), lambda: p.match(b'a'), lambda: m.group(5), lambda: m.group('x'), lambda: p.sub(1, 'a'), lambda: re.compile('(')):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
