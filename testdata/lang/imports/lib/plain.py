"""A plain module."""
print('plain runs as', __name__)
value = 1
_hidden = 2
def get(): return value
class K: pass
