# needs: libpython
# Exceptions of ours that C handles: nothing hangs on them that C can see.
import socket, codecs
class E(Exception):
    pass
import sqlite3
con = sqlite3.connect(':memory:')
e = E(5)
e.note = 1
e.add_note('n')
def f():
    raise e
con.create_collation('c', lambda a, b: f())
import pyexpat
p = pyexpat.ParserCreate()
p.StartElementHandler = lambda *a: f()
try:
    p.Parse('<a/>')
except E as x:
    print(x is e, x.note, x.__notes__, vars(x))
e2 = KeyError('k')
def g(*a):
    raise e2
p = pyexpat.ParserCreate()
p.StartElementHandler = g
try:
    p.Parse('<a/>')
except KeyError as x:
    print(x is e2, vars(x))
