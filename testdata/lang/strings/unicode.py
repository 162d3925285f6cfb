# Unicode: names, categories, normalisation, case, surrogates, codecs and error handlers.
# (unicodedata comes with the interpreter's host.)
import codecs
print('\N{GREEK SMALL LETTER ALPHA}', '\u0041\u030a', len('👨‍👩‍👧'), 'ǅ'.swapcase(), 'ŉ'.upper(), 'ΑΣ'.lower(), 'ΑΣΑ'.lower(), 'ς'.upper(), 'İ'.casefold().encode('unicode_escape'), 'ﬃ'.title(), 'Ⅷ'.lower(), 'ა'.upper(), 'Ꭰ'.lower(), 'ẞ'.lower())
for b in (b'\xff', b'\xc3', b'\xe2\x82', b'\xf0\x9f\x98', b'\xed\xa0\x80', b'\xc0\x80', b'\xf4\x90\x80\x80', b'a\x80b\xffc', b'\xe2\x28\xa1', b'\xf8\x88\x80\x80\x80'):
    try: b.decode()
    except UnicodeDecodeError as e: print(e, e.start, e.end, e.reason, b.decode('utf-8', 'replace').encode('unicode_escape'), b.decode('utf-8', 'ignore'), b.decode('utf-8', 'backslashreplace'), ascii(b.decode('utf-8', 'surrogateescape')), b.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape') == b)
for enc in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-7', 'latin-1', 'cp1252', 'ascii', 'unicode_escape', 'raw_unicode_escape', 'idna', 'punycode', 'cp437', 'koi8-r', 'iso8859-15', 'mac-roman', 'UTF8', 'U8', 'latin_1', 'L1', 'us-ascii', '646'):
    try: e = 'é€'.encode(enc); print(enc, e, ascii(e.decode(enc)))
    except (UnicodeError, LookupError) as x: print(enc, type(x).__name__, x)
for enc, b in (('utf-16', b'\xff\xfea\x00'), ('utf-16', b'\xfe\xff\x00a'), ('utf-16', b'a\x00b'), ('utf-16-le', b'\x00\xd8'), ('utf-32', b'\xff\xfe\x00\x00a\x00\x00\x00'), ('utf-32-le', b'\x00\x00\x11\x00'), ('utf-8-sig', b'\xef\xbb\xbfx'), ('ascii', b'a\x80'), ('cp1252', b'\x81'), ('unicode_escape', b'\\u00e9\\n\\x41\\q'), ('unicode_escape', b'\\u12'), ('utf-7', b'+AOk-'), ('charmap', b'\xe9')):
    try: print(enc, ascii(b.decode(enc)))
    except UnicodeError as x: print(enc, x)
print(codecs.lookup('utf8').name, codecs.lookup('latin1').name, codecs.getencoder('ascii')('a'), codecs.decode('uryyb', 'rot13'), codecs.encode(b'ab', 'hex'), codecs.decode(b'YWI=', 'base64'), codecs.BOM_UTF8, codecs.encode('é', 'unicode_escape'))
codecs.register_error('test', lambda e: (f'<{e.object[e.start:e.end]!a}>', e.end)); print('aéb€'.encode('ascii', 'test'), b'a\xffb'.decode('ascii', 'backslashreplace'))
codecs.register_error('badpos', lambda e: ('x', 1000))
codecs.register_error('notuple', lambda e: 5)
for h in ('badpos', 'notuple', 'nosuch'):
    try: 'é'.encode('ascii', h)
    except Exception as e: print(type(e).__name__, e)
d = codecs.getincrementaldecoder('utf-8')(); print([d.decode(bytes([b])) for b in 'a€😀'.encode()], d.getstate())
try: d.decode(b'\xe2', True)
except UnicodeDecodeError as e: print(e)
e = codecs.getincrementalencoder('utf-16')(); print(e.encode('a'), e.encode('b'))
print(list(codecs.iterdecode([b'\xc3', b'\xa9'], 'utf-8')), codecs.charmap_encode('ab', 'strict', {97: 98, 98: 'zz'.encode()}), codecs.charmap_decode(b'\x00\x01', 'strict', 'xy'))
print(chr(0x10ffff).encode(), ord('😀'), chr(0xd800).encode('utf-16-le', 'surrogatepass'), [f(0x110000) if 0 else 0 for f in [chr]])
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: ord(''), lambda: ord('ab'), lambda: ord(5), lambda: chr('a'), lambda: '\ud83d\ude00'.encode(), lambda: 'a'.encode('utf-8', 5), lambda: b'a'.decode(5), lambda: b'a'.decode('hex'), lambda: 'a'.encode('rot13'), lambda: codecs.lookup('no-such'), lambda: codecs.lookup_error('none')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print('\ud83d\ude00'.encode('utf-16', 'surrogatepass').decode('utf-16'), len('\ud83d\ude00'), 'a\ud800' < 'a\uffff', sorted(['é', 'z', 'a', '😀', '\uffff']), 'é' == 'e\u0301', hash('é') == hash('\xe9'))
# needs: libpython
