"""argparse: parsers of every kind of action, what they take and what they refuse."""

import argparse
import contextlib
import io
import os
import sys
import tempfile

os.environ["COLUMNS"] = "70"


class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values.upper())


def even(text):
    n = int(text)
    if n % 2:
        raise argparse.ArgumentTypeError(f"{n} is odd")
    return n


def parse(parser, *lines, known=False):
    for line in lines:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                print((parser.parse_known_args if known else parser.parse_args)(line.split()))
            except SystemExit as e:
                print("exit", e.code)
            except argparse.ArgumentError as e:
                print("error", e)
        print(f"{line!r}:", out.getvalue(), err.getvalue())


parser = argparse.ArgumentParser(
    prog="prog", description="Does %(prog)s things. " * 5, epilog="The end.",
    fromfile_prefix_chars="@", prefix_chars="-+", formatter_class=argparse.ArgumentDefaultsHelpFormatter,
)
parser.add_argument("--version", action="version", version="%(prog)s 1.0")
parser.add_argument("-v", "--verbose", action="count", default=0, help="say more")
parser.add_argument("-n", "--number", type=even, metavar="N", help="an even number")
parser.add_argument("--name", action=Upper, default="nobody", help="whose, very " + "long " * 20)
parser.add_argument("--const", action="store_const", const=42)
parser.add_argument("--on", dest="flag", action="store_true")
parser.add_argument("--off", dest="flag", action="store_false")
parser.add_argument("--bool", action=argparse.BooleanOptionalAction, default=True, help="either")
parser.add_argument("-a", "--add", action="append", choices=["x", "y", "z"])
parser.add_argument("--two", nargs=2, type=int, metavar=("A", "B"))
parser.add_argument("--maybe", nargs="?", const="given", default="absent")
parser.add_argument("--extend", nargs="+", action="extend")
parser.add_argument("--secret", help=argparse.SUPPRESS)
parser.add_argument("+p", "++plus", action="append_const", const=1, dest="plus")
group = parser.add_argument_group("group", "of two")
exclusive = group.add_mutually_exclusive_group()
exclusive.add_argument("--left", action="store_true")
exclusive.add_argument("--right", action="store_true")
parser.add_argument("first", help="the first")
parser.add_argument("rest", nargs="*", type=int, help="more")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "args")
    with open(path, "w") as f:
        f.write("-v\nfirst\n1\n")
    print(parser.parse_args(["@" + path]))
parse(
    parser, "a", "a 1 2 3", "-vv a --number 4", "a -n 3", "a -n x", "--name bob a", "--const a --on", "--no-bool a", "a -a x -a y", "a -a q",
    "a --two 1 2", "a --two 1", "--maybe -- a", "a --maybe", "a --maybe x", "a --extend 1 2 --extend 3", "a +p ++plus", "a --left", "a --left --right",
    "", "--unknown a", "--ver", "--version", "-h", "a b", "--nu=8 a", "-n8 a", "-vn8 a", "--on=1 a", "a --e 1", "--b a", "-- -a -v",
)
parse(parser, "a --what 1 2", known=True)
parser.print_usage(), print(parser.format_help()[:200], parser)
parser.set_defaults(first="default", extra=1)
print(parser.get_default("first"), parser.get_default("name"), parser.parse_intermixed_args(["a", "-v", "1", "--on", "2"]) if sys.version_info[:2] == (3, 11) else None)

tree = argparse.ArgumentParser(prog="tree", exit_on_error=False, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, description="one\n  two")
sub = tree.add_subparsers(title="commands", dest="command", required=True, metavar="CMD", help="what to do")
add = sub.add_parser("add", aliases=["plus"], help="adds", parents=[argparse.ArgumentParser(add_help=False)])
add.add_argument("values", nargs="+", type=float)
add.set_defaults(f=sum)
show = sub.add_parser("show", help="shows", formatter_class=argparse.RawTextHelpFormatter)
show.add_argument("--where", help="one\n  two", choices=range(3), type=int)
show.add_argument("remainder", nargs=argparse.REMAINDER)
parse(tree, "add 1 2.5", "plus 3", "add", "show --where 2 -x y", "show --where 5", "", "drop", "-h", "add -h", "show -h")
meta = argparse.ArgumentParser(formatter_class=argparse.MetavarTypeHelpFormatter, prog="meta", usage="%(prog)s [options]", argument_default=argparse.SUPPRESS)
meta.add_argument("--size", type=int)
parse(meta, "", "--size 3", "--size -3", "-h")
with tempfile.TemporaryDirectory() as folder:
    kind = argparse.FileType("w")
    kind(os.path.join(folder, "x")).close()
    print(kind, kind("-") is sys.stdout, argparse.FileType("r", encoding="utf-8"))
    try:
        argparse.FileType()(os.path.join(folder, "missing"))
    except argparse.ArgumentTypeError as e:
        print(type(e))
for wrong in (
    lambda p: p.add_argument("--x", action="what"), lambda p: p.add_argument("--y", nargs=0), lambda p: p.add_argument("-x", "y"),
    lambda p: p.add_argument("z", dest="w"), lambda p: p.add_argument("q", required=True), lambda p: p.add_argument("--h", "-h"),
    lambda p: p.add_argument("--t", type="no"), lambda p: p.add_argument("--u", metavar=("a", "b")), lambda p: p.add_subparsers() and p.add_subparsers(),
    lambda p: p.add_mutually_exclusive_group().add_argument("r"), lambda p: p.error("over"), lambda p: p.exit(3, "bye\n"),
):
    with contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            wrong(argparse.ArgumentParser(prog="wrong"))
        except (ValueError, TypeError, argparse.ArgumentError, SystemExit) as e:
            print(type(e).__name__, e, err.getvalue())
names = argparse.Namespace(a=1, **{"b c": 2})
print(names, names == argparse.Namespace(a=1), "a" in names, names != 3)
