"""Items of bytes and bytearrays in loops that run as machine code."""
def crc(data):
    h = 0
    for b in data: h = (h * 31 + b) & 0xffffffff
    for i in range(len(data)): h ^= data[i] << (i & 7)
    for i in range(-len(data), 0): h += data[i]
    return h
def fill(b):
    for i in range(len(b)): b[i] = (i * 7) & 255
    for i in range(len(b)): b[i - len(b)] ^= 1
    b[-1] = 3
    return b
def bad(b, i, v):
    try: b[i] = v
    except Exception as e: return type(e).__name__ + str(e)
    return 'ok'
def get(b, i):
    try: return b[i]
    except Exception as e: return type(e).__name__ + str(e)
class BS(bytes): pass
def main():
    for r in range(60):
        d = bytes(range(100))
        x = crc(d), crc(fill(bytearray(100))), crc(BS(d)), crc(list(d))
        y = [bad(bytearray(5), i, v) for i in (0, 4, 5, -5, -6) for v in (0, 255, 256, -1, True, 2**70, 'a', 1.5)]
        z = [get(b, i) for b in (b'abc', bytearray(b'abc'), BS(b'xyz'), 'abc') for i in (0, 2, 3, -3, -4, True, 2**70)]
    return x, y, z
print(main())
b = bytearray(b'abc'); n = 0
for c in b:
    n += c
    if len(b) < 50: b.append(c)
print(n, len(b))
