# Modifier letters are cased, so what follows one does not begin a word; the rule of the final sigma passes over them.
import unicodedata

cased = [chr(i) for i in range(0x250, 0x11000) if unicodedata.category(chr(i)) == 'Lm' and (chr(i) + 'a').title()[1] == 'a']
print(len(cased), [hex(ord(c)) for c in cased[::10]])
for c in ('\u02b0', '\u0345', '\u1d2c', '\u2071', '\u00aa', '\u02b9', "'", '\u0300', '5'):
    print(ascii(c), ascii((c + 'abc').title()), ascii(('x' + c + 'abc').title()), ascii(('A' + c + '\u03a3').lower()), ascii((c + '\u03a3').lower()), (c + 'abc').istitle())
# needs: libpython
