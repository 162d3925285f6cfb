# needs: libpython
# Handlers of pyexpat that raise, replace handlers and parse.
from xml.parsers import expat
import pyexpat, gc, weakref, sys
def t(name, f):
    try:
        print(name, '->', repr(f()))
    except BaseException as e:
        print(name, '!!', type(e).__module__, type(e).__qualname__, e, getattr(e, 'code', None), getattr(e, 'lineno', None), getattr(e, 'offset', None), '|', repr(e.__cause__), repr(e.__context__))
DOC = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "val"><!ELEMENT r (a*)><!ATTLIST a k CDATA "d">]><r><a k="1">t&e;x</a><?pi data?><!--c--><![CDATA[cd]]><b/></r>'
p = expat.ParserCreate()
log = []
def start(n, a):
    log.append(('s', n, a))
    if n == 'a':
        p.StartElementHandler = start2
def start2(n, a):
    log.append(('s2', n, a))
    p.EndElementHandler = None
p.StartElementHandler = start
p.EndElementHandler = lambda n: log.append(('e', n))
p.CharacterDataHandler = lambda d: log.append(('c', d))
p.CommentHandler = lambda d: log.append(('cm', d))
p.ProcessingInstructionHandler = lambda *a: log.append(('pi',) + a)
p.ElementDeclHandler = lambda *a: log.append(('ed',) + a)
p.AttlistDeclHandler = lambda *a: log.append(('al',) + a)
p.EntityDeclHandler = lambda *a: log.append(('en',) + a)
p.XmlDeclHandler = lambda *a: log.append(('xd',) + a)
p.StartDoctypeDeclHandler = lambda *a: log.append(('sd',) + a)
p.EndDoctypeDeclHandler = lambda *a: log.append(('edd',) + a)
p.StartCdataSectionHandler = lambda *a: log.append(('sc',) + a)
p.EndCdataSectionHandler = lambda *a: log.append(('ec',) + a)
t('parse', lambda: p.Parse(DOC, True))
for l in log:
    print(l)
t('again', lambda: p.Parse(b'x', True))
p = expat.ParserCreate()
def bad(n, a):
    raise KeyError(n)
p.StartElementHandler = bad
t('raise', lambda: p.Parse(DOC, True))
t('after raise', lambda: p.Parse(DOC, True))
print(p.StartElementHandler is bad)
p = expat.ParserCreate()
class F:

    def __init__(s):
        s.n = 0

    def read(s, n):
        s.n += 1
        if s.n == 1:
            return b'<r>'
        if s.n == 2:
            return b'</r>'
        return b''
t('file', lambda: expat.ParserCreate().ParseFile(F()))
class F2:

    def read(s, n):
        return '<r/>'
t('file2', lambda: expat.ParserCreate().ParseFile(F2()))
class F3:

    def read(s, n):
        raise EOFError(n)
t('file3', lambda: expat.ParserCreate().ParseFile(F3()))
class F4:

    def read(s, n):
        return b'x' * (n + 1)
t('file4', lambda: expat.ParserCreate().ParseFile(F4()))
t('nofile', lambda: expat.ParserCreate().ParseFile(3))
intern = {}
p = expat.ParserCreate(None, '|', intern)
ns = []
p.StartElementHandler = lambda n, a: ns.append((n, a))
p.StartNamespaceDeclHandler = lambda *a: ns.append(a)
p.EndNamespaceDeclHandler = lambda *a: ns.append(a)
p.Parse(b'<r xmlns:q="urn:q" xmlns="d" q:z="1"><q:a/></r>', 1)
print(ns)
print(sorted(map(str, intern)))
print(p.intern is intern)
t('enc', lambda: expat.ParserCreate('nope').Parse(b'<r/>', 1))
t('ordered', lambda: setattr(p, 'ordered_attributes', 5) or p.ordered_attributes)
t('badattr', lambda: setattr(p, 'nope', 5) or p.nope)
t('badget', lambda: p.nope2)
t('badtype', lambda: setattr(p, 'buffer_size', 'x'))
t('badsize', lambda: setattr(p, 'buffer_size', -1))
t('del', lambda: delattr(p, 'StartElementHandler'))
t('nontype', lambda: pyexpat.XMLParserType())
p = expat.ParserCreate()
p.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
got = []
def ext(ctx, base, sysid, pubid):
    got.append((ctx, base, sysid, pubid))
    q = p.ExternalEntityParserCreate(ctx)
    q.StartElementHandler = lambda n, a: got.append(('sub', n))
    q.Parse(b'<sub/>', 1)
    return 1
p.ExternalEntityRefHandler = ext
t('ext', lambda: p.Parse(b'<!DOCTYPE r [<!ENTITY x SYSTEM "sys">]><r>&x;</r>', 1))
print(got)
p = expat.ParserCreate()
p.ExternalEntityRefHandler = lambda *a: 0
t('ext0', lambda: p.Parse(b'<!DOCTYPE r [<!ENTITY x SYSTEM "sys">]><r>&x;</r>', 1))
p = expat.ParserCreate()
p.ExternalEntityRefHandler = lambda *a: 'str'
t('extstr', lambda: p.Parse(b'<!DOCTYPE r [<!ENTITY x SYSTEM "sys">]><r>&x;</r>', 1))
p = expat.ParserCreate()
t('unk', lambda: p.Parse(b'<?xml version="1.0" encoding="koi8-r"?><r>\xc1\xc2</r>', 1))
class H:

    def __init__(s):
        s.p = expat.ParserCreate()
        s.p.StartElementHandler = s.st

    def st(s, n, a):
        s.last = n
h = H()
h.p.Parse(b'<r>', 0)
w = weakref.ref(h)
print(h.last)
del h
gc.collect()
print(w())
class Call:

    def __call__(s, *a):
        print('called', a)
p = expat.ParserCreate()
p.StartElementHandler = Call()
p.Parse(b'<q/>', 1)
p = expat.ParserCreate()
p.StartElementHandler = print
p.Parse(b"<q k='v'/>", 1)
p = expat.ParserCreate()
p.StartElementHandler = log.append
t('wrong arity', lambda: p.Parse(b"<q k='v'/>", 1))
p = expat.ParserCreate()
p.StartElementHandler = 5
t('not callable', lambda: p.Parse(b"<q k='v'/>", 1))
p = expat.ParserCreate()
p.buffer_text = True
p.buffer_size = 10
cs = []
p.CharacterDataHandler = cs.append
def e(n):
    p.CharacterDataHandler = lambda s: cs.append(('second', s))
p.EndElementHandler = e
p.Parse(b'<r>0123456789abcdef<b>in</b>out</r>', 1)
print(cs)
