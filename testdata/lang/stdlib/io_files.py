import io, os, tempfile, pathlib, shutil, glob
d = tempfile.mkdtemp(); os.chdir(d)
with open('a.txt', 'w') as f: print(f.write('line1\nliné2\r\nline3'), f.mode, f.name, f.encoding, f.closed, f.writable(), f.readable(), f.seekable(), f.tell())
with open('a.txt') as f: print(f.read(3), f.readline(), f.readlines(), f.read(), f.seek(0), list(f), f.newlines)
with open('a.txt', newline='') as f: print(f.read().splitlines(True), f.newlines)
with open('a.txt', 'rb') as f: print(f.read(5), f.tell(), f.seek(-5, 2), f.read(), f.peek(1), f.raw.__class__.__name__, f.readinto(bytearray(2)))
with open('a.txt', 'r+b') as f: f.seek(2); f.write(b'XX'); f.seek(0); print(f.readline(), f.truncate(4), f.seek(0, 2))
with open('a.txt', 'a') as f: f.write('end'); print(f.tell())
print(open('a.txt').read(), os.path.getsize('a.txt'), os.path.exists('b'), os.listdir('.'))
for a in (('nope',), ('a.txt', 'q'), ('a.txt', 'rw'), ('a.txt', 'rbt'), ('a.txt', 'x'), ('.', ), ('a.txt', 'rb', -1, 'utf-8'), ('a.txt', 'r', 0), (5.5,), ('a.txt', 'r', -1, 'nocodec'), ('no/such/x', 'w'), ('a\0b',), (999,), ('a.txt', 'U')):
    try: open(*a); print('ok')
    except Exception as e: print(a, type(e).__name__, e)
f = open('a.txt'); f.close()
for m in ('read', 'readline', 'fileno', 'tell', 'flush', '__next__', '__enter__'):
    try: print(getattr(f, m)())
    except ValueError as e: print(m, e)
with open('a.txt') as f:
    for st in ('f.write("x")', 'f.seek(-1, 2)', 'f.seek(1, 1)', 'next(f); f.tell()', 'f.read("a")'):
        try: exec(st); print(st)
        except Exception as e: print(st, type(e).__name__, e)
b = io.BytesIO(b'abc\ndef'); print(b.read(2), b.getvalue(), b.readline(), b.tell(), b.seek(0, 2), b.write(b'!!'), b.getvalue(), b.truncate(3), b.getbuffer().tobytes(), b.seek(1), b.read1(1), b.readinto(bytearray(5)), b.closed)
s = io.StringIO('é\nb', newline=None); print(s.readline(), s.tell(), s.read(), s.write('z'), s.getvalue(), s.seek(0), list(s), s.encoding, s.line_buffering); s.close()
try: s.getvalue()
except ValueError as e: print(e)
for x in (lambda: io.BytesIO('a'), lambda: io.StringIO(b'a'), lambda: io.BytesIO().write('a'), lambda: io.StringIO().write(b'a'), lambda: io.BytesIO().seek(-1), lambda: io.TextIOWrapper(5), lambda: io.BufferedReader(io.BytesIO(), 0), lambda: io.StringIO().readinto):
    try: print(x())
    except Exception as e: print(type(e).__name__, e)
w = io.TextIOWrapper(io.BytesIO(), 'utf-16', newline='\r\n', write_through=True); w.write('a\nb'); w.flush(); print(w.buffer.getvalue(), w.detach().__class__.__name__); r = io.TextIOWrapper(io.BytesIO(b'a\xffb'), 'ascii', errors='replace'); print(r.read()); t = io.TextIOWrapper(io.BytesIO(b'x\r\ny\rz\n')); print(t.readlines(), t.newlines); p = io.BufferedRWPair(io.BytesIO(b'in'), io.BytesIO()); print(p.read(), p.write(b'o'))
class Raw(io.RawIOBase):
    def __init__(s): s.d = [b'hello ', b'world', b'']
    def readable(s): return True
    def readinto(s, b): c = s.d.pop(0); b[:len(c)] = c; return len(c)
print(io.BufferedReader(Raw()).read(), io.TextIOWrapper(io.BufferedReader(Raw())).readline(), Raw().readall(), io.DEFAULT_BUFFER_SIZE, isinstance(b, io.IOBase))
P = pathlib.Path; q = P('sub') / 'deep' / 'f.tar.gz'; q.parent.mkdir(parents=True); q.write_text('hi'); print(q, q.name, q.stem, q.suffix, q.suffixes, q.parent, q.parts, q.exists(), q.read_bytes(), list(P('.').rglob('*.gz')), q.with_suffix('.x'), q.with_name('n'), q.relative_to('sub'), P('/a/../b').resolve(), P('a') < P('b'), P('~').expanduser() == P.home(), P('x.py').match('*.py'), q.stat().st_size, sorted(p.name for p in P('.').iterdir()), P('a//b/./c').as_posix(), repr(P('z')), pathlib.PureWindowsPath('c:\\a\\b').parts, q.is_file(), P('/').anchor, q.rename('moved').name)
print(os.path.join('a', 'b', '/c', 'd'), os.path.split('/a/b'), os.path.splitext('a.b.c'), os.path.normpath('a/../b//c/.'), os.path.basename('a/b/'), os.path.dirname('/a'), os.path.commonpath(['/a/b', '/a/c']), os.path.commonprefix(['abc', 'abd']), os.path.relpath('/a/b', '/a/c'), os.path.isabs('a'), os.path.expandvars('$NOPE ${HOME}').startswith('$NOPE /'), [(r, sorted(ds), sorted(fs)) for r, ds, fs in os.walk('.')], sorted(glob.glob('*')), sorted(e.name for e in os.scandir('.') if e.is_file()))
fd = os.open('raw', os.O_RDWR | os.O_CREAT); os.write(fd, b'raw data'); os.lseek(fd, 4, 0); print(os.read(fd, 10), os.fstat(fd).st_size); os.close(fd); os.rename('raw', 'r2'); os.symlink('r2', 'ln'); print(os.readlink('ln'), os.path.islink('ln'), os.access('r2', os.R_OK), oct(os.stat('r2').st_mode & 0o7)[-1]); os.remove('ln'); shutil.copy('r2', 'r3'); shutil.rmtree('sub'); os.makedirs('m/n', exist_ok=True); os.removedirs('m/n'); print(sorted(os.listdir()))
for x in (lambda: os.remove('nope'), lambda: os.mkdir('a.txt'), lambda: os.rmdir('nope'), lambda: os.listdir('nope'), lambda: os.rename('no', 'x'), lambda: os.open('nope', 0), lambda: os.close(999), lambda: os.stat(5.5), lambda: P('nope').read_text(), lambda: os.environ['NOPE_X'], lambda: os.chdir('nope')):
    try: x()
    except Exception as e: print(type(e).__name__, e, getattr(e, 'filename', ''))
with tempfile.NamedTemporaryFile('w+') as tf: tf.write('t'); tf.seek(0); print(tf.read(), os.path.exists(tf.name))
with tempfile.TemporaryFile() as tf: tf.write(b'q'); tf.seek(0); print(tf.read())
with tempfile.SpooledTemporaryFile(max_size=10) as sf: sf.write(b'x' * 20); sf.seek(0); print(len(sf.read()))
os.chdir('/'); shutil.rmtree(d); print(os.path.exists(d), os.strerror(2), os.name, os.sep, os.getpid() > 0, os.cpu_count() > 0, os.fspath(P('x')), os.fsencode('é'), os.urandom(3).__len__(), os.environ.get('NOPE'), os.getenv('NOPE', 'd'))
# needs: libpython
