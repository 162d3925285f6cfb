# An adapter changes the list of rows that sqlite3 inserts.
import sqlite3

class Celsius:
    def __conform__(self, protocol):
        rows[1] = (99,)
        return 20.5

rows = [(Celsius(),)] + [(i,) for i in range(1300)]
db = sqlite3.connect(':memory:')
db.execute('create table t (x)')
db.executemany('insert into t values (?)', rows)
print(rows[1], db.execute('select count(*) from t').fetchone())
db.close()
