"""Many classes with the same methods, called through their base."""


class Op:
    name = 'op'

    def apply(self, stack):
        raise NotImplementedError

    def cost(self):
        return 1


class Push(Op):
    name = 'push'

    def __init__(self, value):
        self.value = value

    def apply(self, stack):
        stack.append(self.value)


class BinaryOp(Op):
    def apply(self, stack):
        b = stack.pop()
        a = stack.pop()
        stack.append(self.compute(a, b))

    def compute(self, a, b):
        raise NotImplementedError

    def cost(self):
        return 2


class Add(BinaryOp):
    name = 'add'

    def compute(self, a, b):
        return a + b


class Sub(BinaryOp):
    name = 'sub'

    def compute(self, a, b):
        return a - b


class Mul(BinaryOp):
    name = 'mul'

    def compute(self, a, b):
        return a * b

    def cost(self):
        return 2 * BinaryOp.cost(self)


class Dup(Op):
    name = 'dup'

    def apply(self, stack):
        stack.append(stack[-1])


def run(ops):
    stack = []
    cost = 0
    for op in ops:
        op.apply(stack)
        cost += op.cost()
    return stack, cost


def entry_point(argv):
    program = [Push(3), Push(4), Add(), Dup(), Mul(), Push(9), Sub()]
    print(' '.join([op.name for op in program]))
    stack, cost = run(program)
    print(f'{stack[0]} {len(stack)} {cost}')
    mixed = [Push(1)]
    for i in range(10):
        mixed += [Push(i), Add(), Dup(), Mul(), Push(3), Sub(), Push(7)]
        mixed += [Sub()]
        if i > 3:
            mixed = mixed[:9]
    stack, cost = run(mixed)
    print(f'{stack[-1]} {cost}')
    try:
        Op().apply(stack)
    except NotImplementedError:
        print('abstract')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
