# The same with a short list: array.extend sees that it has grown.
import array

class Sneaky:
    def __index__(self):
        if len(numbers) < 9:
            numbers.append(1)
        return 7

numbers = [Sneaky()] + [0] * 4
a = array.array('i')
a.extend(numbers)
print(list(a), len(numbers))
