# needs: libpython
# What preexec_fn does to the environment, the program sees, unless it was given one of its own; and hashes of C's objects.
import decimal
import os
import subprocess
import sys
import zlib

def show():
    return [sys.executable, "-c", "import os; print(os.environ.get('FRUIT'), 'PATH' in os.environ)"]
print(subprocess.run(show(), preexec_fn=lambda: os.putenv("FRUIT", "apple"), capture_output=True, text=True).stdout)
print(subprocess.run(show(), preexec_fn=lambda: os.environ.update(FRUIT="pear"), capture_output=True, text=True).stdout)
print(subprocess.run(show(), preexec_fn=lambda: os.putenv("FRUIT", "fig"), env={"FRUIT": "plum"}, capture_output=True, text=True).stdout)
print(os.environ.get("FRUIT"))

nan = decimal.Decimal("nan")
z = zlib.compressobj()
for x in nan, z:
    print(hash(x) == object.__hash__(x), hash(x) == id(x) >> 4 | (id(x) & 15) << 60, x in {x: 1})
