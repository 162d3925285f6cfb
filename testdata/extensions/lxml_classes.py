# package: python3-lxml
from lxml import etree, objectify, html
class E(etree.ElementBase):
    TAG = 'e'
    def _init(self): pass
    def hi(self): return 'hi ' + self.tag
    @property
    def kids(self): return [c.tag for c in self]
e = E('a', x='1'); etree.SubElement(e, 'b').text = 't'; print(e.hi(), e.kids, etree.tostring(e), isinstance(e, E))
class L(etree.CustomElementClassLookup):
    def lookup(self, nt, doc, ns, name): return E if name == 'q' else None
p = etree.XMLParser(); p.set_element_class_lookup(L()); r = etree.fromstring('<r><q/><z/></r>', p); print([type(x).__name__ for x in r], r[0].hi())
ns = etree.FunctionNamespace('urn:f'); ns.prefix = 'f'
@ns
def dbl(ctx, n): return n * 2
print(r.xpath('f:dbl(4)'), r.xpath('count(//*)'), r.xpath('//q') == [r[0]], r.xpath('string($x)', x='vv'))
class Res(etree.Resolver):
    def resolve(self, url, pid, ctx): return self.resolve_string('<!ENTITY x "y">', ctx)
try: etree.fromstring('<a><b></a>')
except etree.XMLSyntaxError as x: print(x, x.lineno, x.position, type(x).__mro__[1:4], len(x.error_log))
x = etree.XSLT(etree.XML('<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><o><xsl:value-of select="//b"/></o></xsl:template></xsl:stylesheet>')); print(str(x(etree.XML('<a><b>1</b></a>'))))
class T:
    def start(self, t, a): print('S', t, dict(a))
    def end(self, t): print('E', t)
    def data(self, d): print('D', d)
    def close(self): return 'c'
print(etree.fromstring('<a k="v">x<b/></a>', etree.XMLParser(target=T())))
o = objectify.fromstring('<r><a>1</a><a>2</a><s>x</s></r>'); print(o.a, o.a[1] + 1, o.s, [int(i) for i in o.a], type(o.a)); o.n = 5; print(etree.tostring(o))
import copy, pickle; d = copy.deepcopy(r); print(etree.tostring(d), d is r, r.getparent(), r[0].getparent() is r, r[0] is r[0], r.attrib, r.get('x'), len(r), r.getroottree().getroot() is r, bool(r.find('nope') is None))
print(html.fromstring('<p>a<b>c</b>').text_content(), html.tostring(html.fromstring('<p>x')))
for ev, el in etree.iterwalk(r, events=('start','end')): print(ev, el.tag)
s = etree.XMLSchema(etree.XML('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:int"/></xs:schema>')); print(s.validate(etree.XML('<a>1</a>')), s.validate(etree.XML('<a>x</a>')), s.error_log.last_error.message)
r.attrib['z'] = '1'; r.attrib.update({'y': '2'}); print(dict(r.attrib), r.attrib.items(), 'z' in r.attrib, r.set('w','3'), sorted(r.keys())); del r.attrib['z']; print(etree.tostring(r, pretty_print=True).decode())
print(etree.QName('{a}b').localname, etree.Comment('c'), etree.tostring(etree.PI('p','x')), etree.LXML_VERSION[0] >= 4, repr(r)[:10], r[0:1], list(r.iter('q')), r.index(r[1]))
try: r.append('x')
except TypeError as x: print(x)
class B(etree.PythonElementClassLookup):
    def lookup(self, doc, el): return E if el.tag == 'm' else None
p = etree.XMLParser(); p.set_element_class_lookup(B()); print(type(etree.fromstring('<m/>', p)).__name__)
with etree.xmlfile(f := __import__('io').BytesIO()) as xf:
    with xf.element('root', a='1'): xf.write(etree.Element('k')); xf.write('t')
print(f.getvalue())
