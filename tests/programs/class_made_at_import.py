# Classes made while importing: by functions, by type(), decorated, with metaclasses, computed bodies, nested.
def make_adder(amount):
    class Adder:
        step = amount

        def __init__(self, start):
            self.value = start

        def add(self):
            self.value += self.step
            return self.value
    Adder.__name__ = 'Adder%d' % amount
    return Adder


Add1 = make_adder(1)
Add10 = make_adder(10)


def init(self, x):
    self.x = x


def square(self):
    return self.x * self.x


Dynamic = type('Dynamic', (object,), {'__init__': init, 'square': square, 'tag': 'dyn'})

REGISTRY = []


def registered(cls):
    cls.number = len(REGISTRY)
    REGISTRY.append(cls)
    return cls


class Op:
    def run(self, a, b):
        raise NotImplementedError


@registered
class Plus(Op):
    def run(self, a, b):
        return a + b


@registered
class Minus(Op):
    def run(self, a, b):
        return a - b


class Collecting(type):
    made = []

    def __new__(meta, name, bases, namespace):
        namespace['code'] = len(meta.made)
        cls = type.__new__(meta, name, bases, namespace)
        meta.made.append(cls)
        return cls


class Instruction(metaclass=Collecting):
    def execute(self):
        return 'nothing'


class Load(Instruction):
    def execute(self):
        return 'load'


class Store(Instruction):
    def execute(self):
        return 'store'


TABLE = [cls() for cls in Collecting.made]


class Computed:
    powers = [2 ** i for i in range(8)]
    names = {}
    for _i, _n in enumerate(['zero', 'one', 'two']):
        names[_n] = _i
    del _i, _n

    class Inner:
        def __init__(self, v):
            self.v = v

    def make(self):
        return Computed.Inner(self.powers[3])


def main():
    a = Add1(5)
    b = Add10(5)
    print(a.add(), a.add(), b.add(), b.add(), Add1.__name__, Add10.step)
    d = Dynamic(7)
    print(d.square(), d.tag)
    for cls in REGISTRY:
        op = cls()
        print(op.number, op.run(9, 4))
    for instruction in TABLE:
        print(instruction.code, instruction.execute())
    c = Computed()
    print(c.make().v, Computed.names['two'], len(c.powers))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
