# A handler of decoding errors may put other bytes in the place of those to decode.
import codecs
import io


class Handler:
    def __init__(self, *objects, step=None):
        self.objects, self.step, self.calls = list(objects), step, []

    def __call__(self, exc):
        self.calls.append((exc.object if isinstance(exc.object, bytes) else None, exc.start, exc.end))
        if len(self.calls) > 9:
            raise RuntimeError("too many calls")
        if self.objects:
            exc.object = self.objects.pop(0)
        return "<?>", exc.end if self.step is None else exc.start + self.step


def show(encoding, data, *objects, step=None):
    handler = Handler(*objects, step=step)
    codecs.register_error("test.handler", handler)
    try:
        result = ascii(data.decode(encoding, "test.handler"))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(encoding, result, handler.calls)


bad = {
    "ascii": b"ab\xff12345678",
    "utf-8": b"ab\xff12345678",
    "utf-7": b"ab\xff12345678",
    "utf-16-le": b"a\0\0\xdcb\0",
    "utf-16-be": b"\0a\xdc\0\0b",
    "utf-32-le": b"a\0\0\0\xff\xff\xff\xffb\0\0\0",
    "unicode-escape": b"ab\\u12 45678",
    "raw-unicode-escape": b"ab\\u12 45678",
    "cp1252": b"ab\x8112345678",
}
for encoding, data in bad.items():
    show(encoding, data)
    show(encoding, data, b"")
    show(encoding, data, b"\0" * 12)
    show(encoding, data, b"abcdefgh" + data)
    show(encoding, data, data[:4], data)
    show(encoding, data, 42)
    show(encoding, data, bytearray(data))
    show(encoding, data, b"\0" * 12, step=0)
    show(encoding, data, b"abc", step=-2)
    show(encoding, data, b"abcd", step=7)

# The incremental decoder goes by the bytes that are there in the end.
handler = Handler(b"\xc3")
codecs.register_error("test.handler", handler)
decoder = codecs.getincrementaldecoder("utf-8")("test.handler")
for data in (b"x\xff\xff\xff", b"\xa4", b"y"):
    try:
        print(ascii(decoder.decode(data)), decoder.getstate(), handler.calls)
    except Exception as e:
        print(type(e).__name__, e)

handler = Handler(b"short")
stream = io.TextIOWrapper(io.BytesIO(b"x\xffyzuvw and more\n"), "utf-8", "test.handler")
print(ascii(stream.read(4)), ascii(stream.read()))
