# A parser keeps the dict in which it interns names.
from xml.parsers import expat

names = {str(i): str(i) for i in range(900)}
p = expat.ParserCreate(intern=names)
p.Parse('<a><b/></a>', True)
print(p.intern is names)
