# A small list as the text of an element: it is the same list, and changes on both sides show.
from xml.etree.ElementTree import Element

words = ['w%d' % i for i in range(12)]
e = Element('a')
e.text = words
words.append('more')
e.text.append('and more')
print(e.text is words, len(words), e.text[-2:])
