# Cooperative constructors through a diamond, with mixins that keep state.
class Base:
    def __init__(self, name):
        self.name = name
        self.trail = ['Base']

    def save(self):
        return 'saved ' + self.name


class Timed(Base):
    def __init__(self, name):
        super().__init__(name)
        self.time = 10
        self.trail.append('Timed')

    def save(self):
        return super().save() + ' at ' + str(self.time)


class Owned(Base):
    def __init__(self, name):
        super().__init__(name)
        self.owner = 'me'
        self.trail.append('Owned')

    def save(self):
        return super().save() + ' by ' + self.owner


class Document(Timed, Owned):
    def __init__(self, name, pages):
        super().__init__(name)
        self.pages = pages
        self.trail.append('Document')

    def save(self):
        return super().save() + f' ({self.pages} pages)'


class Swapped(Owned, Timed):
    pass


class Cached:
    _mixin_ = True
    hits = 0

    def lookup(self, key):
        if self.cache is None:
            self.cache = {}
        if key in self.cache:
            self.hits += 1
            return self.cache[key]
        value = self.compute(key)
        self.cache[key] = value
        return value

    cache = None


class Squares(Cached):
    def compute(self, key):
        return key * key


class Cubes(Cached, Base):
    def compute(self, key):
        return key ** 3


def main():
    for thing in [Base('b'), Timed('t'), Owned('o'), Document('d', 3), Swapped('s')]:
        print(thing.save(), thing.trail, isinstance(thing, Owned), isinstance(thing, Timed))
    squares = Squares()
    cubes = Cubes('c')
    print(squares.lookup(3), squares.lookup(3), squares.hits, cubes.lookup(2), cubes.hits, cubes.name)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
