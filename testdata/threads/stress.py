"""Sixteen threads that keep C modules, callbacks and queues busy at once, and check what comes out.

    stress.py [SECONDS]     without an argument, each worker does ROUNDS rounds
"""
import array, asyncio, bz2, ctypes, datetime, decimal, gc, hashlib, heapq, io, itertools, json, lzma, os, pickle, queue
import random, re, select, socket, sqlite3, ssl, struct, subprocess, sys, tempfile, threading, time, traceback, unicodedata
import weakref, zlib
from xml.parsers import expat
from xml.etree import ElementTree

try:
    import numpy
except ImportError:
    numpy = None

ROUNDS = int(os.environ.get("STRESS_ROUNDS", "12"))
limit = float(sys.argv[1]) if len(sys.argv) > 1 else 0
ends = time.monotonic() + limit
failures = []
rounds = {}
stop = threading.Event()

libc = ctypes.CDLL(None)
COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
ROUTINE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
libc.qsort.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, COMPARE]
libc.pthread_create.argtypes = [ctypes.POINTER(ctypes.c_ulong), ctypes.c_void_p, ROUTINE, ctypes.c_void_p]
libc.pthread_join.argtypes = [ctypes.c_ulong, ctypes.c_void_p]


def check(got, want, what):
    if got != want:
        raise AssertionError(f"{what}: {got!r:.200} instead of {want!r:.200}")


def data(r, n=20000):
    return bytes(r.choices(range(64), k=n))


def sockets(r):
    a, b = socket.socketpair()
    with a, b:
        text = data(r, 200_000)
        got = bytearray()

        def receive():
            view = memoryview(bytearray(4096))
            while n := b.recv_into(view):
                got.extend(view[:n])
        t = threading.Thread(target=receive)
        t.start()
        a.sendall(text)
        a.shutdown(socket.SHUT_WR)
        t.join()
        check(bytes(got), text, "what a socket brought")


def selecting(r):
    pairs = [socket.socketpair() for _ in range(5)]
    order = list(range(5))
    r.shuffle(order)
    t = threading.Thread(target=lambda: [pairs[i][0].send(bytes([i])) for i in order])
    t.start()
    left, seen = [p[1] for p in pairs], []
    while left:
        for s in select.select(left, [], [], 5)[0]:
            seen.append(s.recv(1)[0])
            left.remove(s)
    t.join()
    check(sorted(seen), list(range(5)), "what select saw")
    for p in pairs:
        p[0].close()
        p[1].close()


class Mean:
    def __init__(self):
        self.n = self.sum = 0

    def step(self, x):
        self.n += 1
        self.sum += x

    def finalize(self):
        return self.sum / self.n


