"""An operating system's task scheduler in objects, after the idea of Richards: queues, packets, states, dispatch by method."""
IDLE, WORKER, HANDLER, DEVICE = range(4)
class Packet:
    __slots__ = ("link", "ident", "kind", "datum", "data")
    def __init__(self, link, ident, kind): self.link, self.ident, self.kind, self.datum, self.data = link, ident, kind, 0, [0] * 4
    def append_to(self, queue):
        self.link = None
        if queue is None: return self
        p = queue
        while p.link is not None: p = p.link
        p.link = self
        return queue
class State:
    def __init__(self): self.pending, self.waiting, self.holding = True, False, False
    def runnable(self): return not self.holding and (self.pending or not self.waiting)
class Task(State):
    def __init__(self, ident, priority, queue, system):
        super().__init__()
        self.ident, self.priority, self.queue, self.system, self.count = ident, priority, queue, system, 0
        system.tasks.append(self)
    def add(self, packet):
        self.queue = packet.append_to(self.queue)
        self.pending = True
    def take(self):
        packet = self.queue
        if packet is not None: self.queue = packet.link
        self.pending = self.queue is not None
        return packet
    def run(self):
        packet = self.take()
        self.count += 1
        return self.work(packet)
    def work(self, packet): raise NotImplementedError
class Idle(Task):
    control = 1
    def work(self, packet):
        self.control = self.control >> 1 if not self.control & 1 else self.control >> 1 ^ 0xD008
        self.system.release(self.ident + 1 + (self.control & 1))
        self.pending = True
class Worker(Task):
    destination = HANDLER
    def work(self, packet):
        if packet is None: self.waiting = True; return
        self.destination = HANDLER if self.destination == DEVICE else DEVICE
        packet.ident = self.destination
        for i in range(4):
            self.count = self.count + 1 if self.count < 26 else 1
            packet.data[i] = 64 + self.count
        self.system.send(packet)
class Handler(Task):
    def work(self, packet):
        if packet is None: self.waiting = True; return
        packet.datum += sum(packet.data) & 7
        packet.ident = WORKER
        self.system.send(packet)
class System:
    def __init__(self): self.tasks, self.sent, self.switched = [], 0, 0
    def release(self, ident):
        task = self.tasks[ident % len(self.tasks)]
        task.holding = task.waiting = False
    def send(self, packet):
        self.sent += 1
        task = self.tasks[packet.ident]
        task.waiting = False
        task.add(packet)
    def schedule(self, steps):
        while steps:
            for task in self.tasks:
                if task.runnable():
                    self.switched += 1
                    task.run()
                steps -= 1
                if not steps: break
def main(n):
    s = System()
    Idle(IDLE, 0, None, s); Worker(WORKER, 10, Packet(Packet(None, WORKER, 0), WORKER, 1), s)
    Handler(HANDLER, 20, Packet(None, HANDLER, 1), s); Handler(DEVICE, 30, None, s)
    s.schedule(n)
    return s.sent, s.switched, [t.count for t in s.tasks]
print(main(900_000))
