# args: --module _json=bridged
# default() adds to the dict that is being encoded.
import json

class Leaf:
    pass

def default(o):
    tree['k0'] = 'later'
    return None

tree = {'k%d' % i: i for i in range(900)}
tree['leaf'] = Leaf()
text = json.JSONEncoder(default=default).encode(tree)
print(text[:9], tree['k0'])
