# C reads the value of an int's subclass, whatever its methods say.
import struct

class Odd(int):
    def __index__(self):
        return 99
    def __int__(self):
        return 98
    def __add__(self, other):
        return 97

print(struct.pack('>i', Odd(5)), bytes([Odd(7)]), struct.calcsize('%di' % Odd(3)))
