# Factories: tables of classes, class methods and bound methods that make instances.
class Op:
    arity = 0

    def __init__(self, code):
        self.code = code

    def run(self, stack):
        raise NotImplementedError

    @classmethod
    def named(cls, code):
        op = cls(code)
        op.code = cls.__name__ + ':' + code
        return op


class Push(Op):
    def __init__(self, code, value=7):
        Op.__init__(self, code)
        self.value = value

    def run(self, stack):
        stack.append(self.value)


class Add(Op):
    arity = 2

    def run(self, stack):
        stack.append(stack.pop() + stack.pop())


class Dup(Op):
    arity = 1

    def run(self, stack):
        stack.append(stack[-1])


TABLE = {'push': Push, 'add': Add, 'dup': Dup}
ORDER = [Push, Dup, Add]


def assemble(names):
    return [TABLE[name](name) for name in names]


def largest(classes):
    best = classes[0]
    for cls in classes:
        if cls.arity > best.arity:
            best = cls
    return best


class Pool:
    def __init__(self, cls):
        self.cls = cls
        self.made = []

    def get(self, code):
        made = self.cls(code)
        self.made.append(made)
        return made


def main():
    stack = []
    for op in assemble(['push', 'dup', 'add', 'dup', 'add']):
        op.run(stack)
        print(op.code, stack, op.arity)
    print(largest(ORDER).__name__, [cls.named('z').code for cls in ORDER])
    pools = [Pool(Add), Pool(Dup)]
    for p in pools:
        print(p.get('q').arity, len(p.made), p.cls is Add, p.cls.__name__)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
