"""Ints of two words and more: division, sums and products in all their signs."""
import random
random.seed(5)
h = 0
def rnd():
    b = random.choice([1, 5, 31, 62, 63, 64, 65, 70, 100, 126, 127, 128, 129, 190])
    v = random.getrandbits(b)
    if random.random() < .3: v = (1 << b) - random.randrange(3)
    if random.random() < .2: v = 1 << (b - 1)
    return -v if random.random() < .4 else v
for i in range(6000):
    a, b = rnd(), rnd()
    if not b: continue
    q, m = a // b, a % b
    assert q * b + m == a and (0 <= m < b or b < m <= 0), (a, b, q, m)
    assert divmod(a, b) == (q, m)
    h = (h * 31 + hash(q) + hash(m)) % (2**61 - 1)
print(h)

random.seed(7)
h = 0
for i in range(4000):
    a = random.getrandbits(random.choice([60,64,128,190,256,257,320,500,1000,2047,2048,2049,2500]))
    b = random.getrandbits(random.choice([1,10,60,63,64,128,190,256,257,320,500,1000,2047,2048,2049,2500]))
    if random.random()<.3: a = (1 << a.bit_length()) - 1
    if random.random()<.3: a = -a
    if random.random()<.3: b = -b
    for v in (a + b, a - b, a * b, b - a, b * a):
        h = (h * 31 + hash(v)) % (2**61 - 1)
    assert (a + b) - b == a and (b == 0 or a * b // b == a)
print(h)
# needs: libpython
