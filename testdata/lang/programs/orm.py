"""A small object-relational mapper: descriptors, metaclass, query building, lazy relations, validation."""
class Field:
    kind, default = object, None
    def __init__(self, *, default=None, null=True, check=None): self.default, self.null, self.check = default, null, check
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None): return self if obj is None else obj._data.get(self.name, self.default)
    def __set__(self, obj, value):
        if value is None and not self.null: raise ValueError(f'{type(obj).__name__}.{self.name} must not be null')
        if value is not None and not isinstance(value, self.kind): raise TypeError(f'{self.name} wants {self.kind.__name__}, got {type(value).__name__}')
        if self.check and not self.check(value): raise ValueError(f'{self.name}: {value!r} is not allowed')
        obj._data[self.name] = value; obj._dirty.add(self.name)
    def __lt__(self, v): return Cond(self.name, '<', v)
    def __gt__(self, v): return Cond(self.name, '>', v)
    def __eq__(self, v): return Cond(self.name, '=', v)
    def __ne__(self, v): return Cond(self.name, '!=', v)
    __hash__ = object.__hash__
    def like(self, v): return Cond(self.name, 'like', v)
class Int(Field): kind = int
class Str(Field): kind = str
class Ref(Field):
    def __init__(self, model, **k): super().__init__(**k); self.model = model
    @property
    def kind(self): return Model.registry[self.model]
class Cond:
    OPS = {'<': lambda a, b: a is not None and a < b, '>': lambda a, b: a is not None and a > b, '=': lambda a, b: a == b, '!=': lambda a, b: a != b, 'like': lambda a, b: b in (a or '')}
    def __init__(self, *a): self.a = a
    def __and__(self, o): return Cond(self, 'and', o)
    def __or__(self, o): return Cond(self, 'or', o)
    def __invert__(self): return Cond(self, 'not', None)
    def test(self, obj):
        l, op, r = self.a
        if op == 'and': return l.test(obj) and r.test(obj)
        if op == 'or': return l.test(obj) or r.test(obj)
        if op == 'not': return not l.test(obj)
        return self.OPS[op](getattr(obj, l), r)
    def __str__(self): l, op, r = self.a; return f'({l} {op} {r})' if op in ('and', 'or') else f'not {l}' if op == 'not' else f'{l} {op} {r!r}'
class Meta(type):
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        cls.fields = {k: v for b in reversed(cls.__mro__) for k, v in vars(b).items() if isinstance(v, Field)}
        cls.table, cls.rows = name.lower() + 's', []
        if bases: Model.registry[name] = cls
        return cls
    def __iter__(cls): return iter(cls.rows)
    def __len__(cls): return len(cls.rows)
class Query:
    def __init__(self, model, cond=None, order=None, n=None): self.model, self.cond, self.order_, self.n = model, cond, order, n
    def where(self, c): return Query(self.model, c if self.cond is None else self.cond & c, self.order_, self.n)
    def order(self, f): return Query(self.model, self.cond, f, self.n)
    def limit(self, n): return Query(self.model, self.cond, self.order_, n)
    def __iter__(self):
        rows = [r for r in self.model.rows if self.cond is None or self.cond.test(r)]
        if self.order_: rows.sort(key=lambda r: getattr(r, self.order_.lstrip('-')), reverse=self.order_[0] == '-')
        yield from rows[:self.n]
    def __str__(self): return f'select * from {self.model.table}' + (f' where {self.cond}' if self.cond else '') + (f' order by {self.order_}' if self.order_ else '') + (f' limit {self.n}' if self.n is not None else '')
class Model(metaclass=Meta):
    registry = {}
    id = Int()
    def __init__(self, **kw):
        self._data, self._dirty = {}, set()
        if bad := kw.keys() - self.fields.keys(): raise TypeError(f'unknown fields {sorted(bad)}')
        for k, f in self.fields.items():
            if k in kw or not f.null: setattr(self, k, kw.get(k, f.default))
    def save(self):
        if self.id is None: self.id = len(type(self).rows) + 1; type(self).rows.append(self)
        changed, self._dirty = sorted(self._dirty), set(); return changed
    @classmethod
    def where(cls, c): return Query(cls).where(c)
    def __repr__(self): return f'{type(self).__name__}({", ".join(f"{k}={v!r}" for k, v in self._data.items())})'
class Author(Model): name = Str(null=False); born = Int(check=lambda y: y is None or y > 1000)
class Book(Model): title = Str(default='untitled', null=False); author = Ref('Author'); pages = Int(default=100)
a = Author(name='Ann', born=1970); print(a.save(), a.save()); a.born = 1971; print(a.save(), a); b = Author(name='Bob'); b.save()
for t, w, p in (('One', a, 50), ('Two', a, 300), ('Three', b, 200)): Book(title=t, author=w, pages=p).save()
q = Book.where((Book.pages > 60) & ~(Book.title == 'Two')).order('-title').limit(5); print(q, list(q)); print([x.title for x in Book.where(Book.title.like('T') | (Book.pages < 60)).order('title')], len(Book), [x.name for x in Author], list(Book.where(Book.author == a).limit(1)), Book().title, Book.fields.keys())
for f in (lambda: Author(), lambda: Author(name=5), lambda: Author(name='x', born=5), lambda: Author(nope=1), lambda: Book(author='Ann'), lambda: setattr(a, 'name', None)):
    try: print(f())
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
