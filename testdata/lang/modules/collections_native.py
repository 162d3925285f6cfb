"""deque, defaultdict, OrderedDict and the helpers of Counter and namedtuple, an expression a line."""
from _collections import *
from _collections import _count_elements, _tuplegetter

EXPRESSIONS = r'''
deque(1)
deque([1],2,3)
deque([1],-1)
deque([1],'a')
deque(iterable=[1],maxlen=2)
deque(x=1)
deque([1,2,3],2)
repr(deque([1,2,3]))
deque([1]).maxlen
deque([1],5).maxlen
deque().pop()
deque().popleft()
deque()[0]
deque([1])[5]
deque([1])['a']
deque([1])[0:1]
deque([1]).remove(2)
deque([1]).index(2)
deque([1,2,3,2]).index(2,2)
deque([1,2,3,2]).index(2,-1)
deque([1]).index(1,'a')
deque([1],1).insert(0,1)
(lambda d:(d.insert(1,9),d.insert(-1,8),d.insert(100,7),d.insert(-100,6),d))(deque([1,2,3,4]))
(lambda d:(d.append(4),d.appendleft(0),d.pop(),d.popleft(),d,len(d)))(deque([1,2,3]))
(lambda d:(d.rotate(),d.rotate(2),d.rotate(-4),d.rotate(100),d))(deque([1,2,3,4,5,6,7]))
(lambda d:(d.extend('abc'),d.extendleft('xyz'),d))(deque())
(lambda d:(d.extend(d),d.extendleft(d),d))(deque([1,2]))
(lambda d:(d.reverse(),d))(deque([1,2,3]))
(lambda d:(d.remove(2),d,d.count(2),d.clear(),d))(deque([1,2,3,2]))
(lambda d:(d.__setitem__(1,5),d.__delitem__(0),d))(deque([1,2,3,2]))
(lambda d:(d.__delitem__(6),d.__delitem__(2),d))(deque(range(9)))
deque(range(20),5)
list(deque(range(20)))
list(reversed(deque(range(20))))
3 in deque([1,2,3])
deque([1])+[1]
deque([1])+deque([2])
deque([1])*2
2*deque([1])
deque([1,2],3)*5
deque([1])*-1
deque([1])*'a'
(lambda d:(d.__iadd__([5]),d.__imul__(2),d))(deque([1]))
deque([1])<deque([2])
deque([1,2])<deque([1])
deque([1])==deque([1])
deque([1])!=deque([1,2])
deque([1])<[2]
deque([1])==[1]
hash(deque())
deque([1]).rotate('a')
deque([1]).rotate(1,2)
deque([1]).extend(1)
deque([1]).copy()
deque([1],4).copy()
iter(deque([1])).__reduce__()
iter(deque([1])).__length_hint__()
reversed(deque([1,2])).__reduce__()
type(iter(deque()))
type(reversed(deque()))
type(iter(deque()))(1)
type(iter(deque()))()
next(type(iter(deque()))(deque([1,2]),1))
(lambda d,i:(next(i),d.append(1),next(i)))(deque([1,2]),iter(deque([1,2])))
(lambda d:(lambda i:(next(i),d.append(1),next(i)))(iter(d)))(deque([1,2]))
(lambda d:(d.append(d),d))(deque())
deque[int]
bool(deque())
defaultdict(1)
defaultdict(list,1)
defaultdict(list,{1:2})
defaultdict(list,a=1)
defaultdict(None)[1]
defaultdict(list)[1]
(lambda d:(d['a'].append(1),d['a'].append(2),d['b'],d))(defaultdict(list))
defaultdict(list).copy()
repr(defaultdict(list,{1:2}))
repr(defaultdict(None,{1:2}))
defaultdict(list)|{1:2}
{1:2}|defaultdict(list)
defaultdict(list)|1
defaultdict(list).default_factory
defaultdict(list).__missing__(1)
defaultdict(None).__missing__(1)
defaultdict(len)[1]
defaultdict(list).get(1)
defaultdict.__missing__
defaultdict[int,str]
isinstance(defaultdict(),dict)
OrderedDict([(1,2)])
OrderedDict(1)
OrderedDict([1])
OrderedDict({1:2},3)
OrderedDict(a=1).popitem(1,2)
OrderedDict().popitem()
OrderedDict(a=1,b=2).popitem(False)
OrderedDict(a=1,b=2).popitem(last=False)
OrderedDict(a=1,b=2).popitem()
OrderedDict(a=1).move_to_end('b')
OrderedDict(a=1).move_to_end()
(lambda d:(d.move_to_end('a'),d,d.move_to_end('b',last=False),d))(OrderedDict(a=1,b=2,c=3))
(lambda d:(d.move_to_end('c',False),d.move_to_end('b',False),d.move_to_end('c',False),list(d),d.popitem(False),d['a'],d['b'],len(d)))(OrderedDict(a=1,b=2,c=3))
(lambda d:(list(map(lambda i:d.move_to_end(i,False),range(0,100,7))),list(d),list(map(lambda i:d[i],range(100)))==list(range(100)),list(map(lambda i:d.popitem(last=False),range(30))),list(d)))(OrderedDict(zip(range(100),range(100))))
OrderedDict(a=1).pop('b')
OrderedDict(a=1).pop('a')
OrderedDict(a=1).pop('b',1,2)
OrderedDict(a=1).pop('b',default=1)
OrderedDict(a=1).setdefault('b')
OrderedDict.fromkeys([1,2],3)
OrderedDict.fromkeys()
OrderedDict(a=1)==OrderedDict(a=1)
OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1)
OrderedDict(a=1,b=2)=={'b':2,'a':1}
{'b':2,'a':1}==OrderedDict(a=1,b=2)
OrderedDict(a=1)!=OrderedDict(a=1)
OrderedDict(a=1)<OrderedDict(a=1)
OrderedDict(a=1)|{'b':1}
{'b':1}|OrderedDict(a=1)
OrderedDict(a=1)|1
repr(OrderedDict())
repr(OrderedDict(a=1))
OrderedDict(a=1).keys()
OrderedDict(a=1).values()
OrderedDict(a=1).items()
'a' in OrderedDict(a=1).keys()
('a',1) in OrderedDict(a=1).items()
OrderedDict(a=1).keys()=={'a'}
type(OrderedDict(a=1).keys())
type(iter(OrderedDict(a=1)))
list(OrderedDict(a=1,b=2).items())
list(OrderedDict(a=1,b=2).values())
list(reversed(OrderedDict(a=1,b=2)))
list(reversed(OrderedDict(a=1,b=2).items()))
iter(OrderedDict(a=1)).__reduce__()
iter(OrderedDict(a=1).items()).__reduce__()
(lambda d:(lambda i:(next(i),d.pop('b'),next(i)))(iter(d)))(OrderedDict(a=1,b=2))
OrderedDict(a=1).__dict__
OrderedDict.update(1)
OrderedDict().update(1,2)
OrderedDict().update(1)
OrderedDict().update([(1,2,3)])
OrderedDict().update([(1,)])
OrderedDict().update([()])
(lambda d:(d.update({'a':5},z=3),d.update([('q',1)]),d))(OrderedDict(a=1))
OrderedDict(a=1).copy()
dict(OrderedDict(a=1))
OrderedDict.__or__
(lambda d:(_count_elements(d,'abracadabra'),d))({})
_count_elements(1,[1])
_count_elements({})
_tuplegetter(1,'a')
_tuplegetter(0,'doc').__doc__
_tuplegetter(0,'doc').__reduce__()
_tuplegetter('a','doc')
_tuplegetter(1)
repr(_tuplegetter(0,'doc'))[:30]
_tuplegetter(0,'doc').__get__((1,2))
_tuplegetter(5,'doc').__get__((1,2))
_tuplegetter(0,'doc').__get__(1)
_tuplegetter(0,'doc').__get__(None,int)
_tuplegetter(0,'doc').__set__((1,),2)
_tuplegetter(0,'doc').__delete__((1,))
'''

for line in EXPRESSIONS.strip().splitlines():
    try:
        result = repr(eval(line))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(line, "->", result)
