# package: python3-lxml
import io
from lxml import etree, objectify
from lxml.builder import E

root = etree.Element("root", interesting="totally")
for i, name in enumerate(["one", "two", "three"]):
    child = etree.SubElement(root, name, n=str(i))
    child.text = "text %d \u20ac" % i
    child.tail = "\n"
print(etree.tostring(root))
print(etree.tostring(root, encoding="unicode", pretty_print=True))
print(len(root), root[1].tag, root.index(root[2]), [c.tag for c in root], root[0] is root[0])
print(root.attrib, dict(root.attrib), root.get("interesting"), root.keys())
root.insert(0, etree.Comment("a comment"))
root.remove(root[2])
root.set("new", "v&<>")
print(etree.tostring(root).decode())

doc = etree.fromstring(b"""<?xml version="1.0"?>
<cat xmlns:x="urn:x"><book id="1" x:k="v"><title lang="en">Go</title><price>10.5</price></book>
<book id="2"><title>Python</title><price>20</price></book><!-- end --></cat>""")
print(doc.xpath("//book/@id"), doc.xpath("count(//book)"), doc.xpath("string(//title)"))
print([t.text for t in doc.xpath("//book[price>$p]/title", p=15)])
print(doc.xpath("//@x:k", namespaces={"x": "urn:x"}), doc.nsmap)
print(doc.find("book/title").text, doc.findtext(".//price"), [b.get("id") for b in doc.findall("book")])
print([type(n).__name__ for n in doc.iter()], [e.tag for e in doc.iter("title", "price")])
for event, el in etree.iterparse(io.BytesIO(etree.tostring(doc)), events=("start", "end")):
    if el.tag == "book":
        print(event, el.get("id"))

# XPath functions written in Python
ns = etree.FunctionNamespace("urn:f")
ns.prefix = "f"
ns["shout"] = lambda ctx, nodes: nodes[0].text.upper() + "!"
print(doc.xpath("f:shout(//title)"))

# transformations and schemas
xslt = etree.XSLT(etree.XML("""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="text"/><xsl:template match="/"><xsl:for-each select="//book"><xsl:value-of select="title"/>=<xsl:value-of select="price"/>;</xsl:for-each></xsl:template>
</xsl:stylesheet>"""))
print(str(xslt(doc)))
schema = etree.XMLSchema(etree.XML("""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>
<xs:sequence><xs:element name="n" type="xs:integer"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""))
print(schema.validate(etree.XML("<a><n>1</n></a>")), schema.validate(etree.XML("<a><n>x</n></a>")))
print(schema.error_log.last_error.line, schema.error_log.last_error.message)


class Upper(etree.ElementBase):
    def shout(self):
        return (self.text or "").upper()


lookup = etree.ElementDefaultClassLookup(element=Upper)
parser = etree.XMLParser(remove_blank_text=True)
parser.set_element_class_lookup(lookup)
print(etree.fromstring("<q>hush</q>", parser).shout())


class Target:
    def __init__(self):
        self.events = []

    def start(self, tag, attrib):
        self.events.append(("start", tag, dict(attrib)))

    def end(self, tag):
        self.events.append(("end", tag))

    def data(self, data):
        self.events.append(("data", data))

    def close(self):
        return self.events


print(etree.fromstring("<a x='1'>t<b/></a>", etree.XMLParser(target=Target())))
o = objectify.fromstring("<r><n>3</n><s>x</s><n>4</n></r>")
print(o.n + 1, o.s, [int(v) for v in o.n], o.n.pyval)
print(etree.tostring(E.html(E.body(E.p("hi ", E.b("there"), id="p1")))))
html = etree.HTML("<p>un<b>closed<p>next")
print(etree.tostring(html))
for bad in (b"<a><b></a>", b"", b"<a>&nope;</a>"):
    try:
        etree.fromstring(bad)
    except etree.XMLSyntaxError as e:
        print(type(e).__name__, e)
try:
    doc.xpath("//[")
except etree.XPathEvalError as e:
    print(type(e).__name__, e)
try:
    root.append("no element")
except TypeError as e:
    print("TypeError", e)
