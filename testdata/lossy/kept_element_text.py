# An element keeps whatever it is given as its text.
from xml.etree.ElementTree import Element

words = ['w%d' % i for i in range(1200)]
e = Element('a')
e.text = words
print(e.text is words)
