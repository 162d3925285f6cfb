# What a threading.local holds ends with it, in the thread that made it and in others, and with the thread.
import gc
import threading
import weakref


class Ends:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name)


local = threading.local()
local.x = Ends("a deleted one's")
w = weakref.ref(local)
del local
gc.collect()
print(w())


def function():
    local = threading.local()
    local.x = Ends("a function's")


function()
gc.collect()

local = threading.local()
step, go = threading.Event(), threading.Event()


def thread():
    local.x = Ends("a thread's")
    step.set()
    go.wait()


t = threading.Thread(target=thread)
t.start()
step.wait()
gc.collect()
print("the thread goes on")
go.set()
t.join()
gc.collect()
print("the thread has ended", hasattr(local, "x"))

step.clear()
go.clear()
t = threading.Thread(target=thread)
t.start()
step.wait()
del local
gc.collect()
print("the local has ended before the thread")
go.set()
t.join()


class Made(threading.local):
    def __init__(self, name):
        self.x = Ends(name)
        self.me = self


made = Made("a class's, in the main thread or another")
print(made.x.name, len(made.__dict__))
names = []
for i in range(3):
    t = threading.Thread(target=lambda: names.append(made.x.name))
    t.start()
    t.join()
gc.collect()
print(names)
made = None
gc.collect()
