"""Functions that are called while translating: specialize.memo."""

from rpython.rlib.objectmodel import specialize


class Instruction:
    def __init__(self, name, operands):
        self.name = name
        self.operands = operands

    def _freeze_(self):
        # Instances are constants: the translator knows each one.
        return True


PUSH = Instruction('push', 'n')
ADD = Instruction('add', '')
JUMP = Instruction('jump', 'l')
ALL = [PUSH, ADD, JUMP]

_encodings = {}


@specialize.memo()
def encoding(instruction):
    # All of Python is allowed here, and it runs once per instruction.
    if instruction not in _encodings:
        _encodings[instruction] = sum(map(ord, instruction.name)) % 256
    return _encodings[instruction]


@specialize.memo()
def mnemonic(instruction):
    return instruction.name.title().ljust(6, '.')


class Base:
    pass


class Left(Base):
    pass


class Right(Base):
    pass


@specialize.memo()
def class_depth(cls):
    return len(cls.__mro__) + len(cls.__name__)


def entry_point(argv):
    for instruction in ALL:
        print(f'{mnemonic(instruction)} {encoding(instruction)}')
    i = len(argv) + 1
    print(str(encoding(ALL[i])))
    for cls in [Base, Left, Right]:
        print(str(class_depth(cls)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
