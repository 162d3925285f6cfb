# needs: libpython
# Builders, factories and elements of _elementtree that raise and change.
import xml.etree.ElementTree as ET, _elementtree, copy, pickle, gc, weakref, io, sys
def t(name, f):
    try:
        print(name, '->', repr(f())[:300])
    except BaseException as e:
        print(name, '!!', type(e).__module__, type(e).__qualname__, e, '|', repr(e.__cause__), repr(e.__context__))
import re
class TB(ET.TreeBuilder):

    def __init__(s, *a, **k):
        super().__init__(*a, **k)
        s.log = []

    def start(s, tag, attrs):
        s.log.append(tag)
        return super().start(tag.upper(), attrs)

    def end(s, tag):
        return super().end(tag.upper())

    def data(s, d):
        super().data(d[::-1])

    def comment(s, c):
        s.log.append(('c', c))
        return super().comment(c)

    def pi(s, a, b=None):
        s.log.append(('pi', a, b))
        return super().pi(a, b)

    def close(s):
        r = super().close()
        s.log.append('closed')
        return r

    def start_ns(s, p, u):
        s.log.append(('ns', p, u))

    def end_ns(s, p):
        s.log.append(('ens', p))
tb = TB(insert_comments=True)
p = ET.XMLParser(target=tb)
t('feed', lambda: p.feed("<r xmlns:q='u'><a k='1'>text</a>tail<!--com--><?pi x?><q:b/></r>"))
r = p.close()
t('out', lambda: ET.tostring(r))
print(tb.log)
class Bad:

    def start(s, tag, a):
        raise KeyError(tag)

    def close(s):
        return 'closed'
p = ET.XMLParser(target=Bad())
t('bad', lambda: p.feed('<r><x/></r>'))
t('badclose', lambda: p.close())
class Min:
    pass
p = ET.XMLParser(target=Min())
t('min', lambda: (p.feed('<r>x</r>'), p.close()))
class El(ET.Element):
    __slots__ = ('z',)

    def __init__(s, *a, **k):
        super().__init__(*a, **k)
        s.z = 5

    def append(s, x):
        print('append', x.tag)
        super().append(x)

    def __len__(s):
        return 77

    def __bool__(s):
        return True

    def __del__(s):
        D.append(s.tag)
D = []
e = El('e', {'a': '1'}, b='2')
e.append(ET.Element('c'))
t('El', lambda: (e.z, len(e), list(e), e.attrib, ET.tostring(e))) if 0 else None
t('El', lambda: (e.z, len(e), e.attrib, [x.tag for x in e.iter()]))
b = TB.__mro__
tb = ET.TreeBuilder(element_factory=El)
tb.start('x', {})
tb.data('d')
tb.start('y', {})
tb.end('y')
x = tb.end('x')
t('fac', lambda: (type(x), x.z, x.text, type(x[0]), tb.close() is x))
t('facbad', lambda: ET.TreeBuilder(element_factory=lambda *a: 1 / 0).start('x', {}))
def f5(*a):
    return 5
def fb():
    tb = ET.TreeBuilder(element_factory=f5)
    tb.start('a', {})
    tb.start('b', {})
    return tb.close()
t('fac5', fb)
class X:

    def __init__(s, root):
        s.root = root

    def __eq__(s, o):
        s.root.clear()
        return False

    def __hash__(s):
        return 1
root = ET.fromstring('<r><a/><b/><c/></r>')
root2 = root
t('evil remove', lambda: root.remove(5))
class EvilEl(ET.Element):

    def __eq__(s, o):
        root.clear()
        return False
    __hash__ = None
root = ET.fromstring('<r><a/><b/><c/></r>')
class T(str):

    def __eq__(s, o):
        root.clear()
        return True
    __hash__ = str.__hash__
root = ET.fromstring('<r><a><b/></a><c/></r>')
it = root.iter()
print(next(it).tag, next(it).tag)
root.clear()
t('iter cleared', lambda: [x.tag for x in it])
it2 = root.itertext()
t('itertext', lambda: list(it2))
r = ET.fromstring('<r><a/><b/><c/></r>')
t('setsl', lambda: (r.__setitem__(slice(0, 1), [ET.Element('n1'), ET.Element('n2')]), [x.tag for x in r]))
t('setbad', lambda: r.__setitem__(0, 'x'))
t('setbad2', lambda: r.__setitem__(slice(0, 1), ['x']))
t('ext', lambda: r.extend([1]))
def_gen = (1 / 0 for _ in 'a')
t('extgen', lambda: r.extend(def_gen))
t('ins', lambda: (r.insert(-1, ET.Element('i')), [x.tag for x in r]))
t('dels', lambda: (r.__delitem__(slice(None, None, 2)), [x.tag for x in r]))
t('idx', lambda: r[99])
t('str', lambda: r['x'])
r.text = 5
r.tail = [1]
r.tag = None
L = []
r.text = L
L.append(1)
print(r.text is L, r.text)
t('ser', lambda: ET.tostring(r))
a = {'k': 'v'}
e = ET.Element('e', a)
e.attrib['z'] = '1'
print(a, e.attrib, e.attrib is e.attrib)
t('setattrib', lambda: setattr(e, 'attrib', 5))
n = {'q': 'w'}
e.attrib = n
print(e.attrib is n)
n['later'] = 'x'
print(e.get('later'), e.items(), e.keys())
t('delattr', lambda: delattr(e, 'tag'))
t('nope', lambda: setattr(e, 'nope', 1))
t('get', lambda: e.nope)
t('cp', lambda: (ET.tostring(copy.copy(e)), ET.tostring(copy.deepcopy(e)), ET.tostring(pickle.loads(pickle.dumps(e)))))
class De:

    def __deepcopy__(s, m):
        return 'deep'
