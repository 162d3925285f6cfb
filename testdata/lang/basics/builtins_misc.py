# Built-in functions not seen elsewhere: divmod, pow, all of isinstance, id, hash, input, open, vars.
import io, sys
print(divmod(7, -3), pow(2, 5), pow(2, 5, 7), abs(-3.5), round(2.5), hash('a') == hash('a'), id(1) == id(1), callable(print), isinstance(True, int), isinstance(1, (str, (int,))), issubclass(bool, int), issubclass(int, (str, object)), len('abc'), min(3, 1), max('b', 'a'), min([2, 1], key=lambda x: -x), sum([1, 2], 10), sum([[1]], []), any([]), all([]), bin(5), oct(8), hex(255), chr(8364), ord('€'), ascii('é'), repr('a'), format(5, '>3'), type(1) is int, type('X', (), {}).__name__)
sys.stdin = io.StringIO('first\nsecond'); print(input('prompt> '), input()); 
try: input()
except EOFError as e: print(repr(e))
for f in (lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: issubclass(int, 5), lambda: isinstance(1, (int, 5)), lambda: isinstance('a', (int, 5)), lambda: len(5), lambda: hash([]), lambda: sum('ab'), lambda: sum([1, 'a']), lambda: min(), lambda: min(5), lambda: max([]), lambda: divmod('a', 1), lambda: pow('a', 1), lambda: abs('a'), lambda: round('a'), lambda: chr('a'), lambda: ord('ab'), lambda: bin('a'), lambda: hex(1.5), lambda: sorted(5), lambda: reversed(5), lambda: enumerate(5), lambda: zip(1), lambda: map(1), lambda: filter(1), lambda: iter(5), lambda: next(5), lambda: vars(5), lambda: dir(1, 2), lambda: getattr(1, 'x'), lambda: setattr(1, 'x', 1), lambda: delattr(1, 'x'), lambda: open(5.5), lambda: type(1, 2), lambda: super(), lambda: eval(5), lambda: compile(5, '', ''), lambda: __import__('nope'), lambda: exit.nope, lambda: print(1, end=5), lambda: print(1, file=5), lambda: format(1, 5), lambda: id(), lambda: all(5), lambda: object(1), lambda: property(1).__get__(5), lambda: memoryview(5), lambda: slice(), lambda: staticmethod(), lambda: classmethod(1, 2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(exit, quit, copyright.__class__.__name__, help.__class__.__name__, __debug__, NotImplemented, Ellipsis, __name__, sorted(n for n in dir(__builtins__) if n[0].islower()))
print([e.__name__ for e in vars(__builtins__).values() if isinstance(e, type) and issubclass(e, BaseException)])
def tree(c, d=0):
    print('  ' * d + c.__name__)
    for s in sorted(c.__subclasses__(), key=lambda s: s.__name__):
        if s.__module__ == 'builtins': tree(s, d + 1)
tree(BaseException)
