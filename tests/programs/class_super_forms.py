# super() in all its forms, through several levels and mixins.
class Root:
    def __init__(self, name):
        self.name = name
        self.log = ['Root']

    def describe(self):
        return 'root ' + self.name

    @classmethod
    def build(cls, name):
        return cls(name)

    @property
    def size(self):
        return 1


class Loud:
    _mixin_ = True

    def describe(self):
        return super().describe().upper()


class Polite:
    _mixin_ = True

    def describe(self):
        return 'please: ' + super().describe()


class Middle(Root):
    def __init__(self, name, extra):
        super().__init__(name)
        self.extra = extra
        self.log.append('Middle')

    def describe(self):
        return super(Middle, self).describe() + '+' + self.extra

    @property
    def size(self):
        return super().size + 10


class Leaf(Middle):
    def __init__(self, name):
        Middle.__init__(self, name, 'leaf')
        self.log.append('Leaf')

    def describe(self):
        return '[' + super().describe() + ']'

    @classmethod
    def build(cls, name):
        made = super().build(name + '!')
        made.log.append('built')
        return made

    @property
    def size(self):
        return super().size + 100


class Shouting(Loud, Root):
    pass


class PoliteShouting(Polite, Loud, Root):
    pass


class Diamond:
    def visit(self):
        return 'D'


class Left(Diamond):
    def visit(self):
        return 'L' + super().visit()


def main():
    for thing in [Root('r'), Middle('m', 'x'), Leaf('l'), Shouting('s'), PoliteShouting('p')]:
        print(thing.describe(), thing.log, thing.size)
    print(Leaf.build('z').log, Leaf.build('z').name)
    print(Left().visit())


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
