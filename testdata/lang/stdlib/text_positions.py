# Positions of text streams: what tell returns holds the state of the decoder, too.
import codecs
import io


def positions(data, encoding, newline=None, chunk=None):
    whole = io.TextIOWrapper(io.BytesIO(data), encoding, newline=newline).read()
    cookies = set()
    for n in 1, 2, 3:
        f = io.TextIOWrapper(io.BytesIO(data), encoding, newline=newline)
        g = io.TextIOWrapper(io.BytesIO(data), encoding, newline=newline)
        if chunk:
            f._CHUNK_SIZE = g._CHUNK_SIZE = chunk
        for at in range(0, len(whole) + n, n):
            cookie = f.tell()
            cookies.add(cookie)
            if g.seek(cookie) != cookie or g.read(4) != whole[at:at + 4]:
                print("not there", encoding, newline, n, at)
            f.read(n)
    print(encoding, repr(newline), chunk, sorted(cookies))


text = "a\u00e9\r\nb\U0001f600c\rd\n\u20ac\r\n"
for encoding in "utf-8", "utf-16", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "cp1252":
    data = text.encode(encoding, "replace")
    for newline in None, "", "\n", "\r\n":
        for chunk in None, 1, 3, 8:
            positions(data, encoding, newline, chunk)
positions(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "utf-16", None, 6)
positions(codecs.BOM_UTF32_BE + text.encode("utf-32-be"), "utf-32", "", 6)
positions("\u3042\u3044 abc\n\u3046".encode("iso-2022-jp"), "iso-2022-jp", None, 5)


class Words(codecs.IncrementalDecoder):
    """Words end with a full stop; 'u' and 'l' alone change what follows to upper or lower case."""

    def __init__(self, errors="strict"):
        self.reset()

    def reset(self):
        self.buffer, self.upper = b"", 0

    def getstate(self):
        return self.buffer, self.upper

    def setstate(self, state):
        self.buffer, self.upper = state

    def decode(self, data, final=False):
        *words, self.buffer = (self.buffer + data).split(b".")
        if final and self.buffer:
            words, self.buffer = words + [self.buffer], b""
        out = []
        for w in words:
            if w in (b"u", b"l"):
                self.upper = int(w == b"u")
            else:
                out.append(w.decode().upper() if self.upper else w.decode())
        return "".join(w + "|" for w in out)


codecs.register(lambda name: codecs.CodecInfo(codecs.latin_1_encode, None, incrementaldecoder=Words, incrementalencoder=codecs.IncrementalEncoder,
                                              name=name) if name == "words" else None)
for chunk in None, 1, 4, 7:
    positions(b"ab.cde.u.fgh.i.l.jk.u.lmn.o", "words", None, chunk)
    positions(b"u.ab.cd\r\n.e.l.f", "words", None, chunk)

# What writes and what seeks elsewhere forgets what was read.
f = io.TextIOWrapper(io.BytesIO(b"one\r\ntwo\rthree\n"), "utf-8")
print(f.readline(), f.tell(), f.newlines, f.seek(0), f.newlines, f.read(5), f.tell(), f.newlines)
print(f.seek(0, 2), f.newlines, f.write("x"), f.tell(), f.seek(5), repr(f.read()), f.newlines)
f.seek(0)
f.readline()
print(f.seek(0, 1), f.read(2), f.tell())


def fails(call, *args):
    try:
        print(call(*args))
    except Exception as e:
        print(type(e).__name__, e)


f = io.TextIOWrapper(io.BytesIO("\u00e9".encode() * 4), "utf-8")
for cookie in -1, -1 << 70, 1 << 250, 1 << 128, 9 << 128 | 4 << 96, 1 << 160, 1 << 128 | 1 << 96, 1 << 128 | 1 << 160 | 2 << 96, "1", None:
    fails(f.seek, cookie) if isinstance(cookie, int) else None
    fails(f.read, 2)
fails(f.seek, 1, 1)
fails(f.seek, 1, 2)
fails(f.seek, 0, 7)


class Unreadable(io.BytesIO):
    def readable(self):
        return False


f = io.TextIOWrapper(Unreadable(b"text\n"))
for call in f.read, f.readline, f.__next__, f.readlines:
    fails(call)
fails(f.read, 0)
fails(f.read, 2)
fails(f.tell)
