# needs: libpython
import xml.etree.ElementTree as ET, copy, pickle, io
class E(ET.Element):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.note = 'n'
    def hello(self): return f'hi {self.tag}'
e = E('a', x='1'); ET.SubElement(e, 'b').text = 't'; e.append(E('c')); print(e.hello(), e.note, ET.tostring(e), e[1].hello(), len(e), [c.tag for c in e], type(e[1]), isinstance(e, ET.Element))
print(copy.copy(e).tag, copy.deepcopy(e)[0].text, ET.tostring(pickle.loads(pickle.dumps(ET.fromstring('<a><b/></a>')))))
class TB(ET.TreeBuilder):
    def start(self, tag, attrs): return super().start(tag.upper(), attrs)
    def data(self, d): super().data(d.strip())
    def comment(self, t): print('comment', t); return super().comment(t)
p = ET.XMLParser(target=TB(insert_comments=True)); p.feed('<r><a k="v"> x </a><!-- c --></r>'); r = p.close(); print(ET.tostring(r), type(r))
class T:
    def start(self, t, a): print('S', t, a)
    def end(self, t): print('E', t)
    def data(self, d): print('D', d)
    def close(self): return 'done'
p = ET.XMLParser(target=T()); p.feed('<a x="1">t<b/></a>'); print(p.close())
try: ET.fromstring('<a><b></a>')
except ET.ParseError as x: print(x, x.position, x.code, type(x).__mro__[1], x.args)
for ev, el in ET.iterparse(io.BytesIO(b'<a><b>1</b><b>2</b></a>'), events=('start', 'end')): print(ev, el.tag, el.text)
r = ET.fromstring('<a><b i="1"/><b i="2">x</b></a>'); print(r.find('b').get('i'), [x.get('i') for x in r.findall('b')], r.findtext("b[@i='2']"), list(r.iter('b'))[1].attrib, r[0:1], r.attrib, r.items(), r.keys())
r.remove(r[0]); r.insert(0, ET.Element('z')); r[0].attrib['q'] = 'w'; r[0].set('k','v'); print(ET.tostring(r, encoding='unicode')); r[:] = []; print(len(r), ET.tostring(r), list(r), bool(list(r)))
b = ET.TreeBuilder(element_factory=lambda t, a: E(t, a)); b.start('q', {}); b.data('zz'); b.end('q'); x = b.close(); print(type(x).__name__, x.text, x.note)
e.attrib['y'] = '2'; d = e.attrib; d['z'] = '3'; print(e.attrib, e.get('z'), d is e.attrib, list(e.iter()), e.tail, e.makeelement('m', {}).tag)
try: e.append('x')
except TypeError as x: print(x)
try: e[10]
except IndexError as x: print(x)
try: ET.Element(5).tag
except Exception as x: print(x)
e.text = 'abc'; e.tail = None; print(''.join(e.itertext()), ET.indent(e), ET.tostring(e))
