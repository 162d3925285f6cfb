"""An operating system's scheduler simulated by objects: packets, devices, workers."""


class Packet:
    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind = link, ident, kind
        self.datum, self.data = 0, [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class State:
    def __init__(self, pending=False, waiting=False, holding=False):
        self.pending, self.waiting, self.holding = pending, waiting, holding

    def suspended(self):
        return self.holding or not self.pending and self.waiting


class Task(State):
    def __init__(self, system, ident, priority, queue, **state):
        super().__init__(**state)
        self.system, self.ident, self.priority, self.queue = system, ident, priority, queue
        system.add(self)

    def step(self):
        packet = None
        if self.pending and self.waiting and not self.holding:
            packet, self.queue = self.queue, self.queue.link
            self.waiting, self.pending = False, self.queue is not None
        return self.run(packet)

    def accept(self, packet, old):
        if self.queue is None:
            self.queue, self.pending = packet, True
            if self.priority > old.priority:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def run(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, *a, count):
        super().__init__(*a)
        self.count, self.control = count, 1

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.system.hold(self)
        odd, self.control = self.control & 1, self.control >> 1
        if odd:
            self.control ^= 0xD008
        return self.system.release(6 if odd else 5)


class Worker(Task):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.dest, self.letter = 3, 0

    def run(self, packet):
        if packet is None:
            return self.system.wait(self)
        self.dest = 4 if self.dest == 3 else 3
        packet.ident, packet.datum = self.dest, 0
        for i in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.system.queue_packet(self, packet)


class Handler(Task):
    work = devices = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == "work":
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        if self.work is not None:
            w = self.work
            if w.datum >= 4:
                self.work = w.link
                return self.system.queue_packet(self, w)
            if self.devices is not None:
                d, self.devices = self.devices, self.devices.link
                d.datum, w.datum = w.data[w.datum], w.datum + 1
                return self.system.queue_packet(self, d)
        return self.system.wait(self)


class Device(Task):
    held = None

    def run(self, packet):
        if packet is None:
            if self.held is None:
                return self.system.wait(self)
            p, self.held = self.held, None
            return self.system.queue_packet(self, p)
        self.held = packet
        return self.system.hold(self)


class System:
    def __init__(self):
        self.tasks, self.table, self.queued, self.holds, self.steps = [], {}, 0, 0, 0

    def add(self, task):
        self.tasks.insert(0, task)
        self.table[task.ident] = task

    def wait(self, task):
        task.waiting = True
        return task

    def hold(self, task):
        self.holds += 1
        task.holding = True
        return self.following(task)

    def following(self, task):
        i = self.tasks.index(task) + 1
        return self.tasks[i] if i < len(self.tasks) else None

    def release(self, ident):
        t = self.table[ident]
        t.holding = False
        return max(t, self.current, key=lambda t: t.priority)

    def queue_packet(self, task, packet):
        t = self.table[packet.ident]
        self.queued += 1
        packet.link, packet.ident = None, task.ident
        return t.accept(packet, task)

    def schedule(self):
        task = self.tasks[0]
        while task is not None:
            self.current = task
            if task.suspended():
                task = self.following(task)
            else:
                self.steps += 1
                task = task.step()


s = System()
Idle(s, 1, 0, None, count=2000)
q = Packet(Packet(None, 0, "work"), 0, "work")
Worker(s, 2, 1000, q, pending=True, waiting=True)
q = Packet(Packet(Packet(None, 5, "device"), 5, "device"), 5, "device")
Handler(s, 3, 2000, q, pending=True, waiting=True)
q = Packet(Packet(Packet(None, 6, "device"), 6, "device"), 6, "device")
Handler(s, 4, 3000, q, pending=True, waiting=True)
Device(s, 5, 4000, None, waiting=True)
Device(s, 6, 5000, None, waiting=True)
s.schedule()
print(s.queued, s.holds, s.steps)
