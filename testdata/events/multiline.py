"""The expressions of expressions.py spread over lines: each line within a statement is told as often as by python3."""
def f():
    for x in (1
,
2):
        try:
            (yield getattr(0,'zz')
)
        except AttributeError:
            pass
(list(f()))
def deco(
f
): return (
f)
@deco
def sync_do_first(
    environment: "Environment", seq:
 "t.Iterable[V]" =
 (1
,
      2)
) -> "t.Union[V, Undefined]":
    return (
max(
        1,
        2))
(sync_do_first(1
))
def r():
    a = (True)
    try:
        (1/0)
    finally:
        if (a):
            b = (1)
try: (r())
except ZeroDivisionError: pass
def w(
):
    with open('/dev/null') as f: raise (ValueError
)
try: (w
())
except ValueError: pass
def g(n):
    return ("".join(
        str(

            i
        )
        for i
 in range(n
)
        if
 i
    )
)
(
g(
3))
x = (
[

    1,
    f,

    {
        'a':
 f,

        'b': g
,
    }
,

    f"{f}"
    f"{g}",
]
)
if (

    (x
    and
 f
    or
 g
)
):
    y = ((f

      if x

      else g))
assert (
    (x)
), "m"
(print
(
    x[
0],

    sep=
      '',
    end
='')
)
class C(
    object,

):
    a = ((

        1
,

        x
,

    ))
    def m(self,
          a=
1,

          b=x):
        return ((
self.n
(
a)

            .n
(
b
)

            .
z))
    def n(self,
 x):
        return (self)
    z = (1)
(C
().
m
())
d = (dict(
    a
=1,

    **{
'b': x},

))
del (
  d[
'a'],

  d
['b'])
for (
i,

     j) in ([
         (1,
 2
)
,
         (3, 4
),
     ]):
    pass
z = ((1 <
  2
 <
  x[0]))
(
lambda
: (

  x))
