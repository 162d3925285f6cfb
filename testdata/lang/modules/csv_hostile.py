# needs: libpython
# Rows, files and dialects of csv that raise.
import csv, _csv, io
def t(name, f):
    try:
        print(name, '->', repr(f()))
    except BaseException as e:
        print(name, '!!', type(e).__module__, type(e).__qualname__, e, '|', repr(e.__cause__), repr(e.__context__))
class S(str):

    def __iter__(s):
        raise RuntimeError('iter')

    def __str__(s):
        return 'STR'

    def __len__(s):
        return 0
t('sub lines', lambda: list(csv.reader([S('a,b'), S('c,"d"')])))
t('types', lambda: [type(x) for x in next(csv.reader([S('a,b')]))])
def gen():
    yield 'a,b'
    raise KeyError('gen')
def consume(r):
    out = []
    try:
        for x in r:
            out.append(x)
    except Exception as e:
        out.append(repr(e))
    out.append(r.line_num)
    return out
t('gen', lambda: consume(csv.reader(gen())))
t('bytes', lambda: list(csv.reader([b'a'])))
t('ints', lambda: list(csv.reader([1])))
t('noiter', lambda: csv.reader(5))
class W:

    def __init__(s):
        s.l = []

    def write(s, x):
        s.l.append(x)
        return len(s.l)
w = W()
wr = csv.writer(w)
class O:

    def __str__(s):
        return 'o,"o"'
class B:

    def __str__(s):
        raise LookupError('str')
class N:

    def __str__(s):
        return 5
t('write', lambda: wr.writerow([1, 2.5, None, O(), S('x'), True, b'b', 'a\nb', 1e+300, -0.0, 10 ** 30]))
t('writeB', lambda: wr.writerow([1, B()]))
t('writeN', lambda: wr.writerow([1, N()]))
t('writegen', lambda: wr.writerow((x for x in 'abc')))
def g2():
    yield 1
    raise OSError(5, 'x')
t('writegen2', lambda: wr.writerow(g2()))
t('rows', lambda: wr.writerows([[1], g2()]))
t('rows2', lambda: wr.writerows(5))
t('row5', lambda: wr.writerow(5))
print(w.l)
class W2:

    def write(s, x):
        raise EOFError(x)
t('w2', lambda: csv.writer(W2()).writerow([1]))
class W3:
    write = 5
t('w3', lambda: csv.writer(W3()))
t('w4', lambda: csv.writer(object()))
class D(csv.Dialect):
    delimiter = ';'
t('D', lambda: csv.reader([], dialect=D))
class D2(csv.excel):
    delimiter = ';;'
t('D2', lambda: csv.reader([], dialect=D2))
class D3(csv.excel):
    quoting = 99
t('D3', lambda: csv.reader([], D3()))
class D4(csv.excel):

    @property
    def delimiter(self):
        raise AttributeError('dd')
t('D4', lambda: list(_csv.reader(['a,b'], D4.__new__(D4))))
class D5:

    @property
    def delimiter(self):
        raise RuntimeError('dd')
t('D5', lambda: list(_csv.reader(['a,b'], D5())))
t('kw', lambda: list(csv.reader(['a|b'], delimiter='|', quotechar=None, quoting=csv.QUOTE_NONE)))
t('kw2', lambda: list(csv.reader(['a|b'], delimiter=5)))
t('kw3', lambda: list(csv.reader(['a|b'], nope=5)))
t('strict', lambda: list(csv.reader(['"a"b'], strict=True)))
t('nonnum', lambda: list(csv.reader(['1,2.5,"a"'], quoting=csv.QUOTE_NONNUMERIC)))
t('nonnum2', lambda: list(csv.reader(['1,x'], quoting=csv.QUOTE_NONNUMERIC)))
t('limit', lambda: (csv.field_size_limit(3), list(csv.reader(['abcdef']))))
csv.field_size_limit(131072)
t('nul', lambda: list(csv.reader(['a\x00b,c'])))
t('regd', lambda: csv.register_dialect('x', delimiter='\t'))
print(sorted(csv.list_dialects()))
d = csv.get_dialect('x')
print(type(d), d.delimiter, d is csv.get_dialect('x'))
t('setd', lambda: setattr(d, 'delimiter', 'x'))
t('unreg', lambda: csv.unregister_dialect('zz'))
t('regb', lambda: csv.register_dialect(b'x'))
r = csv.reader(['a'])
print(r.dialect.delimiter, type(r), iter(r) is r)
t('subclass', lambda: type('X', (type(r),), {}))
import copy, pickle
t('copyd', lambda: copy.copy(d))
t('pickled', lambda: pickle.dumps(d))
