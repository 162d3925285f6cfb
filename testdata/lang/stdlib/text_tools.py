import textwrap, string, difflib, shlex, pprint, html, fnmatch, unicodedata as ud
t = 'The quick brown fox jumps over the lazy dog. It was a-very-long-hyphenated word indeed, superlongwordthatexceeds.'
print(textwrap.fill(t, 30), textwrap.wrap(t, 20, initial_indent='* ', subsequent_indent='  ', break_long_words=False), textwrap.shorten(t, 25), textwrap.dedent('''
    a
      b

    c'''), textwrap.indent('a\n\nb', '> '), textwrap.wrap('', 10), textwrap.fill('x' * 25, 10), sep='\n')
print('\n'.join(difflib.unified_diff('a b c d'.split(), 'a x c d e'.split(), 'old', 'new', lineterm='')), list(difflib.ndiff(['one\n'], ['ore\n'])), difflib.get_close_matches('appel', ['ape', 'apple', 'peach']), round(difflib.SequenceMatcher(None, 'abcd', 'bcde').ratio(), 2), difflib.SequenceMatcher(None, 'ab', 'acb').get_opcodes())
print(shlex.split('a "b c" d\\ e \'f "g"\' # x', comments=True), shlex.quote("it's"), shlex.join(['a b', 'c']), list(shlex.shlex('x=1+y', punctuation_chars=True)))
try: shlex.split('"open')
except ValueError as e: print(e)
pprint.pprint({'key' * 5: list(range(30)), 'nested': {'a': ['x' * 30] * 3, 'b': ('t', {1, 2})}, 'z': None, 'text': 'long ' * 30}); pprint.pprint([[1, [2, [3, [4]]]]], depth=2); print(pprint.pformat({'b': 1, 'a': 2}, sort_dicts=False), pprint.saferepr('x'), pprint.isreadable([1]))
print(html.escape('<a href="x">\'&</a>'), html.unescape('&lt;&#233;&eacute;&amp;&#x41;&nope;&notit;'), fnmatch.filter(['a.py', 'b.txt', 'C.PY'], '*.py'), fnmatch.fnmatchcase('a1', '[a-c][!a]'), string.ascii_letters[:5], string.punctuation, string.whitespace.encode(), string.hexdigits, string.Template('$x ${y} $$').substitute(x=1, y=2), string.capwords('aB cD'))
for x in ('$', '$1', '${x'):
    try: string.Template(x).substitute()
    except (ValueError, KeyError) as e: print(type(e).__name__, e)
print(ud.name('é'), ud.lookup('SNOWMAN'), ud.category('A'), ud.normalize('NFD', 'é').encode(), ud.normalize('NFKC', 'ﬁ①'), ud.bidirectional('א'), ud.combining('\u0301'), ud.numeric('½'), ud.digit('²'), ud.east_asian_width('中'), ud.decomposition('é'), ud.mirrored('('), ud.decimal('٣'), ud.name('\x00', 'none'), ud.is_normalized('NFC', 'é'), ud.unidata_version)
import colorsys, bisect, calendar, gettext, locale, textwrap as tw, cmd, getopt, optparse, argparse, io, contextlib, sys
print(colorsys.rgb_to_hsv(1, .5, 0), getopt.getopt(['-a', '1', '--long=x', 'rest'], 'a:', ['long=']), gettext.gettext('same'), locale.format_string('%d', 1000))
p = argparse.ArgumentParser(prog='prog', description='A test.', epilog='end'); p.add_argument('pos', type=int, help='a number'); p.add_argument('-v', '--verbose', action='count', default=0); p.add_argument('--opt', choices=['a', 'b'], default='a', help='pick (default: %(default)s)'); p.add_argument('rest', nargs='*'); p.add_argument('--flag', action='store_true'); s = p.add_mutually_exclusive_group(); s.add_argument('--x'); s.add_argument('--y')
print(p.parse_args(['5', 'r1', 'r2', '-vv', '--opt', 'b', '--flag']), p.format_usage()); p.print_help()
for a in (['x'], [], ['1', '--opt', 'z'], ['1', '--x', '1', '--y', '2'], ['1', '--nope'], ['-h']):
    e = io.StringIO()
    try:
        with contextlib.redirect_stderr(e), contextlib.redirect_stdout(e): p.parse_args(a)
    except SystemExit as x: print(a, x.code, e.getvalue().splitlines()[-1])
q = argparse.ArgumentParser(prog='sub'); sp = q.add_subparsers(dest='cmd', required=True); a1 = sp.add_parser('add', aliases=['a']); a1.add_argument('n', nargs='+', type=float); print(q.parse_args(['add', '1', '2.5']), q.parse_known_args(['a', '3', '--zz'])[1])
# needs: libpython
