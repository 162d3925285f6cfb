# What is written to a file that is dropped without being closed is there for whoever opens it next, also if the collector
# has found the file meanwhile and its finaliser is still to run.
import os, tempfile

missing = 0
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    for i in range(200):
        open(path, "w").write(f"text {i}")
        garbage = [bytearray(100_000) for _ in range(20)]
        if open(path).read() != f"text {i}":
            missing += 1
        open(path, "wb").write(b"bytes %d" % i)
        garbage = [bytearray(100_000) for _ in range(20)]
        if open(path, "rb").read() != b"bytes %d" % i:
            missing += 1
print("missing", missing)

# The operating system sees it, too, and not what is in the buffer of a file in use.
with tempfile.TemporaryDirectory() as folder:
    path, other = os.path.join(folder, "file"), os.path.join(folder, "other")
    open(path, "w").write("dropped\n")
    print(os.path.getsize(path))
    open(path, "w").write("dropped again\n")
    os.system(f"cat {path} > {other}")
    print(open(other).read(), end="")
    used = open(other, "w")
    used.write("not yet")
    print(os.path.getsize(other))
    used.close()
    print(os.path.getsize(other))
