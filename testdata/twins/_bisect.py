import _bisect

numbers = [1, 3, 3, 3, 7]
for x in 0, 1, 3, 4, 7, 9:
    print(x, _bisect.bisect_left(numbers, x), _bisect.bisect_right(numbers, x), _bisect.bisect_left(numbers, x, 1, 3), _bisect.bisect_right(numbers, x, lo=2))
_bisect.insort_left(numbers, 3.0)
_bisect.insort_right(numbers, True)
print(numbers)
people = [('ann', 30), ('bob', 41), ('cid', 52)]
age = lambda p: p[1]
print(_bisect.bisect_left(people, 41, key=age), _bisect.bisect_right(people, 41, key=age))
_bisect.insort_right(people, ('dan', 35), key=age)
print(people)

class Log:
    def __len__(self):
        return 4
    def __getitem__(self, i):
        print('get', i)
        return i * i
print(_bisect.bisect_left(Log(), 5))

class Mine(list):
    def insert(self, i, v):
        print('insert', i, v)
        list.insert(self, i, v)
m = Mine([1, 5])
_bisect.insort_left(m, 3)
print(m)
for call in (lambda: _bisect.bisect_left([1], 'a'), lambda: _bisect.bisect_left([1], 1, -1), lambda: _bisect.bisect_left(5, 1), lambda: _bisect.insort_left([1, 2], None)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
