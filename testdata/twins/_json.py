import _json, json
from json import decoder, encoder
def show(f,*a,**k):
    try: r=f(*a,**k); print(repr(r)[:200])
    except BaseException as e: print(type(e).__name__, repr(str(e))[:250], getattr(e,'__notes__',None), repr(e.__cause__), repr(e.__context__))
# functions
ss=_json.scanstring
show(ss); show(ss,'a'); show(ss,1,0); show(ss,b'abc"',0); show(ss,'abc"','x'); show(ss,'abc"',0,1,2); show(ss,'abc"',1.5); show(ss,'abc"',2**70); show(ss,s='a',end=1)
for s in ['abc"','abc','a\\n"','a\\','a\\x"','a\\u12','a\\u1234"','a\\ud800\\udc00"','a\\ud800"','a\\ud800\\u0041"','a\\ud800\\ud800"','a\\u12G4"','a\\u 123"','a\nb"','a\x00"','\\u0x41"','é\\n"','\U0001F600"','\\ud83d\\u','\\ud83d\\ud"','"','','\\ud83d\\ud83"','x\\ud800\\n"','\ud800"','\\"\\\\\\/\\b\\f\\n\\r\\t"','\\u0000"', '\\u12345"','\\ud800\\u123','\\ud800\\u1234"','\\ud800\\uzzzz"', '\\u+123"','\\u"']:
    for st in (True,False):
        show(ss,s,0,st)
show(ss,'abc"',4); show(ss,'abc"',5); show(ss,'abc"',-1); show(ss,'xabc"',1,[]); show(ss,'a\nb"',0,[])
show(ss,'a"',0,show_bool if 0 else None)
class B:
    def __bool__(self): raise KeyError('b')
show(ss,'a"',0,B())
class S(str): pass
r=ss(S('abc"'),0); print(type(r[0]))
class I:
    def __index__(self): return 1
show(ss,'ab"',I())
for f in (_json.encode_basestring,_json.encode_basestring_ascii):
    show(f); show(f,1); show(f,b'a'); show(f,'a','b')
    for s in ['','abc','a"b\\c/\n\r\t\b\f\x00\x1f\x7f','é','\u20ac','\U0001F600','\ud800',S('x')]: show(f,s)
    print(type(f(S('x'))))
# scanner
class C:
    strict=True; object_hook=None; object_pairs_hook=None; parse_float=float; parse_int=int; parse_constant={'NaN':1}.get; memo={}
sc=_json.make_scanner(C)
for n in ('strict','object_hook','object_pairs_hook','parse_float','parse_int'): print(n, getattr(sc,n)); show(setattr,sc,n,1); show(delattr,sc,n)
show(setattr,sc,'foo',1)
for i in range(7):
    D=type('D',(),{k:v for j,(k,v) in enumerate(list(vars(C).items())[2:8]) if j!=i})
    show(_json.make_scanner,D)
show(_json.make_scanner); show(_json.make_scanner,C,C); show(_json.make_scanner,ctx=C)
class D(C):
    strict=B()
show(_json.make_scanner,D)
show(sc); show(sc,'1'); show(sc,1,0); show(sc,'1',0,0); show(sc,'1',-1); show(sc,'1',5); show(sc,'1',0.5); show(sc,string='12 ',idx=0);show(sc,b'1',0)
docs=['1','12','-','-1','-0','01','1.','1.5','1.e5','1e','1e5','1E+5','1e-','1.5e-3x','NaN','NaX','Infinity','Infinit','-Infinity','-Infinit','true','tru','false','null','nul','"a"','"','[','[]','[ ]','[1','[1,','[1,]','[1 2]','[1, 2 ]','[,1]','{','{}','{ }','{"a"','{"a":','{"a":1','{"a":1}','{"a" : 1 , "b":2}','{"a":1,','{"a":1,}','{a:1}','{"a" 1}','{"a":}','{"a":1 "b"','{"a":1,"a":2}','{1:2}','[[[1]]]','[1,\n\t\r 2]','\x0b1','x','','[nul]','{"a":[nul]}',' 1','{"a":1, x}','{"a":1 , \n  ','[1,\n  x]', '[1,  ', '123456789012345678901234567890', '1'*5000, '0.1e400','\u0661','[\xa01]','{"é":"é\\n","\u20ac":1}', '-a', '--1','1.2.3','1e5.5','1e400']
for d in docs: show(sc,d,0)
for d in docs: show(json.loads,d)
for hook in ({'object_hook':lambda d:('h',d)},{'object_pairs_hook':lambda d:('p',d)},{'object_hook':lambda d:('h',d),'object_pairs_hook':lambda d:('p',d)},{'parse_float':str},{'parse_int':str},{'parse_int':float},{'parse_float':lambda x: x.nope},{'parse_constant':str},{'strict':False},{'object_hook':lambda d:1/0}):
    for d in ['{"a":{"b":[1,2.5,NaN,-Infinity,"x\\n"]}}','{}','[1.5]','"a\nb"','[{"a":1},{"a":2}]']: show(json.loads,d,**hook)
