"""Templates of re.sub: groups, escapes, bytes, and their mistakes."""
import re
for a in [(r'(a)(b)?',r'<\2\1>','xabya'),(r'(?P<n>é)',r'\g<n>\g<0>-','aéü'),(rb'(a)',rb'\1\1',b'ba'),(rb'(a)',rb'\1\1',bytearray(b'ba')),(rb'(a)',r'\1\1',b'ba'),('a',r'\n\\','xa'),('(a)',r'\2','a'),('a',r'\q','a'),('(a)',rb'\1','a'),('(a)',1,'a'),(r'(a)(b)?',r'\2','ab a'),('(\U00010400)|(é)',r'\1|\2','é\U00010400')]:
    try: print(a, re.sub(*a), re.subn(*a))
    except Exception as e: print(a, type(e).__name__, e)
