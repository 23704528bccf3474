# A visitor: double dispatch, class attributes as tables, and unbound methods as values.
class Node:
    def accept(self, visitor):
        raise NotImplementedError


class Num(Node):
    def __init__(self, value):
        self.value = value

    def accept(self, visitor):
        return visitor.visit_num(self)


class BinOp(Node):
    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right

    def accept(self, visitor):
        return visitor.visit_binop(self)


class Neg(Node):
    def __init__(self, inner):
        self.inner = inner

    def accept(self, visitor):
        return visitor.visit_neg(self)


class Visitor:
    def visit_num(self, node):
        raise NotImplementedError

    def visit_binop(self, node):
        raise NotImplementedError

    def visit_neg(self, node):
        raise NotImplementedError


class Evaluator(Visitor):
    def __init__(self):
        self.steps = 0

    def visit_num(self, node):
        self.steps += 1
        return str(node.value)

    def visit_binop(self, node):
        left = int(node.left.accept(self))
        right = int(node.right.accept(self))
        return str(self.OPERATIONS[node.op](self, left, right))

    def visit_neg(self, node):
        return str(-int(node.inner.accept(self)))

    def add(self, a, b):
        self.steps += 1
        return a + b

    def multiply(self, a, b):
        self.steps += 2
        return a * b

    OPERATIONS = {'+': add, '*': multiply}


class Printer(Visitor):
    def visit_num(self, node):
        return str(node.value)

    def visit_binop(self, node):
        return '(' + node.left.accept(self) + ' ' + node.op + ' ' + node.right.accept(self) + ')'

    def visit_neg(self, node):
        return '-' + node.inner.accept(self)


def main():
    tree = BinOp('+', Num(2), BinOp('*', Num(3), Neg(Num(4))))
    for visitor in [Evaluator(), Printer()]:
        print(tree.accept(visitor))
    e = Evaluator()
    tree.accept(e)
    print(e.steps)
    try:
        tree.accept(Visitor())
    except NotImplementedError:
        print('not implemented')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
