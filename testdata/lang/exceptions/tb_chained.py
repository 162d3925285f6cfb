# Chained tracebacks: cause, context, and notes.
import json
class ConfigError(Exception):
    pass
def load(text):
    try:
        return json.loads(text)
    except ValueError as e:
        err = ConfigError('bad config')
        err.add_note('while loading the configuration')
        err.add_note('second note\nwith two lines')
        raise err from e
def outer():
    try:
        load('{"a": }')
    except ConfigError:
        print('handling')
        {}['missing']
outer()
# needs: libpython
