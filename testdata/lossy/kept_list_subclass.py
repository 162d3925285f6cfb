# An instance of a class derived from list.
import ctypes

class Stack(list):
    def push(self, v):
        self.append(v)

stack = Stack(range(5000))
holder = ctypes.py_object(stack)
print(type(holder.value).__name__, holder.value is stack)
