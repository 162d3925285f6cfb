# A dict that C makes and passes to a callback is a dict, which may be kept and changed.
from xml.parsers import expat

kept = []
def start(name, attrs):
    attrs['seen'] = name
    kept.append(attrs)

p = expat.ParserCreate()
p.StartElementHandler = start
p.Parse('<a x="1"><b y="2"/></a>', True)
print(kept, type(kept[0]) is dict)
