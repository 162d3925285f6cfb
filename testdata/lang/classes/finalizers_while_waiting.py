# Objects are finalised while the main thread waits for another one, and finalisers take the thread for a known one.
import threading
import time


def run():
    seen = 0
    names = set()
    reached = []

    class Dropped:
        def __init__(self):
            self.payload = [0] * 100

        def __del__(self):
            nonlocal seen
            seen += 1
            names.add(threading.current_thread().name)

    def drop():
        end = time.monotonic() + 30
        while seen < 1000 and time.monotonic() < end:
            for _ in range(100):
                Dropped()
        reached.append(seen >= 1000)

    thread = threading.Thread(target=drop, name="dropper")
    thread.start()
    thread.join()
    print(reached, names <= {"dropper", "MainThread"}, threading.active_count())


run()
