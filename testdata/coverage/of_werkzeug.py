"""werkzeug: requests and responses, routing, data structures, forms, and the test client."""

import datetime
import gc
import io

from werkzeug import Request, Response, exceptions, security, utils
from werkzeug.datastructures import Accept, CombinedMultiDict, FileStorage, Headers, ImmutableMultiDict, MultiDict, OrderedMultiDict, Range, WWWAuthenticate
from werkzeug.http import dump_cookie, http_date, parse_accept_header, parse_cache_control_header, parse_cookie, parse_date, parse_dict_header, parse_etags, parse_list_header, parse_options_header, parse_range_header
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, BuildError, EndpointPrefix, Map, RequestRedirect, Rule, Subdomain, Submount
from werkzeug.test import Client, EnvironBuilder
from werkzeug.urls import iri_to_uri, uri_to_iri, url_encode, url_join, url_parse, url_quote, url_unquote
from werkzeug.wsgi import ClosingIterator, FileWrapper, get_current_url, get_input_stream


class Pair(BaseConverter):
    regex = r"\d+-\d+"

    def to_python(self, value):
        return tuple(int(n) for n in value.split("-"))

    def to_url(self, value):
        return "-".join(map(str, value))


urls = Map(
    [
        Rule("/", endpoint="index"),
        Rule("/item/<int:number>", endpoint="item", methods=["GET"]),
        Rule("/item/<int(min=5, max=7):number>/edit/", endpoint="edit"),
        Rule("/path/<path:rest>", endpoint="path"),
        Rule("/float/<float(signed=True):x>", endpoint="float"),
        Rule("/any/<any(a, b):which>", endpoint="any"),
        Rule("/pair/<pair:p>", endpoint="pair"),
        Rule("/id/<uuid:u>", endpoint="uuid"),
        Rule("/s/<string(length=2):code>", defaults={"page": 1}, endpoint="short"),
        Rule("/s/<string(length=2):code>/<int:page>", endpoint="short"),
        Rule("/old", redirect_to="/"),
        Submount("/sub", [EndpointPrefix("sub/", [Rule("/x", endpoint="x"), Rule("/y/", endpoint="y")])]),
    ],
    converters={"pair": Pair},
)
adapter = urls.bind("example.com", "/base")
for path in (
    "/", "/item/3", "/item/x", "/item/6/edit", "/item/9/edit/", "/path/a/b/c", "/float/-1.5", "/any/b", "/any/c", "/pair/3-4", "/s/en", "/s/en/1", "/s/en/2",
    "/old", "/sub/x", "/sub/y", "/sub//x", "/id/12345678-1234-5678-1234-567812345678", "/nothing",
):
    for method in ("GET", "POST"):
        try:
            print(path, method, adapter.match(path, method))
        except RequestRedirect as e:
            print(path, method, "to", e.new_url)
        except exceptions.HTTPException as e:
            print(path, method, e)
print(sorted(adapter.allowed_methods("/item/3")), adapter.test("/zzz"), list(urls.iter_rules("short")))
for endpoint, values in (
    ("index", {}), ("item", {"number": 4, "q": ["a b", "ü"]}), ("pair", {"p": (1, 2)}), ("short", {"code": "de", "page": 1}), ("float", {"x": 2.5}), ("item", {}), ("itme", {}),
):
    try:
        print(adapter.build(endpoint, values), adapter.build(endpoint, values, force_external=True))
    except (BuildError, ValueError) as e:
        print(type(e).__name__)


@Request.application
def application(request):
    if request.path == "/fail":
        raise exceptions.BadRequest("bad")
    if request.path == "/file":
        f = request.files["upload"]
        return Response(f"{f.filename} {f.mimetype} {f.read()!r} {request.form.to_dict(flat=False)}")
    if request.path == "/json":
        return Response(repr(request.get_json(silent=True)), mimetype="application/json")
    if request.path == "/cookie":
        response = Response("set")
        response.set_cookie("name", "välue", path="/", httponly=True, samesite="Lax")
        response.delete_cookie("old")
        return response
    if request.path == "/etag":
        response = Response("tagged", headers={"X-A": "1"})
        response.add_etag()
        response.last_modified = datetime.datetime(2023, 1, 2, tzinfo=datetime.timezone.utc)
        response.cache_control.max_age = 5
        return response.make_conditional(request)
    if request.path == "/range":
        return Response(b"0123456789").make_conditional(request, accept_ranges=True, complete_length=10)
    return Response(
        f"{request.method} {request.url} {request.args.getlist('a')} {request.cookies} {request.accept_languages.best} {request.remote_addr}\n",
        status=201,
    )


