# A callback in a thread that C has made, which works on a list.
import ctypes

start = ctypes.CDLL(None).pthread_create
join = ctypes.CDLL(None).pthread_join
start.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
join.argtypes = [ctypes.c_ulong, ctypes.c_void_p]
routine = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p)

class Numbers:
    def __getattr__(self, name):
        return shared

shared = [1, 2, 3]
get = ctypes.pythonapi.PyObject_GetAttrString
get.argtypes, get.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.py_object

class Answer:
    def __index__(self):
        return len(shared)

back = ctypes.CFUNCTYPE(ctypes.py_object, ctypes.c_void_p)(lambda arg: shared)
number = ctypes.c_ulong()
start(ctypes.byref(number), None, ctypes.cast(back, ctypes.c_void_p), None)
join(number, None)
print(shared)
