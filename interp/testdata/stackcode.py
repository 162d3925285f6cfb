"""Prints, as JSON, the .pyc form of each file named, with where in it the code and the tables of its code objects lie (the
code three times: that much likelier is it to be damaged), or an empty one for what does not compile."""
import base64, json, marshal, sys, types

def spots(data, code, found):
    for table in (code.co_code, code.co_code, code.co_code, code.co_exceptiontable, code.co_linetable):
        at = data.find(table)
        if len(table) > 1 and at >= 0:
            found.append({'At': at, 'Len': len(table)})
    for k in code.co_consts:
        if isinstance(k, types.CodeType):
            spots(data, k, found)
    return found

out = []
for name in sys.argv[1:]:
    try:
        with open(name, 'rb') as f:
            code = compile(f.read(), name, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError):
        out.append({'Name': name})
        continue
    data = marshal.dumps(code)
    out.append({'Name': name, 'Data': base64.b64encode(data).decode(), 'Spots': spots(data, code, [])})
json.dump(out, sys.stdout)
