# Objects with __del__ in cycles: every kind of reference, living ones among them, weak references, resurrection.
import gc, weakref
log=[]
class D:
    def __init__(self,n): self.n=n
    def __del__(self): log.append(self.n)
class P: pass
def flush():
    gc.collect(); print(sorted(log)); log.clear()
# self cycle
d=D('self'); d.s=d; del d; flush()
# via list, dict, tuple, set
d=D('list'); d.l=[d]; del d; flush()
d=D('dict'); d.l={'k':[d]}; del d; flush()
d=D('tuple'); d.l=(1,d); del d; flush()
d=D('set'); d.l={d}; del d; flush()
d=D('closure'); d.f=(lambda x: lambda: x)(d); del d; flush()
d=D('method'); d.m=d.__init__; del d; flush()
# alive one
d=D('alive'); d.l=[d]; keep=d.l; w=weakref.ref(d); del d; flush(); print(w() is keep[0], w().n, weakref.getweakrefcount(keep[0]))
del keep; flush(); print(w())
# alive through plain
p=P(); d=D('viaP'); d.p=p; p.d=d; w=weakref.ref(p,lambda r: log.append('cb')); del d; flush(); print(w() is p, p.d.n); 
w2=weakref.ref(p); print(w2() is p); del p; flush(); print(w(), w2())
# exception cycle
def f():
    d=D('exc')
    try: 1/0
    except Exception as e: d.e=e
f(); flush()
# generator
class G:
    def __init__(self): self.g=self.gen(); next(self.g)
    def gen(self):
        try: yield self
        finally: log.append('genclose')
    def __del__(self): log.append('G')
g=G(); del g; flush()
# resurrect
class R:
    def __del__(self): log.append('R'); R.saved=self
r=R(); r.r=r; del r; flush(); print(R.saved.r is R.saved); del R.saved; flush()
# partial, weakref with callback in the cycle
import functools
d=D('partial'); d.p=functools.partial(d.__init__, d, k=d); del d; flush()
d=D('wr'); q=D('wr2'); d.q=q; q.d=d; d.w=weakref.ref(q, d.__init__); del d,q; flush()
# big
l=[D(i) for i in range(2000)]
for i in range(2000): l[i].next=l[(i+1)%2000]; l[i].other=l
del l; gc.collect(); print(len(log)); log.clear()
for i in range(100000):
    d=D(0); d.s=d
d=None
print(len(log)>50000)
