# needs: libpython
# A container that calls of C's in two threads have at once is lent to both. It stays on loan until the last of them is over, and no
# warning says that C keeps it.
import _csv, threading, warnings

warnings.simplefilter("error")

class Writer:
    "What C calls when the row is read; it goes on when it is told to."
    def __init__(self):
        self.inside, self.go = threading.Event(), threading.Event()
    def write(self, text):
        self.inside.set()
        self.go.wait()
        return len(text)

def run(row, first_out, change):
    writers, problems = [Writer(), Writer()], []
    def work(w):
        try:
            _csv.writer(w).writerow(row)
        except BaseException as e:
            problems.append(f"{type(e).__name__}: {e}")
    threads = [threading.Thread(target=work, args=(w,)) for w in writers]
    for t, w in zip(threads, writers):
        t.start()
        w.inside.wait()
        change(row)
    for i in (first_out, 1 - first_out):
        writers[i].go.set()
        threads[i].join()
        change(row)
    return problems

for size in (3, 3000):
    for first_out in (0, 1):
        row = [str(i) for i in range(size)]
        print(size, first_out, run(row, first_out, lambda row: None), len(row))
row = [str(i) for i in range(4)]
for first_out in (0, 1, 0, 1):
    print(run(row, first_out, lambda row: row.append("x")), row)
