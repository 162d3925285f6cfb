# PEP 263 encodings, byte order marks, form feeds, line continuations and end of file without a newline.
def run(source):
    ns = {}
    try:
        exec(compile(source, '<src>', 'exec'), ns)
        return {k: v for k, v in ns.items() if k != '__builtins__'}
    except SyntaxError as e:
        return type(e).__name__, e.msg
print(run(b'# -*- coding: latin-1 -*-\nx = "\xe9"'))
print(run(b'# vim: set fileencoding=cp1252 :\nx = "\x80"'))
print(run(b'\xef\xbb\xbfx = "\xc3\xa9"'))
print(run(b'#!/usr/bin/python\n# coding=utf-8\nx = "\xc3\xa9"'))
print(run(b'\n\n# coding: latin-1\nx = "\xc3\xa9"'))
print(run(b'# coding: no-such-codec\nx = 1'))
print(run(b'\xef\xbb\xbf# coding: latin-1\nx = 1'))
print(run(b'x = "\xff"'))
print(run(b'x = 1\r\ny = 2\rz = 3\n'))
print(run('x = 1\n\x0cy = 2\n\x0c\nz = 3'))
print(run('if 1:\n    x = 1\n\n\n  # odd comment\n    y = 2'))
print(run('if 1:\n    x = 1\n    # last line comment without newline'))
print(run('x = 1 # comment \\\ny = 2'))
print(run('x = [\n1,\n\n# c\n2,\n]\n'))
print(run('x = (1 +\n2)\\\n+ 3\n'))
print(run('x = """a\r\nb\rc"""'))
print(run("x = 'a\\\nb'"))
print(run('\tx = 1'))
print(run('if 1:\n\tx = 1\n\ty = 2\n'))
print(run('if 1:\n        x = 1\n\ty = 2\n'))
print(run('x = 1;\n;'))
print(run('x = 1 \\'))
print(run('x = 1 \\ \ny'))
print(run(''), run('\n'), run('# only a comment'), run('   \n\t\n'))
print(run('ª = 1\nµ = 2\nﬁ = 3\nх = "cyrillic"\n变量 = 4'))
print(run('x\u00a0= 1'), run('x = 1\u200b'), run('x = “a”'))
print(run('def f():\n    """doc"""\nd = f.__doc__; del f'))
print(run('x = 1\x00y = 2') if False else 'null bytes differ between exec of str and files')
try:
    compile('x = 1\x00', '<s>', 'exec')
except (ValueError, SyntaxError) as e:
    print(type(e).__name__, e)
print(run('(' * 150 + ')' * 150)['nope'] if False else run('x = ' + '(' * 150 + '1' + ')' * 150))
print(run('x = ' + '[' * 250 + ']' * 250)[1])
print(eval('  1 + 1  '), eval('\t2\n'), eval(' (\n3)'))
for bad in ('', '1;2', 'x = 1', 'pass', '1\n2'):
    try: print(eval(bad))
    except SyntaxError as e: print(repr(bad), e.msg)
