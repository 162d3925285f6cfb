"""partial, reduce, cmp_to_key and the wrapper behind lru_cache, an expression a line."""
from _functools import *
from _functools import _lru_cache_wrapper
from _operator import add

EXPRESSIONS = r'''
partial()
partial(1)
partial(len,1,x=2)
repr(partial(len,1,x=2))
partial(partial(len,1,x=2),3,x=4).args
partial(partial(len,1,x=2),3,x=4).keywords
partial(len).__reduce__()
partial(len,1,a=2).__reduce__()
partial(len).__setstate__(1)
partial(len).__setstate__((1,2,3,4))
partial(len).__setstate__((len,(),{},None))
partial(len).func
partial(len).keywords
partial(len).__dict__
partial(len).foo
setattr(partial(len),'func',1)
partial(max,1)(2,3)
partial(int,base=2)('101')
partial(int,base=2)('101',base=3)
partial(dict,a=1,b=2)(b=3,c=4)
partial(len)[1]
partial[int]
reduce(1)
reduce(1,2)
reduce(add,[])
reduce(add,[1,2],3)
reduce(lambda a,b:a*b,range(1,6))
reduce(add,1)
reduce(1,2,3,4)
reduce(function=add,iterable=[1])
cmp_to_key()
sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a))
cmp_to_key(lambda a,b:a-b)(1)<cmp_to_key(lambda a,b:a-b)(2)
cmp_to_key(lambda a,b:a-b)(1)<1
cmp_to_key(lambda a,b:a-b)(1).obj
cmp_to_key(lambda a,b:a-b)()
hash(cmp_to_key(lambda a,b:a-b)(1))
type(cmp_to_key(1))
cmp_to_key(lambda a,b:'a')(1)<cmp_to_key(lambda a,b:'a')(2)
cmp_to_key(lambda a,b:'a').obj
_lru_cache_wrapper(1,1,1,1)
_lru_cache_wrapper(len,'a',1,1)
_lru_cache_wrapper(len,1)
_lru_cache_wrapper(len,-1,0,lambda *a:a).cache_info()
(lambda f:(f('ab'),f('ab'),f('c'),f('ab'),f('d'),f.cache_info(),f('ab'),f('c'),f.cache_info(),f.cache_clear(),f.cache_info()))(_lru_cache_wrapper(len,2,0,lambda *a:a))
(lambda f:(f(1,2),f(1,2),f(2,1),f.cache_info()))(_lru_cache_wrapper(max,None,0,lambda *a:a))
(lambda f:(f(1),f(1.0),f(True),f.cache_info()))(_lru_cache_wrapper(abs,None,1,lambda *a:a))
(lambda f:(f(a=1),f(a=1),f(b=1),f.cache_info()))(_lru_cache_wrapper(dict,None,1,lambda *a:a))
_lru_cache_wrapper(len,1,0,tuple)([1])
_lru_cache_wrapper(len,1,0,tuple).__reduce__()
_lru_cache_wrapper(len,1,0,tuple).__dict__
_lru_cache_wrapper(len,1,0,tuple).cache_parameters
repr(_lru_cache_wrapper(len,1,0,tuple))[:40]
'''

for line in EXPRESSIONS.strip().splitlines():
    try:
        result = repr(eval(line))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(line, "->", result)