def database(r):
    con = sqlite3.connect(":memory:")
    con.create_function("twice", 1, lambda x: x * 2)
    con.create_aggregate("mean", 1, Mean)
    con.create_collation("backwards", lambda a, b: (a < b) - (a > b))
    con.execute("create table t (i integer, s text, b blob)")
    rows = [(i, f"row {r.random()}", data(r, 20)) for i in range(300)]
    con.executemany("insert into t values (?, ?, ?)", rows)
    check(con.execute("select i, s, b from t order by i").fetchall(), rows, "rows")
    check(con.execute("select sum(twice(i)), mean(i) from t").fetchone(), (300 * 299, 149.5), "sums")
    check([s for s, in con.execute("select s from t order by s collate backwards")], sorted((x[1] for x in rows), reverse=True), "order")
    con.create_function("fails", 1, lambda x: 1 // 0)
    try:
        con.execute("select fails(i) from t").fetchall()
        check("no error", "an error", "a function that fails")
    except sqlite3.OperationalError:
        pass
    ticks = []
    con.set_progress_handler(lambda: ticks.append(1) or 0, 100)
    con.execute("select count(*) from t a, t b where a.i > b.i").fetchall()
    assert ticks
    con.close()


shared_path = tempfile.mktemp(".db")


def shared_database(r):
    con = sqlite3.connect(shared_path, timeout=30, isolation_level=None)
    con.execute("begin immediate")
    n, = con.execute("select n from counter").fetchone()
    con.execute("update counter set n = ?", (n + 1,))
    con.execute("commit")
    con.close()


def compression(r):
    text = data(r, 60_000)
    for m in zlib, bz2, lzma:
        check(m.decompress(m.compress(text)), text, m.__name__)
    c, d = zlib.compressobj(), zlib.decompressobj()
    out = b"".join(d.decompress(c.compress(text[i:i + 1000])) for i in range(0, len(text), 1000)) + d.decompress(c.flush()) + d.flush()
    check(out, text, "zlib in pieces")


def hashing(r):
    text = data(r, 100_000)
    one, other = hashlib.sha256(text), hashlib.sha256()
    for i in range(0, len(text), 5000):
        other.update(text[i:i + 5000])
    check(one.hexdigest(), other.hexdigest(), "sha256")
    check(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2).hex(), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957", "pbkdf2")


jobs, answers = queue.SimpleQueue(), queue.Queue(100)


def queues(r):
    mine = queue.Queue(3)
    n = 200

    def produce():
        for i in range(n):
            mine.put([i])
        mine.put(None)
    t = threading.Thread(target=produce)
    t.start()
    got = []
    while (x := mine.get()) is not None:
        got += x
    t.join()
    check(got, list(range(n)), "a queue")
    s, token = queue.SimpleQueue(), object()
    t = threading.Timer(0.001, s.put, [token])
    t.start()
    assert s.get(timeout=30) is token
    t.join()


class Deliberate(Exception):
    pass


def callbacks(r):
    values = r.sample(range(10000), 100)
    a = (ctypes.c_int * 100)(*values)
    libc.qsort(a, 100, 4, COMPARE(lambda x, y: x[0] - y[0]))
    check(list(a), sorted(values), "qsort")

    def cmp(a):
        if a is values:
            raise Deliberate
        return a
    check(heapq.nlargest(3, values, key=lambda x: -x), sorted(values)[:3], "nlargest")
    try:
        list(map(cmp, [1, values]))
        check("no error", "an error", "map")
    except Deliberate:
        pass


local = threading.local()


def foreign_threads(r):
    seen, errors = [], []

    def routine(arg):
        local.x = arg
        time.sleep(0)
        t = threading.current_thread()
        seen.append((arg, local.x == arg, type(t).__name__, t.ident == threading.get_ident(), zlib.crc32(b"x" * (arg or 0))))
        return arg
    f = ROUTINE(routine)
    ids = [ctypes.c_ulong() for _ in range(4)]
    for i, x in enumerate(ids):
        check(libc.pthread_create(ctypes.byref(x), None, f, i + 1), 0, "pthread_create")
    for i, x in enumerate(ids):
        r = ctypes.c_void_p()
        libc.pthread_join(x, ctypes.byref(r))
        check(r.value, i + 1, "what a C thread returned")
    check(sorted(seen), [(i, True, "_DummyThread", True, zlib.crc32(b"x" * i)) for i in range(1, 5)], "C threads")


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


def serialising(r):
    v = {"a": [r.random() for _ in range(50)], "b": {str(i): [i, None, True] for i in range(50)}, "c": "\u20ac\U0001f600" * 20}
    check(json.loads(json.dumps(v)), v, "json")
    p = [Point(i, [i]) for i in range(50)]
    check(pickle.loads(pickle.dumps(p)), p, "pickle")
    when = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=r.randrange(1000))
    check(pickle.loads(pickle.dumps(when)), when, "pickled datetime")
    check(datetime.datetime.strptime(when.strftime("%Y-%m-%d"), "%Y-%m-%d").date(), when.date(), "strptime")


def documents(r):
    names = []
    p = expat.ParserCreate()
    p.StartElementHandler = lambda name, attrs: names.append((name, attrs))
    p.Parse("<a>" + "".join(f"<b i='{i}'/>" for i in range(100)) + "</a>", True)
    check(names, [("a", {})] + [("b", {"i": str(i)}) for i in range(100)], "expat")
    root = ElementTree.fromstring("<a>" + "".join(f"<b i='{i}'>x</b>" for i in range(50)) + "</a>")
    check([e.get("i") for e in root.iter("b")], [str(i) for i in range(50)], "ElementTree")


class Node:
    pass


dead = itertools.count()


class Loud(datetime.date):
    def __del__(self):
        next(dead)


