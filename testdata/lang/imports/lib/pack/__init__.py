print('pack init', __name__, __package__, bool(__path__))
from . import mod1
from .mod1 import one
version = '1.0'
