"""Templates of jinja2: its lexer, parser, compiler, runtime, filters, tests, loaders and sandbox."""
import asyncio
import gc
import random

import jinja2
import jinja2.meta
import jinja2.nativetypes
import jinja2.sandbox

random.seed(4)  # lipsum's words decide which branches it takes

TEMPLATES = {
    "base.html": "<title>{% block title %}none{% endblock %}</title>{% block body %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% from 'macros.html' import row with context %}{% block title %}{{ super() }}!{% endblock %}"
                 "{% block body %}{% for item in items recursive %}{{ row(item, loop.index) }}{% else %}empty{% endfor %}{% endblock %}",
    "macros.html": "{% macro row(item, n=0) -%} {{ n }}: {{ item|upper|replace('A', 'b')|truncate(8) }} {{ caller() if caller else '' }} {%- endmacro %}",
    "tree.html": "{% for n in nodes recursive %}<{{ n.name }}{% if n.nodes %} {{ loop(n.nodes) }}{% endif %}>{{ loop.cycle('a', 'b') }}{% endfor %}",
    "scope.html": "{% set ns = namespace(n=0) %}{% for i in range(5) if i is odd %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}"
                  "{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{% set text %}captured{{ 1 }}{% endset %}{{ text }}{% filter upper %}loud{% endfilter %}",
    "include.html": "{% include ['missing.html', 'scope.html'] %}{% include 'nowhere.html' ignore missing %}{% import 'macros.html' as m %}"
                    "{% call m.row('called') %}inside{% endcall %}",
    "raw.html": "{% raw %}{{ not }}{% endraw %}{# comment #}{%- autoescape true %}{{ '<b>' }}{{ '<i>'|safe }}{% endautoescape %}",
}
EXPRESSIONS = [
    "1 + 2 * 3 // 4 % 5 ** 2 - -1", "1 < 2 <= 3 != 4", "a and b or not c", "'x' ~ 1 ~ [1, (2,), {'k': 3}]", "items[1:3], items[-1], d.k, d['k']",
    "items|sort(reverse=true)|join(', ')", "items|map('length')|list", "items|select('equalto', 'bob')|list", "people|groupby('age')|list|length",
    "people|map(attribute='name')|join('-')", "people|rejectattr('age', 'gt', 30)|map(attribute='name')|list", "[3, 1, 2]|sum, [3, 1]|max, [3, 1]|min",
    "'a-b c'|title, 'x'|center(5), 'abc'|reverse, '%s'|format(1), 'a b'|wordcount", "1234567|filesizeformat, 3.14159|round(2, 'floor'), '42'|int, 'x'|int(7)",
    "'<a>'|escape, '<a href=1>x</a>'|striptags, 'a&b'|urlencode, {'a': 1}|xmlattr, {'b': [1]}|tojson", "'www.example.com and x'|urlize(10)", "range(10)|batch(4, '-')|list",
    "range(10)|slice(3)|list, [1, 1, 2]|unique|list, {'b': 1, 'a': 2}|dictsort", "'one two three four'|wordwrap(8), 'a\\nb'|indent(2)", "missing|default('none'), none|default('x', true)",
    "1 is number, 'x' is string, items is sequence, x is defined, 3 is divisibleby 3, 'A' is upper, none is none, items is iterable, 4 is even", "'b' in items, 'bob' in items",
    "'yes' if a else 'no'", "'%.2f'|format(1.234)", "lipsum(1, false, 3, 4)|length > 3", "cycler('a', 'b').next(), joiner(',')()", "dict(a=1)|items|list",
]
BROKEN = ["{% if %}", "{{ 1 + }}", "{% for x in %}", "{% block a %}{% block a %}{% endblock %}{% endblock %}", "{{ 'open }}", "{% unknown %}", "{{ x|nofilter }}",
          "{% endfor %}", "{{ (1, }}", "{% raw %}", "{# open", "{% macro f(a=1, b) %}{% endmacro %}", "{{ a b }}", "{% set 1 = 2 %}"]


def main():
    env = jinja2.Environment(loader=jinja2.ChoiceLoader([jinja2.DictLoader(TEMPLATES), jinja2.PrefixLoader({"p": jinja2.DictLoader({"x": "X"})})]),
                             extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"], trim_blocks=True)
    env.install_gettext_callables(lambda s: s.upper(), lambda s, p, n: s if n == 1 else p, newstyle=True)
    context = dict(items=["ann", "bob", "carla longname"], a=1, b=0, c=None, d={"k": "v"}, x=1,
                   people=[{"name": "Ann", "age": 30}, {"name": "Bob", "age": 41}, {"name": "Cy", "age": 30}],
                   nodes=[{"name": "r", "nodes": [{"name": "l", "nodes": []}]}, {"name": "s", "nodes": []}])
    for name in sorted(TEMPLATES):
        print(name, env.get_template(name).render(context))
    for source in EXPRESSIONS:
        try:
            print(source, "->", env.from_string("{{ " + source + " }}").render(context)[:120])
        except jinja2.TemplateError as e:
            print(source, "fails:", e)
    for source in BROKEN:
        try:
            env.from_string(source)
        except jinja2.TemplateSyntaxError as e:
            print(repr(source), e.lineno, e.message)
    print(env.from_string("{% for i in range(9) %}{% if i == 2 %}{% continue %}{% elif i > 4 %}{% break %}{% endif %}{{ i }}{% endfor %}{% do items.append('z') %}").render(context))
    print(env.from_string("{% trans n=2 %}{{ n }} apple{% pluralize %}{{ n }} apples{% endtrans %}{{ _('hi') }}").render())
    print(env.from_string("# line {{ x }}\n").render(x=1), env.compile_expression("a + 1")(a=4))
    try:
        env.get_template("none.html")
    except jinja2.TemplateNotFound as e:
        print("not found", e.name)
    try:
        jinja2.Environment(undefined=jinja2.StrictUndefined).from_string("{{ gone.attr }}").render()
    except jinja2.UndefinedError as e:
        print(e)
    print(sorted(jinja2.meta.find_undeclared_variables(env.parse("{{ a }}{% set b = c %}{{ b }}"))))
    print(jinja2.nativetypes.NativeEnvironment().from_string("{{ [1, 2] + [x] }}").render(x=3))
    box = jinja2.sandbox.ImmutableSandboxedEnvironment()
    for source in ("{{ ''.__class__ }}", "{{ [].append(1) }}", "{{ '{0.x}'.format(1) }}", "{{ range(3)|list }}"):
        try:
            print(box.from_string(source).render())
        except Exception as e:
            print(type(e).__name__, e)

    async def generated():
        async def numbers():
            for i in range(3):
                yield i
        t = jinja2.Environment(enable_async=True).from_string("{% for n in numbers() %}{{ n }}{{ loop.last }}{% endfor %}{{ f() }}")

        async def f():
            return "awaited"
        return await t.render_async(numbers=numbers, f=f)
    print(asyncio.run(generated()))
    for event in env.lex("{{ a }}"):
        print(event)
    gc.collect()  # closes the generators that jinja2 has left


main()
