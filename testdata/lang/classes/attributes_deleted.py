"""Instances that lose attributes, and __class__, in loops that run as machine code."""
class A: pass
def f():
    for i in range(2000):
        a = A()
        a.x, a.y, a.z = 1, 2, 3
        del a.y
        assert a.__dict__ == {'x': 1, 'z': 3}, a.__dict__
        a = A()
        a.x, a.y, a.z, a.w = 1, 2, 3, 4
        del a.x, a.z
        assert not hasattr(a, 'x') and a.y == 2 and a.w == 4
        a.x = 9
        assert list(vars(a).items()) == [('y', 2), ('w', 4), ('x', 9)]
        a = A()
        for k in 'abcdefgh': setattr(a, k, k)
        for k in 'hgfedcba'[i % 8:] + 'hgfedcba'[:i % 8]:
            delattr(a, k)
            assert not hasattr(a, k)
        try: del a.x
        except AttributeError as e: m = str(e)
        else: assert 0
        class B(A):
            @property
            def __class__(self): return int
        assert B().__class__ is int and a.__class__ is A
    return m
print(f())
class S:
    __slots__ = ('p', '__dict__')
s = S(); s.p = 1; s.q = 2; s.r = 3
del s.q
print(s.p, s.r, s.__dict__)
del s.p
print(hasattr(s, 'p'), s.r)
class C: pass
class D: pass
def g(o):
    return o.__class__
for i in range(3000):
    c = C(); assert g(c) is C
    c.__class__ = D
    assert g(c) is D and g(3) is int and g(C) is type
