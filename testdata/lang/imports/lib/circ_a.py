print('a starts')
import circ_b
from circ_b import early
def f(): return circ_b.late
print('a ends', early)
