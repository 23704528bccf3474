"""Classes put together while the program is imported."""

REGISTRY = []


def add_comparison(cls):
    """Give a class methods that are written once for all."""
    def is_before(self, other):
        return self.key() < other.key()

    def largest(self, other):
        return other if self.is_before(other) else self

    cls.is_before = is_before
    cls.largest = largest
    REGISTRY.append(cls.__name__)
    return cls


@add_comparison
class Version:
    def __init__(self, major, minor):
        self.major = major
        self.minor = minor

    def key(self):
        return self.major * 1000 + self.minor


@add_comparison
class Word:
    def __init__(self, text):
        self.text = text

    def key(self):
        return self.text.lower()


class Instruction:
    code = -1

    def run(self, x):
        return x


def make_instruction(code, name, function):
    def run(self, x):
        return function(x)
    return type(name, (Instruction,), {'code': code, 'run': run})


INSTRUCTIONS = [
    make_instruction(i, name, function) for i, (name, function) in enumerate([
        ('Inc', lambda x: x + 1),
        ('Dec', lambda x: x - 1),
        ('Square', lambda x: x * x),
    ])]
PROGRAM = [INSTRUCTIONS[i]() for i in [0, 0, 2, 1, 2]]


def entry_point(argv):
    print(' '.join(REGISTRY))
    old = Version(1, 9)
    new = Version(1, 10)
    print(f'{old.is_before(new)} {new.is_before(old)} {old.largest(new).minor}')
    a = Word('Zebra')
    b = Word('apple')
    print(f'{a.is_before(b)} {a.largest(b).text}')
    x = 1
    for instruction in PROGRAM:
        x = instruction.run(x)
        print(f'{instruction.code}: {x}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
