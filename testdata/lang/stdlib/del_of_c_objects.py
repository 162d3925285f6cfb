# needs: libpython
# What an object of C's held is free after del.
import sqlite3

connection = sqlite3.connect(":memory:")
connection.execute("create table t(x)")
connection.executemany("insert into t values(?)", [(i,) for i in range(5)])
connection.commit()
rows = connection.execute("select x from t")
print(next(rows))
try:
    connection.execute("drop table t")
except sqlite3.OperationalError as e:
    print(e)
del rows
connection.execute("drop table t")
print(connection.execute("select count(*) from sqlite_master").fetchall())
