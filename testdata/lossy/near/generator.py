# C drives generators, and sees what they raise and return.
import array
import csv
import sqlite3

def rows(n):
    for i in range(n):
        yield i, str(i)

db = sqlite3.connect(':memory:')
db.execute('create table t (x, y)')
db.executemany('insert into t values (?, ?)', rows(2000))
print(db.execute('select count(*), sum(x) from t').fetchone())
db.close()

def lines():
    yield 'a,b'
    raise OSError('the end')
try:
    for row in csv.reader(lines()):
        print(row)
except OSError as e:
    print(e)
print(sum(array.array('q', (i * i for i in range(2000)))))
