# Every method of str with ordinary and edge arguments.
s = 'Hello, World'
print(s.lower(), s.upper(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), 'ß'.casefold(), 'ß'.upper(), "they're bill's".title(), 'ǆ'.title(), 'ﬁ'.upper(), 'İ'.lower().encode())
print(s.center(20, '*'), s.ljust(15) + '|', s.rjust(15, '.'), '5'.zfill(3), '-5'.zfill(4), '+'.zfill(3), ''.zfill(2), 'abc'.center(2), 'abc'.center(6), 'ab'.center(5))
print(s.find('o'), s.rfind('o'), s.find('o', 5), s.find('o', 5, 7), s.find('zz'), s.find(''), s.find('', 100), s.rfind(''), s.index('W'), s.count('l'), s.count(''), s.count('l', 4), ''.count(''), 'aaa'.count('aa'))
print(s.startswith('He'), s.startswith(('x', 'H')), s.endswith('ld'), s.startswith('W', 7), s.startswith(()), s.endswith('', 100), ''.startswith(''), s.startswith('lo', -9))
print(s.replace('l', 'L'), s.replace('l', 'L', 2), s.replace('', '-'), 'aaa'.replace('a', '', 2), ''.replace('', 'x'), 'abc'.replace('', 'x', 2), s.replace('zz', 'y') is s or 'equal')
print('a,b,,c'.split(','), ' a  b '.split(), ' a  b '.split(' '), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), ' a b c '.split(None, 1), ' a b c '.rsplit(None, 1), ''.split(), ''.split(','), 'abc'.split('abc'), 'aXXbXXc'.split('XX'))
print('a\nb\r\nc\rd\x0be\x0cf\x1cg\u2028h\x85i'.splitlines(), 'a\n\nb\n'.splitlines(True), ''.splitlines(), '\n'.splitlines(), 'a\r\n'.splitlines(True))
print('  x '.strip() + '|', 'xxabxx'.strip('x'), 'abcba'.strip('ab'), 'xxa'.lstrip('x'), 'axx'.rstrip('x'), '\u3000x\u00a0'.strip(), 'x'.strip(''))
print('k=v=w'.partition('='), 'k=v=w'.rpartition('='), 'kv'.partition('='), 'kv'.rpartition('='))
print(','.join(['a', 'b']), ''.join(()), ' '.join('abc'), '-'.join({'k': 1}), 'x'.join(c for c in 'ab'))
print('abc'.isalpha(), ''.isalpha(), 'a1'.isalnum(), '12'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), '½'.isdigit(), '٣'.isdecimal(), 'Ab'.istitle(), 'AB'.isupper(), 'ab1'.islower(), ' \t'.isspace(), ''.isspace(), 'a b'.isidentifier(), '_x'.isidentifier(), 'é1'.isidentifier(), '1a'.isidentifier(), 'class'.isidentifier(), 'a\n'.isprintable(), ''.isprintable(), 'é'.isascii(), ''.isascii())
print('a\tb\tcd\te'.expandtabs(), 'a\tb'.expandtabs(4), '\t'.expandtabs(0), 'ab\ncd\te'.expandtabs(4), repr('a\t'.expandtabs(1)))
t = str.maketrans({'a': '1', 'b': None, ord('c'): 'CC', 'd': 100}); print('abcd'.translate(t), str.maketrans('ab', 'xy', 'z'), 'abz'.translate(str.maketrans('ab', 'xy', 'z')), 'abc'.translate({97: None}), 'ab'.translate([1]*98 + ['q'] * 5) if 0 else '')
class T:
    def __getitem__(self, k):
        if k == 97: raise LookupError
        return chr(k + 1)
print('abc'.translate(T()))
print('testfile.py'.removesuffix('.py'), 'testfile'.removeprefix('test'), 'x'.removeprefix('xx'), 'x'.removesuffix(''))
print('é'.encode(), 'é'.encode('latin-1'), 'é'.encode('ascii', 'replace'), 'é'.encode('ascii', 'xmlcharrefreplace'), 'é'.encode('ascii', 'backslashreplace'), 'é'.encode('ascii', 'ignore'), 'é'.encode('ascii', 'namereplace'), 'a'.encode('utf-16'), 'a'.encode('utf-32-be'), '\ud800'.encode('utf-8', 'surrogatepass'))
for f in (lambda: 'a'.encode('nope'), lambda: 'é'.encode('ascii'), lambda: 'é\ud800'.encode(), lambda: 'a'.split(''), lambda: 'a'.index('b'), lambda: 'a'.rindex('b'), lambda: 'a'.join([1]), lambda: 'a'.join(5), lambda: 'a'.center(5, 'ab'), lambda: 'a'.center('5'), lambda: 'a'.partition(''), lambda: 'a'.replace('a'), lambda: 'a'.replace(1, 2), lambda: 'a'.find(1), lambda: 'a'.startswith(1), lambda: 'a'.startswith((1,)), lambda: 'a'.strip(1), lambda: 'a'.zfill('x'), lambda: str.maketrans('a', 'bc'), lambda: str.maketrans('a'), lambda: str.maketrans({'ab': 1}), lambda: 'a'.translate(5), lambda: 'a'.translate({97: 1.5}), lambda: 'a'.translate({97: 0x110000}), lambda: 'a' * (2**70), lambda: 'a' + 1, lambda: 'abc'[5], lambda: 'a'.encode('ascii', 'nope') and 'é'.encode('ascii', 'nope'), lambda: str(b'a', 'ascii', 'x', 1), lambda: str(5, 'utf-8'), lambda: str('a', 'utf-8'), lambda: 'abc'['a'], lambda: 'a'.expandtabs('x'), lambda: 'a'.splitlines(1, 2), lambda: 'a'.count(), lambda: ','.join(['a', None])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
