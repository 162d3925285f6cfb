"""Methods of strs with quick ways of their own, on random texts: replace, *, repr, encode, split, strip, format."""
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
al=['a','o',' ','\n','é','\xff','Ā','\u20ac','\U0001F600','\ud800',"'",'"','\\','x','{','}','0']
def rs(n=12): return ''.join(random.choice(al) for _ in range(random.randrange(n)))
h=0
def t(f):
    try: return f()
    except Exception as e: return type(e).__name__+str(e)
for i in range(2000):
    s,a,b=rs(),rs(3),rs(3); n=random.randrange(-2,4)
    r=[t(lambda: s.replace(a,b)),t(lambda: s.replace(a,b,n)),s*n,s*random.choice([5,40]),repr(s),t(lambda: s.encode()),t(lambda: s.encode('utf-8','surrogatepass').decode()),s.strip(),s.lstrip(a),s.rstrip(a or None),t(lambda: s.split(a,n)),s.split(),s.split(None,n),
       t(lambda: s.format(1,2.5,'q',x=5,a=[1])),t(lambda: '{} {:>5} {x}'.format(i,s,x=a)),t(lambda: ('{0}{'+rs(4)+'}').format(s,i,a=b,x=1)),t(lambda: '{:{}}'.format(s,5)),t(lambda:'{} {0}'.format(1)),t(lambda:'{a!r} {b.__class__} {c[0]}'.format(a=s,b=1,c=[1])),t(lambda:'{é:€>9,}{}'.format(i,é=i*1000)), tuple([s,a]), t(lambda: s.encode(encoding='latin-1')), t(lambda: b'ab\xc3\xa9'.decode(errors='strict')), t(lambda: s.encode(None)), s==a, s==b, s.replace('o','0'), s[:1]==a[:1], b'abc'.decode(), bytearray(b'abc').decode(), s.split(sep=' ',maxsplit=1)]
    if i<8: print(ascii(r))
    h=(h*31+sum(map(ord,ascii(r))))%(2**61-1)
print(h)
