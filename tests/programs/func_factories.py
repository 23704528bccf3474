class Point:
    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y


class Point3(Point):
    def __init__(self, x, y=0, z=5):
        super().__init__(x, y)
        self.z = z

    def total(self):
        return self.x + self.y + self.z


def origin(x, y=100):
    return Point(0, x * y)


def shifted(dx):
    return lambda x, y=1: Point(x + dx, y)


class Registry:
    def __init__(self):
        self.makers = {}
        self.default = None

    def register(self, name, maker):
        self.makers[name] = maker

    def make(self, name, x):
        maker = self.makers.get(name)
        if maker is None:
            maker = self.default
        if maker is None:
            raise KeyError(name)
        return maker(x)


def entry_point(argv):
    registry = Registry()
    registry.register('point', Point)
    registry.register('point3', Point3)
    registry.register('origin', origin)
    registry.register('shifted', shifted(len(argv)))
    for name in registry.makers:
        print(name, registry.make(name, 7).total())
    try:
        registry.make('other', 1)
    except KeyError as error:
        print('no', error)
    registry.default = Point
    print(registry.make('other', 1).total())
    kinds = [ValueError, IndexError, KeyError]
    for kind in kinds:
        try:
            raise kind('text')
        except (ValueError, IndexError) as error:
            print('caught', error)
        except KeyError:
            print('caught a KeyError')
    conversions = [int, len, ord]
    print([convert('7') for convert in conversions])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
