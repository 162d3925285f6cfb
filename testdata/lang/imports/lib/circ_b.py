print('b starts')
import circ_a
early = 'early b'
try: from circ_a import f
except ImportError as e: print(str(e).split(' (')[0])
try: circ_a.f
except AttributeError as e: print(e)
late = 'late b'
print('b ends')
