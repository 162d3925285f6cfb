"""Prints what the host's compiler makes of the files named on standard input: one JSON line a file."""
import dis
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


# The instructions whose positions tracebacks show, by groups that both machines have.
GROUPS = {
    "CALL": "call", "CALL_FUNCTION_EX": "call", "BINARY_OP": "binary", "COMPARE_OP": "compare", "IS_OP": "compare",
    "CONTAINS_OP": "compare", "LOAD_ATTR": "attribute", "LOAD_METHOD": "attribute", "STORE_ATTR": "store attribute",
    "DELETE_ATTR": "delete attribute", "BINARY_SUBSCR": "item", "STORE_SUBSCR": "store item", "DELETE_SUBSCR": "delete item",
    "LOAD_GLOBAL": "global", "LOAD_NAME": "name", "IMPORT_NAME": "import", "IMPORT_FROM": "from", "GET_ITER": "iter",
    "UNPACK_SEQUENCE": "unpack", "UNPACK_EX": "unpack", "FORMAT_VALUE": "format", "RAISE_VARARGS": "raise",
    "BEFORE_WITH": "with", "BEFORE_ASYNC_WITH": "with", "GET_AWAITABLE": "await", "YIELD_VALUE": "yield",
    "UNARY_NEGATIVE": "unary", "UNARY_INVERT": "unary", "DICT_MERGE": "merge", "LOAD_DEREF": "deref",
    "CHECK_EXC_MATCH": "match", "GET_AITER": "aiter", "GET_ANEXT": "anext", "MATCH_CLASS": "match class",
}


def positions(code):
    out = {}
    for ins in dis.get_instructions(code):
        group = GROUPS.get(ins.opname)
        p = ins.positions
        if group and p.lineno:
            out.setdefault(group, set()).add("%s-%s %s-%s" % (p.lineno, p.end_lineno, p.col_offset, p.end_col_offset))
    return {group: sorted(found) for group, found in out.items()}


def walk(code, out):
    out.append({
        "QualName": code.co_qualname, "Name": code.co_name, "Flags": code.co_flags, "FirstLine": code.co_firstlineno,
        "Args": [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount],
        "VarNames": code.co_varnames, "Names": code.co_names, "CellVars": code.co_cellvars, "FreeVars": code.co_freevars,
        "Consts": [const(k) for k in code.co_consts],
        "Positions": positions(code),
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
