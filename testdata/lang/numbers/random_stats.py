# needs: libpython
# Seeded random numbers, statistics, math over sequences.
import random, statistics as st
r = random.Random(42)
print([r.random() for _ in range(3)], [r.randint(1, 100) for _ in range(8)], r.choice('abcdef'), r.sample(range(100), 5), r.getrandbits(70), r.uniform(1, 2), r.gauss(0, 1), r.choices('ab', weights=[9, 1], k=10), r.randrange(0, 100, 7), r.triangular(), r.betavariate(1, 2), r.expovariate(1), r.randbytes(4), r.normalvariate(0, 1), r.lognormvariate(0, 1), r.vonmisesvariate(0, 1), r.gammavariate(2, 1), r.paretovariate(3), r.weibullvariate(1, 2))
l = list(range(10)); r.shuffle(l); print(l)
s = r.getstate(); a = [r.random() for _ in range(3)]; r.setstate(s); print(a == [r.random() for _ in range(3)])
random.seed('text'); print(random.random()); random.seed(b'bytes'); print(random.randint(0, 10**20)); random.seed(1.5); print(random.random()); random.seed(None); print(0 <= random.random() < 1)
class MyR(random.Random):
    def random(self): return 0.25
    def seed(self, *a): self.seeded = a
m = MyR(7); print(m.random(), m.uniform(0, 4), m.choice('abcd'), m.seeded, m.randrange(8), m.getrandbits)if 0 else print(m.random(), m.uniform(0, 4), m.seeded)
for f in (lambda: r.choice([]), lambda: r.randrange(5, 5), lambda: r.sample([1], 2), lambda: r.randint(1.5, 2), lambda: r.getrandbits(-1), lambda: random.seed([]), lambda: r.choices([], k=1), lambda: r.sample({1, 2}, 1), lambda: r.randrange('a')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = [1, 2, 2, 3, 4, 7, 9]
print(st.mean(d), st.median(d), st.mode(d), st.stdev(d), st.variance(d), st.pvariance(d), st.median_low(d), st.median_high([1, 2]), st.median([1, 2]), st.multimode('aabb'), st.harmonic_mean([1, 2, 4]), st.geometric_mean([1, 2, 4]), st.quantiles(d, n=4), st.fmean(d), st.correlation([1, 2, 3], [1, 5, 7]), st.linear_regression([1, 2, 3], [1, 5, 7]), st.NormalDist(0, 1).cdf(1.96))
try: st.mean([])
except st.StatisticsError as e: print(e)