e.text = De()
t('dc', lambda: copy.deepcopy(e).text)
t('dc memo', lambda: e.__deepcopy__(5))
t('ss', lambda: (e.__setstate__({'tag': 'T', '_children': [], 'attrib': {'x': '1'}, 'text': 't', 'tail': None}), ET.tostring(e)))
t('ssbad', lambda: e.__setstate__({'tag': 'T', '_children': 5}))
w = weakref.ref(e)
del e
gc.collect()
print(w())
p = ET.Element('p')
c = ET.SubElement(p, 'c')
c.attrib['up'] = p
w = weakref.ref(p)
del p, c
gc.collect()
gc.collect()
print('cyc', w())
t('sub', lambda: ET.SubElement('x', 'y'))
t('subx', lambda: ET.Element('a', 5))
t('el0', lambda: ET.Element())
t('fi', lambda: ET.fromstring('<a><b></a>'))
t('pe', lambda: [getattr(x, 'position', 0) for x in [ET.ParseError('x')]])
try:
    ET.fromstring('<a><b></a>')
except ET.ParseError as q:
    print(q.position, q.code, q)
t('ip', lambda: [(ev, getattr(el, 'tag', el)) for ev, el in ET.iterparse(io.BytesIO(b"<r xmlns:a='b'><a:x/>t</r>"), ('start', 'end', 'start-ns', 'end-ns', 'comment', 'pi'))])
t('ipbad', lambda: list(ET.iterparse(io.BytesIO(b'<r>'), ('nope',))))
t('pull', lambda: (lambda q: (q.feed('<r><a/>'), [(ev, el.tag) for ev, el in q.read_events()], q.feed('</r>'), q.close(), [(ev, el.tag) for ev, el in q.read_events()]))(ET.XMLPullParser(('start', 'end'))))
p = ET.XMLParser()
p.entity['foo'] = 'BAR'
t('ent', lambda: ET.tostring((p.feed("<!DOCTYPE r SYSTEM 'x'><r>&foo;</r>"), p.close())[1]))
p = ET.XMLParser()
t('entbad', lambda: (p.feed("<!DOCTYPE r SYSTEM 'x'><r>&foo;</r>"), p.close()))
class PS(ET.XMLParser):

    def feed(s, d):
        return super().feed(d.replace('x', 'y'))

    def doctype(s, *a):
        print('doctype', a)
p = PS()
t('PS', lambda: (p.feed("<!DOCTYPE x SYSTEM 'q'><x/>"), p.close().tag))
t('PSe', lambda: ET.XMLParser(encoding='nope').feed('<r/>'))
t('xmlid', lambda: ET.XMLID("<r id='1'><a id='2'/></r>")[1].keys())
D.clear()
e = El('gone')
del e
gc.collect()
print(D)
t('c14n', lambda: ET.canonicalize("<r b='1' a='2'/>"))
ET.indent((rr := ET.fromstring('<r><a/></r>')))
t('indent', lambda: ET.tostring(rr))
t('findtext', lambda: (rr.findtext('a'), rr.findtext('zz', 5), rr.find('./a').tag, rr.iterfind('a').__class__.__name__))
t('nsf', lambda: ET.fromstring("<r xmlns='u'><a/></r>").find('q:a', {'q': 'u'}).tag)
t('fbad', lambda: rr.find('a['))
t('fns', lambda: rr.find('zz:a'))
t('makeel', lambda: rr.makeelement('z', {}).tag)
t('bool', lambda: bool(rr[0]))
t('parsefile', lambda: ET.parse(io.StringIO('<r>é</r>')).getroot().text)
class Rd:

    def read(s, n=None):
        raise LookupError('rd')
t('rd', lambda: ET.parse(Rd()))
class Rd2:

    def read(s, n=None):
        return 5
t('rd2', lambda: ET.parse(Rd2()))
