"""An everyday script: parse text, validate, aggregate with collections and itertools, print tables."""
import collections, itertools, operator, statistics, textwrap
DATA = """
# sku; name; qty; price; tags
A1; Widget; 10; 2.50; metal,small
B2; Gadget ; 3; 19.99; electronic
C3;Gizmo;0;5.00;
D4; Doohickey; seven; 1; metal
E5; Thing; 12
B2; Gadget; 2; 18.99; electronic, sale
F6; Ünïcode ☃; 1; 0.01; small,odd
"""
Row = collections.namedtuple('Row', 'sku name qty price tags')
def parse(text):
    for n, line in enumerate(text.splitlines(), 1):
        line = line.split('#')[0].strip()
        if not line: continue
        try:
            sku, name, qty, price, tags = (p.strip() for p in line.split(';'))
            yield Row(sku, name, int(qty), float(price), tuple(t.strip() for t in tags.split(',') if t.strip()))
        except ValueError as e: errors.append(f'line {n}: {e}')
errors = []; rows = list(parse(DATA)); print(*rows, sep='\n'); print(*errors, sep='\n')
by = collections.defaultdict(list)
for r in rows: by[r.sku].append(r)
merged = [max(rs, key=operator.attrgetter('price'))._replace(qty=sum(r.qty for r in rs), tags=tuple(sorted(set(itertools.chain(*(r.tags for r in rs)))))) for rs in by.values()]
total = sum(r.qty * r.price for r in merged); tags = collections.Counter(t for r in merged for t in r.tags)
print(f'{"sku":<5}{"name":^14}{"qty":>5}{"price":>9}  tags'); print('-' * 45)
for r in sorted(merged, key=lambda r: (-r.qty * r.price, r.name)): print(f'{r.sku:<5}{r.name:^14}{r.qty:>5}{r.price:>9.2f}  {", ".join(r.tags) or "-"}')
print(f'{"total":<19}{sum(r.qty for r in merged):>5}{total:>9,.2f}', tags.most_common(), [k for k, g in itertools.groupby(sorted(r.price > 2 for r in merged))], statistics.median(r.price for r in merged), round(statistics.pstdev(r.qty for r in merged), 3))
print(textwrap.fill('Low stock: ' + ', '.join(f'{r.name} ({r.qty} left)' for r in merged if r.qty < 4), 30, subsequent_indent='  '))
print({t: [r.sku for r in merged if t in r.tags] for t in sorted(tags)}, dict(zip(*[iter(['k1', 1, 'k2', 2])] * 2)), list(itertools.accumulate(r.qty for r in merged)), next((r.name for r in merged if not r.qty), None), any(r.price > 15 for r in merged), all(r.name for r in merged))
# needs: libpython
