"""Templates with inheritance, macros, loops, filters and errors: much of jinja2, but not all of it."""

import jinja2
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

PAGES = {
    "base": "<title>{% block title %}none{% endblock %}</title>{% block body %}{% endblock %}",
    "page": """{% extends "base" %}{% from "macros" import field %}
{% block title %}{{ super() }}: {{ title|upper }}{% endblock %}
{% block body %}
{%- for user in users if user.age > 20 recursive %}
  {{ loop.index }}/{{ loop.length }} {{ user.name|title|e }} {{ field(user.name, size=user.age // 2) }}
{%- else %}
  nobody
{%- endfor %}
{% set total = users|sum(attribute="age") %}{{ total }} {{ "%.2f"|format(total / 3) }}
{% if total is even %}even{% elif total is divisibleby 5 %}five{% else %}odd{% endif %}
{% include "missing" ignore missing %}{% with x = 1 %}{{ x + total }}{% endwith %}
{% filter indent(2) %}a
b{% endfilter %}{% raw %}{{ raw }}{% endraw %}
{% endblock %}""",
    "macros": "{% macro field(name, size=20) -%}<input name={{ name }} size={{ size }}>{%- endmacro %}",
    "strict": "{{ nobody.home }}",
    "broken": "{% if x %}",
}

env = Environment(loader=DictLoader(PAGES), undefined=StrictUndefined, autoescape=True, trim_blocks=True)
users = [{"name": "<anna>", "age": 31}, {"name": "bob", "age": 17}, {"name": "eve", "age": 42}]
print(env.get_template("page").render(title="people", users=users))
print(env.get_template("page").render(title="people", users=[{"age": 1}, {"age": 4}]))
for name in "strict", "broken", "absent":
    try:
        env.get_template(name).render()
    except (UndefinedError, TemplateSyntaxError, jinja2.TemplateNotFound) as e:
        print(type(e).__name__, e)
print(env.from_string("{{ [3, 1, 2]|sort|join(', ') }} {{ {'a': 1}|tojson }} {{ 'x' in 'xyz' and not false }}").render())
print("".join(env.from_string("{% for i in range(3) %}{{ i ** 2 }};{% endfor %}").stream()))
