# package: python3-yaml
import datetime
import io
import yaml
from yaml import CLoader, CDumper, CSafeLoader, CSafeDumper

print(yaml.__with_libyaml__)
text = """
# everything in one document
str: plain
quoted: "tab\\t \\u20ac \\x41"
single: 'it''s'
int: 12
octal: 0o14
hex: 0x1F
float: 1.5e3
inf: .inf
bools: [true, False, yes, off]
nothing: ~
date: 2024-02-29
stamp: 2024-02-29T12:30:45.5+01:00
list:
- 1
- [a, b, {c: d}]
-
  nested: {x: 1, y: 2}
block: |
  line 1
    line 2
folded: >-
  some folded
  text

  end
anchor: &A {k: [1, 2]}
alias: *A
merged:
  <<: *A
  extra: true
set: !!set {a, b}
pairs: !!omap [one: 1, two: 2]
binary: !!binary aGVsbG8=
"""
d = yaml.load(text, Loader=CSafeLoader)
for k, v in d.items():
    print(k, repr(sorted(v) if isinstance(v, set) else v))
print(d == yaml.load(text, Loader=yaml.SafeLoader), d["anchor"] is d["alias"])

data = {"name": "x", "list": [1, 2.5, None, True], "text": "two\nlines\n", "uni": "\u20ac", "d": datetime.date(2024, 1, 2), "t": ("a", "b"), "e": {}, "neg": -3}
out = yaml.dump(data, Dumper=CDumper, sort_keys=False)
print(out)
print(yaml.load(out, Loader=yaml.CUnsafeLoader) == data)
print(yaml.dump(data["list"], Dumper=CSafeDumper, default_flow_style=True), end="")
print(yaml.dump({"u": "\u20ac"}, Dumper=CDumper, allow_unicode=True, encoding="utf-8"))
shared = [1]
print(yaml.dump([shared, shared], Dumper=CDumper), end="")
print(list(yaml.load_all("--- 1\n--- a\n...\n--- {b: c}\n", Loader=CLoader)))
print(yaml.dump_all([1, {"a": [2]}], Dumper=CDumper, explicit_start=True), end="")


class Point(yaml.YAMLObject):
    yaml_tag = "!point"
    yaml_loader = [CLoader]
    yaml_dumper = CDumper

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = yaml.load("!point {x: 1, y: 2}", Loader=CLoader)
print(p, yaml.dump(p, Dumper=CDumper), end="")


class Loader(CSafeLoader):
    pass


Loader.add_constructor("!join", lambda loader, node: "".join(map(str, loader.construct_sequence(node))))
CSafeDumper.add_representer(complex, lambda dumper, c: dumper.represent_scalar("!c", repr(c)))
print(yaml.load("!join [a, 1, b]", Loader=Loader), yaml.dump(1j, Dumper=CSafeDumper), end="")
for t in yaml.scan("a: [1, *x]", Loader=CLoader):
    print(type(t).__name__, end=" ")
print()
for e in yaml.parse("a: &x [1]", Loader=CLoader):
    print(e)
n = yaml.compose("k: [v]", Loader=CLoader)
print(type(n).__name__, n.tag, n.start_mark.line, n.value[0][1].end_mark.column)


class Source(io.StringIO):
    reads = 0

    def read(self, n=-1):
        Source.reads += 1
        return super().read(n)


print(yaml.load(Source("- from\n- a stream\n"), Loader=CLoader), Source.reads > 0)


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


sink = Sink()
yaml.dump([1, 2], sink, Dumper=CDumper)
print("".join(sink.parts))
for bad in ("a: [1", "a: b: c", "\t- x", "*nope", "!!python/object:os.system x", "\x01"):
    try:
        yaml.load(bad, Loader=CSafeLoader)
    except yaml.YAMLError as e:
        print(type(e).__name__, "|", str(e).replace("\n", "|"))
