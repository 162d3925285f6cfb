import sys
from . import __name__ as pkg
print('main of', pkg, __name__, __package__, sys.argv[1:])
