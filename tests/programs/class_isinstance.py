"""Deciding by isinstance, also for several classes at once."""


class Expression:
    pass


class Number(Expression):
    def __init__(self, value):
        self.value = value


class Variable(Expression):
    def __init__(self, name):
        self.name = name


class Binary(Expression):
    def __init__(self, left, right):
        self.left = left
        self.right = right


class Add(Binary):
    pass


class Multiply(Binary):
    pass


def show(e):
    if isinstance(e, Number):
        return str(e.value)
    if isinstance(e, Variable):
        return e.name
    assert isinstance(e, Binary)
    operator = '+' if isinstance(e, Add) else '*'
    return '(' + show(e.left) + operator + show(e.right) + ')'


def is_zero(e):
    return isinstance(e, Number) and e.value == 0


def is_one(e):
    return isinstance(e, Number) and e.value == 1


def simplify(e):
    if isinstance(e, Binary):
        left = simplify(e.left)
        right = simplify(e.right)
        if isinstance(left, Number) and isinstance(right, Number):
            if isinstance(e, Add):
                return Number(left.value + right.value)
            return Number(left.value * right.value)
        if isinstance(e, Add):
            if is_zero(left):
                return right
            if is_zero(right):
                return left
            return Add(left, right)
        if is_zero(left) or is_zero(right):
            return Number(0)
        if is_one(left):
            return right
        if is_one(right):
            return left
        return Multiply(left, right)
    return e


def derive(e, name):
    if isinstance(e, Number):
        return Number(0)
    if isinstance(e, Variable):
        return Number(1 if e.name == name else 0)
    if isinstance(e, Add):
        return Add(derive(e.left, name), derive(e.right, name))
    assert isinstance(e, Multiply)
    return Add(Multiply(derive(e.left, name), e.right),
               Multiply(e.left, derive(e.right, name)))


def entry_point(argv):
    x = Variable('x')
    e = Add(Multiply(x, Multiply(x, x)), Add(Multiply(Number(2), x), Number(3)))
    print(show(e))
    print(show(derive(e, 'x')))
    print(show(simplify(derive(e, 'x'))))
    print(show(simplify(derive(e, 'y'))))
    leaves = [x, Number(1), e]
    print(' '.join([str(isinstance(leaf, (Number, Variable)))
                    for leaf in leaves]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
