# needs: libpython
# Attributes of instances of a class that derives from a type of C's with its own __setattr__.
from decimal import *
class TC(Context):
    pass
c = TC(prec=3)
c.foo = 5
print(c.foo)
print(c.__dict__)
del c.foo
print(c.__dict__)
