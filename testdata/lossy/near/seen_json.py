# args: --module _json=bridged
# default() changes the list that is being encoded, a short one: the encoder sees it.
import json

class Point:
    pass

def default(o):
    points[-1] = 'changed'
    return 'point'

points = [Point()] + [0] * 5
print(json.JSONEncoder(default=default).encode(points))
