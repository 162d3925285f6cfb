# A callback in a thread that C has made, which answers a number.
import ctypes

start = ctypes.CDLL(None).pthread_create
join = ctypes.CDLL(None).pthread_join
start.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
join.argtypes = [ctypes.c_ulong, ctypes.c_void_p]
routine = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p)

got = []
back = routine(lambda arg: got.append(1) or 5)
number = ctypes.c_ulong()
start(ctypes.byref(number), None, ctypes.cast(back, ctypes.c_void_p), None)
join(number, None)
print(got)