k=json.loads('[{"abc":1},{"abc":2}]'); a,b=k; print(next(iter(a)) is next(iter(b)))
show(json.loads,'['*100000); show(json.loads,'{"a":'*100000)
# encoder
me=_json.make_encoder
show(me); show(me,1); show(me,1,2,3,4,5,6,7,8,9)
def dflt(o): raise TypeError('no '+type(o).__name__)
def mk(markers=None,default=dflt,enc=_json.encode_basestring_ascii,indent=None,ks=': ',its=', ',sort=False,skip=False,allow=True): return me(markers,default,enc,indent,ks,its,sort,skip,allow)
e=mk()
for n in ('markers','encoder','indent','key_separator','item_separator','sort_keys','skipkeys'):
    print(n, getattr(e,n)); show(setattr,e,n,1)
show(me,1,dflt,str,None,':',',',False,False,False); show(me,{},dflt,str,None,b':',',',False,False,False); show(me,{},dflt,str,None,':',1,False,False,False)
show(me,{},1,2,3,'a','b',B(),0,0)
show(e); show(e,1); show(e,1,0); show(e,1,'0'); show(e,1,0,0); show(e,obj=1,_current_indent_level=0); show(e, 1, 2**80)
import enum
class Fl(float):
    def __repr__(self): return 'FL'
class In(int):
    def __repr__(self): return 'IN'
class IE(enum.IntEnum): A=1
class DD(dict):
    def items(self): return [('x',1),('y',2)]
class DB(dict):
    def items(self): return [1]
class DB2(dict):
    def items(self): return [(1,2,3)]
class DB3(dict):
    def items(self): return 5
class LL(list):
    def __iter__(self): return iter([7,8])
class TT(tuple):
    def __iter__(self): return iter([7,8])
class DS(dict): pass
objs=[None,True,False,1,-1,2**100,1.5,1e100,float('inf'),float('-inf'),float('nan'),'a','é"\n',[],[1],[1,[2,[3]]],(),(1,2),{},{'a':1},{'a':{'b':[1,{'c':None}]}},{1:2,1.5:2,True:3,None:4,False:5,float('nan'):1,float('inf'):2},{(1,2):3},{b'a':1},{'a':1,(1,):2,'b':3},Fl(1.5),In(5),IE.A,{IE.A:1,In(7):2,Fl(2.5):3},DD(a=1),DD(),DB(a=1),DB2(a=1),DB3(a=1),LL([1]),LL(),TT([1]),DS(a=1),S('abc'),{S('k'):1},{1,2},b'x',object,[object],{'a':object},[{'b':1},{'a':2}],{'b':1,'a':2,'c':[3,1]},{'b':1,2:3}, {(1,):1,'x':2}, {'x':2,(1,):1}]
for kw in [{},{'markers':{}},{'sort':True},{'skip':True},{'allow':False},{'enc':_json.encode_basestring},{'enc':lambda s: '<'+s+'>'},{'enc':lambda s: 5},{'indent':2},{'ks':':','its':','},{'default':lambda o: 'D'},{'default':lambda o: [1,o.__name__ if o is object else 2],'markers':{}},{'default':lambda o:o,'markers':{}},{'skip':True,'sort':True}]:
    e=mk(**kw)
    for o in objs: show(lambda: e(o,0))
l=[]; l.append(l); d={}; d['a']=d
for m in ({},):
    e=mk(markers=m)
    for o in (l,d,[d],{'x':l}): show(lambda: e(o,0))
def mut(o): big.clear(); return 1
big=[object(),2,3]; show(mk(default=mut),big,0)
class IT(int):
    def __repr__(self): return 5
show(mk(),IT(3),0)
class FT(float):
    def __repr__(self): return 5
show(mk(),FT(3),0); show(mk(),{IT(3):1},0); show(mk(),{FT(3):1},0)
for a in [{'indent':2},{'indent':''},{'indent':'\t'},{'separators':(',',':')},{'sort_keys':True},{'ensure_ascii':False},{'check_circular':False},{'skipkeys':True},{'allow_nan':False},{'cls':json.JSONEncoder}]:
    for o in [{'b':[1,2,{'a':'é'}],'a':(),'c':{}},[1.5,float('inf')],{(1,):2}]: show(json.dumps,o,**a)
x = mk(its=',')(list(range(100_003)), 0)
print(len(x), [len(part) for part in x])
x = mk(its=',')({i: i for i in range(50_000)}, 0)
print(len(x), [len(part) for part in x])
