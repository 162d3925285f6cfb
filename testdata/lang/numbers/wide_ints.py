"""Ints around the sizes at which their arithmetic changes its ways: 64, 128, 192, 256 bits and more."""
class random:
    """A generator of its own, which needs no module."""
    state = 1
    @classmethod
    def getrandbits(cls, k):
        n = 0
        for _ in range(0, k, 16):
            cls.state = cls.state * 6364136223846793005 + 1442695040888963407 & 2**64 - 1
            n = n << 16 | cls.state >> 48
        return n & (1 << k) - 1
    @classmethod
    def random(cls): return cls.getrandbits(32) / 2**32
    @classmethod
    def randrange(cls, a, b=None):
        if b is None: a, b = 0, a
        return a + cls.getrandbits(32) % (b - a)
    @classmethod
    def choice(cls, items): return items[cls.randrange(len(items))]
def rnd():
    k=random.choice([0,1,30,62,63,64,65,100,127,128,129,191,192,193,256,300,500])
    v=random.getrandbits(k) if k else 0
    if random.random()<.2: v=(1<<k)-random.choice([0,1,2])
    return -v if random.random()<.4 else v
h=0
for i in range(3000):
    a,b=rnd(),rnd(); n=random.randrange(0,200)
    r=[a+b,a-b,b-a,a*b,a&b,a|b,a^b,a>>n,a<<n,a<b,a==b,hash(a)%1000003,-a,~a,abs(a),a.bit_length(), a-1, a+1, a*3,str(a)]
    if b: r+=[a//b,a%b,divmod(a,b)]
    class I(int): pass
    if i%50==0: r+=[I(a)+b, I(a)*I(b), I(a)>>n, I(a)&b, hash(I(a)), I(a)==a, I(a)-I(b), int(I(a)), I(a)<b, -I(a)]
    r.append(float(a)); 
    h=(h*31+sum(map(ord,repr(r))))%(2**61-1)
    if i<10: print(r)
print(h)
