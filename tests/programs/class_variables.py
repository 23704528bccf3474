# Attributes of classes that change at run time are variables, one for each class.
class Counter:
    made = 0
    names = []

    def __init__(self, name):
        Counter.made += 1
        Counter.names.append(name)
        self.name = name
        self.number = Counter.made


class Registry:
    last = 0
    total = 0

    @classmethod
    def register(cls, value):
        cls.total += value
        Registry.last = value

    @staticmethod
    def reset():
        Registry.total = 0


class Sub(Registry):
    total = 100


class Plain:
    limit = 5

    def is_over(self, n):
        return n > self.limit

    def raise_limit(self):
        type(self).limit = self.limit + 10


class Special(Plain):
    limit = 50


def main():
    print(Counter.made)
    for name in ['a', 'b', 'c']:
        c = Counter(name)
        print(c.number, c.name, c.made)
    print(Counter.made, Counter.names)
    Registry.register(5)
    Registry.register(7)
    Sub.register(1)
    print(Registry.total, Sub.total, Registry.last)
    Registry.reset()
    print(Registry.total, Sub.total)
    p = Plain()
    s = Special()
    print(p.is_over(6), s.is_over(6))
    Plain.limit = 3
    print(p.limit, s.limit, p.is_over(4))
    s.raise_limit()
    print(Plain.limit, Special.limit, s.limit)
    p.raise_limit()
    print(Plain.limit, Special.limit, p.limit)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
