"""json: what it writes and reads, in C's way and in Python's, and what it refuses."""

import decimal
import io
import json
import json.decoder
import json.encoder
import json.scanner
import json.tool
import os
import sys


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"x": o.x, "y": o.y}
        return super().default(o)


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except (ValueError, TypeError, RecursionError) as e:
        print(type(e).__name__, e)


DOCUMENT = {
    "empty": [{}, [], ""],
    "numbers": [0, -1, 1.5, 1e300, float("inf"), float("-inf"), float("nan")],
    "text": "plain, \"quoted\", back\\slash, \t\n, é, \u2028, \U0001F600",
    "flags": (True, False, None),
    "keys": {1: "int", 2.5: "float", True: "bool", None: "none"},
    "nested": {"list": [[1, [2, [3]]], {"a": {"b": {}}}]},
}
loop = []
loop.append(loop)
ring = {}
ring["ring"] = ring

for indent in (None, 2, "\t"):
    for ascii_only in (True, False):
        text = json.dumps(DOCUMENT, indent=indent, ensure_ascii=ascii_only)
        print(len(text), json.loads(text).keys())
json.encoder.c_make_encoder, saved = None, json.encoder.c_make_encoder
for value in (DOCUMENT, [], {}, [1.5, None, True, False, "x", 7], {"b": 1, "a": [2]}):
    print("".join(json.JSONEncoder(indent=1, sort_keys=value is not DOCUMENT).iterencode(value))[:60])
for value in (loop, ring, {(1, 2): 3}, [object()], [float("nan")]):
    attempt(json.dumps, value, allow_nan=False)
print(json.dumps({(1, 2): 3, "kept": 4}, skipkeys=True), json.dumps([Point(1, 2)], cls=Encoder))
attempt(json.dumps, Ellipsis, cls=Encoder)
json.encoder.c_make_encoder = saved
attempt(json.dumps, loop)
print(json.encoder.py_encode_basestring("a\"b\n\x01é"), json.encoder.py_encode_basestring_ascii("a\"é\x7f\U0001F600"))
out = io.StringIO()
json.dump(DOCUMENT, out, separators=(",", ":"))
print(json.load(io.StringIO(out.getvalue()))["nested"])

for scanner in (json.scanner.c_make_scanner, json.scanner.py_make_scanner):
    decoder = json.JSONDecoder()
    decoder.parse_string = json.decoder.py_scanstring
    decoder.scan_once = scanner(decoder)
    for text in ('[1, -2.5e3, "a\\u00e9\\ud83d\\ude00\\n", true, false, null]', '{"a": {"b": []}, "c": {}}', "[NaN, Infinity, -Infinity]",
                 ' { "a" : 1 , "b" : [ 1 , 2 ] } ', "[1,]", '{"a":1,}', '{"a" 1}', "{a: 1}", '["\\x"]', '["\\u12"]', '["open', '["\t"]', "[1 2]", "", "1 2", "{"):
        attempt(decoder.decode, text)
print(json.loads("[1.1, 2, 1]", parse_float=decimal.Decimal, parse_int=str))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads('{"x": 1}', object_hook=lambda d: sorted(d)))
print(json.loads("[Infinity]", parse_constant=lambda s: s.lower()), json.JSONDecoder(strict=False).decode('"a\tb"'))
for data in (b'\xef\xbb\xbf"a"', '"b"'.encode("utf-16"), '"c"'.encode("utf-32-be"), "[1]".encode("utf-16-le"), b"{}", b""):
    attempt(json.loads, data)
attempt(json.loads, "\ufeff1")
attempt(json.loads, 1)
print(json.JSONDecoder().raw_decode("[1] rest"))

for args, text in (([], '{"b": 1, "a": [1, 2]}'), (["--sort-keys", "--compact"], '{"b": 1, "a": "é"}'), (["--json-lines", "--no-indent"], "1\n[2]\n"), ([], "{")):
    sys.argv, sys.stdin = ["json.tool", *args], io.StringIO(text)
    stdout, sys.stdout = sys.stdout, open(os.devnull, "w")  # which it closes
    end = None
    try:
        json.tool.main()
    except SystemExit as e:
        end = e
    sys.stdout = stdout
    print(args, end)
