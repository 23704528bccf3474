"""Attributes that only some subclasses have, read through a variable of the base class."""


class Node:
    pass


class Number(Node):
    kind = 'number'

    def __init__(self, value):
        self.value = value
        self.digits = len(str(value))


class Operator(Node):
    kind = 'operator'

    def __init__(self, symbol, left, right):
        self.symbol = symbol
        self.left = left
        self.right = right


class Marker(Node):
    pass


class Special(Number):
    extra = 'extra'


def value_of(node):
    try:
        return node.value
    except AttributeError as error:
        print('value:', error)
        return -1


def kind_of(node):
    try:
        return node.kind
    except AttributeError as error:
        print('kind:', error)
        return '?'


def extra_of(node):
    try:
        return node.extra
    except AttributeError as error:
        print('extra:', error)
        return ''


def late(node, is_set):
    if is_set:
        node.mark = 5
    if hasattr(node, 'left'):
        print('an operator', node.symbol, value_of(node.left), value_of(node.right))
    else:
        print('no operator')


def main():
    number, marker, special = Number(12), Marker(), Special(345)
    operator = Operator('+', number, marker)
    for node in [number, operator, marker, special]:
        print(value_of(node), kind_of(node), extra_of(node))
        late(node, False)
    late(marker, True)
    print(marker.mark)
    try:
        print(operator.right.value)
    except AttributeError as error:
        print(error)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
