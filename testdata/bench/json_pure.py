"""A JSON encoder and decoder in Python alone: characters, dicts, lists, strings with escapes."""
def dumps(v):
    if v is None: return "null"
    if v is True: return "true"
    if v is False: return "false"
    if isinstance(v, str): return quote(v)
    if isinstance(v, (int, float)): return repr(v)
    if isinstance(v, list): return "[" + ",".join([dumps(x) for x in v]) + "]"
    return "{" + ",".join([quote(k) + ":" + dumps(x) for k, x in v.items()]) + "}"
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
BACK = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "/": "/"}
def quote(s):
    for c in s:
        if c in ESCAPES or c < " ": return '"' + "".join([ESCAPES.get(c, c) for c in s]) + '"'
    return '"' + s + '"'
def skip(s, i):
    while s[i] in " \n\t\r": i += 1
    return i
def value(s, i):
    i = skip(s, i)
    c = s[i]
    if c == '"': return string(s, i + 1)
    if c == "{":
        out = {}
        i = skip(s, i + 1)
        if s[i] == "}": return out, i + 1
        while True:
            k, i = string(s, skip(s, i) + 1)
            out[k], i = value(s, skip(s, i) + 1)
            i = skip(s, i)
            if s[i] == "}": return out, i + 1
            i += 1
    if c == "[":
        out = []
        i = skip(s, i + 1)
        if s[i] == "]": return out, i + 1
        while True:
            v, i = value(s, i)
            out.append(v)
            i = skip(s, i)
            if s[i] == "]": return out, i + 1
            i += 1
    for word, v in (("null", None), ("true", True), ("false", False)):
        if s.startswith(word, i): return v, i + len(word)
    j = i
    while j < len(s) and s[j] in "+-0123456789.eE": j += 1
    t = s[i:j]
    return (float(t) if "." in t or "e" in t else int(t)), j
def string(s, i):
    out = []
    while True:
        c = s[i]
        if c == '"': return "".join(out), i + 1
        if c == "\\": i += 1; c = BACK[s[i]]
        out.append(c)
        i += 1
data = {"users": [{"id": i, "name": f"User {i}", "tags": ["a", "b\n", "\"q\""], "score": i / 7, "ok": i % 2 == 0, "none": None} for i in range(250)], "nested": [[[]], {}, {"k": [1, [2, [3]]]}]}
for _ in range(56):
    text = dumps(data)
    back, end = value(text, 0)
    assert back == data and end == len(text)
print(len(text))
