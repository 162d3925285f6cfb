"""Regular expressions: findall, sub with a function, match, split, groups and backtracking."""
import re
LOG = "\n".join(f'10.0.{i % 256}.{i * 7 % 256} - user{i % 50} [21/Nov/2026:10:{i % 60:02}:00] "GET /page/{i}?q={i * 3} HTTP/1.1" {200 + i % 4} {i * 13}' for i in range(3000))
line = re.compile(r'^(\d+\.\d+\.\d+\.\d+) - (\w+) \[([^\]]+)\] "(\w+) (\S+) HTTP/[\d.]+" (\d{3}) (\d+)$', re.M)
word = re.compile(r"\b[a-z]+\d*\b", re.I)
total = 0
for _ in range(16):
    rows = line.findall(LOG)
    total += sum(int(r[6]) for r in rows if r[5] != "200")
    total += len(word.findall(LOG))
    total += len(re.sub(r"(\d+)\.(\d+)", lambda m: m.group(2) + "." + m.group(1), LOG))
    total += len(re.split(r"[\s\[\]\"]+", LOG))
    for m in re.finditer(r"page/(?P<n>\d+)\?q=(?P<q>\d+)", LOG): total += int(m["n"])
    total += sum(1 for s in LOG.splitlines() if re.match(r"(?:10\.0\.(?:1|2)\d*)\.", s))
print(total, bool(re.fullmatch(r"(a|b)*abb", "abab" * 200 + "abb")))
