# The tail of an element is a dict here.
from xml.etree.ElementTree import Element

notes = dict.fromkeys(range(700))
e = Element('a')
e.tail = notes
print(e.tail is notes)
