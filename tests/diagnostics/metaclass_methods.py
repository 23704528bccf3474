class Meta(type):
    def __eq__(cls, other):
        return cls.__name__ == other.__name__

    def __hash__(cls):
        return 1

    def __len__(cls):
        return 0


class Left(metaclass=Meta):
    pass


class Right(metaclass=Meta):
    pass


def entry_point(argv):
    sides = [Left, Right]
    print(sides[0] == sides[len(argv)])
    if sides[0]:
        print('true')
    names = {}
    names[sides[0]] = 1
    return 0


def target(driver, args):
    return entry_point
