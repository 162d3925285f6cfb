# needs: libpython
# What was made longer than its type (ctypes.resize) shows all of its memory.
import ctypes
import io


class Empty(ctypes.Structure):
    pass


for new, size in (Empty, 5), (lambda: ctypes.c_int(7), 12), (lambda: ctypes.c_char(b"x"), 3):
    o = new()
    ctypes.resize(o, size)
    m = memoryview(o)
    print(m.nbytes, m.format, m.itemsize, m.shape, m.ndim, len(m.tobytes()))
    if m.format in ("B", "c"):
        c = m.cast("B")
        c[:] = b"abcdefghijkl"[:size]
        print(c.nbytes, bytes(c), bytes(o), bytearray(o), m.tobytes())
        print(io.BytesIO(b"xyz").readinto(o), bytes(o))
        w = io.BytesIO()
        print(w.write(o), w.getvalue(), b"".join([o, o]))

m = memoryview(b"abcdefgh")[2:3].cast("b", ())
print(m.nbytes, m.tobytes(), m[()], m.shape, m.cast("B").tolist())
