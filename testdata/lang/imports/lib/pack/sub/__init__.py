from ..helper import helped
from . import deep
