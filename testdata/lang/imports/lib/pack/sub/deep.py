from .. import helper as top
from ..helper import __name__ as same
print("deep", __name__, top.__name__ == same)
