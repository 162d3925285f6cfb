# global and nonlocal in all their places.
x = 'global'
def f():
    global x
    x = 'changed by f'
    def g(): return x
    return g()
print(f(), x)
def outer():
    x = 'outer'
    def mid():
        def inner():
            nonlocal x
            x = 'inner'
        inner()
        return x
    return mid(), x
print(outer(), x)
def through_global():
    x = 'local'
    def a():
        global x
        def b(): return x
        return b()
    return a()
print(through_global())
class C:
    global made_in_class
    made_in_class = 'yes'
    global x
    x = 'set by class'
print(made_in_class, x, 'made_in_class' in C.__dict__)
def nonlocal_in_class():
    v = 1
    class D:
        nonlocal v
        v = 2
        w = v
    return v, D.w, 'v' in D.__dict__
print(nonlocal_in_class())
def glob_for():
    global loopvar
    for loopvar in range(3): pass
glob_for(); print(loopvar)
def glob_import():
    global os_path
    import os.path as os_path
glob_import(); print(os_path.__name__)
def glob_def():
    global newf, NewC
    def newf(): return 'newf'
    class NewC: pass
glob_def(); print(newf(), NewC.__qualname__, newf.__qualname__)
def glob_except():
    global exc
    try: 1 / 0
    except ZeroDivisionError as exc: pass
glob_except(); print('exc' in globals())
def glob_with():
    global handle
    with open('/dev/null') as handle: pass
glob_with(); print(handle.closed)
def glob_walrus():
    global wal
    if (wal := 5): return wal
print(glob_walrus(), wal)
def param_shadow(x):
    def g():
        nonlocal x
        x += 1
        return x
    return g(), g(), x
print(param_shadow(10))
def unbound():
    print(x_late)
    x_late = 1
try: unbound()
except UnboundLocalError as e: print(e)
def aug():
    x += 1
try: aug()
except UnboundLocalError as e: print(e)
def cond(flag):
    if flag: y = 1
    return y
print(cond(True))
try: cond(False)
except UnboundLocalError as e: print(e, '|', e.name)
def builtin_shadow():
    len = lambda x: 'shadowed'
    return len([])
print(builtin_shadow(), len([]))
len = lambda x: 'global len'
print(len([1])); del len; print(len([1]))
try: undefined_name
except NameError as e: print(e, '|', e.name)
def deleted_global():
    global temp
    temp = 1
    del temp
    return temp
try: deleted_global()
except NameError as e: print(e)
exec('def ex():\n    global from_exec\n    from_exec = 7', ns := {})
ns['ex'](); print(ns['from_exec'], 'from_exec' in globals())
