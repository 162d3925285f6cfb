"""A tokeniser, recursive-descent parser and evaluator for arithmetic, by character."""
class Parser:
    def __init__(self, text): self.tokens = list(tokenise(text)); self.pos = 0
    def peek(self): return self.tokens[self.pos] if self.pos < len(self.tokens) else None
    def next(self): t = self.tokens[self.pos]; self.pos += 1; return t
    def expr(self):
        node = self.term()
        while self.peek() in (("op", "+"), ("op", "-")): node = (self.next()[1], node, self.term())
        return node
    def term(self):
        node = self.factor()
        while self.peek() in (("op", "*"), ("op", "/")): node = (self.next()[1], node, self.factor())
        return node
    def factor(self):
        kind, value = self.next()
        if kind == "num": return value
        if kind == "name": return ("var", value)
        if value == "(": node = self.expr(); self.next(); return node
        if value == "-": return ("neg", self.factor())
        raise SyntaxError(value)
def tokenise(text):
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c.isspace(): i += 1
        elif c.isdigit():
            j = i
            while j < n and (text[j].isdigit() or text[j] == "."): j += 1
            yield "num", float(text[i:j]) if "." in text[i:j] else int(text[i:j])
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < n and (text[j].isalnum() or text[j] == "_"): j += 1
            yield "name", text[i:j]; i = j
        else: yield "op", c; i += 1
def evaluate(node, env):
    match node:
        case int() | float(): return node
        case ("var", name): return env[name]
        case ("neg", x): return -evaluate(x, env)
        case ("+", a, b): return evaluate(a, env) + evaluate(b, env)
        case ("-", a, b): return evaluate(a, env) - evaluate(b, env)
        case ("*", a, b): return evaluate(a, env) * evaluate(b, env)
        case ("/", a, b): return evaluate(a, env) / evaluate(b, env)
text = "(alpha + 12 * (beta_2 - 3.5)) / 2 - -(gamma * 4 + 100 / (1 + alpha)) * 0.25"
env = {"alpha": 3, "beta_2": 7.25, "gamma": -2}
total = 0
for _ in range(22000): total += evaluate(Parser(text).expr(), env)
print(round(total, 3))
