# Mixins: classes whose functions are copied into those that list them.
from rpython.rlib.objectmodel import import_from_mixin


class Counting:
    _mixin_ = True
    calls = 0

    def count(self):
        self.calls += 1
        return self.calls

    def describe(self):
        return self.name() + ' #' + str(self.count())


class Named:
    _mixin_ = True

    def name(self):
        return 'named ' + self.label


class Base:
    def __init__(self, label):
        self.label = label


class First(Counting, Named, Base):
    pass


class Second(Counting, Base):
    def name(self):
        return 'second ' + self.label


class Imported(Base):
    import_from_mixin(Counting)

    def name(self):
        return 'imported'


class Doubling:
    _mixin_ = True
    factor = 2

    def scaled(self, x):
        return x * self.factor + self.offset()


class A(Doubling):
    def offset(self):
        return 1


class B(Doubling):
    factor = 3

    def offset(self):
        return 10


def main():
    first = First('a')
    second = Second('b')
    third = Imported('c')
    print(first.describe(), first.describe(), second.describe(), third.describe(), third.describe())
    print(first.calls, second.calls, third.calls)
    print(A().scaled(5), B().scaled(5))
    for b in [Base('x'), first, second]:
        print(isinstance(b, First), isinstance(b, Second), b.label)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
