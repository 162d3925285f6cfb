"""Prints the SyntaxErrors and warnings that the host's compiler gives for the programs in a file, one JSON line each."""
import json
import sys
import warnings

with open(sys.argv[1]) as f:
    programs = f.read().split("---\n")
for src in programs:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(src, "<test>", "exec")
            error = "no error"
        except SyntaxError as e:
            error = "%s: %s (%s,%s)-(%s,%s)" % (type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    print(json.dumps([error] + ["%d: %s" % (w.lineno, w.message) for w in caught]))
