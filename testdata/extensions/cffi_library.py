# package: python3-cffi-backend
import _cffi_backend as c

# The C half of cffi, driven as its Python half does.
int_ = c.new_primitive_type("int")
char = c.new_primitive_type("char")
double = c.new_primitive_type("double")
size_t = c.new_primitive_type("size_t")
void = c.new_void_type()
charp = c.new_pointer_type(char)
intp = c.new_pointer_type(int_)
voidp = c.new_pointer_type(void)
print(int_, charp, c.sizeof(int_), c.alignof(double), int_.kind, intp.item, intp.cname)
p = c.newp(intp, 42)
print(p, p[0], bool(p), c.typeof(p) is intp)
p[0] = -7
print(p[0], int(c.cast(size_t, 3)), c.cast(int_, 2**40 + 5), float(c.cast(double, 2)))
for f in (lambda: p.__setitem__(0, 2**40), lambda: p.__setitem__(0, "x"), lambda: c.newp(int_, 3)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
arr = c.new_array_type(intp, None)
a = c.newp(arr, [1, 2, 3])
print(len(a), list(a), a[2], c.sizeof(a))
a[1] = 20
print(list(a), a[0:2], [x * 2 for x in a])
try:
    a[5]
except IndexError as e:
    print("IndexError", e)
s = c.newp(c.new_array_type(charp, None), b"hello")
print(c.string(s), len(s), c.buffer(s)[:], bytes(c.buffer(s, 3)))
c.buffer(s)[0:1] = b"J"
print(c.string(s))
mv = memoryview(c.buffer(a))
print(mv.nbytes, mv.readonly, mv[4])

# structs
point = c.new_struct_type("struct point")
c.complete_struct_or_union(point, [("x", int_, -1), ("y", double, -1), ("next", c.new_pointer_type(point), -1)])
pp = c.new_pointer_type(point)
q = c.newp(pp, {"x": 3, "y": 1.5})
q.next = q
print(q.x, q.y, q.next.next.x, c.sizeof(point), [n for n, _ in point.fields], q.next == q)
try:
    q.z
except AttributeError as e:
    print("AttributeError", e)
color = c.new_enum_type("enum color", ("RED", "GREEN"), (0, 5), int_)
print(color.elements, c.string(c.cast(color, 5)), int(c.cast(color, 0)))

# functions of the C library, and callbacks
lib = c.load_library("libc.so.6", 0)
strlen = lib.load_function(c.new_function_type((charp,), size_t), "strlen")
print(strlen(b"twelve chars"), strlen(s))
atoi = lib.load_function(c.new_function_type((charp,), int_), "atoi")
print(atoi(b"123abc"))
compare = c.new_function_type((voidp, voidp), int_)
calls = []


def by_value(x, y):
    x, y = c.cast(intp, x)[0], c.cast(intp, y)[0]
    calls.append((x, y))
    return (x > y) - (x < y)


cb = c.callback(compare, by_value)
qsort = lib.load_function(c.new_function_type((voidp, size_t, size_t, compare), void), "qsort")
v = c.newp(arr, [5, 3, 9, 1, 7])
qsort(v, len(v), 4, cb)
print(list(v), len(calls) > 4, all(isinstance(x, int) for pair in calls for x in pair))
twice = c.callback(c.new_function_type((int_,), int_), lambda n: 2 * n)
print(twice(21), twice(-1))


class Owner:
    pass


o = Owner()
h = c.newp_handle(voidp, o)
print(c.from_handle(h) is o, c.from_handle(c.cast(voidp, h)) is o)
freed = []
g = c.gcp(p, lambda ptr: freed.append(ptr[0]))
c.release(g)
print(freed)
b = bytearray(b"shared")
fb = c.from_buffer(c.new_array_type(charp, None), b)
fb[0] = b"S"
print(b, len(fb))
c.memmove(fb, b"XY", 2)
print(b, c.getcname(intp, "name"))
