# match, case, _ and type are names everywhere but where they head a match statement.
match = 1
case = 2
_ = 3
print(match, case, _, match + case)
match = [1, 2]
print(match[0], match[-1:], (match))
def match(x, *rest): return ('called', x, rest)
print(match(1), match (2), match(*[1, 2]), match((1, 2)))
match = {'case': 1}
match['case'] += 1
print(match)
class case:
    match = 'attr'
    def case(self): return 'case method'
print(case.match, case().case())
match = case
match.match = 5
print(match.match)
match, case = 1, 2
print(match, case)
print(match if case else _)
match: int = 7
print(match)
match = -1
print(match -1, match * 2)
match x_ := 3, 4:
    case (3, 4): print('walrus subject')
match match:
    case case: print('subject is match, capture is case', case)
match (1, 2):
    case (a, b): print(a, b)
match [1, 2]:
    case [a, b]: print(a, b)
match {}:
    case {}: print('empty mapping')
match -5:
    case -5: print('negative literal')
match not 1:
    case False: print('not')
match lambda: 1:
    case f: print(f())
match 1, :
    case [x]: print('trailing comma subject', x)
match *[1, 2], 3:
    case [x, *y]: print('starred subject', x, y)
async def nothing(): pass
nothing().close()
type = 'type is a plain name in 3.11'
print(type)
for match in range(2): pass
print(match)
with open('/dev/null') as match: print(match.name)
lambda match: match
print([match for match in (1, 2)], {case: case for case in 'ab'})
