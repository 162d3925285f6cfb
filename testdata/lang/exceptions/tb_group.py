# An uncaught exception group.
def fail(n):
    if n % 2:
        raise ValueError(f'odd {n}')
    raise TypeError(f'even {n}')
def collect():
    errors = []
    for i in range(3):
        try:
            fail(i)
        except Exception as e:
            if i == 1: e.add_note('a note inside')
            errors.append(e)
    raise ExceptionGroup('several failed', errors + [ExceptionGroup('nested', [KeyError('k'), OSError(2, 'No such file')])])
print('start')
try:
    collect()
except* TypeError as eg:
    print('types', eg.exceptions)
