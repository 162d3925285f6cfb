# needs: libpython
import subprocess as sp, sys, os, signal, threading, socket, select, selectors, http.server, http.client, urllib.request, queue, sched, time
r = sp.run(['echo', 'hi'], capture_output=True, text=True); print(r, sp.check_output('echo $X; exit 0', shell=True, env={'X': 'env'}), sp.run('cat', input=b'in', stdout=sp.PIPE).stdout, sp.call(['false']), sp.getoutput('echo a b'), sp.getstatusoutput('exit 3'))
for f in (lambda: sp.run(['nope-cmd']), lambda: sp.check_call(['false']), lambda: sp.check_output('echo err >&2; exit 2', shell=True, stderr=sp.DEVNULL), lambda: sp.run(5), lambda: sp.run([]), lambda: sp.Popen(['echo'], cwd='/nope'), lambda: sp.run(['echo'], stdin=1, input='x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
p = sp.Popen([sys.executable, '-c', 'import sys\nfor l in sys.stdin: print(l.upper(), end="", flush=True)'], stdin=sp.PIPE, stdout=sp.PIPE, text=True); p.stdin.write('abc\n'); p.stdin.flush(); print(p.stdout.readline(), p.poll()); print(p.communicate('d\n'), p.returncode); p = sp.Popen(['sleep', '5']); p.terminate(); print(p.wait(), signal.Signals(-p.returncode)); p1 = sp.Popen(['echo', 'b\na'], stdout=sp.PIPE); p2 = sp.Popen(['sort'], stdin=p1.stdout, stdout=sp.PIPE); p1.stdout.close(); print(p2.communicate()); p1.wait()
print(sp.run([sys.executable, '-c', 'import os; print(os.environ["A"], os.getcwd())'], env={**os.environ, 'A': 'v'}, cwd='/', capture_output=True, text=True).stdout); rd, wr = os.pipe(); print(sp.run(['sh', '-c', f'echo through >&{wr}'], pass_fds=[wr]).returncode, os.read(rd, 20)); os.close(rd); os.close(wr)
a, b = socket.socketpair(); a.sendall(b'ping'); print(b.recv(10), select.select([a], [a], [], 0)[1] == [a]); b.settimeout(0.01)
try: b.recv(1)
except TimeoutError as e: print(type(e).__name__, e)
s = selectors.DefaultSelector(); s.register(b, selectors.EVENT_READ, 'data'); a.send(b'x'); print([(k.data, m) for k, m in s.select(1)]); s.close(); a.close(); print(b.recv(5), b.recv(5)); b.close()
try: b.send(b'')
except OSError as e: print(e)
srv = socket.create_server(('127.0.0.1', 0)); port = srv.getsockname()[1]
def serve():
    c, _ = srv.accept()
    with c, c.makefile('rw') as f: f.write(f.readline()[::-1].strip() + '\n'); f.flush()
th = threading.Thread(target=serve); th.start()
with socket.create_connection(('127.0.0.1', port)) as c: c.sendall(b'hello\n'); print(c.makefile().readline())
th.join(); srv.close()
try: socket.create_connection(('127.0.0.1', port), timeout=1)
except OSError as e: print(type(e).__name__, e)
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(200 if self.path == '/' else 404); self.send_header('X-A', 'b'); self.end_headers(); self.wfile.write(b'got ' + self.path.encode())
    def do_POST(self): d = self.rfile.read(int(self.headers['Content-Length'])); self.send_response(201); self.end_headers(); self.wfile.write(d[::-1])
    def log_message(self, *a): pass
hs = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H); threading.Thread(target=hs.serve_forever, daemon=True).start(); base = f'http://127.0.0.1:{hs.server_port}'
with urllib.request.urlopen(base + '/') as f: print(f.status, f.read(), f.headers['X-A'])
try: urllib.request.urlopen(base + '/no')
except urllib.error.HTTPError as e: print(e.code, e.read(), e)
print(urllib.request.urlopen(base, data=b'abc').read()); c = http.client.HTTPConnection('127.0.0.1', hs.server_port); c.request('GET', '/z'); r = c.getresponse(); print(r.status, r.reason, r.read(), r.getheader('x-a')); c.close(); hs.shutdown(); hs.server_close()
out = []; sc = sched.scheduler(time.monotonic, time.sleep); sc.enter(0.02, 1, out.append, ('b',)); sc.enter(0.001, 1, out.append, ('a',)); sc.run(); print(out); q = queue.PriorityQueue(); [q.put(x) for x in (3, 1, 2)]; print([q.get() for _ in range(3)], q.empty()); lq = queue.LifoQueue(1); lq.put(1)
for f in (lambda: lq.put_nowait(2), lambda: queue.Queue().get_nowait(), lambda: queue.Queue().get(timeout=0.01)):
    try: f()
    except (queue.Full, queue.Empty) as e: print(type(e).__name__)
got = []; signal.signal(signal.SIGUSR1, lambda s, f: got.append(signal.Signals(s).name)); os.kill(os.getpid(), signal.SIGUSR1); time.sleep(0.01); print(got, signal.getsignal(signal.SIGTERM) == signal.SIG_DFL, signal.strsignal(2))
signal.signal(signal.SIGALRM, lambda s, f: (_ for _ in ()).throw(TimeoutError('alarm'))); signal.setitimer(signal.ITIMER_REAL, 0.02)
try: time.sleep(5)
except TimeoutError as e: print(e)
try: os.kill(os.getpid(), signal.SIGINT); time.sleep(1)
except KeyboardInterrupt: print('KeyboardInterrupt')
