# What a buffered stream asks of a raw stream that is a class of the program, and who finds it closed.
import io
import threading


class Raw(io.RawIOBase):
    def writable(self):
        return True

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, *args):
        print("  seek", args)
        return 0

    def flush(self):
        print("  flush")
        super().flush()

    def write(self, data):
        print("  write", bytes(data))
        return len(data)

    def readinto(self, buffer):
        print("  readinto", len(buffer))
        return 0

    def close(self):
        print("  close")
        super().close()


for cls in io.BufferedWriter, io.BufferedReader, io.BufferedRandom:
    print(cls.__name__)
    f = cls(Raw())
    if cls is not io.BufferedReader:
        f.write(b"abc")
    print(f.flush())
    if cls is io.BufferedReader:
        print(f.read(3))
    f.close()
    try:
        f.flush()
    except ValueError as e:
        print(e)


class Untold(io.RawIOBase):
    def readable(self):
        return True

    def tell(self):
        raise KeyError("nowhere")

    def readinto(self, buffer):
        return 0


print(io.BufferedReader(Untold()).read())


class Slow(io.RawIOBase):
    def __init__(self):
        self.closing, self.go = threading.Event(), threading.Event()

    def writable(self):
        return True

    def write(self, data):
        return len(data)

    def flush(self):
        self.closing.set()
        self.go.wait()


def close_slowly():
    raw = Slow()
    f = io.BufferedWriter(raw)
    f.write(b"data")
    closer = threading.Thread(target=f.close)
    closer.start()
    raw.closing.wait()
    threading.Timer(0.1, raw.go.set).start()
    try:
        f.write(b"more")
    except ValueError as e:
        print(e, f.closed)
    closer.join()


close_slowly()
