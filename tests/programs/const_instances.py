"""Prebuilt instances, found again by identity, and shared."""


class Type:
    def __init__(self, name, size):
        self.name = name
        self.size = size
        self.pointer = None

    def pointer_to(self):
        if self.pointer is None:
            self.pointer = Type(self.name + '*', 8)
        return self.pointer


class Singleton:
    def __init__(self, text):
        self.text = text


INT = Type('int', 8)
CHAR = Type('char', 1)
VOID = Type('void', 0)
INT_POINTER = INT.pointer_to()
TYPES = {'int': INT, 'char': CHAR, 'void': VOID, 'intptr': INT_POINTER}
TRUE = Singleton('true')
FALSE = Singleton('false')


class Option:
    def __init__(self, name, default, type):
        self.name = name
        self.default = default
        self.type = type


OPTIONS = [Option('width', '80', INT), Option('fill', ' ', CHAR)]
BY_NAME = {option.name: option for option in OPTIONS}


def truth(condition):
    return TRUE if condition else FALSE


def entry_point(argv):
    print(str(INT.pointer_to() is INT_POINTER))
    print(str(TYPES['int'].pointer_to() is TYPES['intptr']))
    print(CHAR.pointer_to().pointer_to().name)
    print(str(CHAR.pointer_to().pointer_to() is CHAR.pointer.pointer))
    for name in TYPES:
        print(f'{name}: {TYPES[name].name} {TYPES[name].size}')
    print(truth(1 < 2).text + ' ' + truth(2 < 1).text)
    print(str(truth(True) is TRUE) + str(truth(False) is TRUE))
    for option in OPTIONS:
        print(f'{option.name} [{option.default}] {option.type.name}')
    BY_NAME['fill'].default = '#'
    print(OPTIONS[1].default + str(BY_NAME['width'].type is INT))
    VOID.size = 1
    print(str(sum([t.size for t in TYPES.values()])))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
