# An element's __index__ changes the list that array.extend works on.
import array

class Sneaky:
    def __index__(self):
        numbers.append(1)
        return 7

numbers = [Sneaky()] + [0] * 2000
a = array.array('i')
a.extend(numbers)
print(a[0], len(numbers) > 2001)
