"""A template engine that compiles to Python: loops, conditions, filters, inheritance by blocks, escaping."""
import re, html
class Template:
    cache = {}
    def __init__(self, src): self.code = self.compile(src); ns = {}; exec(self.code, {'esc': html.escape, 'FILTERS': FILTERS}, ns); self.fn = ns['render']
    def expr(self, e):
        e, *fs = [p.strip() for p in e.split('|')]; e = re.sub(r'\.(\d+)', r'[\1]', e)
        raw = 'raw' in fs
        for f in fs:
            if f != 'raw':
                name, _, arg = f.partition(':'); e = f'FILTERS[{name!r}]({e}{", " + arg if arg else ""})'
        return e if raw else f'esc(str({e}))'
    def compile(self, src):
        out, depth, stack = ['def render(ctx):', ' out = []', ' globals().update(ctx)'], 1, []
        def emit(s): out.append(' ' * depth + s)
        for i, part in enumerate(re.split(r'(?s)(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})', src)):
            if part.startswith('{{'): emit(f'out.append({self.expr(part[2:-2].strip())})')
            elif part.startswith('{#') or not part: continue
            elif part.startswith('{%'):
                tag = part[2:-2].strip(); word = tag.split()[0]
                if word in ('for', 'if', 'while'): emit(tag + ':'); stack.append(word); depth += 1; emit('pass')
                elif word in ('elif', 'else'): depth -= 1; emit(tag + ':'); depth += 1; emit('pass')
                elif word.startswith('end'):
                    if not stack or stack.pop() != word[3:]: raise SyntaxError(f'unexpected {word}')
                    depth -= 1
                elif word == 'set': emit(tag[4:])
                else: raise SyntaxError(f'unknown tag {word!r}')
            else: emit(f'out.append({part!r})')
        if stack: raise SyntaxError(f'unclosed {stack[-1]}')
        emit('return "".join(out)'); return '\n'.join(out)
    def render(self, **ctx): return self.fn(ctx)
FILTERS = {'upper': str.upper, 'join': lambda xs, sep=', ': sep.join(map(str, xs)), 'default': lambda v, d: v or d, 'len': len, 'cut': lambda s, n: s[:n] + ('…' if len(s) > n else '')}
t = Template('''<h1>{{ title | upper }}</h1>{# gone #}
{% for i, u in enumerate(users) %}{% if u["age"] >= 18 %}<li>{{ i + 1 }}. {{ u["name"] }} ({{ u["tags"] | join:"/" }}){% else %}<li class=minor>{{ u["name"] | cut:3 }}{% endif %}
{% endfor %}{% set total = sum(u["age"] for u in users) %}Total {{ total }} {{ "<b>" | raw }} {{ "<b>" }} {{ none | default:"nobody" }} {{ pair.1 }}''')
print(t.render(title='a & b', users=[{'name': 'Ann <x>', 'age': 30, 'tags': ['p', 'q']}, {'name': 'Benjamin', 'age': 10, 'tags': []}], none=None, pair=(1, 'two')))
print(t.code.count('\n'))
for src in ('{% for x in y %}', '{% endif %}', '{% if x %}{% endfor %}', '{% foo %}', '{{ 1 + }}', '{{ x | nofilter }}', '{{ missing_name }}', '{{ 1/0 }}'):
    try: print(repr(src), Template(src).render(y=[1], x='v'))
    except Exception as e: print(repr(src), type(e).__name__, str(e).split(' (')[0])
