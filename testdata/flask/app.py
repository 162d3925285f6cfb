"""The demo application: every part of Flask that a small site uses, on purpose with nothing but Flask itself.

    memphis testdata/flask/app.py                  serves on http://127.0.0.1:5000
    memphis -m flask --app testdata/flask/app run  the same by Flask's own command

HOST and PORT say where; APP_DEBUG=1 turns on Werkzeug's debugger for unhandled exceptions.
"""

import collections
import hashlib
import io
import logging
import os
import threading
import time
import uuid

from flask import (
    Flask, Response, abort, flash, g, get_flashed_messages, jsonify, make_response, redirect, render_template,
    render_template_string, request, send_file, send_from_directory, session, stream_with_context, url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter
from werkzeug.utils import secure_filename

import shop


class ListConverter(BaseConverter):
    """Turns "a+b+c" in a URL into a list and back."""

    regex = r"[^/]+(?:\+[^/]+)*"

    def to_python(self, value):
        return value.split("+")

    def to_url(self, values):
        return "+".join(super(ListConverter, self).to_url(value) for value in values)


class Keep(logging.Handler):
    """Remembers the last lines that were logged, so that a page can show them."""

    def __init__(self, size):
        super().__init__()
        self.lines = collections.deque(maxlen=size)

    def emit(self, record):
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


class OutOfTea(Exception):
    """An error of the application's own, answered by its own handler."""


app = Flask(__name__)
app.config.update(SECRET_KEY="a fixed key, for a demo only", MAX_CONTENT_LENGTH=64 * 1024)
app.url_map.converters["list"] = ListConverter
app.register_blueprint(shop.blueprint, url_prefix="/shop")

kept = Keep(20)
app.logger.addHandler(kept)
app.logger.setLevel(logging.INFO)

lock = threading.Lock()
counts = collections.Counter()
torn_down = []


@app.before_request
def begin():
    g.user = session.get("user", "nobody")
    g.trail = ["before"]
    if request.args.get("stop"):
        return "stopped by before_request", 418


@app.after_request
def end(response):
    g.trail.append("after")
    response.headers["X-Trail"] = ",".join(g.trail)
    response.headers["X-User"] = g.user
    return response


@app.teardown_request
def teardown(error):
    with lock:
        torn_down.append(type(error).__name__)
        del torn_down[:-5]


@app.context_processor
def helpers():
    return {"site": "Memphis demo", "shout": lambda text: text.upper() + "!"}


@app.template_filter("money")
def money(cents):
    return f"{cents / 100:,.2f} €"


@app.template_test("even")
def even(n):
    return n % 2 == 0


@app.route("/")
def index():
    return render_template("index.html", items=shop.ITEMS, title="Start")


@app.get("/hello/<name>")
@app.get("/hello/<name>/<int:times>")
def hello(name, times=1):
    return render_template_string("{% for i in range(times) %}Hello, {{ name }}!\n{% endfor %}", name=name, times=times)


@app.get("/convert/<int:i>/<float(signed=True):f>/<any(red, green):color>/<uuid:u>/<list:parts>/<path:rest>")
def convert(i, f, color, u, parts, rest):
    values = {"i": i, "f": f, "color": color, "u": str(u), "parts": parts, "rest": rest}
    return jsonify(values=values, back=url_for("convert", **(values | {"u": u})), kind=type(u).__name__)


@app.get("/urls")
def urls():
    u = uuid.UUID(int=7)
    return jsonify(
        index=url_for("index", q="a b&c", _anchor="top"),
        external=url_for("hello", name="Ann Ö", _external=True, _scheme="https"),
        static=url_for("static", filename="style.css"),
        blueprint=url_for("shop.item", number=3),
        convert=url_for("convert", i=1, f=-2.5, color="red", u=u, parts=["x", "y z"], rest="p/q r"),
        rules=sorted(rule.rule for rule in app.url_map.iter_rules()),
    )


@app.route("/json", methods=["POST", "PUT", "PATCH"])
def json_echo():
    data = request.get_json()
    total = sum(v for v in data.get("numbers", []) if isinstance(v, (int, float)))
    return jsonify(method=request.method, got=data, total=total, keys=sorted(data)), 201 if request.method == "POST" else 200


@app.get("/request")
def show_request():
    return {
        "path": request.path, "full": request.full_path, "args": request.args.to_dict(flat=False), "host": request.host.split(":")[0],
        "accept": list(request.accept_languages), "best": request.accept_mimetypes.best_match(["application/json", "text/html"]),
        "agent": request.headers.get("User-Agent"), "cookies": dict(request.cookies), "auth": request.authorization and request.authorization.username,
        "is_secure": request.is_secure, "remote": request.remote_addr, "endpoint": request.endpoint, "view_args": request.view_args,
    }


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        name = request.form.get("name", "").strip()
        if not name:
            flash("A name, please", "error")
            return redirect(url_for("login"))
        session["user"] = name
        session["visits"] = 0
        session.permanent = "stay" in request.form
        flash(f"Welcome, {name} <&>")
        app.logger.info("login of %s", name)
        return redirect(url_for("profile"), 303)
    return render_template("login.html", title="Login")


@app.get("/profile")
def profile():
    if "user" not in session:
        abort(401)
    session["visits"] += 1
    return render_template("profile.html", title="Profile", visits=session["visits"])


@app.get("/logout")
def logout():
    session.clear()
    flash("Bye", "info")
    return redirect(url_for("index"))


@app.get("/flashes")
def flashes():
    return jsonify(get_flashed_messages(with_categories=True))


@app.post("/upload")
def upload():
    files = []
    for field, f in sorted(request.files.items(multi=True)):
        body = f.read()
        files.append({"field": field, "name": f.filename, "safe": secure_filename(f.filename), "type": f.mimetype, "size": len(body),
                      "sha256": hashlib.sha256(body).hexdigest()})
    return jsonify(files=files, form=request.form.to_dict(flat=False))


@app.get("/download/<int:size>")
def download(size):
    body = bytes(i * 7 % 256 for i in range(size))
    return send_file(io.BytesIO(body), mimetype="application/octet-stream", as_attachment=True, download_name="räw data.bin",
                     etag=hashlib.md5(body).hexdigest(), conditional=True, max_age=60)


@app.get("/files/<path:name>")
def files(name):
    return send_from_directory(app.static_folder, name)


@app.get("/stream/<int:n>")
def stream(n):
    @stream_with_context
    def lines():
        yield f"for {request.args.get('who', g.user)}\n"
        for i in range(n):
            yield f"{i} squared is {i * i}\n"
        yield "end\n"

    return Response(lines(), mimetype="text/plain")


@app.get("/cookies")
def cookies():
    response = make_response("cookies set\n", 200, {"X-Custom": "yes"})
    response.set_cookie("plain", "value with spaces; and \"quotes\"", httponly=True, samesite="Lax")
    response.set_cookie("short", "1", max_age=100, path="/request")
    response.delete_cookie("old")
    response.vary.add("Accept")
    response.cache_control.no_store = True
    response.add_etag()
    return response


@app.get("/count")
def count():
    with lock:
        counts["hits"] += 1
        return str(counts["hits"])


@app.get("/slow/<int:ms>")
def slow(ms):
    time.sleep(ms / 1000)
    return f"slept {ms} ms in a thread of its own: {threading.current_thread() is not threading.main_thread()}"


@app.get("/logs")
def logs():
    app.logger.warning("the log was read by %s", g.user)
    return jsonify(lines=list(kept.lines), torn_down=torn_down[-3:])


@app.get("/selftest")
def selftest():
    """Asks the application itself through the test client, with a session of its own."""
    with app.test_client() as client:
        first = client.post("/login", data={"name": "tester"}, follow_redirects=True)
        with client.session_transaction() as inside:
            inside["visits"] = 41
        second = client.get("/profile")
        third = client.post("/json", json={"numbers": [1, 2, 3]})
        with app.test_request_context("/?x=1"):
            inner = url_for("hello", name=request.args["x"])
        return jsonify(status=[first.status, second.status, third.status], history=[r.location for r in first.history],
                       visits="42" in second.text, total=third.get_json()["total"], inner=inner, cookies=len(client.cookie_jar))


@app.get("/abort/<int:code>")
def abort_with(code):
    abort(code)


@app.get("/tea")
def tea():
    raise OutOfTea("green")


@app.get("/crash")
def crash():
    numbers = [1, 2, 0]
    return str([10 // n for n in numbers])


@app.get("/bad-template")
def bad_template():
    return render_template_string("line one\n{{ 1 + }}")


@app.get("/none")
def none():
    return None


@app.errorhandler(404)
def not_found(error):
    return render_template("error.html", title="Not found", error=error, path=request.path), 404


@app.errorhandler(OutOfTea)
def out_of_tea(error):
    return jsonify(error=f"out of {error} tea"), 503


@app.errorhandler(HTTPException)
def any_http_error(error):
    return jsonify(code=error.code, name=error.name, description=error.description), error.code


@app.errorhandler(ZeroDivisionError)
def by_zero(error):
    if app.debug:
        raise error
    return f"handled: {error}", 500


if __name__ == "__main__":
    app.run(host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "5000")), threaded=True,
            debug=bool(os.environ.get("APP_DEBUG")), use_reloader=False)
