import _stat

for name in sorted(dir(_stat)):
    v = getattr(_stat, name)
    if isinstance(v, int):
        print(name, v)
modes = [0o100644, 0o40755, 0o120777, 0o20620, 0o60660, 0o10644, 0o140777, 0o104755, 0o102755, 0o41777, 0]
for m in modes:
    print(oct(m), _stat.filemode(m), _stat.S_IMODE(m), _stat.S_IFMT(m), [f for f in dir(_stat) if f.startswith('S_IS') and len(f) > 5 and callable(getattr(_stat, f)) and getattr(_stat, f)(m)])
for bad in 'x', -1, 2 ** 40, 1.5:
    try:
        print(_stat.filemode(bad))
    except Exception as e:
        print(type(e).__name__, e)
