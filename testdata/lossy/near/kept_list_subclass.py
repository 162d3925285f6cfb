# An instance of a class derived from list, small: C sees what is pushed later.
import ctypes

class Stack(list):
    def push(self, v):
        self.append(v)

stack = Stack(range(5))
holder = ctypes.py_object(stack)
stack.push(9)
size = ctypes.pythonapi.PyList_Size
size.argtypes, size.restype = [ctypes.py_object], ctypes.c_ssize_t
print(type(holder.value).__name__, holder.value is stack, size(holder))
