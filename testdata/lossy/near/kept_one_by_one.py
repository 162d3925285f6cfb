# As many lists, but C lets each go before it gets the next.
import ctypes
import gc

for i in range(80):
    x = [i]
    holder = ctypes.py_object(x)
    x.append(i)
    assert holder.value is x
    del holder
    if i % 20 == 0:
        gc.collect()
print('done')
