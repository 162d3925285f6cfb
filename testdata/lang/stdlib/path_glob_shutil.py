"""pathlib, os, glob, shutil, tempfile, fnmatch, fileinput, csv, configparser, zipfile, tarfile, gzip."""
import configparser
import csv
import fnmatch
import glob
import gzip
import io
import os
import pathlib
import shutil
import stat
import tarfile
import tempfile
import zipfile

top = pathlib.Path(tempfile.mkdtemp())
os.chdir(top)
(top / "a" / "b").mkdir(parents=True)
(top / "a" / "one.txt").write_text("one\ntwo\n", encoding="utf-8")
(top / "a" / "b" / "two.dat").write_bytes(bytes(range(10)))
(top / "link").symlink_to("a/one.txt")
p = pathlib.Path("a/b/../one.txt")
print(p, p.name, p.stem, p.suffix, p.parent, p.parts, p.resolve() == (top / "a/one.txt").resolve(), p.with_suffix(".md"), p.is_file(), (top / "link").is_symlink())
print(sorted(str(x.relative_to(top)) for x in top.rglob("*")), sorted(x.name for x in top.glob("**/*.txt")), sorted(glob.glob("a/*")), fnmatch.filter(["x.py", "y.pyc"], "*.py"))
print([(os.path.relpath(d, top), sorted(ds), sorted(fs)) for d, ds, fs in sorted(os.walk(top))])
print(sorted((e.name, e.is_dir(), e.is_symlink()) for e in os.scandir(top)), os.stat("a/one.txt").st_size, stat.filemode(os.stat("a").st_mode), os.readlink("link"))
for bad in (lambda: open("nope"), lambda: os.mkdir("a"), lambda: os.rmdir("a"), lambda: pathlib.Path("a").read_text(), lambda: os.listdir("link"), lambda: os.remove("gone"), lambda: open("a/one.txt", "x")):
    try:
        bad()
    except OSError as e:
        print(type(e).__name__, e)
shutil.copytree("a", "copy")
shutil.move("copy/one.txt", "moved.txt")
print(sorted(os.listdir("copy")), pathlib.Path("moved.txt").read_text().splitlines(), shutil.which("no-such-program"), os.path.exists("copy/one.txt"))
os.rename("moved.txt", "renamed.txt")
os.chmod("renamed.txt", 0o600)
print(oct(os.stat("renamed.txt").st_mode & 0o777), os.path.splitext("x.tar.gz"), os.path.join("a", "/b"), os.path.commonpath(["/a/b", "/a/c"]), os.path.normpath("a//b/../c/."))
with open("data.csv", "w", newline="") as f:
    w = csv.DictWriter(f, ["name", "note"])
    w.writeheader()
    w.writerows([{"name": "a,b", "note": 'say "hi"'}, {"name": "line\nbreak", "note": ""}])
with open("data.csv", newline="") as f:
    print(f.read().encode())
with open("data.csv", newline="") as f:
    print(list(csv.DictReader(f)))
print(list(csv.reader(io.StringIO("a;b|c;'d;e'"), delimiter=";", quotechar="'")), csv.list_dialects())
cfg = configparser.ConfigParser()
cfg.read_string("[DEFAULT]\nbase = /x\n[s]\npath = %(base)s/y\nflag = yes\nn : 3\n; comment\nmulti =\n  a\n  b\n")
print(cfg["s"]["path"], cfg.getboolean("s", "flag"), cfg.getint("s", "n"), cfg["s"]["multi"].split(), cfg.sections(), dict(cfg["s"]).keys())
with zipfile.ZipFile("z.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("in/side.txt", "text " * 50)
    z.write("a/one.txt")
with zipfile.ZipFile("z.zip") as z:
    print(z.namelist(), z.read("in/side.txt")[:9], z.testzip(), z.getinfo("in/side.txt").file_size)
with tarfile.open("t.tgz", "w:gz") as t:
    t.add("a")
with tarfile.open("t.tgz") as t:
    print(sorted(m.name for m in t), t.extractfile("a/one.txt").read())
with gzip.open("g.gz", "wt") as g:
    g.write("line 1\nline 2\n")
with gzip.open("g.gz", "rt") as g:
    print(list(g))
with open("a/one.txt", "r+b") as f:
    f.seek(4)
    f.write(b"TWO")
    f.seek(0)
    print(f.read(), f.tell(), f.truncate(3), f.seek(0, 2))
with tempfile.TemporaryDirectory() as d, tempfile.NamedTemporaryFile(dir=d) as f:
    f.write(b"x")
    f.flush()
    print(os.path.getsize(f.name), os.path.dirname(f.name) == d)
print(os.path.exists(d), os.getcwd() == str(top.resolve()))
os.environ["SOME_NAME"] = "value"
print(os.path.expandvars("$SOME_NAME/${SOME_NAME}/$UNSET_NAME"), os.getenv("UNSET_NAME", "default"), os.environ.pop("SOME_NAME"))
os.chdir("/")
shutil.rmtree(top)
print(top.exists())
# needs: libpython
