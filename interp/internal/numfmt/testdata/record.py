"""Records cases.jsonl: what Python's number formatting and parsing answer. Run with Python 3.11."""
import json, random, struct, sys

rnd = random.Random(7)


def some_float():
    k = rnd.randrange(8)
    if k == 0:
        return struct.unpack("<d", struct.pack("<Q", rnd.getrandbits(64)))[0]
    if k == 1:
        return float(rnd.randint(-1000, 1000)) / 8
    if k == 2:
        return rnd.uniform(-1, 1) * 10 ** rnd.randint(-20, 20)
    if k == 3:
        return rnd.choice([0.0, -0.0, float("inf"), float("-inf"), float("nan"), 1e16, 1e-5, 0.0001, 9999999999999998.0, 5e-324, 1e22, 1e23, 0.5, 2.5, 1e100])
    if k == 4:
        return float(rnd.randint(-10**17, 10**17))
    return round(rnd.uniform(-1000, 1000), rnd.randint(0, 5))


def some_int():
    return rnd.choice([0, 1, -1, 7, 255, -255, 1000, -12345678, 2**63, -2**63, 2**64, 10**30, -10**40, rnd.randint(-10**6, 10**6), rnd.getrandbits(100), rnd.randrange(0x110000)])


def some_spec(types):
    s = ""
    if rnd.random() < .4:
        s += rnd.choice(["", "*", "0", "é", " ", "\U0001f600", "<"]) + rnd.choice("<>=^")
    if rnd.random() < .4:
        s += rnd.choice("+- ")
    if rnd.random() < .1:
        s += "z"
    if rnd.random() < .2:
        s += "#"
    if rnd.random() < .3:
        s += "0"
    if rnd.random() < .5:
        s += str(rnd.randint(0, 30))
    if rnd.random() < .3:
        s += rnd.choice([",", "_", ",_"] if rnd.random() < .1 else [",", "_"])
    if rnd.random() < .4:
        s += "." + (str(rnd.randint(0, 25)) if rnd.random() < .97 else "")
    if rnd.random() < .9:
        s += rnd.choice(types)
    if rnd.random() < .02:
        s += rnd.choice(["x", "é", "ab"])
    return s


def val(x):
    if isinstance(x, bool) or isinstance(x, str):
        return x
    if isinstance(x, int):
        return str(x)
    if isinstance(x, float):
        return x.hex()
    if isinstance(x, complex):
        return [x.real.hex(), x.imag.hex()]


def answer(f):
    try:
        return f()
    except (ValueError, OverflowError) as e:
        return {"error": type(e).__name__ + ": " + str(e)}


out = []


def case(op, *args, f):
    out.append([op, *map(val, args), answer(f)])


for _ in range(700):
    x = some_float()
    case("repr", x, f=lambda: repr(x))
for _ in range(2500):
    x, s = some_float(), some_spec("eEfFgGn%")
    case("ffloat", x, s, f=lambda: format(x, s))
for _ in range(1500):
    x, s = some_int(), some_spec("bcdoxXn")
    if rnd.random() < .8:
        s = s.replace("z", "").replace(".", "")
    case("fint", x, s, f=lambda: format(x, s))
for _ in range(500):
    x, s = complex(some_float(), some_float()), some_spec("eEfFgGn").replace("0", "").replace("=", ">")
    case("fcomplex", x, s, f=lambda: format(x, s))
for _ in range(300):
    x = rnd.choice(["", "abc", "é\U0001f600x", "hello world, this is long"])
    s = some_spec("sssd")
    if rnd.random() < .8:
        s = s.replace(",", "").replace("_", "").replace("=", "<").replace("#", "").replace("z", "").replace("+", "").replace("-", "")
    case("fstr", x, s, f=lambda: format(x, s))
for _ in range(1500):
    s = rnd.choice(["", " ", "\t\n"]) + rnd.choice(["", "+", "-", "--"]) + rnd.choice(["", "0", "0x", "0b", "0O", "0X_", "0_"]) + "".join(rnd.choice("0123456789__aAfFzZ٣") for _ in range(rnd.randint(0, 6))) + rnd.choice(["", "", " ", "\u2003", "x", "1" * 30])
    b = rnd.choice([0, 0, 10, 10, 10, 16, 2, 8, 36, 3])
    case("int", s, str(b), f=lambda: str(int(s, b)))
for s in ["0" * 641, "9" * 700, "9" * 4300, "9" * 4301, "9" * 4301 + "x", "1_" * 4300 + "1", "0x" + "f" * 5000]:
    case("int", s, "0", f=lambda: hex(int(s, 0)) if s[:2] == "0x" else str(int(s, 0)))
for _ in range(1200):
    s = rnd.choice(["", " "]) + rnd.choice(["", "+", "-"]) + rnd.choice(["inf", "nan", "Infinity", "infin", "".join(rnd.choice("0123456789_.٣") for _ in range(rnd.randint(0, 8)))]) + rnd.choice(["", "e", "e5", "E-7", "e+400", "e-330", "_", "e1_0", "e_1"]) + rnd.choice(["", " ", "\u2003", "x"])
    case("float", s, f=lambda: val(float(s)))
with open(sys.argv[1], "w", encoding="utf-8") as f:
    for c in out:
        f.write(json.dumps(c, ensure_ascii=False, separators=(",", ":")) + "\n")
