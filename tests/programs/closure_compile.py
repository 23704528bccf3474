# Compiles expressions to closures, and runs them.


class Node:
    pass


class Number(Node):
    def __init__(self, value):
        self.value = value


class Variable(Node):
    def __init__(self, name):
        self.name = name


class Binary(Node):
    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right


class Let(Node):
    def __init__(self, name, value, body):
        self.name = name
        self.value = value
        self.body = body


class While(Node):
    def __init__(self, test, body):
        self.test = test
        self.body = body


class Assign(Node):
    def __init__(self, name, value):
        self.name = name
        self.value = value


def compile_node(node, scope):
    if isinstance(node, Number):
        value = node.value
        return lambda frame: value
    if isinstance(node, Variable):
        slot = scope[node.name]
        return lambda frame: frame[slot]
    if isinstance(node, Binary):
        return compile_binary(node, scope)
    if isinstance(node, Let):
        value = compile_node(node.value, scope)
        slot = len(scope)
        inner = scope.copy()
        inner[node.name] = slot
        body = compile_node(node.body, inner)

        def run_let(frame):
            while len(frame) <= slot:
                frame.append(0)
            frame[slot] = value(frame)
            return body(frame)
        return run_let
    if isinstance(node, Assign):
        value = compile_node(node.value, scope)
        slot = scope[node.name]

        def run_assign(frame):
            result = value(frame)
            frame[slot] = result
            return result
        return run_assign
    if isinstance(node, While):
        test = compile_node(node.test, scope)
        body = compile_node(node.body, scope)

        def run_while(frame):
            rounds = 0
            while test(frame):
                body(frame)
                rounds += 1
            return rounds
        return run_while
    raise ValueError('unknown node')


def compile_binary(node, scope):
    left = compile_node(node.left, scope)
    right = compile_node(node.right, scope)
    operator = node.operator
    if operator == '+':
        return lambda frame: left(frame) + right(frame)
    if operator == '-':
        return lambda frame: left(frame) - right(frame)
    if operator == '*':
        return lambda frame: left(frame) * right(frame)
    if operator == '<':
        return lambda frame: 1 if left(frame) < right(frame) else 0
    if operator == ';':
        def sequence(frame):
            left(frame)
            return right(frame)
        return sequence
    raise ValueError('unknown operator ' + operator)


def entry_point(argv):
    x, total = Variable('x'), Variable('total')
    program = Let('x', Number(0), Let('total', Number(0), Binary(';', While(
        Binary('<', x, Number(1000)),
        Binary(';', Assign('total', Binary('+', total, Binary('*', x, x))),
               Assign('x', Binary('+', x, Number(1))))), total)))
    run = compile_node(program, {})
    print(run([]))
    print(compile_node(Binary('-', Number(50), Number(8)), {})([]))
    try:
        compile_node(Binary('?', Number(1), Number(2)), {})
    except ValueError as error:
        print(error)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
