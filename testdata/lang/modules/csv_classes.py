# needs: libpython
import csv, io
class D(csv.Dialect):
    delimiter=';'; quotechar="'"; lineterminator='\n'; quoting=csv.QUOTE_ALL; doublequote=True; skipinitialspace=False
o = io.StringIO(); w = csv.writer(o, D); w.writerow([1, 'a;b', None, 2.5]); w.writerows((i, i*i) for i in range(2)); print(o.getvalue(), w.dialect.delimiter, w.dialect.quotechar)
csv.register_dialect('d', D, delimiter='|'); print(csv.get_dialect('d').delimiter, 'd' in csv.list_dialects())
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return f'{self.n},"x{self.n}"\n'
r = csv.reader(It()); print(list(r), r.line_num)
class BadIt:
    def __iter__(self): yield 'a,b\n'; raise KeyError('boom')
try: list(csv.reader(BadIt()))
except KeyError as e: print(repr(e))
try: list(csv.reader(['"abc'], strict=True))
except csv.Error as e: print(e, csv.Error.__mro__[1])
class W:
    def __init__(self): self.out = []
    def write(self, s): self.out.append(s); return 42
x = W(); print(csv.writer(x).writerow(['a', 'b']), x.out)
class Str(str): pass
print(list(csv.reader([Str('p,q')])))
try: csv.writer(5)
except TypeError as e: print(e)
try: csv.writer(o).writerow(5)
except csv.Error as e: print(e)
class Bad(csv.Dialect): delimiter = 'ab'
try: Bad()
except csv.Error as e: print(e)
print([dict(r) for r in csv.DictReader(io.StringIO('a,b\n1,2\n'))], csv.field_size_limit(), csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter)
dw = csv.DictWriter(o := io.StringIO(), ['a','b'], extrasaction='ignore'); dw.writeheader(); dw.writerow({'a':1,'c':2}); print(o.getvalue())
print(list(csv.reader(['1,"2",3.5'], quoting=csv.QUOTE_NONNUMERIC)) if False else '')
class F(float):
    def __str__(self): return 'F!'
csv.writer(o := io.StringIO()).writerow([F(1), 1e100, True, b'x']); print(o.getvalue())
try: csv.register_dialect(5)
except TypeError as e: print(e)
try: csv.get_dialect('nope')
except csv.Error as e: print(e)
