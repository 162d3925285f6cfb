# sys.settrace and sys.setprofile: which events come, in which order, on which lines.
import sys
base = None
log = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    log.append((event, frame.f_code.co_name, frame.f_lineno - base, type(arg).__name__ if event == 'exception' else repr(arg) if event == 'return' else None))
    return tracer
def traced(f, *a):
    global base, log
    base, log = f.__code__.co_firstlineno, []
    sys.settrace(tracer)
    try: f(*a)
    except Exception as e: pass
    finally: sys.settrace(None)
    for x in log:
        if x[1] != 'traced': print(x)
    print('--', f.__name__)
def simple(x):
    y = x + 1
    if y > 5:
        y = 0
    else:
        y = 10
    return y
def loop():
    for i in range(2):
        pass
    while i:
        i -= 1
    return [j for j in range(2)]
def raising():
    try:
        1 / 0
    except ZeroDivisionError:
        x = 1
    finally:
        x = 2
    {}['k']
def gen():
    yield 1
    yield 2
def calls():
    helper(1)
    return list(gen())
def helper(x): return x
def withs():
    with open('/dev/null') as f:
        f.read()
    return (1,
            2)
traced(simple, 1); traced(simple, 9); traced(loop); traced(raising); traced(calls); traced(withs)
prof = []
def profiler(frame, event, arg):
    if frame.f_code.co_filename == __file__: prof.append((event, frame.f_code.co_name, arg.__name__ if event.startswith('c_') else None))
sys.setprofile(profiler); len([1]); helper(2); list(map(helper, [1])); [].append(1)
try: int('x')
except ValueError: pass
sys.setprofile(None); print(prof)
print(sys.gettrace(), sys.getprofile())
def local_off(frame, event, arg): log.append(event); return None
log = []; sys.settrace(local_off); simple(1); sys.settrace(None); print(log)
def bad_tracer(frame, event, arg):
    if frame.f_code.co_name == 'simple': raise ValueError('in tracer')
    return None
sys.settrace(bad_tracer)
try: simple(1)
except ValueError as e: print(e, sys.gettrace())
sys.settrace(None)
def jump_lines(frame, event, arg):
    frame.f_trace_lines = False; frame.f_trace_opcodes = False; log.append(event); return jump_lines
log = []; sys.settrace(jump_lines); simple(1); sys.settrace(None); print(log)
def jumper(frame, event, arg):
    if frame.f_code.co_name == 'jumped' and event == 'line' and frame.f_lineno == jumped.__code__.co_firstlineno + 2: frame.f_lineno += 1
    return jumper
def jumped():
    x = [1]
    x.append('skipped')
    x.append(3)
    return x
sys.settrace(jumper); r = jumped(); sys.settrace(None); print(r)
