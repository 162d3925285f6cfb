# package: python3-psycopg2
import datetime
import decimal
import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras
from psycopg2 import sql

# No server is needed for what the C module does by itself: adaption, casting, parsing, errors.
print(psycopg2.apilevel, psycopg2.paramstyle, psycopg2.threadsafety, psycopg2.__version__.split()[0] > "2.8")
for v in (None, True, 42, 1.5, float("nan"), "it's", "back\\slash", b"\x00\xff", decimal.Decimal("1.10"), datetime.date(2024, 2, 29),
          datetime.datetime(2024, 1, 2, 3, 4, 5, 6), datetime.time(1, 2), datetime.timedelta(days=1, seconds=2), [1, "a", None], (1, 2), bytearray(b"ab"), -5):
    a = ext.adapt(v)
    if hasattr(a, "encoding"):
        a.encoding = "utf8"
    try:
        print(type(a).__name__, a.getquoted())
    except Exception as e:
        print(type(a).__name__, type(e).__name__, e)
print(isinstance(ext.adapt("x"), ext.QuotedString), ext.adapt("x").adapted, ext.ISQLQuote)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Conforms:
    def __conform__(self, protocol):
        return ext.AsIs("conformed") if protocol is ext.ISQLQuote else None


def adapt_point(p):
    return ext.AsIs("point(%s, %s)" % (ext.adapt(p.x), ext.adapt(p.y)))


ext.register_adapter(Point, adapt_point)
print(ext.adapt(Point(1, 2.5)).getquoted(), ext.adapt(Conforms()).getquoted())
try:
    ext.adapt(object())
except psycopg2.ProgrammingError as e:
    print(type(e).__name__, e)
psycopg2.extras.register_uuid()
import uuid
print(ext.adapt(uuid.UUID(int=5)).getquoted(), ext.adapt(psycopg2.extras.Json({"a": [1]})))

# typecasters
print(ext.INTEGER("12", None), ext.FLOAT("1.5", None), ext.BOOLEAN("t", None), ext.DECIMAL("1.10", None), ext.UNICODE("x", None))
print(ext.PYDATE("2024-02-29", None), repr(ext.PYDATETIME("2024-01-02 03:04:05.5", None)), ext.PYINTERVAL("1 day 02:00:00", None))
print(ext.INTEGER(None, None), 23 == psycopg2.NUMBER, psycopg2.STRING == 25, psycopg2.NUMBER.name, ext.INTEGER.values)
cast = ext.new_type((600,), "POINT", lambda value, cur: value and tuple(float(x) for x in value.strip("()").split(",")))
ext.register_type(cast)
print(cast("(1,2.5)", None), cast.name, cast == 600, cast(None, None))
arr = ext.new_array_type((1017,), "POINT[]", cast)
print(arr.name, ext.new_array_type((1007,), "INTS", ext.INTEGER)("{1,2,NULL,{3}}", None))
try:
    ext.INTEGER("x", None)
except ValueError as e:
    print("ValueError", e)

# connection strings, composed SQL, errors
print(ext.parse_dsn("dbname=test user='a b' port=5432"), ext.make_dsn("dbname=x", host="h h"))
try:
    ext.parse_dsn("no equals")
except psycopg2.ProgrammingError as e:
    print(type(e).__name__, str(e).strip())
q = sql.SQL("select {} from {} where {} = {}").format(sql.SQL(", ").join([sql.Identifier("a"), sql.Identifier('b"c')]), sql.Identifier("s", "t"), sql.Identifier("id"), sql.Placeholder("id"))
print(q, list(q)[1], sql.Identifier("x").string)
print(psycopg2.IntegrityError.__mro__[1].__name__, psycopg2.errors.lookup("23505").__name__, issubclass(psycopg2.errors.UniqueViolation, psycopg2.IntegrityError))
for dsn in ("host=/nonexistent dbname=x connect_timeout=1", "bogus=1"):
    try:
        psycopg2.connect(dsn)
    except psycopg2.Error as e:
        print(type(e).__name__, str(e).splitlines()[0], e.pgcode, e.pgerror, e.cursor)


class Failed(psycopg2.Error):
    pass


try:
    raise Failed("own")
except psycopg2.Error as e:
    print(repr(e), e.diag.message_primary, e.pgcode)
print(psycopg2.Date(2024, 1, 2), psycopg2.Binary(b"\x01"), psycopg2.TimestampFromTicks(0).adapted is not None)
x = ext.Xid.from_string("42_Z3RyaWQ=_YnF1YWw=")
print(x.format_id, x.gtrid, x.bqual, tuple(x), len(x))
print(callable(ext.quote_ident), ext.libpq_version() > 90000, ext.encodings["UTF8"])
