# needs: libpython
# Codecs of C find the error handlers that a program registers, before they are used and after.
import codecs

codecs.register_error("test.early", lambda exc: ("early", exc.end))
import _codecs_jp

seen = []


def handler(exc):
    seen.append((exc.encoding, exc.object, exc.start, exc.end, exc.reason))
    return "<?>", exc.end


codecs.register_error("test.handler", handler)
codecs.register_error("test.beyond", lambda exc: ("<", exc.end + 10))
codecs.register_error("test.bytes", lambda exc: (b"xx", exc.end))
codecs.register_error("test.back", lambda exc: ("", exc.end) if exc.start else ("first", -1))


def show(call, *args):
    try:
        print(ascii(call(*args)), seen)
    except Exception as e:
        print(type(e).__name__, e, seen)
    seen.clear()


for errors in "test.early", "test.handler", "test.beyond", "test.bytes", "test.back", "test.none", "replace":
    for encoding in "gbk", "gb2312", "euc_jp", "shift_jis", "hz", "big5", "euc_kr", "iso2022_jp":
        show("a\u1234b\u0e01".encode, encoding, errors)
        show(b"a\xff\xffb\xff".decode, encoding, errors)
codecs.register_error("test.early", lambda exc: ("late", exc.end))
show("\u1234".encode, "euc_jp", "test.early")
