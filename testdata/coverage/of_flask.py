"""An application with routes, a blueprint, sessions, templates, hooks and errors, asked by the test client."""

import flask
from flask import Blueprint, Flask, abort, flash, g, get_flashed_messages, jsonify, redirect, render_template_string, request, session, url_for

app = Flask(__name__)
app.secret_key = "secret"
admin = Blueprint("admin", __name__, url_prefix="/admin")


@app.before_request
def before():
    g.count = session.get("count", 0) + 1


@app.after_request
def after(response):
    response.headers["X-Count"] = str(g.count)
    return response


@app.teardown_request
def teardown(error):
    print("teardown", error)


@app.route("/")
def index():
    session["count"] = g.count
    flash("welcome")
    return render_template_string("{{ g.count }} {{ request.path }} {% for m in get_flashed_messages() %}{{ m }}{% endfor %}")


@app.route("/user/<name>", methods=["GET", "POST"])
def user(name):
    if request.method == "POST":
        return {"name": name, "form": request.form.to_dict(), "args": request.args.to_dict(flat=False)}, 201
    return redirect(url_for("admin.show", number=3, _anchor="top"))


@admin.route("/<int:number>")
def show(number):
    if number == 7:
        abort(418)
    return jsonify(number=number, messages=get_flashed_messages())


@admin.app_errorhandler(404)
def missing(error):
    return "no such page", 404


@app.errorhandler(ZeroDivisionError)
def division(error):
    return str(error), 500


@app.get("/broken")
def broken():
    return str(1 // 0)


@app.get("/stream")
def stream():
    def parts():
        yield request.path
        yield "!"

    return flask.stream_with_context(parts()), {"Content-Type": "text/plain"}


@app.cli.command("hello")
def hello():
    print("hello from the command line")


app.register_blueprint(admin)
with app.test_client() as client:
    for method, path, options in [
        ("GET", "/", {}),
        ("GET", "/", {}),
        ("GET", "/user/anna", {}),
        ("POST", "/user/bob?x=1&x=2", {"data": {"a": "b"}}),
        ("GET", "/admin/5", {}),
        ("GET", "/admin/7", {}),
        ("GET", "/nowhere", {}),
        ("GET", "/broken", {}),
        ("DELETE", "/", {}),
        ("GET", "/stream", {}),
        ("HEAD", "/", {}),
    ]:
        response = client.open(path, method=method, **options)
        print(method, path, response.status, response.headers.get("X-Count"), response.get_data(as_text=True))
with app.test_request_context("/path?q=1"):
    print(request.args["q"], url_for("index", _external=True), flask.current_app.name)
print(app.test_cli_runner().invoke(args=["hello"]).output)
print(sorted(map(str, app.url_map.iter_rules())))
