"""s += x in loops: onto locals, with several short strings, and character by character."""
def grow(n):
    s = ""
    for i in range(n): s += "x"
    return len(s)
def lines(n):
    out = ""
    for i in range(n):
        out += "line "
        out += str(i)
        out += "\n"
    return len(out)
def rot(text):
    out = ""
    for ch in text: out += chr((ord(ch) - 97 + 13) % 26 + 97)
    return out
print(grow(4_000_000), lines(700_000), rot("helloworld" * 90_000)[:10])
