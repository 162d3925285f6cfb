import json, io
d = {'s': 'é"\\\n\u2028😀\x00/', 'i': 10**20, 'f': 1.5, 'l': [1, [], {}, None, True], 'n': {'a': {'b': []}}, 'e': '', 'neg': -0.0, 'exp': 1e100}
print(json.dumps(d), json.dumps(d, ensure_ascii=False), json.dumps(d, indent=2, sort_keys=True), json.dumps(d, separators=(',', ':')), json.dumps([1, {'a': []}, []], indent='\t'), json.loads(json.dumps(d)) == d, sep='\n')
print(json.dumps({1: 'a', None: 'b', True: 'c', 1.5: 'd', 'k': (1, 2)}), json.dumps('x'), json.dumps(float('nan')), json.dumps([float('inf'), -float('inf')]), json.dumps({}, indent=2), json.dumps([], indent=2), json.dumps({'b': 1, 'a': 2}, sort_keys=True), json.dumps(1e16), json.dumps(0.1 + 0.2), json.dumps(True))
for s in ('[1, 2', '{"a" 1}', '{"a": 1,}', '[1,]', '', 'nul', '"abc', '"\t"', '"\\x"', '"\\u12"', '{1: 2}', '[1] x', "{'a': 1}", '01', '1.', '.5', '-', '"\\ud800"', '{"a": 1, "a": 2}', ' [ 1 , 2 ] ', 'NaN', '-Infinity', '1e5', '1E-2', '-0', '123456789012345678901234567890', '"\\u00e9\\ud83d\\ude00"', 'true', '[[[[]]]]', '\ufeff[]', '{"a":{"b":[{"c":null}]}}', '[1 2]', '{"a":}', '{', '"a"b', 'tru', '+1', '--1', '1e', '"\\"', '{"k": "v" "x"}'):
    try: print(repr(s), repr(json.loads(s)))
    except json.JSONDecodeError as e: print(repr(s), e, e.pos, e.lineno, e.colno, e.msg)
class P:
    def __init__(s, x): s.x = x
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, P): return {'__p__': o.x}
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps([P(1), {2, 1}], cls=Enc), json.dumps(P(3), default=lambda o: o.x), json.loads('{"__p__": 5}', object_hook=lambda d: P(d['__p__']).x if '__p__' in d else d), json.loads('{"a": 1, "b": 2}', object_pairs_hook=list), json.loads('[1.5, 2]', parse_float=str, parse_int=lambda s: int(s) * 10), json.loads('[NaN]', parse_constant=lambda c: f'<{c}>'), json.loads(b'[1]'), json.loads('[1]'.encode('utf-16')), json.loads(bytearray(b'{}')))
for f in (lambda: json.dumps(P(1)), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps(b'x'), lambda: json.loads(5), lambda: json.dumps({1}), lambda: json.loads('[' * 100000), lambda: json.dumps(1j), lambda: json.dumps({'a': 1, 2: 3}, sort_keys=True), lambda: json.loads('"\x01"', strict=False), lambda: json.loads(b'\xff')):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:90])
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
buf = io.StringIO(); json.dump({'k': [1, 2]}, buf, indent=1); print(buf.getvalue()); buf.seek(0); print(json.load(buf)); print(list(json.JSONEncoder().iterencode({'a': [1, 'b']})), json.JSONDecoder().raw_decode('[1] rest'), json.JSONDecoder().decode(' 5 '), json.dumps('</script>'), json.dumps({'é': 1}), json.dumps(type('I', (int,), {'__repr__': lambda s: 'no'})(5)), json.dumps(type('S', (str,), {})('sub')), json.dumps(__import__('collections').OrderedDict(z=1, a=2)), json.dumps(__import__('enum').IntEnum('E', 'A').A), json.dumps([1] * 3, indent=0))
# needs: libpython
