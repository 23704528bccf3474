"""A variable that is assigned inside `with` and used afterwards: an exception might have kept it from being assigned."""


class Guard(object):
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass


class Box(object):
    def __init__(self, n):
        self.n = n

    def check(self):
        if self.n > 1:
            raise ValueError('%d is too much' % self.n)


def use(n):
    with Guard():
        box = Box(n)
        box.n += 1
    try:
        box.check()
    except ValueError as e:
        print(str(e))
    return box.n


def main(argv):
    print(use(0), use(5))
    return 0


def target(driver, args):
    return main, None
