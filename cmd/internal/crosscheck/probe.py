# Python imports this file as sitecustomize, before the program. It writes what the program's globals are in the end.


def install():
    import atexit, os, sys

    path = os.environ.pop("MEMPHIS_CROSSCHECK_GLOBALS", None)
    here = os.path.dirname(__file__)
    sys.path[:] = [p for p in sys.path if p != here]
    rest = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p != here]
    if any(rest):
        os.environ["PYTHONPATH"] = os.pathsep.join(rest)
    else:
        os.environ.pop("PYTHONPATH", None)
    if path is None:
        return
    open_, type_, repr_, sorted_, pid = open, type, repr, sorted, os.getpid()
    function, module, method = type_(install), type_(os), type_([].append)
    generator, plain = type_(x for x in ()), (int, float, complex, bool, bytes, str, type_(None), range, type_(...), type_(NotImplemented))
    bases = (int, float, complex, str, bytes, bytearray)
    unseen = {"__builtins__", "__loader__", "__spec__", "__cached__", "__file__", "__warningregistry__"}

    def names(d, inside):
        return "{" + ", ".join(f"{k}: {show(d[k], inside)}" for k in sorted_(k for k in d if type_(k) is str)) + "}"

    def items(values, inside):
        return ", ".join([show(v, inside) for v in values])

    # Values of the program's own classes are shown by their attributes, not by code of theirs.
    def show(v, inside):
        t = type_(v)
        if t in plain:
            return repr_(v)
        if id(v) in inside or len(inside) > 8:
            return "..."
        inside = inside | {id(v)}
        name = t.__name__
        if t is function:
            c = v.__code__
            return f"<function {v.__module__}.{v.__qualname__}{c.co_varnames[:c.co_argcount + c.co_kwonlyargcount]} {show(v.__defaults__, inside)}>"
        if t is module:
            return f"<module {v.__name__}>"
        if t is method or t is type_(len):
            return f"<built-in {v.__qualname__}>"
        if issubclass(t, type_):
            if v.__module__ != "__main__":
                return f"<class {v.__module__}.{v.__qualname__}>"
            own = {k: x for k, x in type_.__dict__["__dict__"].__get__(v).items() if not k.startswith("__") and not k.startswith("_abc_")}
            return f"<class {v.__qualname__}({items(v.__bases__, inside)}) {names(own, inside)}>"
        if t is generator:
            return f"<generator {v.__qualname__} {v.gi_frame is None}>"
        if t.__module__ not in ("builtins", "__main__"):
            return repr_(v)
        if issubclass(t, dict) and not unseen.isdisjoint(v):
            return names({k: x for k, x in v.items() if k not in unseen}, inside)  # a namespace
        if issubclass(t, list):
            text = "[" + items(list.__iter__(v), inside) + "]"
        elif issubclass(t, tuple):
            text = "(" + items(tuple.__iter__(v), inside) + ")"
        elif issubclass(t, dict):
            text = "{" + ", ".join([show(k, inside) + ": " + show(x, inside) for k, x in dict.items(v)]) + "}"
        elif issubclass(t, (set, frozenset)):
            text = "{" + ", ".join(sorted_([show(x, inside) for x in t.__mro__[-2].__iter__(v)])) + "}"
        elif issubclass(t, BaseException):
            text = "(" + items(v.args, inside) + ")"
        elif issubclass(t, bases):
            text = next(b for b in bases if issubclass(t, b)).__repr__(v)
        elif t.__module__ == "__main__":
            text = ""
        else:
            return repr_(v)
        if t.__module__ == "__main__":
            try:
                text += names(object.__getattribute__(v, "__dict__"), inside)
            except AttributeError:
                pass
        return name + text

    def write():
        if os.getpid() != pid:
            return
        main = sys.modules.get("__main__")
        if main is None:
            return
        sys.settrace(None)
        sys.setprofile(None)
        lines = []
        for name, v in list(vars(main).items()):
            if type_(name) is not str or name in unseen:
                continue
            try:
                text = show(v, frozenset())
            except BaseException as e:
                text = f"<{type_(v).__name__} that cannot be shown: {type_(e).__name__}>"
            lines.append(f"{name} = {text}".replace("\n", " "))
        with open_(path, "w", encoding="utf-8", errors="surrogatepass") as f:
            f.write("\n".join(sorted_(lines)))

    atexit.register(write)


install()
del install
