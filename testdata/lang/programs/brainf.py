"""A Brainf*** compiler to Python functions and an interpreter; both must agree."""
HELLO = '++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.'
def interpret(src, data=''):
    jump, stack = {}, []
    for i, c in enumerate(src):
        if c == '[': stack.append(i)
        elif c == ']':
            if not stack: raise SyntaxError(f'unmatched ] at {i}')
            j = stack.pop(); jump[i], jump[j] = j, i
    if stack: raise SyntaxError(f'unmatched [ at {stack[-1]}')
    tape, p, pc, out, inp = [0] * 100, 0, 0, [], iter(data)
    while pc < len(src):
        match src[pc]:
            case '>': p += 1
            case '<': p -= 1
            case '+': tape[p] = (tape[p] + 1) & 255
            case '-': tape[p] = (tape[p] - 1) & 255
            case '.': out.append(chr(tape[p]))
            case ',': tape[p] = ord(next(inp, '\0'))
            case '[' if not tape[p]: pc = jump[pc]
            case ']' if tape[p]: pc = jump[pc]
        pc += 1
    return ''.join(out)
def compile_bf(src):
    lines, depth = ['def run(inp, out):', ' t = [0] * 100; p = 0'], 1
    i = 0
    while i < len(src):
        c, n = src[i], 1
        while c in '+-<>' and i + n < len(src) and src[i + n] == c: n += 1
        pad = ' ' * depth
        if c in '+-': lines.append(f'{pad}t[p] = (t[p] {c} {n}) & 255')
        elif c in '<>': lines.append(f'{pad}p {"+" if c == ">" else "-"}= {n}')
        elif c == '.': lines.append(f'{pad}out.append(chr(t[p]))')
        elif c == ',': lines.append(f'{pad}t[p] = ord(next(inp, chr(0)))')
        elif c == '[': lines.append(f'{pad}while t[p]:'); depth += 1; lines.append(' ' * depth + 'pass')
        elif c == ']': depth -= 1
        i += n
    lines.append(' return "".join(out)')
    ns = {}
    exec('\n'.join(lines), ns)
    return ns['run']
print(interpret(HELLO)); print(compile_bf(HELLO)(iter(''), []))
rev = '>,[>,]<[.<]'
print(interpret(rev, 'reverse me'), compile_bf(rev)(iter('reverse me'), []) == interpret(rev, 'reverse me'))
add = ',>,[<+>-]<.'
print(repr(interpret(add, '!"')), compile_bf('+' * 65 + '.+.+.')(iter(''), []))
for bad in ('[', ']', '+[[-]'):
    try: interpret(bad)
    except SyntaxError as e: print(e)
