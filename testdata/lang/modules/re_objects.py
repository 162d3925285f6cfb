"""Patterns, matches and scanners, and their mistakes, an expression a line."""
import _sre
import re

rc = re.compile

EXPRESSIONS = r'''
rc('(a)(?P<n>b)?').match(1)
rc('(a)(?P<n>b)?').match()
rc('(a)(?P<n>b)?').match('a',1.5)
rc('(a)(?P<n>b)?').match('a',1,2,3)
rc('(a)(?P<n>b)?').match(string='a',pos=0)
rc('(a)(?P<n>b)?').match(b'a')
rc(b'a').match('a')
rc('(a)(?P<n>b)?').match('a').group(5)
rc('(a)(?P<n>b)?').match('a').group('x')
rc('(a)(?P<n>b)?').match('a').group(1.5)
rc('(a)(?P<n>b)?').match('ab').group(1,'n',0)
rc('(a)(?P<n>b)?').match('a').start(9)
rc('(a)(?P<n>b)?').match('a').start(1,2)
rc('(a)(?P<n>b)?').sub('x',1)
rc('(a)(?P<n>b)?').sub(lambda m:1,'aa')
rc('(a)(?P<n>b)?').sub(lambda m:m[0].upper()+'-','xaby')
rc('(a)(?P<n>b)?').sub(lambda m:None,'xaby')
rc(b'a').sub(lambda m:'x',b'aa')
rc(b'a').sub(lambda m:bytearray(b'z'),b'aa')
rc('a').sub(b'x','aa')
rc('a').sub('x')
rc('a').sub('\u4e2d','aéa\u0430')
rc('é').sub('-','aéa\u0430é\U00010400é!')
rc('\U00010400').subn(lambda m:'<'+m.group()+'>','aéa\u0430é\U00010400é!\U00010400')
rc('x*').sub('-','abxd')
rc('x*').split('abxxd')
rc('x*').findall('abxxd')
list(map(lambda m:m.span(),rc('x*').finditer('abxxd')))
rc('').sub('-','aé')
rc('b|').sub('-','abc',2)
rc('a').subn('x','aaa',count=2)
rc('(,)|;').split('a,b;c')
rc('(,)|;').split('a,b;c',1)
rc('(,)|;').split('a,b;c',maxsplit=-1)
rc('a').split()
rc('a').findall()
rc('a').scanner()
rc('(a)(b)?').findall('aab')
rc('(a)').findall('aab')
rc('a').fullmatch(pattern='a')
rc('a')<rc('a')
rc('a')==1
rc('a')==rc('a')
hash(rc('a'))==hash(rc('a'))
type(rc('a'))()
type(rc('a').match('a'))()
rc('(a)(?P<n>b)?').match('a')[1]
rc('(a)(?P<n>b)?').match('a')[2]
rc('(a)(?P<n>b)?').match('a')['n']
rc('(a)(?P<n>b)?').match('a')['q']
rc('(a)(?P<n>b)?').match('a').groups(default=3)
rc('(a)(?P<n>b)?').match('a').groups(1,2)
rc('(a)(?P<n>b)?').match('a').groupdict(default=3)
rc('(a)(?P<n>b)?').match('ab').groupdict()
rc('(a)(?P<n>b)?').match('a').regs
rc('(a)(?P<n>b)?').match('ab').lastgroup
rc('(a)(?P<n>b)?').match('ab').lastindex
rc('a').match('a').lastindex
rc('(a)(?P<n>b)?').search('xxab',1,4).pos
rc('(a)(?P<n>b)?').search('xxab',1,100).endpos
rc('(a)(?P<n>b)?').search('xxab',-5,2)
type(rc('a').finditer('a'))
type(rc('a').scanner('a'))
rc('a').scanner('a').pattern
(lambda s:(s.search(),s.search(),s.search(),s.match()))(rc('a').scanner('ab a'))
rc(b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',2|8)
rc('a',256|64|16)
rc('.*').match('x'*100)
rc('.*').match('é\U00010400'*100)
type(rc('a')).__doc__
type(rc('a')).match.__text_signature__
rc('a').pattern
rc('a').flags
rc('a').groups
rc('(?P<x>a)(?P<y>b)').groupindex
type(rc('a'))[str]
rc(b'a').search(memoryview(b'a')).group()
rc(b'a').search(bytearray(b'a'))
rc(b'(a)').findall(bytearray(b'ba'))
rc(b'a').sub(b'x',bytearray(b'ba'))
rc('a').search(memoryview(b'a'))
rc('a').pattern
rc('a').foo
rc('a').match('a').foo
rc('a').match('a').__copy__()
rc('a').match('a').string
rc('a').match('a').re
rc('a').match('a').span('n')
rc('(?P<n>a)').match('a').span('n')
rc('(?P<n>a)').match('a').end(True)
rc('\\bfoo\\b').search('a foo\u4e2d foo b')
rc('\\w+').findall('aé中 x_1\U0001f600z')
rc('[^\\W\\d]+').findall('ab12é中')
rc('(?i)straße').findall('STRAßE straße')
rc('(?:é|ü)+').findall('xéüéx')
rc('.').findall('a\ud800b\udfff')
_sre.compile('a',0,[1],0,{},())
_sre.compile('a',0,[5],0,{},())
_sre.compile('a',0,[2**33],0,{},())
_sre.compile('a',0,[1],0,[],())
_sre.compile('a',0,['a'],0,{},())
_sre.compile('a',0,[],0,{},())
_sre.compile(1,0,[1],0,{},())
_sre.compile('a',0,[1],-1,{},())
_sre.unicode_tolower('a')
_sre.unicode_iscased(65)
_sre.unicode_iscased(0x110001)
_sre.ascii_tolower(65.5)
_sre.ascii_tolower(-5)
_sre.ascii_tolower(2**40)
_sre.MAGIC,_sre.CODESIZE,_sre.MAXREPEAT,_sre.MAXGROUPS,_sre.getcodesize()
'''

for line in EXPRESSIONS.strip().splitlines():
    try:
        result = repr(eval(line))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(line, "->", result)
