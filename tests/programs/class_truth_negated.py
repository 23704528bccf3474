"""`not`, `and`, `or` and conditions with objects that define `__bool__` or `__len__`."""


class Empty:
    def __len__(self):
        return 0


class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


class Never(Sized):
    def __bool__(self):
        return False


class Plain:
    pass


def is_false(x):
    return not x


def main():
    print(not Empty(), not Plain(), not Sized(3), not Sized(0), not Never(3))
    for each in [Sized(0), Sized(2), Never(2)]:
        print(is_false(each), not each, bool(each), not not each, 'yes' if each else 'no', 'no' if not each else 'yes')
        if not each:
            print('nothing in it')
        while not each:
            break
        assert each or not each
    maybe = None
    for i in range(2):
        print(not maybe)
        maybe = Sized(i + 1)
    print(not [], not [1], not {}, not '', not 'a', not 0, not 0.0, not None, not (not 3))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
