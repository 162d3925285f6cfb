# sys.argv, __name__, __file__, os.environ and exit at the end of a script.
import os, sys
print(len(sys.argv), os.path.basename(sys.argv[0]), __name__, os.path.basename(__file__), os.path.isabs(__file__), sys.path[0] == os.path.dirname(os.path.abspath(__file__)), __doc__, __spec__, type(__loader__).__name__, __package__, '__annotations__' in globals(), __builtins__.__name__, sorted(k for k in globals() if k.startswith('__')))
import __main__
print(__main__.__file__ == __file__, __main__ is sys.modules['__main__'], vars(__main__) is globals())
def main(argv):
    """Echo the options."""
    if argv: print(argv); return 2
    print('no arguments', main.__doc__)
    return 3
if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
print('not reached')
