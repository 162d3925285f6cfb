def __getattr__(name):
    if name.startswith('x'): return f'dynamic {name}'
    raise AttributeError(f'no {name} here')
def __dir__(): return ['x1', 'x2']
