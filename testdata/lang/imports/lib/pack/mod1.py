print('mod1', __name__, __package__)
one = 1
from .sub import deep
from . import sub
