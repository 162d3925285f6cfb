# args: --module _json=bridged
# default() changes the list that is being encoded, a long one.
import json

class Point:
    pass

def default(o):
    points[-1] = 'changed'
    return 'point'

points = [Point()] + [0] * 1500
text = json.JSONEncoder(default=default).encode(points)
print(text[:12], points[-1])
