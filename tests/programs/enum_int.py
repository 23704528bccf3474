# IntEnum: members are integers, too.
from enum import IntEnum, IntFlag, auto


class Op(IntEnum):
    PUSH = 1
    ADD = 2
    MUL = 3
    STOP = 10


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()

    def describe(self):
        return 'level ' + self.name.lower()


CODE = [Op.PUSH, 3, Op.PUSH, 4, Op.ADD, Op.PUSH, 5, Op.MUL, Op.STOP]


def run(code):
    stack = []
    pc = 0
    while True:
        op = code[pc]
        pc += 1
        if op == Op.PUSH:
            stack.append(code[pc] + 0)
            pc += 1
        elif op == Op.ADD:
            stack.append(stack.pop() + stack.pop())
        elif op == Op.MUL:
            stack.append(stack.pop() * stack.pop())
        else:
            return stack.pop()


def dispatch(op):
    match op:
        case Op.PUSH:
            return 'push'
        case Op.ADD | Op.MUL:
            return 'binary'
        case _:
            return 'other'


def name_of(op):
    return op.name


def main():
    print(run(CODE), Op.ADD + 1, Op.ADD < Op.MUL, Op.STOP == 10, int(Op.MUL), [0, 1, 2, 3][Op.ADD])
    for op in Op:
        print(op.name, op.value, op, repr(op), dispatch(op), op * 2, name_of(op))
    print(Op(2).name, Op['MUL'].value, Op(10) is Op.STOP)
    n = 3
    print(Op(n).name, dispatch(n), Op(n) == 3)
    names = {Op.PUSH: 'p', Op.ADD: 'a'}
    print(names[Op.ADD], 1 in names, names.get(Op.MUL, '-'))
    for level in [Level.LOW, Level.HIGH]:
        print(level.describe(), level + 0, level > 1)
    print(max(Level.LOW, Level.HIGH).name, f'{Op.ADD} {Op.ADD:3d}|', '%d %s' % (Op.ADD, Op.ADD), [Op.ADD])


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
