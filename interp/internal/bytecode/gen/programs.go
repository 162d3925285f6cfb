package main

import (
	"fmt"
	"strings"
)

// This file defines the programs that the examples come from.

// operators are those of the binary operations, by their names.
var operators = []struct{ name, text string }{
	{"ADD", "+"}, {"SUB", "-"}, {"MUL", "*"}, {"MATMUL", "@"}, {"DIV", "/"}, {"MOD", "%"}, {"POW", "**"}, {"LSHIFT", "<<"}, {"RSHIFT", ">>"},
	{"OR", "|"}, {"XOR", "^"}, {"AND", "&"}, {"FLOORDIV", "//"},
}

// comparisons are those of the comparing operations.
var comparisons = []struct{ name, text string }{
	{"EQ", "=="}, {"NE", "!="}, {"LT", "<"}, {"LE", "<="}, {"GT", ">"}, {"GE", ">="}, {"IS", "is"}, {"ISNOT", "is not"}, {"IN", "in"}, {"NOTIN", "not in"},
}

// operator explains the operations that have no comment of their own: "" for others.
func operator(name string) string {
	for _, op := range operators {
		switch name {
		case op.name:
			return "r[A] = r[B] " + op.text + " r[C]"
		case op.name + "K":
			return "r[A] = r[B] " + op.text + " k[C]"
		case "I" + op.name:
			return "r[A] = (r[B] " + op.text + "= r[C])"
		case "I" + op.name + "K":
			return "r[A] = (r[B] " + op.text + "= k[C])"
		}
	}
	for _, c := range comparisons {
		switch name {
		case c.name:
			return "r[A] = r[B] " + c.text + " r[C]"
		case "J" + c.name:
			return "goto D if truth(r[B] " + c.text + " r[C]) == (A != 0)"
		case "J" + c.name + "K":
			return "goto D if truth(r[B] " + c.text + " k[C]) == (A != 0)"
		}
	}
	switch name {
	case "INVERT":
		return "r[A] = ~r[B]"
	case "NOT":
		return "r[A] = not r[B]"
	case "POS":
		return "r[A] = +r[B]"
	case "NEG":
		return "r[A] = -r[B]"
	}
	return ""
}

// programs returns small programs that have all operations between them.
func programs() []string {
	list := []string{plain}
	for _, op := range operators {
		list = append(list, "def f(a, b):\n    x = a "+op.text+" b\n    y = a "+op.text+" 3\n    a "+op.text+"= b\n    b "+op.text+"= 3\n")
	}
	for _, c := range comparisons {
		list = append(list, "def f(a, b):\n    x = a "+c.text+" b\n    if a "+c.text+" b: f()\n    if a "+c.text+" 3: f()\n")
	}
	var many strings.Builder
	many.WriteString("def f():\n")
	for i := range 140 {
		fmt.Fprintf(&many, "    v%d = 1\n", i)
	}
	many.WriteString("    return v139\n")
	return append(list, many.String(), "from os import *\nx: int = 1\n",
		// More than a row of registers holds.
		"def f(a):\n    a.x,"+strings.Repeat(" a.x,", 200)+" = a\n    *a.x,"+strings.Repeat(" a.x,", 200)+" = a\n")
}

const plain = `
def f(a, b, c=1, *, d=2):
    pass
    x = a
    x = 5
    del x
    if a: x = 1
    print(x)
    a.m(1)
    a.m(1, k=b)
    f(a, k=b)
    f(*a, **b)
    f(*a, k=b)
    f(*a, k=b, **c)
    x = a.y
    a.y = b
    del a.y
    x = a[b]
    x = a[0]
    x = a[b:c]
    x = a[b:c:d]
    a[b] = c
    a[0] = b
    del a[b]
    x = ~a
    x = not a
    x = +a
    x = -a
    x = a or b
    x = a and b
    if a is None: return
    if a is not None: return
    if a is b: return 1
    if a in b: return a
    if not a: return b
    while a: x = 1
    for x in a: print(x)
    for x, y in a: print(x)
    x, y = a
    x, y, z = a
    x, *y = a
    x = [a, b]
    x = (a, b)
    x = {a, b}
    x = {a: b}
    x = {'k': a, 'l': b}
    x = [*a, b]
    x = (*a, b)
    x = {*a, b}
    x = {**a, 'k': b}
    x = [y for y in a]
    x = {y for y in a}
    x = {y: y for y in a}
    x = f'{a}{b:>3}'
    assert a
    if a:
        raise
    if b:
        raise a
    if c:
        raise a from b

def outer():
    n = 1
    def inner():
        nonlocal n
        n = n + 1
        del n
    n = n + 1
    del n
    return inner

class C:
    n = 1
    def f(self): pass

def classes(n):
    class D:
        x = n

def globals_():
    global g
    g = 1
    print(g)
    del g

name = 1
print(name)
del name

def errors(a):
    try:
        a()
    except ValueError as e:
        print(e)
    try:
        a()
    except* ValueError:
        pass
    try:
        a()
    finally:
        print()
    with a as b:
        print(b)

def gen(a):
    x = yield a
    yield from a

async def coro(a):
    await a
    async with a as b:
        pass
    async for x in a:
        yield x

def match_(a):
    match a:
        case [x, y]: return 1
        case {'k': x}: return 2
        case int(x): return 3

import os.path as p
from os import path
`
