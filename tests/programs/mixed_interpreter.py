"""A tiny language: parser, tree, environments, functions, loops."""


class Env:
    def __init__(self, outer):
        self.values = {}
        self.outer = outer

    def get(self, name):
        env = self
        while env is not None:
            if name in env.values:
                return env.values[name]
            env = env.outer
        raise KeyError(name)


class Node:
    def run(self, env):
        raise NotImplementedError


class Num(Node):
    def __init__(self, value):
        self.value = value

    def run(self, env):
        return self.value


class Var(Node):
    def __init__(self, name):
        self.name = name

    def run(self, env):
        return env.get(self.name)


class Call(Node):
    def __init__(self, name, args):
        self.name = name
        self.args = args

    def run(self, env):
        values = [arg.run(env) for arg in self.args]
        if self.name in PRIMITIVES:
            return PRIMITIVES[self.name](values[0], values[1])
        parameters, body = FUNCTIONS[self.name]
        inner = Env(None)
        for i in range(len(parameters)):
            inner.values[parameters[i]] = values[i]
        return body.run(inner)


class If(Node):
    def __init__(self, test, then, otherwise):
        self.test = test
        self.then = then
        self.otherwise = otherwise

    def run(self, env):
        if self.test.run(env) != 0:
            return self.then.run(env)
        return self.otherwise.run(env)


class Let(Node):
    def __init__(self, name, value, body):
        self.name = name
        self.value = value
        self.body = body

    def run(self, env):
        inner = Env(env)
        inner.values[self.name] = self.value.run(env)
        return self.body.run(inner)


PRIMITIVES = {
    'add': lambda a, b: a + b,
    'sub': lambda a, b: a - b,
    'mul': lambda a, b: a * b,
    'less': lambda a, b: 1 if a < b else 0,
}
FUNCTIONS = {}


def parse(tokens):
    token = tokens.pop(0)
    if token != '(':
        return Num(int(token)) if token.isdigit() else Var(token)
    head = tokens.pop(0)
    name = tokens.pop(0) if head == 'let' else ''
    parts = []
    while tokens[0] != ')':
        parts.append(parse(tokens))
    tokens.pop(0)
    if head == 'if':
        return If(parts[0], parts[1], parts[2])
    if head == 'let':
        return Let(name, parts[0], parts[1])
    return Call(head, parts)


def tree(text):
    return parse(text.replace('(', ' ( ').replace(')', ' ) ').split())


def entry_point(argv):
    FUNCTIONS['fib'] = (['n'], tree(
        '(if (less n 2) n (add (fib (sub n 1)) (fib (sub n 2))))'))
    FUNCTIONS['power'] = (['b', 'e'], tree(
        '(if (less 0 e) (mul b (power b (sub e 1))) 1)'))
    top = Env(None)
    top.values['x'] = 7
    for text in ['(add 1 2)', '(mul x x)', '(let y 5 (let x y (add x y)))',
                 '(fib 15)', '(power 3 19)', '(let z (fib x) (power z 2))',
                 'nothing']:
        try:
            print(text + ' => ' + str(tree(text).run(top)))
        except KeyError:
            print(text + ' fails')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
