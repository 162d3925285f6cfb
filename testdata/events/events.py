"""events.py OUT PROGRAM...: runs each program under sys.settrace and writes the events of its own code to OUT, as a line of JSON for
each program: a list of [event, function, line, kind]."""
import io
import json
import os
import sys

LIMIT = 5000  # events a program
# The closing of a generator that nobody refers to any more, and __del__, come when the garbage collector does.
LATE = ("GeneratorExit",)


def run(path):
    with open(path, "rb") as f:
        code = compile(f.read(), path, "exec")
    events = []

    def trace(frame, event, arg):
        if frame.f_code.co_filename != path or len(events) >= LIMIT:
            return None
        kind = ""
        if event == "exception":
            kind = arg[0].__name__
        elif event == "return":
            kind = type(arg).__name__
        events.append((event, frame.f_code.co_name, frame.f_lineno, kind))
        return trace

    module = type(sys)("__main__")
    module.__file__ = path
    module.__builtins__ = __builtins__
    sys.argv = [path]
    sys.path[0] = os.path.dirname(path)
    kept, streams = dict(sys.modules), (sys.stdin, sys.stdout, sys.stderr)
    sys.modules["__main__"] = module
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), io.StringIO(), io.StringIO()
    os.chdir(os.path.dirname(path))
    end = ""
    try:
        sys.settrace(trace)
        exec(code, vars(module))
    except BaseException as e:
        end = type(e).__name__
    finally:
        sys.settrace(None)
        sys.stdin, sys.stdout, sys.stderr = streams
        for name in set(sys.modules) - set(kept):
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(sys.path[0]):
                del sys.modules[name]
        sys.modules["__main__"] = kept["__main__"]
    return settled(events)[:LIMIT] + [("end", end, 0, "")]


def settled(events):
    """The events without those that depend on when garbage is collected."""
    out, i = [], 0
    while i < len(events):
        event, name = events[i][:2]
        if event == "call" and (name == "__del__" or events[i + 1:i + 2] and events[i + 1][0] == "exception" and events[i + 1][3] in LATE):
            while i < len(events) and events[i][:2] != ("return", name):
                i += 1
        else:
            out.append(events[i])
        i += 1
    return out


with open(sys.argv[1], "w") as out:
    for path in [os.path.abspath(path) for path in sys.argv[2:]]:
        print(json.dumps(run(path)), file=out, flush=True)
os._exit(0)
