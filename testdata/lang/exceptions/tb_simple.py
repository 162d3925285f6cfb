# An uncaught exception: the traceback on stderr, with carets, and exit code 1.
def inner(data, key):
    return data[key]['nested'] + undefined_function(key)
class Thing:
    def method(self, x):
        return inner(x, 'k')
print('before')
Thing().method({'k': {'nested': 1}})
