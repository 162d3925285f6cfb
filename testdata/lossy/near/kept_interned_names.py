# A parser's dict of names that is small: the names come in.
from xml.parsers import expat

names = {}
p = expat.ParserCreate(intern=names)
p.StartElementHandler = lambda name, attrs: None
p.Parse('<a><b/></a>', True)
print(p.intern is names, sorted(names))
