"""A small everyday program: parse CSV-like lines, group, aggregate, format a report."""
from collections import Counter, defaultdict
LINES = [f"{i},{'north south east west'.split()[i % 4]},{i * 37 % 1000 / 10:.1f},item-{i % 23}" for i in range(30_000)]
def parse(lines):
    for line in lines:
        ident, region, amount, item = line.strip().split(",")
        yield {"id": int(ident), "region": region, "amount": float(amount), "item": item}
def report(rows):
    totals, counts, items = defaultdict(float), Counter(), defaultdict(set)
    best = {}
    for row in rows:
        region = row["region"]
        totals[region] += row["amount"]
        counts[region] += 1
        items[region].add(row["item"])
        if region not in best or row["amount"] > best[region]["amount"]: best[region] = row
    out = []
    for region in sorted(totals, key=totals.get, reverse=True):
        out.append(f"{region:<10}{totals[region]:>12,.2f}{counts[region]:>8}{totals[region] / counts[region]:>10.3f} {best[region]['item']} {len(items[region])}")
    return "\n".join(out)
for _ in range(20): text = report(parse(LINES))
print(text)
