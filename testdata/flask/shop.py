"""A blueprint with hooks, templates and error handlers of its own."""

from dataclasses import asdict, dataclass

from flask import Blueprint, abort, current_app, g, jsonify, render_template, request

blueprint = Blueprint("shop", __name__, template_folder="templates/shop", static_folder="static", static_url_path="/assets")


@dataclass(frozen=True)
class Item:
    number: int
    name: str
    cents: int


ITEMS = [Item(1, "Blues LP", 1999), Item(2, "Harp <in C>", 3450), Item(3, "Ribs & \"sauce\"", 1250)]


class SoldOut(Exception):
    pass


@blueprint.before_request
def enter():
    g.trail.append("shop")


@blueprint.app_context_processor
def totals():
    return {"total": sum(item.cents for item in ITEMS)}


@blueprint.get("/")
def items():
    order = request.args.get("by", "number")
    if order not in ("number", "name", "cents"):
        abort(400, f"cannot sort by {order!r}")
    return render_template("list.html", title="Shop", items=sorted(ITEMS, key=lambda item: getattr(item, order)))


@blueprint.get("/<int:number>")
def item(number):
    for found in ITEMS:
        if found.number == number:
            return jsonify(asdict(found))
    current_app.logger.error("no item %d", number)
    abort(404)


@blueprint.delete("/<int:number>")
def remove(number):
    raise SoldOut(number)


@blueprint.errorhandler(SoldOut)
def sold_out(error):
    return f"item {error} is sold out", 409
