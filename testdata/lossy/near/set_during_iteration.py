# A set that changes its size while C iterates over it, and C says so.
import array

class Shy:
    def __index__(self):
        s.add('new')
        return 1

s = {Shy()}
s.update([])
try:
    a = array.array('i')
    a.extend(s)
except RuntimeError as e:
    print(e)
print(len(s))
