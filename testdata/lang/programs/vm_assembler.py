"""A small stack machine: assembler, disassembler, interpreter, with enums, dataclasses and matching."""
from dataclasses import dataclass, field
from enum import Enum, IntFlag, auto
import struct


class Op(Enum):
    PUSH = 1, "q"
    ADD = 2, ""
    SUB = 3, ""
    MUL = 4, ""
    DUP = 5, ""
    SWAP = 6, ""
    JNZ = 7, "h"
    LOAD = 8, "B"
    STORE = 9, "B"
    PRINT = 10, ""
    HALT = 11, ""

    def __init__(self, code, operand):
        self.code, self.operand = code, operand

    @classmethod
    def decode(cls, code):
        for op in cls:
            if op.code == code:
                return op
        raise ValueError(f"no instruction {code:#04x}")


class Flag(IntFlag):
    ZERO = auto()
    NEGATIVE = auto()
    TRACE = auto()


class MachineError(Exception):
    def __init__(self, pc, why):
        super().__init__(f"at {pc:04d}: {why}")
        self.pc = pc


@dataclass
class Machine:
    code: bytes
    stack: list[int] = field(default_factory=list)
    cells: dict[int, int] = field(default_factory=dict, repr=False)
    output: list[str] = field(default_factory=list)
    flags: Flag = Flag(0)
    steps: int = 0

    def pop(self, pc):
        match self.stack:
            case []:
                raise MachineError(pc, "stack is empty")
            case [*_, top]:
                del self.stack[-1]
                return top

    def run(self):
        pc = 0
        while True:
            at, op = pc, Op.decode(self.code[pc])
            size = struct.calcsize("<" + op.operand)
            args = struct.unpack_from("<" + op.operand, self.code, pc + 1)
            pc += 1 + size
            self.steps += 1
            match op, args:
                case Op.PUSH, (value,):
                    self.stack.append(value)
                case (Op.ADD | Op.SUB | Op.MUL), ():
                    b, a = self.pop(at), self.pop(at)
                    self.stack.append({Op.ADD: a + b, Op.SUB: a - b, Op.MUL: a * b}[op])
                case Op.DUP, _:
                    self.stack.append(self.stack[-1])
                case Op.SWAP, _:
                    self.stack[-2:] = reversed(self.stack[-2:])
                case Op.JNZ, (offset,):
                    v = self.pop(at)
                    self.flags = Flag.ZERO if v == 0 else Flag.NEGATIVE if v < 0 else Flag(0)
                    if v:
                        pc += offset
                case Op.LOAD, (cell,):
                    self.stack.append(self.cells.get(cell, 0))
                case Op.STORE, (cell,):
                    self.cells[cell] = self.pop(at)
                case Op.PRINT, _:
                    self.output.append(str(self.pop(at)))
                case Op.HALT, _:
                    return self


def assemble(text):
    labels, fixes, code = {}, [], bytearray()
    for number, line in enumerate(text.splitlines(), 1):
        match line.split("#")[0].split():
            case []:
                continue
            case [label] if label.endswith(":"):
                labels[label[:-1]] = len(code)
            case [name, *operands]:
                try:
                    op = Op[name.upper()]
                except KeyError as e:
                    raise SyntaxError(f"line {number}: unknown instruction {e}") from None
                code.append(op.code)
                match operands, op.operand:
                    case [], "":
                        pass
                    case [target], "h":
                        fixes.append((len(code), target))
                        code += b"\0\0"
                    case [n], kind if kind:
                        code += struct.pack("<" + kind, int(n, 0))
                    case _:
                        raise SyntaxError(f"line {number}: {op.name} takes {len(op.operand)} operand")
    for at, target in fixes:
        struct.pack_into("<h", code, at, labels[target] - at - 2)
    return bytes(code)


def disassemble(code):
    pc = 0
    while pc < len(code):
        op = Op.decode(code[pc])
        args = struct.unpack_from("<" + op.operand, code, pc + 1)
        yield f"{pc:04d} {op.name:<6}{' '.join(map(str, args))}".rstrip()
        pc += 1 + struct.calcsize("<" + op.operand)


factorial = """
    push 20
    store 0
    push 1
    store 1
loop:
    load 0          # n
    load 1
    mul
    store 1
    load 0
    push 1
    sub
    dup
    store 0
    jnz loop
    load 1
    print
    halt
"""
code = assemble(factorial)
print(len(code), code.hex(" ", 4))
print(*disassemble(code), sep="\n")
m = Machine(code).run()
print(m.output, m.steps, m.flags, repr(m.flags), m.cells)
for bad in "add\nhalt", "jump 3", "push", "push 1 2":
    try:
        print(Machine(assemble(bad)).run())
    except (MachineError, SyntaxError) as e:
        print(type(e).__name__, e)
try:
    Machine(b"\xff").run()
except ValueError as e:
    print(e)
print(Machine(b"\x0b"), Flag.ZERO | Flag.TRACE, ~Flag.ZERO, Flag(7), list(Flag(6)), Op.PUSH, Op["ADD"].value)
# needs: libpython
