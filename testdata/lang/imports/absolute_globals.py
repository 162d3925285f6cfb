# What an absolute import by __import__ gets as globals does not matter.
for globals in [], 3, None, "text", {}:
    print(__import__("os.path", globals, [], ["join"]).__name__, __import__("os.path", globals, (), 0).__name__)
for globals in [], 3, {}, None:
    try:
        __import__("os", globals, [], [], 1)
    except Exception as e:
        print(type(e).__name__, e)