client = Client(application)
for path, options in (
    ("/?a=1&a=2", {"headers": {"Accept-Language": "de;q=0.5, en"}}), ("/fail", {}), ("/cookie", {}), ("/", {"method": "PUT", "data": b"raw"}),
    ("/file", {"method": "POST", "data": {"k": ["1", "2"], "upload": (io.BytesIO(b"content"), "name.txt")}}),
    ("/file", {"method": "POST", "data": {"k": "only"}}), ("/json", {"method": "POST", "json": {"a": [1]}}), ("/json", {"method": "POST", "data": "{", "content_type": "application/json"}),
    ("/etag", {}), ("/etag", {"headers": {"If-None-Match": "*"}}), ("/etag", {"headers": {"If-Modified-Since": "Tue, 03 Jan 2023 00:00:00 GMT"}}),
    ("/range", {"headers": {"Range": "bytes=2-5"}}), ("/range", {"headers": {"Range": "bytes=20-"}}), ("/", {"method": "HEAD"}),
):
    response = client.open(path, **options)
    print(path, response.status, response.headers.get("Set-Cookie"), response.get_data(as_text=True)[:200])
proxied = Client(ProxyFix(application, x_for=1, x_host=1, x_proto=1))
print(proxied.get("/", headers={"X-Forwarded-For": "1.2.3.4, 5.6.7.8", "X-Forwarded-Host": "h", "X-Forwarded-Proto": "https"}).text)

many = MultiDict([("a", 1), ("b", 2), ("a", 3)])
many.add("c", 4), many.setlistdefault("d").append(5)
print(many, many.getlist("a", str), many.get("b", type=str), many.poplist("a"), many.to_dict(), sorted(many.lists()), many.deepcopy() == many)
print(list(OrderedMultiDict([("z", 1), ("a", 2), ("z", 3)]).items(multi=True)), CombinedMultiDict([many, MultiDict({"e": 6})]).getlist("e"))
for change in (lambda d: d.add("x", 1), lambda d: d["missing"], lambda d: d.pop("a")):
    try:
        change(ImmutableMultiDict({"a": 1}))
    except Exception as e:
        print(type(e).__name__)
headers = Headers([("Content-Type", "text/plain"), ("X-Many", "1"), ("x-many", "2")])
headers.add("Content-Disposition", "attachment", filename="f.txt"), headers.setdefault("New", "v"), headers.remove("new")
print(headers, headers.getlist("X-MANY"), headers["content-type"], "x-many" in headers, headers.to_wsgi_list()[:1], headers.get("none"))
for text, cls in (("text/html;q=0.8, application/json, */*;q=0.1", None), ("en-US, de;q=0.7", None), ("", None)):
    accept = parse_accept_header(text, cls or Accept)
    print(accept, accept.best, accept.quality("application/json"), accept.best_match(["de", "text/html"]))
print(parse_options_header('form-data; name="a b"; filename*=UTF-8\'\'%c3%a4.txt'), parse_list_header('a, "b, c"'), parse_dict_header('a="b", c'), parse_cache_control_header("no-cache, max-age=3"))
print(parse_etags('"a", W/"b", *'), parse_range_header("bytes=0-4,-5"), parse_range_header("junk"), parse_date("Mon, 02 Jan 2023 03:04:05 GMT"), http_date(0), parse_cookie("a=1; b=\"2\"; bad"), dump_cookie("k", "v w", secure=True))
print(Range("bytes", [(0, 5)]).range_for_length(3), WWWAuthenticate("digest", {"realm": "r"}).to_header() if hasattr(WWWAuthenticate, "to_header") else "")
for code in (400, 404, 405, 418, 503):
    try:
        exceptions.abort(code)
    except exceptions.HTTPException as e:
        print(e, e.get_response({}).status, len(e.get_body()))
hashed = security.generate_password_hash("secret", "pbkdf2:sha256:10")
print(security.check_password_hash(hashed, "secret"), security.check_password_hash(hashed, "other"), security.safe_join("/a", "../b"), security.safe_join("/a", "b/c"))
print(utils.secure_filename("../../etc/p\u00e4ss wd"), utils.redirect("/x?a=ü").location, utils.import_string("json:dumps").__name__, utils.import_string("no.module", silent=True))
print(url_join("http://a/b/c", "../d"), url_quote("a b/ü"), url_unquote("a%20b"), url_encode({"a": "ü", "b": None}), url_parse("http://u:p@h:80/p?q#f"), iri_to_uri("http://ü.de/ä"), uri_to_iri("http://xn--tda.de/%C3%A4"))
environ = EnvironBuilder("/p", query_string={"a": "b"}, data={"f": (io.BytesIO(b"x"), "x.txt"), "g": "1"}).get_environ()
print(get_current_url(environ), get_input_stream(environ).read(5), list(FileWrapper(io.BytesIO(b"abcdef"), 4)))
ClosingIterator([1], [lambda: print("closed")]).close()
FileStorage(io.BytesIO(b"data"), "n.bin", "field").save(out := io.BytesIO())
print(out.getvalue())
gc.collect()  # what has a __del__
