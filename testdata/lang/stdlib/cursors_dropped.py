# Objects of C's that the program has dropped do not end in the middle of a call of C's that works with the same things: cursors
# that have run a statement reset it when they end.
# needs: libpython
import gc
import sqlite3
import time
import zlib


wait = 0


def same(x):
    time.sleep(wait)
    gc.collect()
    zlib.crc32(b"")  # a further crossing
    return x


connection = sqlite3.connect(":memory:")
connection.create_function("same", 1, same)
connection.execute("create table t(x)")
for i in range(4):
    connection.execute("insert into t values (same(?))", (i,))
    connection.executemany("insert into t values (same(?))", [(10 * i + k,) for k in range(3)])
print(connection.execute("select x from t").fetchall())
wait = 0.4  # such a call may take long
for i in range(2):
    connection.execute("insert into t values (same(?))", (i,))
    connection.executemany("insert into t values (same(?))", [(10 * i + k,) for k in range(4)])
print(connection.execute("select count(*) from t").fetchall())
# needs: libpython
