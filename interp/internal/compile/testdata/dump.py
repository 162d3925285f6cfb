"""Prints what the host's compiler makes of the files named on standard input: one JSON line a file."""
import json
import struct
import sys
import types
import warnings

warnings.simplefilter("ignore")


def const(k):
    if isinstance(k, types.CodeType):
        return "<code %s>" % k.co_qualname
    if isinstance(k, float):
        return "f" + struct.pack(">d", k).hex()
    if isinstance(k, complex):
        return "c" + struct.pack(">dd", k.real, k.imag).hex()
    if isinstance(k, str):
        return "s" + k.encode("utf-8", "surrogatepass").hex()
    if isinstance(k, bytes):
        return "b" + k.hex()
    if isinstance(k, tuple):
        return "(" + " ".join(map(const, k)) + ")"
    if isinstance(k, frozenset):
        return "{" + " ".join(sorted(map(const, k))) + "}"
    return repr(k)


def walk(code, out):
    out.append({
        "QualName": code.co_qualname, "Name": code.co_name, "Flags": code.co_flags, "FirstLine": code.co_firstlineno,
        "Args": [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount],
        "VarNames": code.co_varnames, "Names": code.co_names, "CellVars": code.co_cellvars, "FreeVars": code.co_freevars,
        "Consts": [const(k) for k in code.co_consts],
        "Lines": sorted({p[0] for p in list(code.co_positions()) if p[0] and p[0] != code.co_firstlineno}),
    })
    for k in code.co_consts:
        if isinstance(k, types.CodeType):
            walk(k, out)


sys.set_int_max_str_digits(0)
for path in sys.stdin.read().split():
    with open(path, "rb") as f:
        src = f.read()
    out = []
    try:
        walk(compile(src, path, "exec"), out)
    except Exception:
        out = []
    print(json.dumps(out))
