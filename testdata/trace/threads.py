import threading

results = []


def work(n):
    results.append(n * 2)
    return n


t = threading.Thread(target=work, args=(4,))
t.start(), t.join()
print(results)
exec("made = results[0] + 1")
print(made)
