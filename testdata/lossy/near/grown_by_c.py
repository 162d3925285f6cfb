# A list that C makes grow tells so however large it gets.
import ctypes

append = ctypes.pythonapi.PyList_Append
append.argtypes = [ctypes.py_object, ctypes.py_object]
log = []
holder = ctypes.py_object(log)
for i in range(300):
    append(holder, i)
print(holder.value is log, len(log), log[-1])
