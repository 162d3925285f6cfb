# A field of a structure.
import ctypes

class Job(ctypes.Structure):
    _fields_ = [('number', ctypes.c_int), ('data', ctypes.py_object)]

rows = list(range(1100))
job = Job(7, rows)
print(job.number, job.data is rows)
