# Elements with a list each.
from xml.etree.ElementTree import Element, SubElement

root = Element('root')
for i in range(70):
    SubElement(root, 'item').text = [i]
print(root[69].text, len(root))
