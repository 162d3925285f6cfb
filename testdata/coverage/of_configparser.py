"""configparser: what it reads, interpolates, changes, writes and refuses."""

import configparser
import io

TEXT = """\
[DEFAULT]
home = /home
base: %(home)s/base ; kept
# a comment
[server]
port = 80
host = %(name)s.example.com
name = www
debug: yes
ratio = 0.5
list =
    one

    two
    # inside
  three
empty =
[other]
port = 81
percent = 100%%
path = ${server:host}/x
"""


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except (configparser.Error, ValueError, TypeError, KeyError, AttributeError) as e:
        print(type(e).__name__, str(e).replace("\n", " | "))


parser = configparser.ConfigParser()
parser.read_string(TEXT)
print(parser.sections(), parser.defaults(), dict(parser["server"]), "server" in parser, len(parser), list(parser))
for get, key in ((parser.getint, "port"), (parser.getboolean, "debug"), (parser.getfloat, "ratio"), (parser.get, "host"), (parser.get, "list"), (parser.getint, "name"), (parser.getboolean, "name"), (parser.get, "nothing")):
    attempt(get, "server", key)
attempt(parser.get, "nowhere", "x")
attempt(parser.get, "nowhere", "x", fallback="fallback")
attempt(parser.get, "server", "host", vars={"name": "ftp"})
attempt(parser.get, "server", "host", raw=True)
attempt(parser.items, "other")
attempt(parser.items, "other", raw=True)
section = parser["server"]
print(section, section.getint("port"), section.get("x", "y"), section.getboolean("debug"), section.name, section.parser is parser, "port" in section)
section["new"] = "value"
del section["name"]
attempt(section.get, "host")
for wrong in (lambda: section.__setitem__("n", 5), lambda: section.__setitem__("n", "%"), lambda: section.__delitem__("zzz"), lambda: parser.add_section("server"), lambda: parser.add_section("DEFAULT"), lambda: parser.set("no", "a", "b"), lambda: parser.remove_option("no", "a"), lambda: parser["zzz"], lambda: parser.__delitem__("DEFAULT")):
    attempt(wrong)
print(parser.remove_option("server", "new"), parser.remove_section("nope"), parser.has_option("server", "PORT"), parser.has_option("", "home"), parser.has_section("DEFAULT"))
parser["added"] = {"a": "1", "b": "two\nlines"}
parser.read_dict({"more": {"n": 1}, "server": {"port": 8080}})
for spaces in (True, False):
    out = io.StringIO()
    parser.write(out, spaces)
    print(out.getvalue())
print(parser.popitem(), parser.read(["/nowhere/at/all"]), parser.read_file(["[x]\n", "y=1\n"], "src"))
parser.clear()

extended = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, delimiters=("=",), comment_prefixes=("//",), inline_comment_prefixes=(";",), default_section="common", empty_lines_in_values=False, converters={"words": str.split})
extended.optionxform = str
extended.read_string("[common]\nRoot = /r ; note\n[a]\nFlag\nx = ${Root}/${b:y} $$\nw = p q\nbad = ${\nworse = ${a:b:c}\nlost = ${nope}\nloop = ${loop}\n// c\n[b]\ny = 1\n")
for key in ("Flag", "x", "bad", "worse", "lost", "loop"):
    attempt(extended.get, "a", key)
print(extended.getwords("a", "w"), extended["a"].getwords("w"), extended["b"].getwords("zz", fallback=[]))
attempt(extended.set, "a", "x", "$ bad")
out = io.StringIO()
extended.write(out)
print(out.getvalue())

for text in ("x = 1\n", "[a]\n[a]\n", "[a]\nb=1\nb=2\n", "[a]\nb\n", "[a\n", "[a]\n = 1\n", "[s]\n  indented = 1\nx = %(x)s\ny = %(z)s\nw = %(\nv = %q"):
    p = configparser.ConfigParser()
    attempt(p.read_string, text)
    if "s" in p:
        for key in p.options("s"):
            attempt(p.get, "s", key)
raw = configparser.RawConfigParser({"d": "1"}, strict=False, interpolation=None)
raw.read_string("[a]\nb=1\nb=%x\n[a]\nc=3")
print(dict(raw["a"]), raw.items("a"), raw.BOOLEAN_STATES["on"])
old = configparser.ConfigParser(interpolation=configparser.LegacyInterpolation())
old.read_string("[a]\nx = %(y)s\ny = 2\nz = %(q)s")
attempt(old.get, "a", "x")
attempt(old.get, "a", "z")
for wrong in ({"delimiters": "x", "comment_prefixes": None}, {"converters": 5}, {"interpolation": object()}):
    attempt(lambda: configparser.ConfigParser(**wrong) and None)
