# An adapter changes a short list of rows: sqlite3 inserts what is there when it comes to it.
import sqlite3

class Celsius:
    def __conform__(self, protocol):
        rows[1] = (99,)
        return 20.5

rows = [(Celsius(),)] + [(i,) for i in range(3)]
db = sqlite3.connect(':memory:')
db.execute('create table t (x)')
db.executemany('insert into t values (?)', rows)
print(rows[1], db.execute('select x from t').fetchall())
db.close()