def garbage(r):
    for i in range(50):
        n = Node()
        n.me, n.array, n.date = n, array.array("q", [i]), Loud(2024, 1, 1)
        n.date.back = n
        n.proxy = weakref.ref(n.date)
    if r.random() < 0.1:
        gc.collect()


def numbers(r):
    a = [decimal.Decimal(r.randrange(10 ** 20)) for _ in range(50)]
    check(int(sum(a)), sum(map(int, a)), "decimals")
    v = array.array("d", [r.random() for _ in range(500)])
    check(struct.unpack("500d", struct.pack("500d", *v)), tuple(v), "struct")
    m = memoryview(v)[10:20:3]
    check(m.tolist(), v.tolist()[10:20:3], "memoryview")
    h = []
    for x in v:
        heapq.heappush(h, (x, [x]))
    check([heapq.heappop(h)[0] for _ in range(500)], sorted(v), "heapq")
    if numpy:
        n = numpy.array(v)
        check(float(n.max()), max(v), "numpy's max")
        check(numpy.sort(n).tolist(), sorted(v), "numpy's sort")
        check(numpy.vectorize(lambda x: x + 1)(n).tolist(), [x + 1 for x in v], "numpy.vectorize")
        check(bytes(memoryview(n)), v.tobytes(), "numpy's memory")


def processes(r):
    p = subprocess.run(["cat"], input=data(r, 100_000), capture_output=True)
    check((p.returncode, len(p.stdout)), (0, 100_000), "cat")


def running_loops(r):
    async def ask(i):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"%d\n" % i)
        line = await reader.readline()
        writer.close()
        return line

    async def serve(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    async def main():
        nonlocal port
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        got = await asyncio.gather(*(ask(i) for i in range(5)))
        server.close()
        return got
    port = 0
    check(asyncio.run(main()), [b"%d\n" % i for i in range(5)], "asyncio")


def secrets(r):
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ctx.check_hostname = False
    a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
    o = ctx.wrap_bio(a, b)
    try:
        o.do_handshake()
    except ssl.SSLWantReadError:
        pass
    assert len(b.read()) > 100


def texts(r):
    s = "".join(chr(r.randrange(0xA0, 0x3000)) for _ in range(200))
    n = unicodedata.normalize("NFC", unicodedata.normalize("NFD", s))
    check(unicodedata.normalize("NFC", n), n, "normalised text")
    check(re.sub(r"(\w)(\d)", lambda m: m[2] + m[1], "a1b2" * 100), "1a2b" * 100, "re.sub")


works = [sockets, selecting, database, shared_database, compression, hashing, queues, callbacks, foreign_threads, serialising, documents,
         garbage, numbers, running_loops, secrets, texts]
if not os.environ.get("STRESS_NO_PROCESSES"):
    works.append(processes)


def worker(k):
    r = random.Random(k)
    n = 0
    while not stop.is_set() and (time.monotonic() < ends if limit else n < ROUNDS):
        # Each in its own order, so that all kinds meet all others.
        work = works[(k + n) % len(works)] if n % 2 else r.choice(works)
        try:
            work(r)
        except BaseException:
            failures.append(work.__name__)
            traceback.print_exc()
            stop.set()
        rounds[work.__name__, k] = rounds.get((work.__name__, k), 0) + 1
        n += 1


if os.environ.get("STRESS_INTERVAL"):
    sys.setswitchinterval(float(os.environ["STRESS_INTERVAL"]))
con = sqlite3.connect(shared_path)
con.execute("create table counter (n integer)")
con.execute("insert into counter values (0)")
con.commit()
con.close()
threads = [threading.Thread(target=worker, args=(k,), name=f"worker {k}") for k in range(16)]
for t in threads:
    t.start()
for t in threads:
    t.join()
con = sqlite3.connect(shared_path)
check(con.execute("select n from counter").fetchone()[0], sum(n for (w, k), n in rounds.items() if w == "shared_database"), "the shared counter")
con.close()
os.unlink(shared_path)
gc.collect()
if limit:
    print(sum(rounds.values()), "rounds", {w.__name__: sum(n for (x, k), n in rounds.items() if x == w.__name__) for w in works}, file=sys.stderr)
print("failures:", failures, "threads left:", threading.active_count() - sum(isinstance(t, threading._DummyThread) for t in threading.enumerate()))
